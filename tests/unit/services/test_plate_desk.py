# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the keypad and the question look up, from memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any, cast

import pytest

from alpr_kiosk.domain.lists import GroupPart, ListGroup, ListSnapshot, WeeklyWindow
from alpr_kiosk.domain.plate_queries import EntriesShownWanted, PlatesLikeWanted, SearchReadied
from alpr_kiosk.domain.queries import QueryCancelledError
from alpr_kiosk.services.plate_desk import MORE_MOST, PlateDesk
from tests.fakes.plates import entry


class Control:
    """Nobody waits any more after `left` looks."""

    def __init__(self, left: int = 99) -> None:
        self.left = left

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        pass

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise QueryCancelledError


def desk(snapshot: ListSnapshot, photos: dict[str, bytes] | None = None) -> PlateDesk:
    return PlateDesk(snapshot=lambda: snapshot, photo=lambda sha: (photos or {}).get(sha, b""))


def test_an_exact_plate_comes_first_and_look_alikes_with_it() -> None:
    found = desk(ListSnapshot.of(map(entry, ("ABO12", "AB012", "ABD12", "XX99")))).alike(
        PlatesLikeWanted(text="AB012"), Control()
    )
    assert found.rows[0].text == "AB012"
    assert {one.text for one in found.rows} == {"ABO12", "AB012", "ABD12"}
    assert found.more == 0


def test_what_does_not_fit_is_counted() -> None:
    snapshot = ListSnapshot.of(entry(f"AB{n:03d}") for n in range(150))
    found = desk(snapshot).alike(PlatesLikeWanted(text="AB", limit=20), Control())
    assert (len(found.rows), found.more) == (20, MORE_MOST)


@pytest.mark.parametrize("text", ["", "???", "*", "-", "A" * 99])
def test_nothing_that_can_be_looked_for_finds_nothing_or_little(text: str) -> None:
    found = desk(ListSnapshot.of([entry("AB012")])).alike(PlatesLikeWanted(text=text), Control())
    assert len(found.rows) <= 1


def test_a_search_is_made_ready_before_the_first_key() -> None:
    snapshot = ListSnapshot.of([entry("AB012")])
    query = SearchReadied()
    assert desk(snapshot).handlers[SearchReadied](query, Control()) is None
    assert snapshot._search


def test_entries_come_with_photo_and_the_hours_of_their_group() -> None:
    group = ListGroup(
        group_id="g", name="Firm", windows=(WeeklyWindow(weekday=0, start=time(7), end=time(19)),)
    )
    first = replace(entry("AB012"), photo="a" * 64, group_id="g", as_group=(GroupPart.WINDOWS,))
    second = entry("XX99")
    found = desk(ListSnapshot.of([first, second], [group]), {"a" * 64: b"JPEG"}).shown(
        EntriesShownWanted(entry_ids=(second.entry_id, "gone", first.entry_id)), Control()
    )
    assert [(one.entry.text, one.photo) for one in found] == [("XX99", b""), ("AB012", b"JPEG")]
    assert found[1].entry.windows == group.windows


def test_a_question_that_is_over_reads_no_photos() -> None:
    query = EntriesShownWanted(entry_ids=(entry("AB012").entry_id,))
    with pytest.raises(QueryCancelledError):
        desk(ListSnapshot.of([entry("AB012")])).shown(query, cast("Any", Control(0)))
