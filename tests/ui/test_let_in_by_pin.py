# SPDX-License-Identifier: AGPL-3.0-or-later
"""S05 and S06: a banned car is let in by a PIN or a hold of 3 s, as at the question (rules 21)."""

from __future__ import annotations

import pytest

from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.intents import OpenRequested, PinSubmitted
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.visit_intents import QuickPassMade
from tests.ui.conftest import Desk
from tests.ui.finger import Finger
from ui.errands import QuickPass
from ui.screens.quick_pass import QuickPassScreen
from ui.screens.type_plate import TypePlateScreen
from ui.widgets.hold import HOLD_S, LONG_HOLD_S

BANNED = ListEntry(entry_id="b", kind=ListKind.DENY, plate="XY99ZZZ", notes="threatened staff")
PROOF = ListEntry(
    entry_id="p", kind=ListKind.VISITOR, plate="NV62LPA", owner="Unit 14", second_factor="ID card"
)
KEYPAD, PASS = "type_plate.let_in.gate-1", "quick_pass.save_and_let_in"
WARNED = ("gate.deny_listed", "override.pin_limit", "decision.deny.lockdown")
PIN_OR_HOLD = "Gate 1  ·  PIN, or hold 3 s"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.site.begin_shift("Guard 07")
    desk.site.set_entries("KL58MNO", BANNED, PROOF)
    desk.site.gate("gate-1", name="Gate 1")
    return desk


def type_plate(desk: Desk, plate: str) -> TypePlateScreen:
    desk.window.navigator.go("type_plate")
    page = desk.window.navigator.page
    assert isinstance(page, TypePlateScreen)
    page.field.setText(plate)
    desk.site.look_up(desk.site.queries[-1])
    Finger(desk).tap("keypad.use_plate")
    return page


def quick_pass(desk: Desk, plate: str = "KL58MNO") -> QuickPassScreen:
    desk.window.navigator.go("quick_pass", QuickPass(plate=plate, gate_id="gate-1"))
    page = desk.window.navigator.page
    assert isinstance(page, QuickPassScreen)
    return page


def enter_pin(desk: Desk) -> None:
    for digit in "482913":
        desk.window.pin.type_digit(digit)
    desk.window.pin.ok.click()
    pin = desk.site.of(PinSubmitted)[-1]
    desk.site.answer(pin, session="s1")


def opening(desk: Desk) -> OpenRequested:
    (one,) = desk.site.openings
    assert isinstance(one, OpenRequested)
    return one


# -------------------------------------------------------------------------------- the keypad


def test_a_banned_plate_that_was_typed_is_let_in_by_a_pin_and_the_usual_hold(desk: Desk) -> None:
    page = type_plate(desk, "XY99ZZZ")
    key, finger = page.found.keys["gate-1"], Finger(desk)
    assert (page.found.word, key.caption, key.hold_s) == ("BANNED", PIN_OR_HOLD, LONG_HOLD_S)
    finger.tap(KEYPAD)
    assert desk.window.pin.isVisible()
    assert desk.site.openings == [], "a tap opens nothing"
    enter_pin(desk)
    assert desk.site.openings == [], "nor does a PIN"
    assert not desk.window.pin.isVisible()
    assert desk.window.focusWidget() is key, "back at the key that asked for it"
    assert key.hold_s == HOLD_S
    finger.hold(KEYPAD)
    sent = opening(desk)
    assert (sent.source, sent.session, sent.plate) == (CommandSource.CARD, "s1", "XY99ZZZ")
    assert key.hold_s == LONG_HOLD_S, "it was good for one opening"


def test_the_pad_lets_a_typed_car_in_without_a_pin_by_3_s(desk: Desk) -> None:
    type_plate(desk, "XY99ZZZ")
    finger = Finger(desk)
    finger.tap(KEYPAD)
    finger.hold("pin.open", 2.9)
    assert desk.site.openings == []
    finger.hold("pin.open", 3.05)
    sent = opening(desk)
    assert (sent.session, sent.held_ms >= 3000, sent.plate) == ("", True, "XY99ZZZ")
    assert not desk.window.pin.isVisible()


@pytest.mark.parametrize("code", WARNED)
@pytest.mark.parametrize("at", [KEYPAD, PASS])
def test_what_the_gate_warns_of_asks_for_the_pin_on_both_pages(
    desk: Desk, code: str, at: str
) -> None:
    desk.site.gate("gate-1", name="Gate 1", needs_long_hold=True, warning_code=code)
    page = type_plate(desk, "KL58MNO") if at == KEYPAD else quick_pass(desk)
    key = page.found.keys["gate-1"] if isinstance(page, TypePlateScreen) else page.save_in
    assert (key.caption, key.hold_s) == (PIN_OR_HOLD, LONG_HOLD_S)
    Finger(desk).tap(at)
    assert desk.window.pin.isVisible()
    enter_pin(desk)
    assert (key.hold_s, desk.window.focusWidget() is key) == (HOLD_S, True)


