# SPDX-License-Identifier: AGPL-3.0-or-later
"""Visitors: how long a quick pass lasts, and who is expected on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.stays import Stay

GUARD_PASS = timedelta(hours=24)
"""A guard's pass never outlives this (screens.md S06); longer ones are a supervisor's."""


def day_of(day: date, tz: tzinfo) -> tuple[datetime, datetime]:
    """Return beginning and end (exclusive) of a local day in UTC; 23 or 25 hours at a DST edge."""
    first = datetime.combine(day, time(0), tz)
    last = datetime.combine(day + timedelta(days=1), time(0), tz)
    return first.astimezone(timezone.utc), last.astimezone(timezone.utc)


def pass_end(now: datetime, lasts: timedelta | None, tz: tzinfo) -> datetime:
    """Return when a pass ends that begins now: after `lasts`, or tonight at midnight for None.

    Raises:
        ValueError: `lasts` is not positive.
    """
    if lasts is None:
        return day_of(now.astimezone(tz).date(), tz)[1]
    if lasts <= timedelta(0):
        raise ValueError("a pass lasts a while")
    return now.astimezone(timezone.utc) + lasts


class Visit(str, Enum):
    """What became of an expected visitor."""

    EXPECTED = "expected"
    INSIDE = "inside"
    OVERSTAYED = "overstayed"
    LEFT = "left"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedVisitor:
    """A visitor whose entry is valid on a day.

    Attributes:
        entry: The entry.
        visit: What became of it.
        stay: Newest stay of that day, None when it has not come.
    """

    entry: ListEntry
    visit: Visit
    stay: Stay | None


def expected(
    entries: Iterable[ListEntry],
    stays: Sequence[Stay],
    *,
    day: date,
    now: datetime,
    tz: tzinfo,
    max_stay: timedelta | None = None,
) -> tuple[ExpectedVisitor, ...]:
    """Return the visitors of a local day, by the time they may come, then by plate.

    Args:
        entries: All entries.
        stays: Those that are open, and those that began or ended on the day.
        day: Day in the zone of the site.
        now: Aware time.
        tz: Zone of the site.
        max_stay: Longest stay of a visitor, None for the end of the permission alone.
    """
    first, last = day_of(day, tz)
    by_entry: dict[str, Stay] = {}
    by_plate: dict[str, Stay] = {}
    for stay in sorted(stays, key=lambda one: one.entered_moment or one.ended_moment or 0):
        if stay.entry_id is not None:
            by_entry[stay.entry_id] = stay
        if stay.text:
            by_plate[stay.text] = stay
    found = []
    for entry in entries:
        if entry.kind is not ListKind.VISITOR or not _on_day(entry, day, first, last):
            continue
        stay_of = by_entry.get(entry.entry_id) or by_plate.get(entry.text)
        visit = _visit(entry, stay_of, min(now, last), max_stay)
        found.append(ExpectedVisitor(entry=entry, visit=visit, stay=stay_of))
    found.sort(key=lambda one: (one.entry.valid_from or first, one.entry.text, one.entry.entry_id))
    return tuple(found)


def _on_day(entry: ListEntry, day: date, first: datetime, last: datetime) -> bool:
    if entry.valid_from is not None and entry.valid_from >= last:
        return False
    if entry.valid_until is not None and entry.valid_until <= first:
        return False
    return not entry.windows or any(w.weekday == day.weekday() for w in entry.windows)


def _visit(entry: ListEntry, stay: Stay | None, now: datetime, max_stay: timedelta | None) -> Visit:
    ended = entry.valid_until is not None and now >= entry.valid_until
    if stay is None:
        return Visit.MISSED if ended else Visit.EXPECTED
    if not stay.is_inside:
        return Visit.LEFT
    entered = stay.entered_at or stay.seen_at
    too_long = max_stay is not None and now - entered > max_stay
    return Visit.OVERSTAYED if ended or too_long else Visit.INSIDE
