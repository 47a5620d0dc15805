# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a plate box moves: whether it ever did, how long it stands, which lines it crossed."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from statistics import median

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.geometry import Box, Point, Segment

SHIFT_WIDTHS = 0.3
"""Sideways shift that counts as movement, in plate widths (about 15 cm); single boxes of a standing
plate tremble by up to a tenth."""

SHIFT_HEIGHTS = 1.0
"""Vertical shift that counts as movement, in plate heights (about 11 cm)."""

SCALE = 1.2
"""Growth of both sides that counts as movement: a car that drives straight at the camera."""

CREEP = 0.28
"""Part of those shifts that counts when medians of three boxes are compared: they tremble less. The
first car of the toll-gate clip stands at first and is last seen whole after creeping by 10 % of its
plate's width (5 cm)."""

MOVED_FRAMES = 2
"""Frames in a row that must show a shift of single boxes; one frame may be a bad box."""

LEAP = 3.0
"""Multiple of the shift at which one frame is enough: a fast car is in few frames."""


def displaced(before: Box, after: Box, factor: float = 1.0) -> bool:
    """Return whether a box was carried elsewhere, not merely drawn differently.

    Both opposite edges must shift the same way, or both sides must grow: a box that loses a few
    letters at one end (typical for text painted into the picture) has one edge at rest.

    Args:
        before: Earlier box.
        after: Later box.
        factor: Multiple of the shifts above, > 0; growth counts from factor 1 on.
    """
    width = max(before.width, after.width)
    height = max(before.height, after.height)
    if _shift(before.x0, before.x1, after.x0, after.x1) > factor * SHIFT_WIDTHS * width:
        return True
    if _shift(before.y0, before.y1, after.y0, after.y1) > factor * SHIFT_HEIGHTS * height:
        return True
    small_w, small_h = min(before.width, after.width), min(before.height, after.height)
    grew = (after.width > before.width) == (after.height > before.height)
    scale = SCALE ** max(1.0, factor)
    return grew and width > scale * small_w and height > scale * small_h


def _middle(boxes: Sequence[Box]) -> Box:
    """Return the median box, edge by edge."""
    return Box(
        median(box.x0 for box in boxes),
        median(box.y0 for box in boxes),
        median(box.x1 for box in boxes),
        median(box.y1 for box in boxes),
    )


def _shift(low: float, high: float, new_low: float, new_high: float) -> float:
    """Return by how much both ends moved the same way, 0 when they did not."""
    one, two = new_low - low, new_high - high
    return min(abs(one), abs(two)) if one * two > 0 else 0.0


class Motion:
    """Movement of one plate since it was first seen.

    Attributes:
        moved: It was carried elsewhere at least once.
        rest_since: Monotonic seconds since when it stands where it is.
    """

    def __init__(self, box: Box, now_mono: float) -> None:
        self._first = [box]
        self._last: deque[Box] = deque([box], maxlen=3)
        self._seen = 1
        self._rest = box
        self._away = 0
        self._leaving = 0
        self.moved = False
        self.rest_since = now_mono

    def update(self, box: Box, now_mono: float) -> None:
        """Take the next box."""
        self._seen += 1
        if len(self._first) < 3:
            self._first.append(box)
        self._last.append(box)
        self.moved = self.moved or self._has_moved(box)
        self._leaving = self._leaving + 1 if displaced(self._rest, box) else 0
        if self._leaving >= MOVED_FRAMES or displaced(self._rest, box, LEAP):
            self._rest, self.rest_since, self._leaving = box, now_mono, 0

    def _has_moved(self, box: Box) -> bool:
        origin = self._first[0]
        self._away = self._away + 1 if displaced(origin, box) else 0
        if self._away >= MOVED_FRAMES or displaced(origin, box, LEAP):
            return True
        # The two medians share no box.
        return self._seen >= 6 and displaced(_middle(self._first), _middle(self._last), CREEP)


class LineWatch:
    """Which of two ordered lines a point has crossed, and so which way it goes.

    A line crossed again at once undoes the crossing: a car that rolls back over line B has no
    direction any more, and one that trembles on a line has none yet.
    """

    def __init__(self, lines: tuple[Segment, Segment] | None) -> None:
        self._lines = lines
        self._crossed: list[int] = []

    def update(self, start: Point, end: Point) -> None:
        """Take one step of the point."""
        if self._lines is None or start == end:
            return
        hits = []
        for index, line in enumerate(self._lines):
            if line.crossed_by(start, end):
                before, after = line.side(start), line.side(end)
                hits.append((before / (before - after), index))
        for _, index in sorted(hits):
            if self._crossed and self._crossed[-1] == index:
                self._crossed.pop()
            else:
                self._crossed.append(index)

    def direction(self, forward: Direction) -> Direction:
        """Return `forward` after A then B, its opposite after B then A, else UNKNOWN.

        Args:
            forward: Direction of A then B; without lines, the fixed direction of the lane.
        """
        if self._lines is None:
            return forward
        if self._crossed[-2:] == [0, 1]:
            return forward
        if self._crossed[-2:] == [1, 0]:
            return opposite(forward)
        return Direction.UNKNOWN


def opposite(direction: Direction) -> Direction:
    """Return the other way; UNKNOWN stays UNKNOWN."""
    if direction is Direction.IN:
        return Direction.OUT
    if direction is Direction.OUT:
        return Direction.IN
    return Direction.UNKNOWN
