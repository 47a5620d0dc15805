# SPDX-License-Identifier: AGPL-3.0-or-later
"""The server's part made one that this record goes on from, page by page.

Either the server was put back, or the kiosk was, or nobody wrote down for a while what was removed:
each way the server holds rows that are not here. Where its chain is part of ours, they were erased
or purged here and go there too. Where it is not, this record was put back to an older state, and
the server alone has what came after: that is set aside in a table of its own, for people to see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    inspect,
    literal,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import Session

from alpr_kiosk.storage import outbox, outbox_keys
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    AuditHeadTable,
    AuditNoteTable,
    AuditTable,
    Base,
    ListEntryTable,
    ListFeedTable,
    UtcTime,
)

PAGE = 500
"""Rows of the server that are looked at in one transaction, far below `statement_timeout`."""

KEPT = timedelta(days=30)
"""What was set aside holds plates that retention does not reach: as long as a month's holiday."""

ERASED = "privacy.erased"
"""Kind of the row of the chain that proves an erasure: it empties what was set aside of plates."""

ASIDE = Table(
    "put_aside",
    MetaData(),
    Column("at", UtcTime(), nullable=False),
    Column("table_name", Text(), nullable=False),
    Column("entry", JSON(), nullable=False),
)
"""On the server, from the first time that it is needed: when, of which table, and the row."""

_AUDIT = AuditTable.__tablename__
_HEAD = 1
_NEWEST = select(AuditTable.seq, AuditTable.mac).order_by(AuditTable.seq.desc()).limit(1)
_LISTS = frozenset({"list_entry", "list_group", "list_change", "holiday"})
"""Small tables whose rows are written over: what they said is set aside too."""


def is_ahead(local: Database, server: Database) -> bool:
    """Return whether the newest row of the server's chain is not ours: we were put back."""
    with server.read() as there:
        found = there.execute(_NEWEST).one_or_none()
    if found is None:
        return False
    with local.read() as here:
        return bool(here.scalar(select(AuditTable.mac).filter_by(seq=found.seq)) != found.mac)


def sweep(local: Database, server: Database, key: ChainKey, *, keep: bool) -> Iterator[int]:
    """Take from the server what is not here, a page at each step; yield how much was set aside.

    The chain comes last and from its newest row back: broken off anywhere, `is_ahead` says the same
    again, and the copy is whole up to its head.

    Args:
        local: The journal's file.
        server: PostgreSQL.
        key: Key of the chain.
        keep: Set aside what is taken; rows of the chain are in any case.
    """
    tables = [table for table in reversed(outbox_keys.forwarded()) if table.name != _AUDIT]
    for table in (*tables, Base.metadata.tables[_AUDIT]):
        after: Sequence[Any] | None = None
        kept = keep or table.name == _AUDIT
        while True:
            with server.write() as there:
                rows = _page(there, table, after)
                if not rows:
                    break
                strange, changed = _compared(local, there, table, rows)
                aside = [*strange, *(changed if keep else [])] if kept else []
                if aside:
                    _set_aside(there, table, aside, local.clock.utc_now())
                if strange:
                    _take(there, table, strange, key)
            yield len(aside)
            after = outbox_keys.key_values(rows[-1][0])


def seal_newest(session: Session, key: ChainKey) -> None:
    """Move the head of the server's chain to the newest row that is there."""
    row = session.execute(_NEWEST).one_or_none()
    if row is not None:
        seal = key.seal(row.seq, row.mac)
        session.merge(AuditHeadTable(head_id=_HEAD, seq=row.seq, mac=row.mac, seal=seal))


def tidy(session: Session, now: datetime) -> None:
    """Remove what was set aside long ago."""
    if _is_there(session):
        session.execute(delete(ASIDE).where(ASIDE.c.at < now - KEPT))


