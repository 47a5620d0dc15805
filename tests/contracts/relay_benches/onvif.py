# SPDX-License-Identifier: AGPL-3.0-or-later
"""ONVIF relay outputs: both modes, both logins, a wrong clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from alpr_kiosk.gate.drivers.onvif_relay import OnvifRelay
from tests.contracts.faulty_http_faults import HTTP_FAULTS, http_faults
from tests.contracts.relay_bench import PATIENT_S, QUICK_S, Bench, BenchMaker
from tests.emulators.onvif_relay import OnvifRelayEmulator
from tests.fakes.clock import ManualClock

TOKEN = "RelayOutput_1"


class SetUpRelay(OnvifRelay):
    """A relay whose device an installer sets to the length of each pulse before it is asked."""

    device: OnvifRelayEmulator

    def pulse(self, pulse_ms: int) -> None:
        self.device.relays[TOKEN].delay = f"PT{pulse_ms / 1000}S"
        super().pulse(pulse_ms)


def _onvif(
    mode: str,
    *,
    user: str = "gate",
    login: str = "token",
    token: str = TOKEN,
    idle: str = "open",
    ahead: timedelta = timedelta(0),
    events: bool = False,
) -> Iterator[Bench]:
    clock = ManualClock()
    password = 'geheim: "ü"&<'
    with OnvifRelayEmulator(
        user=user,
        password=password,
        login=login,
        clock_ahead=ahead,
        now=clock.monotonic,
        utc_now=clock.utc_now,
    ) as device:
        device.relays[TOKEN].mode = mode.capitalize()
        device.relays[TOKEN].idle = idle
        device.idle_states = {"DigitalInput_2": "closed"}
        device.reference_parameters = mode == "monostable"
        device.most_subscriptions = 2
        inputs = (1, 2) if events else ()

        def relay(timeout_s: float) -> OnvifRelay:
            made = SetUpRelay(
                address=device.address,
                clock=clock,
                token=token,
                mode=mode,
                idle_state=idle,
                user=user,
                password=password,
                timeout_s=timeout_s,
                read_back=events,
                inputs=inputs,
            )
            made.device = device
            return made

        def set_input(number: int, level: bool) -> None:
            # The second is closed at rest: LogicalState says "active", which is open.
            device.set_input(f"DigitalInput_{number}", level is (number == 1))

        driver, quick = relay(PATIENT_S), relay(QUICK_S)
        yield Bench(
            driver,
            clock,
            device.is_on,
            device.stop,
            actuations=lambda: device.switched_on,
            quick=quick,
            faults=http_faults(device, device.reboot),
            set_input=set_input if events else None,
            inputs=inputs,
        )
        driver.close()
        quick.close()


BENCHES: dict[str, BenchMaker] = {
    "onvif-monostable": lambda: _onvif("monostable"),
    "onvif-bistable": lambda: _onvif("bistable", login="digest", token=""),
    "onvif-open": lambda: _onvif("bistable", user="", idle="closed"),
    "onvif-clock": lambda: _onvif("monostable", ahead=timedelta(days=-20000)),
    "onvif-events": lambda: _onvif("monostable", events=True),
    "onvif-events-bistable": lambda: _onvif("bistable", login="digest", events=True),
}
FAULTS = dict.fromkeys(("onvif-monostable", "onvif-bistable"), HTTP_FAULTS)
# A status of several requests would need more than the time of the quick driver.
_NOT_SILENT = tuple(
    name for name in HTTP_FAULTS if name not in ("silent_before", "silent_after", "slow")
)
FAULTS |= dict.fromkeys(("onvif-events", "onvif-events-bistable"), _NOT_SILENT)
