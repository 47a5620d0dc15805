# SPDX-License-Identifier: AGPL-3.0-or-later
"""A time as black and white blocks over the upper half of a picture, to measure glass to tile.

Sixteen by four blocks: 48 bits of milliseconds and a CRC-16 of them, most significant bit first, in
rows from the top left. In a tile of 431x242 px a block is 27 px wide and 30 high, far above what
scaling, JPEG and H.264 blur.
"""

from __future__ import annotations

import binascii

import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.types import Image

COLUMNS, ROWS = 16, 4
HEIGHT = 0.5
"""Share of the picture's height that the code takes; the rest stays what it is."""
TIME_BITS = 48
CRC_START = 0xFFFF
"""So that neither an all black nor an all white picture is a code (CRC-16/CCITT)."""
LONGEST_MS = (1 << TIME_BITS) - 1
CORE = 0.25
"""Share of a block that is left out at each of its edges, where coders blur."""
BRIGHT, DARK = 220, 35
"""Not the ends of the scale: a coder of limited range clips nothing."""
SEPARATION = 0.25
"""Share of the distance of black and white that a block may be off from its level, at most."""
LEAST_CONTRAST = 60.0
"""Levels between the darkest and the brightest block, at least."""


def paint(picture: Image, milliseconds: int) -> None:
    """Paint a time over the upper half of a picture.

    Args:
        picture: uint8 (H, W, C), H >= 16, W >= 32; written to.
        milliseconds: 0 to `LONGEST_MS`.

    Raises:
        ValueError: The time or the picture does not fit.
    """
    rows, columns = int(picture.shape[0] * HEIGHT), picture.shape[1]
    if not 0 <= milliseconds <= LONGEST_MS or rows < 2 * ROWS or columns < 2 * COLUMNS:
        raise ValueError("does not fit")
    code = milliseconds << 16 | _check(milliseconds)
    bits = [code >> (63 - at) & 1 for at in range(64)]
    for at, bit in enumerate(bits):
        top, bottom, left, right = _block(at, rows, columns, 0.0)
        picture[top:bottom, left:right] = BRIGHT if bit else DARK


def read(picture: npt.NDArray[np.uint8]) -> int | None:
    """Return the time that is painted in a picture of any size, None without a whole one.

    Args:
        picture: uint8 (H, W, C); the first three channels count.
    """
    rows, columns = int(picture.shape[0] * HEIGHT), picture.shape[1]
    if rows < 2 * ROWS or columns < 2 * COLUMNS:
        return None
    levels = np.empty(COLUMNS * ROWS)
    for at in range(levels.size):
        top, bottom, left, right = _block(at, rows, columns, CORE)
        levels[at] = picture[top : bottom + 1, left : right + 1, :3].mean()
    dark, bright = float(levels.min()), float(levels.max())
    if bright - dark < LEAST_CONTRAST:
        return None
    shares = (levels - dark) / (bright - dark)
    if np.abs(shares - np.rint(shares)).max() > SEPARATION:
        return None
    code = 0
    for share in shares:
        code = code << 1 | int(share > 0.5)
    milliseconds = code >> 16
    return milliseconds if _check(milliseconds) == code & 0xFFFF else None


def _check(milliseconds: int) -> int:
    return binascii.crc_hqx(milliseconds.to_bytes(TIME_BITS // 8, "big"), CRC_START)


def _block(at: int, rows: int, columns: int, inset: float) -> tuple[int, int, int, int]:
    """Return top, bottom, left and right of a block, px, without `inset` of it at each edge."""
    row, column = divmod(at, COLUMNS)
    high, wide = rows / ROWS, columns / COLUMNS
    return (
        round((row + inset) * high),
        round((row + 1 - inset) * high),
        round((column + inset) * wide),
        round((column + 1 - inset) * wide),
    )
