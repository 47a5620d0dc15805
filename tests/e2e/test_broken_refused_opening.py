# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of a car whose lawful opening the gate could not take, and of one let in by hand."""

from __future__ import annotations

from datetime import timezone

import pytest

from alpr_kiosk.domain.events import (
    Action,
    CommandKind,
    CommandSource,
    DecisionRecord,
    GateIntent,
    Passage,
    Reason,
)
from alpr_kiosk.domain.lists import ListEntry, ListSnapshot
from alpr_kiosk.domain.policy import LanePolicy
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.desk import GuardDesk
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage_jobs import (
    SaveDecision,
    StorageJob,
)
from alpr_kiosk.runtime.views import PassageView
from alpr_kiosk.services.access import TRY_AGAIN_S, AccessService, GateBoard
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry, passage

ALLOWED = ("AB123CD", "AB123CD", "AB123CD")
UNKNOWN = ("KL58MNO", "KL58MNO", "KL58MNO")


def _access(clock: ManualClock, *entries: ListEntry) -> AccessService:
    return AccessService(
        lanes={"lane": LanePolicy(lane_id="lane", gate_id="gate")},
        snapshot=ListSnapshot.of(entries or (entry("AB123CD"),)),
        boards=lambda gate_id: GateBoard(),
        clock=clock,
        tz=timezone.utc,
    )


def _car(clock: ManualClock, *texts: str) -> Passage:
    now = clock.monotonic()
    return passage(*(texts or ALLOWED), newest_read_mono=now, last_seen_mono=now)


def test_a_car_behind_another_is_let_in_once_the_gate_is_free_again() -> None:
    clock = ManualClock()
    access = _access(clock)
    first = access.decide(_car(clock))
    assert first is not None
    assert first.decision.action is Action.OPEN
    access.not_opened("p1", "gate.wait_moving")
    clock.advance(TRY_AGAIN_S - 0.1)
    assert access.decide(_car(clock)) is None
    clock.advance(0.2)
    again = access.decide(_car(clock))
    assert again is not None
    assert again.decision.action is Action.OPEN
    assert again.decision_id != first.decision_id
    # This one was sent: nothing opens a third time.
    for _ in range(5):
        clock.advance(TRY_AGAIN_S)
        assert access.decide(_car(clock)) is None


@pytest.mark.parametrize("code", ["journal.unwritable", "decision.ignored.old", "gate.shut_down"])
def test_an_opening_that_could_not_be_becomes_a_question(code: str) -> None:
    clock = ManualClock()
    access = _access(clock)
    assert access.decide(_car(clock)) is not None
    access.not_opened("p1", code)
    asked = access.decide(_car(clock))
    assert asked is not None
    assert (asked.decision.action, asked.decision.reason) == (Action.ASK, Reason.ASK_GATE)
    clock.advance(60)
    assert access.decide(_car(clock)) is None


def test_a_car_that_was_let_in_before_stays_let_in() -> None:
    clock = ManualClock()
    access = _access(clock)
    assert access.decide(_car(clock)) is not None
    access.not_opened("p1", "decision.ignored.same_car")
    clock.advance(60)
    assert access.decide(_car(clock)) is None


def test_a_car_that_a_guard_let_in_is_not_ignored_afterwards() -> None:
    clock = ManualClock()
    access = _access(clock)
    assert access.decide(_car(clock, *UNKNOWN)) is not None
    access.note_opened("gate", "KL58MNO")
    assert access.decide(_car(clock, *UNKNOWN)) is None


class _Desk:
    """A guard's desk with one car on it that the guard was asked about."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.storage: Inbox[StorageJob] = Inbox(100)
        self.bus = SiteBus()
        self.shown: list[PassageView] = []
        self.bus.passage_changed.connect(self.shown.append)
        self.desk = GuardDesk(
            bus=self.bus, storage=self.storage, contact="the office", clock=self.clock
        )
        asked = _access(self.clock).decide(_car(self.clock, *UNKNOWN))
        assert asked is not None
        self.asked: DecisionRecord = asked
        self.told()

    def told(self) -> None:
        """The reader tells the card again; it only knows its own decision."""
        self.desk.passage_changed(PassageView(passage=self.asked.passage, decision=self.asked))

    def opening(self) -> GateIntent:
        return GateIntent(
            intent_id="i1",
            gate_id="gate",
            kind=CommandKind.OPEN,
            source=CommandSource.ASK,
            actor="Jo",
            passage_id="p1",
            decision_id=self.asked.decision_id,
            requested_at=self.clock.utc_now(),
            requested_mono=self.clock.monotonic(),
            pulse_ms=800,
        )


def test_card_and_record_say_that_a_person_let_the_car_in(qapp) -> None:
    guard = _Desk()
    guard.clock.advance(5)
    assert guard.desk.opened_by_hand(guard.opening()) is not None
    guard.clock.advance(1)
    guard.told()
    decision = guard.shown[-1].decision
    assert decision is not None
    assert (decision.decision.action, decision.decision.reason) == (
        Action.OPEN,
        Reason.ALLOW_BY_HAND,
    )
    saved = guard.storage.take(0)
    assert isinstance(saved, SaveDecision)
    assert saved.record == decision
    assert dict(saved.record.decision.context)["actor"] == "Jo"
