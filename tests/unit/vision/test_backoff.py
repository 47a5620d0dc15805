# SPDX-License-Identifier: AGPL-3.0-or-later
"""Waits between attempts grow, stay short, and never hammer a password."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.vision.sources.backoff import Backoff
from tests.fakes.clock import ManualClock


def test_waits_grow_to_five_seconds() -> None:
    backoff = Backoff(clock=ManualClock(), random=lambda: 0.0)
    waits = [backoff.next_delay("camera.lost") for _ in range(6)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


def test_a_wrong_password_is_tried_once_in_thirty_seconds() -> None:
    backoff = Backoff(clock=ManualClock(), random=lambda: 0.99)
    assert [backoff.next_delay("camera.login") for _ in range(3)] == [30.0] * 3


def test_a_connection_that_lived_starts_from_the_beginning_and_a_flapping_one_does_not() -> None:
    clock = ManualClock()
    backoff = Backoff(clock=clock, random=lambda: 0.0)
    for _ in range(4):
        backoff.next_delay("camera.lost")
    backoff.reset()
    clock.advance(1)
    assert backoff.next_delay("camera.lost") == 5.0
    backoff.reset()
    clock.advance(11)
    assert backoff.next_delay("camera.lost") == 0.5


@given(
    chances=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=40),
)
def test_a_wait_is_never_longer_than_five_seconds_nor_zero(chances: list[float]) -> None:
    left = iter(chances)
    backoff = Backoff(clock=ManualClock(), random=lambda: next(left))
    for _ in chances:
        assert 0.3 <= backoff.next_delay("camera.unreachable") <= 5.0


def test_time_that_an_attempt_took_counts_as_waited() -> None:
    backoff = Backoff(clock=ManualClock(), random=lambda: 0.0)
    waits = [backoff.next_delay("camera.unreachable", spent_s=4.0) for _ in range(6)]
    # Steps are between attempts; there is always a short wait.
    assert waits == [0.5, 0.5, 0.5, 0.5, 1.0, 1.0]


def test_a_wrong_password_waits_in_full_whatever_its_attempt_took() -> None:
    backoff = Backoff(clock=ManualClock(), random=lambda: 0.5)
    assert backoff.next_delay("camera.login", spent_s=29.0) == 30.0


@given(
    spent=st.lists(st.floats(0, 100), min_size=1, max_size=30),
    chance=st.floats(0, 1, exclude_max=True),
)
def test_steps_of_a_lane_camera_are_at_most_five_seconds_and_never_a_storm(
    spent: list[float], chance: float
) -> None:
    backoff = Backoff(clock=ManualClock(), random=lambda: chance)
    for seconds in spent:
        wait = backoff.next_delay("camera.unreachable", spent_s=seconds)
        assert 0.4 <= wait <= 5.0
