# SPDX-License-Identifier: AGPL-3.0-or-later
"""Languages that nobody speaks: longer and accented, and one written from right to left."""

from __future__ import annotations

import re

from PySide6.QtCore import QTranslator

from ui.language import Language, Speaker, found_in

_LETTERS = str.maketrans(
    "aceilnorsuyzACEILNORSUYZ",
    "áçéïłñöřšüýžÁÇÉÏŁÑÖŘŠÜÝŽ",
)
_HELD = re.compile(r"(\{[^{}]*\}|%n|%L?\d+)")
LONGER = 0.4


class PseudoTranslator(QTranslator):
    """Makes every text 40 % longer and accented; what is translated can be told from what is not.

    Attributes:
        asked: (context, source) of all texts that were asked for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,  # noqa: N803
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        del disambiguation, n
        source, name = str(sourceText), str(context)
        if name.startswith("Q"):
            return source  # Qt's own: names of keys must still be read
        self.asked.add((name, source))
        return pseudo(source)


def pseudo(source: str) -> str:
    """Return the pseudo translation of a text; placeholders stay as they are."""
    parts = _HELD.split(source)
    words = "".join(
        part if index % 2 else part.translate(_LETTERS) for index, part in enumerate(parts)
    )
    letters = sum(char.isalpha() for char in words)
    return words + "~" * max(1, round(letters * LONGER)) if letters else words


_KEPT: list[PseudoTranslator] = []
"""They live as long as the process: one that Python tidied up in the middle of its own translation
would wait for itself, for Qt holds its lock there."""


def pseudo_speaker() -> Speaker:
    """Return a speaker of the real languages and of two that are made up: ``xa`` and ``xb``."""
    while len(_KEPT) < 2:
        _KEPT.append(PseudoTranslator())
    return Speaker(
        (
            *found_in(),
            Language(code="xa", name="Pseudo", made=(_KEPT[0],)),
            Language(code="xb", name="Pseudo right to left", right_to_left=True, made=(_KEPT[1],)),
        )
    )
