# SPDX-License-Identifier: AGPL-3.0-or-later
"""A serial port that several drivers of this process share, and one exchange on it at a time.

Two gates on one relay board are two threads on one port: the port is opened once, whatever names
lead to it, and a lock keeps their frames apart. Each exchange has one deadline, never repeats
anything, and knows whether a byte was written. A port is never probed, and nothing is written when
it is opened (rules 22). One that was lost (unplugged) is opened again by its own path at the next
use; `generation` tells a driver of it, whose first word must then be "off" (reliability.md F9).
"""

from __future__ import annotations

import os
import stat
import threading
import time

from alpr_kiosk.gate.drivers.serial_device import is_stable_path, kind_of, why_not_opened
from alpr_kiosk.gate.drivers.serial_port import LineError, LineSettings, OpenPort, ReadRule

__all__ = ["LineError", "LineSettings", "ReadRule", "SerialLine", "is_stable_path"]


class SerialLine:
    """One driver's use of a serial port; ports that are the same device are shared.

    One thread each, but any number of them on one port.
    """

    def __init__(self, path: str, settings: LineSettings | None = None) -> None:
        """Keep what is needed; nothing is opened yet."""
        self.path = path
        self._settings = settings or LineSettings()
        self._port: OpenPort | None = None
        self._kind = ""

    def __repr__(self) -> str:
        return f"SerialLine({self.path!r}, {self._settings})"

    @property
    def generation(self) -> int:
        """Number of the open port, 0 for none.

        Another one than before means that the port was lost since, or that bytes got stuck in it.
        """
        return self._port.generation if self._port is not None and self._port.is_open else 0

    def open(self, deadline: float) -> int:
        """Open the port if it is not, or was lost, and return its `generation`; writes nothing.

        Args:
            deadline: Monotonic time, seconds.

        Raises:
            LineError: It cannot be opened; `sent` is False.
        """
        return self._attach(deadline).generation

    def exchange(
        self,
        request: bytes,
        rule: ReadRule | None,
        deadline: float,
        *,
        generation: int | None = None,
        quiet_s: float = 0.0,
        silent_after_s: float = 0.0,
    ) -> bytes:
        """Write one request and return its answer, once.

        What came unasked is forgotten first. A request without an answer has left the computer when
        this returns, which does not say that the board has understood it.

        Args:
            request: Bytes to write.
            rule: Says when the answer is whole; it may stop early at a wrong one. None: there is
                no answer.
            deadline: Monotonic time, seconds, of the whole exchange with all its waits.
            generation: What `open` returned: nothing is written if the port was lost since.
            quiet_s: Silence before the request, seconds; a line that is never silent gets the
                request after half of the time all the same.
            silent_after_s: Silence after the answer, seconds, for answers that are only a number
                of bytes: more of them are not an answer. It may end after `deadline`.

        Raises:
            LineError: No whole answer, for whatever reason; see its attributes.
        """
        port = self._attach(deadline)
        with port.locked(deadline):
            if generation is not None and generation != port.generation:
                raise LineError("the board was plugged in anew, or hung, since the last word")
            return port.exchange(
                request, rule, deadline, quiet_s=quiet_s, silent_after_s=silent_after_s
            )

    def close(self) -> None:
        """Give the port back; it is closed with its last user."""
        port, self._port = self._port, None
        if port is not None:
            with _ports_lock:
                _leave(port)

    def _attach(self, deadline: float) -> OpenPort:
        port = self._port
        if port is not None:
            with port.locked(deadline):
                if port.is_there():
                    return port
        if not _ports_lock.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise LineError("another port is just being opened")
        try:
            if port is not None:
                self._port = None
                _leave(port)
            self._port = _share(self.path, self._settings, self._kind, deadline)
            self._kind = self._port.kind
            return self._port
        finally:
            _ports_lock.release()


_ports: dict[int, OpenPort] = {}
"""Open ports by device number: two names of one device are one port."""
_ports_lock = threading.Lock()


def _share(path: str, settings: LineSettings, kind: str, deadline: float) -> OpenPort:
    """Return the open port behind `path`, opened now or by another driver of this process."""
    device = _device_of(path, kind)
    port = _ports.get(device)
    if port is not None:
        with port.locked(deadline):
            if not port.is_there():
                port = None
    if port is None:
        port = _ports[device] = OpenPort(path, device, settings)
    elif port.settings != settings:
        raise LineError(f"{path} is in use here with other settings ({port.settings})")
    port.users += 1
    return port


def _device_of(path: str, kind: str) -> int:
    """Return the device number behind a path, of the same kind as before if it was known."""
    try:
        found = os.stat(path)  # noqa: PTH116 - it follows links, as opening will
    except OSError as exc:
        raise LineError(why_not_opened(path, exc)) from exc
    if not stat.S_ISCHR(found.st_mode):
        raise LineError(f"{path} is not a serial port")
    now = kind_of(found.st_rdev)
    if kind and now != kind:
        raise LineError(
            f"{path} is another kind of device now ({now}, was {kind}): plug the relay board in "
            "where it was; a new one is taken at the next start"
        )
    return found.st_rdev


def _leave(port: OpenPort) -> None:
    port.users -= 1
    if port.users > 0:
        return
    if _ports.get(port.device) is port:
        del _ports[port.device]
    port.close()
