# SPDX-License-Identifier: AGPL-3.0-or-later
"""The transition table of the gate: each rule, then every event in every state."""

from __future__ import annotations

import math
import typing
from dataclasses import replace

import pytest

from alpr_kiosk.domain import gate, gate_actions, gate_records
from alpr_kiosk.domain.events import CommandKind, CommandSource, Priority
from alpr_kiosk.domain.gate import (
    GateState,
    automatic_block,
    deadlines,
    fault_code,
    is_clear_for_partner,
    long_hold_reason,
    step,
    wait_s,
)
from alpr_kiosk.domain.gate_actions import (
    ClearAlert,
    Coalesce,
    RaiseAlert,
    ReadBackRelay,
    Refuse,
    SendOff,
    SendPulse,
)
from alpr_kiosk.domain.gate_records import (
    AskAlwaysBegan,
    Confirmed,
    Doubt,
    GateEvent,
    HoldDone,
    HoldOffDone,
    HoldOpenCommanded,
    HoldOpenReleased,
    InputsRead,
    LockdownBegan,
    LockdownLifted,
    OffDone,
    OpenCommanded,
    PulseAccepted,
    PulseAmbiguous,
    PulseFailed,
    PulseWithheld,
    ReadBack,
    Shutdown,
    StopCommanded,
    StopDone,
    StopOffDone,
    Tick,
    UnfinishedFound,
    VehiclePassed,
)
from tests.fakes.machine import NOW, OPEN_INPUT, STEP_INPUT, Gate, code, needs_long_hold

# ------------------------------------------------------------------------------ at start


def test_at_start_nothing_is_known() -> None:
    assert Gate().m.state is GateState.UNKNOWN


def test_lockdown_survives_a_restart() -> None:
    g = Gate(lockdown=True)
    assert g.m.state is GateState.LOCKED_OUT
    assert code(g.rule()) == "decision.deny.lockdown"


# ------------------------------------------------------------------------------ by rule


def test_a_fresh_decision_pulses_once() -> None:
    g = Gate()
    assert g.rule() == SendPulse(command_id="c1", pulse_ms=1000)
    g.accept()
    assert g.m.state is GateState.OPENING
    g.after(8.0)
    assert g.m.state is GateState.UNKNOWN


@pytest.mark.parametrize("age", [3.0001, 60.0, -0.001, math.nan, math.inf, -math.inf])
def test_an_old_decision_never_opens(age: float) -> None:
    assert code(Gate().rule(age=age)) == "decision.ignored.old"


@pytest.mark.parametrize("age", [0.0, 2.999, 3.0])
def test_a_decision_up_to_three_seconds_opens(age: float) -> None:
    assert isinstance(Gate().rule(age=age), SendPulse)


def test_a_decision_without_its_time_or_passage_never_opens() -> None:
    g = Gate()
    g.feed(OpenCommanded(command_id="c", source=CommandSource.RULE, passage_id="p"))
    assert code(g.actions[0]) == "decision.ignored.old"
    g.feed(OpenCommanded(command_id="c", source=CommandSource.RULE, newest_read_mono=NOW))
    assert code(g.actions[0]) == "gate.no_passage"


def test_one_passage_opens_once() -> None:
    g = Gate()
    g.rule("p")
    g.accept()
    g.after(60)
    assert code(g.rule("p")) == "decision.ignored.same_car"
    assert isinstance(g.rule("q"), SendPulse)


def test_a_passage_that_a_person_let_in_is_not_opened_again_by_rule() -> None:
    g = Gate()
    g.hand(passage_id="p")
    g.accept()
    g.after(60)
    assert code(g.rule("p")) == "decision.ignored.same_car"


def test_a_pulse_that_failed_is_not_tried_again_by_rule() -> None:
    g = Gate()
    g.rule("p")
    g.feed(PulseFailed(command_id="c1", code="relay.unreachable"))
    assert code(g.rule("p")) == "decision.ignored.same_car"


def test_a_pulse_that_was_withheld_may_still_come() -> None:
    g = Gate()
    g.rule("p")
    g.feed(PulseWithheld(command_id="c1", code="journal.unwritable"))
    assert isinstance(g.rule("p"), SendPulse)


def test_the_next_car_waits_for_the_lock_out() -> None:
    g = Gate().opened_by_rule()
    refusal = g.rule()
    assert code(refusal) == "gate.wait_moving"
    assert isinstance(refusal, Refuse)
    assert refusal.wait_s == pytest.approx(2.0)
    g.after(2.0)
    assert isinstance(g.rule(), SendPulse)


