# SPDX-License-Identifier: AGPL-3.0-or-later
"""A record with passages of all kinds, and time that passes, for tests of what is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from alpr_kiosk.config.keeping import KeepingConfig
from alpr_kiosk.domain.events import (
    Action,
    Candidate,
    CharRead,
    Decision,
    Passage,
    PlateRead,
    Reason,
)
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.storage.evidence import HANDED_OUT
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.retention import REMOVED, Retention
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.records_contract import NOON, make_passage, make_record
from tests.fakes.clock import ManualClock

PLATE = "34A36837"


def a_read(text: str) -> PlateRead:
    """The winning read, whose text is in the row as well."""
    return PlateRead(
        camera_id="cam1",
        track_id=3,
        frame_seq=7,
        captured_at=NOON,
        captured_mono=100.0,
        text=text,
        chars=tuple(CharRead(char=char, confidence=0.9) for char in text),
        confidence=0.9,
        detection_confidence=0.9,
        box=Box(x0=0.4, y0=0.4, x1=0.6, y1=0.5),
        plate_height_px=30.0,
        sharpness=100.0,
    )


class Gatehouse:
    """A record with passages of all kinds."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.store: Store = open_store(folder, clock=self.clock)
        self.retention = self.make_retention()
        self.count = 0

    def make_retention(self) -> Retention:
        return Retention(
            database=self.store.database,
            key=self.store.key,
            evidence=self.store.evidence,
            rules=KeepingConfig().rules,
        )

    def add(
        self,
        name: str,
        plate: str = PLATE,
        *,
        days: float = 0.0,
        reason: Reason | None = Reason.UNKNOWN,
        kind: str = "",
        picture: bytes = b"",
    ) -> Passage:
        """A passage `days` after noon; `kind` is the list of the entry that it rests on."""
        passage = replace(
            make_passage(name, plate, seen_at=NOON + timedelta(days=days)), best_read=a_read(plate)
        )
        files = [
            self.store.evidence.store("lane", picture or f"lane {name}".encode()),
            self.store.evidence.store("crop", f"crop {name}".encode()),
        ]
        self.store.records.save_passage(passage, files)
        if reason is not None:
            record = make_record(passage, f"d-{name}", Action.ASK, reason)
            candidates = (
                (Candidate(entry_id="e1", plate=plate, owner="O", list_kind=kind, match="exact"),)
                if kind
                else ()
            )
            decision = Decision(
                action=Action.ASK,
                reason=reason,
                entry_id="e1" if kind else None,
                candidates=candidates,
                context=(("plate", plate),),
            )
            self.store.records.save_decision(replace(record, decision=decision))
        return passage

    def forget_stored(self) -> None:
        """As if many pictures had been stored since: the last ones are never removed at once."""
        for _ in range(HANDED_OUT):
            self.store.evidence._handed_out.append("")

    def run(self, days: float) -> int:
        """Let time pass, then remove what is due; return how many steps that took."""
        self.clock.advance(days * 86400)
        self.forget_stored()
        steps = 0
        while self.retention.step(self.clock.utc_now()):
            steps += 1
            assert steps < 10_000
        return steps

    def rows(self) -> dict[str, Any]:
        return {row.passage_id: row for row in self.store.records.recent_passages(1_000_000)}

    def proofs(self) -> list[dict[str, Any]]:
        rows = self.store.records.audit_rows(limit=1_000_000)
        return [json.loads(row.body) for row in rows if row.kind == REMOVED]

    def is_sound(self) -> bool:
        return all(check.ok for check in doctor_checks(self.store, evidence_sample=10_000))
