# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time as a dependency: aware UTC for records, monotonic seconds for durations (rules 28)."""

from __future__ import annotations

import time
from datetime import datetime, timezone
from typing import Protocol


class Clock(Protocol):
    """Where all times come from."""

    def utc_now(self) -> datetime:
        """Return the aware UTC time, for records and schedules."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never jump, for ages and time-outs."""
        ...


class SystemClock:
    """The machine's own clock."""

    def utc_now(self) -> datetime:
        """Return the aware UTC time."""
        return datetime.now(timezone.utc)

    def monotonic(self) -> float:
        """Return `time.monotonic()` in seconds."""
        return time.monotonic()
