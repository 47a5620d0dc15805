# SPDX-License-Identifier: AGPL-3.0-or-later
"""Zones are held against where the cars of the last 7 days were read best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from alpr_kiosk.domain.camera_queries import ZoneTrial, ZoneTrialWanted
from alpr_kiosk.domain.geometry import Box, Point
from alpr_kiosk.domain.queries import QueryCancelledError
from alpr_kiosk.storage.zone_trial import CHECK_EVERY, ZoneTrialDesk
from tests.contracts.records_contract import make_passage
from tests.unit.storage.gatehouse import Gatehouse, a_read


class Control:
    def __init__(self) -> None:
        self.done: list[int] = []
        self.cancelled = False

    def progress(self, done: int, total: int, step: str = "") -> None:
        self.done.append(done)

    def check(self) -> None:
        if self.cancelled:
            raise QueryCancelledError


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    made = Gatehouse(tmp_path)
    yield made
    made.store.close()


def square(x0: float, y0: float, x1: float, y1: float) -> tuple[Point, ...]:
    return Point(x0, y0), Point(x1, y0), Point(x1, y1), Point(x0, y1)


def drove(house: Gatehouse, name: str, x: float, y: float, *, camera: str = "cam1") -> None:
    """A car whose plate stands on (x, y)."""
    read = replace(a_read("AB12CDE"), box=Box(x - 0.05, y - 0.04, x + 0.05, y))
    made = make_passage(name, seen_at=house.clock.utc_now())
    passage = replace(made, camera_id=camera, best_read=read)
    house.store.records.save_passage(passage)


def trial(house: Gatehouse, **changes: object) -> ZoneTrial:
    desk = ZoneTrialDesk(database=house.store.database, clock=house.clock)
    wanted = replace(ZoneTrialWanted(camera_id="cam1"), **changes)  # type: ignore[arg-type]
    found = desk.handlers[ZoneTrialWanted](wanted, Control())
    assert isinstance(found, ZoneTrial)
    return found


def test_cars_are_counted_in_the_zones_that_are_drawn(house: Gatehouse) -> None:
    drove(house, "old", 0.5, 0.5)
    house.clock.advance(timedelta(days=8).total_seconds())
    drove(house, "near", 0.5, 0.8)
    drove(house, "far", 0.5, 0.3)
    drove(house, "aside", 0.1, 0.5)
    drove(house, "other", 0.5, 0.5, camera="cam2")
    assert trial(house) == ZoneTrial(cars=3, in_read=3, in_open=0)
    lane, low = square(0.3, 0.0, 0.7, 1.0), square(0.3, 0.6, 0.7, 1.0)
    assert trial(house, read=lane) == ZoneTrial(cars=3, in_read=2, in_open=0)
    assert trial(house, read=lane, open=low) == ZoneTrial(cars=3, in_read=2, in_open=1)
    masked = trial(house, read=lane, open=low, ignore=(low,))
    assert masked == ZoneTrial(cars=3, in_read=1, in_open=0)
    assert trial(house, read=lane[:2]).in_read == 3, "an unfinished zone holds nobody back"


def test_it_tells_how_far_it_is_and_ends_when_nobody_waits(house: Gatehouse) -> None:
    for number in range(CHECK_EVERY):
        drove(house, str(number), 0.5, 0.5)
    desk, control = ZoneTrialDesk(database=house.store.database, clock=house.clock), Control()
    desk.trial(ZoneTrialWanted(camera_id="cam1"), control)
    assert control.done == [CHECK_EVERY]
    control.cancelled = True
    with pytest.raises(QueryCancelledError):
        desk.trial(ZoneTrialWanted(camera_id="cam1"), control)
