# SPDX-License-Identifier: AGPL-3.0-or-later
"""What Alembic runs: the steps, in the transaction of the connection that `upgrade` hands over."""

from __future__ import annotations

from alembic import context

from alpr_kiosk.storage.orm import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # SQLite can do it, Alembic only assumes that it can't: a failed step leaves nothing behind.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
