# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups, holidays and changes over SQLite keep the contract; what was saved before still fits."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from alpr_kiosk.domain.list_changes import EntryEdit, ItemKind
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import migrations
from alpr_kiosk.storage.engine import Database, open_database
from alpr_kiosk.storage.list_book import SqlListBook
from alpr_kiosk.storage.list_items import entry_hash, from_json, to_json
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.photos import MAX_BYTES, PhotoFolder
from alpr_kiosk.storage.records import SqlRecords
from alpr_kiosk.storage.store import open_store
from tests.contracts.list_book_contract import KEY, ListBookContract, plain
from tests.contracts.records_contract import full_entry
from tests.fakes.clock import ManualClock


class TestSqlListBook(ListBookContract):
    @pytest.fixture
    def database(self, tmp_path: Path) -> Iterator[Database]:
        made = open_database(tmp_path / "lists.sqlite3", clock=ManualClock())
        yield made
        made.close()

    def test_others_write_until_all_rows_of_a_batch_are_at_hand(
        self, book: SqlListBook, records: SqlRecords, database: Database
    ) -> None:
        other = SqlRecords(database=database.second(), key=KEY)
        wrote: list[int] = []

        def beside(done: int, of: int) -> bool:
            wrote.append(other.append_audit("test", "Ben", {"done": done}))
            return True

        edits = [EntryEdit(before=None, after=plain(n)) for n in range(4500)]
        book.apply_batch(edits, "Zoe", version=0, progress=beside)
        assert len(wrote) > 3
        assert len(records.entries()) == 4500
        assert self.sound(database)
        with database.write() as session:
            tables = "SELECT count(*) FROM temp.sqlite_master"
            assert session.scalar(text(tables)) == 0
            assert session.scalar(text("PRAGMA cache_size")) == -2000

    @pytest.mark.parametrize("word", ["INSERT INTO temp.stage_3", "INSERT INTO list_change ("])
    def test_an_import_that_is_killed_leaves_nothing(
        self, records: SqlRecords, database: Database, word: str
    ) -> None:
        records.save_entry(plain(0), "Amara")
        child = [sys.executable, "-c", KILLED, str(database.path), word]
        done = subprocess.run(child, check=False, cwd=ROOT)
        assert done.returncode == -signal.SIGKILL
        assert list(records.entries()) == [plain(0)]
        book = SqlListBook(database=database, key=KEY)
        assert not book.batches()
        edits = [EntryEdit(before=None, after=plain(1))]
        book.apply_batch(edits, "Zoe", version=book.version())
        assert self.sound(database)


ROOT = Path(__file__).resolve().parents[3]
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from alpr_kiosk.domain.list_changes import EntryEdit
from alpr_kiosk.storage.engine import open_database
from alpr_kiosk.storage.list_book import SqlListBook
from tests.contracts.list_book_contract import KEY, plain
from tests.fakes.clock import ManualClock

@event.listens_for(Engine, "before_cursor_execute")
def kill(conn, cursor, statement, parameters, context, executemany):
    if statement.startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

book = SqlListBook(database=open_database(Path(sys.argv[1]), clock=ManualClock()), key=KEY)
edits = [EntryEdit(before=plain(0), after=plain(0, owner="New"))]
edits += [EntryEdit(before=None, after=plain(n)) for n in range(1, 50)]
book.apply_batch(edits, "Zoe", version=book.version())
"""


def test_entries_of_the_version_before_stay_and_fit_their_hashes(tmp_path: Path) -> None:
    # What the program before this version said of this entry; it stands in chains out there.
    known = "e815c62b2d7c7bb64d31ac365d02f24d461bc0dc27fdaa35d73d5641f8c12467"
    assert entry_hash(full_entry(), KEY) == known
    store = open_store(tmp_path, clock=ManualClock())
    store.records.save_entry(full_entry(), "Amara")
    store.close()
    engine = create_engine(f"sqlite:///{tmp_path}/alpr.sqlite3")
    with engine.begin() as connection:
        migrations.downgrade(connection, to="0003")
        columns = {column["name"] for column in inspect(connection).get_columns("list_entry")}
        assert not columns & {"group_id", "as_group", "holidays", "photo"}
        assert connection.execute(text("SELECT count(*) FROM list_entry")).scalar() == 1
    engine.dispose()
    store = open_store(tmp_path, clock=ManualClock())
    assert list(store.records.entries()) == [full_entry()]
    assert all(check.ok for check in doctor_checks(store))
    store.close()


def test_a_change_from_before_a_column_came_says_nothing_in_it() -> None:
    wanted = replace(full_entry(), second_factor="ID card")
    written = to_json(wanted)
    assert from_json(ItemKind.ENTRY, written) == wanted
    del written["second_factor"], written["photo"]
    assert from_json(ItemKind.ENTRY, written) == replace(full_entry(), photo="")


JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


def test_a_photo_is_named_by_its_bytes(tmp_path: Path) -> None:
    photos = PhotoFolder(tmp_path / "photos")
    name = photos.keep(JPEG)
    assert photos.keep(JPEG) == name
    found = photos.path(name)
    assert found is not None
    assert found.read_bytes() == JPEG
    assert found.stat().st_mode & 0o077 == 0
    for wrong in ("", "0" * 64, "../../etc/passwd", "x"):
        assert photos.path(wrong) is None


@pytest.mark.parametrize("data", [b"", b"GIF89a", JPEG[:-1], JPEG[:-2] + b"x" * MAX_BYTES])
def test_what_is_no_photo_is_not_kept(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(StorageError, match=r"lists\.photo_bad"):
        PhotoFolder(tmp_path / "photos").keep(data)
    assert not (tmp_path / "photos").exists()


def test_photos_that_nothing_names_go(tmp_path: Path) -> None:
    photos = PhotoFolder(tmp_path / "photos")
    kept, gone = photos.keep(JPEG), photos.keep(JPEG[:-2] + b"2\xff\xd9")
    assert photos.tidy({kept}) == 1
    assert photos.path(kept)
    assert photos.path(gone) is None
