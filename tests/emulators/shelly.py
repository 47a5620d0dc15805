# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Shelly of generation 2 on loopback: RPC over HTTP, digest sign-in, flip-back timer, faults.

Protocol: shelly-api-docs.shelly.cloud/gen2 (General/Authentication, ComponentsAndServices/Switch).
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

DEVICE_ID = "shellyplus1-a8032abe54dc"
OPEN_METHODS = frozenset({"Shelly.GetDeviceInfo"})


class Fault(str, Enum):
    """What the device does instead of answering properly."""

    NONE = "none"
    HANG = "hang"  # never acts, never answers
    ACT_THEN_HANG = "act_then_hang"
    ACT_THEN_RESET = "act_then_reset"
    RESET = "reset"  # does not act, resets
    UNAUTHORISED = "unauthorised"
    RPC_ERROR = "rpc_error"
    GARBAGE = "garbage"  # acts, answers something that is not JSON
    WRONG_JSON = "wrong_json"  # acts, answers JSON of another shape
    HALF = "half"  # acts, answers half of what it promised
    SLOW = "slow"  # acts, sends one byte now and then for ever
    SLOW_HEADER = "slow_header"
    HUGE = "huge"  # acts, answers a body without end
    REDIRECT = "redirect"


ACTING = frozenset(
    {
        Fault.NONE,
        Fault.ACT_THEN_HANG,
        Fault.ACT_THEN_RESET,
        Fault.GARBAGE,
        Fault.WRONG_JSON,
        Fault.HALF,
        Fault.SLOW,
        Fault.SLOW_HEADER,
        Fault.HUGE,
    }
)


