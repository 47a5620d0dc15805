# SPDX-License-Identifier: AGPL-3.0-or-later
"""Wear of crops: sizes, determinism, and that characters stay visible."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest

from models.training import wear as wear_module
from models.training.wear import LOWEST, Array, wear


def _plate(high: int = 96, wide: int = 300) -> Array:
    image = np.full((high, wide, 3), 230, dtype=np.uint8)
    for x in range(wide // 10, wide - wide // 10, max(6, wide // 12)):
        image[high // 5 : 4 * high // 5, x : x + max(2, wide // 40)] = 25
    return image


@pytest.mark.parametrize("target", [None, 8.0, 13.0, 16.4, 64.0, 500.0])
def test_the_height_asked_for_is_made_and_nothing_is_enlarged(target: float | None) -> None:
    image = _plate()
    for seed in range(40):
        out = wear(image, random.Random(seed), target=target)
        wanted = 96 if target is None else min(96, round(target))
        assert out.shape[0] == wanted
        assert out.dtype == np.uint8
        assert out.shape[2] == 3
        assert abs(out.shape[1] / out.shape[0] - 300 / 96) < 0.5


def test_a_height_too_small_is_raised_to_the_lowest() -> None:
    assert wear(_plate(), random.Random(1), target=2.0).shape[0] == LOWEST


@pytest.mark.parametrize(("high", "wide"), [(8, 10), (9, 40), (240, 20), (12, 400)])
def test_odd_sizes_are_worn(high: int, wide: int) -> None:
    for seed in range(60):
        assert wear(_plate(high, wide), random.Random(seed), target=16.0).size


def test_the_same_randomness_wears_alike_and_the_crop_is_left_alone() -> None:
    image = _plate()
    kept = image.copy()
    for seed in range(20):
        first = wear(image, random.Random(seed), target=24.0)
        assert np.array_equal(first, wear(image, random.Random(seed), target=24.0))
    assert np.array_equal(image, kept)


def test_about_half_stay_near_the_crop_as_it_was() -> None:
    image = _plate()
    small = cv2.resize(image, (150, 48), interpolation=cv2.INTER_AREA).astype(np.float32)
    near = 0
    for seed in range(200):
        out = cv2.resize(wear(image, random.Random(seed), target=48.0), (150, 48))
        middle = out[16:32, 15:135].mean(axis=2).ravel()
        near += float(np.corrcoef(middle, small[16:32, 15:135].mean(axis=2).ravel())[0, 1]) > 0.9
    assert near >= 90


def test_characters_never_vanish_before_noise_and_codec() -> None:
    flat = np.full((40, 120, 3), 128.0, dtype=np.float32)
    flat[10:30, 20:100:8] = 122.0
    flat[10:30, 21:100:8] = 122.0
    for scene in (flat, flat + 200, flat - 200):
        low, top = wear_module._levels(wear_module._readable(scene.astype(np.float32)))
        assert top - low >= wear_module.LEAST_SPREAD - 1
        assert low < 226
        assert top > 29


@pytest.mark.parametrize(
    "change", [row[2] for row in (*wear_module._SCENE, *wear_module._OPTICS, *wear_module._SENSOR)]
)
def test_every_change_keeps_shape_and_finite_numbers(change: wear_module._Change) -> None:
    work = _plate(24, 80).astype(np.float32)
    for seed in range(15):
        out = change(work.copy(), random.Random(seed))
        assert out.shape == work.shape
        assert out.dtype == np.float32
        assert np.isfinite(out).all()


def test_night_under_infrared_is_grey() -> None:
    out = wear_module._infrared(_plate(32, 100).astype(np.float32), random.Random(3))
    assert np.ptp(out, axis=2).max() == 0
