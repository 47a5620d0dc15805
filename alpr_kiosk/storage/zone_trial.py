# SPDX-License-Identifier: AGPL-3.0-or-later
"""Zones that are being drawn, held against the cars of the last days (screens.md S18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from alpr_kiosk.domain.camera_queries import ZoneTrial, ZoneTrialWanted
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.geometry import Box, Point, Polygon
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import PassageTable, micros

SINCE = timedelta(days=7)
MOST = 50_000
"""Cars that are looked at, the newest: a lane of 7,000 a day has more in a week than are needed."""
CHECK_EVERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneTrialDesk:
    """Used from the thread of long queries.

    Attributes:
        database: The record.
        clock: Time.
    """

    database: Database
    clock: Clock

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {ZoneTrialWanted: self.trial}

    def trial(self, query: ZoneTrialWanted, control: QueryControl) -> ZoneTrial:
        """Return how many cars stood in these zones where they were read best.

        Raises:
            StorageError: The record can't be read.
        """
        read, opens = _zone(query.read), _zone(query.open)
        masks = [mask for mask in map(_zone, query.ignore) if mask is not None]
        cars = in_read = in_open = 0
        for box in self._boxes(query.camera_id, self.clock.utc_now() - SINCE):
            cars += 1
            if cars % CHECK_EVERY == 0:
                control.progress(cars, 0)
                control.check()
            if read is not None and not read.contains(box.ground):
                continue
            if any(mask.contains(box.center) for mask in masks):
                continue
            in_read += 1
            in_open += opens is not None and opens.contains(box.ground)
        return ZoneTrial(cars=cars, in_read=in_read, in_open=in_open)

    def _boxes(self, camera_id: str, since: datetime) -> Iterator[Box]:
        query = (
            select(PassageTable.best_read)
            .where(PassageTable.camera_id == camera_id, PassageTable.moment >= micros(since))
            .order_by(PassageTable.moment.desc())
            .limit(MOST)
            .execution_options(yield_per=1000)
        )
        with self.database.read() as session:
            for (best,) in session.execute(query):
                box = (best or {}).get("box")
                if isinstance(box, list) and len(box) == 4:
                    yield Box(*(float(value) for value in box))


def _zone(points: Sequence[Point]) -> Polygon | None:
    return Polygon(tuple(points)) if len(points) >= 3 else None
