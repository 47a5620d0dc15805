# SPDX-License-Identifier: AGPL-3.0-or-later
"""Helpers for the screens of the settings: an installer, fingers that are counted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.conftest import Desk
from ui.people import Session


class Finger:
    """Touches things, and counts."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.touches = 0

    def tap(self, name: str) -> None:
        """Tap a key that is there and can be tapped."""
        key = self.desk.control(name)
        assert isinstance(key, QAbstractButton), name
        assert key.isVisible(), name
        assert key.isEnabled(), name
        self.touches += 1
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)

    def touch(self, widget: QWidget, at: QPointF, *, to: QPointF | None = None) -> None:
        """Touch a place; with `to` drag from there."""
        self.touches += 1
        self.press(widget, at)
        if to is not None:
            steps = 4
            for step in range(1, steps + 1):
                self.move(widget, at + (to - at) * (step / steps))
        self.release(widget, to if to is not None else at)

    def press(self, widget: QWidget, at: QPointF) -> None:
        _send(widget, QEvent.Type.MouseButtonPress, at)

    def move(self, widget: QWidget, at: QPointF) -> None:
        _send(widget, QEvent.Type.MouseMove, at)

    def release(self, widget: QWidget, at: QPointF) -> None:
        _send(widget, QEvent.Type.MouseButtonRelease, at)


def _send(widget: QWidget, kind: QEvent.Type, at: QPointF) -> None:
    button = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    where = QPointF(widget.mapToGlobal(QPoint(round(at.x()), round(at.y()))))
    event = QMouseEvent(kind, at, where, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def sign_in(desk: Desk, role: str = "installer") -> str:
    """Somebody of a role has shown a PIN; return the token."""
    desk.window.people.elevate(Session(token=f"token-{role}", user="Ina", role=role))
    return f"token-{role}"
