# SPDX-License-Identifier: AGPL-3.0-or-later
"""One HTTP request with one deadline, that always knows whether anything was sent.

A relay command that failed must be told apart: surely not acted, or perhaps acted. The exceptions
of an HTTP library do not say that, and its read time-out counts from each byte anew. So the socket
itself keeps the deadline and notes the first byte that leaves.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from alpr_kiosk.gate.drivers.http_sockets import Budget, BudgetSocket, Tls
from alpr_kiosk.gate.drivers.names import look_up

__all__ = ["Answer", "HttpOnce", "RequestError", "Tls"]

MAX_BODY = 64 * 1024  # reliability.md F13
_PATH = re.compile(r"/[\x21-\x7e]*")  # no blanks and line ends: they would begin a header
CONNECT_S = 1.0  # a relay on the same network answers a SYN within milliseconds; our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer.

    Attributes:
        status: Of HTTP.
        body: At most `MAX_BODY` bytes; of a status other than 200 only when it was asked for.
        challenges: WWW-Authenticate headers.
    """

    status: int
    body: bytes
    challenges: tuple[str, ...] = ()


class RequestError(Exception):
    """The request did not end in an answer; `sent` False when surely nothing left."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        self.reason = reason
        self.sent = sent
        super().__init__(reason)


class HttpOnce:
    """Asks one host: no retry, no redirect, no proxy of the environment, no keep-alive.

    Not thread-safe: it belongs to one gate thread.
    """

    def __init__(self, *, address: str, tls: Tls | None = None) -> None:
        """Keep the address; nothing is sent.

        Args:
            address: Host or host:port; port 80, or 443 with TLS.
            tls: How its certificate is checked, None for plain HTTP.
        """
        self.address = address
        parts = urlsplit(f"//{address}")
        self._host = parts.hostname or address
        self._port = parts.port or (80 if tls is None else 443)
        self._resolved: str | None = None
        self._budget = Budget()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", _adapter(self._budget, tls, self._host))

    def connects(self, timeout_s: float) -> bool:
        """Return whether something listens there; not a byte of HTTP is sent."""
        self._budget.begin(timeout_s)
        try:
            wait = min(CONNECT_S, self._budget.left())
            with socket.create_connection((self._resolve(), self._port), timeout=wait):
                return True
        except OSError:
            self._resolved = None
            return False

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        timeout_s: float,
        with_error_body: bool = False,
    ) -> Answer:
        """Send one request and return its whole answer within `timeout_s` seconds.

        Args:
            method: HTTP method.
            path: Path and query, sent as it is. It may hold a password: it is in no error and in
                no line of a library's log.
            body: Body, empty for none.
            headers: Headers besides those of the connection.
            timeout_s: Deadline of the whole request.
            with_error_body: Read what a status other than 200 says, too; empty where that fails,
                since the status is known by then.

        Raises:
            RequestError: No whole answer came, for whatever reason.
        """
        if not _PATH.fullmatch(path):
            raise RequestError("not a path", sent=False)
        self._budget.begin(timeout_s)
        self._budget.path = path
        try:
            return self._send(method, body, dict(headers or {}), with_error_body)
        except (
            requests.RequestException,
            urllib3.exceptions.HTTPError,
            OSError,
            ValueError,
        ) as exc:
            if not self._budget.sent:
                self._resolved = None  # the name may mean another address now
            # Without its cause: the words of a library may hold headers.
            raise RequestError(type(exc).__name__, sent=self._budget.sent) from None
        finally:
            # Never a kept connection: one that the device has closed meanwhile would make the next
            # command look as if it had been sent.
            self._session.close()

    def close(self) -> None:
        """Give back sockets."""
        self._session.close()

    def _send(
        self, method: str, body: bytes, headers: dict[str, str], with_error_body: bool
    ) -> Answer:
        host = self._resolve()
        host = f"[{host}]" if ":" in host else host
        with self._session.request(
            method,
            # The path is put in by the connection, and so is TLS: to the library it is HTTP.
            f"http://{host}:{self._port}/",
            data=body or None,
            headers={
                "Host": self.address,
                "Accept-Encoding": "identity",
                "Connection": "close",
                **headers,
            },
            timeout=(min(CONNECT_S, self._budget.left()), self._budget.left()),
            allow_redirects=False,
            stream=True,
        ) as response:
            return Answer(
                status=response.status_code,
                body=_body(response, with_error_body),
                challenges=tuple(response.raw.headers.getlist("WWW-Authenticate")),
            )

    def _resolve(self) -> str:
        """Return the address of the host; name servers that hang cost at most the deadline."""
        if self._resolved is not None:
            return self._resolved
        try:
            self._resolved = str(ipaddress.ip_address(self._host))
        except ValueError:
            seconds = min(CONNECT_S, self._budget.left())
            self._resolved = look_up(self._host, self._port, seconds)[0]
        return self._resolved


def _body(response: requests.Response, with_error_body: bool) -> bytes:
    # The body of an error seldom says what the status did not: it is not waited for unasked.
    if response.status_code == 200:
        data: bytes = response.raw.read(MAX_BODY + 1)
        if len(data) > MAX_BODY:
            raise ValueError("answer too long")
        # The library does not mind when it asked for more, nor when the headers end too early.
        left = response.raw.length_remaining
        is_said = left is not None or response.raw.chunked
        if left or (not data and not is_said):
            raise ValueError("answer cut off")
        return data
    if with_error_body:
        with contextlib.suppress(urllib3.exceptions.HTTPError, OSError, ValueError):
            return bytes(response.raw.read(MAX_BODY))
    return b""


def _adapter(budget: Budget, tls: Tls | None, host: str) -> HTTPAdapter:
    class Connection(urllib3.connection.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            plain: socket.socket = self.sock
            if tls is not None:
                self.sock = tls.wrap(plain, host, budget)
                return
            sock = BudgetSocket(plain.family, plain.type, plain.proto, plain.detach())
            sock.budget = budget
            self.sock = sock

        def putrequest(self, method: str, url: str, *args: Any, **kwargs: Any) -> None:
            # Here, and not in the address: libraries tell addresses in logs and errors, and
            # write some characters in another way than a signature was made of.
            del url
            super().putrequest(method, budget.path, *args, **kwargs)

    class Pool(urllib3.HTTPConnectionPool):
        ConnectionCls = Connection

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": Pool}

    return Adapter(max_retries=0)
