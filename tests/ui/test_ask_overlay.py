# SPDX-License-Identifier: AGPL-3.0-or-later
"""S02: a question to the guard ends closed unless somebody holds LET IN."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.events import Action, CommandSource, Reason
from alpr_kiosk.domain.intents import AskAnswered

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def asked(desk):
    view = desk.site.passage(action=Action.ASK, reason=Reason.ASK_UNKNOWN_WAITING, owner="")
    desk.site.ask(view, seconds_left=20, position=1, total=2)
    return desk


def test_it_shows_place_reason_countdown_and_queue(asked):
    overlay = asked.window.ask
    assert overlay.isVisible()
    assert "GATE 1" in overlay.title_text()
    assert "1 of 2" in overlay.title_text()
    assert "AB12CDE is not on a list" in overlay.reason_text()
    assert overlay.countdown == "20"
    view = overlay.ask.view
    asked.site.ask(view, seconds_left=19)
    assert overlay.countdown == "19"
    assert "ends closed" in overlay.accessibleDescription()


def test_touches_of_the_first_400_ms_are_ignored(asked):
    QTest.mouseClick(asked.window.ask.keep_closed, LEFT)
    assert asked.site.of(AskAnswered) == []
    asked.run(0.41)
    QTest.mouseClick(asked.window.ask.keep_closed, LEFT)
    (answer,) = asked.site.of(AskAnswered)
    assert answer.answer == "keep_closed"


def test_a_hold_that_began_in_the_guard_time_does_not_open(asked):
    key = asked.window.ask.let_in_key
    QTest.mousePress(key, LEFT)
    asked.run(1.5)
    QTest.mouseRelease(key, LEFT)
    assert asked.site.openings == []


def test_let_in_needs_a_hold_and_names_the_decision(asked):
    asked.run(0.5)
    key = asked.window.ask.let_in_key
    QTest.mouseClick(key, LEFT)
    assert asked.site.openings == []
    QTest.mousePress(key, LEFT)
    asked.run(0.61)
    QTest.mouseRelease(key, LEFT)
    (opening,) = asked.site.openings
    assert opening.source is CommandSource.ASK
    assert opening.decision_id == asked.window.ask.ask.decision_id
    assert opening.passage_id == asked.window.ask.ask.view.passage.passage_id


def test_more_time_until_it_is_used_up(asked):
    asked.run(0.5)
    QTest.mouseClick(asked.window.ask.more_time, LEFT)
    assert [a.answer for a in asked.site.of(AskAnswered)] == ["more_time"]
    asked.site.ask(asked.window.ask.ask.view, extensions_left=0)
    assert not asked.window.ask.more_time.isEnabled()


def test_escape_is_the_safe_answer(asked):
    asked.run(0.5)
    QTest.keyClick(asked.window.ask.keep_closed, Qt.Key.Key_Escape)
    assert [a.answer for a in asked.site.of(AskAnswered)] == ["keep_closed"]
    assert asked.site.openings == []


def test_nobody_answers_and_nothing_is_sent(asked):
    for left in range(19, -1, -1):
        asked.run(1.0, step=0.25)
        asked.site.ask(asked.window.ask.ask.view, seconds_left=left)
    asked.site.bus.ask_closed.emit(asked.window.ask.ask.decision_id, "decision.timeout.closed")
    asked.site.bus.ask_changed.emit(None)
    assert not asked.window.ask.isVisible()
    assert asked.site.intents == []
    assert "stays closed" in asked.window.toast.text


def test_the_next_question_guards_its_own_first_moment(asked):
    asked.run(1.0)
    view = asked.site.passage(number=2, action=Action.ASK, reason=Reason.ASK_ONE_LOOK)
    asked.site.ask(view)
    QTest.mouseClick(asked.window.ask.keep_closed, LEFT)
    assert asked.site.of(AskAnswered) == []


def test_the_focus_starts_on_keep_closed(asked):
    assert asked.window.focusWidget() is asked.window.ask.keep_closed


def test_a_warning_of_the_gate_makes_let_in_long(asked):
    asked.site.gate("gate-1", needs_long_hold=True, warning_code="gate.deny_listed")
    asked.run(0.5)
    key = asked.window.ask.let_in_key
    QTest.mousePress(key, LEFT)
    asked.run(1.0)
    QTest.mouseRelease(key, LEFT)
    assert asked.site.openings == []


def test_why_leads_to_the_reasons_and_live_brings_the_question_back(asked):
    asked.run(0.5)
    QTest.mouseClick(asked.window.ask.why, LEFT)
    assert asked.window.page == "why"
    asked.site.ask(asked.window.ask.ask.view, seconds_left=12)
    assert not asked.window.ask.isVisible()
    asked.window.show_live()
    assert asked.window.ask.isVisible()
    assert asked.window.ask.countdown == "12"


def test_a_question_does_not_cover_a_pin_pad(asked):
    asked.site.bus.ask_changed.emit(None)
    asked.window.show_lists()
    view = asked.site.passage(number=3, action=Action.ASK, reason=Reason.ASK_ONE_LOOK)
    asked.site.ask(view)
    pad = asked.window.pin
    center = pad.mapTo(asked.window, pad.rect().center())
    top = asked.window.childAt(center)
    assert top is pad or pad.isAncestorOf(top)
