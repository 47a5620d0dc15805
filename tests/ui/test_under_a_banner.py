# SPDX-License-Identifier: AGPL-3.0-or-later
"""T09 where it is hardest: full pages of the small panel, of which an alert takes a part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alpr_kiosk.domain.events import Alert, Priority
from tests.ui import proof
from ui.app import create_application
from ui.language import Speaker
from ui.scenes import SCENES
from ui.studio import SIZES, Studio

FULL = (
    "type-plate",
    "type-plate-found",
    "editor-days",
    "editor-schedule",
    "gates-pulse",
    "quick-pass",
    "history-span",
    "health-drill",
)
TWO_LINES = ("disk.warn", "disk")
THREE_LINES = ("camera.gone", "cam-1")
"""Codes whose banner has so many lines, and their sources."""


@pytest.fixture(params=FULL)
def studio(request: pytest.FixtureRequest, qapp: object) -> Iterator[Studio]:
    create_application(["test"])
    scene = next(one for one in SCENES if one.name == request.param)
    made = Studio(
        size=(1280, 800), theme="day", frames=None, cameras=scene.cameras, gates=scene.gates
    )
    scene.prepare(made)
    proof.settle()
    yield made
    made.close()
    proof.forget()


def raise_alert(studio: Studio, code: str, source: str) -> None:
    """Let an alert with long values come, and its banner with it."""
    studio.clock.advance(5.0)
    studio.site.bus.alert_changed.emit(
        Alert(
            alert_id="a",
            code=code,
            source=source,
            priority=Priority.HIGH,
            raised_at=studio.clock.utc_now(),
            active=True,
            seen=False,
            context=(("camera", "Main gate in, the left lane"), ("time", "14:01"), ("s", "30")),
        )
    )
    studio.clock.advance(5.0)
    studio.window.tick()
    proof.settle()


@pytest.mark.parametrize("alert", [TWO_LINES, THREE_LINES], ids=("two lines", "three lines"))
def test_no_key_of_a_full_page_is_too_small_while_an_alert_stands_over_it(
    studio: Studio, alert: tuple[str, str]
) -> None:
    raise_alert(studio, *alert)
    banner = studio.window.banner
    assert banner.isVisible()
    assert proof.wrong_targets(studio.window, studio.window.look.metrics) == []
    assert proof.wrong_names(studio.window) == []


@pytest.mark.parametrize("glove", [False, True], ids=("usual", "gloves"))
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("profile", SIZES)
def test_no_line_of_live_is_cut_under_the_highest_banner(
    qapp: object, profile: str, language: str, glove: bool
) -> None:
    """S01: what is beside a picture keeps clear of its edges, and says why as far as it can."""
    create_application(["test"])
    made = Studio(
        size=SIZES[profile],
        theme="day",
        frames=None,
        language=language,
        speaker=Speaker(),
        glove=glove,
    )
    try:
        raise_alert(made, *THREE_LINES)
        assert made.window.banner.isVisible()
        for panel in made.window.live.wall.lanes.values():
            image = panel.grab().toImage()
            ground = image.pixel(image.width() // 2, 1)
            edge = range(image.height() - 5, image.height())
            inked = [
                (x, y)
                for y in edge
                for x in range(12, image.width() - 12)
                if image.pixel(x, y) != ground
            ]
            assert inked == [], panel.objectName()
    finally:
        Speaker().speak("en")
        made.close()
        proof.forget()
