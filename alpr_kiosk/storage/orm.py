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

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, validates
from sqlalchemy.types import TypeDecorator

from alpr_kiosk.domain.plate import Plate

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can find it on any database."""

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Return whole microseconds since 1970 of an aware time, as times and moments are kept."""
    return (at - EPOCH) // _MICROSECOND


def time_of(moment: int) -> datetime:
    """Return the aware time of whole microseconds since 1970; OverflowError beyond year 9999."""
    return EPOCH + timedelta(microseconds=moment)


MOMENT = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite takes this very type for the number by which it stores the rows of a table."""

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
        return micros(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return the aware time."""
        del dialect
        return None if value is None else time_of(int(value))


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
    group_id: Mapped[str] = mapped_column(String(64), index=True)
    as_group: Mapped[Json] = mapped_column(JSON())
    holidays: Mapped[str] = mapped_column(String(16))
    photo: Mapped[str] = mapped_column(String(64))
    second_factor: Mapped[str]


class ListGroupTable(Base):
    """A company or a flat. Entries name it without a foreign key: history outlives it."""

    __tablename__ = "list_group"

    group_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text(), unique=True)
    note: Mapped[str]
    windows: Mapped[Json] = mapped_column(JSON())
    gates: Mapped[Json] = mapped_column(JSON())
    holidays: Mapped[str] = mapped_column(String(16))
    created_by: Mapped[str]
    created_at: Mapped[datetime | None]


class HolidayTable(Base):
    """A day of the site's calendar, as an ISO date."""

    __tablename__ = "holiday"

    holiday_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[str] = mapped_column(String(10))
    yearly: Mapped[bool]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))


class ListChangeTable(Base):
    """What was saved or removed, in clear: it can be erased, the chain holds `value_hash` only."""

    __tablename__ = "list_change"

    change_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    item_id: Mapped[str] = mapped_column(String(64), index=True)
    before: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    old_text: Mapped[str] = mapped_column(Text(), index=True)
    new_text: Mapped[str] = mapped_column(Text(), index=True)
    value_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str]
    batch_id: Mapped[str] = mapped_column(String(64), index=True)
    undoes: Mapped[int | None] = mapped_column(index=True)
    erased: Mapped[bool]


_CORRECTED = text("corrected_fold IS NOT NULL")
_CLEAR = text("keep_as IS NOT NULL")


class PassageTable(Base):
    """One vehicle passing one camera, with its last decision (rules 4).

    `keep_as` says how long its plate is kept: a category, ``held`` by an incident, or NULL once a
    pseudonym has taken its place (`domain.keeping`).

    The table lies in the order of `moment`, which all paging goes by (`domain.history`); the rest
    of the program knows a passage by its id. A trigram index over both folds stands beside it, see
    migration 0003.
    """

    __tablename__ = "passage"
    __table_args__ = (
        Index("ix_passage_fold", "fold", "moment"),
        Index("ix_passage_folds", "moment", "fold", "corrected_fold"),
        Index("ix_passage_keep", "keep_as", "moment", sqlite_where=_CLEAR, postgresql_where=_CLEAR),
        Index("ix_passage_camera_action", "camera_id", "action", "moment"),
        Index(
            "ix_passage_corrected_fold",
            "corrected_fold",
            "moment",
            sqlite_where=_CORRECTED,
            postgresql_where=_CORRECTED,
        ),
        Index(
            "ix_passage_corrected",
            "moment",
            sqlite_where=_CORRECTED,
            postgresql_where=_CORRECTED,
        ),
        CheckConstraint(
            "(corrected IS NULL) = (corrected_fold IS NULL)", name="corrected_has_fold"
        ),
    )
    __mapper_args__ = {"primary_key": ["passage_id"]}  # noqa: RUF012 - read once by SQLAlchemy

    moment: Mapped[int] = mapped_column(MOMENT, primary_key=True, autoincrement=False)
    passage_id: Mapped[str] = mapped_column(String(64), unique=True)
    camera_id: Mapped[str] = mapped_column(String(64))
    lane_id: Mapped[str] = mapped_column(String(64))
    plate: Mapped[str]
    fold: Mapped[str]
    corrected: Mapped[str | None]
    corrected_fold: Mapped[str | None]
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
    keep_as: Mapped[str | None] = mapped_column(
        String(16), default="unlisted", server_default="unlisted"
    )
    pictures_gone_at: Mapped[datetime | None]

    @validates("corrected")
    def _keep_fold(self, _name: str, corrected: str | None) -> str | None:
        """Keep the look-alike key of a correction in step with it."""
        self.corrected_fold = None if corrected is None else Plate(corrected).fold
        return corrected


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
    """A picture of a passage; the bytes are a file named by their hash (rules 23).

    `keep_as` and `seen_at` are those of the passage, so that what is due is found by one index.
    """

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_keep", "keep_as", "seen_at"),)

    passage_id: Mapped[str] = mapped_column(
        ForeignKey("passage.passage_id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    path: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    keep_as: Mapped[str] = mapped_column(String(16))
    seen_at: Mapped[datetime]


class PictureToRemoveTable(Base):
    """A file whose row is gone and that is to be removed; outlives a kill in between."""

    __tablename__ = "picture_to_remove"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)


class IncidentTable(Base):
    """What must be kept until somebody releases it, and why."""

    __tablename__ = "incident"

    incident_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str]
    reason: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    review_at: Mapped[datetime]
    released_by: Mapped[str]
    released_at: Mapped[datetime | None]


