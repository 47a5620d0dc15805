# SPDX-License-Identifier: AGPL-3.0-or-later
"""Backups: whole or not there, looked through, the older ones safe until a newer one is."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timezone
from pathlib import Path
from threading import Event

import pytest

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import backups, snapshot
from alpr_kiosk.storage.backups import BackupFolder, backups_in
from alpr_kiosk.storage.snapshot import check_pages, copy_database
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.records_contract import full_entry, make_passage, make_record
from tests.fakes.clock import ManualClock

PLENTY = (10**12, 0, 10**12)
QUOTA = 10**9


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    folder = tmp_path / "data"
    folder.mkdir()
    made = open_store(folder, clock=clock)
    passage = make_passage()
    made.records.save_passage(passage)
    made.records.save_decision(make_record(passage))
    made.records.save_entry(full_entry(), "Amara")
    yield made
    made.close()


def folder_of(store: Store, folder: Path, **more: object) -> BackupFolder:
    settings: dict[str, object] = {
        "database": store.database,
        "key": store.key,
        "data_dir": store.database.path.parent,
        "folder": folder,
        "zone": timezone.utc,
        "quota": QUOTA,
        "audit": store.records.append_audit,
        "disk_usage": lambda _path: PLENTY,
    }
    return BackupFolder(**{**settings, **more})  # type: ignore[arg-type]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_packed_looked_through_and_told(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    made = folder_of(store, target).make(actor="system", stop=Event())
    assert names(target) == [made.file.name]
    (path,) = target.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    raw = gzip.decompress(path.read_bytes())
    assert hashlib.sha256(raw).hexdigest() == made.sha256
    assert (len(raw), path.stat().st_size) == (made.bytes_raw, made.file.size)
    assert made.facts.count("passage") == 1
    assert made.facts.newest_passage == make_passage().first_seen_at
    assert made.facts.unverified == 0
    row = store.records.audit_rows()[-1]
    assert (row.kind, row.actor) == ("backup.made", "system")
    assert json.loads(row.body)["sha256"] == made.sha256
    assert [file.name for file in store.database.path.parent.glob(".backup-*")] == []
    assert backups_in(target) == [made.file]
    assert store.key.secret not in raw
    assert store.key.secret.hex().encode() not in raw


def test_older_ones_go_by_hours_and_only_after_the_newer_is_there(
    store: Store, clock: ManualClock, tmp_path: Path
) -> None:
    target = tmp_path / "backups"
    backup = folder_of(store, target)
    first = backup.make(actor="system", stop=Event())
    clock.advance(600)
    second = backup.make(actor="system", stop=Event())
    assert second.dropped == (first.file.name,)  # of the same hour
    clock.advance(3600)
    other = target / "notes.txt"
    other.write_text("mine")
    third = backup.make(actor="system", stop=Event())
    assert third.dropped == ()
    clock.utc = clock.utc.replace(year=2020)  # a clock that is wrong
    wrong = backup.make(actor="system", stop=Event())
    assert wrong.file in backups_in(target)
    assert {second.file, third.file} <= set(backups_in(target))
    assert other.read_text() == "mine"
    by_hand = folder_of(store, target, quota=None).make(actor="installer", stop=Event())
    assert by_hand.dropped == ()


def test_without_space_nothing_is_begun(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    good = folder_of(store, target).make(actor="system", stop=Event())
    tight = folder_of(store, target, disk_usage=lambda _path: (10**12, 0, 10**6))
    with pytest.raises(StorageError) as caught:
        tight.make(actor="system", stop=Event())
    assert caught.value.code == "storage.no_space"
    assert caught.value.context["free_mb"] == 1
    assert names(target) == [good.file.name]


def test_a_stop_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    target = tmp_path / "backups"
    with pytest.raises(StorageError) as caught:
        folder_of(store, target).make(actor="system", stop=stop)
    assert caught.value.code == "storage.stopped"
    assert names(target) == []
    assert list(store.database.path.parent.glob(".backup-*")) == []


def test_what_a_killed_backup_left_goes_with_the_next(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    target.mkdir()
    for folder in (target, store.database.path.parent):
        (folder / ".backup-0123dead.sqlite3").write_bytes(b"x")
    made = folder_of(store, target).make(actor="system", stop=Event())
    assert names(target) == [made.file.name]
    assert list(store.database.path.parent.glob(".backup-*")) == []


def test_two_at_a_time_are_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backups"
    codes: list[str] = []

    def meanwhile(*_args: object, **_more: object) -> None:
        with pytest.raises(StorageError) as caught:
            folder_of(store, target).make(actor="installer", stop=Event())
        codes.append(caught.value.code)

    monkeypatch.setattr(backups, "look_through", stepping(backups.look_through, meanwhile))
    folder_of(store, target).make(actor="system", stop=Event())
    assert codes == ["storage.backup_busy"]


def stepping(real: Callable[..., object], before: Callable[..., object]) -> Callable[..., object]:
    """Call `before` first, once."""
    waiting = [before]

    def both(*args: object, **more: object) -> object:
        if waiting:
            waiting.pop()(*args, **more)
        return real(*args, **more)

    return both


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE audit SET actor = 'x' WHERE seq = 2", "audit.broken"),
        ("UPDATE decision SET passage_id = 'none'", "storage.check_failed"),
    ],
)
def test_a_record_that_is_not_well_gives_no_backup_and_keeps_the_old(
    store: Store, tmp_path: Path, statement: str, code: str
) -> None:
    target = tmp_path / "backups"
    good = folder_of(store, target).make(actor="system", stop=Event())
    with closing(sqlite3.connect(store.database.path)) as raw:
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute(statement)
        raw.commit()
    with pytest.raises(StorageError) as caught:
        folder_of(store, target).make(actor="system", stop=Event())
    assert caught.value.code == code
    assert names(target) == [good.file.name]


def test_a_copy_ends_under_writes_and_is_one_state(store: Store, tmp_path: Path) -> None:
    """In steps of one page: without the state that is held it would begin anew each time."""
    stop = Event()

    def write() -> None:
        while not stop.is_set():
            store.records.append_audit("login", "Amara", {"text": "x" * 3000})

    for _ in range(200):
        store.records.append_audit("login", "Amara", {"text": "x" * 3000})
    writer = threading.Thread(target=write)
    writer.start()
    target = tmp_path / "copy.sqlite3"
    target.touch()
    try:
        counts = copy_database(store.database.path, target, stop=Event())
    finally:
        stop.set()
        writer.join(60)
    assert check_pages(target, stop=Event(), immutable=True) == counts
    assert counts["audit"] < len(store.records.audit_rows(limit=10**6))


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "STEP_PAGES", 2)
    monkeypatch.setattr(snapshot, "PAUSE_S", 0.0005)


# --------------------------------------------------------------------------------- second folder


@pytest.fixture
def second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for one on another disk."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(
        backups, "on_another_disk", lambda one, _data: one.is_dir() and one == folder
    )
    return folder


def test_the_newest_goes_to_the_second_folder_once(
    store: Store, clock: ManualClock, second: Path, tmp_path: Path
) -> None:
    backup = folder_of(store, tmp_path / "backups")
    assert backup.copy_newest(second, stop=Event()) is None
    backup.make(actor="system", stop=Event())
    clock.advance(3600)
    newest = backup.make(actor="system", stop=Event()).file
    assert backup.copy_newest(second, stop=Event()) == newest
    assert names(second) == [newest.name]
    assert (second / newest.name).read_bytes() == (tmp_path / "backups" / newest.name).read_bytes()
    assert backup.copy_newest(second, stop=Event()) is None


def test_a_stick_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    backup = folder_of(store, tmp_path / "backups")
    backup.make(actor="system", stop=Event())
    (tmp_path / "mount").mkdir()  # where a stick would be: on the disk of the record
    for place in (tmp_path / "none", tmp_path / "mount"):
        with pytest.raises(StorageError) as caught:
            backup.copy_newest(place, stop=Event())
        assert caught.value.code == "storage.second_missing"
    assert names(tmp_path / "mount") == []


def test_a_backup_that_rots_on_the_first_disk_is_not_copied(
    store: Store, second: Path, tmp_path: Path
) -> None:
    backup = folder_of(store, tmp_path / "backups")
    made = backup.make(actor="system", stop=Event())
    path = tmp_path / "backups" / made.file.name
    data = bytearray(path.read_bytes())
    data[-6] ^= 1  # of the checksum over all of it
    path.write_bytes(data)
    with pytest.raises(StorageError) as caught:
        backup.copy_newest(second, stop=Event())
    assert caught.value.code == "storage.backup_failed"
    assert names(second) == []


def test_a_folder_that_cannot_be_made_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as caught:
        folder_of(store, tmp_path / "file" / "x").make(actor="system", stop=Event())
    assert caught.value.code == "storage.backup_failed"


def test_no_file_of_somebody_else_goes(
    store: Store, clock: ManualClock, second: Path, tmp_path: Path
) -> None:
    backup = folder_of(store, tmp_path / "backups", quota=1)  # each new one drives out the last
    foreign = (".backup-of-my-photos", ".backup-0123abcd.tar", "alpr-record-x.sqlite3.gz", "a.gz")
    for folder in (tmp_path / "backups", second):
        folder.mkdir(exist_ok=True)
        for name in foreign:
            (folder / name).write_bytes(b"mine")
        (folder / f"{backups.STAGING}0123abcd.gz").write_bytes(b"killed")
    for _ in range(3):
        newest = backup.make(actor="system", stop=Event()).file.name
        backup.copy_newest(second, stop=Event())
        clock.advance(3600)
    for folder in (tmp_path / "backups", second):
        assert names(folder) == sorted([*foreign, newest])


def test_two_kiosks_share_a_folder(store: Store, clock: ManualClock, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = open_store(tmp_path / "other", clock=clock)
    kept = []
    for _ in range(2):
        kept = [
            folder_of(one, tmp_path / "nas", quota=1).make(actor="system", stop=Event()).file.name
            for one in (store, other)
        ]
        clock.advance(60)
    other.close()
    assert names(tmp_path / "nas") == sorted(kept)


def test_a_full_second_disk_is_named_and_loses_nothing(
    store: Store, clock: ManualClock, second: Path, tmp_path: Path
) -> None:
    room = {second: PLENTY}
    backup = folder_of(
        store, tmp_path / "backups", quota=1, disk_usage=lambda path: room.get(path, PLENTY)
    )
    first = backup.make(actor="system", stop=Event()).file
    backup.copy_newest(second, stop=Event())
    clock.advance(3600)
    newest = backup.make(actor="system", stop=Event()).file
    room[second] = (10**10, 10**10, 0)
    with pytest.raises(StorageError) as caught:
        backup.copy_newest(second, stop=Event())
    assert caught.value.code == "storage.no_space"
    assert names(second) == [first.name]
    room[second] = PLENTY
    assert backup.copy_newest(second, stop=Event()) == newest
    assert names(second) == [newest.name]
