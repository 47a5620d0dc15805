# SPDX-License-Identifier: AGPL-3.0-or-later
"""Far ends of the wire for `bench gate`: they note when the first byte of a switch-on arrived.

A program of its own, of the standard library alone: a real relay waits neither for the kiosk's
interpreter nor for its processors. CLOCK_MONOTONIC is one clock for all processes of a machine
(clock_gettime(2)), so its stamps compare with the kiosk's.

It prints one line of JSON with the addresses, then ``name seconds`` for each switch-on, until its
input ends. With ``lock FILE`` it keeps a SQLite file locked for writing instead.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import sqlite3
import struct
import sys
import time
import tty
from collections.abc import Callable

CHALLENGE = 'Digest qop="auth", realm="bench-device", nonce="61626364", algorithm=SHA-256'
LCUS_ON, LCUS_OFF = bytes.fromhex("A00101A2"), bytes.fromhex("A00100A1")
FIRST_TURN, NICE = 2, -10
"""As the threads of gates (`runtime.priority`): a device has processors of its own. Without the
right to either its stamps come late, not early."""


class Shelly:
    """Generation 2 behind a digest login, whose signature is looked for and not checked."""

    def __init__(self) -> None:
        self._off_at = 0.0

    def answer(self, taken: bytes) -> tuple[bytes, bool] | None:
        """Return the answer to a whole request and whether it switches on; None for part of one."""
        head, found, body = taken.partition(b"\r\n\r\n")
        headers = head.decode("latin-1").lower().split("\r\n")
        length = next((int(h.split(":")[1]) for h in headers if h.startswith("content-length")), 0)
        if not found or len(body) < length:
            return None
        if not any(h.startswith("authorization: digest ") for h in headers):
            return _http(401, {}, f"WWW-Authenticate: {CHALLENGE}\r\n"), False
        params = json.loads(body or b"{}")
        if b"/rpc/Switch.Set " not in head:
            output = {"id": 0, "output": time.monotonic() < self._off_at}
            whole = {"switch:0": output, "input:0": {"id": 0, "state": True}, "sys": {}}
            return _http(200, whole if b"/rpc/Shelly.GetStatus " in head else output), False
        on = bool(params.get("on"))
        self._off_at = time.monotonic() + float(params.get("toggle_after", 0)) if on else 0.0
        return _http(200, {"was_on": False}), on


def _http(status: int, body: object, extra: str = "") -> bytes:
    data = json.dumps(body).encode()
    head = f"HTTP/1.1 {status} said\r\n{extra}Content-Length: {len(data)}\r\nConnection: close\r\n"
    return head.encode() + b"\r\n" + data


class ModbusTcp:
    """Eight coils and eight inputs at a Modbus TCP port; no timer, so it is switched off too."""

    def __init__(self) -> None:
        self._coils = 0

    def answer(self, taken: bytes) -> tuple[bytes, bool] | None:
        """As `Shelly.answer`, for frames of Modbus TCP."""
        if len(taken) < 12:
            return None
        function, address, value = struct.unpack(">BHH", taken[7:12])
        on = function == 5 and value == 0xFF00
        if function == 5:
            bit = 1 << address
            self._coils = self._coils | bit if on else self._coils & ~bit
            pdu = taken[7:12]
        else:
            pdu = bytes((function, 1, self._coils if function == 1 else 0xFF))
        return taken[:4] + struct.pack(">HB", len(pdu) + 1, taken[6]) + pdu, on


class _Devices:
    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._stamps: list[tuple[str, float]] = []

    def listen(self, name: str, answer: Callable[[bytes], tuple[bytes, bool] | None]) -> str:
        """Listen on loopback; return the address."""
        listener = socket.create_server(("127.0.0.1", 0), backlog=32)
        self._watch(listener.fileno(), lambda: self._accept(listener, name, answer))
        return "{}:{}".format(*listener.getsockname()[:2])

    def board(self, name: str) -> str:
        """Open a pty with an LCUS board behind it; return the port's path."""
        master, slave = os.openpty()
        tty.setraw(slave)
        rest = b""

        def read() -> None:
            nonlocal rest
            at = time.monotonic()
            rest += os.read(master, 4096)
            self._stamps += [(name, at)] * rest.count(LCUS_ON)
            rest = rest.replace(LCUS_ON, b"").replace(LCUS_OFF, b"")

        self._watch(master, read)
        return os.ttyname(slave)

    def run(self, addresses: dict[str, str]) -> None:
        """Serve until the input ends."""
        _say(json.dumps(addresses))
        ended = False

        def end() -> None:
            nonlocal ended
            ended = not os.read(sys.stdin.fileno(), 4096)

        self._watch(sys.stdin.fileno(), end)
        while not ended:
            for key, _events in self._selector.select():
                key.data()
            # After the answers: printing must not hold them up.
            for name, at in self._stamps:
                _say(f"{name} {at:.6f}")
            self._stamps.clear()

    def _watch(self, handle: int, act: Callable[[], None]) -> None:
        self._selector.register(handle, selectors.EVENT_READ, act)

    def _accept(
        self,
        listener: socket.socket,
        name: str,
        answer: Callable[[bytes], tuple[bytes, bool] | None],
    ) -> None:
        wire, _ = listener.accept()
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        taken = b""
        first = 0.0

        def read() -> None:
            nonlocal taken, first
            at = time.monotonic()
            data = b""
            with contextlib.suppress(OSError):
                data = wire.recv(65536)
            first = first or at
            taken += data
            said = answer(taken) if data else None
            if said is not None:
                with contextlib.suppress(OSError):
                    wire.sendall(said[0])
                self._stamps += [(name, first)] * said[1]
            if said is not None or not data:
                self._selector.unregister(wire)
                wire.close()

        self._watch(wire.fileno(), read)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _lock(path: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as held:
        held.execute("BEGIN EXCLUSIVE")
        _say(json.dumps({"locked": path}))
        sys.stdin.read()
        held.execute("ROLLBACK")


def main(arguments: list[str]) -> None:
    """Be the devices, or the one who locks a database."""
    if arguments[:1] == ["lock"]:
        _lock(arguments[1])
        return
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(FIRST_TURN))
    except OSError:
        with contextlib.suppress(OSError):
            os.nice(NICE)
    devices = _Devices()
    addresses = {
        "shelly": devices.listen("shelly", Shelly().answer),
        "modbus_tcp": devices.listen("modbus_tcp", ModbusTcp().answer),
        "lcus": devices.board("lcus"),
    }
    devices.run(addresses)


if __name__ == "__main__":
    main(sys.argv[1:])
