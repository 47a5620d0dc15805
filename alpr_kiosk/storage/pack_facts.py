# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes into a pack about passages: rows, pictures, and the rows of the chain about them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from alpr_kiosk.domain.audit import AuditHead
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.history import PASSAGE_NOTE
from alpr_kiosk.domain.ports import AuditRow
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import AuditHeadTable, AuditTable, PassageTable

BEFORE, AFTER = timedelta(minutes=1), timedelta(minutes=10)
"""Rows of the chain about a passage are written around it: an answer, a reason, an opening."""

_AUDIT = AuditTable.__table__.c
_IDS = ("passage_id", "incident_id", "intent_id")


def own_box(database: Database, passage_id: str) -> Box | None:
    """Return where the plate of a passage is in its lane picture, None when that is not known."""
    query = select(PassageTable.best_read).where(PassageTable.passage_id == passage_id)
    with database.read() as session:
        read = session.scalar(query)
    if not read:
        return None
    x0, y0, x1, y1 = read["box"]
    return Box(x0=x0, y0=y0, x1=x1, y1=y1)


def chain_head(database: Database) -> AuditHead | None:
    """Return the newest row of the chain as it stands, not looked through; None without one."""
    with database.read() as session:
        head = session.scalars(select(AuditHeadTable)).first()
        if head is None:
            return None
        return AuditHead(seq=head.seq, mac=head.mac, at=database.clock.utc_now())


def chain_rows(database: Database, passages: Sequence[str], incident_id: str) -> list[AuditRow]:
    """Return the rows of the chain that name one of `passages` or the incident, oldest first."""
    times = select(func.min(PassageTable.first_seen_at), func.max(PassageTable.last_seen_at)).where(
        PassageTable.passage_id.in_(passages)
    )
    names = {*passages, incident_id}
    with database.read() as session:
        first, last = session.execute(times).one()
        near: ColumnElement[bool] = or_(_AUDIT.kind.like("incident.%"), _AUDIT.kind == PASSAGE_NOTE)
        if first is not None:
            near = or_(near, _AUDIT.at.between(first - BEFORE, last + AFTER))
        rows = session.execute(select(AuditTable.__table__).where(near).order_by(_AUDIT.seq))
        found = [
            (
                AuditRow(
                    seq=row.seq,
                    at=row.at,
                    kind=row.kind,
                    actor=row.actor,
                    body=row.body,
                    mac=row.mac,
                ),
                json.loads(row.body),
            )
            for row in rows
        ]
    about = [body for _, body in found if names & _named(body)]
    names |= {str(body["intent_id"]) for body in about if "intent_id" in body}
    return [row for row, body in found if names & _named(body)]


def _named(body: dict[str, Any]) -> set[str]:
    """Return the ids that a row of the chain names."""
    found = {str(body[name]) for name in _IDS if body.get(name)}
    return found | {str(one) for one in body.get("recent_passages", ())}
