# SPDX-License-Identifier: AGPL-3.0-or-later
"""Characters and symbols as masks: from fonts, from pressed dies drawn stroke by stroke.

Fonts come from Debian packages (README.md); nothing is downloaded here. The dies of North American
plates have no free font: `die_glyph` draws them as strokes of one width with rounded corners.
"""

from __future__ import annotations

import math
import random
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image as Pil
from PIL import ImageDraw, ImageFont

Array = npt.NDArray[np.uint8]
Bgr = tuple[int, int, int]


def _list(names: str) -> tuple[str, ...]:
    return tuple(names.split())


FONT_NAMES = {
    "us": _list(
        "RG2014B.ttf RG2014C.ttf NationalPark-Heavy.otf NationalPark-Regular.otf Dosis-Bold.otf "
        "Dosis-ExtraBold.otf LiberationSansNarrow-Bold.ttf RobotoCondensed-Medium.ttf "
        "RobotoCondensed-Bold.ttf Play-Bold.ttf routed-gothic-narrow.ttf routed-gothic.ttf "
        "NimbusSansNarrow-Bold.otf Cabin-Bold.otf OSP-DIN.ttf B612Mono-Bold.otf "
        "BebasNeue-Bold.otf BebasNeue-Regular.otf OpenSans-CondBold.ttf Jura-Bold.otf"
    ),
    "din": _list(
        "OSP-DIN.ttf routed-gothic.ttf routed-gothic-narrow.ttf osifont.ttf RG2014D.ttf "
        "DejaVuSansCondensed-Bold.ttf RobotoCondensed-Bold.ttf Roboto-Condensed-Bold.ttf "
        "RG2014C.ttf ClearSans-Bold.ttf B612-Bold.otf Tuffy_Bold.ttf tuffy_bold.ttf "
        "LiberationSansNarrow-Bold.ttf DejaVuSans.ttf"
    ),
    "uk": _list(
        "RG2014D.ttf RG2014E.ttf NationalPark-Heavy.otf Roboto-Bold.ttf ClearSans-Bold.ttf "
        "RobotoCondensed-Bold.ttf OSP-DIN.ttf Cabin-Bold.otf Arimo-Bold.ttf DejaVuSans-Bold.ttf"
    ),
    "sans": _list(
        "LiberationSans-Bold.ttf NimbusSans-Bold.otf Roboto-Bold.ttf Inter-Bold.otf Play-Bold.ttf "
        "FreeSansBold.ttf OpenSans-Bold.ttf DejaVuSans-Bold.ttf NotoSans-Bold.ttf Lato-Black.ttf "
        "LiberationSans-Regular.ttf Roboto-Medium.ttf B612Mono-Bold.otf Karla-Bold.otf "
        "LiberationMono-Bold.ttf Hack-Bold.ttf DejaVuSansMono-Bold.ttf LeagueSpartan-Bold.otf "
        "URWGothic-Demi.otf Arimo-Bold.ttf"
    ),
    "brush": _list(
        "Comfortaa-Bold.ttf Cabin-BoldItalic.otf RobotoSlab-Bold.otf URWGothic-Demi.otf Tuffy.ttf "
        "LiberationSans-BoldItalic.ttf Apropal-Bold.otf LiberationSerif-Bold.ttf Karla-Bold.otf "
        "NimbusSans-BoldItalic.otf Lato-BoldItalic.ttf DejaVuSans-BoldOblique.ttf "
        "DejaVuSerif-Bold.ttf"
    ),
    "narrow": _list(
        "RG2014B.ttf LiberationSansNarrow-Bold.ttf YanoneKaffeesatz-Bold.otf BebasNeue-Bold.otf "
        "OpenSans-CondBold.ttf RobotoCondensed-Bold.ttf NimbusSansNarrow-Bold.otf "
        "DejaVuSansCondensed-Bold.ttf"
    ),
    "script": _list(
        "Z003-MediumItalic.otf LiberationSerif-BoldItalic.ttf NimbusRoman-BoldItalic.otf "
        "C059-BdIta.otf P052-BoldItalic.otf URWBookman-DemiItalic.otf DejaVuSerif-Bold.ttf"
    ),
    "mono": _list(
        "LiberationMono-Bold.ttf B612Mono-Bold.otf Hack-Bold.ttf DejaVuSansMono-Bold.ttf "
        "Cousine-Bold.ttf"
    ),
}
"""File names of each group; `die` needs none."""

RASTER = 96
"""Height of a capital in the masks kept of each font, px."""


