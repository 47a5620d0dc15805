# SPDX-License-Identifier: AGPL-3.0-or-later
"""When to try a lost camera again. Pure: chance and time come from outside."""

from __future__ import annotations

from collections.abc import Callable

from alpr_kiosk.domain.clock import Clock

FIRST_S = 0.5
"""First wait after a loss, seconds."""

LONGEST_S = 5.0
"""Longest wait between two attempts, seconds: a camera that is back shall be seen at once."""

LOGIN_S = 30.0
"""Wait after a refused password, seconds: cameras lock out whoever tries often."""

JITTER = 0.2
"""Share by which a wait may be shorter, so that four cameras of one switch do not come at once."""

STABLE_S = 10.0
"""A connection that lived this long starts the waits from the beginning, seconds."""


class Backoff:
    """Waits of one camera, or of a server.

    Args:
        clock: For the age of a connection.
        random: Returns 0 <= x < 1, e.g. `random.random`.
        first_s: First wait after a loss, seconds.
        longest_s: Longest wait between two attempts, seconds.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        random: Callable[[], float],
        first_s: float = FIRST_S,
        longest_s: float = LONGEST_S,
    ) -> None:
        self._clock = clock
        self._random = random
        self._first_s = first_s
        self._longest_s = longest_s
        self._failures = 0
        self._connected_mono: float | None = None

    def reset(self) -> None:
        """Note that the first frame of a connection arrived; once it lived, waits begin anew."""
        self._connected_mono = self._clock.monotonic()

    def next_delay(self, code: str, *, spent_s: float = 0.0) -> float:
        """Return the seconds to wait before the next attempt.

        Args:
            code: Code of the error that ended the last one; ``camera.login`` waits `LOGIN_S`.
            spent_s: Seconds which that attempt took without a frame. They count as waited: steps
                are between attempts, or a camera that swallows all packets would be tried again
                only after its time-out and a step.
        """
        if (
            self._connected_mono is not None
            and self._clock.monotonic() - self._connected_mono >= STABLE_S
        ):
            self._failures = 0
        self._connected_mono = None
        if code == "camera.login":
            self._failures = 0
            return LOGIN_S
        # Beyond 2**8 the wait is at its longest anyway.
        wait = min(self._longest_s, self._first_s * 2.0 ** min(self._failures, 8))
        self._failures += 1
        shorter = 1.0 - JITTER * self._random()
        return max(min(wait, self._first_s), wait - spent_s) * shorter
