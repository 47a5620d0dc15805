# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a screen is sent for: the arguments of `Screen.wanted` that are more than a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TypePlate:
    """For ``type_plate``.

    Attributes:
        text: What stands in the field at first.
        passage_id: Passage whose plate is corrected with "Use", "" for none.
        gate_id: Gate that comes first among those that may be opened, "" for any.
    """

    text: str = ""
    passage_id: str = ""
    gate_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickPass:
    """For ``quick_pass``.

    Attributes:
        plate: The plate, "" for that of the car that waits.
        gate_id: Gate where it waits, "" for the one that a car waits at.
    """

    plate: str = ""
    gate_id: str = ""


NEW_WORDS = "recovery"
"""What the screen is sent with to make new recovery words at once."""
