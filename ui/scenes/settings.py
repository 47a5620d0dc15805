# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cameras, gates, the first run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from alpr_kiosk.domain.camera_queries import (
    CamerasSought,
    CameraTest,
    CameraTestRequested,
    SeenCamera,
    StillPicture,
    TestStep,
)
from alpr_kiosk.domain.drawing import Place, Tool
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.domain.geometry import Point
from alpr_kiosk.domain.ruler import PlateMeasure
from alpr_kiosk.domain.settings_intents import ConfigTrial
from alpr_kiosk.domain.zone_trial import PictureTrial, ZoneTrial, ZoneTrialWanted
from alpr_kiosk.runtime.views import Overlay, OverlayBox
from ui import messages
from ui.demo_site import PLATE_BOX, paint_lane
from ui.people import Session
from ui.screens.picture_editor import PictureEditor
from ui.screens.settings_cameras import SettingsCameras
from ui.studio import Scene, Studio

TOKEN = "demo"
STEPS = ("resolves", "answers", "login", "stream", "picture")


def installer(studio: Studio) -> None:
    """An installer has signed in."""
    studio.window.people.elevate(Session(token=TOKEN, user="Installer", role="installer"))


def _home(studio: Studio) -> None:
    studio.window.navigator.go("settings")


def cameras(studio: Studio) -> SettingsCameras:
    """Return the screen of the cameras, shown to an installer."""
    installer(studio)
    studio.window.navigator.go("settings.cameras")
    page = studio.window.navigator.page
    if not isinstance(page, SettingsCameras):
        raise TypeError(type(page).__name__)
    return page


def _search(studio: Studio) -> None:
    studio.site.answers[CamerasSought] = lambda _query: (
        SeenCamera(address="192.168.1.20", maker="Guard Works", model="GK-200"),
        SeenCamera(address="192.168.1.21", maker="Northline", model="LPR 4M", needs_password=True),
        SeenCamera(address="192.168.1.64:8080", model="IPC-B140", needs_password=True),
    )
    cameras(studio).search_key.click()


def result_of(failed: str, code: str) -> CameraTest:
    """Return what a test of a camera says; with a step that failed, or none."""
    at = STEPS.index(failed) if failed else len(STEPS)
    steps = tuple(
        TestStep(
            name=name,
            state="passed" if i < at else "failed" if i == at else "not_reached",
            code=code if i == at else "",
        )
        for i, name in enumerate(STEPS)
    )
    if failed:
        return CameraTest(steps=steps)
    image = paint_lane(960, 540, "AB12CDE")
    still = StillPicture(
        width=960, height=540, stride=image.bytesPerLine(), data=bytes(image.constBits())
    )
    return CameraTest(
        steps=steps,
        source="rtsp://192.168.1.21/main",
        preview_source="rtsp://192.168.1.21/sub",
        picture=still,
        width=1920,
        height=1080,
        codec="h264",
        fps=15.0,
        plate=PlateMeasure(
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
        ),
        hints=("hint.long_gop",),
    )


def _form(studio: Studio, failed: str = "", code: str = "") -> None:
    _search(studio)
    studio.site.answers[CameraTestRequested] = lambda _query: result_of(failed, code)
    page = studio.window.navigator.page
    if isinstance(page, SettingsCameras):
        page.found[1].click()
        page.form.put("user", "alpr")
        page.form.put("password", "hunter2")
        page.form.test_panel.run.click()


def _pad(studio: Studio) -> None:
    _form(studio)
    page = studio.window.navigator.page
    if isinstance(page, SettingsCameras):
        page.form.fields["password"].click()
        page.pad.signs.click()
        page.pad.field.setText("secret#1")


def _trial(studio: Studio) -> None:
    cameras(studio)
    studio.site.bus.config_trial_changed.emit(ConfigTrial(seconds_left=47, actor="Installer"))


def zones(studio: Studio) -> PictureEditor:
    """Return the picture editor with everything drawn."""
    installer(studio)
    studio.window.navigator.go("settings.zones", "cam-1")
    page = studio.window.navigator.page
    if not isinstance(page, PictureEditor):
        raise TypeError(type(page).__name__)
    studio.site.bus.camera_changed.emit(
        CameraHealth(
            camera_id="cam-1",
            state=CameraState.LIVE,
            since_at=studio.clock.utc_now(),
            fps=15.0,
            width=1920,
            height=1080,
        )
    )
    studio.clock.advance(1.0)
    studio.site.show_frame("cam-1", "AB12CDE", 3)
    for tool, points in _DRAWN.items():
        page.tools[tool.value].click()
        for x, y in points:
            page.draft.tap(Point(x, y))
    page.tools["open"].click()
    page.canvas.changed.emit()
    return page


