# SPDX-License-Identifier: AGPL-3.0-or-later
"""A backup comes back whole, or is refused by name; the present record is never deleted."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import struct
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import timezone
from pathlib import Path
from threading import Event

import pytest

from alpr_kiosk.domain.backups import BackupMade
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.gate_desk import LANE_MODE_SETTING, LOCKDOWN_SETTING
from alpr_kiosk.storage import migrations
from alpr_kiosk.storage import restore as restore_module
from alpr_kiosk.storage.backups import BackupFolder
from alpr_kiosk.storage.engine import _engine
from alpr_kiosk.storage.maintenance import backup as plain_copy
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.packing import pack
from alpr_kiosk.storage.restore import Restored, restore
from alpr_kiosk.storage.store import change_key, open_store
from tests.contracts.records_contract import full_entry, make_passage, make_record
from tests.fakes.clock import ManualClock

NOBODY = 65534


class Yard:
    """A data folder, and a backup of it in another one."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.folder = folder
        self.data = folder / "data"
        self.data.mkdir()
        self.backups = folder / "backups"
        self.number = 0
        self.write()

    def write(self) -> None:
        self.number += 1
        store = open_store(self.data, clock=self.clock)
        passage = make_passage(f"p{self.number}", seen_at=self.clock.utc_now())
        store.records.save_passage(passage)
        store.records.save_decision(make_record(passage, f"d{self.number}"))
        store.records.save_entry(full_entry(f"e{self.number}", f"B {self.number}"), "Amara")
        store.close()
        self.clock.advance(60)

    def backup(self) -> BackupMade:
        store = open_store(self.data, clock=self.clock)
        try:
            return BackupFolder(
                database=store.database,
                key=store.key,
                data_dir=self.data,
                folder=self.backups,
                zone=timezone.utc,
                quota=None,
                audit=store.records.append_audit,
                disk_usage=lambda _path: (10**12, 0, 10**12),
            ).make(actor="system", stop=Event())
        finally:
            store.close()
            self.clock.advance(60)

    def restore(self, source: Path, **more: object) -> Restored:
        return restore(source, self.data, clock=self.clock, actor="installer", **more)  # type: ignore[arg-type]

    def passages(self) -> list[str]:
        store = open_store(self.data, clock=self.clock)
        try:
            return sorted(row.passage_id for row in store.records.recent_passages())
        finally:
            store.close()

    def files(self) -> list[str]:
        return sorted(path.name for path in self.data.iterdir() if path.is_file())

    def well(self) -> None:
        store = open_store(self.data, clock=self.clock)
        try:
            assert store.notices == ()
            assert [check.detail for check in doctor_checks(store) if not check.ok] == []
        finally:
            store.close()


@pytest.fixture
def yard(tmp_path: Path) -> Yard:
    return Yard(tmp_path)


def refused(yard: Yard, source: Path, **more: object) -> StorageError:
    before = (yard.data / "alpr.sqlite3").read_bytes()
    files = yard.files()
    with pytest.raises(StorageError) as caught:
        yard.restore(source, **more)
    assert (yard.data / "alpr.sqlite3").read_bytes() == before
    assert yard.files() == files
    return caught.value


def test_there_and_back(yard: Yard) -> None:
    made = yard.backup()
    yard.write()
    yard.write()
    assert yard.passages() == ["p1", "p2", "p3"]
    source = yard.backups / made.file.name
    looked = yard.restore(source, dry_run=True)
    assert yard.passages() == ["p1", "p2", "p3"]
    done = yard.restore(source)
    assert (looked.sha256, looked.facts, looked.lost) == (done.sha256, done.facts, done.lost)
    assert done.sha256 == made.sha256
    assert done.facts.count("passage") == 1
    assert (
        done.facts.newest_passage == make_passage(seen_at=done.facts.newest_passage).first_seen_at
    )
    # backup.made, and two decisions and two list edits.
    assert (done.lost.known, done.lost.follows) == (True, True)
    assert (done.lost.rows, done.lost.passages, done.lost.list_edits) == (5, 2, 2)
    assert yard.passages() == ["p1"]
    yard.well()
    store = open_store(yard.data, clock=yard.clock)
    told = store.records.audit_rows()[-1]
    store.close()
    body = json.loads(told.body)
    assert (told.kind, told.actor) == ("backup.restored", "installer")
    assert (body["sha256"], body["lost_rows"], body["lost_passages"]) == (made.sha256, 5, 2)

    # What was replaced is a record too: going back to it undoes the restore.
    assert done.aside is not None
    assert done.aside.name.startswith("alpr.sqlite3.replaced-")
    undone = yard.restore(done.aside)
    assert yard.passages() == ["p1", "p2", "p3"]
    assert not undone.lost.follows
    yard.well()


