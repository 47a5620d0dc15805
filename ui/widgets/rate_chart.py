# SPDX-License-Identifier: AGPL-3.0-or-later
"""A share over time, over the band of what is usual."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look, blend
from ui.widgets.charts import AXIS_H, HEAD_H, Bar, Chart
from ui.widgets.painting import CENTER, RIGHT, text_line, turned, turned_point


class RateChart(Chart):
    """A share over time as a line of points, over the band of what is usual.

    `bars` are its points: `value` is the cars that were read, in percent as `note`.
    """

    def __init__(self, *, look: Look, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look=look, name=name, title=title, parent=parent)
        self.shares: tuple[float, ...] = ()
        self.low: float | None = None
        self.high: float | None = None
        self.usual_words = ""

    def set_rate(
        self,
        bars: Sequence[Bar],
        shares: Sequence[float],
        *,
        low: float | None,
        high: float | None,
        total: int,
    ) -> None:
        """Show shares of 0..1, one a bar, over a band; n is the cars that were seen."""
        self.shares, self.low, self.high = tuple(shares), low, high
        self.set_bars(bars, total=total)

    def summary(self) -> str:
        """Return the share over all, and what is usual, in a sentence."""
        if not self.total:
            return f"{self.title}: n = 0."
        read = sum(bar.value for bar in self.bars)
        words = f"{self.title}: {100 * read / self.total:.1f} %, n = {self.total}."
        return f"{words} {self.usual}".strip()

    @property
    def usual(self) -> str:
        """What is usual, in words; "" while too little is known."""
        if self.low is None or self.high is None:
            return ""
        return (
            self.tr("Usual: {low} to {high} %.")
            .replace("{low}", f"{100 * self.low:.0f}")
            .replace("{high}", f"{100 * self.high:.0f}")
        )

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(64, HEAD_H + 12, -20, -AXIS_H)

    def _floor(self) -> float:
        """The share at the bottom: 0, or what shows a fall from near 100 % well."""
        least = min((*self.shares, *(one for one in (self.low,) if one is not None)), default=0.0)
        return max(0.0, int(least * 10 - 1) / 10)

    def _y(self, share: float) -> float:
        area, floor = self._area(), self._floor()
        return area.bottom() - area.height() * (share - floor) / max(0.01, 1.0 - floor)

    def _x(self, index: int) -> float:
        area = self._area()
        return area.x() + area.width() * (index + 0.5) / max(1, len(self.bars))

    def places(self) -> list[QRectF]:
        """Return the column of each point."""
        area = self._area()
        each = area.width() / max(1, len(self.bars))
        return [
            QRectF(area.x() + place * each, area.y(), each, area.height())
            for place in range(len(self.bars))
        ]

    def paint_chart(self, painter: QPainter) -> None:
        t, fonts = self.look.tokens, self.look.fonts
        area = self._area()
        small = fonts.sized(16, weight=600)
        if self.low is not None and self.high is not None:
            band = QRectF(
                area.x(), self._y(self.high), area.width(), self._y(self.low) - self._y(self.high)
            )
            band = turned(painter, band)
            painter.fillRect(band, QColor(blend(t.muted, t.raised, 0.16)))
            painter.fillRect(band, QBrush(QColor(t.muted), Qt.BrushStyle.Dense6Pattern))
        floor = self._floor()
        for part in range(3):
            share = floor + (1 - floor) * part / 2
            y = self._y(share)
            painter.setPen(QPen(QColor(self.look.hairline), 1))
            line = turned(painter, QRectF(area.x(), y, area.width(), 0.0))
            painter.drawLine(line.topLeft(), line.topRight())
            text_line(
                painter,
                QRectF(8, y - 11, 52, 22),
                f"{100 * share:.0f} %",
                font=small,
                colour=t.muted,
                align=RIGHT,
                elide=False,
            )
        points = [QPointF(self._x(n), self._y(share)) for n, share in enumerate(self.shares)]
        painter.setPen(QPen(QColor(t.accent), 3))
        seen = [turned_point(painter, point) for point in points]
        painter.drawPolyline(QPolygonF(seen))
        for index, point in enumerate(seen):
            chosen = index == self.selected
            painter.setPen(QPen(QColor(t.focus if chosen else t.accent), 3))
            painter.setBrush(QColor(t.raised if not chosen else t.focus))
            painter.drawEllipse(point, 8 if chosen else 5, 8 if chosen else 5)
        self._paint_labels(painter, area, points)
        if self.usual:
            text_line(
                painter,
                QRectF(area.x(), area.bottom() - 24, area.width() - 4, 22),
                self.usual,
                font=small,
                colour=t.text,
                align=RIGHT,
            )

    def _paint_labels(self, painter: QPainter, area: QRectF, points: list[QPointF]) -> None:
        t = self.look.tokens
        small = self.look.fonts.sized(16, weight=600)
        each = area.width() / max(1, len(points))
        every = max(1, -(-64 // max(1, int(each))))
        for index, point in enumerate(points):
            if index % every == 0:
                text_line(
                    painter,
                    QRectF(point.x() - 40, area.bottom() + 2, 80, 22),
                    self.bars[index].label,
                    font=small,
                    colour=t.muted,
                    align=CENTER,
                    elide=False,
                )
                text_line(
                    painter,
                    QRectF(point.x() - 40, point.y() - 28, 80, 20),
                    self.bars[index].note,
                    font=small,
                    colour=t.text,
                    align=CENTER,
                    elide=False,
                )
