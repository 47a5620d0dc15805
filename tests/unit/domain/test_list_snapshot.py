# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain import list_index
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.plate import distance, fold
from alpr_kiosk.domain.policy import GateSituation, LanePolicy, decide
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry, passage

PLATES = st.text("ABO01I8Ö", min_size=1, max_size=5)
ENTRIES = st.lists(
    st.tuples(PLATES, st.sampled_from(ListKind)), max_size=12, unique_by=lambda item: item[0]
).map(
    lambda items: [
        ListEntry(entry_id=str(i), kind=kind, plate=plate) for i, (plate, kind) in enumerate(items)
    ]
)


def ids(entries: tuple[ListEntry, ...]) -> set[str]:
    return {found.entry_id for found in entries}


@given(ENTRIES, PLATES)
def test_near_is_the_same_as_comparing_with_all(entries: list[ListEntry], text: str) -> None:
    snapshot = ListSnapshot.of(entries)
    brute = {one.entry_id for one in entries if distance(fold(one.text), fold(text)) == 1}
    found = snapshot.near(text)
    assert ids(found) == brute
    assert len(found) == len(brute)


@given(ENTRIES)
def test_collisions_are_symmetric(entries: list[ListEntry]) -> None:
    snapshot = ListSnapshot.of(entries)
    pairs = {
        (one.entry_id, other.entry_id) for one in entries for other in snapshot.collisions(one)
    }
    assert pairs == {(b, a) for a, b in pairs}
    assert all(a != b for a, b in pairs)


@given(ENTRIES, PLATES)
def test_grades_contain_each_other(entries: list[ListEntry], text: str) -> None:
    snapshot = ListSnapshot.of(entries)
    assert ids(snapshot.exact(text)) <= ids(snapshot.strong(text)) <= ids(snapshot.loose(text))
    assert not ids(snapshot.loose(text)) & ids(snapshot.near(text))


def test_lookups() -> None:
    snapshot = ListSnapshot.of([entry("AB 12-OO"), entry("AB1200"), entry("A812OO"), entry("XX1")])
    assert len(snapshot) == 4
    assert ids(snapshot.exact("AB12OO")) == {"allow-AB 12-OO"}
    assert ids(snapshot.strong("AB12O0")) == {"allow-AB 12-OO", "allow-AB1200"}
    assert len(snapshot.loose("ABIZQD")) == 3
    assert snapshot.get("allow-XX1") == entry("XX1")
    assert snapshot.get("nobody") is None
    assert snapshot.near("") == ()


def test_last_of_an_id_counts_and_empty_plates_match_nothing() -> None:
    old, new = entry("AA11"), entry("AA11", owner="New")
    snapshot = ListSnapshot.of([old, new, entry("--")])
    assert snapshot.entries == (new, entry("--"))
    assert snapshot.exact("") == ()
    assert snapshot.loose("") == ()


def test_collisions() -> None:
    banned = entry("AB12COE", ListKind.DENY)
    one, alike, far = entry("AB12CDE"), entry("A812CDE"), entry("AB12CXE")
    snapshot = ListSnapshot.of([banned, one, alike, far, entry("AB12CDE", ListKind.WATCH)])
    # O is D to a reader: same fold. One character off counts next to a banned plate only.
    assert ids(snapshot.collisions(one)) == {banned.entry_id, alike.entry_id}
    assert ids(snapshot.collisions(far)) == {banned.entry_id}
    unsaved = entry("AB12XDE", ListKind.DENY, entry_id="new")
    assert ids(snapshot.collisions(unsaved)) == {
        one.entry_id,
        alike.entry_id,
        "watch-AB12CDE",
        banned.entry_id,
    }
    moved = entry("AB12CDE", entry_id=banned.entry_id)
    assert banned.entry_id not in ids(snapshot.collisions(moved))


def test_search() -> None:
    rows = [
        entry("34AO123"),
        entry("34A0123"),
        entry("X34A0123"),
        entry("34A01234"),
        entry("99Z99", owner="Mr 34A0 Smith"),
    ]
    snapshot = ListSnapshot.of(rows)

    def texts(query: str, limit: int = 20) -> list[str]:
        return [found.text for found in snapshot.search(query, limit)]

    assert texts("34a 0123")[0] == "34A0123"
    assert texts("34AO123") == ["34AO123", "34A0123", "34A01234", "X34A0123"]
    assert texts("34?0123") == ["34A0123", "34A01234", "X34A0123", "34AO123"]
    assert texts("Z99") == ["99Z99"]
    assert texts("smith") == ["99Z99"]
    assert texts("34A", limit=2) == ["34A0123", "34A01234"]
    assert texts("?????")[0] == "99Z99"
    assert texts("") == []
    assert texts("  -") == []
    assert texts("34A", limit=0) == []
    assert texts("NOPE77") == []


EDITS = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.one_of(st.none(), st.tuples(PLATES, st.sampled_from(ListKind), st.sampled_from((0, 3)))),
    ),
    max_size=12,
)


@given(EDITS, st.lists(EDITS, max_size=4), st.lists(PLATES, max_size=4), st.sampled_from((0, 3)))
def test_a_changed_snapshot_answers_as_one_made_anew(
    first: list, edits: list[list], asked: list[str], most_over: int
) -> None:
    known: dict[str, ListEntry | None] = {}
    changed = ListSnapshot()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(list_index, "MOST_OVER", most_over)
        for batch in (first, *edits):
            earlier, before = changed, changed.entries
            news = {entry_id: _made(entry_id, values) for entry_id, values in batch}
            known |= news
            saved = [one for one in news.values() if one is not None]
            changed = changed.changed(saved, [key for key, one in news.items() if one is None])
            assert (earlier.entries, len(earlier)) == (before, len(before)), "it stays as it was"
    rows = [one for one in known.values() if one is not None]
    anew = ListSnapshot.of(sorted(rows, key=lambda one: (one.text, one.entry_id)))
    assert len(changed) == len(changed.entries) == len(anew)
    assert set(changed.entries) == set(anew.entries)
    assert all(changed.get(entry_id) == anew.get(entry_id) for entry_id in "abcdefgh")
    for text in (*asked, *(one.text for one in rows)):
        assert changed.exact(text) == anew.exact(text)
        assert changed.strong(text) == anew.strong(text)
        assert changed.loose(text) == anew.loose(text)
        assert changed.near(text) == anew.near(text)
        assert _decided(changed, text) == _decided(anew, text)
    assert all(changed.collisions(one) == anew.collisions(one) for one in rows)


def _made(entry_id: str, values: tuple[str, ListKind, int] | None) -> ListEntry | None:
    if values is None:
        return None
    plate, kind, left = values
    return ListEntry(entry_id=entry_id, kind=kind, plate=plate, max_uses=3, uses_left=left)


def _decided(snapshot: ListSnapshot, text: str) -> object:
    clock = ManualClock()
    return decide(
        passage=passage(text, text),
        snapshot=snapshot,
        lane=LanePolicy(lane_id="lane", gate_id="gate"),
        gate=GateSituation(),
        now_utc=clock.utc_now(),
        now_mono=clock.monotonic(),
        tz=timezone.utc,
    )
