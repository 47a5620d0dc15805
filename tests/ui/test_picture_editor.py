# SPDX-License-Identifier: AGPL-3.0-or-later
"""S18: drawing by finger and by keyboard, what SAVE says, the draft by hand only, the ruler."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from alpr_kiosk.domain.camera_queries import SeenCamera
from alpr_kiosk.domain.drawing import Place, Tool
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.domain.geometry import Box, Point
from alpr_kiosk.domain.queries import QueryAnswer, QueryProgress
from alpr_kiosk.domain.ruler import PlateMeasure
from alpr_kiosk.domain.settings_intents import (
    ConfigApplied,
    ConfigDraftEnded,
    ConfigDraftStarted,
    ConfigKept,
    ConfigTrial,
    KeySet,
)
from alpr_kiosk.domain.zone_trial import PictureTrial, ZoneTrial, ZoneTrialWanted
from alpr_kiosk.runtime.views import Overlay, OverlayBox
from tests.ui.conftest import Desk
from tests.ui.settings_desk import Finger, sign_in
from tests.ui.test_settings_cameras import result
from ui.screens.picture_editor import KEPT_S, PictureEditor
from ui.widgets.hold import HOLD_S

SQUARE = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))


class Easel:
    """The editor of camera 1, its picture 1920 x 1080."""

    def __init__(self, desk: Desk, role: str = "installer") -> None:
        self.desk = desk
        self.token = sign_in(desk, role)
        self.finger = Finger(desk)
        health = CameraHealth(
            camera_id="cam-1",
            state=CameraState.LIVE,
            since_at=desk.clock.utc_now(),
            width=1920,
            height=1080,
        )
        desk.site.bus.camera_changed.emit(health)
        desk.window.navigator.go("settings.zones", "cam-1")
        page = desk.window.navigator.page
        assert isinstance(page, PictureEditor)
        self.page = page
        self.canvas = page.canvas
        # Painted once, so that everything has its place.
        assert not desk.window.grab().isNull()

    def at(self, x: float, y: float) -> QPointF:
        return self.canvas.to_widget(Point(x, y))

    def tap(self, x: float, y: float) -> None:
        self.finger.touch(self.canvas, self.at(x, y))

    def draw(self, tool: str, points: tuple[tuple[float, float], ...]) -> None:
        self.finger.tap(f"zones.tool.{tool}")
        for x, y in points:
            self.tap(x, y)

    def near(self, points: tuple[Point, ...]) -> list[tuple[float, float]]:
        return [(round(p.x, 2), round(p.y, 2)) for p in points]


@pytest.fixture
def easel(desk) -> Easel:
    return Easel(desk)


def test_a_tap_adds_a_drag_moves_and_a_hold_deletes(desk, easel) -> None:
    easel.draw("open", SQUARE)
    assert easel.near(easel.page.draft.now.open) == [*SQUARE]
    easel.finger.touch(easel.canvas, easel.at(0.8, 0.2), to=easel.at(0.9, 0.3))
    assert easel.near(easel.page.draft.now.open)[1] == (0.9, 0.3)
    spot = easel.at(0.9, 0.3)
    easel.finger.press(easel.canvas, spot)
    desk.clock.advance(HOLD_S - 0.01)
    easel.canvas.tick()
    assert len(easel.page.draft.now.open) == 4
    desk.clock.advance(0.02)
    easel.canvas.tick()
    easel.finger.release(easel.canvas, spot)
    assert easel.near(easel.page.draft.now.open) == [SQUARE[0], SQUARE[2], SQUARE[3]]
    for expected in (4, 4, 3):
        easel.page.undo_key.click()
        assert len(easel.page.draft.now.open) == expected
    easel.page.throw_key.click()
    assert easel.page.draft.now.open == ()
    assert not easel.page.draft.can_undo


def test_a_finger_that_only_slips_neither_moves_nor_loses_a_point(desk, easel) -> None:
    easel.draw("open", SQUARE)
    before = easel.page.draft.now
    easel.finger.touch(easel.canvas, easel.at(0.2, 0.2), to=easel.at(0.2, 0.2) + QPointF(6, 5))
    assert easel.page.draft.now == before
    assert easel.page.draft.chosen == Place(tool=Tool.OPEN, index=0)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_a_point_is_taken_hold_of_within_12_mm_and_drawn_small(build, size) -> None:
    """T09 for handles."""
    desk = build(width=size[0], height=size[1])
    easel = Easel(desk)
    easel.draw("open", SQUARE)
    least = desk.window.look.metrics.touch_min
    assert easel.canvas.handle_px >= least
    middle = easel.at(0.5, 0.5)
    easel.finger.touch(easel.canvas, easel.at(0.2, 0.2), to=middle)
    for dx, dy in ((least / 2 - 1, 0), (0, -least / 2 + 1), (-least / 3, least / 3)):
        place = easel.canvas.handle_at(middle + QPointF(dx, dy))
        assert place == Place(tool=Tool.OPEN, index=0)
    assert easel.canvas.handle_at(middle + QPointF(least / 2 + 2, 0)) is None
    for key in easel.page.findChildren(type(easel.page.save_key)):
        if key.isVisible():
            assert min(key.width(), key.height()) >= least, key.objectName()
            place = key.rect().translated(key.mapTo(desk.window, key.rect().topLeft()))
            assert desk.window.rect().contains(place), key.objectName()
            assert not place.intersects(desk.window.gates.geometry()), key.objectName()
    assert easel.canvas.picture_rect.width() >= (850 if size[0] == 1280 else 1300)


def test_a_zone_that_crosses_itself_is_red_and_save_says_why(desk, easel) -> None:
    easel.draw("open", SQUARE)
    easel.finger.touch(easel.canvas, easel.at(0.2, 0.2), to=easel.at(0.95, 0.6))
    assert [m.code for m in easel.page.draft.mistakes] == ["zones.crosses"]
    assert "Open zone crosses itself" in easel.page.say.words
    image = easel.canvas.grab().toImage()
    a, b = easel.at(0.95, 0.6), easel.at(0.2, 0.8)
    middle = (a + b) / 2
    seen = {
        image.pixelColor(round(middle.x()), round(middle.y()) + dy).name() for dy in range(-6, 7)
    }
    assert "#ff3b3b" in seen
    easel.finger.tap("zones.save")
    assert desk.site.of(ConfigApplied) == []
    assert "Drag the red points apart" in easel.page.say.words


def test_unfinished_shapes_are_named(desk, easel) -> None:
    easel.draw("read", SQUARE[:2])
    easel.finger.tap("zones.save")
    assert "Read zone needs at least 3 points" in easel.page.say.words
    easel.page.throw_key.click()
    easel.draw("line_a", SQUARE[:2])
    easel.finger.tap("zones.save")
    assert "Line B is not whole" in easel.page.say.words
    assert desk.site.of(ConfigApplied) == []


def test_what_was_drawn_is_sent_in_fractions_and_nothing_else(desk, easel) -> None:
    easel.draw("open", SQUARE)
    easel.finger.tap("zones.save")
    (intent,) = desk.site.of(ConfigApplied)
    (change,) = intent.changes
    assert isinstance(change, KeySet)
    assert (change.table, change.row, change.key) == ("cameras", "cam-1", "open_zone")
    assert change.value == tuple(pytest.approx(point, abs=0.002) for point in SQUARE)
    desk.site.answer(intent, ok=False, code="config.on_trial")
    assert "Tap Keep or Go back now first" in easel.page.say.words
    easel.finger.tap("zones.save")
    desk.site.answer(desk.site.of(ConfigApplied)[-1], code="config.applied")
    assert not easel.page.draft.changed


def test_masks_are_several_and_a_new_point_snaps_to_the_edge(desk, easel) -> None:
    easel.draw("ignore", ((0.005, 0.005), (0.2, 0.0), (0.2, 0.2)))
    easel.draw("ignore", ((0.7, 0.1), (0.9, 0.1), (0.9, 0.3)))
    assert [len(mask) for mask in easel.page.draft.now.ignore] == [3, 3]
    assert easel.page.draft.now.ignore[0][0] == Point(0.0, 0.0)


def test_the_keyboard_walks_moves_and_deletes(desk, easel) -> None:
    easel.draw("open", SQUARE)
    easel.draw("line_a", SQUARE[:2])
    easel.page.draft.chosen = None
    canvas = easel.canvas
    canvas.setFocus()

    def press(key: Qt.Key, shift: bool = False) -> None:
        mods = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, key, mods)
        QApplication.sendEvent(canvas, event)

    press(Qt.Key.Key_Tab)
    assert canvas.accessibleDescription() == "Open zone, point 1 of 4, x 384 y 216"
    press(Qt.Key.Key_Tab)
    assert canvas.accessibleDescription() == "Open zone, point 2 of 4, x 1536 y 216"
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down, shift=True)
    assert canvas.accessibleDescription() == "Open zone, point 2 of 4, x 1537 y 226"
    press(Qt.Key.Key_Left, shift=True)
    press(Qt.Key.Key_Up)
    assert canvas.accessibleDescription() == "Open zone, point 2 of 4, x 1527 y 225"
    press(Qt.Key.Key_Delete)
    assert len(easel.page.draft.now.open) == 3
    for _ in range(3):
        press(Qt.Key.Key_Tab)
    assert canvas.accessibleDescription().startswith("Line A, point 2 of 2")
    press(Qt.Key.Key_Backtab, shift=True)
    assert canvas.accessibleDescription().startswith("Line A, point 1 of 2")
    press(Qt.Key.Key_Tab)
    assert canvas.hasFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert not canvas.hasFocus(), "past the last point the focus goes on"


def test_the_lane_is_by_hand_only_while_somebody_draws(desk, easel) -> None:
    (started,) = desk.site.of(ConfigDraftStarted)
    assert (started.lanes, started.session) == (("lane-1",), easel.token)
    assert "Setup: by hand only" in easel.page.say.words
    easel.finger.tap("zones.back")
    assert desk.site.of(ConfigDraftEnded)[-1].lanes == ("lane-1",)


def test_leaving_with_changes_asks_first(desk, easel) -> None:
    easel.draw("open", SQUARE)
    easel.finger.tap("zones.back")
    assert desk.window.page == "settings.zones"
    easel.finger.tap("zones.unsaved.stay")
    assert easel.page.save_key.isVisible()
    desk.window.escape()
    easel.finger.tap("zones.unsaved.keep")
    assert len(desk.site.of(ConfigApplied)) == 1
    desk.window.escape()
    easel.finger.tap("zones.unsaved.leave")
    assert desk.window.page != "settings.zones"
    desk.window.navigator.go("settings.zones", "cam-1")
    assert easel.page.draft.now.open == ()


def test_an_unsaved_drawing_outlives_the_elevation_by_half_an_hour(desk, easel) -> None:
    easel.draw("open", SQUARE)
    desk.window.people.end()
    assert desk.window.page == "live"
    assert desk.site.of(ConfigDraftEnded)[-1].lanes == ("lane-1",)
    sign_in(desk)
    desk.window.navigator.go("settings.zones", "cam-1")
    assert len(easel.page.draft.now.open) == 4
    desk.window.people.end()
    desk.clock.advance(KEPT_S + 1)
    sign_in(desk)
    desk.window.navigator.go("settings.zones", "cam-1")
    assert easel.page.draft.now.open == ()


def test_a_supervisor_looks_and_draws_nothing(desk) -> None:
    easel = Easel(desk, "supervisor")
    easel.tap(0.5, 0.5)
    assert easel.page.draft.now.read == ()
    assert not easel.page.save_key.isEnabled()
    assert "An installer can change this" in easel.page.say.words
    assert desk.site.of(ConfigDraftStarted) == []


def test_the_picture_is_live_or_stands_still(desk, easel) -> None:
    assert desk.site.sizes["cam-1"][0] > 800
    desk.clock.advance(1)
    desk.site.frame("cam-1", 1)
    first = easel.canvas._image
    assert first is not None
    easel.page.freeze_key.click()
    assert easel.page.freeze_key.text() == "Live"
    desk.clock.advance(1)
    desk.site.frame("cam-1", 2)
    assert easel.canvas._image is first
    easel.page.freeze_key.click()
    assert easel.canvas._image is not first
    desk.window.show_live()
    assert desk.site.sizes["cam-1"][0] < 800 or desk.site.sizes["cam-1"] == (0, 0)


def test_without_a_picture_or_without_the_camera_there_are_words(desk, easel) -> None:
    """T21: E and X."""
    assert easel.canvas._image is None
    assert not easel.canvas.grab().isNull()
    desk.window.navigator.go("settings.zones", "cam-9")
    assert "not in the settings any more" in easel.page.say.words
    easel.tap(0.5, 0.5)
    easel.page.save_key.click()
    assert desk.site.of(ConfigApplied) == []


def test_the_ruler_measures_a_plate_in_pixels_of_the_camera(desk, easel) -> None:
    easel.finger.tap("zones.tool.ruler")
    assert "Drag the two points" in easel.page.say.words
    box = Box(0.4, 0.6, 0.4 + 143 / 1920, 0.6 + 32 / 1080)
    overlay = Overlay(
        camera_id="cam-1",
        frame_seq=1,
        captured_mono=desk.clock.monotonic(),
        boxes=(OverlayBox(box=box, text="AB12CDE", settled=True),),
    )
    desk.site.bus.overlay_changed.emit(overlay)
    assert easel.page.say.words.startswith("The plate is 143 x 32 px.")
    assert easel.page.say.accessibleName().startswith("GOOD. ")
    assert not desk.window.grab().isNull()
    a, b = (easel.canvas.to_widget(point) for point in easel.canvas.ruler)
    easel.finger.touch(easel.canvas, b, to=a + QPointF(12, 5))
    assert easel.page.say.accessibleName().startswith("BAD. ")
    assert "Zoom" in easel.page.say.words or "zoom" in easel.page.say.words
    assert easel.page.draft.now.read == ()
    easel.finger.tap("zones.tool.read")
    assert easel.canvas.ruler is None


PLATE = PlateMeasure(
    plate_width_px=143,
    plate_height_px=31,
    lines=1,
    characters=7,
    text_height_px=24.2,
    stroke_px=3.0,
    tilt_deg=-8.6,
    skew_deg=2.0,
    edge_across_px=1.8,
    edge_down_px=1.7,
    white_share=0.0,
    black_share=0.0,
    contrast=0.5,
    noise=0.01,
)


def test_the_ruler_says_size_text_tilt_and_sharpness_of_the_live_plate(desk, easel) -> None:
    desk.site.bus.plate_measured.emit("cam-1", PLATE)
    easel.finger.tap("zones.tool.ruler")
    assert desk.site.ruler == "cam-1", "plates are measured while the ruler is out"
    assert easel.canvas.note == ""
    desk.site.bus.plate_measured.emit("cam-2", PLATE)
    assert easel.canvas.note == ""
    desk.site.bus.plate_measured.emit("cam-1", PLATE)
    assert easel.canvas.note == (
        "Plate 143 px (68) · Text 24 px (20) · Tilt 9° (10) · Sharpness: GOOD"
    )
    assert easel.page.say.accessibleName().startswith("GOOD. ")
    assert not desk.window.grab().isNull()
    small = replace(PLATE, plate_width_px=60, plate_height_px=14, text_height_px=9.0)
    desk.site.bus.plate_measured.emit("cam-1", small)
    assert easel.page.say.accessibleName().startswith("BAD. ")
    assert "Zoom in" in easel.page.say.words
    blurred = replace(PLATE, edge_across_px=9.0)
    desk.site.bus.plate_measured.emit("cam-1", blurred)
    assert easel.canvas.note.endswith("Sharpness: BAD")
    easel.finger.tap("zones.tool.ruler")
    assert (desk.site.ruler, easel.canvas.note) == ("", "")


def test_cars_that_drive_through_are_counted_read_or_not(desk, easel) -> None:
    easel.finger.tap("zones.tool.ruler")
    assert not easel.page.undo_key.isVisible()
    desk.site.bus.car_counted.emit("cam-1", True)
    easel.finger.tap("zones.drive")
    assert easel.canvas.note == "Drive through now: 0 of 0 cars read."
    for camera, read in (
        *(("cam-1", True), ("cam-1", False), ("cam-2", True)),
        *(("cam-1", True), ("cam-1", False), ("cam-1", True), ("cam-1", True)),
    ):
        desk.site.bus.car_counted.emit(camera, read)
    assert easel.canvas.note == "Drive through now: 3 of 5 cars read."
    desk.site.bus.plate_measured.emit("cam-1", PLATE)
    assert easel.canvas.note.startswith("Drive through now: 3 of 5 cars read.\nPlate 143 px")


PICTURES = PictureTrial(stored=789, looked=120, gone=31, kept=111, missed=4, unseen=5, found=3)
WEEK = ZoneTrial(cars=820, in_read=812, in_open=640, pictures=PICTURES)


def asked(desk: Desk) -> list[ZoneTrialWanted]:
    return [one for one in desk.site.queries if isinstance(one, ZoneTrialWanted)]


def test_what_is_drawn_is_tried_on_the_last_7_days(desk, easel) -> None:
    easel.draw("read", ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9)))
    easel.finger.tap("zones.week")
    (query,) = asked(desk)
    assert (query.camera_id, len(query.drawing.read), query.saved.read) == ("cam-1", 3, ())
    assert not easel.page.week_key.isEnabled()
    assert not easel.page.tools["read"].isVisible()
    assert easel.page.trial.close_key.text() == "Stop"
    progress = QueryProgress(
        query_id=query.query_id, done=34, total=120, step="zones.trial.pictures"
    )
    desk.clock.advance(2)
    desk.site.bus.query_progressed.emit(progress)
    assert easel.page.trial.state.label.text() == (
        "Reading pictures again. The lanes come first.\n34 / 120   28 %"
    )
    desk.site.found(query, WEEK)
    told = easel.page.trial.counts.accessibleDescription()
    assert told == (
        "Cars: 820; In the read zone: 812; In the open zone: 640; "
        "120 of 789 pictures read again, spread evenly over the days:; "
        "Would be kept: 111; Would be missed: 4; Not legible again: 5; Newly found plates: 3; "
        "Pictures gone: 31; Cars that no picture shows can't be found."
    )
    assert easel.page.draft.changed, "nothing was saved by it"
    easel.finger.tap("zones.trial.close")
    assert easel.page.tools["read"].isVisible()
    assert easel.page.week_key.isEnabled()


def test_a_trial_says_that_lines_need_a_car(desk, easel) -> None:
    easel.draw("line_a", SQUARE[:2])
    easel.finger.tap("zones.week")
    desk.site.found(asked(desk)[-1], WEEK)
    assert "Lines can't be tried on pictures" in easel.page.trial.counts.accessibleDescription()


def test_a_trial_without_cars_or_that_fails_says_so(desk, easel) -> None:
    easel.finger.tap("zones.week")
    desk.site.found(asked(desk)[-1], ZoneTrial(cars=0, in_read=0, in_open=0))
    assert easel.page.trial.state.label.text() == "No car of the last 7 days is kept."
    easel.finger.tap("zones.trial.close")
    easel.finger.tap("zones.week")
    desk.site.bus.query_answered.emit(
        QueryAnswer(query_id=asked(desk)[-1].query_id, ok=False, code="storage.failed")
    )
    assert easel.page.trial.state.label.text()
    easel.finger.tap("zones.trial.state.key")
    assert len(asked(desk)) == 3, "it can be tried again"
    desk.site.found(asked(desk)[-1], WEEK)
    assert easel.page.trial.counts.isVisible()


@pytest.mark.parametrize("end", ["stop", "draw", "leave", "other"])
def test_a_trial_that_nobody_waits_for_ends(desk, easel, end: str) -> None:
    easel.finger.tap("zones.week")
    (query,) = asked(desk)
    if end == "stop":
        easel.finger.tap("zones.trial.close")
    elif end == "draw":
        easel.tap(0.5, 0.5)
    elif end == "leave":
        desk.window.show_live()
    else:
        desk.window.navigator.go("settings.zones", "cam-2")
    assert query.query_id in desk.site.cancelled
    desk.site.found(query, WEEK)
    assert not easel.page.trial.isVisible()
    assert easel.page.side.currentIndex() == 0


def test_the_direction_is_an_arrow_and_the_loupe_enlarges(desk, easel) -> None:
    desk.clock.advance(1)
    desk.site.frame("cam-1", 1)
    easel.draw("line_a", ((0.2, 0.3), (0.8, 0.3)))
    easel.draw("line_b", ((0.2, 0.7), (0.8, 0.7)))
    image = easel.canvas.grab().toImage()
    middle = easel.at(0.5, 0.5)
    assert image.pixelColor(round(middle.x()), round(middle.y())).name() == "#ffffff"
    easel.finger.press(easel.canvas, easel.at(0.2, 0.7))
    easel.finger.move(easel.canvas, easel.at(0.3, 0.7))
    with_loupe = easel.canvas.grab().toImage()
    easel.finger.release(easel.canvas, easel.at(0.3, 0.7))
    assert with_loupe != easel.canvas.grab().toImage()


def test_all_keys_have_names_of_their_own(desk, easel) -> None:
    keys = [k for k in easel.page.findChildren(type(easel.page.save_key)) if k.isVisible()]
    names = [key.accessibleName() for key in keys]
    assert all(names)
    assert len(set(names)) == len(names)
    assert not set(names) & {key.objectName() for key in keys}


def test_commissioning_the_cameras_part_takes_few_touches(build) -> None:
    """J8, as far as cameras go: of its 45 touches 18 are left for the gate and the drive."""
    desk = build(cameras=1, gates=1)
    sign_in(desk)
    finger = Finger(desk)
    finger.tap("nav.settings")
    finger.tap("settings.tile.settings.cameras")
    finger.tap("cameras.search")
    desk.site.found(desk.site.queries[-1], (SeenCamera(address="10.0.0.7", maker="Guard Works"),))
    finger.tap("cameras.found.0")
    finger.tap("cameras.test.run")
    desk.site.found(desk.site.queries[-1], result())
    finger.tap("cameras.form.save")
    intent = desk.site.of(ConfigApplied)[-1]
    assert [type(change).__name__ for change in intent.changes] == ["RowAdded", "RowAdded"]
    desk.site.answer(intent, code="config.applied")
    desk.site.bus.config_trial_changed.emit(ConfigTrial(seconds_left=60))
    finger.tap("trial.keep")
    desk.site.bus.config_trial_changed.emit(None)

    finger.tap("cameras.zones.cam-1")  # the new one's row comes with the new site
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
    intent = desk.site.of(ConfigApplied)[-1]
    assert [change.key for change in intent.changes] == [
        "read_zone",
        "open_zone",
        "line_a",
        "line_b",
    ]
    desk.site.answer(intent, code="config.applied")
    desk.site.bus.config_trial_changed.emit(ConfigTrial(seconds_left=60))
    finger.tap("trial.keep")
    assert len(desk.site.of(ConfigKept)) == 2
    assert finger.touches <= 45 - 18


def test_live_says_which_lanes_are_by_hand_only(desk) -> None:
    panels = desk.window.live.wall.lanes
    by_lane = {panel.lane_id: panel for panel in panels.values()}
    desk.site.bus.setup_changed.emit(frozenset({"lane-1"}))
    assert by_lane["lane-1"].accessibleName().endswith("Setup: by hand only")
    assert not by_lane["lane-2"].in_setup
    assert not desk.window.grab().isNull()
    desk.site.bus.setup_changed.emit(frozenset())
    assert not by_lane["lane-1"].in_setup
