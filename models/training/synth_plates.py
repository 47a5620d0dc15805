# SPDX-License-Identifier: AGPL-3.0-or-later
"""Renders synthetic plates: text, lettering around it that must not be read, bolts, bands, frames.

Fonts come from Debian packages (`FONT_NAMES`, see README.md); nothing is downloaded here.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image as Pil
from PIL import ImageDraw, ImageFilter, ImageFont

from models.training.synth_texts import draw_text

Array = npt.NDArray[np.uint8]


def _words(words: str, mark: str | None = None) -> tuple[str, ...]:
    return tuple(words.split(mark))


FONT_NAMES = {
    "din": _words(
        "OSP-DIN.ttf routed-gothic.ttf routed-gothic-narrow.ttf osifont.ttf "
        "DejaVuSansCondensed-Bold.ttf RobotoCondensed-Bold.ttf Roboto-Condensed-Bold.ttf "
        "ClearSans-Bold.ttf B612-Bold.otf Tuffy_Bold.ttf LiberationSansNarrow-Bold.ttf"
    ),
    "us": _words(
        "Roadgeek* NationalPark-Heavy.otf NationalPark-Regular.otf YanoneKaffeesatz-Bold.otf "
        "LiberationSansNarrow-Bold.ttf RobotoCondensed-Medium.ttf Dosis-Bold.otf "
        "Dosis-SemiBold.otf "
        "RobotoCondensed-Bold.ttf Jura-Bold.otf Play-Bold.ttf routed-gothic-narrow.ttf "
        "NimbusSansNarrow-Bold.otf Cabin-Bold*.otf OSP-DIN.ttf B612Mono-Bold.otf"
    ),
    "sans": _words(
        "LiberationSans-Bold.ttf NimbusSans-Bold.otf Roboto-Bold.ttf Inter-Bold.otf Play-Bold.ttf "
        "FreeSansBold.ttf OpenSans-Bold.ttf DejaVuSans-Bold.ttf NotoSansDisplay-Bold.ttf "
        "LiberationSans-Regular.ttf Roboto-Medium.ttf Comfortaa-Bold.ttf B612Mono-Bold.otf "
        "LiberationMono-Bold.ttf Hack-Bold.ttf DejaVuSansMono-Bold.ttf LeagueSpartan-Bold.otf"
    ),
}
_STATES = _words(
    "California Texas Florida NewYork Ohio Virginia Georgia Illinois Arizona Nevada Michigan Utah "
    "OREGON MARYLAND WASHINGTON COLORADO TENNESSEE INDIANA KANSAS Missouri Alabama IDAHO Montana"
)
_MOTTOS = _words(
    "Sunshine State|dmv.ca.gov|The Lone Star State|Garden State|GRAND CANYON STATE|Empire State|"
    "Land of Lincoln|First in Flight|Live Free or Die|MYFLORIDA.COM|Great Lakes|Peach State|"
    "BUCKEYE STATE|Wild Wonderful|FOX TOYOTA|SMITH MOTORS|AUTOHAUS BERLIN|www.cars.example|"
    "SAO PAULO SP|RIO DE JANEIRO RJ|CURITIBA PR|BELO HORIZONTE MG",
    "|",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A plate seen straight on.

    Attributes:
        image: BGR.
        rows: Text of each line, without blanks, and its top and bottom as shares of the height.
    """

    image: Array
    rows: tuple[tuple[str, float, float], ...]


