# SPDX-License-Identifier: AGPL-3.0-or-later
"""All alerts as the screen knows them: on, seen, hidden, and ended within a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.events import Alert, Priority
from alpr_kiosk.runtime.bus import SiteBus

RANK = {Priority.CRITICAL: 0, Priority.HIGH: 1, Priority.LOW: 2}
ENDED_KEPT = timedelta(hours=24)
ENDED_MOST = 300
"""Ended ones that are kept for their page; older ones are in the record."""

_FIRST = "alert.flood"
_LOSSES = ("relay", "gate", "worker", "reader", "model", "camera", "db", "storage", "disk", "temp")
"""Losses by how bad they are, by the first word of their code; what is not here and no loss (a
banned car) comes before them, the rest after them (screens.md S25: most severe first)."""
_BEFORE = ("decision",)


def severity(alert: Alert) -> tuple[bool, bool, int, int]:
    """Return what alerts are sorted by, worst first: true before practised, then priority."""
    word = alert.code.split(".")[0]
    if alert.code == _FIRST:
        loss = -2
    elif word in _BEFORE:
        loss = -1
    else:
        loss = _LOSSES.index(word) if word in _LOSSES else len(_LOSSES)
    return alert.seen, alert.drill, RANK[alert.priority], loss


class AlertBook(QObject):
    """Keeps what the site has told.

    Signals:
        changed (Alert): An alert is another.
    """

    changed = Signal(object)

    def __init__(self, bus: SiteBus | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._alerts: dict[str, Alert] = {}
        self._ended: dict[str, Alert] = {}
        if bus is not None:
            bus.alert_changed.connect(self.update)

    def update(self, alert: Alert) -> None:
        """Take an alert's newest state; one that is over and seen has ended (Low by itself)."""
        if alert.over:
            self._alerts.pop(alert.alert_id, None)
            if not alert.drill:
                self._ended[alert.alert_id] = alert
            while len(self._ended) > ENDED_MOST:
                del self._ended[next(iter(self._ended))]
        else:
            self._alerts[alert.alert_id] = alert
        self.changed.emit(alert)

    @property
    def all(self) -> tuple[Alert, ...]:
        """Worst first; among equals unseen before seen, newest first."""
        newest = sorted(self._alerts.values(), key=lambda a: a.raised_at, reverse=True)
        return tuple(sorted(newest, key=severity))

    @property
    def on(self) -> tuple[Alert, ...]:
        """Those that nobody has acknowledged, also if they have ended."""
        return tuple(one for one in self.all if not one.seen and one.shelved_until is None)

    unseen = on

    @property
    def seen(self) -> tuple[Alert, ...]:
        """Those that were acknowledged and still hold."""
        return tuple(one for one in self.all if one.seen and one.shelved_until is None)

    @property
    def shelved(self) -> tuple[Alert, ...]:
        """Those that are hidden for a while."""
        return tuple(one for one in self.all if one.shelved_until is not None)

    def ended(self, now: datetime) -> tuple[Alert, ...]:
        """Those that ended within the last day, newest first."""
        kept = [one for one in self._ended.values() if now - (one.ended_at or now) <= ENDED_KEPT]
        return tuple(sorted(kept, key=lambda one: one.ended_at or one.raised_at, reverse=True))

    @property
    def banner(self) -> Alert | None:
        """The one to show: the worst unseen; a Critical that is still true also when seen.

        A drill says so as long as it goes on, behind all that is true.
        """
        shown = [one for one in self.all if one.shelved_until is None]
        for alert in shown:
            if not alert.seen and alert.priority is not Priority.LOW and not alert.drill:
                return alert
        for alert in shown:
            if alert.active and alert.priority is Priority.CRITICAL:
                return alert
        for alert in shown:
            if alert.drill and alert.active:
                return alert
        return None

    @property
    def more(self) -> int:
        """How many besides the banner's nobody has acknowledged; Low ones do not count."""
        shown = self.banner
        return sum(
            one.priority is not Priority.LOW and (shown is None or one.alert_id != shown.alert_id)
            for one in self.on
        )
