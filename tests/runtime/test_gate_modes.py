# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hold-open, stop and lane modes in a running site, and who may ask for them (screens.md 3.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from alpr_kiosk.domain.events import Action, LaneMode, Outcome, Reason
from alpr_kiosk.domain.gate_records import VehiclePassed
from alpr_kiosk.domain.intents import (
    HoldOpenEnded,
    HoldOpenRequested,
    IntentAnswer,
    LaneModeRequested,
    LockdownStarted,
    OpenRequested,
    StopRequested,
)
from alpr_kiosk.gate.drivers.simulated import SimulatedRelay
from alpr_kiosk.runtime.gate_desk import LANE_MODE_SETTING, LOCKDOWN_SETTING
from alpr_kiosk.runtime.storage_jobs import Audit, KeepSetting
from alpr_kiosk.storage.orm import AuditNoteTable
from tests.runtime.full_site import FullSite

OUTPUTS = {"hold_relay": {"type": "simulated"}, "stop_relay": {"type": "simulated"}}


def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: object) -> FullSite:
    return FullSite(tmp_path, monkeypatch, qtbot, gate=OUTPUTS).on_duty("07").start()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> Iterator[FullSite]:
    made = make(tmp_path, monkeypatch, qtbot)
    yield made
    made.close()


def audit(site: FullSite, kind: str) -> list[str]:
    return [row.body for row in site.context.store.records.audit_rows() if row.kind == kind]


def words(site: FullSite) -> list[str]:
    """What people said, beside the chain."""
    with site.context.store.database.read() as session:
        return list(session.scalars(select(AuditNoteTable.text)))


def held(site: FullSite) -> bool:
    return site.context.boards.board("gate").held_open


def test_a_guard_holds_open_for_a_quarter_of_an_hour(site: FullSite) -> None:
    asked = HoldOpenRequested(gate_id="gate", minutes=15, actor="07", reason="delivery")
    assert site.submit(asked).ok
    site.until(lambda: held(site))
    site.until(lambda: bool(audit(site, "gate.hold_open")))
    assert json.loads(audit(site, "gate.hold_open")[0])["minutes"] == 15
    assert words(site) == ["delivery"]
    # Nothing is sent and nothing asked for cars meanwhile.
    before = site.pulses
    site.car("AB123CD")
    site.until(lambda: bool(site.decisions))
    assert site.decisions[0].decision.action is Action.LOG_ONLY
    assert site.pulses == before
    # A banned one is told all the same.
    site.car("XY987ZW")
    site.until(lambda: len(site.decisions) > 1)
    assert site.decisions[1].decision.reason is Reason.DENY_LISTED
    assert site.decisions[1].decision.action is Action.REFUSE
    assert site.submit(HoldOpenEnded(gate_id="gate", actor="07")).ok
    site.until(lambda: not held(site))


def test_nobody_signed_in_holds_nothing_open(site: FullSite) -> None:
    answer = site.submit(HoldOpenRequested(gate_id="gate", minutes=5))
    assert (answer.ok, answer.code) == (False, "gate.hold_signed_out")
    assert not held(site)


def test_an_hour_needs_a_supervisor(site: FullSite) -> None:
    answer = site.submit(HoldOpenRequested(gate_id="gate", minutes=60, actor="07"))
    assert (answer.ok, answer.code) == (False, "pin.needed")
    asked = HoldOpenRequested(gate_id="gate", minutes=60, actor="07", session=site.sign_in())
    assert site.submit(asked).ok
    site.until(lambda: held(site))
    # By the supervisor's name, not by whom the screen said.
    results = [intent.actor for intent, _ in site.heard("gate_result")]
    assert results == ["Anna"]


def test_a_session_that_ended_holds_nothing_open_however_short(site: FullSite) -> None:
    answer = site.submit(HoldOpenRequested(gate_id="gate", minutes=5, session="made-up"))
    assert (answer.ok, answer.code) == (False, "pin.needed")
    assert not held(site)
    asked = HoldOpenRequested(gate_id="gate", minutes=5, session=site.sign_in())
    assert site.submit(asked).ok
    assert [intent.actor for intent, _ in site.heard("gate_result")] == ["Anna"]


