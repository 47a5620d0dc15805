# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small things over a live picture, painted once and then put there with each frame.

A chip with an icon and a word takes 0.3 ms to paint and next to nothing to put down; names alone
took a fortieth of a core with four pictures at 15 a second
(docs/adr/0035-what-makes-the-window-late.md).
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.widgets.painting import antialias, turned

MOST = 24
"""Kept at most: a picture has one name and seldom more than a handful of plates."""

Painting = Callable[[QPainter, QRectF], None]
"""Paints into a place, as for left to right."""


class Stamps:
    """Keeps what was painted, the latest used longest."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Paint everything anew: colours or type have changed."""
        self._kept.clear()

    def put(self, painter: QPainter, place: QRectF, key: Hashable, paint: Painting) -> None:
        """Put down what `paint` paints, at whole pixels.

        Args:
            painter: Of a widget; where it paints `turning`, so does `paint`.
            place: As for left to right, px.
            key: Says all that `paint` paints by, but the size and the direction.
            paint: Called only when nothing is kept for the key.
        """
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        wide, high = math.ceil(place.width()), math.ceil(place.height())
        direction = painter.layoutDirection()
        whole = (key, wide, high, ratio, direction)
        kept = self._kept.get(whole)
        if kept is None:
            kept = self._painted(paint, (wide, high), ratio, direction)
            self._kept[whole] = kept
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(whole)
        at = turned(painter, QRectF(place.x(), place.y(), wide, high)).topLeft()
        painter.drawPixmap(QPointF(round(at.x()), round(at.y())), kept)

    @staticmethod
    def _painted(
        paint: Painting, size: tuple[int, int], ratio: float, direction: Qt.LayoutDirection
    ) -> QPixmap:
        wide, high = size
        pixmap = QPixmap(math.ceil(wide * ratio), math.ceil(high * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        antialias(painter)
        painter.setLayoutDirection(direction)
        paint(painter, QRectF(0, 0, wide, high))
        painter.end()
        return pixmap