@pytest.mark.parametrize("at", [KEYPAD, PASS])
def test_a_gate_that_moves_asks_for_no_pin(desk: Desk, at: str) -> None:
    desk.site.gate("gate-1", name="Gate 1", needs_long_hold=True, warning_code="gate.wait_moving")
    page = type_plate(desk, "KL58MNO") if at == KEYPAD else quick_pass(desk)
    key = page.found.keys["gate-1"] if isinstance(page, TypePlateScreen) else page.save_in
    assert key.caption == "Gate 1  ·  hold 3 s"
    Finger(desk).tap(at)
    assert not desk.window.pin.isVisible()


def test_a_pin_that_is_given_up_leaves_the_3_s(desk: Desk) -> None:
    page = type_plate(desk, "XY99ZZZ")
    finger = Finger(desk)
    finger.tap(KEYPAD)
    finger.tap("pin.cancel")
    assert desk.window.page == "type_plate"
    assert page.found.isVisible()
    finger.hold(KEYPAD, 3.05)
    assert (opening(desk).session, opening(desk).held_ms >= 3000) == ("", True)


def test_a_pin_that_nobody_uses_is_over_after_a_while(desk: Desk) -> None:
    page = type_plate(desk, "XY99ZZZ")
    Finger(desk).tap(KEYPAD)
    enter_pin(desk)
    desk.run(21, step=1)
    assert page.found.keys["gate-1"].hold_s == LONG_HOLD_S


# ------------------------------------------------------------------------------ the quick pass


def test_a_pass_is_kept_first_and_its_opening_carries_the_pin(desk: Desk) -> None:
    desk.site.gate("gate-1", name="Gate 1", needs_long_hold=True, warning_code="gate.deny_listed")
    quick_pass(desk)
    finger = Finger(desk)
    finger.tap(PASS)
    enter_pin(desk)
    finger.hold(PASS)
    (made,) = desk.site.of(QuickPassMade)
    assert desk.site.openings == []
    desk.site.answer(made, code="pass.saved", plate="KL58MNO", time="13:30")
    assert (opening(desk).source, opening(desk).session) == (CommandSource.PASS, "s1")


def test_the_pad_keeps_the_pass_before_it_opens_without_a_pin(desk: Desk) -> None:
    desk.site.gate("gate-1", name="Gate 1", needs_long_hold=True, warning_code="gate.deny_listed")
    quick_pass(desk)
    finger = Finger(desk)
    finger.tap(PASS)
    finger.hold("pin.open", 3.05)
    (made,) = desk.site.of(QuickPassMade)
    assert desk.site.openings == []
    desk.site.answer(made, code="pass.saved", plate="KL58MNO", time="13:30")
    assert (opening(desk).session, opening(desk).held_ms >= 3000) == ("", True)


def test_a_pass_for_a_banned_plate_is_a_supervisors_and_its_opening_asks_too(desk: Desk) -> None:
    page = quick_pass(desk, "XY99ZZZ")
    finger = Finger(desk)
    assert page.save_in.caption == PIN_OR_HOLD
    finger.tap("quick_pass.save")
    (first,) = desk.site.of(QuickPassMade)
    desk.site.answer(first, ok=False, code="pass.near_ban", plate="XY99ZZZ", banned="XY99ZZZ")
    finger.tap("quick_pass.pin")
    enter_pin(desk)
    second = desk.site.of(QuickPassMade)[-1]
    desk.site.answer(second, code="pass.saved", plate="XY99ZZZ", time="13:30")
    assert desk.site.openings == []


# ---------------------------------------------------------------------------- the second proof


def test_what_else_to_ask_for_is_said_where_the_car_is_let_in(desk: Desk) -> None:
    """S08: who needs a second proof is asked for it at the question, and so here."""
    words = "Unit 14 needs a second proof. Ask for ID card."
    page = type_plate(desk, "NV62LPA")
    assert page.found.proof_wanted == words
    assert page.found.keys["gate-1"].hold_s == HOLD_S, "a person asks; no PIN for that"
    made = quick_pass(desk, "NV62LPA")
    assert made.proof_wanted == words
    assert quick_pass(desk, "KL58MNO").proof_wanted == ""
