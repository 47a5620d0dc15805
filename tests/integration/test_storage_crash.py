# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was acknowledged survives kill -9; full and read-only disks are named (rules 25).

The file is also the child process: ``python test_storage_crash.py FOLDER ROUND [LIMIT]`` writes
and acknowledges each row on standard output after its commit.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text

from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.history import HistoryQuery, PlatePattern
from alpr_kiosk.domain.ports import EvidenceFile, PassageRow
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.history_index import index_state
from alpr_kiosk.storage.orphans import OrphanSweep
from alpr_kiosk.storage.store import Store, open_store, open_store_read_only
from tests.contracts.journal_contract import a_result, an_intent
from tests.contracts.records_contract import full_entry, make_passage, make_record
from tests.fakes.clock import ManualClock

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@dataclass
class Acknowledged:
    """What the child said that it has on disk."""

    passages: set[str] = field(default_factory=set)
    decisions: set[str] = field(default_factory=set)
    intents: set[str] = field(default_factory=set)
    results: set[str] = field(default_factory=set)
    audit: set[int] = field(default_factory=set)

    def take(self, line: str) -> None:
        kind, _, name = line.strip().partition(" ")
        match kind:
            case "P":
                self.passages.add(name)
            case "D":
                self.decisions.add(name)
            case "I":
                self.intents.add(name)
            case "R":
                self.results.add(name)
            case "A":
                self.audit.add(int(name))
            case _:
                raise AssertionError(f"the child said {line!r}")


def plate_of(number: int) -> str:
    return f"34A{number % 100_000:05}"


def all_pages(store: Store) -> dict[str, PassageRow]:
    """All passages, as history pages through them."""
    rows: list[PassageRow] = []
    page = store.history.page(HistoryQuery(), limit=200)
    rows += page.rows
    while page.older is not None:
        page = store.history.page(HistoryQuery(), cursor=page.older, limit=200)
        rows += page.rows
    assert len({row.passage_id for row in rows}) == len(rows)
    return {row.passage_id: row for row in rows}


def check_searches(store: Store, rows: dict[str, PassageRow]) -> None:
    """The index of parts of plates is whole and knows each passage."""
    with store.database.write() as session:
        # The database compares the index with the passages, row by row.
        whole = "INSERT INTO passage_trigram (passage_trigram, rank) VALUES ('integrity-check', 1)"
        session.execute(text(whole))
    with store.database.read() as session:
        state = index_state(session, sample=50)
    assert state.ok, state
    assert state.passages == len(rows)
    for name, row in list(rows.items())[:5]:
        part = PlatePattern.parse(row.plate[1:])
        assert name in [
            found.passage_id for found in store.history.page(HistoryQuery(plate=part)).rows
        ]


def check_pictures(store: Store, rows: dict[str, PassageRow]) -> None:
    """After a minute no picture is left that no row names, and none that one names is gone."""
    sweep = OrphanSweep(database=store.database, evidence=store.evidence)
    later = SystemClock().utc_now() + timedelta(seconds=61)
    while sweep.step(later):
        pass
    named = {file.path for row in rows.values() for file in row.evidence}
    assert {str(path.relative_to(store.evidence.root)) for path in store.evidence.files()} == named
    assert not list(store.evidence.root.rglob("*.tmp"))


def check(store: Store, acknowledged: Acknowledged) -> None:
    """Every acknowledged row is there, and all of it fits together."""
    assert store.notices == ()
    rows = all_pages(store)
    assert acknowledged.passages <= rows.keys()
    assert acknowledged.decisions <= {name for name, row in rows.items() if row.action == "open"}
    assert all(store.evidence.verify(file) for row in rows.values() for file in row.evidence)
    assert all(rows[name].evidence for name in acknowledged.passages)
    assert store.records.verify_audit() is None
    chain = store.records.audit_rows(limit=1_000_000)
    assert acknowledged.audit <= {row.seq for row in chain}
    text = "\n".join(row.body for row in chain if row.kind.startswith("gate."))
    assert all(name in text for name in acknowledged.intents | acknowledged.results)
    unfinished = {intent.intent_id for intent in store.journal.unfinished_intents()}
    assert not unfinished & acknowledged.results
    # Even intents never get a result: the crash came between, so they are shown as unknown.
    assert {name for name in acknowledged.intents if int(name, 16) % 2 == 0} <= unfinished
    check_searches(store, rows)
    check_pictures(store, rows)


