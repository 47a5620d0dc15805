# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists that a demo site begins with."""

from __future__ import annotations

from collections.abc import Iterable

from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.ports import Records


def import_seed(records: Records, entries: Iterable[ListEntry], *, actor: str = "system") -> int:
    """Save each entry that was never seeded before; return how many were saved.

    Entries need fixed ids. What a person changed or removed since stays changed or removed.
    """
    new = [entry for entry in entries if records.get_setting(_mark(entry)) is None]
    if not new:  # the usual start: the lists, which may be long, are not read for it
        return 0
    known = {entry.entry_id for entry in records.entries()}
    saved = 0
    for entry in new:
        if entry.entry_id not in known:
            records.save_entry(entry, actor)
            saved += 1
        records.set_setting(_mark(entry), "1")
    return saved


def _mark(entry: ListEntry) -> str:
    return f"seed.{entry.entry_id}"
