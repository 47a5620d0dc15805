# SPDX-License-Identifier: AGPL-3.0-or-later
"""In a picture that leaves the house one plate can be read, at most."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.other_plates import without_others
from alpr_kiosk.vision.preprocess import encode_jpeg
from alpr_kiosk.vision.types import Detections, Image

OWN = Box(x0=0.1, y0=0.1, x1=0.3, y1=0.2)
OTHER = Box(x0=0.6, y0=0.6, x1=0.8, y1=0.7)


class Finds:
    """A detector that finds both plates, the own one a little off."""

    def detect(self, images: Sequence[Image]) -> list[Detections]:
        boxes = np.array([[42, 20, 122, 42], [240, 120, 320, 140]], dtype=np.float32)
        return [Detections(boxes=boxes, scores=np.array([0.9, 0.2], dtype=np.float32))] * len(
            images
        )


def noise() -> Image:
    return np.random.default_rng(1).integers(0, 256, (200, 400, 3), dtype=np.uint8)


def contrast(jpeg: bytes, box: Box) -> float:
    pixels = cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    part = pixels[int(box.y0 * 200) : int(box.y1 * 200), int(box.x0 * 400) : int(box.x1 * 400)]
    return float(np.std(part))


def test_others_are_covered_and_the_own_plate_stays() -> None:
    jpeg, covered = without_others(encode_jpeg(noise(), 95), OWN, Finds())
    assert covered == 1
    assert contrast(jpeg, OWN) > 30
    assert contrast(jpeg, OTHER) < 2


def test_without_an_own_plate_all_are_covered() -> None:
    jpeg, covered = without_others(encode_jpeg(noise(), 95), None, Finds())
    assert covered == 2
    assert contrast(jpeg, OWN) < 2


@pytest.mark.parametrize("data", [b"", b"not a picture"])
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(RecognitionError) as caught:
        without_others(data, None, Finds())
    assert caught.value.code == "picture.decode"
