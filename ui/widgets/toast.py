# SPDX-License-Identifier: AGPL-3.0-or-later
"""A short message at the lower edge of the content; goes by itself."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from ui.theme.look import Look
from ui.widgets.painting import draw_icon, rounded, text_block, turning
from ui.widgets.stamps import Stamps

TOAST_S = 4.0
"""screen specification, section 6."""


class Toast(QWidget):
    """Shows one text; takes no touches."""

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._text = ""
        self._icon = "ack-check"
        self._since = 0.0
        self._content = QRect()
        self._stamps = Stamps(most=1)
        look.changed.connect(self._stamps.clear)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, "" when nothing."""
        return "" if self.isHidden() else self._text

    def say(self, text: str, *, icon: str) -> None:
        """Show a text for four seconds."""
        self._text, self._icon = text, icon
        self._since = self._clock.monotonic()
        self.setAccessibleName(text)
        self.show()
        self.place(self._content)
        self.update()

    def place(self, content: QRect) -> None:
        """Stay at the lower edge of the content box."""
        self._content = content
        font = self._look.fonts("body_strong")
        wide = QFontMetrics(font).horizontalAdvance(self._text) + 100
        width = min(max(wide, 280), max(280, content.width() - 40))
        lines = 1 if wide <= width else 2
        height = 34 * lines + 34
        self.setGeometry(
            content.center().x() - width // 2, content.bottom() - height - 14, width, height
        )

    def tick(self) -> None:
        """Go when it is time."""
        if not self.isHidden() and self._clock.monotonic() - self._since >= TOAST_S:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        turning(painter)
        # Painted once: it may stand over live pictures, and is put down with each of them.
        self._stamps.put(painter, QRectF(self.rect()), (self._text, self._icon), self._paint)

    def _paint(self, painter: QPainter, rect: QRectF) -> None:
        t = self._look.tokens
        rounded(
            painter,
            rect,
            fill=t.neutral,
            radius=self._look.metrics.radius * 1.5,
            outline=t.on_neutral if t.name != "day" else None,
            width=2,
        )
        draw_icon(painter, self._look, self._icon, t.on_neutral, 20, rect.center().y() - 15, 30)
        text_block(
            painter,
            rect.adjusted(66, 17, -20, -10),
            self._text,
            font=self._look.fonts("body_strong"),
            colour=t.on_neutral,
            max_lines=2,
        )
