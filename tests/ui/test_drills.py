# SPDX-License-Identifier: AGPL-3.0-or-later
"""S23 drills: a loss looks as it would (S25), says DRILL, and stops nothing that is true."""

from __future__ import annotations

import pytest

from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.intents import OpenRequested
from alpr_kiosk.runtime.views import Overlay, OverlayBox, SiteHealth
from tests.ui.conftest import Desk
from tests.ui.finger import Finger


def well(**changes: object) -> SiteHealth:
    values: dict[str, object] = {
        "cameras_live": 2,
        "cameras_total": 2,
        "gates_ok": 2,
        "gates_total": 2,
        "reader_ms": 30,
        "list_entries": 8,
        "disk_pct": 60,
    }
    return SiteHealth(**(values | changes))  # type: ignore[arg-type]


def drill(desk: Desk, kind: str, about: str = "", **changes: object) -> None:
    health = well(drill=kind, drill_about=about, drill_left_s=300.0, **changes)
    desk.site.bus.health_changed.emit(health)
    desk.run(0.3)


def light(desk: Desk) -> int:
    """Return how bright the picture is beside the words, 0 to 255."""
    image = desk.window.live.tiles["cam-1"].grab().toImage()
    return image.pixelColor(image.width() - 12, image.height() // 2).lightness()


def test_the_picture_of_a_camera_that_is_gone_for_practice_is_taken_away(desk):
    desk.site.frame("cam-1")
    desk.site.frame("cam-2")
    tile, other = (desk.window.live.tiles[name] for name in ("cam-1", "cam-2"))
    before = light(desk)
    drill(desk, "camera", "cam-1")
    assert (tile.faked, other.faked) == (True, False)
    assert tile.status_text().startswith("DRILL · No picture from Camera 1 since ")
    assert "DRILL" in tile.accessibleDescription()
    assert light(desk) < before
    drill(desk, "")
    assert (tile.faked, tile.status_text()) == (False, "")
    assert light(desk) == before


def test_a_car_that_stands_there_is_shown_in_the_middle_of_a_drill(desk):
    desk.site.frame("cam-1")
    drill(desk, "camera", "cam-1")
    tile = desk.window.live.tiles["cam-1"]
    box = OverlayBox(box=Box(0.4, 0.4, 0.6, 0.5), text="AB12CDE", settled=True, kind="allow")
    desk.site.bus.overlay_changed.emit(
        Overlay(camera_id="cam-1", frame_seq=1, captured_mono=desk.clock.monotonic(), boxes=(box,))
    )
    assert not tile.faked
    desk.run(2.0)
    assert tile.faked, "the car has gone, the drill goes on"


def test_a_camera_that_is_really_gone_says_so_and_not_that_it_is_a_drill(desk):
    drill(desk, "camera", "cam-1")
    desk.site.bus.camera_changed.emit(
        CameraHealth(
            camera_id="cam-1",
            state=CameraState.LOST,
            since_at=desk.clock.utc_now(),
            code="camera.gone",
        )
    )
    tile = desk.window.live.tiles["cam-1"]
    assert not tile.faked
    assert tile.status_text().startswith("No picture from Camera 1")


def test_all_tiles_say_that_nothing_is_read_for_practice(desk):
    drill(desk, "reader")
    for tile in desk.window.live.tiles.values():
        assert tile.unread_text == "DRILL · Not reading"
    drill(desk, "reader", reader_ok=False)
    assert desk.window.live.tiles["cam-1"].unread_text == "Not reading"


def test_a_gate_without_a_relay_for_practice_opens_as_always(desk):
    drill(desk, "relay", "gate-1")
    panel = desk.window.gates.panels["gate-1"]
    assert panel.state.detail.startswith("DRILL: as if ")
    assert panel.open_key.text() == "OPEN"
    assert not desk.window.gates.panels["gate-2"].state.detail.startswith("DRILL")
    panel.state.click()
    assert desk.window.steps.isVisible()
    assert len(desk.window.steps.steps) == 3
    Finger(desk).hold("gate.gate-1.open")
    assert [one.gate_id for one in desk.site.of(OpenRequested)] == ["gate-1"]
    drill(desk, "")
    assert not panel.state.detail.startswith("DRILL")


@pytest.mark.parametrize(
    ("kind", "name", "icon"),
    [
        ("camera", "cameras", "camera-off"),
        ("relay", "gates", "relay-off"),
        ("reader", "reader", "reader-off"),
        ("heat", "reader", "thermometer"),
        ("database", "lists", "database-off"),
        ("disk", "disk", "disk"),
        ("clock", "clock", "clock-warning"),
        ("sound", "alerts", "silence-bell"),
    ],
)
def test_the_pill_of_what_is_practised_says_so(desk, kind, name, icon):
    pill = getattr(desk.window.status, name)
    drill(desk, kind)
    assert (pill.kind, pill.kind_icon()) == ("info", icon)
    drill(desk, "")
    assert pill.kind == ""
    assert pill.kind_icon() != icon or kind == "disk"


def test_a_pill_that_is_really_bad_stays_what_it_is(desk):
    drill(desk, "disk", disk_pct=97)
    pill = desk.window.status.disk
    assert (pill.kind, pill.kind_text()) == ("fault", "Disk 97 %")
    desk.site.alert("relay.gone", "gate-1")
    drill(desk, "sound")
    assert desk.window.status.alerts.kind == "deny"
