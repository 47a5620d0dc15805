# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a chore is due: every so often, or once a day at a time of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone, tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """So often.

    Attributes:
        seconds: From the start of one run to the start of the next.
    """

    seconds: float

    def __post_init__(self) -> None:
        if self.seconds <= 0:
            raise ValueError("a chore takes its time")

    def due_at(self, last: datetime) -> datetime:
        """Return when it is due after a run that began at `last` (aware UTC)."""
        return last + timedelta(seconds=self.seconds)

    @property
    def longest(self) -> timedelta:
        """No two runs are further apart than this."""
        return timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Once a day at a local time.

    On the day that clocks are put forward a time that does not exist is the same moment under the
    old offset; on the day that they are put back the first of two moments counts (rules 28).

    Attributes:
        at: Local time.
        zone: The site's time zone.
    """

    at: time
    zone: tzinfo

    def due_at(self, last: datetime) -> datetime:
        """Return the first such moment after `last` (aware UTC)."""
        day = last.astimezone(self.zone).date()
        while True:
            moment = datetime.combine(day, self.at.replace(tzinfo=self.zone))
            found = moment.astimezone(timezone.utc)
            if found > last:
                return found
            day += timedelta(days=1)

    @property
    def longest(self) -> timedelta:
        """No two runs are further apart than this: a day of 25 hours."""
        return timedelta(hours=25)


def due_since(when: Every | Daily, last: datetime, now: datetime) -> datetime | None:
    """Return since when a chore is due, None when it is not.

    Args:
        when: How often.
        last: Start of its last run, aware UTC.
        now: Aware UTC.

    Returns:
        The moment; `now` itself after a clock was put back further than the chore is apart (it
        ran "in the future", and would not run again for as long).
    """
    if last - now > when.longest:
        return now
    due = when.due_at(last)
    return due if due <= now else None
