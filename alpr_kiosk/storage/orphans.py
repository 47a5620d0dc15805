# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures without a row: a kill came between the file and its row. They are swept away."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import select

from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.evidence import EvidenceFolder
from alpr_kiosk.storage.orm import EvidenceTable
from alpr_kiosk.storage.pieces import pieces

logger = logging.getLogger(__name__)

GRACE = timedelta(minutes=1)
"""A younger file may be waiting for its row (issue 6: no orphan older than a minute)."""

_FOLDERS = 256


class OrphanSweep:
    """Goes through the folders one by one; one thread at a time.

    Args:
        database: The record.
        evidence: The pictures.
    """

    def __init__(self, *, database: Database, evidence: EvidenceFolder) -> None:
        self._database = database
        self._evidence = evidence
        self._next = 0

    def step(self, now: datetime) -> bool:
        """Look through one folder; False when it was the last one, and the next is the first.

        Raises:
            StorageError: The database cannot be read or a file not removed.
        """
        before = (now - GRACE).timestamp()
        digests = self._evidence.older(f"{self._next:02x}", before)
        for some in pieces(digests):
            with self._database.read() as session:
                query = select(EvidenceTable.sha256).where(EvidenceTable.sha256.in_(some))
                named = set(session.scalars(query))
            for digest in some:
                if digest not in named and self._evidence.remove(digest):
                    logger.info("a picture without a row was removed: %s", digest[:12])
        self._next = (self._next + 1) % _FOLDERS
        return self._next != 0
