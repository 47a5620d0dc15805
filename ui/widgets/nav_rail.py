# SPDX-License-Identifier: AGPL-3.0-or-later
"""The navigation rail: the screens that exist, the theme and the lock."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.theme.look import Look, blend
from ui.widgets.keys import named
from ui.widgets.painting import CENTER, antialias, draw_icon, fitted, focus_ring, rounded, text_line


class NavKey(QAbstractButton):
    """An icon over a word; the current screen's key is filled with the accent."""

    def __init__(
        self, *, look: Look, name: str, text: str, icon: str, accessible: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.icon_name = icon
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

    def sizeHint(self) -> QSize:
        return QSize(self._look.metrics.nav_w, self._look.metrics.nav_key_h)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        antialias(painter)
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
        font = fitted(self._look.fonts.sized(19, weight=600), self.text(), rect.width() - 18, 14)
        text_line(
            painter,
            QRectF(0, 44, rect.width(), rect.height() - 48),
            self.text(),
            font=font,
            colour=colour,
            align=CENTER,
        )
        if self.hasFocus():
            inner = t.on_accent if self.isChecked() else None
            focus_ring(painter, rect.adjusted(6, 0, -6, 0), self._look, inner=inner)


class NavRail(QWidget):
    """Live and Lists at the top, theme and lock at the bottom."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("nav")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.live = self._key("nav.live", self.tr("Live"), "live", "Live screen")
        self.lists = self._key("nav.lists", self.tr("Lists"), "lists", "Plate lists")
        self.theme = self._key("nav.theme", self.tr("Night"), "moon", "Change the theme")
        self.lock = self._key("nav.lock", self.tr("Lock"), "lock", "Lock the screen")
        for key in (self.live, self.lists):
            key.setCheckable(True)
        layout = QVBoxLayout(self)
        gap = max(look.metrics.gap_min, 9)
        layout.setContentsMargins(0, gap, 0, gap)
        layout.setSpacing(gap)
        layout.addWidget(self.live)
        layout.addWidget(self.lists)
        layout.addStretch(1)
        layout.addWidget(self.theme)
        layout.addWidget(self.lock)

    def _key(self, name: str, text: str, icon: str, accessible: str) -> NavKey:
        return NavKey(
            look=self._look, name=name, text=text, icon=icon, accessible=accessible, parent=self
        )

    def show_current(self, name: str) -> None:
        """Mark the screen that is shown ("live", "lists")."""
        self.live.setChecked(name == "live")
        self.lists.setChecked(name == "lists")

    def show_theme(self, name: str) -> None:
        """Offer the next theme: day -> night -> high contrast."""
        face = {
            "day": (self.tr("Night"), "moon"),
            "night": (self.tr("Contrast"), "contrast"),
            "high_contrast": (self.tr("Day"), "sun"),
        }[name]
        self.theme.set_face(*face)
