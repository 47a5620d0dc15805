# SPDX-License-Identifier: AGPL-3.0-or-later
"""The status bar: one pill a subject, grey while all is well."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from alpr_kiosk.domain.heat import Heat
from alpr_kiosk.runtime.views import SiteHealth
from ui.localtime import LocalTime
from ui.people import People
from ui.theme.look import Look, blend
from ui.widgets.keys import named
from ui.widgets.painting import draw_icon, fitted, focus_ring, rounded, text_line, turning

TIGHT_W = 130
"""A pill that is narrower has a smaller icon, nearer to its edge and its words, px."""


class StatusPill(QAbstractButton):
    """Icon, caption and value; filled only when somebody must look.

    Signals:
        changed (): It says something else.
    """

    changed = Signal()

    def __init__(
        self, *, look: Look, name: str, caption: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.caption = caption
        self.value = ""
        self._icon = icon
        self._kind = ""
        # Not the caption alone: a tile of the settings may be called the same.
        named(self, name, f"{caption}:")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def set_value(self, value: str, *, icon: str, kind: str = "", spoken: str = "") -> None:
        """Show a value; `kind` "" is normal, else the meaning that fills the pill."""
        if (value, icon, kind) != (self.value, self._icon, self._kind):
            self.value, self._icon, self._kind = value, icon, kind
            self.setProperty("kind", kind or None)
            self.setAccessibleName(f"{self.caption}: {value}")
            self.setAccessibleDescription(spoken or value)
            self.update()
            self.changed.emit()

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
        turning(painter)
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
        # Beside the chip of a question the bar is narrower: its words stay whole.
        tight = rect.width() < TIGHT_W
        size, inset, gap = (24.0, 2, 3) if tight else (28.0, 8, 7)
        draw_icon(
            painter,
            self._look,
            self._icon,
            value_colour if self._kind else t.muted,
            rect.x() + inset,
            rect.center().y() - size / 2,
            size,
        )
        left = rect.x() + inset + size + gap
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
        self._silent = False
        self._drill = ""
        self._counted = (0, 0)
        self.setObjectName("status")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.clock = self._pill("status.clock", site_name, "clock")
        self.clock.setAccessibleName(self.tr("Time at {site}").replace("{site}", site_name))
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
        self.badge.set_value(self.tr("not signed in"), icon="badge")
        self.set_alerts(0, 0)

    def _pill(self, name: str, caption: str, icon: str) -> StatusPill:
        pill = StatusPill(look=self._look, name=name, caption=caption, icon=icon, parent=self)
        # "Cameras" alone is also a page, and a tile of the settings.
        pill.setAccessibleName(self.tr("{what}, state").replace("{what}", caption))
        return pill

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
            hot = health.vitals is not None and health.vitals.heat >= Heat.SLOW
            self.reader.set_value(
                shown, icon="thermometer" if hot else "reader", kind="warning" if hot else ""
            )
        age = health.lists_age_s
        self.lists.set_value(
            str(health.list_entries) if age is None else self._age(age),
            icon="database" if health.lists_ok else "database-off",
            kind="" if health.lists_ok else "fault",
            spoken=""
            if age is None
            else self.tr("Lists of {age} ago").replace("{age}", self._age(age)),
        )
        # Watermarks of the specification: warn at 80 %, full at 95 %.
        disk_kind = "fault" if health.disk_pct >= 95 else "warning" if health.disk_pct >= 80 else ""
        self.disk.set_value(f"{health.disk_pct} %", icon="disk", kind=disk_kind)
        self._silent = health.sound_on and bool(health.sound_why)
        self._drill = health.drill
        self.set_alerts(*self._counted)
        pill, icon = self._drilled()
        if pill is not None and not pill.kind:
            # What is true comes first: only a pill that is well may say that it is practised.
            word = self.tr("DRILL")
            pill.set_value(word, icon=icon, kind="info", spoken=word)

    def _drilled(self) -> tuple[StatusPill | None, str]:
        """Return the pill that a practised loss shows on, and its icon."""
        return {
            "camera": (self.cameras, "camera-off"),
            "relay": (self.gates, "relay-off"),
            "reader": (self.reader, "reader-off"),
            "heat": (self.reader, "thermometer"),
            "database": (self.lists, "database-off"),
            "disk": (self.disk, "disk"),
        }.get(self._drill, (None, ""))

    def set_clock(self, words: str) -> None:
        """Show the time; that it is wrong is practised with its icon."""
        drilled = self._drill == "clock"
        icon = "clock-warning" if drilled else "clock"
        self.clock.set_value(words, icon=icon, kind="info" if drilled else "")

    def set_alerts(self, unseen: int, total: int) -> None:
        """Show how many alerts are on; a bell that is struck through: nobody hears them."""
        self._counted = (unseen, total)
        kind = "deny" if unseen else "warning" if self._silent else ""
        if not kind and self._drill == "sound":
            kind = "info"
        silent = self._silent or kind == "info"
        icon = "silence-bell" if silent else "alarm-high" if unseen else "alarm"
        spoken = self.tr("{n}, no sound").replace("{n}", str(total)) if self._silent else ""
        self.alerts.set_value(str(total), icon=icon, kind=kind, spoken=spoken)

    def set_people(self, people: People, local: LocalTime) -> None:
        """Show who sits there, in which role, and until when a shift is planned."""
        shift, session = people.shift, people.session
        caption, value, kind = self.tr("Guard"), self.tr("not signed in"), ""
        if people.locked:
            caption, value = self.tr("Locked"), self.tr("sign in")
        elif session:
            caption, value, kind = self._role(session.role), session.user, "info"
        elif people.guard or shift is not None:
            value = people.guard or (shift.shift.user if shift is not None else "")
            kind = "" if people.guard else "warning"
            end = shift.shift.ends_at if shift is not None else None
            if not people.guard:
                caption = self.tr("Guard, no PIN")
            elif end is not None:
                caption = self.tr("Guard till {time}").replace("{time}", local.hm(end))
        self.badge.caption = caption
        self.badge.set_value(value, icon="badge", kind=kind, spoken=f"{caption}, {value}")
        self.badge.update()

    def _role(self, role: str) -> str:
        return {
            "supervisor": self.tr("Supervisor"),
            "installer": self.tr("Installer"),
            "auditor": self.tr("Auditor"),
        }.get(role, self.tr("Guard"))

    def _age(self, seconds: float) -> str:
        """Return how long ago, in the largest whole unit."""
        if seconds < 60:
            return self.tr("{n} s").replace("{n}", str(int(seconds)))
        if seconds < 3600:
            return self.tr("{n} min").replace("{n}", str(int(seconds // 60)))
        return self.tr("{n} h").replace("{n}", str(int(seconds // 3600)))

    @staticmethod
    def _milliseconds(value: float) -> str:
        return f"{value:.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"
