# SPDX-License-Identifier: AGPL-3.0-or-later
"""Minutes of cameras: every second is in exactly one state of one minute; sums lose nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.camera_health import (
    SILENT_S,
    CameraMeter,
    CameraSpan,
    floor_to,
    merge,
    roll_up,
)
from alpr_kiosk.domain.events import CameraHealth, CameraState
from tests.fakes.clock import ManualClock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)


class Station:
    """A meter and the time."""

    def __init__(self) -> None:
        self.clock = ManualClock(utc=NOON)
        self.meter = CameraMeter()
        self.spans: list[CameraSpan] = []

    def tell(self, state: CameraState = CameraState.LIVE, **values: object) -> None:
        health = CameraHealth(camera_id="cam", state=state, since_at=NOON, **values)  # type: ignore[arg-type]
        self.meter.note(health, utc=self.clock.utc, mono=self.clock.mono)

    def each_second(self, seconds: int, state: CameraState, **values: object) -> None:
        for _ in range(seconds):
            self.clock.advance(1.0)
            self.tell(state, **values)
            self.look()

    def look(self) -> None:
        self.spans += self.meter.take(utc=self.clock.utc, mono=self.clock.mono)

    def end(self) -> list[CameraSpan]:
        self.spans += self.meter.take(utc=self.clock.utc, mono=self.clock.mono, all_of_it=True)
        return self.spans


def test_a_minute_of_a_camera() -> None:
    station = Station()
    station.tell(fps=20.0, bitrate_kbps=1000, reconnects=2, decode_errors=5, skipped=7)
    station.each_second(30, CameraState.LIVE, fps=20.0, bitrate_kbps=1000, age_s=0.1, reconnects=2)
    station.each_second(10, CameraState.LATE, fps=20.0, bitrate_kbps=1000, age_s=3.5, reconnects=2)
    station.each_second(20, CameraState.LOST, reconnects=4)
    (span,) = station.spans
    assert (span.camera_id, span.start, span.step_s) == ("cam", NOON, 60)
    # A second is spent as the camera said when it began; the one that ends with the minute
    # belongs to the next.
    assert (span.live_s, span.late_s, span.lost_s) == (31.0, 10.0, 18.0)
    assert span.fps == pytest.approx(20.0)
    assert (span.fps_min, span.bitrate_kbps) == (20.0, pytest.approx(1000))
    assert span.worst_age_s == 3.5
    assert (span.reconnects, span.decode_errors, span.skipped) == (4, 5, 7)


def test_counters_that_begin_anew_lose_nothing() -> None:
    station = Station()
    for errors in (3, 10, 2, 4):
        station.tell(decode_errors=errors)
    (span,) = station.end()
    assert span.decode_errors == 3 + 7 + 2 + 2


def test_silence_is_lost_time() -> None:
    station = Station()
    station.tell(fps=20.0, age_s=0.5)
    for _ in range(100):
        station.clock.advance(0.5)
        station.look()
    (span,) = station.end()
    assert span.live_s == SILENT_S
    assert span.lost_s == 50.0 - SILENT_S
    assert span.worst_age_s == pytest.approx(50.5)


def test_a_recording_that_is_over_is_not_lost() -> None:
    station = Station()
    station.tell(CameraState.ENDED)
    station.clock.advance(50.0)
    (span,) = station.end()
    assert (span.lost_s, span.other_s) == (0.0, 50.0)


def test_vehicles_are_counted_where_they_leave() -> None:
    station = Station()
    for settled, reads in ((True, 6), (True, 4), (False, 1), (False, 0)):
        station.meter.count("cam", settled=settled, reads=reads, utc=station.clock.utc)
    (span,) = station.end()
    assert (span.seen, span.read, span.reads) == (4, 2, 11)
    assert (span.share_read, span.reads_per_passage) == (0.5, 2.75)
    empty = CameraSpan(camera_id="cam", start=NOON)
    assert empty.share_read is None
    assert empty.reads_per_passage is None


def test_cameras_are_kept_apart() -> None:
    meter, clock = CameraMeter(), ManualClock(utc=NOON)
    for name, state in (("a", CameraState.LIVE), ("b", CameraState.FROZEN)):
        health = CameraHealth(camera_id=name, state=state, since_at=NOON)
        meter.note(health, utc=clock.utc, mono=clock.mono)
    clock.advance(3.0)
    spans = meter.take(utc=clock.utc, mono=clock.mono, all_of_it=True)
    found = {span.camera_id: (span.live_s, span.frozen_s) for span in spans}
    assert found == {"a": (3.0, 0.0), "b": (0.0, 3.0)}


def test_a_clock_that_is_set_back_costs_no_second() -> None:
    station = Station()
    station.tell()
    station.each_second(70, CameraState.LIVE)
    station.clock.utc -= timedelta(hours=1)
    station.each_second(70, CameraState.LIVE)
    spans = station.end()
    assert sum(span.watched_s for span in spans) == pytest.approx(140.0)
    assert {span.start.hour for span in spans} == {11, 12}


STATES = st.sampled_from(list(CameraState))
STEPS = st.lists(st.tuples(st.floats(0.01, 90.0), STATES, st.floats(0.0, 30.0)), max_size=40)


@given(STEPS)
def test_every_second_is_in_one_state_of_one_minute(
    steps: list[tuple[float, CameraState, float]],
) -> None:
    station = Station()
    station.tell()
    for seconds, state, fps in steps:
        station.clock.advance(seconds)
        station.tell(state, fps=fps)
        station.look()
    spans = station.end()
    total = sum(seconds for seconds, _, _ in steps)
    assert sum(span.watched_s for span in spans) == pytest.approx(total, abs=1e-6)
    starts = [span.start for span in spans]
    assert starts == sorted(set(starts))
    assert all(start == floor_to(start, 60) for start in starts)


SPANS = st.lists(
    st.builds(
        CameraSpan,
        camera_id=st.sampled_from(["a", "b"]),
        start=st.integers(0, 600).map(lambda minutes: NOON + timedelta(minutes=minutes)),
        fps=st.floats(0, 60),
        fps_min=st.floats(0, 60),
        worst_age_s=st.floats(0, 100),
        bitrate_kbps=st.floats(0, 9000),
        reconnects=st.integers(0, 9),
        live_s=st.floats(0, 60),
        lost_s=st.floats(0, 60),
        seen=st.integers(0, 9),
        reads=st.integers(0, 90),
    ),
    max_size=30,
)


@given(SPANS)
def test_adding_up_in_two_steps_is_adding_up_at_once(spans: list[CameraSpan]) -> None:
    at_once = roll_up(spans, 3600)
    in_steps = roll_up(roll_up(spans, 300), 3600)
    assert len(at_once) == len(in_steps)
    for one, two in zip(at_once, in_steps, strict=True):
        for name in (field.name for field in fields(CameraSpan)):
            a, b = getattr(one, name), getattr(two, name)
            assert a == (pytest.approx(b) if isinstance(a, float) else b), name


def test_means_are_weighted_by_the_time_with_a_picture() -> None:
    one = CameraSpan(camera_id="a", start=NOON, fps=10, live_s=10, fps_min=9)
    two = replace(one, fps=20, live_s=30, fps_min=0.0)
    total = merge([one, two], start=NOON, step_s=60)
    assert (total.fps, total.fps_min, total.live_s) == (17.5, 9, 40)


def test_a_step_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="second"):
        roll_up([], 0)