def find_fonts(folder: Path) -> dict[str, list[str]]:
    """Return the files of each group found below a folder; a group without any gets them all.

    Raises:
        ValueError: Not one of the fonts was found.
    """
    files = {p.name: str(p) for p in sorted(folder.rglob("*")) if p.suffix in {".ttf", ".otf"}}
    groups = {
        group: [files[name] for name in names if name in files]
        for group, names in FONT_NAMES.items()
    }
    every = sorted({path for found in groups.values() for path in found})
    if not every:
        raise ValueError(f"no fonts below {folder}; models/training/README.md names the packages")
    return {group: found or every for group, found in groups.items()}


@lru_cache(maxsize=128)
def _font(path: str) -> tuple[ImageFont.FreeTypeFont, int, int]:
    """Return a font whose capitals are `RASTER` px high, and top and bottom of "H"."""
    trial = ImageFont.truetype(path, 200).getbbox("H")
    font = ImageFont.truetype(path, max(10, round(200 * RASTER / max(1.0, trial[3] - trial[1]))))
    box = font.getbbox("H")
    return font, int(box[1]), int(box[3])


@lru_cache(maxsize=4096)
def font_glyph(path: str, char: str, *, bare: bool = True) -> Array:
    """Return the mask of a character, cut to its width and to the height of a capital.

    Args:
        path: Font file.
        char: Character.
        bare: False gives a flag to a 1 that the font draws as a mere bar.
    """
    if char == "1" and not bare:
        bar = font_glyph(path, char)
        if bar.shape[1] > 0.3 * bar.shape[0]:
            return bar
        stroke = float(min(bar.shape[1], font_glyph(path, "I").shape[1]))
        return die_glyph(
            char, cap=bar.shape[0], width=bar.shape[0], stroke=stroke, radius=0.2, serif=False
        )
    font, top, bottom = _font(path)
    box = font.getbbox(char)
    pad = (bottom - top) // 30  # round letters stand out above and below
    upper, lower = top - pad, bottom + pad
    if not 0.85 * RASTER < box[3] - box[1] < 1.12 * RASTER or box[3] > lower + 0.05 * RASTER:
        upper, lower = int(box[1]), int(box[3])  # a J that hangs down, old digits: not on plates
    mask = Pil.new("L", (max(4, int(box[2] - box[0])), lower - upper), 0)
    ImageDraw.Draw(mask).text((-box[0], -upper), char, font=font, fill=255)
    glyph = np.asarray(mask, dtype=np.uint8)
    if (lower - upper) != bottom - top + 2 * pad:
        size = (glyph.shape[1], bottom - top + 2 * pad)
        glyph = np.asarray(cv2.resize(glyph, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return glyph


@lru_cache(maxsize=128)
def font_width(path: str) -> float:
    """Return the mean width of usual characters in heights of a capital."""
    widths = [font_glyph(path, char).shape[1] for char in "0HN8E"]
    return float(sum(widths)) / len(widths) / RASTER


@lru_cache(maxsize=2048)
def caption(path: str, text: str) -> Array:
    """Return small lettering as a mask about 32 px high."""
    font = ImageFont.truetype(path, 28)
    box = font.getbbox(text)
    mask = Pil.new("L", (max(2, int(box[2] - box[0])), max(2, int(box[3] - box[1]))), 0)
    ImageDraw.Draw(mask).text((-box[0], -box[1]), text, font=font, fill=255)
    return np.asarray(mask, dtype=np.uint8)


# Strokes of the dies in a unit square, y down: points, a third number 0 makes a corner sharp, a
# leading "o" closes the stroke.
_STROKES: dict[str, str] = {
    "0": "o0,0 1,0 1,1 0,1",
    "O": "o0,0 1,0 1,1 0,1",
    "1": ".2,.2,0 .55,0,0 .55,1",
    "I": ".5,0 .5,1",
    "2": "0,.24 0,0 1,0 1,.44 0,1,0 1,1",
    "3": "0,.2 0,0 1,0 1,.48 .4,.48|.4,.48 1,.48 1,1 0,1 0,.8",
    "4": ".75,1 .75,0,0 0,.7,0 1,.7",
    "5": ".95,0 .06,0,0 .04,.42,0 1,.42 1,1 0,1 0,.8",
    "6": "1,.2 1,0 0,0 0,1 1,1 1,.44 .02,.44",
    "7": "0,0 1,0,0 .35,1",
    "8": "o.07,0 .93,0 .93,.47 .07,.47|o0,.47 1,.47 1,1 0,1",
    "9": "0,.8 0,1 1,1 1,0 0,0 0,.56 .98,.56",
    "A": "0,1 .5,0,0 1,1|.17,.68 .83,.68",
    "B": "o0,0,0 .95,0 .95,.47 0,.47,0|o0,.47,0 1,.47 1,1 0,1,0",
    "C": "1,.26 1,0 0,0 0,1 1,1 1,.74",
    "D": "o0,0,0 1,0 1,1 0,1,0",
    "E": "1,0 0,0,0 0,1,0 1,1|0,.48 .85,.48",
    "F": "1,0 0,0,0 0,1|0,.48 .85,.48",
    "G": "1,.26 1,0 0,0 0,1 1,1 1,.55,0 .55,.55",
    "H": "0,0 0,1|1,0 1,1|0,.48 1,.48",
    "J": "1,0 1,1 0,1 0,.72",
    "K": "0,0 0,1|1,0 0,.6|.35,.4 1,1",
    "L": "0,0 0,1,0 1,1",
    "M": "0,1 0,0,0 .5,.62,0 1,0,0 1,1",
    "N": "0,1 0,0,0 1,1,0 1,0",
    "P": "0,1 0,0,0 1,0 1,.55 0,.55",
    "Q": "o0,0 1,0 1,1 0,1|.58,.72 1.02,1.04",
    "R": "0,1 0,0,0 1,0 1,.54 0,.54|.5,.54 1,1",
    "S": "1,.22 1,0 0,0 0,.48 1,.5 1,1 0,1 0,.78",
    "T": "0,0 1,0|.5,0 .5,1",
    "U": "0,0 0,1 1,1 1,0",
    "V": "0,0 .5,1,0 1,0",
    "W": "0,0 .24,1,0 .5,.34,0 .76,1,0 1,0",
    "X": "0,0 1,1|1,0 0,1",
    "Y": "0,0 .5,.5,0 1,0|.5,.5 .5,1",
    "Z": "0,0 1,0,0 0,1,0 1,1",
}


def _points(stroke: str) -> tuple[bool, list[tuple[float, float, float]]]:
    closed = stroke.startswith("o")
    out = []
    for word in stroke.lstrip("o").split():
        numbers = [float(n) for n in word.split(",")]
        out.append((numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 1.0))
    return closed, out


_PARSED = {
    char: [_points(stroke) for stroke in strokes.split("|")] for char, strokes in _STROKES.items()
}


def die_glyph(
    char: str, *, cap: int, width: int, stroke: float, radius: float, serif: bool
) -> Array:
    """Draw a character of even strokes with rounded corners.

    Args:
        char: A-Z, 0-9.
        cap: Height, px.
        width: Width of a usual character, px.
        stroke: Width of the strokes, px.
        radius: Of corners, as a share of the width; 0 is 10 % narrower and rounder than O.
        serif: 1 and I stand on a foot.
    """
    wide = float(width)
    if char in "MW":
        wide *= 1.2
    elif char == "0":
        wide, radius = wide * 0.92, min(0.5, radius + 0.12)
    elif char in "1I":
        wide *= 0.72 if serif else 0.5
    half = stroke / 2
    mask = np.zeros((cap, max(4, math.ceil(wide))), dtype=np.uint8)
    span_x, span_y = max(1.0, wide - stroke), max(1.0, cap - stroke)
    strokes = list(_PARSED[char])
    if serif and char in "1I":
        strokes.append(_points("0,1 1,1"))
        if char == "I":
            strokes.append(_points("0,0 1,0"))
    for closed, points in strokes:
        path = [(x * span_x + half, y * span_y + half, soft) for x, y, soft in points]
        line = np.array(_rounded(path, radius * wide, closed), dtype=np.float64)
        cv2.polylines(
            mask, [np.round(line * 8).astype(np.int32)], closed, 255,
            max(1, round(stroke)), cv2.LINE_AA, 3,
        )  # fmt: skip
    return mask


def _rounded(
    path: list[tuple[float, float, float]], radius: float, closed: bool
) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    count = len(path)
    for i, (x, y, soft) in enumerate(path):
        if soft == 0 or (not closed and i in (0, count - 1)):
            out.append((x, y))
            continue
        before, after = path[i - 1], path[(i + 1) % count]
        ends = []
        for px, py, _ in (before, after):
            far = math.hypot(px - x, py - y) or 1.0
            share = min(radius / far, 0.5)
            ends.append((x + (px - x) * share, y + (py - y) * share))
        (ax, ay), (bx, by) = ends
        for t in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):  # nearer to a circle than one parabola
            s = 1 - t
            k = 0.55
            cx, cy = ax + (x - ax) * k, ay + (y - ay) * k
            dx, dy = bx + (x - bx) * k, by + (y - by) * k
            out.append((
                s**3 * ax + 3 * s * s * t * cx + 3 * s * t * t * dx + t**3 * bx,
                s**3 * ay + 3 * s * s * t * cy + 3 * s * t * t * dy + t**3 * by,
            ))  # fmt: skip
    return out


def symbol_mask(  # noqa: PLR0912, PLR0915 - a few lines for each symbol
    kind: str, size: int, rng: random.Random, letters: str
) -> Array:
    """Return the mask of a symbol in a square of `size` px.

    Args:
        kind: A symbol of `layouts.Symbol`.
        size: px, at least 4.
        rng: Randomness.
        letters: Font file of the small letters of `stack`.
    """
    mask = np.zeros((size, size), dtype=np.uint8)
    c, r = size / 2, size * 0.46

    def polygon(points: list[tuple[float, float]]) -> None:
        array = np.round(np.array(points, dtype=np.float64) * 8).astype(np.int32)
        cv2.fillPoly(mask, [array], 255, cv2.LINE_AA, 3)

    def disc(x: float, y: float, radius: float, thick: int = -1) -> None:
        at = (round(x * 8), round(y * 8))
        cv2.circle(mask, at, max(1, round(radius * 8)), 255, thick, cv2.LINE_AA, 3)

    def around(count: int, radii: tuple[float, ...], turn: float) -> list[tuple[float, float]]:
        out = []
        for i in range(count):
            a, q = turn + 2 * math.pi * i / count, radii[i % len(radii)]
            out.append((c + q * math.cos(a), c + q * math.sin(a)))
        return out

    thin = max(1, size // 12)
    if kind == "dash":
        high = size * rng.uniform(0.08, 0.13)
        polygon([(c - r * 0.6, c - high), (c + r * 0.6, c - high), (c + r * 0.6, c + high),
                 (c - r * 0.6, c + high)])  # fmt: skip
    elif kind == "dot":
        disc(c, c, size * rng.uniform(0.12, 0.2))
    elif kind == "star":
        polygon(around(10, (r, r * 0.42), -math.pi / 2))
    elif kind == "heart":
        disc(c - r * 0.45, c - r * 0.3, r * 0.5)
        disc(c + r * 0.45, c - r * 0.3, r * 0.5)
        polygon([(c - r * 0.93, c - r * 0.1), (c + r * 0.93, c - r * 0.1), (c, c + r)])
    elif kind in {"seal", "ring"}:
        disc(c, c, r * 0.9, thin * 2 if kind == "ring" else -1)
        if kind == "seal":
            inner = mask.copy()
            cv2.circle(inner, (size // 2, size // 2), max(1, int(r * 0.5)), 110, thin, cv2.LINE_AA)
            mask = inner
    elif kind == "orange":
        disc(c - r * 0.35, c + r * 0.2, r * 0.55)
        disc(c + r * 0.4, c + r * 0.3, r * 0.5)
        polygon([(c, c - r * 0.3), (c + r * 0.6, c - r), (c + r * 0.3, c - r * 0.2)])
    elif kind == "outline":  # a state by its border
        radii = tuple(r * rng.uniform(0.55, 1.0) for _ in range(9))
        polygon(around(9, radii, rng.uniform(0, 6)))
    elif kind == "wheelchair":
        disc(c - r * 0.1, c - r * 0.75, r * 0.2)
        disc(c - r * 0.05, c + r * 0.35, r * 0.5, thin)
        cv2.line(mask, (round(c - r * 0.1), round(c - r * 0.5)), (round(c), round(c + r * 0.2)),
                 255, thin + 1, cv2.LINE_AA)  # fmt: skip
        cv2.line(mask, (round(c), round(c + r * 0.2)), (round(c + r * 0.7), round(c + r * 0.7)),
                 255, thin + 1, cv2.LINE_AA)  # fmt: skip
    elif kind == "cross":
        for x, y in ((r * 0.28, r), (r, r * 0.28)):
            polygon([(c - x, c - y), (c + x, c - y), (c + x, c + y), (c - x, c + y)])
    elif kind == "diamond":
        polygon(around(4, (r, r * 0.7), 0))
    elif kind == "triangle":
        polygon(around(3, (r,), -math.pi / 2))
    elif kind == "leaf":
        polygon(around(14, (r, r * 0.45), -math.pi / 2))
    elif kind == "flag":
        polygon([(0, size * 0.2), (size, size * 0.2), (size, size * 0.8), (0, size * 0.8)])
        mask[int(size * 0.4) : int(size * 0.6)] //= 2
    elif kind == "shield":
        polygon([(c - r * 0.8, c - r), (c + r * 0.8, c - r), (c + r * 0.8, c + r * 0.2),
                 (c, c + r), (c - r * 0.8, c + r * 0.2)])  # fmt: skip
        cv2.circle(mask, (size // 2, size // 2), max(1, int(r * 0.35)), 90, -1, cv2.LINE_AA)
    elif kind == "stack":
        for row in (0, 1):
            glyph = font_glyph(letters, rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ"))
            high = max(2, int(size * 0.44))
            wide = max(2, min(size, int(glyph.shape[1] * high / glyph.shape[0])))
            small = cv2.resize(glyph, (wide, high), interpolation=cv2.INTER_AREA)
            y, x = row * (size - high), (size - wide) // 2
            mask[y : y + high, x : x + wide] = small
    return mask
