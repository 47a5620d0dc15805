# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of Modbus relay boards: in the network, or at a serial line."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from alpr_kiosk.config.base import Model
from alpr_kiosk.config.relays.common import Host, SerialPort, TimeoutS


class ModbusBoard(Model):
    """What all Modbus boards share."""

    unit: int = Field(1, ge=1, le=247, title="Modbus address of the board")
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
    def _has_the_channel(self) -> ModbusBoard:
        if self.channel >= self.outputs:
            raise ValueError("channel is counted from 0 and must be below outputs")
        return self


class ModbusTcpRelayConfig(ModbusBoard):
    """A board in the network."""

    type: Literal["modbus_tcp"] = Field("modbus_tcp", title="modbus_tcp: a board in the network")
    address: Host
    framing: Literal["tcp", "rtu"] = Field(
        "tcp",
        title="Framing",
        description="tcp: Modbus TCP, port 502; rtu: RTU frames over TCP, often port 4196",
    )


class ModbusRtuRelayConfig(ModbusBoard):
    """A board at RS-485 or RS-232."""

    type: Literal["modbus_rtu"] = Field("modbus_rtu", title="modbus_rtu: a board at a serial line")
    port: SerialPort
    baud: Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] = Field(
        9600, title="Bits a second"
    )
    parity: Literal["none", "even", "odd"] = Field("none", title="Parity")
