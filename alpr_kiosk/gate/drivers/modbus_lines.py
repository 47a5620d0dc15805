# SPDX-License-Identifier: AGPL-3.0-or-later
"""What carries Modbus frames: one exchange, one deadline; it knows whether anything was sent."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from alpr_kiosk.gate.drivers import serial_line
from alpr_kiosk.gate.drivers.names import look_up

T = TypeVar("T")

CONNECT_S = 1.0  # a board on the same network answers a SYN within milliseconds; our choice
PART_S = 0.05  # longest wait for the board's side of closing, once it has answered; our choice
MAX_RECEIVED = 1024  # an answer has at most 260 bytes; more is somebody who talks on and on


class LineError(Exception):
    """No answer; `sent` False when surely nothing left.

    Attributes:
        reason: For the log; no secrets.
        sent: A byte of the request may be on the wire.
    """

    def __init__(self, reason: str, *, sent: bool) -> None:
        self.reason = reason
        self.sent = sent
        super().__init__(reason)


class Line(Protocol):
    """A way to a board. One exchange at a time, however many gates share it."""

    address: str

    def ready(self, timeout_s: float) -> int:
        """Return a number that is another one when the way to the board is a new one.

        Writes nothing.

        Args:
            timeout_s: Deadline, seconds.

        Raises:
            LineError: There is no way; `sent` is False.
        """
        ...

    def exchange(self, request: bytes, take: Callable[[bytes], T | None], *, timeout_s: float) -> T:
        """Send a request once and read until `take` finds the answer in all that came.

        Args:
            request: One frame.
            take: From all bytes since the request to the answer, None while there is none; what it
                raises ends the exchange.
            timeout_s: Deadline of everything, the wait for other gates at the same line too.

        Raises:
            LineError: There is no answer.
        """
        ...

    def close(self) -> None:
        """Give back ports and sockets."""
        ...


class Deadline:
    """A moment that every wait of an exchange ends at."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left; raises `TimeoutError` when there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline of the exchange")
        return left


class TcpLine:
    """A connection for each exchange: never a kept one.

    A kept one that the board has closed meanwhile (many drop idle ones) would make the next command
    look as if it had been sent; a late answer would be waiting in it; and boards that take one to
    four connections would have none left for the other gates. It costs one round trip more.
    Exchanges with one address are one after the other in this process, and each waits a moment for
    the board to close too, for the same boards.
    """

    def __init__(self, address: str, *, port: int) -> None:
        """Keep the address; nothing is looked up or connected yet.

        Args:
            address: Host or host:port.
            port: Where `address` names none.
        """
        self.address = address
        self._host, self._port = address, port
        with contextlib.suppress(ValueError):  # not an address: said at the first exchange
            parts = urlsplit(f"//{address}")
            self._host, self._port = parts.hostname or address, parts.port or port
        self._found: tuple[str, ...] = ()
        self._turn = _turn_of(self._host, self._port)

    def ready(self, timeout_s: float) -> int:  # noqa: ARG002 - each exchange finds its own way
        """Return the same number always."""
        return 0

    def exchange(self, request: bytes, take: Callable[[bytes], T | None], *, timeout_s: float) -> T:
        """Connect, send, read and close; see `Line`."""
        deadline = Deadline(timeout_s)
        if not self._turn.acquire(timeout=timeout_s):
            raise LineError("another gate is using the board", sent=False)
        try:
            with self._connect(deadline) as sock:
                answer = _ask(sock, request, take, deadline)
                _part(sock)
                return answer
        finally:
            self._turn.release()

    def close(self) -> None:
        """There is nothing to give back between exchanges."""

    def _connect(self, deadline: Deadline) -> socket.socket:
        failed: OSError = OSError("no address")
        try:
            for host in self._resolve(deadline):
                try:
                    return socket.create_connection(
                        (host, self._port), timeout=min(CONNECT_S, deadline.left())
                    )
                except OSError as exc:
                    failed = exc
        except OSError as exc:
            failed = exc
        self._found = ()  # the name may mean another address now
        raise LineError(type(failed).__name__, sent=False) from failed

    def _resolve(self, deadline: Deadline) -> tuple[str, ...]:
        """Return the addresses of the host; name servers that hang cost at most the deadline."""
        if not self._found:
            try:
                self._found = (str(ipaddress.ip_address(self._host)),)
            except ValueError:
                self._found = look_up(self._host, self._port, min(CONNECT_S, deadline.left()))
        return self._found


class RtuLine:
    """A serial line, which other boards and gates may share."""

    def __init__(self, path: str, settings: serial_line.LineSettings) -> None:
        """Keep the port's path; nothing is opened yet.

        Args:
            path: Stable path of the port.
            settings: Bits on the wire.
        """
        self.address = path
        self._port = serial_line.SerialLine(path, settings)
        self._quiet_s = silence_s(settings.baud)

    def ready(self, timeout_s: float) -> int:
        """Open the port if it is not; see `Line`."""
        try:
            return self._port.open(time.monotonic() + timeout_s)
        except serial_line.LineError as exc:
            raise LineError(exc.reason, sent=False) from exc

    def exchange(self, request: bytes, take: Callable[[bytes], T | None], *, timeout_s: float) -> T:
        """Wait for silence, write and read; see `Line`."""
        answers: list[T] = []

        def is_whole(received: bytes) -> bool:
            answer = take(received)
            answers.extend(() if answer is None else (answer,))
            return answer is not None

        try:
            self._port.exchange(
                request, is_whole, time.monotonic() + timeout_s, quiet_s=self._quiet_s
            )
        except serial_line.LineError as exc:
            raise LineError(exc.reason, sent=exc.sent) from exc
        return answers[-1]

    def close(self) -> None:
        """Give the port back."""
        self._port.close()


def silence_s(baud: int) -> float:
    """Return the silence between two frames, seconds.

    3.5 characters of 11 bits, and 1.75 ms above 19,200 bits a second (Modbus over Serial Line
    V1.02, 2.5.1.1). Longer turn-around times are for broadcasts, which are never sent.
    """
    return 0.00175 if baud > 19_200 else 3.5 * 11 / baud


def _ask(
    sock: socket.socket, request: bytes, take: Callable[[bytes], T | None], deadline: Deadline
) -> T:
    sent = False
    received = b""
    try:
        sock.settimeout(deadline.left())
        sent = True  # before: a send that fails may have left in part
        sock.sendall(request)
        while len(received) <= MAX_RECEIVED:
            sock.settimeout(deadline.left())
            chunk = sock.recv(MAX_RECEIVED)
            if not chunk:
                raise LineError("the board closed the connection", sent=True)
            received += chunk
            answer = take(received)
            if answer is not None:
                return answer
    except OSError as exc:
        raise LineError(type(exc).__name__, sent=sent) from exc
    raise LineError("no answer in all that came", sent=True)


def _part(sock: socket.socket) -> None:
    """Close in order: the board, with room for one connection perhaps, has it again."""
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_WR)
        sock.settimeout(PART_S)
        sock.recv(MAX_RECEIVED)


_turns: dict[tuple[str, int], threading.Lock] = {}
_turns_guard = threading.Lock()


def _turn_of(host: str, port: int) -> threading.Lock:
    with _turns_guard:
        return _turns.setdefault((host.lower(), port), threading.Lock())
