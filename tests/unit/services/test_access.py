# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a passage is decided, what is said once, and what is held back."""

from __future__ import annotations

import threading
from datetime import timezone
from typing import Any

import pytest

from alpr_kiosk.domain.events import Action, DecisionRecord, Passage, Reason
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.policy import LanePolicy
from alpr_kiosk.services.access import REMEMBERED_PASSAGES, AccessService, GateBoard
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry, passage

ALLOWED = ("AB123CD", "AB123CD", "AB123CD")


class Lane:
    """One lane with a gate, its service, and a board that a test may change."""

    def __init__(self, *entries: ListEntry, **policy: Any) -> None:
        self.clock = ManualClock()
        self.board = GateBoard()
        lane = LanePolicy(**{"lane_id": "lane", "gate_id": "gate", **policy})
        self.access = AccessService(
            lanes={"lane": lane},
            snapshot=ListSnapshot.of(entries or (entry("AB123CD"),)),
            boards=lambda gate_id: self.board,
            clock=self.clock,
            tz=timezone.utc,
        )

    def car(self, *texts: str, ident: str = "p1", **changes: Any) -> Passage:
        now = self.clock.monotonic()
        values = {"passage_id": ident, "newest_read_mono": now, "last_seen_mono": now} | changes
        return passage(*(texts or ALLOWED), **values)

    def decide(self, *texts: str, **changes: Any) -> DecisionRecord | None:
        return self.access.decide(self.car(*texts, **changes))

    def said(self, *texts: str, **changes: Any) -> tuple[Action, Reason] | None:
        record = self.decide(*texts, **changes)
        return None if record is None else (record.decision.action, record.decision.reason)


def test_an_allowed_plate_opens_and_the_record_says_all() -> None:
    lane = Lane()
    record = lane.decide()
    assert record is not None
    assert (record.decision.action, record.decision.reason) == (Action.OPEN, Reason.ALLOW_LISTED)
    assert (record.gate_id, record.passage.passage_id) == ("gate", "p1")
    assert record.decided_mono == lane.clock.monotonic()
    assert record.decided_at == lane.clock.utc_now()


def test_one_passage_opens_once_whatever_comes_later() -> None:
    lane = Lane()
    assert lane.decide() is not None
    for seconds in (0.1, 1, 30, 600):
        lane.clock.advance(seconds)
        assert lane.decide() is None
        assert lane.decide("ZZ999ZZ", "ZZ999ZZ", "ZZ999ZZ") is None


def test_an_unsettled_passage_says_nothing() -> None:
    lane = Lane()
    assert lane.decide("AB123CD") is None
    assert lane.access.decide(passage(passage_id="nothing read")) is None


def test_the_same_outcome_is_said_once_and_a_new_one_again() -> None:
    lane = Lane(entry("AB123CD"), entry("XY99ZZZ", ListKind.DENY))
    unknown = ("KL58MNO",) * 3
    assert lane.said(*unknown) == (Action.ASK, Reason.ASK_UNKNOWN_WAITING)
    assert lane.said(*unknown) is None
    lane.access.replace_snapshot(ListSnapshot.of((entry("KL58MNO", ListKind.DENY),)))
    assert lane.said(*unknown) == (Action.REFUSE, Reason.DENY_LISTED)
    lane.access.replace_snapshot(ListSnapshot.of((entry("KL58MNO"),)))
    assert lane.said(*unknown) == (Action.OPEN, Reason.ALLOW_LISTED)


def test_the_same_car_seen_as_another_passage_is_not_let_in_twice() -> None:
    lane = Lane()
    assert lane.said(ident="p1") == (Action.OPEN, Reason.ALLOW_LISTED)
    lane.clock.advance(5)
    assert lane.said(ident="p2") == (Action.LOG_ONLY, Reason.IGNORED_SAME_CAR)
    lane.clock.advance(60)
    assert lane.said(ident="p3") == (Action.OPEN, Reason.ALLOW_LISTED)


def test_a_car_that_a_person_let_in_is_not_let_in_again_by_rule() -> None:
    lane = Lane()
    lane.access.note_opened("gate", "AB123CD")
    assert lane.said() == (Action.LOG_ONLY, Reason.IGNORED_SAME_CAR)
    lane.access.note_opened("another gate", "KL58MNO")
    lane.access.replace_snapshot(ListSnapshot.of((entry("KL58MNO"),)))
    assert lane.said("KL58MNO", "KL58MNO", "KL58MNO", ident="p2") == (
        Action.OPEN,
        Reason.ALLOW_LISTED,
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"in_open_zone": False}, Reason.IGNORED_ZONE),
        ({"newest_read_mono": 1000.0 - 3.5}, Reason.IGNORED_OLD),
    ],
)
def test_what_is_held_back_is_told_when_the_car_leaves(
    changes: dict[str, Any], reason: Reason
) -> None:
    lane = Lane()
    assert lane.decide(**changes) is None
    record = lane.access.closed(lane.car(**changes, closed=True))
    assert record is not None
    assert (record.decision.action, record.decision.reason) == (Action.LOG_ONLY, reason)
    assert record.passage.closed
    assert lane.access.closed(lane.car(**changes, closed=True)) is None


