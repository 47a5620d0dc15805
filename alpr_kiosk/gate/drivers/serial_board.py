# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the relay boards at USB share: no timer of their own, and "off" before anything else.

A contact that this process closes stays closed when the process or the cable goes (hardware.md 1b).
So the first word on a port that was opened, lost or in doubt is "off" (reliability.md F9), and only
when that went well may "on" follow.
"""

from __future__ import annotations

import time

from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import ConfigError, RelayError
from alpr_kiosk.gate.drivers.serial_line import LineError, LineSettings, SerialLine
from alpr_kiosk.gate.factory import DriverSetup

DAY_MS = 24 * 60 * 60 * 1000


class SerialBoard:
    """`RelayDriver` of one output; a family says how it is switched and asked.

    Each call ends within its time-out, whatever the board and other outputs on it do.
    """

    timed_by_device = False
    can_read_back = True
    longest_ms = DAY_MS
    name = ""
    """For the health page."""

    def __init__(
        self, *, port: str, channel: int, timeout_s: float = 1.0, settings: LineSettings
    ) -> None:
        """Keep what is needed; the port is opened at the first use.

        Args:
            port: Path of the serial port.
            channel: Output, as the board counts.
            timeout_s: Longest time of a whole command, seconds.
            settings: Bits on the wire.
        """
        self._line = SerialLine(port, settings)
        self._channel = channel
        self._timeout_s = timeout_s
        self._off_in = 0  # generation of the port in which the board is known to listen

    def __repr__(self) -> str:
        return f"{type(self).__name__}(port={self._line.path!r}, channel={self._channel})"

    def pulse(self, pulse_ms: int) -> None:  # noqa: ARG002 - the gate thread ends it
        """Close the contact; it stays closed until `off`."""
        deadline = self._deadline()
        try:
            generation = self._line.open(deadline)
            if generation != self._off_in:
                self._switch(False, deadline, generation)
                self._off_in = generation
        except LineError as exc:
            # "on" was not sent: whatever became of "off", no gate opens of it.
            raise self._error("relay.unreachable", exc) from exc
        self._command(True, deadline, generation)

    def off(self) -> None:
        """Open the contact."""
        deadline = self._deadline()
        try:
            generation = self._line.open(deadline)
        except LineError as exc:
            raise self._error("relay.unreachable", exc) from exc
        self._command(False, deadline, generation)

    def status(self) -> RelayStatus:
        """Ask for the state; nothing is switched."""
        try:
            return self._ask(self._deadline())
        except LineError as exc:
            return RelayStatus(reachable=False, detail=exc.reason)

    def close(self) -> None:
        """Give back the port; does not switch."""
        self._line.close()

    # ------------------------------------------------------------------ of a family

    def _switch(self, on: bool, deadline: float, generation: int) -> None:
        """Send one command and confirm it if the board can; only on the port of `generation`.

        Raises:
            LineError: It is not sure that it was done; `sent` False when surely not.
        """
        raise NotImplementedError

    def _ask(self, deadline: float) -> RelayStatus:
        """Return the state.

        Raises:
            LineError: There is no answer, or not a right one.
        """
        raise NotImplementedError

    # ------------------------------------------------------------------ one command

    def _command(self, on: bool, deadline: float, generation: int) -> None:
        self._off_in = 0
        try:
            self._switch(on, deadline, generation)
        except LineError as exc:
            code = "relay.ambiguous" if exc.sent else "relay.unreachable"
            raise self._error(code, exc) from exc
        self._off_in = generation

    def _deadline(self) -> float:
        return time.monotonic() + self._timeout_s

    def _error(self, code: str, exc: LineError) -> RelayError:
        return RelayError(code, address=self._line.path, reason=exc.reason)


def refuse_inputs(kind: str, setup: DriverSetup) -> None:
    """Refuse a site file that asks for inputs of a board without any.

    Raises:
        ConfigError: ``relay.no_inputs``.
    """
    if setup.inputs:
        raise ConfigError("relay.no_inputs", kind=kind)
