# SPDX-License-Identifier: AGPL-3.0-or-later
"""The language changes while the program runs, and nothing is lost of what was on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.events import Action, Reason
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.look import LookSettings
from alpr_kiosk.runtime.bus import SiteBus
from tests.fakes.pseudo import pseudo
from ui import site_memory
from ui.language import Speaker

UNKNOWN = {"action": Action.ASK, "reason": Reason.ASK_UNKNOWN_WAITING, "owner": ""}


@pytest.fixture(autouse=True)
def english_again(qapp):
    yield
    Speaker().speak("en")


def speak(desk, code: str) -> None:
    desk.window.look_desk.attempt(replace(desk.window.look_desk.shown, language=code))
    desk.window.tick()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_all_that_was_on_the_screen_is_there_in_the_other_language(build):
    desk = build(speaker="pseudo")
    desk.site.gate("gate-1", name="Gate 1", state=GateState.OPEN)
    desk.site.passage(number=7, plate="KL58MNO")
    desk.site.alert("relay.gone", "gate-2", context=(("gate", "Gate 2"),))
    desk.window.show_alerts()
    before = desk.window.gates.geometry()
    speak(desk, "xa")
    assert desk.window.page == "alerts"
    panel = desk.window.gates.panels["gate-1"]
    assert panel.view.state is GateState.OPEN
    assert panel.open_key.text() == pseudo("OPEN")
    assert desk.window.gates.geometry() == before
    assert desk.window.banner.alert is not None
    assert [card.view.passage.consensus.text for card in desk.window.live.rail.cards] == ["KL58MNO"]
    desk.window.navigator.back()
    assert desk.window.page == "live"
    speak(desk, "en")
    assert desk.window.gates.panels["gate-1"].open_key.text() == "OPEN"


def test_an_open_question_is_not_touched_and_the_change_waits(build):
    desk = build(speaker="pseudo")
    view = desk.site.passage(number=1, **UNKNOWN)
    ask = desk.site.ask(view)
    overlay = desk.window.ask
    speak(desk, "xa")
    assert desk.window.ask is overlay
    assert desk.window.look_desk.waits == "look.waits.question"
    desk.site.bus.ask_changed.emit(None)
    desk.site.bus.ask_closed.emit(ask.decision_id, "ask.kept_closed")
    desk.window.tick()
    assert desk.window.ask is not overlay
    assert desk.window.look_desk.waits == ""


def test_a_form_that_is_open_keeps_what_was_typed(build):
    desk = build(speaker="pseudo")
    desk.window.show_lists()
    for digit in "482913":
        desk.window.pin.type_digit(digit)
    pad = desk.window.pin
    speak(desk, "xa")
    assert desk.window.pin is pad
    assert desk.window.look_desk.waits == "look.waits.form"
    desk.window.escape()
    desk.window.tick()
    assert desk.window.pin is not pad


def test_a_hold_is_not_cut_off(build):
    desk = build(speaker="pseudo")
    key = desk.window.gates.panels["gate-1"].open_key
    key.begin()
    assert key.holding
    speak(desk, "xa")
    assert desk.window.gates.panels["gate-1"].open_key is key
    desk.run(0.7)
    assert len(desk.site.openings) == 1


def test_twenty_changes_leave_nothing_behind(build):
    desk = build(speaker="pseudo")
    speak(desk, "xa")
    speak(desk, "en")
    before = len(desk.window.findChildren(QWidget))
    top = len(desk.window.children())
    for _ in range(5):
        speak(desk, "xa")
        speak(desk, "en")
    assert len(desk.window.findChildren(QWidget)) == before
    assert len(desk.window.children()) == top
    desk.site.gate("gate-1", name="Gate 1", state=GateState.FAULT)
    assert desk.window.gates.panels["gate-1"].view.state is GateState.FAULT


def test_one_answer_is_taken_once_after_a_change(build):
    desk = build(speaker="pseudo")
    speak(desk, "xa")
    desk.window.gates.panels["gate-1"].open_key.completed.emit(600)
    assert len(desk.site.openings) == 1
    desk.window.end_session()
    desk.window.lock_screen()
    assert desk.window.page == "lock"


def test_the_language_of_the_record_is_spoken_from_the_start(build):
    desk = build(speaker="pseudo", look=LookSettings(language="xa"))
    assert desk.window.gates.lockdown.text() == pseudo("LOCKDOWN")


def test_every_signal_of_the_site_is_kept_or_known_as_an_event():
    """A new signal must be sorted: a state that is not kept would be gone after a change."""
    sorted_in = [*site_memory.SAID_ONCE, *site_memory.BY_ID, *site_memory.OWN, *site_memory.EVENTS]
    assert sorted(sorted_in) == sorted(site_memory.SIGNALS)


def test_what_was_said_once_is_said_again(qapp):
    bus = SiteBus()
    memory = site_memory.SiteMemory(bus)
    for name in site_memory.SAID_ONCE:
        getattr(bus, name).emit(f"old {name}")
        getattr(bus, name).emit(name)
    branch = memory.branch(memory)
    heard: list[object] = []
    for name in site_memory.SAID_ONCE:
        getattr(branch, name).connect(heard.append)
    memory.tell(branch)
    assert heard == list(site_memory.SAID_ONCE)
    bus.health_changed.emit("newer")
    assert heard[-1] == "newer"
