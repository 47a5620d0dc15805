# SPDX-License-Identifier: AGPL-3.0-or-later
"""The navigation rail: the screens that exist, and the lock."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.screen_spec import NAV, ScreenSpec
from ui.theme.look import Look, blend
from ui.widgets.keys import named
from ui.widgets.painting import CENTER, draw_icon, fitted, focus_ring, rounded, text_line, turning


class NavKey(QAbstractButton):
    """An icon over a word; the current screen's key is filled with the accent."""

    def __init__(
        self, *, look: Look, name: str, text: str, icon: str, accessible: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.icon_name = icon
        self.badge = 0
        self.setText(text)
        named(self, name, accessible)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(max(look.metrics.nav_key_h, look.metrics.touch_min))
        look.changed.connect(self.update)

    def set_face(self, text: str, icon: str) -> None:
        """Show another word and icon."""
        self.setText(text)
        self.icon_name = icon
        self.update()

    def set_badge(self, number: int) -> None:
        """Show a number at its corner, 0 for none."""
        if number != self.badge:
            self.badge = number
            waits = self.tr("{n} waiting").replace("{n}", str(number)) if number else ""
            self.setAccessibleDescription(waits)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.metrics.nav_w, self._look.metrics.nav_key_h)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        colour = t.text if self.isEnabled() else t.disabled_text
        if self.isChecked():
            colour = t.on_accent
            rounded(
                painter,
                rect.adjusted(6, 0, -6, 0),
                fill=t.accent,
                radius=self._look.metrics.radius * 1.5,
            )
        elif self.isDown():
            rounded(
                painter,
                rect.adjusted(6, 0, -6, 0),
                fill=blend(t.text, t.surface, 0.14),
                radius=self._look.metrics.radius * 1.5,
            )
        size = 34.0
        draw_icon(
            painter, self._look, self.icon_name, colour, rect.center().x() - size / 2, 9, size
        )
        font = fitted(self._look.fonts.sized(19, weight=600), self.text(), rect.width() - 6, 13)
        text_line(
            painter,
            QRectF(0, 44, rect.width(), rect.height() - 48),
            self.text(),
            font=font,
            colour=colour,
            align=CENTER,
        )
        if self.badge:
            self._paint_badge(painter, rect)
        if self.hasFocus():
            inner = t.on_accent if self.isChecked() else None
            focus_ring(painter, rect.adjusted(6, 0, -6, 0), self._look, inner=inner)

    def _paint_badge(self, painter: QPainter, rect: QRectF) -> None:
        t = self._look.tokens
        text = str(self.badge) if self.badge < 100 else "99+"
        font = self._look.fonts.sized(18, weight=700)
        painter.setFont(font)
        width = max(28.0, painter.fontMetrics().horizontalAdvance(text) + 14.0)
        place = QRectF(rect.center().x() + 8, 2, width, 28)
        rounded(painter, place, fill=t.ask, radius=14, outline=t.on_ask, width=2)
        text_line(painter, place, text, font=font, colour=t.on_ask, align=CENTER, elide=False)


FULL = 7
"""Keys of a rail that is full."""


class NavRail(QWidget):
    """A key a screen at the top, the lock at the bottom.

    Signals:
        wanted (str name): A screen's key was tapped.
    """

    wanted = Signal(str)

    def __init__(
        self, *, look: Look, specs: Sequence[ScreenSpec], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("nav")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.keys: dict[str, NavKey] = {}
        for spec in specs:
            if spec.rail is not None:
                word = QCoreApplication.translate(NAV, spec.rail.label)
                spoken = self.tr("{name}, screen").replace("{name}", word)
                key = self._key(f"nav.{spec.name}", word, spec.rail.icon, spoken)
                key.setCheckable(True)
                key.clicked.connect(partial(self.wanted.emit, spec.name))
                self.keys[spec.name] = key
        self.lock = self._key("nav.lock", self.tr("Lock"), "lock", self.tr("Lock the screen"))
        self._column = layout = QVBoxLayout(self)
        gap = max(look.metrics.gap_min, 9)
        layout.setContentsMargins(0, gap, 0, gap)
        layout.setSpacing(gap)
        full = len(self.keys) + 1 >= FULL
        for key in (*self.keys.values(), self.lock):
            if full:  # on the smallest screen seven keys of the usual height would overlap
                key.setFixedHeight(look.metrics.touch_min)
        for key in self.keys.values():
            layout.addWidget(key)
        layout.addStretch(1)
        layout.addWidget(self.lock)

    def _key(self, name: str, text: str, icon: str, accessible: str) -> NavKey:
        return NavKey(
            look=self._look, name=name, text=text, icon=icon, accessible=accessible, parent=self
        )

    def set_badge(self, name: str, number: int) -> None:
        """Show a number on the key of a screen; one without a key has none."""
        if name in self.keys:
            self.keys[name].set_badge(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All keys fit: they give way down to 12 mm, then the gaps do."""
        super().resizeEvent(event)
        layout, m = self._column, self._look.metrics
        keys = [*self.keys.values(), self.lock]
        count, gap = len(keys), max(m.gap_min, 9)
        wanted = max(m.nav_key_h, m.touch_min)
        high = max(m.mm(12), min(wanted, (self.height() - (count + 1) * gap) // count))
        gap = max(2, min(gap, (self.height() - count * high) // (count + 1)))
        for key in keys:
            key.setFixedHeight(high)
        layout.setContentsMargins(0, gap, 0, gap)
        layout.setSpacing(gap)

    def show_current(self, name: str) -> None:
        """Mark the screen that is shown; one without a key marks none."""
        for screen, key in self.keys.items():
            key.setChecked(screen in (name, name.partition(".")[0]))
