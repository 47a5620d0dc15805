# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cars of a camera and their pictures, for zones that are tried on them (screens.md S18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.zone_trial import PastCar
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import EvidenceTable, PassageTable, micros

MOST = 50_000
"""Cars that are looked at, the newest: a lane of 7,000 a day has more in a week than are needed."""


@dataclass(frozen=True, slots=True)
class SqlPastCars:
    """`services.zone_trial_desk.PastCars` over the database; any thread.

    Attributes:
        database: The record.
    """

    database: Database

    def past_cars(self, camera_id: str, since: datetime) -> Iterator[PastCar]:
        """Yield what was seen by a camera, newest first; those without a read are left out.

        Raises:
            StorageError: The record can't be read.
        """
        passage, picture = PassageTable, EvidenceTable
        is_lane = and_(picture.passage_id == passage.passage_id, picture.kind == "lane")
        query = (
            select(
                passage.first_seen_at,
                passage.plate,
                passage.corrected,
                passage.best_read,
                picture.path,
                picture.sha256,
                picture.size,
            )
            .join_from(passage, picture, is_lane, isouter=True)
            .where(passage.camera_id == camera_id, passage.moment >= micros(since))
            .order_by(passage.moment.desc())
            .limit(MOST)
            .execution_options(yield_per=1000)
        )
        with self.database.read() as session:
            for row in session.execute(query):
                box = (row.best_read or {}).get("box")
                if not isinstance(box, list) or len(box) != 4:
                    continue
                kept = None
                if row.path is not None:
                    kept = EvidenceFile(
                        kind="lane", path=row.path, sha256=row.sha256, size=row.size
                    )
                yield PastCar(
                    seen_at=row.first_seen_at,
                    plate=row.corrected or row.plate,
                    box=Box(*(float(value) for value in box)),
                    picture=kept,
                )
