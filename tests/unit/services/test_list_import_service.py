# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dry run carried out on a real record: in one step, on the lists it was worked out from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from alpr_kiosk.domain.list_import import ImportOptions, RowKind
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.errors import StorageError
from alpr_kiosk.services.list_import import ListImportService
from alpr_kiosk.services.plate_lists import SEEN_WITHIN, PlateListService
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.records_contract import make_passage
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry

ROWS = [(1, ["plate", "list"]), (2, ["AB 12", "allow"]), (3, ["CD 34", "deny"])]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path, clock=ManualClock())
    yield made
    made.close()


@pytest.fixture
def lists(store: Store) -> PlateListService:
    return PlateListService(
        records=store.records, clock=ManualClock(), book=store.lists, history=store.history
    )


@pytest.fixture
def imports(store: Store, lists: PlateListService) -> ListImportService:
    return ListImportService(
        lists=lists,
        records=store.records,
        book=store.lists,
        clock=ManualClock(),
        tz=timezone.utc,
    )


def test_a_dry_run_writes_nothing_and_is_then_carried_out(
    imports: ListImportService, store: Store
) -> None:
    rows = len(store.records.audit_rows())
    made = imports.check(ROWS, ImportOptions(), "Zoe")
    assert made.counts[RowKind.NEW] == 2
    assert len(store.records.audit_rows()) == rows
    assert not store.records.entries()
    batch = imports.apply(made, "Zoe", skip=frozenset([3]), note="AB12.csv")
    assert [one.plate for one in store.records.entries()] == ["AB 12"]
    row = store.records.audit_rows()[-1]
    assert (row.kind, json.loads(row.body)["batch"]) == ("list.imported", batch.batch_id)
    assert "AB12" not in row.body


def test_an_id_that_is_the_plate_is_not_kept(imports: ListImportService, store: Store) -> None:
    """Ids stand in the chain in clear; the same file again finds its entries by their plates."""
    rows = [
        (1, ["id", "plate", "list"]),
        (2, ["ab-12", "AB 12", "allow"]),
        (3, ["7", "C7", "deny"]),
    ]
    for _ in range(2):
        imports.apply(imports.check(rows, ImportOptions(), "Zoe"), "Zoe")
    ids = {one.plate: one.entry_id for one in store.records.entries()}
    assert ids["C7"] == "7"
    assert ids["AB 12"] not in ("", "ab-12")


def test_what_was_changed_since_the_dry_run_stops_it(
    imports: ListImportService, lists: PlateListService, store: Store
) -> None:
    made = imports.check(ROWS, ImportOptions(), "Zoe")
    lists.save(entry("EF 56"), "Ben")
    with pytest.raises(StorageError) as caught:
        imports.apply(made, "Zoe")
    assert (caught.value.code, caught.value.context["actor"]) == ("lists.changed_since", "Ben")
    assert len(store.records.entries()) == 1
    imports.apply(imports.check(ROWS, ImportOptions(), "Zoe"), "Zoe")
    assert len(store.records.entries()) == 3


def test_a_list_is_not_replaced_by_a_file_with_mistakes(
    imports: ListImportService, lists: PlateListService, store: Store
) -> None:
    lists.save(entry("EF 56"), "Ben")
    how = ImportOptions(replace=frozenset([ListKind.ALLOW]))
    made = imports.check([*ROWS, (4, ["?", "allow"])], how, "Zoe")
    with pytest.raises(StorageError, match=r"lists\.import_refused"):
        imports.apply(made, "Zoe")
    assert len(store.records.entries()) == 1


@pytest.mark.parametrize(
    ("rows", "code"),
    [([(1, ["a", "b"])], "lists.import_columns"), ([], "lists.import_columns")],
)
def test_what_is_no_list_is_named(imports: ListImportService, rows: list, code: str) -> None:
    with pytest.raises(StorageError) as caught:
        imports.check(rows, ImportOptions(), "Zoe")
    assert caught.value.code == code


def test_giving_up_leaves_nothing(imports: ListImportService, store: Store) -> None:
    many = [ROWS[0], *((n, [f"AB {n}", "allow"]) for n in range(2, 1500))]
    with pytest.raises(StorageError, match=r"lists\.cancelled"):
        imports.check(many, ImportOptions(), "Zoe", lambda done, of: False)
    made = imports.check(many, ImportOptions(), "Zoe")
    with pytest.raises(StorageError, match=r"lists\.cancelled"):
        imports.apply(made, "Zoe", progress=lambda done, of: False)
    assert not store.records.entries()


def test_an_export_is_recorded_before_its_first_row(
    imports: ListImportService, lists: PlateListService, store: Store
) -> None:
    lists.save(entry("AB 12"), "Ben")
    lists.save(entry("CD 34", ListKind.DENY), "Ben")
    rows = imports.export(frozenset([ListKind.DENY]), "Zoe")
    assert next(rows)[1] == "plate"
    row = store.records.audit_rows()[-1]
    assert (row.kind, row.actor) == ("list.exported", "Zoe")
    assert json.loads(row.body) == {"lists": ["deny"], "n": 1}
    assert [cells[1] for cells in rows] == ["CD 34"]


def test_a_newly_banned_plate_shows_where_it_was_seen(
    lists: PlateListService, store: Store
) -> None:
    now = ManualClock().utc_now()
    for number, (plate, age) in enumerate(
        [("AB120O", timedelta(days=1)), ("AB12O0", timedelta()), ("AB1200", SEEN_WITHIN * 2)]
    ):
        store.records.save_passage(make_passage(f"p{number}", plate, seen_at=now - age))
    rows = len(store.records.audit_rows())
    banned = entry("AB 120O", ListKind.DENY)
    assert [row.plate for row in lists.seen_before(banned, "Zoe")] == ["AB12O0", "AB120O"]
    assert [row.actor for row in store.records.audit_rows(after=rows)] == ["Zoe"]
    assert lists.seen_before(entry("AB 120O"), "Zoe") == (), "an allowed one is nobody's business"
    assert lists.seen_before(entry("XY 1", ListKind.DENY), "Zoe") == ()
