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
from alpr_kiosk.vision.sources.decoder import MAX_PIXELS, Decoded, PictureDecoder, Undecodable
from alpr_kiosk.vision.types import Frame, SourceCounters

VIDEO_SUFFIXES = frozenset(
    {".mp4", ".mkv", ".avi", ".mov", ".m4v", ".ts", ".webm", ".mpg", ".mjpeg"}
)

LATE_S = 0.1
"""A frame that is later than this is not shown any more when playing at real time, seconds."""

GIVE_UP_S = 1.0
"""Behind by more than this, seconds, the file goes on from where it is instead of dropping all."""

LONGEST_WAIT_S = 60.0
"""A time stamp may be nonsense; no picture of a recording is waited for longer, seconds."""

OPTIONS = {"max_pixels": str(MAX_PIXELS), "protocol_whitelist": "file"}
"""A file may neither claim an absurd size nor point at something on the network."""

_BROKEN = (av.error.FFmpegError, OSError, ValueError, MemoryError)


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
                it, or none that can be decoded), ``camera.lost`` (broken from here on).
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
            container = av.open(str(self._path), options=OPTIONS)
        except _BROKEN as exc:
            raise CameraError(
                "camera.format", source=str(self._path), detail=type(exc).__name__
            ) from exc
        with container:
            streams = container.streams.video
            if not streams or getattr(streams[0], "codec_context", None) is None:
                raise CameraError("camera.format", source=str(self._path), detail="no video")
            yield from self._play(container, streams[0], stop)

    def _play(self, container: Any, stream: Any, stop: StopFlag) -> Iterator[Frame]:
        step = 1.0 / float(stream.average_rate) if stream.average_rate else 0.04
        start_mono = self._clock.monotonic()
        first: float | None = None
        media_s = -step
        for decoded in self._decode(container, stream, stop):
            shown = decoded.frame.time
            if shown is None:
                media_s += step
            else:
                first = shown if first is None else first
                media_s = shown - first
            if self._realtime:
                ahead = start_mono + media_s - self._clock.monotonic()
                if ahead < -GIVE_UP_S:
                    start_mono -= ahead
                elif ahead < -LATE_S:
                    self.counters.skipped += 1
                    continue
                if ahead > 0 and stop.wait(min(ahead, LONGEST_WAIT_S)):
                    return
            self._seq += 1
            yield Frame(
                camera_id=self._camera_id,
                seq=self._seq,
                picture=AvPicture(decoded.frame),
                captured_at=self._clock.utc_now(),
                captured_mono=self._clock.monotonic(),
                media_s=media_s,
                damaged=decoded.damaged,
            )

    def _decode(self, container: Any, stream: Any, stop: StopFlag) -> Iterator[Decoded]:
        fault: CameraError
        try:
            decoder = PictureDecoder(stream=stream, counters=self.counters)
            for packet in container.demux(stream):
                if stop.is_set():
                    return
                self.counters.packets += 1
                self.counters.received_bytes += packet.size
                yield from decoder.decode(packet)
        except Undecodable:
            code = "camera.lost" if self.counters.decoded else "camera.format"
            fault = CameraError(code, source=str(self._path), detail="cannot be decoded")
        except _BROKEN as exc:
            fault = CameraError("camera.lost", source=str(self._path), detail=type(exc).__name__)
        else:
            return
        raise fault
