# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Shelly of generation 2, with and without a password."""

from __future__ import annotations

from collections.abc import Iterator

from alpr_kiosk.gate.drivers.shelly import ShellyRelay
from tests.contracts.relay_bench import PATIENT_S, QUICK_S, Bench, BenchMaker, RelayFault
from tests.emulators.shelly import Fault, ShellyEmulator
from tests.fakes.clock import ManualClock

_OF_THE_ANSWER = {
    "silent_before": (Fault.HANG, False, True),
    "silent_after": (Fault.ACT_THEN_HANG, True, True),
    "reset_before": (Fault.RESET, False, False),
    "reset_after": (Fault.ACT_THEN_RESET, True, False),
    "login_refused": (Fault.UNAUTHORISED, False, False),
    "garbage": (Fault.GARBAGE, True, False),
    "slow": (Fault.SLOW, True, True),
    "half": (Fault.HALF, True, False),
}
"""Fault of the emulator, whether it acts, whether it keeps the request waiting."""


def _faults(device: ShellyEmulator) -> dict[str, RelayFault]:
    def fails(how: Fault) -> None:
        device.fault = how

    def reboot() -> None:
        device.stop()
        device.switch(False)
        device.expire_nonces()
        device.start()

    found = {
        name: RelayFault(
            begin=lambda fault=fault: fails(fault),
            end=lambda: fails(Fault.NONE),
            acts=acts,
            silent=silent,
        )
        for name, (fault, acts, silent) in _OF_THE_ANSWER.items()
    }
    found["dead_before"] = RelayFault(begin=device.stop, end=device.start)
    found["rebooted"] = RelayFault(begin=reboot, end=lambda: None, acts=True, harmless=True)
    return found


def _shelly(password: str, inputs: tuple[int, ...] = ()) -> Iterator[Bench]:
    clock = ManualClock()
    with ShellyEmulator(password=password, inputs=4, now=clock.monotonic) as device:

        def relay(timeout_s: float) -> ShellyRelay:
            return ShellyRelay(
                address=device.address, password=password, timeout_s=timeout_s, inputs=inputs
            )

        def set_input(number: int, level: bool) -> None:
            device.levels[number] = level

        driver, quick = relay(PATIENT_S), relay(QUICK_S)
        yield Bench(
            driver,
            clock,
            device.output,
            device.stop,
            actuations=lambda: device.switched_on,
            quick=quick,
            faults=_faults(device),
            set_input=set_input if inputs else None,
            inputs=inputs,
        )
        driver.close()
        quick.close()


BENCHES: dict[str, BenchMaker] = {
    "shelly": lambda: _shelly(""),
    "shelly-password": lambda: _shelly('geheim: "ü"'),
    "shelly-inputs": lambda: _shelly("geheim", inputs=(0, 3)),
}
FAULTS = dict.fromkeys(BENCHES, (*_OF_THE_ANSWER, "dead_before", "rebooted"))
