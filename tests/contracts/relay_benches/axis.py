# SPDX-License-Identifier: AGPL-3.0-or-later
"""An Axis device: old and new digests, no login, and a contact that is the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from alpr_kiosk.gate.drivers.axis import AxisRelay
from tests.contracts.faulty_http_faults import HTTP_FAULTS, http_faults
from tests.contracts.relay_bench import PATIENT_S, QUICK_S, Bench, BenchMaker
from tests.emulators.axis import AxisEmulator
from tests.fakes.clock import ManualClock

INPUTS = (2, 3)


def _axis(
    user: str, password: str, algorithms: tuple[str, ...] = ("MD5",), active: str = "closed"
) -> Iterator[Bench]:
    clock = ManualClock()
    with AxisEmulator(
        user=user, password=password, algorithms=algorithms, now=clock.monotonic
    ) as device:
        device.ports[1].active_is = active
        device.ports[3].active_is = "open"

        def relay(timeout_s: float) -> AxisRelay:
            return AxisRelay(
                address=device.address,
                user=user,
                password=password,
                timeout_s=timeout_s,
                inputs=INPUTS,
            )

        def set_input(number: int, level: bool) -> None:
            device.ports[number].closed = level

        driver, quick = relay(PATIENT_S), relay(QUICK_S)
        yield Bench(
            driver,
            clock,
            device.is_active,
            device.stop,
            actuations=lambda: device.switched_on,
            quick=quick,
            faults=http_faults(device, device.reboot),
            set_input=set_input,
            inputs=INPUTS,
        )
        driver.close()
        quick.close()


BENCHES: dict[str, BenchMaker] = {
    "axis": lambda: _axis("gate", 'geheim: "ü"'),
    "axis-sha256": lambda: _axis("gate", "geheim", ("MD5", "SHA-256")),
    "axis-open": lambda: _axis("", "", active="open"),
}
FAULTS = dict.fromkeys(("axis", "axis-open"), HTTP_FAULTS)
