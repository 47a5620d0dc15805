# SPDX-License-Identifier: AGPL-3.0-or-later
"""The thread between the local record and PostgreSQL: nothing else ever waits for the server.

Only a site with a server has it, and only it loads what a server needs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from alpr_kiosk.config.database import DatabaseConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.priority import wait_for_the_disk
from alpr_kiosk.runtime.worker import Worker
from alpr_kiosk.storage import outbox
from alpr_kiosk.vision.sources.backoff import Backoff

if TYPE_CHECKING:
    from alpr_kiosk.storage.server_link import LinkStep, ServerLink
    from alpr_kiosk.storage.store import Store

logger = logging.getLogger(__name__)

POLL_S = 1.0
"""Between two looks when nothing waits: an edit of the office is here within seconds."""

TELL_S = 60.0
"""Between two counts of what waits on the screen."""

LONGEST_PAUSE_S = 0.5
"""While much goes over, each batch is followed by a pause as long as it took, at most this: frames
and the screen come first."""

FIRST_S = 1.0
LONGEST_S = 30.0
"""Waits between attempts on a server that is away: from a second to half a minute, doubling."""

AWAY = "db.server_away"
"""Code of the banner while a server does not answer; other causes say their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """How it stands with the server.

    Attributes:
        code: Message code of what is wrong, "" when all is well.
        since: When that began.
        waiting: Rows that have not gone over.
        context: Values for the text.
    """

    code: str = ""
    since: datetime
    waiting: int = 0
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerNotice:
    """Something on the server that a person must look at.

    Attributes:
        code: ``db.server_rejected``, ``db.set_aside``, ``lists.row_refused`` or
            ``lists.kept_here``.
        source: What it is about.
        context: Values for the text.
    """

    code: str
    source: str
    context: tuple[tuple[str, str], ...]


class ForwardWorker(Worker):
    """Sends and fetches until asked to stop.

    Signals (delivered by the host on the GUI thread):
        state_changed (ServerState): The server is away (again each minute), or back.
        noticed (ServerNotice): A row was refused, here or there.
    """

    state_changed = Signal(object)
    noticed = Signal(object)

    def __init__(
        self, *, make_link: Callable[[], ServerLink], backoff: Backoff, clock: Clock
    ) -> None:
        super().__init__("forward", clock=clock)
        self._make_link = make_link
        self._backoff = backoff
        self._state = ServerState(since=clock.utc_now())
        self._told_at = float("-inf")

    def work(self) -> None:
        """Step until asked to stop; what waits then waits for the next start."""
        wait_for_the_disk()
        link = self._make_link()
        try:
            while not self.stop_event.is_set():
                self.beat()
                self.stop_event.wait(self.step(link))
        finally:
            link.close()

    def step(self, link: ServerLink) -> float:
        """Do one step and return how long to wait, seconds."""
        began = self.clock.monotonic()
        try:
            done = link.step()
        except StorageError as error:
            spent = self.clock.monotonic() - began
            if "server" in error.context:
                self._away(error, link)
            else:
                # The local file has its own banner; here nothing is lost by waiting.
                logger.warning("nothing goes to PostgreSQL for now: %s", error)
            return self._backoff.next_delay("", spent_s=spent)
        self._backoff.reset()
        self._back()
        self._notice(done, link)
        if not done.more:
            return POLL_S
        return min(LONGEST_PAUSE_S, self.clock.monotonic() - began)

    # ------------------------------------------------------------------------------- internals

    def _away(self, error: StorageError, link: ServerLink) -> None:
        code = (
            AWAY if error.code in ("storage.server_unreachable", "storage.locked") else error.code
        )
        now = self.clock.monotonic()
        if code == self._state.code and now < self._told_at + TELL_S:
            return
        if code != self._state.code:
            logger.warning("PostgreSQL: %s", error)
            self._state = ServerState(code=code, since=self.clock.utc_now())
        self._told_at = now
        try:
            rows = link.waiting().rows
        except StorageError:
            rows = self._state.waiting
        context = tuple((name, str(value)) for name, value in error.context.items())
        self._state = ServerState(code=code, since=self._state.since, waiting=rows, context=context)
        self.state_changed.emit(self._state)

    def _back(self) -> None:
        if self._state.code:
            logger.info("PostgreSQL is back")
            self._state = ServerState(since=self.clock.utc_now())
            self.state_changed.emit(self._state)

    def _notice(self, done: LinkStep, link: ServerLink) -> None:
        if done.refused:
            waiting = link.waiting()
            tables = ", ".join(waiting.tables)
            self._tell("db.server_rejected", "postgresql", n=str(waiting.dead), tables=tables)
        if done.aside:
            self._tell("db.set_aside", "postgresql", n=str(done.aside))
        for one in done.pulled.refused:
            values = {"entry": one.entry_id, "who": one.who, "code": one.code}
            self._tell("lists.row_refused", one.entry_id, **values)
        for entry_id, who in done.pulled.overwritten:
            self._tell("lists.kept_here", entry_id, entry=entry_id, who=who)

    def _tell(self, code: str, source: str, /, **context: str) -> None:
        notice = ServerNotice(code=code, source=source, context=tuple(context.items()))
        self.noticed.emit(notice)


def prepare_forwarding(
    config: DatabaseConfig,
    *,
    store: Store,
    credentials: Path | None,
    check: Callable[[ListEntry], object],
) -> Callable[[], ForwardWorker] | None:
    """Let the local record note what has to go over; return what builds the worker.

    Args:
        config: The server; without an address nothing is noted and nothing loaded.
        store: The open record.
        credentials: Folder of the service's credentials.
        check: Raises an `AlprError` for a plate that is none.

    Raises:
        ConfigError: ``database.password_missing``.
    """
    password = config.secret(credentials) if config.postgresql else ""
    try:
        outbox.switch(store.database, on=bool(config.postgresql))
    except StorageError as error:
        # No reason to keep a guard from the gate; the next start notes what was missed.
        logger.error("nothing goes to PostgreSQL in this run: %s", error)
        return None
    if not config.postgresql:
        return None
    clock = store.database.clock

    def make_link() -> ServerLink:
        from alpr_kiosk.storage.server_link import ServerLink

        return ServerLink(
            local=store.database,
            key=store.key,
            address=config.address,
            password=password,
            check=check,
        )

    def make() -> ForwardWorker:
        backoff = Backoff(
            clock=clock, random=SystemRandom().random, first_s=FIRST_S, longest_s=LONGEST_S
        )
        return ForwardWorker(make_link=make_link, backoff=backoff, clock=clock)

    return make
