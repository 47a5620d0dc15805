# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the keypad and the question ask of the plate lists (screens.md S02 and S05)."""

from __future__ import annotations

from dataclasses import dataclass

from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.queries import Query

KEYPAD_ROWS = 20
"""Rows that the keypad shows (screens.md S05)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchReadied(Query):
    """Somebody is about to search: what that needs is made now; answered with None.

    With 100,000 entries it is more than half a second, which the first key must not wait for.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatesLikeWanted(Query):
    """Entries that a typed plate may mean; answered with a `PlatesLike`.

    Attributes:
        text: As typed; ``?`` is any one character.
        limit: Most rows, 1 or more.
    """

    text: str
    limit: int = KEYPAD_ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatesLike:
    """What was found.

    Attributes:
        text: What was asked for.
        rows: The closest first, an exact one before all others.
        more: How many there are besides, 0 for none; 99 and above count as 99.
    """

    text: str
    rows: tuple[ListEntry, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesShownWanted(Query):
    """Entries with their reference photos; answered with a tuple of `ShownEntry`.

    Attributes:
        entry_ids: Those that are wanted; unknown ones are left out.
    """

    entry_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """An entry as a guard compares it with the car.

    Attributes:
        entry: The entry, with its group's values.
        photo: JPEG, empty without one on file.
    """

    entry: ListEntry
    photo: bytes = b""
