# SPDX-License-Identifier: AGPL-3.0-or-later
"""One-class YOLO11 without built-in suppression: output ``[1, 5, N]`` of cx, cy, w, h, score."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.preprocess import Letterbox, letterbox
from alpr_kiosk.vision.protocols import InferenceEngine
from alpr_kiosk.vision.types import Detections, Image

MAX_CANDIDATES = 300
"""Boxes that go into the suppression; a lane shows a handful of plates."""


STRIDE = 32
"""Height and width of the input are multiples of the largest stride of YOLO11, px."""

Fit = Callable[[int, int], tuple[int, int]]
"""From rows and columns of a picture to height and width of the network's input."""


class YoloPlateDetector:
    """Finds plates with a one-class YOLO11 network.

    Args:
        engine: The loaded network, input ``[1, 3, H, W]``; H and W may be free.
        confidence: Smallest score that is reported, 0..1.
        iou: Boxes that overlap a better one by more than this are dropped, 0..1.
        fit: Chooses the input for a picture; needed when H and W are free, else not used.

    Raises:
        RecognitionError: ``model.shape`` when the network is of another kind.
    """

    def __init__(
        self,
        *,
        engine: InferenceEngine,
        confidence: float = 0.35,
        iou: float = 0.5,
        fit: Fit | None = None,
    ) -> None:
        shape = engine.input_shape
        if len(shape) != 4 or shape[0] not in (None, 1) or shape[1] != 3:
            raise RecognitionError("model.shape", expected="[1, 3, H, W]", found=str(list(shape)))
        height, width = shape[2], shape[3]
        if height is not None and width is not None:
            fixed = (height, width)
            fit = lambda _rows, _columns: fixed  # noqa: E731
        elif fit is None:
            raise RecognitionError(
                "model.shape", expected="a fixed height and width", found=str(list(shape))
            )
        self._engine = engine
        self._fit = fit
        self._confidence = confidence
        self._iou = iou

    def detect(self, images: Sequence[Image]) -> list[Detections]:
        """Return the plates of each BGR picture, best first, in pixels of the picture.

        Raises:
            RecognitionError: ``engine.run``, or ``model.shape`` for an output that is not
                ``[1, 5, N]``.
        """
        # The exported networks have a batch of one; two pictures cost twice either way on a CPU.
        return [self._detect_one(image) for image in images]

    def _detect_one(self, image: Image) -> Detections:
        if image.ndim != 3 or image.shape[2] != 3 or 0 in image.shape:
            raise RecognitionError(
                "picture.shape", expected="(H, W, 3)", found=str(tuple(image.shape))
            )
        tensor, fitted = letterbox(image, *self._fit(image.shape[0], image.shape[1]))
        outputs = self._engine.run(tensor)
        if len(outputs) != 1 or outputs[0].ndim != 3 or outputs[0].shape[:2] != (1, 5):
            found = ", ".join(str(list(output.shape)) for output in outputs)
            raise RecognitionError("model.shape", expected="[1, 5, N]", found=found)
        return self._decode(outputs[0][0], fitted, image.shape[1], image.shape[0])

    def _decode(
        self, output: npt.NDArray[np.float32], fitted: Letterbox, width: int, height: int
    ) -> Detections:
        scores = output[4]
        chosen = np.flatnonzero(scores >= self._confidence)
        chosen = chosen[np.argsort(-scores[chosen], kind="stable")][:MAX_CANDIDATES]
        scores = scores[chosen]
        cx, cy, w, h = output[:4, chosen]
        boxes = np.stack((cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2), axis=1)
        kept = suppress(boxes, self._iou)
        boxes = boxes[kept]
        boxes[:, 0::2] = ((boxes[:, 0::2] - fitted.left) / fitted.scale).clip(0, width)
        boxes[:, 1::2] = ((boxes[:, 1::2] - fitted.top) / fitted.scale).clip(0, height)
        return Detections(
            boxes=np.ascontiguousarray(boxes, dtype=np.float32),
            scores=np.ascontiguousarray(scores[kept], dtype=np.float32),
        )


def shape_for(rows: int, columns: int, pixels: int) -> tuple[int, int]:
    """Return the input of at most `pixels` in which a picture comes out largest.

    A square picture in an input of 384x640 is 384 px high and two fifths are padding; in 480x512,
    which costs the same, it is 480 px high.

    Args:
        rows: Height of the picture, >= 1.
        columns: Width of the picture, >= 1.
        pixels: Height times width of the input that may be spent, >= 1024.

    Returns:
        Height and width, multiples of `STRIDE`; of two that serve alike the smaller.
    """
    best = (STRIDE, STRIDE)
    best_scale = 0.0
    for height in range(STRIDE, pixels // STRIDE + 1, STRIDE):
        width = pixels // height // STRIDE * STRIDE
        # No wider than the picture needs at this height.
        width = min(width, -(-columns * height // (rows * STRIDE)) * STRIDE)
        scale = min(height / rows, width / columns)
        if width and scale > best_scale:
            best, best_scale = (height, width), scale
    return best


def suppress(boxes: npt.NDArray[np.float32], iou: float) -> npt.NDArray[np.intp]:
    """Return the indices of the boxes that no better kept box overlaps by more than `iou`.

    Args:
        boxes: (N, 4) x0, y0, x1, y1, best first.
        iou: Threshold, 0..1.
    """
    area = (boxes[:, 2] - boxes[:, 0]).clip(0) * (boxes[:, 3] - boxes[:, 1]).clip(0)
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    inter = (high - low).clip(0).prod(axis=2)
    union = area[:, None] + area[None, :] - inter
    overlaps = inter > iou * np.maximum(union, 1e-9)
    alive = np.ones(len(boxes), dtype=bool)
    for index in range(len(boxes)):
        if alive[index]:
            alive[index + 1 :] &= ~overlaps[index, index + 1 :]
    return np.flatnonzero(alive)
