# SPDX-License-Identifier: AGPL-3.0-or-later
"""What has had its time is removed, in small steps, each with its proof in the chain (rules 26).

A step is one short transaction: the gate's journal gets in between. Its proof is committed with it,
so a kill leaves neither a removal without a proof nor a proof of nothing. Files go after the rows
that named them; their names are kept until then, and no row ever names a file that is gone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from alpr_kiosk.domain.history import PASSAGE_NOTE
from alpr_kiosk.domain.keeping import Category, KeepingRules, Removal
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.clearing import CLEARED_FROM, clear_plates, digest_of, remove_pictures
from alpr_kiosk.storage.date_trust import BUSY_MS, DateTrust
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.evidence import EvidenceFolder
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    AuditNoteTable,
    AuditTable,
    DecisionTable,
    EvidenceTable,
    IncidentPassageTable,
    IncidentTable,
    OverrideReasonTable,
    PassageTable,
    PictureToRemoveTable,
    StayMarkTable,
    StayTable,
    micros,
)
from alpr_kiosk.storage.pseudonym import SIGN, pseudonym

logger = logging.getLogger(__name__)

STEP = 50
"""Passages a step: the lock for writing is held two to three times as long as for a row of the
journal (docs/adr/0025, `measure keeping`)."""

REMOVED = "retention.removed"
"""Kind of the audit row that proves a removal."""

EXPIRED_NOTE = "evidence.expired"
"""What a passage says of its pictures once their time is over."""

_PASSAGE = PassageTable.__table__.c
_EVIDENCE = EvidenceTable.__table__.c
_DECISION = DecisionTable.__table__.c


class Retention:
    """Removes what has had its time. `step` is called by one thread, when there is time.

    Args:
        database: The record.
        key: Key of the chain, for proofs and pseudonyms.
        evidence: The pictures.
        rules: How long things are kept.
    """

    def __init__(
        self,
        *,
        database: Database,
        key: ChainKey,
        evidence: EvidenceFolder,
        rules: KeepingRules,
    ) -> None:
        self._database = database
        self._key = key
        self._evidence = evidence
        self._rules = rules
        self._date = DateTrust(database)

    def step(self, now: datetime) -> bool:
        """Remove a little; True when there was something, so that more may be due.

        Args:
            now: Aware time.

        Raises:
            StorageError: As any write; what the step had begun is undone or is done by the next.
        """
        if remove_files(self._database, self._evidence):
            return True
        return self._date.trusts(now) and (
            any(self._pictures(category, now) for category in Category)
            or any(self._plates(category, now) for category in Category)
            or self._stays(now)
            or self._rows(now)
            or self._notes(now)
            or self._reasons(now)
        )

    # ------------------------------------------------------------------------------- the steps

    def _pictures(self, category: Category, now: datetime) -> bool:
        due = (
            select(_EVIDENCE.passage_id)
            .where(_EVIDENCE.keep_as == category.value)
            .where(_EVIDENCE.seen_at < now - self._rules.pictures[category])
            .order_by(_EVIDENCE.seen_at)
            .limit(2 * STEP)
        )
        ids = self._look(due)
        if not ids:
            return False
        with self._database.write(busy_ms=BUSY_MS) as session:
            # Once more: an incident may hold some of them by now.
            still = _EVIDENCE.passage_id.in_(ids) & (_EVIDENCE.keep_as == category.value)
            files = session.execute(select(EvidenceTable.__table__).where(still)).all()
            if files:
                remove_pictures(session, files, now)
                session.execute(
                    update(PassageTable)
                    .where(_PASSAGE.passage_id.in_({file.passage_id for file in files}))
                    .values(evidence_note=EXPIRED_NOTE)
                )
                removal = Removal(
                    what="pictures",
                    category=category.value,
                    count=len(files),
                    size=sum(file.size for file in files),
                    oldest=min(file.seen_at for file in files),
                    newest=max(file.seen_at for file in files),
                    digest=digest_of(f"{f.passage_id} {f.kind} {f.sha256}" for f in files),
                )
                self._prove(session, removal, now)
        return True

    def _plates(self, category: Category, now: datetime) -> bool:
        before = now - self._rules.plates[category]
        due = (
            select(_PASSAGE.passage_id)
            .where(_PASSAGE.keep_as == category.value)
            .where(_PASSAGE.moment < micros(before), _PASSAGE.last_seen_at < before)
            .order_by(_PASSAGE.moment)
            .limit(STEP)
        )
        ids = self._look(due)
        if not ids:
            return False
        with self._database.write(busy_ms=BUSY_MS) as session:
            still = _PASSAGE.passage_id.in_(ids) & (_PASSAGE.keep_as == category.value)
            rows = session.execute(select(*CLEARED_FROM).where(still)).all()
            if rows:
                clear_plates(session, rows, lambda plate: pseudonym(self._key, plate))
                self._prove(session, _passages_gone("plates", category.value, rows), now)
        return True

    def _stays(self, now: datetime) -> bool:
        """Let pseudonyms take the place of plates of cars that have left, and of guards' words."""
        stay, mark = StayTable.__table__.c, StayMarkTable.__table__.c
        plates = self._rules.plates
        listed = now - max(plates.values())
        unlisted = now - plates[Category.UNLISTED]
        clear = or_(_has_plate(stay.text), _has_plate(stay.exit_text))
        over = or_(stay.seen_at < listed, and_(stay.entry_id.is_(None), stay.seen_at < unlisted))
        stays = select(stay.stay_id, stay.text, stay.exit_text, stay.seen_at).where(
            stay.ended_moment < micros(max(listed, unlisted)), clear, over
        )
        marks = select(mark.mark_id, mark.text, mark.at).where(
            mark.at < listed, _has_plate(mark.text)
        )
        with self._database.read() as session:
            left = session.execute(stays.limit(STEP)).all()
            said = session.execute(marks.limit(STEP)).all()
        if not left and not said:
            return False
        with self._database.write(busy_ms=BUSY_MS) as session:
            for row in left:
                texts = {"text": row.text, "exit_text": row.exit_text}
                session.execute(
                    update(StayTable)
                    .where(stay.stay_id == row.stay_id)
                    .values({name: pseudonym(self._key, text) for name, text in texts.items()})
                )
            for word in said:
                session.execute(
                    update(StayMarkTable)
                    .where(mark.mark_id == word.mark_id)
                    .values(text=pseudonym(self._key, word.text))
                )
            ids = [*(row.stay_id for row in left), *(row.mark_id for row in said)]
            times = [*(row.seen_at for row in left), *(row.at for row in said)]
            self._prove(session, _gone("stays", "", ids, times), now)
        return True

    def _rows(self, now: datetime) -> bool:
        held = _held_passages()
        due = (
            select(_PASSAGE.passage_id)
            .where(_PASSAGE.moment < micros(now - self._rules.rows))
            .where(_PASSAGE.keep_as.is_(None), _PASSAGE.passage_id.not_in(held))
            .order_by(_PASSAGE.moment)
            .limit(STEP)
        )
        ids = self._look(due)
        if not ids:
            return False
        with self._database.write(busy_ms=BUSY_MS) as session:
            still = _PASSAGE.passage_id.in_(ids) & _PASSAGE.passage_id.not_in(held)
            rows = session.execute(
                select(_PASSAGE.passage_id, _PASSAGE.first_seen_at).where(still)
            ).all()
            gone = [row.passage_id for row in rows]
            if gone:
                linked = IncidentPassageTable.passage_id.in_(gone)
                session.execute(delete(IncidentPassageTable).where(linked))
                session.execute(delete(DecisionTable).where(_DECISION.passage_id.in_(gone)))
                session.execute(delete(PassageTable).where(_PASSAGE.passage_id.in_(gone)))
                self._prove(session, _passages_gone("rows", "", rows), now)
        return True

    def _notes(self, now: datetime) -> bool:
        """Remove free texts beside the chain; its rows keep their keyed hashes."""
        note, row = AuditNoteTable.__table__.c, AuditTable.__table__.c
        alerts = row.kind.like("alert.%")
        # What an incident holds is kept with what was written to it.
        of_passage = func.json_extract(row.body, "$.passage_id")
        held = and_(row.kind == PASSAGE_NOTE, of_passage.in_(_held_passages()))
        return any(
            self._notes_of(note, row, condition, now - kept, now)
            for condition, kept in (
                (alerts, self._rules.plates[Category.DENIED]),
                (and_(~alerts, ~held), self._rules.notes),
            )
        )

    def _notes_of(
        self, note: Any, row: Any, condition: ColumnElement[bool], before: datetime, now: datetime
    ) -> bool:
        due = (
            select(note.seq, row.at)
            .join_from(AuditNoteTable, AuditTable, note.seq == row.seq)
            .where(condition, row.at < before)
            .order_by(note.seq)
            .limit(2 * STEP)
        )
        with self._database.read() as session:
            found = session.execute(due).all()
        if not found:
            return False
        seqs = [one.seq for one in found]
        with self._database.write(busy_ms=BUSY_MS) as session:
            session.execute(delete(AuditNoteTable).where(note.seq.in_(seqs)))
            times = [one.at for one in found]
            self._prove(session, _gone("notes", "", map(str, seqs), times), now)
        return True

    def _reasons(self, now: datetime) -> bool:
        """Take away what was written to openings by hand, and to incidents that are over."""
        before = now - self._rules.notes
        opened, held = OverrideReasonTable, IncidentTable
        return self._words(opened, opened.intent_id, opened.at, opened.note, before, now) or (
            self._words(held, held.incident_id, held.released_at, held.reason, before, now)
        )

    def _words(
        self, table: Any, key: Any, at: Any, words: Any, before: datetime, now: datetime
    ) -> bool:
        due = select(key.label("id"), at.label("at")).where(at < before, words != "")
        with self._database.read() as session:
            found = session.execute(due.limit(2 * STEP)).all()
        if found:
            ids = [one.id for one in found]
            with self._database.write(busy_ms=BUSY_MS) as session:
                session.execute(update(table).where(key.in_(ids)).values({words.key: ""}))
                times = [one.at for one in found]
                self._prove(session, _gone("notes", "", ids, times), now)
        return bool(found)

    def _look(self, due: Any) -> list[str]:
        with self._database.read() as session:
            return sorted(set(session.scalars(due)))

    def _prove(self, session: Session, removal: Removal, now: datetime) -> None:
        body = asdict(removal)
        body["oldest"], body["newest"] = removal.oldest.isoformat(), removal.newest.isoformat()
        audit_log.append(session, self._key, at=now, kind=REMOVED, actor="system", body=body)


