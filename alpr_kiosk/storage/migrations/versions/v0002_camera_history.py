# SPDX-License-Identifier: AGPL-3.0-or-later
"""History of the cameras, by minutes and by hours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None

UTC_MICROS = sa.BigInteger()
"""Whole microseconds since 1970 UTC."""

TABLES = ("camera_minute", "camera_hour")


def upgrade() -> None:
    for table in TABLES:
        op.create_table(
            table,
            sa.Column("camera_id", sa.String(length=64), nullable=False),
            sa.Column("start", UTC_MICROS, nullable=False),
            sa.Column("fps", sa.Double(), nullable=False),
            sa.Column("fps_min", sa.Double(), nullable=False),
            sa.Column("worst_age_s", sa.Double(), nullable=False),
            sa.Column("bitrate_kbps", sa.Double(), nullable=False),
            sa.Column("reconnects", sa.Integer(), nullable=False),
            sa.Column("decode_errors", sa.BigInteger(), nullable=False),
            sa.Column("skipped", sa.BigInteger(), nullable=False),
            sa.Column("live_s", sa.Double(), nullable=False),
            sa.Column("late_s", sa.Double(), nullable=False),
            sa.Column("frozen_s", sa.Double(), nullable=False),
            sa.Column("covered_s", sa.Double(), nullable=False),
            sa.Column("lost_s", sa.Double(), nullable=False),
            sa.Column("other_s", sa.Double(), nullable=False),
            sa.Column("seen", sa.Integer(), nullable=False),
            sa.Column("read", sa.Integer(), nullable=False),
            sa.Column("reads", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("camera_id", "start", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_start", table, ["start"], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
