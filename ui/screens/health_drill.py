# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drills: a loss is practised for five minutes; and what the sounds are like."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.alert_intents import (
    DRILLS,
    DrillEnded,
    DrillStarted,
    SoundTestRequested,
)
from alpr_kiosk.domain.sounds import SoundName
from alpr_kiosk.runtime.views import SiteHealth
from ui.people import Session
from ui.screens.health_pages import ACTING, HealthPage
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey

_DRILL_ICONS = {
    "camera": "camera-off",
    "reader": "reader-off",
    "relay": "relay-off",
    "database": "database-off",
    "disk": "disk",
    "heat": "thermometer",
    "clock": "clock-warning",
    "sound": "sound-off",
    "restart": "retry",
}


class SoundsPage(HealthPage):
    """Has each sound heard once, so that a guard knows them."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(around, parent)
        self.title = self.tr("Sounds")
        words = {
            SoundName.CRITICAL: (self.tr("Critical alert"), "alarm-critical"),
            SoundName.DENY: (self.tr("Banned car"), "deny-octagon-hand"),
            SoundName.ASK: (self.tr("A car waits"), "ask-question-triangle"),
            SoundName.HIGH: (self.tr("Alert"), "alarm-high"),
            SoundName.WATCH: (self.tr("Watched plate"), "watch-eye"),
            SoundName.EXPIRY: (self.tr("Hold ends in 60 s"), "clock"),
            SoundName.ALLOW: (self.tr("Let in"), "allow-tick-circle"),
            SoundName.REFUSED: (self.tr("Refused"), "close"),
            SoundName.HOLD_DONE: (self.tr("Held long enough"), "ack-check"),
            SoundName.TICK: (self.tr("Touch"), "pin"),
        }
        m = self._look.metrics
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(m.gap_min)
        self.keys: dict[SoundName, TapKey] = {}
        for index, (name, (text, icon)) in enumerate(words.items()):
            key = TapKey(
                look=self._look,
                name=f"health.sound.{name.value}",
                text=text,
                icon=icon,
                accessible=self.tr("Play") + f": {text}",
                parent=self,
            )
            key.setFixedHeight(m.touch_std)
            key.setProperty("sound", name.value)
            key.clicked.connect(self._on_key)
            self.keys[name] = key
            grid.addWidget(key, index // 3, index % 3)
        grid.setRowStretch(len(words), 1)

    def _on_key(self) -> None:
        self.intent.emit(SoundTestRequested(sound=str(self.sender().property("sound"))))


class DrillPage(HealthPage):
    """Practises a loss for five minutes: its ribbon and its sound, nothing else."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(around, parent)
        self.title = self.tr("Drill")
        self._health = SiteHealth()
        words = {
            "camera": self.tr("A camera is gone"),
            "reader": self.tr("Nothing is read"),
            "relay": self.tr("A relay is gone"),
            "database": self.tr("The lists are away"),
            "disk": self.tr("The disk is full"),
            "heat": self.tr("Too hot"),
            "clock": self.tr("The clock jumped"),
            "sound": self.tr("No sound"),
            "restart": self.tr("Restarted"),
        }
        m = self._look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        self.words = QLabel()
        self.words.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(m.gap_min)
        top.addWidget(self.words, 1)
        self.end_key = TapKey(
            look=self._look,
            name="health.drill.end",
            text=self.tr("End the drill"),
            icon="close",
            kind="accent",
            beside=True,
            parent=self,
        )
        self.end_key.setFixedSize(300, m.touch_std)
        self.end_key.clicked.connect(self._on_end)
        top.addWidget(self.end_key)
        layout.addLayout(top)
        grid = QGridLayout()
        grid.setSpacing(m.gap_min)
        self.keys: dict[str, TapKey] = {}
        for index, kind in enumerate(DRILLS):
            key = TapKey(
                look=self._look,
                name=f"health.drill.{kind}",
                text=words[kind],
                icon=_DRILL_ICONS[kind],
                accessible=self.tr("Drill") + f": {words[kind]}",
                parent=self,
            )
            key.setFixedHeight(m.mm(19))
            key.setProperty("drill", kind)
            key.clicked.connect(self._on_kind)
            self.keys[kind] = key
            grid.addWidget(key, index // 3, index % 3)
        layout.addLayout(grid)
        layout.addStretch(1)
        self._face()

    def set_health(self, health: SiteHealth) -> None:
        """A drill began, goes on or ended."""
        self._health = health
        self._face()

    def tick(self) -> None:
        """Look at the clock."""

    def _face(self) -> None:
        running = self._health.drill
        if running:
            left = round(self._health.drill_left_s)
            text = self.tr("The drill ends by itself in {m}:{s}.")
            words = text.replace("{m}", str(left // 60)).replace("{s}", f"{left % 60:02d}")
        else:
            words = self.tr(
                "A drill shows a loss as it would be, for 5 minutes. Gates, reading and real "
                "alerts go on as always."
            )
        self.words.setText(words)
        self.end_key.setVisible(bool(running))
        for kind, key in self.keys.items():
            key.setCheckable(True)
            key.setChecked(kind == running)
            key.update()

    def _on_kind(self) -> None:
        kind = str(self.sender().property("drill"))
        self._face()

        def start(session: Session) -> None:
            self.intent.emit(DrillStarted(kind=kind, session=session.token))

        self._around.people.need(ACTING, self.tr("start a drill"), start)

    def _on_end(self) -> None:
        self.intent.emit(DrillEnded(actor=self._around.people.actor))
