# SPDX-License-Identifier: AGPL-3.0-or-later
"""Holds lists, groups and holidays against what the chain says of them; for `doctor`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from alpr_kiosk.domain.list_changes import ItemKind, id_of
from alpr_kiosk.storage import list_batch, list_items
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.list_log import HASH_NAMES, ID_NAMES
from alpr_kiosk.storage.orm import AuditTable, ListChangeTable

REMOVED = ""
"""Stands for the hash of what was removed, as in the digest of a batch."""

_KINDS = {f"{kind.value}.{verb}": kind for kind in ItemKind for verb in ("saved", "removed")}
_BATCHES = (list_batch.IMPORTED, list_batch.IMPORT_UNDONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCheck:
    """What was found.

    Attributes:
        entries: Entries on the lists.
        wrong: Ids of entries, groups and holidays that are not as they were saved.
    """

    entries: int
    wrong: tuple[str, ...]


_Expected = dict[tuple[ItemKind, str], tuple[str, ChainKey | None]]


def check_lists(session: Session, key: ChainKey) -> ListCheck:
    """Compare each item with the newest row of the chain about it.

    An item whose newest row was written under a lost key can't be compared any more.
    """
    expected, wrong = _told(session, key)
    found = set()
    entries = 0
    for kind, table in list_items.TABLES.items():
        for row in session.connection().execute(select(table.__table__)):
            item = list_items.item_of(kind, row)
            name = (kind, id_of(item))
            found.add(name)
            entries += kind is ItemKind.ENTRY
            hashed, own = expected.get(name, ("never saved", key))
            if own is not None and hashed != list_items.item_hash(item, own):
                wrong.add(name[1])
    wrong |= {
        name[1]
        for name, (hashed, own) in expected.items()
        if name not in found and hashed != REMOVED and own is not None
    }
    return ListCheck(entries=entries, wrong=tuple(sorted(wrong)))


def _told(session: Session, key: ChainKey) -> tuple[_Expected, set[str]]:
    """Return what the chain says of each item, and the items of batches that do not fit it."""
    ring = key.ring
    rows = (
        select(AuditTable.kind, AuditTable.body, AuditTable.key_id)
        .where(AuditTable.kind.in_((*_KINDS, *_BATCHES)))
        .order_by(AuditTable.seq)
        .execution_options(yield_per=1000)
    )
    expected: _Expected = {}
    wrong: set[str] = set()
    for kind, body, key_id in session.execute(rows):
        told, own = json.loads(body), ring.get(key_id)
        if kind in _BATCHES:
            digest = hashlib.sha256()
            items = list(_of_batch(session, told["batch"]))
            for item_id, hashed in items:
                list_batch.feed(digest, item_id, hashed)
                expected[ItemKind.ENTRY, item_id] = (hashed, own)
            if own is not None and own.text_hash(digest.hexdigest()) != told["digest"]:
                wrong |= {item_id for item_id, _ in items} or {told["batch"]}
            continue
        about = _KINDS[kind]
        hashed = told[HASH_NAMES[about]] if kind.endswith(".saved") else REMOVED
        expected[about, told[ID_NAMES[about]]] = (hashed, own)
    return expected, wrong


def _of_batch(session: Session, batch_id: str) -> Iterator[tuple[str, str]]:
    query = (
        select(ListChangeTable.item_id, ListChangeTable.value_hash)
        .where(ListChangeTable.batch_id == batch_id)
        .order_by(ListChangeTable.change_id)
    )
    for row in session.execute(query):
        yield row.item_id, row.value_hash
