# SPDX-License-Identifier: AGPL-3.0-or-later
"""S05: typing, what is found, and what may be done with it; T21 of the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.events import Action, Reason
from alpr_kiosk.domain.plate_queries import PlatesLikeWanted
from alpr_kiosk.domain.visit_intents import PassageCorrected
from alpr_kiosk.runtime.views import SiteHealth
from tests.ui.conftest import Desk
from tests.ui.finger import Finger
from ui.errands import TypePlate
from ui.screens.type_plate import Below, TypePlateScreen
from ui.widgets.hold import HOLD_S, LONG_HOLD_S
from ui.widgets.plate_results import differences


@pytest.fixture
def page(desk: Desk) -> TypePlateScreen:
    desk.window.people.start_shift("Guard 07")
    desk.window.navigator.go("type_plate")
    found = desk.window.navigator.page
    assert isinstance(found, TypePlateScreen)
    return found


def typed(desk: Desk, page: TypePlateScreen, text: str) -> None:
    page.field.setText(text)
    desk.site.look_up(desk.site.queries[-1])


def test_it_needs_a_guard_or_a_supervisor(desk):
    Finger(desk).tap("live.type_plate")
    assert desk.window.page == "live"
    assert desk.window.pin.isVisible()


def test_empty_it_says_what_to_type(desk, page):
    assert "character that you cannot read" in page.hint.text()
    assert not page.pad.use.isEnabled()
    assert not page.busy


def test_a_plate_that_nobody_knows_leads_to_a_pass(desk, page):
    typed(desk, page, "QQ77RST")
    assert page.hint.text().startswith("No plate like QQ77RST.")
    Finger(desk).tap("keypad.pass")
    assert desk.window.page == "quick_pass"
    assert desk.window.navigator.page.plate == "QQ77RST"


def test_a_search_that_fails_says_so_and_is_tried_again(desk, page):
    page.field.setText("AB")
    desk.site.refuse(desk.site.queries[-1], "program.bug")
    assert "cannot be searched" in page.hint.text()
    asked = len(desk.site.queries)
    Finger(desk).tap("keypad.again")
    assert len(desk.site.queries) == asked + 1
    desk.site.look_up(desk.site.queries[-1])
    assert len(page.results.tiles) == 1


def test_a_search_that_takes_long_says_so(desk, page):
    page.field.setText("AB")
    desk.run(0.75, step=0.25)
    assert "Looking through" not in page.hint.text()
    desk.run(0.5, step=0.25)
    assert page.hint.text() == "Looking through the lists ..."
    desk.site.look_up(desk.site.queries[-1])
    assert len(page.results.tiles) == 1


def test_lists_from_memory_are_called_so(desk, page):
    desk.site.bus.health_changed.emit(SiteHealth(lists_ok=False))
    assert "lists as last known" in page.hint.text()


def test_each_key_asks_and_the_answer_before_is_not_waited_for(desk, page):
    finger = Finger(desk)
    for char in "KL":
        finger.tap(f"keypad.key.{char}")
    queries = [one for one in desk.site.queries if isinstance(one, PlatesLikeWanted)]
    assert [one.text for one in queries] == ["K", "KL"]
    assert desk.site.cancelled == [queries[0].query_id]
    desk.site.look_up(queries[0])
    assert page.results.tiles == (), "late and no longer asked for"
    desk.site.look_up(queries[1])
    assert [tile.entry.text for tile in page.results.tiles] == ["KL58MNO"]


def test_the_erasing_key_takes_one_and_held_all(desk, page):
    finger = Finger(desk)
    page.field.setText("AB12")
    finger.tap("keypad.erase_or_clear")
    assert page.field.text() == "AB1"
    finger.hold("keypad.erase_or_clear")
    assert page.field.text() == ""
    page.field.setText("AB1")
    finger.tap("keypad.clear")
    assert page.field.text() == ""


def test_a_physical_keyboard_types_plates(desk, page):
    QTest.keyClicks(page.field, "ab 12-c?")
    assert page.field.text() == "AB12C?"
    assert not page.pad.use.isEnabled(), "a plate with an unknown character is none"
    page.back_key.setFocus()
    QTest.keyClick(page.back_key, Qt.Key.Key_Z)
    assert page.field.text().endswith("Z")


def test_one_unknown_character(desk, page):
    typed(desk, page, "KL5?MNO")
    assert [tile.entry.text for tile in page.results.tiles] == ["KL58MNO"]


def test_more_shows_all_of_them(desk, page):
    desk.site.set_entries(*(f"AB{n:02d}CD" for n in range(30)))
    typed(desk, page, "AB")
    assert len(page.results.tiles) == 2
    assert page.results.more.text() == "More (28)"
    Finger(desk).tap("keypad.more.0")
    assert page.below is Below.ALL
    assert len(page.all.tiles) == 20
    Finger(desk).tap("keypad.result.104")
    assert page.below is Below.FOUND
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert page.below is Below.PAD
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.window.page == "live"


def test_a_banned_plate_takes_the_long_hold(desk, page):
    typed(desk, page, "XY99ZZZ")
    Finger(desk).tap("keypad.result.0")
    assert page.found.word == "BANNED"
    assert page.found.keys["gate-1"].hold_s == LONG_HOLD_S
    Finger(desk).hold("type_plate.let_in.gate-1")
    assert desk.site.openings == []


def test_a_tap_or_a_short_hold_opens_nothing(desk, page):
    typed(desk, page, "AB12CDE")
    finger = Finger(desk)
    finger.tap("keypad.result.0")
    assert page.found.keys["gate-1"].hold_s == HOLD_S
    for _ in range(5):
        finger.tap("type_plate.let_in.gate-1")
    finger.hold("type_plate.let_in.gate-1", 0.59)
    assert desk.site.openings == []


def test_without_a_relay_it_says_so_and_sends_nothing(desk, page):
    desk.site.gate("gate-1", name="Gate 1", relay_reachable=False)
    typed(desk, page, "AB12CDE")
    Finger(desk).tap("keypad.result.0")
    Finger(desk).hold("type_plate.let_in.gate-1")
    assert desk.site.openings == []
    assert "No link to the relay" in desk.window.toast.text


def test_a_plate_on_no_list_is_used_as_typed(desk, page):
    typed(desk, page, "QQ77RST")
    Finger(desk).tap("keypad.use_plate")
    assert page.found.word == "ON NO LIST"
    Finger(desk).hold("type_plate.let_in.gate-2")
    (opening,) = desk.site.openings
    assert (opening.gate_id, opening.plate) == ("gate-2", "QQ77RST")


def test_details_explain_the_car_or_ask_the_lists(desk, page):
    view = desk.site.passage()
    typed(desk, page, "AB12CDE")
    Finger(desk).tap("keypad.result.0")
    Finger(desk).tap("type_plate.details")
    assert desk.window.page == "why"
    assert desk.window.detail.view.passage.passage_id == view.passage.passage_id


def test_a_misread_plate_is_corrected_from_the_question(desk):
    desk.window.people.start_shift("Guard 07")
    view = desk.site.passage(action=Action.ASK, reason=Reason.ASK_ONE_LOOK, plate="KL5BMNO")
    desk.site.ask(view)
    desk.run(0.5)
    finger = Finger(desk)
    finger.tap("ask.correct")
    page = desk.window.navigator.page
    assert page.field.text() == "KL5BMNO"
    assert page.busy
    assert desk.window.chip.isVisible(), "the question counts on"
    for _ in range(4):
        finger.tap("keypad.erase_or_clear")
    for char in "8MNO":
        finger.tap(f"keypad.key.{char}")
    finger.tap("keypad.use_plate")
    (corrected,) = desk.site.of(PassageCorrected)
    assert (corrected.passage_id, corrected.plate, corrected.actor) == (
        view.passage.passage_id,
        "KL58MNO",
        "Guard 07",
    )
    desk.site.answer(corrected)
    assert desk.window.page == "live"
    assert desk.window.ask.isVisible()
    assert desk.window.toast.text == "Corrected: KL58MNO."


def test_a_correction_that_is_refused_stays_where_it_was(desk, page):
    page.enter(TypePlate(text="AB12", passage_id="p1"))
    Finger(desk).tap("keypad.use_plate")
    (corrected,) = desk.site.of(PassageCorrected)
    desk.site.answer(corrected, ok=False, code="visit.signed_out")
    assert desk.window.page == "type_plate"
    assert page.field.text() == "AB12"


@pytest.mark.parametrize(
    ("asked", "plate", "shown"),
    [
        ("KL5B", "KL58MNO", "B=8"),
        ("0O", "O0AAA", "0=O O=0"),
        ("AB12", "AB12CDE", ""),
        ("AB?2", "AB12CDE", ""),
        ("ZZZ", "AB12CDE", ""),
    ],
)
def test_look_alikes_are_named(asked, plate, shown):
    assert differences(asked, plate) == shown
