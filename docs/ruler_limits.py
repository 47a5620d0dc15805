# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures where the product's own reader fails: the figures of plate-ruler.md.

    .venv/bin/python -m docs.ruler_limits ../shared/data/plates

Takes the labelled one-line plates that are sharp and large, makes each smaller, blurred, turned,
flatter or brighter by steps, and prints how many are still read exactly.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.vision.assemble import load_kit
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.ruler import measure_plate

Array = Any
BASE = 24.0
"""Height of the characters for all steps but those of the height itself, px."""


def plates(folder: Path) -> Iterator[tuple[str, Array, tuple[float, float, float, float], float]]:
    """Yield text, picture, box and height of the characters of each labelled one-line plate."""
    with (folder / "texts.csv").open(encoding="utf-8") as file:
        rows = [
            row for row in csv.DictReader(file) if row["split"] == "val" and row["lines"] == "1"
        ]
    for row in rows:
        path = next((folder / "images" / "val").glob(row["image"] + ".*"))
        image: Array = cv2.imread(str(path))
        high, wide = image.shape[:2]
        labels = (folder / "labels" / "val" / f"{row['image']}.txt").read_text(encoding="utf-8")
        _, x, y, w, h = (float(value) for value in labels.splitlines()[int(row["box"])].split())
        box = (
            (x - w / 2) * wide,
            (y - h / 2) * high,
            (x + w / 2) * wide,
            (y + h / 2) * high,
        )
        text = measure_plate(image, box).text_height_px
        if text is not None and text >= 16:
            yield row["text"], image, box, text


def scaled(image: Array, box: Any, factor: float) -> tuple[Array, tuple[float, ...]]:
    """Return the picture and the box at another size."""
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=how), tuple(
        value * factor for value in box
    )


def moved(image: Array, box: Any, matrix: Array) -> tuple[Array, tuple[float, ...]]:
    """Return the picture around the box after an affine move about its middle, and its new box."""
    x0, y0, x1, y1 = box
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2])
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]) - middle
    places = corners @ matrix.T
    low, top = places.min(axis=0) - 20, places.max(axis=0) + 20
    shift = np.column_stack([matrix, -matrix @ middle - low])
    size = np.ceil(top - low).astype(int)
    turned = cv2.warpAffine(image, shift, (int(size[0]), int(size[1])), flags=cv2.INTER_CUBIC)
    return turned, (20.0, 20.0, float(size[0] - 20), float(size[1] - 20))


def turn(degrees: float) -> Array:
    """Return the matrix of a clockwise turn."""
    angle = math.radians(degrees)
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def lean(degrees: float) -> Array:
    """Return the matrix that makes uprights lean right."""
    return np.array([[1.0, -math.tan(math.radians(degrees))], [0.0, 1.0]])


def main(folder: Path) -> int:
    """Print the table."""
    reader = load_kit(VisionConfig()).recognizer
    noise = np.random.default_rng(0)

    def right(text: str, image: Array, box: Any) -> bool:
        return reader.read([crop_plate(np.ascontiguousarray(image), box)])[0].text == text

    known = [plate for plate in plates(folder) if right(plate[0], plate[1], plate[2])]
    print(f"{len(known)} plates that are read exactly as they are")  # noqa: T201

    def row(
        name: str, steps: list[float], change: Callable[[Array, Any, float, float], Any]
    ) -> None:
        shares = []
        for step in steps:
            good = sum(
                right(text, *change(image, box, size, step)) for text, image, box, size in known
            )
            shares.append(f"{step:g}: {100 * good / len(known):.0f}")
        print(f"{name:34s} {'  '.join(shares)}", flush=True)  # noqa: T201

    def at_base(image: Array, box: Any, size: float) -> tuple[Array, tuple[float, ...]]:
        return scaled(image, box, BASE / size)

    def gauss(image: Array, box: Any, size: float, share: float) -> Any:
        image, box = at_base(image, box, size)
        return cv2.GaussianBlur(image, (0, 0), share * BASE / 2.5), box

    def motion(image: Array, box: Any, size: float, share: float) -> Any:
        image, box = at_base(image, box, size)
        return cv2.blur(image, (max(1, round(share * BASE)), 1)), box

    def flat(image: Array, box: Any, size: float, share: float) -> Any:
        del size
        own = measure_plate(image, box).contrast or 1.0
        image = (image.astype(np.float32) - 128) * min(1.0, share / own) + 128
        grain = noise.normal(0, 3, image.shape[:2])[:, :, None]
        return np.clip(np.round(image + grain), 0, 255).astype(np.uint8), box

    def grain(image: Array, box: Any, size: float, share: float) -> Any:
        del size
        own = measure_plate(image, box).contrast or 1.0
        added = noise.normal(0, 255 * own * share, image.shape[:2])[:, :, None]
        return np.clip(np.round(image + added), 0, 255).astype(np.uint8), box

    def bright(image: Array, box: Any, size: float, share: float) -> Any:
        del size
        x0, y0, x1, y1 = (max(0, round(value)) for value in box)
        grey = cv2.cvtColor(image[y0:y1, x0:x1], cv2.COLOR_BGR2GRAY)
        # The gain at which that share of the plate is white.
        gain = 255 / max(1.0, float(np.quantile(grey, 1 - share)))
        return np.clip(image.astype(np.float32) * gain, 0, 255).astype(np.uint8), box

    row(
        "text height, px",
        [6, 8, 10, 12, 14, 16, 20],
        lambda i, b, s, v: scaled(i, b, min(1.0, v / s)),
    )
    row("focus: edge / text height", [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4], gauss)
    row("motion: edge / text height", [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4], motion)
    row("tilt, degrees", [5, 10, 15, 20, 25, 30], lambda i, b, _s, v: moved(i, b, turn(v)))
    row(
        "tilt, degrees, the other way",
        [5, 10, 15, 20, 25, 30],
        lambda i, b, _s, v: moved(i, b, turn(-v)),
    )
    row("skew, degrees", [5, 10, 15, 20, 25, 30], lambda i, b, _s, v: moved(i, b, lean(v)))
    row("contrast, noise 3 levels", [0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03], flat)
    row("noise / contrast", [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5], grain)
    row("share blown out", [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], bright)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
