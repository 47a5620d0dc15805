# SPDX-License-Identifier: AGPL-3.0-or-later
"""Restarts of workers within a budget (5 in 60 s, as Frigate's watchdog), then "degraded"."""

from __future__ import annotations

from collections import deque

from alpr_kiosk.domain.clock import Clock

MAX_RESTARTS = 5
WINDOW_S = 60.0


class RestartBudget:
    """How often a worker may still be started again."""

    def __init__(
        self, *, clock: Clock, max_restarts: int = MAX_RESTARTS, window_s: float = WINDOW_S
    ) -> None:
        self._clock = clock
        self._max = max_restarts
        self._window_s = window_s
        self._times: deque[float] = deque()

    @property
    def used(self) -> int:
        """Restarts within the window."""
        self._forget()
        return len(self._times)

    def take(self) -> bool:
        """Take one restart; False when the budget is used up."""
        self._forget()
        if len(self._times) >= self._max:
            return False
        self._times.append(self._clock.monotonic())
        return True

    def _forget(self) -> None:
        oldest = self._clock.monotonic() - self._window_s
        while self._times and self._times[0] <= oldest:
            self._times.popleft()
