# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plates and pictures are taken out of rows: because their time is over, or because a person asked.

Each is part of its caller's unit of work; many rows go in one statement, for others wait meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, case, delete, update
from sqlalchemy.orm import Session

from alpr_kiosk.domain.stays import Fit
from alpr_kiosk.storage.orm import DecisionTable, EvidenceTable, Json, PassageTable, StayTable
from alpr_kiosk.storage.pseudonym import fold_of
from alpr_kiosk.storage.records import mark_to_remove

_PASSAGE = PassageTable.__table__.c
_EVIDENCE = EvidenceTable.__table__.c
_DECISION = DecisionTable.__table__.c
_STAY = StayTable.__table__.c
_ID: BindParameter[str] = bindparam("passage_of")

CLEARED_FROM = (
    _PASSAGE.passage_id,
    _PASSAGE.plate,
    _PASSAGE.corrected,
    _PASSAGE.best_read,
    _PASSAGE.first_seen_at,
)
"""What `clear_plates` must know of a passage."""

_CLEAR_PASSAGE = (
    update(PassageTable.__table__)  # type: ignore[arg-type]
    .where(_PASSAGE.passage_id == _ID)
    .values(
        plate=bindparam("token"),
        fold=bindparam("token_fold"),
        corrected=bindparam("corrected_token", type_=_PASSAGE.corrected.type),
        corrected_fold=bindparam("corrected_fold_token", type_=_PASSAGE.corrected_fold.type),
        votes=[],
        best_read=bindparam("read", type_=_PASSAGE.best_read.type),
        keep_as=None,
    )
)
_CLEAR_DECISIONS = (
    update(DecisionTable.__table__)  # type: ignore[arg-type]
    .where(_DECISION.passage_id == _ID)
    .values(plate=bindparam("token"), entry_id=None, candidates=[], context=[])
)

# A car that is still inside keeps its plate: somebody may have to look for it. One that came in
# unread has that of its exit.
_CLEAR_ENTRIES = (
    update(StayTable.__table__)  # type: ignore[arg-type]
    .where(_STAY.stay_id == _ID, _STAY.ended_moment.is_not(None), _STAY.text != "")
    .where(_STAY.fit.is_distinct_from(Fit.UNREAD.value))
    .values(text=bindparam("counted"))
)
_CLEAR_EXITS = (
    update(StayTable.__table__)  # type: ignore[arg-type]
    .where(_STAY.exit_passage == _ID, _STAY.exit_text != "")
    .values(
        exit_text=bindparam("counted"),
        text=case((_STAY.fit == Fit.UNREAD.value, bindparam("counted")), else_=_STAY.text),
    )
)


def digest_of(lines: Iterable[str]) -> str:
    """Return the SHA-256 over ids or digests, in whatever order they come, hexadecimal."""
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8")).hexdigest()


def remove_pictures(session: Session, files: Sequence[Any], now: datetime) -> None:
    """Take rows of pictures away; the files are removed after this unit of work."""
    ids = {file.passage_id for file in files}
    mark_to_remove(session, [file.sha256 for file in files])
    session.execute(delete(EvidenceTable).where(_EVIDENCE.passage_id.in_(ids)))
    session.execute(
        update(PassageTable).where(_PASSAGE.passage_id.in_(ids)).values(pictures_gone_at=now)
    )


def clear_plates(session: Session, rows: Sequence[Any], token_of: Callable[[str], str]) -> None:
    """Let tokens take the place of plates, in passages and their decisions.

    Args:
        session: A writing unit of work.
        rows: Passages, with the columns `CLEARED_FROM`.
        token_of: Returns what stands in place of a plate.
    """
    values = []
    for row in rows:
        token = token_of(row.plate)
        corrected = None if row.corrected is None else token_of(row.corrected)
        values.append(
            {
                "passage_of": row.passage_id,
                "token": token,
                "token_fold": fold_of(token),
                "corrected_token": corrected,
                "corrected_fold_token": None if corrected is None else fold_of(corrected),
                "read": without_text(row.best_read),
            }
        )
    connection = session.connection()
    connection.execute(_CLEAR_PASSAGE, values)
    connection.execute(
        _CLEAR_DECISIONS, [{name: one[name] for name in ("passage_of", "token")} for one in values]
    )
    stays = [
        {
            "passage_of": one["passage_of"],
            "counted": one["token"] if one["corrected_token"] is None else one["corrected_token"],
        }
        for one in values
    ]
    connection.execute(_CLEAR_ENTRIES, stays)
    connection.execute(_CLEAR_EXITS, stays)


def without_text(read: Json | None) -> Json | None:
    """Return how good a read was, without what it read."""
    return None if read is None else {**read, "text": "", "chars": []}
