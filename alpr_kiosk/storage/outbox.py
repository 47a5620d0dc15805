# SPDX-License-Identifier: AGPL-3.0-or-later
"""What PostgreSQL does not have yet (rules 25).

Triggers leave table and key of each changed row in the transaction that changes it: no code can
forget to, and a site without PostgreSQL has no triggers and pays nothing. Only the key is kept: the
row is read when it goes over, so that going over twice is harmless, a row that changed ten times
goes once, and what was erased meanwhile goes nowhere.

A table that had no triggers (the first time, a new version) goes over as a whole first, in the
order of its rows and in batches; what changes meanwhile waits behind it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.storage import outbox_keys
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import DeadLetterTable, OutboxTable, SettingTable
from alpr_kiosk.storage.pieces import pieces

TRIES = 3
"""A row that names another one which is not there yet goes to the end of the queue so often."""

FILL = "forward.fill"
"""Setting: {table: [row before the next, last row, rows left]} of the tables that go over as a
whole; -1 where nobody has counted yet."""

KIOSK = "forward.kiosk"
"""Setting: name of this kiosk's record, made once."""

BATCH = "forward.batch"
"""Setting: batches that the server has confirmed."""

_CHUNK = 300
"""Keys that one query names."""

_TOLD = 3
"""Reasons that are told at once: most rows are refused for the same one."""