class PlateRenderer:
    """Draws plates.

    Args:
        fonts: Folder searched (recursively) for the fonts of `FONT_NAMES`.
        rng: Randomness.

    Raises:
        ValueError: No font of a group was found.
    """

    def __init__(self, *, fonts: Path, rng: random.Random) -> None:
        files = [p for p in fonts.rglob("*") if p.suffix.lower() in {".ttf", ".otf"}]
        self._fonts = {
            group: sorted({str(p) for p in files for name in names if p.match(name)})
            for group, names in FONT_NAMES.items()
        }
        missing = [group for group, found in self._fonts.items() if not found]
        if missing:
            raise ValueError(f"no fonts for {missing} below {fonts}")
        self._rng = rng

    def draw(self) -> Rendered:
        """Draw one plate about 96 px high."""
        look, text = draw_text(self._rng)
        rng = self._rng
        lines = text.split("/")
        if len(lines) == 2:
            aspect = rng.uniform(1.15, 2.3)
        else:
            aspect = {
                "us": rng.choice((2.0, 2.0, rng.uniform(1.7, 2.4))),
                "br": rng.uniform(2.7, 3.2),
                "mercosul": rng.uniform(2.6, 3.2),
                "in": rng.uniform(3.5, 5.2),
                "plain": rng.uniform(2.0, 4.4),
            }.get(look, rng.uniform(3.9, 5.0))
        height = 96
        width = int(height * aspect)
        back, ink = self._colours(look)
        plate = Pil.new("RGB", (width, height), back)
        self._background(plate, back, look)
        draw = ImageDraw.Draw(plate)
        left = self._bands(draw, look, width, height)
        group = {"us": "us", "br": "us", "in": "sans", "two": "sans", "plain": "sans"}.get(
            look, "din"
        )
        if rng.random() < 0.3:
            group = rng.choice(list(self._fonts))
        font_path = rng.choice(self._fonts[group])
        top, bottom = self._band_of_text(look, len(lines))
        self._lettering(draw, look, width, height, top, bottom, ink)
        rows = []
        step = (bottom - top) / len(lines)
        for index, line in enumerate(lines):
            y0, y1 = top + index * step, top + (index + 1) * step
            if len(lines) == 2:
                y0, y1 = y0 + 0.02, y1 - 0.02
            cap = y1 - y0
            self._text(plate, line, font_path, ink, (left, width), (y0 * height, cap * height))
            rows.append((line.replace(" ", ""), y0, y1))
        self._furniture(draw, look, width, height)
        return Rendered(np.ascontiguousarray(np.asarray(plate)[:, :, ::-1]), tuple(rows))

    # ------------------------------------------------------------------------------------ parts

    def _colours(self, look: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        rng = self._rng

        def near(colour: tuple[int, int, int], by: int = 22) -> tuple[int, int, int]:
            r, g, b = (min(255, max(0, c + rng.randint(-by, by))) for c in colour)
            return r, g, b

        white, black = near((232, 232, 230)), near((25, 25, 28))
        if look == "us":
            inks = [(25, 25, 60), (20, 20, 25), (30, 45, 120), (130, 20, 25), (20, 80, 45)]
            backs = [
                (235, 235, 235),
                (240, 235, 210),
                (200, 220, 240),
                (250, 220, 130),
                (215, 235, 215),
                (190, 205, 225),
            ]
            if rng.random() < 0.12:  # dark plates
                return near(
                    rng.choice(((20, 30, 90), (15, 15, 18), (10, 70, 50), (120, 20, 30)))
                ), (near(rng.choice(((240, 240, 240), (250, 215, 60)))))
            return near(rng.choice(backs)), near(rng.choice(inks))
        if look == "br":
            return rng.choice(
                (
                    (near((165, 168, 170)), black),
                    (near((190, 190, 190)), black),
                    (near((170, 30, 30)), white),
                )
            )
        if look == "uk" and rng.random() < 0.5:
            return near((240, 200, 40)), black
        if look in {"in", "two", "plain"}:
            kind = rng.random()
            if kind < 0.25:
                return near((245, 200, 40)), black
            if kind < 0.38:
                return black, near(rng.choice(((235, 235, 235), (240, 210, 60))))
            if kind < 0.44:
                return near((30, 60, 150)), white
            if kind < 0.48:
                return white, near((180, 20, 30))
        return white, black

    def _background(self, plate: Pil.Image, back: tuple[int, int, int], look: str) -> None:
        rng = self._rng
        if rng.random() > (0.6 if look == "us" else 0.12):
            return
        width, height = plate.size
        small: npt.NDArray[np.float32] = np.full((6, 12, 3), back, dtype=np.float32)
        kind = rng.random()
        tint = np.array([rng.randint(60, 255) for _ in range(3)], dtype=np.float32)
        share = rng.uniform(0.15, 0.55)
        if kind < 0.5:  # a gradient from top or bottom
            ramp = np.linspace(0, share, 6, dtype=np.float32)[:, None, None]
            ramp = ramp[::-1] if rng.random() < 0.5 else ramp
            small = np.asarray(small * (1 - ramp) + tint * ramp, dtype=np.float32)
        else:  # blotches: landscapes, drawings
            blot = (
                np.random.default_rng(rng.randrange(1 << 30)).random((6, 12, 1)) ** 3 * share * 1.2
            )
            small = np.asarray(small * (1 - blot) + tint * blot, dtype=np.float32)
        art = Pil.fromarray(small.clip(0, 255).astype(np.uint8)).resize(
            (width, height), Pil.Resampling.BICUBIC
        )
        plate.paste(art)
        if look == "us" and rng.random() < 0.35:  # an emblem on one side or in the middle
            draw = ImageDraw.Draw(plate)
            r = height * rng.uniform(0.1, 0.22)
            x = rng.choice((r * 1.1, width / 2, width - r * 1.1))
            y = height * rng.uniform(0.35, 0.6)
            shade = tuple(
                int(0.75 * b + 0.25 * t) for b, t in zip(back, tint.tolist(), strict=True)
            )
            draw.ellipse((x - r, y - r, x + r, y + r), fill=shade)

    def _bands(self, draw: ImageDraw.ImageDraw, look: str, width: int, height: int) -> int:
        """Draw country bands and the border; return where the text field begins."""
        rng = self._rng
        left = int(width * 0.03)
        blue = (rng.randint(0, 40), rng.randint(40, 90), rng.randint(130, 200))
        if (look == "eu" and rng.random() < 0.85) or (
            look in {"uk", "two", "in"} and rng.random() < 0.2
        ):
            band = int((0.45 if look == "eu" else 0.3) * height * rng.uniform(0.8, 1.1))
            draw.rectangle((0, 0, band, height), fill=blue)
            code = rng.choice(
                ("RO", "D", "TR", "F", "I", "PL", "NL", "B", "GB", "IND", "H", "E", "CZ", "BG")
            )
            draw.text(
                (band * 0.15, height * 0.6),
                code,
                font=self._font("sans", int(band * 0.45)),
                fill="white",
            )
            if rng.random() < 0.7:
                r = band * 0.25
                draw.ellipse(
                    (band / 2 - r, height * 0.3 - r, band / 2 + r, height * 0.3 + r),
                    outline=(240, 220, 60),
                    width=2,
                )
            left = band + int(0.03 * width)
        if look == "mercosul":
            draw.rectangle((0, 0, width, int(height * 0.24)), fill=blue)
            draw.text(
                (width * 0.4, height * 0.04),
                rng.choice(("BRASIL", "BRASIL", "ARGENTINA", "URUGUAY")),
                font=self._font("sans", int(height * 0.15)),
                fill="white",
            )
        if rng.random() < 0.55:
            inset = rng.randint(1, 4)
            draw.rectangle(
                (inset, inset, width - inset, height - inset),
                outline=tuple(rng.randint(0, 90) for _ in range(3)),
                width=rng.randint(1, 3),
            )
        if rng.random() < 0.2:  # a dealer's frame
            thick = rng.randint(4, 9)
            shade = rng.choice(((20, 20, 20), (200, 200, 205), (60, 60, 65)))
            draw.rectangle((0, 0, width, height), outline=shade, width=thick)
        return left

    def _band_of_text(self, look: str, lines: int) -> tuple[float, float]:
        rng = self._rng
        if lines == 2:
            return rng.uniform(0.02, 0.12), rng.uniform(0.88, 0.98)
        if look == "us":
            middle, cap = rng.uniform(0.48, 0.58), rng.uniform(0.36, 0.56)
            return middle - cap / 2, middle + cap / 2
        if look in {"br", "mercosul"}:
            return rng.uniform(0.28, 0.34), rng.uniform(0.88, 0.94)
        if look == "plain":
            cap = rng.uniform(0.45, 0.8)
            middle = rng.uniform(0.45, 0.58)
            return middle - cap / 2, middle + cap / 2
        edge = rng.uniform(0.1, 0.2)
        return edge, 1 - edge * rng.uniform(0.8, 1.3)

    def _lettering(
        self,
        draw: ImageDraw.ImageDraw,
        look: str,
        width: int,
        height: int,
        top: float,
        bottom: float,
        ink: tuple[int, int, int],
    ) -> None:
        rng = self._rng
        shade = ink if rng.random() < 0.6 else tuple(rng.randint(10, 150) for _ in range(3))
        if look == "us":
            if rng.random() < 0.85:
                name = rng.choice(_STATES)
                name = name.upper() if rng.random() < 0.5 else name
                self._small(draw, name, width, 0.01, min(top - 0.02, 0.27), height, shade)
            if rng.random() < 0.75:
                self._small(
                    draw, rng.choice(_MOTTOS), width, max(bottom + 0.03, 0.8), 0.97, height, shade
                )
        elif look == "br" and rng.random() < 0.9:
            self._small(draw, rng.choice(_MOTTOS[-4:]), width, 0.03, 0.22, height, shade)
        elif look == "plain":
            for y0, y1 in ((0.02, top - 0.03), (bottom + 0.03, 0.98)):
                if y1 - y0 > 0.1 and rng.random() < 0.5:
                    words = rng.choice((*_STATES, *_MOTTOS))
                    self._small(draw, words, width, y0, min(y1, y0 + 0.25), height, shade)
        elif look in {"uk", "eu"} and rng.random() < 0.35:
            self._small(
                draw, rng.choice(_MOTTOS), width, max(bottom + 0.01, 0.87), 0.99, height, shade
            )

    def _small(
        self,
        draw: ImageDraw.ImageDraw,
        text: str,
        width: int,
        y0: float,
        y1: float,
        height: int,
        fill: tuple[int, ...],
    ) -> None:
        size = int((y1 - y0) * height)
        if size < 6:
            return
        font = self._font(self._rng.choice(("sans", "us")), size)
        extent = draw.textlength(text, font=font)
        if extent > width * 0.9:
            font = font.font_variant(size=max(5, int(size * width * 0.9 / extent)))
            extent = draw.textlength(text, font=font)
        draw.text(((width - extent) / 2, y0 * height), text, font=font, fill=fill)

    def _text(
        self,
        plate: Pil.Image,
        line: str,
        font_path: str,
        ink: tuple[int, int, int],
        across: tuple[int, int],
        down: tuple[float, float],
    ) -> None:
        """Draw one line stretched into its field, characters apart, embossed or flat."""
        rng = self._rng
        font = _load_font(font_path, 110)
        spacing = rng.uniform(0.02, 0.16)
        gap = rng.uniform(0.2, 0.5)
        boxes, x = [], 0.0
        for char in line:
            if char == " ":
                x += gap * 80
                continue
            box = font.getbbox(char)
            boxes.append((char, x - box[0]))
            x += box[2] - box[0] + spacing * 80
            if char == "1" and rng.random() < 0.3:
                x += 12
        caps = font.getbbox("H0")
        high = max(1, int(caps[3] - caps[1]))
        strip = Pil.new("L", (max(1, int(x)) + 4, high + 4), 0)
        pen = ImageDraw.Draw(strip)
        for char, at in boxes:
            pen.text((at + 2, 2 - caps[1]), char, font=font, fill=255)
        if " " in line and rng.random() < 0.25:
            pen.rectangle((x * 0.42, high * 0.45, x * 0.42 + 16, high * 0.55), fill=0)
        field = (across[1] - across[0]) * rng.uniform(0.82, 0.97)
        cap = max(6, int(down[1]))
        natural = strip.width * cap / strip.height
        squeeze = rng.uniform(0.62, 1.25)
        wide = int(max(8, min(field, natural * squeeze)))
        mask = strip.resize((wide, cap), Pil.Resampling.BILINEAR)
        slack = max(0, (across[1] - across[0]) - wide)
        x0 = across[0] + int(slack * rng.uniform(0.35, 0.6))
        y0 = int(down[0])
        if rng.random() < 0.35:  # pressed: a light and a dark edge
            glow = rng.choice(((255, 255, 255), (200, 200, 200)))
            plate.paste(Pil.new("RGB", mask.size, glow), (x0 - 1, y0 - 1), mask)
            plate.paste(Pil.new("RGB", mask.size, (70, 70, 70)), (x0 + 1, y0 + 2), mask)
        plate.paste(Pil.new("RGB", mask.size, ink), (x0, y0), mask)
        if rng.random() < 0.1:
            plate.paste(plate.filter(ImageFilter.GaussianBlur(0.8)))

    def _furniture(self, draw: ImageDraw.ImageDraw, look: str, width: int, height: int) -> None:
        """Bolts, stickers and dirt."""
        rng = self._rng
        if rng.random() < 0.6:
            r = height * rng.uniform(0.025, 0.055)
            y = height * (
                rng.uniform(0.06, 0.12) if look in {"us", "br"} else rng.uniform(0.1, 0.6)
            )
            for x in (width * rng.uniform(0.12, 0.25), width * rng.uniform(0.75, 0.88)):
                shade = rng.choice(((40, 40, 40), (150, 150, 150), (215, 215, 215), (90, 80, 60)))
                draw.ellipse((x - r, y - r, x + r, y + r), fill=shade)
        if look in {"us", "plain", "eu"} and rng.random() < 0.4:
            side = height * rng.uniform(0.1, 0.2)
            paint = tuple(rng.randint(30, 250) for _ in range(3))
            x = rng.choice((height * 0.05, width - side - height * 0.05))
            y = rng.choice((height * 0.04, height * 0.92 - side)) if look != "eu" else height * 0.4
            if look != "eu" or rng.random() < 0.2:
                draw.rectangle((x, y, x + side, y + side * 0.8), fill=paint)
        for _ in range(rng.choice((0, 0, 0, 2, 6))):
            x, y, r = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0.5, 2.5)
            draw.ellipse((x - r, y - r, x + r, y + r), fill=(110, 95, 75))

    def _font(self, group: str, size: int) -> ImageFont.FreeTypeFont:
        return _load_font(self._rng.choice(self._fonts[group]), max(5, size))


@lru_cache(maxsize=512)
def _load_font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)
