# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is drawn on a camera's picture: zones, masks and lines, and how a finger changes them.

All places are fractions of the picture (0..1). Nothing here knows of pixels or of Qt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from alpr_kiosk.domain.geometry import Point, Polygon
from alpr_kiosk.domain.settings_intents import Change, KeyRemoved, KeySet

POINTS_LEAST = 3
POINTS_MOST = 12
"""Points of a zone (screens.md S18)."""
LINE_POINTS = 2
SNAP = 0.012
"""Share of the picture's width within which a place is drawn to an edge or to a point: 10 px of
867."""

Points = tuple[Point, ...]


class Tool(str, Enum):
    """What is drawn."""

    READ = "read"
    OPEN = "open"
    IGNORE = "ignore"
    LINE_A = "line_a"
    LINE_B = "line_b"

    @property
    def is_line(self) -> bool:
        """Whether it is a line of two points."""
        return self in (Tool.LINE_A, Tool.LINE_B)


_KEYS = {
    Tool.READ: "read_zone",
    Tool.OPEN: "open_zone",
    Tool.LINE_A: "line_a",
    Tool.LINE_B: "line_b",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One point of a drawing.

    Attributes:
        tool: Of what.
        shape: Which mask, 0 for all others.
        index: Which point, from 0.
    """

    tool: Tool
    shape: int = 0
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What keeps a drawing from being saved.

    Attributes:
        code: ``zones.crosses``, ``zones.too_few`` or ``zones.one_line``.
        tool: Where.
        shape: Which mask.
    """

    code: str
    tool: Tool
    shape: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything that is drawn on one picture; an unfinished shape has fewer points."""

    read: Points = ()
    open: Points = ()
    ignore: tuple[Points, ...] = ()
    line_a: Points = ()
    line_b: Points = ()

    def shapes(self, tool: Tool) -> tuple[Points, ...]:
        """Return the shapes of a tool; several for masks alone."""
        if tool is Tool.IGNORE:
            return self.ignore
        points: Points = getattr(self, tool.value)
        return (points,) if points else ()

    def points(self, tool: Tool, shape: int = 0) -> Points:
        """Return the points of one shape, none when it is not there."""
        shapes = self.shapes(tool)
        return shapes[shape] if 0 <= shape < len(shapes) else ()

    def with_shape(self, tool: Tool, points: Points, shape: int = 0) -> Drawing:
        """Return a drawing with another shape; one without points is taken out."""
        match tool:
            case Tool.READ:
                return replace(self, read=points)
            case Tool.OPEN:
                return replace(self, open=points)
            case Tool.LINE_A:
                return replace(self, line_a=points)
            case Tool.LINE_B:
                return replace(self, line_b=points)
        masks = list(self.ignore)
        if shape >= len(masks):
            masks.append(points)
        else:
            masks[shape] = points
        return replace(self, ignore=tuple(mask for mask in masks if mask))

    def places(self) -> Iterable[Place]:
        """All points, in the order in which Tab walks them."""
        for tool in Tool:
            for shape, points in enumerate(self.shapes(tool)):
                for index in range(len(points)):
                    yield Place(tool=tool, shape=shape, index=index)

    def at(self, place: Place) -> Point | None:
        """Return where a point is, None when it is not there any more."""
        points = self.points(place.tool, place.shape)
        return points[place.index] if 0 <= place.index < len(points) else None


def clamped(point: Point) -> Point:
    """Return the nearest place within the picture."""
    return Point(min(max(point.x, 0.0), 1.0), min(max(point.y, 0.0), 1.0))


def snapped(point: Point, others: Iterable[Point], *, aspect: float, within: float = SNAP) -> Point:
    """Return the place that a finger means: another point near by, or the picture's edge.

    Args:
        point: Where it is.
        others: Points that it may mean.
        aspect: Width of the picture over its height.
        within: Share of the picture's width.
    """
    point = clamped(point)
    near = [
        (math.hypot(other.x - point.x, (other.y - point.y) / aspect), other)
        for other in map(clamped, others)
    ]
    if near:
        distance, nearest = min(near, key=lambda pair: pair[0])
        if distance <= within:
            return nearest
    return Point(_to_edge(point.x, within), _to_edge(point.y, within * aspect))


def _to_edge(value: float, within: float) -> float:
    if value <= within:
        return 0.0
    return 1.0 if value >= 1.0 - within else value


def added(drawing: Drawing, tool: Tool, point: Point, shape: int = 0) -> tuple[Drawing, Place]:
    """Return the drawing with one more point, and which it is.

    A zone gets it on the side where its outline crosses nothing and grows the least, so that
    corners may be tapped in any order. A full zone, and a full line, are as they were.
    """
    points = drawing.points(tool, shape)
    most = LINE_POINTS if tool.is_line else POINTS_MOST
    point = clamped(point)
    if len(points) >= most:
        return drawing, Place(tool=tool, shape=shape, index=nearest_index(points, point))
    plain = tool.is_line or len(points) < POINTS_LEAST
    index = len(points) if plain else _best_side(points, point)
    grown = (*points[:index], point, *points[index:])
    return drawing.with_shape(tool, grown, shape), Place(tool=tool, shape=shape, index=index)


def nearest_index(points: Points, point: Point) -> int:
    """Return the index of the point that is nearest."""
    return min(range(len(points)), key=lambda i: _distance(points[i], point))


def _best_side(points: Points, point: Point) -> int:
    """Return where a point is put in: behind the last one among equals."""

    def cost(index: int) -> tuple[bool, float, int]:
        before, after = points[index - 1], points[index % len(points)]
        grown = (*points[:index], point, *points[index:])
        longer = _distance(before, point) + _distance(point, after) - _distance(before, after)
        return crosses(grown), round(longer, 9), -index

    return min(range(1, len(points) + 1), key=cost)


def _distance(a: Point, b: Point) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)


def moved(drawing: Drawing, place: Place, to: Point) -> Drawing:
    """Return the drawing with a point somewhere else, within the picture."""
    points = list(drawing.points(place.tool, place.shape))
    if not 0 <= place.index < len(points):
        return drawing
    points[place.index] = clamped(to)
    return drawing.with_shape(place.tool, tuple(points), place.shape)


def removed(drawing: Drawing, place: Place) -> Drawing:
    """Return the drawing without a point; a shape without points is gone."""
    points = drawing.points(place.tool, place.shape)
    if not 0 <= place.index < len(points):
        return drawing
    left = (*points[: place.index], *points[place.index + 1 :])
    return drawing.with_shape(place.tool, left, place.shape)


def crosses(points: Sequence[Point]) -> bool:
    """Return whether the outline of a zone cuts itself."""
    return len(points) > POINTS_LEAST and Polygon(tuple(points)).crosses_itself()


def mistakes(drawing: Drawing) -> tuple[Mistake, ...]:
    """Return what keeps a drawing from being saved, in the order of the tools."""
    found: list[Mistake] = []
    for tool in (Tool.READ, Tool.OPEN, Tool.IGNORE):
        for shape, points in enumerate(drawing.shapes(tool)):
            if len(points) < POINTS_LEAST:
                found.append(Mistake(code="zones.too_few", tool=tool, shape=shape))
            elif crosses(points):
                found.append(Mistake(code="zones.crosses", tool=tool, shape=shape))
    whole = [len(drawing.points(tool)) == LINE_POINTS for tool in (Tool.LINE_A, Tool.LINE_B)]
    drawn = [bool(drawing.points(tool)) for tool in (Tool.LINE_A, Tool.LINE_B)]
    if any(drawn) and not all(whole):
        tool = Tool.LINE_A if not whole[0] else Tool.LINE_B
        found.append(Mistake(code="zones.one_line", tool=tool))
    return tuple(found)


def arrow(drawing: Drawing) -> tuple[Point, Point] | None:
    """Return the way of a car from line A to line B, None without both lines."""
    if len(drawing.line_a) < LINE_POINTS or len(drawing.line_b) < LINE_POINTS:
        return None
    return _middle(drawing.line_a), _middle(drawing.line_b)


def _middle(points: Points) -> Point:
    return Point((points[0].x + points[1].x) / 2, (points[0].y + points[1].y) / 2)


def changes(camera: str, before: Drawing, after: Drawing) -> tuple[Change, ...]:
    """Return what must be changed in the site file, keys that did not change left alone."""
    found: list[Change] = []

    def put(key: str, value: object) -> None:
        if value:
            found.append(KeySet(table="cameras", row=camera, key=key, value=value))
        else:
            found.append(KeyRemoved(table="cameras", row=camera, key=key))

    for tool, key in _KEYS.items():
        if before.points(tool) != after.points(tool):
            put(key, _pairs(after.points(tool)))
    if before.ignore != after.ignore:
        put("ignore", tuple(_pairs(mask) for mask in after.ignore))
    return tuple(found)


def _pairs(points: Points) -> tuple[tuple[float, float], ...]:
    return tuple((float(point.x), float(point.y)) for point in points)


def drawing_of(
    *,
    read: Sequence[Sequence[float]] = (),
    open_zone: Sequence[Sequence[float]] = (),
    ignore: Sequence[Sequence[Sequence[float]]] = (),
    line_a: Sequence[Sequence[float]] | None = None,
    line_b: Sequence[Sequence[float]] | None = None,
) -> Drawing:
    """Return the drawing of a camera from its coordinates in the site file."""

    def points(pairs: Sequence[Sequence[float]] | None) -> Points:
        return tuple(Point(float(x), float(y)) for x, y in pairs or ())

    return Drawing(
        read=points(read),
        open=points(open_zone),
        ignore=tuple(points(mask) for mask in ignore),
        line_a=points(line_a),
        line_b=points(line_b),
    )
