# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notes to passages: rows of the audit chain with their words beside it.

The chain refuses changes, so a note stays as it was written and a correction is another one. The
words go with the plate when that is erased, and by their time as all notes do.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from alpr_kiosk.domain.history import PASSAGE_NOTE, PassageNote
from alpr_kiosk.storage.orm import AuditNoteTable, AuditTable
from alpr_kiosk.storage.pieces import pieces

_AUDIT, _NOTE = AuditTable.__table__.c, AuditNoteTable.__table__.c


def passage_notes(session: Session, passage_id: str) -> tuple[PassageNote, ...]:
    """Return the notes of a passage, oldest first."""
    query = (
        select(_AUDIT.seq, _AUDIT.at, _AUDIT.actor, _AUDIT.body, _NOTE.text)
        .join_from(AuditTable, AuditNoteTable, _AUDIT.seq == _NOTE.seq, isouter=True)
        .where(_AUDIT.kind == PASSAGE_NOTE, _AUDIT.body.contains(passage_id))
        .order_by(_AUDIT.seq)
    )
    found = []
    for row in session.execute(query):
        body = json.loads(row.body)
        if body.get("passage_id") == passage_id:
            note = PassageNote(
                seq=row.seq,
                at=row.at,
                actor=row.actor,
                text=row.text or "",
                corrects=int(body.get("corrects", 0)),
            )
            found.append(note)
    return tuple(found)


def note_rows(session: Session, passages: Collection[str]) -> list[int]:
    """Return the numbers of the notes of these passages that have their words still."""
    found: list[int] = []
    for some in pieces(list(passages)):
        named = or_(*(_AUDIT.body.contains(one) for one in some))
        query = (
            select(_AUDIT.seq, _AUDIT.body)
            .join_from(AuditTable, AuditNoteTable, _AUDIT.seq == _NOTE.seq)
            .where(_AUDIT.kind == PASSAGE_NOTE, named)
        )
        wanted = set(some)
        rows = session.execute(query)
        found += [row.seq for row in rows if json.loads(row.body).get("passage_id") in wanted]
    return sorted(found)
