# SPDX-License-Identifier: AGPL-3.0-or-later
"""Crops of the training photographs that hold no plate: what a reader must refuse."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alpr_kiosk.vision.sources.pictures import load_picture
from alpr_kiosk.vision.types import Image
from models.training.truth import PictureTruth

Box = tuple[float, float, float, float]

COUNT = 1000
"""Crops of the rejection figure (issue 3)."""

SEED = 20_250_101
"""Where the crops lie; changing it starts a new series of the figure."""

MIN_HEIGHT, MAX_HEIGHT = 14.0, 96.0
"""Heights of most labelled plates of ../shared/data, px."""

MIN_SHAPE, MAX_SHAPE = 1.3, 6.0
"""Width over height: from two-line plates to long European ones."""

GAP = 0.5
"""Distance kept to every plate, as a share of the plate's height: frames and bolts belong to it."""

_TRIES = 40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NonPlate:
    """A crop without a plate.

    Attributes:
        picture: Name of the photograph.
        box: x0, y0, x1, y1, px.
        crop: BGR uint8, a copy.
    """

    picture: str
    box: Box
    crop: Image


def draw_box(rng: random.Random, width: int, height: int, plates: Sequence[Box]) -> Box | None:
    """Return a box of a plate's size and shape that keeps away from all plates.

    Args:
        rng: Source of chance.
        width: Of the picture, px.
        height: Of the picture, px.
        plates: x0, y0, x1, y1 of each plate, px.

    Returns:
        Whole pixels; None when the picture has no room.
    """
    for _ in range(_TRIES):
        rows = math.exp(rng.uniform(math.log(MIN_HEIGHT), math.log(MAX_HEIGHT)))
        columns = rows * math.exp(rng.uniform(math.log(MIN_SHAPE), math.log(MAX_SHAPE)))
        h, w = round(rows), round(columns)
        if w >= width or h >= height:
            continue
        x, y = rng.randrange(width - w), rng.randrange(height - h)
        if all(_apart((x, y, x + w, y + h), plate) for plate in plates):
            return float(x), float(y), float(x + w), float(y + h)
    return None


def collect(
    pictures: Sequence[PictureTruth], *, count: int = COUNT, seed: int = SEED
) -> list[NonPlate]:
    """Return `count` crops (fewer only when there is no room), spread over the photographs.

    The same photographs, count and seed give the same crops.
    """
    found: list[NonPlate] = []
    order = sorted(pictures, key=lambda picture: random.Random(f"{seed}/{picture.name}").random())
    for turn in range(max(1, math.ceil(count / max(len(order), 1))) + 1):
        for picture in order:
            if len(found) >= count:
                return found
            pixels = load_picture(picture.path)
            rows, columns = pixels.shape[:2]
            plates = [plate.pixels(columns, rows) for plate in picture.plates]
            # One generator a crop: a photograph added to the set moves no other crop.
            rng = random.Random(f"{seed}/{turn}/{picture.name}")
            box = draw_box(rng, columns, rows, plates)
            if box is not None:
                x0, y0, x1, y1 = (int(value) for value in box)
                crop = np.ascontiguousarray(pixels[y0:y1, x0:x1])
                found.append(NonPlate(picture=picture.name, box=box, crop=crop))
    return found


def _apart(box: Box, plate: Box) -> bool:
    gap = GAP * (plate[3] - plate[1])
    return (
        box[2] <= plate[0] - gap
        or box[0] >= plate[2] + gap
        or box[3] <= plate[1] - gap
        or box[1] >= plate[3] + gap
    )