def test_a_record_that_was_lost_comes_back(yard: Yard) -> None:
    made = yard.backup()
    for path in yard.data.glob("alpr.sqlite3*"):
        path.unlink()
    done = yard.restore(yard.backups / made.file.name)
    assert done.aside is None
    assert yard.passages() == ["p1"]
    yard.well()


def test_a_damaged_record_is_set_aside_with_its_log(yard: Yard) -> None:
    made = yard.backup()
    (yard.data / "alpr.sqlite3").write_bytes(b"rubbish" * 1000)
    (yard.data / "alpr.sqlite3-wal").write_bytes(b"log")
    done = yard.restore(yard.backups / made.file.name)
    assert not done.lost.known
    assert done.aside is not None
    assert done.aside.read_bytes() == b"rubbish" * 1000
    assert done.aside.with_name(done.aside.name + "-wal").read_bytes() == b"log"
    assert yard.passages() == ["p1"]
    yard.well()


def test_an_older_version_is_brought_up(yard: Yard) -> None:
    old = yard.folder / "old.sqlite3"
    store = open_store(yard.data, clock=yard.clock)
    plain_copy(store, old)
    store.close()
    engine = _engine(old, foreign_keys=False)
    with engine.begin() as connection:
        migrations.downgrade(connection, to="0001")
    engine.dispose()
    with closing(sqlite3.connect(old)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    done = yard.restore(old)
    assert done.version == "0001"
    assert yard.passages() == ["p1"]
    yard.well()


def changed(yard: Yard, *statements: str) -> Path:
    """A copy of the record that somebody changed."""
    path = yard.folder / "changed.sqlite3"
    store = open_store(yard.data, clock=yard.clock)
    plain_copy(store, path)
    store.close()
    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()
    return path


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (("UPDATE alembic_version SET version_num = '9999'",), "storage.migration"),
        (("UPDATE alembic_version SET version_num = '0000x'",), "storage.migration"),
        (("DROP TABLE alembic_version",), "restore.foreign"),
        (("DELETE FROM alembic_version",), "restore.foreign"),
        (("DROP TABLE audit",), "restore.foreign"),
        (("DROP TRIGGER audit_no_delete",), "restore.foreign"),
        (
            (
                "CREATE TRIGGER open_sesame AFTER INSERT ON audit BEGIN "
                "UPDATE list_entry SET kind = 'allow'; END",
            ),
            "restore.foreign",
        ),
        (("CREATE VIEW v AS SELECT 1",), "restore.foreign"),
        (("UPDATE decision SET passage_id = 'none'",), "restore.damaged"),
        (
            (
                "CREATE TABLE kept AS SELECT * FROM audit",
                "DROP TRIGGER audit_no_update",
                "UPDATE audit SET actor = 'x' WHERE seq = 2",
                "DROP TABLE kept",
                "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
                "BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END",
            ),
            "restore.altered",
        ),
    ],
)
def test_a_copy_that_is_not_ours_is_refused(
    yard: Yard, statements: tuple[str, ...], code: str
) -> None:
    assert refused(yard, changed(yard, *statements)).code == code


def written(yard: Yard, data: bytes, name: str = "given.gz") -> Path:
    path = yard.folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: b"", "restore.damaged"),
        (lambda data: data[:40], "restore.damaged"),
        (lambda data: data[: len(data) // 2], "restore.damaged"),
        (lambda data: data[:-1], "restore.damaged"),
        (lambda data: data + b"x", "restore.damaged"),
        (lambda data: b"PK\x03\x04" + data, "restore.foreign"),
        (lambda data: gzip.compress(b"hello" * 1000), "restore.foreign"),
        (lambda data: gzip.compress(gzip.decompress(data) + bytes(4096)), "restore.damaged"),
        (lambda data: gzip.compress(gzip.decompress(data)[:-4096]), "restore.damaged"),
    ],
)
def test_a_file_that_is_no_whole_backup_is_refused(
    yard: Yard, spoil: Callable[[bytes], bytes], code: str
) -> None:
    made = yard.backup()
    data = spoil((yard.backups / made.file.name).read_bytes())
    assert refused(yard, written(yard, data)).code == code
    assert refused(yard, written(yard, data), dry_run=True).code == code