def test_a_hold_whose_session_took_minutes_to_check_does_not_come_out_of_the_blue(
    site: FullSite,
) -> None:
    desk = site.site._gates
    asked = HoldOpenRequested(gate_id="gate", minutes=60, session="s")
    assert not desk.submit(asked)  # it waits for its session
    site.clock.advance(120)
    desk.allowed(IntentAnswer(intent_id=asked.intent_id, ok=True, context=(("actor", "Anna"),)))
    site.until(lambda: bool(site.heard("gate_result")))
    assert site.heard("gate_result")[0][1].code == "gate.too_late"
    assert not held(site)


def test_requests_that_nobody_checks_are_bounded_and_answered(site: FullSite) -> None:
    desk = site.site._gates
    asked = [HoldOpenRequested(gate_id="gate", minutes=60, session="s") for _ in range(100)]
    for one in asked:
        desk.submit(one)
    waiting = [one for one in asked if desk.waits_for(one.intent_id)]
    assert waiting == asked[-64:]
    answered = {answer.intent_id for answer in site.heard("intent_answered")}
    assert answered == {one.intent_id for one in asked[:-64]}
    desk.not_checked(asked[-1].intent_id)
    assert not desk.waits_for(asked[-1].intent_id)


def test_ask_always_ends_a_hold_that_the_gate_has_not_taken_yet(site: FullSite) -> None:
    desk, inbox = site.site._gates, site.context.gate_inboxes["gate"]
    desk.submit(HoldOpenRequested(gate_id="gate", minutes=5, actor="07"))
    desk.submit(LaneModeRequested(lane_id="lane", mode=LaneMode.ASK_ALWAYS, actor="07"))
    site.until(lambda: bool(site.heard("gate_result")) and not len(inbox))
    site.until(lambda: not held(site))


def test_a_hold_and_a_stop_ask_for_no_reason_and_are_no_openings(site: FullSite) -> None:
    assert site.submit(HoldOpenRequested(gate_id="gate", minutes=5, actor="07")).ok
    assert site.submit(StopRequested(gate_id="gate", actor="07")).ok
    assert site.heard("override_done") == []
    assert [result.outcome for _, result in site.heard("gate_result")] == [Outcome.OK] * 2


def test_an_opening_by_hand_at_a_held_gate_is_joined(site: FullSite) -> None:
    assert site.submit(HoldOpenRequested(gate_id="gate", minutes=5, actor="07")).ok
    before = site.pulses
    assert site.submit(OpenRequested(gate_id="gate", actor="07")).ok
    assert site.pulses == before
    assert site.heard("gate_result")[-1][1].outcome is Outcome.COALESCED


def test_lockdown_ends_a_hold(site: FullSite) -> None:
    assert site.submit(HoldOpenRequested(gate_id="gate", minutes=5, actor="07")).ok
    assert site.submit(LockdownStarted(actor="07")).ok
    site.until(lambda: not held(site))


def test_the_reason_of_a_lockdown_stands_beside_the_chain(site: FullSite) -> None:
    """It may name a plate, and the chain can never be changed."""
    assert site.submit(LockdownStarted(actor="07", reason="AB123CD is stolen")).ok
    site.until(lambda: bool(audit(site, "lockdown.started")))
    assert "AB123CD" not in audit(site, "lockdown.started")[0]
    assert "AB123CD is stolen" in words(site)


def test_lockdown_reaches_a_gate_whose_inbox_is_full(site: FullSite) -> None:
    inbox = site.context.gate_inboxes["gate"]
    while inbox.put(VehiclePassed(passage_id="p")):
        pass
    site.site._gates.set_lockdown(on=True, actor="07")
    site.until(lambda: site.context.boards.lockdown("gate") is True)


def test_ask_always_ends_a_hold_and_asks_for_the_listed(site: FullSite) -> None:
    assert site.submit(HoldOpenRequested(gate_id="gate", minutes=5, actor="07")).ok
    site.until(lambda: held(site))
    assert site.submit(LaneModeRequested(lane_id="lane", mode=LaneMode.ASK_ALWAYS, actor="07")).ok
    site.until(lambda: not held(site))
    assert site.heard("lane_mode_changed") == [("lane", LaneMode.ASK_ALWAYS)]
    before = site.pulses
    site.car("AB123CD")
    site.until(lambda: bool(site.decisions))
    assert site.decisions[0].decision.reason is Reason.ASK_ALWAYS
    assert site.pulses == before


