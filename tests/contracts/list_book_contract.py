# SPDX-License-Identifier: AGPL-3.0-or-later
"""What groups, holidays and the changes of the lists do, on SQLite and on PostgreSQL.

A suite derives from `ListBookContract` and gives the fixture `database` with an empty chain.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest

from alpr_kiosk.domain.holidays import Holiday, HolidayKind, HolidayRule
from alpr_kiosk.domain.list_changes import EntryEdit, ItemKind
from alpr_kiosk.domain.lists import GroupPart, ListEntry, ListGroup, ListKind, WeeklyWindow
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.list_book import SqlListBook
from alpr_kiosk.storage.list_check import check_lists
from alpr_kiosk.storage.records import SqlRecords
from tests.contracts.records_contract import NOON, full_entry
from tests.uses import take_use

KEY = ChainKey(secret=b"k" * 32)
GROUP = ListGroup(
    group_id="g1",
    name="Nordwind GmbH",
    note="pays monthly",
    windows=(WeeklyWindow(weekday=1, start=time(7), end=time(18, 30)),),
    gates=("gate1",),
    holidays=HolidayRule.NEVER,
    created_by="Amara",
    created_at=NOON,
)
NEW_YEAR = Holiday(holiday_id="h1", day=date(2026, 1, 1), yearly=True, name="New Year")
CLOSED = Holiday(holiday_id="h2", day=date(2026, 12, 24), name="Closed", kind=HolidayKind.SITE)


def plain(number: int, **changes: object) -> ListEntry:
    made = ListEntry(entry_id=f"e{number}", kind=ListKind.ALLOW, plate=f"AB {number:03}")
    return replace(made, **changes)  # type: ignore[arg-type]


def member(number: int) -> ListEntry:
    return plain(number, group_id="g1", as_group=(GroupPart.WINDOWS, GroupPart.HOLIDAYS))


class ListBookContract:
    """Behaviour first, then refusals."""

    @pytest.fixture
    def database(self) -> Database:
        raise NotImplementedError

    @pytest.fixture
    def records(self, database: Database) -> SqlRecords:
        with database.write() as session:
            at = database.clock.utc_now()
            audit_log.ensure_chain(session, KEY, at=at, fresh_reason="first_start")
        return SqlRecords(database=database, key=KEY)

    @pytest.fixture
    def book(self, database: Database, records: SqlRecords) -> SqlListBook:
        return SqlListBook(database=database, key=KEY)

    def sound(self, database: Database) -> bool:
        with database.read() as session:
            chain = audit_log.verify(session, KEY)
            return chain.first_broken is None and not check_lists(session, KEY).wrong

    # ----------------------------------------------------------------- groups and holidays

    def test_groups_and_holidays_come_back_as_they_were(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        other = ListGroup(group_id="g2", name="A flat")
        for item in (GROUP, other, CLOSED, NEW_YEAR):
            book.save_item(item, "Amara")
        entry = replace(member(1), holidays=HolidayRule.ONLY, photo="ab" * 32)
        records.save_entry(entry, "Amara")
        assert list(book.groups()) == [other, GROUP]
        assert list(book.holidays()) == [NEW_YEAR, CLOSED]
        assert list(records.entries()) == [entry]
        book.remove_item(ItemKind.GROUP, "g2", "Amara")
        book.remove_item(ItemKind.HOLIDAY, "h2", "Amara")
        assert list(book.groups()) == [GROUP]
        assert list(book.holidays()) == [NEW_YEAR]
        assert self.sound(database)

    def test_an_entry_needs_its_group_and_a_group_its_name(
        self, book: SqlListBook, records: SqlRecords
    ) -> None:
        with pytest.raises(StorageError, match=r"lists\.unknown_group"):
            records.save_entry(member(1), "Amara")
        book.save_item(GROUP, "Amara")
        records.save_entry(member(1), "Amara")
        for name in (" ", GROUP.name):
            with pytest.raises(StorageError, match=r"lists\.group_name"):
                book.save_item(ListGroup(group_id="g2", name=name), "Amara")
        with pytest.raises(StorageError) as caught:
            book.remove_item(ItemKind.GROUP, "g1", "Amara")
        assert (caught.value.code, caught.value.context) == ("lists.group_in_use", {"n": 1})
        records.remove_entry("e1", "Amara", "")
        book.remove_item(ItemKind.GROUP, "g1", "Amara")
        assert [change.after for change in book.changes(item_id="g1")] == [None, GROUP]

    @pytest.mark.parametrize("kind", list(ItemKind))
    def test_removing_what_is_not_there_says_so(self, book: SqlListBook, kind: ItemKind) -> None:
        with pytest.raises(StorageError, match=r"lists\.unknown_"):
            book.remove_item(kind, "nope", "Amara")
        assert book.version() == 0

    def test_what_was_changed_behind_our_back_is_named(
        self, book: SqlListBook, database: Database
    ) -> None:
        book.save_item(GROUP, "Amara")
        book.save_item(NEW_YEAR, "Amara")
        with database.write() as session:
            session.connection().exec_driver_sql("UPDATE list_group SET windows = '[]'")
            session.connection().exec_driver_sql("UPDATE holiday SET day = '2026-01-02'")
        with database.read() as session:
            assert check_lists(session, KEY).wrong == ("g1", "h1")

    # ------------------------------------------------------------------------------ changes

    def test_each_change_says_who_and_what(self, book: SqlListBook, records: SqlRecords) -> None:
        entry = full_entry()
        changed = replace(entry, owner="Unit 9")
        records.save_entry(entry, "Amara")
        records.save_entry(changed, "Ben")
        records.save_entry(changed, "Ben")  # nothing differs: no change
        records.remove_entry("e1", "Zoe", "moved out")
        found = book.changes()
        assert [(one.actor, one.before, one.after, one.reason) for one in found] == [
            ("Zoe", changed, None, "moved out"),
            ("Ben", entry, changed, ""),
            ("Amara", None, entry, ""),
        ]
        assert {(one.kind, one.item_id) for one in found} == {(ItemKind.ENTRY, "e1")}
        assert book.version() == found[0].change_id
        assert list(book.changes(before=found[0].change_id, limit=1)) == [found[1]]
        assert list(book.changes(plate="b öb-123")) == list(found)
        assert book.changes(plate="C1") == ()
        assert book.changes(item_id="other") == ()

    def test_undo_puts_the_older_value_back_as_a_new_change(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        entry = full_entry()
        records.save_entry(entry, "Amara")
        records.save_entry(replace(entry, owner="Unit 9", windows=()), "Ben")
        undone = book.undo(book.version(), "Zoe")
        assert list(records.entries()) == [entry]
        assert (undone.actor, undone.undoes, undone.after) == ("Zoe", 2, entry)
        assert [one.undone_by for one in book.changes()] == [None, 3, None]
        again = book.undo(undone.change_id, "Zoe")  # and the undo itself
        assert again.after == replace(entry, owner="Unit 9", windows=())
        records.remove_entry("e1", "Zoe", "")
        book.undo(book.version(), "Zoe")
        assert list(records.entries()) == [again.after]
        assert self.sound(database)

    def test_undoing_what_was_new_removes_it(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        book.save_item(GROUP, "Amara")
        book.save_item(NEW_YEAR, "Amara")
        records.save_entry(member(1), "Amara")
        with pytest.raises(StorageError, match=r"lists\.group_in_use"):
            book.undo(1, "Zoe")
        for change_id in (3, 2, 1):
            book.undo(change_id, "Zoe")
        assert not records.entries()
        assert not book.groups()
        assert not book.holidays()
        with pytest.raises(StorageError, match=r"lists\.unknown_group"):
            book.undo(4, "Zoe")  # the entry came back, its group is gone
        assert self.sound(database)

    def test_what_was_changed_since_is_not_undone(
        self, book: SqlListBook, records: SqlRecords
    ) -> None:
        records.save_entry(full_entry(), "Amara")
        records.save_entry(replace(full_entry(), owner="B"), "Ben")
        before = list(book.changes())
        with pytest.raises(StorageError) as caught:
            book.undo(1, "Zoe")
        assert caught.value.code == "lists.changed_since"
        assert caught.value.context["actor"] == "Ben"
        assert caught.value.context["time"] == before[0].at.isoformat(timespec="seconds")
        assert list(book.changes()) == before
        with pytest.raises(StorageError, match=r"lists\.unknown_change"):
            book.undo(99, "Zoe")

    def test_undo_keeps_the_uses_that_were_taken(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        records.save_entry(replace(full_entry(), max_uses=5, uses_left=5), "Amara")
        records.save_entry(replace(full_entry(), max_uses=5, uses_left=5, owner="B"), "Ben")
        assert take_use(database, "e1") == 4
        book.undo(2, "Zoe")
        (entry,) = records.entries()
        assert (entry.owner, entry.uses_left) == (full_entry().owner, 4)
        assert self.sound(database)

    @pytest.mark.parametrize(
        ("before", "after", "taken", "left"),
        [
            ((3, 0), (3, 3), 0, 0),
            ((3, 1), (3, 3), 2, 0),
            ((3, 3), (10, 10), 4, 0),
            ((3, 3), (10, 10), 1, 2),
            ((3, None), (3, 2), 0, None),
            ((3, None), (10, 10), 1, 2),
            ((3, 2), (None, None), 1, 2),
            ((None, None), (3, 3), 1, None),
        ],
    )
    def test_undoing_more_uses_takes_them_back(
        self,
        book: SqlListBook,
        records: SqlRecords,
        database: Database,
        before: tuple[int | None, int | None],
        after: tuple[int | None, int | None],
        taken: int,
        left: int | None,
    ) -> None:
        entries = [
            plain(number, max_uses=most, uses_left=had)
            for number in (1, 2)
            for most, had in (before, after)
        ]
        for entry in entries[:3]:
            records.save_entry(entry, "Amara")
        edit = EntryEdit(before=entries[2], after=entries[3])
        batch = book.apply_batch([edit], "Ben", version=book.version())
        for number in (1, 2):
            for _ in range(taken):
                take_use(database, f"e{number}")
        book.undo(2, "Zoe")
        book.undo_batch(batch.batch_id, "Zoe")
        assert list(records.entries()) == [
            plain(number, max_uses=before[0], uses_left=left) for number in (1, 2)
        ]
        assert self.sound(database)

    def test_undo_never_puts_a_plate_on_a_list_twice(
        self, book: SqlListBook, records: SqlRecords
    ) -> None:
        records.save_entry(plain(1), "Amara")
        records.remove_entry("e1", "Amara", "")
        records.save_entry(plain(1, entry_id="other"), "Ben")
        with pytest.raises(StorageError, match=r"lists\.duplicate"):
            book.undo(2, "Zoe")

    def test_undo_refuses_what_was_changed_from_outside(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        records.save_entry(plain(1), "Amara")
        with database.write() as session:
            session.connection().exec_driver_sql("UPDATE list_entry SET owner = 'X'")
        with pytest.raises(StorageError, match=r"lists\.altered"):
            book.undo(1, "Zoe")

    def test_erasing_a_plate_leaves_the_chain_whole_and_no_value(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        records.save_entry(plain(1, owner="Secret"), "Amara")
        records.save_entry(plain(1, owner="Secret", plate="XY 9"), "Amara")
        records.save_entry(plain(2), "Amara")
        records.remove_entry("e1", "Amara", "XY9 sold")
        assert book.erase_plate("xy-9") == 2
        newest, other, middle, first = book.changes()
        assert (newest.before, newest.reason, newest.erased) == (None, "", True)
        assert (middle.after, middle.erased) == (None, True)
        assert (middle.before, other.erased) == (plain(1, owner="Secret"), False)
        assert not first.erased
        assert book.changes(plate="XY9") == ()
        assert book.erase_plate("XY9") == 0
        with pytest.raises(StorageError, match=r"lists\.undo_erased"):
            book.undo(newest.change_id, "Zoe")
        assert self.sound(database)

    # ------------------------------------------------------------------------------ batches

    def edits(self) -> list[EntryEdit]:
        return [
            EntryEdit(before=None, after=plain(3)),
            EntryEdit(before=plain(1), after=plain(1, owner="New")),
            EntryEdit(before=plain(2), after=None),
        ]

    def test_a_batch_is_one_step_and_one_row(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        records.save_entry(plain(1), "Amara")
        records.save_entry(plain(2), "Amara")
        rows = len(records.audit_rows())
        batch = book.apply_batch(self.edits(), "Zoe", version=book.version(), note="list.csv")
        assert list(records.entries()) == [plain(1, owner="New"), plain(3)]
        (row,) = records.audit_rows()[rows:]
        body = json.loads(row.body)
        assert (row.kind, row.actor, body["batch"]) == ("list.imported", "Zoe", batch.batch_id)
        assert (body["new"], body["changed"], body["removed"]) == (1, 1, 1)
        found = book.changes(batch_id=batch.batch_id)
        assert [(one.before, one.after) for one in found] == [
            (edit.before, edit.after) for edit in reversed(self.edits())
        ]
        assert list(book.batches()) == [batch]
        assert batch.changes == 3
        assert self.sound(database)

    def test_a_batch_is_undone_as_a_whole(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        records.save_entry(plain(1), "Amara")
        records.save_entry(plain(2), "Amara")
        batch = book.apply_batch(self.edits(), "Zoe", version=book.version())
        back = book.undo_batch(batch.batch_id, "Ben")
        assert list(records.entries()) == [plain(1), plain(2)]
        assert [one.undone for one in book.batches()] == [False, True]
        assert back.changes == 3
        assert records.audit_rows()[-1].kind == "list.import_undone"
        book.undo_batch(back.batch_id, "Ben")
        assert list(records.entries()) == [plain(1, owner="New"), plain(3)]
        assert self.sound(database)

    def test_a_batch_that_was_built_on_is_not_undone(
        self, book: SqlListBook, records: SqlRecords
    ) -> None:
        records.save_entry(plain(1), "Amara")
        records.save_entry(plain(2), "Amara")
        batch = book.apply_batch(self.edits(), "Zoe", version=book.version())
        records.save_entry(plain(3, owner="Later"), "Ben")
        with pytest.raises(StorageError) as caught:
            book.undo_batch(batch.batch_id, "Zoe")
        assert caught.value.code == "lists.changed_since"
        assert caught.value.context["actor"] == "Ben"
        assert len(records.entries()) == 2
        with pytest.raises(StorageError, match=r"lists\.unknown_change"):
            book.undo_batch("nope", "Zoe")
        with pytest.raises(StorageError, match=r"lists\.unknown_change"):
            book.undo_batch("", "Zoe")

    def test_a_batch_is_refused_when_the_lists_changed(
        self, book: SqlListBook, records: SqlRecords
    ) -> None:
        version = book.version()
        records.save_entry(plain(9), "Ben")
        with pytest.raises(StorageError) as caught:
            book.apply_batch([EntryEdit(before=None, after=plain(3))], "Zoe", version=version)
        assert caught.value.code == "lists.changed_since"
        assert caught.value.context["actor"] == "Ben"
        assert list(records.entries()) == [plain(9)]

    def test_a_cancelled_batch_leaves_nothing(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        edits = [EntryEdit(before=None, after=plain(n)) for n in range(4500)]
        told: list[tuple[int, int]] = []

        def stop(done: int, of: int) -> bool:
            told.append((done, of))
            return done < 3000

        with pytest.raises(StorageError, match=r"lists\.cancelled"):
            book.apply_batch(edits, "Zoe", version=0, progress=stop)
        # The first half is worked out, the second is written.
        assert told == [(n, 4500) for n in (0, 1000, 2000, 2250, 3250)]
        assert not records.entries()
        assert book.version() == 0
        assert self.sound(database)

    def test_uses_taken_before_a_batch_stay_taken(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        first = plain(1, max_uses=5, uses_left=5)
        records.save_entry(first, "Amara")
        version = book.version()
        take_use(database, "e1")
        edit = EntryEdit(before=first, after=replace(first, owner="New"))
        batch = book.apply_batch([edit], "Zoe", version=version)
        assert records.entries()[0].uses_left == 4
        take_use(database, "e1")
        book.undo_batch(batch.batch_id, "Zoe")
        assert list(records.entries()) == [replace(first, uses_left=3)]

    def test_a_batch_changed_behind_our_back_is_named(
        self, book: SqlListBook, database: Database
    ) -> None:
        edits = [EntryEdit(before=None, after=plain(n)) for n in (1, 2)]
        book.apply_batch(edits, "Zoe", version=0)
        with database.write() as session:
            session.connection().exec_driver_sql("UPDATE list_entry SET kind = 'deny'")
            session.connection().exec_driver_sql("UPDATE list_change SET value_hash = 'x'")
        with database.read() as session:
            assert check_lists(session, KEY).wrong == ("e1", "e2")
