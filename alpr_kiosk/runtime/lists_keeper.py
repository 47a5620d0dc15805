# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeps the lists that decisions read as they are in the record; of the storage thread."""

from __future__ import annotations

from collections.abc import Callable

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.runtime.memory import settle
from alpr_kiosk.services.plate_lists import PlateListService

LISTS_EVERY_S = 3.0
"""Between two looks whether the command line changed the lists (one number is read); our choice."""


class ListsKeeper:
    """Hands new lists to decisions.

    Args:
        lists: The lists in the record.
        replace_snapshot: Hands a new snapshot to the decisions (any thread).
        clock: Times.
    """

    def __init__(
        self,
        *,
        lists: PlateListService,
        replace_snapshot: Callable[[ListSnapshot], None],
        clock: Clock,
    ) -> None:
        self._lists = lists
        self._replace_snapshot = replace_snapshot
        self._clock = clock
        self._look_at = clock.monotonic() + LISTS_EVERY_S
        self._handed_on: ListSnapshot | None = None
        self._is_stale = False
        self._used: set[str] = set()

    def look(self) -> ListSnapshot | None:
        """Take over what another process changed, and what could not be read; now and then.

        Returns:
            The new lists, None when there is nothing new.

        Raises:
            StorageError: They can't be read now; a later look does.
        """
        now = self._clock.monotonic()
        if now < self._look_at:
            return None
        self._look_at = now + LISTS_EVERY_S
        # A save that was refused has read what others changed, and handed nothing on.
        is_behind = self._is_stale or self._lists.snapshot is not self._handed_on
        return self.refresh() if is_behind or self._lists.changed() else None

    def refresh(self, *used: str) -> ListSnapshot:
        """Take over what has changed, and what is left of the entries `used`.

        Returns:
            The lists, already in use by decisions.

        Raises:
            StorageError: They can't be read now; a later `look` does.
        """
        self._is_stale = True
        self._used.update(used)
        loads = self._lists.loads
        snapshot = self._lists.refresh(tuple(self._used))
        self._is_stale = False
        self._used.clear()
        self._replace_snapshot(snapshot)
        self._handed_on = snapshot
        if self._lists.loads > loads:
            settle()
        return snapshot
