# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is inside, what guards said of it, and the entry whose use an opening takes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: None = None
depends_on: None = None

UTC_MICROS = sa.BigInteger()
"""Whole microseconds since 1970 UTC."""


def upgrade() -> None:
    op.create_table(
        "stay",
        sa.Column("stay_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entered_at", UTC_MICROS, nullable=True),
        sa.Column("entered_moment", sa.BigInteger(), nullable=True),
        sa.Column("entry_passage", sa.String(length=64), nullable=True),
        sa.Column("left_at", UTC_MICROS, nullable=True),
        sa.Column("ended_moment", sa.BigInteger(), nullable=True),
        sa.Column("exit_passage", sa.String(length=64), nullable=True),
        sa.Column("exit_text", sa.Text(), nullable=False),
        sa.Column("ended", sa.String(length=16), nullable=False),
        sa.Column("fit", sa.String(length=16), nullable=True),
        sa.Column("entry_id", sa.String(length=64), nullable=True),
        sa.Column("gate_in", sa.String(length=64), nullable=True),
        sa.Column("gate_out", sa.String(length=64), nullable=True),
        sa.Column("camera_id", sa.String(length=64), nullable=False),
        sa.Column("seen_at", UTC_MICROS, nullable=False),
        sa.Column("overstay_at", UTC_MICROS, nullable=True),
        sa.PrimaryKeyConstraint("stay_id", name="pk_stay"),
    )
    op.create_index("ix_stay_entered_moment", "stay", ["entered_moment"], unique=False)
    op.create_index("ix_stay_ended_moment", "stay", ["ended_moment"], unique=False)
    op.create_index("ix_stay_exit_passage", "stay", ["exit_passage"], unique=False)
    op.create_index("ix_stay_text", "stay", ["text"], unique=False)
    op.create_table(
        "stay_mark",
        sa.Column("mark_id", sa.String(length=64), nullable=False),
        sa.Column("at", UTC_MICROS, nullable=False),
        sa.Column("direction", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stay_id", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("mark_id", name="pk_stay_mark"),
    )
    op.create_index("ix_stay_mark_at", "stay_mark", ["at"], unique=False)
    op.add_column("gate_intent", sa.Column("entry_id", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("gate_intent", "entry_id")
    op.drop_table("stay_mark")
    op.drop_table("stay")
