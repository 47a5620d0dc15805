# SPDX-License-Identifier: AGPL-3.0-or-later
"""Times as people at the site read them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QDate, QLocale


class LocalTime:
    """Formats aware UTC times in the site's time zone, 24 hours."""

    def __init__(self, *, time_zone: str) -> None:
        zone: tzinfo
        try:
            zone = ZoneInfo(time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            # The schema has checked the name; a machine without zone data still shows UTC.
            zone = timezone.utc
        self.zone = zone

    def local(self, moment: datetime) -> datetime:
        """Return the same moment in the site's zone."""
        return moment.astimezone(self.zone)

    def hm(self, moment: datetime | None) -> str:
        """Return ``14:02``, or "" for None."""
        return "" if moment is None else self.local(moment).strftime("%H:%M")

    def hms(self, moment: datetime | None) -> str:
        """Return ``14:02:11``, or "" for None."""
        return "" if moment is None else self.local(moment).strftime("%H:%M:%S")

    @staticmethod
    def lasted(span: timedelta) -> str:
        """Return a duration in its two largest units: ``40 s``, ``19 min``, ``2 h 5 min``."""
        seconds = max(0, round(span.total_seconds()))
        if seconds < 60:
            return f"{seconds} s"
        hours, minutes = divmod(seconds // 60, 60)
        if not hours:
            return f"{minutes} min"
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"

    def date(self, moment: datetime | None) -> str:
        """Return ``2026-11-22``, or "" for None."""
        return "" if moment is None else self.local(moment).strftime("%Y-%m-%d")

    def weekday(self, moment: datetime) -> str:
        """Return the short name of the day in the language of the screen: ``Sun``."""
        day = self.local(moment).isoweekday()
        return QLocale().dayName(day, QLocale.FormatType.ShortFormat).rstrip(".")

    def day(self, moment: datetime | None) -> str:
        """Return the date in words of the language: ``22 November 2026``, or "" for None."""
        if moment is None:
            return ""
        day = self.local(moment)
        locale = QLocale()
        return locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)

    @staticmethod
    def number(value: int) -> str:
        """Return a count with the separators of the language: ``4,312``."""
        return QLocale().toString(value)
