# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys that say how long things are kept (rules 26)."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field, model_validator

from alpr_kiosk.config.base import MistakeAtError, Model
from alpr_kiosk.domain.keeping import Category, KeepingRules


class KeepConfig(Model):
    """How long things of passages of one kind are kept."""

    pictures_days: float = Field(30.0, ge=0.04, le=3650, title="Days that pictures are kept")
    plates_days: float = Field(
        30.0,
        ge=0.04,
        le=3650,
        title="Days that plates are kept",
        description="Then a pseudonym takes the plate's place; counts stay as they are",
    )

    @model_validator(mode="after")
    def _pictures_first(self) -> KeepConfig:
        if self.pictures_days > self.plates_days:
            raise MistakeAtError(
                "a picture shows the plate: not longer than plates_days", "pictures_days"
            )
        return self


class KeepShortConfig(KeepConfig):
    """The same for cars that no list lets in."""

    pictures_days: float = Field(3.0, ge=0.04, le=3650, title="Days that pictures are kept")


class KeepingConfig(Model):
    """What is removed, and when; what an incident holds stays until it is released."""

    unlisted: KeepShortConfig = Field(KeepShortConfig(), title="Plates on no list")
    denied: KeepShortConfig = Field(
        KeepShortConfig(), title="Denied plates and look-alikes of them"
    )
    allowed: KeepConfig = Field(KeepConfig(), title="Plates on the allow and the watch list")
    visitor: KeepConfig = Field(KeepConfig(), title="Visitors")
    rows_days: float = Field(
        400.0,
        ge=1,
        le=36500,
        title="Days that passages are counted",
        description="Rows under a pseudonym, for reports that look back a year",
    )
    notes_days: float = Field(
        365.0, ge=1, le=36500, title="Days that notes and reasons in words are kept"
    )
    reserve_mb: int = Field(
        64,
        ge=0,
        le=4096,
        title="Space set aside for the journal on a full disk, MB",
        description="At most 2 % of the disk; 0: none",
    )

    @model_validator(mode="after")
    def _rows_last(self) -> KeepingConfig:
        for category, part in self.parts.items():
            if part.plates_days > self.rows_days:
                raise MistakeAtError("not longer than rows_days", category.value, "plates_days")
        return self

    @property
    def parts(self) -> dict[Category, KeepConfig]:
        """The keys of each category."""
        return {category: getattr(self, category.value) for category in Category}

    @property
    def rules(self) -> KeepingRules:
        """The same as times."""
        return KeepingRules(
            pictures={one: timedelta(days=part.pictures_days) for one, part in self.parts.items()},
            plates={one: timedelta(days=part.plates_days) for one, part in self.parts.items()},
            rows=timedelta(days=self.rows_days),
            notes=timedelta(days=self.notes_days),
        )
