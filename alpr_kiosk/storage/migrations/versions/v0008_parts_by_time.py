# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index of parts of plates of PostgreSQL knows the time too; nothing changes in SQLite.

Building it takes about a minute for ten million passages; nobody writes passages there meanwhile.
"""

from __future__ import annotations

from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: None = None
depends_on: None = None

SPANS_OF = (
    "ARRAY[moment / 86400000000 * 4 + 0, moment / 864000000000 * 4 + 1, "
    "moment / 8640000000000 * 4 + 2]"
)
"""The day, the ten days and the hundred days of a passage, told apart by the remainder of four."""

FOLDS = "fold gin_trgm_ops, corrected_fold gin_trgm_ops"


def upgrade() -> None:
    _index_parts(f"({SPANS_OF}), {FOLDS}")


def downgrade() -> None:
    _index_parts(FOLDS)


def _index_parts(columns: str) -> None:
    """Make the index anew, where there is one: the server may lack the extension for it."""
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        return
    if bind.exec_driver_sql("SELECT to_regclass('ix_passage_trigram')").scalar() is None:
        return
    op.execute("DROP INDEX ix_passage_trigram")
    op.execute(f"CREATE INDEX ix_passage_trigram ON passage USING gin ({columns})")
