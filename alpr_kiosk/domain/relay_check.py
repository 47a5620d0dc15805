# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the check of a relay's settings found: a code, how bad it is, and values for the words.

The words are in `domain.commissioning_words`, once for the set-up screen and the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Values = tuple[tuple[str, str], ...]
"""Values for a text's placeholders; never a password."""


class Level(str, Enum):
    """How a setting is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the check.

    Attributes:
        code: Stable name, key of the words for people.
        level: How it is; UNKNOWN when the device does not say.
        values: What was read and what is wanted.
        output: Which output of the gate it is about: "open", "stop" or "hold".
    """

    code: str
    level: Level
    values: Values = ()
    output: str = "open"


NOT_KNOWN = "check.not_known"
"""No check is written for this kind of relay: `docs/relays.md` says what to look at."""


def worst(findings: tuple[Finding, ...]) -> Level:
    """Return the worst level; UNKNOWN is worse than OK, and nothing at all is UNKNOWN."""
    order = (Level.BAD, Level.WARN, Level.UNKNOWN, Level.OK)
    found = {finding.level for finding in findings}
    return next((level for level in order if level in found), Level.UNKNOWN)
