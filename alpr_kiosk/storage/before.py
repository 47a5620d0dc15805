# SPDX-License-Identifier: AGPL-3.0-or-later
"""A copy of the database file from before its tables changed, and its way back.

The steps run in one transaction, so that a step that fails is undone by SQLite itself. The copy is
for what that does not cover: a step that ended well and did wrong, and a file that is no longer
whole afterwards. It holds plates that retention and erasing can't reach, so it goes at the next
start that finds the new tables in order (docs/adr/0022).
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from alpr_kiosk.errors import StorageError

logger = logging.getLogger(__name__)

WORD = "before"
_SPARE_BYTES = 64 << 20
"""Room that is left for the steps' own log."""


def copy_before(path: Path, version: str) -> Path:
    """Copy the file to ``NAME.before-VERSION``, whole and on disk; return where.

    Args:
        path: The SQLite file; nobody writes to it meanwhile.
        version: Version that its tables shall have.

    Raises:
        StorageError: ``storage.no_copy``: no room, or it can't be written; `path` is as it was.
    """
    from alpr_kiosk.storage.engine import fsync_folder  # which loads this module

    copy = path.with_name(f"{path.name}.{WORD}-{version}")
    fresh = copy.with_name(f"{copy.name}.tmp")
    try:
        remove_copies(path)
        fresh.unlink(missing_ok=True)
        free = shutil.disk_usage(path.parent).free
        need = path.stat().st_size + _SPARE_BYTES
        if free < need:
            raise StorageError("storage.no_copy", path=str(copy), why=f"{need >> 20} MB are needed")
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("VACUUM INTO ?", (str(fresh),))
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(copy)
        fsync_folder(path.parent)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            fresh.unlink()
        why = getattr(error, "strerror", None) or str(error)
        raise StorageError("storage.no_copy", path=str(copy), why=why) from error
    return copy


def is_as_before(path: Path, version: str | None) -> bool:
    """Return whether the file is whole and its tables still have `version`."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            (verdict,) = raw.execute("PRAGMA quick_check(1)").fetchone()
            row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return False
    return bool(verdict == "ok" and row == (version,))


def put_back(path: Path, copy: Path, side_files: tuple[str, ...]) -> None:
    """Put the copy in the place of the file; what stood there is gone afterwards.

    Raises:
        StorageError: ``storage.unwritable``.
    """
    from alpr_kiosk.storage.engine import fsync_folder

    try:
        for suffix in side_files:
            # A log of the file that goes would be taken for one of the copy.
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        copy.replace(path)
        fsync_folder(path.parent)
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError("storage.unwritable", path=str(path), why=why) from error


def remove_copies(path: Path) -> None:
    """Remove copies from before; one that can't be removed is told in the log."""
    for copy in path.parent.glob(f"{path.name}.{WORD}-*"):
        try:
            copy.unlink()
        except OSError as error:
            logger.warning("%s can't be removed: %s", copy.name, error.strerror)
