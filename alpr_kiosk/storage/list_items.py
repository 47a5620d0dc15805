# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries, groups and holidays as rows, as JSON in the change log, and as keyed hashes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from alpr_kiosk.domain.audit import canonical
from alpr_kiosk.domain.holidays import Holiday, HolidayKind, HolidayRule
from alpr_kiosk.domain.list_changes import ItemKind, ListItem
from alpr_kiosk.domain.lists import ListEntry, ListGroup
from alpr_kiosk.storage import mapping
from alpr_kiosk.storage.entry_json import DERIVED, LATER, UNHASHED
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    EPOCH,
    HolidayTable,
    ListEntryTable,
    ListGroupTable,
)

TABLES: dict[ItemKind, type[ListEntryTable | ListGroupTable | HolidayTable]] = {
    ItemKind.ENTRY: ListEntryTable,
    ItemKind.GROUP: ListGroupTable,
    ItemKind.HOLIDAY: HolidayTable,
}

_TIMES = ("valid_from", "valid_until", "created_at")


def entry_hash(entry: ListEntry, key: ChainKey) -> str:
    """Return the keyed hash of an entry as saved: an edit behind our back no longer matches it."""
    return values_hash(mapping.entry_values(entry, updated_at=EPOCH), key)


def item_hash(item: ListItem, key: ChainKey) -> str:
    """Return the keyed hash of an entry, group or holiday."""
    return values_hash(item_values(item, EPOCH), key)


def values_hash(values: Mapping[str, Any], key: ChainKey) -> str:
    """Return `item_hash` of an item whose columns are known already."""
    hashed = {
        name: value
        for name, value in _plain(values).items()
        if name not in UNHASHED and (name not in LATER or LATER[name] != value)
    }
    return key.text_hash(canonical(hashed))


def item_values(item: ListItem, updated_at: datetime) -> dict[str, Any]:
    """Return the columns of an entry, group or holiday."""
    if isinstance(item, ListEntry):
        return mapping.entry_values(item, updated_at=updated_at)
    if isinstance(item, ListGroup):
        return {
            "group_id": item.group_id,
            "name": item.name,
            "note": item.note,
            "windows": mapping.window_rows(item.windows),
            "gates": list(item.gates),
            "holidays": item.holidays.value,
            "created_by": item.created_by,
            "created_at": item.created_at,
        }
    return {
        "holiday_id": item.holiday_id,
        "day": item.day.isoformat(),
        "yearly": item.yearly,
        "name": item.name,
        "kind": item.kind.value,
    }


def item_of(kind: ItemKind, row: Any) -> ListItem:
    """Return the domain's item; `row` has the columns of its table."""
    if kind is ItemKind.ENTRY:
        return mapping.entry_of(row)
    if kind is ItemKind.GROUP:
        return ListGroup(
            group_id=row.group_id,
            name=row.name,
            note=row.note,
            windows=mapping.windows_of(row.windows),
            gates=tuple(row.gates),
            holidays=HolidayRule(row.holidays),
            created_by=row.created_by,
            created_at=row.created_at,
        )
    return Holiday(
        holiday_id=row.holiday_id,
        day=date.fromisoformat(row.day),
        yearly=row.yearly,
        name=row.name,
        kind=HolidayKind(row.kind),
    )


def to_json(item: ListItem) -> dict[str, Any]:
    """Return an item as the change log keeps it; `from_json` reads it."""
    return values_json(item_values(item, EPOCH))


def values_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `to_json` of an item whose columns are known already."""
    return {name: value for name, value in _plain(values).items() if name not in DERIVED}


def from_json(kind: ItemKind, values: Mapping[str, Any]) -> ListItem:
    """Return an item out of the change log."""
    times = {
        name: datetime.fromisoformat(values[name])
        for name in _TIMES
        if values.get(name) is not None
    }
    # What was written before a column came says nothing in it.
    known = dict(LATER) if kind is ItemKind.ENTRY else {}
    return item_of(kind, SimpleNamespace(**(known | dict(values) | times)))


def plate_of(item: ListItem | None) -> str:
    """Return the normalised plate of an entry, "" for everything else."""
    return item.text if isinstance(item, ListEntry) else ""


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns with times as text."""
    made = dict(values)
    for name in _TIMES:
        if made.get(name) is not None:
            made[name] = made[name].isoformat()
    return made
