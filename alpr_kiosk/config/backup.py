# SPDX-License-Identifier: AGPL-3.0-or-later
"""Site file: backups of the record."""

from __future__ import annotations

from datetime import time
from typing import Literal

from pydantic import Field

from alpr_kiosk.config.base import Model


class BackupConfig(Model):
    """When the record is copied, and where to."""

    schedule: Literal["off", "daily", "hourly"] = Field(
        "daily",
        title="How often",
        description="Each time writes as much as the record is large: think of the wear of a card",
    )
    at: str = Field(
        "02:30",
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$",
        title="Time of the day, hours and minutes",
        description="Of the site; for daily",
    )
    folder: str = Field(
        "", title="Folder of the backups", description="Empty: backups, in the data folder"
    )
    second_folder: str = Field(
        "", title="Second folder", description="On another disk, such as a USB stick"
    )
    quota_mb: int = Field(
        5000, ge=10, le=10_000_000, title="Most space of all backups in a folder, MB"
    )
    pictures: bool = Field(
        False, title="Copy pictures too", description="Each once, beside the backups"
    )

    @property
    def at_time(self) -> time:
        """The time of the day."""
        return time.fromisoformat(self.at)
