# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rendered source keeps the contract of a camera."""

from __future__ import annotations

import threading
from itertools import islice

import pytest

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.sources.renderer import FPS, RenderedSource, scene_and_rate
from alpr_kiosk.vision.sources.scene_script import SceneScript, VehicleScript
from tests.fakes.clock import ManualClock

SHORT = SceneScript(
    name="short", duration_s=0.4, vehicles=(VehicleScript(plate="AB 1234", enter_s=-6),)
)


class WaitingStop:
    """A stop flag whose wait moves the clock."""

    def __init__(self, clock: ManualClock, *, ends_after: int = 10**9) -> None:
        self.clock = clock
        self.waits: list[float] = []
        self._ends_after = ends_after

    def is_set(self) -> bool:
        return len(self.waits) >= self._ends_after

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.waits.append(timeout)
        self.clock.advance(timeout)
        return self.is_set()


def source(clock: ManualClock, *, realtime: bool = False, loop: bool = False) -> RenderedSource:
    return RenderedSource(
        camera_id="cam", scene=SHORT, clock=clock, realtime=realtime, loop=loop, fps=10
    )


def test_frames_are_numbered_read_only_and_timed() -> None:
    clock = ManualClock()
    frames = list(source(clock).frames(threading.Event()))
    assert [f.seq for f in frames] == [1, 2, 3, 4]
    assert [f.media_s for f in frames] == pytest.approx([0.0, 0.1, 0.2, 0.3])
    assert all(not f.pixels.flags.writeable and f.pixels.flags.c_contiguous for f in frames)
    assert all(f.captured_mono == clock.mono and f.captured_at == clock.utc for f in frames)
    assert all(f.camera_id == "cam" for f in frames)


def test_a_loop_goes_on_counting() -> None:
    frames = list(islice(source(ManualClock(), loop=True).frames(threading.Event()), 10))
    assert [f.seq for f in frames] == list(range(1, 11))
    assert [round((f.media_s or 0) * 10) for f in frames] == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]


def test_numbers_go_on_over_a_restart() -> None:
    camera = source(ManualClock())
    first = list(camera.frames(threading.Event()))
    second = list(camera.frames(threading.Event()))
    assert second[0].seq == first[-1].seq + 1


def test_real_time_waits_until_a_frame_is_due() -> None:
    clock = ManualClock()
    stop = WaitingStop(clock)
    arrived = [f.captured_mono - 1000.0 for f in source(clock, realtime=True).frames(stop)]
    assert arrived == pytest.approx([0.0, 0.1, 0.2, 0.3])


def test_late_frames_are_left_out() -> None:
    clock = ManualClock()
    stop = WaitingStop(clock)
    frames = source(clock, realtime=True, loop=True).frames(stop)
    next(frames)
    clock.advance(0.25)
    assert next(frames).media_s == pytest.approx(0.2)
    clock.advance(10.0)
    late = next(frames)
    assert late.seq == 3
    assert late.media_s == pytest.approx(0.2)


def test_stop_ends_it_before_and_while_waiting() -> None:
    clock = ManualClock()
    stopped = threading.Event()
    stopped.set()
    assert list(source(clock, loop=True).frames(stopped)) == []
    stop = WaitingStop(clock, ends_after=2)
    assert len(list(source(clock, realtime=True, loop=True).frames(stop))) == 2


def test_an_unknown_scene_is_a_camera_error() -> None:
    camera = RenderedSource(camera_id="cam", scene="nowhere", clock=ManualClock())
    with pytest.raises(CameraError):
        next(iter(camera.frames(threading.Event())))


def test_a_speed_of_nothing_is_refused() -> None:
    assert FPS > 0
    with pytest.raises(ValueError, match="fps"):
        RenderedSource(camera_id="cam", scene="gate-in", clock=ManualClock(), fps=0)


def test_a_scene_may_have_another_rate() -> None:
    assert scene_and_rate("gate-in") == ("gate-in", 25.0)
    assert scene_and_rate("gate-in/15") == ("gate-in", 15.0)


@pytest.mark.parametrize("name", ["gate-in/", "gate-in/0", "gate-in/61", "gate-in/nan", "a/b/3"])
def test_a_rate_that_is_none_is_said(name: str) -> None:
    with pytest.raises(CameraError) as caught:
        scene_and_rate(name)
    assert "1 to 60" in str(caught.value.context["detail"])


def test_the_factory_gives_the_rate_to_the_scene() -> None:
    clock = ManualClock()
    camera = CameraConfig(id="cam", source="demo:gate-in/10", realtime=False)
    frames = make_source(camera, clock).frames(threading.Event())
    assert [next(frames).media_s for _ in range(3)] == pytest.approx([0.0, 0.1, 0.2])
