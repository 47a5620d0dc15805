# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bundled type faces and the few text styles of the product (screen specification, 2.3)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

SIZES: dict[str, tuple[int, int, bool]] = {
    # style: (pixels, weight, fixed width)
    "caption": (20, 400, False),
    "caption_strong": (20, 600, False),
    "body": (24, 400, False),
    "body_strong": (24, 600, False),
    "button": (26, 600, False),
    "keep": (30, 700, False),
    "title": (32, 600, False),
    "clock": (28, 600, False),
    "plate_small": (26, 700, True),
    "plate_row": (34, 700, True),
    "plate_card": (44, 700, True),
    "plate_lane": (60, 700, True),
    "plate_hero": (80, 700, True),
    "countdown": (96, 700, True),
}

_UI_FAMILIES = ("Noto Sans", "DejaVu Sans")
_MONO_FAMILIES = ("Noto Sans Mono", "DejaVu Sans Mono")


class Fonts:
    """Text styles by name; loads what is bundled and falls back to what the system has."""

    def __init__(self, *, folder: Path, factor: float = 1.0) -> None:
        self._factor = factor
        loaded: set[str] = set()
        for path in sorted(folder.glob("*.ttf")):
            number = QFontDatabase.addApplicationFont(str(path))
            if number >= 0:
                loaded.update(QFontDatabase.applicationFontFamilies(number))
        known = loaded | set(QFontDatabase.families())
        self.ui_family = next((name for name in _UI_FAMILIES if name in known), "sans-serif")
        self.mono_family = next((name for name in _MONO_FAMILIES if name in known), "monospace")
        self._cache: dict[str, QFont] = {}

    @property
    def factor(self) -> float:
        """How much larger than usual texts are."""
        return self._factor

    def set_factor(self, factor: float) -> None:
        """Make texts larger, 1.0 is as specified."""
        self._factor = factor
        self._cache.clear()

    def __call__(self, style: str) -> QFont:
        """Return the font of a style (a key of `SIZES`)."""
        font = self._cache.get(style)
        if font is None:
            pixels, weight, mono = SIZES[style]
            font = self.sized(round(pixels * self._factor), weight=weight, mono=mono)
            self._cache[style] = font
        return QFont(font)

    def sized(self, pixels: int, *, weight: int = 400, mono: bool = False) -> QFont:
        """Return a font of a given height in pixels, for texts that must fit a fixed place."""
        font = QFont(self.mono_family if mono else self.ui_family)
        font.setPixelSize(max(1, pixels))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font
