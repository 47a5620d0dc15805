# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures, folders and videos as cameras; the clock is ours."""

from __future__ import annotations

import contextlib
import itertools
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.protocols import FrameSource
from alpr_kiosk.vision.sources.factory import make_source
from tests.fakes.clock import ManualClock


class Flag:
    """Waiting moves the clock; set after `waits` waits if asked."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.waited = 0.0
        self.set = False

    def is_set(self) -> bool:
        return self.set

    def wait(self, timeout: float | None = None) -> bool:
        self.clock.advance(timeout or 0.0)
        self.waited += timeout or 0.0
        return self.set


def write_video(path: Path, frames: int = 10, fps: int = 10) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=fps)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.time_base = Fraction(1, fps)
        for index in range(frames):
            pixels = np.full((48, 64, 3), index * 20 % 256, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="bgr24")))
        container.mux(stream.encode())
    return path


def write_picture(path: Path, value: int = 50) -> Path:
    done, data = cv2.imencode(path.suffix, np.full((20, 30, 3), value, dtype=np.uint8))
    assert done
    path.write_bytes(data.tobytes())
    return path


def source(path: Path, clock: Clock, **options: Any) -> FrameSource:
    return make_source(CameraConfig(id="cam", source=str(path), **options), clock)


def code_of(path: Path) -> str:
    clock = ManualClock()
    with pytest.raises(CameraError) as caught:
        list(source(path, clock, realtime=False).frames(Flag(clock)))
    return caught.value.code


def test_every_frame_of_a_video_is_ours_to_keep(tmp_path: Path) -> None:
    clock = ManualClock()
    path = write_video(tmp_path / "a.mp4")
    frames = list(source(path, clock, realtime=False).frames(Flag(clock)))
    assert [frame.seq for frame in frames] == list(range(1, 11))
    assert [frame.media_s for frame in frames] == pytest.approx([i / 10 for i in range(10)])
    for frame in frames:
        assert frame.pixels.shape == (48, 64, 3)
        assert frame.pixels.dtype == np.uint8
        assert frame.pixels.flags.c_contiguous
        assert not frame.pixels.flags.writeable
        assert frame.captured_at == clock.utc
    assert frames[0].pixels.mean() < 5 < 170 < frames[9].pixels.mean()


def test_real_time_follows_the_files_own_time_stamps(tmp_path: Path) -> None:
    clock = ManualClock()
    flag = Flag(clock)
    path = write_video(tmp_path / "a.mp4")
    frames = list(source(path, clock).frames(flag))
    arrivals = [frame.captured_mono - 1000 for frame in frames]
    assert arrivals == pytest.approx([i / 10 for i in range(10)])


def test_real_time_drops_what_is_late_instead_of_queueing_it(tmp_path: Path) -> None:
    clock = ManualClock()
    media = []
    for frame in source(write_video(tmp_path / "a.mp4", 20), clock).frames(Flag(clock)):
        media.append(frame.media_s)
        clock.advance(0.45)
    assert media == pytest.approx([0.0, 0.4, 0.9, 1.3, 1.8])


def test_real_time_goes_on_after_a_long_pause(tmp_path: Path) -> None:
    clock = ManualClock()
    count = 0
    for _ in source(write_video(tmp_path / "a.mp4", 20), clock).frames(Flag(clock)):
        count += 1
        if count == 2:
            clock.advance(60)
    assert count == 20


def test_a_looped_video_goes_on_counting(tmp_path: Path) -> None:
    clock = ManualClock()
    path = write_video(tmp_path / "a.mp4", 5)
    frames = source(path, clock, loop=True, realtime=False).frames(Flag(clock))
    assert [frame.seq for frame in itertools.islice(frames, 12)] == list(range(1, 13))


def test_stop_ends_a_source_at_the_next_frame(tmp_path: Path) -> None:
    clock = ManualClock()
    flag = Flag(clock)
    frames = source(write_video(tmp_path / "a.mp4"), clock, loop=True).frames(flag)
    next(frames)
    flag.set = True
    assert list(frames) == []


def test_a_folder_gives_its_pictures_by_name(tmp_path: Path) -> None:
    for name, value in (("b.png", 100), ("a.jpg", 10), ("c.bmp", 200)):
        write_picture(tmp_path / name, value)
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    clock = ManualClock()
    frames = list(source(tmp_path, clock).frames(Flag(clock)))
    assert [round(float(frame.pixels.mean()), -1) for frame in frames] == [10, 100, 200]
    assert [frame.captured_mono - 1000 for frame in frames] == [0, 1, 2]
    assert not frames[0].pixels.flags.writeable


def test_a_single_picture_is_one_frame(tmp_path: Path) -> None:
    clock = ManualClock()
    path = write_picture(tmp_path / "one.JPG")
    (frame,) = source(path, clock, realtime=False).frames(Flag(clock))
    assert (frame.seq, frame.pixels.shape) == (1, (20, 30, 3))


def test_relative_paths_start_at_the_base_folder(tmp_path: Path) -> None:
    write_picture(tmp_path / "one.png")
    clock = ManualClock()
    camera = CameraConfig(id="cam", source="one.png", realtime=False)
    assert len(list(make_source(camera, clock, base=tmp_path).frames(Flag(clock)))) == 1


def test_what_is_missing_or_damaged_is_named_by_a_code(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("this is no video" * 50, encoding="utf-8")
    (tmp_path / "text.png").write_text("this is no picture", encoding="utf-8")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    assert code_of(tmp_path / "missing.mp4") == "camera.unreachable"
    assert code_of(tmp_path / "missing.jpg") == "camera.unreachable"
    assert code_of(tmp_path / "text.mp4") == "camera.format"
    assert code_of(tmp_path / "text.png") == "camera.format"
    assert code_of(tmp_path / "empty.jpg") == "camera.format"
    assert code_of(tmp_path / "folder") == "camera.format"


def test_a_truncated_video_gives_what_is_there_or_an_error(tmp_path: Path) -> None:
    whole = write_video(tmp_path / "a.mkv", 30).read_bytes()
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    clock = ManualClock()
    seen = []
    with contextlib.suppress(CameraError):
        seen.extend(source(cut, clock, realtime=False).frames(Flag(clock)))
    assert 0 < len(seen) < 30


@pytest.mark.parametrize("source", ["~nobody-at-all/x.mp4", "a" * 5000, "a/" * 3000])
def test_a_path_that_the_system_does_not_take(source: str) -> None:
    with pytest.raises(CameraError) as caught:
        make_source(CameraConfig(id="cam", source=source), ManualClock())
    assert caught.value.code == "camera.unreachable"
