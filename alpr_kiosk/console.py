# SPDX-License-Identifier: AGPL-3.0-or-later
"""Running a site without a window, and the lines a terminal shows."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TextIO

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from alpr_kiosk.bootstrap import AppContext
from alpr_kiosk.domain.events import CameraHealth, CameraState, DecisionRecord
from alpr_kiosk.runtime.watchdog import WORKER_LIMITS, Watchdog, leave_frozen

SETTLE_MS = 4000
"""After the last source ended: time for the last passages to be closed and written."""
EXIT_STUCK = 75


def decision_line(record: DecisionRecord) -> str:
    """Return one decision for a terminal: time, lane, action, plate, reason code, age."""
    passage = record.passage
    took = (record.decided_mono - passage.first_seen_mono) * 1000
    alarm = "  ALARM" if record.decision.alarm else ""
    return (
        f"{record.decided_at.astimezone():%H:%M:%S}  {passage.lane_id:<10} "
        f"{record.decision.action.value.upper():<9} {passage.consensus.text:<10} "
        f"{record.decision.reason.value:<26} {took:6.0f} ms after first sight, "
        f"{passage.consensus.agreeing} of {passage.consensus.reads} reads{alarm}"
    )


class SiteRun(QObject):
    """Starts a site, prints its decisions and ends it in order.

    Ends at SIGINT or SIGTERM; also, when asked to, once all sources are over.
    """

    def __init__(
        self,
        context: AppContext,
        app: QCoreApplication,
        *,
        until_ended: bool,
        out: TextIO | None = None,
        before_stop: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._app = app
        self._out = out or sys.stdout
        self._ended: set[str] = set()
        self._until_ended = until_ended
        self._before_stop = before_stop
        self._exit_code = 0
        site = context.site
        site.bus.decision_logged.connect(self._on_decision)
        site.bus.camera_changed.connect(self._on_camera)
        self._watchdog = Watchdog(
            clock=context.clock,
            beats=site.beats,
            on_frozen=self._on_frozen,
            limits=WORKER_LIMITS,
        )

    def start(self) -> None:
        """Start workers, watchdog and signal handling; the caller runs the event loop."""
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)
        self._context.site.start()
        self._watchdog.start()

    def finish(self) -> int:
        """Stop everything after the event loop; return the exit code."""
        self._watchdog.stop()
        clean = self._context.close()
        if not clean:
            # A thread hangs in a native call: nothing but the end of the process frees it.
            sys.stdout.flush()
            os._exit(EXIT_STUCK)
        return self._exit_code

    def end(self, code: int = 0) -> None:
        """Leave the event loop with this exit code."""
        self._exit_code = code
        if self._before_stop is not None:
            self._before_stop()
            self._before_stop = None
        # By the loop itself: a signal may come before it runs, and leaving it then would be lost.
        QTimer.singleShot(0, self, lambda: self._app.exit(code))

    def _on_decision(self, record: DecisionRecord) -> None:
        print(decision_line(record), file=self._out, flush=True)

    def _on_camera(self, health: CameraHealth) -> None:
        if health.state is CameraState.ENDED:
            self._ended.add(health.camera_id)
        if self._until_ended and len(self._ended) == len(self._context.config.cameras):
            self._until_ended = False
            QTimer.singleShot(SETTLE_MS, self.end)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.end(0)

    def _on_frozen(self, _name: str, _age: float) -> None:
        leave_frozen(self._context.site.emergency_stop, crash_log=self._context.paths.crash_log)
