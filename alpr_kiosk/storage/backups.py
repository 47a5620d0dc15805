# SPDX-License-Identifier: AGPL-3.0-or-later
"""Backups in a folder: made beside a running kiosk, looked through, kept by age within a quota.

A backup appears under its name only when it is whole, read back and on disk; only then an older one
may go. The key of the chain is not in it, see `docs/adr/0026`.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import tzinfo
from pathlib import Path

from sqlalchemy import select

from alpr_kiosk.domain.backups import BackupFile, BackupMade, kept, parse_name
from alpr_kiosk.domain.room import Room, limit_bytes
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import Database, fsync_folder
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import AuditTable
from alpr_kiosk.storage.packing import CHUNK, digest_of, pack
from alpr_kiosk.storage.snapshot import Stop, copy_database, look_through

AUDIT_KIND = "backup.made"
LOCK = ".backup.lock"
STAGING = ".backup-"
_SCRAP = re.compile(re.escape(STAGING) + r"[0-9a-f]{8}\.(gz|sqlite3(-[a-z]+)?)")
PACKED_SHARE = 0.5
"""A packed database is smaller than this share of itself; measured 0.18 (docs/adr/0026)."""

Usage = Callable[[Path], tuple[int, int, int]]


class BackupFolder:
    """Makes backups of a record and keeps those that count.

    Args:
        database: The record.
        key: Key of its chain.
        data_dir: Data folder: the copy is made here before it is packed.
        folder: Where backups are kept; made when missing.
        zone: The site's time zone, for what a day is.
        quota: Most bytes of all backups in a folder; None lets none of them go.
        audit: Appends a row to the chain: (kind, actor, body).
        disk_usage: Where total and free bytes come from.
    """

    def __init__(
        self,
        *,
        database: Database,
        key: ChainKey,
        data_dir: Path,
        folder: Path,
        zone: tzinfo,
        quota: int | None,
        audit: Callable[[str, str, dict[str, object]], object],
        disk_usage: Usage = shutil.disk_usage,
    ) -> None:
        self.folder = folder
        self._database = database
        self._key = key
        self._data_dir = data_dir
        self._zone = zone
        self._quota = quota
        self._audit = audit
        self._disk_usage = disk_usage

    def make(self, *, actor: str, stop: Stop) -> BackupMade:
        """Make a backup, look through it, then let older ones go.

        Raises:
            StorageError: ``storage.backup_busy`` (another one is being made), ``storage.no_space``,
                ``storage.backup_failed``, ``storage.stopped``; ``storage.check_failed`` and
                ``audit.broken``: the record itself is not well, and this copy is not kept.
        """
        with _named_by(self.folder), _one_at_a_time(self._data_dir):
            made_at = self._database.clock.utc_now().replace(microsecond=0)
            self._prepare()
            raw = self._data_dir / f"{STAGING}{secrets.token_hex(4)}.sqlite3"
            packed = self.folder / f"{STAGING}{secrets.token_hex(4)}.gz"
            try:
                os.close(os.open(raw, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
                counts = copy_database(self._database.path, raw, stop=stop)
                facts = look_through(raw, self._key, stop=stop)
                if dict(facts.rows) != counts:
                    raise StorageError("storage.broken", path=str(raw), why="rows are missing")
                sha256, size = pack(raw, packed, stop=stop)
                if digest_of(packed, stop=stop) != sha256:
                    raise StorageError("storage.unwritable", path=str(packed), why="not as written")
                file = BackupFile(made_at=made_at, digest=sha256[:16], size=packed.stat().st_size)
                give_to_owner(packed, self.folder)
                packed.replace(self.folder / file.name)
                fsync_folder(self.folder)
            finally:
                for scrap in (raw, packed):
                    with suppress(OSError):
                        scrap.unlink()
            body: dict[str, object] = {
                "name": file.name,
                "sha256": sha256,
                "bytes": file.size,
                "head": facts.head[0],
                "rows": sum(counts.values()),
            }
            self._audit(AUDIT_KIND, actor, body)
            dropped = self._drop_older(self.folder, file)
        return BackupMade(file=file, sha256=sha256, bytes_raw=size, facts=facts, dropped=dropped)

    def copy_newest(self, second: Path, *, stop: Stop) -> BackupFile | None:
        """Bring the newest backup into a second folder as well, on another disk.

        Returns:
            What was copied; None when it was there already, or none was made yet.

        Raises:
            StorageError: ``storage.second_missing``: the folder is not there, or on the disk of the
                record;
                ``storage.no_space``, ``storage.backup_failed``, ``storage.stopped``.
        """
        with _named_by(second), _one_at_a_time(self._data_dir):
            if not on_another_disk(second, self._data_dir):
                raise StorageError("storage.second_missing", path=str(second))
            ours = self._ours(backups_in(self.folder))
            newest = max(ours, key=lambda file: file.made_at, default=None)
            if newest is None or newest in backups_in(second):
                return None
            self._need(second, newest.size)
            _remove_scraps(second)
            fresh = second / f"{STAGING}{secrets.token_hex(4)}.gz"
            try:
                _copy_file(self.folder / newest.name, fresh, stop)
                if not digest_of(fresh, stop=stop).startswith(newest.digest):
                    raise StorageError("storage.unwritable", path=str(second), why="not as written")
                fresh.replace(second / newest.name)
                fsync_folder(second)
            finally:
                with suppress(OSError):
                    fresh.unlink()
            self._drop_older(second, newest)
            return newest

    def _prepare(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True)
            give_to_owner(self.folder, self.folder.parent)
        _remove_scraps(self.folder)
        _remove_scraps(self._data_dir)
        size = self._database.path.stat().st_size
        packed = int(size * PACKED_SHARE)
        same_disk = not on_another_disk(self.folder, self._data_dir)
        self._need(self._data_dir, size + (packed if same_disk else 0))
        if not same_disk:
            self._need(self.folder, packed)

    def _need(self, folder: Path, size: int) -> None:
        total, _used, free = self._disk_usage(folder)
        left = limit_bytes(total, Room.NO_PICTURES)  # no picture is given up for a backup
        if free < size + left:
            raise StorageError(
                "storage.no_space",
                path=str(folder),
                free_mb=free // 1_000_000,
                needed_mb=(size + left) // 1_000_000,
            )

    def _drop_older(self, folder: Path, newest: BackupFile) -> tuple[str, ...]:
        if self._quota is None:
            return ()
        now = max(self._database.clock.utc_now(), newest.made_at)
        found = self._ours(backups_in(folder))
        staying = {*kept(found, now=now, zone=self._zone, quota=self._quota), newest}
        gone = [file.name for file in found if file not in staying]
        for name in gone:
            (folder / name).unlink(missing_ok=True)
        if gone:
            fsync_folder(folder)
        return tuple(gone)

    def _ours(self, files: Iterable[BackupFile]) -> list[BackupFile]:
        """Return those that this chain tells of: two kiosks may keep theirs in one folder.

        Those of a record that was lost, or put back since, are nobody's and stay as well.
        """
        made = select(AuditTable.seq).where(AuditTable.kind == AUDIT_KIND)
        newest_first = made.order_by(AuditTable.seq.desc()).limit(1)
        with self._database.read() as session:
            return [
                file
                for file in files
                if session.scalar(newest_first.where(AuditTable.body.contains(file.name)))
            ]


def on_another_disk(folder: Path, data_dir: Path) -> bool:
    """Return whether a folder is there, on another disk than the record.

    A stick that is not mounted leaves a folder behind, on the disk of the system.
    """
    return folder.is_dir() and folder.stat().st_dev != data_dir.stat().st_dev


def backups_in(folder: Path) -> list[BackupFile]:
    """Return the backups in a folder by their names, oldest first; [] without the folder."""
    found = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_file(follow_symlinks=False):
                continue
            file = parse_name(entry.name, size=entry.stat(follow_symlinks=False).st_size)
            if file is not None:
                found.append(file)
    return sorted(found, key=lambda file: file.made_at)


def give_to_owner(path: Path, folder: Path) -> None:
    """Give what root made in a folder to the folder's owner: the kiosk is not root."""
    if os.geteuid() == 0:
        with suppress(OSError):  # a stick may know no owners
            owner = folder.stat()
            os.chown(path, owner.st_uid, owner.st_gid)


