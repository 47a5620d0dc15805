# SPDX-License-Identifier: AGPL-3.0-or-later
"""A driver of another package behind its guard."""

from __future__ import annotations

from collections.abc import Iterator

from alpr_kiosk.config.relays import PluginRelayConfig
from alpr_kiosk.gate.factory import DriverSetup, make_driver
from tests.contracts.relay_bench import Bench, BenchMaker
from tests.fakes.clock import ManualClock
from tests.fakes.relay import FakeRelay


def _plugin() -> Iterator[Bench]:
    clock = ManualClock()
    made: list[FakeRelay] = []

    def factory(_options: object, setup: DriverSetup) -> FakeRelay:
        made.append(FakeRelay(clock=setup.clock))
        return made[-1]

    driver = make_driver(
        PluginRelayConfig(name="fake"), clock=clock, find_part=lambda _group, _name: factory
    )

    def cut() -> None:
        made[-1].dead = True

    yield Bench(driver, clock, lambda: made[-1].on, cut)


BENCHES: dict[str, BenchMaker] = {"plugin": _plugin}
FAULTS: dict[str, tuple[str, ...]] = {}
