# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the contacts say, who passes, and what is told of it (rules 19)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.gate import GateState, deadlines, is_clear_for_partner
from alpr_kiosk.domain.gate_actions import (
    ClearAlert,
    Coalesce,
    NoteOpened,
    NoteUnmatched,
    RaiseAlert,
    SendOff,
    SendPulse,
)
from alpr_kiosk.domain.gate_machine import GateSettings
from alpr_kiosk.domain.gate_records import (
    HoldDone,
    HoldOffDone,
    HoldOpenCommanded,
    HoldOpenReleased,
    InputsRead,
    OffDone,
    ReadBack,
    StopDone,
    VehiclePassed,
)
from tests.fakes.machine import Gate, code

CONTACT = GateSettings(gate_id="gate-a", position_contact=True, open_too_long_s=120.0)
LOOP = GateSettings(gate_id="gate-a", loop=True)
BOTH = GateSettings(gate_id="gate-a", loop=True, position_contact=True)
HOLD = GateSettings(gate_id="gate-a", position_contact=True, hold_longest_ms=3_600_000)


def raised(g: Gate) -> dict[str, Priority]:
    return {a.code: a.priority for a in g.actions if isinstance(a, RaiseAlert)}


def cleared(g: Gate) -> set[str]:
    return {a.code for a in g.actions if isinstance(a, ClearAlert)}


def notes(g: Gate) -> list[NoteUnmatched]:
    return [a for a in g.actions if isinstance(a, NoteUnmatched)]


def closed(settings: GateSettings = CONTACT) -> Gate:
    g = Gate(settings)
    g.feed(InputsRead(position=False))
    return g


# ------------------------------------------------------------------------------- position


def test_a_gate_that_is_forced_open_is_told_at_once() -> None:
    g = closed()
    g.now += 60
    g.feed(InputsRead(position=True))
    assert raised(g) == {"gate.fault.forced_open": Priority.CRITICAL}
    g.feed(InputsRead(position=False))
    assert cleared(g) == {"gate.fault.forced_open"}


def test_an_opening_by_command_is_none_by_force() -> None:
    g = closed().opened_by_rule()
    g.now += 1.5
    g.feed(InputsRead(position=True))
    assert not raised(g)
    assert g.m.state is GateState.OPEN


def test_a_gate_that_springs_off_its_contact_as_it_shuts_was_not_forced() -> None:
    g = closed().opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True))
    g.now += 30
    for position in (False, True, False, True, False):
        g.feed(InputsRead(position=position))
        assert not raised(g)
        g.now += 0.2
    # One that is lifted right behind the car is told as soon as that has lasted.
    g.opened_by_rule()
    g.now += 30
    g.feed(InputsRead(position=True))
    g.feed(InputsRead(position=False))
    for _ in range(3):
        g.now += 0.5
        g.feed(InputsRead(position=True))
    assert "gate.fault.forced_open" in raised(g)


def test_an_open_gate_at_the_start_is_just_open() -> None:
    g = Gate(CONTACT)
    g.feed(InputsRead(position=True))
    assert not raised(g)


def test_force_while_the_relay_was_silent_is_told_when_it_answers() -> None:
    # Whoever cuts the network first must not go unseen.
    g = closed()
    g.now += 60
    g.feed(ReadBack(reachable=False))
    g.feed(InputsRead())
    assert g.m.position is None
    g.now += 30
    g.feed(ReadBack(reachable=True, output_on=False))
    g.feed(InputsRead(position=True))
    assert "gate.fault.forced_open" in raised(g)


def test_what_was_commanded_before_the_silence_is_no_force() -> None:
    g = closed().opened_by_rule()
    g.feed(InputsRead())
    g.now += 60
    g.feed(InputsRead(position=True))
    assert not raised(g)


def test_a_gate_that_does_not_move_is_told_and_blocked() -> None:
    g = closed().opened_by_rule()
    g.after(3.0)
    assert raised(g) == {"gate.fault.no_movement": Priority.CRITICAL}
    assert code(g.rule()) == "gate.fault.no_movement"


def test_a_gate_that_stays_open_is_told_and_told_once() -> None:
    g = closed().opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True))
    assert deadlines(g.m, g.now) is not None
    g.after(119.9)
    assert "gate.fault.open_too_long" not in raised(g)
    g.after(0.2)
    assert raised(g) == {"gate.fault.open_too_long": Priority.HIGH}
    g.after(600)
    assert not raised(g)
    g.feed(InputsRead(position=False))
    assert "gate.fault.open_too_long" in cleared(g)


