# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Shelly of generation 1, with and without a password, and with inputs."""

from __future__ import annotations

from collections.abc import Iterator

from alpr_kiosk.gate.drivers.shelly_gen1 import ShellyGen1Relay
from tests.contracts.http_faults import HTTP_FAULTS, http_faults
from tests.contracts.relay_bench import PATIENT_S, QUICK_S, Bench, BenchMaker
from tests.emulators.shelly_gen1 import ShellyGen1Emulator
from tests.fakes.clock import ManualClock


def _gen1(password: str, inputs: tuple[int, ...] = ()) -> Iterator[Bench]:
    clock = ManualClock()
    device = ShellyGen1Emulator(password=password, outputs=2, inputs=2, now=clock.monotonic)

    def set_input(number: int, level: bool) -> None:
        device.levels[number] = int(level)

    with device:

        def relay(timeout_s: float) -> ShellyGen1Relay:
            return ShellyGen1Relay(
                address=device.address,
                channel=1,
                password=password,
                timeout_s=timeout_s,
                inputs=inputs,
            )

        driver, quick = relay(PATIENT_S), relay(QUICK_S)
        yield Bench(
            driver,
            clock,
            lambda: device.output(1),
            device.stop,
            actuations=lambda: device.switched_on(1),
            quick=quick,
            faults=http_faults(device),
            set_input=set_input if inputs else None,
            inputs=inputs,
        )
        driver.close()
        quick.close()


BENCHES: dict[str, BenchMaker] = {
    "shelly_gen1": lambda: _gen1(""),
    "shelly_gen1-password": lambda: _gen1('geheim: "ü"'),
    "shelly_gen1-inputs": lambda: _gen1("geheim", inputs=(0, 1)),
}
FAULTS = dict.fromkeys(BENCHES, HTTP_FAULTS)
