# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions count down and always end closed."""

from __future__ import annotations

import pytest

from alpr_kiosk.domain.events import Action, Decision, DecisionRecord, Reason
from alpr_kiosk.services.asks import (
    ANSWER_MOST_S,
    COUNTDOWN_S,
    EXTENSION_S,
    MAX_EXTENSIONS,
    AskService,
)
from tests.fakes.clock import ManualClock
from tests.fakes.plates import passage


def ask_record(number: int = 1, *, decision: str = "", gate: str | None = "gate") -> DecisionRecord:
    clock = ManualClock()
    return DecisionRecord(
        decision_id=decision or f"d{number}",
        passage=passage("AB123CD", "AB123CD", passage_id=f"p{number}"),
        decision=Decision(action=Action.ASK, reason=Reason.UNKNOWN),
        gate_id=gate,
        decided_at=clock.utc_now(),
        decided_mono=clock.monotonic(),
    )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def asks(clock: ManualClock) -> AskService:
    return AskService(clock=clock)


def test_a_question_counts_down_and_stays_closed(asks: AskService, clock: ManualClock) -> None:
    assert asks.open(ask_record())
    assert asks.current is not None
    assert asks.seconds_left(asks.current) == COUNTDOWN_S
    clock.advance(19.5)
    assert asks.seconds_left(asks.current) == 1
    assert asks.tick() == []
    clock.advance(0.5)
    (ended,) = asks.tick()
    assert (ended.code, ended.actor) == ("decision.timeout.closed", "")
    assert asks.current is None
    assert asks.tick() == []


def test_an_opening_on_its_way_is_waited_for(asks: AskService, clock: ManualClock) -> None:
    """Nobody may say that the gate stays closed while a hold for this car is being done."""
    asks.open(ask_record())
    clock.advance(COUNTDOWN_S - 0.1)
    asks.opening_sent("d1")
    clock.advance(0.2)
    assert asks.tick() == []
    ended = asks.let_in("d1", "Guard 1")
    assert ended is not None
    assert ended.code == "ask.let_in"


def test_an_opening_that_came_to_nothing_ends_closed(asks: AskService, clock: ManualClock) -> None:
    asks.open(ask_record())
    clock.advance(COUNTDOWN_S - 0.1)
    asks.opening_sent("d1")
    clock.advance(0.2)
    assert asks.tick() == []
    asks.not_opened("d1")
    assert [one.code for one in asks.tick()] == ["decision.timeout.closed"]


def test_an_opening_whose_end_nobody_tells_is_not_waited_for_forever(
    asks: AskService, clock: ManualClock
) -> None:
    asks.open(ask_record())
    clock.advance(COUNTDOWN_S - 0.1)
    asks.opening_sent("d1")
    clock.advance(ANSWER_MOST_S - 0.1)
    assert asks.tick() == []
    clock.advance(0.2)
    assert [one.code for one in asks.tick()] == ["decision.timeout.closed"]


def test_more_time_is_ten_times_twenty_seconds(asks: AskService, clock: ManualClock) -> None:
    asks.open(ask_record())
    for _ in range(MAX_EXTENSIONS):
        assert asks.more_time("d1")
    assert not asks.more_time("d1")
    assert asks.current is not None
    assert asks.seconds_left(asks.current) == COUNTDOWN_S + MAX_EXTENSIONS * EXTENSION_S
    assert asks.current.extensions_left == 0
    assert not asks.more_time("other")


def test_the_oldest_is_shown_and_the_others_wait(asks: AskService, clock: ManualClock) -> None:
    asks.open(ask_record(1))
    clock.advance(5)
    asks.open(ask_record(2))
    assert asks.total == 2
    assert asks.current is not None
    assert asks.current.record.decision_id == "d1"
    clock.advance(15)
    assert [ended.record.decision_id for ended in asks.tick()] == ["d1"]
    assert asks.current.record.decision_id == "d2"
    assert asks.seconds_left(asks.current) == 5


def test_a_better_read_refreshes_the_question_but_not_its_time(
    asks: AskService, clock: ManualClock
) -> None:
    asks.open(ask_record())
    clock.advance(12)
    asks.open(ask_record(decision="d1b"))
    assert asks.total == 1
    assert asks.current is not None
    assert asks.current.record.decision_id == "d1b"
    assert asks.seconds_left(asks.current) == 8


def test_a_tap_on_the_older_wording_is_about_the_same_car(asks: AskService) -> None:
    """The guard's finger was on its way when a better read came."""
    asks.open(ask_record())
    asks.open(ask_record(decision="d1b"))
    asks.open(ask_record(decision="d1c"))
    assert asks.find("d1") is asks.find("d1c") is asks.current
    assert asks.more_time("d1")
    ended = asks.let_in("d1b", "Guard 1")
    assert ended is not None
    assert (ended.record.decision_id, ended.code) == ("d1c", "ask.let_in")
    assert asks.total == 0


@pytest.mark.parametrize(
    ("how", "code", "actor"),
    [
        (lambda asks: asks.keep_closed("d1", "Guard 1"), "ask.kept_closed", "Guard 1"),
        (lambda asks: asks.let_in("d1", "Guard 1"), "ask.let_in", "Guard 1"),
        (lambda asks: asks.car_left("p1"), "decision.car_left", ""),
        (lambda asks: asks.settled_otherwise("p1", "x"), "x", ""),
    ],
)
def test_each_end_is_told_once(asks: AskService, how: object, code: str, actor: str) -> None:
    asks.open(ask_record())
    ended = how(asks)  # type: ignore[operator]
    assert (ended.code, ended.actor) == (code, actor)
    assert how(asks) is None  # type: ignore[operator]
    assert asks.current is None


def test_without_a_gate_nobody_is_asked(asks: AskService) -> None:
    assert not asks.open(ask_record(gate=None))
    assert asks.current is None
