# SPDX-License-Identifier: AGPL-3.0-or-later
"""Errors of boxes as a detector makes them, and cuts between two lines as in the product."""

from __future__ import annotations

import random

import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.preprocess import READ_MARGIN, crop_plate
from alpr_kiosk.vision.recognizers.two_line import OVERLAP, split_lines

Array = npt.NDArray[np.uint8]
Box = tuple[float, float, float, float]
Sides = tuple[float, float, float, float]
"""Left, top, right, bottom: outward, as shares of the height of the box."""

MAX_ACROSS, MAX_DOWN, MAX_INWARD = 0.45, 0.35, 0.06
"""Largest errors drawn. The detector's boxes reach as far out (docs/accuracy.md: badges, frames
and lettering in the box); further in, characters would be cut that the label has."""

CUT_ACROSS, CUT_DOWN = 0.08, 0.12
"""Found boxes that lie further inside the labelled one than this share of its height may cut off
a character and are not used. The margin of the product gives 0.06 back."""

_NEAR = 0.12
"""Cuts of the product further from the expected gap than this are not used."""


def small_errors(rng: random.Random, by: float = 0.04) -> Sides:
    """Draw errors of a good box."""
    return tuple(rng.uniform(-by, by) for _ in range(4))  # type: ignore[return-value]


def loose_errors(rng: random.Random) -> Sides:
    """Draw errors with heavy tails, outward, the sides partly together."""
    shared = rng.betavariate(0.7, 1.8)
    together = rng.uniform(0, 1)
    sides = []
    for most in (MAX_ACROSS, MAX_DOWN, MAX_ACROSS, MAX_DOWN):
        if rng.random() < 0.2:
            sides.append(-rng.uniform(0, MAX_INWARD))
        else:
            own = rng.betavariate(0.6, 1.5)
            sides.append(most * (together * shared + (1 - together) * own))
    return sides[0], sides[1], sides[2], sides[3]


def grow(box: Box, sides: Sides) -> Box:
    """Move the sides of a box outward by shares of its height."""
    h = box[3] - box[1]
    return (
        box[0] - sides[0] * h,
        box[1] - sides[1] * h,
        box[2] + sides[2] * h,
        box[3] + sides[3] * h,
    )


def keeps_text(found: Box, label: Box) -> bool:
    """Return whether a found box holds all of the text in the labelled one."""
    h = label[3] - label[1]
    return (
        found[0] - label[0] <= CUT_ACROSS * h
        and label[2] - found[2] <= CUT_ACROSS * h
        and found[1] - label[1] <= CUT_DOWN * h
        and label[3] - found[3] <= CUT_DOWN * h
    )


def crop_with_gap(image: Array, box: Box, gap: float) -> tuple[Array, float]:
    """Cut as the product does, and move a height in the picture to a share of the crop.

    Args:
        image: BGR.
        box: px.
        gap: Where the gap between two lines lies, px from the top of `image`.

    Returns:
        The crop (at least 4 x 4 px) and the gap as a share of its height.
    """
    crop = crop_plate(image, box)
    if min(crop.shape[:2]) < 4:
        high, wide = image.shape[:2]
        left, top = int(min(max(0, box[0]), wide - 4)), int(min(max(0, box[1]), high - 4))
        crop = np.ascontiguousarray(image[top : top + 4, left : left + 4])
    top = max(0, int(box[1] - READ_MARGIN * (box[3] - box[1])))
    return crop, (gap - top) / crop.shape[0]


def cut_lines(crop: Array, gap: float, rng: random.Random) -> tuple[Array, Array]:
    """Cut a two-line crop: mostly where the product would, else at the expected gap.

    Args:
        crop: BGR.
        gap: Expected gap as a share of the height.
        rng: Randomness.
    """
    high = crop.shape[0]
    halves = split_lines(crop)
    if halves is not None and rng.random() < 0.8:
        cut = halves[0].shape[0] / high - OVERLAP
        if abs(cut - gap) <= _NEAR:
            return halves
    cut = min(max(gap + rng.uniform(-0.03, 0.03), 0.25), 0.75)
    upper = crop[: max(2, round((cut + OVERLAP) * high))]
    lower = crop[min(high - 2, round((cut - OVERLAP) * high)) :]
    return upper, lower
