# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows as they are written on the server, and what its refusals mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, delete, exc, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from alpr_kiosk.storage import outbox_keys
from alpr_kiosk.storage.orm import AuditTable, Base
from alpr_kiosk.storage.outbox import Letter, Refused

_REFUSES = ("22", "23", "P0")
"""Classes of SQLSTATE that mean this row: its values, a constraint, a trigger's own word."""
_PARENT = "23503"


class ForkedError(Exception):
    """Another row stands at a place of the chain: this record was put back to an older state."""


def put_all(session: Session, letters: Sequence[Letter], *, swept: bool) -> tuple[Refused, ...]:
    """Write rows: what is gone first, children before parents; then the rest, parents first.

    Raises:
        ForkedError: A place of the chain is taken, and the server was not swept yet.
    """
    tables = Base.metadata.sorted_tables
    for table in reversed(tables):
        gone = [one for one in letters if one.table == table.name and one.values is None]
        if gone:
            keys = [one.key for one in gone]
            session.execute(delete(table).where(outbox_keys.named(table, keys)))
    refused: list[Refused] = []
    for table in tables:
        here = [one for one in letters if one.table == table.name and one.values is not None]
        if here:
            rows = [one.values for one in here if one.values is not None]
            session.connection().execute(_upsert(table), rows)
            refused += _forks(session, table, here, swept=swept)
        counted = outbox_keys.COUNTED.get(table.name)
        if counted is not None:
            _count(session, table, counted, letters)
    return tuple(refused)


def put_each(session: Session, letters: Sequence[Letter], *, swept: bool) -> tuple[Refused, ...]:
    """Write rows one by one, each undone by itself when it is refused."""
    refused: list[Refused] = []
    for letter in _in_order(letters):
        try:
            with session.begin_nested():
                refused += put_all(session, [letter], swept=swept)
        except (exc.SQLAlchemyError, UnicodeError) as error:
            if not means_a_row(error):
                raise
            parent = _state(error) == _PARENT
            refused.append(Refused(letter=letter, reason=_reason(error), parent=parent))
    return tuple(refused)


def means_a_row(error: Exception) -> bool:
    """Return whether an error is about what a row holds, not about the server."""
    if isinstance(error, (exc.IntegrityError, exc.DataError, UnicodeError)):
        return True
    return _state(error).startswith(_REFUSES)


# ------------------------------------------------------------------------------------- internals


def _count(session: Session, table: Table, column: str, letters: Sequence[Letter]) -> None:
    """Write a column that the kiosk counts, and nothing else of its row."""
    for one in letters:
        if one.table == f"{table.name}.{column}" and one.values is not None:
            here = outbox_keys.named(table, [one.key])
            session.execute(update(table).where(here).values({column: one.values[column]}))


def _in_order(letters: Sequence[Letter]) -> list[Letter]:
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    gone = [one for one in letters if one.values is None]
    here = [one for one in letters if one.values is not None]
    return sorted(gone, key=lambda one: -order[outbox_keys.table_of(one.table)]) + sorted(
        here, key=lambda one: order[outbox_keys.table_of(one.table)]
    )


def _upsert(table: Table) -> Any:
    """Return the statement that writes rows of a table, whatever stands there.

    A row of the chain is never written over: `_forks` looks whether another one stands there.
    """
    statement = insert(table)
    keys = [column.name for column in outbox_keys.key_columns(table)]
    rest = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if column.name not in keys
    }
    if table.name == AuditTable.__tablename__ or not rest:
        return statement.on_conflict_do_nothing()
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def _forks(
    session: Session, table: Table, letters: Sequence[Letter], *, swept: bool
) -> list[Refused]:
    """Return the rows of the chain that are not there, or whose place another one has taken.

    Raises:
        ForkedError: One's place is taken, and a sweep may free it: once, for what takes it again
            is something that somebody added there.
    """
    if table.name != AuditTable.__tablename__:
        return []
    macs = {int(one.values["seq"]): one for one in letters if one.values is not None}
    query = select(AuditTable.seq, AuditTable.mac).where(AuditTable.seq.in_(macs))
    found = {int(row.seq): row.mac for row in session.execute(query)}
    lost = {
        seq: one
        for seq, one in macs.items()
        if one.values is not None and found.get(seq) != one.values["mac"]
    }
    if not swept and found.keys() & lost.keys():
        raise ForkedError
    return [
        Refused(letter=one, reason=f"row {seq} of the chain does not stand there")
        for seq, one in lost.items()
    ]


def _state(error: Exception) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def _reason(error: Exception) -> str:
    """Return why, without the row's values: those stand in the server's DETAIL."""
    origin = getattr(error, "orig", None)
    diag = getattr(origin, "diag", None)
    told = getattr(diag, "message_primary", None)
    if told:
        return str(told)[:300]
    return "it holds a character that PostgreSQL does not keep"
