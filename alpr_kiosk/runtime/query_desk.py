# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hands queries to their threads and their answers to the screen; lives in the GUI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.queries import Query, QueryAnswer, QueryHandlers
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.crew import Crew
from alpr_kiosk.runtime.lookups import QUERIES_LIMIT, Cancelled, LookupWorker
from alpr_kiosk.runtime.mailbox import Inbox


class QueryDesk:
    """Two threads for queries, so that a report never keeps a page of passages waiting.

    Args:
        crew: Who starts and stops the threads.
        handlers: Who answers which query.
        bus: Where answers go.
        clock: Time.
    """

    def __init__(self, *, crew: Crew, handlers: QueryHandlers, bus: SiteBus, clock: Clock) -> None:
        self._crew = crew
        self._handlers = handlers
        self._bus = bus
        self._clock = clock
        self._cancelled = Cancelled()
        self._inboxes: dict[bool, Inbox[Query]] = {
            False: Inbox(QUERIES_LIMIT),
            True: Inbox(QUERIES_LIMIT),
        }
        self._names = {False: "lookup:short", True: "lookup:long"}
        for takes_long, name in self._names.items():
            crew.hire(name, partial(self._make, takes_long))

    def start(self) -> None:
        """Start the threads."""
        for name in self._names.values():
            self._crew.start(name)

    def ask(self, query: Query) -> None:
        """Hand a query to its thread."""
        if not self._inboxes[query.takes_long].put(query):
            answer = QueryAnswer(query_id=query.query_id, ok=False, code="query.too_many")
            # Never within `ask`: who asks does not know the id of what he asked yet.
            QTimer.singleShot(0, partial(self._bus.query_answered.emit, answer))

    def cancel(self, query_id: str) -> None:
        """Nobody waits for it any more."""
        self._cancelled.add(query_id)

    def _make(self, takes_long: bool) -> LookupWorker:
        worker = LookupWorker(
            self._names[takes_long],
            inbox=self._inboxes[takes_long],
            handlers=self._handlers,
            cancelled=self._cancelled,
            clock=self._clock,
        )
        worker.answered.connect(self._bus.query_answered)
        worker.progressed.connect(self._bus.query_progressed)
        return worker
