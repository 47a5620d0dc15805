# SPDX-License-Identifier: AGPL-3.0-or-later
"""S15 The list of alerts: on, seen, hidden, ended within a day; what to do about each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from alpr_kiosk.domain.alert_intents import AlertShelved
from alpr_kiosk.domain.events import Alert
from alpr_kiosk.domain.intents import AlertAcknowledged
from ui import messages
from ui.screens.base import Screen
from ui.screens.catalog import SCREENS
from ui.surroundings import Surroundings
from ui.widgets.alert_row import AlertRow, RowHelp
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.states import StateBox

ROWS_MOST = 100
"""Rows that are shown at once; the worst come first."""
TABS = ("on", "seen", "shelved", "ended")
_EMPTY = {
    "on": "alert.none",
    "seen": "alert.none_seen",
    "shelved": "alert.none_shelved",
    "ended": "alert.none_ended",
}
_SHOWS: dict[str, tuple[str, ...]] = {
    "camera": ("settings.cameras", "live"),
    "reader": ("health",),
    "model": ("health",),
    "relay": ("settings.gates", "live"),
    "gate": ("settings.gates", "live"),
    "lockdown": ("live",),
    "override": ("handover", "live"),
    "visitor": ("inside", "live"),
    "lists": ("lists", "live"),
}
"""Where an alert leads, by the first word of its code: the first screen of these that there is;
`health` for what is not here."""


def target_of(alert: Alert, screens: Iterable[str]) -> str:
    """Return the name of the screen that an alert belongs to, out of those that there are."""
    known = set(screens)
    wanted = (*_SHOWS.get(alert.code.split(".")[0], ()), "health", "live")
    return next((name for name in wanted if name in known), "live")


class AlertsScreen(Screen):
    """All alerts in four lists."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        look = self._look = around.look
        self._around = around
        self._book = around.alerts
        self._people = around.people
        self._tab = "on"
        self._shown: tuple[Alert, ...] | None = None
        self._read_to_end = False
        self.setObjectName("alerts")
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        head = PageHead(look=look, name="alerts", title=self.tr("Alerts"), parent=self)
        head.back.clicked.connect(self.back)
        for key in self._tabs():
            head.add(key, 1)
        layout.addWidget(head)
        self.all_key = TapKey(
            look=look,
            name="alerts.all_seen",
            text=self.tr("Acknowledge all"),
            icon="ack-check",
            beside=True,
            parent=self,
        )
        self.all_key.setFixedSize(340, m.touch_min)
        self.all_key.clicked.connect(self._on_all)
        self._area = QScrollArea(self)
        self._area.setObjectName("alerts.area")
        self._area.setAccessibleName(self.tr("List of alerts"))
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(self._on_range)
        layout.addWidget(self._area, 1)
        self.box = StateBox(look=look, clock=around.clock, name="alerts.state", parent=self)
        layout.addWidget(self.box, 1)
        # Below the list, not in it: in sight from the start, and off until the end was read.
        layout.addWidget(self.all_key, 0, Qt.AlignmentFlag.AlignRight)
        self._book.changed.connect(self._on_changed)
        look.changed.connect(self._on_look)
        self._fill()

    def _tabs(self) -> list[TapKey]:
        self._tab_keys: dict[str, TapKey] = {}
        for name in TABS:
            key = TapKey(look=self._look, name=f"alerts.tab.{name}", text="", parent=self)
            key.setCheckable(True)
            key.setFixedHeight(self._look.metrics.touch_min)
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            key.setProperty("tab", name)
            key.clicked.connect(self._on_tab)
            self._tab_keys[name] = key
        return list(self._tab_keys.values())

    # ---------------------------------------------------------------------------------- screen

    def enter(self, argument: object) -> None:
        """Show what is on, or the tab that is named."""
        self.show_tab(argument if isinstance(argument, str) and argument in TABS else "on")

    def show_tab(self, name: str) -> None:
        """Show one of the four lists."""
        self._tab, self._shown = name, None
        self._read_to_end = False
        self._fill()
        self._area.verticalScrollBar().setValue(0)

    @property
    def rows(self) -> tuple[Alert, ...]:
        """What is shown."""
        return self._shown or ()

    @property
    def read_to_end(self) -> bool:
        """Whether the end of the list has been seen."""
        return self._read_to_end

    def _of(self, tab: str) -> tuple[Alert, ...]:
        if tab == "ended":
            return self._book.ended(self._around.clock.utc_now())
        found: tuple[Alert, ...] = getattr(self._book, tab)
        return found

    def _on_changed(self, _alert: Alert) -> None:
        if self.isVisible():
            self._fill()
        else:
            self._shown = None  # laid out when somebody looks

    def _on_look(self) -> None:
        self._shown = None
        self._fill()

    def _fill(self) -> None:
        lists = {name: self._of(name) for name in TABS}
        words = {
            "on": self.tr("On {n}"),
            "seen": self.tr("Seen {n}"),
            "shelved": self.tr("Shelved {n}"),
            "ended": self.tr("Ended 24 h {n}"),
        }
        for name, key in self._tab_keys.items():
            text = words[name].replace("{n}", str(len(lists[name])))
            key.setText(text)
            key.setAccessibleName(text)
            key.setChecked(name == self._tab)
            key.update()
        shown = lists[self._tab][:ROWS_MOST]
        if shown != self._shown:
            self._shown = shown
            self._put_rows(shown)
        self._area.setVisible(bool(shown))
        self.all_key.setVisible(self._tab == "on" and bool(shown))
        if shown:
            self.box.clear()
        else:
            self.box.empty(messages.text(_EMPTY[self._tab]))
        self._face_all_key()

    def _put_rows(self, alerts: tuple[Alert, ...]) -> None:
        around = self._around
        help_ = RowHelp(
            look=self._look,
            local=around.local,
            explain=around.explain,
            now=around.clock.utc_now(),
        )
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._look.metrics.gap_min)
        for alert in alerts:
            row = AlertRow(alert, help_)
            row.seen.connect(self._on_seen)
            row.shelved.connect(self._on_shelved)
            row.show_wanted.connect(self._on_show)
            layout.addWidget(row)
        layout.addStretch(1)
        old = self._area.takeWidget()
        self._area.setWidget(column)
        if old is not None:
            old.deleteLater()

    # ----------------------------------------------------------------------------------- touch

    def _on_tab(self) -> None:
        key = self.sender()
        if key is not None:
            self.show_tab(str(key.property("tab")))

    def _on_scrolled(self, *_: int) -> None:
        bar = self._area.verticalScrollBar()
        if self._tab == "on" and self.isVisible() and bar.value() >= bar.maximum():
            self._read_to_end = True
        self._face_all_key()

    def _on_range(self, _least: int, most: int) -> None:
        """A list that grew has an end that nobody has seen yet."""
        self._read_to_end = self._tab == "on" and self._area.verticalScrollBar().value() >= most
        self._face_all_key()

    def showEvent(self, event: object) -> None:
        """A list that is wholly on the screen is read to its end."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._on_scrolled()

    def _face_all_key(self) -> None:
        self.all_key.setEnabled(self._read_to_end)

    def _on_seen(self, alert_id: str) -> None:
        self.intent.emit(AlertAcknowledged(alert_id=alert_id, actor=self._people.actor))

    def _on_all(self) -> None:
        for alert in self._book.on:
            self._on_seen(alert.alert_id)

    def _on_shelved(self, alert_id: str, minutes: int) -> None:
        self._people.need(
            ("supervisor",),
            self.tr("hide an alert"),
            lambda session: self.intent.emit(
                AlertShelved(alert_id=alert_id, minutes=minutes, session=session.token)
            ),
        )
        self._shown = None  # the keys stand there again, whatever becomes of it
        self._fill()

    def _on_show(self, alert: Alert) -> None:
        if alert.code.startswith("decision."):
            self.passage_wanted.emit(alert.source)
            return
        # Nobody is asked for a PIN to see what is wrong: who may not enter sees it on Live.
        may = self._people.may
        open_to_us = (spec.name for spec in SCREENS if not spec.roles or may(*spec.roles))
        self.wanted.emit(target_of(alert, open_to_us), None)
