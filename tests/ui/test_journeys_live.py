# SPDX-License-Identifier: AGPL-3.0-or-later
"""J1, J2, J3, J4 and J7 of the screen specification, touch by touch on the real window."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alpr_kiosk.domain.events import Action, CommandSource, Priority, Reason
from alpr_kiosk.domain.intents import AskReopened, KeyOpeningLogged, ReasonGiven
from alpr_kiosk.domain.plate_queries import PlatesLikeWanted
from alpr_kiosk.domain.visit_intents import QuickPassMade
from tests.ui.conftest import Desk
from tests.ui.finger import Finger


@pytest.fixture
def guard(desk: Desk) -> Desk:
    desk.window.people.start_shift("Guard 07")
    return desk


def opened(desk: Desk) -> None:
    """The gate did what the last opening asked for."""
    opening = desk.site.openings[-1]
    desk.site.answer(opening)
    desk.site.bus.override_done.emit(opening.intent_id, opening.gate_id)


def stranger(desk: Desk, **changes):
    return desk.site.passage(
        action=Action.ASK, reason=Reason.ASK_UNKNOWN_WAITING, owner="", **changes
    )


def test_j1_an_unknown_delivery_takes_two_touches(guard):
    view = stranger(guard)
    ask = guard.site.ask(view)
    guard.run(0.5)
    finger = Finger(guard)
    finger.hold("ask.let_in")
    guard.site.bus.ask_closed.emit(ask.decision_id, "ask.let_in")
    guard.site.bus.ask_changed.emit(None)
    opened(guard)
    finger.tap("override.reason.delivery")
    assert finger.touches == 2
    (opening,) = guard.site.openings
    assert (opening.source, opening.actor) == (CommandSource.ASK, "Guard 07")
    assert opening.passage_id == view.passage.passage_id
    (given,) = guard.site.of(ReasonGiven)
    assert (given.event_id, given.reason, given.actor) == (
        opening.intent_id,
        "delivery",
        "Guard 07",
    )
    assert not guard.window.reasons.isVisible()


def test_j2_nobody_answers_and_the_car_still_stands_there(guard):
    view = stranger(guard)
    ask = guard.site.ask(view)
    for left in range(19, -1, -1):
        guard.run(1.0, step=0.25)
        guard.site.ask(view, seconds_left=left)
    guard.site.bus.passage_changed.emit(replace(view, decide_again=True))
    guard.site.bus.ask_closed.emit(ask.decision_id, "decision.timeout.closed")
    guard.site.bus.ask_changed.emit(None)
    assert guard.site.openings == [], "at zero nothing is sent"
    finger = Finger(guard)
    finger.tap(f"live.chip.{view.passage.passage_id}")
    (again,) = guard.site.of(AskReopened)
    assert (again.passage_id, again.actor) == (view.passage.passage_id, "Guard 07")
    guard.site.bus.passage_changed.emit(view)
    guard.site.ask(view)
    guard.run(0.5)
    finger.hold("ask.let_in")
    guard.site.bus.ask_changed.emit(None)
    opened(guard)
    finger.tap("override.reason.visitor")
    assert finger.touches == 3
    assert len(guard.site.openings) == 1


def test_j3_the_camera_is_dead_and_a_resident_stands_at_the_gate(guard):
    finger = Finger(guard)
    finger.tap("live.type_plate")
    for char in "KL5B":
        finger.tap(f"keypad.key.{char}")
    query = [one for one in guard.site.queries if isinstance(one, PlatesLikeWanted)][-1]
    assert query.text == "KL5B"
    guard.site.look_up(query)
    page = guard.window.navigator.page
    assert [tile.entry.text for tile in page.results.tiles] == ["KL58MNO"]
    assert "B=8" in page.results.tiles[0].accessibleName()
    finger.tap("keypad.result.0")
    assert page.found.plate == "KL58MNO"
    finger.hold("type_plate.let_in.gate-1")
    (opening,) = guard.site.openings
    assert (opening.gate_id, opening.plate) == ("gate-1", "KL58MNO")
    assert opening.held_ms >= 600
    opened(guard)
    finger.tap("override.reason.resident")
    assert finger.touches == 8
    (given,) = guard.site.of(ReasonGiven)
    assert (given.reason, given.note) == ("resident", "KL58MNO")
    assert guard.window.page == "live"


def test_j3_an_exact_plate_is_the_first_of_its_look_alikes(guard):
    guard.site.set_entries("A80", "AB0", "ABO")
    finger = Finger(guard)
    finger.tap("live.type_plate")
    for char in "AB0":
        finger.tap(f"keypad.key.{char}")
    guard.site.look_up(guard.site.queries[-1])
    tiles = guard.window.navigator.page.results.tiles
    assert tiles[0].entry.text == "AB0"
    assert {tile.entry.text for tile in tiles} | {
        entry.text for entry in guard.window.navigator.page._answer.rows
    } == {"A80", "AB0", "ABO"}


def test_j4_a_visitor_for_a_day_takes_five_touches(guard):
    view = stranger(guard, plate="NV62LPA")
    guard.site.set_entries(("VV11VVV", "Unit 3"))
    finger = Finger(guard)
    finger.tap(f"live.card.{view.passage.passage_id}")
    finger.tap("why.pass")
    finger.tap("quick_pass.host.0")
    finger.tap("quick_pass.time.today")
    finger.hold("quick_pass.save_and_let_in")
    assert finger.touches == 5
    (made,) = guard.site.of(QuickPassMade)
    assert (made.plate, made.host, made.lasts, made.actor) == (
        "NV62LPA",
        "Unit 3",
        None,
        "Guard 07",
    )
    assert guard.site.openings == [], "first the pass is kept"
    guard.site.answer(made, code="pass.saved", plate="NV62LPA", time="00:00")
    (opening,) = guard.site.openings
    assert (opening.source, opening.gate_id) == (CommandSource.PASS, "gate-1")
    assert opening.passage_id == view.passage.passage_id
    opened(guard)
    assert not guard.window.reasons.isVisible(), "the pass says why"
    assert guard.window.page == "live"


def test_j7_the_relay_is_lost(guard):
    guard.site.gate(
        "gate-1",
        name="Gate 1",
        relay_reachable=False,
        fault_code="relay.gone",
        context=(("time", "13:00"),),
    )
    guard.site.alert("relay.gone", "gate-1", priority=Priority.HIGH)
    assert guard.control("gate.gate-1.open").text() == "NO RELAY"
    finger = Finger(guard)
    finger.tap("gate.gate-1.open")
    assert len(guard.window.steps.steps) == 3
    told = guard.window.steps.accessibleDescription()
    assert told.count("No link to the relay of Gate 1") == 1
    assert "Turn the key switch at the gate cabinet." in told
    finger.tap("steps.by_key")
    (logged,) = guard.site.of(KeyOpeningLogged)
    guard.site.answer(logged)
    guard.site.bus.override_done.emit(logged.intent_id, "gate-1")
    finger.tap("override.reason.resident")
    assert finger.touches == 3
    (given,) = guard.site.of(ReasonGiven)
    assert given.event_id == logged.intent_id
    guard.site.gate("gate-1", name="Gate 1")
    guard.run(5.0, step=0.25)
    assert guard.site.openings == [], "nothing is sent when the relay returns"


def test_a_pass_ends_tonight_at_the_site(guard):
    """J4: "Today" is midnight of the site's zone."""
    guard.window.navigator.go("quick_pass")
    page = guard.window.navigator.page
    page.times["today"].click()
    assert page.lasts is None
    assert page.until == "until midnight"
    page.times["2h"].click()
    assert page.lasts == timedelta(hours=2)
    end = guard.clock.utc_now() + timedelta(hours=2)
    assert isinstance(end, datetime)
    assert guard.window.around.local.hm(end) in page.until
