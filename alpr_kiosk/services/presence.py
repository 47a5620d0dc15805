# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is inside, kept up after what is written; used from the storage thread."""

from __future__ import annotations

from collections.abc import Callable

from alpr_kiosk.domain.events import CommandKind, GateIntent, Passage
from alpr_kiosk.domain.inside import InsideView, Stays


class PresenceService:
    """Takes passages and openings in once they are on disk.

    Args:
        stays: The stays.
        replace_view: Hands a new view to the decisions (any thread; one reference assignment).
    """

    def __init__(self, *, stays: Stays, replace_view: Callable[[InsideView], None]) -> None:
        self._stays = stays
        self._replace_view = replace_view

    @property
    def view(self) -> InsideView:
        """Who is inside."""
        return self._stays.view

    def start(self) -> InsideView:
        """Bring the stays up to date with the record."""
        view = self._stays.start()
        self._replace_view(view)
        return view

    def passage_saved(self, passage: Passage) -> bool:
        """A passage was written; it counts once it is over. Returns whether a stay changed.

        Before that its opening counts, see `opening_done`.
        """
        return passage.closed and self._noted(self._stays.note_passage(passage.passage_id))

    def opening_done(self, intent: GateIntent) -> bool:
        """A command ended that may have let a car through; returns whether a stay changed."""
        if intent.kind is not CommandKind.OPEN:
            return False
        if intent.passage_id is None:
            return self._noted(self._stays.note_opening(intent.intent_id))
        return self._noted(self._stays.note_passage(intent.passage_id))

    def refresh(self) -> InsideView:
        """A guard's word changed who is inside: hand the new view on."""
        self._noted(changed=True)
        return self._stays.view

    def _noted(self, changed: bool) -> bool:
        if changed:
            self._replace_view(self._stays.view)
        return changed
