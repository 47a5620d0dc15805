# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often a camera's frames are looked at for plates: fast while something is in the lane."""

from __future__ import annotations

MOTION_HOLD_S = 2.0
"""Full rate goes on for so long after the last movement: a car that stops to be read."""
START_S = 3.0
"""Full rate for so long after the first frame, and after a gap: a car may stand there already."""
GAP_S = 2.0
"""Without frames for longer than this, the camera was away."""
MOTION_SHARE = 0.0008
"""Smallest share of the picture that counts as movement: 3 of 80 x 45 blocks. The far truck of the
toll clip moves 7 at least, noise and coding of a quiet lane none (docs/adr/0015)."""


class ReadingPace:
    """Decides for one camera whether a frame is due; times are monotonic seconds.

    Args:
        full_fps: Frames a second while something is in the lane.
        idle_fps: Frames a second while it is empty and nothing moves.
    """

    def __init__(self, *, full_fps: float, idle_fps: float) -> None:
        self._full_s = 1.0 / full_fps
        self._idle_s = max(self._full_s, 1.0 / idle_fps)
        self._taken = float("-inf")
        self._arrived = float("-inf")
        self._full_until = float("-inf")

    def arrived(self, now: float, motion: float) -> None:
        """Note a frame with `motion` (share, 0..1) that may be taken, whether it is or not."""
        if now - self._arrived > GAP_S:
            self._full_until = max(self._full_until, now + START_S)
        self._arrived = now
        if motion >= MOTION_SHARE:
            self._full_until = max(self._full_until, now + MOTION_HOLD_S)

    def is_due(self, now: float, *, busy: bool, least_s: float = 0.0) -> bool:
        """Return whether to look at the newest frame now.

        Args:
            now: Monotonic seconds.
            busy: A passage is open or a track unfinished.
            least_s: Least distance of two frames, seconds: a computer that is too hot reads less.
        """
        return now - self._taken >= max(least_s, self._interval(now, busy=busy))

    def taken(self, now: float) -> None:
        """Note that a frame was taken."""
        self._taken = now

    def wait_s(self, now: float, *, busy: bool, least_s: float = 0.0) -> float:
        """Return the seconds until a frame is due, 0 when one is; see `is_due`."""
        return max(0.0, self._taken + max(least_s, self._interval(now, busy=busy)) - now)

    def _interval(self, now: float, *, busy: bool) -> float:
        return self._full_s if busy or now < self._full_until else self._idle_s
