# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports: the span of days they are about, and what is counted in it.

One `Report` is behind the charts on the screen, the CSV and the PDF; nobody counts twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from typing import Protocol

from alpr_kiosk.domain.events import CommandSource, Direction, Reason

LONGEST_DAYS = 366
"""A longer span is refused: a year and the year before it are read for one report."""
BY_HAND = (CommandSource.BAR, CommandSource.ASK, CommandSource.CARD, CommandSource.PASS)
"""Openings that a person asked for."""


class Category(str, Enum):
    """What a passage was, each exactly one; in the order of tables and charts."""

    ALLOWED = "allowed"
    VISITOR = "visitor"
    DENIED = "denied"
    UNKNOWN = "unknown"
    PASSING = "passing"
    UNDECIDED = "undecided"
    UNREAD = "unread"


_VISITOR = (Reason.ALLOW_VISITOR.value, Reason.ALLOW_PASS.value)
_BY_START = (
    ("decision.allow.", Category.ALLOWED),
    ("decision.deny.", Category.DENIED),
    ("decision.ignored.", Category.PASSING),
    ("", Category.UNKNOWN),
)


def category_of(reason: str, *, settled: bool) -> Category:
    """Return the category of a passage.

    Args:
        reason: Reason code of its last decision, "" without one.
        settled: Its plate was agreed on. One that never was is unread, whatever became of it.
    """
    if not settled:
        return Category.UNREAD
    if not reason:
        return Category.UNDECIDED
    if reason in _VISITOR:
        return Category.VISITOR
    return next(found for start, found in _BY_START if reason.startswith(start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole days of the site.

    Attributes:
        first: First day.
        last: Last day, included.
        zone: The site's time zone; its days have 23 to 25 hours.
    """

    first: date
    last: date
    zone: tzinfo

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < LONGEST_DAYS:
            raise ValueError(f"a report is about 1 to {LONGEST_DAYS} days")

    @classmethod
    def day(cls, day: date, zone: tzinfo) -> Period:
        """Return one day."""
        return cls(first=day, last=day, zone=zone)

    @classmethod
    def week(cls, day: date, zone: tzinfo) -> Period:
        """Return the week of a day, Monday to Sunday (ISO 8601)."""
        first = day - timedelta(days=day.weekday())
        return cls(first=first, last=first + timedelta(days=6), zone=zone)

    @classmethod
    def month(cls, day: date, zone: tzinfo) -> Period:
        """Return the month of a day."""
        first = day.replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return cls(first=first, last=following - timedelta(days=1), zone=zone)

    @property
    def since(self) -> datetime:
        """Its first moment, aware UTC."""
        return _midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """The first moment after it, aware UTC."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    @property
    def days(self) -> tuple[date, ...]:
        """Its days."""
        count = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=number) for number in range(count))

    @property
    def before(self) -> Period:
        """The span before it: the month before a whole month, else as many days."""
        last = self.first - timedelta(days=1)
        if self == Period.month(self.first, self.zone):
            return Period.month(last, self.zone)
        return Period(first=last - (self.last - self.first), last=last, zone=self.zone)

    def hours(self) -> tuple[datetime, ...]:
        """Return when its local hours begin, in UTC; the hour that comes twice is two.

        Not in local time: Python takes the two for equal, as they show the same.
        """
        return tuple(self._hours())

    def _hours(self) -> Iterator[datetime]:
        moment = self.since
        while moment < self.until:
            yield moment
            moment = next_hour(moment, self.zone)


