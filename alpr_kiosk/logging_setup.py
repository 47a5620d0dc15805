# SPDX-License-Identifier: AGPL-3.0-or-later
"""Logging without Qt: a queue, a listener thread, a rotating file and the terminal.

Threads only put records into a queue, so that a slow disk never holds up a gate.
"""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import queue
import sys
from pathlib import Path

from alpr_kiosk.domain.redaction import redacted

FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


class LogFile(logging.handlers.RotatingFileHandler):
    """A rotating file; on a full disk its lines are lost without a trace of the loss each time."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Leave a disk that is full or gone to the banners; anything else is a bug and told."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


class RedactedFormatter(logging.Formatter):
    """Lines without plates and credentials, traces included (rules 26)."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, redacted; its head is ours and stays."""
        return redacted(super().format(record))


class LogSession:
    """Logging of one run; `close` flushes it."""

    def __init__(
        self, *, path: Path | None, level: int = logging.INFO, quiet: bool = False
    ) -> None:
        handlers: list[logging.Handler] = []
        terminal = logging.StreamHandler()
        terminal.setLevel(logging.ERROR if quiet else logging.WARNING)
        handlers.append(terminal)
        if path is not None:
            handlers.append(LogFile(path, maxBytes=5_000_000, backupCount=3, encoding="utf-8"))
        for handler in handlers:
            handler.setFormatter(RedactedFormatter(FORMAT))
        records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._queue_handler = logging.handlers.QueueHandler(records)
        self._listener = logging.handlers.QueueListener(
            records,
            *handlers,
            respect_handler_level=True,
        )
        self._handlers = handlers
        root = logging.getLogger()
        root.setLevel(level)
        root.addHandler(self._queue_handler)
        # Libraries that log every request or URL stay silent: an address may hold a password.
        for noisy in ("urllib3", "libav", "alembic", "PIL", "asyncio", "qasync"):
            logging.getLogger(noisy).setLevel(logging.ERROR)
        self._listener.start()

    def close(self) -> None:
        """Flush and detach."""
        logging.getLogger().removeHandler(self._queue_handler)
        self._listener.stop()
        for handler in self._handlers:
            with contextlib.suppress(OSError):  # what a full disk did not take is lost
                handler.close()
