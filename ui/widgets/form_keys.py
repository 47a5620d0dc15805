# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of forms: a tile that leads somewhere, a field typed elsewhere, a choice of a few."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.theme.look import Look, blend
from ui.widgets.keys import TapKey, named
from ui.widgets.painting import draw_icon, fitted, focus_ring, rounded, text_line, turning

DOTS = "•"


class _Plate(QAbstractButton):
    """A raised plate that can be pressed and focused."""

    def __init__(self, *, look: Look, name: str, accessible: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.look = look
        named(self, name, accessible)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def _ground(self, painter: QPainter, rect: QRectF, *, outline: str) -> None:
        t, m = self.look.tokens, self.look.metrics
        fill = t.raised if self.isEnabled() else t.disabled_fill
        if self.isDown():
            fill = blend(t.text, t.raised, 0.14)
        rounded(
            painter,
            rect,
            fill=fill,
            radius=m.radius * 1.5,
            outline=outline if self.isEnabled() else t.disabled_text,
            width=float(t.border_px),
            dashed=not self.isEnabled(),
        )


class Tile(_Plate):
    """A place of the settings: icon, name, and a line that says how things are there."""

    def __init__(
        self,
        *,
        look: Look,
        name: str,
        text: str,
        icon: str,
        caption: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look=look, name=name, accessible=text, parent=parent)
        self.setText(text)
        self.icon_name = icon
        self.set_caption(caption)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_caption(self, caption: str) -> None:
        """Say how things are there."""
        self.caption = caption
        self.setAccessibleDescription(caption)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.mm(48), self.look.metrics.touch_gate)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m, fonts = self.look.tokens, self.look.metrics, self.look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        self._ground(painter, rect, outline=self.look.hairline)
        size = float(m.icon_large)
        pad = float(m.space(16))
        plate = QRectF(pad, (rect.height() - size - 16) / 2, size + 16, size + 16)
        rounded(painter, plate, fill=blend(t.accent, t.raised, 0.14), radius=m.radius * 1.5)
        draw_icon(painter, self.look, self.icon_name, t.accent, plate.x() + 8, plate.y() + 8, size)
        left = plate.right() + pad
        wide = rect.width() - left - m.space(8)
        font = fitted(fonts("button"), self.text(), wide, 19)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        small = fonts("caption")
        painter.setFont(small)
        under = painter.fontMetrics().height() if self.caption else 0
        top = (rect.height() - line - under) / 2
        text_line(painter, QRectF(left, top, wide, line), self.text(), font=font, colour=t.text)
        if self.caption:
            place = QRectF(left, top + line, wide, under)
            text_line(painter, place, self.caption, font=small, colour=t.muted)
        if self.hasFocus():
            focus_ring(painter, rect, self.look)


class FieldKey(_Plate):
    """Shows the value of a field under its name; a tap opens the keypad for it."""

    def __init__(
        self,
        *,
        look: Look,
        name: str,
        label: str,
        secret: bool = False,
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look=look, name=name, accessible=label, parent=parent)
        self.label = label
        self.secret = secret
        self._mono = mono
        self._value = ""
        self._hint = ""
        self.setFixedHeight(max(look.metrics.touch_min, 76))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> str:
        """What is in it; of a password what was typed now, never what is kept."""
        return self._value

    @property
    def shown(self) -> str:
        """What can be read of it."""
        if self.secret and self._value:
            return DOTS * min(12, max(6, len(self._value)))
        return self._value

    def set_value(self, value: str, *, hint: str = "") -> None:
        """Show a value; `hint` stands there while there is none."""
        self._value, self._hint = value, hint
        self.setAccessibleDescription(self.shown or hint)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.mm(40), max(self.look.metrics.touch_min, 76))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m, fonts = self.look.tokens, self.look.metrics, self.look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        self._ground(painter, rect, outline=t.border)
        pad = float(m.space(12))
        wide = rect.width() - 2 * pad - 34
        top = max(6.0, rect.height() / 2 - 34)
        text_line(
            painter, QRectF(pad, top, wide, 26), self.label, font=fonts("caption"), colour=t.muted
        )
        style = fonts("body_strong")
        if self._mono and self.shown:
            style = fonts.sized(23, weight=600, mono=True)
        font = fitted(style, self.shown or self._hint, wide, 16)
        colour = t.text if self.shown else t.muted
        if not self.isEnabled():
            colour = t.disabled_text
        place = QRectF(pad, top + 27, wide, 36)
        text_line(painter, place, self.shown or self._hint, font=font, colour=colour)
        if self.isEnabled():
            x = rect.right() - pad - 24
            draw_icon(painter, self.look, "edit", t.muted, x, rect.center().y() - 12, 24)
        if self.hasFocus():
            focus_ring(painter, rect, self.look)


class OptionKeys(QWidget):
    """A few keys side by side, one of which is chosen.

    Signals:
        chosen (str code): Another one was tapped.
    """

    chosen = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        name: str,
        label: str,
        options: Sequence[tuple[str, str, str]],
        height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Make the keys; `options` are (code, word, icon)."""
        super().__init__(parent)
        self.keys: dict[str, TapKey] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.metrics.gap_min)
        for code, word, icon in options:
            key = TapKey(
                look=look,
                name=f"{name}.{code}",
                text=word,
                icon=icon,
                accessible=f"{label}: {word}",
                beside=True,
                parent=self,
            )
            key.setCheckable(True)
            key.setFixedHeight(height or look.metrics.touch_min)
            key.setProperty("code", code)
            key.clicked.connect(self._tapped)
            row.addWidget(key, 1)
            self.keys[code] = key
        self.value = ""

    def choose(self, code: str) -> None:
        """Mark one; none for a code that is not there."""
        self.value = code
        for name, key in self.keys.items():
            key.setChecked(name == code)

    def _tapped(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            code = str(key.property("code"))
            self.choose(code)
            self.chosen.emit(code)
