# SPDX-License-Identifier: AGPL-3.0-or-later
"""Between domain records and rows: plain functions, no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from alpr_kiosk.domain.events import (
    CommandKind,
    CommandSource,
    Consensus,
    DecisionRecord,
    Direction,
    GateIntent,
    Passage,
    PlateRead,
)
from alpr_kiosk.domain.holidays import HolidayRule
from alpr_kiosk.domain.keeping import Category
from alpr_kiosk.domain.lists import GroupPart, ListEntry, ListKind, WeeklyWindow
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.ports import EvidenceFile, PassageRow
from alpr_kiosk.storage.orm import (
    DecisionTable,
    EvidenceTable,
    GateIntentTable,
    PassageTable,
)


def entry_values(entry: ListEntry, *, updated_at: datetime) -> dict[str, Any]:
    """Return the columns of a list entry, look-alike keys included."""
    plate = Plate(entry.plate)
    return {
        "entry_id": entry.entry_id,
        "kind": entry.kind.value,
        "plate": entry.plate,
        "text": plate.text,
        "fold": plate.fold,
        "strong_fold": plate.strong_fold,
        "owner": entry.owner,
        "vehicle": entry.vehicle,
        "notes": entry.notes,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "windows": window_rows(entry.windows),
        "gates": list(entry.gates),
        "direction": entry.direction.value,
        "max_uses": entry.max_uses,
        "uses_left": entry.uses_left,
        "host": entry.host,
        "created_by": entry.created_by,
        "created_at": entry.created_at,
        "updated_at": updated_at,
        "group_id": entry.group_id,
        "as_group": [part.value for part in entry.as_group],
        "holidays": entry.holidays.value,
        "photo": entry.photo,
        "second_factor": entry.second_factor,
    }


def entry_of(row: Any) -> ListEntry:
    """Return the domain's list entry; `row` has the columns of `ListEntryTable`."""
    return ListEntry(
        entry_id=row.entry_id,
        kind=ListKind(row.kind),
        plate=row.plate,
        owner=row.owner,
        vehicle=row.vehicle,
        notes=row.notes,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        windows=windows_of(row.windows),
        gates=tuple(row.gates),
        direction=Direction(row.direction),
        max_uses=row.max_uses,
        uses_left=row.uses_left,
        host=row.host,
        created_by=row.created_by,
        created_at=row.created_at,
        group_id=row.group_id,
        as_group=tuple(GroupPart(part) for part in row.as_group),
        holidays=HolidayRule(row.holidays),
        photo=row.photo,
        second_factor=row.second_factor,
    )


@lru_cache(maxsize=10_000)
def window_rows(windows: tuple[WeeklyWindow, ...]) -> list[Any]:
    """Return weekly windows as JSON holds them; not to be changed, many entries share one list."""
    return [[w.weekday, w.start.isoformat(), w.end.isoformat()] for w in windows]


def windows_of(rows: Sequence[Any]) -> tuple[WeeklyWindow, ...]:
    """Return the domain's weekly windows; the same ones for all entries that have the same."""
    return _windows_of(tuple(map(tuple, rows))) if rows else ()


@lru_cache(maxsize=10_000)
def _windows_of(rows: tuple[tuple[int, str, str], ...]) -> tuple[WeeklyWindow, ...]:
    return tuple(
        WeeklyWindow(weekday=weekday, start=time.fromisoformat(start), end=time.fromisoformat(end))
        for weekday, start, end in rows
    )


def passage_values(passage: Passage) -> dict[str, Any]:
    """Return the columns of a passage, its decision's columns not among them."""
    consensus = passage.consensus
    return {
        "passage_id": passage.passage_id,
        "camera_id": passage.camera_id,
        "lane_id": passage.lane_id,
        "plate": consensus.text,
        "fold": Plate(consensus.text).fold,
        "first_seen_at": passage.first_seen_at,
        "last_seen_at": passage.last_seen_at,
        "direction": passage.direction.value,
        "reads": consensus.reads,
        "agreeing": consensus.agreeing,
        "confidence": float(consensus.confidence),
        "settled": consensus.settled,
        "parked": passage.parked,
        "closed": passage.closed,
        "track_ids": [int(number) for number in passage.track_ids],
        "votes": _votes(consensus),
        "best_read": _best_read(passage.best_read),
    }


