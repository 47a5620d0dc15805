# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the reader sees in training: crops as the detector finds them, worn like real pictures."""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.training.boxes import FoundBoxes, held_out
from models.training.loose import (
    Box,
    crop_with_gap,
    cut_lines,
    grow,
    keeps_text,
    loose_errors,
    small_errors,
)
from models.training.swap import place
from models.training.synth_plates import PlateRenderer, Rendered
from models.training.truth import yolo_boxes
from models.training.wear import wear

Array = npt.NDArray[np.uint8]

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CLASS_OF = {char: index + 1 for index, char in enumerate(ALPHABET)}
HEIGHT, MIN_WIDTH, WIDTH = 48, 176, 200
"""Input of the reader (models/README.md)."""

CONTEXT = 0.8
"""Share of the box height kept around a real box: loose boxes find real surroundings there."""

TWO_LINE_SHARE = 0.1
"""Share of real samples drawn from two-line plates only."""

LABELLED, FOUND = 0.4, 0.3
"""Shares of real samples from the labelled box and from a found one, both with small errors; the
rest are loose. Synthetic plates have no found boxes: theirs are 0.55 small, 0.45 loose."""

WHOLE = 0.14
"""Share of two-line samples left whole, with no text: the product then cuts and reads lines."""


@dataclass(frozen=True, slots=True)
class RealCrop:
    """A labelled box in a training photograph with its surroundings.

    Attributes:
        image: BGR.
        box: x0, y0, x1, y1 within `image`.
        rows: Text of each line; none for a crop without a plate.
        found: Boxes of the detectors within `image` that hold all of the text.
        seen: All boxes of the detectors, also those that may cut it.
        name: The photograph.
    """

    image: Array
    box: Box
    rows: tuple[str, ...]
    found: tuple[Box, ...] = ()
    seen: tuple[Box, ...] = ()
    name: str = ""


