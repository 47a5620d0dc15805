# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept, for how long, and what was removed."""

from __future__ import annotations

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
