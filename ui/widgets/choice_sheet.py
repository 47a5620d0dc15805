# SPDX-License-Identifier: AGPL-3.0-or-later
"""A question with a few tiles over a page; one tap answers it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import put, text_line, turning

PAD = 20


class ChoiceSheet(QWidget):
    """Title, tiles of two columns, Close.

    Signals:
        chosen (str code): A tile was tapped; the sheet is gone.

    Args:
        look: Sizes.
        name: Object name; tiles are called after it.
        title: The question.
        choices: Code, word and icon of each tile.
        parent: Page that it covers.
    """

    chosen = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        name: str,
        title: str,
        choices: tuple[tuple[str, str, str], ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._title = title
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.tiles: dict[str, TapKey] = {}
        for code, word, icon in choices:
            tile = TapKey(
                look=look, name=f"{name}.{code}", text=word, icon=icon, beside=True, parent=self
            )
            tile.clicked.connect(partial(self._tapped, code))
            self.tiles[code] = tile
        self.close_key = TapKey(
            look=look,
            name=f"{name}.close",
            text=self.tr("Close"),
            icon="close",
            beside=True,
            accessible=self.tr("Close without an answer"),
            parent=self,
        )
        self.close_key.clicked.connect(self.hide)
        look.changed.connect(self.update)
        self.hide()

    def ask(self) -> None:
        """Come."""
        self.show()
        self.raise_()
        next(iter(self.tiles.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tapped(self, code: str) -> None:
        self.hide()
        self.chosen.emit(code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        put(self.close_key, QRect(self.width() - PAD - 160, 16, 160, m.touch_min))
        width = (self.width() - 2 * PAD - m.gap_min) // 2
        top = 16 + m.touch_min + 24
        for index, tile in enumerate(self.tiles.values()):
            x = PAD + (index % 2) * (width + m.gap_min)
            y = top + (index // 2) * (m.touch_gate + m.gap_min)
            put(tile, QRect(x, y, width, m.touch_gate))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        turning(painter)
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(QRectF(0, 0, self.width(), 3), QColor(t.accent))
        text_line(
            painter,
            QRectF(PAD + 4, 16, self.width() - 240, self._look.metrics.touch_min),
            self._title,
            font=self._look.fonts("title"),
            colour=t.text,
        )
