# SPDX-License-Identifier: AGPL-3.0-or-later
"""A change of the camera's resolution moves no zone, mask or line, and changes no passage."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.events import Direction, Passage
from alpr_kiosk.domain.geometry import Box, Point, Polygon, Segment
from alpr_kiosk.domain.motion import LineWatch
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageSettings
from alpr_kiosk.vision.pipeline import _inside
from alpr_kiosk.vision.types import Detections
from tests.fakes.plates import MONO, NOON, read

SIZES = st.sampled_from(
    [(3840, 2160), (2560, 1440), (1920, 1080), (1280, 720), (960, 540), (640, 360)]
)
"""Main and sub-streams of 16:9; the product never asks which one a box came from."""

PLACE = st.floats(0.01, 0.99)
MARGIN = 1.5 / 360
"""One and a half pixels of the smallest stream: nearer to an edge a box may be drawn either way."""


def seen_at(box: Box, size: tuple[int, int]) -> Box:
    """Return the box as a detector gives it at a resolution: whole pixels, then fractions."""
    wide, high = size
    return Box(
        round(box.x0 * wide) / wide,
        round(box.y0 * high) / high,
        round(box.x1 * wide) / wide,
        round(box.y1 * high) / high,
    )


def distance_to(polygon: Polygon, point: Point) -> float:
    """Return how near a point is to the polygon's edges, fractions of the picture."""
    corners = polygon.points
    return min(gap(a, b, point) for a, b in zip(corners, (*corners[1:], corners[0]), strict=True))


def gap(a: Point, b: Point, point: Point) -> float:
    step = np.array([b.x - a.x, b.y - a.y])
    to = np.array([point.x - a.x, point.y - a.y])
    length = float(step @ step)
    along = 0.0 if length == 0 else min(1.0, max(0.0, float(to @ step) / length))
    return float(np.hypot(*(to - along * step)))


BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, min(1.0, x + w), min(1.0, y + h)),
    PLACE,
    PLACE,
    st.floats(0.02, 0.3),
    st.floats(0.01, 0.1),
)
POLYGONS = st.lists(st.tuples(PLACE, PLACE), min_size=3, max_size=7).map(Polygon.of)


@given(box=BOXES, zone=POLYGONS, size=SIZES)
def test_a_zone_holds_the_same_plates_at_every_resolution(
    box: Box, zone: Polygon, size: tuple[int, int]
) -> None:
    assume(distance_to(zone, box.ground) > MARGIN)
    assume(distance_to(zone, box.center) > MARGIN)
    there = seen_at(box, size)
    assert zone.contains(there.ground) == zone.contains(box.ground)
    assert zone.contains(there.center) == zone.contains(box.center)


@given(
    path=st.lists(st.tuples(PLACE, PLACE), min_size=2, max_size=12),
    one=st.tuples(PLACE, PLACE, PLACE, PLACE),
    two=st.tuples(PLACE, PLACE, PLACE, PLACE),
    size=SIZES,
)
def test_lines_are_crossed_in_the_same_order_at_every_resolution(
    path: list[tuple[float, float]],
    one: tuple[float, float, float, float],
    two: tuple[float, float, float, float],
    size: tuple[int, int],
) -> None:
    lines = (Segment.of((one[:2], one[2:])), Segment.of((two[:2], two[2:])))
    points = [Point(x, y) for x, y in path]
    wide, high = size
    drawn = [Point(round(p.x * wide) / wide, round(p.y * high) / high) for p in points]
    for line in lines:
        # A step that touches a line, or an end of it, may count either way.
        assume(all(gap(line.a, line.b, point) > MARGIN for point in points))
        for a, b in pairwise(points):
            assume(a != b)
            assume(min(gap(a, b, line.a), gap(a, b, line.b)) > MARGIN)
    crossings = [_where(line, a, b) for a, b in pairwise(points) for line in lines]
    # Both lines crossed in one step at nearly the same place: either may come first.
    pairs = [(crossings[n], crossings[n + 1]) for n in range(0, len(crossings), 2)]
    assume(all(a is None or b is None or abs(a - b) > 0.2 for a, b in pairs))
    ways = []
    for places in (points, drawn):
        watch = LineWatch(lines)
        for a, b in pairwise(places):
            watch.update(a, b)
        ways.append(watch.direction(Direction.IN))
    assert ways[0] is ways[1]


def _where(line: Segment, a: Point, b: Point) -> float | None:
    if not line.crossed_by(a, b):
        return None
    before, after = line.side(a), line.side(b)
    return before / (before - after)


