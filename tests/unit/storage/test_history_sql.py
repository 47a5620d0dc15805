# SPDX-License-Identifier: AGPL-3.0-or-later
"""The history keeps the contract over SQLite, over PostgreSQL, and there without its extension."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import Database, open_database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.postgres import open_postgres
from tests.contracts.history_contract import HistoryContract, Site
from tests.fakes.clock import ManualClock
from tests.postgres import PostgresServer

KEY = ChainKey(secret=b"k" * 32)


def begun(database: Database) -> Site:
    """The database with a chain."""
    now = database.clock.utc_now()
    with database.write() as session:
        audit_log.ensure_chain(session, KEY, at=now, fresh_reason="first_start")
    return Site(database, KEY)


class TestSqliteHistory(HistoryContract):
    @pytest.fixture
    def site(self, tmp_path: Path) -> Iterator[Site]:
        site = begun(open_database(tmp_path / "a.sqlite3", clock=ManualClock()))
        yield site
        site.close()


class TestPostgresHistory(HistoryContract):
    @pytest.fixture
    def site(self, postgres_server: PostgresServer, postgres: str) -> Iterator[Site]:
        site = begun(open_postgres(postgres_server.address(postgres), clock=ManualClock()))
        yield site
        site.close()


class TestPostgresHistoryWithoutTrigrams(TestPostgresHistory):
    @pytest.fixture
    def site(self, postgres_server: PostgresServer, postgres: str) -> Iterator[Site]:
        site = begun(open_postgres(postgres_server.address(postgres), clock=ManualClock()))
        with site.database.write() as session:
            session.execute(text("DROP INDEX ix_passage_trigram"))
        yield site
        site.close()