def test_a_step_input_waits_while_the_gate_moves_and_is_open() -> None:
    g = Gate(STEP_INPUT)
    g.feed(InputsRead(position=False))
    g.opened_by_rule()
    g.feed(InputsRead(position=True))
    g.after(11.9)
    assert code(g.rule()) == "gate.wait_moving"
    g.after(0.1)
    assert code(g.rule()) == "gate.already_open"
    g.feed(InputsRead(position=False))
    assert isinstance(g.rule(), SendPulse)


@pytest.mark.parametrize("kind", ["step", "unknown"])
@pytest.mark.parametrize("contact", [True, False])
def test_a_step_input_whose_position_is_not_known_only_asks(kind: str, contact: bool) -> None:
    g = Gate(replace(STEP_INPUT, input_kind=kind, position_contact=contact))
    assert code(g.rule()) == "gate.step_no_contact"
    assert isinstance(g.hand(), SendPulse)


def test_interlock_holds_the_rule_and_not_the_guard() -> None:
    g = Gate()
    assert code(g.rule(partner_clear=False)) == "gate.interlock"
    assert isinstance(g.hand(partner_clear=False), SendPulse)


# ---------------------------------------------------------------------------- by a person


def test_an_override_pulses_after_600_ms() -> None:
    assert isinstance(Gate().hand(), SendPulse)


def test_a_rule_and_an_override_in_the_lock_out_are_one_pulse() -> None:
    g = Gate().opened_by_rule()
    assert g.hand() == Coalesce(command_id="c2", into="c1")
    # The second hold is a wish of its own: it is warned, and then done.
    assert needs_long_hold(g.hand()) == "gate.wait_moving"
    assert isinstance(g.hand(held_ms=3000), SendPulse)


def test_an_override_and_a_rule_in_the_lock_out_are_one_pulse() -> None:
    g = Gate().opened_by_hand()
    assert g.rule("p") == Coalesce(command_id="c2", into="c1")
    assert code(g.rule("p")) == "decision.ignored.same_car"
    assert code(g.rule("q")) == "gate.wait_moving"


def test_a_second_hold_in_the_lock_out_needs_three_seconds_or_a_pin() -> None:
    g = Gate().opened_by_hand()
    assert needs_long_hold(g.hand()) == "gate.wait_moving"
    assert isinstance(g.hand(pin=True), SendPulse)


def test_a_moving_step_gate_needs_a_long_hold_after_the_lock_out_too() -> None:
    g = Gate(STEP_INPUT).opened_by_hand()
    g.after(9.0)
    assert needs_long_hold(g.hand()) == "gate.wait_moving"
    g.after(3.0)
    assert isinstance(g.hand(), SendPulse)


@pytest.mark.parametrize("held_ms", [600, 2999])
def test_a_denied_car_needs_a_long_hold(held_ms: int) -> None:
    g = Gate()
    assert needs_long_hold(g.hand(denied=True, held_ms=held_ms)) == "gate.deny_listed"
    assert isinstance(g.hand(denied=True, held_ms=3000), SendPulse)


def test_a_denied_car_is_not_joined_to_the_opening_before_it() -> None:
    g = Gate().opened_by_rule()
    assert needs_long_hold(g.hand(denied=True)) == "gate.deny_listed"


def test_more_than_twelve_openings_by_hand_an_hour_need_a_long_hold() -> None:
    g = Gate()
    for _ in range(12):
        g.opened_by_hand()
        g.after(60)
    assert needs_long_hold(g.hand()) == "override.pin_limit"
    assert isinstance(g.hand(held_ms=3000), SendPulse)
    g.accept()
    g.after(3600)
    assert isinstance(g.hand(), SendPulse)


def test_lockdown_needs_a_long_hold_and_stays() -> None:
    g = Gate(lockdown=True)
    assert needs_long_hold(g.hand()) == "decision.deny.lockdown"
    assert isinstance(g.hand(held_ms=3000), SendPulse)
    g.accept()
    assert g.m.state is GateState.LOCKED_OUT


def test_an_override_is_sent_to_a_relay_that_is_gone() -> None:
    g = Gate()
    g.feed(ReadBack(reachable=False))
    g.after(60)
    assert isinstance(g.hand(), SendPulse)


