# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the plates of single pictures that are kept, as JPEG."""

from __future__ import annotations

import cv2
import numpy as np

from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.zone_trial import StillRead
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.pipeline import MIN_READ_CONFIDENCE, PlatePipeline


def still_reads(
    pipeline: PlatePipeline, min_height_px: float, jpeg: bytes
) -> tuple[StillRead, ...]:
    """Return the plates of a picture that are legible, with what is read in them.

    Args:
        pipeline: Detector and reader.
        min_height_px: Smallest plate height that is read.
        jpeg: The picture.

    Raises:
        RecognitionError: ``picture.decode``: it is no picture; as `PlatePipeline.read_still`.
    """
    data = np.frombuffer(jpeg, dtype=np.uint8)
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if decoded is None:
        raise RecognitionError("picture.decode", detail="not a picture")
    pixels = np.asarray(decoded, dtype=np.uint8)
    rows, columns = pixels.shape[:2]
    return tuple(
        StillRead(
            box=Box(
                plate.box[0] / columns,
                plate.box[1] / rows,
                plate.box[2] / columns,
                plate.box[3] / rows,
            ),
            text=plate.recognition.text,
        )
        for plate in pipeline.read_still(pixels, min_height_px=min_height_px)
        if plate.recognition.confidence >= MIN_READ_CONFIDENCE
    )
