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
    known = {entry.entry_id for entry in records.entries()}
    saved = 0
    for entry in entries:
        mark = f"seed.{entry.entry_id}"
        if records.get_setting(mark) is not None:
            continue
        if entry.entry_id not in known:
            records.save_entry(entry, actor)
            saved += 1
        records.set_setting(mark, "1")
    return saved
