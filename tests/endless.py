# SPDX-License-Identifier: AGPL-3.0-or-later
"""A statement that never ends by itself, and how a test learns that SQLite is at it."""

from __future__ import annotations

import threading

from sqlalchemy.orm import Session

ENDLESS = (
    "WITH RECURSIVE number(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number) "
    "SELECT count(*) FROM number"
)

_STEPS = 10_000
"""More than any other statement of a test takes."""


def note_endless(session: Session, began: threading.Event) -> None:
    """Set `began` once a statement of this unit of work in SQLite has gone on for a while."""
    driver = session.connection().connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(began.set, _STEPS)
