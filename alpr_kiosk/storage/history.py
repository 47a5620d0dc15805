# SPDX-License-Identifier: AGPL-3.0-or-later
"""`History` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from alpr_kiosk.domain.events import Candidate
from alpr_kiosk.domain.history import (
    PAGE_ROWS,
    Cursor,
    HistoryPage,
    HistoryQuery,
    PassageDetail,
    PastCommand,
    PastDecision,
    PlatePattern,
)
from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.domain.ports import PassageRow
from alpr_kiosk.storage import audit_log, mapping
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.history_search import Found, find
from alpr_kiosk.storage.history_windows import Bounds
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    DecisionTable,
    GateIntentTable,
    GateResultTable,
    OverrideReasonTable,
    PassageTable,
    time_of,
)
from alpr_kiosk.storage.passage_notes import passage_notes
from alpr_kiosk.storage.records import passage_rows

SEARCHED = "history.searched"
"""Kind of the audit row of a search by plate."""

BY_HAND_S = 20.0
"""An opening by hand names the passages of so many seconds before (rules 21)."""


class SqlHistory:
    """Passages by pages; each call is one short unit of work.

    Args:
        database: The record.
        key: Key of the audit chain, for searches by plate.
    """

    def __init__(self, *, database: Database, key: ChainKey) -> None:
        self._database = database
        self._key = key

    def page(
        self,
        query: HistoryQuery,
        *,
        cursor: Cursor | None = None,
        limit: int = PAGE_ROWS,
        actor: str = "",
        reason: str = "",
    ) -> HistoryPage:
        """Return a page of what is wanted; see `History`."""
        query.check()
        if limit < 1:
            raise ValueError(f"a page has one row or more, not {limit}")
        if actor and cursor is None:
            self._audit(query, actor, reason)
        newest_first = cursor is None or not cursor.newer
        with self._database.read() as session:
            bounds = _beyond(cursor)
            found = find(session, query, bounds, newest_first=newest_first, wanted=limit + 1)
            rows = passage_rows(session, found.moments[:limit])
        return _page(rows, found, cursor, more=len(found.moments) > limit)

    def passage(self, passage_id: str) -> PassageDetail | None:
        """Return all about one passage; see `History`."""
        with self._database.read() as session:
            row = session.get(PassageTable, passage_id)
            if row is None:
                return None
            (shown,) = passage_rows(session, [row.moment])
            return PassageDetail(
                row=shown,
                settled=row.settled,
                parked=row.parked,
                decisions=_decisions(session, passage_id),
                commands=_commands(session, row),
                notes=passage_notes(session, passage_id),
            )

    def seen_before(self, plate: str, *, limit: int = 20, actor: str = "") -> Sequence[PassageRow]:
        """Return the passages of a plate and of its look-alikes; see `History`."""
        if not normalise(plate):
            return ()
        query = HistoryQuery(plate=PlatePattern(text=normalise(plate), part=False))
        return self.page(query, limit=limit, actor=actor).rows

    def _audit(self, query: HistoryQuery, actor: str, reason: str) -> None:
        """Record a search by plate, or with a reason, before anything of it is shown."""
        plate = query.plate
        if plate is None and not reason:
            return
        body: dict[str, object] = {
            "length": len(plate.text) if plate else 0,
            "part": plate.part if plate else False,
            "exact": plate.exact if plate else False,
            "since": query.since.isoformat() if query.since else None,
            "until": query.until.isoformat() if query.until else None,
            "cameras": list(query.cameras),
            "actions": list(query.decided),
            "directions": [direction.value for direction in query.directions],
            "gates": list(query.gates),
            "corrected": query.corrected,
            "unread": query.unread,
        }
        if reason:
            body["reason"] = reason
        if plate is None:
            pass
        elif normalise(plate.text) == plate.text:
            body["plate"] = plate.text
        else:
            # Not under the key of a plate: 7B?12 would have the hash of 7B12.
            body["pattern_hash"] = self._key.text_hash(plate.text)
        at = self._database.clock.utc_now()
        with self._database.write() as session:
            audit_log.append(session, self._key, at=at, kind=SEARCHED, actor=actor, body=body)


# ------------------------------------------------------------------------------------- internals


def _beyond(cursor: Cursor | None) -> Bounds:
    if cursor is None:
        return None, None
    return (cursor.moment + 1, None) if cursor.newer else (None, cursor.moment - 1)


def _page(
    rows: tuple[PassageRow, ...], found: Found, cursor: Cursor | None, *, more: bool
) -> HistoryPage:
    """Return the page with the ways on from both of its ends."""
    reached = None if found.reached is None else time_of(found.reached)
    if cursor is not None and cursor.newer:
        newest = rows[0].moment if rows else cursor.moment
        newest = newest if found.reached is None else found.reached
        oldest = rows[-1].moment if rows else cursor.moment + 1
        return HistoryPage(
            rows=rows,
            older=Cursor(moment=oldest),
            newer=Cursor(moment=newest, newer=True),
            reached=reached,
        )
    older = Cursor(moment=rows[-1].moment) if more else None
    if found.reached is not None:
        older = Cursor(moment=found.reached)
    newer = Cursor(moment=rows[0].moment, newer=True) if rows else None
    if newer is None and cursor is not None:
        newer = Cursor(moment=cursor.moment - 1, newer=True)
    return HistoryPage(rows=rows, older=older, newer=newer, reached=reached)


def _decisions(session: Session, passage_id: str) -> tuple[PastDecision, ...]:
    query = (
        select(DecisionTable)
        .where(DecisionTable.passage_id == passage_id)
        .order_by(DecisionTable.at, DecisionTable.decision_id)
    )
    return tuple(
        PastDecision(
            decision_id=row.decision_id,
            at=row.at,
            action=row.action,
            reason=row.reason,
            alarm=row.alarm,
            plate=row.plate,
            entry_id=row.entry_id,
            gate_id=row.gate_id,
            age_ms=row.age_ms,
            candidates=tuple(
                Candidate(entry_id=entry_id, plate=plate, owner=owner, list_kind=kind, match=match)
                for entry_id, plate, owner, kind, match in row.candidates
            ),
            context=tuple((name, value) for name, value in row.context),
        )
        for row in session.scalars(query)
    )


def _commands(session: Session, row: PassageTable) -> tuple[PastCommand, ...]:
    """Return the commands that name a passage, as theirs or as one of those of the last seconds."""
    passage_id = row.passage_id
    while_there = GateIntentTable.requested_at.between(
        row.first_seen_at, row.last_seen_at + timedelta(seconds=BY_HAND_S)
    )
    query = (
        select(GateIntentTable, GateResultTable, OverrideReasonTable)
        .outerjoin(GateResultTable, GateResultTable.intent_id == GateIntentTable.intent_id)
        .outerjoin(OverrideReasonTable, OverrideReasonTable.intent_id == GateIntentTable.intent_id)
        .where(or_(GateIntentTable.passage_id == passage_id, while_there))
        .order_by(GateIntentTable.audit_seq)
    )
    return tuple(
        PastCommand(
            intent=mapping.intent_of(intent),
            outcome=result.outcome if result else "",
            code=result.code if result else "",
            finished_at=result.finished_at if result else None,
            why=why.reason if why else "",
            note=why.note if why else "",
        )
        for intent, result, why in session.execute(query)
        if passage_id == intent.passage_id or passage_id in intent.recent_passages
    )
