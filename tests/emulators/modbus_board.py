# SPDX-License-Identifier: AGPL-3.0-or-later
"""Modbus relay boards as Waveshare describes theirs, on loopback or a pty, with faults.

Written from the Waveshare wiki (Modbus RTU Relay, Modbus RTU IO 8CH, Modbus POE ETH Relay) and the
Modbus specifications, with its own frames and CRC: a mistake of the driver's codec shows here.
"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import socket
import struct
import threading
import time
import tty
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

COILS, INPUTS, REGISTERS, COIL = 1, 2, 3, 5
MODES, ADDRESS, VERSION = 0x1000, 0x4000, 0x8000


class Fault(str, Enum):
    """What a board does instead of answering properly, at the functions in `fault_functions`."""

    NONE = "none"
    HANG = "hang"  # does not act, says nothing
    ACT_THEN_HANG = "act_then_hang"
    RESET = "reset"  # TCP only
    ACT_THEN_RESET = "act_then_reset"
    ACT_THEN_DIE = "act_then_die"  # no power any more: `stop`, or the port is gone
    GARBAGE = "garbage"  # acts
    SLOW = "slow"  # acts, a byte now and then for ever
    HALF = "half"  # acts
    BABBLE = "babble"  # acts, sends without end
    WRONG_CHECK = "wrong_check"  # acts; CRC, or the protocol number of TCP
    WRONG_UNIT = "wrong_unit"
    WRONG_FUNCTION = "wrong_function"
    WRONG_COIL = "wrong_coil"
    WRONG_TRANSACTION = "wrong_transaction"  # TCP only
    LATE = "late"  # acts, the answer comes before that to the next request
    NOISE = "noise"  # a byte of noise before the right answer
    EXCEPTION = "exception"  # does not act, says `exception`
    FAILED = "failed"  # acts, says exception 4


NOT_ACTING = frozenset({Fault.HANG, Fault.RESET, Fault.EXCEPTION})


def crc(data: bytes) -> bytes:
    """CRC-16 by the table method, low byte first."""
    value = 0xFFFF
    for byte in data:
        value = (value >> 8) ^ _TABLE[(value ^ byte) & 0xFF]
    return struct.pack("<H", value)


def _table() -> tuple[int, ...]:
    made = []
    for index in range(256):
        value = index
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
        made.append(value)
    return tuple(made)


_TABLE = _table()


class Board:
    """Outputs, inputs and settings of one board.

    Args:
        unit: Its address.
        outputs: Number of coils.
        inputs: Number of discrete inputs; a board without them has no modes either.
        flash: It knows flash-on; others refuse the address.
        now: Seconds.
    """

    def __init__(
        self,
        *,
        unit: int = 1,
        outputs: int = 8,
        inputs: int = 8,
        flash: bool = True,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.unit = unit
        self.flash = flash
        self.now = now
        self.fault = Fault.NONE
        self.fault_functions = frozenset({COIL})
        self.exception = 6
        self.switched_on = 0
        self.off_ends_flash = True  # the vendor does not say
        self.modes = [0] * inputs
        self.levels = [False] * inputs
        self.pdus: list[bytes] = []
        self._on = [False] * outputs
        self._off_at: dict[int, float] = {}
        self._lock = threading.RLock()

    def output(self, coil: int = 0) -> bool:
        """State of an output now."""
        with self._lock:
            self._run_timers()
            return self._on[coil]

    def set_input(self, number: int, level: bool) -> None:
        """Put a level on an input."""
        with self._lock:
            self.levels[number] = level

    def reboot(self) -> None:
        """All outputs off, timers gone."""
        with self._lock:
            self._on = [False] * len(self._on)
            self._off_at.clear()

    def _run_timers(self) -> None:
        for coil, due in list(self._off_at.items()):
            if self.now() >= due:
                self._on[coil] = False
                del self._off_at[coil]

    def act(self, pdu: bytes) -> bytes:
        """Do what a request says; returns the PDU of the answer."""
        with self._lock:
            self.pdus.append(pdu)
            self._run_timers()
            function = pdu[0]
            if len(pdu) != 5 or function not in (COILS, INPUTS, REGISTERS, COIL):
                return bytes((function | 0x80, 1))
            address, value = struct.unpack(">HH", pdu[1:])
            if function == COIL:
                code = self._write(address, value)
                return bytes((function | 0x80, code)) if code else pdu
            if function == REGISTERS:
                return self._registers(address, value)
            bits = self._on if function == COILS else self.levels
            # They only tell all of them (labgrid, pull request 1575).
            if address != 0 or value != len(bits) or not bits:
                return bytes((function | 0x80, 2))
            packed = sum(on << number for number, on in enumerate(bits))
            length = (len(bits) + 7) // 8
            return bytes((function, length)) + packed.to_bytes(length, "little")

    def _write(self, address: int, value: int) -> int:
        coil = address & 0xFF
        if address >> 8 == 2 and self.flash and coil < len(self._on):
            self._set(coil, True)
            self._off_at[coil] = self.now() + value / 10
            return 0
        if address >= len(self._on):
            return 2
        if value not in (0, 0xFF00):
            return 3
        if self.off_ends_flash:
            self._off_at.pop(coil, None)
        self._set(coil, value == 0xFF00)
        return 0

    def _set(self, coil: int, on: bool) -> None:
        self.switched_on += on
        self._on[coil] = on

    def _registers(self, address: int, count: int) -> bytes:
        known = {VERSION: 200, ADDRESS: self.unit}
        known |= {MODES + number: mode for number, mode in enumerate(self.modes)}
        asked = range(address, address + count)
        if not set(asked) <= set(known):
            return bytes((REGISTERS | 0x80, 2))
        values = [known[number] for number in asked]
        return bytes((REGISTERS, 2 * count)) + struct.pack(f">{count}H", *values)


@dataclass(frozen=True)
class Wire:
    """What a board can do to the one that asked; the last two only over TCP."""

    say: Callable[[bytes], None]
    reset: Callable[[], None] = lambda: None
    hang_up: Callable[[], None] = lambda: None


class _Front:
    """What all ways to the boards share. `boards` by their units."""

    def __init__(self, boards: Mapping[int, Board] | Board, *, rtu: bool) -> None:
        self.boards = {boards.unit: boards} if isinstance(boards, Board) else dict(boards)
        self.rtu = rtu
        self.echo = False
        self.requests: list[bytes] = []
        self.closing = threading.Event()
        self._late = b""

    def take(self, buffer: bytes) -> tuple[bytes, bytes]:
        """Split one request off; ("", rest) when there is no whole one."""
        length = 8 if self.rtu else 6 + struct.unpack(">H", buffer[4:6].rjust(2, b"\xff"))[0]
        if len(buffer) < length:
            return b"", buffer
        if self.rtu and crc(buffer[:6]) != buffer[6:8]:
            return b"", b""  # a board says nothing to that
        return buffer[:length], buffer[length:]

    def serve(self, frame: bytes, wire: Wire) -> None:
        """Act on one request and answer it, or fail."""
        self.requests.append(frame)
        if self.echo:
            wire.say(frame)
        unit, pdu = (frame[0], frame[1:-2]) if self.rtu else (frame[6], frame[7:])
        board = self.boards.get(unit)
        if board is None:
            if not self.rtu:  # a gateway, Application Protocol 7
                wire.say(self._frame(frame, unit, bytes((pdu[0] | 0x80, 11))))
            return
        fault = board.fault if pdu[0] in board.fault_functions else Fault.NONE
        answer = board.act(pdu) if fault not in NOT_ACTING else b""
        late, self._late = self._late, b""
        if late:
            wire.say(late)
        self._misbehave(board, fault, frame, answer, wire)

    def die(self, wire: Wire) -> None:
        """Say nothing any more, whoever asks."""
        raise NotImplementedError

    def _frame(self, request: bytes, unit: int, pdu: bytes) -> bytes:
        body = bytes((unit,)) + pdu
        if self.rtu:
            return body + crc(body)
        return request[:2] + struct.pack(">HH", 0, len(body)) + body

    def _misbehave(
        self, board: Board, fault: Fault, request: bytes, pdu: bytes, wire: Wire
    ) -> None:
        say = wire.say
        unit = board.unit
        right = self._frame(request, unit, pdu)
        function = request[1] if self.rtu else request[7]
        match fault:
            case Fault.HANG | Fault.ACT_THEN_HANG:
                return
            case Fault.RESET | Fault.ACT_THEN_RESET:
                wire.reset()
            case Fault.ACT_THEN_DIE:
                self.die(wire)
            case Fault.GARBAGE:
                say(b"\x00\xff<html>\n\xfe\x7f\x00" * 2)
            case Fault.HALF:
                say(right[: len(right) // 2])
                wire.hang_up()
            case Fault.SLOW:
                say(right[:2])
                while board.fault is fault and not self.closing.wait(0.05):
                    say(b"\x00")
            case Fault.BABBLE:
                while board.fault is fault and not self.closing.wait(0.001):
                    say(b"\x00\x55" * 200)
            case Fault.WRONG_CHECK if self.rtu:
                say(right[:-1] + bytes((right[-1] ^ 1,)))
            case Fault.WRONG_CHECK:
                say(right[:3] + b"\x01" + right[4:])
            case Fault.WRONG_UNIT:
                say(self._frame(request, unit + 1, pdu))
            case Fault.WRONG_FUNCTION:
                say(self._frame(request, unit, b"\x06" + pdu[1:]))
            case Fault.WRONG_COIL:
                say(self._frame(request, unit, pdu[:2] + bytes((pdu[2] ^ 1,)) + pdu[3:]))
            case Fault.WRONG_TRANSACTION:
                say(bytes((request[0] ^ 1,)) + right[1:])
            case Fault.LATE:
                self._late = right
            case Fault.NOISE:
                say(b"\x00" + right)
            case Fault.EXCEPTION:
                say(self._frame(request, unit, bytes((function | 0x80, board.exception))))
            case Fault.FAILED:
                say(self._frame(request, unit, bytes((function | 0x80, 4))))
            case _:
                say(right)


class TcpBoard(_Front):
    """Boards in the network; `address` is "127.0.0.1:port".

    Attributes:
        room: Connections that it takes at once; further ones are reset.
        most: Most that there were at once.
        connections: How many there were.
    """

    def __init__(
        self, boards: Mapping[int, Board] | Board, *, rtu: bool = False, room: int = 4
    ) -> None:
        super().__init__(boards, rtu=rtu)
        self.room = room
        self.most = self.connections = 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener: socket.socket | None = None
        self._port = 0
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> TcpBoard:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listen; after `stop` on the same port again."""
        self.closing.clear()
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self._port))
        self._listener.listen(8)
        self._port = self._listener.getsockname()[1]
        self._run(self._accept, self._listener)

    def die(self, wire: Wire) -> None:
        self._stop_listening()
        wire.reset()

    def _stop_listening(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def stop(self) -> None:
        """Be dead: connections are refused from now on."""
        self.closing.set()
        self._stop_listening()
        with self._lock:
            for sock in self._open:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._threads.clear()

    def _run(self, target: Callable[[socket.socket], None], sock: socket.socket) -> None:
        thread = threading.Thread(target=target, args=(sock,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                full = len(self._open) >= self.room
                if not full:
                    self._open.add(sock)
                    self.most = max(self.most, len(self._open))
            if full or self.closing.is_set():
                _reset(sock)
            else:
                self._run(self._serve_connection, sock)

    def _serve_connection(self, sock: socket.socket) -> None:
        buffer = b""
        wire = Wire(sock.sendall, lambda: _reset(sock), lambda: sock.shutdown(socket.SHUT_RDWR))
        try:
            while chunk := sock.recv(4096):
                buffer += chunk
                request, buffer = self.take(buffer)
                while request:
                    self.serve(request, wire)
                    request, buffer = self.take(buffer)
        except OSError:
            pass
        finally:
            with self._lock:
                self._open.discard(sock)
            sock.close()


def _reset(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


class SerialBoard(_Front):
    """Boards at a serial line; `port` is the path of the other end of a pty.

    Args:
        boards: One, or several by their units.
        link: Stable path that points at the pty, as udev makes one; `port` is then this.
    """

    def __init__(self, boards: Mapping[int, Board] | Board, link: str = "") -> None:
        super().__init__(boards, rtu=True)
        self.port = ""
        self._master = -1
        self._wake = (-1, -1)
        self._thread: threading.Thread | None = None
        self._link = link

    def __enter__(self) -> SerialBoard:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    def start(self) -> None:
        """Plug in."""
        self.closing.clear()
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        os.set_blocking(self._master, False)  # what nobody reads is lost, as on a wire
        name = os.ttyname(slave)
        os.close(slave)
        self._wake = os.pipe()
        if self._link:
            Path(self._link).symlink_to(name)
        self.port = self._link or name
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Pull the plug: the port is gone."""
        self.closing.set()
        if self._thread is None:
            return
        os.write(self._wake[1], b"x")
        self._thread.join(10)
        self._thread = None
        self.die(Wire(self._say))
        for number in self._wake:
            os.close(number)

    def die(self, wire: Wire) -> None:
        master, self._master = self._master, -1
        if master >= 0:
            Path(self._link).unlink(missing_ok=True) if self._link else None
            os.close(master)

    def _run(self) -> None:
        buffer = b""
        while self._master >= 0:
            ready, _, _ = select.select([self._master, self._wake[0]], [], [])
            if self._wake[0] in ready:
                return
            try:
                buffer += os.read(self._master, 4096)
            except OSError:  # nobody has the other end open
                if self.closing.wait(0.01):
                    return
                continue
            request, buffer = self.take(buffer)
            while request:
                self.serve(request, Wire(self._say))
                request, buffer = self.take(buffer)

    def _say(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._master, data)
