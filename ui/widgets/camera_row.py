# SPDX-License-Identifier: AGPL-3.0-or-later
"""One camera in the list of cameras: its state, what it sees, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from alpr_kiosk.domain.events import CameraHealth, CameraState
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import draw_icon, fitted, place_of, rounded, text_line, turning

_STATE_ICONS = {
    CameraState.LIVE: "camera",
    CameraState.CONNECTING: "clock",
    CameraState.LATE: "clock-warning",
    CameraState.FROZEN: "clock-warning",
}


class CameraRow(QWidget):
    """One camera: state, name, what it sees, and the two things that can be done."""

    def __init__(self, *, look: Look, camera_id: str, name: str) -> None:
        super().__init__()
        self._look = look
        self.name = name
        self._lane = self._source = ""
        self._has_zone = True
        self._health: CameraHealth | None = None
        m = look.metrics
        self.setObjectName(f"cameras.row.{camera_id}")
        self.setFixedHeight(m.touch_std + m.gap_min)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.zones = TapKey(
            look=look,
            name=f"cameras.zones.{camera_id}",
            text=self.tr("Draw zones"),
            icon="zone-polygon",
            accessible=self.tr("Draw zones of {name}").replace("{name}", name),
            beside=True,
        )
        self.change = TapKey(
            look=look,
            name=f"cameras.change.{camera_id}",
            text=self.tr("Change"),
            icon="edit",
            accessible=self.tr("Change {name}").replace("{name}", name),
            beside=True,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, m.gap_min, 0)
        row.setSpacing(m.gap_min)
        row.addStretch(1)
        for key, width in ((self.zones, m.mm(40)), (self.change, m.mm(32))):
            key.setFixedSize(width, m.touch_min)
            row.addWidget(key)
        look.changed.connect(self.update)
        self._say()

    def describe(self, lane: str, source: str, has_zone: bool) -> None:
        """Say what it is there for."""
        self._lane, self._source, self._has_zone = lane, source, has_zone
        self._say()

    def show_health(self, health: CameraHealth) -> None:
        """Its state is another."""
        self._health = health
        self._say()

    @property
    def state_words(self) -> str:
        """How it is."""
        health = self._health
        if health is None:
            return self.tr("Connecting")
        if health.state is CameraState.LIVE:
            size = f"  ·  {health.width} × {health.height}" if health.width else ""
            return self.tr("ok, {n} fps").replace("{n}", f"{health.fps:.0f}") + size
        return {
            CameraState.CONNECTING: self.tr("Connecting"),
            CameraState.LATE: self.tr("Picture late"),
            CameraState.FROZEN: self.tr("Picture frozen"),
            CameraState.COVERED: self.tr("Lens covered"),
            CameraState.LOGIN: self.tr("PASSWORD REFUSED"),
            CameraState.FORMAT: self.tr("Can't be decoded"),
            CameraState.ENDED: self.tr("Recording ended"),
        }.get(health.state, self.tr("NO PICTURE"))

    def _say(self) -> None:
        words = [self.name, self.state_words, self._lane]
        if not self._has_zone:
            words.append(self.tr("no open zone"))
        self.setAccessibleName(", ".join(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m, fonts = self._look.tokens, self._look.metrics, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        rounded(
            painter,
            rect,
            fill=t.raised,
            radius=m.radius * 1.5,
            outline=self._look.hairline,
            width=1,
        )
        state = self._health.state if self._health is not None else CameraState.CONNECTING
        fine = state in (CameraState.LIVE, CameraState.CONNECTING)
        size = float(m.icon_large)
        pad = float(m.space(16))
        plate = QRectF(pad, (rect.height() - size - 16) / 2, size + 16, size + 16)
        colour = t.text if fine else t.on_fault
        if not fine:
            rounded(painter, plate, fill=t.fault, radius=m.radius * 1.5)
        icon = _STATE_ICONS.get(state, "camera-off")
        draw_icon(painter, self._look, icon, colour, plate.x() + 8, plate.y() + 8, size)
        left = plate.right() + pad
        right = place_of(self.zones).x() - m.space(16)
        half = (right - left) * 0.52
        font = fitted(fonts("button"), self.name, half - 12, 19)
        middle = rect.height() / 2
        text_line(
            painter, QRectF(left, middle - 36, half - 12, 36), self.name, font=font, colour=t.text
        )
        text_line(
            painter,
            QRectF(left, middle + 2, half - 12, 28),
            self._source,
            font=fonts("caption"),
            colour=t.muted,
        )
        x, wide = left + half, right - left - half
        style = fonts("body") if fine else fonts("body_strong")
        words = self.state_words
        text_line(
            painter,
            QRectF(x, middle - 36, wide, 36),
            words,
            font=fitted(style, words, wide, 17),
            colour=t.text,
        )
        lane = self._lane if self._has_zone else f"{self._lane}  ·  {self.tr('no open zone')}"
        text_line(
            painter, QRectF(x, middle + 2, wide, 28), lane, font=fonts("caption"), colour=t.muted
        )
