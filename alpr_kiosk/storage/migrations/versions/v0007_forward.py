# SPDX-License-Identifier: AGPL-3.0-or-later
"""What still has to go from the local record to PostgreSQL, and what came back.

``outbox`` and ``dead_letter`` are used by the local file, ``list_feed`` by PostgreSQL alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: None = None
depends_on: None = None

UTC_MICROS = sa.BigInteger()
"""Whole microseconds since 1970 UTC."""

ENTRY_DEFAULTS = {
    **dict.fromkeys(("text", "fold", "strong_fold", "owner", "vehicle", "notes", "host"), "''"),
    **dict.fromkeys(("windows", "gates"), "'[]'"),
    "created_by": "session_user",
    "direction": "'unknown'",
    "updated_at": "0",
}
"""What somebody need not say who adds an entry by SQL: id, list and plate are enough."""

FEED = """
CREATE FUNCTION list_entry_feed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT AS $$
DECLARE
    now_us bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
BEGIN
    -- What the kiosk itself writes is no news to it.
    IF coalesce(current_setting('alpr.kiosk', true), '') <> '' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.entry_id <> NEW.entry_id) THEN
        INSERT INTO list_feed (at, who, entry_id, entry)
        VALUES (now_us, session_user, OLD.entry_id, NULL);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO list_feed (at, who, entry_id, entry)
        VALUES (now_us, session_user, NEW.entry_id, row_to_json(NEW));
    END IF;
    RETURN NULL;
END $$
"""
"""By the rights of the kiosk's user: who edits lists needs none on the feed."""

KIOSK_ONLY = """
CREATE FUNCTION kiosk_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('alpr.kiosk', true), '') = '' AND session_user <> (
        SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID
    ) THEN
        RAISE EXCEPTION '% is edited at the kiosk only: nothing written here comes back to it',
            TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$
"""
"""Who has the right to write there by mistake is told, instead of being written over later."""

KIOSK_TABLES = ("list_group", "holiday")


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=64), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("table_name", "row_key", name="uq_outbox_table_name"),
    )
    op.create_table(
        "dead_letter",
        sa.Column("table_name", sa.String(length=64), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("at", UTC_MICROS, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_key", name="pk_dead_letter"),
    )
    op.create_table(
        "list_feed",
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", UTC_MICROS, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("entry", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_list_feed"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for column, value in ENTRY_DEFAULTS.items():
            op.execute(f"ALTER TABLE list_entry ALTER COLUMN {column} SET DEFAULT {value}")
        op.execute(FEED)
        op.execute(
            "CREATE TRIGGER list_entry_feed AFTER INSERT OR UPDATE OR DELETE ON list_entry "
            "FOR EACH ROW EXECUTE FUNCTION list_entry_feed()"
        )
        op.execute(KIOSK_ONLY)
        for table in KIOSK_TABLES:
            op.execute(
                f"CREATE TRIGGER {table}_kiosk_only BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE "
                f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION kiosk_only()"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in KIOSK_TABLES:
            op.execute(f"DROP TRIGGER {table}_kiosk_only ON {table}")
        op.execute("DROP FUNCTION kiosk_only()")
        op.execute("DROP TRIGGER list_entry_feed ON list_entry")
        op.execute("DROP FUNCTION list_entry_feed()")
        for column in ENTRY_DEFAULTS:
            op.execute(f"ALTER TABLE list_entry ALTER COLUMN {column} DROP DEFAULT")
    else:
        _drop_forward_triggers()
    op.drop_table("list_feed")
    op.drop_table("dead_letter")
    op.drop_table("outbox")


def _drop_forward_triggers() -> None:
    """Without the outbox every write would fail; `storage.outbox` makes them."""
    named = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'forward_*'"
    for (name,) in op.get_bind().execute(sa.text(named)).all():
        op.execute(f'DROP TRIGGER "{name}"')
