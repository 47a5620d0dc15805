# SPDX-License-Identifier: AGPL-3.0-or-later
"""The drift alarm: quiet while nothing has changed, quick when the reading rate halves.

The counts of a simulated camera are random with a fixed seed; what is called a year is one.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alpr_kiosk.domain.camera_health import CameraSpan
from alpr_kiosk.domain.reading_drift import (
    Drift,
    DriftKind,
    Verdict,
    beta_binomial_tail,
    judge,
    poisson_tail,
)

BEGIN = datetime(2026, 1, 1, tzinfo=timezone.utc)
QUARTERS = 96


def poisson(source: random.Random, mean: float) -> int:
    limit, count, product = math.exp(-mean), 0, source.random()
    while product > limit:
        count += 1
        product *= source.random()
    return count


class Lane:
    """The quarters and hours of a camera, as the history would return them."""

    def __init__(self, seed: int = 0) -> None:
        self.source = random.Random(seed)
        self.number = 0
        self.quarters: deque[CameraSpan] = deque(maxlen=56)
        self.hours: deque[CameraSpan] = deque(maxlen=58 * 24)

    @property
    def now(self) -> datetime:
        return BEGIN + timedelta(minutes=15) * self.number

    def quarter(self, seen: int, read: int, live: float = 900.0) -> None:
        span = CameraSpan(
            camera_id="cam", start=self.now, step_s=900, live_s=live, seen=seen, read=read
        )
        self.quarters.append(span)
        self.number += 1
        if self.number % 4 == 0:
            four = list(self.quarters)[-4:]
            self.hours.append(
                replace(
                    four[0],
                    step_s=3600,
                    live_s=sum(one.live_s for one in four),
                    seen=sum(one.seen for one in four),
                    read=sum(one.read for one in four),
                )
            )

    def drive(
        self,
        quarters: int,
        rate: float | Callable[[datetime], float],
        share: float,
        *,
        look: bool = False,
        steady: bool = False,
    ) -> list[Drift]:
        """Let vehicles pass, `rate` an hour; return the drifts found when looking each time."""
        found = []
        for _ in range(quarters):
            mean = (rate(self.now) if callable(rate) else rate) / 4
            seen = round(mean) if steady else poisson(self.source, mean)
            read = (
                round(seen * share)
                if steady
                else sum(self.source.random() < share for _ in range(seen))
            )
            self.quarter(seen, read)
            if look:
                drift = self.judge()
                if drift.verdict is Verdict.DRIFT:
                    found.append(drift)
        return found

    def judge(self, local: Callable[[datetime], datetime] = lambda at: at) -> Drift:
        return judge(self.hours, self.quarters, camera_id="cam", now=self.now, local=local)


# ------------------------------------------------------------------------------- no false alarms


def test_a_year_in_which_nothing_changes() -> None:
    """Each hour of a year is looked at; the quarters between say almost the same again."""
    lane, rate, share = Lane(seed=3), 8.0, 0.8
    lane.drive(7 * QUARTERS, rate, share)
    days = set()
    for _ in range(358 * 24):
        lane.drive(4, rate, share)
        drift = lane.judge()
        if drift.verdict is Verdict.DRIFT:
            days.add(drift.until.date())
    assert len(days) <= 2


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    rate=st.floats(0.5, 40.0),
    share=st.floats(0.05, 1.0),
    days=st.integers(7, 20),
)
def test_hardly_ever_by_chance(seed: int, rate: float, share: float, days: int) -> None:
    """Sixty looks at what is as it always was; a false alarm would come once in 10,000 looks."""
    lane = Lane(seed)
    lane.drive(days * QUARTERS, rate, share)
    assert lane.judge().verdict is not Verdict.DRIFT


def test_an_office_that_is_shut_on_sundays() -> None:
    lane = Lane(seed=1)

    def rate(at: datetime) -> float:
        return 30.0 if at.weekday() != 6 and 7 <= at.hour < 19 else 0.0

    lane.drive(7 * QUARTERS, rate, 0.95)
    assert lane.drive(21 * QUARTERS, rate, 0.95, look=True) == []


# -------------------------------------------------------------------------------------- real ones


@pytest.mark.parametrize("offset", [0, 1, 2, 3])
def test_a_share_that_halves_is_told_within_three_hours(offset: int) -> None:
    """20 vehicles an hour, exactly as often as they are said to be; also in mid hour."""
    lane = Lane()
    lane.drive(8 * QUARTERS + offset, 20.0, 1.0, steady=True)
    found = []
    for index in range(12):
        lane.quarter(5, 2 + index % 2)  # 2.5 of 5 are half
        drift = lane.judge()
        if drift.verdict is Verdict.DRIFT:
            found.append(drift)
    assert found
    assert found[0].kind is DriftKind.SHARE
    assert 40 <= found[0].percent_fewer <= 60


def test_a_share_that_halves_is_told_within_three_hours_as_a_rule() -> None:
    told = 0
    for seed in range(25):
        lane = Lane(seed)
        lane.drive(14 * QUARTERS + seed % 4, 20.0, 0.95)
        told += bool(lane.drive(12, 20.0, 0.475, look=True))
    assert told >= 24


def test_a_camera_that_was_turned_away_is_told_by_number() -> None:
    lane = Lane(seed=2)
    lane.drive(10 * QUARTERS, 20.0, 0.95)
    found = lane.drive(16, 0.0, 0.95, look=True)
    assert found
    assert found[0].kind is DriftKind.COUNT
    assert found[0].percent_fewer == 100


def test_a_camera_without_a_picture_is_not_judged_by_number() -> None:
    lane = Lane(seed=2)
    lane.drive(10 * QUARTERS, 20.0, 0.95)
    for _ in range(16):
        lane.quarter(0, 0, live=0.0)
        assert lane.judge().verdict is not Verdict.DRIFT
        assert DriftKind.COUNT not in lane.judge().normal


def test_half_the_traffic_is_no_alarm() -> None:
    lane = Lane(seed=4)
    lane.drive(10 * QUARTERS, 20.0, 0.95)
    assert lane.drive(2 * QUARTERS, 10.0, 0.95, look=True) == []


def test_six_days_are_not_enough() -> None:
    lane = Lane()
    lane.drive(6 * QUARTERS, 20.0, 1.0, steady=True)
    lane.drive(12, 20.0, 0.0, steady=True)
    assert lane.judge().verdict is Verdict.UNSURE


def test_it_is_over_when_plates_are_read_again() -> None:
    lane = Lane()
    lane.drive(8 * QUARTERS, 20.0, 1.0, steady=True)
    lane.drive(12, 20.0, 0.2, steady=True)
    assert lane.judge().verdict is Verdict.DRIFT
    lane.drive(1, 20.0, 1.0, steady=True)
    assert lane.judge().verdict is Verdict.DRIFT
    lane.drive(3, 20.0, 1.0, steady=True)
    # Three hours of dirt are still in the longer windows: the newest vehicles count.
    assert lane.judge().verdict is Verdict.NORMAL
    assert lane.judge().normal == (DriftKind.SHARE, DriftKind.COUNT)


def test_bad_days_do_not_become_the_usual_at_once() -> None:
    lane = Lane()
    lane.drive(14 * QUARTERS, 20.0, 1.0, steady=True)
    lane.drive(QUARTERS, 20.0, 0.2, steady=True)
    assert lane.judge().verdict is Verdict.DRIFT


def test_another_camera_is_not_looked_at() -> None:
    lane = Lane()
    lane.drive(8 * QUARTERS, 20.0, 1.0, steady=True)
    lane.drive(12, 20.0, 0.0, steady=True)
    found = judge(lane.hours, lane.quarters, camera_id="x", now=lane.now, local=lambda at: at)
    assert found.verdict is Verdict.UNSURE


def test_the_usual_goes_by_the_clock_on_the_wall() -> None:
    """A gate that reads badly from 20 h on, over the change to summer time: no alarm."""
    zone = ZoneInfo("Europe/Berlin")
    lane = Lane(seed=9)
    lane.number = 80 * QUARTERS  # 22 March; the clocks change on the 29th

    def share(at: datetime) -> float:
        return 0.3 if at.astimezone(zone).hour >= 20 else 0.95

    for index in range(14 * QUARTERS):
        seen = poisson(lane.source, 6.0)
        read = sum(lane.source.random() < share(lane.now) for _ in range(seen))
        lane.quarter(seen, read)
        if index > 8 * QUARTERS:
            drift = lane.judge(lambda at: at.astimezone(zone))
            assert drift.verdict is not Verdict.DRIFT, drift


# -------------------------------------------------------------------------------------- the tails


@given(
    seen=st.integers(0, 40),
    good=st.floats(0.5, 500.0),
    bad=st.floats(0.5, 500.0),
)
def test_the_tail_of_a_share_is_a_distribution(seen: int, good: float, bad: float) -> None:
    tails = [beta_binomial_tail(read, seen, good, bad) for read in range(seen + 1)]
    assert all(0 <= one <= two + 1e-12 for one, two in itertools.pairwise(tails))
    assert tails[-1] == pytest.approx(1.0, abs=1e-6)


def test_tails_as_calculated_elsewhere() -> None:
    # With a uniform prior every number of successes is as likely as any other.
    assert beta_binomial_tail(3, 9, 1.0, 1.0) == pytest.approx(0.4)
    # Much earlier evidence: the binomial (10 of 20 at 0.9: 7.15e-6 by hand).
    assert beta_binomial_tail(10, 20, 9e6, 1e6) == pytest.approx(7.15e-6, rel=0.01)
    assert poisson_tail(0, 20.0) == pytest.approx(math.exp(-20))
    assert poisson_tail(5, 5.0) == pytest.approx(0.6160, abs=1e-4)
