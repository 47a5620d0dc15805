# SPDX-License-Identifier: AGPL-3.0-or-later
"""S19: a gate is tested by holds alone, after somebody said that he sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.commissioning_walk import SecondPulse, StepName, StepState
from alpr_kiosk.domain.intents import (
    CommissioningAnswered,
    GateSeenClear,
    PulseTestRequested,
    SettingsCheckRequested,
    SheetRequested,
)
from alpr_kiosk.domain.settings_intents import ConfigApplied, KeySet
from tests.ui.conftest import Builder, Desk
from ui.people import Session
from ui.scenes.gates import commissioning
from ui.screens.settings_gates import SettingsGates

LEFT = Qt.MouseButton.LeftButton
INSTALLER = Session(token="t", user="Ines", role="installer")


def opened(desk: Desk, role: str = "installer") -> SettingsGates:
    desk.window.people.elevate(replace(INSTALLER, role=role))
    desk.window.navigator.go("settings.gates")
    page = desk.window.navigator.page
    assert isinstance(page, SettingsGates)
    return page


def tell(desk: Desk, *pulses: int, said: SecondPulse | None = None) -> None:
    state = commissioning(desk.clock.monotonic(), *pulses)
    desk.site.bus.commissioning_changed.emit(replace(state, gate_id="gate-1", said=said))


def hold(desk: Desk, name: str, seconds: float) -> None:
    key = desk.control(name)
    QTest.mousePress(key, LEFT)
    desk.run(seconds)
    QTest.mouseRelease(key, LEFT)


@pytest.mark.parametrize(("seconds", "pulses"), [(0.59, 0), (0.61, 1)])
def test_a_pulse_needs_the_tick_and_a_whole_hold(desk: Desk, seconds: float, pulses: int) -> None:
    page = opened(desk)
    assert not page.test.key.isEnabled()
    page.test.clear.click()
    seen = desk.site.of(GateSeenClear)
    assert [(intent.gate_id, intent.session, intent.second) for intent in seen] == [
        ("gate-1", "t", False)
    ]
    hold(desk, "gates.test_pulse", seconds)
    sent = desk.site.of(PulseTestRequested)
    assert [(intent.gate_id, intent.second) for intent in sent] == [("gate-1", False)] * pulses
    assert desk.site.openings == []
    # The tick counts for one pulse.
    assert page.test.key.isEnabled() is (pulses == 0)


def test_a_tap_on_test_pulse_does_nothing(desk: Desk) -> None:
    page = opened(desk)
    page.test.clear.click()
    for _ in range(5):
        QTest.mouseClick(page.test.key, LEFT)
    assert desk.site.of(PulseTestRequested) == []


def test_the_tick_is_over_after_30_s_and_when_one_looks_away(desk: Desk) -> None:
    page = opened(desk)
    page.test.clear.click()
    desk.clock.advance(29.5)
    desk.window.tick()
    assert page.test.key.isEnabled()
    desk.clock.advance(0.6)
    desk.window.tick()
    assert not page.test.key.isEnabled()
    page.test.clear.click()
    desk.window.navigator.home()
    desk.window.navigator.go("settings.gates")
    assert not page.test.key.isEnabled()


def test_a_second_pulse_is_asked_for_as_such_while_the_gate_moves(desk: Desk) -> None:
    page = opened(desk)
    tell(desk, 4)
    page.test.clear.click()
    assert "turn back" in page.test.clear.text()
    hold(desk, "gates.test_pulse", 0.61)
    assert [intent.second for intent in desk.site.of(PulseTestRequested)] == [True]


def test_the_steps_are_shown_as_they_are_seen(desk: Desk) -> None:
    page = opened(desk)
    assert [state for state, _, _ in page.test.steps.lines] == [StepState.WAITING] * len(StepName)
    tell(desk, 5, 3)
    states = [state for state, _, _ in page.test.steps.lines]
    assert states == [StepState.OK] * 3 + [StepState.WAITING] * 2
    assert page.test.steps.lines[0][2] == "after 0.1 s"
    assert "1 of 3" in page.test.verdict.text()
    assert "Anybody in the network" in page.facts.findings.text()
    assert page.facts.findings.text().startswith("✗ BAD")


def test_what_was_seen_goes_into_the_settings_by_one_save(desk: Desk) -> None:
    page = opened(desk)
    assert not page.save.isEnabled()
    assert not page.busy
    tell(desk, 5, 5, 5, said=SecondPulse.TURNS_BACK)
    assert page.said_label.text().startswith("Commissioned")
    assert page.busy
    page.save.click()
    (intent,) = desk.site.of(ConfigApplied)
    assert isinstance(intent, ConfigApplied)
    keys = {change.key: change.value for change in intent.changes if isinstance(change, KeySet)}
    assert keys["input_kind"] == "step"
    assert {change.row for change in intent.changes} == {"gate-1"}
    # Nothing is sent twice while the first is not answered.
    assert not page.save.isEnabled()
    desk.site.answer(intent, ok=False, code="config.on_trial")
    assert page.save.isEnabled()


def test_a_supervisor_tests_and_an_installer_saves(desk: Desk) -> None:
    page = opened(desk, role="supervisor")
    page.facts.check.click()
    assert len(desk.site.of(SettingsCheckRequested)) == 1
    page.facts.pulse.more.click()
    page.save.click()
    assert desk.window.pin.isVisible()
    assert desk.site.of(ConfigApplied) == []


def test_two_gates_that_never_open_together_say_so_both(desk: Desk) -> None:
    page = opened(desk)
    page.facts.interlock.click()
    assert page.facts.changes() == (
        KeySet(table="gates", row="gate-1", key="interlock_with", value="gate-2"),
        KeySet(table="gates", row="gate-2", key="interlock_with", value="gate-1"),
    )
    page.facts.interlock.click()
    assert page.facts.changes() == ()


def test_what_is_refused_says_why(desk: Desk) -> None:
    page = opened(desk)
    page.test.clear.click()
    (intent,) = desk.site.of(GateSeenClear)
    desk.site.answer(intent, ok=False, code="pin.needed")
    assert not page.test.key.isEnabled()
    assert desk.window.toast.text
    page.test.answers[SecondPulse.STOPS].click()
    (said,) = desk.site.of(CommissioningAnswered)
    assert isinstance(said, CommissioningAnswered)
    assert said.second_pulse == "stops"
    # The key shows what is known, not what was tapped.
    assert not page.test.answers[SecondPulse.STOPS].isChecked()


def test_the_result_sheet_is_kept_once_something_was_seen(desk: Desk) -> None:
    page = opened(desk)
    assert not page.sheet.isEnabled()
    tell(desk, 5)
    page.sheet.click()
    (intent,) = desk.site.of(SheetRequested)
    desk.site.answer(intent, sheet="gate-1.pdf")
    assert "gate-1.pdf" in desk.window.toast.text


def test_a_site_without_gates_says_what_to_do(build) -> None:
    page = opened(build(gates=0))
    assert "docs/relays.md" in page.said_label.text()
    assert not page.stack.isVisible()


def test_a_banner_pushes_no_answer_off_the_page(build: Builder) -> None:
    desk = build(width=1280, height=800)
    page = opened(desk)
    desk.site.alert("camera.gone", "cam-1")
    desk.run(0.1)
    window = desk.window
    steps = page.test.steps
    answers = list(page.test.answers.values())
    assert answers[0].mapTo(window, answers[0].rect().topLeft()).y() > (
        steps.mapTo(window, steps.rect().bottomLeft()).y()
    )
    last = answers[-1]
    assert last.mapTo(window, last.rect().bottomLeft()).y() < window.gates.y()


def test_what_is_not_saved_is_not_lost_without_a_word(desk: Desk) -> None:
    page = opened(desk)
    page.facts.pulse.more.click()
    changed = page.facts.pulse.value
    desk.window.escape()
    assert desk.window.page == "settings.gates"
    assert page.unsaved.asks
    desk.control("gates.unsaved.stay").click()
    desk.control("gates.tab.gate-2").click()
    assert page.unsaved.asks
    assert desk.control("gates.tab.gate-1").isChecked()
    desk.window.escape()
    desk.window.nav.keys["inside"].click()
    desk.window.navigator.go("settings.gates")
    assert page.facts.pulse.value == changed
    desk.control("gates.tab.gate-2").click()
    desk.control("gates.unsaved.leave").click()
    assert not page.busy
    assert desk.control("gates.tab.gate-2").isChecked()
    desk.window.escape()
    assert desk.window.page != "settings.gates"
