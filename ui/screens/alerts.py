# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of alerts behind the alerts pill: what, where, since when, and SEEN."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QScroller, QVBoxLayout, QWidget

from alpr_kiosk.domain.events import Alert, Priority
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.event_card import Explainer
from ui.widgets.keys import TapKey

_ICONS = {
    Priority.CRITICAL: "alarm-critical",
    Priority.HIGH: "alarm-high",
    Priority.LOW: "alarm-low",
}


PICTURE_PX = QSize(320, 180)
"""A picture of then or now; two fit beside each other on the smallest screen."""


class AlertsScreen(QWidget):
    """All alerts that are on or not yet seen.

    Signals:
        seen (str alert_id): SEEN was tapped.
        back (): Leave.
    """

    seen = Signal(str)
    back = Signal()

    def __init__(
        self,
        *,
        look: Look,
        local: LocalTime,
        explain: Explainer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._local = local
        self._explain = explain
        self._shown: tuple[Alert, ...] = ()
        self.setObjectName("alerts")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(12)
        head = QHBoxLayout()
        back_key = TapKey(
            look=look, name="alerts.back", text=self.tr("Back"), icon="back", beside=True
        )
        back_key.setMinimumSize(150, look.metrics.touch_min)
        back_key.clicked.connect(self.back)
        title = QLabel(self.tr("Alerts"))
        title.setProperty("role", "title")
        head.addWidget(back_key)
        head.addSpacing(12)
        head.addWidget(title)
        head.addStretch(1)
        layout.addLayout(head)
        self._area = QScrollArea(self)
        self._area.setObjectName("alerts.area")
        self._area.setAccessibleName("List of alerts")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.addWidget(self._area, 1)
        self._fill()

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show these alerts, worst first."""
        if alerts != self._shown:
            self._shown = alerts
            self._fill()

    def _fill(self) -> None:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._look.metrics.gap_min)
        if not self._shown:
            empty = QLabel(self.tr("No alerts."))
            empty.setProperty("role", "muted")
            layout.addWidget(empty)
        for alert in self._shown:
            layout.addWidget(self._row(alert))
        layout.addStretch(1)
        self._area.setWidget(column)

    def _row(self, alert: Alert) -> QWidget:
        t, m = self._look.tokens, self._look.metrics
        row = QWidget()
        row.setProperty("ground", "raised")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(16)
        pictures = self._pictures(dict(alert.context))
        # Beside a tall row of pictures, icon and key stay with the sentence.
        place = Qt.AlignmentFlag.AlignTop if pictures else Qt.AlignmentFlag(0)
        icon = QLabel()
        icon.setPixmap(self._look.icons.pixmap(_ICONS[alert.priority], t.text, 36))
        layout.addWidget(icon, 0, place)
        words = QVBoxLayout()
        words.setSpacing(2)
        context = self._explain.alert_context(alert.context, alert.source)
        text = QLabel(messages.text(alert.code, context))
        text.setProperty("role", "strong")
        text.setWordWrap(True)
        state = self.tr("on") if alert.active else self.tr("ended")
        count = f" · ×{alert.count}" if alert.count > 1 else ""
        where = QLabel(
            f"{messages.priority_word(alert.priority)} · {self._local.hms(alert.raised_at)} · "
            f"{state}{count}"
        )
        where.setProperty("role", "caption")
        words.addWidget(text)
        words.addWidget(where)
        if pictures is not None:
            words.addLayout(pictures)
        layout.addLayout(words, 1)
        if not alert.seen:
            key = TapKey(
                look=self._look,
                name=f"alerts.seen.{alert.alert_id}",
                text=self.tr("SEEN"),
                icon="ack-check",
                beside=True,
                accessible=f"Seen: {text.text()} ({self._local.hms(alert.raised_at)})",
            )
            key.setMinimumSize(150, m.touch_std)
            key.setProperty("alert", alert.alert_id)
            key.clicked.connect(self._on_seen)
            layout.addWidget(key, 0, place)
        return row

    def _pictures(self, context: dict[str, str]) -> QHBoxLayout | None:
        """Return the pictures of then and now side by side, None when there are none."""
        row = QHBoxLayout()
        row.setSpacing(self._look.metrics.gap_min)
        for name, words in (("then", self.tr("Then")), ("now", self.tr("Now"))):
            image = _small_image(context.get(name, ""), gain=self._look.tokens.video_gain)
            if image is None:
                continue
            column = QVBoxLayout()
            column.setSpacing(2)
            title = f"{words} · {context.get(f'{name}_at', '')}"
            picture = QLabel()
            picture.setObjectName(f"alerts.picture.{name}")
            picture.setAccessibleName(title)
            picture.setPixmap(QPixmap.fromImage(image))
            caption = QLabel(title)
            caption.setProperty("role", "caption")
            column.addWidget(picture)
            column.addWidget(caption)
            row.addLayout(column)
        if row.count() == 0:
            return None
        row.addStretch(1)
        return row

    def _on_seen(self) -> None:
        key = self.sender()
        if key is not None:
            self.seen.emit(str(key.property("alert")))


def _small_image(path: str, *, gain: float) -> QImage | None:
    """Return a kept picture as bright as `gain` (0..1), None when there is none (any more)."""
    if not path or not Path(path).is_file():
        return None
    image = QImage(path)
    if image.isNull():
        return None
    image = image.scaled(
        PICTURE_PX,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB32)
    if gain < 1.0:
        painter = QPainter(image)
        painter.fillRect(image.rect(), QColor(0, 0, 0, round(255 * (1.0 - gain))))
        painter.end()
    return image
