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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.journal_contract import a_result, an_intent
from tests.contracts.records_contract import make_passage, make_record
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


def check(store: Store, acknowledged: Acknowledged) -> None:
    """Every acknowledged row is there, and all of it fits together."""
    assert store.notices == ()
    rows = {row.passage_id: row for row in store.records.recent_passages(limit=1_000_000)}
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


@pytest.mark.serial
def test_a_folder_that_is_read_only_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        with powerless(), pytest.raises(StorageError) as caught:
            open_store(folder, clock=ManualClock())
        assert caught.value.code == "audit.key_unusable"
        assert str(folder) in str(caught.value.context["path"])
        folder.chmod(0o755)


@pytest.mark.serial
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
    passage = make_passage(name)
    files: list[EvidenceFile] = [
        store.evidence.store("lane", f"lane {name}".encode() * 50),
        store.evidence.store("crop", f"crop {name}".encode() * 5),
    ]
    store.records.save_passage(passage, files)
    say("P", name)
    store.records.save_decision(make_record(passage, f"d{name}"))
    say("D", name)
    intent = an_intent(number, passage_id=name)
    store.journal.record_intent(intent)
    say("I", name)
    if number % 2:
        store.journal.record_result(a_result(intent))
        say("R", name)
    say("A", store.records.append_audit("login", "Amara", {"n": number}))


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
    while True:
        count += 1
        write_one(store, count)


if __name__ == "__main__":
    main()
