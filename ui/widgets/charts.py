# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts: bars and a line, told apart by pattern as well as by colour, each with its numbers and n.

A tap on a bar shows its number; a second tap on it asks for what is behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look, blend
from ui.widgets.keys import named
from ui.widgets.painting import (
    CENTER,
    RIGHT,
    focus_ring,
    rounded,
    text_line,
    turned,
    turning,
    unturned,
)

PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense5Pattern,
)
"""Solid, hatched, dotted (screens.md S14)."""
LEAST_H = 104
"""Least height below the title, px."""
HEAD_H = 38.0
AXIS_H = 28.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar.

    Attributes:
        label: What it is of.
        value: Its number.
        series: Which pattern it has.
        code: What a second tap asks for.
        note: Beside its number, such as a share.
    """

    label: str
    value: int
    series: int = 0
    code: str = ""
    note: str = ""


class Chart(QWidget):
    """Ground, title, n, and the bar that was tapped.

    Signals:
        wanted (str code): What is behind a bar.
    """

    wanted = Signal(str)

    def __init__(self, *, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.title = title
        self.bars: tuple[Bar, ...] = ()
        self.series: tuple[str, ...] = ("",)
        self.total = 0
        self.selected = -1
        self.remark = ""
        named(self, name, title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def set_bars(
        self, bars: Sequence[Bar], *, series: Sequence[str] = ("",), total: int | None = None
    ) -> None:
        """Show these; `total` is n, the sum of all when None."""
        self.bars, self.series = tuple(bars), tuple(series)
        self.total = sum(bar.value for bar in bars) if total is None else total
        self.selected = -1
        self.setAccessibleDescription(self.summary())
        self.update()

    def minimumSizeHint(self) -> QSize:
        """The title, and bars that are still told from each other."""
        return QSize(0, int(HEAD_H) + LEAST_H)

    def summary(self) -> str:
        """Return what it shows in a sentence, for whoever cannot see it."""
        if not self.total:
            return f"{self.title}: n = 0."
        most = max(self.bars, key=lambda bar: bar.value)
        words = self.tr("{title}: n = {n}. Most: {label}, {value}.")
        for name, value in (
            ("{title}", self.title),
            ("{n}", str(self.total)),
            ("{label}", self.words_of(most)),
            ("{value}", str(most.value)),
        ):
            words = words.replace(name, value)
        return words

    def words_of(self, bar: Bar) -> str:
        """Return a bar's label, with its series where there are several."""
        series = self.series[bar.series] if len(self.series) > 1 else ""
        return f"{bar.label} {series}".strip()

    def lines(self) -> list[tuple[str, str]]:
        """Return all it shows as lines of a table."""
        return [(self.words_of(bar), f"{bar.value} {bar.note}".strip()) for bar in self.bars]

    @property
    def selection(self) -> str:
        """The number of the bar that was tapped, in words; "" for none."""
        if not 0 <= self.selected < len(self.bars):
            return ""
        bar = self.bars[self.selected]
        return f"{self.words_of(bar)}: {bar.value} {bar.note}".strip()

    # ------------------------------------------------------------------------------------ hands

    def places(self) -> list[QRectF]:
        """Return where each bar is as for left to right, with what belongs to it, px."""
        return []

    def mousePressEvent(self, event: QMouseEvent) -> None:
        touched = unturned(self, event.position())
        for index, place in enumerate(self.places()):
            if place.contains(touched):
                self.select(index)
                return
        self.select(-1)

    def select(self, index: int) -> None:
        """Show the number of a bar; the second time ask for what is behind it."""
        if index >= 0 and index == self.selected and self.bars[index].code:
            self.wanted.emit(self.bars[index].code)
            return
        self.selected = index
        self.setAccessibleDescription(self.selection or self.summary())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self.bars)
        key = event.key()
        later, earlier = Qt.Key.Key_Right, Qt.Key.Key_Left
        if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            later, earlier = earlier, later
        if key in (later, Qt.Key.Key_Down) and count:
            self.select(min(count - 1, self.selected + 1))
        elif key in (earlier, Qt.Key.Key_Up) and count:
            self.select(max(0, self.selected - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self.selected < count:
            self.select(self.selected)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # --------------------------------------------------------------------------------- painting

    def colour(self, series: int) -> str:
        """Return the colour of a series."""
        t = self.look.tokens
        return (t.accent, t.muted, t.text)[series % 3]

    def brush(self, series: int) -> QBrush:
        """Return the pattern of a series in its colour."""
        return QBrush(QColor(self.colour(series)), PATTERNS[series % len(PATTERNS)])

    def paint_bar(self, painter: QPainter, rect: QRectF, series: int, *, chosen: bool) -> None:
        """Paint a bar: ground, pattern, outline."""
        t = self.look.tokens
        rect = turned(painter, rect)
        colour = self.colour(series)
        painter.fillRect(rect, QColor(blend(colour, t.raised, 0.18)))
        painter.fillRect(rect, self.brush(series))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(t.focus if chosen else colour), 4.0 if chosen else 1.5)
        painter.setPen(pen)
        painter.drawRect(rect)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts, m = self.look.tokens, self.look.fonts, self.look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        rounded(painter, rect, fill=t.raised, radius=m.radius * 1.5, outline=self.look.hairline)
        head = QRectF(rect.x() + 14, rect.y() + 4, rect.width() - 28, HEAD_H - 4)
        right = f"n = {self.total:,}".replace(",", "\u202f")
        if self.selection:
            right = self.selection
        font = fonts("caption_strong")
        wide = QFontMetrics(font).horizontalAdvance(right) + 6
        legend_w = self._paint_legend(painter, head.adjusted(0, 0, -wide - 12, 0))
        text_line(
            painter,
            head.adjusted(0, 0, -wide - 12 - legend_w, 0),
            self.title,
            font=font,
            colour=t.text,
        )
        text_line(
            painter,
            QRectF(head.right() - wide, head.y(), wide, head.height()),
            right,
            font=font,
            colour=t.accent if self.selection else t.muted,
            align=RIGHT,
        )
        if self.total or self.bars:
            self.paint_chart(painter)
        else:
            text_line(
                painter,
                rect,
                self.tr("Nothing in this time"),
                font=fonts("body"),
                colour=t.muted,
                align=CENTER,
            )
        if self.hasFocus():
            focus_ring(painter, rect, self.look)

    def _paint_legend(self, painter: QPainter, area: QRectF) -> float:
        """Paint the names of the series at the right; return the width used."""
        names = [name for name in self.series if name]
        if len(names) < 2:
            return 0.0
        font = self.look.fonts("caption")
        x = area.right()
        for series in reversed(range(len(names))):
            wide = QFontMetrics(font).horizontalAdvance(names[series])
            x -= wide
            text_line(
                painter,
                QRectF(x, area.y(), wide + 4, area.height()),
                names[series],
                font=font,
                colour=self.look.tokens.text,
                elide=False,
            )
            x -= 28
            swatch = QRectF(x, area.center().y() - 9, 20, 18)
            self.paint_bar(painter, swatch, series, chosen=False)
            x -= 14
        return area.right() - x

    def paint_chart(self, painter: QPainter) -> None:
        """Paint what is below the head."""
