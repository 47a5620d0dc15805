# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of the sounds (screens.md 2.5)."""

from __future__ import annotations

from pydantic import Field

from alpr_kiosk.config.base import Model
from alpr_kiosk.domain.sounds import SoundName


class SoundConfig(Model):
    """What is heard, and how loud; a critical alert is always heard."""

    volume: int = Field(80, ge=0, le=100, title="Loudness of all sounds but one, percent")
    critical_volume: int = Field(
        100,
        ge=40,
        le=100,
        title="Loudness of a critical alert, percent",
        description="Never below 40, and never off",
    )
    tick: bool = Field(False, title="A click at each touch")
    hold_done: bool = Field(True, title="A key was held long enough")
    refused: bool = Field(True, title="Something was refused")
    allow: bool = Field(
        False, title="A car was let in by rule", description="Off: what is normal is quiet"
    )
    ask: bool = Field(True, title="A car waits for an answer")
    watch: bool = Field(True, title="A plate of the watch list is there")
    deny: bool = Field(True, title="A banned car is at the gate")
    high: bool = Field(True, title="An alert of high priority")
    expiry: bool = Field(True, title="A gate is held open for another 60 s")

    def wants(self, name: SoundName) -> bool:
        """Return whether a sound is switched on."""
        return name is SoundName.CRITICAL or bool(getattr(self, name.value))

    def loudness(self, name: SoundName) -> float:
        """Return how loud a sound is, 0..1."""
        percent = self.critical_volume if name is SoundName.CRITICAL else self.volume
        return percent / 100
