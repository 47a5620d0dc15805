# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a finger is on the screen: what moves a page waits until it has gone."""

from __future__ import annotations

from alpr_kiosk.domain.clock import Clock

QUIET_S = 0.5
"""A page is pushed down only after so long without a touch (screens.md 3.1)."""
LONGEST_S = 3.0
"""So long it waits for somebody who types on and on. Ours."""


class StillScreen:
    """Remembers the last touch of the window."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._down = False
        self._touched = float("-inf")

    @property
    def now(self) -> float:
        """Monotonic seconds."""
        return self._clock.monotonic()

    @property
    def still(self) -> bool:
        """Whether nobody has touched anything for `QUIET_S`."""
        return not self._down and self.now - self._touched >= QUIET_S

    def touched(self, *, down: bool) -> None:
        """A finger (or a key) is on the screen, or has just left it."""
        self._down = down
        self._touched = self.now


class Patience:
    """Waits with one thing until the screen is still, `LONGEST_S` at most."""

    def __init__(self, screen: StillScreen) -> None:
        self._screen = screen
        self._since: float | None = None

    @property
    def waiting(self) -> bool:
        """Whether something still waits."""
        return self._since is not None

    def may(self) -> bool:
        """Return whether it may happen now; False makes it wait."""
        if not self._screen.still:
            if self._since is None:
                self._since = self._screen.now
            if self._screen.now - self._since < LONGEST_S:
                return False
        self._since = None
        return True

    def forget(self) -> None:
        """Nothing waits any more."""
        self._since = None
