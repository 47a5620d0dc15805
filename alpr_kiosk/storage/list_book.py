# SPDX-License-Identifier: AGPL-3.0-or-later
"""`ListBook` over the database: groups, holidays, changes of the lists, undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from alpr_kiosk.domain.holidays import Holiday
from alpr_kiosk.domain.list_changes import (
    EntryEdit,
    ItemKind,
    ListBatch,
    ListChange,
    ListItem,
    ListNews,
    Progress,
)
from alpr_kiosk.domain.lists import ListEntry, ListGroup
from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import list_batch, list_items, list_log, mapping
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    HolidayTable,
    Json,
    ListChangeTable,
    ListEntryTable,
    ListGroupTable,
)

MOST_NEWS = 500
"""So many changes are read one by one, some milliseconds; of more all lists are read anew. Ours."""


class SqlListBook:
    """Groups, holidays and the changes of the lists. Safe to call from several threads.

    Every method may raise `StorageError` as `SqlRecords` does; nothing was written then.
    """

    def __init__(self, *, database: Database, key: ChainKey) -> None:
        self._database = database
        self._key = key

    def version(self) -> int:
        """Return the number of the newest change, 0 before the first."""
        with self._database.read() as session:
            return list_log.version(session)

    def news(self, since: int, also: Sequence[str] = ()) -> ListNews | None:
        """Return what was changed after the version `since`, None when it is too much."""
        changed = select(ListChangeTable.kind, ListChangeTable.item_id)
        query = changed.where(ListChangeTable.change_id > since).limit(MOST_NEWS + 1)
        with self._database.read() as session:
            version = list_log.version(session)
            rows = session.execute(query).all()
            if version < since or len(rows) > MOST_NEWS:
                return None
            entry = ItemKind.ENTRY.value
            ids = {row.item_id for row in rows if row.kind == entry} | set(also)
            table = ListEntryTable.__table__
            found = session.execute(select(table).where(table.c.entry_id.in_(ids)))
            saved = tuple(mapping.entry_of(row) for row in found)
        return ListNews(
            version=version,
            saved=saved,
            removed=tuple(ids - {one.entry_id for one in saved}),
            others=any(row.kind != entry for row in rows),
        )

    def groups(self) -> Sequence[ListGroup]:
        """Return all groups, by name."""
        query = select(ListGroupTable).order_by(ListGroupTable.name)
        with self._database.read() as session:
            found = [list_items.item_of(ItemKind.GROUP, row) for row in session.scalars(query)]
        return cast("list[ListGroup]", found)

    def holidays(self) -> Sequence[Holiday]:
        """Return all holidays, by date."""
        query = select(HolidayTable).order_by(HolidayTable.day, HolidayTable.holiday_id)
        with self._database.read() as session:
            found = [list_items.item_of(ItemKind.HOLIDAY, row) for row in session.scalars(query)]
        return cast("list[Holiday]", found)

    def save_item(self, item: ListItem, actor: str) -> int:
        """Insert or replace, audited; return the version of the lists afterwards."""
        with self._database.write() as session:
            list_log.put(session, self._key, item, at=self._now(), actor=actor)
            return list_log.version(session)

    def remove_item(self, kind: ItemKind, item_id: str, actor: str, reason: str = "") -> int:
        """Remove, audited; return the version of the lists afterwards."""
        with self._database.write() as session:
            at = self._now()
            list_log.drop(session, self._key, kind, item_id, at=at, actor=actor, reason=reason)
            return list_log.version(session)

    # --------------------------------------------------------------------------------- changes

    def changes(
        self,
        *,
        item_id: str = "",
        plate: str = "",
        batch_id: str = "",
        before: int | None = None,
        limit: int = 50,
    ) -> Sequence[ListChange]:
        """Return changes, newest first; of one item, plate or batch where named."""
        query = select(ListChangeTable).order_by(ListChangeTable.change_id.desc()).limit(limit)
        if item_id:
            query = query.where(ListChangeTable.item_id == item_id)
        if plate:
            query = query.where(_has_plate(plate))
        if batch_id:
            query = query.where(ListChangeTable.batch_id == batch_id)
        if before is not None:
            query = query.where(ListChangeTable.change_id < before)
        with self._database.read() as session:
            rows = session.scalars(query).all()
            undone = _undone(session, [row.change_id for row in rows])
            return tuple(_change(row, undone.get(row.change_id)) for row in rows)

    def batches(self, limit: int = 20) -> Sequence[ListBatch]:
        """Return batches, newest first."""
        first = func.min(ListChangeTable.change_id)
        query = (
            select(ListChangeTable.batch_id, first.label("first"), func.count().label("changes"))
            .where(ListChangeTable.batch_id != "")
            .group_by(ListChangeTable.batch_id)
            .order_by(first.desc())
            .limit(limit)
        )
        with self._database.read() as session:
            found = []
            for row in session.execute(query).all():
                change = session.get_one(ListChangeTable, row.first)
                found.append(
                    ListBatch(
                        batch_id=row.batch_id,
                        at=change.at,
                        actor=change.actor,
                        changes=row.changes,
                        undone=bool(_undone(session, [row.first])),
                    )
                )
            return tuple(found)

    def erase_plate(self, plate: str) -> int:
        """Erase the values of changes that held a plate; return how many changes had it."""
        text = normalise(plate)
        with self._database.write() as session:
            query = select(func.count()).select_from(ListChangeTable).where(_has_plate(text))
            count = session.scalar(query) or 0
            list_log.forget_plate(session, text)
            return count

    # ------------------------------------------------------------------------------------ undo

    def undo(self, change_id: int, actor: str) -> ListChange:
        """Put the value before a change back, as a new change; taken uses stay taken."""
        with self._database.write() as session:
            row = session.get(ListChangeTable, change_id)
            if row is None:
                raise StorageError("lists.unknown_change", change_id=change_id)
            _check_newest(session, row, erased=row.erased)
            change = _change(row, None)
            now = list_log.current(session, change.kind, change.item_id)
            if not _same(now, change.after):
                raise StorageError("lists.altered", change_id=change_id)
            old, at = change.before, self._now()
            if old is None:
                list_log.drop(
                    session,
                    self._key,
                    change.kind,
                    change.item_id,
                    at=at,
                    actor=actor,
                    undoes=change_id,
                )
            else:
                old = _with_uses_of(now, change.after, old)
                if isinstance(old, ListEntry):
                    list_batch.check_free(session, [old], set())
                list_log.put(session, self._key, old, at=at, actor=actor, undoes=change_id)
            made = session.get_one(ListChangeTable, list_log.version(session))
            return _change(made, None)

    def undo_batch(self, batch_id: str, actor: str, progress: Progress | None = None) -> ListBatch:
        """Take all changes of a batch back, or none."""
        of_batch = ListChangeTable.batch_id == batch_id
        with self._database.read() as session:
            version = list_log.version(session)
            first = select(ListChangeTable).where(of_batch).order_by(ListChangeTable.change_id)
            row = session.scalar(first.limit(1)) if batch_id else None
            if row is None:
                raise StorageError("lists.unknown_change", change_id=batch_id)
            erased = session.scalar(
                select(func.count()).where(of_batch, ListChangeTable.erased.is_(True))
            )
            _check_newest(session, row, erased=bool(erased), batch_id=batch_id)
            total = session.scalar(select(func.count()).where(of_batch)) or 0
            back = _Back(session, batch_id)
            prepared = self._prepare(session, back.edits(), actor, total, progress)
            list_batch.check_places(session, back.places, back.touched)
            for entry in back.groups.values():
                list_log.check(session, entry)
        return self._write(prepared, version, undoes=batch_id, progress=progress)

    def apply_batch(
        self,
        edits: Sequence[EntryEdit],
        actor: str,
        *,
        version: int,
        note: str = "",
        progress: Progress | None = None,
    ) -> ListBatch:
        """Carry out all edits in one step, or none; one audit row for all."""
        with self._database.read() as session:
            _check_version(session, version)
            pairs = ((edit, None) for edit in edits)
            prepared = self._prepare(session, pairs, actor, len(edits), progress)
        return self._write(prepared, version, note=note, progress=progress)

    # ------------------------------------------------------------------------------- internals

    def _now(self) -> datetime:
        return self._database.clock.utc_now()

    def _prepare(
        self,
        session: Session,
        edits: Iterable[tuple[EntryEdit, int | None]],
        actor: str,
        total: int,
        progress: Progress | None,
    ) -> list_batch.Prepared:
        """Work out what is written: the first half of the progress that is told."""
        return list_batch.prepare(
            self._key,
            session.connection().dialect,
            edits,
            batch_id=uuid4().hex,
            at=self._now(),
            actor=actor,
            progress=lambda done: progress is None or progress(done // 2, total),
        )

    def _write(
        self,
        prepared: list_batch.Prepared,
        version: int,
        *,
        undoes: str = "",
        note: str = "",
        progress: Progress | None = None,
    ) -> ListBatch:
        def second_half(done: int, of: int) -> bool:
            return progress is None or progress(of // 2 + done // 2, of)

        writing = list_batch.Writing(prepared, second_half)
        with self._database.write_after(writing.stage) as session:
            _check_version(session, version)
            writing.write(session, self._key, undoes=undoes, note=note)
        return ListBatch(
            batch_id=prepared.batch_id,
            at=prepared.at,
            actor=prepared.actor,
            changes=prepared.total,
        )


class _Back:
    """The edits that take a batch back, read as they are asked for.

    Attributes:
        places: Of the entries that come back, for `list_batch.check_places`.
        touched: Ids of all entries of the batch.
        groups: One entry of each group that comes back.
    """

    def __init__(self, session: Session, batch_id: str) -> None:
        self._session = session
        self._batch_id = batch_id
        self.places: list[tuple[str, str, str]] = []
        self.touched: set[str] = set()
        self.groups: dict[str, ListEntry] = {}

    def edits(self) -> Iterator[tuple[EntryEdit, int | None]]:
        """Yield each edit with its change, the last change first."""
        table, entry = ListChangeTable.__table__, ListEntryTable.__table__
        query = (
            select(table, entry.c.uses_left.label("uses_now"))
            .outerjoin(entry, entry.c.entry_id == table.c.item_id)
            .where(table.c.batch_id == self._batch_id)
            .order_by(table.c.change_id.desc())
            .execution_options(yield_per=1000)
        )
        for row in self._session.connection().execute(query):
            now, old = _entry(row.after), _entry(row.before)
            self.touched.add(row.item_id)
            if now is not None and old is not None:
                then, now = now, replace(now, uses_left=row.uses_now)
                old = cast("ListEntry", _with_uses_of(now, then, old))
            if old is not None:
                self.places.append(list_batch.place_of(old))
                self.groups[old.group_id] = old
            yield EntryEdit(before=now, after=old), row.change_id


def _check_version(session: Session, version: int) -> None:
    newest = list_log.version(session)
    if newest != version:
        raise _changed_since(session, newest)


def _has_plate(plate: str) -> ColumnElement[bool]:
    text = normalise(plate)
    return or_(ListChangeTable.old_text == text, ListChangeTable.new_text == text)


def _change(row: ListChangeTable, undone_by: int | None) -> ListChange:
    kind = ItemKind(row.kind)
    return ListChange(
        change_id=row.change_id,
        at=row.at,
        actor=row.actor,
        kind=kind,
        item_id=row.item_id,
        before=None if row.before is None else list_items.from_json(kind, row.before),
        after=None if row.after is None else list_items.from_json(kind, row.after),
        reason=row.reason,
        batch_id=row.batch_id,
        undoes=row.undoes,
        undone_by=undone_by,
        erased=row.erased,
    )


def _entry(values: Json | None) -> ListEntry | None:
    if values is None:
        return None
    return cast("ListEntry", list_items.from_json(ItemKind.ENTRY, values))


def _undone(session: Session, change_ids: Sequence[int]) -> dict[int, int]:
    """Return which of these changes were taken back, and by which change."""
    newest = func.max(ListChangeTable.change_id)
    query = (
        select(ListChangeTable.undoes, newest)
        .where(ListChangeTable.undoes.in_(change_ids))
        .group_by(ListChangeTable.undoes)
    )
    return {undoes: change_id for undoes, change_id in session.execute(query) if undoes}


def _check_newest(
    session: Session, row: ListChangeTable, *, erased: bool, batch_id: str = ""
) -> None:
    """Refuse to undo a change, or a batch, whose items were changed again or erased."""
    later, own = aliased(ListChangeTable), aliased(ListChangeTable)
    same = and_(later.kind == own.kind, later.item_id == own.item_id)
    of = own.batch_id == batch_id if batch_id else own.change_id == row.change_id
    query = (
        select(func.max(later.change_id))
        .join_from(own, later, and_(same, later.change_id > own.change_id))
        .where(of)
    )
    newest = session.scalar(query)
    if newest is not None:
        raise _changed_since(session, newest)
    if erased:
        raise StorageError("lists.undo_erased")


def _changed_since(session: Session, change_id: int) -> StorageError:
    row = session.get(ListChangeTable, change_id)
    if row is None:  # a version that this record never had
        return StorageError("lists.changed_since", actor="", time="", change_id=change_id)
    time = row.at.isoformat(timespec="seconds")
    return StorageError(
        "lists.changed_since", actor=row.actor, time=time, change_id=change_id, item_id=row.item_id
    )


def _same(now: ListItem | None, then: ListItem | None) -> bool:
    """Return whether an item is as it was, but for the uses that were taken since."""
    if isinstance(now, ListEntry) and isinstance(then, ListEntry):
        return replace(now, uses_left=then.uses_left) == then
    return now == then


def _with_uses_of(now: ListItem | None, then: ListItem | None, old: ListItem) -> ListItem:
    """Return `old` less the uses that were taken between a change to `then` and now."""
    if not (
        isinstance(now, ListEntry) and isinstance(then, ListEntry) and isinstance(old, ListEntry)
    ):
        return old
    left, had, back = _left(now), _left(then), _left(old)
    if left is None or had is None or back is None or left == had:
        return old
    back = max(0, back - (had - left))
    return replace(old, uses_left=back if old.max_uses is None else min(back, old.max_uses))


def _left(entry: ListEntry) -> int | None:
    return entry.max_uses if entry.uses_left is None else entry.uses_left
