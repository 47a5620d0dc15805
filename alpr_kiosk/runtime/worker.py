# SPDX-License-Identifier: AGPL-3.0-or-later
"""Worker objects in threads of their own, and the hosts the rest of the program sees.

A worker has one blocking `run`; it stops by an event, not by a slot. Its host lives in the GUI
thread and relays its signals, so that every connection is queued and runs there.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import traceback
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal, Slot

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import AlprError
from alpr_kiosk.runtime.priority import take_turns

logger = logging.getLogger(__name__)

ASK_AGAIN_MS = 100
"""A worker that has not ended is asked so often: a statement that began just then can be broken off
only while it runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFailure:
    """Why a worker ended.

    Attributes:
        worker: Its name.
        code: Code of an environment error, ``bug`` for anything else.
        detail: For the log; no secrets (adapters redact theirs).
        is_bug: It was not an environment error.
        is_final: Starting again cannot help (weights that are missing or altered).
        context: Values for the text of an environment error.
    """

    worker: str
    code: str
    detail: str
    is_bug: bool
    is_final: bool = False
    context: tuple[tuple[str, str], ...] = ()


class Worker(QObject):
    """Base of all workers.

    Signals:
        failed (WorkerFailure): `work` raised; delivered by the host on the GUI thread.
        finished (): `run` is over, for whatever reason.
    """

    failed = Signal(object)
    finished = Signal()

    def __init__(self, name: str, *, clock: Clock) -> None:
        super().__init__()
        self.name = name
        self.clock = clock
        self.stop_event = threading.Event()
        self._beat = clock.monotonic()

    def request_stop(self) -> None:
        """Ask `run` to end; any thread."""
        self.stop_event.set()

    def beat(self) -> None:
        """Say that the worker is alive; read by the watchdog."""
        self._beat = self.clock.monotonic()

    @property
    def last_beat(self) -> float:
        """Monotonic time of the last sign of life."""
        return self._beat

    def work(self) -> None:
        """Do the work until `stop_event` is set."""
        raise NotImplementedError

    @Slot()
    def run(self) -> None:
        """Run `work`; every exception becomes a `failed` signal."""
        threading.current_thread().name = self.name
        take_turns()  # whoever started us may come before the others
        try:
            self.work()
        except AlprError as exc:
            logger.warning("worker %s ended: %s", self.name, exc)
            failure = WorkerFailure(
                worker=self.name,
                code=exc.code,
                detail=str(exc),
                is_bug=False,
                is_final=exc.code.startswith(("model.", "plugin.")),
                context=tuple((name, str(value)) for name, value in exc.context.items()),
            )
            self.failed.emit(failure)
        except Exception as exc:  # the boundary of a worker: nothing may escape
            logger.exception("worker %s failed", self.name)
            detail = "".join(traceback.format_exception_only(type(exc), exc)).strip()
            failure = WorkerFailure(worker=self.name, code="bug", detail=detail, is_bug=True)
            self.failed.emit(failure)
        finally:
            self.finished.emit()


class WorkerHost(QObject):
    """Owns a worker's thread; lives in the GUI thread.

    Signals:
        failed (WorkerFailure): Relayed, GUI thread.
        finished (): Relayed, GUI thread.
    """

    failed = Signal(object)
    finished = Signal()

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = worker
        worker.failed.connect(self.failed)
        worker.finished.connect(self.finished)
        self._thread = QThread(self)
        self._thread.setObjectName(worker.name)
        worker.moveToThread(self._thread)
        self._thread.started.connect(worker.run)

    @property
    def name(self) -> str:
        """The worker's name."""
        return self.worker.name

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, timeout_ms: int = 3000) -> bool:
        """Ask the worker to end and wait; False when it did not in time (it is left alone)."""
        self.worker.request_stop()
        self._thread.quit()
        if not self._thread.isRunning():
            return True
        for _ in range(0, timeout_ms, ASK_AGAIN_MS):
            if self._thread.wait(ASK_AGAIN_MS):
                return True
            self.worker.request_stop()
        logger.error("worker %s did not stop within %d ms", self.name, timeout_ms)
        return False

    def wait(self, timeout_ms: int) -> bool:
        """Wait for the end of a worker that was asked to stop; any thread."""
        self._thread.quit()
        return self._thread.wait(timeout_ms)

    def is_running(self) -> bool:
        """Return whether the thread runs."""
        return self._thread.isRunning()

    def abandon(self) -> None:
        """Leave a stuck thread behind: keep its objects alive so that Qt does not abort."""
        if any(host is self for host in _abandoned):
            return
        _abandoned.append(self)
        self.setParent(None)
        with contextlib.suppress(RuntimeError):
            self.worker.failed.disconnect(self.failed)


_abandoned: list[WorkerHost] = []
"""Stuck threads can't be killed; dropping their QThread would abort the process."""
