# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passages that are searched and paged by the million."""

from __future__ import annotations

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
