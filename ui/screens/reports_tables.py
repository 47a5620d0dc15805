# SPDX-License-Identifier: AGPL-3.0-or-later
"""The figures of S14 that are no chart, and all of it line by line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.widgets.keys import named
from ui.widgets.painted_list import PaintedList
from ui.widgets.painting import RIGHT, focus_ring, rounded, text_line, turning

HEAD_H = 36
"""Height of the title, px."""


class QuotaTable(QWidget):
    """Read, asked, by hand: share, number, and the share before."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.title = self.tr("Of all passages")
        self.rows: list[tuple[str, str, str, str]] = []
        self._total = 0
        named(self, "reports.quota", self.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def show_rows(self, rows: list[tuple[str, str, str, str]], total: int) -> None:
        """Show these."""
        self.rows, self._total = rows, total
        self.updateGeometry()
        self.setAccessibleDescription(
            f"n = {total}. " + "; ".join(f"{row[0]} {row[1]}" for row in rows)
        )
        self.update()

    def minimumSizeHint(self) -> QSize:
        """All rows under each other, none over another."""
        line = QFontMetrics(self._look.fonts("caption")).height()
        return QSize(0, HEAD_H + 10 + line * max(3, len(self.rows)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts, m = self._look.tokens, self._look.fonts, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        rounded(painter, rect, fill=t.raised, radius=m.radius * 1.5, outline=self._look.hairline)
        inner = rect.adjusted(14, 4, -14, -6)
        head = QRectF(inner.x(), inner.y(), inner.width(), 34)
        strong = fonts("caption_strong")
        text_line(painter, head, self.title, font=strong, colour=t.text)
        n = f"n = {self._total:,}".replace(",", "\u202f")
        text_line(painter, head, n, font=strong, colour=t.muted, align=RIGHT)
        high = (inner.height() - HEAD_H) / max(1, len(self.rows))
        large = fonts("body") if high >= 40 else fonts("caption")
        for number, (name, share, count, before) in enumerate(self.rows):
            row = QRectF(inner.x(), inner.y() + HEAD_H + number * high, inner.width(), high)
            text_line(painter, row, name, font=large, colour=t.text)
            columns = (
                (0.24, 0.22, share, strong, t.text),
                (0.46, 0.16, count, fonts("caption"), t.muted),
                (
                    0.62,
                    0.38,
                    self.tr("before {n}").replace("{n}", before),
                    fonts("caption"),
                    t.muted,
                ),
            )
            for left, wide, words, font, colour in columns:
                place = QRectF(
                    row.x() + left * row.width(), row.y(), wide * row.width() - 6, row.height()
                )
                text_line(painter, place, words, font=font, colour=colour, align=RIGHT)
        if self.hasFocus():
            focus_ring(painter, rect, self._look)


class TableRows(PaintedList):
    """All that the charts show, line by line."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(look=look, name="reports.rows", label="", row_h=44, parent=parent)
        self.setAccessibleName(self.tr("Report as a table"))
        self._lines: list[tuple[str, str, bool]] = []

    def show_lines(self, lines: list[tuple[str, str, bool]]) -> None:
        """Show (name, value, whether it is a title)."""
        self._lines = lines
        self.set_count(len(lines))

    def sentence(self, index: int) -> str:
        """Return a line as one sentence."""
        name, value, _ = self._lines[index]
        return f"{name}: {value}"

    def paint_row(self, painter: QPainter, rect: QRectF, index: int) -> None:
        t, fonts = self.look.tokens, self.look.fonts
        name, value, is_title = self._lines[index]
        font = fonts("caption_strong") if is_title else fonts("caption")
        left = rect.adjusted(16 if is_title else 40, 0, -rect.width() * 0.4, 0)
        text_line(painter, left, name, font=font, colour=t.text)
        right = QRectF(rect.x() + rect.width() * 0.4, rect.y(), rect.width() * 0.3, rect.height())
        colour = t.muted if is_title else t.text
        text_line(painter, right, value, font=font, colour=colour, align=RIGHT)
