# SPDX-License-Identifier: AGPL-3.0-or-later
"""Things that went wrong under a pointer: covered keys, lost focus, sentences of another moment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.events import Action, GateResult, Outcome, Reason
from tests.fakes.site import make_view
from ui.widgets.event_card import EventCard


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
    window.nav.lists.click()
    desk.site.ask(desk.site.passage())
    assert window.chip.isVisible()
    keys = [*window.pin.digit_keys, window.pin.erase, window.pin.ok, window.pin.cancel_key]
    assert [key.objectName() for key in keys if _covers(window.chip, window, key)] == []
    window.chip.click()
    assert window.ask.isVisible()
    assert not window.pin.isVisible()
    assert window.nav.live.isChecked() is not window.nav.lists.isChecked()


@pytest.mark.parametrize("page", ["editor", "keypad"])
def test_the_chip_of_a_question_covers_no_key_of_a_form(desk, page):
    window = desk.window
    window._set_session("token", "Supervisor")
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
    window._set_session("token", "Supervisor")
    window.show_lists()
    window.activateWindow()
    window.lists.search.setFocus()
    desk.site.ask(desk.site.passage())
    assert window.ask.isVisible()
    desk.site.bus.ask_changed.emit(None)
    assert window.focusWidget() is window.lists.search


def test_why_tells_where_the_car_was_when_it_was_decided(desk):
    view = make_view(desk.clock, plate="AB123CD", action=Action.OPEN, reason=Reason.ALLOW_LISTED)
    assert view.decision is not None
    then = replace(view.passage, in_open_zone=True)
    left = replace(view.passage, in_open_zone=False)
    view = replace(view, passage=left, decision=replace(view.decision, passage=then))
    assert ("In open zone", "yes") in desk.window.detail._facts(view)


def test_a_card_does_not_say_let_in_when_the_gate_was_not_opened(desk):
    view = make_view(desk.clock, plate="AB123CD", action=Action.OPEN, reason=Reason.ALLOW_LISTED)
    result = GateResult(
        intent_id="i1",
        gate_id="gate-1",
        outcome=Outcome.REFUSED,
        code="gate.wait_moving",
        finished_at=desk.clock.utc_now(),
        latency_ms=1.0,
    )
    desk.site.bus.passage_changed.emit(replace(view, result=result))
    (card,) = desk.window.findChildren(EventCard)
    assert card._word() == "NOT OPENED"


def test_an_opening_by_hand_has_a_whole_sentence(desk):
    view = make_view(desk.clock, plate="AB123CD", action=Action.OPEN, reason=Reason.ALLOW_BY_HAND)
    assert view.decision is not None
    decision = replace(view.decision.decision, context=(("plate", "AB123CD"), ("actor", "")))
    view = replace(view, decision=replace(view.decision, decision=decision))
    said = desk.window._explain.sentence(view)
    assert said.startswith("Opened by somebody who was not signed in.")
    assert "—" not in said
