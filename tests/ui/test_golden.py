# SPDX-License-Identifier: AGPL-3.0-or-later
"""The twelve most used screens look as they did, by day and by night.

After a wanted change: `pytest tests/ui/test_golden.py --update-golden`, and look at the pictures.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui import proof
from tests.ui.golden_pictures import MOST, differences, kept_size, mismatch
from ui.app import create_application
from ui.scenes import SCENES
from ui.studio import SIZES, Studio

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
ARTIFACTS = ROOT / "artifacts" / "golden"
MOST_USED = (
    "live",
    "ask",
    "refusal",
    "losses",
    "why",
    "type-plate-found",
    "quick-pass",
    "reasons",
    "lists",
    "editor",
    "pin",
    "lock",
)


def _picture(name: str, theme: str) -> QImage:
    scene = next(scene for scene in SCENES if scene.name == name)
    studio = Studio(
        size=SIZES["compact"], theme=theme, frames=None, cameras=scene.cameras, gates=scene.gates
    )
    try:
        scene.prepare(studio)
        proof.settle()
        return studio.window.grab().toImage()
    finally:
        studio.close()
        proof.forget()


@pytest.mark.golden
@pytest.mark.parametrize("theme", ["day", "night"])
def test_the_most_used_screens_look_as_they_did(
    qapp: object, request: pytest.FixtureRequest, theme: str
) -> None:
    create_application(["test"])
    wrong = {}
    for name in MOST_USED:
        kept = GOLDEN / f"{name}-{theme}.png"
        image = _picture(name, theme)
        if request.config.getoption("--update-golden"):
            GOLDEN.mkdir(exist_ok=True)
            assert kept_size(image).save(str(kept))
            continue
        if said := mismatch(image, kept, ARTIFACTS):
            wrong[name] = said
    assert wrong == {}


def test_every_kept_picture_is_of_a_screen_that_is_looked_at() -> None:
    wanted = {f"{name}-{theme}.png" for name in MOST_USED for theme in ("day", "night")}
    assert {path.name for path in GOLDEN.iterdir()} == wanted
    assert len(MOST_USED) == 12


def test_another_word_or_a_missing_icon_is_seen_and_other_edges_are_not(qapp: object) -> None:
    """The comparison itself."""
    create_application(["test"])
    picture = _picture("reasons", "day")
    kept = kept_size(picture)
    assert differences(kept, kept).max() == 0

    edges = picture.copy()
    painter = QPainter(edges)
    painter.setOpacity(0.3)
    painter.drawImage(1, 0, picture)  # the same letters, rasterised another way
    painter.end()
    assert differences(kept, kept_size(edges)).max() <= MOST

    icon = picture.copy()
    painter = QPainter(icon)
    painter.fillRect(400, 300, 30, 30, QColor("#0A4F96"))
    painter.end()
    assert differences(kept, kept_size(icon)).max() > MOST

    longer = picture.copy()
    painter = QPainter(longer)
    painter.setPen(QColor("#14181B"))
    painter.drawText(300, 200, "another word")
    painter.end()
    assert differences(kept, kept_size(longer)).max() > MOST
