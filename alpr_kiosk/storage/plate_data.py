# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that is kept about one plate: found, told, and erased (rules 26).

Also where it hides: among the candidates of other cars' decisions, as a misread of the same car, in
what people wrote. What is erased leaves its rows, so that counts stay right, under a pseudonym that
says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, Table, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from alpr_kiosk.domain.audit import plate_hash
from alpr_kiosk.domain.list_changes import ItemKind
from alpr_kiosk.domain.plate import Plate, fold, normalise
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, list_log
from alpr_kiosk.storage.clearing import (
    CLEARED_FROM,
    clear_plates,
    digest_of,
    remove_pictures,
    without_text,
)
from alpr_kiosk.storage.incidents import held_among
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    AuditNoteTable,
    AuditTable,
    Base,
    DecisionTable,
    EvidenceTable,
    IncidentTable,
    ListChangeTable,
    ListEntryTable,
    OverrideReasonTable,
    PassageTable,
    StayMarkTable,
    StayTable,
)
from alpr_kiosk.storage.passage_notes import note_rows
from alpr_kiosk.storage.pieces import pieces
from alpr_kiosk.storage.pseudonym import ERASED

ERASED_NOTE = "evidence.erased"
"""What a passage says of pictures that were erased."""

_WORD = re.compile(r"[^\W_]+")
_PASSAGE = PassageTable.__table__.c
_NO_COLUMNS = frozenset({"fold", "strong_fold", "corrected_fold", "keep_as", "moment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateFinds:
    """Ids of the rows that hold a plate, by what they are.

    Attributes:
        text: The plate, normalised.
        spellings: It, and how it is written on the lists.
        passages: Read as this plate, or corrected to it; oldest first.
        alike: Read as a look-alike that is on no list: the same car misread, or another one.
        decisions: Of other passages, that name it.
        entries: List entries.
        changes: Changes of the lists.
        stays: Stays inside.
        marks: Guards' words about it.
        notes: Texts beside the audit chain that name it or are about its passages, by row number.
        reasons: Reasons of openings by hand, by command.
        incidents: Incidents that are over, whose reason names it.
    """

    text: str
    spellings: tuple[str, ...]
    passages: tuple[str, ...]
    alike: tuple[str, ...]
    decisions: tuple[str, ...]
    entries: tuple[str, ...]
    changes: tuple[int, ...]
    stays: tuple[str, ...]
    marks: tuple[str, ...]
    notes: tuple[int, ...]
    reasons: tuple[str, ...]
    incidents: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        names = (
            *("passages", "alike", "decisions", "entries", "changes", "stays", "marks"),
            *("notes", "reasons", "incidents"),
        )
        return {name: len(getattr(self, name)) for name in names}


def find(session: Session, plate: str, *, alike: bool) -> PlateFinds:
    """Look through everything for a plate.

    Args:
        session: A unit of work.
        plate: In any spelling.
        alike: Look-alikes too, as far as they are on no list.

    Raises:
        StorageError: ``privacy.no_plate``: nothing of it is a letter or digit.
    """
    wanted = Plate(plate)
    if not wanted.text:
        raise StorageError("privacy.no_plate")
    entries = session.execute(
        select(ListEntryTable.entry_id, ListEntryTable.plate).where(
            ListEntryTable.text == wanted.text
        )
    ).all()
    change = ListChangeTable
    changes = session.execute(
        select(change.change_id, change.item_id, change.before, change.after).where(
            or_(change.old_text == wanted.text, change.new_text == wanted.text)
        )
    ).all()
    spellings = {plate, wanted.text, *(row.plate for row in entries)}
    for row in changes:
        for value in (row.before, row.after):
            told = str((value or {}).get("plate", ""))
            if normalise(told) == wanted.text:
                spellings.add(told)
    own, others = _passages(session, wanted, alike=alike)
    about = {*own, *(passage_id for passage_id, _ in others)}
    texts = {wanted.text} | {text for _, text in others}
    return PlateFinds(
        text=wanted.text,
        spellings=tuple(sorted(spellings)),
        passages=tuple(own),
        alike=tuple(passage_id for passage_id, _ in others),
        decisions=tuple(
            decision_id
            for decision_id, passage_id in _decisions(
                session, wanted.text, spellings, {row.entry_id for row in entries}
            )
            if passage_id not in about
        ),
        entries=tuple(row.entry_id for row in entries),
        changes=tuple(row.change_id for row in changes),
        stays=tuple(
            session.scalars(
                select(StayTable.stay_id).where(
                    or_(StayTable.text.in_(texts), StayTable.exit_text.in_(texts))
                )
            )
        ),
        marks=tuple(
            session.scalars(select(StayMarkTable.mark_id).where(StayMarkTable.text.in_(texts)))
        ),
        notes=tuple(
            sorted(
                {
                    *_named_in(session, wanted.text, AuditNoteTable.seq, AuditNoteTable.text),
                    *note_rows(session, about),
                }
            )
        ),
        reasons=tuple(
            _named_in(
                session,
                wanted.text,
                OverrideReasonTable.intent_id,
                OverrideReasonTable.note,
                OverrideReasonTable.reason,
            )
        ),
        incidents=tuple(
            _named_in(session, wanted.text, IncidentTable.incident_id, IncidentTable.reason)
        ),
    )


def tell(session: Session, key: ChainKey, finds: PlateFinds) -> dict[str, list[dict[str, Any]]]:
    """Return the rows as plain JSON by table, those of the audit chain by their keyed hash."""
    passages = list(finds.passages)
    found = {
        "passages": _rows(session, PassageTable, _PASSAGE.passage_id, passages),
        "decisions": [
            *_rows(session, DecisionTable, DecisionTable.passage_id, passages),
            *_rows(session, DecisionTable, DecisionTable.decision_id, finds.decisions),
        ],
        "pictures": _rows(session, EvidenceTable, EvidenceTable.passage_id, passages),
        "list_entries": _rows(session, ListEntryTable, ListEntryTable.entry_id, finds.entries),
        "list_changes": _rows(session, ListChangeTable, ListChangeTable.change_id, finds.changes),
        "stays": _rows(session, StayTable, StayTable.stay_id, finds.stays),
        "guards_words": _rows(session, StayMarkTable, StayMarkTable.mark_id, finds.marks),
        "notes": _rows(session, AuditNoteTable, AuditNoteTable.seq, finds.notes),
        "reasons": _rows(
            session, OverrideReasonTable, OverrideReasonTable.intent_id, finds.reasons
        ),
        "incidents": _rows(session, IncidentTable, IncidentTable.incident_id, finds.incidents),
    }
    hashes = [plate_hash(one.secret, finds.text) for one in key.ring.values()]
    named = or_(*(AuditTable.body.contains(one) for one in hashes))
    rows = session.execute(select(AuditTable.__table__).where(named).order_by(AuditTable.seq))
    found["audit"] = [_plain(row._mapping) for row in rows]
    return found


def erase(
    session: Session, key: ChainKey, finds: PlateFinds, *, at: datetime, actor: str, reason: str
) -> int:
    """Erase what was found, within the caller's writing unit of work; return the proof's row.

    Args:
        session: A writing unit of work.
        key: Key of the chain.
        finds: What was found in it.
        at: Aware time.
        actor: Who does it.
        reason: Why; must not name the plate.

    Raises:
        StorageError: ``privacy.held``: an incident holds some of it.
    """
    passages = [*finds.passages, *finds.alike]
    held = held_among(session, passages)
    open_incidents = select(IncidentTable.incident_id).where(
        IncidentTable.incident_id.in_(finds.incidents), IncidentTable.released_at.is_(None)
    )
    holding = sorted({*held, *session.scalars(open_incidents)})
    if holding:
        raise StorageError("privacy.held", incidents=", ".join(holding))
    pictures, size = 0, 0
    for some in pieces(passages):
        rows = session.execute(select(*CLEARED_FROM).where(_PASSAGE.passage_id.in_(some))).all()
        files = session.execute(
            select(EvidenceTable.__table__).where(EvidenceTable.passage_id.in_(some))
        ).all()
        pictures, size = pictures + len(files), size + sum(file.size for file in files)
        remove_pictures(session, files, at)
        clear_plates(session, rows, lambda _plate: ERASED)
        note = {"evidence_note": ERASED_NOTE}
        named = [file.passage_id for file in files]
        session.execute(update(PassageTable).where(_PASSAGE.passage_id.in_(named)).values(note))
    _clear_others(session, finds)
    for entry_id in finds.entries:
        list_log.drop(session, key, ItemKind.ENTRY, entry_id, at=at, actor=actor)
    list_log.forget_plate(session, finds.text)
    body: dict[str, object] = {
        "plate": finds.text,
        **finds.counts,
        "pictures": pictures,
        "bytes": size,
        "digest": digest_of(passages),
    }
    return audit_log.append(
        session, key, at=at, kind="privacy.erased", actor=actor, body=body, note=reason
    )


# ------------------------------------------------------------------------------------- internals


def _passages(
    session: Session, wanted: Plate, *, alike: bool
) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the passages of a plate, and those of look-alikes with their texts."""
    query = (
        select(_PASSAGE.passage_id, _PASSAGE.plate, _PASSAGE.corrected)
        .where(or_(_PASSAGE.fold == wanted.fold, _PASSAGE.corrected_fold == wanted.fold))
        .order_by(_PASSAGE.moment)
    )
    own: list[str] = []
    others: list[tuple[str, str]] = []
    for row in session.execute(query):
        texts = [normalise(one) for one in (row.plate, row.corrected) if one]
        if wanted.text in texts:
            own.append(row.passage_id)
        elif alike:
            others.append((row.passage_id, texts[-1]))
    listed = set(
        session.scalars(select(ListEntryTable.text).where(ListEntryTable.fold == wanted.fold))
    )
    return own, [one for one in others if one[1] not in listed]


def _decisions(
    session: Session, text: str, spellings: Iterable[str], entries: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield decisions that name the plate, whomever they are about, with their passages."""
    parts = {json.dumps(one)[1:-1] for one in (*spellings, *entries)}
    columns = (DecisionTable.candidates, DecisionTable.context)
    likely = or_(*(cast(column, String).contains(one) for column in columns for one in parts))
    query = select(
        DecisionTable.decision_id,
        DecisionTable.passage_id,
        DecisionTable.plate,
        DecisionTable.entry_id,
        DecisionTable.candidates,
        DecisionTable.context,
    ).where(or_(likely, DecisionTable.plate == text))
    known = set(entries)
    for row in session.execute(query):
        said = [row.plate, *(one[1] for one in row.candidates), *(one[1] for one in row.context)]
        ids = {row.entry_id, *(one[0] for one in row.candidates)}
        if ids & known or any(_names(str(one), text) for one in said):
            yield row.decision_id, row.passage_id


def _named_in(session: Session, text: str, key: Any, *columns: Any) -> list[Any]:
    """Return keys of rows whose words name the plate, however it is spaced."""
    rows = session.execute(select(key, *columns).where(or_(*(one != "" for one in columns))))
    return [row[0] for row in rows if any(_names(one, text) for one in row[1:])]


def _names(words: str, text: str) -> bool:
    """Return whether a plate (normalised) stands in words, in one piece or in several.

    A longer plate that only begins so is another one, whose owner did not ask.
    """
    parts = [normalise(one) for one in _WORD.findall(words)]
    for start in range(len(parts)):
        joined = ""
        for one in parts[start:]:
            joined += one
            if joined == text:
                return True
            if not text.startswith(joined):
                break
    return False


def _clear_others(session: Session, finds: PlateFinds) -> None:
    for some in pieces(finds.decisions):
        rows = session.scalars(
            select(DecisionTable).where(DecisionTable.decision_id.in_(some))
        ).all()
        for row in rows:
            row.candidates = [
                one
                for one in row.candidates
                if normalise(str(one[1])) != finds.text and one[0] not in finds.entries
            ]
            row.context = [pair for pair in row.context if not _names(str(pair[1]), finds.text)]
            if row.entry_id in finds.entries:
                row.entry_id = None
            if normalise(row.plate) == finds.text:
                row.plate = ERASED
    for table, key, ids, values in (
        (StayTable, StayTable.stay_id, finds.stays, {"text": ERASED, "exit_text": ""}),
        (StayMarkTable, StayMarkTable.mark_id, finds.marks, {"text": ERASED}),
        (
            OverrideReasonTable,
            OverrideReasonTable.intent_id,
            finds.reasons,
            {"note": "", "reason": "erased"},
        ),
        (IncidentTable, IncidentTable.incident_id, finds.incidents, {"reason": ""}),
    ):
        for part in pieces(ids):
            session.execute(update(table).where(key.in_(part)).values(**values))
    told = cast(PassageTable.best_read, String).contains(json.dumps(finds.text))
    alike = PassageTable.fold == fold(finds.text)
    for passage in session.scalars(select(PassageTable).where(alike, told)):
        # Somebody else's car, in one frame read as this plate.
        passage.best_read = without_text(passage.best_read)
    for seqs in pieces(finds.notes):
        session.execute(delete(AuditNoteTable).where(AuditNoteTable.seq.in_(seqs)))
    session.flush()


def _rows(
    session: Session, table: type[Base], key: Any, ids: Iterable[Any]
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    kept: Table = table.__table__  # type: ignore[assignment]
    for some in pieces(list(ids)):
        rows += [_plain(row._mapping) for row in session.execute(select(kept).where(key.in_(some)))]
    return rows


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if name not in _NO_COLUMNS
    }
