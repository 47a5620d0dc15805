# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures on disk: once each, whole, named by their hash, refused on a full disk."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from alpr_kiosk.domain.room import LIMITS, Room
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.evidence import HANDED_OUT, EvidenceFolder

JPEG = b"\xff\xd8" + bytes(range(256)) * 40 + b"\xff\xd9"
GB = 1_000_000_000
FREE_CAP_BYTES = LIMITS[Room.NO_PICTURES][1]


def folder(root: Path, *, total: int = 10 * GB, free: int = 9 * GB) -> EvidenceFolder:
    return EvidenceFolder(root / "evidence", disk_usage=lambda _: (total, total - free, free))


def test_a_picture_is_named_by_its_hash(tmp_path: Path) -> None:
    evidence = folder(tmp_path)
    stored = evidence.store("lane", JPEG)
    digest = hashlib.sha256(JPEG).hexdigest()
    assert stored.sha256 == digest
    assert stored.path == f"{digest[:2]}/{digest}.jpg"
    assert stored.size == len(JPEG)
    file = evidence.root / stored.path
    assert file.read_bytes() == JPEG
    assert file.stat().st_mode & 0o777 == 0o600
    assert evidence.root.stat().st_mode & 0o777 == 0o700
    assert evidence.verify(stored)


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    evidence = folder(tmp_path)
    first = evidence.store("lane", JPEG)
    again = evidence.store("crop", JPEG)
    assert (first.path, again.kind) == (again.path, "crop")
    assert len(list(evidence.files())) == 1


@pytest.mark.parametrize("damage", [b"", JPEG[:-1], JPEG[:-1] + b"\x00", None])
def test_a_damaged_picture_is_noticed_and_mended(tmp_path: Path, damage: bytes | None) -> None:
    evidence = folder(tmp_path)
    stored = evidence.store("lane", JPEG)
    file = evidence.root / stored.path
    file.unlink() if damage is None else file.write_bytes(damage)
    assert not evidence.verify(stored)
    assert evidence.store("lane", JPEG) == stored
    assert evidence.verify(stored)


def test_a_row_cannot_point_outside(tmp_path: Path) -> None:
    evidence = folder(tmp_path)
    stored = evidence.store("lane", JPEG)
    (tmp_path / "x.jpg").write_bytes(JPEG)
    assert not evidence.verify(replace(stored, path="../x.jpg"))


def test_an_unknown_kind_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lane"):
        folder(tmp_path).store("../lane", JPEG)


@pytest.mark.parametrize(
    ("total", "free", "fits"),
    [
        (10 * GB, int(0.5 * GB), False),
        (10 * GB, FREE_CAP_BYTES + GB, True),
        (1000 * GB, FREE_CAP_BYTES + len(JPEG), True),
        (1000 * GB, FREE_CAP_BYTES + len(JPEG) - 1, False),
        (1 * GB, int(0.08 * GB) + len(JPEG), True),
        (1 * GB, int(0.08 * GB) - 1, False),
    ],
)
def test_pictures_stop_before_the_disk_is_full(
    tmp_path: Path, total: int, free: int, fits: bool
) -> None:
    evidence = folder(tmp_path, total=total, free=free)
    if fits:
        evidence.store("lane", JPEG)
        return
    with pytest.raises(StorageError) as caught:
        evidence.store("lane", JPEG)
    assert caught.value.code == "evidence.unwritable"
    assert list(evidence.files()) == []


def test_a_picture_that_is_there_needs_no_space(tmp_path: Path) -> None:
    stored = folder(tmp_path).store("lane", JPEG)
    assert folder(tmp_path, free=0).store("lane", JPEG) == stored


def test_pictures_come_back_only_when_there_is_clearly_room(tmp_path: Path) -> None:
    free = [FREE_CAP_BYTES * share // 10 for share in (20, 11, 9, 11, 12, 13)]
    evidence = EvidenceFolder(
        tmp_path / "evidence", disk_usage=lambda _: (1000 * GB, 0, free.pop(0))
    )
    kept = []
    for number in range(6):
        try:
            evidence.store("lane", b"%d" % number)
        except StorageError:
            kept.append(False)
        else:
            kept.append(True)
    assert kept == [True, True, False, False, False, True]


def test_a_picture_that_was_just_stored_is_not_removed(tmp_path: Path) -> None:
    evidence = folder(tmp_path)
    stored = evidence.store("lane", JPEG)
    assert not evidence.remove(stored.sha256)
    for number in range(HANDED_OUT):
        evidence.store("lane", b"%d" % number)
    assert evidence.remove(stored.sha256)
    assert not evidence.verify(stored)
    assert evidence.remove(stored.sha256)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file where the folder should be")
    with pytest.raises(StorageError) as caught:
        folder(tmp_path).store("lane", JPEG)
    assert caught.value.code == "evidence.unwritable"


def test_threads_that_store_the_same_picture(tmp_path: Path) -> None:
    evidence = folder(tmp_path)
    stored = []
    threads = [
        threading.Thread(target=lambda: stored.append(evidence.store("lane", JPEG)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(stored) == 8
    assert len(set(stored)) == 1
    assert [path.name for path in (evidence.root / stored[0].path).parent.iterdir()] == [
        Path(stored[0].path).name
    ]