def next_hour(moment: datetime, zone: tzinfo) -> datetime:
    """Return when the local hour of a moment (UTC) ends; one is shorter where clocks jump by half.

    Clocks are put forward and back at the end of a local hour (IANA tzdata, all zones since 2012).
    """
    local = moment.astimezone(zone)
    into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return moment + timedelta(hours=1) - into


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(timezone.utc)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageCount:
    """So many passages.

    Attributes:
        hour: When the local hour begins, aware UTC.
        camera_id: Camera.
        direction: Which way they drove.
        category: What they were.
        count: How many.
    """

    hour: datetime
    camera_id: str
    direction: Direction
    category: Category
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something took.

    Attributes:
        count: How often.
        mean_s: Average, seconds; None for none.
        median_s: Half took no longer, seconds.
    """

    count: int = 0
    mean_s: float | None = None
    median_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideCount:
    """Openings by hand.

    Attributes:
        reason: What the guard picked afterwards, "" for none.
        actor: Guard of the shift.
        source: From where: `BY_HAND`.
        count: How many.
    """

    reason: str
    actor: str
    source: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """Something with a code.

    Attributes:
        code: Message code of an alert, or outcome and code of a command that did not go well.
        source: Gate of a command, "" for alerts.
        count: How many.
    """

    code: str
    source: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was counted in a span.

    Attributes:
        period: The span.
        passages: By hour, camera, direction and category; those of none are left out.
        stays: Stays that ended with an exit in it, from entry to exit.
        answers: From the first question about a car to the guard's answer.
        unanswered: Questions that nobody answered in time.
        overrides: Openings by hand, by reason, guard and source: counted, not ranked.
        alerts: Alerts raised, by code, most first.
        gate_faults: Commands that did not end well, by gate and code, most first.
    """

    period: Period
    passages: tuple[PassageCount, ...] = ()
    stays: Spread = Spread()
    answers: Spread = Spread()
    unanswered: int = 0
    overrides: tuple[OverrideCount, ...] = ()
    alerts: tuple[CodeCount, ...] = ()
    gate_faults: tuple[CodeCount, ...] = ()

    @property
    def total(self) -> int:
        """All passages."""
        return sum(row.count for row in self.passages)

    @property
    def unread_share(self) -> float | None:
        """Share of passages whose plate was never agreed on, 0..1; None without passages."""
        total = self.total
        return self.by_category()[Category.UNREAD] / total if total else None

    @property
    def by_hand(self) -> int:
        """All openings by hand."""
        return sum(row.count for row in self.overrides)

    def by_category(self) -> dict[Category, int]:
        """Return passages by category; each is there."""
        found = dict.fromkeys(Category, 0)
        for row in self.passages:
            found[row.category] += row.count
        return found

    def by_direction(self) -> dict[Direction, int]:
        """Return passages by direction; each is there."""
        found = dict.fromkeys(Direction, 0)
        for row in self.passages:
            found[row.direction] += row.count
        return found

    def by_camera(self) -> dict[str, int]:
        """Return passages by camera, in the order of their ids."""
        found: dict[str, int] = {}
        for row in self.passages:
            found[row.camera_id] = found.get(row.camera_id, 0) + row.count
        return dict(sorted(found.items()))

    def by_day(self) -> dict[date, int]:
        """Return passages by day; each day of the span is there."""
        found = dict.fromkeys(self.period.days, 0)
        for row in self.passages:
            found[self._local(row.hour).date()] += row.count
        return found

    def by_hour_of_day(self, direction: Direction | None = None) -> tuple[int, ...]:
        """Return passages by the hour of the clock, 0 to 23, of all days together.

        Args:
            direction: Only those that drove this way; None counts all.
        """
        found = [0] * 24
        for row in self.passages:
            if direction in (None, row.direction):
                found[self._local(row.hour).hour] += row.count
        return tuple(found)

    def by_hour(self) -> dict[datetime, int]:
        """Return passages by the beginning of the hour in UTC; each hour of the span is there."""
        found = dict.fromkeys(self.period.hours(), 0)
        for row in self.passages:
            found[row.hour] += row.count
        return found

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.period.zone)


class Reports(Protocol):
    """Where reports come from."""

    def report(self, period: Period) -> Report:
        """Count what happened in a span.

        Raises:
            StorageError: The record cannot be read.
        """
        ...
