# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new version of the tables: a copy before it, the file as it was when a step fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, NullPool, create_engine

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import before, migrations
from alpr_kiosk.storage.engine import open_database
from tests.fakes.clock import ManualClock

OLD = "0001"
REAL = migrations.upgrade


def old_file(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        migrations.upgrade(connection, to=OLD)
        connection.exec_driver_sql("INSERT INTO setting VALUES ('a', 'b')")
    engine.dispose()


def told(path: Path) -> tuple[str, str]:
    with closing(sqlite3.connect(path)) as raw:
        (version,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        (value,) = raw.execute("SELECT value FROM setting WHERE key = 'a'").fetchone()
    return version, value


def copies(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if f".{before.WORD}-" in file.name)


def test_a_copy_stays_until_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    old_file(path)
    open_database(path, clock=ManualClock()).close()
    name = f"a.sqlite3.before-{migrations.HEAD}"
    assert copies(tmp_path) == [name]
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert told(tmp_path / name) == (OLD, "b")
    assert told(path) == (migrations.HEAD, "b")
    open_database(path, clock=ManualClock(), inspect_only=True).close()
    assert copies(tmp_path) == [name], "an onlooker removes nothing"
    open_database(path, clock=ManualClock()).close()
    assert copies(tmp_path) == []


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    open_database(tmp_path / "a.sqlite3", clock=ManualClock()).close()
    assert copies(tmp_path) == []


def test_a_step_of_a_server_alone_needs_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.sqlite3"
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        migrations.upgrade(connection, to="0007")
        connection.exec_driver_sql("INSERT INTO setting VALUES ('a', 'b')")
    engine.dispose()
    later = frozenset(f"{number:04}" for number in range(8, int(migrations.HEAD) + 1))
    assert later >= migrations.SERVER_ONLY
    monkeypatch.setattr(migrations, "SERVER_ONLY", later)
    open_database(path, clock=ManualClock()).close()
    assert told(path) == (migrations.HEAD, "b")
    assert copies(tmp_path) == []


def fails(connection: Connection) -> None:
    REAL(connection)
    raise RuntimeError("a step failed")


def leaves_a_broken_file(connection: Connection) -> None:
    (name,) = [row[2] for row in connection.exec_driver_sql("PRAGMA database_list")][:1]
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.exec_driver_sql("BEGIN")
    data = Path(name).read_bytes()
    Path(name).write_bytes(data[:4096] + b"\x5a" * (len(data) - 4096))
    raise RuntimeError("a step failed")


@pytest.mark.parametrize("step", [fails, leaves_a_broken_file])
def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: Callable[[Connection], None]
) -> None:
    path = tmp_path / "a.sqlite3"
    old_file(path)
    monkeypatch.setattr(migrations, "upgrade", step)
    with pytest.raises(StorageError) as caught:
        open_database(path, clock=ManualClock())
    assert caught.value.code == "storage.step_failed"
    assert "a step failed" in str(caught.value.context["why"])
    assert told(path) == (OLD, "b")
    assert copies(tmp_path) == []
    monkeypatch.undo()
    open_database(path, clock=ManualClock()).close()
    assert told(path) == (migrations.HEAD, "b")


def test_without_room_for_the_copy_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.sqlite3"
    old_file(path)
    monkeypatch.setattr(before, "_SPARE_BYTES", 1 << 62)
    with pytest.raises(StorageError) as caught:
        open_database(path, clock=ManualClock())
    assert caught.value.code == "storage.no_copy"
    assert told(path) == (OLD, "b")
    assert copies(tmp_path) == []


def test_a_file_of_a_newer_program_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    old_file(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError) as caught:
        open_database(path, clock=ManualClock())
    assert caught.value.code == "storage.migration"
    assert copies(tmp_path) == []
