# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies over the pictures says that it covers them, and then leaves no pixel unpainted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget

from tests.ui import proof
from ui.scenes import SCENES
from ui.studio import SIZES, Studio

MARK = 0xFFFF00FF
COVERING = (
    *(("ask", "ask"), ("steps", "steps"), ("hold-open", "hold_open"), ("reasons", "override")),
    ("pin", "pin"),
)


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(("scene_name", "name"), COVERING)
def test_a_sheet_over_the_pictures_paints_every_pixel(
    qapp, scene_name: str, name: str, theme: str
) -> None:
    scene = next(one for one in SCENES if one.name == scene_name)
    studio = Studio(
        size=SIZES["compact"], theme=theme, frames=None, cameras=scene.cameras, gates=scene.gates
    )
    try:
        scene.prepare(studio)
        proof.settle()
        sheet = studio.window.findChild(QWidget, name)
        assert sheet is not None
        assert sheet.isVisible()
        assert sheet.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        image = QImage(sheet.size(), QImage.Format.Format_RGB32)
        image.fill(MARK)
        sheet.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))
        lines = np.frombuffer(image.constBits(), dtype=np.uint32)
        assert not (lines == MARK).any()
    finally:
        studio.close()
        proof.forget()
