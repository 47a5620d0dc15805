# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the reader is trained on: boxes as they are found, whole texts, plates in surroundings."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.training.boxes import held_out, load_boxes, match_labels
from models.training.data_reader import (
    HEIGHT,
    MIN_WIDTH,
    WIDTH,
    RealCrop,
    Sampler,
    fit,
    load_negatives,
    load_real,
    split_held_out,
    to_tensor,
)
from models.training.loose import (
    MAX_ACROSS,
    MAX_DOWN,
    MAX_INWARD,
    crop_with_gap,
    cut_lines,
    grow,
    keeps_text,
    loose_errors,
)
from models.training.swap import place
from models.training.synth_plates import Rendered

needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="torch is only in the training environment"
)


def two_lines() -> np.ndarray:
    """A white plate, 80 px high, black bars for characters, its gap in the middle."""
    image = np.full((80, 120, 3), 230, dtype=np.uint8)
    for x in range(12, 108, 16):
        image[8:34, x : x + 7] = 20
        image[46:72, x : x + 7] = 20
    return image


# ------------------------------------------------------------------------------------------ boxes


def test_detections_are_sorted_into_plates_and_false_ones() -> None:
    label = (100.0, 100.0, 200.0, 130.0)
    near, faint = (95.0, 96.0, 206.0, 134.0), (104.0, 98.0, 204.0, 131.0)
    sticker, around, sure = (10.0, 10.0, 60.0, 30.0), (0.0, 0.0, 900.0, 600.0), (400, 10, 460, 30)
    found, wrong = match_labels(
        [near, faint, sticker, around, sure], [0.8, 0.1, 0.2, 0.1, 0.9], [label]
    )
    assert found == {0: [near]}  # a faint one is no box that the product would read
    assert wrong == [sticker]  # what holds a plate, or is surely one, is no negative


def test_a_picture_without_labels_gives_only_negatives() -> None:
    assert match_labels([(1, 1, 40, 20)], [0.1], []) == ({}, [(1, 1, 40, 20)])


def test_box_file_gives_no_negatives_from_held_out_pictures(tmp_path: Path) -> None:
    names = [f"picture{n}" for n in range(200)]
    kept_apart = [name for name in names if held_out(name)]
    assert 8 <= len(kept_apart) <= 35  # a tenth
    file = tmp_path / "boxes.json"
    file.write_text(
        json.dumps(
            {
                "found": {names[0]: {"1": [[1, 2, 3, 4]]}},
                "negatives": [[name, [0, 0, 9, 5]] for name in names],
            }
        )
    )
    boxes = load_boxes(file)
    assert boxes.found == {(names[0], 1): ((1.0, 2.0, 3.0, 4.0),)}
    assert {name for name, _ in boxes.negatives} == set(names) - set(kept_apart)


# ------------------------------------------------------------------------------------ loose boxes


def test_loose_boxes_reach_out_but_hardly_in() -> None:
    rng = random.Random(1)
    drawn = np.array([loose_errors(rng) for _ in range(3000)])
    assert drawn.min() >= -MAX_INWARD
    assert drawn[:, 0::2].max() <= MAX_ACROSS
    assert drawn[:, 1::2].max() <= MAX_DOWN
    assert (drawn[:, 0::2] > 0.3).mean() > 0.02  # the tail is there
    assert np.median(drawn) < 0.12


def test_found_boxes_that_cut_text_off_are_refused() -> None:
    label = (100.0, 100.0, 200.0, 120.0)
    assert keeps_text((98, 95, 230, 125), label)
    assert not keeps_text((110, 100, 200, 120), label)
    assert not keeps_text((100, 100, 200, 114), label)


def test_gap_stays_where_it_is_in_the_crop() -> None:
    image = np.zeros((100, 200, 3), dtype=np.uint8)
    image[50:] = 255
    for box in ((20, 20, 180, 80), (20, -30, 180, 90), (0, 40, 190, 120)):
        crop, gap = crop_with_gap(image, box, 50.0)
        assert abs(gap - (crop[:, 0, 0] == 0).mean()) < 0.02


def test_lines_are_cut_between_them() -> None:
    rng = random.Random(2)
    for _ in range(40):
        upper, lower = cut_lines(two_lines(), 0.5, rng)
        assert 35 <= upper.shape[0] <= 48
        assert 35 <= lower.shape[0] <= 48


# ------------------------------------------------------------------------------------ plate swap


def test_plate_covers_the_old_one_and_lies_in_its_box() -> None:
    rng = random.Random(3)
    plate = np.zeros((96, 400, 3), dtype=np.uint8)
    plate[:, :, 1] = 255  # green, which the surroundings are not
    scene = np.full((80, 200, 3), 60, dtype=np.uint8)
    for _ in range(40):
        canvas, (x0, y0, x1, y1) = place(plate, [(scene, (40.0, 25.0, 160.0, 55.0))], rng)
        green = (canvas[:, :, 1].astype(int) - canvas[:, :, 0]) > 60
        if green[:2].any():
            continue  # the plain ground happens to be green
        ys, xs = np.nonzero(green)
        assert green.sum() > 0.6 * 96 * 400
        assert xs.min() >= x0 - 3
        assert xs.max() <= x1 + 3
        assert ys.min() >= y0 - 3
        assert ys.max() <= y1 + 3
        assert x1 < canvas.shape[1] + 1
        assert y1 < canvas.shape[0] + 1


