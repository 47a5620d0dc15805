# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of relay boards at USB that speak a serial protocol of their own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from alpr_kiosk.config.base import Model
from alpr_kiosk.config.relays.common import SerialPort, TimeoutS


class LcusRelayConfig(Model):
    """An LCUS board with 1 to 8 channels (CH340)."""

    type: Literal["lcus"] = Field("lcus", title="lcus: LCUS-1 to LCUS-8 at USB")
    port: SerialPort
    channel: int = Field(1, ge=1, le=8, title="Channel, from 1")
    timeout_s: TimeoutS = 1.0


class NumatoRelayConfig(Model):
    """A Numato USB relay module (ASCII commands)."""

    type: Literal["numato"] = Field("numato", title="numato: a Numato USB relay module")
    port: SerialPort
    channel: int = Field(0, ge=0, le=31, title="Relay number, from 0")
    timeout_s: TimeoutS = 1.0


class KmtronicRelayConfig(Model):
    """A KMTronic USB relay board."""

    type: Literal["kmtronic"] = Field("kmtronic", title="kmtronic: a KMTronic USB relay board")
    port: SerialPort
    channel: int = Field(1, ge=1, le=8, title="Channel, from 1")
    channels: Literal[1, 2, 4, 8] = Field(8, title="Relays on the board")
    timeout_s: TimeoutS = 1.0

    @model_validator(mode="after")
    def _channel_is_there(self) -> KmtronicRelayConfig:
        if self.channel > self.channels:
            raise ValueError(f"channel {self.channel} of a board with {self.channels}")
        return self
