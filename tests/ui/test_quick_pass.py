# SPDX-License-Identifier: AGPL-3.0-or-later
"""S06: two touches for a pass; it opens only after it was kept, and never for a look-alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alpr_kiosk.domain.events import Action, Reason
from alpr_kiosk.domain.intents import PinSubmitted
from alpr_kiosk.domain.visit_intents import QuickPassMade
from tests.ui.conftest import Desk
from tests.ui.finger import Finger
from ui.screens.quick_pass import OPEN_WITHIN_S, QuickPassScreen
from ui.viewmodels.hosts import recent_hosts


@pytest.fixture
def page(desk: Desk) -> QuickPassScreen:
    desk.window.people.start_shift("Guard 07")
    desk.site.passage(
        action=Action.ASK,
        reason=Reason.ASK_UNKNOWN_WAITING,
        owner="",
        plate="NV62LPA",
        lane=2,
        gate_id="gate-2",
    )
    desk.window.navigator.go("quick_pass")
    found = desk.window.navigator.page
    assert isinstance(found, QuickPassScreen)
    return found


def made(desk: Desk) -> QuickPassMade:
    intent = desk.site.of(QuickPassMade)[-1]
    assert isinstance(intent, QuickPassMade)
    return intent


def test_the_car_that_waits_and_a_delivery_are_the_default(desk, page):
    Finger(desk).hold("quick_pass.save_and_let_in")
    intent = made(desk)
    assert (intent.plate, intent.lasts, intent.uses) == ("NV62LPA", timedelta(minutes=30), 1)
    assert intent.note == "Delivery"
    assert desk.site.openings == []
    desk.site.answer(intent, code="pass.saved", entry_id="e7", plate="NV62LPA", time="13:30")
    (opening,) = desk.site.openings
    assert opening.gate_id == "gate-2", "where the car waits"
    assert opening.entry_id == "e7", "the pass whose use this is"


def test_save_only_opens_nothing(desk, page):
    finger = Finger(desk)
    finger.tap("quick_pass.kind.contractor")
    finger.tap("quick_pass.time.24h")
    finger.tap("quick_pass.save")
    intent = made(desk)
    assert (intent.note, intent.lasts, intent.uses) == ("Contractor", timedelta(hours=24), None)
    desk.site.answer(intent, code="pass.saved", plate="NV62LPA", time="13:00")
    assert desk.site.openings == []
    assert desk.window.page == "live"
    assert desk.window.toast.text == "Pass for NV62LPA saved until 13:00."


def test_a_tap_on_the_hold_key_does_nothing(desk, page):
    Finger(desk).tap("quick_pass.save_and_let_in")
    assert desk.site.of(QuickPassMade) == []


def test_the_look_alike_of_a_banned_plate_needs_a_supervisor_and_a_new_hold(desk, page):
    finger = Finger(desk)
    finger.hold("quick_pass.save_and_let_in")
    first = made(desk)
    desk.site.answer(first, ok=False, code="pass.near_ban", plate="NV62LPA", banned="NV62LP4")
    assert "looks like the banned NV62LP4" in page._banned
    assert not page.save_in.isVisible()
    finger.tap("quick_pass.pin")
    for digit in "482913":
        desk.window.pin.type_digit(digit)
    desk.window.pin.ok.click()
    (pin,) = desk.site.of(PinSubmitted)
    desk.site.answer(pin, session="s-9")
    second = made(desk)
    assert second.intent_id != first.intent_id
    assert second.session == "s-9"
    desk.site.answer(second, code="pass.saved", plate="NV62LPA", time="13:30")
    assert desk.site.openings == [], "a PIN moves no gate"


def test_a_pass_that_is_kept_too_late_opens_nothing(desk, page):
    Finger(desk).hold("quick_pass.save_and_let_in")
    desk.clock.advance(OPEN_WITHIN_S + 0.1)
    desk.site.answer(made(desk), code="pass.saved", plate="NV62LPA", time="13:30")
    assert desk.site.openings == []
    assert "but late" in desk.window.toast.text
    assert page.save_in.text() == "LET IN"
    Finger(desk).hold("quick_pass.save_and_let_in")
    assert len(desk.site.openings) == 1
    assert len(desk.site.of(QuickPassMade)) == 1, "it is kept already"


def test_no_answer_is_told(desk, page):
    Finger(desk).tap("quick_pass.save")
    desk.run(OPEN_WITHIN_S + 0.5, step=0.25)
    assert "No answer" in desk.window.toast.text
    assert page.save.isEnabled()


def test_a_refusal_is_told_and_nothing_opens(desk, page):
    Finger(desk).hold("quick_pass.save_and_let_in")
    desk.site.answer(made(desk), ok=False, code="visit.valid_already", plate="NV62LPA")
    assert desk.site.openings == []
    assert desk.window.page == "quick_pass"
    assert desk.window.toast.text


def test_another_host_and_another_plate_are_typed(desk, page):
    finger = Finger(desk)
    finger.tap("quick_pass.host.other")
    page.keypad.field.setText("Unit 99")
    page.keypad.use_key.click()
    assert page.other.text() == "Unit 99"
    finger.tap("quick_pass.correct")
    page.keypad.field.setText("nv 62-lpb")
    page.keypad.use_key.click()
    finger.tap("quick_pass.save")
    assert (made(desk).plate, made(desk).host) == ("NV62LPB", "Unit 99")


def test_without_a_plate_nothing_can_be_saved(desk):
    desk.window.people.start_shift("Guard 07")
    desk.window.navigator.go("quick_pass")
    page = desk.window.navigator.page
    assert not page.save.isEnabled()
    assert not page.save_in.isEnabled()
    assert page.correct.text() == "Type it"


def test_hosts_are_the_newest_first(desk):
    desk.site.set_entries(("AA11", "Unit 1"), ("BB22", "Unit 2"), ("CC33", "Unit 1"))
    assert recent_hosts(desk.site.entries(), ("Unit 9", "Unit 2"), 3) == (
        "Unit 1",
        "Unit 2",
        "Unit 9",
    )
