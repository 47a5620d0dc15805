# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compressed pictures to pixels, none of them half.

JPEG from cameras is decoded by FFmpeg with ``err_detect=explode``: it refuses a scan that ends too
soon, where libjpeg (and so OpenCV) fills the rest with grey and returns a picture. Measured on 8
photographs of 1280 x 720, quality 80: each cut by 64 bytes or more before a forged end marker was
refused, and one without its end marker never gets that far (`still_check`). A bit that flips
within the scan and leaves its length right is not seen by any decoder: Huffman codes carry no
checksum; TCP does. FFmpeg also is faster: 2.6 ms against 6.6 ms, since colours are converted only
when somebody asks for them.
"""

from __future__ import annotations

from typing import Any

import av
import cv2
import numpy as np

from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import ArrayPicture, AvPicture
from alpr_kiosk.vision.sources.still_check import (
    LIVE_PIXELS,
    MAX_PIXELS,
    DamagedPictureError,
    Still,
    check_still,
)
from alpr_kiosk.vision.types import Image, Picture, SourceCounters

DAMAGED_IN_A_ROW = 3
"""Damaged pictures without a good one between them after which a camera's format is wrong."""


class StillDecoder:
    """Decodes the pictures of one camera; belongs to one thread.

    Args:
        max_pixels: Largest picture, px.
    """

    def __init__(self, *, max_pixels: int = MAX_PIXELS) -> None:
        self._max_pixels = max_pixels
        self._codec: Any = None

    def decode(self, data: bytes | bytearray) -> tuple[Still, Picture]:
        """Return what the header says and the picture, upright.

        Args:
            data: A whole JPEG, PNG, WebP, BMP or TIFF; what follows its end is left alone.

        Raises:
            DamagedPictureError: Not a picture, not whole, or of an absurd size.
        """
        still = check_still(data, max_pixels=self._max_pixels)
        if still.plain and still.orientation == 1:
            return still, AvPicture(self._jpeg(data, still))
        return still, ArrayPicture(self.pixels(data, still))

    def pixels(self, data: bytes | bytearray, still: Still | None = None) -> Image:
        """Return BGR uint8 (H, W, 3), upright, read-only, as OpenCV decodes it.

        Raises:
            DamagedPictureError: As `decode`.
        """
        still = still or check_still(data, max_pixels=self._max_pixels)
        if still.plain:
            self._jpeg(data, still)
        try:
            decoded = cv2.imdecode(
                np.frombuffer(data, dtype=np.uint8, count=still.end), cv2.IMREAD_COLOR
            )
        except cv2.error as exc:
            raise DamagedPictureError("cannot be decoded") from exc
        if decoded is None:
            raise DamagedPictureError("cannot be decoded")
        pixels: Image = np.ascontiguousarray(decoded, dtype=np.uint8)
        pixels.flags.writeable = False
        return pixels

    def _jpeg(self, data: bytes | bytearray, still: Still) -> Any:
        if self._codec is None:
            self._codec = av.CodecContext.create("mjpeg", "r")
            self._codec.thread_count = 1
            self._codec.options = {"err_detect": "explode", "max_pixels": str(self._max_pixels)}
        try:
            frames = self._codec.decode(av.Packet(bytes(memoryview(data)[: still.end])))
        except (av.error.FFmpegError, ValueError) as exc:
            # What it makes of the next picture shall not depend on this one.
            self._codec = None
            raise DamagedPictureError("cannot be decoded") from exc
        if len(frames) != 1 or (frames[0].width, frames[0].height) != (still.width, still.height):
            self._codec = None
            raise DamagedPictureError("another size than its header says")
        return frames[0]


class PictureTally:
    """Decodes what a camera sends and counts it; belongs to one thread.

    Args:
        counters: Of the source.
        shown: The camera as errors may name it.
    """

    def __init__(self, *, counters: SourceCounters, shown: str) -> None:
        self._counters = counters
        self._shown = shown
        self._decoder = StillDecoder(max_pixels=LIVE_PIXELS)
        self._in_a_row = 0

    def take(self, data: bytes | bytearray) -> Picture | None:
        """Return the picture, None when it is damaged.

        Raises:
            CameraError: ``camera.format`` for the third damaged one in a row.
        """
        self._counters.packets += 1
        self._counters.received_bytes += len(data)
        try:
            still, picture = self._decoder.decode(data)
        except DamagedPictureError as exc:
            self.damaged(str(exc))
            return None
        self.good()
        self._counters.decoded += 1
        # As FFmpeg and ONVIF call it, so that one camera has one codec, however it is asked.
        self._counters.codec = "mjpeg" if still.kind == "jpeg" else still.kind
        self._counters.width, self._counters.height = picture.size
        return picture

    def good(self) -> None:
        """Note a picture that was whole."""
        self._in_a_row = 0

    def damaged(self, reason: str) -> None:
        """Count a picture that was given up.

        Raises:
            CameraError: ``camera.format`` for the third one in a row.
        """
        self._counters.decode_errors += 1
        self._in_a_row += 1
        if self._in_a_row >= DAMAGED_IN_A_ROW:
            raise CameraError("camera.format", source=self._shown, detail=reason)
