# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hold-open and stop: by a person, bounded, and never a pulse (rules 14, 16)."""

from __future__ import annotations

import pytest

from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.gate import GateState, is_clear_for_partner
from alpr_kiosk.domain.gate_actions import (
    Coalesce,
    RaiseAlert,
    ReleaseHold,
    SendHold,
    SendHoldOff,
    SendPulse,
    SendStop,
    SendStopOff,
)
from alpr_kiosk.domain.gate_machine import GateSettings
from alpr_kiosk.domain.gate_records import (
    HoldDone,
    HoldOffDone,
    HoldOpenCommanded,
    HoldOpenReleased,
    LockdownBegan,
    Shutdown,
    StopCommanded,
    StopDone,
    StopOffDone,
)
from tests.fakes.machine import Gate, code, needs_long_hold

TIMED = GateSettings(
    gate_id="gate-a", can_stop=True, hold_longest_ms=3_600_000, position_contact=True
)
UNTIMED = GateSettings(
    gate_id="gate-a", can_stop=True, stop_timed=False, hold_longest_ms=86_400_000, hold_timed=False
)


def ask_hold(g: Gate, minutes: int = 10) -> object:
    g.count += 1
    return g.feed(HoldOpenCommanded(command_id=f"c{g.count}", minutes=minutes))[0]


def held(settings: GateSettings = TIMED, minutes: int = 10) -> Gate:
    g = Gate(settings)
    assert isinstance(ask_hold(g, minutes), SendHold)
    g.feed(HoldDone(command_id="c1", hold_ms=minutes * 60_000))
    return g


# ------------------------------------------------------------------------------------ hold


def test_a_hold_is_told_to_its_own_output_for_its_time() -> None:
    g = Gate(TIMED)
    assert ask_hold(g, 10) == SendHold(command_id="c1", hold_ms=600_000)
    g.feed(HoldDone(command_id="c1", hold_ms=600_000))
    assert g.m.state is GateState.HELD_OPEN


@pytest.mark.parametrize("minutes", [-1, 0, 61, 100_000])
def test_a_hold_is_bounded(minutes: int) -> None:
    assert code(ask_hold(Gate(TIMED), minutes)) == "gate.hold_too_long"


def test_a_hold_is_at_most_what_the_device_can_time() -> None:
    g = Gate(GateSettings(gate_id="gate-a", hold_longest_ms=3_276_000))
    assert ask_hold(g, 60) == SendHold(command_id="c1", hold_ms=3_276_000)


def test_without_its_own_output_there_is_no_hold() -> None:
    assert code(ask_hold(Gate())) == "gate.hold_not_possible"


def test_a_device_ends_its_hold_and_is_told_so_all_the_same() -> None:
    g = held(minutes=1)
    assert not g.after(59.9)
    assert SendHoldOff() in g.after(0.2)
    assert g.m.held_until is None
    g.feed(HoldOffDone(ok=True))
    assert SendHoldOff() not in g.after(10)


def test_what_we_time_is_switched_off_until_it_is_off() -> None:
    g = held(UNTIMED, minutes=1)
    assert SendHoldOff() in g.after(60)
    g.feed(HoldOffDone(ok=False))
    assert RaiseAlert(code="gate.fault.hold_stuck", priority=Priority.CRITICAL) in g.actions
    for _ in range(5):
        assert SendHoldOff() in g.after(2.0)
        g.feed(HoldOffDone(ok=False))
    g.feed(HoldOffDone(ok=True))
    assert SendHoldOff() not in g.after(60)


def test_a_car_at_a_held_gate_is_let_through_without_a_pulse() -> None:
    g = held()
    assert g.rule() == Coalesce(command_id="c2", into="c1")
    assert g.hand() == Coalesce(command_id="c3", into="c1")
    # A second one by hand, on purpose, is done: the guard sees the gate.
    assert isinstance(g.hand(held_ms=3000), SendPulse)


def test_a_denied_car_at_a_held_gate_needs_the_long_hold_all_the_same() -> None:
    assert needs_long_hold(held().hand(denied=True)) == "gate.deny_listed"


def test_a_person_ends_a_hold() -> None:
    g = held()
    assert g.feed(HoldOpenReleased(command_id="r"))[-1] == ReleaseHold(command_id="r")
    g.feed(HoldOffDone(ok=True))
    assert g.m.state is not GateState.HELD_OPEN
    assert code(g.feed(HoldOpenReleased(command_id="r2"))[0]) == "gate.hold_not_on"


