# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of the contacts that are wired to the device of a gate's relay."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from alpr_kiosk.config.base import Model


class ContactConfig(Model):
    """An input of the relay's device at which a contact is wired."""

    input: int = Field(ge=0, le=127, title="Number of the input, as the device counts")
    means_yes: Literal["open", "closed"] = Field(
        "open",
        title="State of the contact that means yes",
        description=(
            "Open, the usual: closed while all is well, so that a broken wire is told. Yes is: "
            "the gate has left its closed position, the door is open, somebody tampers"
        ),
    )


class LoopConfig(ContactConfig):
    """An input at which the loop detector at the gate's line is wired."""

    means_yes: Literal["open", "closed"] = Field(
        "closed",
        title="State of the contact that means yes",
        description="Yes is: a vehicle stands there",
    )


class InputsConfig(Model):
    """What is wired to the inputs of the relay's device."""

    position: ContactConfig | None = Field(None, title="Position contact of the gate")
    loop: LoopConfig | None = Field(
        None,
        title="Loop at the gate's line",
        description="Counts who passes: one opening, one car",
    )
    door: ContactConfig | None = Field(None, title="Door of the cabinet or of the operator")
    tamper: ContactConfig | None = Field(None, title="Tamper contact")

    @property
    def wired(self) -> dict[str, ContactConfig]:
        """What is wired, by name."""
        parts = {
            "position": self.position,
            "loop": self.loop,
            "door": self.door,
            "tamper": self.tamper,
        }
        return {name: part for name, part in parts.items() if part is not None}

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numbers of the inputs that are wired, without repetition."""
        return tuple(sorted({part.input for part in self.wired.values()}))

    @model_validator(mode="after")
    def _one_each(self) -> InputsConfig:
        numbers = [part.input for part in self.wired.values()]
        twice = [number for number in numbers if numbers.count(number) > 1]
        if twice:
            raise ValueError(f"input {twice[0]} is used for two things")
        return self
