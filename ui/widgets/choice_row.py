# SPDX-License-Identifier: AGPL-3.0-or-later
"""A question with a few answers side by side, one of them chosen; and one with less and more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAnswer:
    """An answer.

    Attributes:
        value: What it stands for.
        text: Its word.
        icon: Its icon, "" without one.
    """

    value: str
    text: str
    icon: str = ""


class ChoiceRow(QWidget):
    """Keys of which one is down.

    Signals:
        chosen (str value): A person tapped another one.
    """

    chosen = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        name: str,
        title: str,
        choices: Sequence[RowAnswer],
        columns: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        m = look.metrics
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.gap_min)
        grid.setVerticalSpacing(m.space(4))
        grid.setSizeConstraint(QGridLayout.SizeConstraint.SetMinimumSize)
        self.title = QLabel(title, self)
        self.title.setProperty("role", "strong")
        grid.addWidget(self.title, 0, 0, 1, columns)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.keys: dict[str, TapKey] = {}
        self._value = ""
        for number, choice in enumerate(choices):
            key = TapKey(
                look=look,
                name=f"{name}.{choice.value}",
                text=choice.text,
                icon=choice.icon,
                accessible=f"{title}: {choice.text}",
                parent=self,
            )
            key.setCheckable(True)
            key.setMinimumWidth(m.touch_std)
            key.setFixedHeight(m.touch_std if choice.icon else m.touch_min)
            key.setProperty("value", choice.value)
            key.clicked.connect(self._on_clicked)
            grid.addWidget(key, 1 + number // columns, number % columns)
            self.keys[choice.value] = key
            # Rows of choices that wrap keep the gap of keys.
            if number >= columns:
                grid.setVerticalSpacing(m.gap_min)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def show_value(self, value: str) -> None:
        """Mark the answer that is in force."""
        # Not a QButtonGroup: Tab would pass by all but one of its keys.
        self._value = value
        for name, key in self.keys.items():
            key.setChecked(name == value)

    def _on_clicked(self) -> None:
        key = self.sender()
        if key is not None:
            wanted = str(key.property("value"))
            self.show_value(self._value)
            if wanted != self._value:
                self.chosen.emit(wanted)


class StepRow(QWidget):
    """A value with a key for less and one for more.

    Signals:
        stepped (int by): -1 or 1.
    """

    stepped = Signal(int)

    def __init__(self, *, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        m = look.metrics
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.gap_min)
        grid.setVerticalSpacing(m.space(4))
        grid.setSizeConstraint(QGridLayout.SizeConstraint.SetMinimumSize)
        self.title = QLabel(title, self)
        self.title.setProperty("role", "strong")
        self.value = QLabel(self)
        self.value.setProperty("role", "mono")
        self.value.setMinimumWidth(m.mm(14))
        self.value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(self.title, 0, 0, 1, 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.less = self._key(look, f"{name}.less", self.tr("Less"), "minus", title)
        self.more = self._key(look, f"{name}.more", self.tr("More"), "add", title)
        self.less.clicked.connect(lambda: self.stepped.emit(-1))
        self.more.clicked.connect(lambda: self.stepped.emit(1))
        grid.addWidget(self.less, 1, 0)
        grid.addWidget(self.value, 1, 1)
        grid.addWidget(self.more, 1, 2)
        grid.setColumnStretch(3, 1)

    def _key(self, look: Look, name: str, text: str, icon: str, title: str) -> TapKey:
        key = TapKey(
            look=look,
            name=name,
            text=text,
            icon=icon,
            beside=True,
            accessible=f"{title}: {text}",
            parent=self,
        )
        key.setMinimumWidth(look.metrics.mm(24))
        key.setFixedHeight(look.metrics.touch_min)
        key.setAutoRepeat(True)
        return key
