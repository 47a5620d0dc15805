# SPDX-License-Identifier: AGPL-3.0-or-later
"""Relay boards at USB on real ptys, byte for byte, that can hang, babble, reset and be unplugged.

Protocols, from the makers: LCUS from the text that sellers print (A0, relay, operation, sum);
Numato from numato.com/docs and the maker's samples (lines with an echo and a prompt); KMTronic
from info.kmtronic.com, "USB Relay Test software".
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import threading
import tty
from enum import Enum
from pathlib import Path

MARK = b"\xf7\x00\xf7mark\xf7"
"""Written by `PtyBoard.settle` behind the driver's bytes; not a command of any board."""


class Fault(str, Enum):
    """What the board does from the next "on" of any of its relays (`STALL`: at once)."""

    NONE = "none"
    STALL = "stall"  # takes no bytes: the buffer in between is full
    IGNORE = "ignore"  # takes bytes, does nothing
    MUTE = "mute"  # acts, does not answer
    GARBAGE = "garbage"  # acts, answers something else
    HALF = "half"  # acts, answers half
    DRIP = "drip"  # acts, sends a byte now and then for ever
    VANISH = "vanish"  # is unplugged in place of acting
    ACT_THEN_VANISH = "act_then_vanish"


class PtyBoard:
    """Use as a context manager; `port` is the path for the site file, the same after a re-plug.

    Args:
        port: The stable path, a link to the pty.
        relays: Number of relays.
        first: Number of the first relay.
    """

    garbage = b"\x55\xaa\x13\x37<html>\x00\x80\x55\xaa"

    def __init__(self, port: Path, *, relays: int, first: int = 1) -> None:
        self.port = str(port)
        self.on = {first + i: False for i in range(relays)}
        self.switched_on = dict.fromkeys(self.on, 0)
        self.taken = b""
        """All bytes that the board took."""
        self.commands: list[tuple[int, bool]] = []
        self._fault = Fault.NONE
        self._failing = False
        self._buffer = b""
        self._lock = threading.RLock()
        self._settled = threading.Event()
        self._stalled = threading.Event()
        self._master = self._slave = -1
        self._wake = (-1, -1)
        self._thread: threading.Thread | None = None

    def __enter__(self) -> PtyBoard:
        self.plug()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.unplug()

    # ------------------------------------------------------------------ the cable

    def plug(self) -> None:
        """Give the board power and a port, another one than before behind the same path."""
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self._wake = os.pipe()
        self.reboot()
        self._thread = threading.Thread(target=self._run, name="board", daemon=True)
        self._thread.start()
        self.lead_here(Path(self.port))

    @property
    def device(self) -> str:
        """The pty itself."""
        return os.ttyname(self._slave)

    def lead_here(self, link: Path) -> None:
        """Make a link to the port, in place of whatever it led to."""
        new = link.with_name(link.name + ".new")
        new.symlink_to(self.device)
        new.replace(link)

    def unplug(self) -> None:
        """Take power and port away."""
        Path(self.port).unlink(missing_ok=True)
        self._vanish()
        thread, self._thread = self._thread, None
        if thread is not None:
            os.write(self._wake[1], b"x")
            thread.join(10)
            for end in (self._slave, *self._wake):
                os.close(end)

    def _vanish(self) -> None:
        with self._lock:
            if self._master >= 0:
                os.close(self._master)
                self._master = -1
            self.on = dict.fromkeys(self.on, False)

    def reboot(self) -> None:
        """Lose the outputs and half a command; the port stays."""
        with self._lock:
            self.on = dict.fromkeys(self.on, False)
            self._buffer = b""

    # ------------------------------------------------------------------ faults

    def fail(self, fault: Fault) -> None:
        """Fail from now on, `Fault.NONE` to be well."""
        if self._stalled.is_set():
            self._empty()  # the board was hung: what waited is lost
            self.reboot()
        self._stalled.clear()
        if fault is Fault.STALL:
            self.settle()
            with self._lock:
                self._fault, self._failing = fault, True
            self._nudge()
            assert self._stalled.wait(10)
            self.fill()
            return
        with self._lock:
            self._fault, self._failing = fault, False
        self._nudge()

    def fill(self, room: int = 0) -> None:
        """Fill the buffer between the computer and the board until only `room` bytes fit."""
        other = os.open(self.device, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            # The kernel hands bytes on behind our back: full is what stays full for a while.
            for chunk in (b"\x00" * 4096, b"\x00"):
                while select.select([], [other], [], 0.05)[1]:
                    with contextlib.suppress(BlockingIOError):
                        os.write(other, chunk)
        finally:
            os.close(other)
        if room:
            os.read(self._master, room)

    def _empty(self) -> None:
        while select.select([self._master], [], [], 0.1)[0]:
            os.read(self._master, 65536)

    def _nudge(self) -> None:
        if self._thread is not None:
            os.write(self._wake[1], b"s")

    # ------------------------------------------------------------------ what tests ask

    def settle(self) -> None:
        """Wait until the board has acted on all bytes that were written before."""
        if self._master < 0 or self._stalled.is_set():
            return
        self._settled.clear()
        os.write(self._slave, MARK)
        assert self._settled.wait(10), "the board is stuck"

    def is_on(self, relay: int) -> bool:
        """State of a relay, after all that was written."""
        self.settle()
        return self.on[relay]

    def actuations(self, relay: int) -> int:
        """How often a relay was switched on."""
        self.settle()
        return self.switched_on[relay]

    # ------------------------------------------------------------------ the board

    def take(self) -> None:
        """Take whole commands out of `_buffer` (a family's protocol)."""
        raise NotImplementedError

    def switch(self, relay: int, on: bool) -> None:
        """Act on a command, as the fault lets it."""
        self.commands.append((relay, on))
        if on and self._fault is not Fault.NONE:
            self._failing = True
        fault = self._fault if self._failing else Fault.NONE
        if fault in (Fault.IGNORE, Fault.VANISH, Fault.STALL) or relay not in self.on:
            if fault is Fault.VANISH:
                self._vanish()
            return
        self.on[relay] = on
        self.switched_on[relay] += on
        if fault is Fault.ACT_THEN_VANISH:
            self._vanish()

    def answer(self, data: bytes) -> None:
        """Send bytes to the computer, as the fault lets them."""
        fault = self._fault if self._failing else Fault.NONE
        match fault:
            case Fault.NONE:
                self.send(data)
            case Fault.GARBAGE:
                self.send(self.garbage)
            case Fault.HALF:
                self.send(data[: len(data) // 2])
            case _:
                pass

    def send(self, data: bytes) -> None:
        if self._master >= 0 and data:
            with contextlib.suppress(BlockingIOError):  # nobody reads: lost, as on a wire
                os.write(self._master, data)

    def _run(self) -> None:
        wake = self._wake[0]
        while True:
            with self._lock:
                master, failing = self._master, self._failing
            stalled = failing and self._fault is Fault.STALL
            if stalled:
                self._stalled.set()
            drips = failing and self._fault is Fault.DRIP
            reads = [wake] if stalled or master < 0 else [wake, master]
            try:
                ready = select.select(reads, [], [], 0.05 if drips else None)[0]
            except (OSError, ValueError):
                continue  # the master was closed meanwhile
            if wake in ready and os.read(wake, 64).find(b"x") >= 0:
                return
            with self._lock:
                if master in ready and self._master >= 0:
                    self._read()
                elif drips and not ready:
                    self.send(b"\x55")

    def _read(self) -> None:
        try:
            data = os.read(self._master, 4096)
        except BlockingIOError:
            return
        except OSError as exc:
            if exc.errno != errno.EIO:
                raise
            return
        self._buffer += data
        marked = MARK in self._buffer
        self._buffer = self._buffer.replace(MARK, b"")
        self.taken += data.replace(MARK, b"")
        self.take()
        if marked:
            self._settled.set()


class LcusBoard(PtyBoard):
    """Looks for A0 and takes four bytes; a wrong sum is nothing. Never answers."""

    def take(self) -> None:
        while True:
            start = self._buffer.find(b"\xa0")
            self._buffer = self._buffer[start:] if start >= 0 else b""
            if len(self._buffer) < 4:
                return
            _, relay, op, total = self._buffer[:4]
            if (0xA0 + relay + op) % 256 != total or op > 1:
                self._buffer = self._buffer[1:]
                continue
            self._buffer = self._buffer[4:]
            self.switch(relay, op == 1)
            if self._failing and self._fault is Fault.GARBAGE:
                self.send(self.garbage)


class KmtronicBoard(PtyBoard):
    """Looks for FF and takes three bytes; answers questions only."""

    def take(self) -> None:
        while True:
            start = self._buffer.find(b"\xff")
            self._buffer = self._buffer[start:] if start >= 0 else b""
            if len(self._buffer) < 3:
                return
            _, relay, op = self._buffer[:3]
            self._buffer = self._buffer[3:]
            if len(self.on) <= 2 and op == 3 and relay in self.on:
                self.answer(bytes((0xFF, relay, self.on[relay])))
            elif len(self.on) > 2 and (relay, op) == (9, 0):
                self.answer(bytes(self.on[i] for i in sorted(self.on)))
            elif op in (0, 1):
                self.switch(relay, op == 1)


class NumatoBoard(PtyBoard):
    """Echoes each byte; acts at the CR; answers, then prompts. LF before CR, as the maker's."""

    def __init__(self, port: Path, *, relays: int, gpios: int = 8) -> None:
        super().__init__(port, relays=relays, first=0)
        self.gpio = dict.fromkeys(range(gpios), False)

    def take(self) -> None:
        while b"\r" in self._buffer:
            line, _, self._buffer = self._buffer.partition(b"\r")
            text = line.replace(b"\n", b"").decode("latin-1")
            said = self._obey(text.split(" "))
            self.answer(text.encode("latin-1") + b"\n\r" + (said + b"\n\r" if said else b"") + b">")

    def _obey(self, words: list[str]) -> bytes:
        if len(words) != 3 or len(words[2]) != 1 or not words[2].isalnum():
            return b""
        number = int(words[2], 36)
        match words[0], words[1]:
            case "relay", "on" | "off":
                self.switch(number, words[1] == "on")
            case "relay", "read" if number in self.on:
                return b"on" if self.on[number] else b"off"
            case "gpio", "read" if number in self.gpio:
                return b"1" if self.gpio[number] else b"0"
        return b""
