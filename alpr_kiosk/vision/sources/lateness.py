# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far behind a live stream its reader is: the time of arrival against the time in the stream.

Neither clock knows of the other, so the smallest difference that was ever seen counts as "in time".
"""

from __future__ import annotations

DRIFT = 0.001
"""Seconds per second by which the smallest difference is let up again: a camera's quartz is within
0.0001, and without it a slow one would look later and later for ever."""

BACK_S = 1.0
"""A stream whose time goes back by more than this has begun anew, seconds; pictures out of order
stay within half a second."""


class Lateness:
    """Tells how late packets are; for one stream and one thread."""

    def __init__(self) -> None:
        self._smallest: float | None = None
        self._last_media = 0.0
        self._last_now = 0.0

    def note(self, media_s: float, now: float) -> float:
        """Return by how much a packet is late, seconds, >= 0.

        Args:
            media_s: Its time in the stream, seconds.
            now: Monotonic time at which the reader got it, seconds.
        """
        difference = now - media_s
        if self._smallest is None or media_s < self._last_media - BACK_S:
            self._smallest = difference
        else:
            allowed = self._smallest + DRIFT * max(0.0, now - self._last_now)
            self._smallest = min(difference, allowed)
        self._last_media, self._last_now = media_s, now
        return difference - self._smallest
