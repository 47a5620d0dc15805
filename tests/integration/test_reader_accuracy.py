# SPDX-License-Identifier: AGPL-3.0-or-later
"""The readers are used the way they were trained: accuracy on hand-read validation plates."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.domain.plate import fold
from alpr_kiosk.vision.assemble import load_kit
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.types import Image
from tests.shared import shared_path

pytestmark = pytest.mark.shared


def one_line_crops() -> list[tuple[Image, str]]:
    root = shared_path("data", "plates")
    with (root / "texts.csv").open(encoding="utf-8", newline="") as stream:
        rows = [
            row for row in csv.DictReader(stream) if row["label"] == "hand" and row["lines"] == "1"
        ]
    return [(crop_of(root, row), row["text"]) for row in rows]


def crop_of(root: Path, row: dict[str, str]) -> Image:
    name, split = row["image"], row["split"]
    path = next((root / "images" / split).glob(f"{name}.*"))
    picture = np.asarray(cv2.imread(str(path)), dtype=np.uint8)
    height, width = picture.shape[:2]
    labels = (root / "labels" / split / f"{name}.txt").read_text().splitlines()
    x, y, w, h = (float(value) for value in labels[int(row["box"])].split()[1:5])
    box = ((x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height)
    return crop_plate(picture, box)


@pytest.mark.parametrize(
    ("reader", "engine", "exact", "folded"),
    [
        # Measured 83.6 / 89.8 twice and 73.4 / 78.9; the bounds leave room for arithmetic.
        ("plate_ppocrv6_ft", "openvino", 0.82, 0.88),
        ("plate_ppocrv6_ft", "onnxruntime", 0.82, 0.88),
        ("ppocrv6_rec_small", "openvino", 0.72, 0.77),
    ],
)
def test_hand_read_plates(reader: str, engine: str, exact: float, folded: float) -> None:
    config = VisionConfig.model_validate({"recognizer": reader, "engine": engine})
    recognizer = load_kit(config).recognizer
    crops = one_line_crops()
    got = [read.text for read in recognizer.read([crop for crop, _ in crops])]
    pairs = list(zip(got, (text for _, text in crops), strict=True))
    assert len(pairs) == 128
    assert sum(one == two for one, two in pairs) / len(pairs) >= exact
    assert sum(fold(one) == fold(two) for one, two in pairs) / len(pairs) >= folded
