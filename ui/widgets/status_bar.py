# SPDX-License-Identifier: AGPL-3.0-or-later
"""The status bar: one pill a subject, grey while all is well."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from alpr_kiosk.runtime.views import SiteHealth
from ui.theme.look import Look, blend
from ui.widgets.keys import named
from ui.widgets.painting import antialias, draw_icon, fitted, focus_ring, rounded, text_line


class StatusPill(QAbstractButton):
    """Icon, caption and value; filled only when somebody must look."""

    def __init__(
        self, *, look: Look, name: str, caption: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.caption = caption
        self.value = ""
        self._icon = icon
        self._kind = ""
        named(self, name, caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def set_value(self, value: str, *, icon: str, kind: str = "", spoken: str = "") -> None:
        """Show a value; `kind` "" is normal, else the meaning that fills the pill."""
        if (value, icon, kind) != (self.value, self._icon, self._kind):
            self.value, self._icon, self._kind = value, icon, kind
            self.setProperty("kind", kind or None)
            self.setAccessibleDescription(spoken or value)
            self.update()

    @property
    def kind(self) -> str:
        """Meaning that fills the pill, "" when normal."""
        return self._kind

    def kind_icon(self) -> str:
        """Icon shown."""
        return self._icon

    def kind_text(self) -> str:
        """Caption and value."""
        return f"{self.caption} {self.value}"

    def kind_fill(self) -> str:
        """Fill in use."""
        return self._look.tokens.fill(self._kind or "surface")

    def sizeHint(self) -> QSize:
        return QSize(self._look.metrics.space(128), self._look.metrics.touch_min)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect()).adjusted(1, 3, -1, -3)
        value_colour, caption_colour = t.text, t.muted
        if self._kind:
            value_colour = caption_colour = t.on(self._kind)
            rounded(
                painter,
                rect,
                fill=t.fill(self._kind),
                radius=self._look.metrics.radius,
                outline=t.on(self._kind) if t.needs_outline(self._kind) else None,
                width=2,
            )
        elif self.isDown():
            rounded(
                painter,
                rect,
                fill=blend(t.text, t.surface, 0.14),
                radius=self._look.metrics.radius,
            )
        size = 28.0
        draw_icon(
            painter,
            self._look,
            self._icon,
            value_colour if self._kind else t.muted,
            rect.x() + 8,
            rect.center().y() - size / 2,
            size,
        )
        left = rect.x() + size + 15
        width = rect.right() - left - 3
        half = rect.height() / 2
        caption = self._look.fonts.sized(18)
        text_line(
            painter,
            QRectF(left, rect.y() + 3, width, half - 2),
            self.caption,
            font=fitted(caption, self.caption, width, 15),
            colour=caption_colour,
        )
        font = fitted(self._look.fonts.sized(23, weight=600), self.value, width, 16)
        text_line(
            painter,
            QRectF(left, rect.y() + half - 2, width, half - 1),
            self.value,
            font=font,
            colour=value_colour,
        )
        if self.hasFocus():
            focus_ring(painter, rect, self._look, inner=value_colour if self._kind else None)


class StatusBar(QWidget):
    """Clock, cameras, gates, reader, lists, disk, alerts, badge: in this order, always all."""

    def __init__(self, *, look: Look, site_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("status")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.clock = self._pill("status.clock", site_name, "clock")
        self.cameras = self._pill("status.cameras", self.tr("Cameras"), "camera")
        self.gates = self._pill("status.gates", self.tr("Gates"), "relay")
        self.reader = self._pill("status.reader", self.tr("Reader"), "reader")
        self.lists = self._pill("status.lists", self.tr("Lists"), "database")
        self.disk = self._pill("status.disk", self.tr("Disk"), "disk")
        self.alerts = self._pill("status.alerts", self.tr("Alerts"), "alarm")
        self.badge = self._pill("status.badge", self.tr("Guard"), "badge")
        self.pills = (
            self.clock,
            self.cameras,
            self.gates,
            self.reader,
            self.lists,
            self.disk,
            self.alerts,
            self.badge,
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(look.metrics.space(12))
        shares = (150, 128, 128, 128, 128, 128, 128, 206)
        for pill, share in zip(self.pills, shares, strict=True):
            layout.addWidget(pill, share)
            pill.setSizePolicy(pill.sizePolicy().Policy.Ignored, pill.sizePolicy().Policy.Expanding)
        self.set_signed_in("")
        self.set_alerts(0, 0)

    def _pill(self, name: str, caption: str, icon: str) -> StatusPill:
        return StatusPill(look=self._look, name=name, caption=caption, icon=icon, parent=self)

    def set_health(self, health: SiteHealth) -> None:
        """Fill the pills from the site's health."""
        all_cameras = health.cameras_live >= health.cameras_total
        self.cameras.set_value(
            f"{health.cameras_live}/{health.cameras_total}",
            icon="camera" if all_cameras else "camera-off",
            kind="" if all_cameras else "fault",
            spoken=self.tr("{n} of {m} working")
            .replace("{n}", str(health.cameras_live))
            .replace("{m}", str(health.cameras_total)),
        )
        all_gates = health.gates_ok >= health.gates_total
        self.gates.set_value(
            self.tr("ok") if all_gates else f"{health.gates_ok}/{health.gates_total}",
            icon="relay" if all_gates else "relay-off",
            kind="" if all_gates else "fault",
        )
        if not health.reader_ok:
            self.reader.set_value(self.tr("off"), icon="reader-off", kind="fault")
        else:
            shown = "–" if health.reader_ms is None else self._milliseconds(health.reader_ms)
            self.reader.set_value(shown, icon="reader")
        self.lists.set_value(
            str(health.list_entries),
            icon="database" if health.lists_ok else "database-off",
            kind="" if health.lists_ok else "fault",
        )
        # Watermarks of the specification: warn at 80 %, full at 95 %.
        disk_kind = "fault" if health.disk_pct >= 95 else "warning" if health.disk_pct >= 80 else ""
        self.disk.set_value(f"{health.disk_pct} %", icon="disk", kind=disk_kind)

    def set_alerts(self, unseen: int, total: int) -> None:
        """Show how many alerts are on."""
        kind = "deny" if unseen else ""
        icon = "alarm-high" if unseen else "alarm"
        self.alerts.set_value(str(total), icon=icon, kind=kind)

    def set_signed_in(self, user: str) -> None:
        """Show who holds an elevation, "" for nobody."""
        self.badge.set_value(
            user or self.tr("not signed in"), icon="badge", kind="info" if user else ""
        )

    @staticmethod
    def _milliseconds(value: float) -> str:
        return f"{value:.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"