# --------------------------------------------------------------------------------------- samples


def sampler(real_share: float, negative_share: float = 0.0, seed: int = 4) -> Sampler:
    scene = np.full((120, 220, 3), 90, dtype=np.uint8)
    scene[30:90, 50:170] = 220
    box = (50.0, 30.0, 170.0, 90.0)
    one = RealCrop(scene, box, ("AB123",), ((45.0, 25.0, 176.0, 95.0),))
    two = RealCrop(cv2.resize(two_lines(), (220, 120)), (10.0, 5.0, 210.0, 115.0), ("UP", "77"))
    return Sampler(
        real=[one, two],
        plates=[
            Rendered(np.full((96, 400, 3), 200, dtype=np.uint8), (("XY9", 0.1, 0.9),)),
            Rendered(two_lines(), (("KL", 0.05, 0.45), ("42", 0.55, 0.95))),
        ],
        rng=random.Random(seed),
        real_share=real_share,
        negatives=[RealCrop(scene, (0.0, 0.0, 60.0, 20.0), ())],
        negative_share=negative_share,
    )


@pytest.mark.parametrize("real_share", [0.0, 1.0])
def test_two_lines_are_read_alone_and_never_whole(real_share: float) -> None:
    drawn = [sampler(real_share, seed=seed).draw() for seed in range(80)]
    expected = {"AB123", "UP", "77", ""} if real_share else {"XY9", "KL", "42", ""}
    assert {text for _, text in drawn} == expected
    assert all(p.shape[0] == HEIGHT and MIN_WIDTH <= p.shape[1] <= WIDTH for p, _ in drawn)
    batch = to_tensor([picture for picture, _ in drawn])
    assert batch.shape == (80, 3, HEIGHT, WIDTH)
    assert abs(batch).max() <= 1.0


def test_crops_without_a_plate_have_no_text() -> None:
    assert {text for _, text in (sampler(0.0, 1.0).draw() for _ in range(10))} == {""}


def test_same_seed_same_samples() -> None:
    one, two = sampler(0.5, 0.1), sampler(0.5, 0.1)
    for _ in range(10):
        (a, s), (b, t) = one.draw(), two.draw()
        assert s == t
        assert np.array_equal(a, b)


def test_fit_is_that_of_the_product() -> None:
    assert fit(np.zeros((20, 40, 3), np.uint8)).shape == (48, 176, 3)
    assert fit(np.zeros((20, 78, 3), np.uint8)).shape == (48, 188, 3)
    assert fit(np.zeros((20, 200, 3), np.uint8)).shape == (48, 200, 3)


def photographs(folder: Path, split: str = "train") -> None:
    for part in ("images", "labels"):
        (folder / part / "train").mkdir(parents=True)
    done, data = cv2.imencode(".png", np.full((100, 200, 3), 90, dtype=np.uint8))
    assert done
    (folder / "images" / "train" / "a.png").write_bytes(data.tobytes())
    (folder / "labels" / "train" / "a.txt").write_text("0 0.5 0.5 0.4 0.2\n")
    (folder / "texts.csv").write_text(f"image,split,box,text\na,{split},0,AB/12\nv,val,0,NO\n")


def test_labels_and_found_boxes_are_cut_out_together(tmp_path: Path) -> None:
    photographs(tmp_path)
    file = tmp_path / "boxes.json"
    found = [[55, 36, 150, 66], [90, 40, 140, 60]]
    file.write_text(json.dumps({"found": {"a": {"0": found}}, "negatives": [["a", [0, 0, 30, 9]]]}))
    boxes = load_boxes(file)
    (crop,) = load_real(tmp_path, None, boxes)
    assert crop.rows == ("AB", "12")
    left, top = 60 - crop.box[0], 40 - crop.box[1]
    assert crop.box[2] - crop.box[0] == pytest.approx(80)
    assert crop.found == ((55 - left, 36 - top, 150 - left, 66 - top),)  # the other cuts text off
    assert len(crop.seen) == 2
    kept, held = split_held_out([crop])
    assert len(kept) + len(held) == 1
    if not held_out("a"):
        assert load_negatives(tmp_path, boxes)[0].rows == ()


def test_validation_pictures_are_refused(tmp_path: Path) -> None:
    photographs(tmp_path)
    extra = tmp_path / "extra.csv"
    extra.write_text("image,box,text\nv,0,NO\n")
    with pytest.raises(ValueError, match="v is not a training picture"):
        load_real(tmp_path, extra)


def test_grow_measures_by_the_height() -> None:
    assert grow((0, 0, 100, 20), (0.5, 0.1, 0.25, 0.0)) == (-10, -2, 105, 20)


# --------------------------------------------------------------------------------------- networks


@needs_torch
def test_fast_networks_have_the_steps_of_the_large_one() -> None:
    torch = pytest.importorskip("torch")
    from models.training.networks import CLASSES, PLANS, STEPS, make_fast

    for name in PLANS:
        network = make_fast(name).eval()
        assert network(torch.zeros(2, 3, HEIGHT, WIDTH)).shape == (2, STEPS, CLASSES)
        assert 4 * sum(p.numel() for p in network.parameters()) < 4_000_000