def _held_passages() -> Select[str]:
    """Return the query for the passages that an incident holds."""
    return (
        select(IncidentPassageTable.passage_id)
        .join(IncidentTable, IncidentTable.incident_id == IncidentPassageTable.incident_id)
        .where(IncidentTable.released_at.is_(None))
    )


def _has_plate(text: Any) -> ColumnElement[bool]:
    """Return whether a text is a plate: not of a car that nobody read, and no pseudonym."""
    return and_(text != "", text.not_like(f"{SIGN}%"))


def remove_files(database: Database, evidence: EvidenceFolder) -> bool:
    """Remove a few files whose rows are gone; True when one of them is."""
    names = select(PictureToRemoveTable.sha256).order_by(PictureToRemoveTable.sha256)
    with database.read() as session:
        digests = session.scalars(names.limit(2 * STEP)).all()
        query = select(_EVIDENCE.sha256).where(_EVIDENCE.sha256.in_(digests)).distinct()
        named = set(session.scalars(query))
    # A picture that another passage has too stays; one that was just stored again waits.
    done = [one for one in digests if one in named or evidence.remove(one)]
    if done:
        gone = delete(PictureToRemoveTable).where(PictureToRemoveTable.sha256.in_(done))
        with database.write(busy_ms=BUSY_MS) as session:
            session.execute(gone)
    return bool(done)


def _passages_gone(what: str, category: str, rows: Sequence[Any]) -> Removal:
    ids = [row.passage_id for row in rows]
    return _gone(what, category, ids, [row.first_seen_at for row in rows])


def _gone(what: str, category: str, ids: Iterable[str], times: Sequence[datetime]) -> Removal:
    return Removal(
        what=what,
        category=category,
        count=len(times),
        size=0,
        oldest=min(times),
        newest=max(times),
        digest=digest_of(ids),
    )
