# SPDX-License-Identifier: AGPL-3.0-or-later
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.consensus import (
    MAX_WEIGHT,
    MIN_WEIGHT,
    fuse,
    settle_by_position,
    usable,
    weights,
)
from tests.fakes.plates import read

TEXTS = st.sampled_from(["AB12CDE", "AB12CDF", "A812CDE", "AB12CD", "B12CDE", "XX99YYY", ""])
READS = st.lists(
    st.builds(
        read,
        TEXTS,
        st.integers(1, 8),
        track=st.integers(1, 2),
        height=st.floats(0, 200),
        sharpness=st.floats(0, 1000),
        confidence=st.floats(0, 1),
    ),
    max_size=12,
)


@given(READS, st.randoms(use_true_random=False), st.integers(2, 5))
def test_order_does_not_matter(reads: list, rng: random.Random, frames: int) -> None:
    shuffled = list(reads)
    rng.shuffle(shuffled)
    assert fuse(reads, agree_frames=frames) == fuse(shuffled, agree_frames=frames)


@given(READS, st.integers(0, 5))
def test_settled_means_that_enough_frames_read_just_that(reads: list, frames: int) -> None:
    found = fuse(reads, agree_frames=frames)
    saw = {one.frame_seq for one in reads if usable(one) and one.text == found.text}
    assert len(found.chars) == len(found.text)
    assert found.agreeing <= len(saw)
    if found.settled:
        assert found.agreeing >= max(2, frames)
        assert found.confidence > 0.5
        assert found.text


@given(READS)
def test_a_single_frame_never_settles(reads: list) -> None:
    from dataclasses import replace

    assert not fuse([replace(one, frame_seq=7) for one in reads], agree_frames=2).settled


def test_one_huge_sharp_frame_does_not_beat_two() -> None:
    huge = read("WRONG77", 1, height=400, sharpness=5000, confidence=1.0)
    two = [read("AB12CDE", frame, height=22) for frame in (2, 3)]
    found = fuse([huge, *two])
    assert found.text == "AB12CDE"
    assert found.settled


def test_confidence_alone_does_not_carry_a_vote() -> None:
    # Blur: small, soft plates that the reader is sure of, against near and sharp ones.
    blurred = [read("A812CDE", i, height=9, sharpness=0.2, confidence=0.99) for i in (1, 2, 3)]
    near = [read("AB12CDE", i, height=40, sharpness=3.0, confidence=0.7) for i in (4, 5)]
    found = fuse(blurred + near)
    assert found.text == "AB12CDE"
    assert found.settled


def test_votes_are_told_per_character() -> None:
    found = fuse([read(text, i) for i, text in enumerate(["AB1", "AB1", "A81"])])
    assert [char.char for char in found.chars] == ["A", "B", "1"]
    assert found.chars[1].votes == 2
    assert found.chars[1].total == 3
    assert found.chars[1].others[0][0] == "8"
    assert found.chars[1].share == pytest.approx(2 / 3)
    assert found.confidence == pytest.approx(2 / 3)
    assert (found.reads, found.agreeing) == (3, 2)


@pytest.mark.parametrize(
    ("texts", "text", "settled"),
    [
        (["AB12", "AB12", "AC12", "AC12"], None, False),  # a tie of characters
        (["AB12", "AB12", "AC12", "AD12"], "AB12", False),  # half of the votes is not more
        (["AB12", "AB12", "AB123", "AB123"], None, False),  # a tie of lengths
        (["AB12", "AB12", "AB1", "B12", "A12"], "AB12", True),  # each cut off elsewhere
        (["A1X", "AX2", "Y12"], "A12", False),  # a text nobody has read
        (["AB12", "", ""], "AB12", False),
        ([], "", False),
    ],
)
def test_doubt_does_not_settle(texts: list[str], text: str | None, settled: bool) -> None:
    found = fuse([read(item, i) for i, item in enumerate(texts)])
    assert found.settled is settled
    if text is not None:
        assert found.text == text


def test_more_frames_can_be_asked_for() -> None:
    reads = [read("AB12CDE", i) for i in range(3)]
    assert fuse(reads, agree_frames=3).settled
    assert not fuse(reads, agree_frames=4).settled


def test_faint_and_empty_reads_do_not_vote() -> None:
    assert not usable(read("", 1))
    assert not usable(read("AB12", 1, confidence=0.29))
    assert fuse([read("AB12", 1, confidence=0.1), read("AB12", 2, confidence=0.1)]).reads == 0


@given(READS)
def test_weights_stay_in_their_bounds(reads: list) -> None:
    assert all(MIN_WEIGHT <= weight <= MAX_WEIGHT for weight in weights(reads))
    assert MAX_WEIGHT < 2 * 1.0


def test_strange_numbers_do_no_harm() -> None:
    odd = [read("AB12", i, height=float("nan"), sharpness=float("inf")) for i in (1, 2)]
    assert fuse(odd).settled


def test_position_settles_strong_look_alikes_in_each_read() -> None:
    reads = [
        settle_by_position(read(text, i), ["tr"]) for i, text in enumerate(["34A3683O", "34A36830"])
    ]
    found = fuse(reads)
    assert found.text == "34A36830"
    assert found.settled
    assert reads[0].chars[7].char == "0"


def test_position_settles_medium_ones_only_with_evidence() -> None:
    blind = read("B9C20339", 1)
    assert settle_by_position(blind, ["tr"]).text == "B9C20339"
    seen = read("B9C20339", 1, alternatives={0: (("8", 0.3),)})
    assert settle_by_position(seen, ["tr"]).text == "89C20339"
    assert settle_by_position(seen, []).text == "B9C20339"
    assert settle_by_position(read("ZZ", 1), ["tr"]).text == "ZZ"
