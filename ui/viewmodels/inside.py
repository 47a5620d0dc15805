# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is inside, as the screens of S12 show it: made from memory alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.muster import MusterRow, muster_row, overstays
from alpr_kiosk.domain.stays import Stay

VISITORS = ListKind.VISITOR.value
NO_LIST = "none"
RESIDENTS = ListKind.ALLOW.value


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideRow:
    """One car.

    Attributes:
        row: The row of the muster list.
        part: `RESIDENTS`, `VISITORS`, `NO_LIST`, or the id of its group.
        unsure: It may have left since, as somebody did whom nobody knows; or it was not read.
        overstay: A visitor beyond its time.
        left_at: When it left; None while it is inside.
    """

    row: MusterRow
    part: str
    unsure: bool = False
    overstay: bool = False
    left_at: datetime | None = None


def inside_rows(
    view: InsideView,
    entries: Iterable[ListEntry],
    *,
    now: datetime,
    max_stay: timedelta | None = None,
) -> tuple[InsideRow, ...]:
    """Return who is inside, the longest first.

    Args:
        view: Who is inside.
        entries: The lists; looked through once.
        now: Aware time.
        max_stay: Longest stay of a visitor.
    """
    stays = view.stays()
    found = _Entries(stays, entries)
    rows = [(stay, found.of(stay)) for stay in stays]
    made = [muster_row(stay, entry) for stay, entry in rows]
    late = {row.stay_id for row in overstays(made, now, max_stay)}
    return tuple(
        InsideRow(
            row=row,
            part=part_of(entry),
            unsure=not stay.text or view.in_doubt(stay, now),
            overstay=row.stay_id in late,
        )
        for row, (stay, entry) in zip(made, rows, strict=True)
    )


def left_rows(view: InsideView, entries: Iterable[ListEntry]) -> tuple[InsideRow, ...]:
    """Return who left in the last day or so, the newest first."""
    stays = sorted(
        (stay for stay in view.left.values() if stay.left_at is not None),
        key=lambda stay: stay.ended_moment or 0,
        reverse=True,
    )
    found = _Entries(stays, entries)
    return tuple(
        InsideRow(
            row=muster_row(stay, found.of(stay)),
            part=part_of(found.of(stay)),
            left_at=stay.left_at,
        )
        for stay in stays
    )


def part_of(entry: ListEntry | None) -> str:
    """Return which part of those inside a car belongs to."""
    if entry is None or entry.kind is ListKind.DENY:
        return NO_LIST
    if entry.kind is ListKind.VISITOR:
        return VISITORS
    return entry.group_id or RESIDENTS


class _Entries:
    """The entries of some stays; as `domain.muster.entry_of` finds them in a snapshot."""

    def __init__(self, stays: Iterable[Stay], entries: Iterable[ListEntry]) -> None:
        ids = {stay.entry_id for stay in stays if stay.entry_id is not None}
        texts = {stay.text for stay in stays if stay.text}
        self._by_id: dict[str, ListEntry] = {}
        self._by_text: dict[str, ListEntry] = {}
        if not ids and not texts:
            return
        for entry in entries:
            if entry.entry_id in ids:
                self._by_id[entry.entry_id] = entry
            if (text := entry.text) in texts:
                self._by_text.setdefault(text, entry)

    def of(self, stay: Stay) -> ListEntry | None:
        """Return the entry of a stay."""
        entry = self._by_id.get(stay.entry_id or "")
        return entry if entry is not None else self._by_text.get(stay.text)
