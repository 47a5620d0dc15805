# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a copy of the record is worth, and what the present record has besides, before a restore."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event

from sqlalchemy import create_engine, func, select, text

from alpr_kiosk.domain.backups import CopyFacts
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import migrations, outbox
from alpr_kiosk.storage.engine import Database, open_database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import AuditTable, PassageTable, micros
from alpr_kiosk.storage.snapshot import check_pages, look_through, reading, version_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What the present record has and the copy has not.

    Attributes:
        known: The present record could be read.
        follows: It is the copy's own continuation: the copy's newest row is in its chain.
        rows: Rows of its chain after the copy's newest one; all of them when it does not follow.
        passages: Passages that began after the copy's newest one.
        list_edits: Edits of lists among these rows.
        erasures: Plates that were erased since: they come back with the copy.
        pins: PINs that were set since: the older ones come back.
    """

    known: bool = False
    follows: bool = False
    rows: int = 0
    passages: int = 0
    list_edits: int = 0
    erasures: int = 0
    pins: int = 0


def bring_up(staging: Path, source: Path, clock: Clock) -> str:
    """Check the pages of a copy and bring its tables up; return the version they had.

    Args:
        staging: The copy, to be changed.
        source: The file that it came from, for messages.
        clock: Times of rows.

    Raises:
        StorageError: ``restore.damaged``, ``restore.foreign``, ``storage.migration``.
    """
    try:
        check_pages(staging, stop=Event(), immutable=True)
        version = version_of(staging)
    except StorageError as error:
        why = error.context.get("why", "")
        raise StorageError("restore.damaged", path=str(source), why=why) from error
    if not version:
        raise StorageError("restore.foreign", path=str(source), why="not of this program")
    if version > migrations.HEAD:
        raise StorageError("storage.migration", found=version, known=migrations.HEAD)
    try:
        database = open_database(staging, clock=clock, quick_check=False)
        try:
            # Triggers towards PostgreSQL are made at each start, for a site that has one.
            outbox.switch(database, on=False)
            strange = database.notices or _strange_parts(database)
        finally:
            database.close()
    except StorageError as error:
        why = str(error.context.get("why", ""))
        if error.code != "storage.unwritable" or "full" in why or "I/O" in why:
            raise  # the disk
        raise StorageError("restore.foreign", path=str(source), why=why) from error
    if strange:
        why = f"{strange[0]} is not of this program"
        raise StorageError("restore.foreign", path=str(source), why=why)
    return version


def look(staging: Path, key: ChainKey, source: Path) -> CopyFacts:
    """Look through a copy that was brought up; ``restore.altered`` when its chain is not whole."""
    try:
        return look_through(staging, key, stop=Event(), pause_s=0.0)
    except StorageError as error:
        if error.code != "audit.broken":
            raise
        raise StorageError(
            "restore.altered", path=str(source), seq=error.context.get("seq")
        ) from error


def lost_with(present: Path, facts: CopyFacts) -> Lost:
    """Return what the present record has besides the copy."""
    if not present.exists():
        return Lost(known=True, follows=True)
    seq, mac = facts.head
    newer = AuditTable.seq > seq
    try:
        with reading(present, stop=Event()) as session:
            own = session.scalar(select(AuditTable.mac).where(AuditTable.seq == seq))
            follows = own == mac
            if not follows:
                newer = AuditTable.seq > 0
            rows = select(func.count()).select_from(AuditTable).where(newer)
            edits = rows.where(AuditTable.kind.startswith("list."))
            erasures = rows.where(AuditTable.kind.like("%.erased"))
            pins = rows.where(AuditTable.kind.startswith("user."))
            passages = select(func.count()).select_from(PassageTable)
            if facts.newest_passage is not None:
                since = micros(facts.newest_passage)  # the table lies in this order
                passages = passages.where(
                    PassageTable.moment > since, PassageTable.first_seen_at > facts.newest_passage
                )
            return Lost(
                known=True,
                follows=follows,
                rows=session.scalar(rows) or 0,
                passages=session.scalar(passages) or 0,
                list_edits=session.scalar(edits) or 0,
                erasures=session.scalar(erasures) or 0,
                pins=session.scalar(pins) or 0,
            )
    except StorageError:
        return Lost()


# ------------------------------------------------------------------------------------- internals


def _strange_parts(database: Database) -> tuple[str, ...]:
    """Return names of tables, indexes, triggers and views that a record has not, or lacks.

    A trigger that somebody put into a copy would run within the kiosk's own transactions.
    """
    query = text(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrations.upgrade(connection)
        own = {tuple(row) for row in connection.execute(query)}
    engine.dispose()
    with database.read() as session:
        found = {tuple(row) for row in session.execute(query)}
    return tuple(sorted(str(row[1]) for row in own ^ found))
