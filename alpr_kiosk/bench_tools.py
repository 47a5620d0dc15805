# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the benches share: percentiles, processor time, lateness of the GUI's timer."""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

LATENESS_INTERVAL_MS = 10


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` (0..1) of `values` lie; None of none."""
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)


def summary(values: Sequence[float]) -> dict[str, float | int | None]:
    """Return count, median, p95, p99 and the largest value."""
    return {
        "n": len(values),
        "p50": percentile(values, 0.50),
        "p95": percentile(values, 0.95),
        "p99": percentile(values, 0.99),
        "max": round(max(values), 2) if values else None,
    }


class Lateness(QObject):
    """How late a timer of 10 ms fires in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self._late: list[float] = []
        self._due = time.perf_counter() + LATENESS_INTERVAL_MS / 1000
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(LATENESS_INTERVAL_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def stop(self) -> dict[str, float | int | None]:
        """Stop and return the summary."""
        return summary(self.values())

    def values(self) -> list[float]:
        """Stop and return each lateness, milliseconds."""
        self._timer.stop()
        return list(self._late)

    def _on_timeout(self) -> None:
        now = time.perf_counter()
        self._late.append(max(0.0, (now - self._due) * 1000))
        self._due = now + LATENESS_INTERVAL_MS / 1000


def processor_s() -> float:
    """Return the processor seconds of all threads of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def spin(seconds: float) -> None:
    """Run the event loop for so long."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()
