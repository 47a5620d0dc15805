# SPDX-License-Identifier: AGPL-3.0-or-later
"""Standing bars by hour, and lying bars by reason."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ui.widgets.charts import AXIS_H, HEAD_H, Chart
from ui.widgets.painting import CENTER, LEFT, standing, text_line, turned


class BarChart(Chart):
    """Standing bars by hour, series side by side, numbers on top."""

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(12, HEAD_H + 22, -12, -AXIS_H)

    def places(self) -> list[QRectF]:
        """Return the column of each bar."""
        groups = self._groups()
        if not groups:
            return []
        area, count = self._area(), len(self.series)
        each = area.width() / len(groups)
        inner = each * (0.82 if count > 1 else 0.7)
        found = []
        for bar in self.bars:
            place = groups.index(bar.label)
            left = area.x() + place * each + (each - inner) / 2 + bar.series * inner / count
            found.append(QRectF(left, area.y() - 18, inner / count, area.height() + 18))
        return found

    def _groups(self) -> list[str]:
        return list(dict.fromkeys(bar.label for bar in self.bars))

    def paint_chart(self, painter: QPainter) -> None:
        t, area = self.look.tokens, self._area()
        groups = self._groups()
        most = max((bar.value for bar in self.bars), default=0) or 1
        places = self.places()
        small = self.look.fonts.sized(16, weight=600)
        painter.setPen(QPen(QColor(t.border), 1.5))
        floor = turned(painter, area)
        painter.drawLine(floor.bottomLeft(), floor.bottomRight())
        widest = max(QFontMetrics(small).horizontalAdvance(str(bar.value)) for bar in self.bars)
        for index, (bar, place) in enumerate(zip(self.bars, places, strict=True)):
            if not bar.value:
                continue
            high = max(2.0, area.height() * bar.value / most)
            rect = QRectF(place.x() + 1, area.bottom() - high, place.width() - 2, high)
            self.paint_bar(painter, rect, bar.series, chosen=index == self.selected)
            self._paint_number(painter, rect, bar.value, upright=widest <= place.width() + 2)
        each = area.width() / max(1, len(groups))
        label_w = max(QFontMetrics(small).horizontalAdvance(label) for label in groups) + 8
        every = max(1, -(-int(label_w) // max(1, int(each))))
        for number, label in enumerate(groups):
            if number % every == 0:
                text_line(
                    painter,
                    QRectF(area.x() + number * each - 30, area.bottom() + 2, each + 60, 22),
                    label,
                    font=small,
                    colour=t.muted,
                    align=CENTER,
                    elide=False,
                )

    def _paint_number(self, painter: QPainter, bar: QRectF, value: int, *, upright: bool) -> None:
        """Write a number over its bar; turned where bars are narrower than numbers."""
        bar = turned(painter, bar)
        painter.save()
        standing(painter)
        painter.translate(bar.center().x(), bar.y() - 3)
        place = QRectF(-30, -19, 60, 19)
        align = CENTER
        if not upright:
            painter.rotate(-90)
            place, align = QRectF(0, -12, 60, 24), LEFT
        text_line(
            painter,
            place,
            str(value),
            font=self.look.fonts.sized(15, weight=600),
            colour=self.look.tokens.text,
            align=align,
            elide=False,
        )
        painter.restore()


class LyingBars(Chart):
    """Lying bars, the longest first, each with its name, number and share."""

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(14, HEAD_H, -14, -8)

    def _each(self) -> float:
        return min(64.0, self._area().height() / max(1, len(self.bars)))

    def places(self) -> list[QRectF]:
        """Return the row of each bar."""
        area, each = self._area(), self._each()
        return [
            QRectF(area.x(), area.y() + place * each, area.width(), each)
            for place in range(len(self.bars))
        ]

    def paint_chart(self, painter: QPainter) -> None:
        t, fonts = self.look.tokens, self.look.fonts
        most = max((bar.value for bar in self.bars), default=0) or 1
        size = 20 if self._each() >= 28 else 16
        font = fonts.sized(size)
        names = max(
            (QFontMetrics(font).horizontalAdvance(bar.label) for bar in self.bars), default=0
        )
        names = min(names + 14, int(self.width() * 0.42))
        figures = 112.0
        for index, (bar, row) in enumerate(zip(self.bars, self.places(), strict=True)):
            text_line(
                painter,
                QRectF(row.x(), row.y(), names - 8, row.height()),
                bar.label,
                font=font,
                colour=t.text,
            )
            room = row.width() - names - figures
            rect = QRectF(
                row.x() + names,
                row.y() + row.height() * 0.18,
                max(2.0, room * bar.value / most),
                row.height() * 0.64,
            )
            self.paint_bar(painter, rect, bar.series, chosen=index == self.selected)
            text_line(
                painter,
                QRectF(rect.right() + 8, row.y(), figures, row.height()),
                f"{bar.value}  {bar.note}",
                font=fonts.sized(size, weight=600),
                colour=t.text,
                elide=False,
            )
