# SPDX-License-Identifier: AGPL-3.0-or-later
"""For how long a camera has sent one and the same picture, coded again and again.

How far pictures differ can't tell a frozen one from a quiet lane: a coder short of bits changes a
still from key frame to key frame more than it lets through of a sensor's noise. What tells them
apart is whether a picture comes back. The key frames of a still are the same to the last level
as soon as the coder takes the same step again; those of a live camera carry new noise each time
and never are (docs/adr/0015-frozen-and-covered-pictures.md).
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.types import Image

SAME_LEVELS = 1
"""Pixels that are off by no more than this are the same."""
SAME_SHARE = 0.01
"""Share of other pixels up to which it is the same picture. Measured: a still comes back with 0 to
0.01, the nearest older picture of a live camera is 0.03 off where a coder short of bits leaves
next to no noise, and 0.08 to 0.37 else."""
MEMORY_S = 13.0
"""Pictures older than this are forgotten: the 10 s of a frozen picture, and a key frame more."""
HOLD_S = 4.0
"""A picture that came back stays for so long: two key frames of a camera with one in 2 s."""
PROOF_S = 1.0
"""A picture that stayed, or came back, for less is no proof of anything."""
EXTEND_S = 2.0
"""After this long, what lay before and differs no more than what came between was as still."""
ROWS = 400
"""Pictures remembered: 13 s at 30 a second."""
KEY_PIXELS = 512
"""Pixels that are compared with all remembered pictures; a few are then compared wholly."""


class Stillness:
    """Remembers the pictures of one camera, once each, and since when they have come back."""

    def __init__(self) -> None:
        self._keys: npt.NDArray[np.uint8] = np.zeros((ROWS, KEY_PIXELS), np.uint8)
        self._wanted: npt.NDArray[np.uint8] = np.zeros_like(self._keys)
        self._pictures: list[Image | None] = [None] * ROWS
        self._first: npt.NDArray[np.float64] = np.full(ROWS, -np.inf)
        self._last: npt.NDArray[np.float64] = np.full(ROWS, -np.inf)
        self._since: npt.NDArray[np.float64] = np.zeros(ROWS)
        self._row: int | None = None
        self._where: npt.NDArray[np.int64] | None = None
        self._shape: tuple[int, ...] = ()

    def forget(self) -> None:
        """Begin anew: the picture has changed."""
        self._pictures = [None] * ROWS
        self._last[:] = -np.inf
        self._row = None

    def look(self, picture: Image, now: float) -> float:
        """Return for how many seconds the picture has stayed.

        Args:
            picture: Unscaled brightness of sampled pixels, uint8 (H, W), the same shape until
                `forget`.
            now: Monotonic seconds.
        """
        if self._row is not None and self._is_same(picture, self._row):
            self._last[self._row] = now
        else:
            self._row = self._place(picture, now)
        held = (now - self._last <= HOLD_S) & (self._last - self._since >= PROOF_S)
        return float(now - self._since[held].min()) if held.any() else 0.0

    def _is_same(self, picture: Image, row: int) -> bool:
        other = self._pictures[row]
        if other is None or other.shape != picture.shape:
            return False
        off = np.count_nonzero(np.asarray(cv2.absdiff(picture, other)) > SAME_LEVELS)
        return bool(off <= SAME_SHARE * picture.size)

    def _place(self, picture: Image, now: float) -> int:
        """Return the row of `picture`: that of the same picture, else a new one."""
        key = self._key(picture)
        known = now - self._last < MEMORY_S
        self._wanted[:] = key
        off = cv2.absdiff(self._keys, self._wanted)
        off = cv2.compare(off, float(SAME_LEVELS), cv2.CMP_GT)  # 255 where it differs
        away = cv2.reduce(off, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel() / (255.0 * key.size)
        near = np.flatnonzero(known & (away <= 4 * SAME_SHARE))  # 512 pixels say it roughly
        same = [int(row) for row in near if self._is_same(picture, int(row))]
        if not same:
            row = int(np.argmin(self._last))
            self._keys[row], self._pictures[row] = key, picture
            self._first[row] = self._last[row] = self._since[row] = now
            return row
        row = min(same, key=lambda at: float(self._first[at]))
        since = float(self._since[same].min())
        if now - self._first[row] >= EXTEND_S:
            since = min(since, self._began(row, away, known))
        self._last[row], self._since[row] = now, since
        return row

    def _began(
        self, row: int, away: npt.NDArray[np.float64], known: npt.NDArray[np.bool_]
    ) -> float:
        """Return since when pictures have differed no more than those since `row` do."""
        began = float(self._first[row])
        usual = away[known & (self._first >= began)].max()
        before = np.flatnonzero(known & (self._first < began))
        for at in before[np.argsort(-self._first[before])]:
            if away[at] > usual:
                break
            began = float(self._first[at])
        return began

    def _key(self, picture: Image) -> npt.NDArray[np.uint8]:
        if self._where is None or self._shape != picture.shape:
            chosen = np.random.default_rng(0).choice(picture.size, KEY_PIXELS)
            self._where, self._shape = np.sort(chosen).astype(np.int64), picture.shape
        return picture.reshape(-1)[self._where]
