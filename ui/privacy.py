# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands in place of names and plates when they are not on show (screens.md 3.3, S27)."""

from __future__ import annotations

SHOWN = 2
"""Characters of a plate that stay: enough to tell two cars apart, too few to know one."""
DOT = "•"


def masked_plate(plate: str) -> str:
    """Return a plate of which only the beginning can be read."""
    return plate[:SHOWN] + DOT * max(0, len(plate) - SHOWN)


def initials(name: str) -> str:
    """Return the first letters of a name's words; numbers go too, as those of a flat."""
    words = (word.strip(".,;:()") for word in name.split())
    return " ".join(f"{word[0].upper()}." for word in words if word)
