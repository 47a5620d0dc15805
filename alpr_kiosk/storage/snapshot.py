# SPDX-License-Identifier: AGPL-3.0-or-later
"""A copy of the database while others write, and a look through a copy.

The copy is made from one state that is held: a read transaction stays open on the source meanwhile,
so that the copy goes step by step and still ends. Without it a stepped copy begins anew at each
write of another connection (reliability.md, finding 7). Each step is flushed before the next: a
flush of everything at the end holds up the journal's own (docs/adr/0026).
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, create_engine, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from alpr_kiosk.domain.backups import CopyFacts
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import BUSY_MS, explain
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import PassageTable

STEP_PAGES = 256
"""Pages a step, 1 MB: flushed in a few milliseconds on a disk that writes 200 MB/s."""
PAUSE_S = 0.005
"""Pause after each step, so that the journal's flush comes between."""
LOOK_EVERY_S = 0.1
"""Between two looks at the stop flag while a statement runs."""


class Stop(Protocol):
    """Says that the work is to end; `threading.Event` is one."""

    def is_set(self) -> bool:
        """Return whether to end."""
        ...

    def wait(self, timeout: float) -> bool:
        """Wait for it for up to so many seconds; return whether to end."""
        ...


def copy_database(source: Path, target: Path, *, stop: Stop) -> dict[str, int]:
    """Copy the database into the empty file `target`, while others write.

    Returns:
        Rows by table of the state that was copied.

    Raises:
        StorageError: ``storage.stopped``; those of `engine.explain`. `target` is of no use then.
    """
    descriptor = os.open(target, os.O_RDWR | os.O_CLOEXEC)
    try:
        with (
            closing(sqlite3.connect(source, timeout=BUSY_MS / 1000, isolation_level=None)) as held,
            closing(sqlite3.connect(target, isolation_level=None)) as copy,
        ):
            held.execute("BEGIN")
            counts = row_counts(held)
            for pragma in ("journal_mode=OFF", "synchronous=OFF"):
                copy.execute(f"PRAGMA {pragma}").fetchall()

            def after_step(_status: int, _left: int, _total: int) -> None:
                os.fdatasync(descriptor)
                pause(stop)

            held.backup(copy, pages=STEP_PAGES, progress=after_step)
            held.execute("ROLLBACK")
            # The log stays with the original; a copy is one file.
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        os.fsync(descriptor)
    except sqlite3.DatabaseError as error:
        raise explain(error, source) from error
    finally:
        os.close(descriptor)
    return counts


def row_counts(raw: sqlite3.Connection) -> dict[str, int]:
    """Return the rows of each table, in one state when a transaction is open."""
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' "
        "ESCAPE '!' ORDER BY name"
    ).fetchall()
    counts = {}
    for (name,) in names:
        quoted = name.replace('"', '""')
        (counts[name],) = raw.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608
    return counts


def check_pages(path: Path, *, stop: Stop, immutable: bool = False) -> dict[str, int]:
    """Run SQLite's full checks; return the rows by table.

    Args:
        path: The database.
        stop: Ends the look.
        immutable: Nobody writes to it: no lock is taken and no side file made.

    Raises:
        StorageError: ``storage.broken`` with the first finding, ``storage.stopped``.
    """
    try:
        with _look_at(path, stop, immutable=immutable) as raw:
            (verdict,) = raw.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise StorageError("storage.broken", path=str(path), why=str(verdict))
            orphan = raw.execute("PRAGMA foreign_key_check").fetchone()
            if orphan is not None:
                why = f"a row of {orphan[0]} belongs to none of {orphan[2]}"
                raise StorageError("storage.broken", path=str(path), why=why)
            return row_counts(raw)
    except sqlite3.DatabaseError as error:
        if stop.is_set():
            raise StorageError("storage.stopped") from error
        raise explain(error, path) from error


def look_through(path: Path, key: ChainKey, *, stop: Stop, pause_s: float = PAUSE_S) -> CopyFacts:
    """Check a copy that nobody writes to: pages, references, chain; return what is in it.

    Args:
        path: The copy.
        key: Key of its chain, with those that it replaced.
        stop: Ends the look.
        pause_s: Pause after each page of the chain; 0 where no gate waits.

    Raises:
        StorageError: ``storage.broken``, ``audit.broken``, ``storage.stopped``.
    """
    rows = check_pages(path, stop=stop, immutable=True)
    with reading(path, stop=stop, immutable=True) as session:
        # The seal is the newest row's key's: of before a change of keys, or one that is not here.
        own = key.ring.get(audit_log.newest_key(session))
        ring = replace(own or key, retired=tuple(key.ring.values()))
        report = audit_log.verify(session, ring, after_page=partial(pause, stop, pause_s))
        unsealed = own is None and report.rows == rows.get("audit")
        if report.first_broken is not None and not unsealed:
            raise StorageError("audit.broken", path=str(path), seq=report.first_broken)
        seen = select(PassageTable.first_seen_at).order_by(PassageTable.moment.desc()).limit(1)
        newest = session.scalar(seen)
    return CopyFacts(
        version=version_of(path),
        rows=tuple(rows.items()),
        newest_passage=newest,
        chain_rows=report.rows,
        head=report.head,
        unverified=report.unverified,
    )


def pause(stop: Stop, pause_s: float = PAUSE_S) -> None:
    """Let the gate's threads go on: work on rows in Python holds the interpreter.

    Raises:
        StorageError: ``storage.stopped``.
    """
    if stop.wait(pause_s):
        raise StorageError("storage.stopped")


def version_of(path: Path) -> str:
    """Return the version of the tables of a database that nobody writes to; "" without one.

    Raises:
        StorageError: ``storage.broken``: it is no database.
    """
    try:
        with closing(sqlite3.connect(_address(path, immutable=True), uri=True)) as raw:
            known = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
            if raw.execute(known).fetchone() == (0,):
                return ""
            found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(found[0]) if found else ""
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error


@contextmanager
def reading(path: Path, *, stop: Stop, immutable: bool = False) -> Iterator[Session]:
    """Read a database in one state, by a connection of its own that `stop` ends.

    Raises:
        StorageError: ``storage.stopped`` and those of `engine.explain`.
    """
    try:
        with _look_at(path, stop, immutable=immutable) as raw:
            engine = create_engine(
                URL.create("sqlite+pysqlite"), creator=lambda: raw, poolclass=StaticPool
            )
            raw.execute("BEGIN")
            with Session(engine) as session:
                yield session
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if stop.is_set():
            raise StorageError("storage.stopped") from error
        raise explain(error, path) from error


# ------------------------------------------------------------------------------------- internals


def _address(path: Path, *, immutable: bool) -> str:
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"


@contextmanager
def _look_at(path: Path, stop: Stop, *, immutable: bool) -> Iterator[sqlite3.Connection]:
    """Open to read; `stop` ends a statement from within, as some take minutes."""
    done = threading.Event()
    with closing(
        sqlite3.connect(
            _address(path, immutable=immutable),
            uri=True,
            timeout=BUSY_MS / 1000,
            isolation_level=None,
        )
    ) as raw:
        raw.execute("PRAGMA trusted_schema=OFF")

        def watch() -> None:
            while not done.wait(LOOK_EVERY_S):
                if stop.is_set():
                    raw.interrupt()

        watcher = threading.Thread(target=watch, name="look-stop", daemon=True)
        watcher.start()
        try:
            yield raw
        finally:
            done.set()
            watcher.join()
