# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the plates of a single picture; a doubtful one is looked at again in other crops.

A box is seldom exact. Where the first read is doubtful, a looser and a tighter crop are read too,
and the texts vote with how sure each is of its weakest character. A lane has more frames for that
(domain.consensus); a single picture has not.
"""

from __future__ import annotations

from collections.abc import Sequence

from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.protocols import Recognizer
from alpr_kiosk.vision.types import Image, Recognition

LOOK_AGAIN_BELOW = 0.9
"""Surer reads are not looked at again. A sixth of the held-out training plates is below; at 0.7 a
tenth, with the same gain but one plate (docs/accuracy.md)."""

LOOKS = ((0.2, 0.1), (0.0, 0.0))
"""Further crops: added on the left and right, and above and below, as shares of the box height.
Of six sets tried on held-out training plates in found boxes this one gained most."""


def read_plates(
    recognizer: Recognizer, pixels: Image, boxes: Sequence[Sequence[float]]
) -> list[Recognition]:
    """Return what is read in each box.

    Args:
        recognizer: Reads crops.
        pixels: BGR uint8 (H, W, 3).
        boxes: x0, y0, x1, y1 of each plate, px.

    Raises:
        RecognitionError: As the recognizer.
    """
    first = recognizer.read([crop_plate(pixels, box) for box in boxes])
    doubtful = [index for index, read in enumerate(first) if 0 < read.confidence < LOOK_AGAIN_BELOW]
    again = recognizer.read(
        [crop_plate(pixels, _grown(boxes[index], *look), 0) for index in doubtful for look in LOOKS]
    )
    reads = list(first)
    for number, index in enumerate(doubtful):
        looks = again[number * len(LOOKS) : (number + 1) * len(LOOKS)]
        reads[index] = vote([first[index], *looks])
    return reads


def vote(reads: Sequence[Recognition]) -> Recognition:
    """Return the surest read of the text that is surest in all; the first of equals.

    Args:
        reads: Reads of one plate in one picture, at least one.
    """
    weights: dict[str, float] = {}
    for read in reads:
        weights[read.text] = weights.get(read.text, 0.0) + read.confidence
    chosen = max(weights, key=lambda text: weights[text])
    return max((read for read in reads if read.text == chosen), key=lambda read: read.confidence)


def _grown(box: Sequence[float], across: float, down: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in box)
    height = max(0.0, y1 - y0)
    return x0 - across * height, y0 - down * height, x1 + across * height, y1 + down * height
