# SPDX-License-Identifier: AGPL-3.0-or-later
"""A value with a key to go down and one to go up, for touch."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey


class Stepper(QWidget):
    """Steps through whole numbers.

    Signals:
        changed (int value): A key changed it.
    """

    changed = Signal(int)

    def __init__(
        self,
        *,
        look: Look,
        name: str,
        label: str,
        least: int,
        most: int,
        step: int = 1,
        words: Callable[[int], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._step = least, most, step
        self._words = words
        self._value = least
        m = look.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.gap_min)
        self.less = self._key(look, f"{name}.less", "minus", self.tr("{name}: less"), label)
        self.more = self._key(look, f"{name}.more", "add", self.tr("{name}: more"), label)
        self.label = QLabel()
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setProperty("role", "strong")
        self.label.setAccessibleName(label)
        self.label.setMinimumWidth(m.words(15))
        row.addWidget(self.less)
        row.addWidget(self.label, 1)
        row.addWidget(self.more)
        self.less.clicked.connect(lambda: self._go(-self._step))
        self.more.clicked.connect(lambda: self._go(self._step))
        self.set_value(least)

    @staticmethod
    def _key(look: Look, name: str, icon: str, spoken: str, label: str) -> TapKey:
        key = TapKey(
            look=look, name=name, text="", icon=icon, accessible=spoken.replace("{name}", label)
        )
        key.setFixedSize(look.metrics.touch_min, look.metrics.touch_min)
        key.setAutoRepeat(True)
        return key

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    def set_range(self, least: int, most: int) -> None:
        """Change the limits; the value stays within them."""
        self._least, self._most = least, most
        self.set_value(self._value)

    def set_value(self, value: int) -> None:
        """Show another number, within the limits."""
        self._value = max(self._least, min(self._most, value))
        self.label.setText(self._words(self._value))
        self.less.setEnabled(self._value > self._least)
        self.more.setEnabled(self._value < self._most)

    def _go(self, by: int) -> None:
        before = self._value
        self.set_value(before + by)
        if self._value != before:
            self.changed.emit(self._value)
