# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gallery of widgets; that none is missing in it is shown with the scenes, in one go."""

from __future__ import annotations

import pytest

from ui import gallery
from ui.app import create_application
from ui.gallery import Gallery
from ui.scenes import SCENES
from ui.specimens import BY_HAND, Collector, public_widgets


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    create_application(["test"])


def _scene(name: str):
    return next(scene for scene in SCENES if scene.name == name)


def test_a_key_is_there_in_every_state_and_nothing_is_opened_for_it() -> None:
    found = list(Collector().take(_scene("live")))
    states = {one.state for one in found if one.widget == "keys.RingKey"}
    assert {"normal", "pressed", "disabled", "focus", "held 33%", "held 66%"} <= states
    states = {one.state for one in found if one.widget == "keys.TapKey"}
    assert {"normal", "pressed", "disabled", "focus", "long text"} <= states
    pressed = {
        one.state: one.image
        for one in found
        if one.widget == "keys.TapKey" and one.state in ("normal", "pressed", "disabled", "focus")
    }
    for state in ("pressed", "disabled", "focus"):
        assert pressed[state] != pressed["normal"], f"{state} looks like nothing happened"


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_window_fills_a_scene_at_a_time_and_begins_anew_in_another_theme() -> None:
    window = Gallery(scenes=(_scene("pin"), *BY_HAND))
    try:
        window.show()
        for _ in range(3):
            window.step()
        assert {"keys.TapKey", "trial_bar.RebuildCover", "toast.Toast"} <= window.names
        assert window.said.text().endswith("widgets")
        window.keys["theme"].click()
        assert window.keys["theme"].text() == "theme: night"
        assert window.names == set()
        window.step()
        assert "keys.TapKey" in window.names
    finally:
        window.close()
        window.deleteLater()


def test_pictures_are_written_for_each_theme(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(gallery, "SCENES", (_scene("pin"),))
    assert gallery.main(["--out", str(tmp_path), "--only", "keys.TapKey"]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"keys.TapKey-{theme}-compact.png" for theme in gallery.THEMES}


def test_the_list_of_widgets_is_found_in_the_modules() -> None:
    names = set(public_widgets())
    assert {
        "keys.TapKey",
        "hold.HoldButton",
        "banner.AlertBanner",
        "status_bar.StatusPill",
    } <= names
