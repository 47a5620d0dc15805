# SPDX-License-Identifier: AGPL-3.0-or-later
"""What fits into a cell of the lists: short hours, short names of gates, a flag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alpr_kiosk.domain.lists import WeeklyWindow
from ui.viewmodels.entry_words import hours_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """What stands out about an entry.

    Attributes:
        text: In a word or two.
        icon: Its icon.
        kind: Its colour, "" for none.
        second: A second line.
    """

    text: str
    icon: str
    kind: str = ""
    second: str = ""


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return names without the word that all of them begin with: "Gate A" is "A"."""
    words = [name.split(" ", 1) for name in names.values()]
    same = len(words) > 1 and len({pair[0] for pair in words}) == 1
    if not same or any(len(pair) < 2 for pair in words):
        return dict(names)
    return {key: name.split(" ", 1)[1] for key, name in names.items()}


def short_hours(windows: Iterable[WeeklyWindow]) -> str:
    """Return opening times in short: ``Mon-Fri 7-19``."""
    return re.sub(r"\b0?(\d{1,2}):00\b", r"\1", hours_words(tuple(windows))).replace("-0,", "-24,")
