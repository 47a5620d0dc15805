# SPDX-License-Identifier: AGPL-3.0-or-later
"""The records over SQLite keep the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from alpr_kiosk.domain.ports import Records
from alpr_kiosk.storage.records import free_moment
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import NOON, RecordsContract, make_passage
from tests.fakes.clock import ManualClock


class TestSqlRecords(RecordsContract):
    @pytest.fixture
    def records(self, tmp_path: Path) -> Iterator[Records]:
        store = open_store(tmp_path, clock=ManualClock())
        yield store.records
        store.close()


def test_a_crowd_of_one_microsecond_costs_no_statement_for_each(tmp_path: Path) -> None:
    store = open_store(tmp_path, clock=ManualClock())
    for number in range(40):
        store.records.save_passage(make_passage(f"p{number}"))
    at = make_passage("p0").first_seen_at
    statements: list[str] = []
    with store.database.read() as session:
        free = free_moment(session, at)
        event.listen(
            session.get_bind(),
            "before_cursor_execute",
            lambda _c, _cursor, sql, *_rest: statements.append(sql),
        )
        assert free_moment(session, at) == free
    first = next(iter(statements))
    assert "moment" in first
    assert len(statements) == 2
    with store.database.read() as session:
        assert free - free_moment(session, NOON.replace(year=2020)) > 0
    store.close()
