# SPDX-License-Identifier: AGPL-3.0-or-later
"""`Stays` over the database: who is inside, kept up passage by passage.

The pairing is `domain.stay_book`; here passages become passings, and what changes is written. The
book in memory is ahead of the table when a write fails; what is missing is written with the next
one. A start folds the newest passings again, so that a crash between a passage and its stay, or a
stay that was written and a mark that was not, is mended (docs/adr/0024).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.muster import MusterRow
from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.domain.stay_book import KEPT_STEPS, StayBook
from alpr_kiosk.domain.stays import LOOK_BACK, Fit, Passing, Stay, StayEnd
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, corrections, muster_table, passings
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import StayMarkTable, StayTable, micros

logger = logging.getLogger(__name__)

FOLD_MOST = 20_000
"""Passings that a correction of an old passage may pair anew: some seconds of the storage thread.
Behind more than that the correction stands, and the stays of then stay as they are; ours."""

_TABLE = StayTable.__table__.c
_LOOK_BACK = LOOK_BACK // timedelta(microseconds=1)
_STAY_COLUMNS = tuple(column for column in _TABLE if column.name != "overstay_at")
_INSIDE = _TABLE.ended_moment.is_(None)


class SqlStays:
    """Who is inside. One thread changes it (the storage thread); anybody may read.

    Every method that touches the database may raise `StorageError`, as any other.

    Args:
        database: The record.
        key: Key of the audit chain, for what guards say.
        gates: Which way cars pass a gate that is opened by hand with no plate read: the direction
            of its lanes. A gate that is not named, or is passed both ways, counts nobody then.
    """

    def __init__(
        self, *, database: Database, key: ChainKey, gates: Mapping[str, Direction] | None = None
    ) -> None:
        self._database = database
        self._key = key
        self._gates = dict(gates or {})
        self._book: StayBook | None = None
        self._unsaved: dict[str, Stay | None] = {}
        self._view = InsideView()

    @property
    def view(self) -> InsideView:
        """Who is inside, as far as `start` and what came after it know; from memory."""
        return self._view

    def set_gates(self, gates: Mapping[str, Direction]) -> None:
        """Say which way cars pass each gate; before `start`."""
        self._gates = dict(gates)

    def start(self) -> InsideView:
        """Fold the newest passings again and write what does not fit; returns who is inside."""
        with self._database.read() as session:
            newest = passings.nth_newest(session, 0)
            oldest = passings.nth_newest(session, KEPT_STEPS)
        now = micros(self._database.clock.utc_now()) if newest is None else newest
        self._fold(max(now - _LOOK_BACK, oldest or 0))
        return self._view

    # ------------------------------------------------------------------------- what is told of it

    def note_passage(self, passage_id: str) -> bool:
        """Take in what the record knows of a passage by now; returns whether a stay changed."""
        with self._database.read() as session:
            found = passings.of_passages(session, [passage_id], self._gates)
        return self._take(found)

    def note_opening(self, intent_id: str) -> bool:
        """Take in an opening by hand that belongs to no passage: a car that nobody read."""
        with self._database.read() as session:
            found = passings.of_opening(session, intent_id, self._gates)
        return self._take(found)

    def correct(self, passage_id: str, plate: str | None, actor: str) -> bool:
        """Keep a guard's word for a plate, and pair anew; returns whether anything changed.

        Raises:
            StorageError: ``passage.unknown``.
        """
        if not corrections.correct(self._database, self._key, passage_id, plate, actor):
            return False
        self.note_passage(passage_id)
        return True

    def mark_left(self, stay_id: str, actor: str) -> str:
        """A guard says that a car has left; returns the id of the mark, for `undo_mark`.

        Raises:
            StorageError: ``stay.not_inside``.
        """
        stay = next((one for one in self._started.view.stays() if one.stay_id == stay_id), None)
        if stay is None:
            raise StorageError("stay.not_inside", stay_id=stay_id)
        return self._mark(Direction.OUT, stay.text, stay_id, actor)

    def mark_inside(self, plate: str, actor: str) -> str:
        """A guard says that a car is inside; returns the id of the mark, for `undo_mark`.

        Raises:
            StorageError: ``stay.inside_already``.
        """
        text = normalise(plate)
        if self._started.view.find(text) is not None:
            raise StorageError("stay.inside_already", plate=text)
        return self._mark(Direction.IN, text, "", actor)

    def undo_mark(self, mark_id: str, actor: str) -> None:
        """Take a mark back, audited.

        Raises:
            StorageError: ``stay.no_mark``.
        """
        with self._database.write() as session:
            row = session.get(StayMarkTable, mark_id)
            if row is None or row.undone:
                raise StorageError("stay.no_mark", mark_id=mark_id)
            row.undone = True
            mark = passings.of_mark(row)
            self._audit(session, "stay.mark_undone", actor, mark)
        self._take([mark])

    def _mark(self, direction: Direction, text: str, stay_id: str, actor: str) -> str:
        row = StayMarkTable(
            mark_id=uuid4().hex,
            at=self._database.clock.utc_now(),
            direction=direction.value,
            text=text,
            stay_id=stay_id,
            actor=actor,
            undone=False,
        )
        mark = passings.of_mark(row)
        with self._database.write() as session:
            session.add(row)
            kind = "stay.marked_left" if direction is Direction.OUT else "stay.marked_inside"
            self._audit(session, kind, actor, mark)
        self._take([mark])
        return mark.passage_id

    def _audit(self, session: Session, kind: str, actor: str, mark: Passing) -> None:
        body: dict[str, object] = {"mark_id": mark.passage_id, "stay_id": mark.stay_id}
        if mark.text:
            body["plate"] = mark.text
        at = self._database.clock.utc_now()
        audit_log.append(session, self._key, at=at, kind=kind, actor=actor, body=body)

    # -------------------------------------------------------------------------------- what is read

    def inside(self) -> tuple[Stay, ...]:
        """Return the open stays from the table, the longest first."""
        query = select(*_STAY_COLUMNS).where(_INSIDE).order_by(_TABLE.entered_moment)
        with self._database.read() as session:
            return tuple(_stay(row) for row in session.execute(query))

    def muster(self) -> tuple[MusterRow, ...]:
        """Return who is inside from the table, the longest first, with whose cars they are."""
        with self._database.read() as session:
            return muster_table.muster(session.connection())

    def between(self, since: datetime, until: datetime) -> tuple[Stay, ...]:
        """Return the stays that began or ended in a span of time (aware, end exclusive)."""
        first, last = micros(since), micros(until)
        query = (
            select(*_STAY_COLUMNS)
            .where(
                or_(
                    _TABLE.entered_moment.between(first, last - 1),
                    _TABLE.ended_moment.between(first, last - 1),
                )
            )
            .order_by(_TABLE.seen_at, _TABLE.stay_id)
        )
        with self._database.read() as session:
            return tuple(_stay(row) for row in session.execute(query))

    def tell_overstays(self, stay_ids: Sequence[str]) -> tuple[str, ...]:
        """Note that these stays are too long; return those that nobody was told of before."""
        now = self._database.clock.utc_now()
        fresh = []
        if stay_ids:
            with self._database.write() as session:
                for stay_id in stay_ids:
                    row = session.get(StayTable, stay_id)
                    if row is not None and row.overstay_at is None:
                        row.overstay_at = now
                        fresh.append(stay_id)
        return tuple(fresh)

    # ----------------------------------------------------------------------------------- the book

    @property
    def _started(self) -> StayBook:
        if self._book is None:
            self.start()
        if self._book is None:
            raise AssertionError("start() makes a book")
        return self._book

    def _take(self, found: Iterable[Passing]) -> bool:
        book = self._started
        moved = False
        for passing in found:
            if not book.reaches(passing):
                self._fold_old(passing)
                moved = True
                book = self._started
                continue
            changes = book.put(passing)
            moved = moved or bool(changes)
            self._unsaved.update(changes)
        if self._unsaved:
            if moved:
                self._view = book.view
            self._save()
        return moved

    def _save(self) -> None:
        with self._database.write() as session:
            for stay_id, stay in self._unsaved.items():
                _put(session, stay_id, stay)
        self._unsaved.clear()

    def _fold(self, since: int) -> None:
        """Pair all passings from `since` on anew, beginning with who was inside then.

        Not those of before the newest pseudonym: their stays stay as they are.
        """
        with self._database.read() as session:
            since = passings.clear_since(session, since)
            known = {stay.stay_id: stay for stay in _concerned(session, since)}
            told = passings.since(session, since, self._gates)
        before = [stay for stay in known.values() if _began(stay) < since]
        inside = [
            _reopened(stay, since)
            for stay in before
            if stay.ended_moment is None or stay.ended_moment >= since
        ]
        left = [
            stay for stay in before if stay.ended_moment is not None and stay.ended_moment < since
        ]
        book = StayBook(inside=inside, left=left, since=since)
        stays = {stay.stay_id: stay for stay in (*inside, *left)}
        for passing in sorted(told, key=lambda one: one.key):
            for stay_id, stay in book.put(passing).items():
                if stay is None:
                    stays.pop(stay_id, None)
                else:
                    stays[stay_id] = stay
        self._book = book
        self._view = book.view
        self._unsaved.update({stay_id: None for stay_id in known if stay_id not in stays})
        self._unsaved.update(
            {stay_id: stay for stay_id, stay in stays.items() if known.get(stay_id) != stay}
        )
        if self._unsaved:
            logger.info("%d stays were brought up to date with the record", len(self._unsaved))
            self._save()

    def _fold_old(self, passing: Passing) -> None:
        """Pair anew from an older passage on, as far as that can be done in a moment."""
        with self._database.read() as session:
            behind = passings.count_since(session, passing.moment, FOLD_MOST + 1)
            is_clear = passings.clear_since(session, passing.moment) == passing.moment
        if behind > FOLD_MOST or not is_clear:
            logger.warning(
                "passage %s lies behind %s: stays are not paired anew",
                passing.passage_id,
                f"more than {FOLD_MOST} others" if is_clear else "pseudonyms",
            )
            return
        self._fold(passing.moment)
        self.start()


# ------------------------------------------------------------------------------------------- rows


def _began(stay: Stay) -> int:
    moment = stay.entered_moment if stay.entered_moment is not None else stay.ended_moment
    return moment or 0


def _concerned(session: Session, since: int) -> list[Stay]:
    """Return all stays that were open or began at `since` or later, or were closed just before."""
    query = select(*_STAY_COLUMNS).where(or_(_INSIDE, _TABLE.ended_moment >= since - _LOOK_BACK))
    return [_stay(row) for row in session.execute(query)]


def _reopened(stay: Stay, since: int) -> Stay:
    """Return a stay as it was at `since`, when it was open still."""
    if stay.ended_moment is None or stay.ended_moment < since:
        return stay
    return replace(
        stay,
        text="" if stay.fit is Fit.UNREAD else stay.text,
        left_at=None,
        ended_moment=None,
        exit_passage=None,
        exit_text="",
        end=StayEnd.INSIDE,
        fit=None,
        gate_out=None,
        seen_at=stay.entered_at or stay.seen_at,
    )


def _stay(row: Any) -> Stay:
    return Stay(
        stay_id=row.stay_id,
        text=passings.read_text(row.text),
        entered_at=row.entered_at,
        entered_moment=row.entered_moment,
        entry_passage=row.entry_passage,
        left_at=row.left_at,
        ended_moment=row.ended_moment,
        exit_passage=row.exit_passage,
        exit_text=row.exit_text,
        end=StayEnd(row.ended),
        fit=Fit(row.fit) if row.fit is not None else None,
        entry_id=row.entry_id,
        gate_in=row.gate_in,
        gate_out=row.gate_out,
        camera_id=row.camera_id,
        seen_at=row.seen_at,
    )


def _values(stay: Stay) -> dict[str, Any]:
    return {
        "text": stay.text,
        "entered_at": stay.entered_at,
        "entered_moment": stay.entered_moment,
        "entry_passage": stay.entry_passage,
        "left_at": stay.left_at,
        "ended_moment": stay.ended_moment,
        "exit_passage": stay.exit_passage,
        "exit_text": stay.exit_text,
        "ended": stay.end.value,
        "fit": stay.fit.value if stay.fit is not None else None,
        "entry_id": stay.entry_id,
        "gate_in": stay.gate_in,
        "gate_out": stay.gate_out,
        "camera_id": stay.camera_id,
        "seen_at": stay.seen_at,
    }


def _put(session: Session, stay_id: str, stay: Stay | None) -> None:
    if stay is None:
        session.execute(delete(StayTable).where(_TABLE.stay_id == stay_id))
        return
    values = _values(stay)
    known = session.execute(select(_TABLE.stay_id).where(_TABLE.stay_id == stay_id)).first()
    if known is None:
        session.execute(insert(StayTable), {"stay_id": stay_id, **values})
    else:
        session.execute(update(StayTable).where(_TABLE.stay_id == stay_id).values(**values))
