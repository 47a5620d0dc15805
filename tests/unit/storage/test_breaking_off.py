# SPDX-License-Identifier: AGPL-3.0-or-later
"""A statement that would take for ever ends when the work that it belongs to is broken off."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from alpr_kiosk.domain.breaking_off import Work, current
from alpr_kiosk.domain.queries import QueryCancelledError
from alpr_kiosk.storage.engine import Database, open_database
from alpr_kiosk.storage.postgres import open_postgres
from tests.endless import ENDLESS, note_endless
from tests.fakes.clock import ManualClock
from tests.postgres import PostgresServer

RUNS = "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query = %s"


class Bench:
    """A record, and how one learns that the endless statement runs there.

    Attributes:
        database: The record.
        prepare: Done in the unit of work before.
        wait: Returns when it runs.
    """

    def __init__(
        self, database: Database, prepare: Callable[[Session], object], wait: Callable[[], object]
    ) -> None:
        self.database = database
        self.prepare = prepare
        self.wait = wait

    def look(self, work: Work) -> object:
        """Count without end."""
        with work.here(), self.database.read() as session:
            self.prepare(session)
            return session.execute(text(ENDLESS)).scalar()

    def one(self) -> object:
        """A statement of somebody else."""
        with self.database.read() as session:
            return session.execute(text("SELECT 1")).scalar()


@pytest.fixture(params=["sqlite", "postgresql"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    database: Database
    if request.param == "sqlite":
        database = open_database(tmp_path / "a.sqlite3", clock=ManualClock())
        began = threading.Event()
        yield Bench(database, lambda session: note_endless(session, began), began.wait)
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        name = request.getfixturevalue("postgres")
        database = open_postgres(server.address(name), clock=ManualClock())
        with server.connect(name) as other:

            def wait() -> None:
                while other.execute(RUNS, [ENDLESS]).fetchone() is None:
                    pass

            limits = text("SET LOCAL statement_timeout = 0")
            yield Bench(database, lambda session: session.execute(limits), wait)
    database.close()


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def begun(bench: Bench, work: Work, elsewhere: ThreadPoolExecutor) -> Future[object]:
    """The endless statement, running in another thread."""
    found = elsewhere.submit(bench.look, work)
    bench.wait()
    return found


def test_a_running_statement_ends(bench: Bench, elsewhere: ThreadPoolExecutor) -> None:
    work = Work()
    found = begun(bench, work, elsewhere)
    assert not found.done()
    work.break_off()
    with pytest.raises(QueryCancelledError):
        found.result(30)
    # Its thread and the record go on.
    assert elsewhere.submit(current).result(30) is None
    assert [bench.one() for _ in range(10)] == [1] * 10


def ended_within(bench: Bench, work: Work) -> None:
    """A unit of work that is broken off between its statements."""
    with work.here(), bench.database.read() as session:
        assert session.execute(text("SELECT 1")).scalar() == 1
        work.break_off()
        session.execute(text("SELECT 1"))


def test_the_statements_of_others_go_on(bench: Bench, elsewhere: ThreadPoolExecutor) -> None:
    work = Work()
    found = begun(bench, work, elsewhere)
    with pytest.raises(QueryCancelledError):
        ended_within(bench, Work())
    assert bench.one() == 1
    assert not found.done()
    work.break_off()
    with pytest.raises(QueryCancelledError):
        found.result(30)


def test_between_statements_it_ends_with_the_next(bench: Bench) -> None:
    work = Work()
    for _ in range(2):  # the second time none is begun any more
        with pytest.raises(QueryCancelledError):
            ended_within(bench, work)
    assert bench.one() == 1


def test_what_was_left_is_not_told_to_stop() -> None:
    work = Work()
    told: list[str] = []

    def left() -> None:
        with work.held(lambda: told.append("second")):
            work.break_off()
            work.break_off()

    with work.held(lambda: told.append("first")):
        pass
    with pytest.raises(QueryCancelledError):
        left()
    work.break_off()
    assert told == ["second", "second"]


def test_an_error_of_its_own_stays_one() -> None:
    with pytest.raises(ValueError, match="mine"), Work().held(lambda: None):
        raise ValueError("mine")
