# SPDX-License-Identifier: AGPL-3.0-or-later
"""PP-OCR recognition networks run directly, with CTC decoding and probabilities per character.

At each time step the winner over *all* classes decides. A winner outside the plate alphabet counts
as blank: choosing the best plate character instead would turn a dash or a bolt into a character.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.model_store import ModelSpec
from alpr_kiosk.vision.protocols import InferenceEngine
from alpr_kiosk.vision.recognizers.characters import char_read, recognition_of, softmax
from alpr_kiosk.vision.recognizers.two_line import split_lines
from alpr_kiosk.vision.types import Image, Recognition

BLANK = 0
"""Class 0 of PP-OCR networks is the CTC blank."""

MIN_CROP_HEIGHT = 4
MIN_CROP_WIDTH = 8
"""Smaller crops, px, hold no characters."""

TRY_LINES_BELOW = 0.95
"""A read surer than this is of one line: whole two-line training plates read below 0.95."""

MIN_LINES_CONFIDENCE = 0.4
MIN_LINES_CHARS = 5
"""Halves of a one-line plate read less surely (95 % below 0.55, its whole reads surer still)."""

_WIDTH_STEP = 40
"""Inputs of a network with a free width are padded to multiples of this, px, so that the engine
prepares few shapes."""


class PpOcrRecognizer:
    """Reads plate crops with a PP-OCR recognition network.

    Args:
        engine: The loaded network, input ``[1 or N, 3, height, W or free]``.
        spec: Its manifest entry: geometry, alphabet, kind of output.

    Raises:
        RecognitionError: ``model.shape`` when network and entry do not fit together.
    """

    def __init__(self, *, engine: InferenceEngine, spec: ModelSpec) -> None:
        shape = engine.input_shape
        if len(shape) != 4 or shape[1] != 3 or shape[2] != spec.input_height:
            raise RecognitionError(
                "model.shape", expected=f"[N, 3, {spec.input_height}, W]", found=str(list(shape))
            )
        if shape[3] not in (None, spec.input_width):
            raise RecognitionError(
                "model.shape", expected=f"width {spec.input_width}", found=str(list(shape))
            )
        self._engine = engine
        self._spec = spec
        self._free_width = shape[3] is None
        self._classes = _class_list(engine.metadata.get("character", ""))
        self._plate_class = np.array([char in spec.alphabet for char in self._classes], dtype=bool)
        self._plate_class[BLANK] = False

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        """Return the text of each BGR crop; a crop too small to hold text gives an empty one.

        Raises:
            RecognitionError: ``engine.run``, or ``model.shape`` when the number of classes is not
                that of the dictionary in the file.
        """
        return [self._read_one(crop) for crop in crops]

    def _read_one(self, crop: Image) -> Recognition:
        if crop.ndim != 3 or crop.shape[0] < MIN_CROP_HEIGHT or crop.shape[1] < MIN_CROP_WIDTH:
            return Recognition()
        whole = self._read_line(crop)
        if whole.confidence >= TRY_LINES_BELOW:
            return whole
        halves = split_lines(crop)
        if halves is None:
            return whole
        upper, lower = (self._read_line(half) for half in halves)
        confidence = min(upper.confidence, lower.confidence)
        if (
            confidence <= max(whole.confidence, MIN_LINES_CONFIDENCE)
            or len(upper.chars) + len(lower.chars) < MIN_LINES_CHARS
        ):
            return whole
        return Recognition(
            text=upper.text + lower.text,
            chars=upper.chars + lower.chars,
            confidence=confidence,
        )

    def _read_line(self, crop: Image) -> Recognition:
        output = self._engine.run(self._tensor(crop))[0]
        if output.ndim != 3 or output.shape[2] != len(self._classes):
            raise RecognitionError(
                "model.shape",
                expected=f"[1, T, {len(self._classes)}]",
                found=str(list(output.shape)),
            )
        steps = output[0]
        if self._spec.output == "logits":
            steps = softmax(steps)
        return self._decode(steps)

    def _tensor(self, crop: Image) -> npt.NDArray[np.float32]:
        spec = self._spec
        height, width = crop.shape[:2]
        wanted = math.ceil(spec.input_height * width / height)
        wanted = min(max(wanted, spec.input_min_width), spec.input_width)
        resized = cv2.resize(crop, (wanted, spec.input_height), interpolation=cv2.INTER_LINEAR)
        padded = spec.input_width
        if self._free_width:
            padded = min(padded, math.ceil(wanted / _WIDTH_STEP) * _WIDTH_STEP)
        tensor = np.zeros((1, 3, spec.input_height, padded), dtype=np.float32)
        tensor[0, :, :, :wanted] = resized.transpose(2, 0, 1)
        tensor[0, :, :, :wanted] *= np.float32(1 / 127.5)
        tensor[0, :, :, :wanted] -= 1.0
        return tensor

    def _decode(self, steps: npt.NDArray[np.float32]) -> Recognition:
        """Greedy CTC over ``(T, classes)`` probabilities."""
        winners = steps.argmax(axis=1)
        best: list[tuple[int, int]] = []  # (class, time step at which it is surest)
        previous = BLANK
        for step, winner in enumerate(winners.tolist()):
            if not self._plate_class[winner]:
                previous = BLANK
                continue
            if winner != previous:
                best.append((winner, step))
            elif steps[step, winner] > steps[best[-1][1], winner]:
                best[-1] = (winner, step)
            previous = winner
        return recognition_of(
            tuple(
                char_read(winner, steps[step], classes=self._classes, allowed=self._plate_class)
                for winner, step in best
            )
        )


def _class_list(characters: str) -> list[str]:
    """Return the classes of a network from the dictionary in its file.

    The cut network names its characters in one line; the networks of PaddleOCR have one a line
    and a space as their last class.

    Raises:
        RecognitionError: ``model.shape`` when the file has no dictionary.
    """
    if not characters:
        raise RecognitionError("model.shape", expected="a dictionary `character`", found="none")
    if "\n" not in characters:
        return ["", *characters]
    lines = characters.split("\n")
    if lines[-1] == "":
        lines.pop()
    return ["", *lines, " "]
