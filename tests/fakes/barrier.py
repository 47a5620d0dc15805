# SPDX-License-Identifier: AGPL-3.0-or-later
"""A barrier behind a relay: it moves by pulses and has a contact of its closed position."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

TRAVEL_S, PAUSE_S, START_S = 4.0, 6.0, 0.6


class Barrier:
    """`angle` 0 is closed, 1 open; the contact closes at 0.

    Args:
        second: What a pulse does while it opens.
    """

    def __init__(
        self,
        *,
        now: Callable[[], float],
        second: Literal["nothing", "stops", "turns_back"] = "nothing",
    ) -> None:
        self._now = now
        self._second = second
        self._angle = 0.0
        self._speed = 0.0
        self._at = now()
        self._shut_at: float | None = None
        self._start_at: float | None = None
        self._coil = False
        self.broken = False

    def is_closed(self, coil: bool) -> bool:
        """Let time pass with the relay as it is; return what the contact says."""
        now = self._now()
        while self._at < now:
            self._step(min(0.05, now - self._at))
        if coil and not self._coil and not self.broken:
            self._pulse()
        self._coil = coil
        return self._angle <= 0.0

    def _pulse(self) -> None:
        if self._speed <= 0 and self._angle <= 0:
            self._start_at = self._at + START_S
        elif self._speed > 0 and self._second == "stops":
            self._speed, self._shut_at = 0.0, None
        elif self._speed > 0 and self._second == "turns_back":
            self._speed = -1.0 / TRAVEL_S

    def _step(self, seconds: float) -> None:
        self._at += seconds
        if self._start_at is not None and self._at >= self._start_at:
            self._start_at, self._speed = None, 1.0 / TRAVEL_S
        self._angle = min(1.0, max(0.0, self._angle + self._speed * seconds))
        if self._speed > 0 and self._angle >= 1.0:
            self._speed, self._shut_at = 0.0, self._at + PAUSE_S
        if self._shut_at is not None and self._at >= self._shut_at:
            self._shut_at, self._speed = None, -1.0 / TRAVEL_S
        if self._speed < 0 and self._angle <= 0.0:
            self._speed = 0.0