# ------------------------------------------------------------------------------------- internals

_AS_OURS = {
    "storage.unwritable": "storage.backup_failed",
    "storage.locked": "storage.backup_failed",
    "storage.broken": "storage.check_failed",
    "restore.damaged": "storage.backup_failed",
    "restore.foreign": "storage.backup_failed",
}
"""Codes of the parts, which elsewhere tell of the record, as a failed backup tells them."""


@contextmanager
def _named_by(folder: Path) -> Iterator[None]:
    """Say of an error of the disk that it was the backup's, and of a damaged copy whose it is."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError("storage.backup_failed", path=str(folder), why=why) from error
    except StorageError as error:
        code = _AS_OURS.get(error.code)
        if code is None:
            raise
        told = error.context.get("why", error.code)
        raise StorageError(code, path=str(folder), why=told) from error


@contextmanager
def _one_at_a_time(data_dir: Path) -> Iterator[None]:
    """Hold the right to make backups: the keeper and a command may meet."""
    with (data_dir / LOCK).open("a") as file:
        try:
            give_to_owner(data_dir / LOCK, data_dir)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StorageError("storage.backup_busy", path=str(data_dir)) from error
        yield


def _remove_scraps(folder: Path) -> None:
    """Remove what a backup left behind that was killed; nobody else makes one now."""
    for scrap in folder.glob(f"{STAGING}*"):
        if _SCRAP.fullmatch(scrap.name):  # the folder may be somebody's home
            with suppress(OSError):
                scrap.unlink()


def _copy_file(source: Path, target: Path, stop: Stop) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with source.open("rb") as read, os.fdopen(descriptor, "wb") as written:
        while chunk := read.read(CHUNK):
            written.write(chunk)
            written.flush()
            os.fdatasync(written.fileno())
            if stop.is_set():
                raise StorageError("storage.stopped")
        os.fsync(written.fileno())
