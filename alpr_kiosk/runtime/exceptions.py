# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to exceptions nobody caught, and to Qt's own messages (decisions.md 3.11).

A bug is logged once with its thread, told to one listener as a banner, and the loop goes on; too
many bugs in a minute mean that the state can't be trusted: gates safe, record flushed, exit 70.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import logging
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from alpr_kiosk.domain.clock import Clock

logger = logging.getLogger(__name__)
qt_logger = logging.getLogger("qt")

EXIT_BUGS = 70
"""sysexits' EX_SOFTWARE."""
MAX_DISTINCT = 5
MAX_TOTAL = 20
WINDOW_S = 60.0

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class ExceptionSink(QObject):
    """Collects uncaught exceptions of all threads.

    Signals:
        bug_found (str summary): A new kind of bug; delivered on the thread of this object.
        too_many (): More than 5 kinds or 20 in all within 60 s.
    """

    bug_found = Signal(str)
    too_many = Signal()

    def __init__(self, *, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._lock = threading.Lock()
        self._recent: deque[tuple[float, str]] = deque(maxlen=MAX_TOTAL + 1)
        self._known: set[str] = set()

    def install(self) -> None:
        """Become the hook of the interpreter, of plain threads and of Qt."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _on_exception(
        self,
        kind: type[BaseException],
        value: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value, trace)
            return
        self.record(value, trace)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.record(args.exc_value, args.exc_traceback)

    def record(self, value: BaseException, trace: TracebackType | None) -> None:
        """Log and count a bug; any thread."""
        places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        digest = hashlib.sha256("|".join([type(value).__name__, *places]).encode()).hexdigest()
        now = self._clock.monotonic()
        with self._lock:
            is_new = digest not in self._known
            self._known.add(digest)
            self._recent.append((now, digest))
            recent = [kind for at, kind in self._recent if now - at <= WINDOW_S]
        thread = threading.current_thread().name
        if is_new:
            logger.critical("bug in thread %s", thread, exc_info=(type(value), value, trace))
            self.bug_found.emit(f"{type(value).__name__} in {thread}")
        else:
            logger.critical("bug in thread %s again: %s", thread, type(value).__name__)
        if len(set(recent)) > MAX_DISTINCT or len(recent) > MAX_TOTAL:
            self.too_many.emit()


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    qt_logger.log(_QT_LEVELS.get(kind, logging.WARNING), "%s", message)


class CrashFile:
    """faulthandler's file; a crash of the last run is found at the next start."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def previous(self) -> str:
        """Return what the last run left, "" when it ended well."""
        try:
            return self._path.read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return ""

    def age_s(self, now: datetime) -> float:
        """Return how long before `now` (aware) the last run crashed, 0 when that is not known."""
        try:
            return max(0.0, now.timestamp() - self._path.stat().st_mtime)
        except OSError:
            return 0.0

    @contextlib.contextmanager
    def watching(self) -> Iterator[str]:
        """Write crashes of the block here; gives what the last run left."""
        previous = self.previous()
        self.enable()
        try:
            yield previous
        finally:
            self.close()

    def enable(self) -> None:
        """Write a traceback of all threads here if the process crashes."""
        self._file = self._path.open("w", encoding="utf-8")
        faulthandler.enable(file=self._file, all_threads=True)

    def close(self) -> None:
        """The run ended well: nothing to report next time."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            self._path.unlink(missing_ok=True)
