# SPDX-License-Identifier: AGPL-3.0-or-later
"""Edits of the lists that others make in PostgreSQL come into the local lists (rules 25).

A trigger there leaves each edit in ``list_feed`` with the row as it was written and who wrote it.
The kiosk takes the rows as they are now, and only then removes the edits: broken off in between
they come again, which changes nothing. What waits here to go over goes first; an edit that it
overwrote is told, not lost in silence.

Decisions never see PostgreSQL: what came in stands in the local file, of which the snapshot is
made.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import JSON, delete, func, literal_column, select, update
from sqlalchemy.orm import Session

from alpr_kiosk.domain.list_changes import ItemKind
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.storage import audit_log, list_batch, list_log, mapping, outbox, outbox_keys
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import ListEntryTable, ListFeedTable, time_of

logger = logging.getLogger(__name__)

MOST = 25
"""Edits taken at once: the journal of the gates waits for about 3 ms of each, and their rows are
locked on the server until they stand here."""

LONGEST = 2000
"""Longest text of a field, characters: a page. What is longer is no note for a guard."""

SYNCED = "list.synced"
"""Kind of the audit row of what came in; each entry has its own beside it."""

_ENTRY = ListEntryTable.__tablename__
_FEED = ListFeedTable
_TIMES = ("valid_from", "valid_until", "created_at", "updated_at")
_OURS = ("text", "fold", "strong_fold", "updated_at", "uses_left", "created_by", "created_at")
"""Columns that this kiosk fills in on the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRefused:
    """An entry on the server that is none.

    Attributes:
        entry_id: Its id.
        who: Login of who wrote it.
        code: Message code of why.
    """

    entry_id: str
    who: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What came in.

    Attributes:
        saved: Entries that are new or changed.
        removed: Entries that were removed.
        refused: Entries that were not taken.
        overwritten: (id, login) of edits on the server that a newer one of this kiosk replaced.
        more: There are edits that wait.
    """

    saved: int = 0
    removed: int = 0
    refused: tuple[EditRefused, ...] = ()
    overwritten: tuple[tuple[str, str], ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """The newest edit of an entry, and the row as it is now (None: it is not there)."""

    entry_id: str
    who: str
    at: datetime
    wrote: Mapping[str, Any] | None
    now: Mapping[str, Any] | None


def pull(
    local: Database, server: Database, key: ChainKey, *, check: Callable[[ListEntry], object]
) -> Pulled:
    """Take in up to `MOST` edits.

    Args:
        local: The journal's file.
        server: PostgreSQL.
        key: Key of the audit chain.
        check: Raises an `AlprError` for a plate that is none.

    Raises:
        StorageError: Of the server or of the local file; nothing came in, or all of it.
    """
    with server.read() as session:
        if session.scalar(select(_FEED.seq).limit(1)) is None:
            return Pulled()
    with server.write() as there:
        edits, seqs = _edits(there)
        with local.write() as here:
            taken = _Intake(here, local, key, check)
            later = {edit.entry_id for edit in edits if not taken.take(edit)}
            taken.audit()
        for values in taken.fill_in:
            own = {name: values[name] for name in _OURS}
            row = ListEntryTable.entry_id == values["entry_id"]
            there.execute(update(ListEntryTable).where(row).values(own))
        done = [seq for seq, entry_id in seqs if entry_id not in later]
        there.execute(delete(_FEED).where(_FEED.seq.in_(done)))
    return replace(taken.pulled, more=bool(later) or len(edits) >= MOST)


# ------------------------------------------------------------------------------------- internals


def _edits(session: Session) -> tuple[list[_Edit], list[tuple[int, str]]]:
    """Return the newest edit of each entry, oldest first, and the numbers of all their edits."""
    oldest = select(_FEED.entry_id).group_by(_FEED.entry_id).order_by(func.min(_FEED.seq))
    ids = session.scalars(oldest.limit(MOST)).all()
    feed = session.scalars(select(_FEED).where(_FEED.entry_id.in_(ids)).order_by(_FEED.seq)).all()
    whole = func.row_to_json(literal_column(_ENTRY), type_=JSON)
    rows = select(ListEntryTable.entry_id, whole).where(ListEntryTable.entry_id.in_(ids))
    now = {row[0]: row[1] for row in session.execute(rows.with_for_update())}
    newest = {one.entry_id: one for one in feed}
    edits = [
        _Edit(
            entry_id=one.entry_id,
            who=one.who,
            at=one.at,
            wrote=one.entry,
            now=now.get(one.entry_id),
        )
        for one in newest.values()
    ]
    return edits, [(one.seq, one.entry_id) for one in feed]


class _Intake:
    """Takes edits into the local lists within one transaction."""

    def __init__(
        self,
        session: Session,
        local: Database,
        key: ChainKey,
        check: Callable[[ListEntry], object],
    ) -> None:
        self._session = session
        self._clock = local.clock
        self._key = key
        self._check = check
        self.pulled = Pulled()
        self.fill_in: list[dict[str, Any]] = []

    def take(self, edit: _Edit) -> bool:
        """Take one edit in; False when the entry waits here to go over first."""
        name = outbox_keys.key_text([edit.entry_id])
        if outbox.waits(self._session, _ENTRY, name):
            return False
        outbox.revoke(self._session, _FEED.__tablename__, name)
        if _said(edit.wrote) != _said(edit.now):
            lost = (*self.pulled.overwritten, (edit.entry_id, edit.who))
            self.pulled = replace(self.pulled, overwritten=lost)
        try:
            with self._session.begin_nested():
                self._put(edit)
        except (AlprError, ValueError, TypeError, KeyError, OverflowError) as error:
            if isinstance(error, StorageError) and not error.code.startswith("lists."):
                raise
            self._refuse(edit, name, error)
        # What came from the server need not go there again.
        outbox.forget(self._session, _ENTRY, name)
        return True

    def audit(self) -> None:
        """Append one row about all that came in."""
        found = self.pulled
        if found == Pulled():
            return
        body: dict[str, object] = {
            "saved": found.saved,
            "removed": found.removed,
            "refused": [[one.entry_id, one.code] for one in found.refused],
            "overwritten": [entry_id for entry_id, _ in found.overwritten],
        }
        at = self._clock.utc_now()
        audit_log.append(
            self._session, self._key, at=at, kind=SYNCED, actor="postgresql", body=body
        )

    def _put(self, edit: _Edit) -> None:
        before = list_log.current(self._session, ItemKind.ENTRY, edit.entry_id)
        at = self._clock.utc_now()
        actor = f"postgresql:{edit.who}"
        if edit.now is None:
            if before is not None:
                kind = ItemKind.ENTRY
                list_log.drop(self._session, self._key, kind, edit.entry_id, at=at, actor=actor)
                self.pulled = replace(self.pulled, removed=self.pulled.removed + 1)
            return
        known = before if isinstance(before, ListEntry) else None
        entry = _settled(_entry_of(edit.now), known, edit)
        self._check(entry)
        list_batch.check_free(self._session, [entry], set())
        if entry != before:
            list_log.put(self._session, self._key, entry, at=at, actor=actor)
            self.pulled = replace(self.pulled, saved=self.pulled.saved + 1)
        self.fill_in.append(mapping.entry_values(entry, updated_at=at))

    def _refuse(self, edit: _Edit, name: str, error: Exception) -> None:
        code = error.code if isinstance(error, AlprError) else "lists.bad_row"
        refused = EditRefused(entry_id=edit.entry_id, who=edit.who, code=code)
        logger.error("entry %s of %s is not taken: %s", edit.entry_id, edit.who, code)
        reason = f"{code} (by {edit.who})"
        table = _FEED.__tablename__
        outbox.put_aside(self._session, table, name, reason, clock=self._clock)
        self.pulled = replace(self.pulled, refused=(*self.pulled.refused, refused))


def _said(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return what a person said in a row, without what the kiosk fills in."""
    if row is None:
        return None
    return {name: value for name, value in row.items() if name not in _OURS}


