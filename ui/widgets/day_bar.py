# SPDX-License-Identifier: AGPL-3.0-or-later
"""One day of a schedule: a bar of 24 hours whose windows have a handle at each end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.look import Look, blend
from ui.viewmodels.week import DAY, SNAP, Span, clock_text, snapped, spans_text
from ui.widgets.hold import SLIP_PX
from ui.widgets.keys import named
from ui.widgets.painting import CENTER, antialias, focus_ring, rounded, text_line

NAME_MM = 12
"""Room for the name of the day."""


def track_of(look: Look, width: int, height: int) -> QRectF:
    """Return where the 24 hours of a bar lie, px."""
    left = float(look.metrics.mm(NAME_MM))
    edge = look.metrics.touch_min / 4
    return QRectF(left + edge, 0, width - left - 2 * edge, float(height))


class HourScale(QWidget):
    """The hours over the bars."""

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(look.metrics.space(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        antialias(painter)
        track = track_of(self._look, self.width(), self.height())
        font, colour = self._look.fonts("caption"), self._look.tokens.muted
        for hour in range(0, 25, 6):
            x = track.x() + track.width() * hour / 24
            place = QRectF(x - 30, 0, 60, track.height())
            text_line(painter, place, str(hour), font=font, colour=colour, align=CENTER)


class DayBar(QWidget):
    """Shows the windows of a day; handles are dragged, a tap opens From and To.

    Signals:
        tapped (int day): The bar was tapped.
        moved (int day, int window, bool start, int minute): A handle is dragged to there.
    """

    tapped = Signal(int)
    moved = Signal(int, int, bool, int)

    def __init__(
        self, *, look: Look, name: str, day: int, word: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.day = day
        self.word = word
        self._spans: list[Span] = []
        self._chosen = False
        self._handle: tuple[int, bool] = (0, True)
        self._held: tuple[int, bool] | None = None
        self._origin: QPointF | None = None
        self._dragging = False
        named(self, name, word)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(look.metrics.mm(12))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_spans(self, spans: Sequence[Span], *, chosen: bool) -> None:
        """Show the windows of the day."""
        self._spans, self._chosen = list(spans), chosen
        words = spans_text(spans)
        said = self.tr("{day}, allowed {hours}") if words else self.tr("{day}, closed")
        self.setAccessibleName(said.replace("{day}", self.word).replace("{hours}", words))
        if self._handle[0] >= len(self._spans):
            self._handle = (0, True)
        self.update()

    def track(self) -> QRectF:
        """Return where the 24 hours lie, px."""
        return track_of(self._look, self.width(), self.height())

    def x_of(self, minute: int) -> float:
        """Return where a minute of the day is."""
        track = self.track()
        return track.x() + track.width() * minute / DAY

    def minute_at(self, x: float) -> int:
        """Return the minute of the day at a place, on the grid."""
        track = self.track()
        return max(0, min(DAY, snapped(round((x - track.x()) / track.width() * DAY))))

    def handle_at(self, x: float) -> tuple[int, bool] | None:
        """Return the (window, is its start) that a finger at `x` takes: 12 mm wide, the nearest."""
        reach = self._look.metrics.touch_min / 2
        near = [
            (abs(self.x_of(minute) - x), index, is_start)
            for index, span in enumerate(self._spans)
            for minute, is_start in ((span[0], True), (span[1], False))
        ]
        near = [one for one in near if one[0] <= reach]
        if not near:
            return None
        _far, index, is_start = min(near)
        return index, is_start

    # ----------------------------------------------------------------------------------- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._origin = event.position()
        self._held = self.handle_at(event.position().x())
        self._dragging = False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._origin is None or self._held is None:
            return
        if not self._dragging and abs(event.position().x() - self._origin.x()) < SLIP_PX:
            return
        self._dragging = True
        self._handle = self._held
        window, is_start = self._held
        self.moved.emit(self.day, window, is_start, self.minute_at(event.position().x()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        tapped = self._origin is not None and not self._dragging
        self._origin = self._held = None
        self._dragging = False
        if tapped and self.rect().contains(event.position().toPoint()):
            self.tapped.emit(self.day)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.tapped.emit(self.day)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._spans:
            window, is_start = self._handle
            minute = self._spans[window][0 if is_start else 1]
            by = SNAP if key == Qt.Key.Key_Right else -SNAP
            self.moved.emit(self.day, window, is_start, minute + by)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._spans:
            place = self._handle[0] * 2 + (not self._handle[1])
            place = (place + (1 if key == Qt.Key.Key_PageDown else -1)) % (2 * len(self._spans))
            self._handle = (place // 2, place % 2 == 0)
            self.update()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # ----------------------------------------------------------------------------------- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        fill = blend(t.accent, t.raised, 0.12) if self._chosen else t.raised
        outline = t.accent if self._chosen else self._look.hairline
        rounded(painter, rect, fill=fill, radius=float(m.radius), outline=outline, width=2.0)
        name = QRectF(0, 0, m.mm(NAME_MM), rect.height())
        text_line(
            painter,
            name,
            self.word,
            font=self._look.fonts("body_strong"),
            colour=t.text,
            align=CENTER,
        )
        self._grid(painter)
        for index, span in enumerate(self._spans):
            self._span(painter, index, span)
        if not self._spans:
            text_line(
                painter,
                self.track(),
                self.tr("closed"),
                font=self._look.fonts("body"),
                colour=t.muted,
                align=CENTER,
            )
        if self.hasFocus():
            focus_ring(painter, rect, self._look)

    def _grid(self, painter: QPainter) -> None:
        t = self._look.tokens
        track = self.track()
        for hour in range(0, 25, 3):
            x = self.x_of(hour * 60)
            strong = hour % 6 == 0
            top = track.height() * (0.14 if strong else 0.3)
            shade = blend(t.text, t.raised, 0.30 if strong else 0.14)
            painter.fillRect(QRectF(x - 0.5, top, 1.2, track.height() - 2 * top), shade)

    def _span(self, painter: QPainter, index: int, span: Span) -> None:
        t, m = self._look.tokens, self._look.metrics
        left, right = self.x_of(span[0]), self.x_of(span[1])
        high = self.height() * 0.56
        rect = QRectF(left, (self.height() - high) / 2, right - left, high)
        rounded(painter, rect, fill=t.accent, radius=float(m.radius))
        words = f"{clock_text(span[0])}-{clock_text(span[1])}"
        font = self._look.fonts("caption_strong")
        painter.setFont(font)
        if painter.fontMetrics().horizontalAdvance(words) < rect.width() - 44:
            text_line(painter, rect, words, font=font, colour=t.on_accent, align=CENTER)
        for x, is_start in ((left, True), (right, False)):
            held = (index, is_start) == self._handle and (self._dragging or self.hasFocus())
            size = high * (0.86 if held else 0.7)
            knob = QRectF(x - size / 2, (self.height() - size) / 2, size, size)
            rounded(painter, knob, fill=t.raised, outline=t.accent, width=4.0, radius=size / 2)
