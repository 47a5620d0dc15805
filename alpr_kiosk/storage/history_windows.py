# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking for a part of a plate by an index that knows no order: PostgreSQL's of trigrams.

It would give all of ten million passages that have the three characters, tens of thousands, each
at another place of the disk. So it is asked for a span of time, which tells how frequent they are:
what is rare is then asked for all at once, anything else span by span. The index holds the days of
a passage beside its trigrams, and meets both before it looks at any passage (ADR 31).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from alpr_kiosk.domain.history import PlatePattern
from alpr_kiosk.storage.orm import PassageTable

LONGER, SHORTER = 10, 32
"""The next span of time to the one before, at most; and one that had more than may be looked at, to
the one that is tried instead."""

SURE, LEAST = 0.7, 0.5
"""What seems to be so much of a number is not more than that; and a window that is not worth a
statement, to the one before."""

RARE = 300
"""So few passages are asked for all at once."""

DAY = 86_400_000_000
"""Microseconds."""

SPANS = (DAY, 10 * DAY, 100 * DAY)
"""Lengths of what the index tells apart, microseconds since 1970."""

SPANS_OF = f"ARRAY[{', '.join(f'moment / {size} * 4 + {at}' for at, size in enumerate(SPANS))}]"
"""The spans of a passage by their numbers; as the index has it, to the letter."""

KEYS = 24
"""Spans that one statement asks for, at most: each is a list that the server goes through."""

Bounds = tuple[int | None, int | None]
"""Smallest and largest moment, both inclusive."""

_P = PassageTable
_SPANS_OF = literal_column(SPANS_OF, ARRAY(BigInteger))


@dataclass(frozen=True, slots=True)
class Windows:
    """A way through the passages, span by span.

    Attributes:
        fits: Which passages the index gives.
        meant: Which of those are wanted.
        budget: How many passages one call looks at; no statement reads many more.
    """

    fits: ColumnElement[bool]
    meant: ColumnElement[bool]
    budget: int

    def go(
        self,
        session: Session,
        begun: Bounds,
        within: Bounds,
        newest_first: bool,
        wanted: int,
        found: list[int],
    ) -> tuple[int | None, Bounds]:
        """Add to `found` until it is enough; return where the budget ended, and what is left.

        Args:
            session: Where the passages are.
            begun: All that the question is about.
            within: What of it was not looked at yet: how much was gives the first span.
            newest_first: The order.
            wanted: How many.
            found: Moments, in that order.
        """
        oldest, newest = _ends(session, begun)
        if oldest is None or newest is None:
            return None, within
        low = oldest if within[0] is None else max(within[0], oldest)
        high = newest if within[1] is None else min(within[1], newest)
        span = LONGER * max(1, newest - high if newest_first else low - oldest)
        whole = _length(session)
        left, reached, at_once = self.budget, None, False
        while low <= high:
            first, last = (low, high) if at_once else _window(low, high, span, newest_first)
            rows = self._rows(session, first, last, left + 1, by_spans=not at_once)
            if len(rows) > left:
                if at_once:
                    at_once, whole = False, 0  # more than it seemed
                elif reached is not None:
                    return reached, (low, high)
                else:
                    span = max(1, (last - first) // SHORTER)  # one moment has one passage
                continue
            new = sorted((moment for moment, meant in rows if meant), reverse=newest_first)
            found += new
            low, high = (low, first - 1) if newest_first else (last + 1, high)
            if len(found) >= wanted:
                break
            reached = first if newest_first else last
            left -= len(rows)
            length = last - first + 1
            at_once = len(rows) * whole < min(RARE, SURE * left) * length
            times = float(LONGER)
            if rows:  # none: longer, however little may still be looked at
                times = min(times, SURE * left / len(rows))
            if new:
                times = min(times, max(1.0, (wanted - len(found)) / (SURE * len(new))))
            if times < LEAST and not at_once and low <= high:
                return reached, (low, high)
            span = max(1, int(length * times))
        return None, (low, high)

    def _rows(
        self, session: Session, first: int, last: int, most: int, *, by_spans: bool
    ) -> Sequence[Row[int, bool]]:
        # As a sum, which no index knows: a server that thinks the characters rarer than they are
        # would go through the whole span by the one of moments.
        moment = _P.moment + 0
        rows = select(_P.moment, self.meant.label("meant")).where(
            self.fits, moment >= first, moment <= last
        )
        if by_spans:
            rows = rows.where(in_spans(first, last))
        return session.execute(rows.limit(most)).all()


def has_parts(plate: PlatePattern) -> ColumnElement[bool]:
    """Return the condition that the index answers without looking at the passages themselves.

    What it does not know, such as the character after an unknown one, is left out: it would be
    looked at in each passage within the statement, as many as there are.
    """
    form = f"%{'%'.join(plate.runs)}%"
    return or_(_P.fold.like(form), _P.corrected_fold.like(form))


def _window(low: int, high: int, span: int, newest_first: bool) -> tuple[int, int]:
    """Return a window of at most `span` at the beginning of what is left.

    It ends where spans of the index end, if it is long enough, so that little beside it meets them.
    """
    size = _size(span)
    if newest_first:
        first = high - span + 1
        even = -(-first // size) * size
        return max(low, even if even <= high else first), high
    last = low + span - 1
    even = (last + 1) // size * size - 1
    return low, min(high, even if even >= low else last)


def _size(span: int) -> int:
    """Return the length of the spans that a window is asked for by, 1 where it is within one."""
    if span < SPANS[0]:
        return 1
    return next((size for size in SPANS if span < (KEYS - 1) * size), SPANS[-1])


def in_spans(first: int, last: int) -> ColumnElement[bool]:
    """Return the condition that the index answers of a window; others beside it may meet it too."""
    for at, size in enumerate(SPANS):
        begin, end = first // size, last // size
        if end - begin < KEYS:
            numbers = [4 * number + at for number in range(begin, end + 1)]
            asked = bindparam("spans", numbers, ARRAY(BigInteger))
            return _SPANS_OF.bool_op("&&")(asked)
    return true()


def _length(session: Session) -> int:
    """Return the span of all passages."""
    oldest, newest = _ends(session, (None, None))
    return 0 if oldest is None or newest is None else newest - oldest + 1


def _ends(session: Session, bounds: Bounds) -> tuple[int | None, int | None]:
    """Return the oldest and the newest moment of all that lies within."""
    ends = select(func.min(_P.moment), func.max(_P.moment))
    low, high = bounds
    if low is not None:
        ends = ends.where(_P.moment >= low)
    if high is not None:
        ends = ends.where(_P.moment <= high)
    oldest, newest = session.execute(ends).one()
    return oldest, newest
