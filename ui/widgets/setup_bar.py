# SPDX-License-Identifier: AGPL-3.0-or-later
"""The steps of the first run in a line, and the bar that says that it is not finished."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from alpr_kiosk.domain.first_run import STEPS, FirstRun
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import (
    CENTER,
    draw_icon,
    fitted,
    place_of,
    put,
    rounded,
    text_block,
    text_line,
    turning,
)

EDGE = 8
"""Between the bar and the edges of the content, px."""
DISC = 38.0


class StepStrip(QWidget):
    """A disc for each step: done, put off, the present one, still to come."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = FirstRun()
        self._at = STEPS[0]
        self.setObjectName("setup.strip")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_state(self, state: FirstRun, at: str, spoken: str) -> None:
        """Show how far it is."""
        self._state, self._at = state, at
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(len(STEPS) * (DISC + 8)), int(DISC) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        step = (self.width() - DISC - 4) / (len(STEPS) - 1)
        middle = self.height() / 2
        painter.fillRect(
            QRectF(DISC / 2, middle - 1.5, step * (len(STEPS) - 1), 3), QColor(t.border)
        )
        for index, name in enumerate(STEPS):
            disc = QRectF(2 + index * step, middle - DISC / 2, DISC, DISC)
            done, later = name in self._state.done, name in self._state.later
            fill, colour, outline = t.surface, t.muted, t.border
            if name == self._at:
                fill, colour, outline = t.accent, t.on_accent, t.accent
            elif later:
                fill, colour, outline = t.fill("ask"), t.on("ask"), t.on("ask")
            elif done:
                fill, colour, outline = t.raised, t.text, t.border
            rounded(painter, disc, fill=fill, outline=outline, width=2, radius=DISC / 2)
            if name != self._at and (done or later):
                icon = "clock" if later else "ack-check"
                draw_icon(painter, self._look, icon, colour, disc.x() + 8, disc.y() + 8, DISC - 16)
            else:
                text_line(
                    painter,
                    disc,
                    str(index + 1),
                    font=fonts.sized(18, weight=600),
                    colour=colour,
                    align=CENTER,
                )


class SetupBar(QWidget):
    """Stands at the lower edge of Live while the first run is not finished.

    Signals:
        wanted (): "Go on" was tapped.
    """

    wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = ""
        self.setObjectName("setupbar")
        self.go_key = TapKey(
            look=look,
            name="setupbar.go",
            text=self.tr("Go on"),
            icon="setup",
            kind="accent",
            accessible=self.tr("Go on with the setup"),
            beside=True,
            parent=self,
        )
        self.go_key.clicked.connect(self.wanted)
        look.changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, "" while it is finished."""
        return self._text

    @property
    def wanted_height(self) -> int:
        """Height that it needs, px; 0 while there is nothing to say."""
        m = self._look.metrics
        return m.touch_min + 2 * m.gap_min if self._text else 0

    def say(self, text: str) -> None:
        """Say this; "" hides it."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        wide = m.words(26)
        right = self.width() - EDGE - m.gap_min
        put(self.go_key, QRect(right - wide, m.gap_min, wide, self.height() - 2 * m.gap_min))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m, fonts = self._look.tokens, self._look.metrics, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        painter.fillRect(self.rect(), QColor(t.bg))
        rect = QRectF(self.rect()).adjusted(EDGE, 2, -EDGE, -3)
        rounded(
            painter,
            rect,
            fill=t.raised,
            radius=m.radius * 1.5,
            outline=t.border,
            width=float(t.border_px),
        )
        icon = float(m.icon_small)
        draw_icon(
            painter, self._look, "setup", t.text, rect.x() + 16, rect.center().y() - icon / 2, icon
        )
        area = rect.adjusted(32 + icon, 4, 0, -4)
        area.setRight(place_of(self.go_key).x() - m.gap_min)
        font = fitted(fonts("body_strong"), self._text, area.width() * 1.8, 18)
        painter.setFont(font)
        high = painter.fontMetrics().height()
        lines = 1 if painter.fontMetrics().horizontalAdvance(self._text) <= area.width() else 2
        area.setTop(area.center().y() - lines * high / 2)
        text_block(painter, area, self._text, font=font, colour=t.text, max_lines=2)
