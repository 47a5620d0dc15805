# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports over PostgreSQL keep the contract, on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.postgres import open_postgres
from tests.contracts.reports_contract import KEY, ReportsContract
from tests.fakes.clock import ManualClock
from tests.postgres import PostgresServer


class TestPostgresReports(ReportsContract):
    @pytest.fixture
    def database(self, postgres_server: PostgresServer, postgres: str) -> Iterator[Database]:
        clock = ManualClock()
        made = open_postgres(postgres_server.address(postgres), clock=clock)
        with made.write() as session:
            audit_log.ensure_chain(session, KEY, at=clock.utc_now(), fresh_reason="first_start")
        yield made
        made.close()
