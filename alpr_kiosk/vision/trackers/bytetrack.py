# SPDX-License-Identifier: AGPL-3.0-or-later
"""ByteTrack from the `trackers` package, fed with the surroundings of plates.

A plate is small and moves by more than its own height between two frames of a slow pipeline, so the
overlap of the bare boxes is often zero. The tracker gets a square around each plate instead, which
stands for the front of the car.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.types import Detections

_QT_PLUGIN_VARIABLE = "QT_QPA_PLATFORM_PLUGIN_PATH"

SURROUND = 1.0
"""Half the side of the square, in plate widths (a car is about four plates wide)."""

LOST_S = 1.0
"""Seconds for which a track is kept without a box."""

NOMINAL_FPS = 10.0
"""Frames a second the motion model's noise is stated for; time stamps correct it."""


class PlateByteTracker:
    """Follows the plates of one camera.

    Args:
        activation: Score at which an unmatched box begins a track, 0..1.
        lost_s: Seconds for which a track survives without a box, > 0.
    """

    def __init__(self, *, activation: float = 0.4, lost_s: float = LOST_S) -> None:
        self._supervision, tracker_class = _import_tracker()
        self._tracker = tracker_class(
            # The library states this in frames of 1/30 s.
            lost_track_buffer=max(1, round(lost_s * 30)),
            frame_rate=NOMINAL_FPS,
            track_activation_threshold=activation,
            minimum_consecutive_frames=2,
            minimum_iou_threshold=0.1,
            high_conf_det_threshold=activation,
        )
        self._newest_mono: float | None = None

    def update(self, detections: Detections, captured_mono: float) -> npt.NDArray[np.int64]:
        """Return a track id (>= 0) per detection, -1 while unconfirmed.

        Args:
            detections: Boxes of the frame, in pixels.
            captured_mono: Arrival of the frame, seconds; a frame that is not newer than the last
                one changes nothing and gets -1 throughout.
        """
        ids = np.full(len(detections), -1, dtype=np.int64)
        if self._newest_mono is not None and captured_mono <= self._newest_mono:
            return ids
        self._newest_mono = captured_mono
        found = self._supervision.Detections(
            xyxy=_surroundings(detections.boxes),
            confidence=detections.scores.astype(np.float32),
            class_id=np.zeros(len(detections), dtype=int),
            data={"index": np.arange(len(detections))},
        )
        tracked = self._tracker.update(found, timestamp=captured_mono)
        # The library reorders the boxes; the index column says which is which.
        if len(tracked) and tracked.tracker_id is not None:
            ids[np.asarray(tracked.data["index"], dtype=np.intp)] = tracked.tracker_id
        return ids


def _surroundings(boxes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return squares around the middle of the boxes, (N, 4)."""
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = np.maximum(boxes[:, 2] - boxes[:, 0], 2 * (boxes[:, 3] - boxes[:, 1]))[:, None]
    half = half * np.float32(SURROUND)
    return np.concatenate((centre - half, centre + half), axis=1).astype(np.float32)


def _import_tracker() -> tuple[Any, Any]:
    """Import supervision and trackers; give back Qt's plug-in variable as it was.

    A non-headless OpenCV, which these libraries ask for, would point Qt at its own plug-ins.
    """
    before = os.environ.get(_QT_PLUGIN_VARIABLE)
    import supervision
    from trackers import ByteTrackTracker

    if os.environ.get(_QT_PLUGIN_VARIABLE) != before:
        if before is None:
            del os.environ[_QT_PLUGIN_VARIABLE]
        else:
            os.environ[_QT_PLUGIN_VARIABLE] = before
    return supervision, ByteTrackTracker
