# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of the record. These classes never leave `alpr_kiosk.storage`.

Times are whole microseconds since 1970 UTC in a 64-bit integer: they sort and compare as numbers
on every database, need no parsing, have exactly the resolution of `datetime`, and cannot carry a
wrong or missing zone. Flags, texts and JSON use SQLAlchemy's neutral types, so that the same
classes serve PostgreSQL.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import JSON, BigInteger, Double, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can find it on any database."""

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

Json = Any
"""What a JSON column holds: lists, dicts, texts, numbers."""


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC as whole microseconds since 1970; a naive time is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the integer to keep."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time in a record must be aware")
        return (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return the aware time."""
        del dialect
        return None if value is None else EPOCH + timedelta(microseconds=int(value))


class Base(DeclarativeBase):
    """Root of the tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - read once by SQLAlchemy
        datetime: UtcTime(),
        float: Double(),
        str: Text(),
    }


class ListEntryTable(Base):
    """One plate on one list; `fold` and `strong_fold` are the look-alike keys."""

    __tablename__ = "list_entry"

    entry_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), index=True)
    plate: Mapped[str]
    text: Mapped[str] = mapped_column(Text(), index=True)
    fold: Mapped[str] = mapped_column(Text(), index=True)
    strong_fold: Mapped[str] = mapped_column(Text(), index=True)
    owner: Mapped[str]
    vehicle: Mapped[str]
    notes: Mapped[str]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    windows: Mapped[Json] = mapped_column(JSON())
    gates: Mapped[Json] = mapped_column(JSON())
    direction: Mapped[str] = mapped_column(String(16))
    max_uses: Mapped[int | None]
    uses_left: Mapped[int | None]
    host: Mapped[str]
    created_by: Mapped[str]
    created_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]


class PassageTable(Base):
    """One vehicle passing one camera, with its last decision (rules 4)."""

    __tablename__ = "passage"
    __table_args__ = (Index("ix_passage_newest", "first_seen_at", "passage_id"),)

    passage_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    camera_id: Mapped[str] = mapped_column(String(64))
    lane_id: Mapped[str] = mapped_column(String(64))
    plate: Mapped[str] = mapped_column(Text(), index=True)
    fold: Mapped[str] = mapped_column(Text(), index=True)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    direction: Mapped[str] = mapped_column(String(16))
    reads: Mapped[int]
    agreeing: Mapped[int]
    confidence: Mapped[float]
    settled: Mapped[bool]
    parked: Mapped[bool]
    closed: Mapped[bool]
    track_ids: Mapped[Json] = mapped_column(JSON())
    votes: Mapped[Json] = mapped_column(JSON())
    best_read: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    action: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(64))
    gate_id: Mapped[str | None] = mapped_column(String(64))
    evidence_note: Mapped[str]


class DecisionTable(Base):
    """What was decided, and the age of the picture it rested on (rules 12 and 15)."""

    __tablename__ = "decision"

    decision_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    passage_id: Mapped[str] = mapped_column(
        ForeignKey("passage.passage_id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcTime(), index=True)
    action: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(64))
    alarm: Mapped[bool]
    plate: Mapped[str]
    entry_id: Mapped[str | None] = mapped_column(String(64))
    gate_id: Mapped[str | None] = mapped_column(String(64))
    age_ms: Mapped[float]
    candidates: Mapped[Json] = mapped_column(JSON())
    context: Mapped[Json] = mapped_column(JSON())


class EvidenceTable(Base):
    """A picture of a passage; the bytes are a file named by their hash (rules 23)."""

    __tablename__ = "evidence"

    passage_id: Mapped[str] = mapped_column(
        ForeignKey("passage.passage_id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    path: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]


class GateIntentTable(Base):
    """A command, written before the relay is touched (rules 25).

    Passage and decision are named without a foreign key: the gate does not wait for the thread
    that writes passages.
    """

    __tablename__ = "gate_intent"

    intent_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    audit_seq: Mapped[int] = mapped_column(BigInteger, unique=True)
    gate_id: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str]
    passage_id: Mapped[str | None] = mapped_column(String(64), index=True)
    decision_id: Mapped[str | None] = mapped_column(String(64))
    requested_at: Mapped[datetime] = mapped_column(UtcTime(), index=True)
    requested_mono: Mapped[float]
    pulse_ms: Mapped[int]
    recent_passages: Mapped[Json] = mapped_column(JSON())


class GateResultTable(Base):
    """How a command ended. No foreign key: an unrecorded override may still have a result."""

    __tablename__ = "gate_result"

    intent_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    audit_seq: Mapped[int] = mapped_column(BigInteger, unique=True)
    gate_id: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(64))
    finished_at: Mapped[datetime]
    latency_ms: Mapped[float]
    recorded: Mapped[bool]


class OverrideReasonTable(Base):
    """Why a gate was opened by hand; the newest answer counts, the chain has them all."""

    __tablename__ = "override_reason"

    intent_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(64))
    note: Mapped[str]
    actor: Mapped[str]


class AuditTable(Base):
    """The chain. Triggers refuse UPDATE and DELETE."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime(), index=True)
    kind: Mapped[str] = mapped_column(String(64), index=True)
    actor: Mapped[str]
    body: Mapped[str]
    mac: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[str] = mapped_column(String(16))


class AuditHeadTable(Base):
    """The newest row under a seal, one row: a cut-off tail shows."""

    __tablename__ = "audit_head"

    head_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    mac: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


class AuditNoteTable(Base):
    """Free text beside a row of the chain, which holds only its keyed hash: it can be erased."""

    __tablename__ = "audit_note"

    seq: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("audit.seq"), primary_key=True, autoincrement=False
    )
    text: Mapped[str]


class SettingTable(Base):
    """A small value that outlives the process."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    value: Mapped[str]


class UserTable(Base):
    """A person with access; ``user`` is a reserved word of PostgreSQL."""

    __tablename__ = "site_user"

    name: Mapped[str] = mapped_column(String(128), primary_key=True)
    role: Mapped[str] = mapped_column(String(32))
    pin_hash: Mapped[str]
    changed_at: Mapped[datetime]


class _SpanColumns:
    """Columns of a camera's minute and of its hour, see `domain.camera_health.CameraSpan`."""

    camera_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    start: Mapped[datetime] = mapped_column(UtcTime(), primary_key=True, index=True)
    fps: Mapped[float]
    fps_min: Mapped[float]
    worst_age_s: Mapped[float]
    bitrate_kbps: Mapped[float]
    reconnects: Mapped[int]
    decode_errors: Mapped[int] = mapped_column(BigInteger)
    skipped: Mapped[int] = mapped_column(BigInteger)
    live_s: Mapped[float]
    late_s: Mapped[float]
    frozen_s: Mapped[float]
    covered_s: Mapped[float]
    lost_s: Mapped[float]
    other_s: Mapped[float]
    seen: Mapped[int]
    read: Mapped[int]
    reads: Mapped[int]


class CameraMinuteTable(_SpanColumns, Base):
    """What a camera did in a minute."""

    __tablename__ = "camera_minute"


class CameraHourTable(_SpanColumns, Base):
    """The same, added up by hours as the minutes come; kept for longer."""

    __tablename__ = "camera_hour"