def test_a_held_gate_is_not_open_for_too_long_but_after_it_is() -> None:
    g = closed(HOLD)
    g.feed(HoldOpenCommanded(command_id="h", minutes=10))
    g.feed(HoldDone(command_id="h", hold_ms=600_000))
    g.now += 2
    g.feed(InputsRead(position=True))
    g.after(590)
    assert not raised(g)
    g.after(10)  # the hold ends: from here it counts
    g.after(119)
    assert not raised(g)
    g.after(2)
    assert "gate.fault.open_too_long" in raised(g)


def test_a_gate_that_stays_open_is_told_once_whatever_the_network_does() -> None:
    g = closed().opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True))
    g.after(121)
    assert "gate.fault.open_too_long" in raised(g)
    for _ in range(3):
        g.feed(InputsRead())
        assert not cleared(g)
        g.now += 60
        g.feed(InputsRead(position=True))
        assert not raised(g)
    g.feed(InputsRead(position=False))
    assert "gate.fault.open_too_long" in cleared(g)


def test_what_cannot_be_read_is_not_open_for_too_long() -> None:
    g = closed().opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True))
    g.feed(InputsRead())
    g.after(600)
    assert not raised(g)


# -------------------------------------------------------------------- opened without command


def test_a_relay_that_somebody_else_switched_is_told() -> None:
    g = closed()
    g.feed(ReadBack(reachable=True, output_on=False))
    g.now += 60
    g.feed(ReadBack(reachable=True, output_on=True))
    assert raised(g) == {"gate.fault.foreign_command": Priority.CRITICAL}
    # It opens now, but not by force.
    g.feed(InputsRead(position=True))
    assert not raised(g)
    g.feed(ReadBack(reachable=True, output_on=False))
    g.after(61)
    assert "gate.fault.foreign_command" in cleared(g)


def test_a_gate_that_others_may_open_is_told_in_the_record_only() -> None:
    # An exit loop opens it, a button at the relay does: each day, and no reason to look outside.
    g = closed(replace(BOTH, opened_by_others=True))
    g.now += 60
    assert g.feed(InputsRead(position=True, loop=False)) == (NoteOpened(seen_by="contact"),)
    assert not g.feed(InputsRead(position=True, loop=False))
    g.feed(InputsRead(position=False, loop=False))
    g.feed(ReadBack(reachable=True, output_on=False))
    g.now += 60
    assert g.feed(ReadBack(reachable=True, output_on=True)) == (NoteOpened(seen_by="relay"),)
    g.feed(ReadBack(reachable=True, output_on=False))
    assert not g.feed(InputsRead(position=True, loop=False))
    g.feed(InputsRead(position=False, loop=False))
    # Nor is the car that goes out while it is open for another: it may have asked for it.
    g.now += 60
    g.opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True, loop=False))
    assert not drive_over(g)
    assert drive_over(g)
    assert not raised(g)


def test_our_own_pulse_is_no_foreign_one() -> None:
    g = Gate()
    g.feed(ReadBack(reachable=True, output_on=False))
    g.opened_by_rule()
    g.now += 0.5
    g.feed(ReadBack(reachable=True, output_on=True))
    assert not raised(g)


def test_our_own_pulse_that_does_not_end_is_stuck_and_not_foreign() -> None:
    # The check is always a little late: it comes after its time, and the device takes its own.
    g = Gate()
    g.feed(ReadBack(reachable=True, output_on=False))
    g.opened_by_rule()
    g.now += 2.1
    g.feed(ReadBack(reachable=True, output_on=True))
    assert raised(g) == {"gate.fault.stuck_relay": Priority.CRITICAL}


def test_an_output_that_is_on_at_the_start_is_not_foreign_but_stuck_later() -> None:
    # It may be the pulse of the run before.
    g = Gate()
    g.feed(ReadBack(reachable=True, output_on=True))
    assert not raised(g)
    g.now += 2.1
    g.feed(ReadBack(reachable=True, output_on=True))
    assert raised(g) == {"gate.fault.stuck_relay": Priority.CRITICAL}
    assert SendOff() in g.actions
    g.feed(OffDone(ok=True))


