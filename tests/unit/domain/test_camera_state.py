# SPDX-License-Identifier: AGPL-3.0-or-later
"""A camera is live only while whole, changing frames come; all else is said by the clock alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.camera_state import (
    TRANSITIONS,
    CameraEvent,
    CameraLimits,
    CameraStateMachine,
)
from alpr_kiosk.domain.events import CameraState
from tests.fakes.clock import ManualClock

CODES = ("camera.lost", "camera.unreachable", "camera.not_found", "camera.login", "camera.format")


class Lens:
    """A machine with its clock."""

    def __init__(self, **limits: float) -> None:
        self.clock = ManualClock()
        self.limits = CameraLimits(**limits)
        self.machine = CameraStateMachine(clock=self.clock, limits=self.limits)

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.machine.tick()

    @property
    def now(self) -> tuple[CameraState, str]:
        return self.machine.state, self.machine.code


def live() -> Lens:
    lens = Lens()
    lens.machine.opened()
    lens.wait(0.5)
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")
    return lens


def test_it_connects_and_becomes_live_with_its_first_frame() -> None:
    lens = Lens()
    assert lens.now == (CameraState.CONNECTING, "")
    assert lens.machine.age_s is None
    lens.machine.opened()
    assert lens.now == (CameraState.CONNECTING, "")
    lens.wait(0.5)
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")
    assert lens.machine.since_at == lens.clock.utc_now()
    assert lens.machine.age_s == 0.0


def test_silence_is_late_then_lost_without_any_event() -> None:
    lens = live()
    lens.wait(1.9)
    assert lens.now == (CameraState.LIVE, "")
    lens.wait(0.1)
    assert lens.now == (CameraState.LATE, "camera.late")
    late_since = lens.machine.since_at
    lens.wait(1.9)
    assert lens.now == (CameraState.LATE, "camera.late")
    assert lens.machine.since_at == late_since
    lens.wait(0.1)
    assert lens.now == (CameraState.LOST, "camera.stalled")
    assert lens.machine.age_s == pytest.approx(4.0)
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")


def test_one_frame_after_a_silence_is_not_yet_live() -> None:
    lens = live()
    lens.wait(3.0)
    lens.machine.frame()
    assert lens.now == (CameraState.LATE, "camera.late")
    assert not lens.machine.accepts_reads
    lens.wait(0.1)
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")
    lens.wait(3.0)
    lens.machine.frame()
    lens.wait(3.0)
    assert lens.now == (CameraState.LATE, "camera.late")


def test_a_camera_that_never_answers_is_lost_within_five_seconds() -> None:
    lens = Lens()
    lens.machine.opened()
    lens.wait(3.9)
    assert lens.now == (CameraState.CONNECTING, "")
    lens.wait(0.2)
    assert lens.now == (CameraState.LOST, "camera.unreachable")


def test_a_recording_that_waits_to_be_opened_is_not_lost() -> None:
    lens = Lens()
    lens.wait(100)
    assert lens.now == (CameraState.CONNECTING, "")
    assert lens.machine.due_in_s() is None


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("camera.login", CameraState.LOGIN),
        ("camera.format", CameraState.FORMAT),
        ("camera.not_found", CameraState.LOST),
        ("camera.unreachable", CameraState.LOST),
        ("camera.lost", CameraState.LOST),
        ("camera.stalled", CameraState.LOST),
    ],
)
def test_each_error_has_its_state_and_keeps_it_while_it_is_tried_again(
    code: str, state: CameraState
) -> None:
    lens = live()
    lens.machine.failed(code)
    assert lens.now == (state, code)
    since = lens.machine.since_at
    for _ in range(3):
        lens.wait(5)
        lens.machine.opened()
        lens.wait(20)
        assert lens.now == (state, code)
        lens.machine.failed(code)
        assert lens.now == (state, code)
    assert lens.machine.since_at == since
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")


def test_a_new_reason_of_the_same_state_keeps_since_when() -> None:
    lens = live()
    lens.machine.failed("camera.lost")
    since = lens.machine.since_at
    lens.wait(5)
    lens.machine.failed("camera.unreachable")
    assert lens.now == (CameraState.LOST, "camera.unreachable")
    assert lens.machine.since_at == since


def test_a_still_picture_is_frozen_and_one_without_detail_covered() -> None:
    lens = live()
    lens.machine.frame(still_s=9.9)
    assert lens.now == (CameraState.LIVE, "")
    lens.machine.frame(still_s=10.0)
    assert lens.now == (CameraState.FROZEN, "camera.frozen")
    lens.machine.frame(still_s=20.0, flat_s=5.0)
    assert lens.now == (CameraState.COVERED, "camera.covered")
    lens.machine.frame(flat_s=4.9)
    assert lens.now == (CameraState.LIVE, "")


def test_zero_switches_the_tests_of_the_picture_off() -> None:
    lens = Lens(frozen_after_s=0, covered_after_s=0)
    lens.machine.opened()
    lens.machine.frame(still_s=1e6, flat_s=1e6)
    assert lens.now == (CameraState.LIVE, "")


def test_damaged_frames_keep_the_connection_but_not_the_picture() -> None:
    lens = live()
    for _ in range(19):
        lens.clock.advance(0.1)
        lens.machine.frame(damaged=True)
    assert lens.now == (CameraState.LIVE, "")
    lens.clock.advance(0.1)
    lens.machine.frame(damaged=True)
    assert lens.now == (CameraState.LATE, "camera.damaged")
    for _ in range(100):
        lens.clock.advance(0.1)
        lens.machine.frame(damaged=True)
    assert lens.now == (CameraState.LATE, "camera.damaged")
    assert not lens.machine.accepts_reads
    lens.wait(2.0)
    assert lens.now == (CameraState.LATE, "camera.late")
    lens.machine.frame()
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")


def test_a_frame_that_was_under_way_for_long_is_not_live() -> None:
    lens = live()
    for _ in range(40):  # a backlog grows: each frame is older than the one before
        lens.clock.advance(0.1)
        lens.machine.frame(captured_mono=lens.clock.monotonic() - 1.9)
    assert lens.now == (CameraState.LIVE, "")
    assert lens.machine.age_s == pytest.approx(1.9)
    lens.clock.advance(0.1)
    assert lens.machine.frame(captured_mono=lens.clock.monotonic() - 2.0) == "camera.late"
    assert lens.now == (CameraState.LATE, "camera.late")
    lens.clock.advance(0.1)
    lens.machine.frame(captured_mono=lens.clock.monotonic() - 0.1)
    lens.clock.advance(0.1)
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")


def test_a_frame_from_the_future_is_from_now() -> None:
    lens = live()
    lens.machine.frame(captured_mono=lens.clock.monotonic() + 100.0)
    assert lens.machine.age_s == 0.0
    lens.wait(2.0)
    assert lens.now == (CameraState.LATE, "camera.late")


def test_a_camera_that_only_ever_sends_damaged_frames_is_lost() -> None:
    lens = Lens()
    lens.machine.opened()
    for _ in range(50):
        lens.clock.advance(0.1)
        lens.machine.frame(damaged=True)
    assert lens.now == (CameraState.LOST, "camera.damaged")


def test_a_recording_is_over_until_it_is_opened_again() -> None:
    lens = live()
    lens.machine.ended()
    assert lens.now == (CameraState.ENDED, "camera.ended")
    lens.wait(1000)
    assert lens.now == (CameraState.ENDED, "camera.ended")
    lens.machine.frame()
    lens.machine.failed("camera.lost")
    assert lens.now == (CameraState.ENDED, "camera.ended")
    lens.machine.opened()
    assert lens.now == (CameraState.CONNECTING, "")
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-20000)])
def test_a_jump_of_the_wall_clock_changes_nothing(jump: timedelta) -> None:
    lens = live()
    since = lens.machine.since_at
    lens.clock.utc += jump
    lens.machine.tick()
    lens.machine.frame()
    assert lens.now == (CameraState.LIVE, "")
    assert lens.machine.since_at == since
    assert lens.machine.age_s == 0.0
    assert lens.machine.due_in_s() == pytest.approx(2.0)
    lens.wait(2.0)
    assert lens.now == (CameraState.LATE, "camera.late")


def test_the_table_names_every_event_and_leads_to_live_by_a_frame_alone() -> None:
    assert set(TRANSITIONS) == set(CameraEvent)
    to_live = {event for event, moves in TRANSITIONS.items() if CameraState.LIVE in moves.values()}
    assert to_live == {CameraEvent.FRAME}
    for state in CameraState:
        leaves = [e for e, moves in TRANSITIONS.items() if moves.get(state, state) is not state]
        assert leaves, f"{state} has no way out"


STEPS = st.one_of(
    st.tuples(st.just("wait"), st.floats(0.0, 6.0)),
    st.tuples(st.just("jump"), st.floats(-1e8, 1e8)),
    st.tuples(st.just("open"), st.none()),
    st.tuples(st.just("frame"), st.tuples(st.floats(0, 20), st.floats(0, 10), st.booleans())),
    st.tuples(st.just("fail"), st.sampled_from(CODES)),
    st.tuples(st.just("end"), st.none()),
)


def do(lens: Lens, step: tuple[str, object]) -> None:
    match step:
        case ("wait", float(seconds)):
            lens.wait(seconds)
        case ("jump", float(seconds)):
            lens.clock.utc += timedelta(seconds=seconds)
            lens.machine.tick()
        case ("open", _):
            lens.machine.opened()
        case ("frame", (still, flat, damaged)):
            lens.machine.frame(still_s=still, flat_s=flat, damaged=damaged)
        case ("fail", str(code)):
            lens.machine.failed(code)
        case ("end", _):
            lens.machine.ended()


@given(steps=st.lists(STEPS, max_size=40))
def test_live_is_said_only_of_a_fresh_whole_frame_that_shows_something(
    steps: list[tuple[str, object]],
) -> None:
    lens = Lens()
    good_mono: float | None = None
    for step in steps:
        do(lens, step)
        if step[0] == "frame":
            still, flat, damaged = step[1]  # type: ignore[misc]
            if not damaged:
                fine = still < lens.limits.frozen_after_s and flat < lens.limits.covered_after_s
                good_mono = lens.clock.monotonic() if fine else None
        state, code = lens.now
        assert (code == "") is (state in (CameraState.LIVE, CameraState.CONNECTING))
        assert lens.machine.accepts_reads is (state is CameraState.LIVE)
        if state is CameraState.LIVE:
            assert good_mono is not None
            assert lens.clock.monotonic() - good_mono < lens.limits.stale_after_s


@given(steps=st.lists(STEPS, max_size=30))
def test_whatever_went_before_silence_is_declared_in_time(
    steps: list[tuple[str, object]],
) -> None:
    lens = Lens()
    for step in steps:
        do(lens, step)
    lens.wait(4.0)
    assert lens.machine.state is not CameraState.LIVE
    if any(step[0] == "open" for step in steps):
        assert lens.machine.state is not CameraState.CONNECTING


@given(steps=st.lists(STEPS, max_size=30))
def test_the_next_thing_to_say_is_due_when_it_says(steps: list[tuple[str, object]]) -> None:
    lens = Lens()
    for step in steps:
        do(lens, step)
    lens.machine.tick()
    for _ in range(3):
        due = lens.machine.due_in_s()
        before = lens.machine.state
        if due is None:
            lens.wait(1e6)
            assert lens.machine.state is before
            return
        if due > 0.01:
            lens.wait(due - 0.005)
            assert lens.machine.state is before
        lens.wait(0.01)
        if lens.machine.state is before:
            assert lens.machine.code == "camera.late"


def test_a_jump_is_no_silence_and_silence_is_no_jump() -> None:
    lens = live()
    lens.clock.utc += timedelta(days=365)
    lens.clock.mono += 1.0
    lens.machine.tick()
    assert lens.now == (CameraState.LIVE, "")
    lens.clock.mono += 5.0
    lens.clock.utc -= timedelta(days=730)
    lens.machine.tick()
    assert lens.now == (CameraState.LOST, "camera.stalled")


def test_a_still_that_stays_away_for_a_moment_is_frozen_all_the_same() -> None:
    """A coder may come back to none of its older pictures for a while: nothing is read then."""
    clock = ManualClock()
    machine = CameraStateMachine(clock=clock, limits=CameraLimits())
    machine.opened()
    machine.frame(still_s=10.0, moved=False)
    for _ in range(90):
        clock.advance(0.1)
        machine.frame(still_s=0.0, moved=False)
        assert machine.state is CameraState.FROZEN
    machine.frame(still_s=0.0, moved=True)
    assert machine.state is CameraState.LIVE
    machine.frame(still_s=10.0, moved=False)
    for _ in range(101):  # a quiet lane whose sensor works again
        clock.advance(0.1)
        machine.frame(still_s=0.0, moved=False)
    assert machine.state is CameraState.LIVE


def test_the_first_frame_after_a_silence_is_late_also_when_nobody_looked_at_the_clock() -> None:
    clock = ManualClock()
    machine = CameraStateMachine(clock=clock, limits=CameraLimits())
    machine.opened()
    machine.frame()
    clock.advance(3.0)
    assert machine.frame() == "camera.late"
    assert machine.state is CameraState.LATE
    clock.advance(0.1)
    assert machine.frame() == ""
    assert machine.state is CameraState.LIVE
