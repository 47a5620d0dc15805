# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the detector is shown: boxes stay on their plates through every warp."""

from __future__ import annotations

import random
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.training.data_detector import (
    MIN_SIDE,
    DetectorSampler,
    held_out,
    load_photos,
    paste,
    photograph,
)

SHAPE = (192, 320)


def _folder(tmp_path: Path, count: int = 6) -> Path:
    """Grey pictures, each with one white plate whose box is exact."""
    for part in ("images/train", "labels/train"):
        (tmp_path / part).mkdir(parents=True)
    rng = random.Random(1)
    for number in range(count):
        picture = np.full((240, 400, 3), 40, dtype=np.uint8)
        x, y, w, h = rng.randint(90, 200), rng.randint(70, 120), 80, 24
        picture[y : y + h, x : x + w] = 250
        cv2.imwrite(str(tmp_path / f"images/train/romania_{number}.png"), picture)
        (tmp_path / f"labels/train/romania_{number}.txt").write_text(
            f"0 {(x + w / 2) / 400} {(y + h / 2) / 240} {w / 400} {h / 240}\n"
        )
    return tmp_path


def _sampler(folder: Path, seed: int, plates: bool = False) -> DetectorSampler:
    white = np.full((96, 300, 3), 250, dtype=np.uint8)
    return DetectorSampler(
        photos=load_photos(folder),
        plates=[white] if plates else [],
        rng=random.Random(seed),
        words=("TAXI",),
    )


@pytest.mark.parametrize("seed", range(6))
def test_boxes_lie_within_the_picture_and_are_high_enough(tmp_path: Path, seed: int) -> None:
    sampler = _sampler(_folder(tmp_path), seed, plates=True)
    for _ in range(25):
        picture, boxes = sampler.draw(SHAPE)
        assert picture.shape == (*SHAPE, 3)
        assert picture.dtype == np.uint8
        assert boxes.shape[1] == 4
        assert (boxes[:, 0] >= 0).all()
        assert (boxes[:, 1] >= 0).all()
        assert (boxes[:, 2] <= SHAPE[1]).all()
        assert (boxes[:, 3] <= SHAPE[0]).all()
        assert (boxes[:, 3] - boxes[:, 1] >= MIN_SIDE).all()


def test_a_box_holds_its_plate_after_the_warp(tmp_path: Path) -> None:
    sampler = _sampler(_folder(tmp_path), 3)
    checked = 0
    for _ in range(40):
        picture, quads = sampler._one(SHAPE)  # before light and lettering change the white
        for quad in quads:
            x0, y0 = quad.min(axis=0)
            x1, y1 = quad.max(axis=0)
            if x0 < 2 or y0 < 2 or x1 > SHAPE[1] - 2 or y1 > SHAPE[0] - 2:
                continue
            rows, columns = np.nonzero(picture[:, :, 0] > 180)
            assert abs(columns.min() - x0) < 3
            assert abs(columns.max() - x1) < 3
            assert abs(rows.min() - y0) < 3
            assert abs(rows.max() - y1) < 3
            checked += 1
    assert checked > 10


def test_a_pasted_plate_fills_its_corners() -> None:
    picture = np.zeros((100, 200, 3), dtype=np.uint8)
    corners = np.array([[50, 30], [130, 40], [128, 66], [48, 56]], dtype=np.float32)
    paste(picture, np.full((96, 300, 3), 255, dtype=np.uint8), corners)
    rows, columns = np.nonzero(picture[:, :, 0] > 127)
    assert abs(columns.min() - 48) <= 1
    assert abs(columns.max() - 130) <= 1
    assert abs(rows.min() - 30) <= 1
    assert abs(rows.max() - 66) <= 1
    assert picture[10, 10].sum() == 0


def test_the_same_seed_gives_the_same_pictures(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    first, second = (_sampler(folder, 5, plates=True).draw(SHAPE) for _ in range(2))
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


def test_light_changes_no_size() -> None:
    picture = np.full((60, 80, 3), 120, dtype=np.uint8)
    for seed in range(20):
        worn = photograph(picture, random.Random(seed))
        assert worn.shape == picture.shape
        assert worn.dtype == np.uint8


def test_held_out_photographs_are_not_trained_on(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    kept = next(f"usmix_{n}" for n in range(1000) if held_out(f"usmix_{n}"))
    cv2.imwrite(str(folder / f"images/train/{kept}.png"), np.zeros((50, 50, 3), np.uint8))
    assert kept not in {photo.name for photo in load_photos(folder)}
    assert {photo.name for photo in load_photos(folder, kept=True)} == {kept}
    assert not held_out("romania_1")


def test_a_folder_without_photographs_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "images" / "train").mkdir(parents=True)
    with pytest.raises(ValueError, match="no training photographs"):
        load_photos(tmp_path)
