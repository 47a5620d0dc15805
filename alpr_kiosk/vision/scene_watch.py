# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a frame shows beside the frames before it: movement, a frozen picture, a covered lens.

Looked at in the reader's thread for every frame of one camera, so it costs well under a
millisecond. The measures and thresholds come from docs/adr/0015-frozen-and-covered-pictures.md.
"""

from __future__ import annotations

import math
from collections import deque

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.vision.stillness import Stillness
from alpr_kiosk.vision.types import Frame, FrameLook, Image

SAMPLES = 320 * 180
"""About as many pixels are compared, unscaled: noise and coding are seen as they are. A picture
that stands upright, or is longer than others, costs no more memory."""
GRID = (80, 45)
"""Blocks across and down in which movement is looked for: 16 x 16 px of a 1280x720 picture."""
MOVED_LEVELS = 6.0
"""A block has moved when its brightness is off by more than this, beside the whole picture's."""
SWING_TIMES = 3.0
SWING_LIMIT = 6.0
"""And by more than so many times what it is off usually, at most so many levels: leaves, water and
the pulse of a coder short of bits do not count as movement for long."""
CHANGED_SHARE = 0.01
"""With more blocks moved than this it is another picture: nothing from before stays."""
REPLACED_SHARE = 0.5
"""With more blocks moved than this, what was usual is gone at once: a lens that gets covered."""
FORGET_S = 1.0
"""Time constant with which what stands becomes what is usual."""
SWING_S = 5.0
"""Time constant of how much a block is off usually."""
FRESH_SHARE = 0.003
"""Share of moved blocks that no frozen picture has: 11 of 80 x 45. A clock that the camera paints
into a frozen picture moves up to 6."""
NOISE_SHARE = 0.1
NOISE_FRAMES = 18
NOISE_S = 2.0
"""So many frames in a row, within so many seconds, that each differ from the one before in at least
this share of the pixels come from a sensor. Measured: a frozen picture that is coded anew has 12 at
most, a camera with noise and bits enough for it has 40. One of few frames a second has no such
proof: its coder has more bits for each."""
STILL_S = 3.0
"""A picture that came back from so long ago is not of the present, whatever moves a bit in it."""
UNKNOWN_S = 10.0
"""For how long the first picture is taken to have stood: nobody knows."""
FLAT_LEVELS = 3.0
"""No block that is off from its neighbours' mean by more than this: next to no detail. Measured
with noise: a lens that is covered or dark 0.3 to 2, street scenes at 7 % of their light 4, one lamp
at night 180, a road under an infra-red lamp 5."""
FLAT_AROUND = (5, 5)
"""Neighbours of a block, across and down: a light from one side is no detail."""


class SceneWatch:
    """Looks at each frame of one camera, in order.

    Args:
        clock: Its monotonic time is that of the looks.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._stillness = Stillness()
        self._size = (0, 0)
        self._last: Image | None = None
        self._usual: npt.NDArray[np.float32] | None = None
        self._swing: npt.NDArray[np.float32] = np.zeros(1, np.float32)
        self._detail_mono = 0.0
        self._seen_mono = 0.0
        self._fresh_mono = 0.0
        self._noise: deque[float] = deque(maxlen=NOISE_FRAMES)
        self._moving = False

    def look(self, frame: Frame) -> FrameLook:
        """Return what `frame` shows beside the frames before it."""
        now = self._clock.monotonic()
        size = frame.picture.size
        sample = frame.picture.sample(max(1, round(math.sqrt(size[0] * size[1] / SAMPLES))))
        coarse = np.ascontiguousarray(sample[::2, ::2])
        last, self._last = self._last, sample
        if last is None or size != self._size:
            self._size = size
            self._usual = _blocks(sample).astype(np.float32)
            self._swing = np.zeros_like(self._usual)
            self._detail_mono = self._seen_mono = now
            self._noise.clear()
            self._fresh_mono, self._moving = now - UNKNOWN_S, False
            self._stillness.forget()
            self._stillness.look(coarse, now)
            return FrameLook(doubt_s=UNKNOWN_S)
        changed = np.count_nonzero(cv2.absdiff(last, sample)) / sample.size
        repeat = bool(changed == 0)
        motion = self._moved(_blocks(sample), now)
        if repeat:
            motion = 0.0  # off from what is usual, and yet nothing moves any more
        if motion > CHANGED_SHARE:
            self._stillness.forget()
        if not self._is_flat():
            self._detail_mono = now
        still_s = self._stillness.look(coarse, now)
        if self._is_fresh(motion, changed, now):
            self._fresh_mono = now
        return FrameLook(
            motion=motion,
            repeat=repeat,
            still_s=still_s,
            flat_s=now - self._detail_mono,
            doubt_s=max(now - self._fresh_mono, still_s if still_s >= STILL_S else 0.0),
        )

    def _is_fresh(self, motion: float, changed: float, now: float) -> bool:
        """Return whether the frame shows what a picture that stands still cannot.

        Args:
            motion: Share of the blocks that moved.
            changed: Share of the pixels that are not as in the frame before.
            now: Monotonic seconds.
        """
        if changed < NOISE_SHARE:
            self._noise.clear()
        else:
            self._noise.append(now)
        noisy = len(self._noise) == NOISE_FRAMES and now - self._noise[0] <= NOISE_S
        # The frame after a movement as well: a camera of single pictures may send one in seconds.
        before, self._moving = self._moving, motion >= FRESH_SHARE
        return noisy or self._moving or before

    def _moved(self, grey: Image, now: float) -> float:
        values = grey.astype(np.float32)
        if self._usual is None:
            self._usual = values
        off = values - self._usual
        off -= _median(off)
        np.abs(off, out=off)
        passed = max(0.0, now - self._seen_mono)
        self._seen_mono = now
        limit = MOVED_LEVELS + SWING_TIMES * np.minimum(self._swing, SWING_LIMIT)
        cv2.accumulateWeighted(values, self._usual, 1.0 - math.exp(-passed / FORGET_S))
        cv2.accumulateWeighted(off, self._swing, 1.0 - math.exp(-passed / SWING_S))
        moved = float(np.count_nonzero(off > limit) / off.size)
        if moved > REPLACED_SHARE:
            self._usual = values
        return moved

    def _is_flat(self) -> bool:
        """Return whether the picture of the last second, its noise averaged, has no detail."""
        if self._usual is None:
            return False
        local = cv2.absdiff(self._usual, cv2.blur(self._usual, FLAT_AROUND))
        return float(local.max()) < FLAT_LEVELS


def _blocks(sample: Image) -> Image:
    """Return the mean brightness of each block, uint8, `GRID` of them."""
    return np.asarray(cv2.resize(sample, GRID, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _median(values: npt.NDArray[np.float32]) -> float:
    """Return what `numpy.median` does in a third of its time: there are no NaN to look for."""
    flat = values.ravel()
    middle = flat.size // 2
    halves = np.partition(flat, (middle - 1 + flat.size % 2, middle))
    return float((halves[middle - 1 + flat.size % 2] + halves[middle]) * np.float32(0.5))
