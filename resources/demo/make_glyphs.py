# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make `glyphs.npz`: bitmaps of the plate characters, so that nothing at run time needs fonts.

Usage: ``python make_glyphs.py RobotoCondensed-Bold.ttf OSP-DIN.ttf`` (needs Pillow).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

CHARS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ"
CAP = 96  # height of a capital in the atlas, px: four times what the nearest plate needs
PAD = 26  # room above (diaeresis) and below (tail of Q), px


def face(path: str) -> dict[str, np.ndarray]:
    """Return character -> uint8 (CAP + 2 * PAD, advance) coverage, baseline at CAP + PAD."""
    probe = ImageFont.truetype(path, 1000)
    box = probe.getbbox("H", anchor="ls")
    font = ImageFont.truetype(path, 1000 * CAP / -box[1])
    glyphs = {}
    for char in CHARS:
        width = round(font.getlength(char))
        image = Image.new("L", (width, CAP + 2 * PAD), 0)
        ImageDraw.Draw(image).text((0, CAP + PAD), char, font=font, fill=255, anchor="ls")
        glyphs[char] = np.asarray(image)
    return glyphs


if __name__ == "__main__":
    arrays: dict[str, np.ndarray] = {"meta": np.array([CAP, PAD], np.int32)}
    for name, font_path in zip(("condensed", "din"), sys.argv[1:3], strict=True):
        arrays.update({f"{name}_{ord(c):04x}": g for c, g in face(font_path).items()})
    np.savez_compressed(Path(__file__).with_name("glyphs.npz"), **arrays)
