# SPDX-License-Identifier: AGPL-3.0-or-later
"""A corner of a page that says what to do, what is wrong, or what was found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.widgets.painting import draw_icon, rounded, text_block, text_line, turning


class SayBox(QWidget):
    """Words, with a head and a colour.

    Signals:
        said (str): Other words stand there.
    """

    said = Signal(str)

    def __init__(self, *, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._head = self.words = ""
        self._kind = ""
        self.setObjectName(name)
        look.changed.connect(self.update)

    def show_words(self, words: str, kind: str, *, head: str = "") -> None:
        """Show words; `kind` is "good", "bad" or ""."""
        self.words, self._kind, self._head = words, kind, head
        self.setAccessibleName(f"{head}. {words}" if head else words)
        self.said.emit(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m, fonts = self._look.tokens, self._look.metrics, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        kind = {"good": "allow", "bad": "deny"}.get(self._kind, "")
        fill = t.fill(kind) if kind else t.surface
        colour = t.on(kind) if kind else t.text
        outline = colour if kind and t.needs_outline(kind, "bg") else self._look.hairline
        rounded(painter, rect, fill=fill, radius=m.radius * 1.5, outline=outline, width=1)
        inner = rect.adjusted(m.space(12), m.space(8), -m.space(12), -m.space(8))
        icon = {"good": "ack-check", "bad": "alarm-high"}.get(self._kind, "")
        if icon:
            draw_icon(painter, self._look, icon, colour, inner.x(), inner.y(), 28)
        if self._head:
            left = 36 if icon else 0
            place = QRectF(inner.x() + left, inner.y(), inner.width() - left, 30)
            text_line(painter, place, self._head, font=fonts("body_strong"), colour=colour)
            inner.setTop(inner.y() + 34)
        elif icon:
            inner.setTop(inner.y() + 32)
        for line in self.words.split("\n"):
            font = fonts("caption")
            most = max(1, int(inner.height() // QFontMetrics(font).height()))
            used = text_block(painter, inner, line, font=font, colour=colour, max_lines=most)
            inner.setTop(inner.y() + used + 4)
