# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept, and a plate erased, beside the running kiosk (`domain.privacy_queries`).

`storage.erasing` erases with the kiosk stopped and writes the database anew. Here others read on:
freed cells are overwritten at once and the log is cut where nobody reads an old page; what traces
are left in files is counted and told, not hidden.
"""

from __future__ import annotations

import contextlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, or_, select, text

from alpr_kiosk.domain.breaking_off import kept_whole
from alpr_kiosk.domain.keeping import HELD, KeepingRules
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.privacy_queries import (
    KeepingPreview,
    KeptPart,
    KeptView,
    PlateErased,
    PlateKept,
    ProofLine,
)
from alpr_kiosk.domain.queries import QueryControl
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import plate_data
from alpr_kiosk.storage.erasing import files_with, forms
from alpr_kiosk.storage.orm import AuditNoteTable, AuditTable, EvidenceTable, PassageTable, micros
from alpr_kiosk.storage.retention import REMOVED, remove_files
from alpr_kiosk.storage.store import Store

PROOFS = 50
"""Newest proofs on the page; all are in the audit chain."""
ERASED = "privacy.erased"
LAST_RUN = "chore.retention"
"""Setting of the keeper: when it last looked for what is over its time."""
EVERY = timedelta(hours=1)
"""Time between two of its looks (`site_chores`)."""


class PrivacyStore:
    """A `PlateEraser` on the record.

    Args:
        store: The open record.
        root: Data folder, for traces in its files.
        rules: How long things are kept.
    """

    def __init__(self, *, store: Store, root: Path, rules: KeepingRules) -> None:
        self._store = store
        self._root = root
        self._rules = rules

    def kept(self) -> KeptView:
        """Return what is kept; see `PlateEraser`."""
        with self._store.database.read() as session:
            plates = _counted(
                session.execute(
                    select(PassageTable.keep_as, func.count())
                    .where(PassageTable.keep_as.is_not(None))
                    .group_by(PassageTable.keep_as)
                ).all()
            )
            pictures = _counted(
                session.execute(
                    select(EvidenceTable.keep_as, func.count()).group_by(EvidenceTable.keep_as)
                ).all()
            )
            rows = session.scalar(select(func.count()).select_from(PassageTable)) or 0
            notes = session.scalar(select(func.count()).select_from(AuditNoteTable)) or 0
            found = session.execute(
                select(
                    AuditTable.seq,
                    AuditTable.at,
                    AuditTable.kind,
                    AuditTable.actor,
                    AuditTable.body,
                )
                .where(AuditTable.kind.in_((REMOVED, ERASED)))
                .order_by(AuditTable.seq.desc())
                .limit(PROOFS)
            ).all()
        day = timedelta(days=1)
        parts = [
            KeptPart(
                name=category.value,
                plates=plates.get(category.value, 0),
                pictures=pictures.get(category.value, 0),
                pictures_days=self._rules.pictures[category] / day,
                plates_days=self._rules.plates[category] / day,
            )
            for category in self._rules.plates
        ]
        parts += [
            KeptPart(name=HELD, plates=plates.get(HELD, 0), pictures=pictures.get(HELD, 0)),
            KeptPart(name="rows", plates=rows, plates_days=self._rules.rows / day),
            KeptPart(name="notes", plates=notes, plates_days=self._rules.notes / day),
        ]
        proofs = tuple(_proof(*row) for row in found)
        return KeptView(parts=tuple(parts), proofs=proofs, next_at=self._next())

    def older(self, rules: KeepingRules) -> KeepingPreview:
        """Count what other rules would remove; see `PlateEraser`.

        As `storage.retention` looks for it, without the stays, which go with their plates.
        """
        now = self._store.database.clock.utc_now()
        counts: dict[str, Any] = {}
        for one in rules.plates:
            before = now - rules.plates[one]
            counts[f"{one.value}.pictures_days"] = (
                select(func.count())
                .select_from(EvidenceTable)
                .where(EvidenceTable.keep_as == one.value)
                .where(EvidenceTable.seen_at < now - rules.pictures[one])
            )
            counts[f"{one.value}.plates_days"] = (
                select(func.count())
                .select_from(PassageTable)
                .where(PassageTable.keep_as == one.value)
                .where(PassageTable.moment < micros(before), PassageTable.last_seen_at < before)
            )
        counts["rows_days"] = (
            select(func.count())
            .select_from(PassageTable)
            .where(PassageTable.moment < micros(now - rules.rows))
            .where(or_(PassageTable.keep_as.is_(None), PassageTable.keep_as != HELD))
        )
        counts["notes_days"] = (
            select(func.count())
            .select_from(AuditNoteTable)
            .join(AuditTable, AuditNoteTable.seq == AuditTable.seq)
            .where(AuditTable.at < now - rules.notes, AuditTable.kind.not_like("alert.%"))
        )
        with self._store.database.read() as session:
            older = tuple((key, session.scalar(query) or 0) for key, query in counts.items())
        return KeepingPreview(older=older, next_at=self._next())

    def find(self, plate: str, *, actor: str) -> PlateKept:
        """Return what is kept about a plate; see `PlateEraser`."""
        # Before anything is looked for: a look that nobody knows of must not happen.
        body: dict[str, object] = {"plate": plate, "dry_run": True}
        self._store.records.append_audit("privacy.searched", actor, body)
        with self._store.database.read() as session:
            finds = plate_data.find(session, plate, alike=False)
        counts = tuple((name, count) for name, count in finds.counts.items() if count)
        return PlateKept(plate=finds.text, counts=counts)

    def erase(self, plate: str, *, actor: str, reason: str, control: QueryControl) -> PlateErased:
        """Erase a plate; see `PlateEraser`."""
        wanted = Plate(plate)
        if wanted.text in Plate(reason).text:
            raise StorageError("privacy.reason")
        control.check()
        now = self._store.database.clock.utc_now()
        with self._store.database.write() as session:
            sqlite = session.get_bind().dialect.name == "sqlite"
            if sqlite:
                session.execute(text("PRAGMA secure_delete=ON"))
            finds = plate_data.find(session, plate, alike=False)
            seq = plate_data.erase(
                session, self._store.key, finds, at=now, actor=actor, reason=reason
            )
            if sqlite:
                session.execute(
                    text("INSERT INTO passage_trigram (passage_trigram) VALUES ('optimize')")
                )
        # From here on it is erased: what follows only tidies up, and is not broken off.
        with kept_whole():
            while remove_files(self._store.database, self._store.evidence):
                pass
            with contextlib.suppress(StorageError), self._store.database.read() as session:
                session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            left = len(files_with(self._root, forms(self._store, finds)))
        return PlateErased(plate=finds.text, count=sum(finds.counts.values()), seq=seq, left=left)

    def _next(self) -> datetime | None:
        last = self._store.records.get_setting(LAST_RUN)
        if not last:
            return None
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(last) + EVERY
        return None


def _counted(rows: object) -> dict[str, int]:
    return {str(name): int(count) for name, count in rows}  # type: ignore[attr-defined]


def _proof(seq: int, at: datetime, kind: str, actor: str, body: str) -> ProofLine:
    try:
        held = json.loads(body)
    except ValueError:
        held = {}
    if kind == REMOVED:
        count, what = held.get("count", 0), str(held.get("what", ""))
    else:
        count, what = sum(v for k, v in held.items() if k in _ROWS and isinstance(v, int)), ""
    return ProofLine(
        seq=seq,
        at=at,
        kind=kind,
        actor=actor,
        what=what,
        count=count if isinstance(count, int) else 0,
    )


_ROWS = frozenset(
    (
        *("passages", "alike", "decisions", "entries", "changes", "stays", "marks"),
        *("notes", "reasons", "incidents"),
    )
)
"""Counts of an erasure's proof."""
