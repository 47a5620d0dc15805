# SPDX-License-Identifier: AGPL-3.0-or-later
"""All workers of a site: started, watched, started again within a budget, stopped in order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import AlprError
from alpr_kiosk.runtime.supervisor import RestartBudget
from alpr_kiosk.runtime.worker import Worker, WorkerFailure, WorkerHost

logger = logging.getLogger(__name__)

STOP_MS = {"gate:": 9000, "inference": 6000, "forward": 6000}
"""Longest wait at the end, ms; a gate may be in a health check and then switches off: two requests
of up to 1.5 times the longest time-out, 5 s, but hardly ever both. The engine prepares the networks
in one call that cannot be interrupted: about a second on two idle cores, over three on busy ones
with nothing yet in the cache of the disk. A server that does not answer is waited for 2 s, by each
of its addresses."""
RETRY_MS = 15_000
"""A worker whose budget is used up is tried again this much later: a gate without its thread could
not even be opened by hand."""


class Crew(QObject):
    """Owns the hosts of all workers; lives in the GUI thread.

    Signals:
        lost (WorkerFailure, int): A worker ended by an error; restarts used within the window.
        back (str name): It was started again.
    """

    lost = Signal(object, int)
    back = Signal(str)

    def __init__(self, *, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._makers: dict[str, Callable[[], Worker]] = {}
        self._hosts: dict[str, WorkerHost] = {}
        self._budgets: dict[str, RestartBudget] = {}
        self._stopping = False

    def hire(self, name: str, make: Callable[[], Worker]) -> None:
        """Register a worker; `make` builds it with its signals connected, for each start anew."""
        self._makers[name] = make
        self._budgets[name] = RestartBudget(clock=self._clock)

    def start(self, name: str) -> None:
        """Build and start one worker."""
        host = WorkerHost(self._makers[name](), self)
        host.failed.connect(self._on_failed)
        self._hosts[name] = host
        host.start()

    def worker(self, name: str) -> Worker | None:
        """Return the running worker of that name."""
        host = self._hosts.get(name)
        return host.worker if host is not None else None

    def beats(self, kinds: tuple[str, ...]) -> dict[str, float]:
        """Return the last signs of life of running workers of these kinds (any thread)."""
        return {
            name: host.worker.last_beat
            for name, host in list(self._hosts.items())
            if name.startswith(kinds) and host.is_running()
        }

    def stop(self, order: Sequence[str]) -> bool:
        """Stop all workers, group by group of name prefixes; False when one was stuck."""
        if self._stopping:
            return True
        self._stopping = True
        clean = True
        for prefix in order:
            chosen = [host for name, host in self._hosts.items() if name.startswith(prefix)]
            for host in chosen:
                host.worker.request_stop()
            for host in chosen:
                if not host.stop(STOP_MS.get(prefix, 3000)):
                    host.abandon()
                    clean = False
        return clean

    def stop_from_any_thread(self, prefixes: tuple[str, ...], wait_ms: int) -> None:
        """Ask some workers to end and wait, without the GUI thread (watchdog)."""
        chosen = [host for name, host in list(self._hosts.items()) if name.startswith(prefixes)]
        for host in chosen:
            host.worker.request_stop()
        for host in chosen:
            host.wait(wait_ms)

    def _on_failed(self, failure: WorkerFailure) -> None:
        if self._stopping:
            return
        name = failure.worker
        host = self._hosts.pop(name, None)
        if host is not None:
            if host.stop(1000):
                host.deleteLater()
            else:
                host.abandon()
        budget = self._budgets[name]
        self.lost.emit(failure, budget.used)
        if failure.is_final:
            return
        if budget.take():
            logger.warning("worker %s starts again (%d of 5 in 60 s)", name, budget.used)
            self._restart(name)
        else:
            logger.error("worker %s failed too often, next try in %d s", name, RETRY_MS // 1000)
            self._retry_later(name)

    def _restart(self, name: str) -> None:
        if self._stopping or name in self._hosts:
            return
        try:
            self.start(name)
        except AlprError as exc:
            logger.error("worker %s can't be started: %s", name, exc)
            self._retry_later(name)
        else:
            self.back.emit(name)

    def _retry_later(self, name: str) -> None:
        QTimer.singleShot(RETRY_MS, self, lambda: self._restart(name))