def test_without_outputs_for_it_there_is_no_stop_and_no_hold() -> None:
    g = Gate()
    assert code(g.feed(StopCommanded(command_id="c"))[0]) == "gate.stop_not_wired"
    for event in (HoldOpenCommanded(command_id="c", minutes=5), HoldOpenReleased(command_id="c")):
        assert code(g.feed(event)[0]) == "gate.hold_not_possible"


# --------------------------------------------------------------------------- unclear ends


def test_after_an_unclear_end_the_relay_is_asked_and_nothing_is_sent() -> None:
    g = Gate()
    g.rule("p")
    assert g.ambiguous() == (
        RaiseAlert(code="relay.ambiguous", priority=Priority.HIGH),
        ReadBackRelay(),
    )
    assert g.m.state is GateState.FAULT
    assert code(g.rule("q")) == "relay.ambiguous"
    assert needs_long_hold(g.hand()) == "relay.ambiguous"
    assert isinstance(g.hand(held_ms=3000), SendPulse)


def test_an_output_that_is_on_means_that_it_acted() -> None:
    g = Gate()
    g.rule()
    g.ambiguous()
    g.feed(ReadBack(reachable=True, output_on=True))
    assert g.m.state is GateState.OPENING
    assert automatic_block(g.m) == ""
    assert ClearAlert(code="relay.ambiguous", priority=Priority.HIGH) in g.actions


def test_an_output_that_is_off_lets_the_rule_go_on_after_the_lock_out() -> None:
    g = Gate()
    g.rule("p")
    g.ambiguous()
    g.feed(ReadBack(reachable=True, output_on=False))
    assert automatic_block(g.m) == ""
    assert code(g.rule("q")) == "gate.wait_moving"  # it may have acted and be off again
    g.after(2.0)
    assert code(g.rule("p")) == "decision.ignored.same_car"
    assert isinstance(g.rule("q"), SendPulse)


@pytest.mark.parametrize(
    "answer",
    [
        ReadBack(reachable=False),
        ReadBack(reachable=True, code="relay.auth"),
        ReadBack(reachable=True, output_on=None),
    ],
)
def test_a_relay_that_cannot_be_asked_stays_in_doubt_and_is_asked_again(answer: ReadBack) -> None:
    g = Gate()
    g.rule()
    g.ambiguous()
    g.feed(answer)
    assert code(g.rule()) in ("relay.ambiguous", "relay.auth")
    assert ReadBackRelay() in g.after(2.0)
    assert ReadBackRelay() in g.after(2.0)
    g.feed(Confirmed())
    assert g.m.doubt is Doubt.NONE


def test_without_read_back_only_a_person_ends_the_doubt() -> None:
    g = Gate(replace(OPEN_INPUT, can_read_back=False))
    g.rule()
    g.ambiguous()
    assert g.m.state is GateState.FAULT
    g.after(3600)
    assert code(g.rule()) == "relay.ambiguous"
    assert needs_long_hold(g.hand()) == "relay.ambiguous"
    g.hand(held_ms=3000)
    g.accept()
    assert g.m.state is GateState.FAULT  # the guard's own pulse is not a look at the gate
    g.after(60)
    assert code(g.rule()) == "relay.ambiguous"
    g.feed(Confirmed())
    assert isinstance(g.rule(), SendPulse)


def test_an_untimed_contact_is_opened_at_once_after_an_unclear_end() -> None:
    g = Gate(replace(OPEN_INPUT, timed_by_device=False))
    g.rule()
    assert g.ambiguous()[1:] == (SendOff(), ReadBackRelay())


def test_an_unfinished_intent_is_read_back_and_its_car_not_opened_again() -> None:
    g = Gate()
    g.feed(UnfinishedFound(passages=("p",)))
    assert fault_code(g.m) == "gate.unknown_after_restart"
    assert ReadBackRelay() in g.actions
    g.feed(ReadBack(reachable=True, output_on=False))
    g.after(8.0)
    assert code(g.rule("p")) == "decision.ignored.same_car"
    assert isinstance(g.rule("q"), SendPulse)


def test_an_end_that_belongs_to_no_pulse_changes_nothing() -> None:
    before = Gate().m
    for event in (
        PulseAccepted(command_id="x"),
        PulseFailed(command_id="x", code="relay.auth"),
        PulseAmbiguous(command_id="x"),
        PulseWithheld(command_id="x", code="journal.unwritable"),
    ):
        assert step(before, event, NOW) == (before, ())


# ------------------------------------------------------------------------- relay's own faults


