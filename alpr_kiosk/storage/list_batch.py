# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many changed entries in one step: all or none, one row of the chain for all of them.

While a transaction writes, the journal of the gates waits. So everything that takes the processor
(keys, JSON, hashes) is done before it begins, and kept packed; what SQLite then stores is put
beside the lists first (`list_stage`), so that its lock is held for a few statements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Dialect, select, tuple_
from sqlalchemy.orm import Session

from alpr_kiosk.domain.list_changes import EntryEdit, ItemKind, Progress
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, mapping
from alpr_kiosk.storage.entry_json import EntryJson, entry_json
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.list_items import values_json
from alpr_kiosk.storage.list_pack import (
    CHANGES,
    GONE,
    KEEP_USES,
    NEW,
    OF_ENTRY,
    SET_USES,
    STATEMENTS,
    Packer,
)
from alpr_kiosk.storage.list_stage import Stage
from alpr_kiosk.storage.orm import ListChangeTable, ListEntryTable

IMPORTED = "list.imported"
IMPORT_UNDONE = "list.import_undone"
CHUNK = 2000
"""Entries that are packed and written at once, and between two looks at cancelling."""


@dataclass(slots=True)
class Prepared:
    """A batch, ready to be written.

    Attributes:
        batch_id: Its id.
        at: Time of all its changes.
        actor: Who.
        total: Entries.
        chunks: Packed rows, by statement.
        digest: Over the ids and hashes of all changes in their order.
        counts: New, changed and removed entries.
    """

    batch_id: str
    at: datetime
    actor: str
    total: int = 0
    chunks: list[dict[int, Any]] = field(default_factory=list)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "removed": 0})


def prepare(
    key: ChainKey,
    dialect: Dialect,
    edits: Iterable[tuple[EntryEdit, int | None]],
    *,
    batch_id: str,
    at: datetime,
    actor: str,
    progress: Callable[[int], bool] = lambda _: True,
) -> Prepared:
    """Work out the rows of a batch; nothing is written.

    Uses that were taken since the edits were worked out stay taken, unless an edit changes them.

    Args:
        key: Key of the chain.
        dialect: Of the database that they will be written to.
        edits: Each entry at most once, with the change that it takes back.
        batch_id: Id of the batch.
        at: Time of all changes.
        actor: Who.
        progress: Told how many are ready; returns False to give up.

    Raises:
        StorageError: ``lists.cancelled``.
    """
    made = Prepared(batch_id=batch_id, at=at, actor=actor)
    packer = Packer(dialect)
    same = {"at": at, "actor": actor, "reason": "", "batch_id": batch_id}
    source = iter(edits)
    while some := list(islice(source, CHUNK)):
        if not progress(made.total):
            raise StorageError("lists.cancelled")
        rows: dict[int, list[dict[str, Any]]] = {name: [] for name in STATEMENTS}
        for edit, undoes in some:
            before, after = _side(edit.before, at), _side(edit.after, at)
            change = _change(key, before, after, as_text=packer.texts)
            feed(made.digest, change["item_id"], change["value_hash"])
            change |= same
            change["undoes"] = undoes
            rows[CHANGES].append(change)
            statement, values = _entry_row(before, after, as_text=packer.texts)
            rows[statement].append(values)
        made.counts["new"] += len(rows[NEW])
        made.counts["changed"] += len(rows[KEEP_USES]) + len(rows[SET_USES])
        made.counts["removed"] += len(rows[GONE])
        made.total += len(some)
        made.chunks.append(
            {name: packer.pack(name, found) for name, found in rows.items() if found}
        )
    return made


class Writing:
    """A batch on its way into the lists.

    Args:
        prepared: The batch.
        progress: See `Progress`.
    """

    def __init__(self, prepared: Prepared, progress: Progress) -> None:
        self._prepared = prepared
        self._progress = progress
        self._stage: Stage | None = None

    def stage(self, session: Session) -> None:
        """Put the rows where they are at hand, before anybody waits; see `Database.write_after`.

        Raises:
            StorageError: ``lists.cancelled``.
        """
        connection = session.connection()
        if connection.dialect.name != "sqlite":
            return  # a server keeps nobody waiting but for rows that both change
        packer = Packer(connection.dialect)
        self._stage = Stage(connection)
        for number, chunk in enumerate(self._prepared.chunks):
            self._tell(number)
            for name, packed in chunk.items():
                self._stage.fill(name, packer.order(name), packer.unpack(packed))

    def write(self, session: Session, key: ChainKey, *, undoes: str = "", note: str = "") -> None:
        """Write it within the caller's writing transaction.

        Nothing may have changed since the batch was worked out.

        Args:
            session: The unit of work that `stage` was called in.
            key: Key of the chain.
            undoes: The batch that this one takes back.
            note: Stands beside the chain.

        Raises:
            StorageError: ``lists.cancelled``.
        """
        prepared = self._prepared
        if self._stage is not None:
            _carry_out(self._stage)
        else:
            self._write_rows(session.connection())
        body: dict[str, object] = {
            "batch": prepared.batch_id,
            "digest": key.text_hash(prepared.digest.hexdigest()),
        }
        if undoes:
            body["undoes"] = undoes
        audit_log.append(
            session,
            key,
            at=prepared.at,
            kind=IMPORT_UNDONE if undoes else IMPORTED,
            actor=prepared.actor,
            body=body | prepared.counts,
            note=note,
        )

    def _write_rows(self, connection: Connection) -> None:
        # All that goes before all that comes, whatever chunk it is in.
        for chunk in self._prepared.chunks:
            if GONE in chunk:
                connection.execute(STATEMENTS[GONE][0], chunk[GONE])
        for number, chunk in enumerate(self._prepared.chunks):
            self._tell(number)
            for name in (KEEP_USES, SET_USES, NEW, CHANGES):
                if name in chunk:
                    connection.execute(STATEMENTS[name][0], chunk[name])

    def _tell(self, number: int) -> None:
        if not self._progress(number * CHUNK, self._prepared.total):
            raise StorageError("lists.cancelled")


