# SPDX-License-Identifier: AGPL-3.0-or-later
"""One sound at a time, the worst first, latched ones until somebody acknowledges them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alpr_kiosk.domain.sounds import LENGTHS_S, REPEAT_S, SoundBoard, SoundName
from tests.fakes.clock import ManualClock

STEP_S = 0.0625


class Ear:
    """Steps a board as the sound thread does and writes down what begins when."""

    def __init__(self) -> None:
        self.clock = ManualClock(mono=0.0)
        self.board = SoundBoard(clock=self.clock)
        self.heard: list[tuple[float, SoundName]] = []

    def run(self, seconds: float) -> list[tuple[float, SoundName]]:
        before = len(self.heard)
        end = self.clock.mono + seconds
        while self.clock.mono <= end - 1e-9:
            name = self.board.due()
            if name is not None:
                self.heard.append((round(self.clock.mono, 3), name))
            self.clock.advance(STEP_S)
        return self.heard[before:]


@pytest.fixture
def ear() -> Ear:
    return Ear()


def test_a_question_repeats_each_5_s_and_each_second_at_the_end(ear):
    ear.board.latch("ask", SoundName.ASK)
    ear.run(15)
    ear.board.hurry("ask", 1.0)
    ear.run(5)
    assert [at for at, _ in ear.heard] == [0, 5, 10, 15, 16, 17, 18, 19]
    ear.board.release("ask")
    assert ear.run(10) == []


def test_denied_repeats_each_10_s_until_acknowledged(ear):
    ear.board.latch("card", SoundName.DENY)
    assert [at for at, _ in ear.run(35)] == [0, 10, 20, 30]
    ear.board.release("card")
    assert ear.run(20) == []


def test_the_worse_one_cuts_the_other_off_and_is_alone(ear):
    ear.board.latch("a", SoundName.HIGH)
    ear.run(0.2)
    ear.board.latch("b", SoundName.CRITICAL)
    heard = ear.run(20)
    assert {name for _, name in heard} == {SoundName.CRITICAL}
    ear.board.release("b")
    assert [name for _, name in ear.run(0.2)] == [SoundName.HIGH]


def test_silence_is_30_s_and_a_new_alarm_breaks_it(ear):
    ear.board.latch("a", SoundName.HIGH)
    ear.run(1)
    ear.board.silence()
    assert ear.run(5) == []
    ear.board.latch("b", SoundName.CRITICAL)
    assert [name for _, name in ear.run(1)] == [SoundName.CRITICAL]
    ear.board.release("b")
    assert ear.run(23) == []
    assert [name for _, name in ear.run(2)] == [SoundName.HIGH]


def test_silence_leaves_a_question_alone(ear):
    ear.board.latch("ask", SoundName.ASK)
    ear.run(0.1)
    assert ear.board.silence() is False
    assert len(ear.run(10)) == 2


def test_an_alarm_that_goes_on_is_cut_off_by_silence_and_by_seen(ear):
    ear.board.latch("a", SoundName.CRITICAL)
    ear.run(0.5)
    assert ear.board.silence() is True
    assert ear.board.playing is None
    ear.run(30.5)
    assert ear.board.playing is SoundName.CRITICAL
    assert ear.board.release("a") is True
    assert ear.board.release("a") is False


def test_six_alarms_within_a_minute_are_no_chaos(ear):
    for number in range(6):
        ear.board.latch(str(number), SoundName.HIGH)
        ear.run(2)
    ear.run(48)
    assert len(ear.heard) <= 6


def test_a_small_sound_waits_a_moment_and_is_dropped_when_it_is_late(ear):
    ear.board.latch("a", SoundName.CRITICAL)
    ear.run(0.1)
    ear.board.once(SoundName.REFUSED)
    ear.run(3)
    assert SoundName.REFUSED not in {name for _, name in ear.heard}
    ear.board.once(SoundName.REFUSED)
    assert [name for _, name in ear.run(0.1)] == [SoundName.REFUSED]


def test_a_latch_that_is_asked_for_again_does_not_ring_anew(ear):
    ear.board.latch("a", SoundName.HIGH)
    ear.run(1)
    ear.board.latch("a", SoundName.HIGH)
    assert ear.run(5) == []
    ear.board.latch("a", SoundName.CRITICAL)
    assert [name for _, name in ear.run(1)] == [SoundName.CRITICAL]


def test_what_rang_a_moment_ago_waits_before_it_rings_again(ear):
    ear.board.latch("a", SoundName.HIGH, quiet_s=60)
    assert ear.run(59) == []
    assert len(ear.run(2)) == 1


_ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("once"), st.sampled_from(SoundName)),
        st.tuples(st.just("latch"), st.sampled_from(sorted(REPEAT_S, key=str))),
        st.tuples(st.just("release"), st.sampled_from(sorted(REPEAT_S, key=str))),
        st.tuples(st.just("run"), st.floats(0.05, 12)),
        st.tuples(st.just("silence"), st.none()),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(_ACTIONS)
def test_one_at_a_time_worst_first_and_latched_ones_come_back(actions):
    ear = Ear()
    silent_until = -1.0
    for what, value in actions:
        if what == "once":
            ear.board.once(value)
        elif what == "latch":
            ear.board.latch(value.value, value)
        elif what == "release":
            ear.board.release(value.value)
        elif what == "silence":
            ear.board.silence()
            silent_until = ear.clock.mono + 30
        else:
            before = len(ear.heard)
            ear.run(value)
            for (one_at, one), (next_at, after) in zip(
                ear.heard[before:], ear.heard[before + 1 :], strict=False
            ):
                # The next begins when this one is over, unless it is worse.
                assert next_at >= one_at + LENGTHS_S[one] - 1e-6 or after.rank < one.rank
    ear.run(max(0.0, silent_until - ear.clock.mono) + 1)
    latched = [SoundName(key) for key in ear.board.latched]
    start = len(ear.heard)
    ear.run(40)
    names = [name for _, name in ear.heard[start:] if name in REPEAT_S]
    if latched:
        worst = min(latched, key=lambda name: name.rank)
        assert names.count(worst) >= 2
        assert set(names) == {worst}
        for name in latched:
            ear.board.release(name.value)
    ear.run(3)
    start = len(ear.heard)
    ear.run(40)
    assert ear.heard[start:] == []
