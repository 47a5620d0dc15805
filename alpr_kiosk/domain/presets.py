# SPDX-License-Identifier: AGPL-3.0-or-later
"""Country presets: which positions of a plate are letters and which are digits (rules 3).

A preset is data, never a regular expression typed by a user. It settles look-alikes by position
(``O`` where only a digit can stand is ``0``); it never turns a plate away: what fits no preset
stays as it was read.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from alpr_kiosk.domain.plate import MEDIUM_CLASSES, STRONG_CLASSES

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAX_MEDIUM_CHANGES = 2
"""More look-alikes than this in one text mean another plate, not a misread one."""

Form = tuple[str, ...]
"""One layout: for each position the characters that may stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """The plates of one country.

    Attributes:
        preset_id: Short name used in the site file.
        name: Name for the screen.
        forms: All layouts, without separators.
        examples: Plates that fit, as they are written on the plate.
        counter_examples: Texts that do not fit, not even with look-alikes.
        two_line: Plates of this country are also made in two lines (read top to bottom).
        by_position: False when letters and digits may stand anywhere: then nothing is corrected.
        min_digits: Digits a plate has at least.
    """

    preset_id: str
    name: str
    forms: tuple[Form, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    two_line: bool = False
    by_position: bool = True
    min_digits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a text fits a preset.

    Attributes:
        preset_id: The preset.
        text: The text with look-alikes settled.
        strong: Positions changed within a strong class (0/O, 1/I).
        medium: Positions changed within a medium class (8/B ...).
    """

    preset_id: str
    text: str
    strong: tuple[int, ...] = ()
    medium: tuple[int, ...] = ()


def _forms(*runs: tuple[str, int, int]) -> tuple[Form, ...]:
    """Return all layouts of consecutive runs (allowed characters, fewest, most)."""
    choices = [[(allowed,) * n for n in range(low, high + 1)] for allowed, low, high in runs]
    return tuple(tuple(itertools.chain(*parts)) for parts in itertools.product(*choices))


def _layouts(patterns: str, letters: str = LETTERS) -> tuple[Form, ...]:
    """Return layouts written as words of L (letter) and D (digit)."""
    kinds = {"L": letters, "D": DIGITS}
    return tuple(tuple(kinds[kind] for kind in word) for word in patterns.split())


def _without(letters: str, banned: str) -> str:
    return "".join(letter for letter in letters if letter not in banned)


_TR = _without(LETTERS, "QWX")  # not in the Turkish alphabet
_DE = LETTERS + "ÄÖÜ"
_GB = _without(LETTERS, "IQ")  # not issued since 2001
_DE_FORMS = tuple(
    form
    # Electric and historic vehicles end in E or H.
    for form in _forms((_DE, 2, 5), ("123456789", 1, 1), (DIGITS, 0, 3), ("EH", 0, 1))
    if len(form) <= 8  # 9 with the dash
)

PRESETS: tuple[Preset, ...] = (
    Preset(
        preset_id="generic",
        name="Any country",
        forms=_forms((LETTERS + "ÄÖÜ" + DIGITS, 4, 10)),
        examples=("AB 12 CDE", "34 A 36837"),
        counter_examples=("ABC", "TAXI", "ABCDEFGHIJKL1"),
        two_line=True,
        by_position=False,
        min_digits=1,
    ),
    Preset(
        preset_id="tr",
        name="Türkiye",
        forms=(
            *_forms((DIGITS, 2, 2), (_TR, 1, 1), (DIGITS, 4, 5)),
            *_forms((DIGITS, 2, 2), (_TR, 2, 2), (DIGITS, 3, 4)),
            *_forms((DIGITS, 2, 2), (_TR, 3, 3), (DIGITS, 2, 3)),
        ),
        examples=("34 A 36837", "34 A 23126", "06 ABC 12", "35 AB 1234"),
        counter_examples=("HCK 1234", "34 36837 AB", "14B02819T"),
        two_line=True,
    ),
    Preset(
        preset_id="de",
        name="Germany",
        forms=_DE_FORMS,
        examples=("M-AB 1234", "KÖ-X 12", "B-MW 77E", "HH-A 1H"),
        counter_examples=("34 A 36837", "M-XYK", "AB 12 CDE"),
        two_line=True,
    ),
    Preset(
        preset_id="gb",
        name="Great Britain and Northern Ireland",
        forms=(
            *_layouts("LLDDLLL", _GB),
            *_forms((_GB, 1, 1), (DIGITS, 1, 3), (_GB, 3, 3)),
            *_forms((_GB, 3, 3), (DIGITS, 1, 3), (_GB, 1, 1)),
            *_forms((_without(LETTERS, "Q"), 1, 3), (DIGITS, 1, 4)),
            *_forms((DIGITS, 1, 4), (_GB, 1, 3)),
        ),
        examples=("AB12 CDE", "A123 BCD", "ABC 123D", "AIZ 1234", "1 A"),
        counter_examples=("34 A 36837", "ABCDEFG"),
        two_line=True,
    ),
    Preset(
        preset_id="us",
        name="United States, any state",
        forms=_forms((LETTERS + DIGITS, 4, 8)),
        examples=("7ABC123", "ABC 1234", "GATOR"),
        counter_examples=("ABC", "ABCDEFGH1"),
        by_position=False,
    ),
    Preset(
        preset_id="br",
        name="Brazil, old and Mercosul",
        forms=_layouts("LLLDDDD LLLDLDD"),
        examples=("ABC-1234", "BRA2E19"),
        counter_examples=("1234 ABC", "AB 12 CDE"),
        two_line=True,
    ),
    Preset(
        preset_id="ro",
        name="Romania",
        forms=(
            *_forms(("B", 1, 1), (DIGITS, 2, 3), (LETTERS, 3, 3)),
            *_forms((LETTERS, 2, 2), (DIGITS, 2, 2), (LETTERS, 3, 3)),
        ),
        examples=("B 123 ABC", "B 12 ABC", "CJ 04 XYZ"),
        counter_examples=("1234 CJ", "ABC 1234"),
        two_line=True,
    ),
    Preset(
        preset_id="nl",
        name="Netherlands",
        # The 14 "sidecodes" issued so far.
        forms=_layouts(
            "LLDDDD DDDDLL DDLLDD LLDDLL LLLLDD DDLLLL DDLLLD DLLLDD LLDDDL LDDDLL LLLDDL LDDLLL "
            "DLLDDD DDDLLD"
        ),
        examples=("XX-99-XX", "9-XXX-99", "X-999-XX", "99-XXX-9"),
        counter_examples=("HCKMPX", "993399", "34 A 36837"),
        two_line=True,
    ),
    Preset(
        preset_id="in",
        name="India",
        forms=(
            *_forms((LETTERS, 2, 2), (DIGITS, 1, 2), (LETTERS, 0, 3), (DIGITS, 4, 4)),
            *_forms((DIGITS, 2, 2), ("B", 1, 1), ("H", 1, 1), (DIGITS, 4, 4), (LETTERS, 1, 2)),
        ),
        examples=("MH 12 DE 1433", "DL 3 C 1234", "KA 01 1234", "22 BH 6517 A"),
        counter_examples=("ABC 123", "99 33 99 33"),
        two_line=True,
    ),
)

_BY_ID = {preset.preset_id: preset for preset in PRESETS}


def _mates(classes: Sequence[str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for members in classes:
        for char in members:
            table[char] = table.get(char, "") + members.replace(char, "")
    return table


_STRONG_MATES = _mates(STRONG_CLASSES)
_MEDIUM_MATES = _mates(MEDIUM_CLASSES)


def preset(preset_id: str) -> Preset:
    """Return the preset of this name (any case); KeyError when there is none."""
    return _BY_ID[preset_id.lower()]


def _fit_form(text: str, form: Form, preset_id: str) -> Fit | None:
    """Return how `text` fits one layout of the same length, None when it does not."""
    chars: list[str] = []
    strong: list[int] = []
    medium: list[int] = []
    for index, (char, allowed) in enumerate(zip(text, form, strict=True)):
        if char in allowed:
            chars.append(char)
            continue
        for mates, changed in ((_STRONG_MATES, strong), (_MEDIUM_MATES, medium)):
            options = [mate for mate in mates.get(char, "") if mate in allowed]
            if len(options) > 1:
                return None  # two characters could be meant: the position settles nothing
            if options:
                chars.append(options[0])
                changed.append(index)
                break
        else:
            return None
        if len(medium) > MAX_MEDIUM_CHANGES:
            return None
    return Fit(preset_id=preset_id, text="".join(chars), strong=tuple(strong), medium=tuple(medium))


def try_fit(text: str, preset_id: str) -> Fit | None:
    """Fit one normalised text to one preset: the tester of the settings screen.

    Returns:
        The fit with the fewest changes (medium ones weigh most), or None when the text fits no
        layout, or fits two layouts equally well with different results.
    """
    found = preset(preset_id)
    fits = []
    for form in found.forms:
        if len(form) != len(text):
            continue
        fit_ = _fit_form(text, form, found.preset_id)
        if fit_ is None:
            continue
        if sum(char in DIGITS for char in fit_.text) < found.min_digits:
            continue
        if not found.by_position and fit_.text != text:
            continue
        fits.append(fit_)
    return _least(fits)


def _least(fits: Sequence[Fit]) -> Fit | None:
    if not fits:
        return None
    cost = min((len(fit_.medium), len(fit_.strong)) for fit_ in fits)
    best = [fit_ for fit_ in fits if (len(fit_.medium), len(fit_.strong)) == cost]
    return best[0] if len({fit_.text for fit_ in best}) == 1 else None


def best_fit(text: str, presets: Sequence[str]) -> Fit | None:
    """Fit one normalised text to the presets of a site.

    Presets that know positions go first: an "any country" preset beside them must not keep an
    ``O`` that they would settle.

    Raises:
        KeyError: A preset is not known.
    """
    for by_position in (True, False):
        chosen = [name for name in presets if preset(name).by_position is by_position]
        fits = [fit_ for name in chosen if (fit_ := try_fit(text, name)) is not None]
        found = _least(fits)
        if found is not None:
            return found
    return None


def fit(text: str, presets: Sequence[str]) -> str | None:
    """Return `text` with look-alikes settled by position, None when it fits no preset."""
    found = best_fit(text, presets)
    return None if found is None else found.text
