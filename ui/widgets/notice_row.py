# SPDX-License-Identifier: AGPL-3.0-or-later
"""One thing to know, with at most two keys: read it, settle it, change it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import (
    draw_icon,
    fitted,
    place_of,
    put,
    rounded,
    text_block,
    text_line,
    turning,
)

KEY_W = 200
"""Width of a key, px."""
PAD = 14.0


class NoticeRow(QWidget):
    """Icon, a sentence, a word above it, and keys at the right.

    Signals:
        tapped (int): The key of this number was tapped.
    """

    tapped = Signal(int)

    def __init__(
        self,
        *,
        look: Look,
        name: str,
        icon: str,
        text: str,
        caption: str = "",
        kind: str = "",
        keys: tuple[tuple[str, str], ...] = (),
        strong: bool = True,
        done: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            look: Colours and sizes.
            name: Object name.
            icon: Its icon.
            text: The sentence.
            caption: A word above it: what it is, and when.
            kind: Meaning of the icon's colour, "" for none.
            keys: (word, icon) of at most two keys.
            strong: It waits for somebody.
            done: Word in place of the keys, when there is nothing left to do.
            parent: Parent.
        """
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._kind = kind
        self._strong = strong
        self._done = done
        self.text = text
        self.caption = caption
        self.setObjectName(name)
        self.setAccessibleName(f"{caption}. {text}" if caption else text)
        self.setAccessibleDescription(self.tr("unread") if strong and keys else done)
        m = look.metrics
        self.setFixedHeight(m.touch_min + 20)
        self.keys: list[TapKey] = []
        for number, (word, key_icon) in enumerate(keys):
            key = TapKey(
                look=look,
                name=f"{name}.key.{number}",
                text=word,
                icon=key_icon,
                beside=True,
                accessible=f"{word}: {text}, {caption}",
                parent=self,
            )
            key.clicked.connect(self._tapped)
            self.keys.append(key)
        look.changed.connect(self.update)

    def _tapped(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.tapped.emit(self.keys.index(key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        x = self.width() - 10
        for key in reversed(self.keys):
            x -= KEY_W
            put(key, QRect(x, (self.height() - m.touch_min) // 2, KEY_W, m.touch_min))
            x -= m.gap_min

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts, m = self._look.tokens, self._look.fonts, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        rounded(
            painter,
            rect,
            fill=t.raised if self._strong else t.surface,
            radius=m.radius * 1.3,
            outline=self._look.hairline,
            width=1,
        )
        colour = t.word(self._kind) if self._kind and self._strong else t.muted
        if self._kind and self._strong:
            rounded(painter, QRectF(0, 0, 6, rect.height()), fill=colour, radius=3)
        size = 34.0
        middle = rect.center().y()
        draw_icon(painter, self._look, self._icon, colour, PAD + 4, middle - size / 2, size)
        left = PAD + size + 20
        right = float(place_of(self.keys[0]).x()) - 14 if self.keys else rect.right() - 20
        if self._done and not self.keys:
            font = fonts("caption")
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(self._done)
            right -= width + 40
            draw_icon(painter, self._look, "ack-check", t.muted, right + 8, middle - 13, 26)
            text_line(
                painter,
                QRectF(right + 40, middle - 18, width + 8, 36),
                self._done,
                font=font,
                colour=t.muted,
            )
        room_w = right - left
        font = fonts("body_strong" if self._strong else "body")
        painter.setFont(font)
        long = painter.fontMetrics().horizontalAdvance(self.text) > room_w
        if long and self.caption:
            font = fonts.sized(20, weight=600 if self._strong else 400)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        high = (26 if self.caption else 0) + (2 if long else 1) * line
        top = max(2.0, (rect.height() - high) / 2)
        if self.caption:
            caption = fitted(fonts("caption"), self.caption, room_w, 16)
            text_line(
                painter, QRectF(left, top, room_w, 26), self.caption, font=caption, colour=t.muted
            )
            top += 26
        text_block(
            painter,
            QRectF(left, top, room_w, rect.bottom() - top),
            self.text,
            font=font,
            colour=t.text if self._strong else t.muted,
            max_lines=2,
        )
