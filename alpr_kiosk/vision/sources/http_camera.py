# SPDX-License-Identifier: AGPL-3.0-or-later
"""HTTP cameras: the content type of the answer says what they send.

multipart: MJPEG. An image: a snapshot, asked for again and again. Anything else that is not a page
is given to FFmpeg.
"""

from __future__ import annotations

from collections.abc import Iterator

import requests

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.address import redact
from alpr_kiosk.vision.sources.http_client import (
    OPEN_TIMEOUT_S,
    PICTURE_TIMEOUT_S,
    READ_TIMEOUT_S,
    CameraClient,
)
from alpr_kiosk.vision.sources.http_login import CameraLogin
from alpr_kiosk.vision.sources.multipart import MultipartReader, boundary_of
from alpr_kiosk.vision.sources.rtsp import RtspSource
from alpr_kiosk.vision.sources.still_check import MAX_BYTES
from alpr_kiosk.vision.sources.stills import PictureTally
from alpr_kiosk.vision.types import Frame, Picture, SourceCounters

DRAIN_BYTES = 4 * 1024 * 1024
"""When this much has come in one go, the newest picture of it is taken although more waits."""

_PAGES = ("text/html", "text/plain", "application/json", "application/xml", "text/xml")
_UNSAID = ("", "application/octet-stream", "binary/octet-stream")
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"BM")


class HttpCameraSource:
    """A camera at an ``http://`` or ``https://`` address.

    Args:
        camera: Address, credentials and snapshots a second.
        clock: Where arrival times come from.
        open_timeout_s: Seconds to a connection.
        read_timeout_s: Seconds without a byte.
        picture_timeout_s: Seconds for one whole picture.
    """

    def __init__(
        self,
        *,
        camera: CameraConfig,
        clock: Clock,
        open_timeout_s: float = OPEN_TIMEOUT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
        picture_timeout_s: float = PICTURE_TIMEOUT_S,
    ) -> None:
        self._camera = camera
        self._clock = clock
        self._open_timeout_s = open_timeout_s
        self._read_timeout_s = read_timeout_s
        self._picture_timeout_s = picture_timeout_s
        self._shown = redact(camera.source)
        self._seq = 0
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        """Yield frames as they arrive; a live source has no end, so its end is a loss.

        Raises:
            CameraError: ``camera.unreachable``, ``camera.not_found`` (also for a redirect to
                another host), ``camera.login``, ``camera.format`` or ``camera.lost``.
        """
        client = CameraClient(
            address=self._camera.source,
            shown=self._shown,
            login=CameraLogin.of(self._camera),
            clock=self._clock,
            stop=stop,
            open_timeout_s=self._open_timeout_s,
            read_timeout_s=self._read_timeout_s,
            picture_timeout_s=self._picture_timeout_s,
        )
        try:
            for picture in self._pictures(client, stop):
                if stop.is_set():
                    return
                if picture is None:
                    break
                self._seq += 1
                yield Frame(
                    camera_id=self._camera.id,
                    seq=self._seq,
                    picture=picture,
                    captured_at=self._clock.utc_now(),
                    captured_mono=self._clock.monotonic(),
                )
            else:
                return
        except CameraError:
            if stop.is_set():
                return
            raise
        finally:
            client.close()
        reader = RtspSource(camera=self._camera, clock=self._clock)
        reader.counters = self.counters
        yield from reader.frames(stop)

    def _pictures(self, client: CameraClient, stop: StopFlag) -> Iterator[Picture | None]:
        """Yield pictures; None when another reader must take over."""
        response = client.get({})
        try:
            tally = PictureTally(counters=self.counters, shown=self._shown)
            kind, head = self._kind(client, response)
            if kind == "multipart":
                yield from self._stream(client, response, head, tally, stop)
            elif kind == "image":
                yield from self._snapshots(client, response, head, tally, stop)
            else:
                yield None
        finally:
            response.close()

    def _kind(self, client: CameraClient, response: requests.Response) -> tuple[str, bytes]:
        """Return ``multipart``, ``image`` or ``other``, and what was read to find out."""
        if response.status_code == 304:
            raise self._error("camera.format", "says unchanged without a picture before")
        named = _content_type(response)
        if named.startswith("multipart/"):
            return "multipart", b""
        if named.startswith("image/"):
            return "image", b""
        if named in _PAGES:
            raise self._error("camera.format", f"sends {named} instead of a picture")
        if named not in _UNSAID:
            return "other", b""
        head = client.read(response)
        if head.startswith(_MAGIC):
            return "image", head
        return ("multipart" if head.lstrip().startswith(b"--") else "other"), head

    def _stream(
        self,
        client: CameraClient,
        response: requests.Response,
        head: bytes,
        tally: PictureTally,
        stop: StopFlag,
    ) -> Iterator[Picture]:
        reader = MultipartReader(boundary_of(response.headers.get("Content-Type", "")))
        parts = reader.feed(head)
        client.begin()
        given_up = 0
        while not stop.is_set():
            taken = 0
            while not parts or (client.has_more() and taken < DRAIN_BYTES):
                data = client.read(response)
                if not data and parts:
                    break
                if not data:
                    raise self._error("camera.lost", "end of stream")
                taken += len(data)
                parts += [part for part in reader.feed(data) if part.strip()]
                while given_up < reader.damaged:
                    given_up += 1
                    tally.damaged("a part of the stream is too long")
            # Who is behind takes the newest.
            for old in parts[:-1]:
                self.counters.packets += 1
                self.counters.skipped += 1
                self.counters.received_bytes += len(old)
            picture = tally.take(parts[-1])
            parts = []
            client.begin()
            if picture is not None:
                yield picture
                client.begin()

    def _snapshots(
        self,
        client: CameraClient,
        response: requests.Response,
        head: bytes,
        tally: PictureTally,
        stop: StopFlag,
    ) -> Iterator[Picture]:
        period = 1.0 / self._camera.snapshot_fps
        due = self._clock.monotonic()
        picture: Picture | None = None
        known: dict[str, str] = {}
        while True:
            if response.status_code == 304:
                if picture is None:
                    raise self._error("camera.format", "says unchanged without a picture before")
                # Not sent again is the same picture again: whether it stands still is for the
                # one who watches the scene.
                client.read(response)
                self.counters.packets += 1
                yield picture
            else:
                body = self._body(client, response, head, tally)
                fresh = None if body is None else tally.take(body)
                if fresh is not None:
                    picture, known = fresh, _conditions(response)
                    yield fresh
            head = b""
            due = max(due + period, self._clock.monotonic())
            if stop.wait(max(0.0, due - self._clock.monotonic())):
                return
            response = client.get(known)
            if response.status_code == 200 and _content_type(response).startswith("multipart/"):
                response.close()
                raise self._error("camera.lost", "sends a stream now")

    def _body(
        self, client: CameraClient, response: requests.Response, head: bytes, tally: PictureTally
    ) -> bytearray | None:
        """Return a whole body, None (counted, connection closed) when it is too long."""
        body = bytearray(head)
        while data := client.read(response):
            body += data
            if len(body) > MAX_BYTES:
                response.close()
                tally.damaged("more than 16 MB")
                return None
        return body

    def _error(self, code: str, detail: str) -> CameraError:
        return CameraError(code, source=self._shown, detail=detail)


def _content_type(response: requests.Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()[:100]


def _conditions(response: requests.Response) -> dict[str, str]:
    """Return the headers that ask for a picture only if it is another one."""
    found = {}
    for given, asked in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        value = response.headers.get(given, "")
        if value and len(value) < 256 and value.isprintable():
            found[asked] = value
    return found
