# SPDX-License-Identifier: AGPL-3.0-or-later
"""An HTTP camera on loopback: MJPEG and snapshots, Basic and Digest verified for real, and faults.

Paths: ``/snapshot`` and ``/video`` behave; every other path is one way to go wrong.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal

import cv2
import numpy as np

Login = Literal["", "basic", "md5", "sha256", "all"]


def jpeg(width: int = 160, height: int = 120, seed: int = 1, quality: int = 85) -> bytes:
    """Return a picture with detail in it."""
    small = np.random.default_rng(seed).integers(30, 220, (height // 8, width // 8), np.uint8)
    # One tint: decoders differ in how they spread colour.
    image = cv2.merge([cv2.resize(small, (width, height))] * 3) + np.array([0, 9, 20], np.uint8)
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return data.tobytes()


def claiming(data: bytes, width: int, height: int) -> bytes:
    """Return a baseline JPEG whose frame header claims another size."""
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + data[at + 9 :]


@dataclass
class Seen:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    status: int = 0
    peer: tuple[str, int] = ("", 0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    camera: HttpCamera

    def process_request(self, request: Any, client_address: Any) -> None:
        self.camera.connections.append(request)
        super().process_request(request, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: that clients break off is what is tested."""


@dataclass
class HttpCamera:
    """The camera; a context manager. Attributes may be changed while it runs.

    Attributes:
        host: Address of the interface that it stands at.
        pictures: What ``/video`` sends, again and again, and ``/snapshot`` the first of.
        period_s: Seconds between the pictures of a stream.
        count: Pictures of a stream, then it ends; None for no end.
        login: What it asks for.
        boundary: As the header names it.
        line: As it is written into the stream.
        with_length: Say the length of each part.
        length_off: Added to the length that is said.
        content_type: Of snapshots.
        etag: Answer 304 to who has the picture.
        target: Where ``/redirect`` leads.
        raw: What ``/raw`` writes instead of an HTTP answer.
    """

    host: str = "127.0.0.1"
    pictures: list[bytes] = field(default_factory=lambda: [jpeg(seed=n) for n in range(3)])
    period_s: float = 0.02
    count: int | None = None
    login: Login = ""
    user: str = "guard"
    password: str = "Tor:7/ö"
    boundary: str = "frame"
    line: str = "--frame"
    with_length: bool = True
    length_off: int = 0
    content_type: str = "image/jpeg"
    etag: bool = False
    keep: bool = True
    target: str = ""
    raw: bytes = b""
    seen: list[Seen] = field(default_factory=list)
    nonce: str = field(default_factory=lambda: secrets.token_hex(8))
    connections: list[socket.socket] = field(default_factory=list)
    go: threading.Event = field(default_factory=threading.Event)
    answered: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> HttpCamera:
        self._closing = threading.Event()
        self._server = _Server((self.host, 0), _Handler)
        self._server.camera = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/video", host: str = "") -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def wait(self, seconds: float) -> bool:
        """Return True when the camera is being switched off."""
        return self._closing.wait(seconds)

    def challenges(self) -> list[str]:
        """Return the WWW-Authenticate headers."""
        digest = f'Digest realm="cam, 1", qop="auth-int, auth", nonce="{self.nonce}", opaque="q"'
        found = []
        if self.login in {"basic", "all"}:
            found.append('Basic realm="cam"')
        if self.login in {"md5", "all"}:
            found.append(digest)
        if self.login in {"sha256", "all"}:
            found.append(digest + ", algorithm=SHA-256")
        return found

    def accepts(self, header: str, method: str, path: str) -> bool:
        """Return whether an Authorization header proves the password."""
        scheme, _, rest = header.partition(" ")
        if scheme == "Basic" and self.login in {"basic", "all"}:
            with contextlib.suppress(ValueError):
                return base64.b64decode(rest).decode() == f"{self.user}:{self.password}"
        if scheme != "Digest" or self.login in {"", "basic"}:
            return False
        pairs = re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', rest)
        got = {key: quoted or bare for key, quoted, bare in pairs}
        named = got.get("algorithm", "MD5")
        wanted = {"md5": {"MD5"}, "sha256": {"SHA-256"}}.get(self.login, {"MD5", "SHA-256"})
        if named not in wanted or got.get("nonce") != self.nonce or got.get("uri") != path:
            return False

        def digest(text: str) -> str:
            kind = hashlib.sha256 if named == "SHA-256" else hashlib.md5
            return kind(text.encode()).hexdigest()

        secret = digest(f"{self.user}:cam, 1:{self.password}")
        said = (got["nonce"], got["nc"], got["cnonce"], got["qop"])
        return got["response"] == digest(":".join((secret, *said, digest(f"{method}:{path}"))))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def send_response(self, code: int, message: str | None = None) -> None:
        self.entry.status = code
        super().send_response(code, message)

    def do_GET(self) -> None:
        camera = self.server.camera
        self.entry = Seen(
            path=self.path,
            headers={key.lower(): value for key, value in self.headers.items()},
            peer=self.client_address,
        )
        camera.seen.append(self.entry)
        if camera.login and not camera.accepts(
            self.headers.get("Authorization", ""), "GET", self.path
        ):
            self.send_response(401)
            for challenge in camera.challenges():
                self.send_header("WWW-Authenticate", challenge)
            self._end(b"")
            return
        name = self.path.partition("?")[0].strip("/").split("/")[0].replace("-", "_")
        action: Callable[[HttpCamera], None] = getattr(self, f"path_{name}", self.path_missing)
        action(camera)
        camera.answered.set()

    def _end(self, body: bytes, content_type: str = "") -> None:
        if content_type:
            self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, camera: HttpCamera, content_type: str | None = None) -> None:
        self.close_connection = True
        self.send_response(200)
        named = f"multipart/x-mixed-replace; boundary={camera.boundary}"
        self.send_header("Content-Type", named if content_type is None else content_type)
        self.end_headers()

    def _part(self, camera: HttpCamera, data: bytes) -> None:
        length = f"Content-Length: {len(data) + camera.length_off}\r\n"
        self.wfile.write(
            f"{camera.line}\r\nContent-Type: image/jpeg\r\n"
            f"{length if camera.with_length else ''}\r\n".encode()
            + data
            + b"\r\n"
        )

    # what behaves

    def path_video(self, camera: HttpCamera) -> None:
        self._stream(camera)
        number = 0
        due = time.monotonic()
        while camera.count is None or number < camera.count:
            self._part(camera, camera.pictures[number % len(camera.pictures)])
            number += 1
            # A busy machine makes a picture late, not the camera slower.
            now = time.monotonic()
            due = max(due + camera.period_s, now - camera.period_s)
            if camera.wait(max(0.0, due - now)):
                return

    def path_burst(self, camera: HttpCamera) -> None:
        """One picture; the others at once as soon as `go` is set."""
        self._stream(camera)
        self._part(camera, camera.pictures[0])
        camera.go.wait(60)
        for data in camera.pictures[1:]:
            self._part(camera, data)

    def path_unsaid(self, camera: HttpCamera) -> None:
        self._stream(camera, "application/octet-stream")
        for data in camera.pictures:
            self._part(camera, data)
        camera.wait(60)

    def path_chunked(self, camera: HttpCamera) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={camera.boundary}")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for data in camera.pictures:
            part = camera.line.encode() + b"\r\nContent-Type: image/jpeg\r\n\r\n" + data + b"\r\n"
            for at in range(0, len(part), 1000):
                piece = part[at : at + 1000]
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        camera.wait(60)

    def path_snapshot(self, camera: HttpCamera) -> None:
        data = camera.pictures[0]
        tag = f'"{hashlib.sha256(data).hexdigest()[:8]}"'
        if not camera.keep:
            self.close_connection = True  # without saying so
        if camera.etag and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        self.send_response(200)
        if camera.etag:
            self.send_header("ETag", tag)
        self._end(data, camera.content_type)

    # what does not

    def path_missing(self, camera: HttpCamera) -> None:
        self.send_response(404)
        self._end(b"no")

    def path_status(self, camera: HttpCamera) -> None:
        self.send_response(int(self.path.partition("?")[0].rpartition("/")[2]))
        self._end(b"x" * 100, "text/html")

    def path_page(self, camera: HttpCamera) -> None:
        self.send_response(200)
        self._end(b"<html>log in</html>", "text/html; charset=utf-8")

    def path_avi(self, camera: HttpCamera) -> None:
        self.send_response(200)
        self._end(camera.raw, "video/x-msvideo")

    def path_redirect(self, camera: HttpCamera) -> None:
        self.send_response(302)
        self.send_header("Location", camera.target)
        self._end(b"")

    def path_stall(self, camera: HttpCamera) -> None:
        self._stream(camera)
        self._part(camera, camera.pictures[0])
        self.wfile.write(camera.line.encode())
        camera.wait(60)

    def path_silent(self, camera: HttpCamera) -> None:
        camera.wait(60)

    def path_drip(self, camera: HttpCamera) -> None:
        """A header without end, byte by byte."""
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not camera.wait(0.05):
            self.wfile.write(b"a")

    def path_drip_body(self, camera: HttpCamera) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(camera.pictures[0])))
        self.end_headers()
        for value in camera.pictures[0]:
            self.wfile.write(bytes([value]))
            if camera.wait(0.05):
                return

    def path_half(self, camera: HttpCamera) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(camera.pictures[0])))
        self.end_headers()
        self.wfile.write(camera.pictures[0][: len(camera.pictures[0]) // 2])

    def path_endless_header(self, camera: HttpCamera) -> None:
        self._stream(camera)
        self._part(camera, camera.pictures[0])
        self.wfile.write(camera.line.encode() + b"\r\n")
        while not camera.wait(0.0):
            self.wfile.write(b"X-More: " + b"y" * 4000 + b"\r\n")

    def path_endless_part(self, camera: HttpCamera) -> None:
        self._stream(camera)
        self.wfile.write(camera.line.encode() + b"\r\n\r\n\xff\xd8\xff")
        while not camera.wait(0.0):
            self.wfile.write(b"\x55" * 65536)

    def path_endless_snapshot(self, camera: HttpCamera) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.end_headers()
        while not camera.wait(0.0):
            self.wfile.write(b"\xff\xd8\xff" + b"\x55" * 65536)

    def path_endless_401(self, camera: HttpCamera) -> None:
        self.close_connection = True
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.end_headers()
        while not camera.wait(0.0):
            self.wfile.write(b"\x55" * 65536)

    def path_endless_redirect(self, camera: HttpCamera) -> None:
        self.close_connection = True
        self.send_response(302)
        self.send_header("Location", camera.target)
        self.end_headers()
        while not camera.wait(0.0):
            self.wfile.write(b"\x55" * 65536)

    def path_garbage(self, camera: HttpCamera) -> None:
        self._stream(camera)
        random = np.random.default_rng(5)
        while not camera.wait(0.0):
            self.wfile.write(random.bytes(50_000) + b"\r\n" + camera.line.encode() + b"\r\n\r\n")

    def path_raw(self, camera: HttpCamera) -> None:
        self.close_connection = True
        self.entry.status = -1
        self.wfile.write(camera.raw)
