# SPDX-License-Identifier: AGPL-3.0-or-later
"""PostgreSQL as a database of the record: how it is reached, checked, and what its errors mean.

The journal is always local (rules 25): what stands here came over from there (`storage.forward`).
Writers of this program take their turn by one lock, as BEGIN IMMEDIATE makes them do in SQLite, so
that the same units of work mean the same on both; other people's statements don't wait for it.

Imported only where a server is configured.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url, text
from sqlalchemy.orm import Session

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import migrations
from alpr_kiosk.storage.engine import BUSY_MS, Database, explained

logger = logging.getLogger(__name__)

OLDEST = 130_000
"""Oldest server: 13, the oldest that its makers still mended in 2025; `server_version_num`."""

CONNECT_S = 2
"""Longest wait for a connection, seconds; the least that libpq takes. The thread must end within
three at a stop, and a server that is slower is tried again."""

CANCEL_S = 1.0
"""Longest wait for a server to take the word that a statement is to end, seconds."""

POOL = 4
"""Connections at most, as the settings below: reliability.md section 4."""

_SETTINGS = {
    "synchronous_commit": "on",
    "statement_timeout": "2s",
    "lock_timeout": "1s",
    "idle_in_transaction_session_timeout": "10s",
    "timezone": "UTC",
    "jit": "off",
    "plan_cache_mode": "force_custom_plan",
}
"""``plan_cache_mode``: which way is short depends on the span of time and the characters that are
asked for; a plan that knows neither goes through all passages of a long span. ``jit``: statements
here are short, compiling one costs more than running it (the search of a part of a plate is
estimated high and takes milliseconds)."""

_KEEPALIVE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A server whose cable was pulled is noticed within 25 s (libpq, 34.1.2)."""

_WRITERS = 0x616C7072
"""Number of the advisory lock that writers of this program take turns by: "alpr"."""

_MIGRATION_S = 3600
"""Longest time of a step of the tables: an index over ten million passages takes minutes."""

_BUSY = ("55P03", "40001", "40P01", "57014")
"""SQLSTATEs of a wait or a statement that was broken off, of deadlocks: the next try may work."""

_GOING = ("08", "57P")
"""Classes of SQLSTATE: connection lost; server stops, starts or was restarted."""

_STARTING = ("starting up", "shutting down", "recovery mode", "not yet accepting")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """What a server says of itself.

    Attributes:
        version: Such as "15.20".
        checksums: Its pages carry checksums: a flipped bit on its disk is noticed.
    """

    version: str
    checksums: bool


class ServerDatabase(Database):
    """A database of PostgreSQL; safe to use from several threads.

    Attributes:
        facts: What the server says of itself.
    """

    def __init__(self, *, url: URL, clock: Clock, kiosk_id: str, facts: ServerFacts) -> None:
        super().__init__(path=_name(url), engine=_engine(url, kiosk_id), clock=clock)
        self.facts = facts
        self._url = url
        self._kiosk_id = kiosk_id

    def second(self) -> ServerDatabase:
        """Return the same database with connections of its own."""
        return ServerDatabase(
            url=self._url, clock=self.clock, kiosk_id=self._kiosk_id, facts=self.facts
        )

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def tidy_up(self, tables: Iterable[str]) -> None:
        """Do at once what the server does by itself some minutes after many rows came (VACUUM)."""
        options = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with self._explained(), options.connect() as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            # The server's own vacuum gives way after a second (deadlock_timeout), as our patience.
            connection.exec_driver_sql("SET lock_timeout = 0")
            for table in tables:
                connection.exec_driver_sql(f"VACUUM (ANALYZE) {table}")
            connection.exec_driver_sql("RESET lock_timeout")
            connection.exec_driver_sql("RESET statement_timeout")

    def _writer(self, busy_ms: int) -> Engine:
        return self._engine.execution_options(alpr_lock=True, alpr_busy_ms=busy_ms)

    def _reader(self) -> Engine:
        # One state for all statements of a unit of work, as SQLite gives it.
        return self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    def _explain(self, error: Exception) -> StorageError:
        return explain_server(error, self._url)

    def _interrupt(self, driver: Any) -> None:
        try:
            driver.cancel_safe(timeout=CANCEL_S)
        except driver.OperationalError as error:
            # Then the statement ends by its own time limit.
            logger.warning("a statement could not be broken off: %s", error)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with _told(self._url):
            yield


def open_postgres(
    address: str,
    *,
    clock: Clock,
    password: str = "",
    kiosk_id: str = "",
    inspect_only: bool = False,
) -> ServerDatabase:
    """Reach a server, check how it keeps what it acknowledges, and bring its tables up to date.

    Args:
        address: ``postgresql://user@host:5432/database?sslmode=verify-full``; a folder of a socket
            as ``?host=/run/postgresql``. What it leaves out libpq looks up: PGPASSFILE and so on.
        clock: Times of rows.
        password: "" when libpq finds it, or none is needed.
        kiosk_id: Who writes: what a trigger there does not tell us again.
        inspect_only: Create and migrate nothing; report it as an error instead.

    Raises:
        StorageError: ``storage.server_unreachable``, ``storage.server_refused`` (login, rights,
            certificate), ``storage.server_unsafe`` (it acknowledges what is not on its disk, or is
            too old), ``storage.migration`` and ``storage.locked``.
    """
    url = server_url(address, password)
    engine = _engine(url, kiosk_id)
    try:
        with _told(url), Session(engine) as session, session.begin():
            facts = _check(session, url)
            if inspect_only:
                found = migrations.current_version(session.connection())
                if found != migrations.HEAD:
                    raise StorageError(
                        "storage.migration",
                        server=str(_name(url)),
                        found=found,
                        known=migrations.HEAD,
                    )
        if not inspect_only:
            options = engine.execution_options(alpr_lock=True)
            with _told(url), options.begin() as connection:
                connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_MIGRATION_S}s'")
                _upgrade(connection, url)
    finally:
        engine.dispose()
    return ServerDatabase(url=url, clock=clock, kiosk_id=kiosk_id, facts=facts)


