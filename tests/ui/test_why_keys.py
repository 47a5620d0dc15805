# SPDX-License-Identifier: AGPL-3.0-or-later
"""S03: the keys below, the events before and after, and how long the pictures stay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.visit_intents import DecisionMarkedWrong
from tests.ui.conftest import Desk
from tests.ui.finger import Finger


@pytest.fixture
def why(desk: Desk) -> Desk:
    desk.window.people.start_shift("Guard 07")
    for number, plate in enumerate(("AA11AAA", "BB22BBB", "CC33CCC"), start=1):
        desk.site.passage(number=number, plate=plate)
        desk.clock.advance(10)
    desk.window.show_detail(f"{2:032x}")
    return desk


def test_left_and_right_are_the_events_before_and_after(why):
    detail = why.window.detail
    QTest.keyClick(why.window.focusWidget(), Qt.Key.Key_Left)
    assert detail.plate == "AA11AAA"
    assert not detail.earlier.isEnabled()
    QTest.keyClick(detail, Qt.Key.Key_Left)
    assert detail.plate == "AA11AAA"
    Finger(why).tap("why.later")
    Finger(why).tap("why.later")
    assert detail.plate == "CC33CCC"
    assert not detail.later.isEnabled()


def test_a_wrong_decision_is_marked_by_a_tap_on_why(why):
    finger = Finger(why)
    finger.tap("why.wrong_decision")
    finger.tap("why.wrong.should_ask")
    (marked,) = why.site.of(DecisionMarkedWrong)
    view = why.window.detail.view
    assert marked.decision_id == view.decision.decision_id
    assert (marked.why, marked.actor) == ("should_ask", "Guard 07")
    why.site.answer(marked, code="why.marked")
    assert why.window.toast.text.startswith("Noted as wrong.")


def test_escape_leaves_the_question_first(why):
    Finger(why).tap("why.wrong_decision")
    QTest.keyClick(why.window, Qt.Key.Key_Escape)
    assert not why.window.detail.sheet.isVisible()
    assert why.window.page == "why"
    QTest.keyClick(why.window, Qt.Key.Key_Escape)
    assert why.window.page == "live"


def test_a_wrong_plate_is_typed_and_the_way_back_leads_here(why):
    Finger(why).tap("why.wrong_plate")
    assert why.window.page == "type_plate"
    assert why.window.navigator.page.field.text() == "BB22BBB"
    why.window.navigator.back()
    assert why.window.page == "why"
    assert why.window.detail.plate == "BB22BBB"


def test_where_the_other_keys_lead(why):
    asked: list[tuple[str, object]] = []
    why.window.detail.wanted.connect(lambda name, argument: asked.append((name, argument)))
    finger = Finger(why)
    for key in ("why.history", "why.export"):
        finger.tap(key)
        assert why.window.page != "why"
        why.window.navigator.back()
        assert why.window.page == "why"
    finger.tap("why.add")
    assert asked[:3] == [
        ("history", "BB22BBB"),
        ("evidence", f"{2:032x}"),
        ("lists", "BB22BBB"),
    ]
    assert why.window.pin.isVisible(), "a list is changed by a supervisor"


def test_how_long_the_pictures_stay(why):
    detail = why.window.detail
    assert detail.kept.text().startswith("Pictures deleted in 71 h")
    left = detail.pictures_end - why.clock.utc_now()
    why.clock.advance(left.total_seconds() - (71 * 3600 + 20 * 60 + 5))
    why.window.tick()
    assert detail.kept.text() == "Pictures deleted in 71 h 20 min"
    why.clock.advance(72 * 3600)
    why.window.tick()
    assert detail.kept.text().startswith("Picture deleted on ")
    assert detail.board._deleted is not None
    assert not detail.grab().isNull()


def test_nobody_signed_in_is_asked_for_a_pin(desk):
    desk.window.show_detail(desk.site.passage().passage.passage_id)
    Finger(desk).tap("why.wrong_decision")
    assert desk.window.pin.isVisible()
    assert not desk.window.detail.sheet.isVisible()


def test_it_is_also_entered_by_the_id_of_a_passage(why):
    why.window.navigator.go("why", f"{3:032x}")
    assert why.window.detail.plate == "CC33CCC"
