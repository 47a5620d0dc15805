# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a plate box moves: whether it ever did, how long it stands, which lines it crossed."""

from __future__ import annotations

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.geometry import Box, Point, Segment

SHIFT_WIDTHS = 0.3
"""Sideways shift that counts as movement, in plate widths (about 15 cm); boxes of a standing plate
tremble by less than a tenth."""

SHIFT_HEIGHTS = 1.0
"""Vertical shift that counts as movement, in plate heights (about 11 cm)."""

SCALE = 1.2
"""Growth of both sides that counts as movement: a car that drives straight at the camera."""

MOVED_FRAMES = 2
"""Frames in a row that must show the movement; one frame may be a bad box."""


def displaced(before: Box, after: Box) -> bool:
    """Return whether a box was carried elsewhere, not merely drawn differently.

    Both opposite edges must shift the same way, or both sides must grow: a box that loses a few
    letters at one end (typical for text painted into the picture) has one edge at rest.
    """
    width = max(before.width, after.width)
    height = max(before.height, after.height)
    if _shift(before.x0, before.x1, after.x0, after.x1) > SHIFT_WIDTHS * width:
        return True
    if _shift(before.y0, before.y1, after.y0, after.y1) > SHIFT_HEIGHTS * height:
        return True
    small_w, small_h = min(before.width, after.width), min(before.height, after.height)
    grew = (after.width > before.width) == (after.height > before.height)
    return grew and width > SCALE * small_w and height > SCALE * small_h


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
        self._origin = box
        self._rest = box
        self._away = 0
        self._leaving = 0
        self.moved = False
        self.rest_since = now_mono

    def update(self, box: Box, now_mono: float) -> None:
        """Take the next box."""
        self._away = self._away + 1 if displaced(self._origin, box) else 0
        if self._away >= MOVED_FRAMES:
            self.moved = True
        self._leaving = self._leaving + 1 if displaced(self._rest, box) else 0
        if self._leaving >= MOVED_FRAMES:
            self._rest, self.rest_since, self._leaving = box, now_mono, 0


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
