# SPDX-License-Identifier: AGPL-3.0-or-later
"""Renders synthetic plates from layouts: text, and around it all that must not be read."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.training.glyphs import (
    FONT_NAMES,
    Array,
    Bgr,
    caption,
    die_glyph,
    find_fonts,
    font_glyph,
    font_width,
    symbol_mask,
)
from models.training.layouts import FOLDER, Band, Layout, Lettering, Look, Sign, load_layouts
from models.training.synth_texts import draw_text, label_of

HEIGHT = 96
"""Height of a drawn plate, px."""

_DEALERS = (
    "FOX TOYOTA", "SMITH MOTORS", "AUTOHAUS BERLIN", "www.cars.example", "HONDA SEARCY",
    "AUTOUNIVERSAL", "BMW APAN Motors", "TOYOTA-CENTER DALARNA", "Mercedes-Benz", "LAKESIDE FORD",
    "CHEVROLET", "MY OTHER CAR IS A BOAT", "ALUMNI", "UNIVERSITY OF MICHIGAN", "San Francisco",
    "PORSCHE", "Audi Zentrum", "LEASING AUTO", "HARLEY OWNERS GROUP", "I LOVE MY DOG",
)  # fmt: skip
_FRAMES = ("#141416", "#1c1c20", "#2a2a2e", "#c4c6cc", "#9a9ca2", "#4a1014", "#d8b040", "#16265c")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A plate seen straight on.

    Attributes:
        image: BGR, 96 px high.
        rows: Text of each line, without blanks, and its top and bottom as shares of the height.
        layout: Name of the layout.
    """

    image: Array
    rows: tuple[tuple[str, float, float], ...]
    layout: str = ""


