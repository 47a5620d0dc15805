# SPDX-License-Identifier: AGPL-3.0-or-later
"""Relays that exist only in memory: the demo's, and the fake of the tests."""

from __future__ import annotations

from collections.abc import Iterator

from alpr_kiosk.gate.drivers.simulated import SimulatedRelay
from tests.contracts.relay_bench import Bench, BenchMaker
from tests.fakes.clock import ManualClock
from tests.fakes.relay import FakeRelay


def _simulated() -> Iterator[Bench]:
    clock = ManualClock()
    driver = SimulatedRelay(clock=clock, inputs=(0, 3))
    yield Bench(
        driver,
        clock,
        lambda: driver.status().output_on is True,
        driver.close,
        set_input=driver.set_input,
        inputs=(0, 3),
    )


def _fake() -> Iterator[Bench]:
    clock = ManualClock()
    driver = FakeRelay(clock=clock)

    def cut() -> None:
        driver.dead = True

    yield Bench(driver, clock, lambda: driver.on, cut)


def _fake_untimed() -> Iterator[Bench]:
    clock = ManualClock()
    driver = FakeRelay(clock=clock, timed_by_device=False)
    yield Bench(driver, clock, lambda: driver.on, None)


BENCHES: dict[str, BenchMaker] = {
    "simulated": _simulated,
    "fake": _fake,
    "fake-untimed": _fake_untimed,
}
FAULTS: dict[str, tuple[str, ...]] = {}
