# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passages that are searched and paged by the million.

``moment`` becomes the order of the table: the time a passage was first seen, and the next free
number where two were seen in the same microsecond. For passages in that order it is the number of
the row plus the largest (time minus number) so far.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None

logger = logging.getLogger(__name__)

CORRECTED = sa.text("corrected_fold IS NOT NULL")
HAS_FOLD = "(corrected IS NULL) = (corrected_fold IS NULL)"
CHILDREN = ("decision", "evidence")

MOMENTS = """
    SELECT passage_id, number + MAX(first_seen_at - number)
        OVER (ORDER BY number ROWS UNBOUNDED PRECEDING) AS moment
    FROM (SELECT passage_id, first_seen_at,
        ROW_NUMBER() OVER (ORDER BY first_seen_at, passage_id) AS number FROM passage) AS numbered
"""

OLD_COLUMNS = (
    *("passage_id", "camera_id", "lane_id", "plate", "fold", "first_seen_at", "last_seen_at"),
    *("direction", "reads", "agreeing", "confidence", "settled", "parked", "closed", "track_ids"),
    *("votes", "best_read", "action", "reason", "gate_id", "evidence_note"),
)

TRIGRAMS = (
    """CREATE VIRTUAL TABLE passage_trigram USING fts5(
        fold, corrected_fold, content='passage', content_rowid='moment',
        detail=none, columnsize=0, tokenize='trigram case_sensitive 1')""",
    """CREATE TRIGGER passage_trigram_insert AFTER INSERT ON passage BEGIN
        INSERT INTO passage_trigram (rowid, fold, corrected_fold)
        VALUES (new.moment, new.fold, new.corrected_fold);
    END""",
    """CREATE TRIGGER passage_trigram_delete AFTER DELETE ON passage BEGIN
        INSERT INTO passage_trigram (passage_trigram, rowid, fold, corrected_fold)
        VALUES ('delete', old.moment, old.fold, old.corrected_fold);
    END""",
    """CREATE TRIGGER passage_trigram_update AFTER UPDATE OF moment, fold, corrected_fold ON passage
    WHEN old.moment IS NOT new.moment OR old.fold IS NOT new.fold
        OR old.corrected_fold IS NOT new.corrected_fold
    BEGIN
        INSERT INTO passage_trigram (passage_trigram, rowid, fold, corrected_fold)
        VALUES ('delete', old.moment, old.fold, old.corrected_fold);
        INSERT INTO passage_trigram (rowid, fold, corrected_fold)
        VALUES (new.moment, new.fold, new.corrected_fold);
    END""",
    "INSERT INTO passage_trigram (passage_trigram) VALUES ('rebuild')",
)


def upgrade() -> None:
    for index in ("fold", "newest", "plate"):
        op.drop_index(f"ix_passage_{index}", table_name="passage")
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_sqlite()
    else:
        _alter()
    op.create_index("ix_passage_fold", "passage", ["fold", "moment"])
    op.create_index("ix_passage_folds", "passage", ["moment", "fold", "corrected_fold"])
    op.create_index("ix_passage_camera_action", "passage", ["camera_id", "action", "moment"])
    for name, columns in (
        ("ix_passage_corrected_fold", ["corrected_fold", "moment"]),
        ("ix_passage_corrected", ["moment"]),
    ):
        op.create_index(
            name, "passage", columns, sqlite_where=CORRECTED, postgresql_where=CORRECTED
        )
    if op.get_bind().dialect.name == "sqlite":
        for statement in TRIGRAMS:
            op.execute(statement)
    else:
        _add_trigrams()


