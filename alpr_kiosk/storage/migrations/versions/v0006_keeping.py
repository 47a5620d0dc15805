# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept, for how long, and what was removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None

UTC_MICROS = sa.BigInteger()
"""Whole microseconds since 1970 UTC."""

CATEGORIES = {
    "denied": ("decision.deny.listed", "ask.near_ban"),
    "visitor": ("decision.allow.visitor", "decision.allow.pass"),
    "allowed": (
        "decision.allow.listed",
        "decision.allow.by_hand",
        "decision.deny.expired",
        "decision.deny.hours",
        "decision.deny.gate",
        "decision.deny.uses",
    ),
}
"""What the reason alone says of rows from before; what it does not is kept as unlisted."""

CLEAR = sa.text("keep_as IS NOT NULL")


def upgrade() -> None:
    op.add_column("passage", sa.Column("keep_as", sa.String(length=16), server_default="unlisted"))
    op.add_column("passage", sa.Column("pictures_gone_at", UTC_MICROS))
    op.add_column(
        "evidence",
        sa.Column("keep_as", sa.String(length=16), nullable=False, server_default="unlisted"),
    )
    op.add_column("evidence", sa.Column("seen_at", UTC_MICROS, nullable=False, server_default="0"))
    _fill()
    op.create_index(
        "ix_passage_keep",
        "passage",
        ["keep_as", "moment"],
        sqlite_where=CLEAR,
        postgresql_where=CLEAR,
    )
    op.create_index("ix_evidence_keep", "evidence", ["keep_as", "seen_at"])
    op.create_table(
        "picture_to_remove",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_picture_to_remove"),
    )
    op.create_table(
        "incident",
        sa.Column("incident_id", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", UTC_MICROS, nullable=False),
        sa.Column("review_at", UTC_MICROS, nullable=False),
        sa.Column("released_by", sa.Text(), nullable=False),
        sa.Column("released_at", UTC_MICROS),
        sa.PrimaryKeyConstraint("incident_id", name="pk_incident"),
    )
    op.create_table(
        "incident_passage",
        sa.Column("incident_id", sa.String(length=64), nullable=False),
        sa.Column("passage_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.incident_id"],
            name="fk_incident_passage_incident_id_incident",
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.passage_id"], name="fk_incident_passage_passage_id_passage"
        ),
        sa.PrimaryKeyConstraint("incident_id", "passage_id", name="pk_incident_passage"),
    )
    op.create_index("ix_incident_passage_passage_id", "incident_passage", ["passage_id"])


def downgrade() -> None:
    op.drop_table("incident_passage")
    op.drop_table("incident")
    op.drop_table("picture_to_remove")
    op.drop_index("ix_evidence_keep", "evidence")
    op.drop_index("ix_passage_keep", "passage")
    op.drop_column("evidence", "seen_at")
    op.drop_column("evidence", "keep_as")
    op.drop_column("passage", "pictures_gone_at")
    op.drop_column("passage", "keep_as")


def _fill() -> None:
    passage = sa.table(
        "passage",
        *(sa.column(name) for name in ("passage_id", "keep_as", "reason", "first_seen_at")),
    )
    evidence = sa.table(
        "evidence", *(sa.column(name) for name in ("passage_id", "keep_as", "seen_at"))
    )
    for category, reasons in CATEGORIES.items():
        op.execute(passage.update().where(passage.c.reason.in_(reasons)).values(keep_as=category))
    for name, source in (("keep_as", passage.c.keep_as), ("seen_at", passage.c.first_seen_at)):
        found = (
            sa.select(source).where(passage.c.passage_id == evidence.c.passage_id).scalar_subquery()
        )
        op.execute(evidence.update().values({name: found}))