def _settled(entry: ListEntry, before: ListEntry | None, edit: _Edit) -> ListEntry:
    """Return the entry with what is not the server's to say: uses left, and who made it.

    Uses count here (rules 25): they begin anew only where their number was changed.
    """
    if before is None:
        return replace(entry, uses_left=None, created_by=edit.who, created_at=edit.at)
    return replace(
        entry,
        uses_left=before.uses_left if before.max_uses == entry.max_uses else None,
        created_by=before.created_by,
        created_at=before.created_at,
    )


def _entry_of(row: Mapping[str, Any]) -> ListEntry:
    """Return the entry of a row as JSON.

    Raises:
        ValueError: And `TypeError`, `KeyError` or `OverflowError` for a row that is no entry.
    """
    values = {"second_factor": "", **row}  # an edit from before the column may still wait
    if any(isinstance(value, str) and len(value) > LONGEST for value in values.values()):
        raise ValueError("a text is too long")
    for name in _TIMES:
        values[name] = None if values[name] is None else time_of(int(values[name]))
    for name in ("windows", "gates", "as_group"):
        if not isinstance(values[name], list):
            raise TypeError(f"{name} is no list")
    entry = mapping.entry_of(SimpleNamespace(**values))
    _look_at_parts(entry)
    return entry


def _look_at_parts(entry: ListEntry) -> None:
    if not all(isinstance(gate, str) for gate in entry.gates):
        raise TypeError("a gate is no text")
    days: Sequence[object] = [window.weekday for window in entry.windows]
    if not all(isinstance(day, int) and 0 <= day <= 6 for day in days):
        raise ValueError("a weekday is none")
    uses = [count for count in (entry.max_uses, entry.uses_left) if count is not None]
    if any(count < 0 for count in uses) or not entry.entry_id:
        raise ValueError("a number below zero, or no id")
