# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sticks and cards that the desktop or udev has mounted, and a folder of ours beside them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from alpr_kiosk.domain.targets import ExportTarget
from alpr_kiosk.errors import StorageError

TABLE = Path("/proc/self/mounts")
"""The kernel's table of what is mounted (proc(5))."""
ROOTS = ("/media", "/run/media", "/mnt")
"""Where udisks (Debian, Fedora) and usbmount put removable media, and where a person puts them."""
_ESCAPED = re.compile(r"\\([0-7]{3})")


def mounted(table: Path = TABLE, roots: Sequence[str] = ROOTS) -> list[tuple[str, bool]]:
    """Return (path, whether it is mounted for writing) of removable media, by path.

    Args:
        table: The kernel's table; a system without one has none.
        roots: Folders below which removable media are mounted.
    """
    try:
        lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = {}
    for line in lines:
        fields = line.split(" ")
        if len(fields) > 3:
            path = _plain(fields[1])
            if any(path.startswith(f"{root}/") for root in roots):
                found[path] = "rw" in fields[3].split(",")
    return sorted(found.items())


class MountedTargets:
    """`Targets` by the kernel's table of mounts.

    Args:
        folder: Our own folder; made when it is asked for.
        table: The kernel's table.
        roots: Folders below which removable media are mounted.
        disk_usage: Where free bytes come from.
    """

    def __init__(
        self,
        folder: Path,
        *,
        table: Path = TABLE,
        roots: Sequence[str] = ROOTS,
        disk_usage: Callable[[str], tuple[int, int, int]] = shutil.disk_usage,
    ) -> None:
        self._folder = folder
        self._table = table
        self._roots = tuple(roots)
        self._disk_usage = disk_usage

    def targets(self) -> Sequence[ExportTarget]:
        """Return what can be written to now, sticks first; our own folder last."""
        sticks = [path for path, _writable in mounted(self._table, self._roots)]
        found = [one for path in sticks if (one := self._target(path, removable=True))]
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            if not found:
                raise StorageError(
                    "storage.unwritable",
                    path=str(self._folder),
                    why=error.strerror or str(error),
                ) from error
            return tuple(found)
        own = self._target(str(self._folder), removable=False)
        return (*found, own) if own is not None else tuple(found)

    def _target(self, path: str, *, removable: bool) -> ExportTarget | None:
        """Return a folder as a target, None when it cannot be written."""
        try:
            if not os.access(path, os.W_OK):
                return None
            free = self._disk_usage(path)[2]
        except OSError:
            return None  # pulled out a moment ago
        name = Path(path).name if removable else ""
        return ExportTarget(path=path, name=name, free_bytes=free, removable=removable)


def _plain(field: str) -> str:
    """Return a path of the table without its escapes (fstab(5): octal for blanks)."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 8)), field)
