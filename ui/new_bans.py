# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bans that are new to the guard on shift, for three of his shifts (screens.md S13)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.people_queries import NewBansWanted
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.shift import ShiftView
from alpr_kiosk.runtime.bus import SiteBus
from ui.asker import Asker


class NewBans(QObject):
    """Asks the record for them when a shift begins and when the lists change.

    Signals:
        changed (): They are others.

    Attributes:
        ids: Entries that are new to the guard.
    """

    changed = Signal()

    def __init__(self, *, asker: Asker, bus: SiteBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._since: datetime | None = None
        self._asked = ""
        self.ids: frozenset[str] = frozenset()
        bus.lists_changed.connect(self._on_lists)

    def on_shift(self, view: ShiftView | None) -> None:
        """Another guard, or nobody: what is new is another."""
        since = view.new_since if view is not None else None
        if since != self._since:
            self._since = since
            self._ask()

    def _on_lists(self, _entries: object) -> None:
        self._ask()

    def _ask(self) -> None:
        self._asker.cancel(self._asked)
        if self._since is None:
            self._take(frozenset())
            return
        self._asked = self._asker.ask(self, NewBansWanted(since=self._since), self._found)

    def _found(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, frozenset):
            self._take(answer.result)

    def _take(self, ids: frozenset[str]) -> None:
        if ids != self.ids:
            self.ids = ids
            self.changed.emit()
