# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decoding and suppression of the detector, with a scripted network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.detectors.yolo import YoloPlateDetector, suppress

Array = npt.NDArray[np.float32]


class ScriptedEngine:
    name = "scripted"

    def __init__(
        self, output: Array, input_shape: tuple[int | None, ...] = (1, 3, 384, 640)
    ) -> None:
        self.output = output
        self.input_shape = input_shape
        self.metadata: dict[str, str] = {}

    def run(self, tensor: Array) -> list[Array]:
        assert tensor.shape[1] == 3
        return [self.output]


def output(*boxes: tuple[float, float, float, float, float]) -> Array:
    table = np.zeros((1, 5, 20), dtype=np.float32)
    for index, box in enumerate(boxes):
        table[0, :, index] = box
    return table


def test_boxes_come_back_in_picture_pixels_best_first() -> None:
    # 1280 x 720 is halved and moved down by 12 px.
    engine = ScriptedEngine(
        output((100, 112, 40, 20, 0.5), (300, 212, 60, 20, 0.9), (301, 212, 60, 20, 0.8))
    )
    found = YoloPlateDetector(engine=engine).detect([np.zeros((720, 1280, 3), np.uint8)])[0]
    assert found.boxes.tolist() == [[540, 380, 660, 420], [160, 180, 240, 220]]
    assert found.scores.tolist() == pytest.approx([0.9, 0.5])


def test_scores_below_the_limit_are_nothing_and_boxes_are_clipped() -> None:
    engine = ScriptedEngine(output((0, 12, 40, 20, 0.7), (50, 50, 10, 10, 0.34)))
    found = YoloPlateDetector(engine=engine).detect([np.zeros((720, 1280, 3), np.uint8)])[0]
    assert found.boxes.tolist() == [[0, 0, 40, 20]]
    empty = YoloPlateDetector(engine=ScriptedEngine(output()))
    nothing = empty.detect([np.zeros((10, 10, 3), np.uint8)] * 2)
    assert [len(one) for one in nothing] == [0, 0]
    assert nothing[0].boxes.shape == (0, 4)


@pytest.mark.parametrize(
    "shape", [(1, 3, None, 640), (1, 1, 384, 640), (1, 3, 384), (8, 3, 64, 64)]
)
def test_networks_with_another_input_are_refused(shape: tuple[int | None, ...]) -> None:
    with pytest.raises(RecognitionError, match=r"model\.shape"):
        YoloPlateDetector(engine=ScriptedEngine(output(), shape))


@pytest.mark.parametrize("shape", [(1, 300, 6), (1, 84, 8400), (1, 5), (2, 5, 10)])
def test_networks_with_another_output_are_refused(shape: tuple[int, ...]) -> None:
    detector = YoloPlateDetector(engine=ScriptedEngine(np.zeros(shape, np.float32)))
    with pytest.raises(RecognitionError) as caught:
        detector.detect([np.zeros((32, 32, 3), np.uint8)])
    assert caught.value.code == "model.shape"
    assert caught.value.context["found"] == str(list(shape))


def test_a_picture_of_another_shape_is_refused() -> None:
    detector = YoloPlateDetector(engine=ScriptedEngine(output()))
    for bad in (np.zeros((5, 5), np.uint8), np.zeros((0, 5, 3), np.uint8)):
        with pytest.raises(RecognitionError, match=r"picture\.shape"):
            detector.detect([bad])


BOX = st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(1, 30), st.integers(1, 30)).map(
    lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])
)


def plain_suppress(boxes: list[tuple[int, int, int, int]], limit: float) -> list[int]:
    def iou(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> float:
        w = min(a[2], b[2]) - max(a[0], b[0])
        h = min(a[3], b[3]) - max(a[1], b[1])
        if w <= 0 or h <= 0:
            return 0.0
        area: Callable[[tuple[int, int, int, int]], int] = lambda r: (r[2] - r[0]) * (r[3] - r[1])  # noqa: E731
        return w * h / (area(a) + area(b) - w * h)

    kept: list[int] = []
    for index, box in enumerate(boxes):
        if all(iou(boxes[other], box) <= limit for other in kept):
            kept.append(index)
    return kept


@given(boxes=st.lists(BOX, max_size=20))
def test_suppression_equals_the_plain_one(boxes: list[tuple[int, int, int, int]]) -> None:
    array = np.array(boxes, dtype=np.float32).reshape(-1, 4)
    assert suppress(array, 0.47).tolist() == plain_suppress(boxes, 0.47)
