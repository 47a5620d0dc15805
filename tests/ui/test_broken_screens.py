# SPDX-License-Identifier: AGPL-3.0-or-later
"""Things that went wrong under a pointer: covered keys, lost focus, sentences of another moment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.events import Action, Outcome, Reason
from tests.fakes.site import make_result, make_view
from ui.people import Session
from ui.widgets.event_card import EventCard

SESSION = Session(token="token", user="Supervisor", role="supervisor")


def _covers(chip: QWidget, window: QWidget, key: QWidget) -> bool:
    place = key.rect().translated(key.mapTo(window, key.rect().topLeft()))
    return chip.geometry().intersects(place)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("banner", [False, True])
def test_the_chip_of_a_question_covers_no_key_of_the_pin_pad(build, size, banner):
    desk = build(width=size[0], height=size[1])
    window = desk.window
    if banner:
        desk.site.alert("camera.gone", "cam-1")
    window.nav.keys["lists"].click()
    desk.site.ask(desk.site.passage())
    assert window.chip.isVisible()
    keys = [*window.pin.digit_keys, window.pin.erase, window.pin.ok, window.pin.cancel_key]
    assert [key.objectName() for key in keys if _covers(window.chip, window, key)] == []
    window.chip.click()
    assert window.ask.isVisible()
    assert not window.pin.isVisible()
    assert window.nav.keys["live"].isChecked() is not window.nav.keys["lists"].isChecked()


@pytest.mark.parametrize("page", ["editor", "keypad"])
def test_the_chip_of_a_question_covers_no_key_of_a_form(desk, page):
    window = desk.window
    window.people.elevate(SESSION)
    window.show_lists()
    window.lists.add_key.click()
    if page == "keypad":
        desk.control("editor.owner.keypad").click()
    desk.site.ask(desk.site.passage())
    assert window.chip.isVisible()
    names = {
        "editor": ["editor.save", "editor.back", "editor.kind.watch", "editor.plate"],
        "keypad": ["keypad.use", "keypad.cancel", "keypad.erase", "keypad.key.P"],
    }[page]
    assert [n for n in names if _covers(window.chip, window, desk.control(n))] == []


def test_typing_goes_on_where_it_was_after_a_question(desk):
    window = desk.window
    window.people.elevate(SESSION)
    window.show_lists()
    window.activateWindow()
    window.lists.page.search.setFocus()
    desk.site.ask(desk.site.passage())
    assert window.ask.isVisible()
    desk.site.bus.ask_changed.emit(None)
    assert window.focusWidget() is window.lists.page.search


def test_why_tells_where_the_car_was_when_it_was_decided(desk):
    view = make_view(desk.clock, plate="AB123CD", action=Action.OPEN, reason=Reason.ALLOW_LISTED)
    assert view.decision is not None
    then = replace(view.passage, in_open_zone=True)
    left = replace(view.passage, in_open_zone=False)
    view = replace(view, passage=left, decision=replace(view.decision, passage=then))
    assert ("In open zone", "yes") in desk.window.detail.board.facts(view)


def test_a_card_does_not_say_let_in_when_the_gate_was_not_opened(desk):
    view = make_view(desk.clock, plate="AB123CD", action=Action.OPEN, reason=Reason.ALLOW_LISTED)
    result = make_result(desk.clock, Outcome.REFUSED, "gate.wait_moving")
    desk.site.bus.passage_changed.emit(replace(view, result=result))
    (card,) = desk.window.findChildren(EventCard)
    assert card._word() == "NOT OPENED"


def test_a_visitor_whose_entries_nobody_counts_has_a_whole_sentence(desk):
    view = make_view(desk.clock, plate="AB123CD", action=Action.OPEN, reason=Reason.ALLOW_VISITOR)

    def said(**context: str) -> str:
        decision = replace(view.decision.decision, context=tuple(context.items()))
        shown = replace(view, decision=replace(view.decision, decision=decision))
        return desk.window.around.explain.sentence(shown)

    assert said(who="Unit 3", n="", max="") == "Let in. Visitor for Unit 3."
    assert said(who="Unit 3", n="2", max="5") == "Let in. Visitor for Unit 3, entry 2 of 5."


def test_an_opening_by_hand_has_a_whole_sentence(desk):
    view = make_view(desk.clock, plate="AB123CD", action=Action.OPEN, reason=Reason.ALLOW_BY_HAND)
    assert view.decision is not None
    decision = replace(view.decision.decision, context=(("plate", "AB123CD"), ("actor", "")))
    view = replace(view, decision=replace(view.decision, decision=decision))
    said = desk.window.around.explain.sentence(view)
    assert said.startswith("Opened by somebody who was not signed in.")
    assert "—" not in said


def test_who_goes_elsewhere_is_not_asked_for_the_pin_of_where_he_was(desk):
    window = desk.window
    window.navigator.go("lists")
    assert window.pin.isVisible()
    window.nav.keys["inside"].click()
    assert window.page == "inside"
    assert not window.pin.isVisible()


def test_going_elsewhere_puts_the_steps_of_a_gate_away_and_no_question(desk):
    window = desk.window
    window.show_steps("gate-1")
    assert window.steps.isVisible()
    window.nav.keys["inside"].click()
    assert not window.steps.isVisible()
    desk.site.ask(desk.site.passage())
    window.nav.keys["settings"].click()
    assert window.ask.isVisible()


def test_a_banner_pushes_no_key_of_a_full_page_over_another(build):
    desk = build(width=1280, height=800)
    window = desk.window
    window.navigator.go("settings")
    desk.site.alert("camera.gone", "cam-1")
    desk.run(0.1)
    keys = [desk.control("settings.theme.day"), *window.navigator.page.tiles.values()]
    places = [key.rect().translated(key.mapTo(window, key.rect().topLeft())) for key in keys]
    crossing = [(a, b) for a in places for b in places if a is not b and a.intersects(b)]
    assert crossing == []
    assert min(place.height() for place in places) >= window.look.metrics.touch_min
    window.lock_screen()
    desk.run(0.1)
    key = desk.control("lock.sign_in")
    assert key.mapTo(window, key.rect().bottomLeft()).y() < window.gates.y()


def test_the_chip_takes_its_room_only_when_the_finger_has_gone(desk):
    """What is typed on does not move; the question has its sound meanwhile."""
    window = desk.window
    window.people.elevate(SESSION)
    window.show_lists()
    window.lists.add_key.click()
    before = window.pages.geometry()
    window.still.touched(down=True)
    desk.site.ask(desk.site.passage())
    desk.run(0.6)
    assert (window.chip.isVisible(), window.pages.geometry()) == (False, before)
    window.still.touched(down=False)
    desk.run(0.7)
    assert window.chip.isVisible()
    assert window.pages.y() > window.chip.geometry().bottom()
    window.still.touched(down=False)
    desk.site.bus.ask_changed.emit(None)
    assert not window.chip.isVisible(), "what is over is not offered"
    assert window.pages.geometry() != before, "and nothing moves under the finger"
    desk.run(0.7)
    assert window.pages.geometry() == before


def test_who_types_on_gets_the_chip_after_3_s(desk):
    window = desk.window
    window.people.elevate(SESSION)
    window.show_lists()
    window.lists.add_key.click()
    window.still.touched(down=False)
    desk.site.ask(desk.site.passage())
    for _ in range(7):
        assert not window.chip.isVisible()
        desk.run(0.4)
        window.still.touched(down=False)
    desk.run(0.4)
    assert window.chip.isVisible()


def test_a_page_of_keys_keeps_19_mm_under_a_banner_in_the_place_of_the_status_bar(build):
    desk = build(width=1280, height=800)
    window = desk.window
    window.people.elevate(SESSION)
    alert = desk.site.alert("camera.gone", "cam-1")
    desk.run(0.6)
    window.show_lists()
    desk.run(0.1)
    assert window.status.isVisible(), "the table has room enough below the row"
    assert window.banner.y() == window.status.height()
    window.lists.add_key.click()
    desk.control("editor.owner.keypad").click()
    desk.run(0.1)
    assert not window.status.isVisible()
    assert window.top_row.line.isVisible(), "its pills stay in sight"
    assert window.banner.y() == window.top_row.line.geometry().bottom() + 1 < window.status.height()
    assert desk.control("keypad.key.P").height() == window.look.metrics.key
    desk.control("keypad.cancel").click()
    desk.site.bus.alert_changed.emit(replace(alert, seen=True))
    desk.run(0.6)
    assert window.status.isVisible()