class PlateRenderer:
    """Draws plates.

    Args:
        fonts: Folder searched (recursively) for the fonts of `glyphs.FONT_NAMES`.
        rng: Randomness.
        layouts: Folder of the layout files.

    Raises:
        ValueError: No font was found.
        LayoutError: A layout file cannot be used.
    """

    def __init__(self, *, fonts: Path, rng: random.Random, layouts: Path = FOLDER) -> None:
        self._fonts = find_fonts(fonts)
        self._layouts, self._weights = load_layouts(layouts)
        self._rng = rng

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """All layouts."""
        return self._layouts

    def draw(self, layout: Layout | None = None) -> Rendered:
        """Draw one plate, of a layout by weight or of the given one."""
        rng = self._rng
        if layout is None:
            layout = rng.choices(self._layouts, self._weights)[0]
        lines = draw_text(layout, rng).split("/")
        look = rng.choices(layout.looks, [look.weight for look in layout.looks])[0]
        width = round(HEIGHT * rng.uniform(*layout.aspect))
        back, ink = self._near(look.back), self._near(look.ink)
        plate = np.empty((HEIGHT, width, 3), dtype=np.uint8)
        plate[:] = back
        self._ground(plate, layout, look)
        field = self._bands(plate, layout)
        for words in layout.lettering:
            if rng.random() < words.chance:
                colour = words.ink or look.name_ink
                self._lettering(plate, words, self._near(colour) if colour else ink)
        if len(lines) == 2:
            places = [(top, bottom) for top, bottom in layout.rows]
        else:
            places = [layout.text]
        shift = rng.uniform(-layout.shift, layout.shift)
        places = [(top + shift, bottom + shift) for top, bottom in places]
        for sign in layout.signs:  # emblems stand behind the characters
            if sign.kind not in {"sticker", "bolt"} and rng.random() < sign.chance:
                self._sign(plate, sign, ink)
        style = _Style(layout, rng, self._fonts)
        for line, (top, bottom) in zip(lines, places, strict=True):
            self._line(plate, line, style, ink, back, (field, (top * HEIGHT, bottom * HEIGHT)))
        for sign in layout.signs:
            if sign.kind in {"sticker", "bolt"} and rng.random() < sign.chance:
                self._sign(plate, sign, ink)
        self._furniture(plate, layout, look, ink, places)
        rows = [(label_of(t), y0, y1) for t, (y0, y1) in zip(lines, places, strict=True)]
        if rng.random() < layout.frame:
            plate, rows = self._frame(plate, layout, rows)
        kept = tuple((t, max(0.0, y0), min(1.0, y1)) for t, y0, y1 in rows)
        return Rendered(np.ascontiguousarray(plate), kept, layout.name)

    # ------------------------------------------------------------------------------------ parts

    def _near(self, colour: str, by: int = 14) -> Bgr:
        r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        light, hue = self._rng.randint(-by, by), max(1, by // 2)
        b, g, r = (min(255, max(0, c + light + self._rng.randint(-hue, hue))) for c in (b, g, r))
        return b, g, r

    def _any(self, group: str) -> str:
        return self._rng.choice(self._fonts[group])

    def _ground(self, plate: Array, layout: Layout, look: Look) -> None:
        """Fade the ground, draw a picture in it."""
        rng = self._rng
        if look.fade is not None:
            ramp = np.linspace(0.0, 1.0, HEIGHT, dtype=np.float32)
            ramp = {
                "bottom": ramp,
                "top": 1 - ramp,
                "both": np.abs(2 * ramp - 1),
                "middle": 1 - np.abs(2 * ramp - 1),
            }[look.fade_from]
            share = (ramp ** rng.uniform(0.8, 2.5) * rng.uniform(0.5, 1.0))[:, None, None]
            colour = np.array(self._near(look.fade), dtype=np.float32)
            plate[:] = (plate * (1 - share) + colour * share).astype(np.uint8)
        if rng.random() < layout.art:
            noise = np.random.default_rng(rng.randrange(1 << 30))
            small = (noise.random((5, 10)) ** 3).astype(np.float32) * rng.uniform(0.2, 0.7)
            share = cv2.resize(small, (plate.shape[1], HEIGHT), interpolation=cv2.INTER_CUBIC)
            if rng.random() < 0.5:  # low hills rather than blotches
                share *= np.linspace(0, 1.6, HEIGHT, dtype=np.float32)[:, None]
            tint = np.array([rng.randint(30, 240) for _ in range(3)], dtype=np.float32)
            share = share.clip(0, 0.65)[:, :, None]
            plate[:] = (plate * (1 - share) + tint * share).astype(np.uint8)

    def _bands(self, plate: Array, layout: Layout) -> tuple[float, float]:
        """Draw bands; return from where to where the text may go, px."""
        width = plate.shape[1]
        left, right = layout.inset * width, (1 - layout.inset) * width
        for band in layout.bands:
            if self._rng.random() < band.chance:
                thick = max(3, round(self._rng.uniform(*band.size) * HEIGHT))
                if band.side == "left":
                    left = max(left, thick + 0.02 * width)
                elif band.side == "right":
                    right = min(right, width - thick - 0.02 * width)
                self._band(plate, band, thick)
        return left, right

    def _band(self, plate: Array, band: Band, thick: int) -> None:
        rng = self._rng
        width = plate.shape[1]
        x0, y0, x1, y1 = {
            "left": (0, 0, thick, HEIGHT),
            "right": (width - thick, 0, width, HEIGHT),
            "top": (0, 0, width, thick),
            "bottom": (0, HEIGHT - thick, width, HEIGHT),
        }[band.side]
        plate[y0:y1, x0:x1] = self._near(band.back, 25)
        upright = band.side in {"left", "right"}
        ink = self._near(band.ink)
        if band.texts:
            mask = caption(self._any("sans"), rng.choice(band.texts))
            if upright:
                box = (x0 + 0.12 * thick, HEIGHT * 0.62, x1 - 0.12 * thick, HEIGHT * 0.9)
            else:
                box = (x0 + 0.2 * width, y0 + 0.15 * thick, x1 - 0.2 * width, y1 - 0.15 * thick)
            _fit(plate, mask, box, ink)
        if rng.random() < band.ring:
            kind = rng.choice(("ring", "ring", "shield", "star", "flag"))
            size = max(4, int((0.66 if upright else 0.7) * thick))
            mask = symbol_mask(kind, size, rng, self._any("sans"))
            at = (
                ((x0 + x1) / 2, HEIGHT * 0.3)
                if upright
                else (rng.choice((0.06, 0.94)) * width, (y0 + y1) / 2)
            )
            _paint(plate, mask, at[0] - size / 2, at[1] - size / 2, self._near("#e8d040", 40))

    def _lettering(self, plate: Array, words: Lettering, ink: Bgr) -> None:
        high, wide = plate.shape[:2]
        x0, y0, x1, y1 = words.box
        mask = caption(self._any(_plain(words.font)), self._rng.choice(words.texts))
        move = self._rng.uniform(-0.012, 0.012) * high
        _fit(plate, mask, (x0 * wide, y0 * high + move, x1 * wide, y1 * high + move), ink)

    def _line(
        self,
        plate: Array,
        line: str,
        style: _Style,
        ink: Bgr,
        back: Bgr,
        place: tuple[tuple[float, float], tuple[float, float]],
    ) -> None:
        (x0, x1), (y0, y1) = place
        rng = self._rng
        strip = style.strip(line, round(y1 - y0), (x1 - x0) * rng.uniform(0.93, 0.985))
        slack = max(0.0, x1 - x0 - strip.shape[1])
        x = x0 + slack * min(0.8, max(0.2, rng.gauss(0.5, 0.06)))
        y = (y0 + y1 - strip.shape[0]) / 2
        if style.embossed:
            light = tuple(min(255, c + rng.randint(20, 60)) for c in back)
            dark = tuple(int(c * rng.uniform(0.55, 0.85)) for c in back)
            near, far = rng.choice(((-1.2, 1.2), (1.2, -1.2), (-1, 1.6)))
            _paint(plate, strip, x + near * 0.6, y + near, (light[0], light[1], light[2]))
            _paint(plate, strip, x + far * 0.6, y + far, (dark[0], dark[1], dark[2]))
        _paint(plate, strip, x, y, ink)

    def _sign(self, plate: Array, sign: Sign, ink: Bgr) -> None:
        rng = self._rng
        high, wide = plate.shape[:2]
        size = max(4, round(rng.uniform(*sign.size) * high))
        cx, cy = sign.at[0] * wide, sign.at[1] * high
        cx, cy = cx + rng.uniform(-0.01, 0.01) * wide, cy + rng.uniform(-0.01, 0.01) * high
        colour = self._near(rng.choice(sign.colours), 20) if sign.colours else ink
        if sign.kind == "sticker":
            wide_px = round(size * rng.uniform(0.8, 1.5))
            mask = np.full((size, wide_px), 255, dtype=np.uint8)
            if not sign.colours:
                colour = tuple(rng.randint(30, 250) for _ in range(3))  # type: ignore[assignment]
            _paint(plate, mask, cx - wide_px / 2, cy - size / 2, colour)
            bright = sum(colour) > 380
            words = caption(
                self._any("sans"),
                rng.choice(("JAN", "MAY", "OCT", "07", "12", "2014", "JUN", "98", "21", "DEC", "")),
            )
            shade = (20, 20, 20) if bright else (240, 240, 240)
            box = (cx - wide_px * 0.4, cy - size * 0.35, cx + wide_px * 0.4, cy + size * 0.35)
            _fit(plate, words, box, shade)
            return
        kind = "dot" if sign.kind == "bolt" else sign.kind
        if kind == "gap":
            return
        mask = symbol_mask(kind, size, rng, self._any("sans"))
        _paint(plate, mask, cx - size / 2, cy - size / 2, colour)

    def _furniture(
        self,
        plate: Array,
        layout: Layout,
        look: Look,
        ink: Bgr,
        places: list[tuple[float, float]],
    ) -> None:
        """Edge, rounded corners, bolts, specks."""
        rng = self._rng
        high, wide = plate.shape[:2]
        if look.edge is not None:
            inset = rng.randint(1, 3)
            cv2.rectangle(
                plate, (inset, inset), (wide - 1 - inset, high - 1 - inset),
                self._near(look.edge), rng.randint(1, 2), cv2.LINE_AA,
            )  # fmt: skip
        radius = round(layout.corner * high)
        if radius > 1 and rng.random() < 0.8:
            shade = rng.randint(5, 110)
            cover = np.full((high, wide), 255, dtype=np.uint8)
            cover[radius:-radius] = 0
            cover[:, radius:-radius] = 0
            for x in (radius, wide - 1 - radius):
                for y in (radius, high - 1 - radius):
                    cv2.circle(cover, (x, y), radius, 0, -1, cv2.LINE_AA)
            _paint(plate, cover, 0, 0, (shade, shade, shade))
        if rng.random() < layout.bolts:
            shades = ((40, 40, 40), (150, 150, 150), (215, 215, 215), (60, 80, 90), ink)
            shade_of = rng.choice(shades)
            r = rng.uniform(0.025, 0.05) * high
            if wide < 2.7 * high:
                heights = rng.choice(((0.09,), (0.09,), (0.09, 0.91)))
                sides = (rng.uniform(0.14, 0.24),)
            else:
                heights, sides = (rng.uniform(0.3, 0.7),), (rng.uniform(0.015, 0.12),)
            for y in heights:
                for x in (sides[0] * wide, (1 - sides[0]) * wide):
                    at = (round(x * 8), round(y * high * 8))
                    cv2.circle(plate, at, round(r * 8), shade_of, -1, cv2.LINE_AA, 3)
        top, bottom = places[0][0], places[-1][1]
        for _ in range(rng.choice((0, 0, 0, 0, 0, 0, 1, 3, 9))):
            at = (rng.randrange(wide), round(rng.uniform(top - 0.1, bottom + 0.1) * high))
            cv2.circle(plate, at, rng.choice((0, 1, 1, 2)), (75, 95, 110), -1, cv2.LINE_AA)

    def _frame(
        self, plate: Array, layout: Layout, rows: list[tuple[str, float, float]]
    ) -> tuple[Array, list[tuple[str, float, float]]]:
        rng = self._rng
        high, wide = plate.shape[:2]
        shade = self._near(rng.choice(_FRAMES))
        writing = (230, 230, 230) if sum(shade) < 330 else (30, 30, 30)
        first, last = rows[0][1] * high, rows[-1][2] * high
        if layout.frame_kind == "over":
            side = round(rng.uniform(0.02, 0.05) * high)
            upper = round(min(first - 2, rng.uniform(0.03, 0.22) * high))
            lower = round(min(high - last - 2, rng.uniform(0.03, 0.22) * high))
            plate[:, : max(0, side)] = shade
            plate[:, wide - max(1, side) :] = shade
            for thick, y in ((upper, 0.0), (lower, float(high - lower))):
                if thick > 1:
                    plate[round(y) : round(y) + thick] = shade
                    if thick > 9 and rng.random() < 0.85:
                        words = caption(self._any(rng.choice(("sans", "script", "sans"))),
                                        rng.choice(_DEALERS))  # fmt: skip
                        box = (0.08 * wide, y + 2, 0.92 * wide, y + thick - 2)
                        _fit(plate, words, box, writing)
            return plate, rows
        edge = round(rng.uniform(0.03, 0.09) * high)
        under = edge if rng.random() < 0.35 else round(rng.uniform(0.14, 0.24) * high)
        framed = cv2.copyMakeBorder(
            plate, edge, under, edge, edge, cv2.BORDER_CONSTANT, value=shade
        )
        if under > 10:
            words = caption(self._any("sans"), rng.choice(_DEALERS))
            whole = framed.shape
            box = (0.1 * whole[1], whole[0] - under + 2, 0.9 * whole[1], whole[0] - 3)
            _fit(framed, words, box, writing)
        total = high + edge + under
        moved = [(t, (y0 * high + edge) / total, (y1 * high + edge) / total) for t, y0, y1 in rows]
        size = (round(framed.shape[1] * HEIGHT / total), HEIGHT)
        small = cv2.resize(framed, size, interpolation=cv2.INTER_AREA)
        return np.asarray(small, dtype=np.uint8), moved


class _Style:
    """How the characters of one plate look: one die, font, width and distance for all lines."""

    def __init__(self, layout: Layout, rng: random.Random, fonts: dict[str, list[str]]) -> None:
        self._layout = layout
        self._rng = rng
        group: str = layout.font
        if rng.random() < layout.strange:
            group = rng.choice(("us", "die", "din", "sans", "narrow", "mono"))
        self._die = group == "die"
        self._path = rng.choice(fonts[_plain(group)])
        self._sans = rng.choice(fonts["sans"])
        self._char = rng.uniform(*layout.char)
        self._space = rng.uniform(*layout.space)
        self._gap = rng.uniform(*layout.gap)
        self._more = rng.uniform(*layout.stroke)
        self._stroke = rng.uniform(0.088, 0.155)
        self._radius = rng.uniform(0.22, 0.46)
        self._serif = rng.random() < 0.45
        self._bare = rng.random() < 0.3
        self._mono = rng.random() < layout.mono
        self._slant = rng.uniform(-0.2, 0.25) if rng.random() < layout.slant else 0.0
        self._uneven = rng.random() < layout.uneven
        self.embossed = rng.random() < layout.emboss

    def strip(self, line: str, cap: int, field: float) -> Array:
        """Return the mask of a line `cap` px high, no wider than `field` px."""
        rng = self._rng
        tall = max(8, 2 * cap)  # drawn twice as large
        cell = round(self._char * tall)
        parts: list[tuple[Array, int]] = []
        x = 2
        for char in line:
            if char == " ":
                x += round(self._gap * tall)
                continue
            if char in "-.+":
                glyph, share = self._symbol(char, tall)
                x += round(self._space * tall * 0.2)
            else:
                glyph, share = self._glyph(char, tall, cell), 1.0
            at = x
            if share == 1.0 and self._mono:
                at += max(0, (cell - glyph.shape[1]) // 2)
                x = max(x + cell, at + glyph.shape[1])
            else:
                x += glyph.shape[1]
            parts.append((glyph, at))
            x += round(self._space * tall * (1.0 if share == 1.0 else 0.3))
        lift = round(0.08 * tall) if self._uneven else 0
        mask = np.zeros((tall + 2 * lift, x + 2), dtype=np.uint8)
        for glyph, at in parts:
            high, wide = glyph.shape
            y = (mask.shape[0] - high) // 2
            if lift:
                y = min(mask.shape[0] - high, max(0, y + rng.randint(-lift // 2, lift // 2)))
            part = mask[y : y + high, at : at + wide]
            np.maximum(part, glyph[:, : part.shape[1]], out=part)
        mask = self._thicken(mask, tall)
        if self._slant:
            lean = abs(self._slant) * tall
            matrix = np.array(
                [[1, -self._slant, lean if self._slant > 0 else 0.0], [0, 1, 0]], dtype=np.float64
            )
            size = (mask.shape[1] + math.ceil(lean), mask.shape[0])
            mask = np.asarray(cv2.warpAffine(mask, matrix, size), dtype=np.uint8)
        wide = max(4, min(round(field), round(mask.shape[1] / 2)))
        small = cv2.resize(mask, (wide, mask.shape[0] // 2), interpolation=cv2.INTER_AREA)
        return np.asarray(small, dtype=np.uint8)

    def _glyph(self, char: str, tall: int, cell: int) -> Array:
        if self._die:
            return die_glyph(
                char, cap=tall, width=cell, stroke=self._stroke * tall,
                radius=self._radius, serif=self._serif,
            )  # fmt: skip
        source = font_glyph(self._path, char, bare=self._bare)
        scale = cell / (font_width(self._path) * 96)
        wide = max(4, round(source.shape[1] * scale))
        if self._mono:
            wide = min(wide, cell)
        return np.asarray(
            cv2.resize(source, (wide, tall), interpolation=cv2.INTER_AREA), dtype=np.uint8
        )

    def _symbol(self, char: str, tall: int) -> tuple[Array, float]:
        rng = self._rng
        kind = {"-": "dash", ".": "dot"}.get(char) or rng.choice(self._layout.symbols)
        size = max(6, round(tall * (0.5 if kind in {"dash", "dot"} else rng.uniform(0.4, 0.75))))
        if kind == "gap":
            return np.zeros((size, max(4, round(self._gap * tall))), dtype=np.uint8), 0.5
        if kind == "stack":
            size = round(tall * 0.9)
        mask = symbol_mask(kind, size, rng, self._sans)
        if kind in {"dash", "dot"}:
            used = np.flatnonzero(mask.any(axis=0))
            mask = mask[:, int(used[0]) : int(used[-1]) + 1]
        if kind not in {"dash", "dot", "seal"} and rng.random() < 0.4:
            mask = mask // 2  # printed pale
        return mask, 0.5

    def _thicken(self, mask: Array, tall: int) -> Array:
        by = 0.0 if self._die else self._more
        size = round(abs(by) * tall)
        if size < 1:
            return mask
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size + 1, size + 1))
        change = cv2.dilate if by > 0 else cv2.erode
        return np.asarray(change(mask, kernel), dtype=np.uint8)


def _plain(group: str) -> str:
    return group if group in FONT_NAMES else "us"


def _paint(plate: Array, mask: npt.NDArray[np.uint8], x: float, y: float, colour: Bgr) -> None:
    """Lay a colour through a mask whose upper left corner is at x, y (px); clipped."""
    left, top = round(x), round(y)
    high, wide = mask.shape
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(plate.shape[1], left + wide), min(plate.shape[0], top + high)
    if x1 <= x0 or y1 <= y0:
        return
    share = mask[y0 - top : y1 - top, x0 - left : x1 - left, None].astype(np.float32) / 255
    part = plate[y0:y1, x0:x1]
    part[:] = (part * (1 - share) + np.array(colour, dtype=np.float32) * share).astype(np.uint8)


def _fit(plate: Array, mask: Array, box: tuple[float, float, float, float], colour: Bgr) -> None:
    """Lay a mask into the middle of a box, its proportions roughly kept."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if wide < 4 or high < 4:
        return
    scale = min(wide / mask.shape[1], high / mask.shape[0])
    size = (max(2, round(mask.shape[1] * scale)), max(2, round(mask.shape[0] * scale)))
    small = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    _paint(plate, small, (x0 + x1 - size[0]) / 2, (y0 + y1 - size[1]) / 2, colour)
