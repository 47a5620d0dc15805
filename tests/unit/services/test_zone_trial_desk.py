# SPDX-License-Identifier: AGPL-3.0-or-later
"""Zones are tried on a real record with its pictures; the reader says what a test wrote down."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from alpr_kiosk.domain.breaking_off import Work
from alpr_kiosk.domain.drawing import Drawing
from alpr_kiosk.domain.geometry import Box, Point
from alpr_kiosk.domain.queries import QueryCancelledError
from alpr_kiosk.domain.zone_trial import (
    PICTURES_MOST,
    PictureTrial,
    StillRead,
    ZoneTrial,
    ZoneTrialWanted,
)
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.services.zone_trial_desk import (
    CHECK_EVERY,
    REST,
    REST_MOST_S,
    StillReader,
    ZoneTrialDesk,
    rest,
)
from alpr_kiosk.storage.zone_trial import SqlPastCars
from tests.contracts.records_contract import make_passage
from tests.unit.storage.gatehouse import Gatehouse, a_read

PLATE = "34A36837"


class Control:
    """Writes down how far it is; ends where a test says so."""

    def __init__(self, ends_at: tuple[int, str] | None = None) -> None:
        self.told: list[tuple[int, int, str]] = []
        self.ends_at = ends_at

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        self.told.append((done, total, step))

    def check(self) -> None:
        if self.ends_at is not None and (self.told[-1][0], self.told[-1][2]) == self.ends_at:
            raise QueryCancelledError


class Trier:
    """The desk over a gatehouse.

    What is read in a picture is in `reads`, by the bytes of the picture; else the car is found in
    the middle, where `drive` puts it.
    """

    def __init__(self, folder: Path) -> None:
        self.house = Gatehouse(folder)
        self.reads: dict[bytes, tuple[StillRead, ...] | RecognitionError] = {}
        self.loaded: list[str] = []
        self.looked: list[bytes] = []
        self.rests: list[float] = []
        self.takes_s = 0.0
        self.load_error: RecognitionError | None = None
        self.desk = ZoneTrialDesk(
            cars=SqlPastCars(self.house.store.database),
            read=self.house.store.evidence.read,
            load_reader=self.load,
            clock=self.house.clock,
            rest=self.rests.append,
        )

    def load(self, camera_id: str) -> StillReader:
        if self.load_error is not None:
            raise self.load_error
        self.loaded.append(camera_id)
        return self.look

    def look(self, jpeg: bytes) -> Sequence[StillRead]:
        self.looked.append(jpeg)
        self.house.clock.advance(self.takes_s)
        found = self.reads.get(jpeg, (StillRead(box=at(0.5, 0.5), text=PLATE),))
        if isinstance(found, RecognitionError):
            raise found
        return found

    def drive(
        self,
        name: str,
        x: float = 0.5,
        y: float = 0.5,
        *,
        camera: str = "cam1",
        picture: bool = True,
    ) -> bytes:
        """A car whose plate stands on (x, y); return its picture."""
        jpeg = f"lane {name}".encode()
        store = self.house.store
        read = replace(a_read(PLATE), box=at(x, y))
        made = make_passage(name, seen_at=self.house.clock.utc_now())
        files = [store.evidence.store("lane", jpeg), store.evidence.store("crop", b"crop")]
        passage = replace(made, camera_id=camera, best_read=read)
        store.records.save_passage(passage, files if picture else ())
        return jpeg

    def trial(
        self, drawing: Drawing, saved: Drawing | None = None, control: Control | None = None
    ) -> ZoneTrial:
        wanted = ZoneTrialWanted(camera_id="cam1", drawing=drawing, saved=saved or Drawing())
        found = self.desk.handlers[ZoneTrialWanted](wanted, control or Control())
        assert isinstance(found, ZoneTrial)
        return found


@pytest.fixture
def trier(tmp_path: Path) -> Iterator[Trier]:
    made = Trier(tmp_path)
    yield made
    made.house.store.close()


def at(x: float, y: float) -> Box:
    return Box(x - 0.05, y - 0.04, x + 0.05, y)


def square(x0: float, y0: float, x1: float, y1: float) -> tuple[Point, ...]:
    return Point(x0, y0), Point(x1, y0), Point(x1, y1), Point(x0, y1)


LANE, LOW = square(0.3, 0.0, 0.7, 1.0), square(0.3, 0.6, 0.7, 1.0)


def test_cars_are_counted_in_the_zones_that_are_drawn(trier: Trier) -> None:
    trier.drive("old")
    trier.house.clock.advance(timedelta(days=8).total_seconds())
    trier.drive("near", 0.5, 0.8)
    trier.drive("far", 0.5, 0.3)
    trier.drive("aside", 0.1, 0.5)
    trier.drive("other", camera="cam2")

    def counts(drawing: Drawing) -> tuple[int, int, int]:
        found = trier.trial(drawing)
        return found.cars, found.in_read, found.in_open

    assert counts(Drawing()) == (3, 3, 0)
    assert counts(Drawing(read=LANE)) == (3, 2, 0)
    assert counts(Drawing(read=LANE, open=LOW)) == (3, 2, 1)
    assert counts(Drawing(read=LANE, open=LOW, ignore=(LOW,))) == (3, 1, 0)
    assert counts(Drawing(read=LANE[:2])) == (3, 3, 0), "an unfinished zone holds nobody back"


def test_the_pictures_are_read_again(trier: Trier) -> None:
    trier.drive("kept")
    trier.drive("missed", 0.1, 0.5)
    blurred = trier.drive("blurred")
    queue = trier.drive("queue")
    trier.reads[blurred] = ()
    trier.reads[queue] = (
        StillRead(box=at(0.5, 0.5), text=PLATE),
        StillRead(box=at(0.65, 0.5), text="GM200YU"),
    )
    narrow = Drawing(read=square(0.3, 0.0, 0.6, 1.0))
    found = trier.trial(Drawing(read=LANE), narrow)
    assert found.pictures == PictureTrial(stored=4, looked=4, kept=2, missed=1, unseen=1, found=1)
    assert trier.loaded == ["cam1"]
    assert len(trier.looked) == 4


def test_pictures_that_are_gone_are_counted_as_such(trier: Trier) -> None:
    trier.drive("never kept", picture=False)
    lost, altered, broken = (trier.drive(name) for name in ("lost", "altered", "broken"))
    trier.drive("there")
    evidence = trier.house.store.evidence
    (evidence.root / evidence.name_of(lost)).unlink()
    (evidence.root / evidence.name_of(altered)).write_bytes(b"something else")
    trier.reads[broken] = RecognitionError("picture.decode", detail="not a picture")
    found = trier.trial(Drawing())
    assert (found.cars, found.in_read) == (5, 5)
    assert found.pictures == PictureTrial(stored=4, looked=1, gone=4, kept=1)


def test_pictures_that_retention_has_removed_are_gone(trier: Trier) -> None:
    for name in ("one", "two"):
        trier.drive(name)
    trier.house.run(4.0)
    trier.drive("three")
    assert trier.trial(Drawing()).pictures == PictureTrial(stored=1, looked=1, gone=2, kept=1)


def test_without_any_picture_no_network_is_loaded(trier: Trier) -> None:
    trier.load_error = RecognitionError("model.missing")
    assert trier.trial(Drawing()) == ZoneTrial(cars=0, in_read=0, in_open=0)
    trier.drive("one", picture=False)
    assert trier.trial(Drawing()).pictures == PictureTrial(gone=1)


def test_a_bounded_number_is_read_spread_over_the_days(trier: Trier) -> None:
    names = [f"{number:03d}" for number in range(PICTURES_MOST * 2)]
    for name in names:
        trier.drive(name)
        trier.house.clock.advance(60)
    control = Control()
    seen = trier.trial(Drawing(), control=control).pictures
    assert (seen.stored, seen.looked) == (2 * PICTURES_MOST, PICTURES_MOST)
    assert trier.looked == [f"lane {name}".encode() for name in names[::2]]
    assert control.told[0] == (0, PICTURES_MOST, "zones.trial.loading")
    assert control.told[-1] == (PICTURES_MOST - 1, PICTURES_MOST, "zones.trial.pictures")


def test_it_rests_for_longer_than_it_works(trier: Trier) -> None:
    for name in ("one", "two"):
        trier.drive(name)
    trier.takes_s = 0.1
    trier.trial(Drawing())
    assert trier.rests == [pytest.approx(REST * 0.1)] * 2
    trier.takes_s = 60.0
    trier.trial(Drawing())
    assert trier.rests[-1] == REST_MOST_S


def test_what_goes_wrong_is_said(trier: Trier) -> None:
    trier.drive("one")
    trier.load_error = RecognitionError("model.missing")
    with pytest.raises(RecognitionError, match=r"model\.missing"):
        trier.trial(Drawing())
    trier.load_error = None
    trier.reads[b"lane one"] = RecognitionError("engine.run")
    with pytest.raises(RecognitionError, match=r"engine\.run"):
        trier.trial(Drawing())


def test_it_ends_when_nobody_waits_between_two_pictures(trier: Trier) -> None:
    for number in range(5):
        trier.drive(str(number))
    with pytest.raises(QueryCancelledError):
        trier.trial(Drawing(), control=Control(ends_at=(2, "zones.trial.pictures")))
    assert len(trier.looked) == 2


def test_it_ends_when_nobody_waits_among_the_rows(trier: Trier) -> None:
    for number in range(CHECK_EVERY):
        trier.drive(str(number), picture=False)
    with pytest.raises(QueryCancelledError):
        trier.trial(Drawing(), control=Control(ends_at=(CHECK_EVERY, "zones.trial.working")))


def test_a_rest_ends_with_the_work() -> None:
    work = Work()
    ended: list[type[Exception]] = []

    def wait() -> None:
        with work.here():
            try:
                rest(3600.0)
            except QueryCancelledError as error:
                ended.append(type(error))

    thread = threading.Thread(target=wait)
    thread.start()
    work.break_off()
    thread.join()
    assert ended == [QueryCancelledError]
    rest(0.0)  # outside of any work