def forget_plates(session: Session) -> None:
    """Remove all that was set aside and may hold a plate: one of them was erased here."""
    if _is_there(session):
        session.execute(delete(ASIDE).where(ASIDE.c.table_name != _AUDIT))


def forget_erased(local: Database, there: Session) -> None:
    """After a sweep: do what an erasure asks for whose proof the server does not have yet.

    It was done between the restore and now; what was just set aside may hold its plate.
    """
    newest = there.execute(_NEWEST).one_or_none()
    proof = select(AuditTable.seq).where(AuditTable.kind == ERASED)
    if newest is not None:
        proof = proof.where(AuditTable.seq > newest.seq)
    with local.read() as here:
        found = here.execute(proof.limit(1)).first()
    if found is not None:
        forget_plates(there)


def count(session: Session) -> int:
    """Return how many rows are set aside."""
    if not _is_there(session):
        return 0
    return session.scalar(select(func.count()).select_from(ASIDE)) or 0


# ------------------------------------------------------------------------------------- internals


def _is_there(session: Session) -> bool:
    return bool(inspect(session.connection()).has_table(ASIDE.name))


def _page(
    session: Session, table: Table, after: Sequence[Any] | None
) -> list[tuple[str, dict[str, Any]]]:
    """Return the next rows by key, locked: nobody edits them while we look."""
    columns = [outbox_keys.raw(column) for column in outbox_keys.key_columns(table)]
    back = table.name == _AUDIT
    query = outbox.keyed(table)
    if after is not None:
        here, there = tuple_(*columns), tuple_(*(literal(value) for value in after))
        query = query.where(here < there if back else here > there)
    if table.name == ListEntryTable.__tablename__:
        # An entry of the office that is still to come in stays.
        query = query.where(ListEntryTable.entry_id.not_in(select(ListFeedTable.entry_id)))
    order = [column.desc() if back else column for column in columns]
    found = session.execute(query.order_by(*order).limit(PAGE).with_for_update()).all()
    return [outbox.split(table, row) for row in found]


def _compared(
    local: Database, there: Session, table: Table, rows: Sequence[tuple[str, dict[str, Any]]]
) -> tuple[list[str], list[str]]:
    """Return the keys that are not here, and those of lists whose rows say something else."""
    keys = [key for key, _ in rows]
    with local.read() as here:
        ours = dict(outbox.rows_of(here, table, keys))
        if table.name in (_AUDIT, AuditNoteTable.__tablename__):
            # The same number is not the same row; a note goes with its row of the chain.
            seqs = [values["seq"] for _, values in rows]
            chain = select(AuditTable.seq, AuditTable.mac).where(AuditTable.seq.in_(seqs))
            macs = {row.seq: row.mac for row in there.execute(chain)}
            whole = {row.seq for row in here.execute(chain) if row.mac == macs.get(row.seq)}
            ours = {key: row for key, row in ours.items() if row["seq"] in whole}
    strange = [key for key in keys if key not in ours]
    changed = [
        key for key, row in rows if table.name in _LISTS and key in ours and ours[key] != row
    ]
    return strange, changed


def _set_aside(session: Session, table: Table, keys: Sequence[str], at: datetime) -> None:
    ASIDE.create(session.connection(), checkfirst=True)
    row = func.row_to_json(literal_column(f'"{table.name}"'), type_=JSON)
    query = select(literal(at, UtcTime()), literal(table.name, Text()), row).select_from(table)
    taken = query.where(outbox_keys.named(table, keys))
    session.execute(insert(ASIDE).from_select(["at", "table_name", "entry"], taken))


def _take(session: Session, table: Table, keys: Sequence[str], key: ChainKey) -> None:
    gone = delete(table).where(outbox_keys.named(table, keys))
    if table.name != _AUDIT:
        session.execute(gone)
        return
    connection = session.connection()
    connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER audit_no_delete")
    session.execute(gone)
    connection.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER audit_no_delete")
    seal_newest(session, key)
