# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small drawing helpers that all hand-painted widgets share."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QStyle, QWidget

from alpr_kiosk.runtime.views import PreviewImage
from ui.theme.look import Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
_PAIRS = (("back", "next"), ("before", "after"), ("first", "last"))
POINTS_BACK = {one: other for a, b in _PAIRS for one, other in ((a, b), (b, a))}
"""Icons that point along the writing, and what stands for them where it runs the other way."""
_HINTS = (
    QPainter.RenderHint.Antialiasing
    | QPainter.RenderHint.TextAntialiasing
    | QPainter.RenderHint.SmoothPixmapTransform
)
WIDTHS_MOST = 4096
"""Texts whose width is remembered; a few hundred are on a screen."""
_widths: dict[tuple[str, str], int] = {}


def antialias(painter: QPainter) -> None:
    """Turn on smooth edges and smooth pictures."""
    painter.setRenderHints(_HINTS)
    # What is painted stands where it is put: pictures, charts and the gate bar do not turn.
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def turning(painter: QPainter) -> None:
    """`antialias`, and turn what the helpers here draw round with the writing of the language.

    A widget that paints so is written as for left to right; what it draws without these helpers
    asks `turned` for its place, and what stands on it is put there by `put`.
    """
    antialias(painter)
    if QGuiApplication.isRightToLeft():
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def _turns(painter: QPainter) -> bool:
    """Return whether the painter is `turning` in a language that runs from right to left.

    What a painter says of itself becomes an object of Python each time: asked only where it counts.
    """
    if not QGuiApplication.isRightToLeft():
        return False
    return painter.layoutDirection() is Qt.LayoutDirection.RightToLeft


def turned(painter: QPainter, rect: QRectF) -> QRectF:
    """Return where a place is painted: mirrored in the widget when the painter is `turning`."""
    device = painter.device() if _turns(painter) else None
    if device is None:
        return rect
    # A widget counts in the steps of its places, a pixmap in the pixels of the screen.
    wide = device.width() / (device.devicePixelRatioF() if isinstance(device, QPixmap) else 1.0)
    return QRectF(wide - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())


def turned_point(painter: QPainter, point: QPointF) -> QPointF:
    """Return where a point is painted, as `turned` does with a place."""
    return turned(painter, QRectF(point, QSizeF(0.0, 0.0))).topLeft()


def standing(painter: QPainter) -> None:
    """Draw from now on where it is put: what reads from left to right in any language.

    Inside `save` and `restore` of a painter that is `turning`.
    """
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def unturned(widget: QWidget, point: QPointF) -> QPointF:
    """Return a point that was touched on a widget that paints `turning`, as for left to right."""
    if QGuiApplication.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return point
    return QPointF(widget.width() - point.x(), point.y())


def _flags(painter: QPainter, align: Qt.AlignmentFlag, text: str) -> int:
    """Return how a text is drawn: aligned as the painter turns, in the order it is read in.

    A plate, a time or a name in Latin letters reads from left to right in any language; in the
    order of a language that reads the other way "34 A 36837" would be "A 36837 34".
    """
    if not _turns(painter):
        return int(align)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    if align & left:
        align = (align & ~left) | right
    elif align & right:
        align = (align & ~right) | left
    flags = int(align | Qt.AlignmentFlag.AlignAbsolute)
    if not any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        flags |= int(Qt.TextFlag.TextForceLeftToRight)
    return flags


def put(child: QWidget, place: QRect) -> None:
    """Put a widget on one that paints `turning`, at a place as for left to right."""
    child.setGeometry(_seen(child, place))


def put_in_order(children: Sequence[QWidget], place: QRect, gap: int) -> None:
    """Put a row of letters or digits at a place as for left to right, and keep their order.

    The place turns, the order does not: no keyboard has its letters the other way round.

    Args:
        children: Of one parent, from left to right; they have the same width.
        place: For all of them.
        gap: Between two, px.
    """
    if not children:
        return
    seen = _seen(children[0], place)
    each = (place.width() - (len(children) - 1) * gap) // len(children)
    for number, child in enumerate(children):
        x = seen.x() + number * (each + gap)
        child.setGeometry(x, place.y(), each, place.height())


def place_of(child: QWidget) -> QRect:
    """Return where `put` has put a widget, as for left to right."""
    return _seen(child, child.geometry())


def seen_on(widget: QWidget, place: QRectF) -> QRect:
    """Return where a place of a widget that paints `turning` is seen: what to paint anew, px."""
    return _turned_on(widget, place.toAlignedRect())


def _seen(child: QWidget, place: QRect) -> QRect:
    parent = child.parentWidget()
    return place if parent is None else _turned_on(parent, place)


def _turned_on(widget: QWidget, place: QRect) -> QRect:
    return QStyle.visualRect(QGuiApplication.layoutDirection(), widget.rect(), place)


