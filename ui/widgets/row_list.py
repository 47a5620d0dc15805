# SPDX-License-Identifier: AGPL-3.0-or-later
"""A column of rows that a finger scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QScroller, QVBoxLayout, QWidget

from ui.theme.look import Look


class RowList(QScrollArea):
    """Rows of any widgets, from top to bottom; kept where it is when they are made anew."""

    def __init__(
        self, *, look: Look, name: str, spoken: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.viewport().setAutoFillBackground(False)
        self.rows: list[QWidget] = []
        self.set_rows([])

    def set_rows(self, rows: list[QWidget]) -> None:
        """Show these rows."""
        place = self.verticalScrollBar().value()
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(6, self._look.metrics.gap_min - 2))
        for row in rows:
            layout.addWidget(row)
        layout.addStretch(1)
        self.rows = rows
        self.setWidget(column)
        column.setAutoFillBackground(False)
        self.verticalScrollBar().setValue(place)
