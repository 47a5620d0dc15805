# SPDX-License-Identifier: AGPL-3.0-or-later
"""`Records` over the database: each call is one short unit of work, durable when it returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from alpr_kiosk.domain.audit import canonical
from alpr_kiosk.domain.events import Alert, DecisionRecord, Passage
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.ports import AuditRow, EvidenceFile, PassageRow
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, mapping
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    EPOCH,
    DecisionTable,
    EvidenceTable,
    ListEntryTable,
    OverrideReasonTable,
    PassageTable,
    SettingTable,
    UserTable,
)

_UNHASHED = ("uses_left", "updated_at")
"""Columns of a list entry that change without an edit; the entry's hash leaves them out."""


class SqlRecords:
    """Passages, decisions, lists, users, settings and audit. Safe to call from several threads.

    Every method may raise `StorageError` ``storage.locked``, ``storage.broken`` or
    ``storage.unwritable``; nothing was written then.
    """

    def __init__(self, *, database: Database, key: ChainKey) -> None:
        self._database = database
        self._key = key

    # ------------------------------------------------------------------ passages and decisions

    def save_passage(
        self, passage: Passage, evidence: Sequence[EvidenceFile] = (), note: str = ""
    ) -> None:
        """Insert or update the one row of `passage` (by its id) durably."""
        with self._database.write() as session:
            row = _put_passage(session, passage)
            if evidence:
                session.execute(
                    delete(EvidenceTable).where(EvidenceTable.passage_id == passage.passage_id)
                )
                session.add_all(mapping.evidence_row(passage.passage_id, f) for f in evidence)
            if evidence or note:
                row.evidence_note = note

    def save_decision(self, record: DecisionRecord) -> None:
        """Append a decision, audited, and update its passage's action and reason."""
        with self._database.write() as session:
            if session.get(DecisionTable, record.decision_id) is not None:
                return
            row = session.get(PassageTable, record.passage.passage_id)
            if row is None:
                row = _put_passage(session, record.passage)
            row.action = record.decision.action.value
            row.reason = record.decision.reason.value
            row.gate_id = record.gate_id
            session.flush()
            session.add(mapping.decision_row(record))
            self._audit(
                session,
                "decision",
                "system",
                {
                    "decision_id": record.decision_id,
                    "passage_id": record.passage.passage_id,
                    "action": record.decision.action.value,
                    "reason": record.decision.reason.value,
                    "entry_id": record.decision.entry_id,
                    "gate_id": record.gate_id,
                    "plate": record.passage.consensus.text,
                },
            )

    def recent_passages(self, limit: int = 50) -> Sequence[PassageRow]:
        """Return passages, newest first."""
        with self._database.read() as session:
            newest = (PassageTable.first_seen_at.desc(), PassageTable.passage_id.desc())
            rows = session.scalars(select(PassageTable).order_by(*newest).limit(limit)).all()
            ids = [row.passage_id for row in rows]
            files: dict[str, list[EvidenceTable]] = {}
            for some in _chunks(ids, 500):
                query = select(EvidenceTable).where(EvidenceTable.passage_id.in_(some))
                for file in session.scalars(query):
                    files.setdefault(file.passage_id, []).append(file)
            return tuple(mapping.passage_of(row, files.get(row.passage_id, [])) for row in rows)

    def save_override_reason(self, intent_id: str, reason: str, note: str, actor: str) -> None:
        """Attach the reason of an opening by hand, audited; a later one replaces it."""
        now = self._database.clock.utc_now()
        with self._database.write() as session:
            session.merge(
                OverrideReasonTable(
                    intent_id=intent_id, at=now, reason=reason, note=note, actor=actor
                )
            )
            body: dict[str, object] = {"intent_id": intent_id}
            # Both are a person's words and may name a plate: the chain holds their hash only.
            body["reason_hash"] = self._key.text_hash(f"{reason}\n{note}")
            self._audit(session, "gate.override_reason", actor, body)

    # ----------------------------------------------------------------------------------- audit

    def save_alert(self, alert: Alert) -> None:
        """Append an audit row for a raised or acknowledged alert."""
        body: dict[str, object] = {
            "alert_id": alert.alert_id,
            "code": alert.code,
            "priority": alert.priority.value,
            "count": alert.count,
            "active": alert.active,
            "raised_at": alert.raised_at.isoformat(),
        }
        kind = "alert.seen" if alert.seen else "alert.raised"
        with self._database.write() as session:
            # The source may be a plate, so it stands beside the chain.
            self._audit(session, kind, "", body, note=alert.source)

    def append_audit(self, kind: str, actor: str, body: dict[str, object]) -> int:
        """Append a row to the chain and return its sequence number."""
        with self._database.write() as session:
            return self._audit(session, kind, actor, body)

    def audit_rows(self, *, after: int = 0, limit: int = 1000) -> Sequence[AuditRow]:
        """Return rows of the chain with a number above `after`, oldest first."""
        with self._database.read() as session:
            return audit_log.page(session, after=after, limit=limit)

    def verify_audit(self) -> int | None:
        """Return None when the chain is whole, else the number of the first bad row."""
        return self.audit_report().first_broken

    def audit_report(self, *, known: Sequence[tuple[int, str]] = ()) -> audit_log.ChainReport:
        """Look through the whole chain, which must hold the rows of `known` (seq, mac)."""
        with self._database.read() as session:
            return audit_log.verify(session, self._key, known=known)

    # ----------------------------------------------------------------------------------- lists

    def entries(self) -> Sequence[ListEntry]:
        """Return all list entries, ordered by normalised plate, then id."""
        with self._database.read() as session:
            order = (ListEntryTable.text, ListEntryTable.entry_id)
            rows = session.scalars(select(ListEntryTable).order_by(*order))
            return tuple(mapping.entry_of(row) for row in rows)

    def save_entry(self, entry: ListEntry, actor: str) -> None:
        """Insert or replace an entry, audited."""
        with self._database.write() as session:
            values = mapping.entry_values(entry, updated_at=self._database.clock.utc_now())
            session.merge(ListEntryTable(**values))
            body: dict[str, object] = {
                "entry_id": entry.entry_id,
                "list": entry.kind.value,
                "plate": entry.plate,
                "entry_hash": entry_hash(entry, self._key),
            }
            self._audit(session, "list.saved", actor, body)

    def remove_entry(self, entry_id: str, actor: str, reason: str) -> None:
        """Remove an entry, audited; the reason stands beside the chain and can be erased."""
        with self._database.write() as session:
            row = _entry(session, entry_id)
            body: dict[str, object] = {
                "entry_id": entry_id,
                "list": row.kind,
                "plate": row.plate,
            }
            session.delete(row)
            self._audit(session, "list.removed", actor, body, note=reason)

    def count_use(self, entry_id: str) -> int | None:
        """Take one use; returns what is left (never below 0), None for unlimited."""
        with self._database.write() as session:
            row = _entry(session, entry_id)
            left = row.max_uses if row.uses_left is None else row.uses_left
            if left is None:
                return None
            row.uses_left = max(0, left - 1)
            return row.uses_left

    # ---------------------------------------------------------------------- settings and users

    def get_setting(self, key: str) -> str | None:
        """Return a small persistent value; None when absent."""
        with self._database.read() as session:
            row = session.get(SettingTable, key)
            return row.value if row else None

    def set_setting(self, key: str, value: str) -> None:
        """Keep a small persistent value."""
        with self._database.write() as session:
            session.merge(SettingTable(key=key, value=value))

    def pin_hash(self, user: str) -> tuple[str, str] | None:
        """Return (role, argon2id hash) of a user, None when unknown."""
        with self._database.read() as session:
            row = session.get(UserTable, user)
            return (row.role, row.pin_hash) if row else None

    def set_pin_hash(self, user: str, role: str, pin_hash: str, actor: str) -> None:
        """Set a user's PIN hash, audited without the hash."""
        now = self._database.clock.utc_now()
        with self._database.write() as session:
            session.merge(UserTable(name=user, role=role, pin_hash=pin_hash, changed_at=now))
            self._audit(session, "user.pin_set", actor, {"user": user, "role": role})

    def users(self) -> Sequence[tuple[str, str]]:
        """Return (name, role) of all users with access."""
        with self._database.read() as session:
            query = select(UserTable.name, UserTable.role).order_by(UserTable.name)
            return tuple((row.name, row.role) for row in session.execute(query))

    # ------------------------------------------------------------------------------- internals

    def _audit(
        self, session: Session, kind: str, actor: str, body: dict[str, object], note: str = ""
    ) -> int:
        at = self._database.clock.utc_now()
        return audit_log.append(
            session, self._key, at=at, kind=kind, actor=actor, body=body, note=note
        )


