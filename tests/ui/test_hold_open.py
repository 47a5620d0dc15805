# SPDX-License-Identifier: AGPL-3.0-or-later
"""S01: a gate is held open for a chosen time, within what the role may; and the narrow panels."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import (
    HoldOpenEnded,
    HoldOpenRequested,
    PinSubmitted,
    StopRequested,
)
from tests.ui.conftest import Desk
from tests.ui.finger import Finger


@pytest.fixture
def gate(desk: Desk) -> Desk:
    desk.site.gate("gate-1", name="Gate 1", can_hold_open=True, can_stop=True)
    return desk


def enabled(desk: Desk) -> list[int]:
    return [n for n, tile in desk.window.hold_sheet.tiles.items() if tile.isEnabled()]


def test_a_guard_may_for_a_quarter_of_an_hour(gate):
    gate.window.people.start_shift("Guard 07")
    finger = Finger(gate)
    finger.tap("gate.gate-1.hold")
    assert enabled(gate) == [5, 10, 15]
    assert "Over 15 min needs a supervisor" in gate.window.hold_sheet.reason
    finger.tap("hold_open.minutes.10")
    finger.tap("hold_open.go")
    assert gate.site.of(HoldOpenRequested) == [], "a tap is no hold"
    finger.hold("hold_open.go")
    (asked,) = gate.site.of(HoldOpenRequested)
    assert (asked.gate_id, asked.minutes, asked.actor) == ("gate-1", 10, "Guard 07")
    assert not gate.window.hold_sheet.isVisible()


def test_a_supervisor_may_for_an_hour_after_the_pin(gate):
    gate.window.people.start_shift("Guard 07")
    finger = Finger(gate)
    finger.tap("gate.gate-1.hold")
    finger.tap("hold_open.pin")
    for digit in "482913":
        gate.window.pin.type_digit(digit)
    gate.window.pin.ok.click()
    (pin,) = gate.site.of(PinSubmitted)
    gate.site.answer(pin, session="s-9")
    assert enabled(gate) == [5, 10, 15, 30, 60]
    finger.tap("hold_open.minutes.60")
    finger.hold("hold_open.go")
    (asked,) = gate.site.of(HoldOpenRequested)
    assert (asked.minutes, asked.session) == (60, "s-9")


def test_nobody_signed_in_may_not(gate):
    finger = Finger(gate)
    finger.tap("gate.gate-1.hold")
    assert enabled(gate) == []
    assert not gate.window.hold_sheet.go.isEnabled()
    assert "Nobody is signed in" in gate.window.hold_sheet.reason


def test_held_open_counts_down_and_is_ended_by_a_hold(gate):
    gate.window.people.start_shift("Guard 07")
    gate.site.gate(
        "gate-1",
        name="Gate 1",
        state=GateState.HELD_OPEN,
        can_hold_open=True,
        held_until=gate.clock.utc_now() + timedelta(minutes=9, seconds=41),
    )
    assert gate.control("gate.gate-1.state").word == "HELD OPEN 09:41"
    gate.run(2.0, step=0.25)
    assert gate.control("gate.gate-1.state").word == "HELD OPEN 09:39"
    finger = Finger(gate)
    finger.tap("gate.gate-1.end_hold")
    assert gate.site.of(HoldOpenEnded) == []
    finger.hold("gate.gate-1.end_hold")
    (ended,) = gate.site.of(HoldOpenEnded)
    assert (ended.gate_id, ended.actor) == ("gate-1", "Guard 07")


def test_four_gates_have_their_rest_under_more(build):
    desk = build(cameras=4, gates=4)
    desk.window.people.start_shift("Guard 07")
    desk.site.gate("gate-3", name="Gate 3", can_hold_open=True, can_stop=True)
    assert "Gate 3" in desk.control("gate.gate-3.open").caption
    assert "CLOSED" in desk.control("gate.gate-3.open").caption
    finger = Finger(desk)
    finger.tap("gate.gate-3.more")
    finger.tap("hold_open.stop")
    (stopped,) = desk.site.of(StopRequested)
    assert stopped.gate_id == "gate-3"
    finger.tap("hold_open.steps")
    assert desk.window.steps.isVisible()
    assert desk.window.steps.gate_id == "gate-3"
    desk.window.steps.hide()
    finger.hold("gate.gate-4.open")
    (opening,) = desk.site.openings
    assert opening.gate_id == "gate-4"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("gates", [1, 2, 3, 4])
def test_open_has_its_place_and_room_with_any_number_of_gates(build, gates, width, height):
    desk = build(cameras=gates, gates=gates, width=width, height=height)
    for number in range(1, gates + 1):
        desk.site.gate(f"gate-{number}", name=f"Gate {number}", can_hold_open=True, can_stop=True)
    least = desk.window.look.metrics.touch_gate
    for panel in desk.window.gates.panels.values():
        assert panel.narrow == (gates > 2)
        shown = [
            key.geometry()
            for key in (panel.state, panel.hold_key, panel.stop_key, panel.more_key, panel.open_key)
            if key.isVisible()
        ]
        assert panel.open_key.width() >= least
        for rect in shown:
            assert panel.rect().contains(rect)
            assert rect.width() >= desk.window.look.metrics.touch_min
        for index, rect in enumerate(shown):
            assert not any(rect.intersects(other) for other in shown[index + 1 :])


def test_a_fault_shows_on_more(build):
    desk = build(cameras=4, gates=4)
    desk.site.gate("gate-2", state=GateState.FAULT, fault_code="gate.fault.no_movement")
    more = desk.control("gate.gate-2.more")
    assert more.property("kind") == "fault"
    assert "did not move" in more.accessibleDescription()