def swept(store: Store) -> None:
    """A minute later each picture that is there has its row, and nothing half-written is left."""
    sweep = OrphanSweep(database=store.database, evidence=store.evidence)
    later = datetime.now(timezone.utc) + timedelta(seconds=61)
    while sweep.step(later):
        pass
    rows = store.records.recent_passages(limit=1_000_000)
    named = {file.path for row in rows for file in row.evidence}
    root = store.evidence.root
    assert {str(path.relative_to(root)) for path in root.glob("*/*")} == named


def spawn(folder: Path, number: int, limit: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, __file__, str(folder), str(number), str(limit)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def kill_rounds(folder: Path, rounds: int, seed: int) -> int:
    chance = random.Random(seed)
    acknowledged = Acknowledged()
    for number in range(rounds):
        wanted = chance.randint(1, 80)
        with spawn(folder, number) as child:
            assert child.stdout is not None
            for _ in range(wanted):
                acknowledged.take(child.stdout.readline())
            # The child is somewhere in its next rows now: in a statement, a flush, a rename.
            child.send_signal(signal.SIGKILL)
            for line in child.stdout:
                acknowledged.take(line)
            assert child.wait(60) == -signal.SIGKILL
        store = open_store(folder, clock=ManualClock())
        check(store, acknowledged)
        swept(store)
        store.close()
    return len(acknowledged.passages) + len(acknowledged.intents) + len(acknowledged.audit)


def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    assert kill_rounds(tmp_path, rounds=20, seed=7) > 200


@pytest.mark.soak
def test_kill_9_many_times(tmp_path: Path) -> None:
    total = sum(kill_rounds(tmp_path / str(seed), 40, seed) for seed in made_folders(tmp_path, 5))
    assert total > 2000


def made_folders(root: Path, count: int) -> Iterator[int]:
    for number in range(count):
        (root / str(number)).mkdir()
        yield number


# ------------------------------------------------------------------------------------- full disk


@pytest.mark.parametrize("limit_kb", [150, 300, 600])
def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path, limit_kb: int) -> None:
    open_store(tmp_path, clock=ManualClock()).close()
    acknowledged = Acknowledged()
    with spawn(tmp_path, 0, limit_kb * 1024) as child:
        assert child.stdout is not None
        told = []
        for line in child.stdout:
            if line.startswith("E "):
                told.append(line.split()[1])
            else:
                acknowledged.take(line)
        assert child.wait(60) == 0
    assert told == ["storage.unwritable", "journal.unwritable", "evidence.unwritable", "recovered"]
    assert acknowledged.passages
    store = open_store(tmp_path, clock=ManualClock())
    check(store, acknowledged)
    store.close()


# ------------------------------------------------------------------------------------- read-only