def downgrade() -> None:
    for index in ("corrected", "corrected_fold", "camera_action", "folds", "fold"):
        op.drop_index(f"ix_passage_{index}", table_name="passage")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE passage_trigram")
        _create(sa.PrimaryKeyConstraint("passage_id", name="pk_passage"))
        _fill(OLD_COLUMNS, f"SELECT {', '.join(OLD_COLUMNS)} FROM passage")  # noqa: S608
    else:
        op.execute("DROP INDEX IF EXISTS ix_passage_trigram")
        _try("DROP EXTENSION IF EXISTS pg_trgm")
        with _children_apart():
            op.drop_constraint("pk_passage", "passage")
            op.drop_constraint("uq_passage_passage_id", "passage")
            op.create_primary_key("pk_passage", "passage", ["passage_id"])
        for column in ("moment", "corrected", "corrected_fold"):
            op.drop_column("passage", column)
    op.create_index("ix_passage_fold", "passage", ["fold"])
    op.create_index("ix_passage_newest", "passage", ["first_seen_at", "passage_id"])
    op.create_index("ix_passage_plate", "passage", ["plate"])


# ------------------------------------------------------------------------------------- SQLite


def _rebuild_sqlite() -> None:
    _create(
        sa.Column("moment", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Text(), nullable=True),
        sa.Column("corrected_fold", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("moment", name="pk_passage"),
        sa.UniqueConstraint("passage_id", name="uq_passage_passage_id"),
        sa.CheckConstraint(HAS_FOLD, name=op.f("ck_passage_corrected_has_fold")),
    )
    copied = ", ".join(f"passage.{name}" for name in OLD_COLUMNS)
    _fill(
        ["moment", *OLD_COLUMNS],
        f"SELECT placed.moment, {copied} FROM passage "  # noqa: S608 - our own names
        f"JOIN ({MOMENTS}) AS placed ON placed.passage_id = passage.passage_id ORDER BY moment",
    )


def _create(*more: sa.schema.SchemaItem) -> None:
    op.create_table(
        "passage_next",
        *more,
        sa.Column("passage_id", sa.String(length=64), nullable=False),
        sa.Column("camera_id", sa.String(length=64), nullable=False),
        sa.Column("lane_id", sa.String(length=64), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("fold", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=False),
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
    )


def _fill(columns: Sequence[str], query: str) -> None:
    op.execute(f"INSERT INTO passage_next ({', '.join(columns)}) {query}")
    # Its children name the table, not what is in it: they stay as they are.
    op.drop_table("passage")
    op.rename_table("passage_next", "passage")


# --------------------------------------------------------------------------------- PostgreSQL


def _alter() -> None:
    op.add_column("passage", sa.Column("moment", sa.BigInteger(), nullable=True))
    op.add_column("passage", sa.Column("corrected", sa.Text(), nullable=True))
    op.add_column("passage", sa.Column("corrected_fold", sa.Text(), nullable=True))
    op.execute(
        f"UPDATE passage SET moment = placed.moment FROM ({MOMENTS}) AS placed "  # noqa: S608
        "WHERE placed.passage_id = passage.passage_id"
    )
    op.alter_column("passage", "moment", nullable=False)
    with _children_apart():
        op.drop_constraint("pk_passage", "passage")
        op.create_primary_key("pk_passage", "passage", ["moment"])
        op.create_unique_constraint("uq_passage_passage_id", "passage", ["passage_id"])
    op.create_check_constraint(op.f("ck_passage_corrected_has_fold"), "passage", HAS_FOLD)


@contextmanager
def _children_apart() -> Iterator[None]:
    """Take the foreign keys away while the key that they name is made anew."""
    for child in CHILDREN:
        op.drop_constraint(f"fk_{child}_passage_id_passage", child)
    yield
    for child in CHILDREN:
        op.create_foreign_key(
            f"fk_{child}_passage_id_passage",
            child,
            "passage",
            ["passage_id"],
            ["passage_id"],
            ondelete="CASCADE",
        )


def _add_trigrams() -> None:
    """Index parts of plates, where the extension is there; a search tells when it is not."""
    if _try("CREATE EXTENSION IF NOT EXISTS pg_trgm"):
        op.execute(
            "CREATE INDEX ix_passage_trigram ON passage "
            "USING gin (fold gin_trgm_ops, corrected_fold gin_trgm_ops)"
        )


def _try(statement: str) -> bool:
    """Do what a server's owner may not allow us, or others may need; return whether it was done."""
    try:
        with op.get_bind().begin_nested():
            op.execute(statement)
    except sa.exc.DBAPIError as error:
        logger.warning("not done by the server: %s (%s)", statement, error.orig)
        return False
    return True
