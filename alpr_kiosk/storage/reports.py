# SPDX-License-Identifier: AGPL-3.0-or-later
"""`Reports` over the database: counted there, by ranges of indexed columns.

One scan over the passages of the span gives all that is told of them; their table lies in the order
of time (migration 0003), so that other years cost nothing (docs/adr/0026, "Reports").
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, func, select, type_coerce
from sqlalchemy.orm import Session

from alpr_kiosk.domain.events import Action, CommandKind, Direction, Outcome
from alpr_kiosk.domain.reports import (
    BY_HAND,
    Category,
    CodeCount,
    OverrideCount,
    PassageCount,
    Period,
    Report,
    Spread,
    category_of,
    next_hour,
)
from alpr_kiosk.domain.stays import StayEnd
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import (
    AuditTable,
    DecisionTable,
    GateIntentTable,
    GateResultTable,
    OverrideReasonTable,
    PassageTable,
    StayTable,
    micros,
    time_of,
)
from alpr_kiosk.storage.pieces import pieces

HOUR_US = 3_600_000_000
QUARTER_US = HOUR_US // 4
"""Zones are whole quarters of an hour from UTC; most are whole hours."""
_FINE = (Outcome.OK.value, Outcome.COALESCED.value)


class SqlReports:
    """Reports of a record; each is one unit of work that blocks nobody.

    Args:
        database: The record, of whichever kind.
    """

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def report(self, period: Period) -> Report:
        """Count what happened in a span; see `Reports`."""
        with self._database.read() as session:
            answers, unanswered = _answers(session, period)
            return Report(
                period=period,
                passages=_passages(session, period),
                stays=_stays(session, period),
                answers=answers,
                unanswered=unanswered,
                overrides=_overrides(session, period),
                alerts=_alerts(session, period),
                gate_faults=_gate_faults(session, period),
            )


def _passages(session: Session, period: Period) -> tuple[PassageCount, ...]:
    step = HOUR_US if _whole_hours(period) else QUARTER_US
    bucket = (PassageTable.moment // step).label("bucket")
    query = (
        select(
            bucket,
            PassageTable.camera_id,
            PassageTable.direction,
            PassageTable.reason,
            PassageTable.settled,
            func.count(),
        )
        .where(_within(PassageTable.moment, period))
        .group_by(
            bucket,
            PassageTable.camera_id,
            PassageTable.direction,
            PassageTable.reason,
            PassageTable.settled,
        )
    )
    found: Counter[tuple[datetime, str, Direction, Category]] = Counter()
    hours: dict[int, datetime] = {}
    for place, camera_id, direction, reason, settled, count in session.execute(query):
        if place not in hours:
            hours[place] = _hour_of(time_of(place * step), period)
        category = category_of(reason, settled=settled)
        found[hours[place], camera_id, Direction(direction), category] += count
    return tuple(
        PassageCount(
            hour=hour, camera_id=camera_id, direction=direction, category=category, count=count
        )
        for (hour, camera_id, direction, category), count in sorted(found.items())
    )


def _whole_hours(period: Period) -> bool:
    """Return whether all hours of the span begin with hours of UTC."""
    return all(hour.minute == 0 for hour in period.hours())


def _hour_of(moment: datetime, period: Period) -> datetime:
    """Return when the local hour that a moment (UTC) is in began, as `Period.hours` has it."""
    local = moment.astimezone(period.zone)
    begun = moment - timedelta(minutes=local.minute)
    # Where clocks were moved by half an hour within it, it began with that.
    after = next_hour(begun, period.zone)
    return begun if after > moment else after


def _within(column: Any, period: Period) -> ColumnElement[bool]:
    number = type_coerce(column, BigInteger)
    condition: ColumnElement[bool] = number.between(micros(period.since), micros(period.until) - 1)
    return condition


def _stays(session: Session, period: Period) -> Spread:
    """Tell the stays that an exit ended; a middle value comes by its place in the order."""
    took = type_coerce(StayTable.left_at, BigInteger) - type_coerce(
        StayTable.entered_at, BigInteger
    )
    wanted = (
        _within(StayTable.ended_moment, period),
        StayTable.ended == StayEnd.EXIT.value,
        StayTable.entered_at.is_not(None),
        StayTable.left_at.is_not(None),
    )
    count, total = session.execute(select(func.count(), func.sum(took)).where(*wanted)).one()
    if not count:
        return Spread()
    middle: Select[Any] = select(took).where(*wanted).order_by(took)
    middle = middle.offset((count - 1) // 2).limit(2 - count % 2)
    halves = [int(value) for value in session.scalars(middle)]
    return Spread(
        count=count,
        mean_s=float(total) / count / 1e6,
        median_s=sum(halves) / len(halves) / 1e6,
    )


def _answers(session: Session, period: Period) -> tuple[Spread, int]:
    """Tell how long cars waited for an answer, from the first question about them."""
    query = select(AuditTable.kind, AuditTable.at, AuditTable.body).where(
        _within(AuditTable.at, period), AuditTable.kind.in_(("ask.answered", "ask.timeout"))
    )
    answered: list[tuple[str, datetime]] = []
    unanswered = 0
    for kind, at, body in session.execute(query):
        if kind == "ask.timeout":
            unanswered += 1
        else:
            answered.append((str(json.loads(body).get("decision_id", "")), at))
    asked = _first_asked(session, sorted({decision_id for decision_id, _at in answered}))
    took = [
        (at - asked[decision_id]).total_seconds()
        for decision_id, at in answered
        if decision_id in asked and at >= asked[decision_id]
    ]
    return spread(took), unanswered


def _first_asked(session: Session, decisions: Sequence[str]) -> dict[str, datetime]:
    """Return, by decision, when its passage was first asked about."""
    named = DecisionTable.__table__.alias("named")
    first = func.min(DecisionTable.at)
    found: dict[str, datetime] = {}
    for some in pieces(decisions):
        query = (
            select(named.c.decision_id, first)
            .join(DecisionTable, DecisionTable.passage_id == named.c.passage_id)
            .where(
                named.c.decision_id.in_(some),
                DecisionTable.action == Action.ASK.value,
            )
            .group_by(named.c.decision_id)
        )
        found.update((decision_id, at) for decision_id, at in session.execute(query))
    return found


def spread(took: Iterable[float]) -> Spread:
    """Return how long something took, from each time in seconds."""
    ordered = sorted(took)
    if not ordered:
        return Spread()
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    mean = math.fsum(ordered) / len(ordered)
    return Spread(count=len(ordered), mean_s=mean, median_s=(low + high) / 2)


def _overrides(session: Session, period: Period) -> tuple[OverrideCount, ...]:
    reason = func.coalesce(OverrideReasonTable.reason, "")
    query = (
        select(reason, GateIntentTable.actor, GateIntentTable.source, func.count())
        .outerjoin(OverrideReasonTable, OverrideReasonTable.intent_id == GateIntentTable.intent_id)
        .where(
            _within(GateIntentTable.requested_at, period),
            GateIntentTable.kind == CommandKind.OPEN.value,
            GateIntentTable.source.in_([source.value for source in BY_HAND]),
        )
        .group_by(reason, GateIntentTable.actor, GateIntentTable.source)
    )
    rows = [
        OverrideCount(reason=why, actor=actor, source=source, count=count)
        for why, actor, source, count in session.execute(query)
    ]
    return tuple(sorted(rows, key=lambda row: (row.reason, row.actor, row.source)))


def _alerts(session: Session, period: Period) -> tuple[CodeCount, ...]:
    query = select(AuditTable.body).where(
        _within(AuditTable.at, period), AuditTable.kind == "alert.raised"
    )
    codes = Counter(str(json.loads(body).get("code", "")) for body in session.scalars(query))
    return _counted((code, "", count) for code, count in codes.items())


def _gate_faults(session: Session, period: Period) -> tuple[CodeCount, ...]:
    groups = (GateResultTable.gate_id, GateResultTable.outcome, GateResultTable.code)
    query = (
        select(*groups, func.count())
        .join(GateIntentTable, GateIntentTable.intent_id == GateResultTable.intent_id)
        .where(
            _within(GateIntentTable.requested_at, period),
            GateResultTable.outcome.not_in(_FINE),
        )
        .group_by(*groups)
    )
    return _counted(
        (code or outcome, gate_id, count)
        for gate_id, outcome, code, count in session.execute(query)
    )


def _counted(rows: Iterable[tuple[str, str, int]]) -> tuple[CodeCount, ...]:
    """Return rows of (code, source, count), those of one name together, most first."""
    found: Counter[tuple[str, str]] = Counter()
    for code, source, count in rows:
        found[code, source] += count
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        CodeCount(code=code, source=source, count=count) for (code, source), count in ordered
    )