def test_what_was_held_back_is_forgotten_once_something_is_said() -> None:
    lane = Lane()
    assert lane.decide(in_open_zone=False) is None
    assert lane.said() == (Action.OPEN, Reason.ALLOW_LISTED)
    assert lane.access.closed(lane.car(closed=True)) is None


def test_a_passage_that_never_settled_leaves_no_decision() -> None:
    lane = Lane()
    lane.decide("AB123CD", in_open_zone=False)
    assert lane.access.closed(lane.car("AB123CD", in_open_zone=False, closed=True)) is None


def test_a_parked_car_is_said_once_and_one_that_was_asked_about_is_not_news() -> None:
    lane = Lane()
    assert lane.said(parked=True) == (Action.LOG_ONLY, Reason.IGNORED_PARKED)
    assert lane.said(parked=True) is None
    unknown = ("KL58MNO",) * 3
    assert lane.said(*unknown, ident="p2") == (Action.ASK, Reason.ASK_UNKNOWN_WAITING)
    assert lane.said(*unknown, ident="p2", parked=True) is None


def test_a_gate_that_is_not_sure_asks_and_lockdown_refuses() -> None:
    lane = Lane()
    lane.board = GateBoard(automatic_allowed=False)
    assert lane.said() == (Action.ASK, Reason.ASK_GATE)
    lane.board = GateBoard(automatic_allowed=False, lockdown=True)
    assert lane.said() == (Action.REFUSE, Reason.DENY_LOCKDOWN)
    lane.board = GateBoard()
    assert lane.said() == (Action.OPEN, Reason.ALLOW_LISTED)


def test_a_refusal_takes_back_the_opening_of_its_own_gate_alone() -> None:
    """The partner was opened for this plate after: a second passage there opens nothing."""
    lane = Lane()
    assert lane.said() == (Action.OPEN, Reason.ALLOW_LISTED)
    lane.access.note_opened("other", "AB123CD")
    lane.access.not_opened("p1", "gate.interlock")
    assert lane.said(ident="p2") == (Action.OPEN, Reason.ALLOW_LISTED)
    assert lane.access.opened_for("other", "AB123CD")


def test_openings_by_hand_while_refusals_come_in() -> None:
    """Both from threads of their own: neither is lost, and nothing breaks."""
    lane = Lane(same_car_s=0.0)
    stop = threading.Event()

    def by_hand() -> None:
        while not stop.is_set():
            lane.access.note_opened("other", "KL58MNO")

    thread = threading.Thread(target=by_hand)
    thread.start()
    try:
        for number in range(300):
            lane.clock.advance(130)
            assert lane.decide(ident=f"p{number}") is not None
            lane.access.not_opened(f"p{number}", "gate.interlock")
    finally:
        stop.set()
        thread.join()


def test_memory_is_bounded() -> None:
    lane = Lane(same_car_s=0.0)
    for number in range(REMEMBERED_PASSAGES + 50):
        lane.clock.advance(130)
        assert lane.decide(ident=f"p{number}") is not None
    lane.clock.advance(130)
    assert lane.decide(ident=f"p{REMEMBERED_PASSAGES}") is None, "it was opened for"
    assert lane.decide(ident="p0") is not None, "that is forgotten by now"


def test_lists_are_swapped_while_decisions_fall() -> None:
    """Saving lists and deciding never wait for each other and never see half a list."""
    allow = ListSnapshot.of((entry("AB123CD"),))
    deny = ListSnapshot.of((entry("AB123CD", ListKind.DENY),))
    lane = Lane(same_car_s=0.0)
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            lane.access.replace_snapshot(deny)
            lane.access.replace_snapshot(allow)

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        seen = {lane.said(ident=f"p{number}") for number in range(300)}
    finally:
        stop.set()
        thread.join(30)
    assert seen <= {
        (Action.OPEN, Reason.ALLOW_LISTED),
        (Action.REFUSE, Reason.DENY_LISTED),
        (Action.LOG_ONLY, Reason.IGNORED_SAME_CAR),
    }
