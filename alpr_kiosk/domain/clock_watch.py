# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notices that the clock on the wall jumped: schedules rest on it (screens.md S25)."""

from __future__ import annotations

import threading

from alpr_kiosk.domain.clock import Clock

JUMP_S = 120.0
"""A clock that is more than two minutes off from where it was going is not safe."""
SETTLE_S = 24 * 3600.0
"""So long after a jump it counts as safe again, when nobody has said so before; as long as nothing
is removed by a date that jumped (storage/date_trust.py)."""


class ClockWatch:
    """Compares the two clocks of the machine; any thread.

    What a time server corrects bit by bit is followed. A jump is safe again once the clock is back
    where it was going, somebody has looked at it (`confirm`), or a day has passed.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._trusted = self._offset()
        self._jumped_mono: float | None = None

    def look(self) -> float | None:
        """Return by how many seconds the clock is off, None while it is safe."""
        with self._lock:
            offset, now = self._offset(), self._clock.monotonic()
            off = offset - self._trusted
            if abs(off) <= JUMP_S or self._settled(now):
                self._trusted, self._jumped_mono = offset, None
                return None
            if self._jumped_mono is None:
                self._jumped_mono = now
            return off

    def confirm(self) -> None:
        """Somebody has looked: the clock is right as it is."""
        with self._lock:
            self._trusted, self._jumped_mono = self._offset(), None

    def _settled(self, now: float) -> bool:
        return self._jumped_mono is not None and now - self._jumped_mono > SETTLE_S

    def _offset(self) -> float:
        return self._clock.utc_now().timestamp() - self._clock.monotonic()
