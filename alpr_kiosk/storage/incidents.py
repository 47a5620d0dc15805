# SPDX-License-Identifier: AGPL-3.0-or-later
"""`Incidents` over the database.

A hold is the word ``held`` in place of the category in the rows: what removes things asks
for categories, so it cannot overlook a hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from alpr_kiosk.domain.incidents import MOST_PASSAGES, Incident
from alpr_kiosk.domain.keeping import HELD, Category, category_of, strongest
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.clearing import digest_of
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    DecisionTable,
    EvidenceTable,
    IncidentPassageTable,
    IncidentTable,
    PassageTable,
    micros,
)
from alpr_kiosk.storage.pieces import pieces

_PASSAGE = PassageTable.__table__.c
_EVIDENCE = EvidenceTable.__table__.c
_LINK = IncidentPassageTable.__table__.c


class SqlIncidents:
    """Holds and releases; each call is one unit of work.

    Args:
        database: The record.
        key: Key of the chain.
    """

    def __init__(self, *, database: Database, key: ChainKey) -> None:
        self._database = database
        self._key = key

    def hold(
        self,
        incident_id: str,
        passages: Sequence[str],
        *,
        owner: str,
        reason: str,
        actor: str,
        review_at: datetime,
    ) -> Incident:
        """Hold passages, audited; see `Incidents`."""
        if len(passages) > MOST_PASSAGES:
            raise StorageError("incident.too_many", count=len(passages), most=MOST_PASSAGES)
        now = self._database.clock.utc_now()
        with self._database.write() as session:
            ids: list[str] = []
            for some in pieces(sorted(set(passages))):
                known = select(_PASSAGE.passage_id).where(_PASSAGE.passage_id.in_(some))
                ids += session.scalars(known)
            if not ids:
                raise StorageError("incident.nothing")
            session.add(
                IncidentTable(
                    incident_id=incident_id,
                    owner=owner,
                    reason=reason,
                    made_by=actor,
                    made_at=now,
                    review_at=review_at,
                    released_by="",
                    released_at=None,
                )
            )
            session.flush()
            links = [{"incident_id": incident_id, "passage_id": one} for one in ids]
            session.execute(insert(IncidentPassageTable), links)
            for some in pieces(ids):
                _keep_as(session, some, HELD)
            body: dict[str, object] = {
                "incident_id": incident_id,
                "passages": len(ids),
                "digest": digest_of(ids),
                "owner": owner,
                "review_at": review_at.isoformat(),
            }
            self._audit(session, "incident.held", actor, body, reason)
            return _incident(session, session.get_one(IncidentTable, incident_id))

    def between(
        self, since: datetime, until: datetime, cameras: Sequence[str] = ()
    ) -> Sequence[str]:
        """Return ids of passages by time; see `Incidents`."""
        query = select(_PASSAGE.passage_id).where(
            _PASSAGE.moment >= micros(since), _PASSAGE.moment < micros(until)
        )
        if cameras:
            query = query.where(_PASSAGE.camera_id.in_(cameras))
        with self._database.read() as session:
            return session.scalars(query.order_by(_PASSAGE.moment).limit(MOST_PASSAGES + 1)).all()

    def release(self, incident_id: str, *, actor: str, reason: str) -> Incident:
        """End a hold, audited; see `Incidents`."""
        with self._database.write() as session:
            row = session.get(IncidentTable, incident_id)
            if row is None:
                raise StorageError("incident.unknown", incident=incident_id)
            if row.released_at is not None:
                raise StorageError("incident.released", incident=incident_id)
            row.released_by, row.released_at = actor, self._database.clock.utc_now()
            session.flush()
            incident = _incident(session, row)
            for some in pieces(incident.passages):
                _let_go(session, some)
            body: dict[str, object] = {
                "incident_id": incident_id,
                "passages": len(incident.passages),
            }
            self._audit(session, "incident.released", actor, body, reason)
            return incident

    def incident(self, incident_id: str) -> Incident | None:
        """Return one with its passages."""
        with self._database.read() as session:
            row = session.get(IncidentTable, incident_id)
            return None if row is None else _incident(session, row)

    def incidents(self, *, released: bool = False) -> Sequence[Incident]:
        """Return incidents; see `Incidents`."""
        query = select(IncidentTable).order_by(IncidentTable.review_at, IncidentTable.incident_id)
        if not released:
            query = query.where(IncidentTable.released_at.is_(None))
        with self._database.read() as session:
            return tuple(_incident(session, row) for row in session.scalars(query))

    def _audit(
        self, session: Session, kind: str, actor: str, body: dict[str, object], reason: str
    ) -> None:
        # The reason may name a plate: it stands beside the chain.
        at = self._database.clock.utc_now()
        audit_log.append(session, self._key, at=at, kind=kind, actor=actor, body=body, note=reason)


def held_among(session: Session, passages: Iterable[str]) -> dict[str, list[str]]:
    """Return the incidents that hold some of `passages`, each with which of them."""
    found: dict[str, list[str]] = {}
    for some in pieces(list(passages)):
        query = (
            select(_LINK.incident_id, _LINK.passage_id)
            .join(IncidentTable, IncidentTable.incident_id == _LINK.incident_id)
            .where(_LINK.passage_id.in_(some), IncidentTable.released_at.is_(None))
        )
        for row in session.execute(query):
            found.setdefault(row.incident_id, []).append(row.passage_id)
    return found


# ------------------------------------------------------------------------------------- internals


def _keep_as(session: Session, passages: Sequence[str], keep_as: str) -> None:
    """Keep passages and their pictures as one kind; a plate that is gone stays gone."""
    session.execute(
        update(PassageTable)
        .where(_PASSAGE.passage_id.in_(passages), _PASSAGE.keep_as.is_not(None))
        .values(keep_as=keep_as)
    )
    session.execute(
        update(EvidenceTable).where(_EVIDENCE.passage_id.in_(passages)).values(keep_as=keep_as)
    )


def _let_go(session: Session, passages: Sequence[str]) -> None:
    """Keep passages as their decisions say again, except where another incident holds them."""
    others = {one for held in held_among(session, passages).values() for one in held}
    free = [one for one in passages if one not in others]
    said: dict[str, list[Category]] = {one: [] for one in free}
    query = select(DecisionTable).where(DecisionTable.passage_id.in_(free))
    for row in session.scalars(query):
        kinds = {one[0]: one[3] for one in row.candidates}
        said[row.passage_id].append(category_of(row.reason, row.entry_id, kinds))
    by_category: dict[str, list[str]] = {}
    for passage_id, categories in said.items():
        by_category.setdefault(strongest(categories).value, []).append(passage_id)
    for category, ids in by_category.items():
        _keep_as(session, ids, category)


def _incident(session: Session, row: IncidentTable) -> Incident:
    passages = session.scalars(
        select(_LINK.passage_id)
        .join(PassageTable, _PASSAGE.passage_id == _LINK.passage_id)
        .where(_LINK.incident_id == row.incident_id)
        .order_by(_PASSAGE.moment)
    )
    return Incident(
        incident_id=row.incident_id,
        owner=row.owner,
        reason=row.reason,
        made_by=row.made_by,
        made_at=row.made_at,
        review_at=row.review_at,
        released_by=row.released_by,
        released_at=row.released_at,
        passages=tuple(passages),
    )
