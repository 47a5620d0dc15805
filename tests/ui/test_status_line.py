# SPDX-License-Identifier: AGPL-3.0-or-later
"""screens.md S01: a pill never hides, also under a banner that takes the bar's row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, QRectF, Qt

from alpr_kiosk.domain.events import Alert, Priority
from alpr_kiosk.runtime.views import SiteHealth
from tests.ui import proof
from ui.app import create_application
from ui.scenes import SCENES
from ui.studio import Studio
from ui.widgets.status_line import LINE_H

Open = Callable[..., Studio]
KEYPAD, FULLEST = "type-plate", "history-month"
"""A page with room for a line above the banner, and one without."""


@pytest.fixture
def opened(qapp: object) -> Iterator[Open]:
    create_application(["test"])
    studios: list[Studio] = []

    def make(name: str, *, banner: bool = True, question: bool = False) -> Studio:
        scene = next(one for one in SCENES if one.name == name)
        made = Studio(
            size=(1280, 800), theme="day", frames=None, cameras=scene.cameras, gates=scene.gates
        )
        studios.append(made)
        scene.prepare(made)
        made.clock.advance(5.0)
        if banner:
            made.site.bus.alert_changed.emit(
                Alert(
                    alert_id="a",
                    code="disk.warn",
                    source="disk",
                    priority=Priority.HIGH,
                    raised_at=made.clock.utc_now(),
                )
            )
        if question:
            made.question()
        made.clock.advance(5.0)
        made.window.tick()
        proof.settle()
        return made

    yield make
    for studio in studios:
        studio.close()
    proof.forget()


def apart(*places: QRect) -> bool:
    return not any(
        one.intersects(other) for number, one in enumerate(places) for other in places[number + 1 :]
    )


@pytest.mark.parametrize(("name", "high"), [(KEYPAD, LINE_H), (FULLEST, 71)])
def test_all_pills_are_in_sight_beside_or_above_a_banner(
    opened: Open, name: str, high: int
) -> None:
    studio = opened(name)
    window, line = studio.window, studio.window.top_row.line
    assert (window.status.isVisible(), line.isVisible()) == (False, True)
    assert line.height() == high
    assert line.shown == tuple(pill.value for pill in window.status.pills)
    assert apart(line.geometry(), window.banner.geometry(), window.pages.geometry())
    assert apart(line.geometry(), window.nav.geometry(), window.banner.geometry())
    assert proof.wrong_targets(window, window.look.metrics) == []
    inside = QRectF(line.rect())
    assert all(inside.contains(cell) for cell in line.cells())


def test_it_says_at_once_what_a_pill_says(opened: Open) -> None:
    studio = opened(KEYPAD)
    line = studio.window.top_row.line
    studio.site.bus.health_changed.emit(
        SiteHealth(cameras_live=1, cameras_total=4, gates_ok=2, gates_total=2, disk_pct=97)
    )
    assert {"1/4", "97 %"} <= set(line.shown)
    assert "1/4" in line.accessibleDescription()


def test_a_touch_on_it_does_nothing(opened: Open) -> None:
    """Far lower than 12 mm: it shows; the pills are touched in the bar."""
    studio = opened(KEYPAD)
    line = studio.window.top_row.line
    assert line.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert line.focusPolicy() is Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("name", [KEYPAD, FULLEST])
def test_beside_the_chip_of_a_question_the_bar_is_narrower(opened: Open, name: str) -> None:
    studio = opened(name, banner=False, question=True)
    window = studio.window
    assert window.chip.isVisible()
    assert window.status.isVisible()
    assert not window.top_row.line.isVisible()
    assert apart(window.status.geometry(), window.chip.geometry(), window.pages.geometry())
    assert proof.wrong_targets(window, window.look.metrics) == []


def test_with_a_banner_and_a_chip_the_line_stands_above_both(opened: Open) -> None:
    studio = opened(KEYPAD, question=True)
    window, line = studio.window, studio.window.top_row.line
    assert line.isVisible()
    assert apart(*(one.geometry() for one in (line, window.banner, window.chip, window.pages)))
    assert proof.wrong_targets(window, window.look.metrics) == []


def test_only_on_the_fullest_pages_with_both_there_is_no_room(opened: Open) -> None:
    """docs/adr/0034: 12 mm keys, 20 px type and two lines of a loss leave none at 1280 px."""
    studio = opened(FULLEST, question=True)
    window = studio.window
    assert not window.top_row.line.isVisible()
    assert window.banner.isVisible()
    assert window.chip.isVisible()


def test_it_goes_with_the_banner(opened: Open) -> None:
    studio = opened(KEYPAD)
    window = studio.window
    window.navigator.home()
    proof.settle()
    assert (window.status.isVisible(), window.top_row.line.isVisible()) == (True, False)
