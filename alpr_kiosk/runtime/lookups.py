# SPDX-License-Identifier: AGPL-3.0-or-later
"""The threads that answer queries: one for short ones, one for those that take long.

Reading has connections of its own and never waits for the storage thread, nor does that one wait
for a report.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import Signal

from alpr_kiosk.domain.breaking_off import Work
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.queries import (
    Query,
    QueryAnswer,
    QueryCancelledError,
    QueryHandlers,
    QueryProgress,
)
from alpr_kiosk.errors import AlprError
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.worker import Worker

logger = logging.getLogger(__name__)

QUERIES_LIMIT = 64
"""Queries that may wait; a person cannot ask for more than a few."""
PROGRESS_S = 0.1
"""Between two tellings of how far a query is: quicker than anybody reads."""
POLL_S = 0.25


class Cancelled:
    """Ids of queries that nobody waits for any more; any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ids: set[str] = set()
        self._begun: dict[str, Work] = {}

    def add(self, query_id: str) -> None:
        """Nobody waits for this one: what is done for it ends."""
        with self._lock:
            self._ids.add(query_id)
            work = self._begun.get(query_id)
        if work is not None:
            work.break_off()

    def begin(self, query_id: str, work: Work) -> None:
        """It is being answered."""
        with self._lock:
            self._begun[query_id] = work

    def discard(self, query_id: str) -> None:
        """It was answered."""
        with self._lock:
            self._ids.discard(query_id)
            self._begun.pop(query_id, None)

    def __contains__(self, query_id: object) -> bool:
        with self._lock:
            return query_id in self._ids


class _Control:
    """`QueryControl` of one query."""

    def __init__(
        self,
        query_id: str,
        *,
        clock: Clock,
        cancelled: Callable[[], bool],
        tell: Callable[[QueryProgress], None],
        beat: Callable[[], None],
    ) -> None:
        self._query_id = query_id
        self._clock = clock
        self._cancelled = cancelled
        self._tell = tell
        self._beat = beat
        self._told_at = float("-inf")
        self._step = ""

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        self._beat()
        now = self._clock.monotonic()
        if now - self._told_at < PROGRESS_S and step == self._step:
            return
        self._told_at, self._step = now, step
        self._tell(
            QueryProgress(query_id=self._query_id, done=done, total=total, step=step, so_far=so_far)
        )

    def check(self) -> None:
        self._beat()
        if self._cancelled():
            raise QueryCancelledError


class LookupWorker(Worker):
    """Answers the queries of an inbox, one after the other.

    Signals (delivered by the host on the GUI thread):
        answered (QueryAnswer): Each query, once.
        progressed (QueryProgress): How far the present one is.
    """

    answered = Signal(object)
    progressed = Signal(object)

    def __init__(
        self,
        name: str,
        *,
        inbox: Inbox[Query],
        handlers: QueryHandlers,
        cancelled: Cancelled,
        clock: Clock,
    ) -> None:
        super().__init__(name, clock=clock)
        self._inbox = inbox
        self._handlers = handlers
        self._ids = cancelled
        self._work = Work()

    def request_stop(self) -> None:
        """Ask `run` to end; any thread. What it is at is broken off."""
        super().request_stop()
        self._work.break_off()

    def work(self) -> None:
        """Answer until asked to stop; what still waits then is not begun any more."""
        while not self.stop_event.is_set():
            self.beat()
            query = self._inbox.take(POLL_S)
            if query is not None:
                self.answered.emit(self.answer(query))

    def answer(self, query: Query) -> QueryAnswer:
        """Return the answer to one query; whatever goes wrong is an answer too."""
        query_id = query.query_id

        def ends() -> bool:
            return query_id in self._ids or self.stop_event.is_set()

        control = _Control(
            query_id,
            clock=self.clock,
            cancelled=ends,
            tell=self.progressed.emit,
            beat=self.beat,
        )
        handler = self._handlers.get(type(query))
        self._work = Work()
        self._ids.begin(query_id, self._work)
        try:
            if handler is None:
                return QueryAnswer(query_id=query_id, ok=False, code="intent.unknown")
            control.check()  # after `begin`: who asked for an end before that is heard here
            with self._work.here():
                return QueryAnswer(query_id=query_id, ok=True, result=handler(query, control))
        except AlprError as exc:
            logger.info("query %s refused: %s", type(query).__name__, exc.code)
            context = tuple((name, str(value)) for name, value in exc.context.items())
            return QueryAnswer(query_id=query_id, ok=False, code=exc.code, context=context)
        except Exception:  # the boundary of a query: the next one is answered
            logger.exception("query %s failed", type(query).__name__)
            return QueryAnswer(query_id=query_id, ok=False, code="program.bug")
        finally:
            self._ids.discard(query_id)
