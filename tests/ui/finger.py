# SPDX-License-Identifier: AGPL-3.0-or-later
"""A finger on the glass: presses go through the window at a place, and are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

LEFT = Qt.MouseButton.LeftButton


class Finger:
    """Touches what is shown at the centre of a control, as a person would."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.touches = 0

    def place(self, name: str) -> QPoint:
        """Return the centre of a control in the window; it must be what is on top there."""
        window = self.desk.window
        QCoreApplication.sendPostedEvents()
        control = next((one for one in window.findChildren(QWidget, name) if one.isVisible()), None)
        assert control is not None, f"{name} is not shown"
        assert control.isEnabled(), f"{name} is disabled"
        at = control.mapTo(window, control.rect().center())
        top = window.childAt(at)
        assert top is control or (top is not None and control.isAncestorOf(top)), (name, top)
        return at

    def tap(self, name: str) -> None:
        """Touch and let go."""
        at = self.place(name)
        self.touches += 1
        QTest.mouseClick(self.desk.window.windowHandle(), LEFT, pos=at)

    def hold(self, name: str, seconds: float = 0.65) -> None:
        """Touch, wait, let go."""
        at = self.place(name)
        self.touches += 1
        QTest.mousePress(self.desk.window.windowHandle(), LEFT, pos=at)
        self.desk.run(seconds)
        QTest.mouseRelease(self.desk.window.windowHandle(), LEFT, pos=at)
