# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names and values under each other, and a box that says whether something is what was kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.look import Look
from ui.widgets.keys import named
from ui.widgets.painting import draw_icon, rounded, text_block, turning

_FACES = {
    "allow": "seal",
    "deny": "seal-broken",
    "neutral": "clock",
    "warning": "clock-warning",
    "info": "lock",
}


class FactList(QScrollArea):
    """(name, value) lines, as many as there are; scrolls."""

    def __init__(self, *, look: Look, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.facts: tuple[tuple[str, str], ...] = ()
        named(self, name, label)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these, those without a value left out."""
        self.facts = tuple((name, value) for name, value in facts if value)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(4, 0, 10, 0)
        layout.setSpacing(0)
        for name, value in self.facts:
            caption = QLabel(name)
            caption.setProperty("role", "caption")
            words = QLabel(value)
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(caption)
            layout.addWidget(words)
            layout.addSpacing(self._look.metrics.space(8))
        layout.addStretch(1)
        self.setWidget(page)
        self.setAccessibleDescription("; ".join(f"{name}: {value}" for name, value in self.facts))


class SealBox(QWidget):
    """Icon, words and colour: it fits, it does not, or nothing vouches for it."""

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kind = "neutral"
        self._words = ""
        named(self, name, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)
        self.hide()

    def say(self, kind: str, words: str) -> None:
        """Say it; "" hides the box."""
        self._kind, self._words = kind, words
        filled = kind in ("deny", "warning", "info")
        self.setProperty("kind", kind if filled else None)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    @property
    def kind(self) -> str:
        """Its meaning."""
        return self._kind

    def kind_icon(self) -> str:
        """Icon that goes with the kind."""
        return _FACES[self._kind]

    def kind_text(self) -> str:
        """Words that go with the kind."""
        return self._words

    def kind_fill(self) -> str:
        """Fill in use."""
        return self._look.tokens.fill(self._kind)

    def sizeHint(self) -> QSize:
        lines = self._lines(max(200, self.width()))
        return QSize(200, 20 + lines * self._line_h())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        return 20 + self._lines(width) * self._line_h()

    def hasHeightForWidth(self) -> bool:
        return True

    def _line_h(self) -> int:
        return QFontMetrics(self._look.fonts("caption_strong")).height()

    def _lines(self, width: int) -> int:
        """Return how many lines the words need, wrapped as `text_block` wraps them."""
        metrics = QFontMetrics(self._look.fonts("caption_strong"))
        lines, line = 1, ""
        for word in self._words.split():
            longer = f"{line} {word}".strip()
            if line and metrics.horizontalAdvance(longer) > width - 62:
                lines, line = lines + 1, word
            else:
                line = longer
        return lines

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        filled = self._kind in ("deny", "warning", "info")
        colour = t.on(self._kind) if filled else t.word(self._kind)
        fill = t.fill(self._kind) if filled else t.raised
        outline = colour if filled and t.needs_outline(self._kind, "bg") else None
        if not filled:
            outline = self._look.hairline
        rounded(painter, rect, fill=fill, radius=m.radius, outline=outline, width=2)
        draw_icon(painter, self._look, self.kind_icon(), colour, 12, rect.center().y() - 14, 28)
        text_block(
            painter,
            rect.adjusted(52, 10, -10, -4),
            self._words,
            font=self._look.fonts("caption_strong"),
            colour=colour,
        )
