# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small pictures: small, and no plate in them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.preprocess import encode_jpeg
from alpr_kiosk.vision.small_picture import small_jpeg, smaller_jpeg


def decoded(jpeg: bytes) -> np.ndarray:
    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return image


def test_the_plate_is_painted_over() -> None:
    pixels = np.full((720, 1280, 3), (200, 40, 40), dtype=np.uint8)
    noise = np.random.default_rng(1).integers(0, 255, (72, 256, 3), dtype=np.uint8)
    pixels[360:432, 512:768] = noise
    box = Box(0.4, 0.5, 0.6, 0.6)
    small = decoded(smaller_jpeg(encode_jpeg(pixels), [box]))
    assert small.shape == (270, 480, 3)
    plate = small[135:162, 192:288].astype(int)
    assert np.abs(plate - 128).max() < 12
    assert small[20, 20, 0] > 180  # the rest is as it was


def test_a_tile_of_four_channels_and_an_odd_shape() -> None:
    pixels = np.zeros((100, 300, 4), dtype=np.uint8)
    pixels[:, :, 2] = 250
    small = decoded(small_jpeg(pixels))
    assert small.shape == (100, 300, 3)  # never larger than it was
    assert small[50, 150, 2] > 200
    assert decoded(small_jpeg(np.zeros((2000, 100, 3), dtype=np.uint8))).shape[0] == 270


@pytest.mark.parametrize("jpeg", [b"", b"not a picture", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_named(jpeg: bytes) -> None:
    with pytest.raises(RecognitionError) as caught:
        smaller_jpeg(jpeg)
    assert caught.value.code == "picture.encode"
