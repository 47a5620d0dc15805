# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the reader sees in training: crops as the detector cuts them, worn like real pictures."""

from __future__ import annotations

import csv
import math
import random
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.preprocess import READ_MARGIN
from models.training.synth_plates import Array, PlateRenderer, Rendered
from models.training.wear import wear

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CLASS_OF = {char: index + 1 for index, char in enumerate(ALPHABET)}
HEIGHT, MIN_WIDTH, WIDTH = 48, 144, 200
"""Input of the reader (models/README.md)."""

CONTEXT = 0.35
"""Share of the box height kept around a real box, so that jittered boxes find real surroundings."""

TWO_LINE_SHARE = 0.1
"""Share of real samples drawn from two-line plates only."""


@dataclass(frozen=True, slots=True)
class RealCrop:
    """A labelled box in a training photograph with its surroundings.

    Attributes:
        image: BGR.
        box: x0, y0, x1, y1 within `image`.
        rows: Text of each line.
    """

    image: Array
    box: tuple[float, float, float, float]
    rows: tuple[str, ...]


def load_real(folder: Path, extra: Path | None = None) -> list[RealCrop]:
    """Return the labelled training boxes of a folder laid out as ../shared/data/plates.

    Args:
        folder: The data set.
        extra: More labels: CSV with image, box, text (``/`` between two lines).

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
    for (name, box), text in sorted(labels.items()):
        path = next((folder / "images" / "train").glob(f"{name}.*"), None)
        if path is None:
            raise ValueError(f"{name} is not a training picture")
        picture = cv2.imread(str(path))
        if picture is None:
            raise ValueError(f"{path} is no picture")
        crops.append(_cut(picture, folder / "labels" / "train" / f"{name}.txt", box, text))
    return crops


def _cut(picture: npt.NDArray[np.generic], label_file: Path, box: int, text: str) -> RealCrop:
    high, wide = picture.shape[:2]
    x, y, w, h = (float(v) for v in label_file.read_text().splitlines()[box].split()[1:5])
    x0, y0, x1, y1 = (x - w / 2) * wide, (y - h / 2) * high, (x + w / 2) * wide, (y + h / 2) * high
    margin = CONTEXT * (y1 - y0) + 2
    left, top = int(max(0, x0 - margin)), int(max(0, y0 - margin))
    right, bottom = int(min(wide, x1 + margin)), int(min(high, y1 + margin))
    image = np.array(picture[top:bottom, left:right], dtype=np.uint8)
    return RealCrop(image, (x0 - left, y0 - top, x1 - left, y1 - top), tuple(text.split("/")))


class Sampler:
    """Makes training pairs (input, text).

    Args:
        real: Labelled crops.
        plates: Prerendered plates.
        rng: Randomness.
        real_share: Share of real crops.
    """

    def __init__(
        self, *, real: list[RealCrop], plates: list[Rendered], rng: random.Random, real_share: float
    ) -> None:
        self._real = real
        self._two_line = [crop for crop in real if len(crop.rows) == 2] or real
        self._plates = plates
        self._rng = rng
        self._real_share = real_share

    def draw(self) -> tuple[Array, str]:
        """Return a picture 48 px high and 144..200 px wide, and its text.

        A two-line plate left whole has the text "": the product reads it line by line.
        """
        if self._rng.random() < self._real_share:
            crop, text = self._draw_real()
        else:
            crop, text = self._draw_synthetic()
        return fit(crop), text

    def _draw_real(self) -> tuple[Array, str]:
        rng = self._rng
        real = rng.choice(self._two_line if rng.random() < TWO_LINE_SHARE else self._real)
        x0, y0, x1, y1 = real.box
        image = real.image
        if len(real.rows) == 2:
            y0, y1, text = self._row(y0, y1, [0.0, 0.5, 1.0], real.rows)
        else:
            text = real.rows[0]
        h = y1 - y0
        if rng.random() < 0.3:
            image = _tilt(image, rng.uniform(-4, 4), rng.uniform(-0.12, 0.12))
        j = 0.05 if rng.random() < 0.7 else 0.12
        m = READ_MARGIN * (real.box[3] - real.box[1])
        sides = [m + rng.uniform(-j, j) * h for _ in range(4)]
        if len(real.rows) == 2 and text:
            sides[1], sides[3] = max(0.0, sides[1]), max(0.0, sides[3])
        crop = _clip(image, x0 - sides[0], y0 - sides[1], x1 + sides[2], y1 + sides[3])
        if rng.random() < 0.5:
            lowest = max(13.0, 0.4 * h)
            crop = wear(crop, rng, target=rng.uniform(lowest, max(lowest, h)) if h > 16 else None)
        return crop, text

    def _row(
        self, y0: float, y1: float, cuts: list[float], rows: tuple[str, ...]
    ) -> tuple[float, float, str]:
        """Choose the upper line, the lower line or the whole of a two-line plate."""
        rng = self._rng
        kind = rng.random()
        h = y1 - y0
        middle = cuts[1] + rng.uniform(-0.05, 0.05)
        if kind < 0.43:
            return y0 + cuts[0] * h, y0 + middle * h, rows[0]
        if kind < 0.86:
            return y0 + middle * h, y0 + cuts[2] * h, rows[1]
        return y0, y1, ""

    def _draw_synthetic(self) -> tuple[Array, str]:
        rng = self._rng
        plate = rng.choice(self._plates)
        image = plate.image
        high, wide = image.shape[:2]
        pad = int(high * 0.45)
        if rng.random() < 0.5:
            patch = rng.choice(self._real).image
            back = cv2.resize(patch, (wide + 2 * pad, high + 2 * pad))
            back = np.asarray(cv2.blur(back, (15, 15)), dtype=np.uint8)
        else:
            shade = np.array([rng.randint(0, 230) for _ in range(3)], dtype=np.uint8)
            back = np.empty((high + 2 * pad, wide + 2 * pad, 3), dtype=np.uint8)
            back[:] = shade
        tilt = 0.02 if rng.random() < 0.5 else 0.12
        angle = math.radians(rng.gauss(0, 2.2))
        shear = rng.gauss(0, 0.06)
        size = np.array([wide, high], dtype=np.float32)
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=np.float32) * size
        middle = size / 2
        turn = np.array(
            [[math.cos(angle), -math.sin(angle) + shear], [math.sin(angle), math.cos(angle)]],
            dtype=np.float32,
        )
        shift = np.array([[rng.uniform(-tilt, tilt) * high for _ in "xy"] for _ in range(4)])
        target = ((corners - middle) @ turn.T + middle + shift + pad).astype(np.float32)
        matrix = cv2.getPerspectiveTransform(corners, target)
        extent = (back.shape[1], back.shape[0])
        warped = cv2.warpPerspective(image, matrix, extent, flags=cv2.INTER_LINEAR)
        mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, extent)
        canvas = np.where(mask[:, :, None] > 127, warped, back).astype(np.uint8)
        (x0, y0), (x1, y1) = target.min(axis=0).tolist(), target.max(axis=0).tolist()
        if len(plate.rows) == 2:
            cuts = [0.0, (plate.rows[0][2] + plate.rows[1][1]) / 2, 1.0]
            y0, y1, text = self._row(y0, y1, cuts, (plate.rows[0][0], plate.rows[1][0]))
        else:
            text = plate.rows[0][0]
        h = y1 - y0
        j = 0.04 if rng.random() < 0.7 else 0.09
        sides = [(READ_MARGIN + rng.uniform(-j, j)) * h for _ in range(4)]
        crop = _clip(canvas, x0 - sides[0], y0 - sides[1], x1 + sides[2], y1 + sides[3])
        crop = wear(crop, rng, target=math.exp(rng.uniform(math.log(14), math.log(64))))
        return crop, text


def _clip(image: Array, x0: float, y0: float, x1: float, y1: float) -> Array:
    high, wide = image.shape[:2]
    left, top = int(min(max(0, x0), wide - 4)), int(min(max(0, y0), high - 4))
    return image[top : max(top + 4, round(y1)), left : max(left + 4, round(x1))]


def _tilt(image: Array, degrees: float, shear: float) -> Array:
    high, wide = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    matrix[0, 1] += shear
    matrix[0, 2] -= shear * high / 2
    turned = cv2.warpAffine(image, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, dtype=np.uint8)


def fit(crop: Array) -> Array:
    """Resize as the reader does: height 48, width 144..200 px."""
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