def test_after_a_foreign_pulse_a_step_input_is_left_alone() -> None:
    g = Gate(
        GateSettings(gate_id="gate-a", input_kind="step", position_contact=True, travel_s=12.0)
    )
    g.feed(InputsRead(position=False))
    g.feed(ReadBack(reachable=True, output_on=False))
    g.feed(ReadBack(reachable=True, output_on=True))
    g.now += 5
    assert code(g.rule()) == "gate.wait_moving"


def test_a_gate_that_a_stop_caught_just_off_its_contact_was_not_forced() -> None:
    g = closed(replace(CONTACT, can_stop=True)).opened_by_rule()
    g.now += 0.2
    g.feed(InputsRead(position=False))
    g.feed(StopDone(command_id="s"))
    g.now += 0.3
    g.feed(InputsRead(position=True))
    assert not raised(g)


def test_a_hold_with_an_unclear_end_may_open_the_gate_and_that_is_no_force() -> None:
    g = closed(HOLD)
    g.feed(HoldOpenCommanded(command_id="h", minutes=10))
    g.feed(HoldDone(command_id="h", hold_ms=600_000, code="relay.ambiguous"))
    g.feed(HoldOffDone(ok=True))
    assert not is_clear_for_partner(g.m, g.now)
    g.now += 1
    g.feed(InputsRead(position=True))
    assert not raised(g)


# --------------------------------------------------------------------------- door, tamper


@pytest.mark.parametrize(
    ("event", "alert"),
    [
        (InputsRead(door=True), "gate.fault.door"),
        (InputsRead(tamper=True), "gate.fault.tamper"),
    ],
)
def test_doors_and_tampering_are_told_and_block_nothing(event: InputsRead, alert: str) -> None:
    g = Gate()
    g.feed(event)
    assert raised(g) == {alert: Priority.HIGH}
    assert isinstance(g.rule(), SendPulse)
    # Whoever opens the cabinet and pulls the plug must not end the alarm with it.
    g.feed(InputsRead())
    assert not cleared(g)
    g.feed(event)
    assert not raised(g)
    g.feed(InputsRead(door=False, tamper=False))
    assert cleared(g) == {alert}


# ------------------------------------------------------------------------ one opening, one car


def drive_over(g: Gate) -> list[NoteUnmatched]:
    position = g.m.position
    g.feed(InputsRead(position=position, loop=True))
    g.now += 1.0
    g.feed(InputsRead(position=position, loop=False))
    return notes(g)


def test_a_second_car_through_one_opening_is_noted() -> None:
    g = Gate(LOOP).opened_by_rule()
    assert not drive_over(g)
    assert drive_over(g) == [NoteUnmatched(pulse_id="c1", seen_by="loop")]
    assert raised(g) == {"gate.fault.tailgate": Priority.HIGH}
    g.after(61)
    assert "gate.fault.tailgate" in cleared(g)


def test_two_cars_with_an_opening_each_are_none() -> None:
    g = Gate(LOOP).opened_by_rule()
    g.after(9)
    g.opened_by_rule()
    assert not drive_over(g)
    assert not drive_over(g)
    assert drive_over(g)


def test_a_car_that_was_joined_to_the_opening_counts() -> None:
    g = Gate(LOOP).opened_by_rule()
    assert isinstance(g.hand(), Coalesce)
    assert not drive_over(g)
    assert not drive_over(g)
    assert drive_over(g)


def test_without_an_opening_the_loop_says_nothing() -> None:
    # A car that goes out, or that stands before a closed gate.
    g = Gate(LOOP)
    assert not drive_over(g)
    g.opened_by_rule()
    g.after(8.0 + 15.0)
    assert not drive_over(g)
    assert not drive_over(g)


def test_a_loop_that_cannot_be_read_counts_nobody() -> None:
    g = Gate(LOOP).opened_by_rule()
    for _ in range(3):
        g.feed(InputsRead(loop=True))
        g.feed(InputsRead(loop=None))
        g.feed(InputsRead(loop=False))
        assert not notes(g)


def test_the_contact_ends_an_opening() -> None:
    g = closed(BOTH).opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True, loop=False))
    assert not drive_over(g)
    g.now += 60
    assert notes(g) == []
    assert drive_over(g)  # a minute later, but it is still open
    g.feed(InputsRead(position=False, loop=False))
    g.after(3.0)
    assert not g.m.opening
    g.opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True, loop=False))
    assert not drive_over(g)


