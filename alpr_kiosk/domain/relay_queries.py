# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a screen asks while a relay is set up."""

from __future__ import annotations

from dataclasses import dataclass

from alpr_kiosk.domain.queries import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialPortsWanted(Query):
    """Serial ports with a name that stays; answered with a tuple of `SeenPort`.

    Nothing is sent to any of them (rules 22): some boards take any byte as a command.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPort:
    """A serial port.

    Attributes:
        path: Its path, which means the same socket or the same board after a restart.
        device: What it is called now, such as ``ttyUSB0``.
        board: Name that the board gives itself, "" for none.
    """

    path: str
    device: str
    board: str = ""