def test_no_relay_shows_only_after_ten_seconds() -> None:
    g = Gate()
    g.feed(ReadBack(reachable=False))
    g.after(9.9)
    assert not g.m.gone
    assert g.after(0.1) == (RaiseAlert(code="relay.gone", priority=Priority.HIGH),)
    assert g.m.gone
    g.feed(ReadBack(reachable=True, output_on=False))
    assert not g.m.gone
    assert g.actions == (ClearAlert(code="relay.gone", priority=Priority.HIGH),)


def test_a_relay_that_comes_back_for_a_moment_starts_the_ten_seconds_anew() -> None:
    g = Gate()
    g.feed(ReadBack(reachable=False))
    g.after(9)
    g.feed(ReadBack(reachable=True, output_on=False))
    g.feed(ReadBack(reachable=False))
    g.after(9)
    assert not g.m.gone


@pytest.mark.parametrize("why", ["relay.auth", "relay.refused"])
def test_a_relay_that_says_no_stops_the_rule_until_it_obeys(why: str) -> None:
    g = Gate()
    g.rule()
    g.feed(PulseFailed(command_id="c1", code=why))
    assert g.m.state is GateState.FAULT
    assert code(g.rule()) == why
    assert isinstance(g.hand(), SendPulse)  # not sent: no lock-out, no long hold
    g.accept()
    assert g.m.state is GateState.OPENING


def test_a_stuck_relay_is_noticed_within_a_second_of_the_pulse() -> None:
    g = Gate().opened_by_rule()
    assert ReadBackRelay() in g.after(2.0)
    assert g.feed(ReadBack(reachable=True, output_on=True)) == (
        RaiseAlert(code="gate.fault.stuck_relay", priority=Priority.CRITICAL),
        SendOff(),
    )
    assert g.m.state is GateState.FAULT
    g.feed(OffDone(ok=True))
    assert g.m.stuck  # only its own word ends it
    assert ReadBackRelay() in g.after(2.0)
    g.feed(ReadBack(reachable=True, output_on=False))
    assert g.actions == (ClearAlert(code="gate.fault.stuck_relay", priority=Priority.CRITICAL),)


def test_an_output_that_somebody_else_switched_on_is_noticed_too() -> None:
    g = Gate()
    g.feed(ReadBack(reachable=True, output_on=True))
    assert not g.m.stuck
    g.after(2.0)
    g.feed(ReadBack(reachable=True, output_on=True))
    assert g.m.stuck


def test_a_pulse_without_a_device_timer_is_ended_by_the_tick() -> None:
    g = Gate(replace(OPEN_INPUT, timed_by_device=False, pulse_ms=700)).opened_by_rule()
    assert deadlines(g.m, g.now) == pytest.approx(NOW + 0.7)
    assert g.after(0.69) == ()
    assert SendOff() in g.after(0.02)
    g.feed(OffDone(ok=False, code="relay.unreachable"))
    assert SendOff() in g.after(0.6)
    g.feed(OffDone(ok=True))
    assert SendOff() not in g.after(0.6)


def test_an_untimed_output_that_cannot_be_switched_off_is_stuck() -> None:
    g = Gate(replace(OPEN_INPUT, timed_by_device=False, can_read_back=False)).opened_by_rule()
    g.after(2.0)
    g.feed(OffDone(ok=False))
    assert fault_code(g.m) == "gate.fault.stuck_relay"
    g.feed(OffDone(ok=True))
    assert fault_code(g.m) == ""


def test_the_end_of_the_process_switches_off_and_sends_nothing_more() -> None:
    g = Gate().opened_by_rule()
    assert g.feed(Shutdown()) == (SendOff(),)
    g.now += 60
    assert code(g.rule()) == "gate.shut_down"
    assert code(g.hand(held_ms=3000)) == "gate.shut_down"


# ----------------------------------------------------------------------------- position


def test_a_gate_that_does_not_move_is_a_fault_after_three_seconds() -> None:
    g = Gate(STEP_INPUT)
    g.feed(InputsRead(position=False))
    g.opened_by_rule()
    g.after(3.0)
    assert fault_code(g.m) == "gate.fault.no_movement"
    assert code(g.rule()) == "gate.fault.no_movement"
    g.feed(InputsRead(position=True))
    assert fault_code(g.m) == ""
    assert g.m.state is GateState.OPEN


