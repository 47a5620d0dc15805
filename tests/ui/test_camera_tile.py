# SPDX-License-Identifier: AGPL-3.0-or-later
"""T08 and the tile's states: a picture that is not live says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.runtime.views import Overlay, OverlayBox
from tests.fakes.site import picture
from ui import messages
from ui.widgets.painting import draw_picture, wrap_preview


def tile(desk, camera="cam-1"):
    return desk.window.live.tiles[camera]


def test_a_picture_older_than_two_seconds_is_not_live(desk):
    desk.site.frame("cam-1")
    one = tile(desk)
    desk.run(1.9, step=0.1)
    assert one.property("stale") is False
    assert one.status_text() == ""
    desk.run(0.2, step=0.1)
    assert one.property("stale") is True
    desk.run(5.0, step=0.25)
    assert one.status_text() == "Old picture, 7 s. Not live."
    desk.site.frame("cam-1", seq=2)
    assert one.property("stale") is False
    assert one.status_text() == ""


def test_a_stale_picture_is_painted_without_colour(desk):
    desk.site.frame("cam-1")
    desk.run(3.0, step=0.25)
    image = tile(desk).grab().toImage()
    colour = image.pixelColor(image.width() // 2, image.height() // 2)
    assert colour.red() == colour.green() == colour.blue()


def test_connecting_counts_the_seconds(desk):
    desk.run(3.0, step=0.25)
    assert tile(desk).status_text() == "Connecting 3 s"


def test_a_lost_camera_says_since_when_and_what_to_do(desk):
    desk.site.frame("cam-1")
    desk.site.bus.camera_changed.emit(
        CameraHealth(
            camera_id="cam-1",
            state=CameraState.LOST,
            since_at=desk.clock.utc_now() - timedelta(minutes=1),
            code="camera.gone",
            retry_in_s=5.0,
        )
    )
    text = tile(desk).status_text()
    assert text.startswith("No picture from Camera 1 since 12:59.")
    assert "Look outside" in text
    assert not tile(desk).grab().toImage().isNull()
    assert tile(desk, "cam-2").status_text().startswith("Connecting")


def test_a_wrong_password_is_told_apart(desk):
    desk.site.bus.camera_changed.emit(
        CameraHealth(camera_id="cam-1", state=CameraState.LOGIN, since_at=desk.clock.utc_now())
    )
    assert "refuses the password" in tile(desk).status_text()


def test_frames_faster_than_15_a_second_are_not_all_taken(desk):
    before = desk.site.taken
    for seq in range(1, 31):
        desk.site.frame("cam-1", seq)
        desk.clock.advance(0.001)
    assert desk.site.taken - before == 1


def test_a_frame_after_the_gap_is_taken_at_once(desk):
    desk.site.frame("cam-1", 1)
    before = desk.site.taken
    desk.clock.advance(0.07)
    desk.site.frame("cam-1", 2)
    assert desk.site.taken == before + 1


def test_the_capture_thread_learns_the_size_and_that_a_tile_is_hidden(desk):
    one = tile(desk)
    assert desk.site.sizes["cam-1"] == (one.width(), one.height())
    desk.window.show_alerts()
    assert desk.site.sizes["cam-1"] == (0, 0)
    assert desk.site.sizes["cam-2"] == (0, 0)


def test_a_tap_shows_one_camera_large_and_back(desk):
    small = tile(desk).width()
    tile(desk).click()
    assert tile(desk).width() > small
    assert not tile(desk, "cam-2").isVisible()
    desk.window.escape()
    assert tile(desk).width() == small
    assert tile(desk, "cam-2").isVisible()
    assert desk.site.intents == []


def test_boxes_are_drawn_and_old_ones_are_not(desk):
    desk.site.frame("cam-1")
    plain = tile(desk).grab().toImage()
    overlay = Overlay(
        camera_id="cam-1",
        frame_seq=1,
        captured_mono=desk.clock.monotonic(),
        boxes=(
            OverlayBox(box=Box(0.4, 0.4, 0.6, 0.5), text="AB12CDE", settled=True, kind="allow"),
        ),
    )
    desk.site.bus.overlay_changed.emit(overlay)
    assert tile(desk).grab().toImage() != plain
    desk.run(1.6, step=0.25)
    desk.site.frame("cam-1", 2)
    assert tile(desk).grab().toImage() == plain


def test_a_picture_is_wrapped_without_a_copy_and_outlives_its_owner():
    source = picture("cam-1", 1, 0.0, width=32, height=16, grey=77)
    image = wrap_preview(source)
    del source
    assert image.size() == QSize(32, 16)
    assert image.pixelColor(3, 3).red() == 77


def test_a_picture_keeps_its_shape():
    target = QImage(200, 100, QImage.Format.Format_RGB32)
    painter = QPainter(target)
    place = draw_picture(
        painter,
        QRectF(0, 0, 200, 100),
        wrap_preview(picture("c", 1, 0.0, width=50, height=50)),
        gain=1.0,
    )
    painter.end()
    assert (place.width(), place.height()) == (100, 100)
    assert place.x() == 50


# ------------------------------------------------------------------- not live, though frames come


def tell(desk, state, code="", **values):
    since = desk.clock.utc_now() - timedelta(minutes=1)
    desk.site.bus.camera_changed.emit(
        CameraHealth(camera_id="cam-1", state=state, since_at=since, code=code, **values)
    )


def coloured(desk):
    """Whether any colour is seen in the middle of the picture, where a coloured frame is shown."""
    image = tile(desk).grab().toImage()
    points = [(x, image.height() - 60) for x in range(image.width() // 3, image.width() // 2, 3)]
    return any(len(set(image.pixelColor(*point).getRgb()[:3])) > 1 for point in points)


def colour_frame(desk, seq=1):
    frame = picture("cam-1", seq, desk.clock.monotonic())
    green = replace(frame, data=bytes([30, 200, 30, 255]) * (frame.width * frame.height))
    desk.site._waiting["cam-1"] = green
    desk.site.bus.frame_available.emit("cam-1")


BOXES = (OverlayBox(box=Box(0.4, 0.6, 0.6, 0.7), text="AB12CDE", settled=True, kind="allow"),)


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        (CameraState.FROZEN, "camera.frozen", ("has not changed since 12:59", "Look outside")),
        (CameraState.COVERED, "camera.covered", ("Nothing to see", "12:59", "lens")),
        (CameraState.LOST, "camera.stalled", ("stopped sending at 12:59", "Look outside")),
        (CameraState.LOST, "camera.unreachable", ("No link to Camera 1 since 12:59", "network")),
        (CameraState.LOST, "camera.not_found", ("Nothing at the address", "settings")),
        (CameraState.LOST, "camera.lost", ("No picture from Camera 1 since 12:59.",)),
        (CameraState.FORMAT, "camera.format", ("cannot be read",)),
    ],
)
def test_a_picture_nobody_may_trust(desk, state, code, words):
    """Frames may go on to come: no colour, no boxes, and what to do."""
    colour_frame(desk)
    tell(desk, CameraState.LIVE)
    assert coloured(desk)
    tell(desk, state, code)
    colour_frame(desk, 2)
    plain = tile(desk).grab().toImage()
    overlay = Overlay(
        camera_id="cam-1", frame_seq=2, captured_mono=desk.clock.monotonic(), boxes=BOXES
    )
    desk.site.bus.overlay_changed.emit(overlay)
    assert tile(desk).grab().toImage() == plain
    assert not coloured(desk)
    assert not tile(desk).live
    assert all(word in tile(desk).status_text() for word in words)
    assert tile(desk).accessibleDescription() not in ("", "Live")
    tell(desk, CameraState.LIVE)
    assert tile(desk).status_text() == ""
    assert coloured(desk)


def test_a_late_camera_is_grey_at_once(desk):
    colour_frame(desk)
    tell(desk, CameraState.LIVE)
    desk.clock.advance(1.2)  # not yet old by the tile's own limit
    tell(desk, CameraState.LATE, "camera.late", age_s=1.2)
    assert tile(desk).status_text() == "Old picture, 1 s. Not live."
    assert not tile(desk).live
    assert not coloured(desk)
    assert tile(desk).accessibleDescription() == "old picture"
    desk.run(6.0, step=0.25)
    assert tile(desk).status_text() == "Old picture, 7 s. Not live."
    tell(desk, CameraState.LIVE)
    colour_frame(desk, 2)
    assert tile(desk).status_text() == ""
    assert coloured(desk)


def test_a_new_try_does_not_take_the_reason_away(desk):
    desk.site.frame("cam-1")
    tell(desk, CameraState.LOST, "camera.unreachable")
    said = tile(desk).status_text()
    for _ in range(3):
        tell(desk, CameraState.CONNECTING)
        assert tile(desk).status_text() == said
        desk.run(4.0, step=0.25)
        tell(desk, CameraState.LOST, "camera.unreachable")
    tell(desk, CameraState.LIVE)
    desk.site.frame("cam-1", 2)
    assert tile(desk).status_text() == ""


def test_every_state_has_a_word():
    words = [messages.camera_word(state) for state in CameraState]
    assert len(set(words)) == len(CameraState)
