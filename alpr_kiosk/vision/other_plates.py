# SPDX-License-Identifier: AGPL-3.0-or-later
"""A lane picture that leaves the house shows one plate: the others are painted over."""

from __future__ import annotations

import cv2
import numpy as np

from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.preprocess import encode_jpeg
from alpr_kiosk.vision.protocols import Detector
from alpr_kiosk.vision.small_picture import paint_over

LEAST_SCORE = 0.1
"""A detector that looks for others takes everything that may be a plate: better a covered lamp than
a stranger's plate. Ours."""

SAME_SHARE = 0.3
"""Boxes whose common part is this share of both together are of one plate; ours."""

_QUALITY = 90


def without_others(jpeg: bytes, own: Box | None, detector: Detector) -> tuple[bytes, int]:
    """Return the picture with every plate but one painted over, and how many those were.

    Args:
        jpeg: The lane picture.
        own: The plate that stays, in fractions of the picture; None: none does.
        detector: Finds plates, with a score from `LEAST_SCORE` on.

    Raises:
        RecognitionError: ``picture.decode``: it is no picture.
    """
    data = np.frombuffer(jpeg, dtype=np.uint8)
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if decoded is None:
        raise RecognitionError("picture.decode", detail="not a picture")
    pixels = np.asarray(decoded, dtype=np.uint8)
    rows, columns = pixels.shape[:2]
    (found,) = detector.detect([pixels])
    boxes = [
        Box(
            x0=float(x0) / columns, y0=float(y0) / rows, x1=float(x1) / columns, y1=float(y1) / rows
        )
        for x0, y0, x1, y1 in found.boxes
    ]
    others = [box for box in boxes if own is None or _share(box, own) < SAME_SHARE]
    paint_over(pixels, others)
    return encode_jpeg(pixels, _QUALITY), len(others)


def _share(one: Box, two: Box) -> float:
    width = min(one.x1, two.x1) - max(one.x0, two.x0)
    height = min(one.y1, two.y1) - max(one.y0, two.y0)
    common = max(0.0, width) * max(0.0, height)
    return common / max(1e-12, one.area + two.area - common)
