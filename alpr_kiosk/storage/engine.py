# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database file: how it is opened, checked, set aside, and how transactions begin.

SQLite runs with a write-ahead log and ``synchronous=FULL``: a commit returns after fsync, so what
was acknowledged survives kill -9 and power loss (rules 25), as far as the disk itself tells the
truth about flushing. Writers begin with BEGIN IMMEDIATE: they wait their turn at the start and
never fail half-way by a lock.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, Pool

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import migrations

logger = logging.getLogger(__name__)

BUSY_MS = 3000
"""Longest wait for another writer, milliseconds (reliability.md section 4)."""

_CONNECTION_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA wal_autocheckpoint=1000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)
"""Set on each connection; values from reliability.md section 4. The log itself is a property of
the file and is switched on once, in `open_database`."""

_CORRUPT_TEXTS = ("malformed", "not a database", "database corruption", "disk image")
"""What SQLite's messages for SQLITE_CORRUPT and SQLITE_NOTADB contain; Python 3.10 gives no
error number."""

_SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageNotice:
    """Something found at the start that a person must be told; the start went on.

    Attributes:
        code: Message code: ``storage.broken`` (a damaged file was set aside as ``path``),
            ``storage.lost`` (the file was gone), ``audit.new_key``, ``audit.broken``.
        context: Values for the text, such as the name of the file that was set aside.
    """

    code: str
    context: tuple[tuple[str, str], ...] = ()


class Database:
    """An open database; safe to use from several threads.

    Attributes:
        path: The SQLite file.
        clock: Where the times of rows come from.
        notices: What `open_database` found.
    """

    def __init__(
        self, *, path: Path, engine: Engine, clock: Clock, notices: tuple[StorageNotice, ...] = ()
    ) -> None:
        self.path = path
        self.clock = clock
        self.notices = notices
        self._engine = engine

    @contextmanager
    def write(self, *, busy_ms: int = BUSY_MS) -> Iterator[Session]:
        """Run one unit of work that writes: committed durably at the end, undone on an error.

        Args:
            busy_ms: Longest wait for another writer, milliseconds.

        Raises:
            StorageError: ``storage.locked``, ``storage.broken`` or ``storage.unwritable`` (disk
                full, read-only, failing); nothing was written then.
        """
        options = self._engine.execution_options(alpr_begin="IMMEDIATE", alpr_busy_ms=busy_ms)
        with _explained(self.path), Session(options) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Run one unit of work that only reads: it sees one state and blocks nobody."""
        with _explained(self.path), Session(self._engine) as session, session.begin():
            yield session

    def second(self) -> Database:
        """Return a database over the same file with connections of its own."""
        return Database(path=self.path, engine=_engine(self.path), clock=self.clock)

    def close(self) -> None:
        """Give back the connections; the log is written into the file by the last one."""
        self._engine.dispose()


def open_database(
    path: Path, *, clock: Clock, quick_check: bool = True, inspect_only: bool = False
) -> Database:
    """Open or create the database, bring its tables to the current version and check it.

    A damaged file is never deleted: it is set aside beside the new one, and a notice names it.

    Args:
        path: The SQLite file; its folder must exist.
        clock: Times of rows, and of the name of a file that is set aside.
        quick_check: Look through all pages now (0.3 s for a million rows).
        inspect_only: Create, migrate and set aside nothing; report it as an error instead.

    Raises:
        StorageError: ``storage.unwritable`` (folder or file not writable, disk full),
            ``storage.migration`` (made by a newer program: left untouched), ``storage.locked``;
            with `inspect_only` also ``storage.broken``.
    """
    notices: list[StorageNotice] = []
    try:
        _prepare(path, quick_check=quick_check, inspect_only=inspect_only)
    except StorageError as error:
        if error.code != "storage.broken" or inspect_only:
            raise
        aside = _set_aside(path, clock)
        logger.error("the database %s is damaged and was set aside as %s", path.name, aside.name)
        notices.append(StorageNotice(code="storage.broken", context=(("path", str(aside)),)))
        _prepare(path, quick_check=False, inspect_only=False)
    return Database(path=path, engine=_engine(path), clock=clock, notices=tuple(notices))


def fsync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def explain(error: Exception, path: Path) -> StorageError:
    """Return the named condition behind a database error."""
    text = str(getattr(error, "orig", None) or error)
    lower = text.lower()
    if "locked" in lower or "busy" in lower:
        code = "storage.locked"
    elif any(part in lower for part in _CORRUPT_TEXTS):
        code = "storage.broken"
    else:
        code = "storage.unwritable"
    return StorageError(code, path=str(path), why=text)


# ------------------------------------------------------------------------------------- internals


def _prepare(path: Path, *, quick_check: bool, inspect_only: bool) -> None:
    """Create the file with narrow rights, check it, migrate it."""
    try:
        # SQLite gives its side files the rights of the main file.
        create = 0 if inspect_only else os.O_CREAT
        os.close(os.open(path, os.O_RDWR | create | os.O_CLOEXEC, 0o600))
        if not inspect_only:
            path.chmod(0o600)
            fsync_folder(path.parent)
    except OSError as error:
        raise StorageError(
            "storage.unwritable", path=str(path), why=error.strerror or str(error)
        ) from error
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)) as raw:
            raw.execute("PRAGMA journal_mode=WAL").fetchone()
            if quick_check:
                (verdict,) = raw.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise StorageError("storage.broken", path=str(path), why=str(verdict))
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error
    # Without foreign keys: rebuilding a table in a later version must not delete its children.
    engine = _engine(path, foreign_keys=False, pool=NullPool)
    try:
        with (
            _explained(path),
            engine.connect().execution_options(alpr_begin="IMMEDIATE") as connection,
            connection.begin(),
        ):
            if not inspect_only:
                migrations.upgrade(connection)
            elif (found := migrations.current_version(connection)) != migrations.HEAD:
                raise StorageError("storage.migration", found=found, known=migrations.HEAD)
    finally:
        engine.dispose()


def _engine(path: Path, *, foreign_keys: bool = True, pool: type[Pool] | None = None) -> Engine:
    """Return an engine over `path` with our pragmas and our own BEGIN."""
    engine = create_engine(URL.create("sqlite+pysqlite", database=str(path)), poolclass=pool)

    @event.listens_for(engine, "connect")
    def _on_connect(dbapi: Any, _record: object) -> None:
        # No implicit BEGIN by the driver: `_on_begin` says which kind it is.
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        try:
            for pragma in _CONNECTION_PRAGMAS:
                cursor.execute(pragma)
            cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        finally:
            cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        busy_ms = int(options.get("alpr_busy_ms", BUSY_MS))
        connection.exec_driver_sql(f"PRAGMA busy_timeout={busy_ms}")
        connection.exec_driver_sql(f"BEGIN {options.get('alpr_begin', 'DEFERRED')}")

    return engine


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn errors of the environment into `StorageError`; a broken constraint stays a bug."""
    try:
        yield
    except (exc.OperationalError, exc.DatabaseError) as error:
        if isinstance(error, (exc.IntegrityError, exc.ProgrammingError, exc.DataError)):
            raise
        raise explain(error, path) from error


def _set_aside(path: Path, clock: Clock) -> Path:
    """Rename the file and its side files under a name with the time; return the new name."""
    stamp = clock.utc_now().strftime("%Y%m%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    path.rename(aside)
    for suffix in _SIDE_FILES:
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
    fsync_folder(path.parent)
    return aside
