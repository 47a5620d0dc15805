# SPDX-License-Identifier: AGPL-3.0-or-later
"""A guard's shift: from PIN in to PIN out, over restarts of the program (screens.md 3.3)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone, tzinfo
from typing import Protocol

REMINDERS = (timedelta(0), timedelta(minutes=10), timedelta(minutes=20))
"""After the planned end a guard is reminded three times (screens.md 3.3)."""
FORCED_END = timedelta(minutes=30)
"""So long after the planned end a shift ends by itself."""
ASK_AGAIN = timedelta(minutes=10)
"""A hand-over that was skipped is asked for again (screens.md S13)."""
NEW_FOR_SHIFTS = 3
"""A ban is new to a guard for so many of his shifts (screens.md S13)."""
FIRST_LOOK_BACK = timedelta(days=7)
"""How far back a guard looks who was never on shift; our choice."""
SHORTEST = timedelta(hours=1)
"""Who comes less than this before a change of shifts belongs to the next one; our choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A shift that goes on.

    Attributes:
        shift_id: Its id.
        user: The guard; for an unsigned one who said so.
        began_at: Aware UTC.
        ends_at: Aware UTC of the planned end, None when the site plans none.
        signed: It began with a PIN.
        skipped: Items of the hand-over were left unread at its begin.
        read: Ids of those that were read.
    """

    shift_id: str
    user: str
    began_at: datetime
    ends_at: datetime | None = None
    signed: bool = True
    skipped: bool = False
    read: tuple[str, ...] = ()

    @property
    def forced_at(self) -> datetime | None:
        """When it ends by itself, None for never."""
        return None if self.ends_at is None else self.ends_at + FORCED_END

    def with_read(self, item_id: str) -> Shift:
        """Return it with one more item read."""
        return self if item_id in self.read else replace(self, read=(*self.read, item_id))

    def to_text(self) -> str:
        """Return it as text that `from_text` takes."""
        return json.dumps(
            {
                "id": self.shift_id,
                "user": self.user,
                "began": self.began_at.isoformat(),
                "ends": self.ends_at.isoformat() if self.ends_at else None,
                "signed": self.signed,
                "skipped": self.skipped,
                "read": list(self.read),
            }
        )

    @classmethod
    def from_text(cls, text: str | None) -> Shift | None:
        """Return a kept shift; None for none, and for what is damaged."""
        if not text:
            return None
        try:
            raw = json.loads(text)
            ends = raw["ends"]
            found = cls(
                shift_id=str(raw["id"]),
                user=str(raw["user"]),
                began_at=_aware(raw["began"]),
                ends_at=_aware(ends) if ends is not None else None,
                signed=bool(raw["signed"]),
                skipped=bool(raw["skipped"]),
                read=tuple(str(item) for item in raw["read"]),
            )
        except (ValueError, KeyError, TypeError):
            return None
        return found if found.user else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftView:
    """What the screen is told of the shift.

    Attributes:
        shift: The shift.
        session: The guard's token, "" for an unsigned shift.
        new_since: Aware UTC: bans since then are new to this guard.
    """

    shift: Shift
    session: str = ""
    new_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverNote:
    """A word for the next shift: number in the record, when, who, what."""

    seq: int
    at: datetime
    user: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnexplainedOpening:
    """An opening by hand without a reason.

    Attributes:
        intent_id: Its command.
        gate_id: Gate.
        at: When it was asked for, aware UTC.
        actor: Who did it.
        passage_id: Car it was for, None when none was known.
    """

    intent_id: str
    gate_id: str
    at: datetime
    actor: str
    passage_id: str | None = None


class Duties(Protocol):
    """What the record knows for a hand-over. Every call may raise `StorageError`."""

    def notes(self, since: datetime, *, limit: int = 50) -> Sequence[HandoverNote]:
        """Return the words for the next shift since then, oldest first."""
        ...

    def unexplained(self, since: datetime, *, limit: int = 50) -> Sequence[UnexplainedOpening]:
        """Return openings by hand since then that have no reason, oldest first."""
        ...

    def banned(self, since: datetime, *, limit: int = 200) -> Sequence[tuple[str, datetime]]:
        """Return (entry id, when) of what was put on the deny list since then, newest first."""
        ...


def planned_end(now: datetime, changes: Sequence[time], zone: tzinfo) -> datetime | None:
    """Return when a shift that begins now ends, None when the site plans none.

    Args:
        now: Aware time.
        changes: Times of the day at which shifts change, of the site.
        zone: Zone of the site.
    """
    if not changes:
        return None
    local = now.astimezone(zone)
    days = (local.date() + timedelta(days=plus) for plus in range(3))
    ends = (
        datetime.combine(day, at, tzinfo=zone).astimezone(timezone.utc)
        for day in days
        for at in sorted(changes)
    )
    return next((end for end in ends if end - now >= SHORTEST), None)


def past_ends(text: str | None) -> tuple[datetime, ...]:
    """Return when the last shifts of a guard ended, oldest first; damage counts as none."""
    try:
        return tuple(_aware(item) for item in json.loads(text or "[]"))
    except (ValueError, TypeError):
        return ()


def past_text(ends: Sequence[datetime]) -> str:
    """Return the last ends as text that `past_ends` takes."""
    return json.dumps([end.isoformat() for end in ends[-NEW_FOR_SHIFTS:]])


def known_until(ends: Sequence[datetime], now: datetime) -> datetime:
    """Return until when a guard knows what happened."""
    return ends[-1] if ends else now - FIRST_LOOK_BACK


def new_since(ends: Sequence[datetime], now: datetime) -> datetime:
    """Return since when bans are new to a guard, see `NEW_FOR_SHIFTS`."""
    return ends[-NEW_FOR_SHIFTS:][0] if ends else now - FIRST_LOOK_BACK


def _aware(text: object) -> datetime:
    at = datetime.fromisoformat(str(text))
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at
