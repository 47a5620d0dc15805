# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a frame shows beside the frames before it: movement, a frozen picture, a covered lens.

Looked at in the reader's thread for every frame of one camera, so it costs well under a
millisecond. The measures and thresholds come from docs/adr/0015-frozen-and-covered-pictures.md.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.vision.types import Frame, FrameLook, Image

SAMPLES_ACROSS = 320
"""About as many pixels of a row are sampled, unscaled: noise and coding are seen as they are."""
STILL_LEVELS = 6
"""A sampled pixel that differs by more levels than this has changed."""
STILL_SHARE = 0.002
"""With a larger share of changed pixels the picture has changed."""
GRID = (64, 36)
"""Blocks across and down in which movement is looked for."""
MOVED_LEVELS = 5.0
"""A block has moved when its brightness is off by more than this, beside the whole picture's."""
FORGET_S = 1.0
"""Time constant with which what stands becomes what is usual."""
FLAT_CONTRAST = 8.0
"""Levels between the darkest and the brightest blocks under which there is next to no detail."""


class SceneWatch:
    """Looks at each frame of one camera, in order.

    Args:
        clock: Its monotonic time is that of the looks.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._last: Image | None = None
        self._reference: Image | None = None
        self._changed_mono = 0.0
        self._detail_mono = 0.0
        self._usual: npt.NDArray[np.float32] | None = None
        self._seen_mono = 0.0

    def look(self, frame: Frame) -> FrameLook:
        """Return what `frame` shows beside the frames before it."""
        now = self._clock.monotonic()
        width, _height = frame.picture.size
        sample = frame.picture.sample(max(1, width // SAMPLES_ACROSS))
        last, self._last = self._last, sample
        if last is None or last.shape != sample.shape:
            self._begin(frame, sample)
            return FrameLook()
        if np.array_equal(last, sample):
            return FrameLook(
                motion=0.0,
                repeat=True,
                still_s=now - self._changed_mono,
                flat_s=now - self._detail_mono,
            )
        if self._reference is None or _changed_share(self._reference, sample) > STILL_SHARE:
            self._reference, self._changed_mono = sample, now
        grey = frame.picture.grey(*GRID)
        if not _is_flat(grey):
            self._detail_mono = now
        return FrameLook(
            motion=self._motion(grey, now),
            still_s=now - self._changed_mono,
            flat_s=now - self._detail_mono,
        )

    def _begin(self, frame: Frame, sample: Image) -> None:
        self._reference = sample
        self._changed_mono = self._detail_mono = self._seen_mono = self._clock.monotonic()
        self._usual = frame.picture.grey(*GRID).astype(np.float32)

    def _motion(self, grey: Image, now: float) -> float:
        values = grey.astype(np.float32)
        if self._usual is None:
            self._usual = values
        off = values - self._usual
        off -= np.median(off)
        weight = 1.0 - math.exp(-max(0.0, now - self._seen_mono) / FORGET_S)
        self._seen_mono = now
        self._usual += weight * (values - self._usual)
        return float(np.count_nonzero(np.abs(off) > MOVED_LEVELS) / off.size)


def _changed_share(one: Image, other: Image) -> float:
    difference = cv2.absdiff(one, other)
    return float(np.count_nonzero(difference > STILL_LEVELS) / difference.size)


def _is_flat(grey: Image) -> bool:
    low, high = np.percentile(grey, (1, 99))
    return bool(high - low < FLAT_CONTRAST)
