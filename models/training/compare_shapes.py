# SPDX-License-Identifier: AGPL-3.0-or-later
"""Detection quality over input shapes, one network whose height and width are free.

``python -m models.training.compare_shapes --model DYNAMIC.onnx --data ../shared/data/plates`` takes
shapes as ``384x640`` (every picture is fitted into it and padded), ``384x640/aspect`` (as many pixels
in the aspect of the picture, multiples of 32, so that hardly anything is padding) and
``640/side`` (the longer side is 640, the other as long as the picture needs).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from alpr_kiosk.errors import AlprError
from alpr_kiosk.vision.detectors.yolo import STRIDE, YoloPlateDetector, shape_for
from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.protocols import InferenceEngine
from alpr_kiosk.vision.sources.pictures import load_picture
from alpr_kiosk.vision.types import Detections, Image
from models.training.data_detector import held_out
from models.training.measure import CURVE_CONFIDENCE, LowDetections
from models.training.metrics import iou_matrix, match_best_first
from models.training.tables import AIM_HEIGHT, AP_IOUS, average_precision
from models.training.truth import PictureTruth, TruthError, load_truth

WORKING = 0.35
"""The product's smallest score, for precision and recall."""


class Shaped:
    """A detector that is given its input shape for each picture."""

    def __init__(self, engine: InferenceEngine, rule: str) -> None:
        size, _, self._how = rule.partition("/")
        numbers = [int(number) for number in size.split("x")]
        self._size = (numbers[0], numbers[-1])
        rows, columns = engine.input_shape[2:]
        # A file with a fixed input never asks for a shape.
        self.pixels: list[int] = [rows * columns] if rows and columns else []
        self._detector = YoloPlateDetector(
            engine=engine, confidence=CURVE_CONFIDENCE, fit=self._fit
        )

    def detect(self, image: Image) -> Detections:
        """Return the plates of a picture down to the score of the precision curve."""
        return self._detector.detect([image])[0]

    def _fit(self, rows: int, columns: int) -> tuple[int, int]:
        shape = self._size
        if self._how == "aspect":
            shape = shape_for(rows, columns, self._size[0] * self._size[1])
        elif self._how == "side":
            scale = self._size[0] / max(rows, columns)
            shape = (up(rows * scale), up(columns * scale))
        self.pixels.append(shape[0] * shape[1])
        return shape


def up(length: float) -> int:
    """Return the next multiple of the network's largest stride, px."""
    return max(STRIDE, -(-round(length) // STRIDE) * STRIDE)


def row(rule: str, engine: InferenceEngine, pictures: Sequence[PictureTruth], shape: str) -> str:
    """Return the table row of a rule."""
    detector = Shaped(engine, rule)
    low, hits, found, plates = [], 0, 0, 0
    for picture in pictures:
        pixels = load_picture(picture.path)
        rows, columns = pixels.shape[:2]
        if shape and abs(columns / rows - float(shape)) > 0.08:
            continue
        truth = tuple(plate.pixels(columns, rows) for plate in picture.plates)
        seen = detector.detect(pixels)
        low.append(LowDetections(found=seen, truth=truth))
        sure = seen.boxes[seen.scores >= WORKING]
        hits += int((match_best_first(iou_matrix(sure, truth), 0.5) >= 0).sum()) if truth else 0
        found, plates = found + len(sure), plates + len(truth)
    curves = {iou: average_precision(low, iou, 0.0) for iou in AP_IOUS}
    large = {iou: average_precision(low, iou, AIM_HEIGHT) for iou in AP_IOUS}
    mean, mean_large = (
        float(np.mean([curve.average_precision for curve in some.values()]))
        for some in (curves, large)
    )
    return (
        f"| {rule} | {len(low)} | {np.mean(detector.pixels) / 1000:.0f} | "
        f"{100 * curves[0.5].average_precision:.1f} | {100 * mean:.1f} | "
        f"{100 * large[0.5].average_precision:.1f} | {100 * mean_large:.1f} | "
        f"{100 * hits / max(1, plates):.1f} | {100 * hits / max(1, found):.1f} |"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 2 for what cannot be measured."""
    made = argparse.ArgumentParser(prog="python -m models.training.compare_shapes")
    made.add_argument("--model", type=Path, required=True)
    made.add_argument("--data", type=Path, required=True)
    made.add_argument("--split", default="val")
    made.add_argument(
        "--held-out",
        action="store_true",
        help="the training photographs that train_detector leaves out: to choose by",
    )
    made.add_argument("--engine", default="openvino")
    made.add_argument("--precision", default="auto")
    made.add_argument("--only-aspect", default="", metavar="W/H", help="e.g. 1.333")
    made.add_argument("rules", nargs="+", metavar="SHAPE")
    options = made.parse_args(argv)
    try:
        engine = load_engine(
            options.model, engine=options.engine, precision=options.precision, threads=1
        )
        split = "train" if options.held_out else options.split
        pictures = load_truth(options.data, layout="plates", split=split).pictures
        if options.held_out:
            pictures = tuple(picture for picture in pictures if held_out(picture.path.stem))
        print(
            "| input | pictures | 1000 px | AP50 | AP50-95 | AP50 12 px | AP50-95 12 px | recall | precision |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        for rule in options.rules:
            print(row(rule, engine, pictures, options.only_aspect), flush=True)
    except (AlprError, TruthError, ValueError) as exc:
        print(f"error: {exc}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
