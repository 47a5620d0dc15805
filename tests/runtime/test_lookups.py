# SPDX-License-Identifier: AGPL-3.0-or-later
"""Queries are answered in threads of their own, tell how far they are and can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import text

from alpr_kiosk.domain.queries import Query, QueryAnswer, QueryControl, QueryProgress
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.crew import Crew
from alpr_kiosk.runtime.lookups import QUERIES_LIMIT
from alpr_kiosk.runtime.query_desk import QueryDesk
from alpr_kiosk.storage.engine import Database, open_database
from tests.endless import ENDLESS, note_endless
from tests.fakes.clock import ManualClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Short(Query):
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Long(Query):
    takes_long: ClassVar[bool] = True


class Bench:
    """A desk with two kinds of queries, and what it answered."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.clock = ManualClock()
        self.bus = SiteBus()
        self.crew = Crew(clock=self.clock)
        self.answers: list[QueryAnswer] = []
        self.told: list[QueryProgress] = []
        self.bus.query_answered.connect(self.answers.append)
        self.bus.query_progressed.connect(self.told.append)
        self.gate = threading.Event()
        self.began = threading.Event()
        self.threads: list[str] = []
        self.desk = QueryDesk(
            crew=self.crew,
            handlers={Short: self.short, Long: self.long},
            bus=self.bus,
            clock=self.clock,
        )

    def short(self, query: Short, _control: QueryControl) -> int:
        self.threads.append(threading.current_thread().name)
        if query.value == 0:
            return 1 // query.value
        if query.value < 0:
            raise StorageError("history.short_pattern", needed=3)
        return query.value * 2

    def long(self, _query: Long, control: QueryControl) -> str:
        control.progress(0, 10, "step.one")
        control.progress(1, 10, "step.one")
        self.began.set()
        assert self.gate.wait(10)
        control.progress(2, 10, "step.two")
        control.check()
        return "done"

    def wait(self, what: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(what, timeout=10_000)


@pytest.fixture
def bench(qtbot) -> Iterator[Bench]:
    bench = Bench(qtbot)
    bench.desk.start()
    yield bench
    bench.gate.set()
    assert bench.crew.stop(("lookup:",))


def test_an_answer_comes_back_from_a_thread_of_its_own(bench: Bench) -> None:
    query = Short(value=21)
    bench.desk.ask(query)
    bench.wait(lambda: len(bench.answers) == 1)
    answer = bench.answers[0]
    assert (answer.query_id, answer.ok, answer.result) == (query.query_id, True, 42)
    assert bench.threads == ["lookup:short"]


def test_what_is_refused_says_why_and_the_next_is_answered(bench: Bench) -> None:
    bench.desk.ask(Short(value=-1))
    bench.desk.ask(Short(value=0))
    bench.desk.ask(Query())
    bench.desk.ask(Short(value=2))
    bench.wait(lambda: len(bench.answers) == 4)
    assert [answer.code for answer in bench.answers] == [
        "history.short_pattern",
        "program.bug",
        "intent.unknown",
        "",
    ]
    assert dict(bench.answers[0].context) == {"needed": "3"}
    assert bench.answers[3].result == 4


def test_a_long_one_does_not_keep_short_ones_waiting(bench: Bench) -> None:
    bench.desk.ask(Long())
    bench.desk.ask(Short(value=1))
    bench.wait(lambda: len(bench.answers) == 1)
    assert bench.answers[0].result == 2
    bench.gate.set()
    bench.wait(lambda: len(bench.answers) == 2)
    assert bench.answers[1].result == "done"


def test_it_tells_how_far_it_is_but_not_more_often_than_anybody_reads(bench: Bench) -> None:
    bench.gate.set()
    bench.desk.ask(Long())
    bench.wait(lambda: len(bench.answers) == 1)
    # The clock stands still: the second telling of the same step comes too soon.
    assert [(told.done, told.step) for told in bench.told] == [(0, "step.one"), (2, "step.two")]


def test_a_cancelled_one_ends_and_says_so(bench: Bench) -> None:
    query = Long()
    waiting = Long()
    bench.desk.ask(query)
    bench.desk.ask(waiting)
    assert bench.began.wait(10)
    bench.desk.cancel(waiting.query_id)
    bench.desk.cancel(query.query_id)
    bench.gate.set()
    bench.wait(lambda: len(bench.answers) == 2)
    assert [answer.code for answer in bench.answers] == ["query.cancelled"] * 2
    assert [answer.ok for answer in bench.answers] == [False, False]


def test_one_too_many_is_refused_once_it_was_asked(bench: Bench) -> None:
    """Within `ask` its asker would not know yet which of his questions that answers."""
    bench.desk.ask(Long())
    assert bench.began.wait(10)
    for _ in range(QUERIES_LIMIT):
        bench.desk.ask(Long())
    extra = Long()
    bench.desk.ask(extra)
    assert bench.answers == []
    bench.wait(lambda: bool(bench.answers))
    assert [answer.code for answer in bench.answers] == ["query.too_many"]
    assert bench.answers[0].query_id == extra.query_id


# ------------------------------------------------------------------ within one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Endless(Query):
    takes_long: ClassVar[bool] = True


class Counting:
    """A desk over a record, whose long query is one statement without an end."""

    def __init__(self, qtbot, database: Database) -> None:
        self.qtbot = qtbot
        self.database = database
        self.bus = SiteBus()
        self.crew = Crew(clock=ManualClock())
        self.answers: list[QueryAnswer] = []
        self.bus.query_answered.connect(self.answers.append)
        self.began = threading.Event()
        handlers = {Endless: self.count, Long: lambda _query, _control: "done"}
        self.desk = QueryDesk(crew=self.crew, handlers=handlers, bus=self.bus, clock=ManualClock())
        self.desk.start()

    def count(self, _query: Endless, _control: QueryControl) -> object:
        with self.database.read() as session:
            note_endless(session, self.began)
            return session.execute(text(ENDLESS)).scalar()


@pytest.fixture
def counting(qtbot, tmp_path: Path) -> Iterator[Counting]:
    database = open_database(tmp_path / "a.sqlite3", clock=ManualClock())
    counting = Counting(qtbot, database)
    yield counting
    assert counting.crew.stop(("lookup:",))
    database.close()


def test_a_count_that_nobody_waits_for_any_more_ends(counting: Counting) -> None:
    query = Endless()
    counting.desk.ask(query)
    assert counting.began.wait(10)
    counting.desk.ask(Long())  # the next one is answered by the same thread
    counting.desk.cancel(query.query_id)
    counting.qtbot.waitUntil(lambda: len(counting.answers) == 2, timeout=10_000)
    assert [(answer.code, answer.result) for answer in counting.answers] == [
        ("query.cancelled", None),
        ("", "done"),
    ]


def test_a_stop_does_not_wait_for_a_count(counting: Counting) -> None:
    counting.desk.ask(Endless())
    assert counting.began.wait(10)
    assert counting.crew.stop(("lookup:",))
