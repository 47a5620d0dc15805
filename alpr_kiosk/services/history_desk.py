# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers what screens ask about passages."""

from __future__ import annotations

from collections.abc import Callable

from alpr_kiosk.domain.history import History, HistoryPage, PassageDetail
from alpr_kiosk.domain.history_queries import (
    COUNT_MOST,
    HistoryCount,
    HistoryCountWanted,
    HistoryPageWanted,
    PassageWanted,
    RowExtras,
    RowExtrasWanted,
)
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.services.history_rights import HistoryRights

COUNT_STEP = 500
"""Rows that are counted at a time: between two of them a count can be cancelled."""


class HistoryDesk:
    """Looks passages up; used from the threads of queries.

    Args:
        history: The passages.
        rights: Who may see what.
        read: Reads a picture; None when it is gone or does not fit its hash.
        snapshot: Returns the lists.
    """

    def __init__(
        self,
        *,
        history: History,
        rights: HistoryRights,
        read: Callable[[EvidenceFile], bytes | None],
        snapshot: Callable[[], ListSnapshot],
    ) -> None:
        self._history = history
        self._rights = rights
        self._read = read
        self._snapshot = snapshot

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {
            HistoryPageWanted: self.page,
            HistoryCountWanted: self.count,
            PassageWanted: self.passage,
            RowExtrasWanted: self.extras,
        }

    def page(self, query: HistoryPageWanted, _control: QueryControl) -> HistoryPage:
        """Return a page; a search by plate, or with a reason, is put down under who asks.

        Raises:
            AlprError: See `HistoryRights` and `History.page`.
        """
        reader = self._rights.reader(query)
        wanted = self._rights.allowed(reader, query.wanted, query.reason)
        return self._history.page(
            wanted, cursor=query.cursor, actor=reader.name, reason=query.reason
        )

    def count(self, query: HistoryCountWanted, control: QueryControl) -> HistoryCount:
        """Return how many there are; its first page was put down already."""
        reader = self._rights.reader(query)
        wanted = self._rights.allowed(reader, query.wanted, query.reason)
        found, cursor = 0, None
        while found < COUNT_MOST:
            control.check()
            page = self._history.page(wanted, cursor=cursor, limit=COUNT_STEP)
            found += len(page.rows)
            cursor = page.older
            if cursor is None:
                return HistoryCount(count=found, more=False)
        return HistoryCount(count=min(found, COUNT_MOST), more=True)

    def passage(self, query: PassageWanted, _control: QueryControl) -> PassageDetail | None:
        """Return all about one passage; one that may not be seen is unknown."""
        reader = self._rights.reader(query)
        found = self._history.passage(query.passage_id)
        if found is None or not reader.may_see(found.row.first_seen_at):
            return None
        return found

    def extras(self, query: RowExtrasWanted, control: QueryControl) -> RowExtras:
        """Return the pictures that are there, and whose cars they are."""
        self._rights.reader(query)
        pictures = []
        for file in query.files:
            control.check()
            jpeg = self._read(file)
            if jpeg is not None:
                pictures.append((file.sha256, jpeg))
        snapshot = self._snapshot()
        owners = [
            (plate, entry.owner or entry.host)
            for plate in query.plates
            for entry in snapshot.exact(plate)[:1]
        ]
        return RowExtras(pictures=tuple(pictures), owners=tuple(owners))
