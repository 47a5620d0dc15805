# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journal over SQLite keeps the contract, and its time limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.journal_contract import JournalContract, OpenJournal
from tests.fakes.clock import ManualClock


class TestSqlJournal(JournalContract):
    @pytest.fixture
    def open_journal(self, tmp_path: Path) -> Iterator[OpenJournal]:
        stores: list[Store] = []

        def open_again() -> object:
            stores.append(open_store(tmp_path, clock=ManualClock()))
            return stores[-1].journal

        yield open_again  # type: ignore[misc]
        for store in stores:
            store.close()
