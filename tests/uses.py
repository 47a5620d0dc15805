# SPDX-License-Identifier: AGPL-3.0-or-later
"""A use that is taken without a gate."""

from __future__ import annotations

from alpr_kiosk.storage import uses
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import ListEntryTable


def take_use(database: Database, entry_id: str) -> int | None:
    """Take one use of an entry, as an opening by rule does; return what is left."""
    with database.write() as session:
        uses.take_use(session.connection(), entry_id)
        row = session.get(ListEntryTable, entry_id)
        return row.uses_left if row is not None else None
