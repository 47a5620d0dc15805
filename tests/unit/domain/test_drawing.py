# SPDX-License-Identifier: AGPL-3.0-or-later
"""Points of zones and lines: added, moved, taken out, snapped; and what may be saved."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alpr_kiosk.domain.drawing import (
    POINTS_MOST,
    SNAP,
    Drawing,
    Place,
    Tool,
    added,
    arrow,
    changes,
    crosses,
    drawing_of,
    mistakes,
    moved,
    removed,
    snapped,
)
from alpr_kiosk.domain.geometry import Point
from alpr_kiosk.domain.settings_intents import KeyRemoved, KeySet

fractions = st.floats(0, 1, allow_nan=False)
points = st.builds(Point, fractions, fractions)
anywhere = st.builds(Point, st.floats(-3, 4), st.floats(-3, 4))
zones = st.lists(points, min_size=3, max_size=POINTS_MOST, unique=True).map(tuple)
ASPECT = 16 / 9


def test_corners_may_be_tapped_in_any_order() -> None:
    corners = [Point(0.2, 0.2), Point(0.8, 0.2), Point(0.8, 0.8), Point(0.2, 0.8)]
    for order in ((0, 1, 2, 3), (0, 2, 1, 3), (3, 0, 1, 2), (2, 0, 3, 1)):
        drawing = Drawing()
        for index in order:
            drawing, place = added(drawing, Tool.OPEN, corners[index])
            assert drawing.at(place) == corners[index]
        assert not crosses(drawing.open)
        assert mistakes(drawing) == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 2 * math.pi - 0.01), min_size=4, max_size=POINTS_MOST, unique=True))
def test_points_of_a_convex_zone_never_make_it_cross_itself(angles) -> None:
    assume(min(abs(a - b) for a in angles for b in angles if a != b) > 0.05)
    drawing = Drawing()
    for angle in angles:
        at = Point(0.5 + 0.4 * math.cos(angle), 0.5 + 0.4 * math.sin(angle))
        drawing, _ = added(drawing, Tool.READ, at)
    assert len(drawing.read) == len(angles)
    assert not crosses(drawing.read)


@settings(max_examples=80, deadline=None)
@given(zones, anywhere)
def test_adding_loses_no_point_and_stays_in_the_picture(zone, at) -> None:
    drawing, place = added(Drawing(open=zone), Tool.OPEN, at)
    full = len(zone) == POINTS_MOST
    assert len(drawing.open) == len(zone) + (not full)
    assert set(zone) <= set(drawing.open)
    assert all(0 <= p.x <= 1 and 0 <= p.y <= 1 for p in drawing.open)
    assert drawing.at(place) is not None


@settings(max_examples=80, deadline=None)
@given(zones, st.integers(0, 11), anywhere)
def test_moving_and_taking_out_touch_one_point_alone(zone, index, to) -> None:
    place = Place(tool=Tool.OPEN, index=index)
    before = Drawing(open=zone, read=zone)
    after = moved(before, place, to)
    assert (len(after.open), after.read) == (len(zone), zone)
    assert all(0 <= p.x <= 1 and 0 <= p.y <= 1 for p in after.open)
    others = [i for i in range(len(zone)) if i != index]
    assert [after.open[i] for i in others] == [zone[i] for i in others]
    left = removed(before, place)
    expected = len(zone) - (index < len(zone))
    assert (len(left.open), left.read) == (expected, zone)


@settings(max_examples=150, deadline=None)
@given(anywhere, st.lists(points, max_size=6))
def test_a_snapped_place_is_near_in_the_picture_and_stays_where_it_is(at, others) -> None:
    inside = Point(min(max(at.x, 0), 1), min(max(at.y, 0), 1))
    place = snapped(at, others, aspect=ASPECT)
    assert 0 <= place.x <= 1
    assert 0 <= place.y <= 1
    assert abs(place.x - inside.x) <= SNAP + 1e-9
    assert abs(place.y - inside.y) <= SNAP * ASPECT + 1e-9
    if place in others:
        # It may have several neighbours; it is one of them from then on.
        assert snapped(place, others, aspect=ASPECT) == place


def test_a_place_snaps_to_a_point_before_an_edge() -> None:
    corner = Point(0.008, 0.5)
    assert snapped(Point(0.005, 0.502), [corner], aspect=ASPECT) == corner
    assert snapped(Point(0.005, 0.3), [corner], aspect=ASPECT) == Point(0.0, 0.3)
    assert snapped(Point(0.5, 0.99), [], aspect=ASPECT) == Point(0.5, 1.0)
    assert snapped(Point(0.5, 0.5), [corner], aspect=ASPECT) == Point(0.5, 0.5)


@settings(max_examples=80, deadline=None)
@given(zones)
def test_what_may_be_saved_is_what_the_site_file_takes(zone) -> None:
    from pydantic import ValidationError

    from alpr_kiosk.config.schema import CameraConfig

    drawing = Drawing(open=zone)
    row = {"id": "c", "source": "demo:x", "open_zone": [(p.x, p.y) for p in zone]}
    try:
        CameraConfig.model_validate(row)
        taken = True
    except ValidationError:
        taken = False
    assert (mistakes(drawing) == ()) == taken


@pytest.mark.parametrize(
    ("drawing", "code", "tool"),
    [
        (Drawing(read=(Point(0, 0), Point(1, 1))), "zones.too_few", Tool.READ),
        (Drawing(ignore=((Point(0, 0),),)), "zones.too_few", Tool.IGNORE),
        (Drawing(line_a=(Point(0, 0), Point(1, 1))), "zones.one_line", Tool.LINE_B),
        (
            Drawing(line_a=(Point(0, 0),), line_b=(Point(0, 0), Point(1, 1))),
            "zones.one_line",
            Tool.LINE_A,
        ),
        (
            Drawing(open=(Point(0, 0), Point(1, 1), Point(1, 0), Point(0, 1))),
            "zones.crosses",
            Tool.OPEN,
        ),
    ],
)
def test_what_is_not_whole_is_named(drawing, code, tool) -> None:
    (mistake,) = mistakes(drawing)
    assert (mistake.code, mistake.tool) == (code, tool)


def test_the_arrow_goes_from_line_a_to_line_b() -> None:
    drawing = Drawing(
        line_a=(Point(0.2, 0.4), Point(0.8, 0.4)), line_b=(Point(0.2, 0.8), Point(0.8, 0.8))
    )
    assert arrow(drawing) == (Point(0.5, 0.4), Point(0.5, 0.8))
    assert arrow(Drawing()) is None


def test_only_what_changed_is_written_and_what_is_gone_is_taken_out() -> None:
    before = drawing_of(
        read=[(0, 0), (1, 0), (1, 1)],
        open_zone=[(0, 0), (1, 0), (1, 1)],
        ignore=[[(0, 0), (0.1, 0), (0.1, 0.1)]],
        line_a=((0, 0), (1, 0)),
        line_b=((0, 1), (1, 1)),
    )
    after = moved(before, Place(tool=Tool.OPEN, index=2), Point(0.5, 0.5))
    for _ in range(3):
        after = removed(after, Place(tool=Tool.IGNORE))
    assert changes("cam", before, before) == ()
    assert changes("cam", before, after) == (
        KeySet(
            table="cameras",
            row="cam",
            key="open_zone",
            value=((0.0, 0.0), (1.0, 0.0), (0.5, 0.5)),
        ),
        KeyRemoved(table="cameras", row="cam", key="ignore"),
    )


def test_a_new_mask_stands_beside_the_others() -> None:
    drawing = Drawing()
    for shape in range(2):
        for at in (Point(0, 0), Point(0.1, 0), Point(0.1, 0.1)):
            drawing, _ = added(drawing, Tool.IGNORE, at, shape)
    assert [len(mask) for mask in drawing.ignore] == [3, 3]
    assert len(list(drawing.places())) == 6
