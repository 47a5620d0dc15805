# SPDX-License-Identifier: AGPL-3.0-or-later
"""A week of opening times as seven bars: minutes in, `WeeklyWindow` out.

A window that runs past midnight is shown on its day up to 24:00 and goes on in the morning of the
next; it is put together again when it is read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time

from alpr_kiosk.domain.lists import WeeklyWindow

SNAP = 30
"""Minutes a handle snaps to (screens.md S08)."""
DAY = 24 * 60
MOST_WINDOWS = 3
"""Windows of a day (screens.md S08)."""

Span = tuple[int, int]
"""(from, to) in minutes of a day, 0 <= from < to <= 1440."""


class Week:
    """Seven days with up to three windows each; empty days are closed.

    Attributes:
        days: Monday first, each in order and without overlap.
    """

    def __init__(self, windows: Iterable[WeeklyWindow] = ()) -> None:
        self.days: list[list[Span]] = [[] for _ in range(7)]
        found = list(windows)
        if not found:
            self.set_always()
        for window in found:
            start, end = _minutes(window.start), _minutes(window.end) or DAY
            if end <= start:
                self.days[window.weekday].append((start, DAY))
                self.days[(window.weekday + 1) % 7].append((0, end))
            else:
                self.days[window.weekday].append((start, end))
        self._tidy()

    # -------------------------------------------------------------------------------- presets

    def set_always(self) -> None:
        """Open at any time."""
        self.days = [[(0, DAY)] for _ in range(7)]

    def set_office(self) -> None:
        """Monday to Friday, 7 to 19."""
        self.days = [[(7 * 60, 19 * 60)] if day < 5 else [] for day in range(7)]

    def set_nights(self) -> None:
        """Every night from 19 to 7."""
        self.days = [[(0, 7 * 60), (19 * 60, DAY)] for _ in range(7)]

    def copy_day(self, day: int) -> None:
        """All days are as this one."""
        self.days = [list(self.days[day]) for _ in range(7)]

    # --------------------------------------------------------------------------------- changes

    def move(
        self, day: int, window: int, *, start: int | None = None, end: int | None = None
    ) -> None:
        """Move an end of a window; it stays `SNAP` long and clear of its neighbours."""
        spans = self.days[day]
        low = spans[window - 1][1] if window else 0
        high = spans[window + 1][0] if window + 1 < len(spans) else DAY
        first, last = spans[window]
        if start is not None:
            first = max(low, min(snapped(start), last - SNAP))
        if end is not None:
            last = min(high, max(snapped(end), first + SNAP))
        spans[window] = (first, last)

    def add(self, day: int) -> int | None:
        """Add a window in the longest gap of a day; return which, None when there is no room."""
        spans = self.days[day]
        if len(spans) >= MOST_WINDOWS:
            return None
        edges = [0, *(edge for span in spans for edge in span), DAY]
        gaps = [(edges[at + 1] - edges[at], edges[at]) for at in range(0, len(edges), 2)]
        length, begins = max(gaps)
        if length < SNAP:
            return None
        if not spans:
            fresh = (7 * 60, 19 * 60)
        else:
            third = max(SNAP, snapped(length // 3))
            start = begins + (third if length >= 3 * SNAP else 0)
            fresh = (start, min(begins + length, start + third))
        spans.append(fresh)
        spans.sort()
        return spans.index(fresh)

    def remove(self, day: int, window: int) -> None:
        """Remove a window of a day."""
        del self.days[day][window]

    def close(self, day: int) -> None:
        """Nothing on this day."""
        self.days[day] = []

    # ----------------------------------------------------------------------------------- result

    @property
    def is_always(self) -> bool:
        """Whether it is open at any time."""
        return all(spans == [(0, DAY)] for spans in self.days)

    @property
    def is_never(self) -> bool:
        """Whether it is never open: no entry is saved like that."""
        return not any(self.days)

    def windows(self) -> tuple[WeeklyWindow, ...]:
        """Return the windows, none for "always"."""
        if self.is_always:
            return ()
        return tuple(
            WeeklyWindow(weekday=day, start=_time(start), end=_time(end))
            for day, spans in enumerate(self.days)
            for start, end in spans
        )

    def _tidy(self) -> None:
        for day, spans in enumerate(self.days):
            joined: list[Span] = []
            for start, end in sorted(spans):
                if joined and start <= joined[-1][1]:
                    joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
                else:
                    joined.append((start, end))
            self.days[day] = joined


def snapped(minutes: int) -> int:
    """Return minutes on the grid of `SNAP`."""
    return round(minutes / SNAP) * SNAP


def clock_text(minutes: int) -> str:
    """Return ``07:00``, ``24:00`` for the end of a day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def spans_text(spans: Sequence[Span]) -> str:
    """Return the windows of a day, "" for none."""
    return ", ".join(f"{clock_text(start)}-{clock_text(end)}" for start, end in spans)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
