# SPDX-License-Identifier: AGPL-3.0-or-later
"""Single pictures and folders of pictures as a camera."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.still_check import (
    MAX_FILE_BYTES,
    DamagedPictureError,
    Still,
    check_still,
)
from alpr_kiosk.vision.sources.stills import StillDecoder
from alpr_kiosk.vision.types import Frame, Image, SourceCounters

logger = logging.getLogger(__name__)

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})

PICTURE_S = 1.0
"""Seconds for which a picture stands when real time is asked for."""


def load_picture(path: Path) -> Image:
    """Return a picture as BGR uint8 (H, W, 3), read-only; EXIF orientation is applied.

    Raises:
        CameraError: ``camera.unreachable`` when the file cannot be read, ``camera.format`` when
            it holds no picture, half a picture, or one of an absurd size.
    """
    return _load(path)[1]


def _load(path: Path) -> tuple[Still, Image, int]:
    """Return the header, the pixels and the bytes of a picture; raises as `load_picture`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as exc:
        raise CameraError(
            "camera.unreachable", source=str(path), detail=exc.strerror or type(exc).__name__
        ) from exc
    try:
        still = check_still(data, max_bytes=MAX_FILE_BYTES)
        return still, StillDecoder().pixels(data, still), len(data)
    except DamagedPictureError as exc:
        raise CameraError("camera.format", source=str(path), detail=str(exc)) from exc


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
        """Yield one frame per picture; a damaged one of a folder is counted and left out.

        Raises:
            CameraError: ``camera.unreachable`` or ``camera.format``: nothing in the folder, or
                nothing in it that can be read.
        """
        while not stop.is_set():
            files = picture_files(self._path) if self._path.is_dir() else [self._path]
            if not files:
                raise CameraError(
                    "camera.format", source=str(self._path), detail="no pictures in the folder"
                )
            fault: CameraError | None = None
            before = self._seq
            for index, path in enumerate(files):
                if stop.is_set():
                    return
                try:
                    pixels = self._load(path)
                except CameraError as exc:
                    fault = exc
                    if len(files) > 1:
                        logger.warning("picture left out: %s", exc)
                    continue
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
            if self._seq == before and fault is not None:
                raise fault
            if not self._loop:
                return

    def _load(self, path: Path) -> Image:
        self.counters.packets += 1
        try:
            still, pixels, size = _load(path)
        except CameraError:
            self.counters.decode_errors += 1
            raise
        self.counters.received_bytes += size
        self.counters.decoded += 1
        self.counters.codec = still.kind
        self.counters.height, self.counters.width = pixels.shape[:2]
        return pixels
