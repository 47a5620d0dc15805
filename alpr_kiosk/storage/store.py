# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole record of a site, opened in one call."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.camera_history import SqlCameraHistory
from alpr_kiosk.storage.camera_pictures import CameraPictureFolder
from alpr_kiosk.storage.disk_watch import RESERVE_BYTES, RESERVE_FILE, ReserveFile, reserve_size
from alpr_kiosk.storage.duties import SqlDuties
from alpr_kiosk.storage.engine import Database, StorageNotice, open_database, open_read_only
from alpr_kiosk.storage.evidence import EvidenceFolder
from alpr_kiosk.storage.history import SqlHistory
from alpr_kiosk.storage.incidents import SqlIncidents
from alpr_kiosk.storage.journal import SqlJournal
from alpr_kiosk.storage.keys import (
    ChainKey,
    load_chain_key,
    make_next_key,
    next_key_waits,
    settle_handover,
)
from alpr_kiosk.storage.list_book import SqlListBook
from alpr_kiosk.storage.photos import PhotoFolder
from alpr_kiosk.storage.records import SqlRecords
from alpr_kiosk.storage.reports import SqlReports
from alpr_kiosk.storage.stays import SqlStays


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What `open_store` opened; `close` gives it back.

    Attributes:
        database: The SQLite file.
        key: Key of the audit chain.
        records: Port `Records`.
        journal: Port `Journal`, on a connection of its own.
        evidence: Port `EvidenceStore`.
        history: Port `History`.
        cameras: Port `CameraHistory`.
        camera_pictures: Port `CameraPictures`.
        incidents: Port `Incidents`.
        reserve: Space that is given up when the database's disk is full.
        lists: Port `ListBook`.
        photos: Reference photos of list entries.
        stays: Port `Stays`, not started yet.
        reports: Port `Reports`.
        duties: Port `Duties`.
        notices: What a person must be told about this start.
    """

    database: Database
    key: ChainKey
    records: SqlRecords
    journal: SqlJournal
    evidence: EvidenceFolder
    history: SqlHistory
    cameras: SqlCameraHistory
    camera_pictures: CameraPictureFolder
    incidents: SqlIncidents
    reserve: ReserveFile
    lists: SqlListBook
    photos: PhotoFolder
    stays: SqlStays
    reports: SqlReports
    duties: SqlDuties
    notices: tuple[StorageNotice, ...]

    def close(self) -> None:
        """Finish pending writes and close the file."""
        self.journal.close()
        self.database.close()


def open_store(
    data_dir: Path,
    *,
    clock: Clock,
    database: Path | None = None,
    evidence: Path | None = None,
    credentials: Path | None = None,
    quick_check: bool = True,
    inspect_only: bool = False,
    journal_start: Callable[[], object] = lambda: None,
    reserve_bytes: int = RESERVE_BYTES,
) -> Store:
    """Open or create the record of a site.

    Args:
        data_dir: Data folder, made by the caller (`config.paths.DataPaths.prepare`).
        clock: Where the times of rows come from.
        database: The SQLite file; ``alpr.sqlite3`` in the data folder when None.
        evidence: Folder of the pictures; ``evidence`` in the data folder when None.
        credentials: Folder of the service's credentials, see `keys.load_chain_key`.
        quick_check: Look through the database's pages now.
        inspect_only: For ``doctor`` and other onlookers beside a running kiosk: nothing is made,
            migrated, set aside or begun anew. What a start would mend (and tell as a notice) is
            an error then, so that an onlooker never uses up a notice that is meant for a guard.
        journal_start: Called first in the journal's thread.
        reserve_bytes: Space to be set aside for a full disk, see `disk_watch.reserve_size`; made
            by the first look at the disk, not here.

    Raises:
        StorageError: See `open_database` and `load_chain_key`; ``evidence.unwritable``.
    """
    key = load_chain_key(data_dir, credentials=credentials, create=not inspect_only)
    path = database or data_dir / "alpr.sqlite3"
    opened = open_database(path, clock=clock, quick_check=quick_check, inspect_only=inspect_only)
    notices = list(opened.notices)
    reason, seq = "", 0
    if not inspect_only:
        try:
            if next_key_waits(data_dir):
                with opened.read() as session:
                    newest = audit_log.newest_key(session)
                key = settle_handover(data_dir, key, newest)
            fresh = "first_start" if key.created else "database.lost"
            with opened.write() as session:
                reason, seq = audit_log.ensure_chain(
                    session, key, at=clock.utc_now(), fresh_reason=fresh
                )
        except StorageError:
            opened.close()
            raise
    if reason == "database.lost" and not notices:
        notices.append(StorageNotice(code="storage.lost", context=(("path", str(path)),)))
    if reason == "key.lost":
        notices.append(StorageNotice(code="audit.new_key"))
    if reason == "head.lost":
        notices.append(StorageNotice(code="audit.broken", context=(("seq", str(seq)),)))
    return _store(
        data_dir,
        opened,
        key,
        notices,
        evidence=evidence,
        journal_start=journal_start,
        reserve_bytes=reserve_bytes,
    )


def open_store_read_only(
    data_dir: Path,
    *,
    clock: Clock,
    why: str,
    credentials: Path | None = None,
    journal_start: Callable[[], object] = lambda: None,
) -> Store:
    """Open the record of a site that can't be written: its lists are read, all writing is refused.

    Rules 25: without the journal nothing opens by itself; openings by hand go on, unrecorded, and
    the lists say who may pass.

    Args:
        data_dir: Data folder; nothing in it is made or changed.
        clock: Time.
        why: What a person is told.
        credentials: Folder of the service's credentials, see `keys.load_chain_key`.
        journal_start: Called first in the journal's thread.

    Raises:
        StorageError: See `open_read_only` and `load_chain_key`.
    """
    key = load_chain_key(data_dir, credentials=credentials, create=False)
    opened = open_read_only(data_dir / "alpr.sqlite3", clock=clock)
    notice = StorageNotice(code="storage.read_only", context=(("why", why),))
    return _store(data_dir, opened, key, [notice], journal_start=journal_start, reserve_bytes=0)


def _store(
    data_dir: Path,
    opened: Database,
    key: ChainKey,
    notices: Sequence[StorageNotice],
    *,
    evidence: Path | None = None,
    journal_start: Callable[[], object],
    reserve_bytes: int,
) -> Store:
    path = opened.path
    total = shutil.disk_usage(path.parent).total
    reserve = ReserveFile(path.with_name(RESERVE_FILE), size=reserve_size(reserve_bytes, total))
    return Store(
        database=opened,
        key=key,
        records=SqlRecords(database=opened, key=key),
        journal=SqlJournal(
            database=opened, key=key, on_start=journal_start, make_room=reserve.make_room
        ),
        evidence=EvidenceFolder(evidence or data_dir / "evidence"),
        history=SqlHistory(database=opened, key=key),
        cameras=SqlCameraHistory(database=opened),
        camera_pictures=CameraPictureFolder(data_dir / "health"),
        incidents=SqlIncidents(database=opened, key=key),
        reserve=reserve,
        lists=SqlListBook(database=opened, key=key),
        photos=PhotoFolder(data_dir / "photos"),
        stays=SqlStays(database=opened, key=key),
        reports=SqlReports(database=opened),
        duties=SqlDuties(database=opened),
        notices=tuple(notices),
    )


def change_key(
    data_dir: Path, *, clock: Clock, actor: str, credentials: Path | None = None
) -> tuple[str, int]:
    """Let the audit chain go on under a new key; the old one is kept and checks the old rows.

    The caller holds the data folder: a kiosk that runs would go on with the old key.

    Args:
        data_dir: Data folder.
        clock: Time of the row.
        actor: Who changes it.
        credentials: Folder of the service's credentials.

    Returns:
        The name of the new key and the number of the row that hands over.

    Raises:
        StorageError: ``keys.of_service``, ``audit.broken`` (a chain that does not fit its key
            is not handed over), ``audit.key_unusable`` and those of `open_store`.
    """
    store = open_store(data_dir, clock=clock, credentials=credentials)
    try:
        fresh = make_next_key(data_dir, credentials=credentials)
        with store.database.write() as session:
            seq = audit_log.hand_over(session, store.key, fresh, at=clock.utc_now(), actor=actor)
    finally:
        store.close()
    settle_handover(data_dir, store.key, fresh.key_id)
    return fresh.key_id, seq
