# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeps what cameras did and how they look; the first thing that is given up for want of space."""

from __future__ import annotations

import logging

import numpy as np

from alpr_kiosk.domain.events import Passage
from alpr_kiosk.errors import AlprError
from alpr_kiosk.runtime.storage_jobs import CameraLook, SaveCameraMinutes
from alpr_kiosk.services.camera_watch import CameraWatch, DriftNotice, Encoder
from alpr_kiosk.vision.small_picture import small_jpeg, smaller_jpeg

logger = logging.getLogger(__name__)


class CameraMinutes:
    """Minutes of cameras on their way to the record, in the storage thread.

    Args:
        watch: Where they go; None keeps nothing.

    Attributes:
        lost: Minutes that could not be kept.
    """

    def __init__(self, watch: CameraWatch | None) -> None:
        self._watch = watch
        self._minutes_ok = True
        self._reference_ok = True
        self.lost = 0

    def save(self, job: SaveCameraMinutes) -> tuple[DriftNotice, ...]:
        """Keep minutes of cameras, or count them as lost; one line in the log for each spell.

        Returns:
            Cameras that read far less than usual, or as usual again.
        """
        if self._watch is None:
            return ()
        try:
            self._watch.record(job.minutes)
            looks = {camera: _encoder(look) for camera, look in job.looks}
            notices = tuple(self._watch.review(looks))
        except AlprError as exc:  # of a disk, or of a picture that can't be encoded
            self.lost += len(job.minutes)
            if self._minutes_ok:
                self._minutes_ok = False
                logger.warning("minutes of cameras are not kept: %s", exc)
            return ()
        if not self._minutes_ok:
            self._minutes_ok = True
            logger.info("minutes of cameras are kept again, %d were lost", self.lost)
        return notices

    def keep_reference(self, passage: Passage, lane: bytes) -> None:
        """Keep how the lane looks while plates are read, without the plate."""
        best = passage.best_read
        if self._watch is None or best is None or not passage.consensus.settled:
            return
        try:
            self._watch.keep_reference(
                passage.camera_id, best.captured_at, lambda: smaller_jpeg(lane, [best.box])
            )
            self._reference_ok = True
        except AlprError as exc:
            if self._reference_ok:
                self._reference_ok = False
                logger.warning("no reference picture of camera %s: %s", passage.camera_id, exc)


def _encoder(look: CameraLook) -> Encoder:
    image = look.image
    pixels = np.frombuffer(memoryview(image.data), dtype=np.uint8)  # type: ignore[arg-type]
    return lambda: small_jpeg(
        pixels.reshape(image.height, image.stride)[:, : image.width * 4].reshape(
            image.height, image.width, 4
        ),
        look.boxes,
    )
