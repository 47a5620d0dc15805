# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stays over SQLite keep the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import Database, open_database
from tests.contracts.stays_contract import KEY, StaysContract
from tests.fakes.clock import ManualClock


class TestSqlStays(StaysContract):
    @pytest.fixture
    def database(self, tmp_path: Path) -> Iterator[Database]:
        clock = ManualClock()
        made = open_database(tmp_path / "a.sqlite3", clock=clock)
        with made.write() as session:
            audit_log.ensure_chain(session, KEY, at=clock.utc_now(), fresh_reason="first_start")
        yield made
        made.close()
