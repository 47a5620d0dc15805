# SPDX-License-Identifier: AGPL-3.0-or-later
"""HTTP to one camera: nothing goes to another host, nothing is waited for without an end.

A read time-out counts from each byte anew, so a camera that sends a byte now and then would hold
its reader for ever. Here the socket keeps a deadline, and looks at the stop flag while it waits.
"""

from __future__ import annotations

import io
import logging
import os
import select
import socket
import ssl
from collections.abc import Callable
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.http_login import CameraLogin

T = TypeVar("T")

OPEN_TIMEOUT_S = 3.0
"""Seconds to a connection: a camera on the same network answers within milliseconds, and a loss
shall be told within 5 s."""

READ_TIMEOUT_S = 3.0
"""Seconds without a byte after which a camera is lost; as for RTSP."""

PICTURE_TIMEOUT_S = 4.0
"""Seconds that an answer, or one picture, may take from its first byte to its last."""

SLICE_S = 0.2
"""How often the stop flag is looked at while nothing comes, seconds."""

CHUNK = 64 * 1024
"""Bytes of one read."""

REDIRECTS = 3
"""Redirects on the same host that are followed."""

_PORTS = {"http": 80, "https": 443}


class Waits:
    """How long the sockets of one client may wait.

    Args:
        stop: Ends every wait.
        clock: Its monotonic seconds are the deadline's.
        read_timeout_s: Seconds without a byte.
    """

    def __init__(self, *, stop: StopFlag, clock: Clock, read_timeout_s: float) -> None:
        self._stop = stop
        self._clock = clock
        self._read_timeout_s = read_timeout_s
        self._deadline = float("inf")
        self._newest: socket.socket | None = None

    def watch(self, sock: socket.socket) -> None:
        """Remember the socket that is read now."""
        self._newest = sock

    def has_more(self) -> bool:
        """Return whether a read would not have to wait."""
        sock = self._newest
        if sock is None or sock.fileno() < 0:
            return False
        return (isinstance(sock, ssl.SSLSocket) and sock.pending() > 0) or _has_data(sock, 0.0)

    def begin(self, seconds: float) -> None:
        """Start something that must end within `seconds`."""
        self._deadline = self._clock.monotonic() + seconds

    def readable(self, sock: socket.socket) -> None:
        """Return when there is something to read.

        Raises:
            TimeoutError: The flag is set, the deadline is over, or no byte came in time.
        """
        if isinstance(sock, ssl.SSLSocket) and sock.pending():
            return
        until = min(self._clock.monotonic() + self._read_timeout_s, self._deadline)
        while not self._stop.is_set():
            left = until - self._clock.monotonic()
            if left <= 0:
                raise TimeoutError("no answer in time")
            if _has_data(sock, min(left, SLICE_S)):
                return
        raise TimeoutError("stopped")


