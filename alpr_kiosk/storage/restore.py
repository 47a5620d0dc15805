# SPDX-License-Identifier: AGPL-3.0-or-later
"""A backup put in the place of the record, while no kiosk runs.

The copy is unpacked beside the record, looked through, brought to the current version and told in
its own chain; then one rename puts it in place. Broken off anywhere, one whole record is there: the
one before until the rename, the restored one after it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from sqlalchemy import or_, select

from alpr_kiosk.domain.backups import CopyFacts, parse_name
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.room import Room, limit_bytes
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.backups import give_to_owner
from alpr_kiosk.storage.engine import (
    BUSY_MS,
    SIDE_FILES,
    Database,
    explain,
    free_name,
    fsync_folder,
    open_database,
)
from alpr_kiosk.storage.keys import (
    KEY_BYTES,
    KEY_FILE,
    ChainKey,
    load_chain_key,
    next_key_waits,
    settle_handover,
)
from alpr_kiosk.storage.orm import AuditTable, SettingTable
from alpr_kiosk.storage.packing import unpacked
from alpr_kiosk.storage.restore_look import Lost, bring_up, look, lost_with
from alpr_kiosk.storage.snapshot import reading

AUDIT_KIND = "backup.restored"
TOLD_SETTING = "restore.told"
"""Holds the time of the newest row that was restored, until a start has told the guard."""
STAGING = ".restore-"
ASIDE = "replaced"
"""Word in the name of a record that a backup replaced."""
CARRIED = ("lockdown", "lane_mode.", "pin.wait.", "recovery.")
"""Settings that begin so are those of the present record: a lockdown does not end, a stricter lane
does not open and a PIN is not tried anew because an older state came back (rules 14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did, or would do.

    Attributes:
        sha256: Of the database in the file, as it was kept.
        version: Version of the tables in the file, before it was brought to the current one.
        facts: What the copy holds.
        lost: What goes with the present record.
        aside: Where the present record was put; None when there was none, and in a dry run.
    """

    sha256: str
    version: str
    facts: CopyFacts
    lost: Lost
    aside: Path | None = None


def restore(
    source: Path,
    data_dir: Path,
    *,
    clock: Clock,
    actor: str,
    credentials: Path | None = None,
    dry_run: bool = False,
    unchecked: bool = False,
    before_rename: Callable[[], object] = lambda: None,
) -> Restored:
    """Put the record in `source` in the place of the present one; the caller holds the folder.

    Args:
        source: A backup, or a database file that was set aside.
        data_dir: Data folder.
        clock: Time of the row in the chain, and of the name of what is set aside.
        actor: Who restores.
        credentials: Folder of the service's credentials, see `keys.load_chain_key`.
        dry_run: Look only.
        unchecked: Take it also when the key here checks none of its rows.
        before_rename: Called when all is ready (tests).

    Raises:
        StorageError: ``restore.missing``, ``restore.foreign``, ``restore.damaged``,
            ``restore.no_space``, ``restore.other_key``, ``storage.migration`` (made by a newer
            program), ``restore.altered`` (the chain in it is not whole), ``storage.locked``,
            ``storage.unwritable``, ``audit.key_unusable``. The present record is as it was.
    """
    present = data_dir / "alpr.sqlite3"
    if not source.is_file():
        raise StorageError("restore.missing", path=str(source))
    try:
        if not dry_run:  # the caller holds the folder: nobody else is at it
            _tidy(data_dir, present)
        key = _key(data_dir, present, clock, credentials)
        with _staged(source, data_dir) as (staging, sha256):
            version = bring_up(staging, source, clock)
            facts = look(staging, key, source)
            if facts.unverified == facts.chain_rows and not (unchecked or dry_run):
                raise StorageError("restore.other_key", path=str(data_dir / "keys"))
            lost = lost_with(present, facts)
            done = Restored(sha256=sha256, version=version, facts=facts, lost=lost)
            if dry_run:
                return done
            if key.created:
                key = load_chain_key(data_dir, credentials=credentials)
                for made in (data_dir / "keys", data_dir / "keys" / KEY_FILE):
                    give_to_owner(made, data_dir)
            _tell(staging, key, done, _carried(present), clock=clock, actor=actor)
            give_to_owner(staging, data_dir)
            aside = _swap(staging, present, clock, before_rename, healthy=lost.known)
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError("storage.unwritable", path=str(data_dir), why=why) from error
    return Restored(sha256=sha256, version=version, facts=facts, lost=lost, aside=aside)


# ------------------------------------------------------------------------------------- internals


def _tidy(data_dir: Path, present: Path) -> None:
    """Remove what a restore left behind that was killed: its copy, and a second name."""
    for scrap in data_dir.glob(f"{STAGING}*"):
        scrap.unlink()
    for aside in data_dir.glob(f"{present.name}.{ASIDE}-*"):
        if present.exists() and aside.samefile(present):
            aside.unlink()


def _key(data_dir: Path, present: Path, clock: Clock, credentials: Path | None) -> ChainKey:
    """Return the key in use, or one of no use (``created``) where there is none yet.

    A change of keys that was broken off is settled by the present chain: the copy must not settle
    it, as its newest row may be older than the change.
    """
    try:
        key = load_chain_key(data_dir, credentials=credentials, create=False)
    except StorageError:
        if (data_dir / "keys" / KEY_FILE).exists():
            raise
        return ChainKey(secret=secrets.token_bytes(KEY_BYTES), created=True)
    if not next_key_waits(data_dir):
        return key
    database = open_database(present, clock=clock, quick_check=False, inspect_only=True)
    try:
        with database.read() as session:
            newest = audit_log.newest_key(session)
    finally:
        database.close()
    return settle_handover(data_dir, key, newest)


@contextmanager
def _staged(source: Path, data_dir: Path) -> Iterator[tuple[Path, str]]:
    """Unpack into a file beside the record; yield it and its SHA-256; remove what is left of it."""
    staging = data_dir / f"{STAGING}{secrets.token_hex(4)}.sqlite3"
    total, _used, free = shutil.disk_usage(data_dir)
    room = free - limit_bytes(total, Room.DANGER)  # the journal needs some to begin with
    digest = hashlib.sha256()
    try:
        descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in unpacked(source, stop=Event(), most=room):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        named = parse_name(source.name)
        if named is not None and not digest.hexdigest().startswith(named.digest):
            raise StorageError("restore.damaged", path=str(source), why="not what its name says")
        yield staging, digest.hexdigest()
    finally:
        for suffix in ("", *SIDE_FILES):
            with suppress(OSError):
                Path(f"{staging}{suffix}").unlink()


def _carried(present: Path) -> dict[str, str]:
    """Return the settings that stay as they are; none of a record that cannot be read."""
    if not present.exists():
        return {}
    wanted = or_(*(SettingTable.key.startswith(start, autoescape=True) for start in CARRIED))
    try:
        with reading(present, stop=Event()) as session:
            return {
                row.key: row.value for row in session.scalars(select(SettingTable).where(wanted))
            }
    except StorageError:
        return {}


def _tell(
    staging: Path,
    key: ChainKey,
    done: Restored,
    carried: Mapping[str, str],
    *,
    clock: Clock,
    actor: str,
) -> None:
    """Write into the copy's own chain that it was restored, and what was newer."""
    database = open_database(staging, clock=clock, quick_check=False)
    try:
        with database.write() as session:
            audit_log.ensure_chain(session, key, at=clock.utc_now(), fresh_reason="database.lost")
            body: dict[str, object] = {
                "sha256": done.sha256,
                "version": done.version,
                "head": done.facts.head[0],
                "lost_known": done.lost.known,
                "lost_follows": done.lost.follows,
                "lost_rows": done.lost.rows,
                "lost_passages": done.lost.passages,
                "lost_list_edits": done.lost.list_edits,
                "lost_erasures": done.lost.erasures,
                "lost_pins": done.lost.pins,
            }
            audit_log.append(
                session, key, at=clock.utc_now(), kind=AUDIT_KIND, actor=actor, body=body
            )
            for name, value in carried.items():
                session.merge(SettingTable(key=name, value=value))
            session.merge(SettingTable(key=TOLD_SETTING, value=_state_of(database).isoformat()))
    finally:
        database.close()
    _empty_log(staging)
    with staging.open("rb") as file:
        os.fsync(file.fileno())


def _state_of(database: Database) -> datetime:
    """Return the time of the newest row that was restored."""
    newest = select(AuditTable.at).where(AuditTable.kind != AUDIT_KIND)
    with database.read() as session:
        at = session.scalar(newest.order_by(AuditTable.seq.desc()).limit(1))
    return at or database.clock.utc_now()


def _empty_log(path: Path) -> None:
    """Write the log into the file, so that the file is all there is of it.

    Raises:
        StorageError: ``storage.locked``: another program has it open.
    """
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)) as raw:
            raw.execute("PRAGMA journal_mode=WAL").fetchone()
            (busy, _pages, _moved) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error
    if busy:
        raise StorageError("storage.locked", path=str(path), why="another program reads it")


def _swap(
    staging: Path,
    present: Path,
    clock: Clock,
    before_rename: Callable[[], object],
    *,
    healthy: bool,
) -> Path | None:
    """Put `staging` in the place of `present` and keep that under another name."""
    aside = None
    if present.exists():
        if healthy:  # a damaged one stays as it is: opening it might write its log into it
            _empty_log(present)
        aside = free_name(present, ASIDE, clock)
        os.link(present, aside)
        # A log that stayed would be taken for one of the restored file.
        for suffix in SIDE_FILES:
            with suppress(FileNotFoundError):
                Path(f"{present}{suffix}").rename(f"{aside}{suffix}")
        fsync_folder(present.parent)
    before_rename()
    staging.replace(present)
    fsync_folder(present.parent)
    return aside
