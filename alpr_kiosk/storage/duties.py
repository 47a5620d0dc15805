# SPDX-License-Identifier: AGPL-3.0-or-later
"""`Duties` over the database: what a guard must know who comes, or hand over who goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from alpr_kiosk.domain.events import CommandKind, CommandSource, Outcome
from alpr_kiosk.domain.list_changes import ItemKind
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.shift import HandoverNote, UnexplainedOpening
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import (
    AuditNoteTable,
    AuditTable,
    GateIntentTable,
    GateResultTable,
    ListChangeTable,
    OverrideReasonTable,
)

NOTE_KIND = "handover.note"
"""Kind of the audit row beside which a word for the next shift stands, and can be erased."""
_BY_HAND = tuple(
    source.value
    for source in CommandSource
    if source.by_person and source not in (CommandSource.TEST, CommandSource.PASS)
)
"""Openings that are asked about; a quick pass that was made for the car says why."""
_OPENED = (Outcome.OK.value, Outcome.COALESCED.value)


class SqlDuties:
    """See `domain.shift.Duties`. Safe to call from several threads."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def notes(self, since: datetime, *, limit: int = 50) -> Sequence[HandoverNote]:
        """Return the words for the next shift since then, oldest first."""
        query = (
            select(AuditTable.seq, AuditTable.at, AuditTable.actor, AuditNoteTable.text)
            .join(AuditNoteTable, AuditNoteTable.seq == AuditTable.seq)
            .where(AuditTable.kind == NOTE_KIND, AuditTable.at >= since)
            .order_by(AuditTable.seq.desc())
            .limit(limit)
        )
        with self._database.read() as session:
            rows = session.execute(query).all()
        return tuple(
            HandoverNote(seq=row.seq, at=row.at, user=row.actor, text=row.text)
            for row in reversed(rows)
        )

    def unexplained(self, since: datetime, *, limit: int = 50) -> Sequence[UnexplainedOpening]:
        """Return openings by hand since then that have no reason, oldest first."""
        command = GateIntentTable
        query = (
            select(
                command.intent_id,
                command.gate_id,
                command.requested_at,
                command.actor,
                command.passage_id,
            )
            .join(GateResultTable, GateResultTable.intent_id == command.intent_id)
            .outerjoin(OverrideReasonTable, OverrideReasonTable.intent_id == command.intent_id)
            .where(
                command.requested_at >= since,
                command.kind == CommandKind.OPEN.value,
                command.source.in_(_BY_HAND),
                GateResultTable.outcome.in_(_OPENED),
                OverrideReasonTable.intent_id.is_(None),
            )
            .order_by(command.requested_at.desc())
            .limit(limit)
        )
        with self._database.read() as session:
            rows = session.execute(query).all()
        return tuple(
            UnexplainedOpening(
                intent_id=row.intent_id,
                gate_id=row.gate_id,
                at=row.requested_at,
                actor=row.actor,
                passage_id=row.passage_id,
            )
            for row in reversed(rows)
        )

    def banned(self, since: datetime, *, limit: int = 200) -> Sequence[tuple[str, datetime]]:
        """Return (entry id, when) of what was put on the deny list since then, newest first."""
        change = ListChangeTable
        # Newest first by the key, and no further than needed: `at` has no index of its own.
        query = (
            select(change.item_id, change.at, change.before, change.after)
            .where(change.kind == ItemKind.ENTRY.value)
            .order_by(change.change_id.desc())
            .execution_options(yield_per=200)
        )
        found: dict[str, datetime] = {}
        with self._database.read() as session:
            for row in session.execute(query):
                if row.at < since or len(found) >= limit:
                    break
                denied = [
                    (value or {}).get("kind") == ListKind.DENY.value
                    for value in (row.before, row.after)
                ]
                if denied == [False, True]:
                    found.setdefault(row.item_id, row.at)
        return tuple(found.items())
