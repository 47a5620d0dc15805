# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small disk in memory that can really be filled; mounting it takes the rights of root."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE_MB = 96


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A file system of 96 MB at the folder `place`."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "none", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can be mounted by root only")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


class Filler:
    """What other programs have written to the disk."""

    def __init__(self, disk: Path) -> None:
        self._path = disk / "of-others"

    def leave(self, size: int) -> None:
        """Let so many bytes be free."""
        self.gone()
        with self._path.open("wb") as file:
            while True:
                rest = shutil.disk_usage(self._path.parent).free - size
                try:
                    os.posix_fallocate(file.fileno(), 0, rest)
                    return
                except OSError as error:  # the site took some of it since we looked
                    if error.errno != errno.ENOSPC:
                        raise

    def gone(self) -> None:
        """Let the others have removed their files."""
        self._path.unlink(missing_ok=True)
