# SPDX-License-Identifier: AGPL-3.0-or-later
"""A picture with zones, masks, lines and the ruler over it; only shown, see `ZoneCanvas`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from alpr_kiosk.domain import drawing as geometry
from alpr_kiosk.domain.drawing import Place, Tool
from alpr_kiosk.domain.geometry import Box, Point
from ui.theme.look import Look
from ui.viewmodels.zone_draft import ZoneDraft
from ui.widgets.painting import CENTER, antialias, draw_icon, fitted, focus_ring, rounded, text_line

HANDLE_PX = 12
"""Drawn size of a point."""
LOUPE = 3.0
LOUPE_MM = 34


class ZonePicture(QWidget):
    """Shows a picture and what is drawn on it."""

    def __init__(
        self, *, look: Look, names: Callable[[Tool], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._names = names
        self._image: QImage | None = None
        self.draft = ZoneDraft(geometry.Drawing())
        self.ruler: tuple[Point, Point] | None = None
        self.plate: Box | None = None
        self.note = ""
        self.size_px = (0, 0)
        self._held: Place | int | None = None
        self._moved = False
        self._finger: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    # ---------------------------------------------------------------------------------- places

    def show_image(self, image: QImage | None) -> None:
        """Show this picture."""
        self._image = image
        if image is not None and not image.isNull():
            self.draft.aspect = image.width() / max(1, image.height())
        self.update()

    @property
    def picture_rect(self) -> QRectF:
        """Where the picture lies in the widget."""
        area = QRectF(self.rect())
        aspect = self.draft.aspect
        width = min(area.width(), area.height() * aspect)
        place = QRectF(0, 0, width, width / aspect)
        place.moveTopLeft(area.topLeft())
        return place

    def to_widget(self, point: Point) -> QPointF:
        """Return where a place of the picture lies in the widget."""
        r = self.picture_rect
        return QPointF(r.x() + point.x * r.width(), r.y() + point.y * r.height())

    def to_picture(self, at: QPointF) -> Point:
        """Return the place of the picture under a place of the widget."""
        r = self.picture_rect
        wide, high = max(1.0, r.width()), max(1.0, r.height())
        return Point((at.x() - r.x()) / wide, (at.y() - r.y()) / high)

    def words(self, place: Place) -> str:
        """Return a point in words: "Open zone, point 3 of 5, x 412 y 300"."""
        point = self.draft.now.at(place)
        if point is None:
            return ""
        total = len(self.draft.now.points(place.tool, place.shape))
        width, height = self._pixels()
        said = self.tr("{shape}, point {n} of {total}, x {x} y {y}")
        for name, value in (
            ("shape", self._names(place.tool)),
            ("n", place.index + 1),
            ("total", total),
            ("x", round(point.x * width)),
            ("y", round(point.y * height)),
        ):
            said = said.replace(f"{{{name}}}", str(value))
        return said

    def _pixels(self) -> tuple[float, float]:
        if self.size_px[0]:
            return float(self.size_px[0]), float(self.size_px[1])
        return self.picture_rect.width(), self.picture_rect.height()

    # -------------------------------------------------------------------------------- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        antialias(painter)
        rect = self.picture_rect
        self._paint_picture(painter, rect)
        if self.ruler is not None or self.plate is not None:
            self._paint_ruler(painter)
        if self.ruler is None:
            self._paint_drawing(painter)
        if self.note:
            self._paint_note(painter, rect)
        if self._finger is not None and (self._held is not None or self._moved):
            self._paint_loupe(painter, rect)
        if self.hasFocus() and self.draft.chosen is None:
            focus_ring(painter, rect, self._look)

    def _paint_note(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the ruler's figures over the lower edge of the picture."""
        colour = "#CDA68A" if self._look.tokens.name == "night" else "#FFFFFF"
        bottom = rect.bottom() - 10
        for line in reversed(self.note.split("\n")):
            font = fitted(self._look.fonts("caption_strong"), line, rect.width() - 44, 15)
            painter.setFont(font)
            wide = painter.fontMetrics().horizontalAdvance(line) + 28
            place = QRectF(rect.x() + 10, bottom - 38, min(wide, rect.width() - 20), 38)
            rounded(painter, place, fill=QColor(0, 0, 0, 190), radius=6)
            text_line(painter, place.adjusted(14, 0, -10, 0), line, font=font, colour=colour)
            bottom -= 42

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
        t = self._look.tokens
        painter.fillRect(rect, QColor("#101214"))
        if self._image is None or self._image.isNull():
            size = 56.0
            x, y = rect.center().x() - size / 2, rect.center().y() - size
            draw_icon(painter, self._look, "camera-off", "#d0d4d8", x, y, size)
            place = QRectF(rect.x(), rect.center().y() + 8, rect.width(), 40)
            words = self.tr("No picture yet. Zones can be drawn all the same.")
            font = self._look.fonts("body")
            text_line(painter, place, words, font=font, colour="#e6e8ea", align=CENTER)
            return
        painter.drawImage(rect, self._image)
        if t.video_gain < 1.0:
            painter.fillRect(rect, QColor(0, 0, 0, round(255 * (1.0 - t.video_gain))))

    def colour(self, tool: Tool) -> QColor:
        """Return the colour of a tool; the same on every theme, over any picture."""
        return QColor(
            {
                Tool.READ: "#58B7FF",
                Tool.OPEN: "#4CE0B3",
                Tool.IGNORE: "#C9CED2",
                Tool.LINE_A: "#FFC400",
                Tool.LINE_B: "#FF8A3D",
            }[tool]
        )

    def _paint_drawing(self, painter: QPainter) -> None:
        wrong = {(m.tool, m.shape) for m in self.draft.mistakes if m.code == "zones.crosses"}
        order = [tool for tool in Tool if tool is not self.draft.tool] + [self.draft.tool]
        for tool in order:
            for shape, points in enumerate(self.draft.now.shapes(tool)):
                colour = QColor("#FF3B3B") if (tool, shape) in wrong else self.colour(tool)
                active = tool is self.draft.tool
                places = [self.to_widget(point) for point in points]
                self._paint_shape(painter, tool, places, colour, active=active)
                self._paint_name(painter, tool, places, colour)
                for index, at in enumerate(places):
                    place = Place(tool=tool, shape=shape, index=index)
                    self._paint_handle(painter, at, colour, chosen=place == self.draft.chosen)
        self._paint_arrow(painter)

    def _paint_shape(
        self, painter: QPainter, tool: Tool, places: list[QPointF], colour: QColor, *, active: bool
    ) -> None:
        outline = QPolygonF(places)
        for pen_colour, width in ((QColor(0, 0, 0, 170), 7.0), (colour, 4.0 if active else 3.0)):
            pen = QPen(pen_colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if tool.is_line or len(places) < geometry.POINTS_LEAST:
                painter.drawPolyline(outline)
                continue
            fill = QColor(colour)
            fill.setAlpha(150 if tool is Tool.IGNORE else 60 if active else 26)
            pattern = Qt.BrushStyle.BDiagPattern if tool is Tool.IGNORE else None
            if pen_colour == colour:
                painter.setBrush(fill)
                if pattern is not None:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.save()
                    painter.setPen(Qt.PenStyle.NoPen)
                    brush = painter.brush()
                    brush.setStyle(pattern)
                    brush.setColor(fill)
                    painter.setBrush(brush)
                    painter.drawPolygon(outline)
                    painter.restore()
            painter.drawPolygon(outline)

    def _paint_name(
        self, painter: QPainter, tool: Tool, places: list[QPointF], colour: QColor
    ) -> None:
        if not places:
            return
        font = self._look.fonts.sized(18, weight=700)
        painter.setFont(font)
        word = self._names(tool)
        metrics = painter.fontMetrics()
        wide, high = metrics.horizontalAdvance(word) + 16, metrics.height() + 4
        top = min(places, key=lambda p: p.y())
        area = self.picture_rect
        x = min(max(top.x() + 14, area.left()), area.right() - wide)
        y = min(max(top.y() - high - 6, area.top() + 2), area.bottom() - high)
        place = QRectF(x, y, wide, high)
        rounded(painter, place, fill=QColor(0, 0, 0, 190), radius=4)
        text_line(painter, place, word, font=font, colour=colour, align=CENTER)

    def _paint_handle(
        self, painter: QPainter, at: QPointF, colour: QColor, *, chosen: bool
    ) -> None:
        size = HANDLE_PX * (1.6 if chosen else 1.0)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 2))
        painter.setBrush(QColor("#ffffff") if chosen else colour)
        painter.drawEllipse(at, size / 2, size / 2)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for ring, width in ((QColor(0, 0, 0, 170), 6.0), (QColor(colour), 3.0)):
                painter.setPen(QPen(ring, width))
                painter.drawEllipse(at, size / 2 + 7, size / 2 + 7)

    def _paint_arrow(self, painter: QPainter) -> None:
        ends = geometry.arrow(self.draft.now)
        if ends is None:
            return
        a, b = (self.to_widget(point) for point in ends)
        way = b - a
        length = max(1.0, far(a, b))
        unit = QPointF(way.x() / length, way.y() / length)
        side = QPointF(-unit.y(), unit.x())
        a, b = a - unit * 26, b + unit * 34
        head = QPolygonF([b, b - unit * 20 + side * 13, b - unit * 20 - side * 13])
        for colour, width in ((QColor(0, 0, 0, 180), 9.0), (QColor("#ffffff"), 5.0)):
            pen = QPen(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(a, b - unit * 16)
            painter.setBrush(colour)
            pen.setWidthF(width - 4)
            painter.setPen(pen)
            painter.drawPolygon(head)

    def _paint_ruler(self, painter: QPainter) -> None:
        rect = self.picture_rect
        if self.plate is not None:
            box = self.plate
            place = QRectF(
                rect.x() + box.x0 * rect.width(),
                rect.y() + box.y0 * rect.height(),
                box.width * rect.width(),
                box.height * rect.height(),
            )
            rounded(painter, place, fill=None, outline=QColor(0, 0, 0, 180), width=6, radius=3)
            rounded(painter, place, fill=None, outline="#FFE600", width=3, radius=3)
        if self.ruler is None:
            return
        a, b = (self.to_widget(point) for point in self.ruler)
        box_rect = QRectF(a, b).normalized()
        rounded(painter, box_rect, fill=QColor(255, 230, 0, 40), radius=0)
        rounded(painter, box_rect, fill=None, outline=QColor(0, 0, 0, 180), width=6, radius=2)
        rounded(painter, box_rect, fill=None, outline="#FFE600", width=3, radius=2)
        painter.setPen(QPen(QColor("#FFE600"), 2))
        ticks = 10
        for number in range(ticks + 1):
            x = box_rect.left() + box_rect.width() * number / ticks
            high = 12 if number % 5 == 0 else 7
            painter.drawLine(QPointF(x, box_rect.top()), QPointF(x, box_rect.top() - high))
        for at in (a, b):
            self._paint_handle(painter, at, QColor("#FFE600"), chosen=False)

    def _paint_loupe(self, painter: QPainter, rect: QRectF) -> None:
        finger = self._finger
        if finger is None:
            return
        size = float(self._look.metrics.mm(LOUPE_MM))
        at = finger
        if isinstance(self._held, Place):
            point = self.draft.now.at(self._held)
            at = self.to_widget(point) if point is not None else finger
        elif isinstance(self._held, int) and self.ruler is not None:
            at = self.to_widget(self.ruler[self._held])
        place = QRectF(finger.x() - size / 2, finger.y() - size - 46, size, size)
        if place.top() < 0:
            place.moveTop(min(self.height() - size, finger.y() + 60))
        place.moveLeft(min(max(place.left(), 0.0), self.width() - size))
        painter.save()
        painter.setClipRect(place)
        painter.fillRect(place, QColor("#101214"))
        if self._image is not None and not self._image.isNull():
            scale_x, scale_y = (
                self._image.width() / rect.width(),
                self._image.height() / rect.height(),
            )
            half = size / LOUPE / 2
            source = QRectF(
                (at.x() - rect.x() - half) * scale_x,
                (at.y() - rect.y() - half) * scale_y,
                2 * half * scale_x,
                2 * half * scale_y,
            )
            painter.drawImage(place, self._image, source)
        middle = place.center()
        for colour, width in ((QColor(0, 0, 0, 200), 4.0), (QColor("#ffffff"), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(middle - QPointF(22, 0), middle - QPointF(6, 0))
            painter.drawLine(middle + QPointF(6, 0), middle + QPointF(22, 0))
            painter.drawLine(middle - QPointF(0, 22), middle - QPointF(0, 6))
            painter.drawLine(middle + QPointF(0, 6), middle + QPointF(0, 22))
        painter.restore()
        rounded(painter, place, fill=None, outline="#ffffff", width=3, radius=6)


def far(a: QPointF, b: QPointF) -> float:
    """Return how far two places of a widget are apart, px."""
    way = a - b
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
