# SPDX-License-Identifier: AGPL-3.0-or-later
"""S24: the wizard leads from the language to the sheet, and J8 commissions a lane through it."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPointF

from alpr_kiosk.domain.camera_queries import SeenCamera
from alpr_kiosk.domain.commissioning_walk import SecondPulse
from alpr_kiosk.domain.events import CameraHealth, CameraState, Direction
from alpr_kiosk.domain.first_run import (
    DRIVEN,
    MAY_WAIT,
    STEPS,
    DriveTestStarted,
    FirstRun,
    FirstUserSaved,
    RiskAccepted,
    SetupStepDone,
)
from alpr_kiosk.domain.geometry import Point
from alpr_kiosk.domain.intents import (
    CommissioningAnswered,
    GateSeenClear,
    IntentAnswer,
    PinSubmitted,
    PulseTestRequested,
    SessionEnded,
    SettingsCheckRequested,
)
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.look import LanguageChanged, ThemeChanged
from alpr_kiosk.domain.settings_intents import ConfigApplied, ConfigTrial, KeySet, RowAdded
from alpr_kiosk.runtime.first_run_desk import FirstRunDesk
from alpr_kiosk.services.access import AccessService, GateBoard
from tests.fakes.site import make_view
from tests.ui.conftest import Desk
from tests.ui.settings_desk import Finger, sign_in
from tests.ui.test_picture_editor import SQUARE
from tests.ui.test_settings_cameras import result
from ui.scenes.gates import commissioning
from ui.screens.picture_editor import PictureEditor
from ui.screens.setup import SetupScreen

PIN = "739204"


def begin(desk: Desk, step: str = "language", **changes: object) -> SetupScreen:
    """The site says how far the first run is."""
    if STEPS.index(step) <= STEPS.index("pin"):
        desk.site.people = {}
    desk.site.bus.first_run_changed.emit(replace(FirstRun(step=step), **changes))
    page = desk.window.navigator.page
    assert isinstance(page, SetupScreen)
    assert not desk.window.grab().isNull()
    return page


def agree(desk: Desk, state: FirstRun) -> FirstRun:
    """Answer the newest step as the site does."""
    intent = desk.site.of(SetupStepDone)[-1]
    assert isinstance(intent, SetupStepDone)
    state = state.after(intent.step, later=intent.later)
    desk.site.answer(intent)
    desk.site.bus.first_run_changed.emit(state)
    return state


def test_it_begins_by_itself_and_leads_through_all_steps(desk) -> None:
    page = begin(desk)
    state, seen = FirstRun(), []
    for step in STEPS[:-1]:
        seen.append(page.step)
        assert page.number.text() == f"Step {STEPS.index(step) + 1} of 11"
        assert page.later_key.isVisible() is (step in MAY_WAIT)
        if step == "pin":
            assert not page.next_key.isEnabled()
            desk.site.people = {"supervisor": ("Maria",), "installer": ("Ines",)}
            desk.window.tick()
            sign_in(desk, "supervisor")
        if step == "drive":
            assert not page.next_key.isEnabled(), "not without cars"
        (page.later_key if step in MAY_WAIT else page.next_key).click()
        state = agree(desk, state)
    assert tuple(seen) == STEPS[:-1]
    assert page.step == "sheet"
    assert set(state.later) == MAY_WAIT
    page.next_key.click()
    intent = desk.site.of(SetupStepDone)[-1]
    desk.site.answer(intent, code="setup.sheet_kept", sheet="commissioning/setup.pdf")
    desk.site.bus.first_run_changed.emit(replace(state, sheet="commissioning/setup.pdf"))
    assert page.next_key.text() == "To the gates"
    page.next_key.click()
    assert desk.window.page == "live"
    assert desk.window.setup_bar.isVisible()
    assert "by hand only" in desk.window.setup_bar.text


def test_it_goes_on_at_the_same_step_and_live_says_what_is_left(desk) -> None:
    page = begin(desk, "zones")
    assert page.step == "zones"
    desk.window.show_live()
    assert desk.window.setup_bar.text == "Setup is not finished (Zones). Gates work by hand only."
    desk.window.setup_bar.go_key.click()
    assert page.step == "zones"
    page.back_key.click()
    assert page.step == "cameras"
    desk.window.show_live()
    state = FirstRun(step="sheet", automatic=DRIVEN)
    desk.site.bus.first_run_changed.emit(state)
    assert "by hand" not in desk.window.setup_bar.text
    desk.site.bus.first_run_changed.emit(replace(state, sheet="x.pdf"))
    assert not desk.window.setup_bar.isVisible()


def test_a_site_that_was_set_up_before_begins_with_live(desk) -> None:
    assert desk.window.page == "live"
    assert not desk.window.setup_bar.isVisible()
    desk.window.navigator.go("setup")
    page = desk.window.navigator.page
    assert page.step == "language"


def test_walked_to_its_end_it_does_not_come_by_itself(desk) -> None:
    desk.site.bus.first_run_changed.emit(FirstRun(step="sheet", sheet="x.pdf"))
    assert desk.window.page == "live"
    assert desk.window.setup_bar.isVisible()


def test_a_language_and_a_true_size_are_kept_at_once(build) -> None:
    desk = build(speaker="pseudo")
    page = begin(desk)
    other = list(page.part.row.keys)[-1]
    page.part.row.keys[other].click()
    assert len(desk.site.of(LanguageChanged)) == 1
    desk.window.tick()
    page = desk.window.navigator.page
    assert isinstance(page, SetupScreen)
    assert page.step == "language", "the new window goes on where the old one was"
    assert page.next_key.text() != "NEXT"
    desk.site.answer(desk.site.of(LanguageChanged)[-1], code="look.kept")
    page.next_key.click()
    agree(desk, FirstRun())
    page.part.steps.more.click()
    page.part.use.click()
    kept = desk.site.of(ThemeChanged)[-1]
    assert kept.look.px_per_mm == pytest.approx(295 / 50)


def test_another_time_zone_is_a_change_of_the_site_file(desk) -> None:
    page = begin(desk, "place")
    assert page.part.face.zone == "Europe/Berlin"
    desk.control("setup.zone.change").click()
    desk.control("setup.region.America").click()
    desk.control("setup.zone.America/Lima").click()
    (intent,) = desk.site.of(ConfigApplied)
    assert intent.changes == (KeySet(table="site", key="time_zone", value="America/Lima"),)
    desk.site.answer(intent, ok=False, code="config.on_trial")
    assert page.part.places.isHidden()


def type_pin(desk: Desk, pin: str) -> None:
    pad = desk.window.navigator.page.part.new_pin.pad
    for digit in pin:
        next(key for key in pad.keys if key.text() == digit).click()
    pad.ok.click()


def test_a_pin_is_typed_twice_and_whoever_typed_it_has_signed_in(desk) -> None:
    page = begin(desk, "pin")
    desk.control("setup.pin.supervisor").click()
    assert desk.window.navigator.page.busy
    assert not page.foot.isVisible()
    type_pin(desk, PIN)
    assert desk.site.of(FirstUserSaved) == []
    type_pin(desk, PIN)
    (intent,) = desk.site.of(FirstUserSaved)
    assert (intent.role, intent.pin, intent.session) == ("supervisor", PIN, "")
    desk.site.answer(intent, ok=False, code="pin.too_simple")
    assert page.part.new_pin.message
    type_pin(desk, PIN)
    type_pin(desk, PIN)
    desk.site.people = {"supervisor": ("Supervisor",)}
    desk.site.answer(desk.site.of(FirstUserSaved)[-1], code="user.saved", session="t1")
    assert desk.window.people.session.token == "t1"
    assert page.next_key.isEnabled()
    desk.control("setup.pin.installer").click()
    type_pin(desk, PIN)
    type_pin(desk, PIN)
    assert desk.site.of(FirstUserSaved)[-1].session == "t1"


def test_without_a_pin_nothing_goes_on_once_there_is_one(desk) -> None:
    page = begin(desk, "keeping")
    page.next_key.click()
    assert not desk.window.pin.isHidden()
    assert desk.site.of(SetupStepDone) == []


def test_the_risk_is_taken_by_a_supervisors_pin_alone(desk) -> None:
    page = begin(desk, "drive")
    sign_in(desk)
    page.part.risk.click()
    assert not desk.window.pin.isHidden(), "whoever has signed in already"
    for digit in PIN:
        desk.window.pin.type_digit(digit)
    desk.window.pin.ok.click()
    desk.site.answer(desk.site.of(PinSubmitted)[-1], session="once")
    (intent,) = desk.site.of(RiskAccepted)
    assert intent.session == "once"
    desk.site.answer(intent, code="setup.risk")
    assert SessionEnded in {type(one) for one in desk.site.intents}


def _answer(page: SetupScreen, text: str) -> None:
    page.part.relay.pad.field.setText(text)
    page.part.relay.pad.use_key.click()


def test_a_gate_is_added_by_the_address_of_its_relay(build) -> None:
    desk = build(cameras=1, gates=0)
    page = begin(desk, "gates")
    sign_in(desk)
    desk.control("setup.gates.add").click()
    desk.control("relay.kind.shelly").click()
    _answer(page, "192.168.1.40")
    _answer(page, "0")
    _answer(page, "")
    (intent,) = desk.site.of(ConfigApplied)
    assert intent.changes == (
        RowAdded(
            table="gates",
            row="gate-1",
            values=(
                ("name", "Gate 1"),
                ("relay", {"type": "shelly", "address": "192.168.1.40", "channel": 0}),
            ),
        ),
    )


# ------------------------------------------------------------------------------------------ J8


def hold(desk: Desk, finger: Finger, name: str) -> None:
    key = desk.control(name)
    finger.touches += 1
    at = QPointF(key.rect().center())
    finger.press(key, at)
    desk.run(0.65)
    finger.release(key, at)


def keep(desk: Desk, finger: Finger) -> None:
    desk.site.answer(desk.site.of(ConfigApplied)[-1], code="config.applied")
    desk.site.bus.config_trial_changed.emit(ConfigTrial(seconds_left=60))
    finger.tap("trial.keep")
    desk.site.bus.config_trial_changed.emit(None)


def camera_part(desk: Desk, finger: Finger) -> None:
    finger.tap("setup.cameras.add.key.0")
    finger.tap("cameras.search")
    desk.site.found(desk.site.queries[-1], (SeenCamera(address="10.0.0.7", maker="Guard Works"),))
    finger.tap("cameras.found.0")
    finger.tap("cameras.test.run")
    desk.site.found(desk.site.queries[-1], result())
    finger.tap("cameras.form.save")
    keep(desk, finger)
    finger.tap("cameras.back")
    health = CameraHealth(
        camera_id="cam-1",
        state=CameraState.LIVE,
        since_at=desk.clock.utc_now(),
        width=1920,
        height=1080,
    )
    desk.site.bus.camera_changed.emit(health)
    desk.window.tick()


def zones_part(desk: Desk, finger: Finger) -> None:
    finger.tap("setup.zones.cam-1.key.0")
    page = desk.window.navigator.page
    assert isinstance(page, PictureEditor)
    assert not desk.window.grab().isNull()
    for tool, points in (
        ("read", SQUARE),
        ("open", SQUARE),
        ("line_a", ((0.2, 0.4), (0.8, 0.4))),
        ("line_b", ((0.2, 0.6), (0.8, 0.6))),
    ):
        finger.tap(f"zones.tool.{tool}")
        for x, y in points:
            finger.touch(page.canvas, page.canvas.to_widget(Point(x, y)))
    finger.tap("zones.save")
    keep(desk, finger)
    finger.tap("zones.back")


def gates_part(desk: Desk, finger: Finger) -> None:
    finger.tap("setup.gates.gate-1.key.0")
    finger.tap("gates.page.relay")
    finger.tap("gates.check")
    finger.tap("gates.page.test")
    finger.tap(f"gates.second.{SecondPulse.TURNS_BACK.value}")
    for pulse in range(3):
        sign_in(desk)
        finger.tap("gates.clear")
        hold(desk, finger, "gates.test_pulse")
        state = commissioning(desk.clock.monotonic(), *[5] * (pulse + 1))
        state = replace(state, gate_id="gate-1", said=SecondPulse.TURNS_BACK)
        desk.site.bus.commissioning_changed.emit(state)
        desk.run(31.0, step=1.0)
    # What was seen is saved with the rest of the lane; here its draft is thrown away.
    finger.tap("gates.back")
    finger.tap("gates.unsaved.leave")


def test_j8_a_lane_is_commissioned_within_45_touches(build) -> None:
    desk = build(cameras=1, gates=1)
    access = AccessService(
        lanes={},
        snapshot=ListSnapshot.of(()),
        boards=lambda _gate: GateBoard(),
        clock=desk.clock,
        tz=ZoneInfo("UTC"),
    )
    state = FirstRun(step="cameras")
    counter = FirstRunDesk(
        state=state, lanes=desk.config.lanes, access=access, bus=desk.site.bus, parent=desk.window
    )
    counter.start()
    finger, other = Finger(desk), Finger(desk)
    sign_in(desk)
    page = desk.window.navigator.page
    assert isinstance(page, SetupScreen)
    assert access.first_run

    def go_on(by: Finger) -> None:
        nonlocal state
        sign_in(desk)  # a PIN is no touch of the lane; its keys are counted in J5
        by.tap("setup.next")
        state = agree(desk, state)

    for part in (camera_part, zones_part, gates_part):
        part(desk, finger)
        assert desk.window.navigator.page is page
        go_on(finger)
        assert access.first_run
    go_on(other)  # lists and keeping are the office's, not the lane's
    go_on(other)
    assert page.step == "drive"
    finger.tap("setup.drive.start")
    assert counter.submit(desk.site.of(DriveTestStarted)[-1]) is None
    for number in range(1, 6):
        assert not page.next_key.isEnabled()
        view = make_view(desk.clock, number=number)
        desk.site.bus.passage_changed.emit(view)
        desk.site.bus.passage_closed.emit(view.passage.passage_id)
    assert access.first_run, "off until the last step"
    finger.tap("setup.next")
    told = desk.site.of(SetupStepDone)[-1]
    counted = counter.submit(told)
    assert isinstance(counted, SetupStepDone)
    assert [(one.direction, one.passed) for one in counted.drive] == [(Direction.IN, True)]
    state = replace(state.after("drive", later=False), automatic=DRIVEN)
    answer = IntentAnswer(intent_id=told.intent_id, ok=True, context=(("setup", state.kept()),))
    desk.site.bus.intent_answered.emit(answer)
    counter.answered(answer)
    assert not access.first_run, "on after it"
    assert page.step == "sheet"
    kinds = [type(one) for one in desk.site.intents]
    assert kinds.count(PulseTestRequested) == kinds.count(GateSeenClear) == 3
    assert kinds.count(SettingsCheckRequested) == kinds.count(CommissioningAnswered) == 1
    assert finger.touches <= 45
