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

HURRY_S = 0.3
"""Later than this, seconds, pictures that no other is built on are not decoded any more."""

SKIP_S = 1.0
"""Later than this, seconds, nothing is decoded until the next key frame."""

FORGET_GAP_S = 10.0
"""A longer distance between two key frames than this, seconds, says nothing about the next."""


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


class Pace:
    """Which packets are left out because the reader is behind."""

    def __init__(self) -> None:
        self._lateness = Lateness()
        self._last_key: float | None = None
        self._key_gap_s = 0.0
        self.skips = False
        """The last packet is left out."""
        self.resumed = False
        """The last packet is the first one after some were left out."""

    def note(self, media_s: float, now: float, *, is_key: bool) -> float:
        """Take a packet and return how late it is, seconds."""
        late = self._lateness.note(media_s, now)
        was_skipping = self.skips
        if is_key:
            gap = media_s - self._last_key if self._last_key is not None else 0.0
            self._last_key = media_s
            self._key_gap_s = gap if 0.0 < gap < FORGET_GAP_S else 0.0
            # This late, the next key frame has been sent already, and is the better one.
            self.skips = late > max(SKIP_S, self._key_gap_s + HURRY_S) and self._key_gap_s > 0.0
        elif late > SKIP_S:
            self.skips = True
        self.resumed = was_skipping and not self.skips
        return late
