# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days as people mean them, moments as they are kept; and keys that show a value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone

from ui.localtime import LocalTime
from ui.widgets.keys import TapKey


def say(key: TapKey, text: str, label: str) -> None:
    """Put a value on a key; a screen reader says what it is of."""
    key.setText(text)
    key.setAccessibleName(f"{label}: {text}")


def first_moment(day: date, local: LocalTime) -> datetime:
    """Return the first moment of a day at the site, in UTC."""
    return datetime.combine(day, time(0), tzinfo=local.zone).astimezone(timezone.utc)


def end_of(day: date, local: LocalTime) -> datetime:
    """Return the exclusive end of a day at the site, in UTC."""
    return first_moment(day + timedelta(days=1), local)


def last_day(until: datetime | None, local: LocalTime) -> date | None:
    """Return the last day of an exclusive end."""
    return None if until is None else local.local(until - timedelta(seconds=1)).date()


def local_time(context: Iterable[tuple[str, str]], local: LocalTime) -> dict[str, str]:
    """Return the values of a text; a time as the record tells it becomes one of the site."""
    values = dict(context)
    try:
        at = datetime.fromisoformat(values.get("time", ""))
    except ValueError:
        return values
    if at.tzinfo is not None:
        values["time"] = f"{local.date(at)} {local.hm(at)}"
    return values
