# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where files can go."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.errors import AlprError
from alpr_kiosk.printing import LpPrinter
from alpr_kiosk.storage.removable import TABLE, MountedTargets, mounted


def test_sticks_come_first_and_blanks_in_their_names_are_read(tmp_path: Path) -> None:
    stick = tmp_path / "media" / "guard" / "MY STICK"
    stick.mkdir(parents=True)
    table = tmp_path / "mounts"
    table.write_text(
        "proc /proc proc rw 0 0\n"
        f"/dev/sdb1 {str(stick).replace(' ', chr(92) + '040')} vfat rw 0 0\n"
        f"/dev/sdc1 {tmp_path}/media/guard/GONE vfat rw 0 0\n/dev/sda1 /boot ext4 rw 0 0\nbroken\n"
    )
    targets = MountedTargets(
        tmp_path / "export",
        table=table,
        roots=(str(tmp_path / "media"),),
        disk_usage=lambda path: (10, 5, 4 if "STICK" in path else 3),
    )
    found = targets.targets()
    assert [(one.name, one.removable, one.free_bytes) for one in found] == [
        ("MY STICK", True, 4),
        ("", False, 3),
    ]
    assert found[1].path == str(tmp_path / "export")


def test_a_stick_that_can_only_be_read_is_found_too(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    table.write_text("/dev/sdb1 /media/A vfat ro,noatime 0 0\n/dev/sdc1 /mnt/B ext4 rw 0 0\n")
    assert mounted(table) == [("/media/A", False), ("/mnt/B", True)]
    assert mounted(tmp_path / "none") == []


@pytest.mark.skipif(not TABLE.exists(), reason="Linux")
def test_the_table_of_this_system_is_read() -> None:
    assert "/proc" in [path for path, _writable in mounted(roots=("",))]


def test_a_system_without_a_table_still_has_our_folder(tmp_path: Path) -> None:
    targets = MountedTargets(tmp_path / "export", table=tmp_path / "none")
    assert [one.removable for one in targets.targets()] == [False]


def test_our_folder_that_cannot_be_made_is_told_when_it_is_the_only_one(tmp_path: Path) -> None:
    (tmp_path / "export").write_text("a file")
    with pytest.raises(AlprError) as error:
        MountedTargets(tmp_path / "export", table=tmp_path / "none").targets()
    assert error.value.code == "storage.unwritable"


def test_a_printer_gets_the_pages_and_says_what_is_wrong(tmp_path: Path) -> None:
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\ncat > {tmp_path}/printed\n[ "$2" = fine ] || exit 3\n')
    program.chmod(0o755)
    printer = LpPrinter(str(program))
    assert printer.available
    printer.print(b"list", "fine")
    assert (tmp_path / "printed").read_bytes() == b"list"
    with pytest.raises(AlprError) as error:
        printer.print(b"list", "not")
    assert error.value.code == "print.failed"
    assert not LpPrinter(str(tmp_path / "no")).available
