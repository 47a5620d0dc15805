# SPDX-License-Identifier: AGPL-3.0-or-later
"""S16 and S17: the way there, the search, the form, the test, and what is asked of the site."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from alpr_kiosk.domain.camera_queries import (
    CamerasSought,
    CameraTest,
    CameraTestRequested,
    SeenCamera,
    StillPicture,
    TestStep,
)
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.domain.ruler import PlateMeasure
from alpr_kiosk.domain.settings_intents import (
    ConfigApplied,
    ConfigKept,
    ConfigReverted,
    ConfigTrial,
    KeySet,
    PasswordSet,
    RowAdded,
    RowRemoved,
)
from tests.ui.settings_desk import Finger, sign_in
from ui.screens.settings_cameras import SettingsCameras
from ui.screens.text_pad import LAYERS
from ui.widgets.states import Shown

SEEN = (
    SeenCamera(address="192.168.1.20", maker="Guard Works", model="GK-200"),
    SeenCamera(address="192.168.1.21", maker="Northline", model="4M", needs_password=True),
)
PLATE = PlateMeasure(
    plate_width_px=143,
    plate_height_px=32,
    lines=1,
    characters=7,
    text_height_px=24,
    stroke_px=3.2,
    tilt_deg=4,
    skew_deg=2,
    edge_across_px=1.8,
    edge_down_px=1.8,
    white_share=0.0,
    black_share=0.0,
    contrast=0.6,
    noise=0.02,
)
NAMES = ("resolves", "answers", "login", "stream", "picture")


def result(failed: int = 5, code: str = "") -> CameraTest:
    steps = tuple(
        TestStep(
            name=name,
            state="passed" if i < failed else "failed" if i == failed else "not_reached",
            code=code if i == failed else "",
        )
        for i, name in enumerate(NAMES)
    )
    picture = StillPicture(width=16, height=9, stride=64, data=bytes(64 * 9))
    return CameraTest(
        steps=steps,
        source="rtsp://192.168.1.21/main",
        preview_source="rtsp://192.168.1.21/sub",
        picture=picture if failed == 5 else None,
        width=1920 if failed == 5 else 0,
        height=1080 if failed == 5 else 0,
        fps=15.0 if failed == 5 else None,
        plate=PLATE if failed == 5 else None,
    )


@pytest.fixture
def page(desk) -> SettingsCameras:
    sign_in(desk)
    desk.window.navigator.go("settings.cameras")
    found = desk.window.navigator.page
    assert isinstance(found, SettingsCameras)
    return found


# ---------------------------------------------------------------------------------------- S16


def test_more_leads_to_the_places_that_there_are(desk) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_F7)
    assert desk.window.page == "settings"
    tiles = desk.window.navigator.page.tiles
    assert "settings.cameras" in tiles
    assert set(tiles) <= set(desk.window.navigator.names)
    assert desk.window.nav.keys["settings"].isChecked()
    assert tiles["settings.cameras"].caption == "0 of 2 live"
    tiles["settings.cameras"].click()
    assert not desk.window.pin.isHidden(), "cameras are behind a PIN"
    assert desk.window.page == "settings"
    sign_in(desk)
    tiles["settings.cameras"].click()
    assert desk.window.page == "settings.cameras"
    assert desk.window.nav.keys["settings"].isChecked()


# ---------------------------------------------------------------------------------------- list


def test_the_list_says_how_each_camera_is(desk) -> None:
    health = CameraHealth(
        camera_id="cam-1",
        state=CameraState.LIVE,
        since_at=desk.clock.utc_now(),
        fps=15.0,
        width=1920,
        height=1080,
    )
    desk.site.bus.camera_changed.emit(health)
    sign_in(desk)
    desk.window.navigator.go("settings.cameras")
    rows = desk.window.navigator.page.rows
    assert rows["cam-1"].state_words == "ok, 15 fps  ·  1920 × 1080"
    assert rows["cam-1"].accessibleName().startswith("Camera 1, ok, 15 fps")
    assert "no open zone" in rows["cam-1"].accessibleName()
    for state, words in (
        (CameraState.LOST, "NO PICTURE"),
        (CameraState.LOGIN, "PASSWORD REFUSED"),
        (CameraState.FROZEN, "Picture frozen"),
    ):
        lost = CameraHealth(camera_id="cam-2", state=state, since_at=desk.clock.utc_now())
        desk.site.bus.camera_changed.emit(lost)
        assert rows["cam-2"].state_words == words
        assert not desk.window.grab().isNull()


def test_without_cameras_there_is_one_sentence_and_one_key(build) -> None:
    desk = build(cameras=0, gates=1)
    sign_in(desk)
    desk.window.navigator.go("settings.cameras")
    page = desk.window.navigator.page
    assert page.empty.shown is Shown.EMPTY
    assert "No cameras yet" in page.empty.label.text()
    page.empty.key.click()
    assert isinstance(desk.site.queries[-1], CamerasSought)


def test_a_supervisor_reads_and_is_asked_for_an_installers_pin(desk) -> None:
    sign_in(desk, "supervisor")
    desk.window.navigator.go("settings.cameras")
    desk.window.navigator.page.add_key.click()
    assert not desk.window.pin.isHidden()
    assert desk.window.navigator.page.stack.currentIndex() == 0


# --------------------------------------------------------------------------------------- search


def test_a_search_shows_how_far_it_is_and_what_answered(desk, page) -> None:
    page.search_key.click()
    (query,) = desk.site.queries
    assert (type(query), query.session) == (CamerasSought, "token-installer")
    assert page.state.shown is Shown.WORK
    desk.clock.advance(2)
    desk.site.progress(query, 40, 100, "cameras.searching")
    page.tick()
    assert "40 %" in page.state.label.text()
    desk.site.found(query, SEEN)
    assert page.state.shown is Shown.NOTHING
    assert [tile.text() for tile in page.found] == ["Guard Works GK-200", "Northline 4M"]
    assert page.found[1].caption == "192.168.1.21  ·  needs a password"
    page.found[1].click()
    assert page.stack.currentWidget() is page.form
    assert page.form.form.address == "192.168.1.21"
    assert not page.form.changed


def test_a_camera_can_be_taken_while_the_search_goes_on(desk, page) -> None:
    """Who answered first keeps the place that a finger aims at; names come when they are known."""
    page.search_key.click()
    (query,) = desk.site.queries
    last, first = SEEN[1], SEEN[0]
    desk.site.progress(query, 10, 100, "cameras.searching", (SeenCamera(address=last.address),))
    assert [tile.text() for tile in page.found] == ["Camera"]
    (tile,) = page.found
    both = (SeenCamera(address=last.address), SeenCamera(address=first.address))
    desk.site.progress(query, 20, 100, "cameras.searching", both)
    assert page.found[0] is tile
    desk.site.found(query, SEEN)
    assert [one.text() for one in page.found] == ["Northline 4M", "Guard Works GK-200"]
    assert page.found[0] is tile
    page.search_key.click()
    query = desk.site.queries[-1]
    desk.site.progress(query, 10, 100, "cameras.searching", (SeenCamera(address=last.address),))
    assert len(page.found) == 1
    page.found[0].click()
    assert page.stack.currentWidget() is page.form
    assert page.form.form.address == last.address
    assert query.query_id in desk.site.cancelled
    desk.site.found(query, SEEN)
    assert page.stack.currentWidget() is page.form


def test_a_search_can_be_stopped_fails_in_words_and_may_find_nobody(desk, page) -> None:
    page.search_key.click()
    desk.clock.advance(11)
    page.tick()
    assert page.state.key.text() == "Stop"
    page.state.key.click()
    assert desk.site.cancelled == [desk.site.queries[-1].query_id]
    desk.site.refuse(desk.site.queries[-1], "query.cancelled")
    assert page.state.shown is Shown.EMPTY
    page.state.key.click()
    desk.site.refuse(desk.site.queries[-1], "discovery.no_network")
    assert page.state.shown is Shown.FAULT
    assert "Plug the cable in" in page.state.label.text()
    assert page.state.key.text() == "Try again"
    page.state.key.click()
    desk.site.found(desk.site.queries[-1], ())
    assert "No camera answered" in page.state.label.text()
    assert not desk.window.grab().isNull()


def test_who_leaves_waits_for_nothing(desk, page) -> None:
    page.search_key.click()
    query = desk.site.queries[-1]
    desk.window.show_live()
    assert desk.site.cancelled == [query.query_id]


# ----------------------------------------------------------------------------------------- form


def new_camera(desk, page) -> None:
    page.search_key.click()
    desk.site.found(desk.site.queries[-1], SEEN)
    page.found[1].click()
    page.form.put("user", "admin")
    page.form.put("password", "s3cret #1")


def test_a_test_names_the_step_that_fails(desk, page) -> None:
    new_camera(desk, page)
    page.form.test_panel.run.click()
    query = desk.site.queries[-1]
    assert isinstance(query, CameraTestRequested)
    assert (query.address, query.user, query.password) == ("192.168.1.21", "admin", "s3cret #1")
    assert "s3cret" not in repr(query)
    assert page.form.test_panel.run.text() == "Stop"
    desk.site.progress(query, 2, 5, "answers")
    assert page.form.test_panel.words.startswith("Address found: ok. Reached: ok. Signed in: ...")
    desk.site.found(query, result(2, "camera.login"))
    words = page.form.test_panel.words
    assert "Signed in: failed. Stream found: not reached" in words
    assert "refuses user or password" in words
    assert page.form.form.address == "192.168.1.21"
    assert not desk.window.grab().isNull()


def test_a_test_that_passes_fills_the_streams_in(desk, page) -> None:
    new_camera(desk, page)
    page.form.test_panel.run.click()
    desk.site.found(desk.site.queries[-1], result())
    words = page.form.test_panel.words
    assert "Picture: ok. 1920 × 1080 · 15 fps · plate 143 px wide · GOOD" in words
    assert page.form.form.address == "rtsp://192.168.1.21/main"
    assert page.form.form.preview == "rtsp://192.168.1.21/sub"
    assert not desk.window.grab().isNull()


def test_a_test_may_be_stopped_and_may_be_refused(desk, page) -> None:
    new_camera(desk, page)
    page.form.test_panel.run.click()
    query = desk.site.queries[-1]
    page.form.test_panel.run.click()
    assert desk.site.cancelled == [query.query_id]
    desk.site.refuse(query, "pin.needed")
    assert page.form.test_panel.words
    assert page.form.test_panel.run.text() == "TEST again"


def test_a_new_camera_is_saved_with_its_lane_and_its_password(build) -> None:
    desk = build(cameras=1, gates=2)
    token = sign_in(desk)
    desk.window.navigator.go("settings.cameras")
    page = desk.window.navigator.page
    new_camera(desk, page)
    page.form.test_panel.run.click()
    desk.site.found(desk.site.queries[-1], result())
    page.form.put("name", "North gate")
    page.form.save_key.click()
    (intent,) = desk.site.of(ConfigApplied)
    assert intent.session == token
    camera, password, lane = intent.changes
    assert camera == RowAdded(
        table="cameras",
        row="cam-north-gate",
        values=(
            ("name", "North gate"),
            ("source", "rtsp://192.168.1.21/main"),
            ("preview_source", "rtsp://192.168.1.21/sub"),
            ("user", "admin"),
            ("direction", "in"),
        ),
    )
    assert password == PasswordSet(table="cameras", row="cam-north-gate", password="s3cret #1")
    assert lane.row == "lane-north-gate"
    assert dict(lane.values)["gate"] == "gate-2"
    assert "s3cret" not in repr(intent)
    desk.site.answer(intent, ok=False, code="config.refused", key="cameras.2.source", mistake="x")
    assert "cameras.2.source: x" in page.form.warning.text()
    assert page.stack.currentWidget() is page.form
    page.form.save_key.click()
    desk.site.answer(desk.site.of(ConfigApplied)[-1], code="config.applied")
    assert page.stack.currentWidget() is page.list_page


def test_the_kept_password_is_never_shown_and_only_what_changed_is_sent(desk, page) -> None:
    page.rows["cam-1"].change.click()
    form = page.form
    assert form.fields["password"].shown == ""
    form.put("name", "North in")
    form.direction.keys["out"].click()
    form.save_key.click()
    (intent,) = desk.site.of(ConfigApplied)
    assert intent.changes == (
        KeySet(table="cameras", row="cam-1", key="name", value="North in"),
        KeySet(table="cameras", row="cam-1", key="direction", value="out"),
        KeySet(table="lanes", row="lane-1", key="direction", value="out"),
    )


def test_a_camera_is_removed_with_its_lane_after_a_second_tap(desk, page) -> None:
    page.rows["cam-2"].change.click()
    page.form.remove_key.click()
    assert desk.site.of(ConfigApplied) == []
    assert page.form.remove_key.text() == "Really?"
    page.form.remove_key.click()
    (intent,) = desk.site.of(ConfigApplied)
    assert intent.changes == (
        RowRemoved(table="cameras", row="cam-2"),
        RowRemoved(table="lanes", row="lane-2"),
    )


def test_a_camera_without_a_name_is_not_sent(desk, page) -> None:
    page.add_key.click()
    page.form.save_key.click()
    assert desk.site.of(ConfigApplied) == []
    assert "needs a name" in page.form.warning.text()


def test_four_cameras_are_enough(build) -> None:
    desk = build(cameras=4, gates=2)
    sign_in(desk)
    desk.window.navigator.go("settings.cameras")
    desk.window.navigator.page.add_key.click()
    assert "at most 4" in desk.window.toast.text


def test_leaving_the_form_forgets_what_was_typed(desk, page) -> None:
    new_camera(desk, page)
    desk.window.people.end()
    assert desk.window.page == "live"
    sign_in(desk)
    desk.window.navigator.go("settings.cameras")
    assert page.stack.currentWidget() is page.list_page
    assert page.pad.field.text() == ""


# --------------------------------------------------------------------------------------- keypad


def test_a_password_is_typed_as_dots_with_all_signs(desk, page) -> None:
    finger = Finger(desk)
    page.add_key.click()
    finger.tap("cameras.form.password")
    pad = page.pad
    assert pad.field.echoMode() is pad.field.EchoMode.Password
    typed = ""
    for name in LAYERS:
        pad._show_layer(name)
        for line in pad.keys:
            for key in line:
                key.click()
                typed += key.text()
    assert pad.field.text() == typed
    assert {chr(code) for code in range(33, 127)} <= set(typed), "all printable ASCII"
    names = [key.accessibleName() for line in pad.keys for key in line]
    assert len(set(names)) == len(names)
    finger.tap("textpad.use")
    assert page.form.form.password == typed
    assert set(page.form.fields["password"].shown) == {"•"}
    finger.tap("cameras.form.password")
    assert pad.field.text() == "", "never shown again, not even as dots"


def test_the_physical_keyboard_and_escape_work_in_the_keypad(desk, page) -> None:
    page.add_key.click()
    page.form.fields["name"].click()
    QTest.keyClicks(page.pad.field, "Gate 7")
    QTest.keyClick(page.pad.field, Qt.Key.Key_Return)
    assert page.form.form.name == "Gate 7"
    page.form.fields["name"].click()
    QTest.keyClicks(page.pad.field, "zzz")
    desk.window.escape()
    assert page.form.form.name == "Gate 7"
    desk.window.escape()
    assert page.form.unsaved.asks, "what was typed is not lost by a slip"
    Finger(desk).tap("cameras.form.unsaved.stay")
    assert page.form.form.name == "Gate 7"
    desk.window.escape()
    Finger(desk).tap("cameras.form.unsaved.leave")
    assert page.stack.currentWidget() is page.list_page


# ------------------------------------------------------------------------------- T01, T09, trial


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_targets_are_large_enough_and_apart(build, size) -> None:
    desk = build(width=size[0], height=size[1])
    sign_in(desk)
    desk.window.navigator.go("settings.cameras")
    page = desk.window.navigator.page
    least = desk.window.look.metrics.touch_min
    new_camera(desk, page)
    page.form.put("address", "rtsp://192.168.1.21/a/very/long/address/of/a/stream?channel=1")
    screens = [page.list_page, page.search_page, page.form, page.pad]
    for screen in screens:
        page.stack.setCurrentWidget(screen)
        for key in screen.findChildren(QAbstractButton):
            if key.isVisible() and key.isEnabled():
                assert min(key.width(), key.height()) >= least, key.objectName()
                inside = desk.window.rect().contains(
                    key.rect().translated(key.mapTo(desk.window, key.rect().topLeft()))
                )
                assert inside, key.objectName()
        named = [key for key in screen.findChildren(QAbstractButton) if key.isVisible()]
        assert all(key.accessibleName() and key.objectName() for key in named)
        names = [key.accessibleName() for key in named]
        assert len(set(names)) == len(names), names


def test_a_trial_counts_down_over_the_gates_and_is_kept(desk) -> None:
    token = sign_in(desk)
    gate = desk.window.gates.geometry()
    desk.site.bus.config_trial_changed.emit(ConfigTrial(seconds_left=47, actor="Ina"))
    bar = desk.window.trial
    assert bar.isVisible()
    assert bar.text == 'Old settings come back in 47 s. Tap "Keep" if all is well.'
    assert desk.window.gates.geometry() == gate
    assert not bar.geometry().intersects(gate)
    assert bar.geometry().bottom() < gate.top()
    for key in (bar.keep_key, bar.back_key):
        assert min(key.width(), key.height()) >= desk.window.look.metrics.touch_min
    bar.keep_key.click()
    (kept,) = desk.site.of(ConfigKept)
    assert kept.session == token
    desk.site.answer(kept, code="config.kept")
    desk.site.bus.config_trial_changed.emit(None)
    assert not bar.isVisible()
    assert desk.window.toast.text == "The new settings stay."


def test_keep_asks_for_a_pin_when_nobody_has_signed_in(desk) -> None:
    desk.site.bus.config_trial_changed.emit(ConfigTrial(seconds_left=47))
    desk.window.trial.keep_key.click()
    assert not desk.window.pin.isHidden()
    assert desk.site.of(ConfigKept) == []
    desk.window.escape()
    token = sign_in(desk, "supervisor")
    desk.window.trial.back_key.click()
    (back,) = desk.site.of(ConfigReverted)
    assert (back.session, back.version) == (token, "")


def test_between_two_sites_nothing_can_be_tapped(desk) -> None:
    desk.window.say_rebuilding()
    cover = desk.control("rebuild")
    assert cover.geometry() == desk.window.rect()
    assert desk.window.childAt(desk.window.rect().center()) is cover
    assert not any(panel.open_key.isEnabled() for panel in desk.window.gates.panels.values())
