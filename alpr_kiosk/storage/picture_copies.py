# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of the pictures beside the backups: each once, as their names are their hashes."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.evidence import KINDS, EvidenceFolder
from alpr_kiosk.storage.orm import EvidenceTable, ListEntryTable
from alpr_kiosk.storage.pieces import pieces
from alpr_kiosk.storage.snapshot import Stop

NAMED_BY = {"evidence": EvidenceTable.sha256, "photos": ListEntryTable.photo}
"""Folders of the data folder, and which column names what is in them."""
OUTLIVES = timedelta(weeks=4)
"""A copy whose picture is gone from the record goes this long after it was made, as the oldest
backup that names it does (`domain.backups.WEEKS_KEPT`)."""


def copy_pictures(source: Path, target: Path, *, stop: Stop) -> tuple[int, int]:
    """Bring pictures that are not there yet from one data folder into another, which exists.

    Returns:
        How many were copied, and how many were left as their bytes do not fit their name.

    Raises:
        StorageError: ``storage.backup_failed``, ``storage.stopped``.
    """
    copied = bad = 0
    for name in NAMED_BY:
        there = EvidenceFolder(target / name)
        for path in EvidenceFolder(source / name).files():
            if stop.is_set():
                raise StorageError("storage.stopped")
            data = _fresh(path, there.root / path.parent.name / path.name)
            if data is None:
                continue
            if there.name_of(data) != f"{path.parent.name}/{path.name}":
                bad += 1
                continue
            try:
                there.store(KINDS[0], data)
            except StorageError as error:
                raise StorageError("storage.backup_failed", **error.context) from error
            copied += 1
    return copied, bad


def drop_purged(database: Database, target: Path, *, now: datetime, stop: Stop) -> int:
    """Remove old copies whose pictures the record no longer names; return how many.

    Pictures that are only missing from the disk stay: the record still names them.

    Raises:
        StorageError: The record; ``storage.backup_failed``, ``storage.stopped``.
    """
    oldest = (now - OUTLIVES).timestamp()
    dropped = 0
    try:
        for name, column in NAMED_BY.items():
            for some in pieces(list(EvidenceFolder(target / name).files())):
                if stop.is_set():
                    raise StorageError("storage.stopped")
                old = [path for path in some if path.stat().st_mtime < oldest]
                query = select(column).where(column.in_([path.stem for path in old]))
                with database.read() as session:
                    named = set(session.scalars(query))
                gone = [path for path in old if path.stem not in named]
                for path in gone:
                    path.unlink()
                dropped += len(gone)
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError("storage.backup_failed", path=str(target), why=why) from error
    return dropped


def _fresh(path: Path, copy: Path) -> bytes | None:
    """Return the bytes of a picture that has no copy yet; None when it has, or was purged."""
    try:
        if copy.exists() and copy.stat().st_size == path.stat().st_size:
            return None
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError("storage.backup_failed", path=str(copy), why=why) from error
