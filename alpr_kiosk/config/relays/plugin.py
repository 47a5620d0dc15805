# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of a relay driver of another package."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from alpr_kiosk.config.base import Model


class PluginRelayConfig(Model):
    """A driver that another installed package offers (entry points ``alpr_kiosk.relays``)."""

    type: Literal["plugin"] = Field("plugin", title="plugin: a driver of another package")
    name: str = Field(title="Name of the driver", min_length=1, max_length=60)
    options: dict[str, str | int | float | bool] = Field(
        {}, title="Its own keys", description="Checked by the driver's schema"
    )
