# SPDX-License-Identifier: AGPL-3.0-or-later
"""Network cameras by PyAV. An address with credentials never leaves this module.

PyAV puts the whole address into the text of its exceptions, so those are neither chained nor
quoted: errors carry the class of the fault and the address without user and password.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import av

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import AvPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.types import Frame, SourceCounters

OPEN_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 3.0
"""A read waits for twice this long before it fails (hardware.md 2, measured)."""

PROBE = 200_000
"""Bytes, and microseconds, that are looked at before the first frame; with FFmpeg's default the
first frame comes after 3 s instead of 0.4 s (hardware.md 2, measured)."""

NETWORK_SCHEMES = ("rtsp", "rtsps", "http", "https")


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
        self._timeout = (open_timeout_s, read_timeout_s)
        self._shown = redact(camera.source)
        self._seq = 0
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        """Yield frames as they arrive; a live source has no end, so its end is a loss.

        Raises:
            CameraError: ``camera.unreachable``, ``camera.login``, ``camera.format`` or
                ``camera.lost``.
        """
        container = self._open()
        try:
            stream = container.streams.video[0] if container.streams.video else None
            if stream is None:
                raise CameraError("camera.format", source=self._shown, detail="no video")
            # Frame threads hold frames back; the newest one is wanted.
            stream.thread_type = "NONE"
            stream.codec_context.thread_count = 1
            yield from self._decode(container, stream, stop)
        finally:
            container.close()

    def _open(self) -> Any:
        options = {"probesize": str(PROBE), "analyzeduration": str(PROBE)}
        if self._camera.source.startswith("rtsp"):
            # Without "fflags=nobuffer": it throws away what was looked at while probing, 1.3 s of
            # pictures on loopback, and gains nothing once the stream runs.
            options["rtsp_transport"] = self._camera.transport
        fault: CameraError
        try:
            return av.open(address_with_login(self._camera), options=options, timeout=self._timeout)
        except (av.error.FFmpegError, OSError, ValueError) as exc:
            fault = CameraError(_open_code(exc), source=self._shown, detail=type(exc).__name__)
        # Raised outside of the handler: neither cause nor context may hold the address.
        raise fault

    def _decode(self, container: Any, stream: Any, stop: StopFlag) -> Iterator[Frame]:
        decoded = container.decode(stream)
        first: float | None = None
        while not stop.is_set():
            fault: CameraError | None = None
            picture = None
            try:
                picture = next(decoded, None)
            except av.error.InvalidDataError:
                # One damaged packet is not the end of a stream; its decoder goes on.
                decoded = container.decode(stream)
                continue
            except (av.error.FFmpegError, OSError, ValueError) as exc:
                fault = CameraError("camera.lost", source=self._shown, detail=type(exc).__name__)
            if fault is None and picture is None:
                fault = CameraError("camera.lost", source=self._shown, detail="end of stream")
            if fault is not None:
                raise fault
            assert picture is not None  # noqa: S101 - for the type checker; see above
            if picture.time is not None and first is None:
                first = picture.time
            self._seq += 1
            yield Frame(
                camera_id=self._camera.id,
                seq=self._seq,
                picture=AvPicture(picture),
                captured_at=self._clock.utc_now(),
                captured_mono=self._clock.monotonic(),
                media_s=None if picture.time is None or first is None else picture.time - first,
            )


def redact(address: str) -> str:
    """Return an address without user, password and query (some cameras take both there)."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def address_with_login(camera: CameraConfig) -> str:
    """Return the camera's address with its credentials, for FFmpeg only.

    The password comes from the variable `password_env` if that is set, else from `password`.
    """
    if not camera.user:
        return camera.source
    password = camera.password.get_secret_value()
    if camera.password_env:
        password = os.environ.get(camera.password_env, password)
    parts = urlsplit(camera.source)
    login = f"{quote(camera.user, safe='')}:{quote(password, safe='')}"
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{login}@{host}", parts.path, parts.query, ""))


def _open_code(exc: Exception) -> str:
    """Return the error code of a failed connection."""
    if isinstance(exc, av.error.HTTPUnauthorizedError | av.error.HTTPForbiddenError):
        return "camera.login"
    if isinstance(
        exc,
        av.error.InvalidDataError | av.error.DecoderNotFoundError,
    ):
        return "camera.format"
    return "camera.unreachable"
