# SPDX-License-Identifier: AGPL-3.0-or-later
"""The records over PostgreSQL keep the contract, on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alpr_kiosk.domain.ports import Records
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.postgres import open_postgres
from alpr_kiosk.storage.records import SqlRecords
from tests.contracts.records_contract import RecordsContract
from tests.fakes.clock import ManualClock
from tests.postgres import PostgresServer


class TestPostgresRecords(RecordsContract):
    @pytest.fixture
    def records(self, postgres_server: PostgresServer, postgres: str) -> Iterator[Records]:
        clock = ManualClock()
        key = ChainKey(secret=b"k" * 32)
        database = open_postgres(postgres_server.address(postgres), clock=clock)
        with database.write() as session:
            audit_log.ensure_chain(session, key, at=clock.utc_now(), fresh_reason="first_start")
        yield SqlRecords(database=database, key=key)
        database.close()
