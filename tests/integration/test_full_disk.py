# SPDX-License-Identifier: AGPL-3.0-or-later
"""A disk that is really full (rules 25, fault F16): what stops, in which order, and what goes on.

A small file system in memory is mounted; that takes the rights of root. Everybody else has the
limit on a file's size in `test_storage_crash.py`. The whole site: see `tests/runtime`.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from alpr_kiosk.domain.room import MIB, Room
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.disk_watch import DiskWatch, ReserveFile
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.journal_contract import a_result, an_intent
from tests.contracts.records_contract import make_passage, make_record
from tests.fakes.clock import ManualClock
from tests.small_disk import Filler, small_disk

RESERVE = 7 * MIB
"""As on a disk of a useful size: more than the write-ahead log takes between two checkpoints, and
less than pictures need."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as place:
        yield place


@pytest.fixture
def filler(disk: Path) -> Filler:
    return Filler(disk)


@pytest.fixture
def store(disk: Path) -> Iterator[Store]:
    made = open_store(disk, clock=ManualClock())
    made.reserve.size = RESERVE
    yield made
    made.close()


def watch_of(store: Store, disk: Path) -> DiskWatch:
    return DiskWatch(record=disk, evidence=store.evidence.root, reserve=store.reserve)


def save_one(store: Store, number: int) -> str:
    """A vehicle as the storage thread saves it; return what the passage says of its pictures."""
    name, note = f"p{number}", ""
    files = []
    try:
        files = [store.evidence.store("lane", b"%d " % number * 20_000)]
    except StorageError as error:
        note = error.code
    passage = make_passage(name)
    store.records.save_passage(passage, files, note)
    store.records.save_decision(make_record(passage, f"d{number}"))
    intent = an_intent(number, passage_id=name)
    store.journal.record_intent(intent)
    store.journal.record_result(a_result(intent))
    return note


def is_sound(disk: Path) -> bool:
    with closing(sqlite3.connect(disk / "alpr.sqlite3")) as raw:
        return bool(raw.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def test_pictures_stop_first_then_the_reserve_goes_then_the_journal_stops(
    store: Store, disk: Path, filler: Filler
) -> None:
    watch = watch_of(store, disk)
    assert watch.step().classes == (Room.OK, Room.OK, True)
    assert save_one(store, 1) == ""

    filler.leave(5 * MIB)
    assert watch.step().evidence is Room.NO_PICTURES
    assert save_one(store, 2) == "evidence.unwritable"

    filler.leave(0)
    for number in range(100, 400):
        store.journal.record_intent(an_intent(number))  # on the reserve, without a lost row
    assert save_one(store, 3) == "evidence.unwritable"
    assert not store.reserve.held
    assert watch.step().classes == (Room.NO_PICTURES, Room.NO_PICTURES, False)

    filler.leave(0)
    with pytest.raises(StorageError) as caught:  # noqa: PT012 - which of them fails is not known
        for number in range(1000, 100_000):
            store.journal.record_intent(an_intent(number))
    assert caught.value.code == "journal.unwritable"
    assert "full" in str(caught.value.context["why"])

    filler.gone()
    assert save_one(store, 4) == ""
    assert watch.step().classes == (Room.OK, Room.OK, True)
    assert store.records.verify_audit() is None
    assert {row.passage_id for row in store.records.recent_passages()} == {"p1", "p2", "p3", "p4"}
    assert is_sound(disk)


def test_a_full_disk_lets_the_record_be_closed_and_opened(disk: Path, filler: Filler) -> None:
    store = open_store(disk, clock=ManualClock())
    watch_of(store, disk).step()
    save_one(store, 1)
    filler.leave(0)
    store.close()
    reopened = open_store(disk, clock=ManualClock())
    assert reopened.records.verify_audit() is None
    assert len(reopened.records.recent_passages()) == 1
    reopened.close()
    assert is_sound(disk)


def test_a_reserve_is_made_of_real_space(disk: Path) -> None:
    reserve = ReserveFile(disk / "reserve", size=8 * MIB)
    before = shutil.disk_usage(disk).free
    assert reserve.make()
    assert before - shutil.disk_usage(disk).free >= 8 * MIB
    assert reserve.give_up()
    assert shutil.disk_usage(disk).free == before
