# SPDX-License-Identifier: AGPL-3.0-or-later
"""USB cameras by V4L2, named by the socket that they are plugged into.

``/dev/video0`` is whichever camera woke first; ``/dev/v4l/by-path/...`` stays with the socket.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import AvPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.stills import PictureTally
from alpr_kiosk.vision.types import Frame, Picture, SourceCounters

OPEN_TIMEOUT_S = 5.0
"""Seconds to the first picture: a sensor needs about one to set its exposure."""

READ_TIMEOUT_S = 3.0
"""Seconds without a picture after which a camera is lost; as for the network."""

SLICE_S = 0.2
"""How often the stop flag is looked at while no picture comes, seconds."""

STABLE_FOLDERS = ("by-path", "by-id")
"""Below /dev/v4l, best first: a path names the socket; an id names the camera, and two of a kind
share it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsbCamera:
    """A camera that is plugged in.

    Attributes:
        path: What to write into the site file: stable where the system has one.
        node: The device it is now, e.g. ``/dev/video0``.
        name: Product name; "" when the system does not know it.
    """

    path: Path
    node: Path
    name: str


def list_usb_cameras(
    *, dev: Path = Path("/dev"), sys: Path = Path("/sys")
) -> tuple[UsbCamera, ...]:
    """Return the cameras that are plugged in, by path.

    Args:
        dev: Where the devices are.
        sys: Where the kernel describes them.
    """
    stable: dict[str, Path] = {}
    for folder in STABLE_FOLDERS:
        for link in _entries(dev / "v4l" / folder):
            # Newer systems have every socket twice, "usb" and "usbv2": the plain one is older.
            stable.setdefault(link.resolve().name, link)
    found = []
    for node in _entries(dev):
        if not node.name.removeprefix("video").isdigit() or not node.name.startswith("video"):
            continue
        about = sys / "class" / "video4linux" / node.name
        # One camera has several nodes: 0 has its pictures, the others have notes about them.
        if _line(about / "index") not in {"", "0"}:
            continue
        found.append(
            UsbCamera(path=stable.get(node.name, node), node=node, name=_line(about / "name"))
        )
    return tuple(sorted(found, key=lambda camera: str(camera.path)))


