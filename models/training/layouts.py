# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks of plates as data: `layouts/*.toml`, one file per region.

A file has a `region`, its `share` among all drawn plates, `defaults` that its layouts inherit, and
`[[layout]]` tables. A pattern is a word of marks:

- ``L`` letter of `letters`, ``D`` digit, ``N`` digit 1-9, ``@`` one of `prefixes`,
  any other capital: one of `sets`;
- a small letter or a digit: itself (as a capital);
- blank: a gap; ``-`` and ``.``: drawn, not in the label; ``+``: one of `symbols`, not in the label;
  ``/``: the second line starts.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = Path(__file__).with_name("layouts")
DRAWN_MARKS = " -.+"
"""Marks that take a place on the plate and are not in its label."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
Symbol = Literal[
    "gap", "dash", "dot", "star", "heart", "seal", "orange", "outline", "wheelchair", "cross",
    "diamond", "stack", "shield", "triangle", "leaf", "ring", "flag",
]  # fmt: skip
FontGroup = Literal["us", "die", "din", "uk", "sans", "brush", "narrow", "script", "mono"]


class LayoutError(ValueError):
    """A layout file cannot be used; the message names the file, the layout and the key."""


def _span(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError("the first number must not be greater than the second")
    return value


def _issued(value: str) -> str:
    if not value or set(value) - set(LETTERS + DIGITS):
        raise ValueError("must be capitals A-Z and digits, at least one")
    return value


Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Span = Annotated[tuple[float, float], AfterValidator(_span)]
ShareSpan = Annotated[tuple[Share, Share], AfterValidator(_span)]
Issued = Annotated[str, AfterValidator(_issued)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Look(_Table):
    """Colours of one kind of plate.

    Attributes:
        back: Ground.
        ink: Characters.
        weight: How often among the looks of a layout.
        fade: Colour the ground fades to, None for an even ground.
        fade_from: Side where `fade` is strongest.
        name_ink: Lettering around the text, None for `ink`.
        edge: Colour of the line around the plate, None for none.
    """

    back: Colour
    ink: Colour
    weight: float = Field(default=1.0, gt=0)
    fade: Colour | None = None
    fade_from: Literal["top", "bottom", "both", "middle"] = "bottom"
    name_ink: Colour | None = None
    edge: Colour | None = None


class Band(_Table):
    """A band along one side.

    Attributes:
        side: Where.
        size: Thickness as a share of the plate's height.
        back: Colour.
        texts: One of them stands on it.
        ink: Colour of the text.
        ring: Chance of a ring of stars or another round sign above the text.
        chance: How often the band is there.
    """

    side: Literal["left", "right", "top", "bottom"]
    size: Span
    back: Colour
    texts: tuple[str, ...] = ()
    ink: Colour = "#ffffff"
    ring: Share = 0.0
    chance: Share = 1.0


class Lettering(_Table):
    """Words around the text that are not in its label.

    Attributes:
        texts: One of them.
        box: x0, y0, x1, y1 as shares of the plate; the words are fitted and centred.
        chance: How often.
        font: Group of fonts.
        ink: Colour, None for that of the look.
    """

    texts: tuple[str, ...] = Field(min_length=1)
    box: tuple[Share, Share, Share, Share]
    chance: Share = 1.0
    font: FontGroup = "sans"
    ink: Colour | None = None


class Sign(_Table):
    """Furniture at a place: sticker, seal, emblem, bolt.

    Attributes:
        kind: `sticker` (a coloured label with small print), `bolt` or a symbol.
        at: x, y as shares of the plate.
        size: Height as a share of the plate's height.
        chance: How often.
        colours: One of them; none for that of the ink.
    """

    kind: Literal["sticker", "bolt"] | Symbol
    at: tuple[Share, Share]
    size: Span
    chance: Share = 0.5
    colours: tuple[Colour, ...] = ()


class Layout(_Table):
    """One kind of plate. Lengths are shares of the plate's height unless said otherwise.

    Attributes:
        name: Unique.
        region: Region of its file.
        weight: How often within its region.
        aspect: Width to height.
        patterns: Equally frequent patterns (module docstring).
        letters: Letters issued at ``L``.
        digits: Digits issued at ``D``.
        sets: Characters of other capitals in patterns.
        prefixes: Values of ``@``.
        vanity: Chance of words instead of a pattern.
        looks: Colours.
        text: Top and bottom of the characters on a one-line plate.
        rows: The same for the upper and the lower line of two.
        shift: How far the characters move up or down from plate to plate.
        inset: Left and right of the characters, as a share of the width.
        font: Group of fonts.
        strange: Chance of a font of any group.
        char: Width of a character's cell in cap heights.
        space: Distance between characters in cap heights.
        gap: Width of a blank in cap heights.
        stroke: Characters made thicker (thinner below 0), in cap heights.
        mono: Chance that every character gets a cell of the same width.
        slant: Chance of slanted characters.
        uneven: Chance of characters that differ in place and size (by hand).
        emboss: Chance of a pressed look.
        art: Chance of a picture in the ground.
        symbols: What ``+`` is drawn as.
        bands: Bands.
        lettering: Words not in the label.
        signs: Furniture.
        bolts: Chance of bolts near the upper edge (US) or at the sides.
        frame: Chance of a frame.
        frame_kind: `over` covers the plate's edge, `around` stands outside.
        corner: Radius of the corners.
    """

    name: str
    region: str
    weight: float = Field(default=1.0, gt=0)
    aspect: Span
    patterns: tuple[str, ...] = Field(min_length=1)
    letters: Issued = LETTERS
    digits: Issued = DIGITS
    sets: dict[str, Issued] = Field(default_factory=dict)
    prefixes: tuple[Issued, ...] = ()
    vanity: Share = 0.0
    looks: tuple[Look, ...] = Field(min_length=1)
    text: ShareSpan = (0.15, 0.85)
    rows: tuple[ShareSpan, ShareSpan] = ((0.07, 0.48), (0.53, 0.94))
    shift: Share = 0.02
    inset: Share = 0.025
    font: FontGroup = "sans"
    strange: Share = 0.06
    char: Span = (0.5, 0.62)
    space: Span = (0.1, 0.18)
    gap: Span = (0.3, 0.6)
    stroke: Span = (-0.01, 0.03)
    mono: Share = 0.3
    slant: Share = 0.0
    uneven: Share = 0.0
    emboss: Share = 0.4
    art: Share = 0.0
    symbols: tuple[Symbol, ...] = ("dash", "dot")
    bands: tuple[Band, ...] = ()
    lettering: tuple[Lettering, ...] = ()
    signs: tuple[Sign, ...] = ()
    bolts: Share = 0.5
    frame: Share = 0.15
    frame_kind: Literal["over", "around"] = "around"
    corner: Share = 0.06

    @model_validator(mode="after")
    def _check(self) -> Layout:
        wrong = [key for key in self.sets if not re.fullmatch("[A-Z]", key) or key in "LDN"]
        if wrong:
            raise ValueError(f"sets: {wrong[0]!r} must be one capital other than L, D and N")
        for pattern in self.patterns:
            problem = self._problem(pattern)
            if problem:
                raise ValueError(f"patterns: {pattern!r} {problem}")
        return self

    def _problem(self, pattern: str) -> str:
        lines = pattern.split("/")
        if len(lines) > 2:
            return "has more than two lines"
        for line in lines:
            if not line.strip(DRAWN_MARKS):
                return "has a line without characters"
        for mark in pattern.replace("/", ""):
            if mark == "@" and not self.prefixes:
                return "has '@' but the layout has no prefixes"
            if re.fullmatch("[A-Z]", mark) and mark not in "LDN" and mark not in self.sets:
                return f"has {mark!r}, which is not in sets"
            if not re.fullmatch(r"[A-Za-z0-9@ .+-]", mark):
                return f"has the unknown mark {mark!r}"
        return ""


class _File(_Table):
    region: str
    share: float = Field(gt=0)
    defaults: dict[str, Any] = Field(default_factory=dict)
    layout: tuple[dict[str, Any], ...] = Field(min_length=1)


def load_layouts(folder: Path = FOLDER) -> tuple[tuple[Layout, ...], tuple[float, ...]]:
    """Return all layouts and how often each is drawn (sum 1).

    Raises:
        LayoutError: No file, a file that is no TOML, an unknown key, a bad value or pattern, a
            name that is there twice.
    """
    layouts: list[Layout] = []
    weights: list[float] = []
    for path in sorted(folder.glob("*.toml")):
        found, share = _load(path)
        known = {layout.name for layout in layouts}
        for layout in found:
            if layout.name in known:
                raise LayoutError(f"{path.name}: layout {layout.name!r}: name: is there twice")
            known.add(layout.name)
        total = sum(layout.weight for layout in found)
        layouts.extend(found)
        weights.extend(share * layout.weight / total for layout in found)
    if not layouts:
        raise LayoutError(f"{folder}: no layout files (*.toml)")
    whole = sum(weights)
    return tuple(layouts), tuple(weight / whole for weight in weights)


def _load(path: Path) -> tuple[list[Layout], float]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise LayoutError(f"{path.name}: {exc}") from exc
    try:
        file = _File.model_validate(raw)
    except ValidationError as exc:
        raise LayoutError(f"{path.name}: {_first(exc)}") from exc
    layouts = []
    for index, table in enumerate(file.layout, start=1):
        name = table.get("name", f"number {index}")
        try:
            layouts.append(Layout.model_validate({**file.defaults, **table, "region": file.region}))
        except ValidationError as exc:
            raise LayoutError(f"{path.name}: layout {name!r}: {_first(exc)}") from exc
    return layouts, file.share


def _first(exc: ValidationError) -> str:
    error = exc.errors()[0]
    key = ".".join(str(part) for part in error["loc"])
    text = error["msg"].removeprefix("Value error, ")
    return f"{key}: {text}" if key else text
