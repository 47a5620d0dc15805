# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of a list: rows of 12 mm that scroll under a finger, a hold picks one."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from alpr_kiosk.domain.clock import Clock
from ui.theme.look import Look
from ui.viewmodels.entries import FLAGS, ICON, MARK, ORDERS, PICKED, PLATE, SECOND_LINE
from ui.widgets.hold import HOLD_S, SLIP_PX
from ui.widgets.keys import named
from ui.widgets.painting import antialias, draw_icon, fitted, rounded, text_block, text_line

HOLD_TICK_MS = 50
SHARES = (20, 24, 21, 20, 10, 16, 21)
"""Widths of the columns against each other."""
TWO_LINES_PX = 62
SMALLEST_PX = 16
"""Smallest type of a cell that is too long, px; captions have 20."""


class CellDelegate(QStyledItemDelegate):
    """Draws a cell: icon, text, a smaller line below."""

    def __init__(self, *, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, m, t = self._look, self._look.metrics, self._look.tokens
        painter.save()
        antialias(painter)
        rect = QRectF(option.rect)
        picked = index.data(PICKED)
        row_picked = index.sibling(index.row(), FLAGS).data(PICKED)
        state = option.state
        if row_picked or state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.palette().highlight())
            colour = t.on_accent
        else:
            alternate = index.row() % 2
            role = look.palette().alternateBase if alternate else look.palette().base
            painter.fillRect(rect, role())
            colour = t.text
        mark = str(index.data(MARK) or "")
        plain = colour
        if mark and colour == t.text:
            colour = t.word(mark)
        rect.adjust(m.space(12), 0, -m.space(8), 0)
        if picked is not None:
            self._tick(painter, rect, chosen=bool(picked), colour=plain)
            painter.restore()
            return
        icon = str(index.data(ICON) or "")
        if icon:
            size = float(m.icon_small)
            draw_icon(painter, look, icon, colour, rect.x(), rect.center().y() - size / 2, size)
            rect.setLeft(rect.left() + size + m.space(8))
        self._words(painter, rect, index, colour, plain)
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        rect: QRectF,
        index: QModelIndex | QPersistentModelIndex,
        colour: str,
        plain: str,
    ) -> None:
        text = str(index.data() or "")
        second = str(index.data(SECOND_LINE) or "")
        style = "plate_row" if index.column() == PLATE else "caption"
        if index.column() == 1:
            style = "body"
        font = fitted(self._look.fonts(style), text, rect.width(), SMALLEST_PX)
        whole = self._look.fonts("caption")
        if style == "caption" and not second and wider(whole, text, rect.width()):
            two = rect.adjusted(0, 8, 0, -6)
            text_block(painter, two, text, font=whole, colour=colour, max_lines=2)
            return
        if not second:
            text_line(painter, rect, text, font=font, colour=colour)
            return
        small: QFont = fitted(self._look.fonts("caption"), second, rect.width(), SMALLEST_PX)
        half = rect.height() / 2
        upper = QRectF(rect.x(), rect.y() + 4, rect.width(), half - 2)
        lower = QRectF(rect.x(), rect.y() + half, rect.width(), half - 6)
        text_line(painter, upper, text, font=font, colour=colour)
        muted = self._look.tokens.muted if plain == self._look.tokens.text else plain
        text_line(painter, lower, second, font=small, colour=muted)

    def _tick(self, painter: QPainter, rect: QRectF, *, chosen: bool, colour: str) -> None:
        size = float(self._look.metrics.icon_small)
        box = QRectF(rect.x(), rect.center().y() - size / 2, size, size)
        rounded(painter, box, fill=None, outline=colour, width=2.0, radius=size / 2)
        if chosen:
            draw_icon(painter, self._look, "ack-check", colour, box.x(), box.y(), size)


def wider(font: QFont, text: str, width: float) -> bool:
    """Return whether a text is wider than there is room, px."""
    return QFontMetrics(font).horizontalAdvance(text) > width


class EntryView(QTableView):
    """The table.

    Signals:
        row_tapped (int row): A short tap, or Return.
        row_held (int row): Held for 600 ms.
        order_wanted (int column): A header was tapped.
        scrolled (): Other rows are shown.
    """

    row_tapped = Signal(int)
    row_held = Signal(int)
    order_wanted = Signal(int)
    scrolled = Signal()

    def __init__(self, *, look: Look, clock: Clock, label: str) -> None:
        super().__init__()
        self._look = look
        self._clock = clock
        self._pressed: tuple[int, float, QPointF] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(HOLD_TICK_MS)
        self._timer.timeout.connect(self.tick)
        named(self, "lists.table", label)
        m = look.metrics
        self.setItemDelegate(CellDelegate(look=look, parent=self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # Two lines of type have the same pixels on each panel.
        self.verticalHeader().setDefaultSectionSize(max(m.touch_min, TWO_LINES_PX))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(m.touch_min)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._header_tapped)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.activated.connect(lambda index: self.row_tapped.emit(index.row()))

    def show_order(self, column: int, *, descending: bool) -> None:
        """Show by what the rows are sorted."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and the last row that is seen."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        model = self.model()
        count = model.rowCount() if model is not None else 0
        return max(0, first), last if last >= 0 else count - 1

    def tick(self) -> None:
        """Look at the clock: long enough is a hold."""
        if self._pressed is None:
            self._timer.stop()
            return
        row, since, _place = self._pressed
        if self._clock.monotonic() - since >= HOLD_S - 1e-6:
            self._pressed = None
            self._timer.stop()
            self.row_held.emit(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._pressed = index.row(), self._clock.monotonic(), event.position()
            self._timer.start()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            way = event.position() - self._pressed[2]
            if abs(way.x()) > SLIP_PX or abs(way.y()) > SLIP_PX:
                self._pressed = None
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.tick()
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            self.row_tapped.emit(pressed[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.row_held.emit(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, total, left = self.viewport().width(), sum(SHARES), self.viewport().width()
        for column, share in enumerate(SHARES[:-1]):
            part = wide * share // total
            left -= part
            self.setColumnWidth(column, part)
        self.setColumnWidth(len(SHARES) - 1, left)
        self.scrolled.emit()

    def _moved(self, _value: int) -> None:
        self._pressed = None
        self.scrolled.emit()

    def _header_tapped(self, column: int) -> None:
        if column in ORDERS:
            self.order_wanted.emit(column)
