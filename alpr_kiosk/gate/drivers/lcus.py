# SPDX-License-Identifier: AGPL-3.0-or-later
"""LCUS-1 to LCUS-8 (LC Technology, CH340): four bytes a command, no answer to rely on.

Protocol (the maker's text, printed by sellers and in github.com/jarwyg/USB_RELAY): 9600 8N1; start
byte A0, number of the relay from 1, 01 on or 00 off, and the sum of the three modulo 256. Boards
differ by maker in what else they take: FF is a question to some and nothing to others, opcode 04
turns a relay over on one make. So nothing but these two commands is ever sent, and there is no
read-back.
"""

from __future__ import annotations

from alpr_kiosk.config.relays import LcusRelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.gate.drivers.serial_board import SerialBoard, refuse_inputs
from alpr_kiosk.gate.drivers.serial_line import LineSettings
from alpr_kiosk.gate.factory import DriverSetup

START = 0xA0
SETTINGS = LineSettings(baud=9600)


def frame(channel: int, on: bool) -> bytes:
    """Return the command for a relay (1..8)."""
    body = (START, channel, int(on))
    return bytes((*body, sum(body) & 0xFF))


class LcusRelay(SerialBoard):
    """`RelayDriver` of one relay of the board.

    A command that was accepted has left the computer whole; whether the board has understood it
    cannot be known.
    """

    can_read_back = False

    def __init__(self, *, port: str, channel: int = 1, timeout_s: float = 1.0) -> None:
        """Keep what is needed; see `SerialBoard`."""
        super().__init__(port=port, channel=channel, timeout_s=timeout_s, settings=SETTINGS)

    def _switch(self, on: bool, deadline: float, generation: int) -> None:
        self._line.exchange(frame(self._channel, on), None, deadline, generation=generation)

    def _ask(self, deadline: float) -> RelayStatus:
        self._line.open(deadline)
        return RelayStatus(reachable=True, detail="LCUS, port is there; cannot be read back")


def build(config: LcusRelayConfig, setup: DriverSetup) -> LcusRelay:
    """Return the driver of a relay in the site file.

    Raises:
        ConfigError: ``relay.no_inputs``.
    """
    refuse_inputs("lcus", setup)
    return LcusRelay(port=config.port, channel=config.channel, timeout_s=config.timeout_s)
