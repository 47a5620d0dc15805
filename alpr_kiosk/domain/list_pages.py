# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists as a screen shows them: filtered by a search, counted, sorted by a column (S07).

Sorting 100,000 entries takes some tenths of a second, so it is done where nobody waits, and once
for each state of the lists.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from heapq import merge
from typing import Any

from alpr_kiosk.domain.list_queries import EntriesFound, EntriesWanted, EntryOrder
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.matching import hours_text
from alpr_kiosk.domain.plate import normalise

RUN = 4000
"""Entries that are sorted in one go, some milliseconds; the runs are merged step by step."""

_NEVER = datetime.max.replace(tzinfo=timezone.utc)
_SHOWN = (ListKind.ALLOW, ListKind.DENY, ListKind.VISITOR, ListKind.WATCH)


class ListPages:
    """Answers `EntriesWanted`; of one thread.

    Args:
        snapshot: Returns the lists as decisions see them.
    """

    def __init__(self, snapshot: Callable[[], ListSnapshot]) -> None:
        self._snapshot = snapshot
        self._of: ListSnapshot | None = None
        self._all: dict[ListKind, tuple[ListEntry, ...]] = {}
        self._sorted: dict[tuple[ListKind, EntryOrder], tuple[ListEntry, ...]] = {}

    def find(self, wanted: EntriesWanted) -> EntriesFound:
        """Return what is wanted."""
        snapshot = self._snapshot()
        if snapshot is not self._of:
            self._of, self._sorted = snapshot, {}
            self._all = _by_kind(snapshot.entries)
        search = wanted.search.strip()
        if search:
            found = _by_kind(snapshot.search(search, len(snapshot)))
            entries = _in_order(found[wanted.kind], wanted.order, snapshot)
        else:
            found = self._all
            entries = self._ordered(wanted.kind, wanted.order, snapshot)
        return EntriesFound(
            entries=entries[::-1] if wanted.descending else entries,
            counts=tuple((kind, len(found[kind])) for kind in _SHOWN),
            groups=snapshot.groups,
            holidays=snapshot.calendar.holidays,
        )

    def _ordered(
        self, kind: ListKind, order: EntryOrder, snapshot: ListSnapshot
    ) -> tuple[ListEntry, ...]:
        if order is EntryOrder.CLOSEST:
            order = EntryOrder.PLATE
        found = self._sorted.get((kind, order))
        if found is None:
            found = _in_order(self._all[kind], order, snapshot)
            self._sorted[(kind, order)] = found
        return found


def _by_kind(entries: tuple[ListEntry, ...]) -> dict[ListKind, tuple[ListEntry, ...]]:
    found: dict[ListKind, list[ListEntry]] = {kind: [] for kind in _SHOWN}
    for entry in entries:
        found[entry.kind].append(entry)
    return {kind: tuple(some) for kind, some in found.items()}


def _in_order(
    entries: tuple[ListEntry, ...], order: EntryOrder, snapshot: ListSnapshot
) -> tuple[ListEntry, ...]:
    if order is EntryOrder.CLOSEST:
        return entries

    keyed = [
        (_value(entry, order, snapshot), entry.plate, entry.entry_id, at)
        for at, entry in enumerate(entries)
    ]
    # One sort of 100,000 keeps the interpreter for itself all the while: 0.15 s for every gate.
    runs = (sorted(keyed[at : at + RUN]) for at in range(0, len(keyed), RUN))
    return tuple(entries[row[-1]] for row in merge(*runs))


def _value(entry: ListEntry, order: EntryOrder, snapshot: ListSnapshot) -> Any:
    """Return what an entry is sorted by; all of an order are of one type."""
    match order:
        case EntryOrder.WHO:
            return who_text(entry, snapshot).casefold()
        case EntryOrder.VALID:
            return entry.valid_until or _NEVER
        case EntryOrder.HOURS:
            return hours_text(snapshot.effective(entry).windows)
        case EntryOrder.GATES:
            return ",".join(snapshot.effective(entry).gates)
        case _:
            return entry.text


def who_text(entry: ListEntry, snapshot: ListSnapshot) -> str:
    """Return whose an entry is: owner, else whom it visits, else its group."""
    group = snapshot.group(entry.group_id)
    return entry.owner or entry.host or (group.name if group else "")


def entries_of(snapshot: ListSnapshot, plate: str) -> tuple[ListEntry, ...]:
    """Return the entries of exactly this plate, a ban before all others."""
    found = snapshot.exact(normalise(plate))
    return tuple(sorted(found, key=lambda one: one.kind is not ListKind.DENY))
