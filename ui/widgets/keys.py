# SPDX-License-Identifier: AGPL-3.0-or-later
"""Painted keys: tap keys with icon and word, and the hold keys that show a ring."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.domain.clock import Clock
from ui.theme.look import Look, blend
from ui.widgets.hold import HOLD_S, HoldButton
from ui.widgets.painting import (
    CENTER,
    draw_icon,
    fitted,
    focus_ring,
    rounded,
    text_line,
    text_width,
    turned,
    turning,
)


def named(widget: QWidget, name: str, label: str) -> None:
    """Give a control its object name and the name a screen reader says."""
    widget.setObjectName(name)
    widget.setAccessibleName(label)


class TapKey(QAbstractButton):
    """A large key with an icon over (or beside) a word; works on a tap."""

    def __init__(
        self,
        *,
        look: Look,
        name: str,
        text: str,
        icon: str = "",
        kind: str = "raised",
        accessible: str = "",
        beside: bool = False,
        style: str = "button",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.icon_name = icon
        self._beside = beside
        self._style = style
        self._kind = kind
        if kind not in ("raised", "surface", "accent"):
            self.setProperty("kind", kind)
        self.setText(text)
        named(self, name, accessible or text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def set_kind(self, kind: str) -> None:
        """Change its meaning and so its fill."""
        self._kind = kind
        self.setProperty("kind", kind if kind not in ("raised", "surface", "accent") else None)
        self.update()

    def kind_icon(self) -> str:
        """Icon that goes with the kind."""
        return self.icon_name

    def kind_text(self) -> str:
        """Word that goes with the kind."""
        return self.text()

    def kind_fill(self) -> str:
        """Fill in use."""
        return self.look.tokens.fill(self._kind)

    def sizeHint(self) -> QSize:
        m = self.look.metrics
        width = self.fontMetrics().horizontalAdvance(self.text()) + m.space(48)
        return QSize(max(m.touch_std, width), m.touch_std)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self.look.tokens, self.look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        kind = self._kind if self.isEnabled() else "disabled"
        on_colour = t.on(kind)
        fill = t.fill(kind)
        if self.isChecked():
            fill, on_colour = t.accent, t.on_accent
        if self.isDown():
            fill = blend(on_colour, fill, 0.18)
        plain = kind in ("raised", "surface", "disabled")
        outline: str | None = None
        if not self.isEnabled():
            outline = t.disabled_text
        elif plain and not self.isChecked():
            outline = t.border
        elif kind in t.__dataclass_fields__ and kind != "accent" and t.needs_outline(kind):
            outline = on_colour
        rounded(
            painter,
            rect,
            fill=fill,
            radius=float(m.radius),
            outline=outline,
            width=float(t.border_px),
            dashed=not self.isEnabled(),
        )
        self._content(painter, rect, on_colour)
        if self.hasFocus():
            focus_ring(painter, rect, self.look, inner=None if plain else on_colour)

    def _content(self, painter: QPainter, rect: QRectF, colour: str) -> None:
        m = self.look.metrics
        font = self.look.fonts(self._style)
        pad = m.space(8)
        if not self.icon_name:
            font = fitted(font, self.text(), rect.width() - 2 * pad, 18)
            text_line(painter, rect, self.text(), font=font, colour=colour, align=CENTER)
            return
        if self._beside:
            size = max(26.0, float(m.icon_small))
            font = fitted(font, self.text(), rect.width() - size - 3 * pad, 18)
            width = text_width(font, self.text())
            x = max(float(pad), (rect.width() - width - size - pad) / 2)
            draw_icon(
                painter, self.look, self.icon_name, colour, x, (rect.height() - size) / 2, size
            )
            text_line(
                painter,
                QRectF(x + size + pad, 0, rect.width() - x - size - pad, rect.height()),
                self.text(),
                font=font,
                colour=colour,
            )
            return
        size = min(float(m.icon_large), rect.height() * 0.42)
        if not self.text():
            draw_icon(
                painter,
                self.look,
                self.icon_name,
                colour,
                (rect.width() - size) / 2,
                (rect.height() - size) / 2,
                size,
            )
            return
        font = fitted(font, self.text(), rect.width() - 2 * pad, 17)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        top = (rect.height() - size - line - 2) / 2
        draw_icon(painter, self.look, self.icon_name, colour, (rect.width() - size) / 2, top, size)
        text_line(
            painter,
            QRectF(pad / 2, top + size + 2, rect.width() - pad, line),
            self.text(),
            font=font,
            colour=colour,
            align=CENTER,
        )


class RingKey(HoldButton):
    """A hold key: a ring around its icon fills while it is held."""

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        name: str,
        text: str,
        icon: str,
        kind: str = "accent",
        accessible: str = "",
        caption: str = "",
        hold_s: float = HOLD_S,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look=look, clock=clock, hold_s=hold_s, parent=parent)
        self.icon_name = icon
        self.caption = caption
        self._beside = beside
        self._kind = kind
        self.setText(text)
        named(self, name, accessible or text)

    def set_face(self, *, text: str, icon: str, kind: str, caption: str = "") -> None:
        """Show another state; place and size stay."""
        if (text, icon, kind, caption) != (
            self.text(),
            self.icon_name,
            self._kind,
            self.caption,
        ):
            self.setText(text)
            self.icon_name, self._kind, self.caption = icon, kind, caption
            self.setProperty("kind", None if kind in ("accent", "raised") else kind)
            self.update()

    @property
    def face_kind(self) -> str:
        """Kind of the face that is shown."""
        return self._kind

    def kind_icon(self) -> str:
        """Icon that goes with the kind."""
        return self.icon_name

    def kind_text(self) -> str:
        """Word that goes with the kind."""
        return self.text()

    def kind_fill(self) -> str:
        """Fill in use."""
        return self.look.tokens.fill(self._kind)

    def sizeHint(self) -> QSize:
        m = self.look.metrics
        return QSize(m.mm(27), m.touch_gate)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self.look.tokens, self.look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        kind = self._kind if self.isEnabled() else "disabled"
        fill, colour = t.fill(kind), t.on(kind)
        outline: str | None = None
        if kind == "raised":
            outline = t.border
        elif kind == "disabled" or (kind != "accent" and t.needs_outline(kind, "bg")):
            outline = colour
        rounded(
            painter,
            rect,
            fill=blend(colour, fill, 0.14) if self.holding else fill,
            radius=float(m.radius) * 1.5,
            outline=outline,
            width=float(t.border_px),
        )
        if self._beside or (rect.height() < 100 and rect.width() >= 1.8 * rect.height()):
            self._paint_beside(painter, rect, fill, colour)
        else:
            self._paint_over(painter, rect, fill, colour)
        if self.hasFocus():
            inner = t.focus if kind == "raised" else colour
            focus_ring(painter, rect.adjusted(3, 3, -3, -3), self.look, inner=inner)

    def _paint_over(self, painter: QPainter, rect: QRectF, fill: str, colour: str) -> None:
        if not self.text():
            ring = min(rect.width(), rect.height()) * 0.62
            place = QRectF(0, 0, ring, ring)
            place.moveCenter(rect.center())
            self._ring(painter, place, fill, colour)
            return
        fonts = self.look.fonts
        text_font = fitted(fonts.sized(28, weight=700), self.text(), rect.width() - 16, 17)
        painter.setFont(text_font)
        line = painter.fontMetrics().height()
        small = fitted(fonts.sized(18), self.caption, rect.width() - 12, 14)
        painter.setFont(small)
        small_h = painter.fontMetrics().height() if self.caption else 0
        ring = min(rect.height() - line - small_h - 14, rect.width() * 0.5)
        total = ring + line + small_h - 2
        top = max(4.0, (rect.height() - total) / 2)
        self._ring(painter, QRectF((rect.width() - ring) / 2, top, ring, ring), fill, colour)
        text_line(
            painter,
            QRectF(0, top + ring - 1, rect.width(), line),
            self.text(),
            font=text_font,
            colour=colour,
            align=CENTER,
        )
        if self.caption:
            text_line(
                painter,
                QRectF(4, top + ring + line - 5, rect.width() - 8, small_h),
                self.caption,
                font=small,
                colour=colour,
                align=CENTER,
            )

    def _paint_beside(self, painter: QPainter, rect: QRectF, fill: str, colour: str) -> None:
        ring = rect.height() * 0.58
        largest = 34 if rect.width() > 240 else 28
        font = fitted(
            self.look.fonts.sized(largest, weight=700), self.text(), rect.width() - ring - 36, 16
        )
        painter.setFont(font)
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(self.text())
        caption_font = self.look.fonts.sized(18)
        painter.setFont(caption_font)
        caption_w = painter.fontMetrics().horizontalAdvance(self.caption)
        block = ring + 14 + max(width, caption_w)
        x = max(8.0, (rect.width() - block) / 2)
        self._ring(painter, QRectF(x, (rect.height() - ring) / 2, ring, ring), fill, colour)
        left = x + ring + 14
        if self.caption:
            line, small = metrics.height(), painter.fontMetrics().height()
            top = (rect.height() - line - small + 6) / 2
            text_line(
                painter,
                QRectF(left, top, rect.width() - left - 6, line),
                self.text(),
                font=font,
                colour=colour,
            )
            text_line(
                painter,
                QRectF(left, top + line - 6, rect.width() - left - 6, small),
                self.caption,
                font=caption_font,
                colour=colour,
            )
        else:
            text_line(
                painter,
                QRectF(left, 0, rect.width() - left - 6, rect.height()),
                self.text(),
                font=font,
                colour=colour,
            )

    def _ring(self, painter: QPainter, place: QRectF, fill: str, colour: str) -> None:
        width = max(4.0, place.width() * 0.09)
        inner = turned(painter, place.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(blend(colour, fill, 0.34)), width))
        painter.drawEllipse(inner)
        if self.progress > 0:
            pen = QPen(QColor(colour), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(inner, 90 * 16, -round(360 * 16 * self.progress))
        size = place.width() * 0.54
        draw_icon(
            painter,
            self.look,
            self.icon_name,
            colour,
            place.center().x() - size / 2,
            place.center().y() - size / 2,
            size,
        )
