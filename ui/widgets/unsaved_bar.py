# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks in place of a page's head what becomes of what is not saved (screens.md 3.1)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import TapKey


class UnsavedBar(QWidget):
    """Stay, throw away, save; hidden until `ask`.

    Signals:
        leave (): Throw it away and go.
        keep (): Save it.
    """

    leave = Signal()
    keep = Signal()

    def __init__(self, *, look: Look, name: str, head: QWidget) -> None:
        """Make the bar; `head` is what it stands in for while it asks."""
        super().__init__()
        self._head = head
        m = look.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.gap_min)
        label = QLabel(messages.text("form.unsaved"))
        label.setProperty("role", "strong")
        label.setWordWrap(True)
        row.addWidget(label, 1)
        for code, word, icon, kind in (
            ("stay", self.tr("Stay"), "edit", "raised"),
            ("leave", self.tr("Throw away"), "delete", "raised"),
            ("keep", self.tr("Save"), "save", "accent"),
        ):
            key = TapKey(
                look=look,
                name=f"{name}.unsaved.{code}",
                text=word,
                icon=icon,
                kind=kind,
                beside=True,
                parent=self,
            )
            key.setFixedSize(m.mm(44), m.touch_min)
            key.setProperty("answer", code)
            key.clicked.connect(self._answer)
            row.addWidget(key)
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether it is shown."""
        return not self.isHidden()

    def ask(self) -> None:
        """Ask."""
        self._head.hide()
        self.show()

    def stay(self) -> None:
        """Go on where one was."""
        self.hide()
        self._head.show()

    def _answer(self) -> None:
        key = self.sender()
        answer = str(key.property("answer")) if key is not None else ""
        self.stay()
        if answer == "leave":
            self.leave.emit()
        elif answer == "keep":
            self.keep.emit()
