# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of number plates, from the glyphs that `resources/demo/make_glyphs.py` made."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.sources.scene_assets import load_arrays
from alpr_kiosk.vision.sources.scene_script import PlateStyle
from alpr_kiosk.vision.types import Image

PX_PER_M = 1000.0
"""Texture pixels per metre of plate: about four times what the nearest plate shows."""

SIZE_M: dict[PlateStyle, tuple[float, float]] = {
    "eu": (0.520, 0.112),
    "yellow": (0.520, 0.112),
    "us": (0.305, 0.152),
}
"""Width and height, metres: EU directive 1003/2011 size and the US standard 12 x 6 inches."""

_CAP_M: dict[PlateStyle, float] = {"eu": 0.076, "yellow": 0.078, "us": 0.067}
_FACE: dict[PlateStyle, str] = {"eu": "condensed", "yellow": "condensed", "us": "condensed"}
_GROUND: dict[PlateStyle, tuple[int, int, int]] = {
    "eu": (236, 238, 238),
    "yellow": (46, 190, 240),
    "us": (232, 236, 234),
}
_INK: dict[PlateStyle, tuple[int, int, int]] = {
    "eu": (26, 24, 24),
    "yellow": (22, 24, 26),
    "us": (96, 44, 24),
}
_BAND_M = 0.044


class GlyphSet:
    """The character bitmaps."""

    def __init__(self, path: Path) -> None:
        """Load them.

        Raises:
            CameraError: ``camera.unreachable`` when the file is missing or damaged.
        """
        data = load_arrays(path)
        self.cap, self.pad = (int(value) for value in np.asarray(data.pop("meta"), np.int64))
        self._glyphs = {key: np.asarray(value, np.uint8) for key, value in data.items()}

    def line(self, text: str, face: str, cap_px: float, spacing: float) -> npt.NDArray[np.uint8]:
        """Return the coverage of a line of text, uint8 (H, W), cropped to the capitals' height.

        Args:
            text: Capitals, digits and spaces.
            face: ``condensed`` or ``din``.
            cap_px: Height of a capital, px.
            spacing: Extra room between characters, in capital heights.

        Raises:
            ValueError: A character is not in the set.
        """
        parts: list[npt.NDArray[np.uint8]] = []
        gap = np.zeros((self.cap + 2 * self.pad, max(1, round(spacing * self.cap))), np.uint8)
        blank = np.zeros((self.cap + 2 * self.pad, round(self.cap * 0.30)), np.uint8)
        for char in text:
            if char == " ":
                parts.append(blank)
                continue
            glyph = self._glyphs.get(f"{face}_{ord(char):04x}")
            if glyph is None:
                raise ValueError(f"no glyph for {char!r}")
            parts += [glyph, gap]
        strip = np.hstack(parts)
        scale = cap_px / self.cap
        size = (max(1, round(strip.shape[1] * scale)), max(1, round(strip.shape[0] * scale)))
        return np.asarray(cv2.resize(strip, size, interpolation=cv2.INTER_AREA), np.uint8)


def plate_picture(text: str, style: PlateStyle, glyphs: GlyphSet) -> Image:
    """Draw a plate; return BGR uint8, `SIZE_M` times `PX_PER_M` pixels.

    Raises:
        ValueError: A character cannot be drawn.
    """
    width, height = (round(side * PX_PER_M) for side in SIZE_M[style])
    image = np.empty((height, width, 3), np.uint8)
    image[:] = _GROUND[style]
    ink = np.array(_INK[style], np.float32)
    left = 0.0
    if style == "us":
        # plain bands instead of a state's name: no lettering besides the number
        image[: int(height * 0.16)] = (178, 128, 70)
        image[-int(height * 0.10) :] = (178, 128, 70)
    else:
        left = _BAND_M * PX_PER_M
        image[:, : round(left)] = (150, 60, 10)
        _ring(image, (left / 2, height * 0.36), left * 0.30)
    line = glyphs.line(text, _FACE[style], _CAP_M[style] * PX_PER_M, 0.10)
    room = width - left - 0.030 * PX_PER_M
    if line.shape[1] > room:
        line = np.asarray(
            cv2.resize(line, (int(room), line.shape[0]), interpolation=cv2.INTER_AREA), np.uint8
        )
    x = round(left + (width - left - line.shape[1]) / 2)
    middle = 0.52 if style == "us" else 0.5
    y = round(height * middle - line.shape[0] / 2)
    top, bottom = max(0, y), min(height, y + line.shape[0])
    cover = line[top - y : bottom - y].astype(np.float32)[..., None] / 255
    roi = image[top:bottom, x : x + line.shape[1]]
    roi[:] = (roi * (1 - cover) + ink * cover + 0.5).astype(np.uint8)
    # an embossed rim, a little shade towards the bottom
    cv2.rectangle(image, (3, 3), (width - 4, height - 4), _INK[style], 3, cv2.LINE_AA)
    shade = np.linspace(1.0, 0.90, height, dtype=np.float32)[:, None, None]
    return np.ascontiguousarray((image * shade).astype(np.uint8))


def _ring(image: Image, centre: tuple[float, float], radius: float) -> None:
    """Draw the ring of dots of a blue band."""
    for k in range(12):
        angle = k * np.pi / 6
        spot = (
            round((centre[0] + radius * np.sin(angle)) * 16),
            round((centre[1] - radius * np.cos(angle)) * 16),
        )
        cv2.circle(image, spot, 36, (60, 200, 250), -1, cv2.LINE_AA, 4)
