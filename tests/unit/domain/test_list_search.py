# SPDX-License-Identifier: AGPL-3.0-or-later
"""The search of the lists against a model that tries everything."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.list_search import MAX_QUERY, SearchTable, plate_pattern
from alpr_kiosk.domain.lists import ListEntry, ListGroup, ListKind, ListSnapshot
from alpr_kiosk.domain.plate import fold, normalise, search_fold
from tests.fakes.plates import entry

PLATES = st.text("AB80O1ÖJUV", max_size=6)
QUERIES = st.one_of(st.text("AB80Oö?* -？JU", max_size=6), st.text("A1?J", min_size=1, max_size=4))
OWNERS = st.text("ab ö", max_size=5)


@cache
def fits(pattern: str, text: str) -> bool:
    """Whether a pattern is the whole of a text; tries every length of each run."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(fits(pattern[1:], text[at:]) for at in range(len(text) + 1))
    return bool(text) and pattern[0] in ("?", text[0]) and fits(pattern[1:], text[1:])


def place(pattern: str, text: str) -> int | None:
    for rank, tried in enumerate((pattern, pattern + "*", f"*{pattern}*")):
        if fits(tried, text):
            return rank
    return None


def model(query: str, rows: list[tuple[str, str]]) -> list[int]:
    """Positions of the rows (plate, owner), the closest first."""
    typed = query.replace("？", "?")
    pattern = "".join(char if char in "?*" else normalise(char) for char in typed)
    words = query.casefold().split()
    ranked = []
    for index, (plate, owner) in enumerate(rows):
        rank = None
        if pattern.strip("*"):
            rank = place(pattern, plate)
            alike = place(search_fold(pattern), search_fold(plate))
            if rank is None and alike is not None:
                rank = 3 + alike
        line = " ".join(owner.casefold().split())
        if rank is None and words and not set("?*") & set(query):
            if all(f" {word}" in f" {line}" for word in words):
                rank = 6
            elif all(word in line for word in words):
                rank = 7
        if rank is not None:
            ranked.append((rank, plate, index))
    return [index for _, _, index in sorted(ranked)]


@given(st.lists(st.tuples(PLATES, OWNERS), max_size=8), st.one_of(QUERIES, OWNERS))
def test_it_finds_what_a_model_finds_that_tries_everything(
    rows: list[tuple[str, str]], query: str
) -> None:
    table = SearchTable([plate for plate, _ in rows], [owner for _, owner in rows])
    found = table.search(query, len(rows))
    expected = model(query, rows)
    assert found == expected
    assert table.search(query, 2) == expected[:2]


@given(PLATES.filter(bool), st.data())
def test_a_plate_is_found_by_any_of_its_parts_however_it_is_misread(
    plate: str, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(plate) - 1))
    last = data.draw(st.integers(first + 1, len(plate)))
    part = [
        data.draw(
            st.sampled_from(
                [char, "?", *(other for other in "AB80O1" if fold(other) == fold(char))]
            )
        )
        for char in plate[first:last]
    ]
    one = ListEntry(entry_id="e", kind=ListKind.ALLOW, plate=plate)
    assert ListSnapshot.of([one]).search("".join(part)) == (one,)


def test_j_and_u_are_searched_together_the_exact_one_first() -> None:
    rows = [entry("AU12CDE"), entry("AJ12CDE"), entry("AV12CDE"), entry("AX12CDE")]
    snapshot = ListSnapshot.of(rows)
    assert [one.text for one in snapshot.search("AJ12CDE")] == ["AJ12CDE", "AU12CDE", "AV12CDE"]
    assert [one.text for one in snapshot.search("J")] == ["AJ12CDE", "AU12CDE", "AV12CDE"]
    # For decisions they are two plates at a distance of one character, as they were.
    assert fold("AJ12CDE") != fold("AU12CDE")


def test_unknown_characters_and_runs() -> None:
    rows = [entry("7B412"), entry("X7BA12"), entry("78912"), entry("7B1122"), entry("12B7")]
    snapshot = ListSnapshot.of(rows)

    def texts(query: str) -> list[str]:
        return [found.text for found in snapshot.search(query)]

    assert texts("7B?12") == ["7B412", "7B1122", "X7BA12", "78912"]
    assert texts("7b*12") == ["7B412", "7B1122", "X7BA12", "78912"]
    assert texts("*12") == ["78912", "7B412", "X7BA12", "12B7", "7B1122"]
    assert texts("12*7") == ["12B7"]
    assert texts("?") == sorted(one.text for one in rows)
    assert texts("*") == []


def test_words_of_owner_group_host_and_vehicle() -> None:
    firm = ListGroup(group_id="g", name="Nordwind Logistik GmbH")
    member = entry("AA11", owner="Jürgen Groß", group_id="g", host="Flat 4", vehicle="white van")
    other = entry("BB22", owner="Anna Lindgroß")
    snapshot = ListSnapshot.of([other, member], [firm])
    for query in ("nordwind", "LOGISTIK nord", "jürgen GROSS", "flat 4", "van"):
        assert snapshot.search(query) == (member,)
    assert snapshot.search("groß") == (member, other), "the beginning of a word comes first"
    assert snapshot.search("nordwind anna") == ()


@pytest.mark.parametrize("query", ["", " ", "-", "*", "***", "A" * (MAX_QUERY + 1), "'; --", "\n"])
def test_what_nothing_can_be_found_by(query: str) -> None:
    assert plate_pattern(query) is None
    assert ListSnapshot.of([entry("AA11")]).search(query) == ()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("A?1", ["AB1", "AI11", "XA21"]),
        ("A?1*9", []),
        ("??1", ["AB1", "AI11", "XA21"]),
        ("?B?", ["AB1"]),
    ],
)
def test_unknown_characters_stand_anywhere_in_a_piece(query: str, found: list[str]) -> None:
    plates = ("AB1", "AI11", "XA21", "ZZZ")
    table = SearchTable(plates, [""] * len(plates))
    assert sorted(plates[index] for index in table.search(query, 20)) == found


def test_a_piece_never_reaches_over_the_end_of_a_line() -> None:
    table = SearchTable(("ABA", "1CC"), ["", ""])
    assert table.search("A?1", 5) == []
