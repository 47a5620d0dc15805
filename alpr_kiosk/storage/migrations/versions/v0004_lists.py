# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups, holidays, photographs and the changes of the lists."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None

UTC_MICROS = sa.BigInteger()
"""Whole microseconds since 1970 UTC."""

CHANGE_INDEXES = ("item_id", "batch_id", "undoes", "old_text", "new_text")


def upgrade() -> None:
    op.create_table(
        "list_group",
        sa.Column("group_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("windows", sa.JSON(), nullable=False),
        sa.Column("gates", sa.JSON(), nullable=False),
        sa.Column("holidays", sa.String(length=16), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", UTC_MICROS, nullable=True),
        sa.PrimaryKeyConstraint("group_id", name="pk_list_group"),
        sa.UniqueConstraint("name", name="uq_list_group_name"),
    )
    op.create_table(
        "holiday",
        sa.Column("holiday_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("holiday_id", name="pk_holiday"),
    )
    op.create_table(
        "list_change",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("at", UTC_MICROS, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("old_text", sa.Text(), nullable=False),
        sa.Column("new_text", sa.Text(), nullable=False),
        sa.Column("value_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.String(length=64), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("change_id", name="pk_list_change"),
    )
    for name in CHANGE_INDEXES:
        op.create_index(f"ix_list_change_{name}", "list_change", [name], unique=False)
    columns: tuple[sa.Column[Any], ...] = (
        sa.Column("group_id", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("as_group", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("holidays", sa.String(length=16), nullable=False, server_default="usual"),
        sa.Column("photo", sa.String(length=64), nullable=False, server_default=""),
    )
    for column in columns:
        op.add_column("list_entry", column)
    op.create_index("ix_list_entry_group_id", "list_entry", ["group_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_list_entry_group_id", table_name="list_entry")
    for name in ("photo", "holidays", "as_group", "group_id"):
        op.drop_column("list_entry", name)
    op.drop_table("list_change")
    op.drop_table("holiday")
    op.drop_table("list_group")
