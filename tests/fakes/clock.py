# SPDX-License-Identifier: AGPL-3.0-or-later
"""A clock that moves only when told."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone


class ManualClock:
    """`Clock` for tests: `utc` and `mono` advance together."""

    def __init__(self, utc: datetime | None = None, mono: float = 1000.0) -> None:
        self.utc = utc or datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
        self.mono = mono

    def utc_now(self) -> datetime:
        return self.utc

    def monotonic(self) -> float:
        return self.mono

    def advance(self, seconds: float) -> None:
        self.mono += seconds
        self.utc += timedelta(seconds=seconds)
