# SPDX-License-Identifier: AGPL-3.0-or-later
"""Doctor's checks, backup and seed lists."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.maintenance import backup, doctor_checks
from alpr_kiosk.storage.seed import import_seed
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.journal_contract import an_intent
from tests.contracts.records_contract import full_entry, make_passage, make_record
from tests.fakes.clock import ManualClock
from tests.fakes.records import FakeRecords


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path, clock=ManualClock())
    passage = make_passage()
    files = [made.evidence.store("lane", b"lane"), made.evidence.store("crop", b"crop")]
    made.records.save_passage(passage, files)
    made.records.save_decision(make_record(passage))
    made.records.save_entry(full_entry(), "Amara")
    made.records.save_entry(ListEntry(entry_id="e2", kind=ListKind.DENY, plate="B 1"), "Amara")
    made.journal.record_intent(an_intent(entry_id="e1"))
    yield made
    made.close()


def by_hand(store: Store, statement: str) -> None:
    with closing(sqlite3.connect(store.database.path)) as raw:
        raw.execute("DROP TRIGGER IF EXISTS audit_no_update")
        raw.execute(statement)
        raw.commit()


def failed(store: Store) -> list[tuple[str, str]]:
    return [(check.name, check.code) for check in doctor_checks(store) if not check.ok]


def test_a_sound_record(store: Store) -> None:
    checks = doctor_checks(store)
    names = ["database", "audit", "lists", "evidence", "history"]
    assert [check.name for check in checks] == names
    assert all(check.ok and not check.code for check in checks)
    assert "2 of 2 pictures" in checks[3].detail
    everything = " ".join(check.detail for check in checks)
    assert "34A36837" not in everything


def test_an_index_that_lags_behind_its_passages_is_named(store: Store) -> None:
    by_hand(store, "DROP TRIGGER passage_trigram_insert")
    store.records.save_passage(make_passage("p2"))
    assert failed(store) == [("history", "history.index")]
    detail = doctor_checks(store)[-1].detail
    assert "1 of 2 passages" in detail
    assert "1 of 2 looked up" in detail
    by_hand(store, "INSERT INTO passage_trigram (passage_trigram) VALUES ('rebuild')")
    assert failed(store) == []
    by_hand(store, "DELETE FROM passage")
    assert failed(store) == []


def test_a_changed_audit_row_is_named(store: Store) -> None:
    by_hand(store, "UPDATE audit SET actor = 'x' WHERE seq = 3")
    assert failed(store) == [("audit", "audit.broken")]
    assert "row 3" in doctor_checks(store)[1].detail


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE list_entry SET kind = 'allow' WHERE entry_id = 'e2'",
        "UPDATE list_entry SET text = 'C1' , plate = 'C 1' WHERE entry_id = 'e2'",
        "UPDATE list_entry SET valid_until = valid_until + 1 WHERE entry_id = 'e1'",
        "UPDATE list_entry SET max_uses = 99 WHERE entry_id = 'e1'",
        "DELETE FROM list_entry WHERE entry_id = 'e2'",
        "UPDATE list_entry SET entry_id = 'e3' WHERE entry_id = 'e2'",
    ],
)
def test_a_list_changed_behind_our_back_is_noticed(store: Store, statement: str) -> None:
    by_hand(store, statement)
    assert failed(store) == [("lists", "lists.altered")]


def test_lists_changed_by_the_program_are_fine(store: Store) -> None:
    store.records.save_entry(replace(full_entry(), owner="Someone else"), "Amara")
    store.records.remove_entry("e2", "Amara", "moved")
    assert failed(store) == []


def test_lists_after_a_lost_key_are_not_accused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "keys" / "audit.key").unlink()
    again = open_store(tmp_path, clock=ManualClock())
    assert failed(again) == []
    assert "lost key" in doctor_checks(again)[1].detail
    again.close()


def test_a_changed_picture_is_noticed(store: Store) -> None:
    next(store.evidence.files()).write_bytes(b"other")
    assert failed(store) == [("evidence", "evidence.broken")]


def test_a_backup_is_a_whole_record(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy" / "alpr.sqlite3"
    target.parent.mkdir()
    backup(store, target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in target.parent.iterdir()] == ["alpr.sqlite3"]
    (target.parent / "keys").mkdir()
    (target.parent / "keys" / "audit.key").write_bytes(
        (tmp_path / "keys" / "audit.key").read_bytes()
    )
    restored = open_store(target.parent, clock=ManualClock(), evidence=store.evidence.root)
    assert restored.notices == ()
    assert list(restored.records.entries()) == list(store.records.entries())
    assert failed(restored) == []
    restored.close()


def test_a_backup_while_others_write(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            written.append(store.records.append_audit("login", "Amara", {}))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup(store, tmp_path / "copy.sqlite3")
    finally:
        stop.set()
        writer.join(60)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store.records.verify_audit() is None


def test_a_backup_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        backup(store, tmp_path / "no" / "copy.sqlite3")
    assert caught.value.code == "storage.unwritable"


def test_a_seed_is_sown_once() -> None:
    records = FakeRecords()
    entries = [
        ListEntry(entry_id="demo-1", kind=ListKind.ALLOW, plate="GH 21 KMA"),
        ListEntry(entry_id="demo-2", kind=ListKind.DENY, plate="GH 22 KMB"),
    ]
    assert import_seed(records, entries) == 2
    records.save_entry(replace(entries[0], owner="changed"), "Amara")
    records.remove_entry("demo-2", "Amara", "")
    assert import_seed(records, entries) == 0
    assert [(e.entry_id, e.owner) for e in records.entries()] == [("demo-1", "changed")]
