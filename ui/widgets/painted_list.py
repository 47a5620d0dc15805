# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list that is painted: thousands of rows cost what the ten on the screen cost."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScroller, QWidget

from ui.theme.look import Look, blend
from ui.widgets.keys import named
from ui.widgets.painting import focus_ring, rounded, turning

SLIP_PX = 12
"""A finger that moves farther scrolls and taps nothing (screen specification, section 6)."""


class PaintedList(QAbstractScrollArea):
    """Rows of one height; a tap or Enter opens one. What a row shows is `paint_row` of its heir.

    Signals:
        opened (int index): A row was tapped, or Enter pressed on it.
        acted (int index): The key at the right end of a row was tapped.
    """

    opened = Signal(int)
    acted = Signal(int)

    def __init__(
        self, *, look: Look, name: str, label: str, row_h: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._row_h = row_h or look.metrics.touch_min
        self._count = 0
        self._current = 0
        self._pressed: QPoint | None = None
        named(self, name, label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        look.changed.connect(self.viewport().update)

    # ---------------------------------------------------------------------------- for the heir

    def paint_row(self, painter: QPainter, rect: QRectF, index: int) -> None:
        """Paint a row on its ground."""
        raise NotImplementedError

    def sentence(self, _index: int) -> str:
        """Return a row as one sentence."""
        return ""

    def key_rect(self, _rect: QRectF, _index: int) -> QRectF | None:
        """Return where the key of a row is, None for none."""
        return None

    # ---------------------------------------------------------------------------------- outside

    @property
    def count(self) -> int:
        """Rows."""
        return self._count

    @property
    def current(self) -> int:
        """The row that keys are for."""
        return self._current

    @property
    def row_h(self) -> int:
        """Height of a row, px."""
        return self._row_h

    def set_count(self, count: int, *, keep: bool = False) -> None:
        """Show so many rows; from the top unless `keep`."""
        self._count = count
        self._current = min(self._current, max(0, count - 1)) if keep else 0
        self._range()
        if not keep:
            self.verticalScrollBar().setValue(0)
        self._said()
        self.viewport().update()

    def go_to(self, index: int) -> None:
        """Make a row the current one and bring it into view."""
        if not self._count:
            return
        self._current = max(0, min(index, self._count - 1))
        bar, top = self.verticalScrollBar(), self._current * self._row_h
        if top < bar.value():
            bar.setValue(top)
        elif top + self._row_h > bar.value() + self.viewport().height():
            bar.setValue(top + self._row_h - self.viewport().height())
        self._said()
        self.viewport().update()

    def rect_of(self, index: int) -> QRectF:
        """Return where a row is, in the viewport."""
        top = index * self._row_h - self.verticalScrollBar().value()
        return QRectF(0, top, self.viewport().width(), self._row_h)

    # ---------------------------------------------------------------------------------- inside

    def _range(self) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._count * self._row_h - high))
        bar.setPageStep(high)
        bar.setSingleStep(self._row_h)

    def _said(self) -> None:
        words = self.sentence(self._current) if self._count else ""
        self.setAccessibleDescription(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._range()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        start, self._pressed = self._pressed, None
        at = event.position().toPoint()
        if start is None or (at - start).manhattanLength() > SLIP_PX:
            return
        index = (at.y() + self.verticalScrollBar().value()) // self._row_h
        if not 0 <= index < self._count:
            return
        self._current = index
        self._said()
        self.viewport().update()
        key = self.key_rect(self.rect_of(index), index)
        if key is not None and key.contains(self._as_painted(event.position())):
            self.acted.emit(index)
        else:
            self.opened.emit(index)

    def _as_painted(self, at: QPointF) -> QPointF:
        """Return a place of the viewport as `key_rect` counts: what is painted turns."""
        if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QPointF(self.viewport().width() - at.x(), at.y())
        return at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(1, self.viewport().height() // self._row_h - 1)
        steps = {
            Qt.Key.Key_Up: self._current - 1,
            Qt.Key.Key_Down: self._current + 1,
            Qt.Key.Key_PageUp: self._current - page,
            Qt.Key.Key_PageDown: self._current + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._count - 1,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._count:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self.look.tokens
        painter = QPainter(self.viewport())
        turning(painter)
        whole = QRectF(self.viewport().rect())
        rounded(painter, whole, fill=t.raised, radius=self.look.metrics.radius)
        first = self.verticalScrollBar().value() // self._row_h
        last = min(self._count, first + int(whole.height() // self._row_h) + 2)
        for index in range(first, last):
            rect = self.rect_of(index)
            if index % 2:
                painter.fillRect(rect, QColor(blend(t.raised, t.surface, 0.5)))
            painter.fillRect(
                QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), QColor(self.look.hairline)
            )
            self.paint_row(painter, rect, index)
            if index == self._current and self.hasFocus():
                focus_ring(painter, rect.adjusted(1, 1, -1, -1), self.look)
