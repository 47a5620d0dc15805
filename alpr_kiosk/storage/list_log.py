# SPDX-License-Identifier: AGPL-3.0-or-later
"""One saved or removed entry, group or holiday: its row, its change, its line in the chain.

The change keeps both values in clear and can be erased; the chain keeps ids and hashes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from alpr_kiosk.domain.list_changes import ItemKind, ListItem, id_of, kind_of
from alpr_kiosk.domain.lists import ListEntry, ListGroup
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, list_items
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import EPOCH, ListChangeTable, ListEntryTable, ListGroupTable

UNKNOWN = {
    ItemKind.ENTRY: "lists.unknown_entry",
    ItemKind.GROUP: "lists.unknown_group",
    ItemKind.HOLIDAY: "lists.unknown_holiday",
}
ID_NAMES = {ItemKind.ENTRY: "entry_id", ItemKind.GROUP: "group_id", ItemKind.HOLIDAY: "holiday_id"}
HASH_NAMES = {
    ItemKind.ENTRY: "entry_hash",
    ItemKind.GROUP: "group_hash",
    ItemKind.HOLIDAY: "holiday_hash",
}
"""Names in the bodies of audit rows."""


def current(session: Session, kind: ItemKind, item_id: str) -> ListItem | None:
    """Return an item as it is now, None when it is not there."""
    row = session.get(list_items.TABLES[kind], item_id)
    return None if row is None else list_items.item_of(kind, row)


def put(
    session: Session,
    key: ChainKey,
    item: ListItem,
    *,
    at: datetime,
    actor: str,
    undoes: int | None = None,
) -> None:
    """Insert or replace an item, audited; a change only where something differs.

    Raises:
        StorageError: ``lists.unknown_group`` or ``lists.group_name``.
    """
    kind, item_id = kind_of(item), id_of(item)
    check(session, item)
    before = current(session, kind, item_id)
    session.merge(list_items.TABLES[kind](**list_items.item_values(item, at)))
    session.flush()
    if before != item:
        add_change(session, key, before, item, at=at, actor=actor, undoes=undoes)
    body: dict[str, object] = {
        ID_NAMES[kind]: item_id,
        HASH_NAMES[kind]: list_items.item_hash(item, key),
    }
    if isinstance(item, ListEntry):
        body |= {"list": item.kind.value, "plate": item.plate}
    if undoes is not None:
        body["undoes"] = undoes
    audit_log.append(session, key, at=at, kind=f"{kind.value}.saved", actor=actor, body=body)


def drop(
    session: Session,
    key: ChainKey,
    kind: ItemKind,
    item_id: str,
    *,
    at: datetime,
    actor: str,
    reason: str = "",
    undoes: int | None = None,
) -> None:
    """Remove an item, audited; the reason stands beside the chain and can be erased.

    Raises:
        StorageError: ``lists.unknown_...`` or ``lists.group_in_use``.
    """
    before = current(session, kind, item_id)
    if before is None:
        raise StorageError(UNKNOWN[kind], **{ID_NAMES[kind]: item_id})
    if kind is ItemKind.GROUP:
        members = select(func.count()).where(ListEntryTable.group_id == item_id)
        if count := session.scalar(members):
            raise StorageError("lists.group_in_use", n=count)
    session.delete(session.get(list_items.TABLES[kind], item_id))
    session.flush()
    add_change(session, key, before, None, at=at, actor=actor, undoes=undoes, reason=reason)
    body: dict[str, object] = {ID_NAMES[kind]: item_id}
    if isinstance(before, ListEntry):
        body |= {"list": before.kind.value, "plate": before.plate}
    if undoes is not None:
        body["undoes"] = undoes
    kind_text = f"{kind.value}.removed"
    audit_log.append(session, key, at=at, kind=kind_text, actor=actor, body=body, note=reason)


def check(session: Session, item: ListItem) -> None:
    """Refuse an entry of a group that is not there, and a group without a name of its own.

    Raises:
        StorageError: ``lists.unknown_group`` or ``lists.group_name``.
    """
    if isinstance(item, ListEntry) and (item.group_id or item.as_group):
        if session.get(ListGroupTable, item.group_id) is None:
            raise StorageError("lists.unknown_group", group_id=item.group_id)
    elif isinstance(item, ListGroup):
        others = select(ListGroupTable.group_id).where(
            ListGroupTable.name == item.name, ListGroupTable.group_id != item.group_id
        )
        if not item.name.strip() or session.scalar(others.limit(1)) is not None:
            raise StorageError("lists.group_name", name=item.name)


def forget_plate(session: Session, text: str) -> None:
    """Take a plate (normalised) out of the values of all changes; that they were made stays."""
    gone = {"reason": "", "erased": True}
    old, new = ListChangeTable.old_text, ListChangeTable.new_text
    session.execute(
        update(ListChangeTable).where(old == text).values(before=None, old_text="", **gone)
    )
    session.execute(
        update(ListChangeTable).where(new == text).values(after=None, new_text="", **gone)
    )


def add_change(
    session: Session,
    key: ChainKey,
    before: ListItem | None,
    after: ListItem | None,
    *,
    at: datetime,
    actor: str,
    undoes: int | None = None,
    reason: str = "",
) -> None:
    """Append one change."""
    values = change_values(key, before, after) | {
        "at": at,
        "actor": actor,
        "undoes": undoes,
        "reason": reason,
        "batch_id": "",
    }
    session.execute(insert(ListChangeTable), values)


def change_values(
    key: ChainKey,
    before: ListItem | None,
    after: ListItem | None,
) -> dict[str, Any]:
    """Return the columns of a change that come from its two values, of which one is not None.

    Args:
        key: Key of the chain.
        before: Value before, None for a new one.
        after: Value after, None for a removed one.
    """
    known = before if after is None else after
    if known is None:
        raise ValueError("a change of nothing into nothing")
    columns = None if after is None else list_items.item_values(after, EPOCH)
    return {
        "kind": kind_of(known).value,
        "item_id": id_of(known),
        "before": None if before is None else list_items.to_json(before),
        "after": None if columns is None else list_items.values_json(columns),
        "old_text": list_items.plate_of(before),
        "new_text": list_items.plate_of(after),
        "value_hash": "" if columns is None else list_items.values_hash(columns, key),
        "erased": False,
    }


def version(session: Session) -> int:
    """Return the number of the newest change, 0 before the first."""
    return session.scalar(select(func.max(ListChangeTable.change_id))) or 0
