# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of pictures: each once, only whole ones, gone some weeks after the record's are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.picture_copies import OUTLIVES, copy_pictures, drop_purged
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.records_contract import full_entry, make_passage
from tests.fakes.clock import ManualClock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    folder = tmp_path / "data"
    folder.mkdir()
    (tmp_path / "stick").mkdir()
    made = open_store(folder, clock=ManualClock())
    files = [made.evidence.store("lane", b"lane"), made.evidence.store("crop", b"crop")]
    made.records.save_passage(make_passage(), files)
    yield made
    made.close()


def pictures(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.rglob("*.jpg"))


def test_each_is_copied_once(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "stick"
    assert copy_pictures(store.database.path.parent, target, stop=Event()) == (2, 0)
    assert pictures(target) == [b"crop", b"lane"]
    assert copy_pictures(store.database.path.parent, target, stop=Event()) == (0, 0)
    store.evidence.store("lane", b"another")
    assert copy_pictures(store.database.path.parent, target, stop=Event()) == (1, 0)


def test_a_picture_that_rotted_is_not_copied_over_a_name(store: Store, tmp_path: Path) -> None:
    next(store.evidence.files()).write_bytes(b"rot")
    assert copy_pictures(store.database.path.parent, tmp_path / "stick", stop=Event()) == (1, 1)
    assert b"rot" not in pictures(tmp_path / "stick")


def test_a_copy_outlives_its_picture_by_four_weeks(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "stick"
    purged = store.evidence.store("lane", b"purged")
    copy_pictures(store.database.path.parent, target, stop=Event())
    now = store.database.clock.utc_now()
    for copy in (target / "evidence").rglob("*.jpg"):
        os.utime(copy, (now.timestamp(), now.timestamp()))
    for path in store.evidence.files():  # the disk of the pictures is lost; the record is not
        path.unlink()
    assert drop_purged(store.database, target, now=now + OUTLIVES, stop=Event()) == 0
    late = now + OUTLIVES + timedelta(seconds=1)
    assert drop_purged(store.database, target, now=late, stop=Event()) == 1
    assert not (target / "evidence" / purged.path).exists()
    assert pictures(target) == [b"crop", b"lane"]


def test_the_photos_of_the_lists_are_pictures_too(store: Store, tmp_path: Path) -> None:
    photo = b"\xff\xd8\xffphoto\xff\xd9"
    digest = store.photos.keep(photo)
    store.records.save_entry(replace(full_entry(), photo=digest), "Amara")
    target = tmp_path / "stick"
    assert copy_pictures(store.database.path.parent, target, stop=Event()) == (3, 0)
    assert photo in pictures(target)
    late = store.database.clock.utc_now() + 100 * OUTLIVES
    assert drop_purged(store.database, target, now=late, stop=Event()) == 0
    store.records.remove_entry("e1", "Amara", "moved")
    assert drop_purged(store.database, target, now=late, stop=Event()) == 1
    assert photo not in pictures(target)


def test_what_is_not_ours_stays(store: Store, tmp_path: Path) -> None:
    """A stick may have had a folder of photos before."""
    target = tmp_path / "stick"
    foreign = [
        target / "photos" / "DE" / "gate.jpg",
        target / "photos" / "ab" / "abc.jpg",
        target / "evidence" / "ab" / f"{'cd' * 32}.jpg",
    ]
    for path in foreign:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"holiday")
    late = store.database.clock.utc_now() + 100_000 * timedelta(days=1)
    copy_pictures(store.database.path.parent, target, stop=Event())
    assert drop_purged(store.database, target, now=late, stop=Event()) == 0
    assert all(path.read_bytes() == b"holiday" for path in foreign)


def test_a_stop_ends_both(store: Store, tmp_path: Path) -> None:
    copy_pictures(store.database.path.parent, tmp_path / "stick", stop=Event())
    stop = Event()
    stop.set()
    with pytest.raises(StorageError, match=r"storage\.stopped"):
        copy_pictures(store.database.path.parent, tmp_path / "stick", stop=stop)
    with pytest.raises(StorageError, match=r"storage\.stopped"):
        drop_purged(
            store.database, tmp_path / "stick", now=store.database.clock.utc_now(), stop=stop
        )