def _carry_out(stage: Stage) -> None:
    entries, key = ListEntryTable.__tablename__, "entry_id"
    with stage:
        stage.delete(GONE, entries, key, OF_ENTRY)
        stage.update(KEEP_USES, entries, key, OF_ENTRY)
        stage.update(SET_USES, entries, key, OF_ENTRY)
        stage.insert(NEW, entries)
        stage.insert(CHANGES, ListChangeTable.__tablename__)


def feed(digest: hashlib._Hash, item_id: str, value_hash: str) -> None:
    """Add one change to the digest of its batch; the hash of a removed one is ""."""
    digest.update(f"{item_id} {value_hash}\n".encode())


def check_free(session: Session, entries: Iterable[ListEntry], leaving: set[str]) -> None:
    """Refuse entries whose plate is on the same list already, under another id.

    Args:
        session: A unit of work.
        entries: What shall be there.
        leaving: Ids of entries that go, or change, in the same step.

    Raises:
        StorageError: ``lists.duplicate``.
    """
    check_places(session, map(place_of, entries), leaving)


def check_places(
    session: Session, places: Iterable[tuple[str, str, str]], leaving: set[str]
) -> None:
    """Do the same for many, by `place_of` each."""
    columns = (ListEntryTable.kind, ListEntryTable.text)
    source = iter(places)
    while some := list(islice(source, 400)):
        keys = {(kind, text): entry_id for entry_id, kind, text in some}
        found = select(ListEntryTable.entry_id, *columns).where(tuple_(*columns).in_(keys))
        for row in session.execute(found):
            if row.entry_id not in leaving and row.entry_id != keys[row.kind, row.text]:
                raise StorageError("lists.duplicate", plate=row.text, list=row.kind)


def place_of(entry: ListEntry) -> tuple[str, str, str]:
    """Return (id, list, plate's text) of an entry."""
    return entry.entry_id, entry.kind.value, entry.text


_Side = tuple[dict[str, Any], EntryJson]
"""The columns of an entry, before or after an edit, and their JSON."""


def _side(entry: ListEntry | None, at: datetime) -> _Side | None:
    if entry is None:
        return None
    columns = mapping.entry_values(entry, updated_at=at)
    return columns, entry_json(columns)


def _change(
    key: ChainKey, before: _Side | None, after: _Side | None, *, as_text: bool
) -> dict[str, Any]:
    """Return the columns of a change that come from its two values: `list_log.change_values`."""
    known = before if after is None else after
    if known is None:
        raise ValueError("an edit of nothing into nothing")
    return {
        "kind": ItemKind.ENTRY.value,
        "item_id": known[0]["entry_id"],
        "before": _logged(before, as_text=as_text),
        "after": _logged(after, as_text=as_text),
        "old_text": "" if before is None else before[0]["text"],
        "new_text": "" if after is None else after[0]["text"],
        "value_hash": "" if after is None else key.text_hash(after[1].hashed),
        "erased": False,
    }


def _logged(side: _Side | None, *, as_text: bool) -> Any:
    if side is None:
        return None
    columns, written = side
    return written.log if as_text else values_json(columns)


def _entry_row(
    before: _Side | None, after: _Side | None, *, as_text: bool
) -> tuple[int, dict[str, Any]]:
    """Return which statement carries an edit out, and its values."""
    if after is None:
        return GONE, {OF_ENTRY: before[0]["entry_id"] if before is not None else ""}
    columns, written = after
    if as_text:
        columns |= written.lists
    if before is None:
        return NEW, columns
    same_uses = before[0]["uses_left"] == columns["uses_left"]
    columns[OF_ENTRY] = columns["entry_id"]
    return KEEP_USES if same_uses else SET_USES, columns
