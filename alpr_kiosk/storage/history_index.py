# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether the index of parts of plates and the passages agree; SQLite keeps it by triggers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from alpr_kiosk.domain.history import PART_CHARS
from alpr_kiosk.storage.orm import PassageTable

_TOTALS = text("SELECT block FROM passage_trigram_data WHERE id = 1")
"""FTS5 keeps the number of its rows in this record, as a variable-length integer (its file format);
counting the rows of the table itself would count the passages."""

_IS_THERE = text("SELECT 1 FROM passage_trigram WHERE passage_trigram MATCH :part AND rowid = :row")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """What was found.

    Attributes:
        passages: Passages that are kept.
        indexed: Rows of the index.
        looked_at: Passages that were looked up in the index.
        lost: Those of them that it did not find.
    """

    passages: int
    indexed: int
    looked_at: int
    lost: int

    @property
    def ok(self) -> bool:
        """Whether every passage is found by its parts."""
        return self.indexed == self.passages and not self.lost


def index_state(session: Session, *, sample: int = 200) -> IndexState:
    """Compare the numbers, and look up the newest passages; reads only."""
    passages = session.scalar(select(func.count()).select_from(PassageTable)) or 0
    newest = select(PassageTable.moment, PassageTable.fold).order_by(PassageTable.moment.desc())
    looked_at = lost = 0
    for moment, key in session.execute(newest.limit(sample)):
        if len(key) < PART_CHARS:
            continue
        looked_at += 1
        at = moment % (len(key) - PART_CHARS + 1)
        part = f'"{key[at : at + PART_CHARS]}"'
        lost += session.execute(_IS_THERE, {"part": part, "row": moment}).first() is None
    totals = session.execute(_TOTALS).scalar() or b""
    return IndexState(
        passages=passages, indexed=_variable_length(totals), looked_at=looked_at, lost=lost
    )


def _variable_length(data: bytes) -> int:
    """Return the number at the beginning: seven bits a byte, the highest first."""
    number = 0
    for byte in data[:9]:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return number
