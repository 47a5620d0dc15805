# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports over SQLite keep the contract, and read the span alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from alpr_kiosk.domain.reports import Period
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import Database, open_database
from alpr_kiosk.storage.reports import SqlReports
from tests.contracts.reports_contract import KEY, ReportsContract
from tests.fakes.clock import ManualClock


def opened(folder: Path) -> Database:
    clock = ManualClock()
    made = open_database(folder / "r.sqlite3", clock=clock)
    with made.write() as session:
        audit_log.ensure_chain(session, KEY, at=clock.utc_now(), fresh_reason="first_start")
    return made


class TestSqlReports(ReportsContract):
    @pytest.fixture
    def database(self, tmp_path: Path) -> Iterator[Database]:
        made = opened(tmp_path)
        yield made
        made.close()


def test_nothing_is_scanned_but_the_span(tmp_path: Path) -> None:
    """By the plan of each statement: a search by an index, or along the order of the table."""
    database = opened(tmp_path)
    statements: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        statements.append((statement, values))

    with database.read() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    SqlReports(database=database).report(Period.day(date(2026, 11, 24), ZoneInfo("UTC")))
    event.remove(engine, "before_cursor_execute", note)
    asked = [(text, values) for text, values in statements if text.startswith("SELECT")]
    assert len(asked) >= 6
    with database.read() as session:
        connection = session.connection()
        for text, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)  # type: ignore[arg-type]
            steps = [str(row[3]) for row in plan]
            assert not [step for step in steps if step.startswith("SCAN")], (text, steps)
    database.close()
