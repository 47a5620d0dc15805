# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the record knows of one passage beside it: how long it is kept, and what vouches for it."""

from __future__ import annotations

import hmac
import json
from typing import Any

from sqlalchemy import select

from alpr_kiosk.domain.audit import GENESIS, chain_mac, plate_hash
from alpr_kiosk.domain.evidence_queries import ChainCheck, Seal
from alpr_kiosk.domain.history import PassageDetail, PastDecision
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import AuditTable, EvidenceTable, PassageTable
from alpr_kiosk.storage.pack_facts import AFTER, BEFORE
from alpr_kiosk.storage.pseudonym import SIGN

_AUDIT = AuditTable.__table__.c


class SqlEvidenceFacts:
    """`EvidenceFacts` over the database.

    Args:
        database: The record.
        key: Key of the chain, with those that it replaced.
    """

    def __init__(self, *, database: Database, key: ChainKey) -> None:
        self._database = database
        self._key = key

    def kept_as(self, passage_id: str) -> str:
        """Return the category of the pictures, ``held``, or "" for neither."""
        pictures = select(EvidenceTable.keep_as).where(EvidenceTable.passage_id == passage_id)
        passage = select(PassageTable.keep_as).where(PassageTable.passage_id == passage_id)
        with self._database.read() as session:
            found = session.scalars(pictures).first() or session.scalar(passage)
        return found or ""

    def chain(self, detail: PassageDetail) -> ChainCheck:
        """Return whether the rows about a passage fit the chain, and its decisions fit them."""
        row = detail.row
        near = _AUDIT.at.between(row.first_seen_at - BEFORE, row.last_seen_at + AFTER)
        query = select(AuditTable.__table__).where(near).order_by(_AUDIT.seq)
        with self._database.read() as session:
            rows = session.execute(query).all()
            own = [(one, body) for one in rows if (body := self._about(one, row.passage_id))]
            before = {one.seq: one.mac for one in rows}
            for one, _body in own:
                if one.seq - 1 not in before:
                    mac = session.scalar(select(_AUDIT.mac).where(_AUDIT.seq == one.seq - 1))
                    before[one.seq - 1] = mac or (GENESIS if one.seq == 1 else "")
        if not own:
            return ChainCheck(seal=Seal.NONE)
        fits = [self._fits(one, before[one.seq - 1]) for one, _ in own]
        newest = own[-1][0].seq
        if False in fits or not self._decided_so(detail, [body for _, body in own]):
            return ChainCheck(seal=Seal.BROKEN, rows=len(own), seq=newest)
        seal = Seal.NONE if None in fits else Seal.FITS
        return ChainCheck(seal=seal, rows=len(own), seq=newest)

    @staticmethod
    def _about(row: Any, passage_id: str) -> dict[str, Any] | None:
        """Return the body of a row that names the passage, else None."""
        if passage_id not in row.body:
            return None
        body: dict[str, Any] = json.loads(row.body)
        named = body.get("passage_id") == passage_id
        return body if named or passage_id in body.get("recent_passages", ()) else None

    def _fits(self, row: Any, before: str) -> bool | None:
        """Return whether a row has its mac, None when its key is lost."""
        key = self._key.ring.get(row.key_id)
        if key is None:
            return None
        mac = chain_mac(key.secret, before, row.seq, row.at, row.kind, row.actor, row.body)
        return hmac.compare_digest(mac.encode(), row.mac.encode())

    def _decided_so(self, detail: PassageDetail, bodies: list[dict[str, Any]]) -> bool:
        """Return whether what is shown of each decision is what its row of the chain says."""
        told = {body["decision_id"]: body for body in bodies if "decision_id" in body}
        return all(
            self._same(one, told[one.decision_id])
            for one in detail.decisions
            if one.decision_id in told
        )

    def _same(self, decision: PastDecision, body: dict[str, Any]) -> bool:
        if "reason" not in body:
            return True  # a row of the answer to its question
        if (decision.action, decision.reason) != (body.get("action"), body.get("reason")):
            return False
        kept = body.get("plate_hash")
        if decision.plate.startswith(SIGN) or kept is None:
            return True  # a pseudonym stands for it: nothing is left to be compared
        return any(
            plate_hash(key.secret, decision.plate) == kept for key in self._key.ring.values()
        )
