# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups, holidays, history and undo through the service, on a real record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from alpr_kiosk.domain.holidays import Holiday, HolidayRule
from alpr_kiosk.domain.list_changes import EntryEdit, ItemKind
from alpr_kiosk.domain.lists import GroupPart, ListGroup
from alpr_kiosk.errors import StorageError
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.storage.list_book import MOST_NEWS
from alpr_kiosk.storage.store import Store, open_store
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry
from tests.uses import take_use

FIRM = ListGroup(group_id="g", name=" Nordwind ", holidays=HolidayRule.NEVER)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path, clock=ManualClock())
    yield made
    made.close()


@pytest.fixture
def lists(store: Store) -> PlateListService:
    return PlateListService(records=store.records, clock=ManualClock(), book=store.lists)


def test_a_snapshot_has_groups_and_holidays(lists: PlateListService) -> None:
    lists.save_group(FIRM, "Anna")
    lists.save_holiday(Holiday(holiday_id="h", day=date(2026, 12, 24)), "Anna")
    member = entry("AA11BB", group_id="g", as_group=(GroupPart.HOLIDAYS,))
    lists.save(member, "Anna")
    found = lists.load()
    (group,) = found.groups
    assert (group.name, group.created_by) == ("Nordwind", "Anna")
    assert found.calendar.on(date(2026, 12, 24)) is not None
    assert found.effective(found.entries[0]).holidays is HolidayRule.NEVER
    lists.save_group(replace(group, holidays=HolidayRule.ONLY), "Ben")
    found = lists.load()
    assert found.effective(found.entries[0]).holidays is HolidayRule.ONLY
    assert found.groups[0].created_by == "Anna"
    with pytest.raises(StorageError, match=r"lists\.group_in_use"):
        lists.remove(ItemKind.GROUP, "g", "Anna")


def test_what_another_process_changes_is_noticed(lists: PlateListService, store: Store) -> None:
    lists.load()
    assert not lists.changed()
    other = PlateListService(records=store.records, clock=ManualClock(), book=store.lists)
    other.save(entry("AA11BB"), "installer")
    assert lists.changed()
    assert len(lists.load()) == 1
    assert not lists.changed()


def test_of_few_changes_these_alone_are_read(lists: PlateListService, store: Store) -> None:
    lists.save_group(FIRM, "Anna")
    lists.save(entry("AA11BB", max_uses=2, uses_left=2), "Anna")
    lists.save(entry("CC22DD"), "Anna")
    lists.load()
    loads = lists.loads
    other = PlateListService(records=store.records, clock=ManualClock(), book=store.lists)
    other.save(entry("EE33FF", group_id="g"), "installer")
    other.remove(ItemKind.ENTRY, "allow-CC22DD", "installer")
    other.save_holiday(Holiday(holiday_id="h", day=date(2026, 12, 24)), "installer")
    group = other.load().groups[0]
    other.save_group(replace(group, note="by the river"), "installer")
    take_use(store.database, "allow-AA11BB")
    assert {one.plate: one.uses_left for one in lists.refresh().entries} == {
        "AA11BB": 2,
        "EE33FF": None,
    }, "a use alone is no change of the lists"
    found = lists.refresh(("allow-AA11BB",))
    assert found.exact("AA11BB")[0].uses_left == 1
    assert found.groups[0].note == "by the river"
    assert found.calendar.on(date(2026, 12, 24)) is not None
    assert not lists.changed()
    store.lists.erase_plate("EE33FF")
    lists.remove(ItemKind.ENTRY, "allow-EE33FF", "Anna")
    assert [one.plate for one in lists.refresh(("nobody",)).entries] == ["AA11BB"]
    assert lists.loads == loads


def test_many_changes_are_read_as_a_whole(lists: PlateListService, store: Store) -> None:
    lists.load()
    loads = lists.loads
    edits = [EntryEdit(before=None, after=entry(f"KL{n:03}")) for n in range(MOST_NEWS + 1)]
    store.lists.apply_batch(edits, "Anna", version=store.lists.version())
    assert len(lists.refresh()) == len(edits)
    assert lists.loads == loads + 1
    assert store.lists.news(store.lists.version() + 1) is None, "a version of another record"


def test_undo_tells_the_look_alikes_it_brings_back(lists: PlateListService) -> None:
    lists.save(entry("AB12CD"), "Anna")
    lists.remove(ItemKind.ENTRY, "allow-AB12CD", "Anna", "moved out")
    lists.save(entry("A812CD"), "Ben")
    (removed,) = [one for one in lists.history("Ben", plate="AB12CD") if one.after is None]
    assert removed.reason == "moved out"
    change, warnings = lists.undo(removed.change_id, "Ben")
    assert change.undoes == removed.change_id
    assert [warning.code for warning in warnings] == ["lists.collision.owner"]
    lists.remove(ItemKind.ENTRY, "allow-AB12CD", "Anna")
    made = lists.history("Ben", item_id="allow-A812CD")[0]
    assert lists.undo(made.change_id, "Ben")[1] == ()


def test_a_look_into_the_history_of_a_plate_is_recorded(
    lists: PlateListService, store: Store
) -> None:
    lists.save(entry("AB12CD"), "Anna")
    lists.history("Ben", plate="AB12CD")
    row = store.records.audit_rows()[-1]
    assert (row.kind, row.actor) == ("list.history", "Ben")
    assert "AB12CD" not in row.body
    rows = len(store.records.audit_rows())
    lists.history("Ben", item_id="allow-AB12CD")
    assert len(store.records.audit_rows()) == rows


def test_what_somebody_else_changed_is_not_written_over(
    lists: PlateListService, store: Store
) -> None:
    lists.save(entry("AB12CD", max_uses=5, uses_left=5), "Anna")
    seen = lists.load().exact("AB12CD")[0]
    take_use(store.database, seen.entry_id)
    lists.save(replace(seen, owner="Unit 9"), "Anna", seen=seen)
    now = lists.load().exact("AB12CD")[0]
    assert (now.owner, now.uses_left) == ("Unit 9", 4), "a use that was taken stays taken"
    with pytest.raises(StorageError) as caught:
        lists.save(replace(seen, owner="Unit 7"), "Ben", seen=seen)
    assert (caught.value.code, caught.value.context["actor"]) == ("lists.changed_since", "Anna")
    lists.save(replace(now, uses_left=9), "Ben", seen=now)
    assert lists.load().exact("AB12CD")[0].uses_left == 9, "unless a person changed them"
    lists.remove(ItemKind.ENTRY, seen.entry_id, "Zoe")
    with pytest.raises(StorageError) as caught:
        lists.save(replace(seen, owner="Unit 7"), "Ben", seen=seen)
    assert caught.value.context["actor"] == "Zoe"
    assert not lists.load().entries