def decision_row(record: DecisionRecord) -> DecisionTable:
    """Return the row of a decision."""
    decision = record.decision
    return DecisionTable(
        decision_id=record.decision_id,
        passage_id=record.passage.passage_id,
        at=record.decided_at,
        action=decision.action.value,
        reason=decision.reason.value,
        alarm=decision.alarm,
        plate=record.passage.consensus.text,
        entry_id=decision.entry_id,
        gate_id=record.gate_id,
        age_ms=(record.decided_mono - record.passage.newest_read_mono) * 1000.0,
        candidates=[
            [c.entry_id, c.plate, c.owner, c.list_kind, c.match] for c in decision.candidates
        ],
        context=[list(pair) for pair in decision.context],
    )


def evidence_row(passage: PassageTable, file: EvidenceFile) -> EvidenceTable:
    """Return the row of a picture of `passage`; it is kept as the passage is."""
    return EvidenceTable(
        passage_id=passage.passage_id,
        kind=file.kind,
        path=file.path,
        sha256=file.sha256,
        size=file.size,
        keep_as=passage.keep_as or Category.UNLISTED.value,
        seen_at=passage.first_seen_at,
    )


def passage_of(row: PassageTable, evidence: Sequence[EvidenceTable]) -> PassageRow:
    """Return a passage as history shows it; its pictures in the order of their kinds."""
    return PassageRow(
        passage_id=row.passage_id,
        camera_id=row.camera_id,
        lane_id=row.lane_id,
        plate=row.plate,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        direction=row.direction,
        reads=row.reads,
        agreeing=row.agreeing,
        confidence=row.confidence,
        action=row.action,
        reason=row.reason,
        gate_id=row.gate_id,
        evidence=tuple(
            EvidenceFile(kind=file.kind, path=file.path, sha256=file.sha256, size=file.size)
            for file in sorted(evidence, key=lambda file: file.kind, reverse=True)
        ),
        evidence_note=row.evidence_note,
        moment=row.moment,
        corrected=row.corrected,
    )


def intent_values(intent: GateIntent) -> dict[str, Any]:
    """Return the columns of a command, the number of its audit row not among them."""
    return {
        "intent_id": intent.intent_id,
        "gate_id": intent.gate_id,
        "kind": intent.kind.value,
        "source": intent.source.value,
        "actor": intent.actor,
        "passage_id": intent.passage_id,
        "decision_id": intent.decision_id,
        "requested_at": intent.requested_at,
        "requested_mono": intent.requested_mono,
        "pulse_ms": intent.pulse_ms,
        "recent_passages": list(intent.recent_passages),
        "entry_id": intent.entry_id,
    }


def intent_of(row: GateIntentTable) -> GateIntent:
    """Return the command as it was written."""
    return GateIntent(
        intent_id=row.intent_id,
        gate_id=row.gate_id,
        kind=CommandKind(row.kind),
        source=CommandSource(row.source),
        actor=row.actor,
        passage_id=row.passage_id,
        decision_id=row.decision_id,
        requested_at=row.requested_at,
        requested_mono=row.requested_mono,
        pulse_ms=row.pulse_ms,
        recent_passages=tuple(row.recent_passages),
        entry_id=row.entry_id,
    )


def _votes(consensus: Consensus) -> list[Any]:
    """Return votes per character: [char, share, votes, total, [[other, share] ...]]."""
    return [
        [
            vote.char,
            float(vote.share),
            vote.votes,
            vote.total,
            [[char, float(share)] for char, share in vote.others],
        ]
        for vote in consensus.chars
    ]


def _best_read(read: PlateRead | None) -> dict[str, Any] | None:
    """Return the winning read, from whose frame the evidence was cut."""
    if read is None:
        return None
    box = read.box
    return {
        "text": read.text,
        "track_id": int(read.track_id),
        "frame_seq": int(read.frame_seq),
        "confidence": float(read.confidence),
        "detection_confidence": float(read.detection_confidence),
        "box": [float(box.x0), float(box.y0), float(box.x1), float(box.y1)],
        "plate_height_px": float(read.plate_height_px),
        "sharpness": float(read.sharpness),
        "chars": [[char.char, float(char.confidence)] for char in read.chars],
    }
