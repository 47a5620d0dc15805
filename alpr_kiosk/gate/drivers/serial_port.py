# SPDX-License-Identifier: AGPL-3.0-or-later
"""An open serial port: one exchange with one deadline, that knows whether a byte was written."""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import select
import struct
import termios
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import serial

from alpr_kiosk.gate.drivers.serial_device import kind_of, why_not_opened

WRITE_S = 0.3  # reliability.md F8: a board that takes no bytes is known within 300 ms
MAX_ANSWER = 512  # bytes; the longest answer of a board is far below: more is babble
SETTLE_S = 0.05
"""Silence that is waited for after an exchange without a whole answer: what comes late is not taken
for the answer to the next question. Ours; at 9600 bits a second 50 bytes long."""

ReadRule = Callable[[bytes], bool]
"""From all bytes that came since the request to whether the answer is whole (or wrong already)."""

_PARITY = {"none": serial.PARITY_NONE, "even": serial.PARITY_EVEN, "odd": serial.PARITY_ODD}
_generations = itertools.count(1)


class LineError(Exception):
    """An exchange that did not end in a whole answer.

    Attributes:
        reason: In words, for the log and the health page.
        sent: False when surely no byte was written.
        written: Bytes that the port took; fewer than the request is half a frame.
        received: What came of the answer.
        lost: The port is gone.
    """

    def __init__(
        self, reason: str, *, written: int = 0, received: bytes = b"", lost: bool = False
    ) -> None:
        self.reason = reason
        self.sent = written > 0
        self.written = written
        self.received = received
        self.lost = lost
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSettings:
    """Bits on the wire: 8 data bits, no flow control, and these."""

    baud: int = 9600
    parity: Literal["none", "even", "odd"] = "none"
    stop_bits: Literal[1, 2] = 1

    def __str__(self) -> str:
        return f"{self.baud} 8{self.parity[0].upper()}{self.stop_bits}"


