# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.plate import (
    MEDIUM_CLASSES,
    STRONG_CLASSES,
    Plate,
    distance,
    fold,
    normalise,
    strong_fold,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ab 12-cde", "AB12CDE"),
        ("M·ÄÖ 12", "MÄÖ12"),
        ("ＡＢ１２", "AB12"),
        ("34 a 36837\n", "34A36837"),
        ("å-123.45", "Å12345"),
        ("а123вс", "А123ВС"),
        ("_ab?c", "ABC"),
        ("", ""),
    ],
)
def test_normalise(raw: str, text: str) -> None:
    assert normalise(raw) == text
    assert Plate(raw).text == text


@given(st.text(max_size=20))
def test_normalising_and_folding_twice_changes_nothing(raw: str) -> None:
    text = normalise(raw)
    assert normalise(text) == text
    assert fold(fold(text)) == fold(text)
    assert strong_fold(strong_fold(text)) == strong_fold(text)
    assert fold(strong_fold(text)) == fold(text)


@given(st.text("-. abcXYZ019_?", max_size=20))
def test_ascii_shortcut_gives_the_same(raw: str) -> None:
    assert normalise(raw) == normalise(raw + "Ö").removesuffix("Ö")


def test_classes() -> None:
    for pair in STRONG_CLASSES:
        assert strong_fold(pair[0]) == strong_fold(pair[1])
    for pair in MEDIUM_CLASSES:
        assert fold(pair[0]) == fold(pair[1])
        assert strong_fold(pair[0]) != strong_fold(pair[1])
    assert fold("Ö") != fold("O")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [("", "", 0), ("A", "", 1), ("ABC", "ABD", 1), ("ABC", "BC", 1), ("AB", "BA", 2)],
)
def test_distance(one: str, two: str, expected: int) -> None:
    assert distance(one, two) == distance(two, one) == expected


def test_distance_stops_at_its_limit() -> None:
    assert distance("ABCDEFG", "1234567") == 3
    assert distance("A", "ABCDEFG") == 3


def test_mask() -> None:
    assert Plate("34A36837").masked == "3******7"
    assert Plate("A1").masked == "**"
