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
