# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passings out of the record: passages, openings by hand without one, and marks of guards."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from alpr_kiosk.domain.events import CommandKind, CommandSource, Direction, Outcome
from alpr_kiosk.domain.stays import Passing, went_through
from alpr_kiosk.storage.orm import (
    DecisionTable,
    GateIntentTable,
    GateResultTable,
    PassageTable,
    StayMarkTable,
    StayTable,
    micros,
    time_of,
)
from alpr_kiosk.storage.pieces import pieces
from alpr_kiosk.storage.pseudonym import ERASED, SIGN

_ACTED = tuple(o.value for o in (Outcome.OK, Outcome.COALESCED, Outcome.UNKNOWN))
"""The gate opened, or may have."""

_FOR_A_CAR = tuple(
    source.value
    for source in CommandSource
    if source.by_person and source is not CommandSource.TEST
)
"""A person's openings for a car that stands there; a test pulse is for nobody."""

_RECENT = timedelta(seconds=30)
"""An opening by hand names the passages of the 20 s before it (rules 21); it takes a moment too."""

_BEFORE = timedelta(minutes=2)
"""Openings by hand before those that are asked about; ours."""

_LONGEST = timedelta(hours=1)
"""A car that stood at the gate longer before it was let in is not looked for; ours."""


_PASSAGE = PassageTable.__table__.c
_INTENT = GateIntentTable.__table__.c
_RESULT = GateResultTable.__table__.c
_DECISION = DecisionTable.__table__.c

_PASSAGES = select(
    _PASSAGE.passage_id,
    _PASSAGE.moment,
    _PASSAGE.camera_id,
    _PASSAGE.plate,
    _PASSAGE.corrected,
    _PASSAGE.first_seen_at,
    _PASSAGE.last_seen_at,
    _PASSAGE.direction,
    _PASSAGE.settled,
    _PASSAGE.action,
    _PASSAGE.reason,
    _PASSAGE.gate_id,
)
_OPENINGS = (
    select(
        _INTENT.intent_id,
        _INTENT.gate_id,
        _INTENT.passage_id,
        _INTENT.requested_at,
        _INTENT.recent_passages,
    )
    .join(GateResultTable, _RESULT.intent_id == _INTENT.intent_id)
    .where(_INTENT.kind == CommandKind.OPEN.value, _RESULT.outcome.in_(_ACTED))
)
_BY_HAND = _OPENINGS.where(_INTENT.passage_id.is_(None), _INTENT.source.in_(_FOR_A_CAR))


def nth_newest(session: Session, number: int) -> int | None:
    """Return the moment of the passage that `number` newer ones follow."""
    query = select(_PASSAGE.moment).order_by(_PASSAGE.moment.desc()).offset(number).limit(1)
    return session.execute(query).scalar()


def count_since(session: Session, moment: int, limit: int) -> int:
    """Return how many passages there are from `moment` on, counted up to `limit`."""
    some = select(_PASSAGE.moment).where(_PASSAGE.moment >= moment).limit(limit).subquery()
    return int(session.execute(select(func.count()).select_from(some)).scalar_one())


def clear_since(session: Session, moment: int) -> int:
    """Return from when on, not before `moment`, no pseudonym stands for a plate.

    Pseudonyms fit only when plates were read alike, and a car that is inside has its plate still:
    what they are part of stays as it was paired.
    """
    stay, mark = StayTable.__table__.c, StayMarkTable.__table__.c
    gone = (
        select(func.max(_PASSAGE.moment)).where(
            _PASSAGE.moment >= moment, _is_pseudonym(_PASSAGE.plate, _PASSAGE.corrected)
        ),
        select(func.max(stay.ended_moment)).where(
            stay.ended_moment >= moment, _is_pseudonym(stay.text, stay.exit_text)
        ),
    )
    latest: list[int | None] = [session.scalar(query) for query in gone]
    said = select(func.max(mark.at)).where(mark.at >= time_of(moment), _is_pseudonym(mark.text))
    at = session.scalar(said)
    latest.append(None if at is None else micros(at))
    return max([moment, *(one + 1 for one in latest if one is not None)])


