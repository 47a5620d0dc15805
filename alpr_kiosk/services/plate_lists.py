# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saving list entries with the collision guard, and loading the snapshot (rules 11 and 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.history import History
from alpr_kiosk.domain.holidays import Holiday
from alpr_kiosk.domain.list_changes import ItemKind, ListBook, ListChange
from alpr_kiosk.domain.lists import (
    MAX_PLATE,
    MIN_PLATE,
    ListEntry,
    ListGroup,
    ListKind,
    ListSnapshot,
)
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.ports import PassageRow, Records
from alpr_kiosk.errors import ConfigError, StorageError

SEEN_WITHIN = timedelta(days=90)
SEEN_ROWS = 20
"""What is told of a newly banned plate: one screen of the last quarter, our choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWarning:
    """Something a supervisor must know about a saved entry; a message code and its values."""

    code: str
    context: tuple[tuple[str, str], ...]


class PlateListService:
    """Edits the lists; used from the storage thread and the command line.

    Args:
        records: Where the entries are.
        clock: Time of new ones.
        book: Groups, holidays and changes; None for records that have entries alone.
        history: Where plates were seen; None for records without it.

    Attributes:
        loads: How often all entries were read.
    """

    def __init__(
        self,
        *,
        records: Records,
        clock: Clock,
        book: ListBook | None = None,
        history: History | None = None,
    ) -> None:
        self._history = history
        self._records = records
        self._clock = clock
        self._book = book
        self._version = -1
        self._snapshot = ListSnapshot()
        self.loads = 0

    def load(self) -> ListSnapshot:
        """Return a snapshot of all entries, groups and holidays."""
        book = self._book
        if book is None:
            found = ListSnapshot.of(self._records.entries())
        else:
            version = book.version()  # first: what comes in between is loaded twice, never missed
            found = ListSnapshot.of(self._records.entries(), book.groups(), book.holidays())
            self._version = version
        self._snapshot = found
        self.loads += 1
        return found

    def refresh(self, used: Sequence[str] = ()) -> ListSnapshot:
        """Return a snapshot of the lists as they are; of few changes these alone are read.

        Reading and indexing 100,000 entries keeps the interpreter busy for more than a second, and
        a gate waits for it meanwhile.

        Args:
            used: Ids of entries of which a use was taken or given back: that is no change of the
                lists and has no version.
        """
        book = self._book
        news = None if book is None or self._version < 0 else book.news(self._version, used)
        if book is None or news is None:
            return self.load()
        found = self._snapshot.changed(news.saved, news.removed)
        if news.others:
            found = found.with_groups(book.groups(), book.holidays())
        self._version, self._snapshot = news.version, found
        return found

    @property
    def snapshot(self) -> ListSnapshot:
        """The lists as they were read last, also for a save that was refused."""
        return self._snapshot

    def changed(self) -> bool:
        """Return whether somebody else changed the lists since `load`; cheap, for polling."""
        return self._book is not None and self._book.version() != self._version

    def save(
        self, entry: ListEntry, actor: str, *, seen: ListEntry | None = None
    ) -> tuple[ListWarning, ...]:
        """Save a new or changed entry and return its collisions as warnings.

        Args:
            entry: The entry.
            actor: Who saves it.
            seen: The entry as the person saw it before changing it; None for a new one. Uses that
                were taken meanwhile stay taken, unless the person changed them.

        Raises:
            ConfigError: ``lists.bad_plate`` (too short, too long or without a letter or digit) or
                ``lists.duplicate`` (the plate is on that list already).
            StorageError: ``lists.unknown_group``, ``lists.changed_since`` (somebody else changed
                or removed what was `seen`).
        """
        check_plate(entry)
        text = Plate(entry.plate).text
        counted = seen is not None and seen.is_limited
        used = (seen.entry_id,) if seen is not None and counted else ()
        snapshot = self.refresh(used)
        if seen is not None:
            entry = self._still(entry, seen, snapshot)
        for known in snapshot.exact(text):
            if known.entry_id != entry.entry_id and known.kind == entry.kind:
                raise ConfigError("lists.duplicate", plate=text, list=known.kind.value)
        if entry.created_at is None:
            entry = replace(entry, created_at=self._clock.utc_now(), created_by=actor)
        self._records.save_entry(entry, actor)
        return collision_warnings(entry, snapshot)

    def seen_before(self, entry: ListEntry, actor: str) -> Sequence[PassageRow]:
        """Return the recent passages of a banned plate and its look-alikes, newest first, recorded.

        Asked after a deny entry was saved: whom the guard is to stop may have been here yesterday.

        Args:
            entry: The saved entry; of another list nothing is looked for.
            actor: Who saved it.
        """
        if entry.kind is not ListKind.DENY or self._history is None:
            return ()
        since = self._clock.utc_now() - SEEN_WITHIN
        found = self._history.seen_before(entry.plate, limit=SEEN_ROWS, actor=actor)
        return tuple(row for row in found if row.first_seen_at >= since)

    def save_group(self, group: ListGroup, actor: str) -> None:
        """Save a new or changed group; its members follow where they say "as the group".

        Raises:
            StorageError: ``lists.group_name`` (none, or another group's).
        """
        if group.created_at is None:
            group = replace(group, created_at=self._clock.utc_now(), created_by=actor)
        self._need_book().save_item(replace(group, name=group.name.strip()), actor)

    def save_holiday(self, holiday: Holiday, actor: str) -> None:
        """Save a new or changed holiday."""
        self._need_book().save_item(holiday, actor)

    def take_off(self, entry_id: str, actor: str, reason: str) -> int:
        """Take an entry off its list; return the change that `undo` takes back, 0 without a book.

        Raises:
            StorageError: ``lists.unknown_entry``; ``lists.reason_needed`` (a ban ends for a
                reason).
        """
        if self._book is None:
            self._records.remove_entry(entry_id, actor, reason)
            return 0
        known = self.refresh().get(entry_id)
        if known is not None and known.kind is ListKind.DENY and not reason.strip():
            raise StorageError("lists.reason_needed")
        return self._book.remove_item(ItemKind.ENTRY, entry_id, actor, reason)

    def remove(self, kind: ItemKind, item_id: str, actor: str, reason: str = "") -> None:
        """Remove an entry, a group without members, or a holiday.

        Raises:
            StorageError: ``lists.unknown_...`` or ``lists.group_in_use``.
        """
        self._need_book().remove_item(kind, item_id, actor, reason)

    def history(
        self, actor: str, *, plate: str = "", item_id: str = "", limit: int = 50
    ) -> Sequence[ListChange]:
        """Return changes, newest first; a look by plate is itself recorded."""
        if plate:
            self._records.append_audit("list.history", actor, {"plate": plate})
        return self._need_book().changes(plate=plate, item_id=item_id, limit=limit)

    def undo(self, change_id: int, actor: str) -> tuple[ListChange, tuple[ListWarning, ...]]:
        """Put an older value back; return the new change and the collisions it made.

        Raises:
            StorageError: See `ListBook.undo`.
        """
        change = self._need_book().undo(change_id, actor)
        entry = change.after
        if not isinstance(entry, ListEntry):
            return change, ()
        return change, collision_warnings(entry, self.refresh())

    def _still(self, entry: ListEntry, seen: ListEntry, snapshot: ListSnapshot) -> ListEntry:
        """Return `entry` with the uses that are left; refuse it when `seen` is no more."""
        now = snapshot.get(seen.entry_id)
        if now is None or replace(now, uses_left=seen.uses_left) != seen:
            changes = () if self._book is None else self._book.changes(item_id=seen.entry_id)
            who = changes[0].actor if changes else ""
            time = changes[0].at.isoformat(timespec="seconds") if changes else ""
            raise StorageError("lists.changed_since", actor=who, time=time)
        return (
            replace(entry, uses_left=now.uses_left) if entry.uses_left == seen.uses_left else entry
        )

    def _need_book(self) -> ListBook:
        if self._book is None:
            raise TypeError("these records have no groups, holidays or changes")
        return self._book


def check_plate(entry: ListEntry) -> None:
    """Refuse a plate that is none.

    Raises:
        ConfigError: ``lists.bad_plate`` (too short, too long or without a letter or digit).
    """
    if not MIN_PLATE <= len(Plate(entry.plate).text) <= MAX_PLATE:
        raise ConfigError("lists.bad_plate", min=MIN_PLATE, max=MAX_PLATE)


def collision_warnings(entry: ListEntry, snapshot: ListSnapshot) -> tuple[ListWarning, ...]:
    """Return what to say about look-alikes of `entry`, worst first."""
    warnings: list[ListWarning] = []
    for other in snapshot.collisions(entry):
        pair = (entry, other)
        denied = next((one for one in pair if one.kind is ListKind.DENY), None)
        allowed = next((one for one in pair if one.kind is not ListKind.DENY), None)
        if denied is not None and allowed is not None:
            pair_context = (("a", Plate(allowed.plate).text), ("b", Plate(denied.plate).text))
            warnings.insert(0, ListWarning(code="lists.collision.deny", context=pair_context))
        else:
            owners = (
                ("a", Plate(entry.plate).text),
                ("who_a", entry.owner),
                ("b", Plate(other.plate).text),
                ("who_b", other.owner),
            )
            warnings.append(ListWarning(code="lists.collision.owner", context=owners))
    return tuple(warnings)
