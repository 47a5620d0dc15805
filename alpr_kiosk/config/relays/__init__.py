# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kinds of relay that a site file can name, one module a family."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from alpr_kiosk.config.base import Model
from alpr_kiosk.config.relays.cameras import AxisRelayConfig, OnvifRelayConfig
from alpr_kiosk.config.relays.common import SecretLookup
from alpr_kiosk.config.relays.http import HttpRelayConfig
from alpr_kiosk.config.relays.modbus import ModbusRtuRelayConfig, ModbusTcpRelayConfig
from alpr_kiosk.config.relays.plugin import PluginRelayConfig
from alpr_kiosk.config.relays.serial_boards import (
    KmtronicRelayConfig,
    LcusRelayConfig,
    NumatoRelayConfig,
)
from alpr_kiosk.config.relays.shelly import ShellyGen1RelayConfig, ShellyRelayConfig
from alpr_kiosk.config.relays.simulated import SimulatedRelayConfig

__all__ = [
    "RELAY_KINDS",
    "AxisRelayConfig",
    "HttpRelayConfig",
    "KmtronicRelayConfig",
    "LcusRelayConfig",
    "ModbusRtuRelayConfig",
    "ModbusTcpRelayConfig",
    "NumatoRelayConfig",
    "OnvifRelayConfig",
    "PluginRelayConfig",
    "RelayConfig",
    "SecretLookup",
    "ShellyGen1RelayConfig",
    "ShellyRelayConfig",
    "SimulatedRelayConfig",
    "output_of",
]

RelayConfig = Annotated[
    SimulatedRelayConfig
    | ShellyRelayConfig
    | ShellyGen1RelayConfig
    | HttpRelayConfig
    | AxisRelayConfig
    | OnvifRelayConfig
    | ModbusTcpRelayConfig
    | ModbusRtuRelayConfig
    | LcusRelayConfig
    | NumatoRelayConfig
    | KmtronicRelayConfig
    | PluginRelayConfig,
    Field(discriminator="type"),
]

RELAY_KINDS: dict[str, type[Model]] = {
    str(kind.model_fields["type"].default): kind for kind in get_args(get_args(RelayConfig)[0])
}
"""Each `type` of a relay and its keys."""

_WHICH = ("address", "port", "unit", "channel", "token", "open", "entity", "name", "options")
"""Keys that say which output of which device; all others say how it is asked."""


def output_of(relay: RelayConfig) -> str:
    """Return the output that a relay drives: the same text for two that drive the same one.

    Time-outs, passwords and the like do not make two outputs of one.
    """
    keys = relay.model_dump(mode="json", include=set(_WHICH))
    if isinstance(keys.get("address"), str):
        keys["address"] = keys["address"].lower().rstrip("/")
    family = relay.type.partition("_")[0]
    return f"{family} {sorted(keys.items())}"
