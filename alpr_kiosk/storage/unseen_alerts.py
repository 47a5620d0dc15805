# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts of the last day, read back from the audit chain: unseen ones and those that ended."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from alpr_kiosk.domain.events import Alert, Priority
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import AuditNoteTable, AuditTable, DecisionTable, PassageTable

logger = logging.getLogger(__name__)

UNSEEN_FOR = timedelta(hours=24)
"""As long as the screen keeps what has ended; older ones are in the record alone."""
RAISED_MOST = 200
SEEN_MOST = 1000
"""Newest rows that are looked at: a start must not wait for a record of years."""

_AUDIT = AuditTable.__table__.c
_KEPT = (Priority.HIGH.value, Priority.CRITICAL.value)
_Rang = tuple[str, str]
_Values = tuple[tuple[str, str], ...]


class LastDay(NamedTuple):
    """Alerts of the last day, oldest first.

    They are as they were raised; what ended says when. An alert about a car has the values of its
    decision, its plate among them, for the chain has none; those of others are empty.

    Attributes:
        unseen: Of high and critical priority, which nobody has seen.
        ended: All others, which nobody needs to look at. What still held when the last run ended
            has ended with it, at the latest now.
    """

    unseen: tuple[Alert, ...]
    ended: tuple[Alert, ...]


def last_day(database: Database) -> LastDay:
    """Return the alerts of the last day.

    Raises:
        StorageError: The record can't be read.
    """
    now = database.clock.utc_now()
    unseen, ended = [], []
    for alert in _found(database, now - UNSEEN_FOR):
        if not alert.seen and alert.priority.value in _KEPT:
            unseen.append(alert)
        else:
            ended.append(replace(alert, active=False, ended_at=alert.ended_at or now))
    return LastDay(tuple(unseen), tuple(ended))


def _found(database: Database, since: datetime) -> tuple[Alert, ...]:
    """Return the alerts that rang or ended since then, oldest first."""
    with database.read() as session:
        raised = _rows(session, "alert.raised", since)
        ended = _rows(session, "alert.ended", since)
        rows = {body.get("alert_id"): (seq, body) for seq, (_, body) in ended.items()}
        rows |= {body.get("alert_id"): (seq, body) for seq, (_, body) in raised.items()}
        if not rows:
            return ()
        over = {body.get("alert_id"): (at, body) for at, body in ended.values()}
        seen = _seen_since(session, min(seq for seq, _ in rows.values()))
        seen |= {name for name, (_, body) in over.items() if body.get("seen")}
        noted = select(AuditNoteTable.seq, AuditNoteTable.text)
        noted = noted.where(AuditNoteTable.seq.in_([seq for seq, _ in rows.values()]))
        sources: dict[int, str] = {row.seq: row.text for row in session.execute(noted)}
        decided = _decided(
            session,
            [
                sources.get(seq, "")
                for seq, body in rows.values()
                if str(body.get("code")).startswith("decision.")
            ],
        )
    found = []
    for name, (seq, body) in sorted(rows.items(), key=lambda item: item[1][0]):
        alert = _alert(body, sources.get(seq, ""), decided)
        if alert is None:
            continue
        at = over[name][0] if name in over else None
        found.append(replace(alert, seen=name in seen, active=at is None, ended_at=at))
    return tuple(found)


def _rows(
    session: Session, kind: str, since: datetime
) -> dict[int, tuple[datetime, dict[str, object]]]:
    """Return (when, body) of the newest rows of a kind since then by number, oldest first."""
    rows = session.execute(newest(session, kind, RAISED_MOST)).all()
    return {row.seq: (row.at, _body(row.body)) for row in reversed(rows) if row.at >= since}


def newest(session: Session, kind: str, most: int) -> Select[tuple[int, datetime, str]]:
    """Return the query for the newest rows of a kind, newest first.

    SQLite walks the index of the kinds backwards, which is in the order of its row numbers: it
    reads `most` rows, whatever the record holds. By ``seq`` it would sort all of the kind.
    """
    query = select(_AUDIT.seq, _AUDIT.at, _AUDIT.body).where(_AUDIT.kind == kind).limit(most)
    if session.get_bind().dialect.name == "sqlite":
        return query.order_by(text("audit.rowid DESC"))
    return query.order_by(_AUDIT.seq.desc())


def _seen_since(session: Session, oldest: int) -> set[object]:
    """Return the ids of alerts that somebody saw after row `oldest`."""
    found = set()
    for row in session.execute(newest(session, "alert.seen", SEEN_MOST)):
        if row.seq < oldest:
            break
        found.add(_body(row.body).get("alert_id"))
    return found


def _body(body: str) -> dict[str, object]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}  # a row that was tampered with; the check of the chain tells that
    return found if isinstance(found, dict) else {}


def _alert(body: dict[str, object], source: str, decided: Mapping[_Rang, _Values]) -> Alert | None:
    try:
        code = str(body["code"])
        return Alert(
            alert_id=str(body["alert_id"]),
            code=code,
            source=source,
            priority=Priority(body["priority"]),
            raised_at=datetime.fromisoformat(str(body["raised_at"])),
            context=decided.get((source, code), ()),
        )
    except (KeyError, ValueError):
        logger.warning("a row of an alert can't be understood and is left out")
        return None


def _decided(session: Session, passages: list[str]) -> dict[_Rang, _Values]:
    """Return the values of decisions by passage and reason, the plate as long as it is kept."""
    if not passages:
        return {}
    query = (
        select(
            DecisionTable.passage_id,
            DecisionTable.reason,
            DecisionTable.context,
            DecisionTable.plate,
        )
        .join(PassageTable, PassageTable.passage_id == DecisionTable.passage_id)
        .where(DecisionTable.passage_id.in_(passages), PassageTable.keep_as.is_not(None))
        .order_by(DecisionTable.at)
    )
    found = {}
    for row in session.execute(query):
        values = {str(name): str(value) for name, value in row.context}
        values["plate"] = values.get("plate") or row.plate
        found[row.passage_id, row.reason] = tuple(values.items())
    return found
