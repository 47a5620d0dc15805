# SPDX-License-Identifier: AGPL-3.0-or-later
"""What zones would have done, counted car by car and picture by picture."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.drawing import Drawing
from alpr_kiosk.domain.geometry import Box, Point
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.zone_trial import (
    NEAR,
    PICTURES_MOST,
    PastCar,
    PictureTrial,
    StillRead,
    TrialCount,
    TrialZones,
    spread,
)

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
KEPT = EvidenceFile(kind="lane", path="aa/aa.jpg", sha256="aa", size=1)


def square(x0: float, y0: float, x1: float, y1: float) -> tuple[Point, ...]:
    return Point(x0, y0), Point(x1, y0), Point(x1, y1), Point(x0, y1)


LANE = Drawing(read=square(0.3, 0.0, 0.7, 1.0))
WIDE = Drawing(read=square(0.3, 0.0, 1.0, 1.0), open=square(0.3, 0.6, 0.7, 1.0))


def at(x: float, y: float) -> Box:
    """A plate that stands on (x, y)."""
    return Box(x - 0.05, y - 0.04, x + 0.05, y)


def car(minutes: float = 0.0, plate: str = "34A36837", box: Box | None = None) -> PastCar:
    return PastCar(
        seen_at=NOON + timedelta(minutes=minutes),
        plate=plate,
        box=box if box is not None else at(0.5, 0.8),
        picture=KEPT,
    )


def count(*cars: PastCar, drawn: Drawing = WIDE, saved: Drawing = LANE) -> TrialCount:
    return TrialCount(cars, drawn=TrialZones.of(drawn), saved=TrialZones.of(saved))


def other(text: str = "GM200YU", x: float = 0.85) -> StillRead:
    return StillRead(box=at(x, 0.5), text=text)


def test_a_car_is_kept_missed_or_not_legible_again() -> None:
    inside, outside = car(), car(1, "B", at(0.1, 0.5))
    trial = count(inside, outside)
    own = StillRead(box=Box(0.46, 0.765, 0.56, 0.805), text="34A36837")
    trial.look(inside, [own])
    trial.look(inside, [])
    trial.look(outside, [StillRead(box=outside.box, text="B")])
    result = trial.result()
    assert (result.cars, result.in_read, result.in_open) == (2, 1, 1)
    assert result.pictures == PictureTrial(stored=2, looked=3, kept=1, missed=1, unseen=1)


def test_a_plate_that_the_saved_zones_leave_out_is_new_once() -> None:
    trial = count(car())
    trial.look(car(), [other(), other("GM2OOYU"), other("TR55KLM", 0.9)])
    trial.look(car(), [other()])
    assert trial.result().pictures.found == 2, "read a little differently it is the same plate"


def test_what_the_saved_zones_read_or_no_zone_reads_is_not_new() -> None:
    trial = count(car())
    trial.look(car(), [other(x=0.4), other("TR55KLM", 0.1)])
    assert trial.result().pictures.found == 0
    cut = StillRead(box=Box(0.9, 0.5, 1.0, 0.55), text="GM200")
    trial.look(car(), [cut])
    assert trial.result().pictures.found == 0, "a part of a plate is no plate"


def test_a_car_that_waited_in_the_queue_was_not_missed() -> None:
    waited = car(NEAR / timedelta(minutes=1), "GM200YU")
    trial = count(car(), waited)
    trial.look(car(), [other()])
    assert trial.result().pictures.found == 0
    trial = count(car(), car(NEAR / timedelta(minutes=1) + 1, "GM200YU"))
    trial.look(car(), [other()])
    assert trial.result().pictures.found == 1


def test_pictures_that_are_gone_are_counted_as_such() -> None:
    gone = PastCar(seen_at=NOON, plate="A", box=at(0.5, 0.8))
    trial = count(gone, car())
    assert [one.plate for one in trial.chosen()] == ["34A36837"]
    trial.lost()
    assert trial.result().pictures == PictureTrial(stored=1, gone=2)


def test_an_unfinished_zone_holds_nobody_back_and_a_mask_does() -> None:
    zones = TrialZones.of(Drawing(read=LANE.read[:2]))
    assert zones.reads(at(0.1, 0.5))
    assert not zones.opens(at(0.5, 0.5))
    masked = TrialZones.of(Drawing(ignore=(square(0.0, 0.0, 1.0, 0.6),)))
    assert not masked.reads(at(0.1, 0.5))
    assert masked.reads(at(0.1, 0.9))


@given(st.lists(st.integers(), unique=True), st.integers(1, 50))
def test_what_is_chosen_is_spread_evenly(items: list[int], most: int) -> None:
    some = spread(items, most)
    assert len(some) == min(most, len(items))
    places = [items.index(one) for one in some]
    assert places == sorted(places)
    gaps = {after - before for before, after in pairwise(places)}
    assert not gaps or max(gaps) - min(gaps) <= 1


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0.05, 1), st.booleans(), st.booleans()), max_size=30
    )
)
def test_each_car_is_counted_once(cars: list[tuple[float, float, bool, bool]]) -> None:
    made = [
        PastCar(seen_at=NOON, plate="A", box=at(x, y), picture=KEPT if kept else None)
        for x, y, kept, _ in cars
    ]
    trial = count(*made)
    for one in trial.chosen():
        trial.look(one, [StillRead(box=one.box, text="A")] if one.box.x0 > 0.4 else [])
    result = trial.result()
    seen = result.pictures
    assert seen.looked == seen.kept + seen.missed + seen.unseen
    assert seen.looked + seen.gone == result.cars == len(cars)
    assert seen.stored == seen.looked <= PICTURES_MOST
    assert seen.kept + seen.unseen <= result.in_read <= result.cars
    assert result.in_open <= result.in_read
