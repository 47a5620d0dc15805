# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures of merit on cases small enough to be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.plate import distance
from models.training.metrics import (
    PictureBootstrap,
    align,
    bin_of,
    calibration,
    edit_distance,
    iou_matrix,
    match_best_first,
    match_closest,
    precision_curve,
)

TEXTS = st.text(alphabet="01OIAB", max_size=9)
BOX = st.tuples(*[st.integers(0, 20)] * 4).map(
    lambda v: (min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]) + 1, max(v[1], v[3]) + 1)
)
BOXES = st.lists(BOX, max_size=6)


def test_overlap_of_boxes() -> None:
    ious = iou_matrix([(0, 0, 10, 10), (20, 20, 30, 30)], [(0, 0, 10, 10), (5, 0, 15, 10)])
    assert ious[0, 0] == 1.0
    assert ious[0, 1] == pytest.approx(50 / 150)
    assert not ious[1].any()


def test_empty_sides_have_no_overlap() -> None:
    assert iou_matrix([], [(0, 0, 1, 1)]).shape == (0, 1)
    assert iou_matrix([(0, 0, 1, 1)], []).shape == (1, 0)
    assert match_best_first(iou_matrix([(0, 0, 1, 1)], []), 0.5).tolist() == [-1]
    assert match_closest(iou_matrix([(0, 0, 1, 1)], []), 0.5).tolist() == [-1]
    assert iou_matrix([(3, 3, 3, 3)], [(3, 3, 3, 3)]).tolist() == [[0.0]]


def test_a_plate_found_twice_counts_once() -> None:
    ious = np.array([[0.6], [0.9]])
    assert match_best_first(ious, 0.5).tolist() == [0, -1]
    assert match_closest(ious, 0.5).tolist() == [-1, 0]


def test_the_threshold_itself_matches() -> None:
    assert match_best_first(np.array([[0.5]]), 0.5).tolist() == [0]
    assert match_best_first(np.array([[0.4999]]), 0.5).tolist() == [-1]


@given(BOXES, BOXES, st.floats(0.05, 0.95))
def test_matching_is_one_to_one(found: list[object], truth: list[object], limit: float) -> None:
    ious = iou_matrix(np.array(found), np.array(truth))
    assert ((ious >= 0) & (ious <= 1)).all()
    for match in (match_best_first, match_closest):
        matched = match(ious, limit)
        taken = [int(column) for column in matched if column >= 0]
        assert len(taken) == len(set(taken))
        assert all(ious[row, column] >= limit for row, column in enumerate(matched) if column >= 0)


@pytest.mark.parametrize(
    ("read", "truth", "steps"),
    [
        ("AB12", "AB12", 0),
        ("", "AB12", 4),
        ("AB12", "", 4),
        ("AB1Z", "AB12", 1),
        ("GBAB12", "AB12", 2),
        ("A12", "AB12", 1),
        ("BA12", "AB12", 2),
    ],
)
def test_edit_distance(read: str, truth: str, steps: int) -> None:
    assert edit_distance(read, truth) == steps


@given(TEXTS, TEXTS)
def test_edit_distance_is_that_of_the_product(one: str, two: str) -> None:
    assert edit_distance(one, two) == distance(one, two, limit=20) == edit_distance(two, one)


@given(TEXTS, TEXTS)
def test_alignment_uses_every_character_once(one: str, two: str) -> None:
    pairs = align(one, two)
    assert [i for i, _ in pairs if i is not None] == list(range(len(one)))
    assert [j for _, j in pairs if j is not None] == list(range(len(two)))


def test_average_precision_by_hand() -> None:
    # Of two plates, the first and the third detection hit: precision 1 up to recall 0.5, then 2/3.
    curve = precision_curve([0.9, 0.8, 0.7], [True, False, True], 2)
    assert curve.average_precision == pytest.approx((51 * 1.0 + 50 * 2 / 3) / 101)
    assert curve.recall_at(0.97) == 0.5
    assert curve.recall_at(0.6) == 1.0


