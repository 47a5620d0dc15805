# SPDX-License-Identifier: AGPL-3.0-or-later
"""New settings on trial: the countdown with Keep, and what covers the window between two sites."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.settings_intents import TRIAL_S, ConfigTrial
from ui import messages
from ui.theme.look import Look, blend
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


class TrialBar(QWidget):
    """Stands at the lower edge of the content while settings, or a look, are on trial.

    Signals:
        keep (): "Keep" was tapped.
        back (): "Go back now" was tapped.
    """

    keep = Signal()
    back = Signal()

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = ""
        self._left = self._total = 0.0
        self.setObjectName("trial")
        self.keep_key = TapKey(
            look=look,
            name="trial.keep",
            text=self.tr("Keep"),
            icon="ack-check",
            kind="accent",
            accessible=self.tr("Keep the new settings"),
            beside=True,
            parent=self,
        )
        self.back_key = TapKey(
            look=look,
            name="trial.back",
            text=self.tr("Go back now"),
            icon="back",
            accessible=self.tr("Go back to the old settings now"),
            beside=True,
            parent=self,
        )
        self.keep_key.clicked.connect(self.keep)
        self.back_key.clicked.connect(self.back)
        look.changed.connect(self.update)
        self.hide()

    @property
    def wanted_height(self) -> int:
        """Height that it needs, px; 0 while nothing is on trial."""
        if not self._text:
            return 0
        m = self._look.metrics
        return m.touch_std + 2 * m.gap_min

    @property
    def text(self) -> str:
        """What is said, "" while nothing is on trial."""
        return self._text

    def show_trial(self, trial: ConfigTrial | None) -> None:
        """Show how long settings are still on trial, or nothing."""
        if trial is None:
            self.say("")
            return
        words = messages.text("config.reverting", {"s": trial.seconds_left})
        self.say(words, left=trial.seconds_left, total=TRIAL_S)

    def say(self, text: str, *, left: float = 0.0, total: float = 1.0) -> None:
        """Show a countdown of `left` out of `total` seconds; "" hides it."""
        self._text, self._left, self._total = text, left, total
        self.setVisible(bool(text))
        self.setAccessibleName(text)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        top, height = m.gap_min - 3, self.height() - 2 * m.gap_min
        keep, back = m.mm(30), m.mm(44)
        right = self.width() - EDGE - m.gap_min
        put(self.keep_key, QRect(right - keep, top, keep, height))
        put(self.back_key, QRect(right - keep - m.gap_min - back, top, back, height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        t, m, fonts = self._look.tokens, self._look.metrics, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        painter.fillRect(self.rect(), QColor(t.bg))
        rect = QRectF(self.rect()).adjusted(EDGE, 2, -EDGE, -4)
        rounded(
            painter,
            rect,
            fill=t.raised,
            radius=m.radius * 1.5,
            outline=t.accent,
            width=float(t.border_px),
        )
        line = QRectF(rect.x() + m.radius, rect.bottom() - 7, rect.width() - 2 * m.radius, 5)
        rounded(painter, line, fill=blend(t.text, t.raised, 0.14), radius=2.5)
        line.setWidth(line.width() * min(1.0, self._left / self._total))
        rounded(painter, line, fill=t.accent, radius=2.5)
        icon = 40.0
        draw_icon(
            painter,
            self._look,
            "clock",
            t.text,
            rect.x() + m.space(16),
            rect.center().y() - icon / 2,
            icon,
        )
        area = rect.adjusted(m.space(16) * 2 + icon, 0, 0, -4)
        area.setRight(place_of(self.back_key).x() - m.gap_min)
        font = fitted(fonts("body_strong"), self.text, area.width() * 1.8, 18)
        painter.setFont(font)
        high = painter.fontMetrics().height()
        lines = 1 if painter.fontMetrics().horizontalAdvance(self.text) <= area.width() else 2
        area.setTop(area.center().y() - lines * high / 2)
        text_block(painter, area, self.text, font=font, colour=t.text, max_lines=2)


class RebuildCover(QWidget):
    """Covers the window, gate bar and all, while no site runs: nothing can be tapped."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("rebuild")
        self.setAccessibleName(messages.text("config.rebuilding"))

    def cover(self) -> None:
        """Be seen at once: nothing is painted while the site is built."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.repaint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        painter.fillRect(self.rect(), QColor(t.bg))
        middle = QRectF(self.rect())
        size = 96.0
        draw_icon(
            painter,
            self._look,
            "settings",
            t.muted,
            middle.center().x() - size / 2,
            middle.center().y() - size - 40,
            size,
        )
        text_line(
            painter,
            QRectF(40, middle.center().y() - 24, middle.width() - 80, 60),
            messages.text("config.rebuilding"),
            font=fonts("title"),
            colour=t.text,
            align=CENTER,
        )
        text_block(
            painter,
            QRectF(40, middle.center().y() + 48, middle.width() - 80, 120),
            messages.text("config.rebuilding.open"),
            font=fonts("body"),
            colour=t.muted,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
