# SPDX-License-Identifier: AGPL-3.0-or-later
"""Uses of list entries: taken and given back within the transaction of a gate's row."""

from __future__ import annotations

from sqlalchemy import BindParameter, Connection, bindparam, func, or_, select, update

from alpr_kiosk.domain.lists import USED_UP
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.orm import GateIntentTable, ListEntryTable

# Built once: the gate's thread waits for what is done with them.
_ID: BindParameter[str] = bindparam("known_id")
_LEFT = func.coalesce(ListEntryTable.uses_left, ListEntryTable.max_uses)
_FIND_USES = select(_LEFT).where(ListEntryTable.entry_id == _ID)
_TAKE_USE = (
    update(ListEntryTable)
    .where(ListEntryTable.entry_id == _ID, _LEFT > 0)
    .values(uses_left=_LEFT - 1)
)
_FIND_TAKEN = select(GateIntentTable.entry_id).where(GateIntentTable.intent_id == _ID)
_GIVE_BACK = (
    update(ListEntryTable)
    .where(
        ListEntryTable.entry_id == _ID,
        or_(ListEntryTable.max_uses.is_(None), ListEntryTable.uses_left < ListEntryTable.max_uses),
    )
    .values(uses_left=ListEntryTable.uses_left + 1)
)


def take_use(connection: Connection, entry_id: str) -> None:
    """Take one use of an entry with limited uses; one that is gone or unlimited is let be.

    Writers come one at a time (BEGIN IMMEDIATE), and the row is changed only while a use is left:
    two intents never get the same one.

    Raises:
        StorageError: ``lists.used_up``.
    """
    if connection.execute(_TAKE_USE, {"known_id": entry_id}).rowcount:
        return
    row = connection.execute(_FIND_USES, {"known_id": entry_id}).first()
    if row is not None and row[0] is not None:
        raise StorageError(USED_UP, entry_id=entry_id)


def give_back(connection: Connection, intent_id: str) -> None:
    """Give the use back that an intent took; an entry that is unlimited by now stays so."""
    entry_id = connection.execute(_FIND_TAKEN, {"known_id": intent_id}).scalar()
    if entry_id is not None:
        connection.execute(_GIVE_BACK, {"known_id": entry_id})
