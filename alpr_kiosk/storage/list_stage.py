# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of a batch in temporary tables of SQLite, and from there into the lists at one stroke.

Temporary tables are in a file of their own that no name is left of: filling them makes nobody wait,
and they go with the unit of work, also when the program is killed. What then holds the lock is one
statement for each kind of row (docs/adr/0023).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

_CACHE = "-65536"
"""64 MB of pages for what is written at one stroke: with the usual 2 MB, pages of the indexes that
100,000 plates fall all over are written out and read back again and again."""

_USUAL_CACHE = "-2000"


class Stage:
    """Temporary tables of one unit of work; column names are ours, never a person's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._columns: dict[int, Sequence[str]] = {}

    def fill(self, number: int, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows to a table, which is made with the first ones."""
        if number not in self._columns:
            self._columns[number] = columns
            self._run(f"CREATE TEMP TABLE {_name(number)} ({_list(columns)})")
        places = ", ".join("?" * len(columns))
        insert = f"INSERT INTO temp.{_name(number)} VALUES ({places})"  # noqa: S608 - our own names
        self._connection.exec_driver_sql(insert, list(rows))

    def insert(self, number: int, table: str) -> None:
        """Insert all rows of a table in their order."""
        if number in self._columns:
            names = _list(self._columns[number])
            rows = f"SELECT {names} FROM temp.{_name(number)} ORDER BY rowid"  # noqa: S608
            self._run(f"INSERT INTO {table} ({names}) {rows}")

    def update(self, number: int, table: str, key: str, by: str) -> None:
        """Change the rows whose `key` is in column `by` of a table."""
        if number in self._columns:
            values = ", ".join(
                f'"{name}" = new."{name}"' for name in self._columns[number] if name != by
            )
            rows = f'FROM temp.{_name(number)} AS new WHERE {table}."{key}" = new."{by}"'
            self._run(f"UPDATE {table} SET {values} {rows}")  # noqa: S608

    def delete(self, number: int, table: str, key: str, by: str) -> None:
        """Remove the rows whose `key` is in column `by` of a table."""
        if number in self._columns:
            rows = f'SELECT "{by}" FROM temp.{_name(number)}'  # noqa: S608
            self._run(f'DELETE FROM {table} WHERE "{key}" IN ({rows})')  # noqa: S608

    def __enter__(self) -> Stage:
        """Take more memory for pages while it is carried out."""
        self._run(f"PRAGMA cache_size={_CACHE}")
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        """Give it back, and remove the tables; after an error they go with the unit of work."""
        self._run(f"PRAGMA cache_size={_USUAL_CACHE}")
        for number in () if failed else self._columns:
            self._run(f"DROP TABLE temp.{_name(number)}")

    def _run(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement)


def _name(number: int) -> str:
    return f"stage_{number}"


def _list(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
