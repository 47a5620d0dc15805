# SPDX-License-Identifier: AGPL-3.0-or-later
"""The alert banner: latched until SEEN, one line, its icon blinks once a second until then."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Alert, Priority
from ui import messages
from ui.theme.look import Look
from ui.widgets.event_card import Explainer
from ui.widgets.keys import TapKey
from ui.widgets.painting import antialias, draw_icon, fitted, rounded, text_block

EDGE = 6
"""Left and right of the banner, px."""
_RANK = {Priority.CRITICAL: 0, Priority.HIGH: 1, Priority.LOW: 2}
_ICONS = {
    Priority.CRITICAL: "alarm-critical",
    Priority.HIGH: "alarm-high",
    Priority.LOW: "alarm-low",
}
_KINDS = {Priority.CRITICAL: "deny", Priority.HIGH: "deny", Priority.LOW: "warning"}


class AlertBook:
    """All alerts that are on or not yet seen, worst first."""

    def __init__(self) -> None:
        self._alerts: dict[str, Alert] = {}

    def update(self, alert: Alert) -> None:
        """Take an alert's newest state; one that is over and seen goes (Low ends by itself)."""
        over = not alert.active and (alert.seen or alert.priority is Priority.LOW)
        if over:
            self._alerts.pop(alert.alert_id, None)
        else:
            self._alerts[alert.alert_id] = alert

    @property
    def all(self) -> tuple[Alert, ...]:
        """Worst first; among equals unseen before seen, newest first."""
        newest = sorted(self._alerts.values(), key=lambda a: a.raised_at, reverse=True)
        return tuple(sorted(newest, key=lambda a: (a.seen, _RANK[a.priority])))

    @property
    def unseen(self) -> tuple[Alert, ...]:
        """Those that nobody has acknowledged."""
        return tuple(alert for alert in self.all if not alert.seen)

    @property
    def banner(self) -> Alert | None:
        """The one to show: the worst unseen; a Critical that is still true also when seen."""
        for alert in self.all:
            if not alert.seen and alert.priority is not Priority.LOW:
                return alert
        for alert in self.all:
            if alert.active and alert.priority is Priority.CRITICAL:
                return alert
        return None


class AlertBanner(QWidget):
    """Shows one alert.

    Signals:
        seen (str alert_id): SEEN was tapped.
    """

    seen = Signal(str)

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
        self.setObjectName("banner")
        self.seen_key = TapKey(
            look=look,
            name="banner.seen",
            text=self.tr("SEEN"),
            icon="ack-check",
            beside=True,
            parent=self,
        )
        self.seen_key.setAccessibleName("Alert seen")
        self.seen_key.clicked.connect(self._on_seen)
        look.changed.connect(self.update)
        self.hide()

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
        self._alert, self._more = alert, more
        if alert is None:
            self.hide()
            self.setProperty("kind", None)
            return
        self.setProperty("kind", _KINDS[alert.priority])
        self.setAccessibleName(f"Alert: {self.text()}")
        self.seen_key.setVisible(not alert.seen)
        self.show()
        self.update()

    def text(self) -> str:
        """Return the alert's sentence."""
        alert = self._alert
        if alert is None:
            return ""
        context = self._explain.alert_context(alert.context, alert.source)
        return messages.text(alert.code, context)

    def kind_icon(self) -> str:
        """Icon of the priority."""
        return _ICONS[self._alert.priority] if self._alert else "alarm"

    def kind_text(self) -> str:
        """Sentence shown."""
        return self.text()

    def kind_fill(self) -> str:
        """Fill in use."""
        kind = _KINDS[self._alert.priority] if self._alert else "surface"
        return self._look.tokens.fill(kind)

    def tick(self) -> None:
        """Blink the icon at 1 Hz, half of the time lit; the text stays steady."""
        alert = self._alert
        blinking = alert is not None and not alert.seen
        lit = not blinking or (self._clock.monotonic() % 1.0) < 0.5
        if lit != self._lit:
            self._lit = lit
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = max(self._look.metrics.touch_gate, 150)
        top = self._look.metrics.gap_min
        self.seen_key.setGeometry(self.width() - width - EDGE, top, width, self.height() - top)

    def paintEvent(self, _event: QPaintEvent) -> None:
        alert = self._alert
        if alert is None:
            return
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        antialias(painter)
        kind = _KINDS[alert.priority]
        right = (
            self.seen_key.x() - self._look.metrics.gap_min
            if not alert.seen
            else self.width() - EDGE
        )
        # The banner hides what is under it wholly, its margins included.
        painter.fillRect(QRectF(self.rect()), QColor(t.bg))
        top = self._look.metrics.gap_min
        rect = QRectF(EDGE, top, right - EDGE, self.height() - top)
        colour = t.on(kind)
        rounded(
            painter,
            rect,
            fill=t.fill(kind),
            radius=self._look.metrics.radius,
            outline=colour if t.needs_outline(kind, "bg") else None,
            width=2,
        )
        if self._lit:
            draw_icon(painter, self._look, self.kind_icon(), colour, 22, rect.center().y() - 20, 40)
        head = messages.priority_word(alert.priority)
        if not alert.active:
            head = self.tr("Ended, not seen")
        tail = f" (×{alert.count})" if alert.count > 1 else ""
        if self._more:
            tail += f" +{self._more}"
        line = f"{head} · {self.text()}{tail}"
        font = fitted(fonts("body_strong"), line, (rect.width() - 90) * 1.7, 20)
        painter.setFont(font)
        area = rect.adjusted(72, 0, -14, 0)
        height = painter.fontMetrics().height()
        lines = 1 if painter.fontMetrics().horizontalAdvance(line) <= area.width() else 2
        area.setTop(area.center().y() - lines * height / 2)
        text_block(painter, area, line, font=font, colour=colour, max_lines=2)

    def _on_seen(self) -> None:
        if self._alert is not None:
            self.seen.emit(self._alert.alert_id)