@dataclass(frozen=True)
class Call:
    """One request as it came in."""

    method: str
    params: dict[str, Any]
    authorised: bool
    status: int
    headers: dict[str, str] = field(repr=False, default_factory=dict)
    peer: tuple[str, int] = ("", 0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 16

    def __init__(self, address: tuple[str, int], device: ShellyEmulator) -> None:
        self.device = device
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is normal here."""


class ShellyEmulator:
    """Use as a context manager; `address` is "127.0.0.1:port".

    Args:
        password: "" switches the sign-in off.
        outputs: Number of outputs.
        inputs: Number of inputs; `levels` are their states, None that of a button.
        now: Seconds, for the flip-back timer (`clock.monotonic` of a test clock, or real time).
    """

    def __init__(
        self,
        *,
        password: str = "",
        outputs: int = 1,
        inputs: int = 0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.password = password
        self.now = now
        self.fault = Fault.NONE
        self.fault_methods: frozenset[str] = frozenset({"Switch.Set"})
        self.stuck_on = False
        self.keep_alive = False
        self.calls: list[Call] = []
        self.switched_on = 0
        self.challenges = 0
        self.redirect_to = "http://127.0.0.1:9/"
        self.levels: list[bool | None] = [False] * inputs
        self.info: dict[str, Any] = {}  # over the device's own answer to GetDeviceInfo
        self.config = self._config(outputs, inputs)
        self._on: list[bool] = [False] * outputs
        self._off_at: list[float | None] = [None] * outputs
        self._nonces: dict[str, int] = {}
        self._lock = threading.RLock()
        self._port = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.closing = threading.Event()

    # ------------------------------------------------------------------ life

    def __enter__(self) -> ShellyEmulator:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; after `stop` on the same port again."""
        self.closing.clear()
        self._server = _Server(("127.0.0.1", self._port), self)
        self._port = self._server.server_address[1]
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
        """Host and port for `ShellyRelayConfig.address`."""
        return f"127.0.0.1:{self._port}"

    # ------------------------------------------------------------------ what tests ask

    def output(self, channel: int = 0) -> bool:
        """State of an output now."""
        with self._lock:
            self._run_timer(channel)
            return self._on[channel]

    def switch(self, on: bool, channel: int = 0) -> None:
        """Switch by the button on the device."""
        with self._lock:
            self._on[channel], self._off_at[channel] = on, None

    @property
    def sets(self) -> list[dict[str, Any]]:
        """Parameters of all `Switch.Set` that were acted on or refused, not the challenges."""
        return [c.params for c in self.calls if c.method == "Switch.Set" and c.authorised]

    @property
    def pulses(self) -> list[dict[str, Any]]:
        """Those that switch on."""
        return [params for params in self.sets if params.get("on")]

    def expire_nonces(self) -> None:
        """Forget all nonces: the next signed request is answered by a new challenge."""
        with self._lock:
            self._nonces.clear()

    # ------------------------------------------------------------------ device

    def _run_timer(self, channel: int) -> None:
        due = self._off_at[channel]
        if due is not None and self.now() >= due and not self.stuck_on:
            self._on[channel], self._off_at[channel] = not self._on[channel], None

    def act(self, method: str, params: dict[str, Any]) -> tuple[int, Any]:
        """Run an RPC method; returns HTTP status and JSON body."""
        with self._lock:
            if method == "Shelly.GetDeviceInfo":
                return 200, self.device_info()
            if method == "Shelly.GetStatus":
                return 200, self.whole_status()
            if method == "Shelly.GetConfig":
                return 200, self.config
            if method == "Input.GetStatus":
                return self._input_status(params.get("id"))
            if method not in ("Switch.Set", "Switch.GetStatus"):
                return 404, {"code": 404, "message": f"No handler for {method}"}
            channel = params.get("id")
            if not isinstance(channel, int) or not 0 <= channel < len(self._on):
                return 500, {
                    "code": -105,
                    "message": f"Argument 'id', value {channel} not found!",
                }
            self._run_timer(channel)
            if method == "Switch.GetStatus":
                return 200, self._switch_status(channel)
            if not isinstance(params.get("on"), bool):
                return 500, {"code": -103, "message": "Missing required argument 'on'!"}
            was_on = self._on[channel]
            turn_on = params["on"]
            if turn_on:
                self.switched_on += 1
            self._on[channel] = turn_on or self.stuck_on
            after = params.get("toggle_after")
            self._off_at[channel] = self.now() + float(after) if after is not None else None
            return 200, {"was_on": was_on}

    def _switch_status(self, channel: int) -> dict[str, Any]:
        self._run_timer(channel)
        status: dict[str, Any] = {
            "id": channel,
            "source": "HTTP_in",
            "output": self._on[channel],
            "temperature": {"tC": 41.2, "tF": 106.1},
        }
        if self._off_at[channel] is not None:
            status |= {"timer_started_at": 1795348800.0, "timer_duration": 1}
        return status

    def _input_status(self, number: Any) -> tuple[int, Any]:
        if not isinstance(number, int) or not 0 <= number < len(self.levels):
            text = f"Argument 'id', value {number} not found!"
            return 500, {"code": -105, "message": text}
        return 200, {"id": number, "state": self.levels[number]}

    def whole_status(self) -> dict[str, Any]:
        """Answer of Shelly.GetStatus: the status of each component under its key."""
        whole: dict[str, Any] = {
            "ble": {},
            "cloud": {"connected": False},
            "mqtt": {"connected": False},
            "sys": {"mac": "A8032ABE54DC", "restart_required": False, "uptime": 4711},
            "wifi": {"sta_ip": "192.168.1.50", "status": "got ip", "rssi": -57},
        }
        for number in range(len(self.levels)):
            whole[f"input:{number}"] = self._input_status(number)[1]
        for channel in range(len(self._on)):
            whole[f"switch:{channel}"] = self._switch_status(channel)
        return whole

    def device_info(self) -> dict[str, Any]:
        return {
            "name": None,
            "id": DEVICE_ID,
            "mac": "A8032ABE54DC",
            "model": "SNSW-001X16EU",
            "gen": 2,
            "fw_id": "20260912-000000/1.8.0-gtest",
            "ver": "1.8.0",
            "app": "Plus1",
            "auth_en": bool(self.password),
            "auth_domain": DEVICE_ID if self.password else None,
            **self.info,
        }

    @staticmethod
    def _config(outputs: int, inputs: int) -> dict[str, Any]:
        """Answer of Shelly.GetConfig, set up as a gate's relay should be.

        Keys as in a public dump of a Shelly 1 Gen4 and in ComponentsAndServices/Switch and WiFi.
        """
        config: dict[str, Any] = {
            "ble": {"enable": False, "rpc": {"enable": True}},
            "cloud": {"enable": False, "server": "shelly-13-eu.shelly.cloud:6022/jrpc"},
            "mqtt": {"enable": False, "server": None, "user": None, "enable_control": True},
            "sys": {"device": {"name": None, "eco_mode": False}, "cfg_rev": 13},
            "wifi": {
                "ap": {"ssid": "ShellyPlus1-A8032ABE54DC", "is_open": True, "enable": False},
                "sta": {"ssid": "site", "is_open": False, "enable": True},
            },
        }
        for number in range(inputs):
            config[f"input:{number}"] = {"id": number, "type": "switch", "invert": False}
        for channel in range(outputs):
            config[f"switch:{channel}"] = {
                "id": channel,
                "in_mode": "detached",
                "initial_state": "off",
                "auto_on": False,
                "auto_on_delay": 60.0,
                "auto_off": True,
                "auto_off_delay": 2.0,
            }
        return config

    # ------------------------------------------------------------------ sign-in (RFC 7616)

    def challenge(self) -> str:
        with self._lock:
            nonce = secrets.token_hex(8)
            self._nonces[nonce] = 0
            self.challenges += 1
        return f'Digest qop="auth", realm="{DEVICE_ID}", nonce="{nonce}", algorithm=SHA-256'

    def is_authorised(self, header: str | None, http_method: str, uri: str) -> bool:
        if not self.password:
            return True
        if not header or not header.startswith("Digest "):
            return False
        parts = {
            key.lower(): quoted or plain
            for key, quoted, plain in re.findall(r'(\w+)=(?:"([^"]*)"|([^",\s]+))', header)
        }

        def digest(text: str) -> str:
            return hashlib.sha256(text.encode()).hexdigest()

        with self._lock:
            nonce, count = parts.get("nonce", ""), parts.get("nc", "")
            if (
                parts.get("username") != "admin"
                or parts.get("realm") != DEVICE_ID
                or parts.get("algorithm") != "SHA-256"
                or parts.get("qop") != "auth"
                or parts.get("uri") != uri
                or not parts.get("cnonce")
                or nonce not in self._nonces
                or not re.fullmatch(r"[0-9a-f]{8}", count)
                or int(count, 16) <= self._nonces[nonce]
            ):
                return False
            ha1 = digest(f"admin:{DEVICE_ID}:{self.password}")
            ha2 = digest(f"{http_method}:{uri}")
            expected = digest(f"{ha1}:{nonce}:{count}:{parts['cnonce']}:auth:{ha2}")
            if not secrets.compare_digest(expected, parts.get("response", "")):
                return False
            self._nonces[nonce] = int(count, 16)
            return True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "ShellyHTTP/1.0.0"
    sys_version = ""
    timeout = 30
    server: _Server

    def log_message(self, *args: object) -> None:
        """Tests look at `calls`."""

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _serve(self, body: bytes) -> None:
        device = self.server.device
        self.close_connection = not device.keep_alive
        url = urlsplit(self.path)
        if url.path == "/shelly":
            self._answer(200, device.device_info())
            return
        if not url.path.startswith("/rpc"):
            self._answer(404, {"code": 404, "message": "Not found"})
            return
        try:
            frame = json.loads(body) if body else dict(_typed(parse_qsl(url.query)))
        except ValueError:
            self._answer(500, {"code": -103, "message": "Invalid JSON"})
            return
        is_frame = url.path == "/rpc"
        method = frame.get("method", "") if is_frame else url.path.removeprefix("/rpc/")
        params = frame.get("params", {}) if is_frame else frame
        authorised = method in OPEN_METHODS or device.is_authorised(
            self.headers.get("Authorization"), self.command, self.path
        )
        fault = device.fault if method in device.fault_methods else Fault.NONE
        if fault is Fault.UNAUTHORISED:
            authorised = False
        if not authorised and fault in (Fault.NONE, Fault.UNAUTHORISED):
            self._record(method, params, False, 401)
            self._answer(401, None, {"WWW-Authenticate": device.challenge()})
            return
        status, result = 200, None
        if authorised and fault in ACTING:
            status, result = device.act(method, params)
        if fault is Fault.RPC_ERROR:
            status, result = 500, {"code": -108, "message": "overtemp"}
        if is_frame and status == 200:
            result = {"id": frame.get("id"), "src": DEVICE_ID, "result": result}
        self._record(method, params, authorised, status)
        self._misbehave(fault, status, result)

    def _record(self, method: str, params: dict[str, Any], authorised: bool, status: int) -> None:
        headers = {key.lower(): value for key, value in self.headers.items()}
        self.server.device.calls.append(
            Call(method, params, authorised, status, headers, self.client_address)
        )

    def _misbehave(self, fault: Fault, status: int, result: Any) -> None:
        device = self.server.device
        match fault:
            case Fault.HANG | Fault.ACT_THEN_HANG:
                device.closing.wait(30)
            case Fault.RESET | Fault.ACT_THEN_RESET:
                self.connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                self.connection.close()
            case Fault.GARBAGE:
                self._raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x00\xff<html>\n")
            case Fault.WRONG_JSON:
                self._answer(200, ["was_on", False])
            case Fault.HALF:
                self._raw(b'HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{"was_on":')
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
                self._answer(302, None, {"Location": device.redirect_to})
            case _:
                self._answer(status, result)

    def _drip(self) -> None:
        while not self.server.device.closing.wait(0.05):
            self._raw(b" ")

    def _raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if not self.server.device.keep_alive:
            self.send_header("Connection", "close")
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)


def _typed(pairs: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    """Query parameters are JSON values, or text."""
    typed: list[tuple[str, Any]] = []
    for key, value in pairs:
        try:
            typed.append((key, json.loads(value)))
        except ValueError:
            typed.append((key, value))
    return typed
