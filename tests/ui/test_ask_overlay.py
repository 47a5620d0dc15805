# SPDX-License-Identifier: AGPL-3.0-or-later
"""S02: a question to the guard ends closed unless somebody holds LET IN."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtTest import QTest

from alpr_kiosk.domain.events import Action, CommandSource, Outcome, Reason
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import AskAnswered, IntentAnswer, PinSubmitted
from alpr_kiosk.domain.lists import ListEntry, ListKind, WeeklyWindow
from alpr_kiosk.domain.plate_queries import EntriesShownWanted, ShownEntry
from tests.fakes.site import make_result
from tests.ui.finger import Finger
from tests.ui.proof import Painted
from ui.viewmodels.entry_words import facts

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


def test_seconds_that_pass_paint_the_seconds_alone(asked):
    """The whole of it takes as long to paint as three pictures, and comes four times a second."""
    overlay = asked.window.ask
    asked.site.ask(overlay.ask.view, seconds_left=19, total=2)
    painted = Painted(overlay)
    painted.heights()
    asked.site.ask(overlay.ask.view, seconds_left=19, total=2)
    assert painted.heights() == []
    asked.site.ask(overlay.ask.view, seconds_left=18, total=2)
    (height,) = painted.heights()
    assert height <= 92


def test_no_picture_is_painted_under_a_question_nor_the_question_with_it(asked):
    """Sixty pictures a second under it took four times as long to paint as beside it."""
    overlay, tile = asked.window.ask, asked.window.live.tiles["cam-1"]
    covering, under = Painted(overlay), Painted(tile)

    def frame(seq):
        asked.run(0.1)
        asked.site.frame("cam-1", seq=seq)
        return covering.heights(), under.heights()

    frame(1)
    assert frame(2) == ([], [])
    asked.site.bus.ask_changed.emit(None)
    covering.heights()
    assert under.heights() != []
    assert frame(3)[1] != []


@pytest.mark.parametrize(
    "what", ["plate", "doubt", "decision", "crop", "lane", "result", "masked", "warning", "queue"]
)
def test_whatever_else_changes_is_painted(asked, what):
    overlay = asked.window.ask
    view = overlay.ask.view
    asked.site.ask(view, seconds_left=19, total=2)
    painted = Painted(overlay)
    painted.heights()
    total = 2
    match what:
        case "plate":
            consensus = replace(view.passage.consensus, text="AB12CDF")
            view = replace(view, passage=replace(view.passage, consensus=consensus))
        case "doubt":
            view = asked.site.passage(
                action=Action.ASK, reason=Reason.ASK_UNKNOWN_WAITING, owner="", doubtful=2
            )
        case "decision":
            view = replace(view, decision=replace(view.decision))
        case "crop":
            view = replace(view, crop=replace(view.crop))
        case "lane":
            view = replace(view, lane=None)
        case "result":
            result = make_result(asked.clock, Outcome.FAILED, "relay.timeout")
            view = replace(view, result=result)
        case "masked":
            overlay.masked = True
        case "warning":
            overlay.set_long_hold(True, "Gate A is in lockdown.")
        case "queue":
            total = 3
    if what != "warning":  # the desk says that one with each question anew
        asked.site.ask(view, seconds_left=19, total=total)
    assert max(painted.heights()) >= overlay.keep_closed.y()


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
    asked.site.gate("gate-1", name="Gate 1", state=GateState.CLOSED)
    for left in range(19, -1, -1):
        asked.run(1.0, step=0.25)
        asked.site.ask(asked.window.ask.ask.view, seconds_left=left)
    asked.site.bus.ask_closed.emit(asked.window.ask.ask.decision_id, "decision.timeout.closed")
    asked.site.bus.ask_changed.emit(None)
    assert not asked.window.ask.isVisible()
    assert asked.site.intents == []
    assert "Gate 1 stays closed" in asked.window.toast.text


SAID = {
    GateState.CLOSED: "Gate 1 stays closed",
    GateState.UNKNOWN: "Gate 1 was not opened for this car",
    GateState.LOCKED_OUT: "Gate 1 was not opened for this car",
    GateState.OPENING: "Gate 1 is opening",
    GateState.OPEN: "Gate 1 is open.",
    GateState.HELD_OPEN: "Gate 1 is held open",
    GateState.CLOSING: "Gate 1 is closing",
    GateState.FAULT: "What Gate 1 does is not certain",
}


def time_out(asked) -> None:
    asked.site.bus.ask_closed.emit(asked.window.ask.ask.decision_id, "decision.timeout.closed")
    asked.site.bus.ask_changed.emit(None)


@pytest.mark.parametrize("state", list(GateState))
def test_at_zero_it_is_said_what_the_gate_does(asked, state):
    """Also a gate that another opening opens, and one that no contact tells of."""
    asked.site.gate("gate-1", name="Gate 1", state=state)
    time_out(asked)
    assert SAID[state] in asked.window.toast.text
    assert ("stays closed" in asked.window.toast.text) is (state is GateState.CLOSED)


def test_a_command_whose_end_is_not_known_leaves_the_gate_in_doubt(asked):
    asked.site.gate("gate-1", name="Gate 1", state=GateState.CLOSED, automatic_blocked=True)
    time_out(asked)
    assert "not certain" in asked.window.toast.text


def test_an_opening_while_it_is_read_takes_the_words_back(asked):
    """The race: the toast is there for 4 s, and somebody holds OPEN meanwhile."""
    asked.site.gate("gate-1", name="Gate 1", state=GateState.CLOSED)
    time_out(asked)
    asked.run(1.0)
    assert "stays closed" in asked.window.toast.text
    Finger(asked).hold("gate.gate-1.open")
    asked.run(0.25, step=0.25)
    assert asked.window.gates.sending("gate-1")
    assert "was not opened for this car" in asked.window.toast.text
    asked.site.gate("gate-1", name="Gate 1", state=GateState.OPENING)
    assert "Gate 1 is opening" in asked.window.toast.text


def test_an_opening_after_it_was_read_says_nothing_of_the_question(asked):
    asked.site.gate("gate-1", name="Gate 1", state=GateState.CLOSED)
    time_out(asked)
    asked.run(5.0, step=0.25)
    assert asked.window.toast.text == ""
    asked.site.gate("gate-1", name="Gate 1", state=GateState.OPENING)
    assert asked.window.toast.text == ""


def test_of_two_questions_the_gate_of_the_one_that_ended_is_named(asked):
    """More time for the first: the second ends before it, behind it."""
    second = asked.site.passage(
        number=2, action=Action.ASK, reason=Reason.ASK_ONE_LOOK, lane=2, gate_id="gate-2"
    )
    asked.site.gate("gate-1", name="Gate 1", state=GateState.OPENING)
    asked.site.gate("gate-2", name="Gate 2", state=GateState.CLOSED)
    asked.site.bus.ask_closed.emit(second.decision.decision_id, "decision.timeout.closed")
    assert "Gate 2 stays closed" in asked.window.toast.text


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


@pytest.mark.parametrize(
    "code", ["gate.deny_listed", "override.pin_limit", "decision.deny.lockdown"]
)
def test_a_tap_on_a_long_let_in_asks_for_a_pin_and_then_the_usual_hold_opens(asked, code):
    """screens.md 3.2 and S04: a PIN, or a hold of 3 s; the question comes back with both."""
    window, ask = asked.window, asked.window.ask
    asked.site.gate("gate-1", needs_long_hold=True, warning_code=code)
    asked.run(0.5)
    assert ask.let_in_key.caption == "PIN, or hold 3 s"
    Finger(asked).tap("ask.let_in")
    assert window.pin.isVisible()
    assert window.chip.isVisible(), "the question counts on in sight"
    for digit in "482913":
        window.pin.type_digit(digit)
    window.pin.ok.click()
    (pin,) = asked.site.of(PinSubmitted)
    asked.site.bus.intent_answered.emit(
        IntentAnswer(intent_id=pin.intent_id, ok=True, context=(("session", "s1"),))
    )
    assert (window.pin.isVisible(), ask.isVisible(), window.chip.isVisible()) == (
        *(False, True, False),
    )
    assert window.focusWidget() is ask.let_in_key
    asked.run(0.5)
    assert ask.let_in_key.caption == "hold"
    Finger(asked).hold("ask.let_in")
    (opening,) = asked.site.openings
    assert (opening.source, opening.session) == (CommandSource.ASK, "s1")
    assert opening.decision_id == ask.ask.decision_id
    assert ask.let_in_key.caption == "PIN, or hold 3 s", "it was good for one opening"


def test_a_pin_that_nobody_knows_brings_the_question_back_and_3_s_open(asked):
    window = asked.window
    asked.site.gate("gate-1", needs_long_hold=True, warning_code="gate.deny_listed")
    asked.run(0.5)
    Finger(asked).tap("ask.let_in")
    window.pin.cancel_key.click()
    assert (window.pin.isVisible(), window.ask.isVisible()) == (False, True)
    asked.run(0.5)
    QTest.mousePress(window.ask.let_in_key, LEFT)
    asked.run(3.2, step=0.1)
    QTest.mouseRelease(window.ask.let_in_key, LEFT)
    (opening,) = asked.site.openings
    assert (opening.session, opening.held_ms >= 3000) == ("", True)


def test_a_gate_that_moves_asks_for_no_pin(asked):
    asked.site.gate("gate-1", needs_long_hold=True, warning_code="gate.wait_moving")
    asked.run(0.5)
    assert asked.window.ask.let_in_key.caption == "hold 3 s"
    Finger(asked).tap("ask.let_in")
    assert not asked.window.pin.isVisible()


def test_a_car_that_is_on_no_list_is_let_in_by_the_usual_hold(asked):
    """screens.md S02, rules 21: only banned, the limit, lockdown and doubt ask for more."""
    asked.run(0.5)
    assert asked.window.ask.let_in_key.caption == "hold"
    Finger(asked).hold("ask.let_in")
    assert len(asked.site.openings) == 1


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


def test_what_to_ask_for_is_said(desk):
    view = desk.site.passage(action=Action.ASK, reason=Reason.ASK_SECOND_FACTOR)
    decided = replace(
        view.decision,
        decision=replace(
            view.decision.decision, context=(("who", "Unit 14"), ("factor", "ID card"))
        ),
    )
    view = replace(view, decision=decided)
    desk.site.bus.passage_changed.emit(view)
    desk.site.ask(view)
    said = desk.window.ask.reason_text()
    assert said == "Unit 14 needs a second proof. Ask for ID card."
    known = ListEntry(entry_id="e1", kind=ListKind.ALLOW, plate="AB12CDE", second_factor="ID card")
    local, clock = desk.window.around.local, desk.clock
    assert ("Ask for", "ID card") in facts(known, local=local, clock=clock, gates={})
    desk.window.show_detail(view.passage.passage_id)
    assert desk.window.detail.sentence() == said
    assert ("Second proof", "ID card") in desk.window.detail.board.facts(view)


# --------------------------------------------------------------------- the owner and his photo


def photo() -> bytes:
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(0x335577)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"jpg")).write(image)
    return bytes(data.data())


def candidates(asked, jpeg: bytes) -> None:
    """Ask about a plate that may be either of two, and answer what is looked up."""
    view = asked.site.passage(
        number=5, action=Action.ASK, reason=Reason.ASK_LOOKALIKE_TIE, plate="KL5BMNO"
    )
    asked.site.ask(view)
    query = asked.site.queries[-1]
    assert isinstance(query, EntriesShownWanted)
    assert query.entry_ids == ("e1",)
    known = ListEntry(
        entry_id="e1",
        kind=ListKind.ALLOW,
        plate="AB12CDE",
        owner="Unit 14",
        vehicle="silver van",
        windows=tuple(WeeklyWindow(weekday=day, start=time(7), end=time(19)) for day in range(5)),
    )
    asked.site.found(query, (ShownEntry(entry=known, photo=jpeg),))


def test_the_owners_photo_stands_beside_the_picture(asked):
    candidates(asked, photo())
    side = asked.window.ask.side
    assert side.has_photo
    (candidate,) = asked.window.ask.ask.view.decision.decision.candidates
    assert side.words(candidate) == "Mo-Fr 07:00-19:00 · silver van"
    assert not asked.window.ask.grab().isNull()


@pytest.mark.parametrize("jpeg", [b"", b"no picture"])
def test_without_a_photo_there_is_a_silhouette(asked, jpeg):
    candidates(asked, jpeg)
    assert not asked.window.ask.side.has_photo
    assert not asked.window.ask.grab().isNull()


def test_a_look_up_that_fails_leaves_the_question_as_it_is(asked):
    view = asked.site.passage(number=5, action=Action.ASK, reason=Reason.ASK_NEAR_MATCH)
    asked.site.ask(view)
    asked.site.refuse(asked.site.queries[-1], "program.bug")
    assert not asked.window.ask.side.has_photo
    asked.run(0.5)
    QTest.mouseClick(asked.window.ask.keep_closed, LEFT)
    assert len(asked.site.of(AskAnswered)) == 1


def test_each_second_of_the_same_question_asks_only_once(asked):
    candidates(asked, photo())
    asked_before = len(asked.site.queries)
    asked.site.ask(asked.window.ask.ask.view, seconds_left=12)
    assert len(asked.site.queries) == asked_before
    assert asked.window.ask.side.has_photo


def test_on_a_lock_it_names_nobody_and_stays_where_it_is(asked):
    asked.window.lock_screen()
    asked.run(0.5)
    overlay = asked.window.ask
    assert overlay.masked
    for key in (overlay.why, overlay.correct):
        QTest.mouseClick(key, LEFT)
        assert overlay.isVisible()
    assert asked.window.page == "lock"
    assert not overlay.grab().isNull()
    QTest.mousePress(overlay.let_in_key, LEFT)
    asked.run(0.61)
    QTest.mouseRelease(overlay.let_in_key, LEFT)
    assert len(asked.site.openings) == 1