class IncidentPassageTable(Base):
    """A passage that an incident holds, or held."""

    __tablename__ = "incident_passage"

    incident_id: Mapped[str] = mapped_column(ForeignKey("incident.incident_id"), primary_key=True)
    passage_id: Mapped[str] = mapped_column(
        ForeignKey("passage.passage_id"), primary_key=True, index=True
    )


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
    entry_id: Mapped[str | None] = mapped_column(String(64))


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


class OutboxTable(Base):
    """A row that a transaction changed and that PostgreSQL does not have yet (`storage.outbox`).

    `version` counts the changes since: only the one that went over is ticked off.
    """

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("table_name", "row_key"),)

    seq: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(64))
    row_key: Mapped[str]
    version: Mapped[int]
    tries: Mapped[int]


class DeadLetterTable(Base):
    """A row that PostgreSQL refuses, and why; the next change of it, or start, tries again."""

    __tablename__ = "dead_letter"

    table_name: Mapped[str] = mapped_column(String(64), primary_key=True)
    row_key: Mapped[str] = mapped_column(Text(), primary_key=True)
    at: Mapped[datetime]
    reason: Mapped[str]


class ListFeedTable(Base):
    """In PostgreSQL: an edit of a list by others, which the kiosk takes in and removes."""

    __tablename__ = "list_feed"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    entry_id: Mapped[str]
    entry: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))


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


class StayTable(Base):
    """One car inside, from entry to exit, see `domain.stays.Stay`.

    Passages are named without a foreign key: they are removed sooner than their stay.
    `overstay_at` is when it was told that the visitor stays too long. An index holds the open
    ones, whose `ended_moment` is NULL, side by side.
    """

    __tablename__ = "stay"
    stay_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text(), index=True)
    entered_at: Mapped[datetime | None]
    entered_moment: Mapped[int | None] = mapped_column(BigInteger, index=True)
    entry_passage: Mapped[str | None] = mapped_column(String(64))
    left_at: Mapped[datetime | None]
    ended_moment: Mapped[int | None] = mapped_column(BigInteger, index=True)
    exit_passage: Mapped[str | None] = mapped_column(String(64), index=True)
    exit_text: Mapped[str]
    ended: Mapped[str] = mapped_column(String(16))
    fit: Mapped[str | None] = mapped_column(String(16))
    entry_id: Mapped[str | None] = mapped_column(String(64))
    gate_in: Mapped[str | None] = mapped_column(String(64))
    gate_out: Mapped[str | None] = mapped_column(String(64))
    camera_id: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime]
    overstay_at: Mapped[datetime | None]


class StayMarkTable(Base):
    """A guard's word that a car is inside, or has left."""

    __tablename__ = "stay_mark"

    mark_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime(), index=True)
    direction: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    stay_id: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str]
    undone: Mapped[bool]
