# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of Shelly relays, both kinds of protocol."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from alpr_kiosk.config.relays.common import Host, TimeoutS, WithPassword


class ShellyRelayConfig(WithPassword):
    """A Shelly of generation 2 or later (HTTP RPC, device-side timer)."""

    type: Literal["shelly"] = Field("shelly", title="shelly: a Shelly of generation 2 or later")
    address: Host
    channel: int = Field(0, ge=0, le=7, title="Output number")
    timeout_s: TimeoutS = 2.0


class ShellyGen1RelayConfig(WithPassword):
    """A Shelly of generation 1 (HTTP, timer of whole seconds)."""

    type: Literal["shelly_gen1"] = Field("shelly_gen1", title="shelly_gen1: generation 1")
    address: Host
    channel: int = Field(0, ge=0, le=3, title="Output number")
    user: str = Field("admin", title="User", max_length=60)
    timeout_s: TimeoutS = 2.0
