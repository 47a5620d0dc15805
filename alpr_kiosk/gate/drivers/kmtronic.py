# SPDX-License-Identifier: AGPL-3.0-or-later
"""KMTronic USB relay boards with 1, 2, 4 or 8 relays: three bytes a command, state on request.

Protocol: info.kmtronic.com, "KMTronic USB Relay Test software". 9600 8N1, no flow control:
``FF ch 01`` on, ``FF ch 00`` off, both without an answer. State with 1 and 2 relays: ``FF ch 03``,
answered by ``FF ch st``; with 4 and 8: ``FF 09 00``, answered by one byte a relay, the first relay
first, and nothing around them. A state is 01 for on and 00 for off.
"""

from __future__ import annotations

from alpr_kiosk.config.relays import KmtronicRelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.gate.drivers.serial_board import SerialBoard, refuse_inputs
from alpr_kiosk.gate.drivers.serial_line import LineError, LineSettings
from alpr_kiosk.gate.factory import DriverSetup

START = 0xFF
ALL_STATES = bytes((START, 0x09, 0x00))
ONE_STATE = 0x03
SETTINGS = LineSettings(baud=9600)
ALONE_S = 0.02
"""Silence after an answer that has no frame. Ours: 20 bytes long at 9600 bits a second, and above
the 16 ms for which an FTDI chip keeps bytes back."""


def frame(channel: int, on: bool) -> bytes:
    """Return the command for a relay (1..8)."""
    return bytes((START, channel, int(on)))


def question(channel: int, channels: int) -> tuple[bytes, int]:
    """Return the question for a relay's state on a board of `channels`, and the answer's length."""
    if channels <= 2:
        return bytes((START, channel, ONE_STATE)), 3
    return ALL_STATES, channels


def state_of(answer: bytes, channel: int, channels: int) -> bool | None:
    """Return what an answer says of a relay, None when it is not an answer."""
    if channels <= 2:
        if len(answer) != 3 or answer[:2] != bytes((START, channel)):
            return None
        states = answer[2:]
    else:
        if len(answer) != channels:
            return None
        states = answer
    if any(state > 1 for state in states):
        return None
    return states[0 if channels <= 2 else channel - 1] == 1


class KmtronicRelay(SerialBoard):
    """`RelayDriver` of one relay of the board; each command is confirmed by reading back."""

    def __init__(
        self, *, port: str, channel: int = 1, channels: int = 8, timeout_s: float = 1.0
    ) -> None:
        """Keep what is needed; see `SerialBoard`. `channels` is how many relays the board has."""
        super().__init__(port=port, channel=channel, timeout_s=timeout_s, settings=SETTINGS)
        self._channels = channels

    def _switch(self, on: bool, deadline: float, generation: int) -> None:
        command = frame(self._channel, on)
        self._line.exchange(command, None, deadline, generation=generation)
        try:
            now = self._state(deadline)
        except LineError as exc:
            raise LineError(exc.reason, written=len(command), lost=exc.lost) from exc
        if now is not on:
            word = "on" if now else "off"
            raise LineError(f"the board says {word} after the command", written=len(command))

    def _ask(self, deadline: float) -> RelayStatus:
        on = self._state(deadline)
        return RelayStatus(
            reachable=True, output_on=on, detail=f"KMTronic, {self._channels} relays"
        )

    def _state(self, deadline: float) -> bool:
        asked, length = question(self._channel, self._channels)
        answer = self._line.exchange(
            asked, lambda data: len(data) >= length, deadline, silent_after_s=ALONE_S
        )
        on = state_of(answer, self._channel, self._channels)
        if on is None:
            raise LineError("not the answer of a KMTronic board", written=len(asked))
        return on


def build(config: KmtronicRelayConfig, setup: DriverSetup) -> KmtronicRelay:
    """Return the driver of a relay in the site file.

    Raises:
        ConfigError: ``relay.no_inputs``.
    """
    refuse_inputs("kmtronic", setup)
    return KmtronicRelay(
        port=config.port,
        channel=config.channel,
        channels=config.channels,
        timeout_s=config.timeout_s,
    )
