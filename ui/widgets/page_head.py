# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head line of a page: Back, its title, and room for keys at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey

BACK_W = 150
"""Width of Back, px."""


class PageHead(QWidget):
    """Back at the top left, as on every page (screen specification, 3.1).

    Attributes:
        back: The key.
        title: The title's label.
    """

    def __init__(
        self, *, look: Look, name: str, title: str, back: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.metrics.gap_min)
        self.back = TapKey(
            look=look,
            name=f"{name}.back",
            text=self.tr("Back"),
            icon="back",
            beside=True,
            parent=self,
        )
        self.back.setMinimumWidth(BACK_W)
        self.back.setFixedHeight(look.metrics.touch_min)
        self.back.setVisible(back)
        self.title = QLabel(title, self)
        self.title.setProperty("role", "title")
        self._row.addWidget(self.back)
        self._row.addSpacing(look.metrics.gap_min)
        self._row.addWidget(self.title)
        self._row.addStretch(1)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a key at the right end."""
        self._row.addWidget(widget, stretch)
