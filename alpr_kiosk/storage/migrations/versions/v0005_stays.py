# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is inside, and what guards corrected."""

from __future__ import annotations

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
