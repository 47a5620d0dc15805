# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which class a failure belongs to, and which reads count as refused or folded."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import CharRead
from alpr_kiosk.vision.types import Recognition
from models.training.failures import CLASSES, classify, classify_read
from models.training.measure import PlateResult, Read, as_read
from models.training.nonplates import GAP, draw_box
from models.training.tables import KEYS, char_marks, height_class
from models.training.truth import PlateTruth


@pytest.mark.parametrize(
    ("read", "lines", "name"),
    [
        ("AB12OZ", 1, ""),
        ("AB120Z", 1, "strong look-alike"),
        ("A8120Z", 1, "medium look-alike"),
        ("", 1, "nothing read"),
        ("GBAB12OZ", 1, "too many characters"),
        ("B12OZ", 1, "characters missing"),
        ("AX12OZ", 1, "one wrong character"),
        ("XX12O", 1, "several wrong characters"),
        ("AB12O", 2, "two lines"),
        ("AB12OZ", 2, ""),
    ],
)
def test_class_of_a_read(read: str, lines: int, name: str) -> None:
    assert classify_read(Read(text=read), "AB12OZ", lines) == name
    assert not name or name in CLASSES


def plate(whole: str, perfect: str, *, fate: str = "read", text: str = "AB12OZ") -> PlateResult:
    return PlateResult(
        picture=0,
        truth=PlateTruth(box=(0, 0, 50, 10), text=text),
        box=(0, 0, 50, 10),
        found_50=True,
        found_70=True,
        fate=fate,
        whole=Read(text=whole),
        perfect=Read(text=perfect),
    )


def test_class_of_a_plate() -> None:
    assert classify(plate("AB12OZ", "")) == ""
    assert classify(plate("", "AB12OZ", fate="missed")) == "not found"
    assert classify(plate("", "AB12OZ", fate="shape")) == "dropped by shape"
    assert classify(plate("GBAB12OZ", "AB12OZ")) == "box"
    assert classify(plate("GBAB12OZ", "GAB12OZ")) == "too many characters"
    assert classify(plate("AB120Z", "AB12OZ")) == "strong look-alike"
    assert classify(plate("", "", fate="missed", text="")) == ""


def test_the_three_ways_to_compare() -> None:
    keys = {name: key for key, name in KEYS}
    assert keys["exact"]("B0I") == "B0I"
    assert keys["folded_0o_1i"]("BOI") == keys["folded_0o_1i"]("B01") != keys["folded_0o_1i"]("801")
    assert keys["folded"]("BOI") == keys["folded"]("801")


def test_marks_of_characters() -> None:
    read = Read(text="XB1", chars="XB1", char_confidences=(0.3, 0.9, 0.8))
    assert char_marks(read, "AB12") == [(0.3, False), (0.9, True), (0.8, True)]
    assert char_marks(read, "B1") == [(0.3, False), (0.9, True), (0.8, True)]
    assert char_marks(Read(), "AB12") == []


def recognition(text: str) -> Recognition:
    return Recognition(
        text=text,
        chars=tuple(CharRead(char=char, confidence=0.9) for char in text),
        confidence=0.9,
    )


def test_presets_settle_strong_look_alikes_by_position() -> None:
    assert as_read(recognition("ABCO123"), ()).text == "ABCO123"
    settled = as_read(recognition("ABCO123"), ("br",))
    assert (settled.text, settled.chars) == ("ABC0123", "ABCO123")
    assert as_read(Recognition(), ("br",)).text == ""


@pytest.mark.parametrize(
    ("height", "name"),
    [(11.9, "below 12 px"), (12.0, "12 to 16 px"), (29.9, "20 to 30 px"), (30, "30 px and more")],
)
def test_height_classes(height: float, name: str) -> None:
    assert height_class(height) == name


@given(st.integers(0, 10_000), st.integers(20, 500), st.integers(20, 500))
def test_crops_without_a_plate_keep_away_from_it(seed: int, width: int, height: int) -> None:
    plate_box = (width * 0.3, height * 0.4, width * 0.6, height * 0.5)
    box = draw_box(random.Random(seed), width, height, [plate_box])
    assert box == draw_box(random.Random(seed), width, height, [plate_box])
    if box is None:
        return
    assert 0 <= box[0] < box[2] <= width
    assert 0 <= box[1] < box[3] <= height
    gap = GAP * (plate_box[3] - plate_box[1])
    beside = box[2] <= plate_box[0] - gap or box[0] >= plate_box[2] + gap
    assert beside or box[3] <= plate_box[1] - gap or box[1] >= plate_box[3] + gap