class OpenPort:
    """An open port. Everything but `locked` and `is_open` only under its lock.

    Attributes:
        device: Its device number.
        kind: What `kind_of` says of it.
        generation: Another number for each open port of this process, from 1; a new one as well
            when bytes got stuck, since what the board has of them is not known.
        users: How many drivers use it; kept by who shares it.
        is_open: Neither given back nor lost.
    """

    def __init__(self, path: str, device: int, settings: LineSettings) -> None:
        """Open `path`; nothing is written.

        Raises:
            LineError: It cannot be opened, or is not `device` any more.
        """
        self.device = device
        self.settings = settings
        self.users = 0
        self._lock = threading.Lock()
        self._settled = True
        self._serial = _opened(path, device, settings)
        self._fd: int = self._serial.fileno()
        self.kind = kind_of(device)
        self.generation = next(_generations)
        self.is_open = True

    @contextlib.contextmanager
    def locked(self, deadline: float) -> Iterator[None]:
        """Be alone on the port; who waits for another driver's exchange keeps his own deadline."""
        if not self._lock.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise LineError("another output of the same board keeps the port busy")
        try:
            yield
        finally:
            self._lock.release()

    def is_there(self) -> bool:
        """Whether the device is still there; drops the port when it is not."""
        if not self.is_open:
            return False
        try:
            self._wait(0, 0.0)
        except LineError:
            return False
        return True

    def exchange(
        self,
        request: bytes,
        rule: ReadRule | None,
        deadline: float,
        *,
        quiet_s: float,
        silent_after_s: float,
    ) -> bytes:
        """See `SerialLine.exchange`."""
        if not self.is_open:
            raise LineError("the port was lost meanwhile", lost=True)
        self._drain(deadline, quiet_s if self._settled else max(quiet_s, SETTLE_S))
        self._settled = False
        self._write(request, min(deadline, time.monotonic() + WRITE_S))
        if rule is None:
            self._wait(0, 0.0, len(request))
            answer = b""
        else:
            answer = self._read(rule, deadline, len(request))
            more_until = time.monotonic() + silent_after_s
            if silent_after_s and self._wait(select.POLLIN, more_until, len(request), answer):
                reason = "more than an answer"
                raise LineError(reason, written=len(request), received=answer)
        self._settled = True
        return answer

    def close(self) -> None:
        """Close the file; what was written has `WRITE_S` to leave."""
        if not self.is_open:
            return
        # An error says that it is gone already. The kernel's own wait at close is up to 30 s.
        with contextlib.suppress(OSError, termios.error):
            if not self._has_left(time.monotonic() + WRITE_S):
                termios.tcflush(self._fd, termios.TCOFLUSH)
        self._close()

    # ------------------------------------------------------------------ bytes

    def _drain(self, deadline: float, quiet_s: float) -> None:
        """Forget what came unasked; it must not be taken for an answer.

        A line that is never silent costs half of the time and no more: an "off" must get out.
        """
        began = time.monotonic()
        if began >= deadline:
            raise LineError("the time was over before anything was sent")
        give_up = (began + deadline) / 2.0
        quiet_at = began + quiet_s
        while self._wait(select.POLLIN, min(quiet_at, give_up)):
            self._get(0)
            now = time.monotonic()
            if now >= give_up:
                return
            quiet_at = now + quiet_s

    def _write(self, request: bytes, deadline: float) -> None:
        done = 0
        try:
            while done < len(request):
                if not self._wait(select.POLLOUT, deadline, done):
                    raise self._stuck(done)
                with contextlib.suppress(BlockingIOError):
                    done += os.write(self._fd, request[done:])
            if not self._has_left(deadline):
                raise self._stuck(done)
        except OSError as exc:
            raise self._lost(exc, done) from exc

    def _stuck(self, written: int) -> LineError:
        """Throw away what has not left, as far as the driver of the port can do that."""
        if written:
            with contextlib.suppress(termios.error):
                termios.tcflush(self._fd, termios.TCOFLUSH)
            self.generation = next(_generations)
        return LineError("the port takes no bytes: the board hangs", written=written)

    def _has_left(self, deadline: float) -> bool:
        """Whether the kernel has handed on all bytes (a pty has no queue: at once)."""
        while struct.unpack("i", fcntl.ioctl(self._fd, termios.TIOCOUTQ, b"\0" * 4))[0]:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.001)
        return True

    def _read(self, rule: ReadRule, deadline: float, written: int) -> bytes:
        answer = b""
        while not rule(answer):
            if len(answer) > MAX_ANSWER:
                raise LineError("babble instead of an answer", written=written, received=answer)
            if not self._wait(select.POLLIN, deadline, written, answer):
                reason = "half an answer" if answer else "no answer"
                raise LineError(reason, written=written, received=answer)
            answer += self._get(written, answer)
        return answer

    def _get(self, written: int, received: bytes = b"") -> bytes:
        try:
            data = os.read(self._fd, MAX_ANSWER)
        except BlockingIOError:
            return b""
        except OSError as exc:
            raise self._lost(exc, written, received) from exc
        if not data:
            # Ready, but empty: a terminal whose other end has hung up.
            raise self._lost(OSError("hung up"), written, received)
        return data

    def _wait(self, event: int, deadline: float, written: int = 0, received: bytes = b"") -> bool:
        """Wait for an event; False at the deadline (at least one look is taken).

        Raises:
            LineError: The device is gone.
        """
        poll = select.poll()
        poll.register(self._fd, event)
        left_ms = max(0.0, deadline - time.monotonic()) * 1000.0
        found = poll.poll(left_ms)
        seen = found[0][1] if found else 0
        if seen & event == 0 and seen & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
            raise self._lost(OSError("hung up"), written, received)
        return bool(seen & event)

    def _lost(self, exc: OSError, written: int, received: bytes = b"") -> LineError:
        self._close()
        reason = f"the board was unplugged or has reset ({exc.strerror or exc})"
        return LineError(reason, written=written, received=received, lost=True)

    def _close(self) -> None:
        # Even a close that fails has given the descriptor back: it is never used again.
        self.is_open = False
        with contextlib.suppress(OSError):
            self._serial.close()


def _opened(path: str, device: int, settings: LineSettings) -> serial.Serial:
    handle = serial.Serial(
        baudrate=settings.baud,
        parity=_PARITY[settings.parity],
        stopbits=settings.stop_bits,
        timeout=0,
        write_timeout=0,
        # DTR and RTS stay as the kernel raises them at open, and the port stays open: boards may
        # take a change for a reset (hardware.md 1b).
        dsrdtr=False,
        rtscts=False,
        exclusive=True,
    )
    handle.port = path
    try:
        handle.open()
        now = os.fstat(handle.fileno()).st_rdev
    except (OSError, termios.error, ValueError) as exc:
        raise LineError(why_not_opened(path, exc)) from exc
    if now != device:
        handle.close()
        raise LineError(f"{path} became another device just now")
    return handle