_DRAWN = {
    Tool.READ: ((0.04, 0.42), (0.96, 0.42), (0.96, 0.98), (0.04, 0.98)),
    Tool.OPEN: ((0.26, 0.62), (0.74, 0.62), (0.82, 0.93), (0.18, 0.93)),
    Tool.IGNORE: ((0.02, 0.03), (0.26, 0.03), (0.26, 0.3), (0.02, 0.3)),
    Tool.LINE_A: ((0.3, 0.52), (0.7, 0.52)),
    Tool.LINE_B: ((0.24, 0.74), (0.76, 0.74)),
}


def _unsaved(studio: Studio) -> None:
    zones(studio).unsaved.ask()


def _crossing(studio: Studio) -> None:
    page = zones(studio)
    place = Place(tool=Tool.OPEN, index=0)
    page.draft.begin_move(place)
    page.draft.move(place, Point(0.9, 0.8))
    page.canvas.changed.emit()
    page.save_key.click()


def _loupe(studio: Studio) -> None:
    page = zones(studio)
    at = page.canvas.to_widget(page.draft.now.open[0])
    for kind, way in (
        (QEvent.Type.MouseButtonPress, 0.0),
        (QEvent.Type.MouseMove, 40.0),
    ):
        spot = QPointF(at.x() + way, at.y())
        event = QMouseEvent(
            kind,
            spot,
            page.canvas.mapToGlobal(spot),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QCoreApplication.sendEvent(page.canvas, event)


def _ruler(studio: Studio) -> None:
    page = zones(studio)
    page.tools["ruler"].click()
    studio.site.bus.overlay_changed.emit(
        Overlay(
            camera_id="cam-1",
            frame_seq=3,
            captured_mono=studio.clock.monotonic(),
            boxes=(OverlayBox(box=PLATE_BOX, text="AB12CDE", settled=True, kind="allow"),),
        )
    )
    page.drive_key.click()
    for read in (True, True, False, True, False):
        studio.site.bus.car_counted.emit("cam-1", read)
    measure = PlateMeasure(
        plate_width_px=143,
        plate_height_px=31,
        lines=1,
        characters=7,
        text_height_px=24.2,
        stroke_px=3.0,
        tilt_deg=-8.6,
        skew_deg=2.0,
        edge_across_px=6.5,
        edge_down_px=1.9,
        white_share=0.01,
        black_share=0.0,
        contrast=0.5,
        noise=0.01,
    )
    studio.site.bus.plate_measured.emit("cam-1", measure)


def _week(studio: Studio) -> None:
    page = zones(studio)
    seen = PictureTrial(stored=789, looked=120, gone=31, kept=111, missed=4, unseen=5, found=3)
    studio.site.answers[ZoneTrialWanted] = lambda _query: ZoneTrial(
        cars=820, in_read=812, in_open=640, pictures=seen
    )
    page.week_key.click()


def _week_works(studio: Studio) -> None:
    page = zones(studio)
    page.week_key.click()
    studio.clock.advance(2.0)
    page.trial.state.progress(34, 120, messages.text("zones.trial.pictures"))


SCENES: tuple[Scene, ...] = (
    Scene(name="settings", prepare=_home, kept=("day", "night")),
    Scene(name="cameras", prepare=cameras, kept=("day", "night")),
    Scene(name="cameras-search", prepare=_search),
    Scene(name="cameras-form", prepare=_form),
    Scene(name="cameras-refused", prepare=lambda s: _form(s, "login", "camera.login")),
    Scene(name="cameras-keypad", prepare=_pad),
    Scene(name="zones", prepare=zones, kept=("day", "night")),
    Scene(name="zones-crossing", prepare=_crossing),
    Scene(name="zones-unsaved", prepare=_unsaved),
    Scene(name="zones-loupe", prepare=_loupe),
    Scene(name="zones-ruler", prepare=_ruler),
    Scene(name="zones-week", prepare=_week),
    Scene(name="zones-week-works", prepare=_week_works),
    Scene(name="settings-trial", prepare=_trial),
)
