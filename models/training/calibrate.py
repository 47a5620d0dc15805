# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fits the temperature of a reader on held-out training crops.

    python -m models.training.calibrate --model models/NAME.onnx --boxes RUN/boxes.json

One number divides all logits (Guo et al. 2017, arXiv 1706.04599): the characters stay as they are,
how sure they are becomes what it says. `export_reader --temperature` writes it into the file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.protocols import InferenceEngine
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer
from models.training.boxes import load_boxes
from models.training.data_reader import MIN_WIDTH, RealCrop, load_real, split_held_out
from models.training.metrics import align, calibration

ROOT = Path(__file__).resolve().parents[2]
SPEC = "plate_ppocrv6_ft"
"""Entry of the manifest with the geometry of the readers trained here."""

TRIED = tuple(float(v) for v in np.round(np.geomspace(0.6, 4.0, 39), 3))


class CooledEngine:
    """An engine whose first output is divided by a temperature; each input is computed once.

    Args:
        engine: The network; its output are logits.
    """

    def __init__(self, engine: InferenceEngine) -> None:
        self._engine = engine
        self._known: dict[bytes, npt.NDArray[np.float32]] = {}
        self.temperature = 1.0
        self.name = engine.name
        self.input_shape = engine.input_shape
        self.metadata = engine.metadata

    def run(
        self, tensor: npt.NDArray[np.float32] | npt.NDArray[np.uint8]
    ) -> list[npt.NDArray[np.float32]]:
        """Run the network, or remember what it said."""
        key = tensor.tobytes()
        if key not in self._known:
            self._known[key] = self._engine.run(tensor)[0]
        return [self._known[key] / np.float32(self.temperature)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Calibration of the characters at a temperature.

    Attributes:
        temperature: Divides the logits.
        error: Expected calibration error of the characters, 0..1.
        loss: Mean negative logarithm of the probability that the character is right or wrong.
        count: Characters read.
    """

    temperature: float
    error: float
    loss: float
    count: int


def characters(
    reader: PpOcrRecognizer, crops: Sequence[RealCrop]
) -> tuple[list[float], list[bool]]:
    """Return how sure each character was that was read, and whether it was right."""
    sure: list[float] = []
    right: list[bool] = []
    for crop in crops:
        truth = "".join(crop.rows)
        for box in (crop.box, *crop.seen):
            read = reader.read([crop_plate(crop.image, box)])[0]
            for here, there in align(read.text, truth):
                if here is not None:
                    sure.append(read.chars[here].confidence)
                    right.append(there is not None and read.text[here] == truth[there])
    return sure, right


def fit(engine: InferenceEngine, crops: Sequence[RealCrop], min_width: int) -> list[Fit]:
    """Return the calibration at each temperature tried.

    Args:
        engine: The network, whose output are logits.
        crops: Labelled crops that it was not trained on.
        min_width: Narrowest picture before padding, px.
    """
    cooled = CooledEngine(engine)
    spec = replace(ModelStore().describe(SPEC), output="logits", input_min_width=min_width)
    reader = PpOcrRecognizer(engine=cooled, spec=spec)
    fits = []
    for temperature in TRIED:
        cooled.temperature = temperature
        sure, right = characters(reader, crops)
        p = np.clip(np.array(sure), 1e-4, 1 - 1e-4)
        loss = -np.where(right, np.log(p), np.log(1 - p)).mean() if sure else float("nan")
        error = calibration(sure, right).error
        fits.append(Fit(temperature=temperature, error=error, loss=float(loss), count=len(sure)))
    return fits


def main(arguments: list[str] | None = None) -> int:
    """Print the calibration at each temperature, the best one last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--boxes", type=Path, required=True, help="written by boxes.py")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/plates")
    parser.add_argument(
        "--extra", type=Path, default=ROOT / "models/training/labels/reader_extra_train.csv"
    )
    parser.add_argument("--min-width", type=int, default=MIN_WIDTH)
    parser.add_argument("--precision", choices=("f32", "bf16"), default="f32")
    o = parser.parse_args(arguments)
    engine = load_engine(o.model, engine="openvino", precision=o.precision)
    _, held = split_held_out(load_real(o.data, o.extra, load_boxes(o.boxes)))
    fits = fit(engine, held, o.min_width)
    best = min(fits, key=lambda one: one.loss)
    for one in [*fits, best]:
        sys.stdout.write(
            f"temperature {one.temperature:.3f}: calibration error {100 * one.error:.2f} %, "
            f"loss {one.loss:.4f}, {one.count} characters\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