@contextmanager
def powerless() -> Iterator[None]:
    """Root may write everywhere: be somebody else for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.heavy
def test_a_folder_that_is_read_only_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        with powerless(), pytest.raises(StorageError) as caught:
            open_store(folder, clock=ManualClock())
        assert caught.value.code == "audit.key_unusable"
        assert str(folder) in str(caught.value.context["path"])
        folder.chmod(0o755)


@pytest.mark.heavy
def test_a_database_that_is_read_only_is_named_and_kept() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        open_store(folder, clock=ManualClock()).close()
        # Once more: reading imports what it needs before the rights to Python's files are gone.
        open_store(folder, clock=ManualClock()).close()
        before = (folder / "alpr.sqlite3").read_bytes()
        (folder / "keys").chmod(0o755)
        (folder / "keys" / "audit.key").chmod(0o444)
        (folder / "alpr.sqlite3").chmod(0o444)
        folder.chmod(0o555)
        with powerless(), pytest.raises(StorageError) as caught:
            open_store(folder, clock=ManualClock())
        assert caught.value.code == "storage.unwritable"
        folder.chmod(0o755)
        assert (folder / "alpr.sqlite3").read_bytes() == before
        assert sorted(path.name for path in folder.iterdir()) == ["alpr.sqlite3", "keys"]


# ------------------------------------------------------------------------------------- the child


def say(kind: str, name: object) -> None:
    os.write(1, f"{kind} {name}\n".encode())


def write_one(store: Store, number: int) -> None:
    """One vehicle: pictures, passage, decision, intent, (for odd ones) result, audit row."""
    name = f"{number:032x}"
    # The second read is the better one: the index has to follow.
    store.records.save_passage(make_passage(name, plate_of(number + 1)))
    passage = make_passage(name, plate_of(number))
    files: list[EvidenceFile] = [
        store.evidence.store("lane", f"lane {name}".encode() * 50),
        store.evidence.store("crop", f"crop {name}".encode() * 5),
    ]
    store.records.save_passage(passage, files)
    say("P", name)
    store.records.save_decision(make_record(passage, f"d{name}"))
    say("D", name)
    command_one(store, number)
    say("A", store.records.append_audit("login", "Amara", {"n": number}))


def command_one(store: Store, number: int) -> None:
    """One command to a gate and, for odd ones, how it ended."""
    name = f"{number:032x}"
    intent = an_intent(number, passage_id=name)
    store.journal.record_intent(intent)
    say("I", name)
    if number % 2:
        store.journal.record_result(a_result(intent))
        say("R", name)


def command_on(store: Store, number: int) -> None:
    while True:
        command_one(store, number)
        number += 1


def write_until_full(store: Store, limit: int) -> None:
    """Write until the limit on a file's size, tell what failed, then go on without the limit."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    number = 0
    try:
        while True:
            number += 1
            write_one(store, number)
    except StorageError as error:
        first = error.code
    # A smaller row may still fit where a passage did not: fill up to the last byte.
    say(
        "E", _until_refused(lambda n: store.records.append_audit("x", "", {"n": n, "s": "s" * 999}))
    )
    say("E", _until_refused(lambda n: store.journal.record_intent(an_intent(10**9 + 2 * n + 1))))
    say(
        "E",
        _until_refused(lambda n: store.evidence.store("lane", bytes([n % 250]) * (limit + n + 1))),
    )
    assert first in ("storage.unwritable", "journal.unwritable"), first
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    write_one(store, 10**6)
    say("E", "recovered")


def _until_refused(write: object) -> str:
    for number in range(10_000):
        try:
            write(number)  # type: ignore[operator]
        except StorageError as error:
            return error.code
    return "never refused"


def main() -> None:
    folder, number, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    store = open_store(folder, clock=SystemClock())
    if limit:
        write_until_full(store, limit)
        return
    count = number * 1_000_000
    # A gate's thread writes beside the storage thread, and an hour's worth of numbers away.
    threading.Thread(target=command_on, args=(store, count + 500_001), daemon=True).start()
    while True:
        count += 1
        write_one(store, count)


if __name__ == "__main__":
    main()


@pytest.mark.heavy
def test_a_record_that_can_only_be_read_gives_its_lists() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(folder, clock=ManualClock())
        store.records.save_entry(full_entry(), "Amara")
        store.close()
        # Once more with a log that a crash left: what stands in it counts.
        store = open_store(folder, clock=ManualClock())
        store.records.save_entry(replace(full_entry(), entry_id="e2", plate="B 77"), "Amara")
        DataPaths.prepare_or_stand_in(folder)
        open_store_read_only(folder, clock=ManualClock(), why="x").close()
        for path in folder.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o444)
        folder.chmod(0o555)
        with powerless():
            paths = DataPaths.prepare_or_stand_in(folder)
            assert paths.read_only == folder
            seen = open_store_read_only(folder, clock=ManualClock(), why="x")
            assert {one.entry_id for one in seen.records.entries()} == {"e1", "e2"}
            assert seen.records.verify_audit() is None
            assert [notice.code for notice in seen.notices] == ["storage.read_only"]
            for write in (
                lambda: seen.records.set_setting("a", "b"),
                lambda: seen.journal.record_intent(an_intent()),
            ):
                with pytest.raises(StorageError) as caught:
                    write()
                assert caught.value.code.endswith(".unwritable")
            seen.close()
            paths.root.rmdir()
        folder.chmod(0o755)
        for path in folder.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        store.close()


def test_a_record_that_is_not_there_or_not_ours_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        DataPaths.prepare_or_stand_in(Path("/proc/nowhere"))
    assert caught.value.code == "storage.unwritable"
    store = open_store(tmp_path, clock=ManualClock())
    store.close()
    (tmp_path / "alpr.sqlite3").write_bytes(b"x" * 5000)
    with pytest.raises(StorageError) as caught:
        open_store_read_only(tmp_path, clock=ManualClock(), why="x")
    assert caught.value.code == "storage.broken"
    assert (tmp_path / "alpr.sqlite3").read_bytes() == b"x" * 5000
