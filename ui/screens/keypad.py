# SPDX-License-Identifier: AGPL-3.0-or-later
"""S05 keypad: large keys for plates and short words; the physical keyboard types as well."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui.screens.base import FillsPage
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import put

ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM")
"""Latin layout; other scripts come with the country presets."""


class Keypad(FillsPage):
    """Types into its own field and hands the text back.

    Signals:
        used (str text): "Use" was tapped.
        cancelled (): Left without a change.
    """

    used = Signal(str)
    cancelled = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._min = 0
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self.setObjectName("keypad")
        self.setAccessibleName(self.tr("Keypad"))
        self.field = QLineEdit(self)
        self.field.setObjectName("keypad.field")
        self.field.setAccessibleName(self.tr("Text"))
        self.field.setProperty("role", "hero")
        self.field.textChanged.connect(self._changed)
        self.field.returnPressed.connect(self._use)
        self.keys: list[list[TapKey]] = []
        for row in ROWS:
            line = []
            for char in row:
                kind = "digit" if char.isdigit() else "letter"
                spoken = "dash" if char == "-" else f"{kind} {char}"
                key = TapKey(
                    look=look,
                    name=f"keypad.key.{char}",
                    text=char,
                    accessible=spoken,
                    style="title",
                    parent=self,
                )
                key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                key.clicked.connect(self._type)
                line.append(key)
            self.keys.append(line)
        self.space = self._tool("keypad.space", self.tr("Space"), "", "space")
        self.space.clicked.connect(self._space)
        self.erase = self._tool("keypad.erase", "", "backspace", "delete one character")
        self.erase.clicked.connect(self.field.backspace)
        self.cancel_key = self._tool("keypad.cancel", self.tr("Cancel"), "", "Cancel typing")
        self.cancel_key.clicked.connect(self.cancelled)
        self.use_key = TapKey(
            look=look,
            name="keypad.use",
            text=self.tr("Use"),
            kind="accent",
            accessible=self.tr("Use this text"),
            parent=self,
        )
        self.use_key.clicked.connect(self._use)
        self.hide()

    def _tool(self, name: str, text: str, icon: str, spoken: str) -> TapKey:
        key = TapKey(
            look=self._look, name=name, text=text, icon=icon, accessible=spoken, parent=self
        )
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return key

    def ask(
        self, *, label: str, text: str, at_least: int = 0, words: bool = False, wild: bool = False
    ) -> None:
        """Edit a text; "Use" needs `at_least` characters.

        `words` offers a space in place of the dash, `wild` a "?" for a character nobody knows.
        """
        self._min = at_least
        last = self.keys[2][9]
        last.setText("?" if wild else "-")
        last.setAccessibleName(self.tr("any character") if wild else self.tr("dash"))
        self.space.setVisible(words)
        self.keys[2][9].setVisible(not words)
        self._label.setText(label)
        self.field.setText(text)
        self.field.setAccessibleName(label)
        self._changed(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, text: str) -> None:
        self.use_key.setEnabled(len(text.strip()) >= self._min)

    def _type(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.field.insert(key.text())

    def _space(self) -> None:
        self.field.insert(" ")

    def _use(self) -> None:
        if self.use_key.isEnabled():
            self.used.emit(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.palette().window())

    @property
    def least_height(self) -> int:
        """Four rows of keys of 19 mm below the field."""
        m = self._look.metrics
        return m.touch_min + 2 * m.gap_min + 4 * m.key + 3 * m.gap_key + 10

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        key, gap = m.key, m.gap_key
        wide = 10 * key + 9 * gap
        x0 = max(4, (self.width() - wide) // 2)
        top = m.gap_min
        block = 4 * key + 3 * gap
        y0 = self.height() - block - 10
        field_h = min(m.key, max(m.touch_min, y0 - 2 * top))
        put(self._label, QRect(x0 + wide - 330, top, 330, field_h))
        put(self.field, QRect(x0, top, wide - 350, field_h))
        for row, line in enumerate(self.keys):
            for column, control in enumerate(line):
                control.setGeometry(x0 + column * (key + gap), y0 + row * (key + gap), key, key)
        y = y0 + 3 * (key + gap)
        x = x0 + 7 * (key + gap)
        self.erase.setGeometry(x, y, key, key)
        self.cancel_key.setGeometry(x + key + gap, y, key, key)
        self.use_key.setGeometry(x + 2 * (key + gap), y, key, key)
        self.space.setGeometry(self.keys[2][9].geometry())
