# SPDX-License-Identifier: AGPL-3.0-or-later
"""`CameraHistory` over the database."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from alpr_kiosk.domain.camera_health import (
    HOUR_S,
    MINUTE_S,
    CameraSpan,
    merge,
    roll_up,
)
from alpr_kiosk.domain.room import Room, limit_bytes
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import CameraHourTable, CameraMinuteTable

MINUTES_KEPT = timedelta(days=14)
"""Minutes answer "what happened last night"; two weeks cover a holiday before somebody asks. Four
cameras make 80,640 rows."""

HOURS_KEPT = timedelta(days=400)
"""A year, so that a season can be held against the one before, and a month to notice. Four cameras
make 38,400 rows."""

_COLUMNS = tuple(field.name for field in fields(CameraSpan) if field.name != "step_s")

_Row = TypeVar("_Row", CameraMinuteTable, CameraHourTable)


class SqlCameraHistory:
    """Minutes and hours of cameras; one short unit of work a call.

    Args:
        database: The record.
        disk_usage: Where total and free bytes come from.
    """

    def __init__(
        self,
        *,
        database: Database,
        disk_usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage,
    ) -> None:
        self._database = database
        self._disk_usage = disk_usage

    def add_minutes(self, minutes: Sequence[CameraSpan]) -> None:
        """Add to the minutes and to their hours, in one step; see `CameraHistory`."""
        if not minutes:
            return
        self._check_space()
        with self._database.write() as session:
            for span in roll_up(minutes, MINUTE_S):
                _add(session, CameraMinuteTable, span)
            for span in roll_up(minutes, HOUR_S):
                _add(session, CameraHourTable, span)

    def camera_history(
        self, camera_id: str, since: datetime, until: datetime, step: timedelta
    ) -> Sequence[CameraSpan]:
        """Return sums by `step`, oldest first; see `CameraHistory`."""
        seconds = int(step.total_seconds())
        if seconds >= HOUR_S:
            spans = self._spans(CameraHourTable, HOUR_S, camera_id, since, until)
        else:
            spans = self._spans(CameraMinuteTable, MINUTE_S, camera_id, since, until)
        return roll_up(spans, seconds)

    def purge(self, now: datetime) -> int:
        """Remove what is older than its time; return how many spans."""
        gone = 0
        with self._database.write() as session:
            for table, kept in ((CameraMinuteTable, MINUTES_KEPT), (CameraHourTable, HOURS_KEPT)):
                done = session.execute(delete(table).where(table.start < now - kept))
                gone += done.rowcount if isinstance(done, CursorResult) else 0
        return gone

    def _spans(
        self,
        table: type[_Row],
        step_s: int,
        camera_id: str,
        since: datetime,
        until: datetime,
    ) -> list[CameraSpan]:
        # Plain rows: a quarter of an hour's look at a camera is 1,400 of them, and objects of the
        # mapper would cost ten times as much.
        query = (
            select(*(getattr(table, name) for name in _COLUMNS))
            .where(table.camera_id == camera_id)
            .where(table.start >= since, table.start < until)
            .order_by(table.start)
        )
        with self._database.read() as session:
            return [
                CameraSpan(step_s=step_s, **dict(zip(_COLUMNS, row, strict=True)))
                for row in session.execute(query)
            ]

    def _check_space(self) -> None:
        path = self._database.path
        try:
            total, _used, free = self._disk_usage(path.parent)
        except OSError as error:
            raise StorageError(
                "storage.unwritable", path=str(path), why=error.strerror or str(error)
            ) from error
        if free < limit_bytes(total, Room.NO_PICTURES):
            # What is left belongs to the journal.
            raise StorageError("history.disk_full", path=str(path), free_mb=free // 1_000_000)


def _add(session: Session, table: type[_Row], span: CameraSpan) -> None:
    row = session.get(table, (span.camera_id, span.start))
    if row is None:
        session.add(table(**_values(span)))
        return
    total = merge([_span_of(row, span.step_s), span], start=span.start, step_s=span.step_s)
    for name, value in _values(total).items():
        setattr(row, name, value)


def _values(span: CameraSpan) -> dict[str, object]:
    return {name: getattr(span, name) for name in _COLUMNS}


def _span_of(row: CameraMinuteTable | CameraHourTable, step_s: int) -> CameraSpan:
    return CameraSpan(step_s=step_s, **{name: getattr(row, name) for name in _COLUMNS})
