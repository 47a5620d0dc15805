# SPDX-License-Identifier: AGPL-3.0-or-later
"""Key of the relay that exists only in memory."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from alpr_kiosk.config.base import Model


class SimulatedRelayConfig(Model):
    """A relay that exists only in memory."""

    type: Literal["simulated"] = Field("simulated", title="simulated: only in memory")