def test_a_flipped_bit_changes_nothing_unseen(yard: Yard) -> None:
    made = yard.backup()
    data = bytearray((yard.backups / made.file.name).read_bytes())
    # The head of gzip (a time, a system) carries nothing. Of what follows, a bit may choose another
    # of two equal places to repeat: then the same comes out.
    harmless, codes = 0, list[str]()
    for place in range(10, len(data), len(data) // 40):
        data[place] ^= 16
        path = written(yard, bytes(data))
        try:
            harmless += yard.restore(path, dry_run=True).sha256 == made.sha256
        except StorageError as error:
            codes.append(error.code)
        data[place] ^= 16
    assert set(codes) == {"restore.damaged"}
    assert harmless + len(codes) == len(range(10, len(data), len(data) // 40))
    assert harmless < len(codes)


def test_a_backup_under_the_name_of_another_is_refused(yard: Yard) -> None:
    first = yard.backup()
    yard.write()
    second = yard.backup()
    (yard.backups / second.file.name).write_bytes((yard.backups / first.file.name).read_bytes())
    assert refused(yard, yard.backups / second.file.name).code == "restore.damaged"


def test_a_bomb_is_refused_before_it_fills_the_disk(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1 << 20)
    bomb = b"".join([packer.compress(zeros) for _ in range(400)]) + packer.flush()
    assert len(bomb) < 500_000
    assert refused(yard, written(yard, bomb)).code == "restore.foreign"
    # One with the head of a database that tells of more than there is room for.
    head = b"SQLite format 3\0" + struct.pack(">HBBBBBBII", 1, 1, 1, 0, 64, 32, 32, 1, 2**32 - 2)
    packer = zlib.compressobj(9, wbits=31)
    big = packer.compress(head + zeros) + packer.flush()
    assert refused(yard, written(yard, big)).code == "restore.no_space"
    # And one that tells of little and holds more.
    head = b"SQLite format 3\0" + struct.pack(">HBBBBBBII", 4096, 1, 1, 0, 64, 32, 32, 1, 3)
    packer = zlib.compressobj(9, wbits=31)
    lies = packer.compress(head) + b"".join(packer.compress(zeros) for _ in range(400))
    spent: list[int] = []
    real = restore_module.unpacked

    def counted(*args: object, **more: object):
        for chunk in real(*args, **more):  # type: ignore[arg-type]
            spent.append(len(chunk))
            yield chunk

    monkeypatch.setattr(restore_module, "unpacked", counted)
    assert refused(yard, written(yard, lies + packer.flush())).code == "restore.damaged"
    assert sum(spent) < 1 << 21


def test_no_file_and_a_folder_are_named(yard: Yard) -> None:
    assert refused(yard, yard.folder / "none").code == "restore.missing"
    assert refused(yard, yard.folder).code == "restore.missing"


def test_without_the_key_it_is_taken_only_when_told_so(yard: Yard, tmp_path: Path) -> None:
    made = yard.backup()
    source = yard.backups / made.file.name
    other = tmp_path / "other"
    other.mkdir()
    looked = restore(source, other, clock=yard.clock, actor="installer", dry_run=True)
    assert looked.facts.unverified == looked.facts.chain_rows
    with pytest.raises(StorageError) as caught:
        restore(source, other, clock=yard.clock, actor="installer")
    assert caught.value.code == "restore.other_key"
    assert list(other.iterdir()) == []
    restore(source, other, clock=yard.clock, actor="installer", unchecked=True)
    store = open_store(other, clock=yard.clock)
    assert store.notices == ()
    assert [row.passage_id for row in store.records.recent_passages()] == ["p1"]
    assert store.records.verify_audit() is None
    store.close()


def test_a_backup_from_before_a_change_of_keys(yard: Yard) -> None:
    made = yard.backup()
    change_key(yard.data, clock=yard.clock, actor="installer")
    yard.write()
    done = yard.restore(yard.backups / made.file.name)
    assert done.facts.unverified == 0
    assert done.lost.follows
    yard.well()


def test_a_change_of_keys_that_was_broken_off_is_settled_by_the_present_chain(yard: Yard) -> None:
    made = yard.backup()
    old_key = (yard.data / "keys" / "audit.key").read_bytes()
    change_key(yard.data, clock=yard.clock, actor="installer")
    keys = yard.data / "keys"
    (keys / "audit.key").rename(keys / "audit.next")  # as if broken off after the row
    (keys / "audit.key").write_bytes(old_key)
    for retired in keys.glob("audit.key.*"):
        retired.unlink()
    done = yard.restore(yard.backups / made.file.name)
    assert done.aside is not None
    assert not (keys / "audit.next").exists()
    assert (keys / "audit.key").read_bytes() != old_key
    yard.well()


def test_another_program_that_reads_is_waited_for_and_named(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore_module, "BUSY_MS", 10)
    made = yard.backup()
    reader = sqlite3.connect(yard.data / "alpr.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM audit").fetchone()
    store = open_store(yard.data, clock=yard.clock)
    store.records.append_audit("login", "Amara", {})
    store.close()
    with pytest.raises(StorageError) as caught:
        yard.restore(yard.backups / made.file.name)
    assert caught.value.code == "storage.locked"
    reader.close()
    assert yard.passages() == ["p1"]
    yard.well()


def test_broken_off_before_the_rename_the_record_is_the_one_before(yard: Yard) -> None:
    made = yard.backup()
    yard.write()

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        yard.restore(yard.backups / made.file.name, before_rename=stop)
    assert yard.passages() == ["p1", "p2"]
    yard.well()
    # Its second name is none of a record that was replaced, and goes with the next.
    (second,) = yard.data.glob("alpr.sqlite3.replaced-*")
    assert second.samefile(yard.data / "alpr.sqlite3")
    done = yard.restore(yard.backups / made.file.name)
    assert list(yard.data.glob("alpr.sqlite3.replaced-*")) == [done.aside]


def test_a_lockdown_and_waits_for_pins_do_not_end_with_it(yard: Yard) -> None:
    carried = (LOCKDOWN_SETTING, f"{LANE_MODE_SETTING}.", "pin.wait.", "recovery.")
    assert carried == restore_module.CARRIED
    store = open_store(yard.data, clock=yard.clock)
    store.records.set_setting(LOCKDOWN_SETTING, "off")
    store.records.set_setting("other", "old")
    store.close()
    made = yard.backup()
    now = {LOCKDOWN_SETTING: "on", f"{LANE_MODE_SETTING}.a": "ask_always", "pin.wait.Anna": "3 9"}
    store = open_store(yard.data, clock=yard.clock)
    for name, value in now.items():
        store.records.set_setting(name, value)
    store.records.set_setting("other", "new")
    store.records.set_pin_hash("Anna", "supervisor", "hash", "Anna")
    store.close()
    done = yard.restore(yard.backups / made.file.name)
    assert done.lost.pins == 1
    store = open_store(yard.data, clock=yard.clock)
    assert {name: store.records.get_setting(name) for name in now} == now
    assert store.records.get_setting("other") == "old"
    store.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files of others")
def test_what_root_makes_is_the_kiosks(yard: Yard) -> None:
    os.chown(yard.data, NOBODY, NOBODY)
    yard.backups = yard.data / "backups"
    made = yard.backup()
    for path in (yard.backups, yard.backups / made.file.name, yard.data / ".backup.lock"):
        assert path.stat().st_uid == NOBODY
    yard.restore(yard.backups / made.file.name)
    assert (yard.data / "alpr.sqlite3").stat().st_uid == NOBODY


def test_no_room_is_named(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    made = yard.backup()
    monkeypatch.setattr(restore_module, "limit_bytes", lambda _total, _room: 10**18)
    assert refused(yard, yard.backups / made.file.name).code == "restore.no_space"


def test_a_database_that_was_set_aside_can_be_packed_by_hand(yard: Yard) -> None:
    plain = changed(yard)
    packed = yard.folder / "copy.gz"
    pack(plain, packed, stop=Event())
    assert yard.restore(packed).facts.count("passage") == 1
    yard.well()
