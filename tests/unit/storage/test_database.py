# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening the record: rights, pragmas, damage, loss."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import engine
from alpr_kiosk.storage.engine import open_database
from alpr_kiosk.storage.orm import EvidenceTable, SettingTable, UserTable
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import full_entry, make_passage
from tests.fakes.clock import ManualClock


def test_pragmas_and_rights(tmp_path: Path) -> None:
    store = open_store(tmp_path, clock=ManualClock())
    with store.database.write() as session:
        session.add(SettingTable(key="a", value="b"))
    with store.database.read() as session:
        pragmas = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 3000,
    }
    files = [tmp_path / name for name in ("alpr.sqlite3", "alpr.sqlite3-wal", "keys/audit.key")]
    assert [oct(file.stat().st_mode & 0o777) for file in files] == ["0o600"] * 3
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert store.notices == ()
    store.close()


def test_a_failed_unit_of_work_leaves_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.sqlite3", clock=ManualClock())

    def half_done() -> None:
        with database.write() as session:
            session.add(SettingTable(key="a", value="b"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    with database.read() as session:
        assert session.get(SettingTable, "a") is None
    database.close()


def test_a_broken_constraint_is_a_bug_not_a_condition(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.sqlite3", clock=ManualClock())
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(EvidenceTable(passage_id="no", kind="lane", path="", sha256="", size=0))
    database.close()


def test_a_naive_time_is_refused(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.sqlite3", clock=ManualClock())
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the fault under test
    with pytest.raises(Exception, match="aware"), database.write() as session:
        session.add(UserTable(name="a", role="b", pin_hash="c", changed_at=naive))
    database.close()


def test_a_second_writer_waits_no_longer_than_told(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.sqlite3", clock=ManualClock())
    with database.write() as session:
        session.add(SettingTable(key="a", value="b"))
        session.flush()
        with pytest.raises(StorageError) as caught, database.write(busy_ms=20) as other:
            other.get(SettingTable, "a")
    assert caught.value.code == "storage.locked"
    database.close()


@pytest.mark.parametrize("damage", ["not_a_database", "truncated", "scribbled"])
def test_a_damaged_file_is_set_aside_and_named(tmp_path: Path, damage: str) -> None:
    clock = ManualClock()
    store = open_store(tmp_path, clock=clock)
    for number in range(200):
        store.records.save_passage(make_passage(f"p{number}"))
    store.close()
    path = tmp_path / "alpr.sqlite3"
    data = path.read_bytes()
    bad = {
        "not_a_database": b"\xff\xd8" * 50_000,
        "truncated": data[: len(data) // 2],
        "scribbled": data[:8192] + b"\x5a" * (len(data) - 8192),
    }[damage]
    path.write_bytes(bad)
    store = open_store(tmp_path, clock=clock)
    (notice,) = store.notices
    assert notice.code == "storage.broken"
    aside = Path(dict(notice.context)["path"])
    assert aside.name == "alpr.sqlite3.damaged-20261122T120000Z"
    assert aside.read_bytes() == bad
    assert list(store.records.entries()) == []
    (row,) = store.records.audit_rows()
    assert (row.kind, json.loads(row.body)["reason"]) == ("audit.chain_started", "database.lost")
    store.close()
    # The same second again: the first copy is not overwritten.
    path.write_bytes(b"x" * 5000)
    store = open_store(tmp_path, clock=clock)
    assert Path(dict(store.notices[0].context)["path"]).name.endswith("Z-2")
    store.close()


def test_a_large_file_is_opened_without_a_look_at_each_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path, clock=ManualClock())
    for number in range(200):
        store.records.save_passage(make_passage(f"p{number}"))
    store.close()
    path = tmp_path / "alpr.sqlite3"
    data = path.read_bytes()
    path.write_bytes(data[:-4096] + b"\x5a" * 4096)
    monkeypatch.setattr(engine, "QUICK_CHECK_BYTES", len(data) - 1)
    store = open_store(tmp_path, clock=ManualClock())
    assert store.notices == ()
    store.close()
    monkeypatch.undo()
    store = open_store(tmp_path, clock=ManualClock())
    assert [notice.code for notice in store.notices] == ["storage.broken"]
    store.close()


def test_a_lost_file_is_told(tmp_path: Path) -> None:
    open_store(tmp_path, clock=ManualClock()).close()
    (tmp_path / "alpr.sqlite3").unlink()
    store = open_store(tmp_path, clock=ManualClock())
    assert [notice.code for notice in store.notices] == ["storage.lost"]
    store.close()
    store = open_store(tmp_path, clock=ManualClock())
    assert store.notices == ()
    store.close()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        open_database(tmp_path / "no" / "a.sqlite3", clock=ManualClock())
    assert caught.value.code == "storage.unwritable"
    assert str(tmp_path) in str(caught.value.context["path"])


def test_a_locked_file_is_not_taken_for_a_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alpr_kiosk.storage.engine.BUSY_MS", 20)
    path = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE t(x)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError) as caught:
            open_database(path, clock=ManualClock())
    assert caught.value.code == "storage.locked"
    assert [file.name for file in tmp_path.iterdir() if "damaged" in file.name] == []


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    store = open_store(tmp_path, clock=ManualClock())
    store.records.save_entry(full_entry(), "Amara")
    store.close()
    store = open_store(tmp_path, clock=ManualClock())
    assert list(store.records.entries()) == [full_entry()]
    assert store.records.verify_audit() is None
    store.close()


def test_an_onlooker_changes_nothing(tmp_path: Path) -> None:
    def look(code: str, why: str) -> None:
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        with pytest.raises(StorageError, match=why) as caught:
            open_store(tmp_path, clock=ManualClock(), inspect_only=True)
        assert caught.value.code == code
        after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        assert after == before

    look("audit.key_unusable", "missing")
    open_store(tmp_path, clock=ManualClock()).close()
    seen = open_store(tmp_path, clock=ManualClock(), inspect_only=True)
    assert seen.records.verify_audit() is None
    seen.close()
    key, path = tmp_path / "keys" / "audit.key", tmp_path / "alpr.sqlite3"
    secret, data = key.read_bytes(), path.read_bytes()
    key.unlink()
    look("audit.key_unusable", "missing")
    key.write_bytes(secret)
    path.write_bytes(b"x" * 5000)
    look("storage.broken", "not a database")
    path.unlink()
    look("storage.unwritable", "No such file")
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
        raw.commit()
    look("storage.migration", "0000")
