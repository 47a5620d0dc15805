# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database file (SQLite): how it is opened, checked, set aside, and how transactions begin.

SQLite runs with a write-ahead log and ``synchronous=FULL``: a commit returns after fsync, so what
was acknowledged survives kill -9 and power loss (rules 25), as far as the disk itself tells the
truth about flushing. Writers begin with BEGIN IMMEDIATE: they wait their turn at the start and
never fail half-way by a lock.
"""

from __future__ import annotations

import functools
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, Pool

from alpr_kiosk.domain.breaking_off import Work, current
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.queries import QueryCancelledError
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import before, migrations

logger = logging.getLogger(__name__)

BUSY_MS = 3000
"""Longest wait for another writer, milliseconds (reliability.md section 4)."""

QUICK_CHECK_BYTES = 500_000_000
"""A start looks through the pages of a file up to here, which takes half a second; a larger one
would cost the 3 s to the first tile (ADR 21) and is looked through at night (`full_check`)."""

_CONNECTION_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA wal_autocheckpoint=1000",
    "PRAGMA trusted_schema=ON",
    "PRAGMA cell_size_check=ON",
)
"""Set on each connection; values from reliability.md section 4. The log itself is a property of
the file and is switched on once, in `open_database`. The schema is trusted because SQLite 3.40
lets no trigger fill a full-text table otherwise (ADR 21); none of our own functions and no
extension is there that a changed schema could call."""

_CORRUPT_TEXTS = ("malformed", "not a database", "database corruption", "disk image")
"""What SQLite's messages for SQLITE_CORRUPT and SQLITE_NOTADB contain; Python 3.10 gives no
error number."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database; they belong to it alone."""


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
        path: The SQLite file; of a server (`storage.postgres`) its name, for messages.
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
        with self._explained(), Session(self._writer(busy_ms)) as session, session.begin():
            yield session

    @contextmanager
    def write_after(self, stage: Callable[[Session], None]) -> Iterator[Session]:
        """Run one unit of work that writes, as `write`; of SQLite, others may write during `stage`.

        Args:
            stage: Done first, in temporary tables alone: it looks at no other table, for then
                SQLite would refuse to go on when another writer has changed anything.

        Raises:
            StorageError: As `write`.
        """
        engine = self._writer(BUSY_MS).execution_options(alpr_begin="DEFERRED")
        with self._explained(), Session(engine) as session, session.begin():
            stage(session)
            # Takes the lock of a writer, and changes nothing.
            session.connection().exec_driver_sql(
                "UPDATE alembic_version SET version_num = version_num WHERE 1 = 0"
            )
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Run one unit of work that only reads: it sees one state and blocks nobody.

        Within a `Work` its statements end when that is broken off.

        Raises:
            StorageError: As `write`.
            QueryCancelledError: The work of this thread was broken off.
        """
        with self._explained(), Session(self._reader()) as session, session.begin():
            work = current()
            if work is None:
                yield session
            else:
                with self._held(work, session.connection()):
                    yield session

    def second(self) -> Database:
        """Return a database over the same file with connections of its own."""
        return Database(path=self.path, engine=_engine(self.path), clock=self.clock)

    def close(self) -> None:
        """Give back the connections; the log is written into the file by the last one."""
        self._engine.dispose()

    # What `storage.postgres` does otherwise.

    def _writer(self, busy_ms: int) -> Engine:
        return self._engine.execution_options(alpr_begin="IMMEDIATE", alpr_busy_ms=busy_ms)

    def _reader(self) -> Engine:
        return self._engine

    def _explain(self, error: Exception) -> StorageError:
        return explain(error, self.path)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with explained(self._explain):
            yield

    @contextmanager
    def _held(self, work: Work, connection: Connection) -> Iterator[None]:
        """Let a work be broken off within its statements, and between them."""

        def check(*_args: object) -> None:
            work.check()

        driver = connection.connection.driver_connection
        event.listen(connection, "before_cursor_execute", check)
        try:
            with work.held(functools.partial(self._interrupt, driver)):
                yield
        except QueryCancelledError:
            # A server may do it a moment later: nobody else's statement is to meet it.
            connection.invalidate()
            raise

    def _interrupt(self, driver: Any) -> None:
        """Break off the statement that a connection is at; from another thread."""
        driver.interrupt()


def open_database(
    path: Path, *, clock: Clock, quick_check: bool = True, inspect_only: bool = False
) -> Database:
    """Open or create the database, bring its tables to the current version and check it.

    A damaged file is never deleted: it is set aside beside the new one, and a notice names it.

    Args:
        path: The SQLite file; its folder must exist.
        clock: Times of rows, and of the name of a file that is set aside.
        quick_check: Look through all pages now, unless there are more than `QUICK_CHECK_BYTES`.
        inspect_only: Create, migrate and set aside nothing; report it as an error instead.

    Raises:
        StorageError: ``storage.unwritable`` (folder or file not writable, disk full),
            ``storage.migration`` (made by a newer program: left untouched), ``storage.no_copy``
            and ``storage.step_failed`` (its tables stay at their version), ``storage.locked``;
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


class ReadOnlyDatabase(Database):
    """A file that can be read and not written: each writing unit of work is refused at once."""

    def second(self) -> ReadOnlyDatabase:
        """Return the same: nothing of it is ever held."""
        return ReadOnlyDatabase(path=self.path, engine=self._engine, clock=self.clock)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def _writer(self, busy_ms: int) -> Engine:
        del busy_ms
        raise StorageError("storage.unwritable", path=str(self.path), why="read-only")


