# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries of the plate lists and the immutable snapshot that decisions read (rules 9 to 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum

from alpr_kiosk.domain.events import Direction


class ListKind(str, Enum):
    """The four lists. Deny is always asked first."""

    DENY = "deny"
    ALLOW = "allow"
    VISITOR = "visitor"
    WATCH = "watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyWindow:
    """An opening time on one weekday, in the site's time zone.

    Attributes:
        weekday: 0 Monday .. 6 Sunday.
        start: Inclusive.
        end: Exclusive; `time(0)` means the end of the day; end < start runs past midnight.
    """

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One plate on one list.

    Attributes:
        entry_id: Unique hexadecimal id.
        kind: Which list.
        plate: As typed; matching uses its normalised text.
        owner: Person, flat or company; may be empty.
        vehicle: Free text ("white van").
        notes: Free text; for a deny entry the reason shown to the guard.
        valid_from: Aware UTC, None = always.
        valid_until: Aware UTC (exclusive), None = always.
        windows: Weekly opening times; empty = any time.
        gates: Allowed gate ids; empty = all.
        direction: Direction it is valid for, UNKNOWN = both.
        max_uses: Entries allowed, None = unlimited.
        uses_left: Entries left, None = unlimited.
        host: Whom a visitor visits.
        created_by: Who made it.
        created_at: Aware UTC.
    """

    entry_id: str
    kind: ListKind
    plate: str
    owner: str = ""
    vehicle: str = ""
    notes: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    windows: tuple[WeeklyWindow, ...] = ()
    gates: tuple[str, ...] = ()
    direction: Direction = Direction.UNKNOWN
    max_uses: int | None = None
    uses_left: int | None = None
    host: str = ""
    created_by: str = ""
    created_at: datetime | None = None