def since(session: Session, moment: int, gates: Mapping[str, Direction]) -> list[Passing]:
    """Return everything from `moment` on, in no order."""
    at = time_of(moment)
    rows = session.execute(_PASSAGES.where(_PASSAGE.moment >= moment)).all()
    by_hand = session.execute(_BY_HAND.where(_INTENT.requested_at >= at)).all()
    marks = session.scalars(select(StayMarkTable).where(StayMarkTable.at >= at))
    return [*_passings(session, rows, by_hand, gates), *(of_mark(row) for row in marks)]


def of_passages(
    session: Session, passage_ids: Sequence[str], gates: Mapping[str, Direction]
) -> list[Passing]:
    """Return some passages, with the openings by hand around them and whom else those may mean."""
    rows = session.execute(_PASSAGES.where(_PASSAGE.passage_id.in_(passage_ids))).all()
    near: dict[str, Any] = {}
    asked = {row.passage_id for row in rows}
    for row in rows:
        if row.gate_id is not None:
            last = row.last_seen_at + _RECENT
            for opening in _by_hand(session, row.gate_id, row.first_seen_at - _BEFORE, last):
                near[opening.intent_id] = opening
                if opening.requested_at >= row.first_seen_at:
                    asked.add(opening.intent_id)
    return _passings(session, _around(session, near.values(), rows), near.values(), gates, asked)


def of_opening(session: Session, intent_id: str, gates: Mapping[str, Direction]) -> list[Passing]:
    """Return what an opening by hand without a passage tells."""
    near: dict[str, Any] = {}
    for one in session.execute(_BY_HAND.where(_INTENT.intent_id == intent_id)).all():
        at = one.requested_at
        found = _by_hand(session, one.gate_id, at - _BEFORE, at)
        near.update((opening.intent_id, opening) for opening in found)
    rows = _around(session, near.values(), ())
    return _passings(session, rows, near.values(), gates, {intent_id})


def _by_hand(session: Session, gate_id: str, first: datetime, last: datetime) -> Sequence[Any]:
    """Return the openings by hand of a gate; those before tell which cars wait no more."""
    at = _INTENT.requested_at.between(first, last)
    return session.execute(_BY_HAND.where(_INTENT.gate_id == gate_id, at)).all()


def of_mark(row: StayMarkTable) -> Passing:
    """Return a guard's word; one that was taken back changes nothing."""
    return Passing(
        passage_id=row.mark_id,
        moment=micros(row.at),
        at=row.at,
        text=read_text(row.text),
        direction=Direction(row.direction),
        through=not row.undone,
        by=row.actor or "?",
        stay_id=row.stay_id,
    )


# ------------------------------------------------------------------------------------- internals


def _passings(
    session: Session,
    rows: Sequence[Any],
    by_hand: Iterable[Any],
    gates: Mapping[str, Direction],
    asked: Container[str] | None = None,
) -> list[Passing]:
    """Return passings of passages and of the openings by hand around them.

    An opening by hand names no passage when it was held on the gate's own key. It is that of the
    one car at the gate: the only one that had been read just before, or that came in sight before
    it and was read later; one that the gate had been opened for by then waits no more. Where there
    was no such car, or one of several, a car came in and nobody knows which: an unread one.

    Told are those with ids in `asked` (None: all), and passages that one of them let through. Of
    the others around them not everything is known here, and they are not taken for turned round.
    """
    ids = [row.passage_id for row in rows]
    entries = _entries(session, ids)
    opened = _opened(session, ids)
    found = []
    let_in: set[str] = set()
    for opening in sorted(by_hand, key=lambda one: (one.requested_at, one.intent_id)):
        its, unknown = _whose(opening, rows, opened)
        if its is not None:
            opened.add(its)
            if asked is None or opening.intent_id in asked:
                let_in.add(its)
        direction = gates.get(opening.gate_id, Direction.UNKNOWN)
        # Of several that wanted out, nobody is taken off the list.
        counts = direction is Direction.IN or not opening.recent_passages
        found.append(
            Passing(
                passage_id=opening.intent_id,
                moment=micros(opening.requested_at),
                at=opening.requested_at,
                text="",
                direction=direction,
                through=unknown and counts and direction is not Direction.UNKNOWN,
                gate_id=opening.gate_id,
            )
        )
    found += [
        Passing(
            passage_id=row.passage_id,
            moment=row.moment,
            at=row.first_seen_at,
            text=_text(row),
            direction=Direction(row.direction),
            through=_through(row, opened),
            camera_id=row.camera_id,
            gate_id=row.gate_id,
            entry_id=entries.get(row.passage_id),
        )
        for row in rows
    ]
    if asked is None:
        return found
    return [one for one in found if one.passage_id in asked or one.passage_id in let_in]