def entry_hash(entry: ListEntry, key: ChainKey) -> str:
    """Return the keyed hash of an entry as saved: an edit behind our back no longer matches it."""
    values = mapping.entry_values(entry, updated_at=EPOCH)
    for name in _UNHASHED:
        del values[name]
    for name, value in values.items():
        if name in ("valid_from", "valid_until", "created_at"):
            values[name] = value.isoformat() if value else None
    return key.text_hash(canonical(values))


def _put_passage(session: Session, passage: Passage) -> PassageTable:
    """Insert the passage, or bring its row up to date; never back to an older state."""
    row = session.get(PassageTable, passage.passage_id)
    if row is None:
        row = PassageTable(
            **mapping.passage_values(passage), action="", reason="", gate_id=None, evidence_note=""
        )
        session.add(row)
        session.flush()
        return row
    outdated = passage.last_seen_at < row.last_seen_at or (row.closed and not passage.closed)
    if not outdated:
        for name, value in mapping.passage_values(passage).items():
            setattr(row, name, value)
    return row


def _entry(session: Session, entry_id: str) -> ListEntryTable:
    row = session.get(ListEntryTable, entry_id)
    if row is None:
        raise StorageError("lists.unknown_entry", entry_id=entry_id)
    return row


def _chunks(values: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (values[start : start + size] for start in range(0, len(values), size))
