# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a supervisor asks of the lists besides saving and removing one entry (screens.md S07, S08).

Each needs the `session` token of a supervisor and is answered by the storage thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alpr_kiosk.domain.holidays import Holiday
from alpr_kiosk.domain.intents import Intent
from alpr_kiosk.domain.lists import ListGroup

MOST_AT_ONCE = 500
"""Entries that one request may change: the storage thread has gates to serve. More is an import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListIntent(Intent):
    """A change of the lists.

    Attributes:
        session: Token of a supervisor's elevation.
    """

    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesRemoved(ListIntent):
    """Take several entries off their lists at once; answered with ``batch`` and ``n``."""

    entry_ids: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesExtended(ListIntent):
    """Let several entries hold until `until` (exclusive, aware; None for no end)."""

    entry_ids: tuple[str, ...]
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSaved(ListIntent):
    """Save a new or changed group."""

    group: ListGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRemoved(ListIntent):
    """Remove a group without members."""

    group_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaySaved(ListIntent):
    """Save a new or changed holiday."""

    holiday: Holiday


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayRemoved(ListIntent):
    """Remove a holiday."""

    holiday_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChangeUndone(ListIntent):
    """Put back what a change replaced, or all of a batch (`EntriesRemoved`, `EntriesExtended`)."""

    change_id: int = 0
    batch_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPhotoTaken(ListIntent):
    """Keep a picture of a passage as a reference photo; answered with ``photo`` (its hash).

    Attributes:
        passage_id: Whose picture.
        sha256: Which of its pictures.
    """

    passage_id: str
    sha256: str
