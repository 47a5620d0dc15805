# SPDX-License-Identifier: AGPL-3.0-or-later
"""Load made-up passages into an empty record, quickly: indexes and trigrams are made at the end.

Nothing of a record's care is taken here (no flush, no journal of SQLite): a load that is broken off
leaves a useless file. It is for benches and tests alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from alpr_kiosk.storage.sample_passages import SampleSite, columns, tables

if TYPE_CHECKING:  # most load into SQLite
    from alpr_kiosk.storage.postgres import ServerDatabase

_FAST = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-400000")
_STEPS = 10
"""Times that the progress is told, and that SQLite commits."""


def _silent(_text: str) -> None:
    """Tell nobody."""


def load_file(path: Path, site: SampleSite, progress: Callable[[str], None] = _silent) -> int:
    """Load into a SQLite file with current tables that nobody else has open; return how many."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for pragma in _FAST:
            raw.execute(f"PRAGMA {pragma}").fetchone()
        later = raw.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
            "AND type IN ('index', 'trigger') AND tbl_name IN ('passage', 'decision', 'evidence')"
        ).fetchall()
        for kind, name, _sql in later:
            raw.execute(f'DROP {kind} "{name}"')
        inserts = {
            table: f"INSERT INTO {table} ({', '.join(names)}) "  # noqa: S608 - our own names
            f"VALUES ({', '.join('?' * len(names))})"
            for table, names in columns().items()
        }
        done = 0
        raw.execute("BEGIN")
        for rows in site.days_of_rows():
            if _next_step(done, len(rows), site):
                raw.execute("COMMIT")
                raw.execute("BEGIN")
                progress(f"{done:,} of {site.rows:,} passages")
            for table, values in tables(rows).items():
                raw.executemany(inserts[table], values)
            done += len(rows)
        raw.execute("COMMIT")
        progress("trigrams and indexes")
        raw.execute("INSERT INTO passage_trigram (passage_trigram) VALUES ('rebuild')")
        for _kind, _name, sql in later:
            raw.execute(sql)
        raw.execute("PRAGMA journal_mode=WAL").fetchone()
    return done


def load_server(
    database: ServerDatabase, site: SampleSite, progress: Callable[[str], None] = _silent
) -> int:
    """Load into PostgreSQL with current tables; return how many."""
    done = 0
    with database.write() as session:
        _take_time(session)
        later = session.execute(
            text(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
                "AND tablename IN ('passage', 'decision', 'evidence') AND indexname NOT IN "
                "(SELECT conname FROM pg_constraint)"
            )
        ).all()
        for name, _definition in later:
            session.execute(text(f'DROP INDEX "{name}"'))
        driver: Any = session.connection().connection.driver_connection
        for rows in site.days_of_rows():
            if _next_step(done, len(rows), site):
                progress(f"{done:,} of {site.rows:,} passages")
            for table, values in tables(rows).items():
                names = ", ".join(columns()[table])
                with (
                    driver.cursor() as cursor,
                    cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
                ):
                    for row in values:
                        copy.write_row(row)
            done += len(rows)
        for name, definition in later:
            progress(f"index {name}")
            session.execute(text(definition))
    progress("tidying up")
    database.tidy_up(columns())
    return done


def _take_time(session: Session) -> None:
    """A load takes minutes, and the server's own vacuum may hold a table for some of them."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(text("SET LOCAL lock_timeout = 0"))


def _next_step(done: int, more: int, site: SampleSite) -> bool:
    return (done + more) * _STEPS // site.rows > done * _STEPS // site.rows
