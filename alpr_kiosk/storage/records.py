# SPDX-License-Identifier: AGPL-3.0-or-later
"""`Records` over the database: each call is one short unit of work, durable when it returns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session, aliased, defer

from alpr_kiosk.domain.events import Alert, DecisionRecord, Passage
from alpr_kiosk.domain.keeping import HELD, Category, category_of, strongest
from alpr_kiosk.domain.list_changes import ItemKind
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.people_queries import UserRow
from alpr_kiosk.domain.ports import AuditRow, EvidenceFile, PassageRow
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, list_log, mapping
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    DecisionTable,
    EvidenceTable,
    ListEntryTable,
    OverrideReasonTable,
    PassageTable,
    PictureToRemoveTable,
    SettingTable,
    UserTable,
    micros,
)
from alpr_kiosk.storage.pieces import pieces

_LEFT_OUT = tuple(
    defer(column) for column in (PassageTable.votes, PassageTable.best_read, PassageTable.track_ids)
)
"""What history doesn't show, by far the longest columns."""

_AT_MOMENT = select(PassageTable.moment).where(PassageTable.moment == bindparam("wanted"))

_BEHIND = aliased(PassageTable)
_NEXT_FREE = (
    select(PassageTable.moment + 1)
    .where(PassageTable.moment >= bindparam("wanted"))
    .where(~select(_BEHIND.moment).where(_BEHIND.moment == PassageTable.moment + 1).exists())
    .order_by(PassageTable.moment)
    .limit(1)
)
"""The first number behind `wanted` that no passage has; `wanted` itself is taken."""


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
                _replace_pictures(session, row, evidence)
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
            _keep_as(session, row, record)
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
            newest = select(PassageTable.moment).order_by(PassageTable.moment.desc()).limit(limit)
            return passage_rows(session, session.scalars(newest).all())

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

    def save_alert(self, alert: Alert, *, ended: bool = False) -> None:
        """Append an audit row for an alert that was raised or seen, or whose cause is over."""
        body: dict[str, object] = {
            "alert_id": alert.alert_id,
            "code": alert.code,
            "priority": alert.priority.value,
            "count": alert.count,
            "active": alert.active,
            "raised_at": alert.raised_at.isoformat(),
        }
        kind = "alert.seen" if alert.seen else "alert.raised"
        if ended:
            kind, body["seen"] = "alert.ended", alert.seen
        with self._database.write() as session:
            # The source may be a plate, so it stands beside the chain.
            self._audit(session, kind, "", body, note=alert.source)

    def append_audit(self, kind: str, actor: str, body: dict[str, object], note: str = "") -> int:
        """Append a row to the chain and return its sequence number; see `Records`."""
        with self._database.write() as session:
            return self._audit(session, kind, actor, body, note)

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
            # Plain rows: 100,000 objects that SQLAlchemy keeps track of take four times as long.
            query = select(ListEntryTable.__table__).order_by(*order)
            rows = session.connection().execute(query)
            return tuple(mapping.entry_of(row) for row in rows)

    def save_entry(self, entry: ListEntry, actor: str) -> None:
        """Insert or replace an entry, audited."""
        with self._database.write() as session:
            at = self._database.clock.utc_now()
            list_log.put(session, self._key, entry, at=at, actor=actor)

    def remove_entry(self, entry_id: str, actor: str, reason: str) -> None:
        """Remove an entry, audited; the reason stands beside the chain and can be erased."""
        with self._database.write() as session:
            at = self._database.clock.utc_now()
            kind = ItemKind.ENTRY
            list_log.drop(session, self._key, kind, entry_id, at=at, actor=actor, reason=reason)

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
            return (row.role, row.pin_hash) if row and row.pin_hash else None

    def set_pin_hash(self, user: str, role: str, pin_hash: str, actor: str) -> None:
        """Set a user's PIN hash, audited without the hash."""
        now = self._database.clock.utc_now()
        with self._database.write() as session:
            session.merge(UserTable(name=user, role=role, pin_hash=pin_hash, changed_at=now))
            self._audit(session, "user.pin_set", actor, {"user": user, "role": role})

    def users(self) -> Sequence[tuple[str, str]]:
        """Return (name, role) of all users with access."""
        with self._database.read() as session:
            query = select(UserTable.name, UserTable.role).where(UserTable.pin_hash != "")
            found = session.execute(query.order_by(UserTable.name))
            return tuple((row.name, row.role) for row in found)

    def stop_user(self, user: str, actor: str) -> None:
        """Take a user's access away, audited; the name stays, for what it did."""
        now = self._database.clock.utc_now()
        with self._database.write() as session:
            row = session.get(UserTable, user)
            if row is None:
                raise StorageError("user.unknown", user=user)
            row.pin_hash, row.changed_at = "", now
            self._audit(session, "user.stopped", actor, {"user": user, "role": row.role})

    def user_rows(self) -> Sequence[UserRow]:
        """Return all users by name, those without access too."""
        with self._database.read() as session:
            return tuple(
                UserRow(
                    name=row.name,
                    role=row.role,
                    active=row.pin_hash != "",
                    changed_at=row.changed_at,
                )
                for row in session.scalars(select(UserTable).order_by(UserTable.name))
            )

    # ------------------------------------------------------------------------------- internals

    def _audit(
        self, session: Session, kind: str, actor: str, body: dict[str, object], note: str = ""
    ) -> int:
        at = self._database.clock.utc_now()
        return audit_log.append(
            session, self._key, at=at, kind=kind, actor=actor, body=body, note=note
        )


