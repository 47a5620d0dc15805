# SPDX-License-Identifier: AGPL-3.0-or-later
"""List entries as rows of a table that `list_import` reads back to the same entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from alpr_kiosk.domain import list_cells
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.list_columns import FIELDS
from alpr_kiosk.domain.lists import ListEntry, ListSnapshot


def header() -> tuple[str, ...]:
    """Return the first row."""
    return FIELDS


def rows(
    entries: Iterable[ListEntry], snapshot: ListSnapshot, tz: tzinfo
) -> Iterator[tuple[str, ...]]:
    """Yield a row of each entry: every cell is text, and none is a formula.

    Args:
        entries: What is written.
        snapshot: Where the names of groups come from.
        tz: Time zone of the site; times carry their offset.
    """
    for entry in entries:
        group = snapshot.group(entry.group_id)
        cells = (
            entry.kind.value,
            entry.plate,
            entry.owner,
            entry.vehicle,
            entry.notes,
            list_cells.moment_text(entry.valid_from, tz),
            list_cells.moment_text(entry.valid_until, tz),
            list_cells.windows_text(entry.windows),
            ", ".join(entry.gates),
            "" if entry.direction is Direction.UNKNOWN else entry.direction.value,
            "" if entry.max_uses is None else str(entry.max_uses),
            "" if entry.uses_left is None else str(entry.uses_left),
            entry.host,
            "" if group is None else group.name,
            ", ".join(part.value for part in entry.as_group),
            entry.holidays.value,
            entry.photo,
            entry.second_factor,
            entry.created_by,
            list_cells.moment_text(entry.created_at, tz),
            entry.entry_id,
        )
        yield tuple(list_cells.mark(list_cells.writable(cell)) for cell in cells)
