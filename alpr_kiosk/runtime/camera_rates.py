# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fast a camera's frames and bytes come, over the last seconds."""

from __future__ import annotations

from collections import deque

WINDOW_S = 3.0
"""Frames and bytes of this long make the rates, seconds."""
LOOK_EVERY_S = 0.5
"""Least distance of two looks at the bytes, seconds; over less there is no rate."""


class Rates:
    """Frames and bytes of one camera; not locked. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._arrivals: deque[float] = deque(maxlen=256)
        self._bytes: deque[tuple[float, int]] = deque(maxlen=16)

    def note(self, now: float) -> None:
        """Count a frame."""
        self._arrivals.append(now)

    def fps(self, now: float) -> float:
        """Return frames a second, 0 with fewer than three in the window."""
        recent = [at for at in self._arrivals if now - at <= WINDOW_S]
        if len(recent) < 3 or recent[-1] <= recent[0]:
            return 0.0
        return (len(recent) - 1) / (recent[-1] - recent[0])

    def bitrate_kbps(self, now: float, received_bytes: int) -> float:
        """Return kilobits a second; `received_bytes` is all since the start."""
        if not self._bytes or now - self._bytes[-1][0] >= LOOK_EVERY_S:
            self._bytes.append((now, received_bytes))
        while len(self._bytes) > 1 and now - self._bytes[0][0] > WINDOW_S + LOOK_EVERY_S:
            self._bytes.popleft()
        since, first = self._bytes[0]
        if now - since < LOOK_EVERY_S:
            return 0.0
        return (received_bytes - first) * 8 / 1000 / (now - since)