@given(boxes=st.lists(BOXES, min_size=1, max_size=6), zone=POLYGONS, mask=POLYGONS, size=SIZES)
def test_the_reader_leaves_out_the_same_boxes_at_every_resolution(
    boxes: list[Box], zone: Polygon, mask: Polygon, size: tuple[int, int]
) -> None:
    assume(not zone.crosses_itself())
    assume(all(distance_to(zone, box.ground) > MARGIN for box in boxes))
    assume(all(distance_to(mask, box.center) > MARGIN for box in boxes))
    config = CameraConfig(
        id="cam",
        source="x.mp4",
        read_zone=tuple((p.x, p.y) for p in zone.points),
        ignore=(tuple((p.x, p.y) for p in mask.points),),
    )
    kept = []
    for wide, high in (size, (7680, 4320)):
        pixels = np.array(
            [[b.x0 * wide, b.y0 * high, b.x1 * wide, b.y1 * high] for b in boxes], dtype=np.float32
        )
        found = Detections(
            boxes=np.round(pixels), scores=np.linspace(1.0, 0.5, len(boxes), dtype=np.float32)
        )
        kept.append(_inside(found, config, wide, high).scores.tolist())
    assert kept[0] == kept[1]


def passages(size: tuple[int, int], **changes: Any) -> list[Passage]:
    """Return what a car becomes that drives down the picture, seen at a resolution."""
    builder = PassageBuilder(
        camera=PassageSettings(
            camera_id="cam",
            lane_id="lane",
            read_zone=Polygon.of([(0.1, 0.15), (0.9, 0.15), (0.9, 0.99), (0.1, 0.99)]),
            open_zone=Polygon.of([(0.2, 0.6), (0.8, 0.6), (0.8, 0.98), (0.2, 0.98)]),
            ignore=(Polygon.of([(0.0, 0.0), (0.3, 0.0), (0.3, 0.3), (0.0, 0.3)]),),
            lines=(Segment.of([(0.1, 0.4), (0.9, 0.4)]), Segment.of([(0.1, 0.55), (0.9, 0.55)])),
            direction=Direction.IN,
        ),
        new_id=lambda: "p",
    )
    done: dict[str, Passage] = {}
    for frame in range(1, 26):
        top = 0.1 + 0.03 * frame + changes.get("shift", 0.0)
        box = seen_at(Box(0.45, top, 0.55, top + 0.05), size)
        now = MONO + frame / 10
        height = (box.y1 - box.y0) * size[1]
        one = replace(read("HK4725", frame, box=box, mono=now), plate_height_px=height)
        for update in builder.update(
            now_mono=now,
            now_utc=NOON + timedelta(seconds=frame / 10),
            tracks=[(1, box, 0.9)],
            reads=[one],
        ):
            done[update.passage.passage_id] = update.passage
    return list(done.values())


@settings(max_examples=20)
@given(size=SIZES, shift=st.floats(-0.1, 0.1))
def test_a_passage_is_the_same_at_every_resolution(size: tuple[int, int], shift: float) -> None:
    ends = 0.1 + 0.75 + shift + 0.05
    assume(abs(ends - 0.98) > 0.01)
    assume(abs(ends - 0.99) > 0.01)
    (here,), (there,) = passages(size, shift=shift), passages((7680, 4320), shift=shift)
    assert here.direction is there.direction is Direction.IN
    assert here.in_open_zone == there.in_open_zone
    assert here.consensus.text == there.consensus.text
    assert here.consensus.settled
    assert there.consensus.settled


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (640, 360)])
def test_a_stream_that_changes_its_resolution_in_the_middle_of_a_passage(
    size: tuple[int, int],
) -> None:
    """The camera is set from one size to another while a car drives through."""
    builder = PassageBuilder(
        camera=PassageSettings(
            camera_id="cam",
            lane_id="lane",
            open_zone=Polygon.of([(0.2, 0.6), (0.8, 0.6), (0.8, 0.98), (0.2, 0.98)]),
            lines=(Segment.of([(0.1, 0.4), (0.9, 0.4)]), Segment.of([(0.1, 0.55), (0.9, 0.55)])),
            direction=Direction.IN,
        ),
        new_id=lambda: "p",
    )
    last: Passage | None = None
    for frame in range(1, 26):
        top = 0.1 + 0.03 * frame
        now_size = (3840, 2160) if frame < 13 else size
        box = seen_at(Box(0.45, top, 0.55, top + 0.05), now_size)
        now = MONO + frame / 10
        height = (box.y1 - box.y0) * now_size[1]
        one = replace(read("HK4725", frame, box=box, mono=now), plate_height_px=height)
        for update in builder.update(
            now_mono=now,
            now_utc=NOON + timedelta(seconds=frame / 10),
            tracks=[(1, box, 0.9)],
            reads=[one],
        ):
            last = update.passage
    assert last is not None
    assert last.direction is Direction.IN
    assert last.in_open_zone
    assert last.consensus.settled
    assert last.consensus.text == "HK4725"
