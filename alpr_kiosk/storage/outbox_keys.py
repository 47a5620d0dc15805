# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which tables go to PostgreSQL, how their rows are named, and the triggers that note a change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, text, tuple_, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from alpr_kiosk.storage.orm import Base

LOCAL_ONLY = frozenset(
    {
        "setting",  # of the program on this machine
        "site_user",  # hashes of PINs: six digits are soon guessed by who has the hash
        "audit_head",  # sealed anew for what has arrived
        "outbox",
        "dead_letter",
        "list_feed",
        "picture_to_remove",  # files of this machine
    }
)
"""Tables that stay here; every other one goes over."""

KEYS = {"passage": ("passage_id",)}
"""Columns that name a row for good where the primary key does not."""

COUNTED = {"list_entry": "uses_left"}
"""Columns that this kiosk counts by itself: they go over alone, as ``list_entry.uses_left``, so
that counting never writes over what others edited in the row."""

_LITERAL = re.compile(r"'((?:[^']|'')*)'|(-?\d+)")


def forwarded() -> tuple[Table, ...]:
    """Return the tables that go over, parents before children."""
    return tuple(table for table in Base.metadata.sorted_tables if table.name not in LOCAL_ONLY)


def table_of(what: str) -> str:
    """Return the table of a letter."""
    return what.partition(".")[0]


def key_columns(table: Table) -> tuple[Any, ...]:
    """Return the columns that name a row of `table`."""
    names = KEYS.get(table.name)
    return tuple(table.c[name] for name in names) if names else tuple(table.primary_key.columns)


def key_text(values: Iterable[str | int]) -> str:
    """Return a key as the triggers write it: SQL's own literals, with commas between."""
    return ",".join(
        str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
        for value in values
    )


def key_values(key: str) -> tuple[str | int, ...]:
    """Return what `key_text` was made of."""
    return tuple(
        int(number) if number else words.replace("''", "'")
        for words, number in _LITERAL.findall(key)
    )


def named(table: Table, keys: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition of the rows with these keys."""
    columns = [raw(column) for column in key_columns(table)]
    values = [key_values(key) for key in keys]
    if len(columns) == 1:
        return cast("ColumnElement[bool]", columns[0].in_([value for (value,) in values]))
    return tuple_(*columns).in_(values)


def raw(column: Any) -> Any:
    """Return a column without what Python makes of it, as it stands in a key."""
    kind = column.type
    return type_coerce(column, kind.impl_instance if isinstance(kind, TypeDecorator) else kind)


def triggers(table: Table) -> Iterator[tuple[str, str]]:
    """Yield name and statement of the triggers of a table."""
    counted = COUNTED.get(table.name)
    yield _trigger(table, "insert", "INSERT", "NEW")
    yield _trigger(table, "delete", "DELETE", "OLD")
    if counted is None:
        yield _trigger(table, "update", "UPDATE", "NEW")
        return
    others = ", ".join(f'"{name}"' for name in names_of(table) if name != counted)
    yield _trigger(table, "update", f"UPDATE OF {others}", "NEW")
    yield _trigger(table, "count", f'UPDATE OF "{counted}"', "NEW", what=f"{table.name}.{counted}")


def present(session: Session) -> dict[str, str]:
    """Return the triggers that are there: their names and statements."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'forward_*'"
    return {str(name): str(sql) for name, sql in session.execute(text(query))}


def look_through(session: Session, table: Table) -> None:
    """Let SQLite make out the triggers of a table: one that failed would stop every record."""
    for statement in (
        f'INSERT INTO "{table.name}" DEFAULT VALUES',
        f'UPDATE "{table.name}" SET rowid = rowid',  # noqa: S608 - our names, and explained only
        f'DELETE FROM "{table.name}"',  # noqa: S608
    ):
        session.connection().exec_driver_sql(f"EXPLAIN {statement}").close()


def _trigger(table: Table, name: str, verb: str, row: str, what: str = "") -> tuple[str, str]:
    # Not json_array(): a schema that is not trusted may not call it in a trigger.
    key = " || ',' || ".join(f'quote({row}."{column.name}")' for column in key_columns(table))
    full = f"forward_{table.name}_{name}"
    return full, (
        f'CREATE TRIGGER "{full}" AFTER {verb} ON "{table.name}" BEGIN '  # noqa: S608 - our names
        "INSERT INTO outbox (table_name, row_key, version, tries) "
        f"VALUES ('{what or table.name}', {key}, 1, 0) "
        "ON CONFLICT (table_name, row_key) DO UPDATE SET version = version + 1; END"
    )


def names_of(table: Table) -> list[str]:
    """Return the names of the columns."""
    return [column.name for column in table.columns]