def rounded(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: str | QColor | None,
    radius: float,
    outline: str | QColor | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """Draw a rounded rectangle; the outline lies wholly inside `rect`."""
    rect = turned(painter, rect)
    half = width / 2 if outline is not None else 0.0
    painter.setBrush(QColor(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if outline is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(QColor(outline), width)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, look: Look, *, inner: str | None = None) -> None:
    """Draw the 4 px focus ring just inside `rect`; `inner` overrides its colour on dark fills."""
    colour = inner or look.tokens.focus
    rounded(painter, rect, fill=None, outline=colour, width=4.0, radius=float(look.metrics.radius))


def text_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    font: QFont,
    colour: str | QColor,
    align: Qt.AlignmentFlag = LEFT,
    elide: bool = True,
) -> None:
    """Draw one line of text, shortened with an ellipsis when it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    room = max(0, int(rect.width()))
    if elide and text_width(font, text) >= room:
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(turned(painter, rect), _flags(painter, align, text), text)


def text_width(font: QFont, text: str) -> int:
    """Return how wide a text is, px.

    To measure it is to set it letter by letter, and most of what is painted was painted before.
    """
    key = (font.key(), text)
    width = _widths.get(key)
    if width is None:
        if len(_widths) >= WIDTHS_MOST:
            _widths.clear()
        width = _widths[key] = QFontMetrics(font).horizontalAdvance(text)
    return width


def fitted(font: QFont, text: str, width: float, smallest: int) -> QFont:
    """Return `font`, made smaller until `text` fits `width` px (never under `smallest` px)."""
    result = QFont(font)
    while result.pixelSize() > smallest:
        if text_width(result, text) <= width:
            break
        result.setPixelSize(result.pixelSize() - 1)
    return result


def text_block(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    font: QFont,
    colour: str,
    max_lines: int | None = None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Draw wrapped text from the top of `rect`; return the height used.

    When the text needs more than `max_lines` (or more than fits), the last line is shortened.
    """
    metrics = QFontMetrics(font)
    line_h = metrics.height()
    limit = max(1, int(rect.height() // line_h))
    if max_lines is not None:
        limit = min(limit, max_lines)
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < limit:
        line = words.pop(0)
        while words and metrics.horizontalAdvance(f"{line} {words[0]}") <= rect.width():
            line = f"{line} {words.pop(0)}"
        if words and len(lines) == limit - 1:
            line = f"{line} {' '.join(words)}"
            words = []
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(rect.width())))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    rect = turned(painter, rect)
    for number, line in enumerate(lines):
        painter.drawText(
            QRectF(rect.x(), rect.y() + number * line_h, rect.width(), line_h),
            _flags(painter, align | Qt.AlignmentFlag.AlignVCenter, line),
            line,
        )
    return len(lines) * line_h


def draw_icon(
    painter: QPainter, look: Look, name: str, colour: str, x: float, y: float, size: float
) -> None:
    """Draw one of the product's icons with its top left corner at (x, y)."""
    if _turns(painter):
        name = POINTS_BACK.get(name, name)
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    place = turned(painter, QRectF(x, y, round(size), round(size)))
    painter.drawPixmap(place.topLeft(), look.icons.pixmap(name, colour, round(size), ratio))


def wrap_preview(preview: PreviewImage) -> QImage:
    """Wrap the picture's own memory in a `QImage`; nothing is copied, the buffer is kept alive."""
    # PreviewImage.data is opaque to the layers between; Qt takes any read-only buffer.
    data = cast("Any", preview.data)
    return QImage(data, preview.width, preview.height, preview.stride, QImage.Format.Format_RGB32)


def draw_picture(
    painter: QPainter,
    target: QRectF,
    image: QImage,
    *,
    gain: float,
    radius: float = 0.0,
    cover: bool = False,
) -> QRectF:
    """Draw `image` into `target` (letterboxed, or cropped to cover); return where it lies."""
    target = turned(painter, target)
    if image.isNull() or image.height() == 0:
        return target
    scale_x = target.width() / image.width()
    scale_y = target.height() / image.height()
    scale = max(scale_x, scale_y) if cover else min(scale_x, scale_y)
    place = QRectF(0, 0, image.width() * scale, image.height() * scale)
    place.moveCenter(target.center())
    painter.save()
    clip = place.intersected(target)
    if radius > 0:
        path = QPainterPath()
        path.addRoundedRect(clip, radius, radius)
        painter.setClipPath(path)
    else:
        painter.setClipRect(clip)
    painter.drawImage(place, image)
    if gain < 1.0:
        painter.fillRect(clip, QColor(0, 0, 0, round(255 * (1.0 - gain))))
    painter.restore()
    return place


def as_rect(rect: QRect) -> QRectF:
    """Return a widget's integer rectangle as floating point."""
    return QRectF(rect)
