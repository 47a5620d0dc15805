# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures fitted, cut, measured and encoded."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.preprocess import (
    crop_plate,
    encode_jpeg,
    letterbox,
    scale_bgrx,
    sharpness,
)


def test_letterbox_is_rgb_in_0_to_1_with_grey_bars() -> None:
    image = np.zeros((72, 128, 3), dtype=np.uint8)
    image[:, :] = (255, 0, 51)  # BGR
    tensor, fitted = letterbox(image, 384, 640)
    assert tensor.shape == (1, 3, 384, 640)
    assert tensor.dtype == np.float32
    assert (fitted.scale, fitted.left, fitted.top) == (5.0, 0, 12)
    assert tensor[0, :, 192, 320] == pytest.approx([0.2, 0.0, 1.0])
    assert tensor[0, :, 3, 320] == pytest.approx([114 / 255] * 3)


@given(rows=st.integers(1, 300), columns=st.integers(1, 300))
def test_letterbox_takes_any_size(rows: int, columns: int) -> None:
    tensor, fitted = letterbox(np.zeros((rows, columns, 3), dtype=np.uint8), 64, 96)
    assert tensor.shape == (1, 3, 64, 96)
    assert fitted.scale > 0


def test_crop_has_the_margin_and_stays_in_the_picture() -> None:
    image = np.arange(100 * 200 * 3, dtype=np.uint32).astype(np.uint8).reshape(100, 200, 3)
    crop = crop_plate(image, (20, 20, 120, 70))
    assert crop.shape == (56, 106, 3)  # 6 % of 50 px on each side
    assert np.array_equal(crop, image[17:73, 17:123])
    assert crop_plate(image, (-50, -50, 500, 500)).shape == (100, 200, 3)
    assert crop_plate(image, (300, 300, 400, 320)).size == 0
    assert crop.flags.c_contiguous
    assert not np.shares_memory(crop, image)


def test_sharpness_falls_with_blur_and_ignores_contrast() -> None:
    plate = np.full((48, 160, 3), 220, dtype=np.uint8)
    cv2.putText(plate, "AB123", (8, 36), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 3)
    blurred = np.asarray(cv2.GaussianBlur(plate, (0, 0), 3), dtype=np.uint8)
    dim = (plate // 4 + 60).astype(np.uint8)
    assert sharpness(plate) > 5 * sharpness(blurred) > 0
    assert sharpness(dim) == pytest.approx(sharpness(plate), rel=0.1)
    assert sharpness(np.full((48, 160, 3), 9, dtype=np.uint8)) == 0
    assert sharpness(np.zeros((0, 0, 3), dtype=np.uint8)) == 0


@given(
    rows=st.integers(1, 200),
    columns=st.integers(1, 200),
    width=st.integers(1, 300),
    height=st.integers(1, 300),
)
def test_preview_fits_keeps_aspect_and_cannot_be_written(
    rows: int, columns: int, width: int, height: int
) -> None:
    image = np.zeros((rows, columns, 3), dtype=np.uint8)
    image[:, :] = (10, 20, 30)
    scaled = scale_bgrx(image, width, height)
    h, w = scaled.shape[:2]
    assert w <= width
    assert h <= height
    assert w == width or h == height
    assert tuple(scaled[0, 0]) == (10, 20, 30, 255)
    assert scaled.flags.c_contiguous
    assert not scaled.flags.writeable
    assert not np.shares_memory(scaled, image)


@pytest.mark.parametrize("size", [(640, 360), (574, 323), (432, 243), (300, 169), (97, 55)])
@pytest.mark.parametrize("odd", [0, 1])
def test_a_fine_pattern_becomes_grey_in_a_small_picture_and_no_other_pattern(
    size: tuple[int, int], odd: int
) -> None:
    """What flickers in the small picture while nothing moves looks like something that does."""
    rows, columns = 720 + odd, 1280 + odd
    fine = (np.indices((rows, columns)).sum(axis=0) % 2 * 255).astype(np.uint8)
    scaled = scale_bgrx(np.dstack([fine] * 3), *size)[..., 0].astype(float)
    assert abs(scaled.mean() - 127.5) < 2
    assert scaled[1:-1, 1:-1].std() < 2


def test_a_picture_lies_where_it_lay() -> None:
    """Boxes are drawn over it at the same share of its width and height."""
    large = np.zeros((721, 1283, 3), dtype=np.uint8)
    large[200:320, 700:900] = 255
    scaled = scale_bgrx(large, 431, 400)[..., 0].astype(float)
    down, across = (scaled.sum(axis=axis) for axis in (1, 0))
    middle = [
        float((weights * (np.arange(len(weights)) + 0.5)).sum() / weights.sum() / len(weights))
        for weights in (across, down)
    ]
    assert middle == pytest.approx([800 / 1283, 260 / 721], abs=0.002)


def test_jpeg_is_a_picture_and_an_empty_crop_is_refused() -> None:
    data = encode_jpeg(np.full((40, 60, 3), 128, dtype=np.uint8), 90)
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    assert decoded.shape == (40, 60, 3)
    with pytest.raises(RecognitionError, match=r"picture\.encode"):
        encode_jpeg(np.zeros((0, 5, 3), dtype=np.uint8))
