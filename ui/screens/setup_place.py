# SPDX-License-Identifier: AGPL-3.0-or-later
"""Step 3 of the first run: where the site is on the clock, and whether the clock is right."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.domain.settings_intents import ConfigApplied, KeySet
from ui import messages
from ui.localtime import LocalTime
from ui.screens.setup_part import Part, as_may
from ui.surroundings import Surroundings
from ui.widgets.form_keys import OptionKeys
from ui.widgets.keys import TapKey
from ui.widgets.painting import fitted, rounded, text_line, turning
from ui.widgets.row_list import RowList

REGIONS = ("Europe", "America", "Asia", "Africa", "Australia", "Pacific")
"""The first words of the names on offer; the site file takes all others too."""
COLUMNS = 2


def zones_of(region: str) -> tuple[str, ...]:
    """Return the names of a region's time zones, as they are written in the site file."""
    return tuple(sorted(one for one in available_timezones() if one.startswith(f"{region}/")))


class ClockFace(QWidget):
    """The time of the site, large."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = around.look
        self.time = self.day = self.zone = ""
        self.setFixedHeight(around.look.metrics.touch_std + 110)
        self.setObjectName("setup.clock")

    def show_time(self, time: str, day: str, zone: str) -> None:
        """Show this time."""
        if (time, day, zone) != (self.time, self.day, self.zone):
            self.time, self.day, self.zone = time, day, zone
            self.setAccessibleName(f"{time}, {day}, {zone}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts, m = self._look.tokens, self._look.fonts, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        rounded(painter, rect, fill=t.raised, radius=m.radius * 1.5, outline=self._look.hairline)
        pad = float(m.space(24))
        wide = rect.width() - 2 * pad
        text_line(
            painter, QRectF(pad, 12, wide, 110), self.time, font=fonts("countdown"), colour=t.text
        )
        words = f"{self.day}   {self.zone}"
        text_line(
            painter,
            QRectF(pad, rect.height() - 60, wide, 40),
            words,
            font=fitted(fonts("body"), words, wide, 17),
            colour=t.muted,
        )


class PlacePart(Part):
    """The clock as it is now; another time zone by region and place."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        look, m = around.look, around.look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        self.face = ClockFace(around, self)
        layout.addWidget(self.face)
        self.change = TapKey(
            look=look,
            name="setup.zone.change",
            text=self.tr("Another time zone"),
            icon="clock",
            beside=True,
            parent=self,
        )
        self.change.setFixedHeight(m.touch_std)
        self.change.clicked.connect(self._open)
        layout.addWidget(self.change)
        self.regions = OptionKeys(
            look=look,
            name="setup.region",
            label=self.tr("Region"),
            options=tuple((one, one, "") for one in REGIONS),
            parent=self,
        )
        self.regions.chosen.connect(self._show_region)
        layout.addWidget(self.regions)
        self.places = RowList(
            look=look, name="setup.zones", spoken=self.tr("Time zones"), parent=self
        )
        layout.addWidget(self.places, 1)
        layout.addStretch(0)
        self._close()

    def enter(self) -> None:
        """Show the clock."""
        self._close()
        self.tick()

    def tick(self) -> None:
        """The clock goes on."""
        local, now = self.around.local, self.around.clock.utc_now()
        at = local.local(now)
        zone = self.around.config.site.time_zone.replace("_", " ")
        self.face.show_time(local.hm(now), f"{local.weekday(now)} {at:%d.%m.%Y}", zone)

    def step_back(self) -> bool:
        """Close the list of zones."""
        if self.places.isHidden():
            return False
        self._close()
        return True

    def _close(self) -> None:
        self.regions.hide()
        self.places.hide()
        self.face.show()
        self.change.show()

    def _open(self) -> None:
        self.face.hide()
        self.change.hide()
        self.regions.show()
        self.places.show()
        region = self.around.config.site.time_zone.partition("/")[0]
        self._show_region(region if region in REGIONS else REGIONS[0])

    def _show_region(self, region: str) -> None:
        self.regions.choose(region)
        grid_of = QWidget()
        grid = QGridLayout(grid_of)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.around.look.metrics.gap_min)
        now = self.around.clock.utc_now()
        for index, zone in enumerate(zones_of(region)):
            place = zone.partition("/")[2].replace("_", " ")
            key = TapKey(
                look=self.around.look,
                name=f"setup.zone.{zone}",
                text=f"{place}  {LocalTime(time_zone=zone).hm(now)}",
                accessible=place,
                parent=grid_of,
            )
            key.setCheckable(True)
            key.setChecked(zone == self.around.config.site.time_zone)
            key.setFixedHeight(self.around.look.metrics.touch_min)
            key.setProperty("zone", zone)
            key.clicked.connect(self._chosen)
            grid.addWidget(key, index // COLUMNS, index % COLUMNS)
        self.places.set_rows([grid_of])

    def _chosen(self) -> None:
        sender = self.sender()
        zone = str(sender.property("zone")) if sender is not None else ""
        self._close()
        if not zone or zone == self.around.config.site.time_zone:
            return
        change = KeySet(table="site", key="time_zone", value=zone)
        as_may(
            self.around,
            self.tr("change the time zone"),
            lambda s: self.send(ConfigApplied(changes=(change,), session=s.token)),
        )

    def got(self, _intent: Intent, answer: IntentAnswer) -> None:
        """Say why the time zone was not changed; else the site is built anew."""
        if not answer.ok:
            self.said.emit(messages.text(answer.code, dict(answer.context)), "alarm-high")
