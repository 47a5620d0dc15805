# SPDX-License-Identifier: AGPL-3.0-or-later
"""A number plate in its three forms, and the characters that are mistaken for one another.

`raw` is what was read or typed; `text` is upper case without spaces, dashes and dots, national
letters kept; `fold` and `strong_fold` are keys under which look-alikes meet (rules 1 and 2).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

STRONG_CLASSES: tuple[str, ...] = ("0O", "1I")
"""Pairs no reader can tell apart on many fonts: folding them is still "the same plate"."""

MEDIUM_CLASSES: tuple[str, ...] = ("8B", "5S", "2Z", "6G", "0D", "0Q", "UV", "4A", "7T")
"""Pairs that are often confused: they ask the guard, they never open by themselves."""

SEARCH_CLASSES: tuple[str, ...] = ("JU",)
"""Pairs that a person who searches may mean as well (screens.md S05). They are no look-alikes of
decisions (rules 2): whoever differs in one of them differs in a character, which asks. As a class
it would join J to U and V, so that a reader's J would stand for a V, and allowed plates would
collide and ask more often: of 100,000 random plates (two letters, two digits, three letters) 18
share a key as it is, and 42 with it."""

_SEPARATORS = frozenset(" \t\r\n-–—.·•_/\\:'’`")


def _fold_table(classes: tuple[str, ...]) -> dict[str, str]:
    """Return character -> representative, joining classes that share a character."""
    groups: list[set[str]] = []
    for members in classes:
        joined = set(members)
        rest = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                rest.append(group)
        groups = [*rest, joined]
    return {char: min(group) for group in groups for char in group}


STRONG_FOLD: dict[str, str] = _fold_table(STRONG_CLASSES)
FOLD: dict[str, str] = _fold_table(STRONG_CLASSES + MEDIUM_CLASSES)


SEARCH_FOLD: dict[str, str] = _fold_table(STRONG_CLASSES + MEDIUM_CLASSES + SEARCH_CLASSES)

_SEARCH_TABLE = str.maketrans(SEARCH_FOLD)
_STRONG_TABLE = str.maketrans(STRONG_FOLD)
_FOLD_TABLE = str.maketrans(FOLD)


def normalise(raw: str) -> str:
    """Return the plate in upper case without separators or control characters.

    National letters stay (``Ö`` is not ``O``); compatibility forms such as full-width letters
    become plain ones.
    """
    if raw.isascii():
        upper = raw.upper()  # same result as below, at a fraction of the time
        return upper if upper.isalnum() else "".join(filter(str.isalnum, upper))
    upper = unicodedata.normalize("NFKC", raw).upper()
    return "".join(
        char for char in upper if char not in _SEPARATORS and unicodedata.category(char)[0] in "LN"
    )


def fold(text: str) -> str:
    """Return the loose key: strong and medium look-alikes become one character."""
    return text.translate(_FOLD_TABLE)


def search_fold(text: str) -> str:
    """Return the key for searches by people: looser than `fold`, and never one of a decision."""
    return text.translate(_SEARCH_TABLE)


def strong_fold(text: str) -> str:
    """Return the strict key: only 0/O and 1/I become one character."""
    return text.translate(_STRONG_TABLE)


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate as read (`raw`), normalised (`text`) and as look-alike keys.

    Attributes:
        raw: As read, typed or imported.
        text: Normalised; two plates are the same plate exactly when their texts are equal.
        fold: Key shared by all look-alikes, strong and medium.
        strong_fold: Key shared by strong look-alikes only.
    """

    raw: str
    text: str = field(init=False)
    fold: str = field(init=False)
    strong_fold: str = field(init=False)

    def __post_init__(self) -> None:
        text = normalise(self.raw)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "fold", fold(text))
        object.__setattr__(self, "strong_fold", strong_fold(text))

    @property
    def masked(self) -> str:
        """The plate for a log line: first and last character only (``3******7``)."""
        return mask(self.text)


def mask(text: str) -> str:
    """Return `text` with all but its first and last character starred; short ones wholly."""
    if len(text) <= 3:
        return "*" * len(text)
    return f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}"


def distance(one: str, two: str, limit: int = 3) -> int:
    """Return the edit distance (insert, remove, replace) of two texts, or `limit` when it is more.

    Args:
        one: A text.
        two: Another.
        limit: Where counting stops, >= 1.
    """
    if abs(len(one) - len(two)) >= limit:
        return limit
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(two, 1):
            cost = min(diagonal + (left != right), row[j] + 1, row[j - 1] + 1)
            diagonal, row[j] = row[j], cost
        if min(row) >= limit:
            return limit
    return min(limit, row[-1])
