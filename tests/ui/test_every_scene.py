# SPDX-License-Identifier: AGPL-3.0-or-later
"""T01, T03, T09, T16 on every screen in every state that has a picture, at both sizes.

A screen of the catalog or a widget of ui/widgets that is in no scene fails here: it would be
missing on the contact sheets and in the gallery.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from tests.ui import proof
from ui.app import create_application
from ui.scenes import SCENES
from ui.screens.catalog import SCREENS
from ui.screens.config_error import RepairWindow
from ui.screenshots import PROBLEMS
from ui.specimens import BY_HAND, names_in, public_widgets
from ui.still import LONGEST_S
from ui.studio import SIZES, Scene, Studio
from ui.theme.look import Look

GLOVES = (
    *("live-reasons-missing", "hold-open", "ask", "reasons", "steps", "why"),
    *("type-plate-found", "quick-pass-near-ban", "inside", "muster"),
    *("history-span", "history-month", "evidence", "reports", "lists", "editor-schedule"),
    *("editor-steps", "editor-days", "editor-photos", "lists-group", "alerts-list"),
    *("health-drill", "handover", "users-pin", "recovery-words", "pin-people", "settings"),
    *("cameras-keypad", "zones-ruler", "gates", "look", "privacy", "setup-relay", "lock"),
)
"""Scenes that are looked at with keys for gloves: each screen, in its fullest state."""
SHEETS = ("reasons", "steps", "hold_sheet", "ask", "pin", "banner", "toast", "chip")


def _shown(studio: Studio) -> set[str]:
    window = studio.window
    return {name for name in SHEETS if not getattr(window, name).isHidden()}


def _interrupt(studio: Studio, with_what: str) -> None:
    """Let a loss be on, a question wait, or both, as they come while somebody is elsewhere."""
    window = studio.window
    if "banner" in with_what:
        studio.losses()
    if "question" in with_what and window.ask.ask is None:
        studio.question()
    if "question" in with_what:
        window.asking.fold()
    studio.clock.advance(LONGEST_S)  # whoever touched the screen last does so no more
    window.tick()


def _looked_at(studio: Studio) -> list[str]:
    """Return what is wrong in the window as it is now."""
    proof.settle()
    window = studio.window
    metrics = window.look.metrics
    # A key whose relay is away has steps to show instead: it is there all the same.
    wrong = proof.wrong_gate_bar(window)
    wrong += proof.wrong_targets(window, metrics)
    wrong += proof.wrong_gaps(window, metrics)
    wrong += proof.wrong_names(window)
    wrong += proof.second_windows(window)
    wrong += proof.covered(window)
    wrong += proof.wrong_cuts(window)
    wrong += proof.wrong_heights(window)
    opened = [type(one).__name__ for one in studio.site.submitted]
    return wrong + [name for name in opened if "Close" in name]  # T03


@dataclass
class Found:
    """What a scene was like.

    Attributes:
        wrong: What is wrong, by what had come by itself.
        shown: Names of screens, overlays and widgets that were seen.
        bar: Where the gate bar stands, by what moves it on purpose.
    """

    wrong: dict[str, list[str]]
    shown: set[str]
    bar: tuple[object, object]


def _ask(scene: Scene, size: tuple[int, int], *, glove: bool = False) -> Found:
    """Look at a scene by itself, then with a question waiting, then with a banner as well."""
    studio = Studio(
        size=size,
        theme="day",
        frames=None,
        cameras=scene.cameras,
        gates=scene.gates,
        glove=glove,
    )
    try:
        scene.prepare(studio)
        proof.settle()
        proof.forget()  # of a window that was made anew while the scene was prepared
        window = studio.window
        wrong = {"": _looked_at(studio)}
        shown = {window.page, *_shown(studio), *names_in(window, public_widgets())}
        chosen = window.look.settings
        bar = ((scene.gates, chosen.left_handed, chosen.glove), proof.gate_places(window))
        for with_what in ("question", "banner and question"):
            _interrupt(studio, with_what)
            wrong[with_what] = _looked_at(studio)
            shown |= _shown(studio)
        return Found({what: found for what, found in wrong.items() if found}, shown, bar)
    finally:
        studio.close()
        proof.forget()


def _scenes(profile: str) -> list[Scene]:
    """All of them on the small panel, where room is short; on the large one each screen once."""
    first: dict[str, Scene] = {}
    for scene in SCENES:
        first.setdefault(scene.name.split("-")[0], scene)
    return list(SCENES) if profile == "compact" else list(first.values())


@pytest.mark.timeout(600)  # some two hundred windows
@pytest.mark.parametrize("profile", SIZES)
def test_every_scene_keeps_the_gate_bar_the_sizes_and_the_names(qapp, profile: str) -> None:
    """T01, T03, T09, T16; a banner and the chip of a question have each a place of its own."""
    create_application(["test"])
    wrong: dict[str, dict[str, list[str]]] = {}
    seen: set[str] = set()
    places: dict[object, dict[object, str]] = {}
    for scene in _scenes(profile):
        found = _ask(scene, SIZES[profile])
        seen |= found.shown
        if found.wrong:
            wrong[scene.name] = found.wrong
        hand, bar = found.bar
        places.setdefault(hand, {}).setdefault(bar, scene.name)
    assert wrong == {}
    # To the pixel the same place on every screen and under every overlay.
    assert [found for found in places.values() if len(found) > 1] == []
    if profile != "compact":
        return
    for scene in BY_HAND:
        seen |= _ask(scene, SIZES[profile]).shown
    assert {spec.name for spec in SCREENS} - seen == set(), "screens without a scene"
    assert set(SHEETS) <= seen, "overlays without a scene"
    assert set(public_widgets()) - seen == set(), "widgets that no scene and so no gallery shows"


def test_what_a_guard_works_with_has_keys_for_gloves() -> None:
    """The rest are tables and forms of those who sit at a desk: on the small panel 12 mm."""
    usual = {spec.name for spec in SCREENS if spec.close_fitting}
    desk = {"lists", "health", "setup"}
    assert {name for name in usual if not name.startswith("settings.")} == desk


def _with_gloves(scenes: Iterable[Scene], profile: str) -> set[str]:
    """Look at scenes with keys for gloves; return what was seen."""
    create_application(["test"])
    wrong: dict[str, dict[str, list[str]]] = {}
    seen: set[str] = set()
    for scene in scenes:
        found = _ask(scene, SIZES[profile], glove=True)
        seen |= found.shown
        if found.wrong:
            wrong[scene.name] = found.wrong
    assert wrong == {}
    return seen


@pytest.mark.timeout(120)
def test_keys_for_gloves_fit_under_a_banner_and_beside_a_question(qapp) -> None:
    """T09: 15 mm, and on a page that has no room for those 12; nothing cut, nothing covered."""
    by_name = {scene.name: scene for scene in SCENES}
    seen = _with_gloves([by_name[name] for name in GLOVES], "compact")
    assert {spec.name for spec in SCREENS} - seen == set(), "screens without gloves"
    assert set(SHEETS) - {"toast"} <= seen, "overlays without gloves"
    _with_gloves([by_name["type-plate"]], "large")


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("profile", SIZES)
def test_keys_for_gloves_fit_in_every_scene(qapp, profile: str) -> None:
    """The same, of all of them."""
    _with_gloves(SCENES, profile)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("profile", SIZES)
def test_the_repair_screen_keeps_the_sizes_and_the_names(qapp, profile: str) -> None:
    """T09 and T16 on S26; its gate bar is in test_repair.py."""
    create_application(["test"])
    width, height = SIZES[profile]
    window = RepairWindow(
        PROBLEMS, file="/etc/x.toml", look=Look(width=width), width=width, height=height
    )
    try:
        window.show()
        proof.settle()
        assert proof.wrong_targets(window, window.look.metrics) == []
        assert proof.wrong_names(window) == []
        assert proof.second_windows(window) == []
    finally:
        window.close()
        window.deleteLater()
        proof.forget()