def test_lockdown_ends_a_hold_and_forbids_one() -> None:
    g = held()
    assert SendHoldOff() in g.feed(LockdownBegan())
    assert g.m.held_until is None
    assert code(ask_hold(g)) == "decision.deny.lockdown"


def test_an_unclear_end_of_a_hold_is_ended_at_once() -> None:
    g = Gate(TIMED)
    ask_hold(g)
    assert SendHoldOff() in g.feed(HoldDone(command_id="c1", hold_ms=600_000, code="relay.x"))
    assert g.m.held_until is None
    g.feed(HoldOffDone(ok=False))
    assert SendHoldOff() in g.after(2.0)
    # The start signal is another output: it is not in doubt.
    assert isinstance(g.rule(), SendPulse)


def test_a_hold_that_surely_failed_is_none() -> None:
    g = Gate(TIMED)
    ask_hold(g)
    done = HoldDone(command_id="c1", hold_ms=600_000, code="relay.unreachable", surely_not=True)
    assert SendHoldOff() not in g.feed(done)
    assert g.m.held_until is None


def test_a_longer_hold_replaces_the_first() -> None:
    g = held(minutes=1)
    g.now += 30
    assert isinstance(ask_hold(g, 10), SendHold)
    g.feed(HoldDone(command_id="c2", hold_ms=600_000))
    assert SendHoldOff() not in g.after(60)
    assert g.m.state is GateState.HELD_OPEN


def test_a_held_gate_keeps_its_partner_shut() -> None:
    g = held()
    assert not is_clear_for_partner(g.m, g.now)


def test_the_end_of_the_process_ends_everything() -> None:
    g = held(UNTIMED)
    g.feed(StopCommanded(command_id="s"))
    g.feed(StopDone(command_id="s"))
    g.feed(Shutdown())
    assert g.m.held_until is None
    assert not g.after(3600)
    assert code(ask_hold(g)) == "gate.shut_down"
    assert code(g.feed(StopCommanded(command_id="s2"))[0]) == "gate.shut_down"


@pytest.mark.parametrize("kind", [HoldOpenCommanded, StopCommanded])
def test_what_waited_too_long_moves_nothing(kind: type) -> None:
    g = Gate(TIMED)
    more = {"minutes": 5} if kind is HoldOpenCommanded else {}
    event = kind(command_id="c", requested_mono=g.now - 10.5, **more)
    assert code(g.feed(event)[0]) == "gate.too_late"


# ------------------------------------------------------------------------------------ stop


@pytest.mark.parametrize("situation", ["idle", "lockdown", "moving", "doubt", "held"])
def test_stop_is_never_held_back(situation: str) -> None:
    g = Gate(TIMED)
    if situation == "lockdown":
        g.feed(LockdownBegan())
    if situation in ("moving", "doubt"):
        g.hand()
        g.accept() if situation == "moving" else g.ambiguous()
    if situation == "held":
        g = held()
    assert g.feed(StopCommanded(command_id="s"))[-1] == SendStop(command_id="s")


def test_a_stopped_gate_is_not_waited_for() -> None:
    from alpr_kiosk.domain.gate_records import InputsRead

    g = Gate(TIMED)
    g.feed(InputsRead(position=False))
    g.opened_by_rule()
    g.now += 1
    g.feed(StopCommanded(command_id="s"))
    g.feed(StopDone(command_id="s"))
    g.after(5)
    assert not g.m.no_movement
    assert g.m.moving_until <= g.now


def test_a_stop_that_surely_failed_changes_nothing() -> None:
    g = Gate(TIMED).opened_by_rule()
    before = g.m
    g.feed(StopDone(command_id="s", code="relay.auth", surely_not=True))
    assert g.m == before


def test_a_stop_that_we_time_is_switched_off() -> None:
    g = Gate(UNTIMED)
    g.feed(StopCommanded(command_id="s"))
    g.feed(StopDone(command_id="s"))
    assert SendStopOff() not in g.after(0.9)
    assert SendStopOff() in g.after(0.2)
    g.feed(StopOffDone(ok=False))
    assert SendStopOff() in g.after(0.5)
    g.feed(StopOffDone(ok=True))
    assert SendStopOff() not in g.after(60)


def test_without_a_wire_there_is_no_stop() -> None:
    assert code(Gate().feed(StopCommanded(command_id="s"))[0]) == "gate.stop_not_wired"
