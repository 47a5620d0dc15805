# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small pictures of a camera's view, in which no plate can be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.preprocess import encode_jpeg, fitted_size
from alpr_kiosk.vision.types import Image

SMALL_PX = (480, 270)
"""Largest size: enough to see that the view has turned or the lens is dirty."""

SMALL_QUALITY = 80

_GROW = 0.3
"""A box is covered with this part of its size more on each side."""


def small_jpeg(pixels: npt.NDArray[np.uint8], boxes: Iterable[Box] = ()) -> bytes:
    """Return a small JPEG with every box painted over.

    Args:
        pixels: uint8, shape (H, W, 3) BGR or (H, W, 4) BGRx.
        boxes: Plates, in fractions of the picture.

    Raises:
        RecognitionError: ``picture.encode``: the picture is empty.
    """
    rows, columns = pixels.shape[:2]
    if rows == 0 or columns == 0:
        raise RecognitionError("picture.encode", detail="the picture is empty")
    width, height = fitted_size(columns, rows, *SMALL_PX)
    size = (min(width, columns), min(height, rows))
    small = cv2.resize(pixels[:, :, :3], size, interpolation=cv2.INTER_AREA)
    paint_over(small, boxes)
    return encode_jpeg(np.asarray(small, dtype=np.uint8), SMALL_QUALITY)


def paint_over(pixels: npt.NDArray[Any], boxes: Iterable[Box]) -> None:
    """Cover boxes, and a little around them, in the picture itself: nothing is left of them.

    Args:
        pixels: uint8, shape (H, W, 3) BGR.
        boxes: Plates, in fractions of the picture.
    """
    rows, columns = pixels.shape[:2]
    for box in boxes:
        grow_x, grow_y = box.width * _GROW, box.height * _GROW
        cv2.rectangle(
            pixels,
            (round((box.x0 - grow_x) * columns), round((box.y0 - grow_y) * rows)),
            (round((box.x1 + grow_x) * columns), round((box.y1 + grow_y) * rows)),
            (128, 128, 128),
            thickness=cv2.FILLED,
        )


def smaller_jpeg(jpeg: bytes, boxes: Iterable[Box] = ()) -> bytes:
    """Return a small copy of a JPEG with every box painted over; same error as `small_jpeg`."""
    data = np.frombuffer(jpeg, dtype=np.uint8)
    decoded = cv2.imdecode(data, cv2.IMREAD_REDUCED_COLOR_2) if data.size else None
    pixels: Image = (
        np.empty((0, 0, 3), dtype=np.uint8) if decoded is None else decoded.astype(np.uint8)
    )
    return small_jpeg(pixels, boxes)
