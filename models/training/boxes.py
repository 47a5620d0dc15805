# SPDX-License-Identifier: AGPL-3.0-or-later
"""Boxes that the product's detectors find in the training photographs, and boxes without a plate.

    python -m models.training.boxes --out RUN/boxes.json

A reader trained on labelled boxes alone reads worse from found ones, which are looser (README.md).
The photographs from which the evaluation draws its non-plates give no negatives here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm  # type: ignore[import-untyped]

from alpr_kiosk.vision.detectors.yolo import YoloPlateDetector
from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.pipeline import MAX_ASPECT, MIN_ASPECT
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.protocols import Recognizer
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer
from alpr_kiosk.vision.sources.pictures import load_picture
from alpr_kiosk.vision.types import Image
from models.training.metrics import iou_matrix
from models.training.nonplates import collect, draw_box
from models.training.truth import load_truth, yolo_boxes

Box = tuple[float, float, float, float]

DETECTORS = ("plate_yolo11n_384x640", "plate_yolo11n_640x640")

MIN_SCORE = 0.05
"""Fainter detections are hardly ever looked at."""

PLATE_SCORE, PLATE_IOU = 0.15, 0.3
"""A detection at least as sure and as close is taken for a box of the labelled plate."""

FALSE_IOU, FALSE_SCORE = 0.05, 0.5
"""A false detection touches no label; a surer one is often a plate that nobody labelled."""

SEED = 7_041_976
"""Where the drawn negatives lie; the evaluation has its own seed (nonplates.SEED)."""

DRAWS = 3
"""Boxes without a plate drawn per photograph."""

HELD_OUT_TENTH = 3
"""Which tenth of the photographs (by hash of the name) no reader is trained on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBoxes:
    """What `main` wrote.

    Attributes:
        found: Boxes by (picture, index of the label), px of the picture.
        negatives: (picture, box) that hold no plate; held-out photographs are left out.
    """

    found: dict[tuple[str, int], tuple[Box, ...]]
    negatives: tuple[tuple[str, Box], ...]


def held_out(name: str) -> bool:
    """Return whether a training photograph is kept apart to stop by."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % 10 == HELD_OUT_TENTH


def load_boxes(path: Path) -> FoundBoxes:
    """Read the file that `main` wrote."""
    content = json.loads(path.read_text(encoding="utf-8"))
    found = {
        (name, int(index)): tuple(_box(box) for box in boxes)
        for name, labels in content["found"].items()
        for index, boxes in labels.items()
    }
    negatives = tuple((name, _box(box)) for name, box in content["negatives"] if not held_out(name))
    return FoundBoxes(found=found, negatives=negatives)


def match_labels(
    boxes: Sequence[Box], scores: Sequence[float], labels: Sequence[Box]
) -> tuple[dict[int, list[Box]], list[Box]]:
    """Sort detections of one picture.

    Returns:
        Boxes of each label by its index, and boxes that are no plate.
    """
    found: dict[int, list[Box]] = {}
    wrong: list[Box] = []
    overlaps = iou_matrix(list(boxes), list(labels))
    for row, (box, score) in enumerate(zip(boxes, scores, strict=True)):
        best = int(overlaps[row].argmax()) if labels else -1
        overlap = float(overlaps[row, best]) if labels else 0.0
        shape = (box[2] - box[0]) / max(box[3] - box[1], 1e-6)
        if overlap > PLATE_IOU and score >= PLATE_SCORE and MIN_ASPECT <= shape <= MAX_ASPECT:
            found.setdefault(best, []).append(box)
        elif overlap < FALSE_IOU and score < FALSE_SCORE and not _holds(box, labels):
            wrong.append(box)
    return found, wrong


def _holds(box: Box, labels: Sequence[Box]) -> bool:
    """Return whether any label reaches into the box (a small plate has a small IoU)."""
    return any(
        min(box[2], label[2]) > max(box[0], label[0])
        and min(box[3], label[3]) > max(box[1], label[1])
        for label in labels
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the detectors over the training photographs and write the boxes."""
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=root / "../shared/data/plates")
    parser.add_argument("--detector", action="append", help="name in the manifest or ONNX file")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path, required=True)
    o = parser.parse_args(arguments)
    store = ModelStore()
    detectors = []
    for name in o.detector or DETECTORS:
        path = Path(name) if name.endswith(".onnx") else store.resolve(name, kind="detector").path
        engine = load_engine(path, threads=o.threads)
        detectors.append(YoloPlateDetector(engine=engine, confidence=MIN_SCORE))
    spec = store.resolve("plate_ppocrv6_ft", kind="recognizer")
    reader = PpOcrRecognizer(engine=load_engine(spec.path, threads=o.threads), spec=spec)
    pictures = load_truth(o.data, layout="plates", split="train").pictures[: o.limit]
    evaluated = {crop.picture for crop in collect(pictures)}
    found: dict[str, dict[int, list[Box]]] = {}
    negatives: list[tuple[str, Box]] = []
    bar = tqdm(pictures, disable=not sys.stderr.isatty(), desc="pictures")
    for picture in bar:
        pixels = load_picture(picture.path)
        label_file = o.data / "labels" / "train" / f"{picture.name}.txt"
        labels = yolo_boxes(label_file, pixels.shape[1], pixels.shape[0])
        boxes: list[Box] = []
        scores: list[float] = []
        for detector in detectors:
            seen = detector.detect([pixels])[0]
            boxes.extend(_box(box) for box in seen.boxes.tolist())
            scores.extend(float(score) for score in seen.scores)
        matched, wrong = match_labels(boxes, scores, labels)
        if matched:
            found[picture.name] = matched
        if picture.name in evaluated:
            continue
        for turn in range(DRAWS):
            rng = random.Random(f"{SEED}/{turn}/{picture.name}")
            drawn = draw_box(rng, pixels.shape[1], pixels.shape[0], labels)
            if drawn is not None:
                wrong.append(drawn)
        negatives.extend(
            (picture.name, box) for box in wrong if not _looks_like_plate(reader, pixels, box)
        )
    content: dict[str, Any] = {"found": found, "negatives": negatives}
    o.out.parent.mkdir(parents=True, exist_ok=True)
    o.out.write_text(json.dumps(content), encoding="utf-8")
    plates = sum(len(labels) for labels in found.values())
    sys.stderr.write(
        f"{plates} labelled plates found in {len(pictures)} pictures, {len(negatives)} negatives "
        f"from {len(pictures) - len(evaluated)} pictures that the evaluation does not use\n"
    )
    return 0


def _looks_like_plate(reader: Recognizer, pixels: Image, box: Box) -> bool:
    """Return whether letters and digits are read surely: perhaps a plate that has no label."""
    read = reader.read([crop_plate(pixels, box)])[0]
    return (
        len(read.text) >= 4 and read.confidence >= 0.4 and any(char.isdigit() for char in read.text)
    )


def _box(values: Sequence[float]) -> Box:
    x0, y0, x1, y1 = (round(float(np.float32(v)), 1) for v in values)
    return x0, y0, x1, y1


if __name__ == "__main__":
    sys.exit(main())
