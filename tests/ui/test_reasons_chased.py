# SPDX-License-Identifier: AGPL-3.0-or-later
"""S04: a reason is asked for until it is given, and kept until it is saved (T07)."""

from __future__ import annotations

import pytest

from alpr_kiosk.domain.intents import ReasonGiven
from alpr_kiosk.domain.people_queries import UnexplainedWanted
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.shift import UnexplainedOpening
from alpr_kiosk.runtime.views import SiteHealth
from tests.ui.conftest import Desk
from tests.ui.finger import LEFT, Finger, QTest
from ui.missing_reasons import AGAIN_S, LOOK_AGAIN_S, LOOK_BACK
from ui.screen_spec import RailKey, ScreenSpec
from ui.screens.live import LiveScreen
from ui.widgets.event_card import CardChip
from ui.widgets.nav_rail import NavRail


@pytest.fixture
def opened(desk: Desk) -> Desk:
    """A guard has opened the gate for a car, by the bar."""
    desk.window.people.start_shift("Guard 07")
    desk.site.passage()
    Finger(desk).hold("gate.gate-1.open")
    (opening,) = desk.site.openings
    desk.site.answer(opening)
    desk.site.bus.override_done.emit(opening.intent_id, "gate-1")
    return desk


def chip(desk: Desk) -> CardChip:
    (card,) = desk.window.live.rail.cards
    return card.shown_chip


def test_after_twenty_seconds_the_card_says_that_it_is_missing(opened):
    assert chip(opened) is CardChip.NONE, "not while the sheet asks"
    opened.run(20.5, step=0.5)
    assert not opened.window.reasons.isVisible()
    assert chip(opened) is CardChip.MISSING
    assert opened.site.of(ReasonGiven) == []
    (item,) = opened.window.around.reasons.missing
    assert item.event_id == opened.site.openings[0].intent_id
    Finger(opened).tap(f"live.chip.{item.passage_id}")
    assert opened.window.reasons.isVisible()
    Finger(opened).tap("override.reason.delivery")
    (given,) = opened.site.of(ReasonGiven)
    opened.site.answer(given)
    assert chip(opened) is CardChip.NONE
    assert opened.window.around.reasons.missing == ()


def test_the_page_behind_the_card_asks_too(opened):
    Finger(opened).tap("override.close")
    (item,) = opened.window.around.reasons.missing
    opened.window.show_detail(item.passage_id)
    Finger(opened).tap("why.reason")
    Finger(opened).tap("override.reason.visitor")
    opened.site.answer(opened.site.of(ReasonGiven)[-1])
    assert not opened.window.detail.reason_key.isVisible()


def test_a_reason_that_is_not_saved_is_kept_and_sent_again(opened):
    Finger(opened).tap("override.reason.delivery")
    (given,) = opened.site.of(ReasonGiven)
    opened.site.answer(given, ok=False, code="db.gone")
    assert "not saved yet" in opened.window.toast.text
    assert chip(opened) is CardChip.UNSAVED
    opened.run(AGAIN_S - 1, step=0.5)
    assert len(opened.site.of(ReasonGiven)) == 1
    opened.run(1.5, step=0.5)
    assert opened.site.of(ReasonGiven) == [given, given]
    opened.site.answer(given)
    opened.window.tick()
    assert chip(opened) is CardChip.NONE


def test_a_reason_without_an_answer_counts_as_not_saved(opened):
    Finger(opened).tap("override.reason.delivery")
    assert chip(opened) is CardChip.NONE
    opened.run(2.25, step=0.25)
    assert chip(opened) is CardChip.UNSAVED
    opened.site.answer(opened.site.of(ReasonGiven)[0])
    opened.window.tick()
    assert chip(opened) is CardChip.NONE


