# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks an RTSP camera for its description before FFmpeg does.

FFmpeg follows a redirect by itself and gives user and password to the host that it is sent to, as
soon as that one asks (measured: Basic, at its first 401). So the camera is asked here first, whose
answer also tells a wrong path from a wrong password from silence.

The connection is kept until FFmpeg has its own: servers that prepare a stream at the first question
and put it away with the last connection (GStreamer's) otherwise do so in between, and refuse.
"""

from __future__ import annotations

import hashlib
import os
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.address import redact
from alpr_kiosk.vision.sources.http_login import challenges_of

MAX_ANSWER = 64 * 1024
"""Bytes of one answer; a description has about 1000."""

MAX_REDIRECTS = 3

USER_AGENT = "alpr-kiosk"

_PORTS = {"rtsp": 554, "rtsps": 322}

_LOGIN = frozenset({401, 403, 407})
_REDIRECT = frozenset({301, 302, 303, 305, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    body: bytes = b""

    def first(self, name: str) -> str:
        return self.fields.get(name, [""])[0]


@contextmanager
def resolved(address: str, *, user: str, password: str, timeout_s: float) -> Iterator[str]:
    """Yield the address where the camera's stream is: the same one, or another on its host.

    Args:
        address: ``rtsp://`` or ``rtsps://``, without user and password.
        user: User; "" when there is none.
        password: Password; only ever sent to the host of `address`, and only once.
        timeout_s: Seconds for all of it.

    Raises:
        CameraError: ``camera.unreachable``, ``camera.login``, ``camera.not_found`` (also for a
            redirect to another host) or ``camera.format`` (no video in it).
    """
    with ExitStack() as lines:
        yield _resolve(address, (user, password), time.monotonic() + timeout_s, lines)


def _resolve(address: str, login: tuple[str, str], deadline: float, lines: ExitStack) -> str:
    shown = redact(address)
    host = _host(address)
    for _ in range(1 + MAX_REDIRECTS):
        try:
            answer = _describe(address, login, deadline, lines)
        except (OSError, ValueError) as exc:
            # Raised outside of the handler: nobody knows what the text of `exc` holds.
            fault = CameraError("camera.unreachable", source=shown, detail=type(exc).__name__)
        else:
            if answer.status not in _REDIRECT:
                _judge(answer, shown)
                return address
            address = _joined(address, answer.first("location"))
            if _host(address) == host and urlsplit(address).scheme in _PORTS:
                lines.close()
                continue
            detail = "redirects to another host"
            fault = CameraError("camera.not_found", source=shown, detail=detail)
        raise fault
    raise CameraError("camera.not_found", source=shown, detail="redirects for ever")


def _joined(address: str, location: str) -> str:
    # urljoin() knows rtsp, but an address that it cannot make sense of is nobody's.
    try:
        return urljoin(address, location)
    except ValueError:
        return ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _judge(answer: _Answer, shown: str) -> None:
    """Raise what an answer without a description means."""
    detail = f"answered {answer.status}"
    if answer.status in _LOGIN:
        raise CameraError("camera.login", source=shown, detail=detail)
    if 400 <= answer.status < 500:
        raise CameraError("camera.not_found", source=shown, detail=detail)
    if not 200 <= answer.status < 300:
        raise CameraError("camera.unreachable", source=shown, detail=detail)
    if b"m=video" not in answer.body:
        raise CameraError("camera.format", source=shown, detail="no video")


def _describe(address: str, login: tuple[str, str], deadline: float, lines: ExitStack) -> _Answer:
    """Ask once, and once more with user and password if they are asked for."""
    line = lines.enter_context(_Line(address, deadline))
    answer = line.ask(address, "")
    if answer.status != 401 or not login[0]:
        return answer
    header = ", ".join(answer.fields.get("www-authenticate", []))
    authorization = _login(header, address, *login)
    if not authorization:
        return answer
    if answer.first("connection").lower() == "close":
        lines.close()
        line = lines.enter_context(_Line(address, deadline))
    return line.ask(address, authorization)


class _Line:
    """One connection; every wait ends at the deadline."""

    def __init__(self, address: str, deadline: float) -> None:
        parts = urlsplit(address)
        host = parts.hostname or ""
        self._deadline = deadline
        self._asked = 0
        port = parts.port or _PORTS.get(parts.scheme, 554)
        self._socket = socket.create_connection((host, port), timeout=self._left())
        if parts.scheme == "rtsps":
            # Cameras sign their certificates themselves; FFmpeg does not look at them either.
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            try:
                self._socket = context.wrap_socket(self._socket, server_hostname=host)
            except (OSError, ValueError):
                self._socket.close()
                raise

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(self, address: str, login: str) -> _Answer:
        """Return the answer to DESCRIBE.

        Raises:
            OSError: Nothing, or not in time.
            ValueError: Not RTSP.
        """
        self._asked += 1
        lines = [f"DESCRIBE {address} RTSP/1.0", f"CSeq: {self._asked}"]
        lines += [f"User-Agent: {USER_AGENT}", "Accept: application/sdp"]
        if login:
            lines.append(f"Authorization: {login}")
        self._socket.settimeout(self._left())
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        held = b""
        while b"\r\n\r\n" not in held:
            held += self._more(len(held))
        head, _, body = held.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        words = first.split(" ", 2)
        if len(words) < 2 or not words[0].startswith("RTSP/") or not words[1].isdecimal():
            raise ValueError("not RTSP")
        fields: dict[str, list[str]] = {}
        for line in rest:
            name, _, value = line.partition(":")
            fields.setdefault(name.strip().lower(), []).append(value.strip())
        length = fields.get("content-length", ["0"])[0]
        wanted = int(length) if length.isdecimal() else 0
        while len(body) < wanted:
            body += self._more(len(body))
        return _Answer(status=int(words[1][:3]), fields=fields, body=body)

    def _more(self, so_far: int) -> bytes:
        if so_far > MAX_ANSWER:
            raise ValueError("too long an answer")
        self._socket.settimeout(self._left())
        data = self._socket.recv(4096)
        if not data:
            raise ConnectionResetError("no whole answer")
        return data

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("no answer in time")
        return left


def _login(header: str, address: str, user: str, password: str) -> str:
    """Return the value of Authorization for a challenge; "" when there is no known way."""
    challenges = challenges_of(header)
    for scheme, values in challenges:
        if scheme == "digest" and values.get("algorithm", "MD5").upper() == "MD5":
            return _digest(values, address, user, password)
    if any(scheme == "basic" for scheme, _ in challenges):
        return "Basic " + b64encode(f"{user}:{password}".encode()).decode()
    return ""


def _digest(values: dict[str, str], address: str, user: str, password: str) -> str:
    """Return an answer by RFC 2617, 3.2.2, as FFmpeg gives it."""
    realm, nonce = values.get("realm", ""), values.get("nonce", "")
    ha1, ha2 = _md5(f"{user}:{realm}:{password}"), _md5(f"DESCRIBE:{address}")
    parts = [f'username="{user}"', f'realm="{realm}"', f'nonce="{nonce}"', f'uri="{address}"']
    if "auth" in [word.strip() for word in values.get("qop", "").split(",")]:
        mine = os.urandom(8).hex()
        parts += [f'response="{_md5(f"{ha1}:{nonce}:00000001:{mine}:auth:{ha2}")}"']
        parts += ["qop=auth", "nc=00000001", f'cnonce="{mine}"']
    else:
        parts.append(f'response="{_md5(f"{ha1}:{nonce}:{ha2}")}"')
    if "opaque" in values:
        parts.append(f'opaque="{values["opaque"]}"')
    return "Digest " + ", ".join(parts)


def _md5(text: str) -> str:
    # The camera asks for it; it protects nothing of ours.
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
