# SPDX-License-Identifier: AGPL-3.0-or-later
"""Watermarks of both disks, and the reserve: made, given up in time, made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.domain.room import MIB, Room
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.disk_watch import (
    GIVE_UP_BYTES,
    LATELY_S,
    RESERVE_BYTES,
    DiskWatch,
    ReserveFile,
    reserve_size,
)
from tests.fakes.clock import ManualClock

TOTAL = 100_000 * MIB


class Disk:
    """Free space by hand; what the reserve takes is taken from it."""

    def __init__(self, reserve: ReserveFile) -> None:
        self.free = {"record": 50_000 * MIB, "evidence": 50_000 * MIB}
        self._reserve = reserve

    def usage(self, place: Path) -> tuple[int, int, int]:
        name = "evidence" if place.name == "evidence" else "record"
        free = self.free[name]
        if name == "record" and self._reserve.held:
            free -= self._reserve.size
        return TOTAL, TOTAL - free, free


@pytest.fixture
def reserve(tmp_path: Path) -> ReserveFile:
    return ReserveFile(tmp_path / "reserve", size=MIB)


@pytest.fixture
def disk(reserve: ReserveFile) -> Disk:
    return Disk(reserve)


@pytest.fixture
def watch(tmp_path: Path, reserve: ReserveFile, disk: Disk) -> DiskWatch:
    (tmp_path / "evidence").mkdir()
    return DiskWatch(
        record=tmp_path,
        evidence=tmp_path / "evidence",
        reserve=reserve,
        disk_usage=disk.usage,
    )


def test_a_reserve_takes_its_space_and_gives_it_back(reserve: ReserveFile) -> None:
    assert not reserve.held
    assert reserve.make()
    stat = reserve.path.stat()
    assert (stat.st_size, stat.st_mode & 0o777) == (MIB, 0o600)
    assert stat.st_blocks * 512 >= MIB
    assert not reserve.make()
    assert reserve.give_up()
    assert not reserve.give_up()
    assert list(reserve.path.parent.iterdir()) == []


def test_a_reserve_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    reserve = ReserveFile(tmp_path / "reserve", size=2**60)
    assert not reserve.make()
    assert list(tmp_path.iterdir()) == []


def test_only_a_full_disk_takes_the_reserve(tmp_path: Path) -> None:
    clock = ManualClock()
    reserve = ReserveFile(tmp_path / "reserve", size=4096, monotonic=clock.monotonic)
    full = StorageError("storage.unwritable", why="database or disk is full")
    assert not reserve.make_room(full)
    reserve.make()
    assert not reserve.make_room(StorageError("storage.locked", why="database is locked"))
    assert reserve.held
    assert reserve.make_room(full)
    # Another thread's write failed before the space was there: it tries again as well.
    assert reserve.make_room(full)
    clock.advance(LATELY_S)
    assert not reserve.make_room(full)


def test_a_small_disk_has_a_small_reserve() -> None:
    assert reserve_size(RESERVE_BYTES, 1_000_000 * MIB) == RESERVE_BYTES
    assert reserve_size(RESERVE_BYTES, 100 * MIB) == 2 * MIB
    assert reserve_size(0, 1_000_000 * MIB) == 0


def test_each_disk_has_its_own_class(watch: DiskWatch, disk: Disk) -> None:
    report = watch.step()
    assert (report.record, report.evidence, report.reserve) == (Room.OK, Room.OK, True)
    disk.free["evidence"] = 400 * MIB
    report = watch.step()
    assert (report.record, report.evidence) == (Room.OK, Room.NO_PICTURES)
    disk.free["record"] = 1000 * MIB
    disk.free["evidence"] = 3000 * MIB
    report = watch.step()
    assert (report.record, report.evidence) == (Room.LOW, Room.OK)


def test_the_reserve_goes_before_a_write_fails_and_comes_back_with_room(
    watch: DiskWatch, disk: Disk, reserve: ReserveFile
) -> None:
    watch.step()
    disk.free["record"] = 100 * MIB
    assert watch.step().record is Room.DANGER
    assert reserve.held
    disk.free["record"] = GIVE_UP_BYTES
    report = watch.step()
    assert (report.record, report.reserve) == (Room.DANGER, False)
    assert not reserve.held
    disk.free["record"] = 600 * MIB  # not clearly enough yet
    assert not watch.step().reserve
    disk.free["record"] = 700 * MIB
    assert watch.step().reserve
    assert reserve.held


def test_a_disk_that_is_gone_has_no_room(tmp_path: Path, reserve: ReserveFile) -> None:
    gone = tmp_path / "gone" / "evidence"
    report = DiskWatch(record=tmp_path, evidence=gone, reserve=reserve).step()
    assert report.evidence is Room.DANGER
