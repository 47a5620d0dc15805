# SPDX-License-Identifier: AGPL-3.0-or-later
"""`Records` in memory: what runtime and screen tests use instead of a database."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime

from alpr_kiosk.domain.audit import GENESIS, canonical, chain_mac, plate_hash, verify
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Alert, Decision, DecisionRecord, Passage
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.people_queries import UserRow
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.ports import AuditRow, EvidenceFile, PassageRow
from alpr_kiosk.errors import StorageError
from tests.fakes.clock import ManualClock

_KEY = b"k" * 32


class FakeRecords:
    """Passes the same contract as the real records.

    Attributes:
        passages: Newest state per passage id.
        decisions: Decision records in the order they came.
        evidence: Pictures and note per passage id.
        overrides: (intent id, reason, note, actor) in the order they came.
        alerts: Alerts in the order they came.
        audit: The chain.
        failing: Set it to make every call fail, as with a dead disk.
    """

    def __init__(self, *, clock: Clock | None = None, entries: Sequence[ListEntry] = ()) -> None:
        self._clock = clock or ManualClock()
        self._lock = threading.RLock()
        self._entries = {entry.entry_id: entry for entry in entries}
        self._last: dict[str, tuple[Decision, str | None]] = {}
        self._settings: dict[str, str] = {}
        self._users: dict[str, tuple[str, str]] = {}
        self._changed: dict[str, datetime] = {}
        self.passages: dict[str, Passage] = {}
        self.decisions: list[DecisionRecord] = []
        self.evidence: dict[str, tuple[tuple[EvidenceFile, ...], str]] = {}
        self.overrides: list[tuple[str, str, str, str]] = []
        self.alerts: list[Alert] = []
        self.audit: list[AuditRow] = []
        self.failing: StorageError | None = None

    def save_passage(
        self, passage: Passage, evidence: Sequence[EvidenceFile] = (), note: str = ""
    ) -> None:
        with self._lock:
            self._check()
            self._put_passage(passage)
            if evidence or note:
                kept, _ = self.evidence.get(passage.passage_id, ((), ""))
                self.evidence[passage.passage_id] = (tuple(evidence) or kept, note)

    def _put_passage(self, passage: Passage) -> None:
        kept = self.passages.get(passage.passage_id)
        if kept is None or not (
            (kept.closed and not passage.closed) or passage.last_seen_at < kept.last_seen_at
        ):
            self.passages[passage.passage_id] = passage

    def save_decision(self, record: DecisionRecord) -> None:
        with self._lock:
            self._check()
            if any(record.decision_id == old.decision_id for old in self.decisions):
                return
            self.passages.setdefault(record.passage.passage_id, record.passage)
            self.decisions.append(record)
            self._last[record.passage.passage_id] = (record.decision, record.gate_id)
            self.append_audit(
                "decision",
                "system",
                {
                    "decision_id": record.decision_id,
                    "passage_id": record.passage.passage_id,
                    "action": record.decision.action.value,
                    "reason": record.decision.reason.value,
                    "plate": record.passage.consensus.text,
                },
            )

    def save_override_reason(self, intent_id: str, reason: str, note: str, actor: str) -> None:
        with self._lock:
            self._check()
            self.overrides.append((intent_id, reason, note, actor))
            self.append_audit(
                "gate.override_reason",
                actor,
                {"intent_id": intent_id, "reason": reason},
            )

    def save_alert(self, alert: Alert, *, ended: bool = False) -> None:
        with self._lock:
            self._check()
            self.alerts.append(alert)
            kind = "alert.seen" if alert.seen else "alert.raised"
            kind = "alert.ended" if ended else kind
            self.append_audit(kind, "", {"alert_id": alert.alert_id, "code": alert.code})

    def append_audit(self, kind: str, actor: str, body: dict[str, object], note: str = "") -> int:
        with self._lock:
            self._check()
            kept = dict(body)
            if "plate" in kept:
                kept["plate_hash"] = plate_hash(_KEY, str(kept.pop("plate")))
            if note:
                kept["note_hash"] = plate_hash(_KEY, note)
            seq = len(self.audit) + 1
            at = self._clock.utc_now()
            text = canonical(kept)
            before = self.audit[-1].mac if self.audit else GENESIS
            mac = chain_mac(_KEY, before, seq, at, kind, actor, text)
            self.audit.append(AuditRow(seq=seq, at=at, kind=kind, actor=actor, body=text, mac=mac))
            return seq

    def audit_rows(self, *, after: int = 0, limit: int = 1000) -> Sequence[AuditRow]:
        with self._lock:
            self._check()
            return tuple(self.audit[after : after + limit])

    def entries(self) -> Sequence[ListEntry]:
        with self._lock:
            self._check()
            return tuple(
                sorted(self._entries.values(), key=lambda e: (Plate(e.plate).text, e.entry_id))
            )

    def save_entry(self, entry: ListEntry, actor: str) -> None:
        with self._lock:
            self._check()
            self._entries[entry.entry_id] = entry
            body: dict[str, object] = {
                "entry_id": entry.entry_id,
                "list": entry.kind.value,
                "plate": entry.plate,
            }
            self.append_audit("list.saved", actor, body)

    def remove_entry(self, entry_id: str, actor: str, reason: str) -> None:
        with self._lock:
            self._check()
            entry = self._entry(entry_id)
            del self._entries[entry_id]
            body: dict[str, object] = {
                "entry_id": entry_id,
                "list": entry.kind.value,
                "plate": entry.plate,
            }
            self.append_audit("list.removed", actor, body)

    def recent_passages(self, limit: int = 50) -> Sequence[PassageRow]:
        with self._lock:
            self._check()
            newest = sorted(
                self.passages.values(),
                key=lambda p: (p.first_seen_at, p.passage_id),
                reverse=True,
            )
            return tuple(self._row(passage) for passage in newest[:limit])

    def get_setting(self, key: str) -> str | None:
        with self._lock:
            self._check()
            return self._settings.get(key)

    def set_setting(self, key: str, value: str) -> None:
        with self._lock:
            self._check()
            self._settings[key] = value

    def verify_audit(self) -> int | None:
        with self._lock:
            self._check()
            return verify(self.audit, _KEY)

    def pin_hash(self, user: str) -> tuple[str, str] | None:
        with self._lock:
            self._check()
            found = self._users.get(user)
            return found if found is not None and found[1] else None

    def set_pin_hash(self, user: str, role: str, pin_hash: str, actor: str) -> None:
        with self._lock:
            self._check()
            self._users[user] = (role, pin_hash)
            self._changed[user] = self._clock.utc_now()
            self.append_audit("user.pin_set", actor, {"user": user, "role": role})

    def stop_user(self, user: str, actor: str) -> None:
        with self._lock:
            self._check()
            if user not in self._users:
                raise StorageError("user.unknown", user=user)
            role = self._users[user][0]
            self._users[user] = (role, "")
            self._changed[user] = self._clock.utc_now()
            self.append_audit("user.stopped", actor, {"user": user, "role": role})

    def user_rows(self) -> Sequence[UserRow]:
        with self._lock:
            self._check()
            return tuple(
                UserRow(
                    name=name,
                    role=role,
                    active=bool(pin_hash),
                    changed_at=self._changed[name],
                )
                for name, (role, pin_hash) in sorted(self._users.items())
            )

    def users(self) -> Sequence[tuple[str, str]]:
        with self._lock:
            self._check()
            known = self._users.items()
            return tuple(sorted((name, role) for name, (role, kept) in known if kept))

    # ------------------------------------------------------------------------------- internals

    def _check(self) -> None:
        if self.failing is not None:
            raise self.failing

    def _entry(self, entry_id: str) -> ListEntry:
        entry = self._entries.get(entry_id)
        if entry is None:
            raise StorageError("lists.unknown_entry", entry_id=entry_id)
        return entry

    def _row(self, passage: Passage) -> PassageRow:
        decision, gate_id = self._last.get(passage.passage_id, (None, None))
        files, note = self.evidence.get(passage.passage_id, ((), ""))
        return PassageRow(
            passage_id=passage.passage_id,
            camera_id=passage.camera_id,
            lane_id=passage.lane_id,
            plate=passage.consensus.text,
            first_seen_at=passage.first_seen_at,
            last_seen_at=passage.last_seen_at,
            direction=passage.direction.value,
            reads=passage.consensus.reads,
            agreeing=passage.consensus.agreeing,
            confidence=passage.consensus.confidence,
            action=decision.action.value if decision else "",
            reason=decision.reason.value if decision else "",
            gate_id=gate_id,
            evidence=files,
            evidence_note=note,
        )
