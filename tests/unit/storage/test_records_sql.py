# SPDX-License-Identifier: AGPL-3.0-or-later
"""The records over SQLite keep the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alpr_kiosk.domain.ports import Records
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import RecordsContract
from tests.fakes.clock import ManualClock


class TestSqlRecords(RecordsContract):
    @pytest.fixture
    def records(self, tmp_path: Path) -> Iterator[Records]:
        store = open_store(tmp_path, clock=ManualClock())
        yield store.records
        store.close()
