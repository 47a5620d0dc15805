# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a frame of a camera is due."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.vision.pace import GAP_S, MOTION_HOLD_S, MOTION_SHARE, START_S, ReadingPace


def run(pace: ReadingPace, frames: list[tuple[float, float]], *, busy: bool = False) -> list[float]:
    """Return the times at which frames (time, motion) were taken."""
    taken = []
    for now, motion in frames:
        pace.arrived(now, motion)
        if pace.is_due(now, busy=busy):
            pace.taken(now)
            taken.append(now)
    return taken


def quiet(start: float, seconds: float, fps: float = 25.0) -> list[tuple[float, float]]:
    return [(start + index / fps, 0.0) for index in range(int(seconds * fps))]


def test_an_empty_lane_is_looked_at_once_a_second_after_a_full_start() -> None:
    taken = run(ReadingPace(full_fps=10, idle_fps=1), quiet(100.0, 30.0))
    start = [at for at in taken if at < 100.0 + START_S]
    later = [at for at in taken if at >= 101.0 + START_S]
    assert len(start) >= 8 * START_S
    assert 24 <= len(later) <= 27


def test_the_first_frame_with_movement_is_taken_at_once() -> None:
    pace = ReadingPace(full_fps=10, idle_fps=0.5)
    taken = run(pace, quiet(0.0, 10.0))
    moved = taken[-1] + 0.11
    assert run(pace, [(moved, MOTION_SHARE)]) == [moved]
    after = run(pace, quiet(moved + 0.04, 6.0))
    assert len([at for at in after if at < moved + MOTION_HOLD_S]) >= 8 * MOTION_HOLD_S
    assert len([at for at in after if at > moved + MOTION_HOLD_S]) <= 3


def test_less_than_that_is_noise() -> None:
    pace = ReadingPace(full_fps=10, idle_fps=1)
    run(pace, quiet(0.0, 6.0))
    assert len(run(pace, [(6.0 + at, MOTION_SHARE / 2) for at, _ in quiet(0.0, 5.0)])) <= 6


def test_a_vehicle_that_stands_is_read_at_the_full_rate() -> None:
    pace = ReadingPace(full_fps=10, idle_fps=1)
    run(pace, quiet(0.0, 6.0))
    assert len(run(pace, quiet(6.0, 5.0), busy=True)) >= 40


def test_a_camera_that_was_away_begins_at_the_full_rate() -> None:
    pace = ReadingPace(full_fps=10, idle_fps=1)
    run(pace, quiet(0.0, 10.0))
    assert len(run(pace, quiet(10.0 + GAP_S, START_S))) >= 8 * START_S


def test_it_says_how_long_to_wait() -> None:
    pace = ReadingPace(full_fps=10, idle_fps=1)
    run(pace, quiet(0.0, 10.0))
    last = run(pace, quiet(10.0, 1.5))[-1]
    assert abs(pace.wait_s(last + 0.3, busy=False) - 0.7) < 1e-6
    assert pace.wait_s(last + 0.3, busy=True) == 0.0
    assert pace.wait_s(last + 5.0, busy=False) == 0.0


@given(
    full=st.floats(1, 30),
    idle=st.floats(0.2, 30),
    motion=st.lists(st.floats(0, 1), min_size=5, max_size=60),
)
def test_it_is_never_faster_than_the_full_rate_and_never_stops(
    full: float, idle: float, motion: list[float]
) -> None:
    pace = ReadingPace(full_fps=full, idle_fps=idle)
    taken = run(pace, [(index / 25, share) for index, share in enumerate(motion)])
    gaps = [later - earlier for earlier, later in pairwise(taken)]
    slowest = 1.0 / min(full, idle) + 1 / 25
    assert taken[0] == 0.0
    assert all(1.0 / full - 1e-9 <= gap <= slowest + 1e-9 for gap in gaps)