def test_a_gate_that_opens_by_itself_raises_an_alarm() -> None:
    g = Gate(STEP_INPUT)
    g.feed(InputsRead(position=False))
    assert g.m.state is GateState.CLOSED
    forced = RaiseAlert(code="gate.fault.forced_open", priority=Priority.CRITICAL)
    assert g.feed(InputsRead(position=True)) == (forced,)
    assert g.feed(InputsRead(position=False)) == (
        ClearAlert(code=forced.code, priority=forced.priority),
    )


def test_a_gate_that_is_open_at_start_was_not_forced() -> None:
    g = Gate(STEP_INPUT)
    assert g.feed(InputsRead(position=True)) == ()
    g.feed(InputsRead(position=None))
    assert g.m.state is GateState.UNKNOWN


def test_clear_for_the_partner() -> None:
    g = Gate()
    assert is_clear_for_partner(g.m, g.now)
    g.rule()
    assert not is_clear_for_partner(g.m, g.now)
    g.accept()
    assert not is_clear_for_partner(g.m, g.now + 7.9)
    assert is_clear_for_partner(g.m, g.now + 8.0)
    contact = Gate(STEP_INPUT)
    assert not is_clear_for_partner(contact.m, NOW)
    contact.feed(InputsRead(position=False))
    assert is_clear_for_partner(contact.m, NOW)


# ------------------------------------------------------------------------- the whole table


def _situations() -> dict[str, Gate]:
    """One gate for each state and for each kind of trouble, all at their own now."""
    fresh = Gate()
    opening = Gate().opened_by_rule()
    by_hand = Gate().opened_by_hand()
    in_flight = Gate()
    in_flight.rule()
    doubt = Gate()
    doubt.rule()
    doubt.ambiguous()
    person = Gate(replace(OPEN_INPUT, can_read_back=False))
    person.rule()
    person.ambiguous()
    closed, is_open = Gate(STEP_INPUT), Gate(STEP_INPUT)
    closed.feed(InputsRead(position=False))
    is_open.feed(InputsRead(position=True))
    gone = Gate()
    gone.feed(ReadBack(reachable=False))
    gone.after(10)
    no = Gate()
    no.feed(ReadBack(reachable=True, code="relay.auth"))
    stuck = Gate()
    stuck.feed(ReadBack(reachable=True, output_on=True))
    stuck.after(5)
    stuck.feed(ReadBack(reachable=True, output_on=True))
    still = Gate(STEP_INPUT)
    still.feed(InputsRead(position=False))
    still.opened_by_rule()
    still.after(3)
    ended = Gate()
    ended.feed(Shutdown())
    return {
        "fresh": fresh,
        "opening": opening,
        "by_hand": by_hand,
        "in_flight": in_flight,
        "doubt": doubt,
        "person": person,
        "closed": closed,
        "open": is_open,
        "locked": Gate(lockdown=True),
        "gone": gone,
        "auth": no,
        "stuck": stuck,
        "still": still,
        "ended": ended,
    }


S, J, R, L = "send", "join", "refuse", "long"
# What an opening by rule, a hold of 600 ms and a hold of 3 s give in each situation.
TABLE = {
    "fresh": (S, S, S),
    "opening": (R, J, S),
    "by_hand": (J, L, S),
    "in_flight": (R, J, J),
    "doubt": (R, L, S),
    "person": (R, L, S),
    "closed": (S, S, S),
    "open": (R, S, S),
    "locked": (R, L, S),
    "gone": (R, S, S),
    "auth": (R, S, S),
    "stuck": (R, S, S),
    "still": (R, L, S),
    "ended": (R, R, R),
}
STATES = {
    "fresh": GateState.UNKNOWN,
    "opening": GateState.OPENING,
    "by_hand": GateState.OPENING,
    "in_flight": GateState.UNKNOWN,
    "doubt": GateState.FAULT,
    "person": GateState.FAULT,
    "closed": GateState.CLOSED,
    "open": GateState.OPEN,
    "locked": GateState.LOCKED_OUT,
    "gone": GateState.FAULT,
    "auth": GateState.FAULT,
    "stuck": GateState.FAULT,
    "still": GateState.FAULT,
    "ended": GateState.UNKNOWN,
}


def _kind(action: object) -> str:
    if isinstance(action, Refuse):
        return L if action.code == "override.needs_long_hold" else R
    return {SendPulse: S, Coalesce: J}[type(action)]  # type: ignore[index]


@pytest.mark.parametrize("name", sorted(TABLE))
def test_openings_in_every_situation(name: str) -> None:
    assert _situations()[name].m.state is STATES[name]
    given = (
        _kind(_situations()[name].rule()),
        _kind(_situations()[name].hand()),
        _kind(_situations()[name].hand(held_ms=3000)),
    )
    assert given == TABLE[name]


