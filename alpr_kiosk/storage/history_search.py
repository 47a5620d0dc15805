# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which passages a query means, found so that the worst question stays within bounds.

A search walks *candidates*, which an index gives in the order of time, and looks at each whether
it is meant. It never asks for all candidates at once: some, then twice as many, until the page is
full or as many were looked at as one call may. A condition that no index knows can therefore make
a page shorter, never slower (`HistoryPage.reached`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    TextualSelect,
    and_,
    func,
    null,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from alpr_kiosk.domain.events import Action
from alpr_kiosk.domain.history import PART_CHARS, HistoryQuery, PlatePattern
from alpr_kiosk.storage.history_conditions import all_of, conditions, like_form
from alpr_kiosk.storage.history_windows import Bounds, Windows, has_parts
from alpr_kiosk.storage.orm import PassageTable, micros

STEP_ROWS, STEP_MOST = 256, 16_384
"""Candidates that are looked at in the first step, and at most in one."""

BUDGET_ROWS, BUDGET_LOOKUPS = 30_000, 8_000
"""Candidates that one call looks at, in the order of the table and by an index beside it: what
takes a tenth of a second with 10 million passages (ADR 21)."""

BUDGET_WINDOWS = 1_000
"""Passages that one call reads by a server's index of parts: each is on a page of its own, which
takes 0.01 ms from memory and up to 1.2 from a slow disk; a statement has 2 s (ADR 31)."""

DENSE_ROWS = 20_000
"""Passages that are looked at before a server's index of parts is asked."""

_P = PassageTable
_ALL_ACTIONS = ("", *(action.value for action in Action))
# SQLite is told the index where it would take a wider one: it knows nothing of how many there are.
_WALK_TRIGRAMS = (
    "SELECT found.moment AS moment, "
    "passage.fold LIKE :form OR coalesce(passage.corrected_fold LIKE :form, 0) AS meant "
    "FROM (SELECT rowid AS moment FROM passage_trigram WHERE passage_trigram MATCH :wanted "
    "AND rowid BETWEEN :low AND :high ORDER BY rowid {order} LIMIT :most) AS found "
    "JOIN passage INDEXED BY ix_passage_folds ON passage.moment = found.moment"
)
_WALK_CORRECTED = (
    "SELECT moment, 1 AS meant FROM passage INDEXED BY ix_passage_corrected "
    "WHERE corrected_fold IS NOT NULL AND moment BETWEEN :low AND :high "
    "ORDER BY moment {order} LIMIT :most"
)


def _in_both_orders(statement: str) -> dict[bool, TextualSelect]:
    return {
        newest_first: text(statement.format(order=order)).columns(moment=BigInteger, meant=Boolean)
        for newest_first, order in ((True, "DESC"), (False, "ASC"))
    }


_TRIGRAMS, _CORRECTED = _in_both_orders(_WALK_TRIGRAMS), _in_both_orders(_WALK_CORRECTED)
FIRST, LAST = -(2**63), 2**63 - 1
"""Any moment lies between them."""

if TYPE_CHECKING:
    _Rows = Select[Any, Any] | TextualSelect
else:
    _Rows = Select

_Candidates = Callable[[Bounds, bool, int], _Rows]
"""(bounds, newest first, most) to (moment, whether it is meant), in the order of moments."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """A way through the passages.

    Attributes:
        candidates: What it meets.
        budget: How many one call looks at.
        first: How many in the first step.
        rest: What else has to hold, where the candidates tell a part of it only.
    """

    candidates: _Candidates
    budget: int
    first: int = STEP_ROWS
    rest: ColumnElement[bool] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Moments of the passages that were found, and where the search stopped for want of budget."""

    moments: list[int]
    reached: int | None = None


def find(
    session: Session, query: HistoryQuery, bounds: Bounds, *, newest_first: bool, wanted: int
) -> Found:
    """Return up to `wanted` moments of passages that `query` means, in the order asked for."""
    within = _within(query, bounds)
    found: list[int] = []
    reached: int | None = None
    begun = within
    for walk in _walks(session, query):
        if isinstance(walk, Windows):
            reached, within = walk.go(session, begun, within, newest_first, wanted, found)
        else:
            reached, within = _go(session, walk, within, newest_first, wanted, found)
        if reached is None:
            break
    return Found(found[:wanted], reached)


def _go(
    session: Session,
    walk: _Walk,
    within: Bounds,
    newest_first: bool,
    wanted: int,
    found: list[int],
) -> tuple[int | None, Bounds]:
    """Add to `found` until it is enough; return where the budget ended, and what is left."""
    low, high = within
    step, left = max(walk.first, wanted), walk.budget
    while True:
        step = min(step, left)
        candidates = walk.candidates((low, high), newest_first, step)
        looked_at = _looked_at(candidates, walk.rest, newest_first)
        rows: Sequence[Any] = session.execute(looked_at).all()
        ((last, seen),) = [(moment, count) for moment, count in rows if count is not None]
        found += sorted((moment for moment, count in rows if count is None), reverse=newest_first)
        if len(found) >= wanted or seen < step:
            return None, (low, high)
        left -= seen
        low, high = (low, last - 1) if newest_first else (last + 1, high)
        if left <= 0:
            return last, (low, high)
        step = min(2 * step, STEP_MOST)


def _looked_at(
    candidates: _Rows, rest: ColumnElement[bool] | None, newest_first: bool
) -> CompoundSelect[Any]:
    """Return the moments that are meant, and one row with the last candidate and how many.

    What is not meant stays in the database.
    """
    rows = candidates.cte("candidates").prefix_with("MATERIALIZED", dialect="postgresql")
    meant = select(rows.c.moment, null().cast(Integer).label("seen")).where(rows.c.meant)
    if rest is not None:
        # A question for each candidate: joined, the passages might be gone through first.
        asked = select(rest).where(_P.moment == rows.c.moment).correlate(rows)
        meant = meant.where(asked.scalar_subquery())
    end = func.min(rows.c.moment) if newest_first else func.max(rows.c.moment)
    return union_all(meant, select(end, func.count()).select_from(rows))


# ------------------------------------------------------------------------------------ candidates


def _within(query: HistoryQuery, bounds: Bounds) -> Bounds:
    low, high = bounds
    if query.since is not None:
        since = micros(query.since)
        low = since if low is None else max(low, since)
    if query.until is not None:
        until = micros(query.until) - 1
        high = until if high is None else min(high, until)
    return low, high


def _walks(session: Session, query: HistoryQuery) -> Sequence[_Walk | Windows]:
    """Return the narrowest walk for a query, or two that follow one another."""
    plate = query.plate
    meant = all_of(query)
    if plate is not None and not plate.open:
        # Whose fold it is, is meant; asking again would read each passage for it.
        others = all_of(replace(query, plate=plate if plate.exact else None))
        return [_Walk(_of_folds(plate.fold, others), BUDGET_LOOKUPS)]
    if plate is not None and plate.runs and _dialect(session) == "sqlite":
        # Their folds are in the index; for anything else the passages themselves are needed.
        rest = conditions(replace(query, plate=plate if plate.exact else None))
        budget = BUDGET_LOOKUPS if rest else BUDGET_ROWS
        return [_Walk(_of_trigrams(plate), budget, rest=and_(*rest) if rest else None)]
    if plate is not None and plate.runs and has_trigrams(session):
        # A server's index knows no order: quick for what is rare. What is not rare is among the
        # first passages that one meets.
        return [
            _Walk(_of_passages(meant, true()), DENSE_ROWS, first=DENSE_ROWS),
            Windows(has_parts(plate), meant, BUDGET_WINDOWS),
        ]
    if query.corrected and _dialect(session) == "sqlite":
        return [_Walk(_of_statement(_CORRECTED), BUDGET_LOOKUPS, rest=meant)]
    if query.corrected:
        return [_Walk(_of_passages(meant, _P.corrected_fold.is_not(None)), BUDGET_LOOKUPS)]
    if plate is None and (query.cameras or query.decided):
        cameras = tuple(sorted(set(query.cameras))) or _cameras(session)
        if cameras:
            walks = _of_cameras(cameras, query.decided or _ALL_ACTIONS, meant)
            return [_Walk(walks, BUDGET_LOOKUPS)]
    return [_Walk(_of_passages(meant, true()), BUDGET_ROWS)]


def has_trigrams(session: Session) -> bool:
    """Return whether parts of plates are indexed; PostgreSQL may lack the extension for it."""
    if _dialect(session) == "sqlite":
        return True
    return session.scalar(select(func.to_regclass("ix_passage_trigram").is_not(None))) is True


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _of_passages(meant: ColumnElement[bool], where: ColumnElement[bool]) -> _Candidates:
    def candidates(bounds: Bounds, newest_first: bool, most: int) -> _Rows:
        walk = select(_P.moment, meant.label("meant")).where(where, *_in_bounds(bounds))
        return walk.order_by(_order(newest_first)).limit(most)

    return candidates


def _of_folds(key: str, meant: ColumnElement[bool]) -> _Candidates:
    """Passages that were observed or corrected to a fold."""
    observed = _P.fold == key
    corrected = and_(_P.corrected_fold == key, _P.fold != key)
    return _merged([_of_passages(meant, observed), _of_passages(meant, corrected)])


def _of_cameras(
    cameras: Sequence[str], actions: Sequence[str], meant: ColumnElement[bool]
) -> _Candidates:
    """One walk for each camera and action: the index has them apart."""
    return _merged(
        [
            _of_passages(meant, and_(_P.camera_id == camera, _P.action == action))
            for camera in cameras
            for action in actions
        ]
    )


def _of_trigrams(plate: PlatePattern) -> _Candidates:
    """Passages with all trigrams of a part, from the table beside theirs.

    Whether their folds fit is seen in an index that holds nothing but them, and which SQLite
    would not choose by itself: forty passages on a page, where the table has four.
    """
    parts = {
        run[at : at + PART_CHARS] for run in plate.runs for at in range(len(run) - PART_CHARS + 1)
    }
    wanted = " AND ".join(f'"{part}"' for part in sorted(parts))
    return _of_statement(_TRIGRAMS, wanted=wanted, form=like_form(plate.fold, plate.part))


def _of_statement(orders: Mapping[bool, TextualSelect], **values: str) -> _Candidates:
    def candidates(bounds: Bounds, newest_first: bool, most: int) -> _Rows:
        low, high = bounds
        return orders[newest_first].bindparams(
            **values,
            low=FIRST if low is None else low,
            high=LAST if high is None else high,
            most=most,
        )

    return candidates


def _merged(walks: Sequence[_Candidates]) -> _Candidates:
    """Several walks as one, in the order of time."""
    if len(walks) == 1:
        return walks[0]

    def candidates(bounds: Bounds, newest_first: bool, most: int) -> _Rows:
        parts = [select(walk(bounds, newest_first, most).subquery()) for walk in walks]
        both = union_all(*parts).subquery()
        moment = both.c.moment.desc() if newest_first else both.c.moment.asc()
        return select(both.c.moment, both.c.meant).order_by(moment).limit(most)

    return candidates


def _cameras(session: Session) -> tuple[str, ...]:
    """All cameras that passages are of, those that are gone too; one look into the index each."""
    known: list[str] = []
    while True:
        after = _P.camera_id > known[-1] if known else true()
        found = session.scalar(select(func.min(_P.camera_id)).where(after))
        if found is None:
            return tuple(known)
        known.append(found)


def _in_bounds(bounds: Bounds) -> list[ColumnElement[bool]]:
    low, high = bounds
    within: list[ColumnElement[bool]] = []
    if low is not None:
        within.append(_P.moment >= low)
    if high is not None:
        within.append(_P.moment <= high)
    return within


def _order(newest_first: bool) -> ColumnElement[int]:
    return _P.moment.desc() if newest_first else _P.moment.asc()