def test_a_contact_that_falls_silent_does_not_keep_the_opening_on() -> None:
    # The relay died and the gate is worked with the key: nobody follows anybody.
    g = closed().opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True))
    g.feed(InputsRead())
    g.after(8.0 + 15.0)
    g.feed(VehiclePassed(passage_id="p9"))
    assert not notes(g)


def test_an_opening_ends_though_the_lock_out_is_longer() -> None:
    g = closed(replace(BOTH, lockout_s=30.0)).opened_by_rule()
    g.now += 2
    g.feed(InputsRead(position=True, loop=False))
    assert not drive_over(g)
    g.now += 10
    g.feed(InputsRead(position=False, loop=False))
    g.now += 60
    g.feed(InputsRead(position=False, loop=False))
    g.after(3.0)
    assert not g.m.opening
    assert not drive_over(g)  # a car that turns before the closed gate


def test_a_gate_that_did_not_open_lets_nobody_pass() -> None:
    g = closed(BOTH).opened_by_rule()
    g.after(3.0)
    assert not drive_over(g)
    assert not drive_over(g)


def test_a_camera_sees_who_followed() -> None:
    g = Gate()
    assert isinstance(g.rule("p1"), SendPulse)
    g.accept()
    g.feed(VehiclePassed(passage_id="p1"))
    assert not notes(g)
    g.feed(VehiclePassed(passage_id="p2"))
    assert notes(g) == [NoteUnmatched(pulse_id="c1", seen_by="camera", passage_id="p2")]
    assert "gate.fault.tailgate" in raised(g)


def test_a_car_let_in_by_hand_has_no_passage_and_is_none() -> None:
    g = Gate().opened_by_hand()
    g.feed(VehiclePassed(passage_id="p1"))
    assert not notes(g)
    g.feed(VehiclePassed(passage_id="p2"))
    assert notes(g)


def test_whoever_left_while_it_was_held_open_is_told_late_and_followed_nobody() -> None:
    g = Gate(HOLD).opened_by_rule()
    g.feed(HoldOpenCommanded(command_id="h", minutes=10))
    g.feed(HoldDone(command_id="h", hold_ms=600_000))
    g.after(5)
    g.feed(HoldOpenReleased(command_id="r"))
    g.feed(HoldOffDone(ok=True))
    g.feed(VehiclePassed(passage_id="p9"))
    assert not notes(g)


def test_the_same_car_in_a_second_passage_is_none() -> None:
    g = Gate().opened_by_rule()
    g.feed(VehiclePassed(passage_id="p9", same_car=True))
    assert not notes(g)


def test_where_a_loop_counts_the_camera_is_not_asked() -> None:
    g = Gate(LOOP).opened_by_rule()
    g.feed(VehiclePassed(passage_id="p9"))
    assert not notes(g)


@given(
    st.lists(
        st.one_of(
            st.builds(
                InputsRead,
                position=st.sampled_from([True, False, None]),
                loop=st.sampled_from([True, False, None]),
                door=st.sampled_from([True, False, None]),
                tamper=st.sampled_from([True, False, None]),
            ),
            st.sampled_from(["rule", "hand", 0.3, 3.0, 30.0, 130.0]),
        ),
        max_size=60,
    )
)
def test_never_more_notes_than_cars_too_many(events: list[object]) -> None:
    """Whatever the contacts do: nobody is noted who had an opening, and nothing is told twice."""
    g = Gate(BOTH)
    allowed = passed = noted = 0
    on: set[str] = set()
    was: bool | None = None
    for event in events:
        if isinstance(event, InputsRead):
            g.feed(event)
            passed += was is True and event.loop is False
            was = event.loop
        elif isinstance(event, float):
            g.after(event)
        elif isinstance(g.rule() if event == "rule" else g.hand(held_ms=3000), SendPulse):
            g.accept()
            allowed += 1
        noted += len(notes(g))
        for action in g.actions:
            if isinstance(action, RaiseAlert):
                assert action.code not in on
                on.add(action.code)
            if isinstance(action, ClearAlert):
                on.remove(action.code)
    assert noted <= passed
    if not allowed:
        assert noted == 0
