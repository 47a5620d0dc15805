# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of a relay that is driven by requests written down in the site file."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from alpr_kiosk.config.relays.common import TimeoutS, WithPassword


class HttpRelayConfig(WithPassword):
    """A device with an HTTP interface of its own: Tasmota, ESPHome, Home Assistant and others."""

    type: Literal["http"] = Field("http", title="http: requests of your own, or of a template")
    address: str = Field(title="Address", pattern=r"^https?://[^\s@]+$")
    timeout_s: TimeoutS = 2.0