_OUT = OutboxTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A row on its way.

    Attributes:
        table: Its table; with a column behind a dot that column alone.
        key: Its key, see `key_text`.
        seq: Place in the queue; 0 for a row of a table that goes over as a whole.
        version: Changes so far.
        tries: How often it went to the end of the queue.
        values: The row as it is; None when it is gone.
    """

    table: str
    key: str
    seq: int = 0
    version: int = 0
    tries: int = 0
    values: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What goes over in one transaction.

    Attributes:
        letters: Rows as they all were at one moment.
        filled: New state of the tables that go over as a whole; None where the queue is meant.
    """

    letters: tuple[Letter, ...] = ()
    filled: dict[str, list[int]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A row that the server does not take.

    Attributes:
        letter: Which.
        reason: In the server's words, without values of the row.
        parent: It names a row that is not there: that one may still come.
    """

    letter: Letter
    reason: str
    parent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much has not gone over.

    Attributes:
        rows: Rows, about: what changes behind a table that goes over as a whole counts twice.
        dead: Rows that the server refuses.
        tables: Names of their tables.
    """

    rows: int
    dead: int = 0
    tables: tuple[str, ...] = field(default=())


def switch(local: Database, *, on: bool) -> None:
    """Let the local file note what has to go over, or no longer; once at each start.

    Raises:
        StorageError: Of the local file; it is as before then.
    """
    if not on:
        with local.read() as session:
            known = is_on(session)
        if known:
            with local.write() as session:
                switch_off(session)
        return
    with local.write() as session:
        switch_on(session, kiosk_id=secrets.token_hex(16))
        revive(session)


def switch_on(session: Session, *, kiosk_id: str) -> str:
    """Make the triggers that are missing; return the name of this kiosk's record.

    Args:
        session: A writing unit of work on the local file.
        kiosk_id: Name to take when it has none.
    """
    wanted = {
        name: sql for table in outbox_keys.forwarded() for name, sql in outbox_keys.triggers(table)
    }
    there = outbox_keys.present(session)
    fill = fill_state(session)
    for name in there.keys() - wanted.keys():
        session.execute(text(f'DROP TRIGGER "{name}"'))
    for table in outbox_keys.forwarded():
        fresh = False
        for name, sql in outbox_keys.triggers(table):
            if there.get(name) == sql:
                continue
            if name in there:
                session.execute(text(f'DROP TRIGGER "{name}"'))
            session.connection().exec_driver_sql(sql)
            fresh = True
        if fresh:
            outbox_keys.look_through(session, table)
            fill[table.name] = _whole(session, table)
    _keep(session, FILL, json.dumps(fill))
    known = session.get(SettingTable, KIOSK)
    if known is None:
        _keep(session, KIOSK, kiosk_id)
        return kiosk_id
    return known.value


def is_on(session: Session) -> bool:
    """Return whether there are triggers."""
    return bool(outbox_keys.present(session))


def switch_off(session: Session) -> None:
    """Remove the triggers and what waits: switched on again, everything goes over anew."""
    for name in outbox_keys.present(session):
        session.execute(text(f'DROP TRIGGER "{name}"'))
    session.execute(delete(OutboxTable))
    session.execute(delete(DeadLetterTable))
    session.execute(delete(SettingTable).where(SettingTable.key.in_((FILL, BATCH))))


def refill(session: Session) -> None:
    """Let everything go over anew, what was refused too: the server is not where we left it."""
    session.execute(delete(DeadLetterTable))
    fill = {table.name: _whole(session, table) for table in outbox_keys.forwarded()}
    _keep(session, FILL, json.dumps(fill))


def revive(session: Session) -> None:
    """Put the rows that were refused back into the queue, to be tried once more."""
    names = [table.name for table in outbox_keys.forwarded()]
    names += [f"{table}.{column}" for table, column in outbox_keys.COUNTED.items()]
    dead = DeadLetterTable
    again = select(dead.table_name, dead.row_key, literal(1), literal(0)).where(
        dead.table_name.in_(names)
    )
    columns = ["table_name", "row_key", "version", "tries"]
    # One statement: a server that refused for a month left many, and a start waits for this.
    session.execute(upsert(_OUT).from_select(columns, again).on_conflict_do_nothing())


def next_mail(session: Session, *, most: int) -> Mail:
    """Read what goes over next, at one moment: whole tables first, then the queue.

    Args:
        session: A reading unit of work.
        most: Rows.
    """
    fill = fill_state(session)
    for table in outbox_keys.forwarded():
        if table.name in fill:
            return _next_fill(session, table, fill, most)
    query = select(_OUT).order_by(_OUT.seq).limit(most)
    found = session.scalars(query).all()
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for table in outbox_keys.forwarded():
        keys = {one.row_key for one in found if outbox_keys.table_of(one.table_name) == table.name}
        rows |= {(table.name, key): values for key, values in rows_of(session, table, keys)}
    return Mail(
        letters=tuple(
            Letter(
                table=one.table_name,
                key=one.row_key,
                seq=one.seq,
                version=one.version,
                tries=one.tries,
                values=rows.get((outbox_keys.table_of(one.table_name), one.row_key)),
            )
            for one in found
        )
    )


def tick_off(
    session: Session, mail: Mail, refused: Sequence[Refused], *, clock: Clock
) -> tuple[Refused, ...]:
    """Note that `mail` went over, but for what was refused; return what is refused for good.

    A row that changed since it was read stays in the queue.
    """
    connection = session.connection()
    for letter in mail.letters:
        if letter.seq:
            connection.execute(
                delete(_OUT).where(_OUT.seq == letter.seq, _OUT.version == letter.version)
            )
    if mail.filled is not None:
        _keep(session, FILL, json.dumps(mail.filled))
    if session.scalar(select(func.count()).select_from(DeadLetterTable)):
        for letter in mail.letters:
            revoke(session, letter.table, letter.key)
    dead = []
    for one in refused:
        letter = one.letter
        if one.parent and letter.tries < TRIES:
            _put_last(session, letter.table, letter.key, tries=letter.tries + 1)
            continue
        dead.append(one)
        put_aside(session, letter.table, letter.key, one.reason, clock=clock)
    return tuple(dead)


def put_aside(session: Session, table: str, key: str, reason: str, *, clock: Clock) -> None:
    """Keep the name of a row that was refused, and why."""
    letter = DeadLetterTable(table_name=table, row_key=key, at=clock.utc_now(), reason=reason)
    session.merge(letter)


def revoke(session: Session, table: str, key: str) -> None:
    """Take a row out of those that were refused."""
    dead = DeadLetterTable
    session.execute(delete(dead).where(dead.table_name == table, dead.row_key == key))


def waiting(session: Session) -> Waiting:
    """Count what has not gone over; cheap enough for each look."""
    rows = session.scalar(select(func.count()).select_from(OutboxTable)) or 0
    rows += sum(max(0, left) for _first, _last, left in fill_state(session).values())
    dead = session.execute(
        select(DeadLetterTable.table_name, func.count()).group_by(DeadLetterTable.table_name)
    ).all()
    return Waiting(
        rows=rows,
        dead=sum(count for _, count in dead),
        tables=tuple(sorted(table for table, _ in dead)),
    )


def reasons(session: Session) -> tuple[str, ...]:
    """Return why rows are refused, a few of them."""
    return tuple(session.scalars(select(DeadLetterTable.reason).distinct().limit(_TOLD)))


def forget(session: Session, table: str, key: str) -> None:
    """Take a row out of the queue whose newest state came from the server itself."""
    session.execute(delete(_OUT).where(_OUT.table_name == table, _OUT.row_key == key))


def waits(session: Session, table: str, key: str) -> bool:
    """Return whether a row is in the queue."""
    query = select(_OUT.seq).where(_OUT.table_name == table, _OUT.row_key == key)
    return session.execute(query).first() is not None


def fill_state(session: Session) -> dict[str, list[int]]:
    """Return the tables that still go over as a whole, see `FILL`."""
    known = session.get(SettingTable, FILL)
    return json.loads(known.value) if known else {}


def confirmed(session: Session) -> int:
    """Return how many batches the server has confirmed."""
    known = session.get(SettingTable, BATCH)
    return int(known.value) if known else 0


def confirm(session: Session, batch: int) -> None:
    """Keep the number of the newest confirmed batch."""
    _keep(session, BATCH, str(batch))


def keyed(table: Table) -> Any:
    """Return a query of whole rows with their raw keys behind them."""
    raw = [
        outbox_keys.raw(column).label(f"key_{place}")
        for place, column in enumerate(outbox_keys.key_columns(table))
    ]
    return select(table, *raw)


def split(table: Table, row: Any) -> tuple[str, dict[str, Any]]:
    """Return key and values of a row of `keyed`."""
    size = len(table.columns)
    return outbox_keys.key_text(row[size:]), dict(
        zip(outbox_keys.names_of(table), row[:size], strict=True)
    )


def rows_of(
    session: Session, table: Table, keys: Iterable[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of these keys that are there."""
    wanted = {outbox_keys.key_values(key): key for key in keys}
    for some in pieces(list(wanted.values()), _CHUNK):
        query = keyed(table).where(outbox_keys.named(table, some))
        for row in session.execute(query):
            yield wanted[tuple(row[len(table.columns) :])], split(table, row)[1]


# ------------------------------------------------------------------------------------- internals


def _keep(session: Session, key: str, value: str) -> None:
    session.merge(SettingTable(key=key, value=value))


def _whole(session: Session, table: Table) -> list[int]:
    last = session.scalar(select(func.max(_rowid(table))).select_from(table))
    first = session.scalar(select(func.min(_rowid(table))).select_from(table))
    return [0 if first is None else int(first) - 1, int(last or 0), -1]


def _rowid(table: Table) -> ColumnElement[int]:
    return literal_column(f'"{table.name}".rowid')


def _next_fill(session: Session, table: Table, fill: dict[str, list[int]], most: int) -> Mail:
    first, last, left = fill[table.name]
    here = _rowid(table)
    if left < 0:
        count = select(func.count()).select_from(table).where(here <= last)
        left = int(session.scalar(count) or 0)
    query = keyed(table).add_columns(here.label("here")).where(here > first, here <= last)
    rows = session.execute(query.order_by(here).limit(most)).all()
    letters = []
    for row in rows:
        key, values = split(table, row[:-1])
        letters.append(Letter(table=table.name, key=key, values=values))
    state = dict(fill)
    if len(rows) < most:
        del state[table.name]
    else:
        state[table.name] = [int(rows[-1][-1]), last, max(0, left - len(rows))]
    return Mail(letters=tuple(letters), filled=state)


def _put_last(session: Session, table: str, key: str, *, tries: int) -> None:
    """Put a row to the end of the queue, unless it changed meanwhile and waits anyway."""
    waits = select(_OUT.seq).where(_OUT.table_name == table, _OUT.row_key == key)
    if session.execute(waits).first() is None:
        values = {"table_name": table, "row_key": key, "version": 1, "tries": tries}
        session.execute(insert(_OUT).values(**values))
