# SPDX-License-Identifier: AGPL-3.0-or-later
"""Site file: shifts, and when the screen locks by itself."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import Field

from alpr_kiosk.config.base import Model

TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["06:00"])]


class SessionConfig(Model):
    """Shifts of the guards."""

    shift_changes: tuple[TimeOfDay, ...] = Field(
        (),
        max_length=12,
        title="When shifts change, hours and minutes",
        description="Of the site. A shift ends by itself half an hour after; empty: never",
    )
    guard_idle_lock: Literal["off", "15 min", "30 min"] = Field(
        "off",
        title="The screen locks itself when nobody touches it",
        description="OPEN, alerts and questions go on. For a room that is not always attended",
    )

    @property
    def changes(self) -> tuple[time, ...]:
        """The times of the day."""
        return tuple(time.fromisoformat(text) for text in self.shift_changes)

    @property
    def idle_lock_s(self) -> float | None:
        """Seconds without a touch after which the screen locks, None for never."""
        return None if self.guard_idle_lock == "off" else 60.0 * int(self.guard_idle_lock[:2])
