# SPDX-License-Identifier: AGPL-3.0-or-later
"""Backup and restore against the outside: writers, kill -9 at any moment, a full disk.

The file is also the child process: ``python test_backup_processes.py WHAT DATA FOLDER_OR_FILE``.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timezone
from pathlib import Path
from threading import Event

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.backups import BackupFolder, backups_in
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.restore import restore
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.journal_contract import an_intent
from tests.contracts.records_contract import make_passage
from tests.fakes.clock import ManualClock

ROOT = Path(__file__).resolve().parents[2]


def folder_of(store: Store, folder: Path) -> BackupFolder:
    return BackupFolder(
        database=store.database,
        key=store.key,
        data_dir=store.database.path.parent,
        folder=folder,
        zone=timezone.utc,
        quota=10**9,
        audit=store.records.append_audit,
        disk_usage=lambda _path: (10**12, 0, 10**12),
    )


def spawn(what: str, data: Path, place: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, __file__, what, str(data), str(place)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def filled(data: Path, rows: int) -> None:
    data.mkdir()
    store = open_store(data, clock=SystemClock())
    for number in range(rows):
        store.records.append_audit("login", "Amara", {"n": number, "text": "x" * 20_000})
    store.records.save_passage(make_passage("before"))
    store.close()


def well(data: Path) -> int:
    """The record is whole; returns the rows of its chain."""
    store = open_store(data, clock=SystemClock())
    try:
        assert store.notices == ()
        assert [check.detail for check in doctor_checks(store) if not check.ok] == []
        return store.records.audit_report().rows
    finally:
        store.close()


def test_under_heavy_writes_of_another_process_a_backup_ends_and_is_one_state(
    tmp_path: Path,
) -> None:
    data, target = tmp_path / "data", tmp_path / "backups"
    filled(data, 100)
    with spawn("write", data, target) as writer:
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        store = open_store(data, clock=SystemClock(), inspect_only=True)
        made = folder_of(store, target).make(actor="system", stop=Event())
        store.close()
        writer.send_signal(signal.SIGTERM)
        later = [int(line) for line in writer.stdout]
        writer.wait(60)
    assert later, "it wrote meanwhile"
    assert acknowledged <= made.facts.count("gate_intent") <= later[-1]
    assert made.facts.chain_rows == made.facts.count("audit")
    before = well(data)
    done = restore(target / made.file.name, data, clock=SystemClock(), actor="installer")
    assert done.lost.follows
    assert done.lost.rows == before - made.facts.chain_rows
    assert well(data) == made.facts.chain_rows + 1


@pytest.mark.parametrize("seed", range(2))
def test_kill_9_in_the_middle_of_a_backup(tmp_path: Path, seed: int) -> None:
    killed_backups(tmp_path, seed)


@pytest.mark.parametrize("seed", range(2))
def test_kill_9_in_the_middle_of_a_restore(tmp_path: Path, seed: int) -> None:
    killed_restores(tmp_path, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_kill_9_many_times(tmp_path: Path, seed: int) -> None:
    for name, rounds in (("backup", killed_backups), ("restore", killed_restores)):
        (tmp_path / name).mkdir()
        rounds(tmp_path / name, seed)


def killed_backups(tmp_path: Path, seed: int) -> None:
    data, target = tmp_path / "data", tmp_path / "backups"
    filled(data, 60)
    store = open_store(data, clock=ManualClock())
    first = folder_of(store, target).make(actor="system", stop=Event()).file
    store.close()
    for moment in moments(seed, 3):
        kill_at(spawn("backup", data, target), moment)
        well(data)
        found = backups_in(target)
        assert first in found
        for file in found:
            restore(target / file.name, data, clock=SystemClock(), actor="x", dry_run=True)
    store = open_store(data, clock=SystemClock())
    folder_of(store, target).make(actor="system", stop=Event())
    store.close()
    left = [path.name for path in (*data.iterdir(), *target.iterdir()) if ".backup-" in path.name]
    assert left == []


def killed_restores(tmp_path: Path, seed: int) -> None:
    data, target = tmp_path / "data", tmp_path / "backups"
    filled(data, 60)
    store = open_store(data, clock=SystemClock())
    made = folder_of(store, target).make(actor="system", stop=Event())
    store.records.save_passage(make_passage("after"))
    store.close()
    for moment in moments(seed, 4):
        kill_at(spawn("restore", data, target / made.file.name), moment)
        well(data)
    restore(target / made.file.name, data, clock=SystemClock(), actor="installer")
    well(data)
    assert [path.name for path in data.iterdir() if ".restore-" in path.name] == []
    # Each restore that came to its end kept what it replaced, and the very first has all of it.
    asides = sorted(data.glob("alpr.sqlite3.replaced-*"))
    assert asides
    restore(asides[0], data, clock=SystemClock(), actor="installer")
    store = open_store(data, clock=SystemClock())
    assert {row.passage_id for row in store.records.recent_passages()} == {"before", "after"}
    store.close()


def moments(seed: int, count: int) -> Iterator[float]:
    chance = random.Random(seed)
    return (chance.random() for _ in range(count))


def kill_at(child: subprocess.Popen[str], share: float) -> None:
    """Kill it somewhere within the time that the work takes, after it has begun."""
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        try:
            child.wait(share * 0.4)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        assert child.wait(60) in (0, -signal.SIGKILL)


def test_a_full_disk_leaves_the_older_backup_and_no_scraps(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "small"
    filled(data, 200)
    target.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(target)],
            check=False,
            capture_output=True,
        ).returncode
    )
    try:
        if mounted:
            (target / "filler").write_bytes(os.urandom(250_000))
        with spawn("backup" if mounted else "limited-backup", data, target) as child:
            assert child.stdout is not None
            told = child.stdout.read().split()
            assert child.wait(60) == 0
        assert told == ["begun", "storage.backup_failed"]
        assert backups_in(target) == []
        assert {path.name for path in target.iterdir()} <= {"filler"}
        assert list(data.glob(".backup-*")) == []
    finally:
        if mounted:
            subprocess.run(["umount", str(target)], check=True)
    well(data)


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def _child(what: str, data: Path, place: Path) -> None:
    clock = SystemClock()
    if what == "restore":
        say("begun")
        restore(place, data, clock=clock, actor="installer")
        return
    store = open_store(data, clock=clock)
    if what == "write":
        done = Event()
        signal.signal(signal.SIGTERM, lambda *_args: done.set())
        number = 0
        while not done.is_set():
            number += 1
            store.journal.record_intent(an_intent(number), timeout_ms=20_000)
            say(number)
        store.close()
        return
    if what == "limited-backup":
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
    say("begun")
    try:
        folder_of(store, place).make(actor="system", stop=Event())
    except StorageError as error:
        say(error.code)
    store.close()


if __name__ == "__main__":
    _child(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
