# SPDX-License-Identifier: AGPL-3.0-or-later
"""Video files by PyAV, at their own speed or as fast as they are decoded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import AvPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.types import Frame, SourceCounters

VIDEO_SUFFIXES = frozenset(
    {".mp4", ".mkv", ".avi", ".mov", ".m4v", ".ts", ".webm", ".mpg", ".mjpeg"}
)

LATE_S = 0.1
"""A frame that is later than this is not shown any more when playing at real time, seconds."""

GIVE_UP_S = 1.0
"""Behind by more than this, seconds, the file goes on from where it is instead of dropping all."""


class VideoFileSource:
    """A video file as a camera.

    Args:
        camera_id: Camera.
        path: The file.
        clock: Where arrival times come from.
        realtime: Play by the file's time stamps and drop what is late; else every frame as fast
            as it is decoded.
        loop: Begin again at the end.
    """

    def __init__(
        self, *, camera_id: str, path: Path, clock: Clock, realtime: bool, loop: bool
    ) -> None:
        self._camera_id = camera_id
        self._path = path
        self._clock = clock
        self._realtime = realtime
        self._loop = loop
        self._seq = 0
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        """Yield the frames of the file.

        Raises:
            CameraError: ``camera.unreachable`` (no such file), ``camera.format`` (no video in
                it), ``camera.lost`` (damaged on the way).
        """
        if not self._path.is_file():
            raise CameraError("camera.unreachable", source=str(self._path), detail="no such file")
        while not stop.is_set():
            before = self._seq
            yield from self._once(stop)
            if not self._loop or stop.is_set():
                return
            if self._seq == before:
                raise CameraError("camera.format", source=str(self._path), detail="no frames")

    def _once(self, stop: StopFlag) -> Iterator[Frame]:
        try:
            container = av.open(str(self._path))
        except (av.error.FFmpegError, OSError, ValueError) as exc:
            raise CameraError(
                "camera.format", source=str(self._path), detail=type(exc).__name__
            ) from exc
        with container:
            if not container.streams.video:
                raise CameraError("camera.format", source=str(self._path), detail="no video")
            yield from self._decode(container, stop)

    def _decode(self, container: Any, stop: StopFlag) -> Iterator[Frame]:
        stream = container.streams.video[0]
        # One thread: the engines own the other cores, and frame threads would add latency.
        stream.thread_type = "NONE"
        stream.codec_context.thread_count = 1
        step = 1.0 / float(stream.average_rate) if stream.average_rate else 0.04
        start_mono = self._clock.monotonic()
        first: float | None = None
        media_s = -step
        decoded = container.decode(stream)
        while not stop.is_set():
            try:
                picture = next(decoded, None)
            except (av.error.FFmpegError, OSError, ValueError) as exc:
                raise CameraError(
                    "camera.lost", source=str(self._path), detail=type(exc).__name__
                ) from exc
            if picture is None:
                return
            if picture.time is None:
                media_s += step
            else:
                first = picture.time if first is None else first
                media_s = picture.time - first
            if self._realtime:
                ahead = start_mono + media_s - self._clock.monotonic()
                if ahead < -GIVE_UP_S:
                    start_mono -= ahead
                elif ahead < -LATE_S:
                    continue
                if ahead > 0 and stop.wait(ahead):
                    return
            self._seq += 1
            yield Frame(
                camera_id=self._camera_id,
                seq=self._seq,
                picture=AvPicture(picture),
                captured_at=self._clock.utc_now(),
                captured_mono=self._clock.monotonic(),
                media_s=media_s,
            )