def _one_of_each() -> list[GateEvent]:
    ids = "c1"
    return [
        OpenCommanded(command_id="n", source=CommandSource.BAR),
        OpenCommanded(
            command_id="n", source=CommandSource.RULE, passage_id="n", newest_read_mono=NOW + 20
        ),
        StopCommanded(command_id="n"),
        HoldOpenCommanded(command_id="n", minutes=5),
        HoldOpenReleased(command_id="n"),
        PulseAccepted(command_id=ids),
        PulseFailed(command_id=ids, code="relay.unreachable"),
        PulseFailed(command_id=ids, code="relay.auth"),
        PulseWithheld(command_id=ids, code="journal.unwritable"),
        PulseAmbiguous(command_id=ids),
        UnfinishedFound(passages=("n",)),
        ReadBack(reachable=False),
        ReadBack(reachable=True),
        ReadBack(reachable=True, output_on=True),
        ReadBack(reachable=True, output_on=False),
        OffDone(ok=True),
        OffDone(ok=False),
        InputsRead(position=True),
        InputsRead(position=False),
        InputsRead(position=None),
        InputsRead(),
        InputsRead(position=True, loop=True, door=True, tamper=True),
        InputsRead(position=False, loop=False, door=False, tamper=False),
        VehiclePassed(passage_id="n"),
        StopDone(command_id="n"),
        StopDone(command_id="n", code="relay.unreachable", surely_not=True),
        StopOffDone(ok=True),
        StopOffDone(ok=False),
        HoldDone(command_id="n", hold_ms=60_000),
        HoldDone(command_id="n", hold_ms=60_000, code="relay.ambiguous"),
        HoldDone(command_id="n", hold_ms=60_000, code="relay.auth", surely_not=True),
        HoldOffDone(ok=True),
        HoldOffDone(ok=False),
        Tick(),
        Confirmed(),
        AskAlwaysBegan(),
        LockdownBegan(),
        LockdownLifted(),
        Shutdown(),
    ]


def test_the_list_of_events_is_whole() -> None:
    known = {type(event) for event in _one_of_each()}
    assert known == set(typing.get_args(GateEvent))


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.parametrize("event", _one_of_each(), ids=lambda event: type(event).__name__)
def test_every_event_in_every_situation(name: str, event: GateEvent) -> None:
    """Total, and true everywhere: who may pulse, who ends a lockdown, one answer a command."""
    g = _situations()[name]
    before = g.m
    after, actions = step(before, event, g.now)
    answers = [a for a in actions if isinstance(a, (SendPulse, Refuse, Coalesce))]
    is_command = isinstance(
        event, (OpenCommanded, StopCommanded, HoldOpenCommanded, HoldOpenReleased)
    )
    assert len(answers) == (1 if is_command else 0)
    if not isinstance(event, OpenCommanded):
        assert not any(isinstance(a, SendPulse) for a in actions)
    if before.lockdown and not isinstance(event, LockdownLifted):
        assert after.state is GateState.LOCKED_OUT
    if not before.lockdown and not isinstance(event, LockdownBegan):
        assert after.state is not GateState.LOCKED_OUT
    # Asking when something is due never crashes and never lies in the past for what is derived.
    due = deadlines(after, g.now)
    assert due is None or math.isfinite(due)
    assert wait_s(after, g.now) >= 0
    assert isinstance(long_hold_reason(after, g.now), str)
    # Each alert begins and ends once.
    raised = {a.code for a in actions if isinstance(a, RaiseAlert)}
    cleared = {a.code for a in actions if isinstance(a, ClearAlert)}
    assert not raised & cleared


def test_there_is_no_close_anywhere() -> None:
    assert {kind.name for kind in CommandKind} == {
        "OPEN",
        "HOLD_OPEN",
        "RELEASE_HOLD",
        "STOP",
        "OFF",
    }
    for module in (gate, gate_records, gate_actions):
        names = {name for name in vars(module) if "close" in name.lower()}
        assert names == set()


def test_a_hold_that_waited_too_long_moves_nothing() -> None:
    gate = Gate()
    assert isinstance(gate.hand(requested_mono=gate.now - 10.5, held_ms=3000), Refuse)
    assert gate.actions[0].code == "gate.too_late"  # type: ignore[attr-defined]
    assert isinstance(gate.hand(requested_mono=gate.now - 9.5), SendPulse)
