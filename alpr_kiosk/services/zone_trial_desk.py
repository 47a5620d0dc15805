# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tries zones that are being drawn on the cars of the last days, and reads their pictures again.

Reading comes first at a gate: the pictures are read one after the other in the thread of long
queries, with networks of its own on one core, and after each it rests for three times as long as
that took. So at most a quarter of one core goes there, and nobody at the gate waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from alpr_kiosk.domain.breaking_off import current
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.zone_trial import (
    SINCE,
    PastCar,
    StillRead,
    TrialCount,
    TrialZones,
    ZoneTrial,
    ZoneTrialWanted,
)
from alpr_kiosk.errors import RecognitionError

CHECK_EVERY = 500
REST = 3.0
"""Rest after each picture, as a multiple of what it took; ours."""
REST_MOST_S = 2.0
"""Nobody waits longer between two pictures, whatever held one up."""

StillReader = Callable[[bytes], Sequence[StillRead]]
"""From a JPEG to the plates in it; raises `RecognitionError`, ``picture.decode`` for no picture."""


class PastCars(Protocol):
    """The record, as far as it is asked here."""

    def past_cars(self, camera_id: str, since: datetime) -> Iterable[PastCar]:
        """Return the cars of a camera since then, newest first.

        Raises:
            StorageError: The record can't be read.
        """
        ...


def rest(seconds: float) -> None:
    """Wait in this thread, until whoever waits for its work has enough of that.

    Raises:
        QueryCancelledError: The work was broken off.
    """
    enough = threading.Event()
    work = current()
    if work is None:
        enough.wait(seconds)
        return
    with work.held(enough.set):
        enough.wait(seconds)


class ZoneTrialDesk:
    """Used from the thread of long queries.

    Args:
        cars: The record.
        read: Returns the bytes of a picture, None when it is gone or not what it was.
        load_reader: Loads the networks for the pictures of one camera; they are given back after
            the trial.
        clock: Time.
        rest: Waits so many seconds.
    """

    def __init__(
        self,
        *,
        cars: PastCars,
        read: Callable[[EvidenceFile], bytes | None],
        load_reader: Callable[[str], StillReader],
        clock: Clock,
        rest: Callable[[float], None] = rest,
    ) -> None:
        self._cars = cars
        self._read = read
        self._load_reader = load_reader
        self._clock = clock
        self._rest = rest

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {ZoneTrialWanted: self.trial}

    def trial(self, query: ZoneTrialWanted, control: QueryControl) -> ZoneTrial:
        """Return what would have come of these zones in the last 7 days.

        Raises:
            StorageError: The record can't be read.
            RecognitionError: The networks can't be loaded, or don't run.
            QueryCancelledError: Nobody waits any more.
        """
        count = TrialCount(
            self._past_cars(query.camera_id, control),
            drawn=TrialZones.of(query.drawing),
            saved=TrialZones.of(query.saved),
        )
        chosen = count.chosen()
        if chosen:
            control.progress(0, len(chosen), "zones.trial.loading")
            look = self._load_reader(query.camera_id)
            for done, car in enumerate(chosen):
                control.progress(done, len(chosen), "zones.trial.pictures")
                control.check()
                self._one(car, look, count)
        return count.result()

    def _past_cars(self, camera_id: str, control: QueryControl) -> list[PastCar]:
        found = []
        for car in self._cars.past_cars(camera_id, self._clock.utc_now() - SINCE):
            found.append(car)
            if len(found) % CHECK_EVERY == 0:
                control.progress(len(found), 0, "zones.trial.working")
                control.check()
        return found

    def _one(self, car: PastCar, look: StillReader, count: TrialCount) -> None:
        started = self._clock.monotonic()
        jpeg = self._read(car.picture) if car.picture is not None else None
        if jpeg is None:
            count.lost()
            return
        try:
            count.look(car, look(jpeg))
        except RecognitionError as error:
            if error.code != "picture.decode":
                raise
            count.lost()
        self._rest(min(REST_MOST_S, REST * (self._clock.monotonic() - started)))
