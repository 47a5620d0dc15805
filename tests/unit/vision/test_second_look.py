# SPDX-License-Identifier: AGPL-3.0-or-later
"""A doubtful read of a single picture is looked at again, and the looks vote."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alpr_kiosk.domain.events import CharRead
from alpr_kiosk.vision.second_look import LOOKS, read_plates, vote
from alpr_kiosk.vision.types import Image, Recognition

PICTURE: Image = np.zeros((100, 200, 3), dtype=np.uint8)
BOX = (50.0, 40.0, 130.0, 60.0)


def read(text: str, confidence: float) -> Recognition:
    chars = tuple(CharRead(char=c, confidence=confidence, alternatives=()) for c in text)
    return Recognition(text=text, chars=chars, confidence=confidence if text else 0.0)


class Scripted:
    """Answers in the order of the script and remembers the sizes of the crops."""

    def __init__(self, *answers: Recognition) -> None:
        self._answers = list(answers)
        self.sizes: list[tuple[int, int]] = []

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        self.sizes += [(crop.shape[1], crop.shape[0]) for crop in crops]
        return [self._answers.pop(0) for _ in crops]


def test_a_sure_read_is_not_looked_at_again() -> None:
    reader = Scripted(read("AB123", 0.95))
    assert [r.text for r in read_plates(reader, PICTURE, [BOX])] == ["AB123"]
    assert len(reader.sizes) == 1


def test_nothing_read_stays_nothing_at_the_price_of_one_look() -> None:
    reader = Scripted(Recognition())
    assert read_plates(reader, PICTURE, [BOX]) == [Recognition()]
    assert len(reader.sizes) == 1


def test_two_looks_that_agree_outvote_a_doubtful_one() -> None:
    reader = Scripted(read("A8123", 0.6), read("AB123", 0.5), read("AB123", 0.4))
    (found,) = read_plates(reader, PICTURE, [BOX])
    assert found.text == "AB123"
    assert found.confidence == 0.5  # that of a real read, not of the vote
    assert len(reader.sizes) == 1 + len(LOOKS)


def test_looks_are_looser_and_tighter_than_the_first() -> None:
    reader = Scripted(read("A", 0.5), read("A", 0.5), read("A", 0.5))
    read_plates(reader, PICTURE, [BOX])
    first, looser, tighter = reader.sizes
    assert tighter < first < looser
    assert tighter == (80, 20)


def test_each_box_has_its_own_vote() -> None:
    reader = Scripted(
        read("ONE", 0.5), read("TWO", 0.99), read("THREE", 0.3),
        read("OHE", 0.2), read("ONE", 0.3), read("", 0.0), read("THREF", 0.4),
    )  # fmt: skip
    found = read_plates(reader, PICTURE, [BOX, (0, 0, 40, 10), (10, 70, 90, 90)])
    assert [r.text for r in found] == ["ONE", "TWO", "THREF"]


def test_of_equals_the_first_look_wins_and_no_boxes_ask_nothing() -> None:
    assert vote([read("A", 0.5), read("B", 0.5)]).text == "A"
    reader = Scripted()
    assert read_plates(reader, PICTURE, []) == []
