# SPDX-License-Identifier: AGPL-3.0-or-later
"""A device with an HTTP interface on loopback that fails in every way it can.

A device derives from `HttpDevice` and says who may ask (`denial`), which requests switch
(`is_command`), and what they do (`act`).
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Fault(str, Enum):
    """What a device does instead of answering properly."""

    NONE = "none"
    HANG = "hang"  # never acts, never answers
    ACT_THEN_HANG = "act_then_hang"
    ACT_THEN_RESET = "act_then_reset"
    ACT_THEN_DIE = "act_then_die"  # answers nothing, and is gone from then on
    RESET = "reset"  # does not act, resets
    UNAUTHORISED = "unauthorised"
    REFUSED = "refused"  # does not act, says no in its own way
    GARBAGE = "garbage"  # acts, answers something that is none
    HALF = "half"  # acts, answers half of what it promised
    SLOW = "slow"  # acts, sends one byte now and then for ever
    SLOW_HEADER = "slow_header"
    HUGE = "huge"  # acts, answers a body without end
    REDIRECT = "redirect"
    GATEWAY = "gateway"  # something in between handed it on, and gave up waiting


ACTING = frozenset(Fault) - {
    Fault.HANG,
    Fault.RESET,
    Fault.UNAUTHORISED,
    Fault.REFUSED,
    Fault.REDIRECT,
}
SILENT = frozenset({Fault.HANG, Fault.ACT_THEN_HANG, Fault.SLOW, Fault.SLOW_HEADER})
"""Those that keep a request waiting."""


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str] = field(repr=False, default_factory=dict)
    peer: tuple[str, int] = ("", 0)


@dataclass(frozen=True)
class Told:
    """An answer."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class HttpDevice:
    """Use as a context manager; `address` is "127.0.0.1:port".

    Attributes:
        fault: What it does with commands.
        fault_at_questions: The fault is at requests that switch nothing instead.
        calls: Each request and the status that it got (0: none).
        switched_on: How often an output was switched on.
        tls: Speak TLS with this context.
    """

    def __init__(self) -> None:
        self.fault = Fault.NONE
        self.fault_at_questions = False
        self.calls: list[tuple[Asked, int]] = []
        self.switched_on = 0
        self.tls: ssl.SSLContext | None = None
        self.redirect_to = "http://127.0.0.1:9/"
        self.closing = threading.Event()
        self.lock = threading.RLock()
        self._port = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    # ------------------------------------------------------------------ what a device says

    def denial(self, asked: Asked) -> Told | None:
        """Return the answer to a request that may not be made, None when it may."""
        raise NotImplementedError

    def is_command(self, asked: Asked) -> bool:
        """Whether a request switches something."""
        raise NotImplementedError

    def act(self, asked: Asked) -> Told:
        """Do what is asked, and answer."""
        raise NotImplementedError

    def refusal(self) -> Told:
        """Return its way to say no."""
        return Told(400)

    def no_entry(self) -> Told:
        """Return the answer to a wrong login."""
        return Told(401)

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
        self._port = self._server.server_address[1]
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
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
        """Host and port."""
        return f"127.0.0.1:{self._port}"

    @property
    def commands(self) -> list[tuple[Asked, int]]:
        """Requests that switch, with their status."""
        return [call for call in self.calls if self.is_command(call[0])]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 16

    def __init__(self, address: tuple[str, int], device: HttpDevice) -> None:
        self.device = device
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is normal here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "device"
    sys_version = ""
    timeout = 30
    server: _Server

    def log_message(self, *args: object) -> None:
        """Tests look at `calls`."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        device = self.server.device
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(
            self.command,
            self.path,
            body,
            {key.lower(): value for key, value in self.headers.items()},
            self.client_address,
        )
        is_target = device.is_command(asked) is not device.fault_at_questions
        fault = device.fault if is_target else Fault.NONE
        denied = device.denial(asked)
        if fault is Fault.UNAUTHORISED:
            denied = device.no_entry()
        told = denied
        if told is None:
            told = device.refusal() if fault not in ACTING else device.act(asked)
        elif fault not in (Fault.NONE, Fault.UNAUTHORISED):
            told = device.refusal()
        device.calls.append((asked, told.status))
        self._misbehave(fault, told)

    def _misbehave(self, fault: Fault, told: Told) -> None:
        device = self.server.device
        match fault:
            case Fault.HANG | Fault.ACT_THEN_HANG:
                device.closing.wait(30)
            case Fault.RESET | Fault.ACT_THEN_RESET | Fault.ACT_THEN_DIE:
                if fault is Fault.ACT_THEN_DIE:
                    device.stop()
                self.connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                self.connection.close()
            case Fault.GARBAGE:
                self._raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x00\xff<html>\n")
            case Fault.HALF:
                self._raw(b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n<s:Envelope")
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
                self._answer(Told(302, b"", (("Location", device.redirect_to),)))
            case Fault.GATEWAY:
                self._answer(Told(504))
            case _:
                self._answer(told)

    def _drip(self) -> None:
        while not self.server.device.closing.wait(0.05):
            self._raw(b" ")

    def _raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _answer(self, told: Told) -> None:
        self.send_response(told.status)
        if told.status != 204:
            self.send_header("Content-Length", str(len(told.body)))
        self.send_header("Connection", "close")
        for key, value in told.headers:
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(told.body)
