# SPDX-License-Identifier: AGPL-3.0-or-later
"""What emulated HTTP devices share: a server on loopback, Basic and Digest verified, and faults."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import re
import secrets
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.emulators.shelly import ACTING, Fault

Login = Literal["", "basic", "digest"]


@dataclass
class Incoming:
    """One request as it came in."""

    method: str
    target: str
    body: bytes
    headers: dict[str, str] = field(repr=False)
    status: int = 0

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass
class Output:
    """A relay with a timer that switches it off."""

    now: Callable[[], float]
    on: bool = False
    off_at: float | None = None
    switched_on: int = 0

    def is_on(self) -> bool:
        if self.off_at is not None and self.now() >= self.off_at:
            self.on, self.off_at = False, None
        return self.on

    def set(self, on: bool, seconds: float | None = None) -> None:
        self.is_on()
        if on:
            self.switched_on += 1
        self.on = on
        self.off_at = None if seconds is None else self.now() + seconds


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 16

    def __init__(self, address: tuple[str, int], device: HttpDevice) -> None:
        self.device = device
        super().__init__(address, _Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Run in the thread of the connection, so that a hand-shake holds up nobody else."""
        if self.device.tls is None:
            super().finish_request(request, client_address)
            return
        with self.device.tls.wrap_socket(request, server_side=True) as inside:
            super().finish_request(inside, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is normal here."""


class HttpDevice:
    """Use as a context manager; `address` is "127.0.0.1:port".

    Attributes:
        fault: What it does instead of answering properly, to requests that `is_faulty`.
        is_faulty: Which requests; commands unless a test says otherwise.
        tls: Serve HTTPS with it.
        dies: After an act that ends in a reset it is dead.
    """

    realm = "device"
    user = "admin"

    def __init__(
        self,
        *,
        password: str = "",
        login: Login = "",
        outputs: int = 1,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.password = password
        self.login: Login = login
        self.now = now
        self.outputs = [Output(now) for _ in range(outputs)]
        self.fault = Fault.NONE
        self.is_faulty: Callable[[Incoming], bool] = self.is_command
        self.calls: list[Incoming] = []
        self.redirect_to = "http://127.0.0.1:9/"
        self.tls: ssl.SSLContext | None = None
        self.dies = False
        self.lock = threading.RLock()
        self.closing = threading.Event()
        self._nonces: set[str] = set()
        self._port = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    # ------------------------------------------------------------------ of each device

    def is_command(self, request: Incoming) -> bool:
        """Whether a request switches something on or off."""
        raise NotImplementedError

    def answer(self, request: Incoming) -> tuple[int, Any]:
        """Act; returns the status and the body (bytes, or what becomes JSON)."""
        raise NotImplementedError

    def refuse_login(self) -> tuple[int, Any, dict[str, str]]:
        """Return status, body and headers for who is not signed in."""
        return 401, b"", {"WWW-Authenticate": self.challenge()} if self.login else {}

    def reboot(self) -> None:
        """Lose outputs and nonces."""
        self.stop()
        with self.lock:
            for output in self.outputs:
                output.on, output.off_at = False, None
            self._nonces.clear()
        self.start()

    # ------------------------------------------------------------------ what tests ask

    def output(self, index: int = 0) -> bool:
        with self.lock:
            return self.outputs[index].is_on()

    def switched_on(self, index: int = 0) -> int:
        with self.lock:
            return self.outputs[index].switched_on

    @property
    def commands(self) -> list[Incoming]:
        return [call for call in self.calls if self.is_command(call)]

    # ------------------------------------------------------------------ life

    def __enter__(self) -> HttpDevice:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; after `stop` on the same port again."""
        self.closing.clear()
        self._server = _Server(("127.0.0.1", self._port), self)
        self._port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Be dead: connections are refused from now on."""
        self.closing.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        if self._thread is not None:
            self._thread.join(10)
            self._thread = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    # ------------------------------------------------------------------ sign-in

    def challenge(self) -> str:
        if self.login == "basic":
            return f'Basic realm="{self.realm}"'
        nonce = secrets.token_hex(8)
        with self.lock:
            self._nonces.add(nonce)
        return f'Digest realm="{self.realm}", qop="auth", nonce="{nonce}", opaque="00ff"'

    def is_authorised(self, request: Incoming) -> bool:
        """Check RFC 7617 or RFC 7616 with MD5."""
        scheme, _, rest = request.headers.get("authorization", "").partition(" ")
        if not self.login:
            return True
        if self.login == "basic":
            with contextlib.suppress(ValueError):
                said = base64.b64decode(rest, validate=True).decode()
                return scheme == "Basic" and said == f"{self.user}:{self.password}"
            return False
        pairs = re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', rest)
        got = {key: quoted or bare for key, quoted, bare in pairs}
        if scheme != "Digest" or got.get("nonce") not in self._nonces:
            return False
        if got.get("uri") != request.target or got.get("username") != self.user:
            return False

        def digest(*parts: str) -> str:
            return hashlib.md5(":".join(parts).encode(), usedforsecurity=False).hexdigest()

        expected = digest(
            digest(self.user, self.realm, self.password),
            *(got.get(key, "") for key in ("nonce", "nc", "cnonce", "qop")),
            digest(request.method, request.target),
        )
        return got.get("response") == expected


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Device/1.0"
    sys_version = ""
    timeout = 30
    server: _Server

    def log_message(self, *args: object) -> None:
        """Tests look at `calls`."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def _serve(self) -> None:
        device = self.server.device
        self.close_connection = True
        request = Incoming(
            method=self.command,
            target=self.path,
            body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
            headers={key.lower(): value for key, value in self.headers.items()},
        )
        device.calls.append(request)
        fault = device.fault if device.is_faulty(request) else Fault.NONE
        if fault is Fault.UNAUTHORISED or not device.is_authorised(request):
            if fault in (Fault.NONE, Fault.UNAUTHORISED):
                request.status, said, asked = device.refuse_login()
                self._answer(request.status, said, asked)
                return
            fault = Fault.RESET
        status, body = 500, b"busy"
        if fault in ACTING:
            with device.lock:
                status, body = device.answer(request)
        request.status = status
        self._misbehave(fault, status, body)

    def _misbehave(self, fault: Fault, status: int, body: Any) -> None:
        device = self.server.device
        match fault:
            case Fault.HANG | Fault.ACT_THEN_HANG:
                device.closing.wait(30)
            case Fault.RESET | Fault.ACT_THEN_RESET:
                if device.dies:
                    device.stop()
                self.connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                self.connection.close()
            case Fault.GARBAGE:
                self._raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x00\xff<html>\n")
            case Fault.WRONG_JSON:
                self._answer(200, ["was_on", False])
            case Fault.HALF:
                self._raw(b'HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{"ison": true')
            case Fault.SLOW:
                self._raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                self._drip()
            case Fault.SLOW_HEADER:
                self._raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                self._drip()
            case Fault.HUGE:
                self._raw(b"HTTP/1.1 200 OK\r\n\r\n")
                while not device.closing.is_set():
                    self._raw(b" " * 65536)
            case Fault.REDIRECT:
                self._answer(302, b"", {"Location": device.redirect_to})
            case _:
                self._answer(status, body)

    def _drip(self) -> None:
        while not self.server.device.closing.wait(0.05):
            self._raw(b" ")

    def _raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)
