# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collisions of many plates at once are those of each by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.collision_guard import MOST_EACH, collisions
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from tests.fakes.plates import entry

PLATES = st.text("AB80O1Ö", max_size=4)
ENTRIES = st.lists(
    st.builds(
        ListEntry,
        entry_id=st.integers(0, 99).map(str),
        kind=st.sampled_from(ListKind),
        plate=PLATES,
    ),
    max_size=MOST_EACH + 1,  # no entry has more partners than are named
    unique_by=lambda one: one.entry_id,
)


@given(ENTRIES, st.sets(st.integers(0, 99)))
def test_it_finds_what_the_snapshot_says_of_each(entries: list[ListEntry], some: set[int]) -> None:
    fresh = [one for one in entries if int(one.entry_id) % 3 or int(one.entry_id) in some]
    snapshot = ListSnapshot.of(entries)
    expected = {
        (one.entry_id, other.entry_id)
        for one in fresh
        if one.text
        for other in snapshot.collisions(one)
    }
    found = collisions(fresh, entries)
    assert {(pair.entry.entry_id, pair.other.entry_id) for pair in found} == expected
    assert len(found) == len(expected)


def test_the_worst_come_first_and_a_list_of_look_alikes_ends() -> None:
    many = [entry(f"{n:014b}") for n in range(3000)]  # all have one fold
    many = [
        ListEntry(entry_id=e.entry_id, kind=e.kind, plate=e.plate.replace("0", "O", 1))
        for e in many
    ]
    banned = entry("O" * 14, ListKind.DENY)
    found = collisions([*many, banned], [banned, *many])
    assert found[0].other.kind is ListKind.DENY or found[0].entry.kind is ListKind.DENY
    per_entry = {pair.entry.entry_id: 0 for pair in found}
    for pair in found:
        per_entry[pair.entry.entry_id] += 1
    assert max(per_entry.values()) <= MOST_EACH
    assert collisions([], many) == []