def test_less_strict_modes_need_a_supervisor(site: FullSite) -> None:
    for mode in (LaneMode.AUTOMATIC, LaneMode.LOG_ONLY):
        answer = site.submit(LaneModeRequested(lane_id="lane", mode=mode, actor="07"))
        assert (answer.ok, answer.code) == (False, "pin.needed")
    session = site.sign_in()
    asked = LaneModeRequested(lane_id="lane", mode=LaneMode.LOG_ONLY, session=session)
    assert site.submit(asked).ok
    site.car("AB123CD")
    site.until(lambda: bool(site.decisions))
    assert site.decisions[0].decision.action is Action.LOG_ONLY
    site.until(lambda: bool(audit(site, "lane.mode")))


@pytest.mark.parametrize("mode", [LaneMode.HELD_OPEN, LaneMode.LOCKDOWN])
def test_modes_with_keys_of_their_own_are_not_asked_for_here(
    site: FullSite, mode: LaneMode
) -> None:
    answer = site.submit(LaneModeRequested(lane_id="lane", mode=mode))
    assert (answer.ok, answer.code) == (False, "lane.mode_not_here")
    answer = site.submit(LaneModeRequested(lane_id="gone", mode=LaneMode.ASK_ALWAYS))
    assert (answer.ok, answer.code) == (False, "lane.unknown")


def test_a_stricter_mode_outlives_a_restart_and_a_hold_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    first = make(tmp_path, monkeypatch, qtbot)
    assert first.submit(HoldOpenRequested(gate_id="gate", minutes=5, actor="07")).ok
    asked = LaneModeRequested(lane_id="lane", mode=LaneMode.ASK_ALWAYS, actor="07")
    assert first.submit(asked).ok
    first.close()
    second = make(tmp_path, monkeypatch, qtbot)
    assert not held(second)
    second.car("AB123CD")
    second.until(lambda: bool(second.decisions))
    assert second.decisions[0].decision.reason is Reason.ASK_ALWAYS
    second.close()


def test_a_car_that_followed_is_a_row_in_the_record(site: FullSite) -> None:
    assert site.submit(OpenRequested(gate_id="gate", actor="07")).ok
    inbox = site.context.gate_inboxes["gate"]
    inbox.put(VehiclePassed(passage_id="p-let-in"))
    inbox.put(VehiclePassed(passage_id="p-followed"))
    site.until(lambda: bool(audit(site, "gate.unmatched_vehicle")))
    (body,) = audit(site, "gate.unmatched_vehicle")
    assert "p-followed" in body
    assert "camera" in body
    site.until(lambda: ("gate.fault.tailgate", True) in site.alerts)


def test_an_opening_by_an_exit_loop_is_a_row_in_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    gate = {"inputs": {"position": {"input": 0}}, "opened_by_others": True}
    site = FullSite(tmp_path, monkeypatch, qtbot, gate=gate).start()
    (relay,) = site.drivers
    assert isinstance(relay, SimulatedRelay)

    def position() -> bool | None:
        site.clock.advance(1)  # each time: the thread counts from when it asked last
        return site.context.boards.statuses()["gate"].position

    relay.set_input(0, True)
    site.until(lambda: position() is False)
    relay.set_input(0, False)
    site.until(lambda: position() is True)
    site.until(lambda: bool(audit(site, "gate.opened_by_others")))
    assert "contact" in audit(site, "gate.opened_by_others")[0]
    assert ("gate.fault.forced_open", True) not in site.alerts
    site.close()


def test_a_full_inbox_does_not_lose_what_must_outlive_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    """Rules 14: a lockdown, and a stricter mode, also while the disk is slow."""
    site = FullSite(tmp_path, monkeypatch, qtbot, gate=OUTPUTS)
    inbox = site.site._parts.storage_inbox
    while inbox.put(Audit(kind="busy", actor="test")):
        pass
    site.site.submit(LaneModeRequested(lane_id="lane", mode=LaneMode.ASK_ALWAYS, actor="07"))
    site.site.submit(LockdownStarted(actor="07"))
    jobs = [inbox.take(0) for _ in range(len(inbox))]
    assert [job for job in jobs if isinstance(job, KeepSetting)] == [
        KeepSetting(key=f"{LANE_MODE_SETTING}.lane", value=LaneMode.ASK_ALWAYS.value),
        KeepSetting(key=LOCKDOWN_SETTING, value="on"),
    ]
    site.close()
