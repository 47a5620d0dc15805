# SPDX-License-Identifier: AGPL-3.0-or-later
"""The input shape that a detector of free size is given for a picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.vision.detectors.yolo import STRIDE, shape_for

BUDGET = 384 * 640


@pytest.mark.parametrize(
    ("rows", "columns", "wanted"),
    [
        (720, 1280, (384, 640)),
        (1080, 1920, (384, 640)),
        (480, 640, (416, 576)),
        (300, 300, (480, 480)),
        (1280, 720, (640, 384)),
    ],
)
def test_the_budget_goes_to_the_picture_not_to_padding(
    rows: int, columns: int, wanted: tuple[int, int]
) -> None:
    height, width = shape_for(rows, columns, BUDGET)
    assert height * width <= BUDGET
    scale = min(height / rows, width / columns)
    assert scale >= min(wanted[0] / rows, wanted[1] / columns) - 1e-9


@given(
    rows=st.integers(16, 4000),
    columns=st.integers(16, 4000),
    pixels=st.integers(32 * 1024, 1_000_000),
)
def test_any_picture_has_a_shape_within_the_budget(rows: int, columns: int, pixels: int) -> None:
    height, width = shape_for(rows, columns, pixels)
    assert height % STRIDE == 0
    assert width % STRIDE == 0
    assert STRIDE * STRIDE <= height * width <= pixels
    fixed = min(STRIDE / rows, (pixels // STRIDE // STRIDE * STRIDE) / columns)
    assert min(height / rows, width / columns) >= fixed - 1e-9


def test_small_pictures_are_not_given_more_width_than_they_fill() -> None:
    height, width = shape_for(100, 400, BUDGET)
    assert width - 400 * min(height / 100, width / 400) < STRIDE
