# SPDX-License-Identifier: AGPL-3.0-or-later
"""Twelve keys of 19 mm for digits; the physical keyboard types as well."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey

MAX_DIGITS = 12
MIN_DIGITS = 6
"""A PIN has at least 6 digits (screen specification, 3.2)."""


class DigitPad(QWidget):
    """Digits, Delete and OK.

    Signals:
        typed (str digit): A digit.
        erased (): Delete.
        done (): OK.
    """

    typed = Signal(str)
    erased = Signal()
    done = Signal()

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        translate = QCoreApplication.translate
        self.keys: list[TapKey] = []
        for digit in "1234567890":
            spoken = translate("DigitPad", "digit {n}").replace("{n}", digit)
            key = self._key(f"{name}.key.{digit}", digit, "", spoken)
            key.clicked.connect(self._digit)
            self.keys.append(key)
        self.erase = self._key(
            f"{name}.erase",
            translate("DigitPad", "Delete"),
            "backspace",
            translate("DigitPad", "delete one digit"),
        )
        self.erase.clicked.connect(self.erased)
        self.ok = self._key(
            f"{name}.ok",
            translate("DigitPad", "OK"),
            "ack-check",
            translate("DigitPad", "PIN is complete"),
        )
        self.ok.set_kind("accent")
        self.ok.clicked.connect(self.done)
        self.setFixedSize(self.sizeHint())

    def _key(self, name: str, text: str, icon: str, accessible: str) -> TapKey:
        style = "button" if icon else "title"
        key = TapKey(
            look=self._look,
            name=name,
            text=text,
            icon=icon,
            accessible=accessible,
            style=style,
            parent=self,
        )
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return key

    def set_ready(self, ready: bool, *, complete: bool) -> None:
        """Let digits be typed or not, and OK be tapped or not."""
        for key in (*self.keys, self.erase):
            key.setEnabled(ready)
        self.ok.setEnabled(ready and complete)

    def sizeHint(self) -> QSize:
        m = self._look.metrics
        return QSize(3 * m.key + 2 * m.gap_key, 4 * m.key + 3 * m.gap_key)

    def _digit(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.typed.emit(key.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text in "0123456789":
            self.typed.emit(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.ok.isEnabled():
                self.done.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        step = m.key + m.gap_key
        order = [*self.keys[:9], self.erase, self.keys[9], self.ok]
        for index, control in enumerate(order):
            control.setGeometry((index % 3) * step, (index // 3) * step, m.key, m.key)
