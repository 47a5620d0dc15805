# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups, holidays, photographs and the changes of the lists."""

from __future__ import annotations

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
