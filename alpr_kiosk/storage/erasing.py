# SPDX-License-Identifier: AGPL-3.0-or-later
"""A plate is erased from every file of the record, and what is left of it elsewhere is named.

Rows are changed in one transaction with their proof. Then the database is written anew, for SQLite
leaves copies of moved rows behind in its pages, and its log is cut to nothing. The kiosk must not
run: nobody else may hold an old page.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, text

from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import plate_data
from alpr_kiosk.storage.engine import BUSY_MS, explain
from alpr_kiosk.storage.orm import AuditTable, ListEntryTable, PassageTable, PictureToRemoveTable
from alpr_kiosk.storage.plate_data import PlateFinds
from alpr_kiosk.storage.retention import remove_files
from alpr_kiosk.storage.store import Store

logger = logging.getLogger(__name__)

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was erased.

    Attributes:
        finds: What was found of the plate.
        seq: Row of the audit chain that proves it.
        left: Files of the data folder that hold the plate still, such as older copies.
    """

    finds: PlateFinds
    seq: int
    left: tuple[Path, ...]


def erase_plate(
    store: Store, root: Path, plate: str, *, actor: str, reason: str, alike: bool
) -> Erasure:
    """Erase a plate; the caller holds the data folder (`site_lock.single_instance`).

    Args:
        store: The open record.
        root: Data folder.
        plate: In any spelling.
        actor: Who does it.
        reason: Why.
        alike: Passages of look-alikes too, as far as they are on no list.

    Raises:
        StorageError: ``privacy.no_plate``, ``privacy.held``, ``privacy.reason`` (it names the
            plate), and as any write: nothing was erased then.
    """
    now = store.database.clock.utc_now()
    wanted = Plate(plate)
    if wanted.text and wanted.text in Plate(reason).text:
        raise StorageError("privacy.reason")
    with store.database.write() as session:
        finds = plate_data.find(session, plate, alike=alike)
        seq = plate_data.erase(session, store.key, finds, at=now, actor=actor, reason=reason)
        if session.get_bind().dialect.name == "sqlite":
            # Parts of the plate are taken out of the index for good, not only marked as gone.
            session.execute(
                text("INSERT INTO passage_trigram (passage_trigram) VALUES ('optimize')")
            )
    _remove_files(store)
    _remove_sheets(store, root, finds)
    _write_anew(store)
    return Erasure(finds=finds, seq=seq, left=tuple(files_with(root, forms(store, finds))))


def forms(store: Store, finds: PlateFinds) -> list[bytes]:
    """Return the plate as files may hold it; a look-alike key only when nobody else has it."""
    plate = Plate(finds.text)
    texts = {*finds.spellings, plate.text}
    with store.database.read() as session:
        for key, entry, passage in (
            (plate.fold, ListEntryTable.fold, PassageTable.fold),
            (plate.strong_fold, ListEntryTable.strong_fold, PassageTable.plate),
        ):
            others = (select(column).where(column == key).limit(1) for column in (entry, passage))
            if not any(session.scalar(query) for query in others):
                texts.add(key)
    found = set()
    for one in texts:
        found |= {one.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")}
        found.add(json.dumps(one)[1:-1].encode("ascii"))
    return sorted(found)


def files_with(root: Path, parts: Iterable[bytes]) -> list[Path]:
    """Return the files below a folder that hold one of `parts`, by name."""
    wanted = list(parts)
    overlap = max(map(len, wanted)) - 1
    found = []
    for path in sorted(root.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            tail = b""
            while chunk := file.read(_CHUNK):
                data = tail + chunk
                if any(part in data for part in wanted):
                    found.append(path)
                    break
                tail = data[-overlap:] if overlap else b""
    return found


def _remove_files(store: Store) -> None:
    """Remove what no row names any more; nothing is on its way here, for nothing else runs."""
    while remove_files(store.database, store.evidence):
        pass
    with store.database.read() as session:
        if session.scalar(select(PictureToRemoveTable.sha256).limit(1)) is not None:
            logger.warning("some pictures are removed later: they were just stored again")
    with store.database.read() as session:
        photos = set(session.scalars(select(ListEntryTable.photo)))
    store.photos.tidy(photos)
    os.sync()  # a power cut must not bring back a picture


def _remove_sheets(store: Store, root: Path, finds: PlateFinds) -> None:
    """Remove the hand-over sheets that hold a note which named the plate: nobody finds it there."""
    notes = set(finds.notes)
    with store.database.read() as session:
        bodies = session.scalars(select(AuditTable.body).where(AuditTable.kind == "shift.ended"))
        for body in bodies if notes else ():
            told = json.loads(body)
            name = str(told.get("sheet", ""))
            if name and notes & set(told.get("notes", ())):
                (root / name).unlink(missing_ok=True)


def _write_anew(store: Store) -> None:
    path = store.database.path
    store.database.close()  # its idle connections; it opens others when it is used again
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)) as raw:
            raw.execute("PRAGMA secure_delete=ON").fetchone()
            raw.execute("VACUUM")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error
    if busy:
        raise StorageError("storage.locked", path=str(path), why="somebody reads it")