def passage_rows(session: Session, moments: Sequence[int]) -> tuple[PassageRow, ...]:
    """Return passages with their pictures, newest first."""
    rows: list[PassageTable] = []
    files: dict[str, list[EvidenceTable]] = {}
    for some in pieces(moments):
        passages = select(PassageTable).where(PassageTable.moment.in_(some)).options(*_LEFT_OUT)
        rows += session.scalars(passages)
    for part in pieces([row.passage_id for row in rows]):
        for file in session.scalars(
            select(EvidenceTable).where(EvidenceTable.passage_id.in_(part))
        ):
            files.setdefault(file.passage_id, []).append(file)
    rows.sort(key=lambda row: row.moment, reverse=True)
    return tuple(mapping.passage_of(row, files.get(row.passage_id, [])) for row in rows)


def free_moment(session: Session, at: datetime) -> int:
    """Return the number under which a passage that began `at` takes its place in time."""
    wanted = micros(at)
    if session.scalar(_AT_MOMENT, {"wanted": wanted}) is None:
        return wanted
    # A clock that stands still makes thousands of one microsecond: one statement, not one of each.
    return int(session.execute(_NEXT_FREE, {"wanted": wanted}).scalar_one())


def _put_passage(session: Session, passage: Passage) -> PassageTable:
    """Insert the passage, or bring its row up to date; never back to an older state."""
    row = session.get(PassageTable, passage.passage_id)
    if row is None:
        row = PassageTable(
            **mapping.passage_values(passage),
            moment=free_moment(session, passage.first_seen_at),
            action="",
            reason="",
            gate_id=None,
            evidence_note="",
        )
        session.add(row)
        session.flush()
        return row
    if row.keep_as is None:
        return row  # its time was over while it stood in sight: its plate does not come back
    outdated = passage.last_seen_at < row.last_seen_at or (row.closed and not passage.closed)
    if not outdated:
        for name, value in mapping.passage_values(passage).items():
            setattr(row, name, value)
    return row


def _replace_pictures(
    session: Session, row: PassageTable, evidence: Sequence[EvidenceFile]
) -> None:
    """Let `evidence` stand in place of the pictures that the passage had; those files may go."""
    old = session.scalars(
        select(EvidenceTable).where(EvidenceTable.passage_id == row.passage_id)
    ).all()
    mark_to_remove(session, [file.sha256 for file in old])
    for file in old:
        session.delete(file)
    session.flush()
    session.add_all(mapping.evidence_row(row, file) for file in evidence)
    row.pictures_gone_at = None


def mark_to_remove(session: Session, digests: Sequence[str]) -> None:
    """Note files whose rows go with this unit of work; they are removed after it."""
    found: set[str] = set()
    for some in pieces(digests):
        known = select(PictureToRemoveTable.sha256).where(PictureToRemoveTable.sha256.in_(some))
        found.update(session.scalars(known))
    fresh = [{"sha256": digest} for digest in sorted(set(digests) - found)]
    if fresh:
        session.execute(insert(PictureToRemoveTable), fresh)


def _keep_as(session: Session, row: PassageTable, record: DecisionRecord) -> None:
    """Let a decision say how long its passage is kept; an incident holds it whatever that is."""
    if row.keep_as in (None, HELD):
        return
    decision = record.decision
    kinds = {one.entry_id: one.list_kind for one in decision.candidates}
    said = category_of(decision.reason.value, decision.entry_id, kinds)
    category = strongest((said, Category(row.keep_as or Category.UNLISTED))).value
    if category != row.keep_as:
        row.keep_as = category
        session.execute(
            update(EvidenceTable)
            .where(EvidenceTable.passage_id == row.passage_id)
            .values(keep_as=category)
        )


def _entry(session: Session, entry_id: str) -> ListEntryTable:
    row = session.get(ListEntryTable, entry_id)
    if row is None:
        raise StorageError("lists.unknown_entry", entry_id=entry_id)
    return row