def _around(session: Session, by_hand: Iterable[Any], rows: Iterable[Any]) -> list[Any]:
    """Return `rows` with all passages that these openings may be for."""
    found = {row.passage_id: row for row in rows}
    for opening in by_hand:
        seen = _PASSAGE.moment.between(
            micros(opening.requested_at - _LONGEST), micros(opening.requested_at)
        )
        query = _PASSAGES.where(
            _PASSAGE.gate_id == opening.gate_id, seen, _PASSAGE.last_seen_at >= opening.requested_at
        )
        found.update((row.passage_id, row) for row in session.execute(query))
        if opening.recent_passages:
            query = _PASSAGES.where(_PASSAGE.passage_id.in_(opening.recent_passages))
            found.update((row.passage_id, row) for row in session.execute(query))
    return list(found.values())


def read_text(plate: str) -> str:
    """Return a stored plate as a pairing takes it: an erased one is an unread car."""
    return "" if plate == ERASED else plate


def _text(row: Any) -> str:
    """Return the plate that counts: a guard's word, else what enough frames agreed on."""
    if row.corrected is not None:
        return read_text(row.corrected)
    return read_text(row.plate) if row.settled else ""


def _is_pseudonym(*texts: Any) -> ColumnElement[bool]:
    return or_(*(text.like(f"{SIGN}_%") for text in texts))


def _through(row: Any, opened: Container[str]) -> bool:
    return went_through(
        direction=Direction(row.direction),
        action=row.action,
        reason=row.reason,
        gate_id=row.gate_id,
        opened=row.passage_id in opened,
    )


def _whose(opening: Any, rows: Sequence[Any], opened: Container[str]) -> tuple[str | None, bool]:
    """Return the passage that an opening by hand was for, and whether it was for another car.

    Args:
        opening: The opening.
        rows: All passages around it.
        opened: Passages that the gate had been opened for.

    Returns:
        The passage if it can be said, and else whether a car was let through that can't be named;
        no such car where all that were there had their own opening: the gate was opened twice.
    """
    recent = set(opening.recent_passages)
    at_gate = [
        row
        for row in rows
        if (
            row.passage_id in recent  # of this gate, decided or not
            if recent
            else row.gate_id == opening.gate_id
            and row.first_seen_at <= opening.requested_at <= row.last_seen_at
        )
    ]
    waiting = [
        row.passage_id
        for row in at_gate
        if row.passage_id not in opened and not _through(row, opened)
    ]
    not_written = recent.difference(row.passage_id for row in rows)
    if len(waiting) == 1 and not not_written:
        return waiting[0], False
    return None, bool(waiting or not_written or not at_gate)


def _opened(session: Session, ids: Sequence[str]) -> set[str]:
    """Return those of these passages that a gate was opened for."""
    found: set[str] = set()
    for some in pieces(ids):
        rows = session.execute(_OPENINGS.where(_INTENT.passage_id.in_(some)))
        found.update(row.passage_id for row in rows)
    return found


def _entries(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """Return the list entry of the newest decision that rests on one, by passage."""
    found: dict[str, str] = {}
    columns: Select[Any] = select(_DECISION.passage_id, _DECISION.entry_id)
    for some in pieces(ids):
        query = columns.where(
            _DECISION.passage_id.in_(some), _DECISION.entry_id.is_not(None)
        ).order_by(_DECISION.at)
        found.update({row.passage_id: row.entry_id for row in session.execute(query)})
    return found
