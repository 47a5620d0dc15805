# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is inside, read from the table: some thousand cars while somebody waits (screens.md S12).

Most of the time goes into taking values out of rows and making objects of them, so each is made
once, and none that is not shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    exists,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from alpr_kiosk.collector import collector_paused
from alpr_kiosk.domain.muster import ON_NO_LIST, MusterRow
from alpr_kiosk.storage.orm import ListEntryTable, StayTable, time_of

_TABLE = StayTable.__table__.c
_ENTRY = ListEntryTable.__table__.c
_INSIDE = _TABLE.ended_moment.is_(None)
# Queries are built once. Times as the numbers they are: no object is made of one that is not shown.
_SHOWN = (
    _TABLE.stay_id,
    _TABLE.text,
    type_coerce(_TABLE.entered_at, BigInteger),
    _TABLE.camera_id,
    func.nullif(type_coerce(_TABLE.seen_at, BigInteger), _TABLE.entered_at),
    _TABLE.gate_in,
    _ENTRY.kind,
    _ENTRY.owner,
    _ENTRY.host,
    type_coerce(_ENTRY.valid_until, BigInteger),
)


def _shown(columns: Iterable[ColumnElement[Any]]) -> Select[Any]:
    listed = _ENTRY.entry_id == _TABLE.entry_id
    inside = StayTable.__table__.outerjoin(ListEntryTable.__table__, listed)
    return select(*columns).select_from(inside).where(_INSIDE)


_MUSTER = _shown(_SHOWN)
# Each column as one JSON text: SQLite locks and unlocks for every value that is taken out of a row.
_MUSTER_COLUMNS = _shown(func.json_group_array(column) for column in _SHOWN)
_ITS_OWN = aliased(ListEntryTable)
_ENTERED = 2
# Of cars that were let in by hand, or whose entry is gone; of several entries of a plate the first
# id counts, as it does in memory, so it comes last here.
_NAMED = (
    select(
        _ENTRY.text,
        _ENTRY.kind,
        _ENTRY.owner,
        _ENTRY.host,
        type_coerce(_ENTRY.valid_until, BigInteger),
    )
    .join(StayTable, _TABLE.text == _ENTRY.text)
    .where(_INSIDE, ~exists().where(_ITS_OWN.entry_id == _TABLE.entry_id))
    .order_by(_ENTRY.entry_id.desc())
)


def muster(connection: Connection) -> tuple[MusterRow, ...]:
    """Return who is inside, the longest first, with whose cars they are."""
    with collector_paused():  # it would walk through all rows again and again: a fifth of the time
        named = {text: rest for text, *rest in _rows(connection, _NAMED)}
        found = sorted(_inside(connection), key=itemgetter(_ENTERED))
        return tuple(muster_rows(found, named))


def _inside(connection: Connection) -> Iterable[Sequence[Any]]:
    """Return the rows of `_MUSTER`, in any order."""
    if connection.dialect.name != "sqlite":
        return _rows(connection, _MUSTER)
    (columns,) = _rows(connection, _MUSTER_COLUMNS)
    return zip(*map(json.loads, columns), strict=True)


def _rows(connection: Connection, query: Select[Any]) -> Sequence[tuple[Any, ...]]:
    """Return rows as the driver gives them, all at once: no object is made around each."""
    result = connection.execute(query)
    if result.cursor is None:
        raise AssertionError("a query has rows")
    with result:
        rows: Sequence[tuple[Any, ...]] = result.cursor.fetchall()
    return rows


def muster_rows(found: Iterable[Any], named: Mapping[str, Sequence[Any]]) -> list[MusterRow]:
    """Return rows of `_MUSTER` as they are shown; one loop, for there are thousands."""
    made: list[MusterRow] = []
    add, new, time, utc = made.append, tuple.__new__, datetime.fromtimestamp, timezone.utc
    for stay_id, plate, entered, camera_id, seen, gate_id, kind, owner, host, until in found:
        if kind is None:
            kind, owner, host, until = named.get(plate, ON_NO_LIST)  # noqa: PLW2901
        # A float is off by up to 0.12 us until the year 2106, and is rounded to whole ones.
        entered_at = time(entered / 1e6, utc)
        seen_at = entered_at if seen is None else time(seen / 1e6, utc)
        valid_until = None if until is None else time_of(until)
        row = (
            stay_id,
            plate,
            entered_at,
            camera_id,
            seen_at,
            gate_id,
            kind,
            owner,
            host,
            valid_until,
        )
        add(new(MusterRow, row))
    return made