def load_real(
    folder: Path, extra: Path | None = None, boxes: FoundBoxes | None = None
) -> list[RealCrop]:
    """Return the labelled training boxes of a folder laid out as ../shared/data/plates.

    Args:
        folder: The data set.
        extra: More labels: CSV with image, box, text (``/`` between two lines).
        boxes: What the detectors found.

    Raises:
        ValueError: A label names a picture of the validation split.
    """
    labels: dict[tuple[str, int], str] = {}
    with (folder / "texts.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["split"] == "train":
                labels[row["image"], int(row["box"])] = row["text"]
    if extra is not None:
        with extra.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                labels[row["image"], int(row["box"])] = row["text"]
    crops = []
    for (name, index), text in sorted(labels.items()):
        picture = _picture(folder, name)
        label_file = folder / "labels" / "train" / f"{name}.txt"
        high, wide = picture.shape[:2]
        box = yolo_boxes(label_file, wide, high)[index]
        seen = boxes.found.get((name, index), ()) if boxes is not None else ()
        crops.append(_cut(picture, name, box, tuple(text.split("/")), seen))
    return crops


def load_negatives(folder: Path, boxes: FoundBoxes) -> list[RealCrop]:
    """Return the boxes without a plate, with their surroundings."""
    crops = []
    name, picture = "", None
    for wanted, box in boxes.negatives:
        if wanted != name or picture is None:
            name, picture = wanted, _picture(folder, wanted)
        crops.append(_cut(picture, name, box, (), (), context=0.15))
    return crops


def _picture(folder: Path, name: str) -> Array:
    path = next((folder / "images" / "train").glob(f"{name}.*"), None)
    if path is None:
        raise ValueError(f"{name} is not a training picture")
    picture = cv2.imread(str(path))
    if picture is None:
        raise ValueError(f"{path} is no picture")
    return np.asarray(picture, dtype=np.uint8)


def _cut(
    picture: Array,
    name: str,
    box: Box,
    rows: tuple[str, ...],
    seen: Sequence[Box],
    context: float = CONTEXT,
) -> RealCrop:
    high, wide = picture.shape[:2]
    x0, y0, x1, y1 = box
    margin = context * (y1 - y0) + 2
    left, top = int(max(0, x0 - margin)), int(max(0, y0 - margin))
    right, bottom = math.ceil(min(wide, x1 + margin)), math.ceil(min(high, y1 + margin))
    image = np.array(picture[top:bottom, left:right], dtype=np.uint8)

    def moved(one: Box) -> Box:
        return one[0] - left, one[1] - top, one[2] - left, one[3] - top

    found = tuple(moved(one) for one in seen if keeps_text(one, box))
    return RealCrop(image, moved(box), rows, found, tuple(moved(one) for one in seen), name)


def split_held_out(real: list[RealCrop]) -> tuple[list[RealCrop], list[RealCrop]]:
    """Return (to train on, to stop by); a photograph is wholly in one of them."""
    kept = [crop for crop in real if not held_out(crop.name)]
    return kept, [crop for crop in real if held_out(crop.name)]


class Sampler:
    """Makes training pairs (input, text).

    Args:
        real: Labelled crops.
        plates: Prerendered plates; may change between draws.
        rng: Randomness.
        real_share: Share of real crops.
        negatives: Crops without a plate.
        negative_share: Their share.
    """

    def __init__(
        self,
        *,
        real: list[RealCrop],
        plates: list[Rendered],
        rng: random.Random,
        real_share: float,
        negatives: list[RealCrop] | None = None,
        negative_share: float = 0.0,
    ) -> None:
        self._real = real
        self._two_line = [crop for crop in real if len(crop.rows) == 2] or real
        self._plates = plates
        self._scenes = [(crop.image, crop.box) for crop in real if crop.box[3] - crop.box[1] >= 12]
        self._negatives = negatives or []
        self._rng = rng
        self._real_share = real_share
        self._negative_share = negative_share if negatives else 0.0

    def draw(self) -> tuple[Array, str]:
        """Return a picture 48 px high and 176..200 px wide, and its text.

        A two-line plate left whole has the text "", and so has a crop without a plate.
        """
        kind = self._rng.random()
        if kind < self._negative_share:
            crop, text = self._draw_negative()
        elif kind < self._negative_share + self._real_share:
            crop, text = self._draw_real()
        else:
            crop, text = self._draw_synthetic()
        return fit(crop), text

    def _draw_negative(self) -> tuple[Array, str]:
        rng = self._rng
        one = rng.choice(self._negatives)
        crop, _ = crop_with_gap(one.image, grow(one.box, small_errors(rng, 0.1)), 0.0)
        if rng.random() < 0.4:
            crop = wear(crop, rng, target=None)
        return crop, ""

    def _draw_real(self) -> tuple[Array, str]:
        rng = self._rng
        real = rng.choice(self._two_line if rng.random() < TWO_LINE_SHARE else self._real)
        image, label = real.image, real.box
        kind = rng.random()
        if kind < LABELLED or (kind < LABELLED + FOUND and not real.found):
            box = grow(label, small_errors(rng))
        elif kind < LABELLED + FOUND:
            box = grow(rng.choice(real.found), small_errors(rng, 0.02))
        else:
            box = grow(label, loose_errors(rng))
        gap = (label[1] + label[3]) / 2
        if rng.random() < 0.3:
            image, box, gap = _tilt(image, box, gap, rng)
        crop, share = crop_with_gap(image, box, gap)
        if rng.random() < 0.55:
            h = label[3] - label[1]
            lowest = max(13.0, 0.4 * h) * (2 if len(real.rows) == 2 else 1)
            target = rng.uniform(lowest, max(lowest, h)) * crop.shape[0] / h
            crop = wear(crop, rng, target=target if h > 16 else None)
        return self._lines(crop, real.rows, share)

    def _draw_synthetic(self) -> tuple[Array, str]:
        rng = self._rng
        plate = rng.choice(self._plates)
        canvas, label = place(plate.image, self._scenes, rng)
        h = label[3] - label[1]
        if len(plate.rows) == 2:
            gap = label[1] + (plate.rows[0][2] + plate.rows[1][1]) / 2 * h
            lowest, highest = 24.0, 100.0
        else:
            gap, lowest, highest = label[1] + h / 2, 13.0, 64.0
        errors = small_errors(rng) if rng.random() < 0.55 else loose_errors(rng)
        crop, share = crop_with_gap(canvas, grow(label, errors), gap)
        target = math.exp(rng.uniform(math.log(lowest), math.log(highest))) * crop.shape[0] / h
        crop = wear(crop, rng, target=target)
        return self._lines(crop, tuple(row[0] for row in plate.rows), share)

    def _lines(self, crop: Array, rows: tuple[str, ...], gap: float) -> tuple[Array, str]:
        """Return one line of a two-line plate or the whole without text; others as they are."""
        if len(rows) != 2:
            return crop, rows[0]
        rng = self._rng
        if rng.random() < WHOLE:
            return crop, ""
        halves = cut_lines(crop, gap, rng)
        index = rng.randrange(2)
        return halves[index], rows[index]


def _tilt(image: Array, box: Box, gap: float, rng: random.Random) -> tuple[Array, Box, float]:
    """Turn and shear a picture around the plate; the box grows to hold the turned plate."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    matrix = cv2.getRotationMatrix2D((x, y), rng.uniform(-4, 4), 1.0)
    shear = rng.uniform(-0.12, 0.12)
    matrix[0, 1] += shear
    matrix[0, 2] -= shear * y
    high, wide = image.shape[:2]
    turned = cv2.warpAffine(image, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)
    corners = np.array(
        [[box[i], box[j], 1] for i, j in ((0, 1), (2, 1), (2, 3), (0, 3))], dtype=np.float64
    )
    moved = corners @ matrix.T
    (x0, y0), (x1, y1) = moved.min(axis=0).tolist(), moved.max(axis=0).tolist()
    return np.asarray(turned, dtype=np.uint8), (x0, y0, x1, y1), gap


def fit(crop: Array) -> Array:
    """Resize as the reader does: height 48, width 176..200 px."""
    high, wide = crop.shape[:2]
    wanted = min(max(math.ceil(HEIGHT * wide / high), MIN_WIDTH), WIDTH)
    return np.asarray(
        cv2.resize(crop, (wanted, HEIGHT), interpolation=cv2.INTER_LINEAR), dtype=np.uint8
    )


def to_tensor(pictures: list[Array]) -> npt.NDArray[np.float32]:
    """Return (N, 3, 48, 200) BGR, p / 127.5 - 1, padded right with 0."""
    batch = np.zeros((len(pictures), 3, HEIGHT, WIDTH), dtype=np.float32)
    for slot, picture in zip(batch, pictures, strict=True):
        slot[:, :, : picture.shape[1]] = picture.transpose(2, 0, 1) / np.float32(127.5) - 1
    return batch


def prerender(count: int, *, fonts: Path, seed: int) -> list[Rendered]:
    """Render plates once; they are worn differently each time they are used."""
    renderer = PlateRenderer(fonts=fonts, rng=random.Random(seed))
    return [renderer.draw() for _ in range(count)]
