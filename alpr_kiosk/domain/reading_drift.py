# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a camera reads far fewer plates, or sees far fewer cars, than is usual for it.

Pure. The last hours are held against the same hours of earlier days: the share of vehicles that
were read (a dirty lens, bad light), and, as weaker evidence, how many there were at all (a camera
that was turned away). A share is compared by a beta-binomial tail, which knows how little a few
days say; a number by a Poisson tail. Both must also be far below, not only surely below.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from statistics import median

from alpr_kiosk.domain.camera_health import HOUR_S, CameraSpan, floor_to

STEP_S = 900
"""Every quarter of an hour is judged, so that a fall is told within 3 h wherever it begins."""

USUAL_DAYS = 56
"""Days that the usual is taken from: eight weeks, so that eight of each weekday are in it, and the
light of the season still fits."""

MIN_DAYS = 7
"""Least days with the same hours before anything is judged: every weekday once."""

RECENT = timedelta(hours=12)

SHARE_HOURS = (1, 2, 3, 12)
"""Windows that end now. 12 h serves gates with few cars, where 3 h prove nothing."""

SHARE_FALL = 0.4
"""The share must be this much below the usual one, or more."""

SHARE_P = 1e-5
"""Largest probability of such a share by chance. Four windows are looked at 35,040 times a year, so
that a thousandth would be dozens of false alarms a year; simulated years have the last word
(tests/unit/domain/test_reading_drift.py)."""

SHARE_EXPECTED = 10.0
"""Least plates that should have been read in the window."""

MIN_DAY_SEEN = 3
"""Least vehicles of a day's window for its share to count as a day's share."""

TRIM = 0.2
"""Part of the days that is left out at either end: days with a dirty lens, or with a repair."""

COUNT_HOURS = 3
COUNT_FALL = 0.8
COUNT_P = 1e-6
COUNT_EXPECTED = 20.0
"""Traffic changes for many reasons, a holiday among them, so a number must fall further, for
longer, and be less likely by chance."""

COUNT_SPREADS = 4.0
"""A number must lie this many robust standard deviations of the days below their median."""

MIN_LIVE = 0.9
"""Part of each hour that the camera must have been live to be compared by number of vehicles."""

NORMAL_AGAIN = 0.8
COUNT_AGAIN = 0.5
"""From this part of the usual on, a drift of the share or of the number is over."""

_SIGMA = 1.4826
"""Standard deviations a median absolute deviation, for a normal distribution."""


class DriftKind(str, Enum):
    """What has fallen."""

    SHARE = "share"
    COUNT = "count"


class Verdict(str, Enum):
    """What the last hours say."""

    UNSURE = "unsure"
    NORMAL = "normal"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What was found for one camera.

    Attributes:
        camera_id: Camera.
        verdict: Whether something has fallen; if not, what follows is as it is by default.
        since: Aware UTC beginning of the window.
        until: Aware UTC end of the window.
        kind: What has fallen.
        usual: Usual share of vehicles read (0..1), or usual number of vehicles in the window.
        now: The same of the window.
        normal: What is as usual, for a normal verdict.
    """

    camera_id: str
    verdict: Verdict
    since: datetime
    until: datetime
    kind: DriftKind = DriftKind.SHARE
    usual: float = 0.0
    now: float = 0.0
    normal: tuple[DriftKind, ...] = ()

    @property
    def percent_fewer(self) -> int:
        """How far below the usual, in percent of it."""
        return round(100 * (1 - self.now / self.usual)) if self.usual > 0 else 0


@dataclass(frozen=True, slots=True)
class _Sample:
    seen: int
    read: int
    live_s: float
    days_ago: int


LocalTime = Callable[[datetime], datetime]
"""Gives the site's local time of an aware time."""


def judge(
    hours: Sequence[CameraSpan],
    recent: Sequence[CameraSpan],
    *,
    camera_id: str,
    now: datetime,
    local: LocalTime,
) -> Drift:
    """Hold the last hours against the same hours of earlier days.

    Args:
        hours: Hour spans of this camera (others are ignored), in any order.
        recent: Spans of this camera of `STEP_S` or shorter, of the last `RECENT` at least.
        camera_id: Camera.
        now: Aware UTC; the quarter of an hour that runs is not looked at.
        local: Site time: what is usual goes by the wall clock.

    Returns:
        A drift of the share before one of the number; NORMAL when one of them is near the usual,
        by the newest window with enough vehicles; else UNSURE.
    """
    end = floor_to(now, STEP_S)
    usual = _Usual(hours, camera_id, local, before=end)
    last = [span for span in recent if span.camera_id == camera_id and span.start < end]
    normal: list[DriftKind] = []
    for length in SHARE_HOURS:
        since = end - timedelta(hours=length)
        window = _sum(span for span in last if span.start >= since)
        if window.seen < SHARE_EXPECTED:
            continue
        found = _share(window, usual.days(since, end))
        if found is None:
            continue
        share_usual, share, drifted = found
        if drifted:
            return Drift(
                camera_id=camera_id,
                verdict=Verdict.DRIFT,
                since=since,
                until=end,
                kind=DriftKind.SHARE,
                usual=share_usual,
                now=share,
            )
        if share >= NORMAL_AGAIN * share_usual:
            normal.append(DriftKind.SHARE)
            break  # the newest vehicles count: somebody has cleaned the lens
    since = end - timedelta(hours=COUNT_HOURS)
    if end == floor_to(end, HOUR_S):  # numbers compare over the same full hours only
        window = _sum(span for span in last if span.start >= since)
        live = window.live_s >= MIN_LIVE * COUNT_HOURS * HOUR_S
        counted = _count(window, usual.days(since, end, live=MIN_LIVE)) if live else None
        if counted is not None and counted[2]:
            return Drift(
                camera_id=camera_id,
                verdict=Verdict.DRIFT,
                since=since,
                until=end,
                kind=DriftKind.COUNT,
                usual=counted[0],
                now=counted[1],
            )
        if counted is not None and counted[1] >= COUNT_AGAIN * counted[0]:
            normal.append(DriftKind.COUNT)
    return Drift(
        camera_id=camera_id,
        verdict=Verdict.NORMAL if normal else Verdict.UNSURE,
        since=since,
        until=end,
        normal=tuple(normal),
    )


