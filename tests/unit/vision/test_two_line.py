# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two-line plates are cut between their lines; one-line plates are left whole and cost nothing."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from alpr_kiosk.vision.model_store import ModelSpec
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer
from alpr_kiosk.vision.recognizers.two_line import split_lines
from alpr_kiosk.vision.types import Image

Array = npt.NDArray[np.float32]
PLATE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def plate(*lines: str, width: int = 160, height: int = 90) -> Image:
    """A white plate with black text, one or two lines."""
    picture = np.full((height, width, 3), 235, dtype=np.uint8)
    step = height // len(lines)
    for index, line in enumerate(lines):
        scale = 0.026 * step * 0.6
        baseline = index * step + round(step * 0.78)
        cv2.putText(
            picture, line, (width // 8, baseline), cv2.FONT_HERSHEY_SIMPLEX, scale, (20, 20, 20), 2
        )
    return picture


class LineEngine:
    """Reads by order of calls: whole, upper line, lower line."""

    name = "lines"
    input_shape: tuple[int | None, ...] = (1, 3, 48, 200)

    def __init__(self, *reads: tuple[str, float]) -> None:
        self.metadata = {"character": PLATE}
        self.reads = list(reads)
        self.calls = 0

    def run(self, tensor: Array) -> list[Array]:
        text, sure = self.reads[self.calls]
        self.calls += 1
        table = np.full((1, 25, 37), 0.0, dtype=np.float32)
        table[0, :, 0] = 1.0
        for index, char in enumerate(text):
            table[0, 2 * index, :] = (1 - sure) / 36
            table[0, 2 * index, 1 + PLATE.index(char)] = sure
        return [table]


def reader(engine: LineEngine) -> PpOcrRecognizer:
    spec = ModelSpec(
        name="r",
        kind="recognizer",
        family="ppocr",
        path=Path("r.onnx"),
        sha256="",
        licence="",
        source="",
        input_height=48,
        input_width=200,
        input_min_width=144,
        output="probabilities",
        alphabet=PLATE,
    )
    return PpOcrRecognizer(engine=engine, spec=spec)


def test_a_two_line_plate_is_cut_between_its_lines() -> None:
    halves = split_lines(plate("MH12", "DE1433"))
    assert halves is not None
    upper, lower = halves
    assert 40 <= upper.shape[0] <= 55
    assert 40 <= lower.shape[0] <= 55
    assert upper.shape[1] == lower.shape[1] == 160


@pytest.mark.parametrize(
    "crop",
    [
        plate("AB123", height=60),
        plate("MH12", "DE14", width=500),
        plate("M1", "D2", width=30, height=18),
        np.full((60, 100, 3), 128, dtype=np.uint8),
    ],
    ids=["one line", "too wide", "too low", "plain"],
)
def test_what_cannot_be_two_lines_stays_whole(crop: Image) -> None:
    assert split_lines(crop) is None


def test_lines_surer_than_the_whole_are_read_from_top_to_bottom() -> None:
    engine = LineEngine(("H143", 0.5), ("MH12", 0.97), ("DE1433", 0.9))
    got = reader(engine).read([plate("MH12", "DE1433")])[0]
    assert got.text == "MH12DE1433"
    assert len(got.chars) == 10
    assert got.confidence == pytest.approx(0.9, abs=1e-3)


@pytest.mark.parametrize(
    "halves",
    [
        (("MH12", 0.97), ("DE1433", 0.45)),
        (("", 0.9), ("DE1433", 0.9)),
        (("M", 0.9), ("D1", 0.9)),
    ],
    ids=["less sure", "an empty line", "too few characters"],
)
def test_the_whole_read_stands_when_its_halves_say_less(
    halves: tuple[tuple[str, float], tuple[str, float]],
) -> None:
    engine = LineEngine(("MH143", 0.5), *halves)
    assert reader(engine).read([plate("MH12", "DE1433")])[0].text == "MH143"


def test_halves_of_an_unreadable_plate_are_not_trusted() -> None:
    engine = LineEngine(("", 0.0), ("MH12", 0.3), ("DE1433", 0.3))
    assert reader(engine).read([plate("MH12", "DE1433")])[0].text == ""


def test_a_sure_read_costs_one_run() -> None:
    engine = LineEngine(("MH12DE1433", 0.99))
    assert reader(engine).read([plate("MH12", "DE1433")])[0].text == "MH12DE1433"
    assert engine.calls == 1
