# SPDX-License-Identifier: AGPL-3.0-or-later
"""Boxes, zones and lines in normalised picture coordinates.

All coordinates are fractions of the picture (0..1, origin top left), so a change of the camera's
resolution does not move a zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LAST = 1.0 - 1e-9
"""The last place within the picture."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture; `x` to the right and `y` down, both fractions of the picture."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned rectangle, corners (x0, y0) top left and (x1, y1) bottom right, 0..1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width as a fraction of the picture, never negative."""
        return max(0.0, self.x1 - self.x0)

    @property
    def height(self) -> float:
        """Height as a fraction of the picture, never negative."""
        return max(0.0, self.y1 - self.y0)

    @property
    def area(self) -> float:
        """Area as a fraction of the picture."""
        return self.width * self.height

    @property
    def center(self) -> Point:
        """The middle of the box."""
        return Point((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)

    @property
    def ground(self) -> Point:
        """The middle of the lower edge: where zones and lines are asked about."""
        return Point((self.x0 + self.x1) / 2, self.y1)

    def iou(self, other: Box) -> float:
        """Return intersection over union with `other`, 0..1."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        if width <= 0 or height <= 0:
            return 0.0
        inter = width * height
        union = self.area + other.area - inter
        return inter / union if union > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed zone of at least three corners."""

    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if len(self.points) < 3:
            raise ValueError("a zone needs at least 3 points")

    @classmethod
    def of(cls, coordinates: Sequence[Sequence[float]]) -> Polygon:
        """Build a zone from ``[[x, y], ...]``."""
        return cls(tuple(Point(float(x), float(y)) for x, y in coordinates))

    def contains(self, point: Point) -> bool:
        """Return whether `point` is inside (even-odd rule; an edge counts on one side only).

        A point on or beyond the picture's edge counts as just within the picture: a plate that is
        cut off below still stands in a zone that reaches down to the edge.
        """
        point = Point(min(max(point.x, 0.0), _LAST), min(max(point.y, 0.0), _LAST))
        inside = False
        previous = self.points[-1]
        for current in self.points:
            if (current.y > point.y) != (previous.y > point.y):
                slope = (previous.x - current.x) / (previous.y - current.y)
                if point.x < current.x + slope * (point.y - current.y):
                    inside = not inside
            previous = current
        return inside

    def crosses_itself(self) -> bool:
        """Return whether two edges that are not neighbours cut each other."""
        edges = [
            Segment(a, b)
            for a, b in zip(self.points, (*self.points[1:], self.points[0]), strict=True)
        ]
        count = len(edges)
        for i in range(count):
            for j in range(i + 1, count):
                if j == i + 1 or (i == 0 and j == count - 1):
                    continue
                if edges[i].crossed_by(edges[j].a, edges[j].b):
                    return True
        return False


@dataclass(frozen=True, slots=True)
class Segment:
    """A line piece from `a` to `b`, as drawn on the picture for a direction line."""

    a: Point
    b: Point

    @classmethod
    def of(cls, coordinates: Sequence[Sequence[float]]) -> Segment:
        """Build a line from ``[[x0, y0], [x1, y1]]``."""
        (ax, ay), (bx, by) = coordinates
        return cls(Point(float(ax), float(ay)), Point(float(bx), float(by)))

    def side(self, point: Point) -> float:
        """Return a signed measure of which side of the line `point` lies on (0 on the line)."""
        return (self.b.x - self.a.x) * (point.y - self.a.y) - (self.b.y - self.a.y) * (
            point.x - self.a.x
        )

    def crossed_by(self, start: Point, end: Point) -> bool:
        """Return whether the step from `start` to `end` cuts this line piece."""
        other = Segment(start, end)
        start_side, end_side = self.side(start), self.side(end)
        a_side, b_side = other.side(self.a), other.side(self.b)
        return (start_side > 0) != (end_side > 0) and (a_side > 0) != (b_side > 0)
