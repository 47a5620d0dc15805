# SPDX-License-Identifier: AGPL-3.0-or-later
"""What all parts of the site file are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Ident = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$", examples=["gate-a"]),
]


class Model(BaseModel):
    """Base of all parts: frozen, unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class MistakeAtError(ValueError):
    """A mistake that only the whole shows, with the key that it is at.

    Attributes:
        location: Keys and row numbers (from 0) below the model that found it.
    """

    def __init__(self, message: str, *location: int | str) -> None:
        super().__init__(message)
        self.location = location
