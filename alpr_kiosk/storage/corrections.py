# SPDX-License-Identifier: AGPL-3.0-or-later
"""What guards make of misread plates: kept beside what was read, which never changes."""

from __future__ import annotations

from sqlalchemy import select

from alpr_kiosk.domain.audit import plate_hash
from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import PassageTable


def correct(
    database: Database, key: ChainKey, passage_id: str, plate: str | None, actor: str
) -> bool:
    """Keep a guard's word for the plate of a passage, audited with the hashes of both.

    Args:
        database: The record.
        key: Key of the audit chain.
        passage_id: Passage.
        plate: What it is; None, or what was read, takes an earlier correction back.
        actor: Guard.

    Returns:
        Whether anything changed.

    Raises:
        StorageError: ``passage.unknown``, ``passage.expired`` (a pseudonym stands for its plate),
            and as any write.
    """
    with database.write() as session:
        row = session.scalars(
            select(PassageTable).where(PassageTable.passage_id == passage_id)
        ).one_or_none()
        if row is None:
            raise StorageError("passage.unknown", passage_id=passage_id)
        if row.keep_as is None:
            # Nobody would take it away again: its time is over.
            raise StorageError("passage.expired", passage_id=passage_id)
        wanted = None if plate is None else normalise(plate)
        if wanted == row.plate and row.settled:
            wanted = None
        if wanted == row.corrected:
            return False
        before = row.plate if row.corrected is None else row.corrected
        row.corrected = wanted
        body: dict[str, object] = {
            "passage_id": passage_id,
            "observed_hash": plate_hash(key.secret, row.plate),
            "before_hash": plate_hash(key.secret, before),
            "plate": row.plate if wanted is None else wanted,
            "taken_back": wanted is None,
        }
        at = database.clock.utc_now()
        audit_log.append(session, key, at=at, kind="passage.corrected", actor=actor, body=body)
    return True