class UsbSource:
    """A USB camera.

    Args:
        camera: Path, picture size and frames a second.
        clock: Where arrival times come from.
        dev: Where devices are looked for when this one is missing.
        read_timeout_s: Seconds without a picture.
    """

    def __init__(
        self,
        *,
        camera: CameraConfig,
        clock: Clock,
        dev: Path = Path("/dev"),
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._camera = camera
        self._clock = clock
        self._dev = dev
        self._read_timeout_s = read_timeout_s
        self._seq = 0
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        """Yield frames as they arrive; a live source has no end, so its end is a loss.

        Raises:
            CameraError: ``camera.unreachable`` (no such device, or no right to it),
                ``camera.format`` (not a camera, or none of its formats), ``camera.lost`` (in use
                by another program, unplugged, or silent).
        """
        container = self._open()
        try:
            if not container.streams.video:
                raise self._error("camera.format", "no video")
            descriptor = descriptor_of(Path(self._camera.source))
            for picture in self.pictures(container, stop, descriptor=descriptor):
                self._seq += 1
                yield Frame(
                    camera_id=self._camera.id,
                    seq=self._seq,
                    picture=picture,
                    captured_at=self._clock.utc_now(),
                    captured_mono=self._clock.monotonic(),
                )
        finally:
            container.close()

    def pictures(
        self, container: Any, stop: StopFlag, *, descriptor: int | None = None
    ) -> Iterator[Picture]:
        """Yield the pictures of an open container until `stop`.

        Args:
            container: From PyAV.
            stop: Ends it.
            descriptor: What to wait on before each read: a read of V4L2 itself waits for ever.

        Raises:
            CameraError: ``camera.lost`` or ``camera.format``.
        """
        stream = container.streams.video[0]
        stream.thread_type = "NONE"
        stream.codec_context.thread_count = 1
        compressed = stream.codec_context.name == "mjpeg"
        tally = PictureTally(counters=self.counters, shown=self._camera.source)
        for packet in self._packets(container, stream, stop, descriptor):
            picture = tally.take(bytes(packet)) if compressed else self._raw(packet, tally)
            if picture is not None:
                yield picture

    def options(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return what the device is asked for, first and, if it has no MJPEG, second."""
        plain: dict[str, str] = {}
        if self._camera.usb_size is not None:
            plain["video_size"] = "{}x{}".format(*self._camera.usb_size)
        if self._camera.usb_fps is not None:
            plain["framerate"] = f"{self._camera.usb_fps:g}"
        # MJPEG first: raw pictures of 1280 x 720 fill a USB 2 bus at 10 a second.
        return {**plain, "input_format": "mjpeg"}, plain

    def _open(self) -> Any:
        path = Path(self._camera.source)
        first, second = self.options()
        for options in (first, second):
            try:
                return av.open(
                    str(path),
                    format="v4l2",
                    options=options,
                    timeout=(OPEN_TIMEOUT_S, self._read_timeout_s),
                )
            except (av.error.FFmpegError, OSError, ValueError) as exc:
                number = getattr(exc, "errno", None)  # some of PyAV's are a ValueError with one
                if options is first and number in {errno.EINVAL, errno.EIO}:
                    continue  # the driver does not know the format
                raise self._open_error(number, type(exc).__name__) from exc
        raise AssertionError("not reached")

    def _open_error(self, number: int | None, kind: str) -> CameraError:
        """Return what an error number of the system means for a camera."""
        if number in {errno.ENOENT, errno.ENXIO, errno.ENODEV}:
            there = ", ".join(str(camera.path) for camera in list_usb_cameras(dev=self._dev))
            return self._error("camera.unreachable", f"no such device; there is: {there or 'none'}")
        if number in {errno.EACCES, errno.EPERM}:
            return self._error(
                "camera.unreachable", "no permission; its user must be in group video"
            )
        if number == errno.EBUSY:
            return self._error("camera.lost", "busy: another program has it")
        if number in {errno.ENOTTY, errno.EISDIR, errno.EINVAL}:
            detail = "not a camera" if number != errno.EINVAL else "none of its formats fits"
            return self._error("camera.format", detail)
        detail = kind if number is None or number < 0 else os.strerror(number)
        return self._error("camera.unreachable", detail)

    def _packets(
        self, container: Any, stream: Any, stop: StopFlag, descriptor: int | None
    ) -> Iterator[Any]:
        packets = container.demux(stream)
        while self._wait(stop, descriptor):
            try:
                packet = next(packets, None)
            except av.error.BlockingIOError:
                packets = container.demux(stream)  # a buffer that the driver gave up
                continue
            except (av.error.FFmpegError, OSError, ValueError) as exc:
                raise self._error("camera.lost", type(exc).__name__) from exc
            if packet is None or packet.size == 0:
                raise self._error("camera.lost", "unplugged")
            yield packet

    def _wait(self, stop: StopFlag, descriptor: int | None) -> bool:
        """Return True when a picture is there, False when the flag is set."""
        if descriptor is None:
            return not stop.is_set()
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        until = self._clock.monotonic() + self._read_timeout_s
        while not stop.is_set():
            left = until - self._clock.monotonic()
            if left <= 0:
                raise self._error("camera.lost", "no picture")
            if poll.poll(min(left, SLICE_S) * 1000):
                return True
        return False

    def _raw(self, packet: Any, tally: PictureTally) -> Picture | None:
        self.counters.packets += 1
        self.counters.received_bytes += packet.size
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, ValueError) as exc:
            tally.damaged(type(exc).__name__)
            return None
        if not frames:
            return None
        picture = AvPicture(frames[-1])
        self.counters.decoded += 1
        self.counters.codec = packet.stream.codec_context.name
        self.counters.width, self.counters.height = picture.size
        tally.good()
        return picture

    def _error(self, code: str, detail: str) -> CameraError:
        return CameraError(code, source=self._camera.source, detail=detail)


def descriptor_of(path: Path) -> int | None:
    """Return the number under which this process has a device open; FFmpeg does not tell."""
    real = os.path.realpath(path)
    for entry in _entries(Path("/proc/self/fd")):
        # It may be gone meanwhile: other threads open and close files.
        with contextlib.suppress(OSError):
            if os.path.realpath(entry) == real:
                return int(entry.name)
    return None


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []  # not there: nothing is plugged in


def _line(file: Path) -> str:
    """Return the first line of a file of the kernel, "" when it cannot be read."""
    try:
        text = file.read_bytes()[:256].decode("utf-8", "replace")
    except OSError:
        return ""
    return text.split("\n", 1)[0].strip()
