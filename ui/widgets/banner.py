# SPDX-License-Identifier: AGPL-3.0-or-later
"""The alert banner: latched until SEEN, its icon blinks once a second until then.

A loss says besides what still works and what to do (screens.md S25).
"""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Alert, Priority
from alpr_kiosk.domain.sounds import SILENCE_S
from ui import messages
from ui.theme.look import Look
from ui.widgets.event_card import Explainer
from ui.widgets.keys import TapKey
from ui.widgets.painting import draw_icon, put, rounded, seen_on, text_block, turning

EDGE = 6
"""Left and right of the banner, px."""
KEY_W = 128
"""Least width of Silence and SEEN, px."""
TEXT_X = 62
"""Where the text begins, from the left edge of the fill, px."""
LEAST_PX = 20
"""Smallest type of its sentence, px: the floor of screens.md 2.3."""
ICONS = {
    Priority.CRITICAL: "alarm-critical",
    Priority.HIGH: "alarm-high",
    Priority.LOW: "alarm-low",
}
_KINDS = {Priority.CRITICAL: "deny", Priority.HIGH: "deny", Priority.LOW: "warning"}


class AlertBanner(QWidget):
    """Shows one alert.

    Signals:
        seen (str alert_id): SEEN was tapped.
        silenced (): "Silence 30 s" was tapped.
        opened (): Its text was tapped: show the list.
    """

    seen = Signal(str)
    silenced = Signal()
    opened = Signal()

    def __init__(
        self, *, look: Look, clock: Clock, explain: Explainer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._explain = explain
        self._alert: Alert | None = None
        self._more = 0
        self._lit = True
        self._sound_gone = False
        self._silent_until = 0.0
        self._pressed = False
        self._margin = look.metrics.gap_min
        self.setObjectName("banner")
        self.silence_key = self._key("banner.silence", self.tr("Silence 30 s"), "silence-bell")
        self.silence_key.setAccessibleName(self.tr("Silence alerts for 30 seconds"))
        self.silence_key.clicked.connect(self._on_silence)
        self.seen_key = self._key("banner.seen", self.tr("SEEN"), "ack-check")
        self.seen_key.setAccessibleName(self.tr("Alert seen"))
        self.seen_key.clicked.connect(self._on_seen)
        look.changed.connect(self.update)
        self.hide()

    def _key(self, name: str, text: str, icon: str) -> TapKey:
        return TapKey(look=self._look, name=name, text=text, icon=icon, parent=self)

    @property
    def alert(self) -> Alert | None:
        """The alert on show."""
        return self._alert

    @property
    def icon_lit(self) -> bool:
        """Whether the blinking icon is drawn now."""
        return self._lit

    def show_alert(self, alert: Alert | None, more: int = 0) -> None:
        """Show an alert (and how many more there are), or nothing."""
        before = self._alert.alert_id if self._alert is not None else ""
        self._alert, self._more = alert, more
        if alert is None:
            self.hide()
            self.setProperty("kind", None)
            return
        self.setProperty("kind", self._kind(alert))
        self.setAccessibleName(self.tr("Alert") + f": {self.head()} {self.text()}")
        self.setAccessibleDescription(self.advice())
        self.seen_key.setVisible(not alert.seen)
        self.silence_key.setVisible(not alert.seen and alert.priority is not Priority.LOW)
        self._place_keys()
        self.show()
        self.update()
        if alert.alert_id != before:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def set_margin(self, margin: int) -> None:
        """Keep so many pixels free above the fill, to the keys that stand there."""
        if margin != self._margin:
            self._margin = margin
            self._place_keys()
            self.update()

    def set_sound_gone(self, gone: bool) -> None:
        """Without a sound all of the banner must be noticed, not its icon alone."""
        if gone is not self._sound_gone:
            self._sound_gone = gone
            self.update()

    @staticmethod
    def _kind(alert: Alert) -> str:
        return "info" if alert.drill else _KINDS[alert.priority]

    def head(self) -> str:
        """Return the word before the sentence."""
        alert = self._alert
        if alert is None:
            return ""
        if alert.drill:
            return self.tr("DRILL")
        if not alert.active:
            return self.tr("Ended, not seen")
        return messages.priority_word(alert.priority)

    def text(self) -> str:
        """Return the alert's sentence."""
        return self._explain.alert_text(self._alert) if self._alert else ""

    def advice(self) -> str:
        """Return what still works and what to do about a loss, "" where nothing is lost."""
        alert = self._alert
        if alert is None or not alert.active:
            return ""
        works, do = messages.still_works(alert.code), messages.what_to_do(alert.code)
        if do.rstrip(".").lower() in self.text().lower():
            do = ""  # the sentence says so itself
        return f"{works} {do}".strip() if works else ""

    def line(self) -> str:
        """Return all of the first paragraph."""
        alert = self._alert
        if alert is None:
            return ""
        tail = f" (×{alert.count})" if alert.count > 1 else ""
        if self._more:
            tail += f" +{self._more}"
        return f"{self.head()} · {self.text()}{tail}"

    def kind_icon(self) -> str:
        """Icon of the priority."""
        return ICONS[self._alert.priority] if self._alert else "alarm"

    def kind_text(self) -> str:
        """Sentence shown."""
        return self.text()

    def kind_fill(self) -> str:
        """Fill in use."""
        kind = self._kind(self._alert) if self._alert else "surface"
        return self._look.tokens.fill(kind)

    def tick(self) -> None:
        """Blink the icon at 1 Hz, half of the time lit; the text stays steady."""
        alert, now = self._alert, self._clock.monotonic()
        blinking = alert is not None and not alert.seen
        lit = not blinking or (now % 1.0) < 0.5
        if lit != self._lit:
            self._lit = lit
            if self._sound_gone:
                self.update()
            else:
                self.update(seen_on(self, self._icon_place()))
        left = math.ceil(self._silent_until - now)
        quiet = self.tr("Quiet {s} s").replace("{s}", str(left))
        word = quiet if left > 0 else self.tr("Silence 30 s")
        if word != self.silence_key.text():
            self.silence_key.setText(word)
            self.silence_key.update()

    # --------------------------------------------------------------------------------- layout

    def height_for(self, width: int) -> int:
        """Return the height that this alert needs at this width, its margin above included."""
        m = self._look.metrics
        least = max(71, m.touch_min) + m.gap_min
        if self._alert is None:
            return least
        space = width - 2 * EDGE - self._keys_w() - TEXT_X - 12
        line_h = QFontMetrics(self._look.fonts.sized(22, weight=600)).height()
        caption_h = QFontMetrics(self._look.fonts("caption")).height()
        needed = 10 + line_h * self._lines(self.line(), 22, 600, space, 3)
        if self.advice():
            needed += caption_h * self._lines(self.advice(), 20, 400, space, 2) + 2
        return max(least, needed + m.gap_min)

    def _lines(self, text: str, px: int, weight: int, width: float, most: int) -> int:
        metrics = QFontMetrics(self._look.fonts.sized(px, weight=weight))
        lines, line = 1, ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and metrics.horizontalAdvance(longer) > width:
                lines, line = lines + 1, word
            else:
                line = longer
        return min(lines, most)

    def _keys_w(self) -> int:
        width = max(self._look.metrics.touch_gate, KEY_W) + self._look.metrics.gap_min
        shown = (self.silence_key, self.seen_key)
        return width * sum(not key.isHidden() for key in shown)

    def _place_keys(self) -> None:
        m = self._look.metrics
        width, top = max(m.touch_gate, KEY_W), self._margin
        right = self.width() - EDGE
        for key in (self.seen_key, self.silence_key):
            if not key.isHidden():
                put(key, QRect(right - width, top, width, self.height() - top))
                right -= width + m.gap_min

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_keys()

    def _fill_place(self) -> QRectF:
        """Where the colour of the alert stands, left of its keys."""
        right = self.width() - EDGE - self._keys_w()
        return QRectF(EDGE, self._margin, right - EDGE, self.height() - self._margin)

    def _icon_place(self) -> QRectF:
        """Where the icon stands."""
        fill = self._fill_place()
        return QRectF(fill.x() + 14, fill.center().y() - 18, 36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        alert = self._alert
        if alert is None:
            return
        t = self._look.tokens
        painter = QPainter(self)
        turning(painter)
        kind = self._kind(alert)
        # The banner hides what is under it wholly, its margins included.
        painter.fillRect(QRectF(self.rect()), QColor(t.bg))
        rect = self._fill_place()
        colour = t.on(kind)
        outline = t.needs_outline(kind, "bg")
        rounded(
            painter,
            rect,
            fill=t.fill(kind),
            radius=self._look.metrics.radius,
            outline=colour if outline else None,
            width=2,
        )
        if self._sound_gone and self._lit and not alert.seen:
            inner = rect.adjusted(4, 4, -4, -4)
            rounded(painter, inner, fill=None, radius=2, outline=colour, width=5)
        icon = self._icon_place()
        if self._lit:
            draw_icon(painter, self._look, self.kind_icon(), colour, icon.x(), icon.y(), 36)
        if not seen_on(self, icon).contains(event.rect()):
            self._paint_words(painter, rect.adjusted(TEXT_X, 0, -12, 0), colour)

    def _paint_words(self, painter: QPainter, area: QRectF, colour: str) -> None:
        fonts, line, advice = self._look.fonts, self.line(), self.advice()
        # In a row of fixed height a long sentence is smaller before it is cut; a tap shows all.
        px = 22 if self._lines(line, 22, 600, area.width(), 99) * 30 <= area.height() else LEAST_PX
        font, small = fonts.sized(px, weight=600), fonts("caption")
        line_h, small_h = QFontMetrics(font).height(), QFontMetrics(small).height()
        most = min(3, max(1, int(area.height() // line_h)))
        lines = self._lines(line, px, 600, area.width(), most)
        more = self._lines(advice, 20, 400, area.width(), 2) if advice else 0
        used = lines * line_h + more * small_h
        while used > area.height() and more:
            more -= 1
            used -= small_h
        area.setTop(max(area.top(), area.center().y() - used / 2))
        area.setTop(
            area.top() + text_block(painter, area, line, font=font, colour=colour, max_lines=lines)
        )
        if more:
            text_block(painter, area, advice, font=small, colour=colour, max_lines=more)

    # ---------------------------------------------------------------------------------- touch

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() == Qt.MouseButton.LeftButton

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed and self.rect().contains(event.position().toPoint()):
            self.opened.emit()
        self._pressed = False

    def _on_seen(self) -> None:
        if self._alert is not None:
            self.seen.emit(self._alert.alert_id)

    def _on_silence(self) -> None:
        self._silent_until = self._clock.monotonic() + SILENCE_S
        self.silenced.emit()
        self.tick()