def open_read_only(path: Path, *, clock: Clock) -> ReadOnlyDatabase:
    """Open a file that can't be written, without making, checking or changing anything.

    What the last run left in the log is seen where the log's files are there; a disk that is
    read-only may not let them be made, and then the file counts as it is.

    Raises:
        StorageError: ``storage.unwritable`` when it can't be read either, ``storage.broken``,
            ``storage.migration`` when its tables are of another version.
    """
    failed: StorageError | None = None
    for query in ({"mode": "ro"}, {"mode": "ro", "immutable": "1"}):
        engine = _engine(path, query=query)
        database = ReadOnlyDatabase(path=path, engine=engine, clock=clock)
        try:
            with database.read() as session:
                found = migrations.current_version(session.connection())
        except StorageError as error:
            failed = error
            database.close()
            continue
        if found is None:
            database.close()
            raise StorageError("storage.broken", path=str(path), why="no tables are in it")
        if found != migrations.HEAD:
            database.close()
            raise StorageError("storage.migration", found=found, known=migrations.HEAD)
        return database
    raise failed or StorageError("storage.unwritable", path=str(path), why="not there")


def fsync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_name(path: Path, word: str, clock: Clock) -> Path:
    """Return a name beside `path`, with a word and the time in it, that nothing has yet."""
    stamp = clock.utc_now().strftime("%Y%m%dT%H%M%SZ")
    number, found = 1, path.with_name(f"{path.name}.{word}-{stamp}")
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}.{word}-{stamp}-{number}")
    return found


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


@contextmanager
def explained(tell: Callable[[Exception], StorageError]) -> Iterator[None]:
    """Turn errors of the environment into what `tell` says; a broken constraint stays a bug."""
    try:
        yield
    except exc.DatabaseError as error:
        if isinstance(error, (exc.IntegrityError, exc.ProgrammingError, exc.DataError)):
            raise
        raise tell(error) from error


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
            if quick_check and path.stat().st_size <= QUICK_CHECK_BYTES:
                (verdict,) = raw.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise StorageError("storage.broken", path=str(path), why=str(verdict))
    except sqlite3.DatabaseError as error:
        raise explain(error, path) from error
    _migrate(path, inspect_only=inspect_only)


def _migrate(path: Path, *, inspect_only: bool) -> None:
    """Bring the tables to the current version, with a copy of the file from before."""
    # Without foreign keys: rebuilding a table in a later version must not delete its children.
    engine = _engine(path, foreign_keys=False, pool=NullPool)
    tell = functools.partial(explain, path=path)
    try:
        with explained(tell), engine.connect() as connection:
            found = migrations.current_version(connection)
        if found == migrations.HEAD:
            if not inspect_only:
                before.remove_copies(path)
            return
        if inspect_only and found is None:
            raise StorageError("storage.broken", path=str(path), why="no tables are in it")
        if inspect_only or (found is not None and found > migrations.HEAD):
            raise StorageError("storage.migration", found=found, known=migrations.HEAD)
        copy = None
        if found is not None and migrations.changes_file(found):
            copy = before.copy_before(path, migrations.HEAD)
        options = engine.execution_options(alpr_begin="IMMEDIATE")
        try:
            with explained(tell), options.begin() as connection:
                migrations.upgrade(connection)
        except Exception as error:
            if copy is None:
                raise
            raise _undone(path, copy, found, error) from error
    finally:
        engine.dispose()


def _undone(path: Path, copy: Path, found: str | None, error: Exception) -> StorageError:
    """Make sure that the file is as it was before a step that failed; return what to say."""
    if isinstance(error, StorageError) and error.code in ("storage.locked", "storage.migration"):
        copy.unlink(missing_ok=True)  # nothing was begun
        return error
    logger.error("the tables stay at version %s: %s", found, error)
    if before.is_as_before(path, found):
        copy.unlink(missing_ok=True)
    else:
        before.put_back(path, copy, SIDE_FILES)
    why = str(error.context.get("why", error.code)) if isinstance(error, StorageError) else ""
    return StorageError(
        "storage.step_failed",
        path=str(path),
        found=found,
        known=migrations.HEAD,
        why=why or str(error).splitlines()[0],
    )


def _engine(
    path: Path,
    *,
    foreign_keys: bool = True,
    pool: type[Pool] | None = None,
    query: Mapping[str, str] | None = None,
) -> Engine:
    """Return an engine over `path` with our pragmas and our own BEGIN.

    Args:
        path: The file.
        foreign_keys: Whether they are watched over.
        pool: Kind of the pool; None for the usual one.
        query: How SQLite opens the file, such as ``mode=ro``; None for the usual way.
    """
    url = URL.create("sqlite+pysqlite", database=str(path))
    if query is not None:
        url = url.set(database=f"file:{quote(str(path))}", query={**query, "uri": "true"})
    engine = create_engine(url, poolclass=pool)

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


def _set_aside(path: Path, clock: Clock) -> Path:
    """Rename the file and its side files under a name with the time; return the new name."""
    aside = free_name(path, "damaged", clock)
    path.rename(aside)
    for suffix in SIDE_FILES:
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
    fsync_folder(path.parent)
    return aside
