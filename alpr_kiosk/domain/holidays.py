# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holidays of the site, and what an entry makes of them (rules 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum


class HolidayRule(str, Enum):
    """What holds on a holiday: as on any day, nothing, or on holidays alone."""

    USUAL = "usual"
    NEVER = "never"
    ONLY = "only"


class HolidayKind(str, Enum):
    """Whose holiday it is; shown only."""

    PUBLIC = "public"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day of the site's calendar, from midnight to midnight in the site's time zone.

    Attributes:
        holiday_id: Unique hexadecimal id.
        day: The date; of a yearly one only month and day count.
        yearly: It comes back each year; a 29 February only in the years that have one.
        name: For people ("New Year").
        kind: Public or the site's own.
    """

    holiday_id: str
    day: date
    yearly: bool = False
    name: str = ""
    kind: HolidayKind = HolidayKind.PUBLIC

    def falls_on(self, day: date) -> bool:
        """Return whether the local date `day` is this holiday."""
        if self.yearly:
            return (day.month, day.day) == (self.day.month, self.day.day)
        return day == self.day


class HolidayCalendar:
    """All holidays of a site, never changed; looked up by local date.

    Attributes:
        holidays: In the order of their dates, then ids.
    """

    __slots__ = ("_once", "_yearly", "holidays")

    def __init__(self, holidays: Iterable[Holiday] = ()) -> None:
        self.holidays = tuple(sorted(holidays, key=lambda one: (one.day, one.holiday_id)))
        self._once = {one.day: one for one in self.holidays if not one.yearly}
        self._yearly = {(one.day.month, one.day.day): one for one in self.holidays if one.yearly}

    def on(self, day: date) -> Holiday | None:
        """Return the holiday of the local date `day`, one of that very date first."""
        return self._once.get(day) or self._yearly.get((day.month, day.day))


NO_HOLIDAYS = HolidayCalendar()
