# SPDX-License-Identifier: AGPL-3.0-or-later
"""USB cameras: what is plugged in, what goes wrong, and decoding of what such a camera sends."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.factory import is_live, is_usb, make_source
from alpr_kiosk.vision.sources.usb import UsbCamera, UsbSource, descriptor_of, list_usb_cameras
from alpr_kiosk.vision.types import Frame, Picture
from tests.fakes.clock import ManualClock

NODES = sorted(Path("/dev").glob("video[0-9]*"))


def usb(source: str = "/dev/v4l/by-path/x", dev: Path = Path("/dev"), **options: Any) -> UsbSource:
    camera = CameraConfig(id="usb", source=source, **options)
    return UsbSource(camera=camera, clock=SystemClock(), dev=dev)


def fault(source: UsbSource) -> CameraError:
    with pytest.raises(CameraError) as caught:
        list(source.frames(threading.Event()))
    return caught.value


@pytest.fixture
def machine(tmp_path: Path) -> tuple[Path, Path]:
    """Two cameras with two nodes each, one more without a name, and what is no camera."""
    dev, about = tmp_path / "dev", tmp_path / "sys" / "class" / "video4linux"
    by_path, by_id = dev / "v4l" / "by-path", dev / "v4l" / "by-id"
    for folder in (by_path, by_id, about):
        folder.mkdir(parents=True)
    names = ["HD Pro Webcam C920\n", "HD Pro Webcam C920\n", "Türkamera\n", "Türkamera\n"]
    for number, name in enumerate(names):
        (dev / f"video{number}").touch()
        (about / f"video{number}").mkdir()
        (about / f"video{number}" / "name").write_text(name)
        (about / f"video{number}" / "index").write_text(f"{number % 2}\n")
    (dev / "video10").touch()
    (dev / "video-dec").touch()
    (dev / "null").touch()
    for socket, node in (("usb-0:2:1.0", 0), ("usb-0:1:1.0", 2)):
        (by_path / f"pci-0-{socket}-video-index0").symlink_to(f"../../video{node}")
        (by_path / f"pci-0-{socket}-video-index1").symlink_to(f"../../video{node + 1}")
        (by_path / f"pci-0-usbv2-{socket[4:]}-video-index0").symlink_to(f"../../video{node}")
    (by_id / "usb-C920-video-index0").symlink_to("../../video0")
    (by_id / "usb-lost-video-index0").symlink_to("../../video7")
    return dev, tmp_path / "sys"


def test_cameras_are_listed_by_their_socket(machine: tuple[Path, Path]) -> None:
    dev, kernel = machine
    folder = dev / "v4l" / "by-path"
    assert list_usb_cameras(dev=dev, sys=kernel) == (
        UsbCamera(
            path=folder / "pci-0-usb-0:1:1.0-video-index0", node=dev / "video2", name="Türkamera"
        ),
        UsbCamera(
            path=folder / "pci-0-usb-0:2:1.0-video-index0",
            node=dev / "video0",
            name="HD Pro Webcam C920",
        ),
        UsbCamera(path=dev / "video10", node=dev / "video10", name=""),
    )


def test_nothing_is_plugged_in(tmp_path: Path) -> None:
    assert list_usb_cameras(dev=tmp_path / "none", sys=tmp_path) == ()


def test_a_missing_camera_names_those_that_are_there(machine: tuple[Path, Path]) -> None:
    dev, _ = machine
    caught = fault(usb(str(dev / "v4l" / "by-path" / "gone"), dev))
    assert caught.code == "camera.unreachable"
    assert "usb-0:1:1.0" in str(caught.context["detail"])
    nothing = fault(usb(str(dev / "video99"), dev / "none"))
    assert str(nothing.context["detail"]).endswith("none")


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero", "pty", "folder"])
def test_what_is_not_a_camera(path: str, tmp_path: Path) -> None:
    ends = os.openpty()
    try:
        names = {"pty": os.ttyname(ends[1]), "folder": str(tmp_path)}
        caught = fault(usb(names.get(path, path)))
    finally:
        for end in ends:
            os.close(end)
    assert caught.code == "camera.format"
    assert caught.context["detail"] == "not a camera"


def test_no_permission_names_the_group(tmp_path: Path) -> None:
    node = tmp_path / "video0"
    node.touch(mode=0o000)
    script = (
        "import os, sys, threading\n"
        "from alpr_kiosk.config.schema import CameraConfig\n"
        "from alpr_kiosk.domain.clock import SystemClock\n"
        "from alpr_kiosk.errors import CameraError\n"
        "from alpr_kiosk.vision.sources.usb import UsbSource\n"
        "camera = CameraConfig(id='usb', source=sys.argv[1])\n"
        "if os.geteuid() == 0:\n"
        "    os.setgroups([]); os.setegid(65534); os.seteuid(65534)\n"
        "try:\n"
        "    list(UsbSource(camera=camera, clock=SystemClock()).frames(threading.Event()))\n"
        "except CameraError as exc:\n"
        "    print(exc)\n"
    )
    # Everybody may walk to it; nobody may open it.
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o111)
    done = subprocess.run(
        [sys.executable, "-c", script, str(node)], capture_output=True, text=True, timeout=120
    )
    assert done.stdout.startswith("camera.unreachable"), done.stderr
    assert "group video" in done.stdout


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [
        (errno.EBUSY, "camera.lost", "busy"),
        (errno.ENODEV, "camera.unreachable", "no such device"),
        (errno.EINVAL, "camera.format", "formats"),
        (errno.EMFILE, "camera.unreachable", "Too many open files"),
        (None, "camera.unreachable", "ValueError"),
    ],
)
def test_other_errors_of_the_system(number: int | None, code: str, word: str) -> None:
    caught = usb()._open_error(number, "ValueError")
    assert (caught.code, word in str(caught.context["detail"])) == (code, True)


def test_options_ask_for_jpeg_first() -> None:
    first, second = usb(usb_size=(1280, 720), usb_fps=12.5).options()
    assert first == {
        "video_size": "1280x720",
        "framerate": "12.5",
        "input_format": "mjpeg",
    }
    assert second == {key: value for key, value in first.items() if key != "input_format"}
    assert usb().options() == ({"input_format": "mjpeg"}, {})


def test_a_device_that_falls_silent_is_lost_and_does_not_hold_the_stop(tmp_path: Path) -> None:
    write(tmp_path / "a.avi", "mjpeg", "yuvj422p")
    ends = os.pipe()
    try:
        silent = UsbSource(
            camera=CameraConfig(id="usb", source="/dev/video0"),
            clock=SystemClock(),
            read_timeout_s=0.3,
        )
        with av.open(str(tmp_path / "a.avi")) as container, pytest.raises(CameraError) as caught:
            next(silent.pictures(container, threading.Event(), descriptor=ends[0]))
        assert (caught.value.code, caught.value.context["detail"]) == ("camera.lost", "no picture")

        stop = threading.Event()
        stop.set()
        with av.open(str(tmp_path / "a.avi")) as container:
            assert list(usb().pictures(container, stop, descriptor=ends[0])) == []
            os.write(ends[1], b"x")
            ready = usb().pictures(container, threading.Event(), descriptor=ends[0])
            assert next(ready).size == (64, 48)
    finally:
        for end in ends:
            os.close(end)


def test_the_open_device_is_found_among_our_files(tmp_path: Path) -> None:
    (tmp_path / "node").touch()
    (tmp_path / "link").symlink_to("node")
    assert descriptor_of(tmp_path / "link") is None
    with (tmp_path / "node").open() as file:
        assert descriptor_of(tmp_path / "link") == file.fileno()


def test_what_is_a_usb_camera() -> None:
    assert is_usb("/dev/video0")
    assert is_usb("/dev/v4l/by-id/x")
    assert not is_usb("/dev/shm/a.mp4")
    assert not is_usb("demo:gate-in")
    assert [is_live(name) for name in ("/dev/video0", "http://a/b", "a.mp4")] == [True, True, False]
    camera = CameraConfig(id="a", source="/dev/video0")
    assert isinstance(make_source(camera, ManualClock()), UsbSource)


def write(path: Path, codec: str, pixel_format: str, frames: int = 4) -> bytes:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, pixel_format
        stream.time_base = Fraction(1, 10)
        for index in range(frames):
            noise = np.random.default_rng(index).integers(0, 255, (48, 64, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(noise, format="bgr24")))
        container.mux(stream.encode())
    return path.read_bytes()


@pytest.mark.parametrize(
    ("codec", "pixel_format", "named"),
    [("mjpeg", "yuvj422p", "mjpeg"), ("rawvideo", "yuyv422", "rawvideo")],
)
def test_what_usb_cameras_send(tmp_path: Path, codec: str, pixel_format: str, named: str) -> None:
    """The same packets as from a device, out of a file; its end is what unplugging looks like."""
    write(tmp_path / "a.avi", codec, pixel_format)
    source = usb()
    pictures: list[Picture] = []
    with av.open(str(tmp_path / "a.avi")) as container, pytest.raises(CameraError) as caught:
        pictures.extend(source.pictures(container, threading.Event()))
    assert caught.value.code == "camera.lost"
    assert [picture.bgr().shape for picture in pictures] == [(48, 64, 3)] * 4
    assert (source.counters.packets, source.counters.decoded) == (4, 4)
    assert source.counters.codec == named


def test_a_damaged_picture_of_a_usb_camera_is_left_out(tmp_path: Path) -> None:
    data = bytearray(write(tmp_path / "a.avi", "mjpeg", "yuvj422p"))
    second = data.index(b"\xff\xd8\xff", data.index(b"\xff\xd9") + 1)
    end = data.index(b"\xff\xd9", second)
    data[end - 300 : end + 2] = bytes(302)
    (tmp_path / "b.avi").write_bytes(data)
    source = usb()
    with av.open(str(tmp_path / "b.avi")) as container, pytest.raises(CameraError):
        for _ in source.pictures(container, threading.Event()):
            pass
    assert (source.counters.decoded, source.counters.decode_errors) == (3, 1)


@pytest.mark.skipif(not NODES, reason="no /dev/video* here: needs a USB camera")
def test_a_real_camera() -> None:
    cameras = list_usb_cameras()
    assert cameras
    frames = usb(str(cameras[0].path)).frames(threading.Event())
    first: Frame = next(frames)
    assert first.picture.size[0] > 0
    frames.close()  # type: ignore[attr-defined]
