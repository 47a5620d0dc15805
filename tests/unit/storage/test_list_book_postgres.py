# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups, holidays and changes over PostgreSQL keep the contract, on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.postgres import open_postgres
from tests.contracts.list_book_contract import ListBookContract
from tests.fakes.clock import ManualClock
from tests.postgres import PostgresServer


class TestPostgresListBook(ListBookContract):
    @pytest.fixture
    def database(self, postgres_server: PostgresServer, postgres: str) -> Iterator[Database]:
        made = open_postgres(postgres_server.address(postgres), clock=ManualClock())
        yield made
        made.close()
