# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who changed what on the lists, and the port of what keeps it (S07 and S08: history, undo)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from alpr_kiosk.domain.holidays import Holiday
from alpr_kiosk.domain.lists import ListEntry, ListGroup

ListItem = ListEntry | ListGroup | Holiday


class ItemKind(str, Enum):
    """What a change is about; also the first word of its audit row's kind."""

    ENTRY = "list"
    GROUP = "group"
    HOLIDAY = "holiday"


def kind_of(item: ListItem) -> ItemKind:
    """Return what `item` is."""
    if isinstance(item, ListEntry):
        return ItemKind.ENTRY
    return ItemKind.GROUP if isinstance(item, ListGroup) else ItemKind.HOLIDAY


def id_of(item: ListItem) -> str:
    """Return the id of `item`."""
    if isinstance(item, ListEntry):
        return item.entry_id
    return item.group_id if isinstance(item, ListGroup) else item.holiday_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """One entry, group or holiday that was saved or removed.

    Attributes:
        change_id: 1, 2, 3 ...; the greatest is the version of the lists.
        at: Aware UTC.
        actor: Who.
        kind: What it is about.
        item_id: Id of the entry, group or holiday.
        before: As it was; None when it was new, or when it was erased.
        after: As it is since; None when it was removed, or when it was erased.
        reason: Why it was removed, in a person's words.
        batch_id: Changes that were made at once share it; "" for one by itself.
        undoes: The change that this one took back, None for none.
        undone_by: The newest change that took this one back, None for none.
        erased: A value that held an erased plate is gone; this can't be undone.
    """

    change_id: int
    at: datetime
    actor: str
    kind: ItemKind
    item_id: str
    before: ListItem | None
    after: ListItem | None
    reason: str = ""
    batch_id: str = ""
    undoes: int | None = None
    undone_by: int | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBatch:
    """Changes that were made at once, such as an import.

    Attributes:
        batch_id: Unique hexadecimal id.
        at: Aware UTC.
        actor: Who.
        changes: How many changes.
        undone: Whether they were taken back at once.
    """

    batch_id: str
    at: datetime
    actor: str
    changes: int
    undone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryEdit:
    """What a batch does to one entry.

    Attributes:
        before: As it must be now, None where there must be none.
        after: As it shall be, None to remove it.
    """

    before: ListEntry | None
    after: ListEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNews:
    """What became of the lists since a version, as of one moment.

    Attributes:
        version: Their version now.
        saved: Entries that are new or changed.
        removed: Ids of entries that are gone.
        others: Groups or holidays were changed too.
    """

    version: int
    saved: tuple[ListEntry, ...] = ()
    removed: tuple[str, ...] = ()
    others: bool = False


Progress = Callable[[int, int], bool]
"""Told (done, of) now and then; returns False to give up."""


class ListBook(Protocol):
    """Groups, holidays and the changes of the lists; entries by themselves are in `Records`."""

    def version(self) -> int:
        """Return the number of the newest change, 0 before the first; cheap, for polling."""
        ...

    def news(self, since: int, also: Sequence[str] = ()) -> ListNews | None:
        """What was changed after the version `since`; None when it is too much, or not known.

        Args:
            since: A version of these lists.
            also: Ids of entries to be read in any case: uses are taken without a new version.
        """
        ...

    def groups(self) -> Sequence[ListGroup]:
        """All groups, by name."""
        ...

    def holidays(self) -> Sequence[Holiday]:
        """All holidays, by date."""
        ...

    def save_item(self, item: ListItem, actor: str) -> int:
        """Insert or replace, audited; return the version of the lists afterwards.

        Raises:
            StorageError: ``lists.unknown_group`` (an entry names a group that is not there) or
                ``lists.group_name`` (empty, or another group's).
        """
        ...

    def remove_item(self, kind: ItemKind, item_id: str, actor: str, reason: str = "") -> int:
        """Remove, audited; return the version of the lists afterwards.

        Raises:
            StorageError: ``lists.unknown_entry``, ``lists.unknown_group``,
                ``lists.unknown_holiday`` or ``lists.group_in_use`` (it has members).
        """
        ...

    def changes(
        self,
        *,
        item_id: str = "",
        plate: str = "",
        batch_id: str = "",
        before: int | None = None,
        limit: int = 50,
    ) -> Sequence[ListChange]:
        """Changes, newest first; of one item, plate or batch where named.

        Args:
            item_id: Of this entry, group or holiday.
            plate: Of entries that had or got this plate, however it is written.
            batch_id: Of this batch.
            before: Only older than this change.
            limit: Most changes returned.
        """
        ...

    def batches(self, limit: int = 20) -> Sequence[ListBatch]:
        """Batches, newest first."""
        ...

    def undo(self, change_id: int, actor: str) -> ListChange:
        """Put the value before a change back, as a new change; uses that were taken stay taken.

        Raises:
            StorageError: ``lists.unknown_change``, ``lists.undo_erased``,
                ``lists.changed_since`` (with `actor` and `time` of the newest change of the same
                item), ``lists.altered`` (changed behind the program's back),
                ``lists.duplicate`` and those of `save_item` and `remove_item`.
        """
        ...

    def undo_batch(self, batch_id: str, actor: str, progress: Progress | None = None) -> ListBatch:
        """Take all changes of a batch back, or none; errors as of `undo`, ``lists.cancelled``."""
        ...

    def apply_batch(
        self,
        edits: Sequence[EntryEdit],
        actor: str,
        *,
        version: int,
        note: str = "",
        progress: Progress | None = None,
    ) -> ListBatch:
        """Carry out all edits in one step, or none; one audit row for all.

        Args:
            edits: Each entry at most once.
            actor: Who.
            version: What `version` said when the edits were worked out.
            note: Where they come from (a file's name); stands beside the chain.
            progress: See `Progress`.

        Raises:
            StorageError: ``lists.changed_since`` when the lists are no longer what the edits were
                worked out from, ``lists.cancelled``.
        """
        ...

    def erase_plate(self, plate: str) -> int:
        """Erase the values of changes that held a plate; return how many changes had it.

        An entry that has the plate now is removed first, by `remove_item`.
        """
        ...
