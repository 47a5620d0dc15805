# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads with networks of the fast-plate-ocr family: a fixed number of slots, a class for each.

Their input is the crop resized without regard to its aspect, 8-bit; the network scales the pixels
itself. A slot holds a character or a pad; two lines of a plate come as one text. The network is a
file of the installer's own (docs/extras.md): the package fast-plate-ocr is not needed.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.model_store import ModelSpec
from alpr_kiosk.vision.protocols import InferenceEngine
from alpr_kiosk.vision.recognizers.characters import char_read, recognition_of, softmax
from alpr_kiosk.vision.types import Image, Recognition

MIN_CROP_HEIGHT = 4
MIN_CROP_WIDTH = 8
"""Smaller crops, px, hold no characters (as in `PpOcrRecognizer`)."""

MAX_BATCH = 8
"""Crops in one run where the network takes several; a frame shows a handful of plates."""


class PlateCctRecognizer:
    """Reads plate crops with a slot network.

    Args:
        engine: The loaded network, input uint8 ``[1 or N, height, width, 1 or 3]`` (grey or RGB).
        spec: Its manifest entry: geometry; `alphabet` in the order of the classes; `pad`, one of
            the alphabet or else the class after it; `slots`; kind of output.

    Raises:
        RecognitionError: ``model.shape`` when network and entry do not fit together.
    """

    def __init__(self, *, engine: InferenceEngine, spec: ModelSpec) -> None:
        height, width = spec.input_height, spec.input_width
        shape = engine.input_shape
        if len(shape) != 4 or shape[1:3] != (height, width) or shape[3] not in (1, 3):
            raise RecognitionError(
                "model.shape", expected=f"[N, {height}, {width}, 1 or 3]", found=str(list(shape))
            )
        if len(spec.pad) != 1 or spec.slots < 1 or len(set(spec.alphabet)) != len(spec.alphabet):
            raise RecognitionError(
                "model.shape",
                name=spec.name,
                expected="an alphabet without repetition, pad of one character, slots",
                found=f"alphabet {spec.alphabet!r}, pad {spec.pad!r}, slots {spec.slots}",
            )
        self._engine = engine
        self._spec = spec
        self._grey = shape[3] == 1
        self._batch = MAX_BATCH if shape[0] is None else 1
        self._classes = spec.alphabet if spec.pad in spec.alphabet else spec.alphabet + spec.pad
        self._pad = self._classes.index(spec.pad)
        self._plate_class = np.arange(len(self._classes)) != self._pad

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        """Return the text of each BGR crop; a crop too small to hold text gives an empty one.

        Raises:
            RecognitionError: ``engine.run``, or ``model.shape`` when no output has the slots and
                classes of the manifest entry.
        """
        results = [Recognition() for _ in crops]
        legible = [
            index
            for index, crop in enumerate(crops)
            if crop.ndim == 3
            and crop.shape[0] >= MIN_CROP_HEIGHT
            and crop.shape[1] >= MIN_CROP_WIDTH
        ]
        for start in range(0, len(legible), self._batch):
            chosen = legible[start : start + self._batch]
            steps = self._run(np.stack([self._input(crops[index]) for index in chosen]))
            for index, slots in zip(chosen, steps, strict=True):
                results[index] = self._decode(slots)
        return results

    def _input(self, crop: Image) -> npt.NDArray[np.uint8]:
        size = (self._spec.input_width, self._spec.input_height)
        resized = cv2.resize(crop, size, interpolation=cv2.INTER_LINEAR)
        if self._grey:
            grey = cv2.cvtColor(resized, cv2.COLOR_BGR2GRAY)
            return np.asarray(grey, dtype=np.uint8)[:, :, np.newaxis]
        return np.asarray(cv2.cvtColor(resized, cv2.COLOR_BGR2RGB), dtype=np.uint8)

    def _run(self, tensor: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Return the probabilities, ``(N, slots, classes)``."""
        wanted = (len(tensor), self._spec.slots, len(self._classes))
        outputs = self._engine.run(tensor)
        # Older networks give the slots in one row; newer ones have the region as a second output.
        steps = next((o.reshape(wanted) for o in outputs if o.size == np.prod(wanted)), None)
        if steps is None:
            found = ", ".join(str(list(output.shape)) for output in outputs)
            raise RecognitionError("model.shape", expected=str(list(wanted)), found=found)
        if self._spec.output == "logits":
            steps = softmax(steps)
        return steps

    def _decode(self, slots: npt.NDArray[np.float32]) -> Recognition:
        chars = tuple(
            char_read(int(winner), probabilities, classes=self._classes, allowed=self._plate_class)
            for winner, probabilities in zip(slots.argmax(axis=1), slots, strict=True)
            if winner != self._pad
        )
        return recognition_of(chars)
