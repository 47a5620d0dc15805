# SPDX-License-Identifier: AGPL-3.0-or-later
"""First tables: lists, passages, decisions, journal, evidence, audit chain, settings, users."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None

UTC_MICROS = sa.BigInteger()
"""Whole microseconds since 1970 UTC."""

APPEND_ONLY = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", UTC_MICROS, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_index("ix_audit_kind", "audit", ["kind"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("head_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("head_id", name="pk_audit_head"),
    )
    op.create_table(
        "gate_intent",
        sa.Column("intent_id", sa.String(length=64), nullable=False),
        sa.Column("audit_seq", sa.BigInteger(), nullable=False),
        sa.Column("gate_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.String(length=64), nullable=True),
        sa.Column("decision_id", sa.String(length=64), nullable=True),
        sa.Column("requested_at", UTC_MICROS, nullable=False),
        sa.Column("requested_mono", sa.Double(), nullable=False),
        sa.Column("pulse_ms", sa.Integer(), nullable=False),
        sa.Column("recent_passages", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("intent_id", name="pk_gate_intent"),
        sa.UniqueConstraint("audit_seq", name="uq_gate_intent_audit_seq"),
    )
    op.create_index("ix_gate_intent_passage_id", "gate_intent", ["passage_id"], unique=False)
    op.create_index("ix_gate_intent_requested_at", "gate_intent", ["requested_at"], unique=False)
    op.create_table(
        "gate_result",
        sa.Column("intent_id", sa.String(length=64), nullable=False),
        sa.Column("audit_seq", sa.BigInteger(), nullable=False),
        sa.Column("gate_id", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("finished_at", UTC_MICROS, nullable=False),
        sa.Column("latency_ms", sa.Double(), nullable=False),
        sa.Column("recorded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("intent_id", name="pk_gate_result"),
        sa.UniqueConstraint("audit_seq", name="uq_gate_result_audit_seq"),
    )
    op.create_table(
        "list_entry",
        sa.Column("entry_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fold", sa.Text(), nullable=False),
        sa.Column("strong_fold", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("vehicle", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("valid_from", UTC_MICROS, nullable=True),
        sa.Column("valid_until", UTC_MICROS, nullable=True),
        sa.Column("windows", sa.JSON(), nullable=False),
        sa.Column("gates", sa.JSON(), nullable=False),
        sa.Column("direction", sa.String(length=16), nullable=False),
        sa.Column("max_uses", sa.Integer(), nullable=True),
        sa.Column("uses_left", sa.Integer(), nullable=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", UTC_MICROS, nullable=True),
        sa.Column("updated_at", UTC_MICROS, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_list_entry"),
    )
    op.create_index("ix_list_entry_fold", "list_entry", ["fold"], unique=False)
    op.create_index("ix_list_entry_kind", "list_entry", ["kind"], unique=False)
    op.create_index("ix_list_entry_strong_fold", "list_entry", ["strong_fold"], unique=False)
    op.create_index("ix_list_entry_text", "list_entry", ["text"], unique=False)
    op.create_table(
        "override_reason",
        sa.Column("intent_id", sa.String(length=64), nullable=False),
        sa.Column("at", UTC_MICROS, nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("intent_id", name="pk_override_reason"),
    )
    op.create_table(
        "passage",
        sa.Column("passage_id", sa.String(length=64), nullable=False),
        sa.Column("camera_id", sa.String(length=64), nullable=False),
        sa.Column("lane_id", sa.String(length=64), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("fold", sa.Text(), nullable=False),
        sa.Column("first_seen_at", UTC_MICROS, nullable=False),
        sa.Column("last_seen_at", UTC_MICROS, nullable=False),
        sa.Column("direction", sa.String(length=16), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("agreeing", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("parked", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("track_ids", sa.JSON(), nullable=False),
        sa.Column("votes", sa.JSON(), nullable=False),
        sa.Column("best_read", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("gate_id", sa.String(length=64), nullable=True),
        sa.Column("evidence_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("passage_id", name="pk_passage"),
    )
    op.create_index("ix_passage_fold", "passage", ["fold"], unique=False)
    op.create_index("ix_passage_newest", "passage", ["first_seen_at", "passage_id"], unique=False)
    op.create_index("ix_passage_plate", "passage", ["plate"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )
    op.create_table(
        "site_user",
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("changed_at", UTC_MICROS, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_site_user"),
    )
    op.create_table(
        "audit_note",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_audit_note_seq_audit"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_note"),
    )
    op.create_table(
        "decision",
        sa.Column("decision_id", sa.String(length=64), nullable=False),
        sa.Column("passage_id", sa.String(length=64), nullable=False),
        sa.Column("at", UTC_MICROS, nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("alarm", sa.Boolean(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.String(length=64), nullable=True),
        sa.Column("gate_id", sa.String(length=64), nullable=True),
        sa.Column("age_ms", sa.Double(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passage.passage_id"],
            name="fk_decision_passage_id_passage",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("decision_id", name="pk_decision"),
    )
    op.create_index("ix_decision_at", "decision", ["at"], unique=False)
    op.create_index("ix_decision_passage_id", "decision", ["passage_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("passage_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passage.passage_id"],
            name="fk_evidence_passage_id_passage",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("passage_id", "kind", name="pk_evidence"),
    )
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"], unique=False)

    if op.get_bind().dialect.name == "postgresql":
        _append_only_on_a_server()
        return
    for verb in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END"
        )


def _append_only_on_a_server() -> None:
    op.execute(
        "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit rows are append-only'; END $$"
    )
    # By statement: one that meets no row is refused as well, and TRUNCATE meets none.
    for verb in (*APPEND_ONLY, "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
        )


def downgrade() -> None:
    # Dropping a table drops its triggers and indexes.
    op.drop_table("evidence")
    op.drop_table("decision")
    op.drop_table("audit_note")
    op.drop_table("site_user")
    op.drop_table("setting")
    op.drop_table("passage")
    op.drop_table("override_reason")
    op.drop_table("list_entry")
    op.drop_table("gate_result")
    op.drop_table("gate_intent")
    op.drop_table("audit_head")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_append_only()")
