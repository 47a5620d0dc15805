# SPDX-License-Identifier: AGPL-3.0-or-later
"""A picture to look into: one to eight times as large, by keys, wheel, pinch and drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from ui.theme.look import Look
from ui.widgets.keys import named
from ui.widgets.painting import antialias, focus_ring, text_block

LARGEST = 8.0
STEP = 1.5
"""A tap on + or a notch of the wheel; six taps reach the largest."""


class ZoomPicture(QWidget):
    """Shows a picture whole, or a part of it.

    Signals:
        zoomed (float zoom): It is so many times as large as the whole.
    """

    zoomed = Signal(float)

    def __init__(self, *, look: Look, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image = QImage()
        self._words = ""
        self.zoom = 1.0
        self._middle = QPointF(0.5, 0.5)
        self._dragged: QPointF | None = None
        named(self, name, label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabGesture(Qt.GestureType.PinchGesture)
        look.changed.connect(self.update)

    def show_picture(self, image: QImage, words: str = "") -> None:
        """Show a picture whole; `words` stand where there is none."""
        self._image, self._words = image, words
        self._middle = QPointF(0.5, 0.5)
        self._set_zoom(1.0)

    @property
    def is_empty(self) -> bool:
        """Whether there is no picture."""
        return self._image.isNull()

    def larger(self) -> None:
        """One step in."""
        self._set_zoom(self.zoom * STEP)

    def smaller(self) -> None:
        """One step out."""
        self._set_zoom(self.zoom / STEP)

    def _set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom; what lies under `at` stays there."""
        zoom = 1.0 if self.is_empty else min(LARGEST, max(1.0, zoom))
        if at is not None and not self.is_empty:
            place = self._place()
            under = QPointF(
                (at.x() - place.x()) / max(1.0, place.width()),
                (at.y() - place.y()) / max(1.0, place.height()),
            )
            part = self.zoom / zoom
            self._middle = under + (self._middle - under) * part
        self.zoom = zoom
        self._keep_inside()
        self.zoomed.emit(zoom)
        self.update()

    def _whole(self) -> tuple[float, float]:
        """Return the size of the whole picture as it fits, px."""
        image = self._image
        scale = min(self.width() / image.width(), self.height() / image.height())
        return image.width() * scale, image.height() * scale

    def _place(self) -> QRectF:
        """Return where the whole picture would lie, px."""
        wide, high = self._whole()
        place = QRectF(0, 0, wide * self.zoom, high * self.zoom)
        place.moveTopLeft(
            QPointF(
                self.width() / 2 - self._middle.x() * place.width(),
                self.height() / 2 - self._middle.y() * place.height(),
            )
        )
        return place

    def _keep_inside(self) -> None:
        if self.is_empty:
            return
        wide, high = self._whole()
        half_x = min(0.5, self.width() / 2 / max(1.0, wide * self.zoom))
        half_y = min(0.5, self.height() / 2 / max(1.0, high * self.zoom))
        self._middle = QPointF(
            min(1 - half_x, max(half_x, self._middle.x())),
            min(1 - half_y, max(half_y, self._middle.y())),
        )

    # ------------------------------------------------------------------------------------ hands

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint()))
                self._set_zoom(self.zoom * pinch.scaleFactor(), at)
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        factor = STEP if event.angleDelta().y() > 0 else 1 / STEP
        self._set_zoom(self.zoom * factor, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None or self.is_empty:
            return
        moved = event.position() - self._dragged
        self._dragged = event.position()
        place = self._place()
        self._middle -= QPointF(moved.x() / place.width(), moved.y() / place.height())
        self._keep_inside()
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.larger()
        elif event.key() == Qt.Key.Key_Minus:
            self.smaller()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # --------------------------------------------------------------------------------- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rect, m.radius * 1.5, m.radius * 1.5)
        painter.setClipPath(path)
        painter.fillRect(rect, QColor("#0B0D0F"))
        if self.is_empty:
            middle = QRectF(rect.x() + 24, rect.center().y() - 36, rect.width() - 48, 90)
            text_block(
                painter,
                middle,
                self._words,
                font=self._look.fonts("body"),
                colour="#C4C4C4",
                align=Qt.AlignmentFlag.AlignHCenter,
            )
        else:
            place = self._place()
            painter.drawImage(place, self._image)
            if t.video_gain < 1.0:
                shade = QColor(0, 0, 0, round(255 * (1.0 - t.video_gain)))
                painter.fillRect(place.intersected(rect), shade)
        painter.setClipping(False)
        if self.hasFocus():
            focus_ring(painter, rect, self._look, inner=t.accent)
