# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds plates for the keypad and reference photos for the question.

Both come from memory, so that they are there with the record gone.
"""

from __future__ import annotations

from collections.abc import Callable

from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.plate_queries import (
    EntriesShownWanted,
    PlatesLike,
    PlatesLikeWanted,
    SearchReadied,
    ShownEntry,
)
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers

MORE_MOST = 99
"""How many more are counted: a guard goes on typing long before."""

Photo = Callable[[str], bytes]
"""SHA-256 of a photo -> JPEG, empty when it is not there."""


class PlateDesk:
    """Looks entries up in the lists as decisions see them; used from the threads of queries.

    Args:
        snapshot: Returns the lists.
        photo: Reads a reference photo.
    """

    def __init__(self, *, snapshot: Callable[[], ListSnapshot], photo: Photo) -> None:
        self._snapshot = snapshot
        self._photo = photo

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {
            SearchReadied: self.ready,
            PlatesLikeWanted: self.alike,
            EntriesShownWanted: self.shown,
        }

    def ready(self, _query: SearchReadied, _control: QueryControl) -> None:
        """Make what a search needs, as the first one would."""
        self._snapshot().search("0", 1)

    def alike(self, query: PlatesLikeWanted, _control: QueryControl) -> PlatesLike:
        """Return the entries that a typed plate may mean."""
        found = self._snapshot().search(query.text, query.limit + MORE_MOST)
        rows = found[: query.limit]
        return PlatesLike(text=query.text, rows=rows, more=len(found) - len(rows))

    def shown(self, query: EntriesShownWanted, control: QueryControl) -> tuple[ShownEntry, ...]:
        """Return entries with their photos."""
        snapshot = self._snapshot()
        rows = []
        for entry_id in query.entry_ids:
            control.check()
            entry = snapshot.get(entry_id)
            if entry is not None:
                photo = self._photo(entry.photo) if entry.photo else b""
                rows.append(ShownEntry(entry=snapshot.effective(entry), photo=photo))
        return tuple(rows)
