# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures that are converted only into what somebody asks for.

Of 25 frames a second a tile paints 15 and the reader takes 10 at most: the others are decoded, for
the ones after them, but neither converted nor copied.
"""

from __future__ import annotations

import threading
from typing import Any

import cv2
import numpy as np

from alpr_kiosk.vision.preprocess import fitted_size, scale_bgrx
from alpr_kiosk.vision.types import Image

_LUMA_FIRST = frozenset(
    [
        "gray",
        "nv12",
        "nv16",
        "nv21",
        "yuv420p",
        "yuv422p",
        "yuv444p",
        "yuvj420p",
        "yuvj422p",
        "yuvj444p",
    ]
)
"""Formats of 8 bits whose first plane is the brightness; those of 10 bits go by way of BGR."""


class ArrayPicture:
    """A picture that is already BGR.

    Args:
        pixels: BGR uint8 (H, W, 3); made read-only, the caller keeps no right to write.
    """

    def __init__(self, pixels: Image) -> None:
        self._pixels = np.ascontiguousarray(pixels, dtype=np.uint8)
        self._pixels.flags.writeable = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, px."""
        return int(self._pixels.shape[1]), int(self._pixels.shape[0])

    def bgr(self) -> Image:
        """Return the pixels themselves."""
        return self._pixels

    def bgrx(self, width: int, height: int) -> Image:
        """Return the largest copy that fits into `width` x `height`; see `scale_bgrx`."""
        return scale_bgrx(self._pixels, width, height)

    def grey(self, width: int, height: int) -> Image:
        """Return the brightness as uint8 (height, width), averaged."""
        small = cv2.resize(self._pixels, (width, height), interpolation=cv2.INTER_AREA)
        return _read_only(np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), dtype=np.uint8))

    def sample(self, step: int) -> Image:
        """Return each `step`-th pixel of each `step`-th row: green stands for the brightness."""
        return _read_only(self._pixels[::step, ::step, 1])


_THREADS = 1
"""Of a conversion. Left to itself swscale starts one for each core and ends them again, for every
picture: 1.7 times the processor time (measured, 2 cores), and each new thread draws on a memory
arena of the C library, which keeps its largest size."""

_UNSPECIFIED = 2
_COLOUR_SPACES = frozenset({0, 1, _UNSPECIFIED, 4, 5, 6, 7, 9})
_COLOUR_RANGES = frozenset({0, 1, 2})
"""What swscale converts from, tried one by one with PyAV 18.1 (numbers of H.273)."""


class AvPicture:
    """A picture as the decoder left it.

    Args:
        frame: A decoded `av.VideoFrame`; nobody writes to it any more.
    """

    def __init__(self, frame: Any) -> None:
        # A damaged header may name a colour space that swscale refuses to convert from (seen with
        # flipped bits); the pixels are none the worse for it.
        if frame.colorspace not in _COLOUR_SPACES:
            frame.colorspace = _UNSPECIFIED
        if frame.color_range not in _COLOUR_RANGES:
            frame.color_range = 0
        self._frame = frame
        self._lock = threading.Lock()
        self._pixels: Image | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, px."""
        return int(self._frame.width), int(self._frame.height)

    @property
    def key_frame(self) -> bool:
        """Whether it was coded without the pictures before it."""
        return bool(self._frame.key_frame)

    def bgr(self) -> Image:
        """Return BGR uint8 (H, W, 3), converted at the first call."""
        with self._lock:
            if self._pixels is None:
                converted = self._frame.reformat(format="bgr24", threads=_THREADS)
                self._pixels = _read_only(converted.to_ndarray())
            return self._pixels

    def bgrx(self, width: int, height: int) -> Image:
        """Return the largest copy that fits; scaled and converted in one pass."""
        wide, high = fitted_size(*self.size, width, height)
        with self._lock:
            scaled = self._frame.reformat(width=wide, height=high, format="bgra", threads=_THREADS)
            return _read_only(scaled.to_ndarray())

    def grey(self, width: int, height: int) -> Image:
        """Return the brightness as uint8 (height, width), averaged, of the first plane."""
        luma = self._luma()
        if luma is None:
            return ArrayPicture(self.bgr()).grey(width, height)
        small = cv2.resize(luma, (width, height), interpolation=cv2.INTER_AREA)
        return _read_only(np.asarray(small, dtype=np.uint8))

    def sample(self, step: int) -> Image:
        """Return each `step`-th pixel of each `step`-th row of the first plane."""
        luma = self._luma()
        if luma is None:
            return ArrayPicture(self.bgr()).sample(step)
        return _read_only(luma[::step, ::step])

    def _luma(self) -> Image | None:
        """Return a view of the brightness, (H, W); None where it is no plane of its own."""
        if self._frame.format.name not in _LUMA_FIRST:
            return None
        plane = self._frame.planes[0]
        rows = np.frombuffer(plane, dtype=np.uint8).reshape(-1, plane.line_size)
        return rows[: self._frame.height, : self._frame.width]


def _read_only(pixels: Any) -> Image:
    result: Image = np.ascontiguousarray(pixels, dtype=np.uint8)
    result.flags.writeable = False
    return result
