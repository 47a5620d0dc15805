# SPDX-License-Identifier: AGPL-3.0-or-later
"""Name and state of a gate on the gate bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme.look import Look, blend
from ui.widgets.keys import named
from ui.widgets.painting import (
    antialias,
    draw_icon,
    fitted,
    focus_ring,
    rounded,
    text_block,
    text_line,
)

SLIM_W = 190
"""State plates below this set their words one below the other."""


class GateStatePlate(QAbstractButton):
    """Name and state of a gate; a tap shows the steps by hand and what is known."""

    def __init__(self, *, look: Look, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.title = title
        self.word = ""
        self.detail = ""
        self._icon = "gate-unknown"
        self._kind = ""
        named(self, name, f"{title}, state")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def show_state(self, *, word: str, detail: str, icon: str, kind: str) -> None:
        """Show a state; `kind` "" is quiet."""
        if (word, detail, icon, kind) != (self.word, self.detail, self._icon, self._kind):
            self.word, self.detail, self._icon, self._kind = word, detail, icon, kind
            self.setAccessibleDescription(f"{word}. {detail}")
            self.setProperty("kind", kind or None)
            self.update()

    def kind_icon(self) -> str:
        """Icon shown."""
        return self._icon

    def kind_text(self) -> str:
        """Word shown."""
        return self.word

    def kind_fill(self) -> str:
        """Fill in use."""
        return self._look.tokens.fill(self._kind or "raised")

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        kind = self._kind
        fill = t.fill(kind) if kind else t.raised
        if self.isDown():
            fill = blend(t.text, fill, 0.1)
        outline: str | None = self._look.hairline
        if kind:
            outline = t.on(kind) if t.needs_outline(kind) else None
        rounded(
            painter,
            rect,
            fill=fill,
            radius=self._look.metrics.radius * 1.5,
            outline=outline,
            width=2.0 if kind else 1.0,
        )
        text = t.on(kind) if kind else t.text
        muted = text if kind else t.muted
        if rect.width() < SLIM_W:
            self._paint_slim(painter, rect, text, muted)
            if self.hasFocus():
                focus_ring(painter, rect, self._look, inner=text if kind else None)
            return
        icon = min(44.0, rect.height() * 0.42)
        pad = 14.0
        left = pad + icon + 14
        width = rect.width() - left - 10
        title = fitted(fonts.sized(20, weight=600), self.title, width, 16)
        word = fitted(fonts.sized(26, weight=700), self.word, width, 18)
        if self.detail and rect.height() > 92:
            draw_icon(painter, self._look, self._icon, text, pad, 12, icon)
            text_line(painter, QRectF(left, 8, width, 24), self.title, font=title, colour=muted)
            text_line(painter, QRectF(left, 30, width, 32), self.word, font=word, colour=text)
            font = fonts.sized(18)
            text_block(
                painter,
                QRectF(pad, 61, rect.width() - 2 * pad + 4, rect.height() - 62),
                self.detail,
                font=font,
                colour=text if kind else t.muted,
                max_lines=2,
            )
        else:
            mid = rect.center().y()
            if self.detail and rect.width() > 420:
                # A low bar: the sentence stands beside the state, not under it.
                text_block(
                    painter,
                    QRectF(left + 190, rect.y() + 8, rect.width() - left - 204, rect.height() - 10),
                    self.detail,
                    font=fonts.sized(18),
                    colour=muted,
                    max_lines=3,
                )
                width = 180
            draw_icon(painter, self._look, self._icon, text, pad, mid - icon / 2, icon)
            text_line(
                painter, QRectF(left, mid - 32, width, 28), self.title, font=title, colour=muted
            )
            text_line(painter, QRectF(left, mid - 3, width, 34), self.word, font=word, colour=text)
        if self.hasFocus():
            focus_ring(painter, rect, self._look, inner=text if kind else None)

    def _paint_slim(self, painter: QPainter, rect: QRectF, text: str, muted: str) -> None:
        fonts = self._look.fonts
        inner = rect.adjusted(8, 6, -6, -6)
        icon = min(34.0, inner.height() * 0.36)
        draw_icon(painter, self._look, self._icon, text, inner.x(), inner.y(), icon)
        left = inner.x() + icon + 6
        width = inner.right() - left
        title = fitted(fonts.sized(18, weight=600), self.title, width, 13)
        text_line(
            painter, QRectF(left, inner.y(), width, icon), self.title, font=title, colour=muted
        )
        longest = max(self.word.split(), key=len, default="")
        two = " ".join(self.word.split()[:2])
        word = fitted(fonts.sized(22, weight=700), two or longest, inner.width(), 15)
        y = inner.y() + icon + 4
        text_block(
            painter,
            QRectF(inner.x(), y, inner.width(), inner.bottom() - y + 6),
            self.word,
            font=word,
            colour=text,
            max_lines=3,
        )
