# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of Modbus relay boards: in the network, or at a serial line."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from alpr_kiosk.config.base import Model
from alpr_kiosk.config.relays.common import Host, SerialPort, TimeoutS

MAX_UNIT = 247  # Modbus over Serial Line V1.02, 2.2; 248 to 255 are reserved there


class ModbusBoard(Model):
    """What all Modbus boards share."""

    unit: int = Field(
        1,
        ge=1,
        le=255,
        title="Modbus address of the board",
        description="1 to 247; with Modbus TCP also 255, for a board that is no gateway to others",
    )
    channel: int = Field(0, ge=0, le=31, title="Coil number, from 0")
    outputs: int = Field(
        8,
        ge=1,
        le=32,
        title="Outputs of the board",
        description="All are read at once: more than there are is refused by the board",
    )
    inputs: int = Field(
        8,
        ge=0,
        le=64,
        title="Digital inputs of the board",
        description="All are read at once, as discrete inputs; only if a gate uses one",
    )
    flash_on: bool = Field(
        False,
        title="The board times the pulse",
        description="Flash-on of Waveshare boards (write 0x0200 + coil); others do not have it",
    )
    timeout_s: TimeoutS = 1.0

    @model_validator(mode="after")
    def _can_be(self) -> ModbusBoard:
        if self.channel >= self.outputs:
            raise ValueError("channel is counted from 0 and must be below outputs")
        if self.unit > MAX_UNIT and not self._has_no_line():
            raise ValueError(f"unit must be 1 to {MAX_UNIT} where boards share a serial line")
        return self

    def _has_no_line(self) -> bool:
        return False


class ModbusTcpRelayConfig(ModbusBoard):
    """A board in the network."""

    type: Literal["modbus_tcp"] = Field("modbus_tcp", title="modbus_tcp: a board in the network")
    address: Host
    framing: Literal["tcp", "rtu"] = Field(
        "tcp",
        title="Framing",
        description="tcp: Modbus TCP, port 502; rtu: RTU frames over TCP, often port 4196",
    )

    def _has_no_line(self) -> bool:
        return self.framing == "tcp"


class ModbusRtuRelayConfig(ModbusBoard):
    """A board at RS-485 or RS-232."""

    type: Literal["modbus_rtu"] = Field("modbus_rtu", title="modbus_rtu: a board at a serial line")
    port: SerialPort
    baud: Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] = Field(
        9600, title="Bits a second"
    )
    parity: Literal["none", "even", "odd"] = Field("none", title="Parity")