def test_average_precision_does_not_depend_on_the_order_given() -> None:
    one = precision_curve([0.9, 0.8, 0.7], [True, False, True], 2)
    two = precision_curve([0.7, 0.9, 0.8], [True, True, False], 2)
    assert one.average_precision == two.average_precision


def test_average_precision_at_the_ends() -> None:
    assert precision_curve([], [], 3).average_precision == 0.0
    assert precision_curve([], [], 3).recall_at(0.5) == 0.0
    assert math.isnan(precision_curve([0.5], [False], 0).average_precision)
    assert precision_curve([0.5, 0.4], [True, True], 2).average_precision == pytest.approx(1.0)


def test_calibration_by_hand() -> None:
    table = calibration([0.95, 0.95, 0.55, 0.55], [True, True, True, False])
    assert table.count == 4
    # |0.95 - 1| for half of them, |0.55 - 0.5| for the other half.
    assert table.error == pytest.approx(0.05)
    assert [row[2] for row in table.rows] == [0, 0, 0, 0, 0, 2, 0, 0, 0, 2]
    assert table.rows[9][3:] == (0.95, 1.0)
    assert math.isnan(table.rows[0][3])


def test_calibration_of_nothing() -> None:
    assert math.isnan(calibration([], []).error)


def test_the_ends_of_confidence_have_a_step() -> None:
    assert bin_of([0.0, 0.0999, 0.1, 0.999, 1.0]).tolist() == [0, 0, 1, 9, 9]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_calibration_error_is_a_share(items: list[tuple[float, bool]]) -> None:
    table = calibration([value for value, _ in items], [good for _, good in items])
    assert 0.0 <= table.error <= 1.0
    assert sum(row[2] for row in table.rows) == len(items)


def test_the_same_seed_gives_the_same_interval() -> None:
    over, under = [1, 0, 1, 1, 0, 1, 1, 0], [1, 1, 1, 2, 1, 1, 1, 1]
    first = PictureBootstrap(pictures=8, seed=5).ratio(over, under)
    assert first == PictureBootstrap(pictures=8, seed=5).ratio(over, under)
    assert 0.0 <= first[0] <= sum(over) / sum(under) <= first[1] <= 1.0
    fine = np.random.default_rng(0).uniform(size=50).tolist()
    five, six = (PictureBootstrap(pictures=50, seed=seed).ratio(fine, [1] * 50) for seed in (5, 6))
    assert five != six


def test_intervals_at_the_ends() -> None:
    chance = PictureBootstrap(pictures=4)
    assert chance.ratio([1, 1, 1, 1], [1, 1, 1, 1]) == (1.0, 1.0)
    assert all(math.isnan(value) for value in chance.ratio([0] * 4, [0] * 4))
    # Draws without the only picture that counts are left out, not divided by zero.
    assert chance.ratio([0, 0, 0, 1], [0, 0, 0, 1]) == (1.0, 1.0)


def test_plates_of_a_picture_are_drawn_together() -> None:
    # 100 plates in one of two pictures: the interval must be as wide as for two observations.
    low, high = PictureBootstrap(pictures=2).ratio([100, 0], [100, 100])
    assert (low, high) == (0.0, 1.0)


def test_interval_of_the_calibration_error_holds_the_value() -> None:
    rng = np.random.default_rng(1)
    confidence = rng.uniform(0.5, 1.0, 300)
    right = rng.uniform(size=300) < confidence - 0.2
    picture = np.arange(300) // 3
    value = calibration(confidence.tolist(), right.tolist()).error
    chance = PictureBootstrap(pictures=100)
    low, high = chance.calibration_error(picture.tolist(), confidence.tolist(), right.tolist())
    assert low <= value <= high
    assert high - low < 0.2
    assert all(math.isnan(limit) for limit in chance.calibration_error([], [], []))
