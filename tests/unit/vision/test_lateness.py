# SPDX-License-Identifier: AGPL-3.0-or-later
"""How late a stream is read, and what is left out then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.vision.sources.lateness import DRIFT, Lateness, Pace


def test_a_prompt_reader_is_never_late() -> None:
    lateness = Lateness()
    assert [lateness.note(at / 25, 100 + at / 25) for at in range(100)] == pytest.approx([0] * 100)


def test_a_packet_that_waited_is_late_by_its_wait() -> None:
    lateness = Lateness()
    lateness.note(0.0, 100.0)
    assert lateness.note(0.04, 102.04) == pytest.approx(2.0, abs=0.01)
    assert lateness.note(0.08, 100.08) == 0.0


def test_a_camera_whose_quartz_is_slow_does_not_become_late() -> None:
    lateness = Lateness()
    late = [lateness.note(second * (1 - 0.9 * DRIFT), float(second)) for second in range(86_400)]
    assert max(late) < 0.01


@pytest.mark.parametrize("jump", [-3600.0, -5.0, 5.0, 3600.0])
def test_a_jump_of_the_time_in_the_stream_makes_nothing_late(jump: float) -> None:
    lateness = Lateness()
    for at in range(25):
        lateness.note(at / 25, 10 + at / 25)
    assert lateness.note(1 + jump, 11.0) == 0.0
    assert lateness.note(1.04 + jump, 11.04) == pytest.approx(0.0, abs=0.001)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e6)), max_size=50))
def test_lateness_is_never_negative(notes: list[tuple[float, float]]) -> None:
    lateness = Lateness()
    assert all(lateness.note(media, now) >= 0 for media, now in notes)


def run(pace: Pace, arrivals: list[float], *, gop: int = 25, fps: int = 25) -> list[str]:
    """Return what happens to each packet: shown, left out, or first after that."""
    happened = []
    for at, now in enumerate(arrivals):
        pace.note(at / fps, now, is_key=at % gop == 0)
        happened.append("out" if pace.skips else "first" if pace.resumed else "shown")
    return happened


def test_nothing_is_left_out_in_time() -> None:
    assert set(run(Pace(), [at / 25 for at in range(200)])) == {"shown"}


def test_far_behind_all_is_left_out_until_a_key_frame_that_is_new_enough() -> None:
    # A stop of 2.5 s after the packet of 1.2 s; what waited comes at once, then all is prompt.
    arrivals = [at / 25 if at <= 30 else max(at / 25, 3.7) for at in range(150)]
    happened = run(Pace(), arrivals)
    assert set(happened[:31]) == {"shown"}
    assert set(happened[31:75]) == {"out"}  # the key frame at 2.0 s is 1.7 s late as well
    assert happened[75] == "first"
    assert set(happened[76:]) == {"shown"}


def test_a_stream_of_one_key_frame_is_not_left_out_for_ever() -> None:
    pace = Pace()
    pace.note(0.0, 0.0, is_key=True)
    pace.note(0.1, 3.0, is_key=False)
    assert pace.skips
    # No second key frame tells how often they come: the first one is taken however late it is.
    pace.note(30.0, 33.0, is_key=True)
    assert not pace.skips
    assert pace.resumed
