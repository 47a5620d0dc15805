# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists as the screen shows them: filtered, counted, sorted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

from alpr_kiosk.domain.list_pages import ListPages
from alpr_kiosk.domain.list_queries import EntriesWanted, EntryOrder
from alpr_kiosk.domain.lists import ListGroup, ListKind, ListSnapshot
from tests.fakes.plates import entry

END = datetime(2026, 12, 31, tzinfo=timezone.utc)
BERG = ListGroup(group_id="g", name="Berg")
LISTS = ListSnapshot.of(
    (
        replace(entry("CD34"), owner="anna", valid_until=END),
        replace(entry("AB12"), owner="Zoe"),
        replace(entry("EF56"), group_id="g", gates=("b",)),
        entry("XY99", ListKind.DENY),
    ),
    (BERG,),
)


def found(pages: ListPages, **values: object) -> list[str]:
    wanted = EntriesWanted(**({"kind": ListKind.ALLOW} | values))  # type: ignore[arg-type]
    return [one.plate for one in pages.find(wanted).entries]


def test_each_order_and_the_other_way_round() -> None:
    pages = ListPages(lambda: LISTS)
    assert found(pages) == ["AB12", "CD34", "EF56"]
    assert found(pages, order=EntryOrder.CLOSEST) == ["AB12", "CD34", "EF56"]
    assert found(pages, order=EntryOrder.WHO) == ["CD34", "EF56", "AB12"]
    assert found(pages, order=EntryOrder.VALID) == ["CD34", "AB12", "EF56"]
    assert found(pages, order=EntryOrder.GATES) == ["AB12", "CD34", "EF56"]
    assert found(pages, order=EntryOrder.HOURS, descending=True) == ["EF56", "CD34", "AB12"]


def test_a_search_counts_on_all_lists() -> None:
    pages = ListPages(lambda: LISTS)
    page = pages.find(EntriesWanted(kind=ListKind.ALLOW, search="XY"))
    assert page.entries == ()
    assert dict(page.counts)[ListKind.DENY] == 1
    assert found(pages, search="berg") == ["EF56"]
    assert found(pages, search="?B12", order=EntryOrder.CLOSEST) == ["AB12"]


def test_new_lists_are_sorted_anew() -> None:
    now = [LISTS]
    pages = ListPages(lambda: now[0])
    assert found(pages)[0] == "AB12"
    now[0] = LISTS.changed([entry("AA00")])
    assert found(pages)[0] == "AA00"
