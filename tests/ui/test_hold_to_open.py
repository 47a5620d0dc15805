# SPDX-License-Identifier: AGPL-3.0-or-later
"""T02 and its neighbours: what moves a gate needs a hold, and a hold does nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain import intents as intents_module
from alpr_kiosk.domain.events import CommandKind, CommandSource
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import KeyOpeningLogged, LockdownStarted
from ui.widgets.keys import RingKey

LEFT = Qt.MouseButton.LeftButton


def open_key(desk, gate="gate-1") -> RingKey:
    key = desk.control(f"gate.{gate}.open")
    assert isinstance(key, RingKey)
    return key


def hold(desk, key, seconds: float) -> None:
    QTest.mousePress(key, LEFT)
    desk.run(seconds)
    QTest.mouseRelease(key, LEFT)


@pytest.mark.parametrize(("seconds", "openings"), [(0.59, 0), (0.61, 1), (2.5, 1)])
def test_only_a_hold_of_600_ms_opens(desk, seconds, openings):
    hold(desk, open_key(desk), seconds)
    assert len(desk.site.openings) == openings


def test_five_taps_do_nothing(desk):
    for _ in range(5):
        QTest.mouseClick(open_key(desk), LEFT)
        desk.run(0.05)
    assert desk.site.openings == []


def test_a_finger_that_slides_13_px_cancels(desk):
    key = open_key(desk)
    center = key.rect().center()
    QTest.mousePress(key, LEFT, pos=center)
    desk.run(0.5)
    QTest.mouseMove(key, center + QPoint(13, 0))
    desk.run(0.5)
    QTest.mouseRelease(key, LEFT, pos=center + QPoint(13, 0))
    assert desk.site.openings == []


def test_a_finger_that_slides_11_px_still_opens(desk):
    key = open_key(desk)
    center = key.rect().center()
    key.begin(QPointF(center))
    desk.run(0.5)
    key.slide(QPointF(center + QPoint(11, 0)))
    desk.run(0.2)
    key.end()
    assert len(desk.site.openings) == 1


def test_a_second_finger_is_ignored_while_one_holds(desk):
    key = open_key(desk)
    device = QTest.createTouchDevice()
    first, second = QPoint(30, 30), QPoint(90, 60)
    QTest.touchEvent(key, device).press(0, first, key).commit()
    desk.run(0.3)
    QTest.touchEvent(key, device).stationary(0).press(1, second, key).commit()
    desk.run(0.1)
    QTest.touchEvent(key, device).stationary(0).release(1, second, key).commit()
    desk.run(0.25)
    QTest.touchEvent(key, device).release(0, first, key).commit()
    assert len(desk.site.openings) == 1


def test_a_question_that_comes_meanwhile_does_not_take_the_hold_away(desk):
    """It takes the focus; the finger lies on OPEN all the same."""
    key = desk.control("gate.gate-1.open")
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    desk.run(0.3)
    desk.site.ask(desk.site.passage())
    assert desk.window.ask.isVisible()
    assert not key.hasFocus()
    desk.run(0.35)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)
    (opening,) = desk.site.openings
    assert opening.gate_id == "gate-1"


def test_space_held_ends_with_the_focus_for_its_release_goes_elsewhere(desk):
    key = desk.control("gate.gate-1.open")
    key.setFocus()
    QTest.keyPress(key, Qt.Key.Key_Space)
    desk.run(0.3)
    desk.site.ask(desk.site.passage())
    desk.run(0.5)
    assert not key.holding
    assert desk.site.openings == []


def test_space_held_opens_and_auto_repeat_does_not_restart_it(desk):
    key = open_key(desk)
    key.setFocus()
    QTest.keyPress(key, Qt.Key.Key_Space)
    desk.run(0.61)
    QTest.keyRelease(key, Qt.Key.Key_Space)
    assert len(desk.site.openings) == 1
    QTest.keyClick(key, Qt.Key.Key_Return)
    desk.run(1.0)
    assert len(desk.site.openings) == 1


def test_time_in_which_the_screen_was_frozen_is_not_held_time(desk):
    key = open_key(desk)
    QTest.mousePress(key, LEFT)
    desk.clock.advance(5.0)
    key.tick()
    QTest.mouseRelease(key, LEFT)
    assert desk.site.openings == []


def test_the_opening_names_the_car_in_the_open_zone(desk):
    view = desk.site.passage()
    hold(desk, open_key(desk), 0.61)
    (opening,) = desk.site.openings
    assert opening.gate_id == "gate-1"
    assert opening.source is CommandSource.BAR
    assert opening.passage_id == view.passage.passage_id
    assert opening.decision_id == view.decision.decision_id
    assert 600 <= opening.held_ms < 700


def test_a_car_that_left_is_not_named(desk):
    view = desk.site.passage()
    desk.site.bus.passage_closed.emit(view.passage.passage_id)
    hold(desk, open_key(desk), 0.61)
    (opening,) = desk.site.openings
    assert opening.passage_id is None


def test_with_a_warning_the_hold_takes_three_seconds(desk):
    desk.site.gate("gate-1", needs_long_hold=True, warning_code="gate.deny_listed")
    key = open_key(desk)
    hold(desk, key, 0.7)
    assert desk.site.openings == []
    hold(desk, key, 3.05)
    (opening,) = desk.site.openings
    assert opening.held_ms >= 3000
    assert "banned" in desk.control("gate.gate-1.state").detail


def test_waiting_counts_down_and_never_refuses(desk):
    desk.site.gate("gate-1", state=GateState.OPENING, wait_s=6.0, needs_long_hold=True)
    key = open_key(desk)
    assert key.text() == "WAIT 6 s"
    desk.run(2.0)
    assert key.text() == "WAIT 4 s"
    assert key.isEnabled()
    hold(desk, key, 3.05)
    assert len(desk.site.openings) == 1


def test_sending_shows_until_the_answer_and_then_gives_up(desk):
    key = open_key(desk)
    hold(desk, key, 0.61)
    assert key.text() == "SENDING"
    desk.site.answer(desk.site.openings[0])
    assert key.text() == "OPEN"
    hold(desk, key, 0.61)
    assert key.text() == "SENDING"
    desk.run(2.1)
    assert key.text() == "OPEN"
    assert "may have worked" in desk.window.toast.text
    assert len(desk.site.openings) == 2


def test_no_relay_shows_the_steps_and_sends_nothing(desk):
    desk.site.gate("gate-1", name="Gate 1", relay_reachable=False)
    key = open_key(desk)
    assert key.text() == "NO RELAY"
    QTest.mouseClick(key, LEFT)
    assert desk.site.openings == []
    assert desk.window.steps.isVisible()
    assert len(desk.window.steps.steps) == 3
    QTest.mouseClick(desk.window.steps.by_key, LEFT)
    (logged,) = desk.site.of(KeyOpeningLogged)
    assert logged.gate_id == "gate-1"
    assert desk.site.openings == []


def test_lockdown_needs_a_hold(desk):
    key = desk.control("gate.lockdown")
    QTest.mouseClick(key, LEFT)
    assert desk.site.of(LockdownStarted) == []
    hold(desk, key, 0.61)
    assert len(desk.site.of(LockdownStarted)) == 1


def test_there_is_no_close_command_anywhere():
    names = [name for name in dir(intents_module) if name[0].isupper()]
    assert not [name for name in names if "close" in name.lower()]
    assert "close" not in {kind.value for kind in CommandKind}
