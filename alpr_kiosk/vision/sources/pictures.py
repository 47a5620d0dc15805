# SPDX-License-Identifier: AGPL-3.0-or-later
"""Single pictures and folders of pictures as a camera."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.types import Frame, Image, SourceCounters

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})

PICTURE_S = 1.0
"""Seconds for which a picture stands when real time is asked for."""


def load_picture(path: Path) -> Image:
    """Return a picture as BGR uint8 (H, W, 3), read-only; EXIF orientation is applied.

    Raises:
        CameraError: ``camera.unreachable`` when the file cannot be read, ``camera.format`` when
            it holds no picture.
    """
    try:
        data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    except OSError as exc:
        raise CameraError(
            "camera.unreachable", source=str(path), detail=exc.strerror or type(exc).__name__
        ) from exc
    try:
        decoded = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except cv2.error as exc:
        raise CameraError("camera.format", source=str(path), detail="damaged picture") from exc
    if decoded is None:
        raise CameraError("camera.format", source=str(path), detail="not a picture")
    pixels = np.ascontiguousarray(decoded, dtype=np.uint8)
    pixels.flags.writeable = False
    return pixels


def picture_files(folder: Path) -> list[Path]:
    """Return the pictures directly in `folder`, sorted by name.

    Raises:
        CameraError: ``camera.unreachable`` when the folder cannot be listed.
    """
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in PICTURE_SUFFIXES and path.is_file()
        )
    except OSError as exc:
        raise CameraError(
            "camera.unreachable", source=str(folder), detail=exc.strerror or type(exc).__name__
        ) from exc


class PictureSource:
    """A picture, or the pictures of a folder in the order of their names.

    Args:
        camera_id: Camera.
        path: A picture or a folder.
        clock: Where arrival times come from.
        realtime: Let each picture stand for a second; else as fast as they are read.
        loop: Begin again at the end.
    """

    def __init__(
        self, *, camera_id: str, path: Path, clock: Clock, realtime: bool, loop: bool
    ) -> None:
        self._camera_id = camera_id
        self._path = path
        self._clock = clock
        self._realtime = realtime
        self._loop = loop
        self._seq = 0
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        """Yield one frame per picture.

        Raises:
            CameraError: ``camera.unreachable`` or ``camera.format``; an empty folder is the
                latter.
        """
        while not stop.is_set():
            files = picture_files(self._path) if self._path.is_dir() else [self._path]
            if not files:
                raise CameraError(
                    "camera.format", source=str(self._path), detail="no pictures in the folder"
                )
            for index, path in enumerate(files):
                if stop.is_set():
                    return
                pixels = load_picture(path)
                self._seq += 1
                yield Frame(
                    camera_id=self._camera_id,
                    seq=self._seq,
                    picture=ArrayPicture(pixels),
                    captured_at=self._clock.utc_now(),
                    captured_mono=self._clock.monotonic(),
                    media_s=index * PICTURE_S,
                )
                if self._realtime and stop.wait(PICTURE_S):
                    return
            if not self._loop:
                return
