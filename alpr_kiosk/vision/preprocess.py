# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures on their way into a network, onto the screen and into evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.types import Image

PAD_VALUE = 114
"""Grey of the letterbox, as in the training of YOLO11."""

READ_MARGIN = 0.06
"""Share of the box height added on each side of a plate before reading (models/README.md)."""

_SHARPNESS_HEIGHT = 48
"""Plates are compared at this height, px: that is what the reader sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterbox:
    """How a picture was fitted into a network input.

    Attributes:
        scale: Input pixels per picture pixel.
        left: Padding left of the picture, input pixels.
        top: Padding above the picture, input pixels.
    """

    scale: float
    left: int
    top: int


def letterbox(image: Image, height: int, width: int) -> tuple[npt.NDArray[np.float32], Letterbox]:
    """Fit a BGR picture into ``[1, 3, height, width]`` RGB 0..1, centred, padded with grey.

    Args:
        image: BGR uint8 (H, W, 3), H and W >= 1.
        height: Input height, px.
        width: Input width, px.
    """
    rows, columns = image.shape[:2]
    scale = min(height / rows, width / columns)
    new_w = min(width, max(1, round(columns * scale)))
    new_h = min(height, max(1, round(rows * scale)))
    left, top = (width - new_w) // 2, (height - new_h) // 2
    canvas = np.full((height, width, 3), PAD_VALUE, dtype=np.uint8)
    how = cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR
    canvas[top : top + new_h, left : left + new_w] = cv2.resize(
        image, (new_w, new_h), interpolation=how
    )
    tensor = np.empty((1, 3, height, width), dtype=np.float32)
    np.multiply(canvas[:, :, ::-1].transpose(2, 0, 1), np.float32(1 / 255), out=tensor[0])
    return tensor, Letterbox(scale=scale, left=left, top=top)


def crop_plate(pixels: Image, box: Sequence[float], margin: float = READ_MARGIN) -> Image:
    """Cut a plate out of a picture, clipped to it; may be empty (0 rows or columns).

    Args:
        pixels: BGR uint8 (H, W, 3).
        box: x0, y0, x1, y1 in pixels of `pixels`.
        margin: Added on each side, as a share of the box height.

    Returns:
        A contiguous copy, so that the frame can be freed.
    """
    rows, columns = pixels.shape[:2]
    x0, y0, x1, y1 = (float(value) for value in box)
    pad = max(0.0, y1 - y0) * margin
    left, top = max(0, int(x0 - pad)), max(0, int(y0 - pad))
    right = min(columns, int(np.ceil(x1 + pad)))
    bottom = min(rows, int(np.ceil(y1 + pad)))
    return np.ascontiguousarray(pixels[top : max(top, bottom), left : max(left, right)])


def sharpness(crop: Image) -> float:
    """Return the variance of the Laplacian at reading height over the variance of the picture.

    Dividing by the contrast keeps a dark plate from looking blurred. Dimensionless, >= 0; a flat
    or empty crop gives 0.
    """
    if crop.shape[0] < 2 or crop.shape[1] < 2:
        return 0.0
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    width = max(2, round(grey.shape[1] * _SHARPNESS_HEIGHT / grey.shape[0]))
    how = cv2.INTER_AREA if grey.shape[0] > _SHARPNESS_HEIGHT else cv2.INTER_LINEAR
    grey = cv2.resize(grey, (min(width, 1024), _SHARPNESS_HEIGHT), interpolation=how)
    contrast = float(grey.var())
    if contrast < 1.0:
        return 0.0
    return float(cv2.Laplacian(grey, cv2.CV_32F).var()) / contrast


def fitted_size(columns: int, rows: int, width: int, height: int) -> tuple[int, int]:
    """Return the largest width and height, px, that fit into `width` x `height`, aspect kept."""
    scale = min(width / columns, height / rows)
    return max(1, min(width, round(columns * scale))), max(1, min(height, round(rows * scale)))


def _halved(pixels: Image, size: tuple[int, int]) -> Image:
    """Return a picture halved as long as it stays at least as large as `size`, averaged.

    From there two pixels by two are enough to look at. Averaging down to any size at once takes
    OpenCV 9 to 12 ms for 1280x720, by halves and the rest 1.2 to 1.8: with four cameras at 15
    pictures a second, half a core (docs/adr/0036-what-covers-the-pictures.md). Of an odd number
    the last row is left out.
    """
    while pixels.shape[1] >= 2 * size[0] and pixels.shape[0] >= 2 * size[1]:
        rows, columns = pixels.shape[0] // 2, pixels.shape[1] // 2
        even = pixels[: 2 * rows, : 2 * columns]
        pixels = np.asarray(
            cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    return pixels


def scale_bgrx(pixels: Image, width: int, height: int) -> Image:
    """Return the largest copy that fits into `width` x `height` at the same aspect, as BGRA.

    Args:
        pixels: BGR uint8 (H, W, 3).
        width: Widest, px, >= 1.
        height: Highest, px, >= 1.

    Returns:
        uint8 (h, w, 4) in the byte order of Qt's RGB32, C-contiguous, read-only. There are no
        bars: the tile paints those.
    """
    rows, columns = pixels.shape[:2]
    size = fitted_size(columns, rows, width, height)
    if size != (columns, rows):
        pixels = cv2.resize(_halved(pixels, size), size, interpolation=cv2.INTER_LINEAR)
    result = np.ascontiguousarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2BGRA), dtype=np.uint8)
    result.flags.writeable = False
    return result


def encode_jpeg(pixels: Image, quality: int = 85) -> bytes:
    """Return a BGR picture as JPEG.

    Args:
        pixels: BGR uint8 (H, W, 3), not empty.
        quality: 1..100.

    Raises:
        RecognitionError: ``picture.encode`` for an empty picture.
    """
    if pixels.size == 0:
        raise RecognitionError("picture.encode", detail="the picture is empty")
    done, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(quality)])
    if not done:
        raise RecognitionError("picture.encode", detail="the encoder refused the picture")
    return bytes(data.tobytes())
