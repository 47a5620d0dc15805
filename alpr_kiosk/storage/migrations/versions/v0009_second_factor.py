# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the guard asks for besides the plate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    column: sa.Column[str] = sa.Column(
        "second_factor", sa.Text(), nullable=False, server_default=""
    )
    op.add_column("list_entry", column)


def downgrade() -> None:
    op.drop_column("list_entry", "second_factor")
