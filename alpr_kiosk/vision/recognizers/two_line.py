# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cuts the crop of a two-line plate between its lines.

A CTC reader walks from left to right and cannot hold two characters in one step: it needs each
line alone.
"""

from __future__ import annotations

import cv2
import numpy as np

from alpr_kiosk.vision.types import Image

MAX_ASPECT = 4.5
"""Width over height of the widest crop tried; two-line plates of motorcycles reach 4.2 (training
photographs)."""

MIN_HEIGHT = 20
"""Lower crops, px, hold no two legible lines."""

MAX_GAP = 0.92
"""Strokes crossed in the gap, as a share of those crossed in the weaker line. All 85 hand-read
two-line training plates are at 0.90 or below, 4 of 5 one-line plates above 0.92."""

_SEARCH = (0.33, 0.67)
"""The gap lies within this part of the height."""

OVERLAP = 0.03
"""Share of the height each line keeps beyond the cut, so that a tilted line is not clipped."""

_PROFILE_HEIGHT = 64
"""Height at which the gap is looked for, px."""

_EDGE = 5
"""Rows left out above and below when the strokes of a line are looked for (border, frame)."""

_CENTRE_PULL = 0.8
"""How much the middle is preferred; the gap of blurred plates is shallow."""


def split_lines(crop: Image) -> tuple[Image, Image] | None:
    """Return the upper and the lower line of a crop.

    Args:
        crop: BGR uint8 (H, W, 3).

    Returns:
        Two views of the crop, or None when its shape or the want of a gap rules out two
        lines.
    """
    height, width = crop.shape[:2]
    if height < MIN_HEIGHT or width > MAX_ASPECT * height:
        return None
    gap = _gap(crop)
    if gap is None:
        return None
    cut = gap * height
    slack = OVERLAP * height
    return crop[: round(cut + slack)], crop[round(cut - slack) :]


def _gap(crop: Image) -> float | None:
    """Return the height of the gap as a share: where the fewest strokes are crossed."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    wide = max(32, round(_PROFILE_HEIGHT * crop.shape[1] / crop.shape[0]))
    small = cv2.resize(grey, (wide, _PROFILE_HEIGHT), interpolation=cv2.INTER_AREA)
    middle = small[:, wide // 8 : wide - wide // 8].astype(np.float32)  # without the frame
    strokes = np.abs(np.diff(middle, axis=1)).mean(axis=1)
    strokes = np.convolve(strokes, np.ones(5) / 5, mode="same")
    low, high = (round(share * _PROFILE_HEIGHT) for share in _SEARCH)
    rows = np.arange(low, high)
    away = np.abs(rows / _PROFILE_HEIGHT - 0.5) / (_SEARCH[1] - 0.5)
    most = float(strokes[low:high].max())
    if most <= 0:
        return None  # a plain surface
    row = int(rows[int((strokes[low:high] / most + _CENTRE_PULL * away**2).argmin())])
    weaker = min(float(strokes[_EDGE:row].max()), float(strokes[row:-_EDGE].max()))
    if strokes[row] > MAX_GAP * weaker:
        return None
    return (row + 0.5) / _PROFILE_HEIGHT
