# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the recovery sheet: three letters name a word, and the last one checks the rest."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.recovery import (
    COUNT,
    WHOLE_AT,
    PinRecovered,
    RecoveryPrintWanted,
    RecoveryRenewed,
    check_word,
    completions,
    new_words,
    words_problem,
)
from alpr_kiosk.domain.recovery_list import WORDS

CHANCE = st.integers(min_value=0, max_value=2**64).map(
    lambda seed: new_words(random.Random(seed).randrange)
)


def test_the_list_has_nine_bits_a_word_and_three_letters_name_it() -> None:
    assert len(WORDS) == len(set(WORDS)) == 2**9
    assert list(WORDS) == sorted(WORDS)
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 7 for word in WORDS)
    assert len({word[:WHOLE_AT] for word in WORDS}) == len(WORDS)


def test_no_two_words_differ_in_one_letter() -> None:
    for one, other in combinations(WORDS, 2):
        if len(one) == len(other):
            assert sum(a != b for a, b in zip(one, other, strict=True)) > 1, (one, other)
        elif abs(len(one) - len(other)) == 1:
            short, long = sorted((one, other), key=len)
            shorter = {long[:n] + long[n + 1 :] for n in range(len(long))}
            assert short not in shorter, (one, other)


def test_the_place_of_every_word_stays() -> None:
    # A sheet in somebody's safe is checked by them: the list is never changed.
    assert check_word(WORDS[:11]) == "shadow"
    assert (WORDS[0], WORDS[255], WORDS[511]) == ("able", "jazz", "zinc")


@given(CHANCE)
def test_words_that_are_drawn_fit(words: tuple[str, ...]) -> None:
    assert len(words) == COUNT
    assert words_problem(words) == ""
    for word in words:
        assert completions(word[:WHOLE_AT]) == (word,)


@given(CHANCE, st.integers(0, COUNT - 1), st.sampled_from(WORDS))
def test_nearly_every_slip_is_found(words: tuple[str, ...], place: int, other: str) -> None:
    slip = (*words[:place], other, *words[place + 1 :])
    if slip == words:
        return
    fits = slip[-1] == check_word(slip[:-1])  # one of 512 slips of the first eleven
    assert words_problem(slip) == ("" if fits else "recovery.slip")


def test_two_words_in_the_wrong_order_are_found() -> None:
    words = new_words(random.Random(1).randrange)
    assert words_problem((words[1], words[0], *words[2:])) == "recovery.slip"


def test_words_of_another_list_or_too_few_are_none() -> None:
    words = new_words()
    assert words_problem(words[:-1]) == "recovery.not_words"
    assert words_problem((*words[:-1], "zzz")) == "recovery.not_words"
    assert words_problem(()) == "recovery.not_words"


def test_eleven_words_are_drawn_by_chance() -> None:
    asked: list[int] = []

    def below(limit: int) -> int:
        asked.append(limit)
        return 0

    assert new_words(below)[:11] == (WORDS[0],) * 11
    assert asked == [512] * 11


def test_completions_are_in_order_and_case_does_not_matter() -> None:
    assert completions("") == WORDS
    assert completions("ZI") == ("zinc",)
    assert completions("xy") == ()
    assert all(word.startswith("be") for word in completions("be"))
    assert len(completions("be")) > 1


def test_no_request_shows_its_words() -> None:
    words = new_words()
    for shown in (
        RecoveryRenewed(words=words),
        RecoveryPrintWanted(words=words),
        PinRecovered(user="Anna", words=words, pin="739204"),
    ):
        assert not any(word in repr(shown).split("'") for word in words)
        assert "739204" not in repr(shown)
