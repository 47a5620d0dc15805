# SPDX-License-Identifier: AGPL-3.0-or-later
"""A hot computer reads less; a clock that jumped is not believed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.clock_watch import JUMP_S, SETTLE_S, ClockWatch
from alpr_kiosk.domain.heat import LEAVE_C, LIMITS_C, Heat, ReadingLimit, heat_of
from tests.fakes.clock import ManualClock


@pytest.mark.parametrize(
    ("celsius", "before", "after"),
    [
        (40.0, Heat.OK, Heat.OK),
        (80.0, Heat.OK, Heat.WARM),
        (88.0, Heat.OK, Heat.SLOW),
        (94.0, Heat.SLOW, Heat.GATES_ONLY),
        (98.0, Heat.OK, Heat.BY_HAND),
        (95.0, Heat.BY_HAND, Heat.BY_HAND),
        (93.9, Heat.BY_HAND, Heat.GATES_ONLY),
        (86.0, Heat.SLOW, Heat.SLOW),
        (83.0, Heat.SLOW, Heat.WARM),
        (None, Heat.SLOW, Heat.SLOW),
    ],
)
def test_steps_are_left_later_than_entered(celsius, before, after):
    assert heat_of(celsius, before) is after


@given(st.lists(st.floats(-20, 120), max_size=20))
def test_it_never_flaps_and_is_never_too_careless(temperatures):
    heat = Heat.OK
    for celsius in temperatures:
        heat = heat_of(celsius, heat)
        assert heat >= max(
            (step for step, limit in LIMITS_C.items() if celsius >= limit), default=0
        )
        assert heat == heat_of(celsius, heat)
        if heat:
            assert celsius >= LIMITS_C[heat] - LEAVE_C


def test_what_is_read_at_which_heat():
    limit = ReadingLimit()
    assert (limit.least_s(), limit.reads(at_gate=False)) == (0.0, True)
    limit.heat = Heat.SLOW
    assert (limit.least_s(), limit.reads(at_gate=False)) == (0.2, True)
    limit.heat = Heat.GATES_ONLY
    assert (limit.reads(at_gate=True), limit.reads(at_gate=False)) == (True, False)
    limit.heat = Heat.BY_HAND
    assert not limit.reads(at_gate=True)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def test_a_clock_that_jumps_is_not_safe_until_it_is_back(clock):
    watch = ClockWatch(clock=clock)
    clock.advance(3600)
    assert watch.look() is None
    clock.utc += timedelta(hours=1)
    assert watch.look() == pytest.approx(3600)
    clock.advance(60)
    assert watch.look() == pytest.approx(3600)
    clock.utc -= timedelta(hours=1)
    assert watch.look() is None


def test_small_corrections_are_followed(clock):
    watch = ClockWatch(clock=clock)
    for _ in range(20):
        clock.advance(10)
        clock.utc += timedelta(seconds=JUMP_S - 1)
        assert watch.look() is None


def test_somebody_looks_or_a_day_passes(clock):
    watch = ClockWatch(clock=clock)
    clock.utc -= timedelta(days=365)
    assert watch.look() is not None
    watch.confirm()
    assert watch.look() is None
    clock.utc += timedelta(days=365)
    assert watch.look() is not None
    clock.advance(SETTLE_S + 1)
    assert watch.look() is None
    assert watch.look() is None