def server_url(address: str, password: str = "") -> URL:
    """Return the address for SQLAlchemy; the password is shown by none of its texts.

    Raises:
        StorageError: ``storage.server_refused``: it is no address of PostgreSQL.
    """
    try:
        url = make_url(address)
    except (exc.ArgumentError, ValueError) as error:
        raise StorageError("storage.server_refused", server="", why="not an address") from error
    if url.drivername not in ("postgresql", "postgres"):
        raise StorageError("storage.server_refused", server="", why="not a postgresql:// address")
    url = url.set(drivername="postgresql+psycopg")
    return url.set(password=password) if password else url


def explain_server(error: Exception, url: URL) -> StorageError:
    """Return the named condition behind an error of the server or on the way to it."""
    origin = getattr(error, "orig", None) or error
    state = str(getattr(origin, "sqlstate", None) or "")
    diag = getattr(origin, "diag", None)
    # The rest, DETAIL, holds values of rows.
    told = " ".join((getattr(diag, "message_primary", None) or str(origin)).split())
    if url.password:
        told = told.replace(str(url.password), "***")
    if state in _BUSY or isinstance(error, exc.TimeoutError):
        code = "storage.locked"
    elif (state and not state.startswith(_GOING)) or (not state and _says_no(told)):
        code = "storage.server_refused"
    else:
        code = "storage.server_unreachable"
    return StorageError(code, server=str(_name(url)), why=told[:300])


# ------------------------------------------------------------------------------------- internals


def _upgrade(connection: Connection, url: URL) -> None:
    try:
        migrations.upgrade(connection)
    except StorageError as error:
        # Without the server's name it would be taken for the local file's.
        raise StorageError(error.code, server=str(_name(url)), **error.context) from error


def _says_no(told: str) -> bool:
    """Return whether a failed connection met a server, or our side, that will say no again.

    psycopg gives no SQLSTATE for what comes before the login; "FATAL" is the server's word for it.
    """
    lower = told.lower()
    if any(words in lower for words in _STARTING):
        return False
    return any(
        words in lower
        for words in ("fatal:", "no password", "certificate", "does not support ssl", "sslmode")
    )


def _name(url: URL) -> Path:
    """Return host and database for messages; neither user nor password."""
    host = str(url.host or url.query.get("host") or "local socket")
    port = f":{url.port}" if url.port else ""
    return Path(f"{host}{port}/{url.database or ''}")


@contextmanager
def _told(url: URL) -> Iterator[None]:
    try:
        with explained(lambda error: explain_server(error, url)):
            yield
    except exc.TimeoutError as error:
        raise explain_server(error, url) from error
    except exc.ProgrammingError as error:
        # A missing right, or tables that were changed there: 42 is the class of both.
        if not str(getattr(error.orig, "sqlstate", "")).startswith("42"):
            raise
        raise explain_server(error, url) from error


def _engine(url: URL, kiosk_id: str) -> Engine:
    """Return an engine with our time limits, each connection looked at before it is used."""
    settings = {**_SETTINGS, "alpr.kiosk": kiosk_id}
    own = str(url.query.get("options", ""))
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=BUSY_MS / 1000,
        connect_args={
            "connect_timeout": CONNECT_S,
            "application_name": "alpr-kiosk",
            "options": f"{own} {options}".strip(),
            **_KEEPALIVE,
        },
    )

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("alpr_lock"):
            busy_ms = int(options.get("alpr_busy_ms", BUSY_MS))
            connection.exec_driver_sql(
                f"SET LOCAL lock_timeout = {busy_ms}; "
                f"SELECT pg_advisory_xact_lock({_WRITERS}); "
                "SET LOCAL lock_timeout = DEFAULT"
            )

    return engine


def _check(session: Session, url: URL) -> ServerFacts:
    """Refuse a server whose acknowledgement is worth nothing."""
    names = (
        "server_version",
        "server_version_num",
        "fsync",
        "full_page_writes",
        "synchronous_commit",
        "server_encoding",
        "data_checksums",
    )
    told = {
        name: str(session.execute(text("SELECT current_setting(:name)"), {"name": name}).scalar())
        for name in names
    }
    wrong = [f"{name} = off" for name in ("fsync", "full_page_writes") if told[name] != "on"]
    wrong += ["synchronous_commit = off"] if told["synchronous_commit"] == "off" else []
    if told["server_encoding"] != "UTF8":
        wrong.append(f"server_encoding = {told['server_encoding']}")
    if int(told["server_version_num"]) < OLDEST:
        wrong.append(f"version {told['server_version']} is older than {OLDEST // 10_000}")
    if wrong:
        raise StorageError("storage.server_unsafe", server=str(_name(url)), why=", ".join(wrong))
    return ServerFacts(
        version=told["server_version"].split()[0], checksums=told["data_checksums"] == "on"
    )