def test_a_misread_plate_may_be_linked_with_one_more_tap(opened):
    Finger(opened).tap("override.reason.misread")
    (given,) = opened.site.of(ReasonGiven)
    assert given.note == "", "the reason does not wait for it"
    assert opened.window.reasons.isVisible()
    Finger(opened).tap("override.read.0")
    last = opened.site.of(ReasonGiven)[-1]
    assert (last.event_id, last.reason, last.note) == (given.event_id, "misread", "AB12CDE")
    assert not opened.window.reasons.isVisible()


def test_other_reasons_ask_no_more(opened):
    Finger(opened).tap("override.reason.taxi")
    assert not opened.window.reasons.isVisible()


def test_a_read_from_long_before_is_not_offered(desk):
    desk.window.people.start_shift("Guard 07")
    desk.site.passage(in_zone=False)
    desk.run(25.0, step=1.0)
    desk.site.bus.override_done.emit("e1", "gate-1")
    Finger(desk).tap("override.reason.misread")
    assert not desk.window.reasons.isVisible()


def test_the_number_stands_on_the_key_of_the_hand_over(desk):
    spec = ScreenSpec(
        name="handover",
        make=LiveScreen,
        rail=RailKey(label="Hand-over", icon="lists", shortcut="F5"),
    )
    rail = NavRail(look=desk.window.look, specs=(spec,))
    rail.set_badge("handover", 3)
    rail.set_badge("nowhere", 1)
    assert rail.keys["handover"].badge == 3
    assert "3" in rail.keys["handover"].accessibleDescription()
    assert not rail.grab().isNull()
    rail.deleteLater()


def test_the_window_tells_the_rail(opened, monkeypatch):
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(
        opened.window.nav, "set_badge", lambda name, number: told.append((name, number))
    )
    QTest.mouseClick(opened.control("override.close"), LEFT)
    assert told[-1] == ("handover", 1)


# ------------------------------------------------------------------- what the run before has left


def _left(desk: Desk) -> UnexplainedOpening:
    view = desk.site.passage()
    return UnexplainedOpening(
        intent_id="before",
        gate_id="gate-1",
        at=desk.clock.utc_now(),
        actor="Guard 07",
        passage_id=view.passage.passage_id,
    )


def test_openings_of_the_run_before_are_asked_about_on_card_and_rail(desk):
    left = _left(desk)
    desk.site.answers[UnexplainedWanted] = lambda _query: (left,)
    desk.site.bus.health_changed.emit(SiteHealth())
    (query,) = [one for one in desk.site.queries if isinstance(one, UnexplainedWanted)]
    assert query.since == desk.clock.utc_now() - LOOK_BACK
    assert chip(desk) is CardChip.MISSING
    assert desk.window.nav.keys["handover"].badge == 1
    desk.site.bus.health_changed.emit(SiteHealth())
    assert sum(isinstance(one, UnexplainedWanted) for one in desk.site.queries) == 1
    Finger(desk).tap(f"live.chip.{left.passage_id}")
    Finger(desk).tap("override.reason.delivery")
    (given,) = desk.site.of(ReasonGiven)
    assert given.event_id == "before"
    desk.site.answer(given)
    assert (chip(desk), desk.window.nav.keys["handover"].badge) == (CardChip.NONE, 0)


def test_a_record_that_could_not_be_read_is_asked_again(desk):
    desk.site.bus.health_changed.emit(SiteHealth())
    (query,) = [one for one in desk.site.queries if isinstance(one, UnexplainedWanted)]
    desk.site.bus.query_answered.emit(
        QueryAnswer(query_id=query.query_id, ok=False, code="storage.failed")
    )
    desk.run(LOOK_AGAIN_S - 1, step=1)
    desk.site.bus.health_changed.emit(SiteHealth())
    assert sum(isinstance(one, UnexplainedWanted) for one in desk.site.queries) == 1
    left = _left(desk)
    desk.site.answers[UnexplainedWanted] = lambda _query: (left,)
    desk.run(2, step=1)
    desk.site.bus.health_changed.emit(SiteHealth())
    assert [item.event_id for item in desk.window.around.reasons.missing] == ["before"]
