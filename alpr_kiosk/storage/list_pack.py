# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of a batch, kept small and ready between the working out and the writing."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Delete, Dialect, Insert, Update, bindparam, delete, insert
from sqlalchemy import update as update_rows

from alpr_kiosk.storage.orm import ListChangeTable, ListEntryTable, UtcTime, micros

OF_ENTRY = "of_entry"
_BY_ID = ListEntryTable.entry_id == bindparam(OF_ENTRY)
_ENTRY_NAMES = tuple(column.name for column in ListEntryTable.__table__.columns)
_CHANGE_NAMES = tuple(
    column.name for column in ListChangeTable.__table__.columns if column.name != "change_id"
)
_KEPT = tuple(name for name in _ENTRY_NAMES if name not in ("entry_id", "uses_left"))
_COUNTED = (*_KEPT, "uses_left")


def _updated(names: Sequence[str]) -> Update:
    return (
        update_rows(ListEntryTable).where(_BY_ID).values({name: bindparam(name) for name in names})
    )


GONE, KEEP_USES, SET_USES, NEW, CHANGES = range(5)
STATEMENTS: dict[int, tuple[Insert | Update | Delete, tuple[str, ...]]] = {
    GONE: (delete(ListEntryTable).where(_BY_ID), (OF_ENTRY,)),
    KEEP_USES: (_updated(_KEPT), (*_KEPT, OF_ENTRY)),
    SET_USES: (_updated(_COUNTED), (*_COUNTED, OF_ENTRY)),
    NEW: (
        insert(ListEntryTable).values({name: bindparam(name) for name in _ENTRY_NAMES}),
        _ENTRY_NAMES,
    ),
    CHANGES: (
        insert(ListChangeTable).values({name: bindparam(name) for name in _CHANGE_NAMES}),
        _CHANGE_NAMES,
    ),
}
"""In the order in which they run: a plate that goes makes room first."""

_Process = Callable[[Any], Any]


class Packer:
    """Makes rows small and ready; for SQLite the very values that it stores.

    Attributes:
        texts: Whether JSON columns come as the texts that are stored, not as what they say.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._ready: dict[int, tuple[list[str], list[tuple[int, _Process]]]] = {}
        self.texts = dialect.name == "sqlite"

    def pack(self, name: int, rows: list[dict[str, Any]]) -> Any:
        """Return rows small, or ready for another database than SQLite."""
        if not self.texts:
            names = STATEMENTS[name][1]
            return [{column: row[column] for column in names} for row in rows]
        order, processors = self._of(name)
        pick = itemgetter(*order, order[0])  # a tuple also of a single column
        ready = []
        for row in rows:
            values = list(pick(row))
            values.pop()
            for at, process in processors:
                values[at] = process(values[at])
            ready.append(tuple(values))
        return zlib.compress(marshal.dumps(ready), 1)

    def unpack(self, packed: bytes) -> list[tuple[Any, ...]]:
        """Return what `pack` took, as SQLite stores it."""
        # marshal: packed in this process
        rows: list[tuple[Any, ...]] = marshal.loads(zlib.decompress(packed))  # noqa: S302
        return rows

    def order(self, name: int) -> list[str]:
        """Return the columns of unpacked rows."""
        return self._of(name)[0]

    def _of(self, name: int) -> tuple[list[str], list[tuple[int, _Process]]]:
        """Return the columns of a statement, and what makes stored values of some of them."""
        if name not in self._ready:
            compiled = STATEMENTS[name][0].compile(dialect=self._dialect)
            order = list(compiled.positiontup or ())
            processors = []
            for at, column in enumerate(order):
                kind = compiled.binds[column].type
                own = kind.dialect_impl(self._dialect).bind_processor(self._dialect)
                if isinstance(kind, UtcTime):
                    processors.append((at, _time(own)))
                elif own is not None and not isinstance(kind, JSON):
                    processors.append((at, own))
            self._ready[name] = (order, processors)
        return self._ready[name]


def _time(process: _Process | None) -> _Process:
    """Return what stores a time; the same few come with every row."""

    def stored(at: datetime | None) -> Any:
        if at is not None and at.tzinfo is timezone.utc:
            return _utc_micros(at)
        return at if process is None else process(at)

    return stored


_utc_micros = lru_cache(maxsize=10_000)(micros)
