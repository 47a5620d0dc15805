# SPDX-License-Identifier: AGPL-3.0-or-later
"""Network cameras by PyAV. An address with credentials never leaves this module.

PyAV puts the whole address into the text of its exceptions, so those are neither chained nor
quoted: errors carry the class of the fault and the address without user and password. FFmpeg's own
log is off in PyAV unless somebody turns it on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import av

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import AvPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.address import (
    NETWORK_SCHEMES,
    address_with_login,
    credentials,
    redact,
)
from alpr_kiosk.vision.sources.decoder import (
    CODECS,
    MAX_PIXELS,
    Decoded,
    PictureDecoder,
    Undecodable,
)
from alpr_kiosk.vision.sources.lateness import HURRY_S, Pace
from alpr_kiosk.vision.sources.rtsp_probe import USER_AGENT, resolved
from alpr_kiosk.vision.types import Frame, SourceCounters

__all__ = ["NETWORK_SCHEMES", "RtspSource", "address_with_login", "redact"]

OPEN_TIMEOUT_S = 4.0
"""For all of a connection; a fault shall be told within 5 s."""

READ_TIMEOUT_S = 2.0
"""A read waits for twice this long before it fails (measured: 4.0 s)."""

PROBE = 200_000
"""Bytes, and microseconds, that are looked at before the first frame; with FFmpeg's default the
first frame comes after 3 s instead of 0.4 s (hardware.md 2, measured)."""

HTTP_OPTIONS = {
    "protocol_whitelist": "http,https,tcp,tls",
    "format_whitelist": "asf,avi,flv,h264,hevc,m4v,matroska,mjpeg,mov,mp4,mpegts,mpjpeg,webm",
    "max_redirects": "0",
    "http_proxy": "",
}
"""What a camera sends by HTTP is no list of further addresses: a playlist would have us ask other
hosts, or open files of this computer."""

_BROKEN = (av.error.FFmpegError, OSError, ValueError, MemoryError)


class RtspSource:
    """A network camera.

    Args:
        camera: Address, credentials and transport.
        clock: Where arrival times come from.
        open_timeout_s: Seconds to wait for a connection.
        read_timeout_s: Seconds to wait for data.
    """

    def __init__(
        self,
        *,
        camera: CameraConfig,
        clock: Clock,
        open_timeout_s: float = OPEN_TIMEOUT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._camera = camera
        self._clock = clock
        self._open_timeout_s = open_timeout_s
        self._read_timeout_s = read_timeout_s
        self._shown = redact(camera.source)
        self._seq = 0
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        """Yield frames as they arrive; a live source has no end, so its end is a loss.

        When the reader is behind, pictures are left out (`SourceCounters.skipped`); a frame's time
        of arrival is the one that it would have had with a prompt reader.

        Raises:
            CameraError: ``camera.unreachable``, ``camera.not_found``, ``camera.login``,
                ``camera.format`` or ``camera.lost``.
        """
        container = self._open()
        try:
            yield from self._read(container, self._video(container), stop)
        finally:
            container.close()

    def _open(self) -> Any:
        began = time.monotonic()
        scheme, found, rest = self._camera.source.partition("://")
        # FFmpeg knows its protocols in lower case only.
        source = f"{scheme.lower()}{found}{rest}"
        if not source.startswith("rtsp"):
            return self._connect(source, self._open_timeout_s, HTTP_OPTIONS)
        # Without "fflags=nobuffer": it throws away what was looked at while probing, 1.3 s of
        # pictures on loopback, and gains nothing once the stream runs.
        options = {
            "rtsp_transport": self._camera.transport,
            "allowed_media_types": "video",
            "user_agent": USER_AGENT,
            "protocol_whitelist": "rtsp,rtsps,rtp,udp,tcp,tls",
        }
        user, password = credentials(self._camera)
        timeout_s = self._open_timeout_s
        with resolved(source, user=user, password=password, timeout_s=timeout_s) as there:
            left = max(0.1, timeout_s - (time.monotonic() - began))
            return self._connect(there, left, options)

    def _connect(self, source: str, timeout_s: float, options: dict[str, str]) -> Any:
        options = {"probesize": str(PROBE), "analyzeduration": str(PROBE), **options}
        # Of what FFmpeg decodes while it probes; the decoder below has its own limit.
        options["max_pixels"] = str(MAX_PIXELS)
        address = address_with_login(self._camera, source=source)
        fault: CameraError
        asked = time.monotonic()
        try:
            return av.open(address, options=options, timeout=(timeout_s, self._read_timeout_s))
        except _BROKEN as exc:
            silent = time.monotonic() - asked >= 0.9 * timeout_s
            code = "camera.unreachable" if silent else _open_code(exc)
            fault = CameraError(code, source=self._shown, detail=type(exc).__name__)
        # Raised outside of the handler: neither cause nor context may hold the address.
        raise fault

    def _video(self, container: Any) -> Any:
        """Return the stream to decode."""
        streams = container.streams.video
        codec = getattr(streams[0], "codec_context", None) if streams else None
        if codec is None or codec.name not in CODECS:
            name = "no video" if codec is None else f"codec {codec.name}"
            raise CameraError("camera.format", source=self._shown, detail=name)
        return streams[0]

    def _read(self, container: Any, stream: Any, stop: StopFlag) -> Iterator[Frame]:
        decoder = PictureDecoder(stream=stream, counters=self.counters)
        pace = Pace()
        packets = container.demux(stream)
        media_s, first = 0.0, None
        while not stop.is_set():
            packet = self._next(packets)
            now = self._clock.monotonic()
            self.counters.packets += 1
            self.counters.received_bytes += packet.size
            at = packet.pts if packet.dts is None else packet.dts
            if at is not None:
                media_s = float(at * packet.time_base)
            late = pace.note(media_s, now, is_key=packet.is_keyframe)
            if pace.skips:
                self.counters.skipped += 1
                continue
            if pace.resumed:
                decoder.resume()
            for decoded in self._decode(decoder, packet, hurry=late > HURRY_S):
                shown = decoded.frame.time
                first = shown if first is None else first
                media = None if shown is None or first is None else shown - first
                yield self._frame(decoded, late_s=late, media_s=media)
                if stop.is_set():
                    return

    def _next(self, packets: Iterator[Any]) -> Any:
        try:
            packet = next(packets)
        except StopIteration:
            detail = "end of stream"
        except _BROKEN as exc:
            detail = type(exc).__name__
        else:
            if packet.size:
                return packet
            detail = "end of stream"
        raise CameraError("camera.lost", source=self._shown, detail=detail)

    def _decode(self, decoder: PictureDecoder, packet: Any, *, hurry: bool) -> list[Decoded]:
        before = self.counters.decoded + self.counters.decode_errors
        try:
            decoded = decoder.decode(packet, hurry=hurry)
        except Undecodable:
            code = "camera.lost" if self.counters.decoded else "camera.format"
        else:
            if hurry and self.counters.decoded + self.counters.decode_errors == before:
                self.counters.skipped += 1
            return decoded
        raise CameraError(code, source=self._shown, detail="cannot be decoded")

    def _frame(self, decoded: Decoded, *, late_s: float, media_s: float | None) -> Frame:
        self._seq += 1
        return Frame(
            camera_id=self._camera.id,
            seq=self._seq,
            picture=AvPicture(decoded.frame),
            captured_at=self._clock.utc_now() - timedelta(seconds=late_s),
            captured_mono=self._clock.monotonic() - late_s,
            media_s=media_s,
            damaged=decoded.damaged,
        )


def _open_code(exc: Exception) -> str:
    """Return the error code of a failed connection."""
    if isinstance(exc, av.error.HTTPUnauthorizedError | av.error.HTTPForbiddenError):
        return "camera.login"
    if isinstance(exc, av.error.HTTPNotFoundError | av.error.HTTPBadRequestError):
        return "camera.not_found"
    if isinstance(
        exc,
        av.error.InvalidDataError
        | av.error.DecoderNotFoundError
        | av.error.DemuxerNotFoundError
        | av.error.PatchWelcomeError,
    ):
        return "camera.format"
    return "camera.unreachable"