def beta_binomial_tail(read: int, seen: int, good: float, bad: float) -> float:
    """Return the probability of at most `read` of `seen`, after `good` and `bad` ones before.

    Args:
        read: 0..seen.
        seen: Vehicles now.
        good: Vehicles read before, > 0 (fractions allowed).
        bad: Vehicles not read before, > 0.
    """
    base = math.lgamma(good) + math.lgamma(bad) - math.lgamma(good + bad)
    total = 0.0
    for k in range(read + 1):
        ways = math.lgamma(seen + 1) - math.lgamma(k + 1) - math.lgamma(seen - k + 1)
        beta = math.lgamma(good + k) + math.lgamma(bad + seen - k) - math.lgamma(good + bad + seen)
        total += math.exp(ways + beta - base)
    return min(1.0, total)


def poisson_tail(number: int, mean: float) -> float:
    """Return the probability of at most `number` events where `mean` (> 0) are usual."""
    return min(
        1.0,
        sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(number + 1)),
    )


# ------------------------------------------------------------------------------------- internals


class _Usual:
    """The same hours of the days before, by the wall clock."""

    def __init__(
        self, hours: Sequence[CameraSpan], camera_id: str, local: LocalTime, *, before: datetime
    ) -> None:
        self._local = local
        self._spans: dict[tuple[date, int], CameraSpan] = {}
        for span in hours:
            if span.camera_id == camera_id and span.start < before:
                at = local(span.start)
                self._spans[at.date(), at.hour] = span

    def days(self, since: datetime, until: datetime, *, live: float = 0.0) -> list[_Sample]:
        """Return a sample of each day whose hours around [since, until) are all known.

        `live` is the part of each hour in which the camera must have been live.
        """
        start, starts = floor_to(since, HOUR_S), []
        while start < until:
            starts.append(self._local(start))
            start += timedelta(hours=1)
        found = []
        for days_ago in range(1, USUAL_DAYS + 1):
            back = timedelta(days=days_ago)
            spans = [self._spans.get((at.date() - back, at.hour)) for at in starts]
            known = [span for span in spans if span is not None and span.live_s >= live * HOUR_S]
            if len(known) == len(starts):
                found.append(_sum(known, days_ago=days_ago))
        return found


def _sum(spans: Iterable[CameraSpan], days_ago: int = 0) -> _Sample:
    seen, read, live_s = 0, 0, 0.0
    for span in spans:
        seen += span.seen
        read += span.read
        live_s += span.live_s
    return _Sample(seen, read, live_s, days_ago)


def _share(window: _Sample, days: list[_Sample]) -> tuple[float, float, bool] | None:
    """Return (usual share, share now, drifted), None when too little is known."""
    days = [day for day in days if day.seen >= MIN_DAY_SEEN]
    if len(days) < MIN_DAYS or window.seen == 0:
        return None
    days.sort(key=lambda day: day.read / day.seen)
    cut = int(len(days) * TRIM)
    middle = days[cut : len(days) - cut]
    good = sum(day.read for day in middle)
    seen = sum(day.seen for day in middle)
    usual = good / seen
    if usual * window.seen < SHARE_EXPECTED:
        return None
    share = window.read / window.seen
    low = share <= (1 - SHARE_FALL) * usual
    # Not more than a tenth of the days may have been as bad: rain and dusk come again.
    as_bad = sum(day.read / day.seen <= share for day in days)
    drifted = (
        low
        and as_bad <= len(days) // 10
        and beta_binomial_tail(window.read, window.seen, good + 0.5, seen - good + 0.5) < SHARE_P
    )
    return usual, share, drifted


def _count(window: _Sample, days: list[_Sample]) -> tuple[float, int, bool] | None:
    """Return (usual number, number now, drifted), None when too little is known."""
    same_weekday = [day.seen for day in days if day.days_ago % 7 == 0]
    if len(days) < MIN_DAYS or not same_weekday:
        return None
    numbers = [day.seen for day in days]
    middle = median(numbers)
    usual = min(middle, median(same_weekday))
    if usual < COUNT_EXPECTED:
        return None
    spread = _SIGMA * median(abs(number - middle) for number in numbers)
    drifted = (
        window.seen <= (1 - COUNT_FALL) * usual
        and window.seen < middle - COUNT_SPREADS * spread
        and poisson_tail(window.seen, usual) < COUNT_P
    )
    return usual, window.seen, drifted