def _has_data(sock: socket.socket, timeout_s: float) -> bool:
    """Return whether a read would give something, or an end, within `timeout_s` seconds."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(timeout_s * 1000))


class CameraClient:
    """GET requests to one camera over one kept connection; belongs to one thread.

    Args:
        address: ``http://`` or ``https://`` address without credentials.
        shown: The address as errors may name it.
        login: User and password.
        clock: For the time-outs.
        stop: Ends every wait.
        open_timeout_s: Seconds to a connection.
        read_timeout_s: Seconds without a byte.
        picture_timeout_s: Seconds for one whole answer.
    """

    def __init__(
        self,
        *,
        address: str,
        shown: str,
        login: CameraLogin,
        clock: Clock,
        stop: StopFlag,
        open_timeout_s: float = OPEN_TIMEOUT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
        picture_timeout_s: float = PICTURE_TIMEOUT_S,
    ) -> None:
        self._url = address
        self._shown = shown
        self._login = login
        self._stop = stop
        self._open_timeout_s = open_timeout_s
        self._picture_timeout_s = picture_timeout_s
        self._answered = False
        self._waits = Waits(stop=stop, clock=clock, read_timeout_s=read_timeout_s)
        # It warns of odd headers with the whole address, in which some cameras take a login; also
        # where nobody has set up a log, as on the command line.
        logging.getLogger("urllib3").setLevel(logging.ERROR)
        self._session = _Session()
        # No proxy and no password file of whoever started the program.
        self._session.trust_env = False
        self._session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        for scheme in _PORTS:
            self._session.mount(f"{scheme}://", _adapter(self._waits))

    def close(self) -> None:
        """Give back the sockets."""
        self._session.close()

    def get(self, headers: dict[str, str]) -> requests.Response:
        """Return the camera's answer: 200 or 304, its body not read yet.

        Raises:
            CameraError: ``camera.unreachable``, ``camera.login``, ``camera.not_found`` or
                ``camera.lost``.
        """
        redirects = logins = 0
        while True:
            response = self._ask(headers)
            status = response.status_code
            if status in {200, 304}:
                self._answered = True
                return response
            # The body of an error says nothing that its status does not: it is not waited for.
            response.close()
            if status == 401 and not logins and self._login.answer(_challenge(response)):
                logins += 1
            elif status in {301, 302, 303, 307, 308} and redirects < REDIRECTS:
                redirects += 1
                self._url = self._same_camera(response.headers.get("Location", ""))
            elif status in {401, 403}:
                detail = "refused" if self._login.known else "asks for a user and a password"
                raise self._error("camera.login", f"HTTP {status}, {detail}")
            elif status >= 500:
                raise self._error("camera.lost", f"HTTP {status}")
            else:
                raise self._error("camera.not_found", f"HTTP {status}")

    def begin(self) -> None:
        """Start the time of the next picture."""
        self._waits.begin(self._picture_timeout_s)

    def read(self, response: requests.Response, size: int = CHUNK) -> bytes:
        """Return what has come of a body, 1 to `size` bytes; b"" at its end.

        Raises:
            CameraError: ``camera.lost``.
        """
        data: bytes = self._guarded(lambda: response.raw.read1(size, decode_content=False) or b"")
        return data

    def has_more(self) -> bool:
        """Return whether a read would not have to wait."""
        return self._waits.has_more()

    def _ask(self, headers: dict[str, str]) -> requests.Response:
        asked = requests.Request("GET", self._url, headers=headers)
        request = self._guarded(lambda: self._session.prepare_request(asked))
        request.headers["Accept-Encoding"] = "identity"
        self._login.sign(request)
        self.begin()
        return self._guarded(lambda: self._send(request))

    def _send(self, request: requests.PreparedRequest) -> requests.Response:
        for may_be_stale in (self._answered, False):
            try:
                return self._session.send(
                    request,
                    stream=True,
                    allow_redirects=False,
                    timeout=(self._open_timeout_s, self._picture_timeout_s),
                    verify=self._session.verify,
                )
            except requests.ConnectionError as exc:
                # A camera may close the kept connection in the moment in which it is used again.
                if not may_be_stale or isinstance(exc, requests.Timeout):
                    raise
        raise AssertionError("not reached")

    def _guarded(self, call: Callable[[], T]) -> T:
        fault: CameraError
        try:
            return call()
        except (
            requests.RequestException,
            urllib3.exceptions.HTTPError,
            HTTPException,
            OSError,
            ValueError,
        ) as exc:
            fault = self._fault_of(exc)
        # Raised outside of the handler: texts of the library hold the address with its query.
        raise fault

    def _fault_of(self, exc: Exception) -> CameraError:
        code = "camera.lost" if self._answered else "camera.unreachable"
        if isinstance(exc, requests.exceptions.SSLError):
            return self._error(code, "its certificate is not trusted")
        if isinstance(exc, requests.exceptions.InvalidURL | UnicodeError):
            return self._error("camera.unreachable", "not an address")
        return self._error(code, type(exc).__name__)

    def _same_camera(self, location: str) -> str:
        try:
            target = urljoin(self._url, location)
            if location and _origin(target) == _origin(self._url):
                return target
            host = urlsplit(target).hostname or ""
        except ValueError:
            host = ""
        raise self._error("camera.not_found", f"sends us to another address: {host[:60]!r}")

    def _error(self, code: str, detail: str) -> CameraError:
        return CameraError(code, source=self._shown, detail=detail)


class _Session(requests.Session):
    """Sees no redirects: even without following them it would read their bodies to the end."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        return None


def _origin(address: str) -> tuple[str, str, int]:
    parts = urlsplit(address)
    if parts.username is not None or parts.password is not None:
        raise ValueError("credentials in a redirect")
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)


def _challenge(response: requests.Response) -> str:
    return response.headers.get("WWW-Authenticate", "")[:4096]


class _PatientSocket:
    """A connected socket whose reads wait as `Waits` says."""

    def __init__(self, sock: socket.socket, waits: Waits) -> None:
        self._sock = sock
        self._waits = waits

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def makefile(self, *_args: Any, **_kwargs: Any) -> io.BufferedReader:
        return io.BufferedReader(_PatientReader(self._sock, self._waits))


class _PatientReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, waits: Waits) -> None:
        super().__init__()
        self._sock = sock
        self._waits = waits
        waits.watch(sock)
        self._file = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._sock.fileno()

    def readinto(self, buffer: Any) -> int | None:
        self._waits.readable(self._sock)
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


def _adapter(waits: Waits) -> HTTPAdapter:
    class Plain(urllib3.connection.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            self.sock = _PatientSocket(self.sock, waits)

    class Secure(urllib3.connection.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            self.sock = _PatientSocket(self.sock, waits)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Adapter(max_retries=0)
