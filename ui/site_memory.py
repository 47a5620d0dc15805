# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the site has said so far, so that a window that is made anew shows it at once.

Another language or other sizes mean other widgets: texts and sizes are given to most of them when
they are made. The window makes them all anew then, and this tells them what the old ones knew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.events import Alert
from alpr_kiosk.runtime.bus import SiteApi, SiteBus
from alpr_kiosk.runtime.views import AskView, GateView, PassageView

PASSAGES_KEPT = 200
"""As many as `ui.passage_book` keeps."""
SAID_ONCE = (
    *("lists_changed", "inside_changed", "health_changed"),
    *("config_trial_changed", "setup_changed", "shift_changed"),
    *("first_run_changed", "drive_test_changed"),
)
"""Signals whose newest payload is the whole state."""
EVENTS = (
    *("frame_available", "overlay_changed", "ask_closed", "intent_answered", "override_done"),
    *("plate_measured", "car_counted"),
    *("decision_logged", "gate_result", "query_answered", "query_progressed"),
    *("rebuild_wanted", "stopped"),
)
"""Signals that say what happens; nothing of them is said again."""
BY_ID: dict[str, Callable[[object], str]] = {
    "gate_changed": lambda view: cast("GateView", view).gate_id,
    "camera_changed": lambda health: str(getattr(health, "camera_id", "")),
    "commissioning_changed": lambda state: str(getattr(state, "gate_id", "")),
}
"""Signals that say a state each of several things."""
OWN = ("lane_mode_changed", "passage_changed", "passage_closed", "alert_changed", "ask_changed")
"""Signals that are kept in their own way."""
SIGNALS: tuple[str, ...] = tuple(
    name for name, member in vars(SiteBus).items() if isinstance(member, Signal)
)
"""Names of all signals of the bus."""


class SiteMemory(QObject):
    """Newest state of everything that the site tells; lives in the GUI thread."""

    def __init__(self, bus: SiteBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._states: dict[str, dict[str, object]] = {}
        self._modes: dict[str, object] = {}
        self._passages: dict[str, PassageView] = {}
        self._left: set[str] = set()
        self._alerts: dict[str, Alert] = {}
        self._ask: AskView | None = None
        for name in (*SAID_ONCE, *BY_ID):
            getattr(bus, name).connect(self._keeper(name))
        bus.lane_mode_changed.connect(self._modes.__setitem__)
        bus.passage_changed.connect(self._on_passage)
        bus.passage_closed.connect(self._left.add)
        bus.alert_changed.connect(self._on_alert)
        bus.ask_changed.connect(self._on_ask)

    def branch(self, parent: QObject) -> SiteBus:
        """Return a bus that says what the site says from now on, until it is deleted."""
        branch = SiteBus(parent)
        for name in SIGNALS:
            getattr(self._bus, name).connect(getattr(branch, name))
        return branch

    def tell(self, branch: SiteBus) -> None:
        """Say there what was said before: states first, then cards, alerts and the question."""
        for name, states in self._states.items():
            for state in states.values():
                getattr(branch, name).emit(state)
        for lane_id, mode in self._modes.items():
            branch.lane_mode_changed.emit(lane_id, mode)
        for passage_id, view in self._passages.items():
            branch.passage_changed.emit(view)
            if passage_id in self._left:
                branch.passage_closed.emit(passage_id)
        for alert in self._alerts.values():
            branch.alert_changed.emit(alert)
        if self._ask is not None:
            branch.ask_changed.emit(self._ask)

    def _keeper(self, name: str) -> Callable[[object], None]:
        states = self._states.setdefault(name, {})
        key = BY_ID.get(name)

        def keep(state: object) -> None:
            states[key(state) if key is not None else ""] = state

        return keep

    def _on_passage(self, view: PassageView) -> None:
        self._passages[view.passage.passage_id] = view
        while len(self._passages) > PASSAGES_KEPT:
            oldest = next(iter(self._passages))
            del self._passages[oldest]
            self._left.discard(oldest)

    def _on_alert(self, alert: Alert) -> None:
        self._alerts.pop(alert.alert_id, None)
        if alert.active or not alert.seen:
            self._alerts[alert.alert_id] = alert

    def _on_ask(self, ask: AskView | None) -> None:
        self._ask = ask


class SiteThrough:
    """The site with another bus; everything else goes to the site itself."""

    def __init__(self, site: SiteApi, bus: SiteBus) -> None:
        self._site = site
        self.bus = bus

    def __getattr__(self, name: str) -> object:
        return getattr(self._site, name)


def heard_through(site: SiteApi, bus: SiteBus) -> SiteApi:
    """Return the site as a screen is given it: it listens to `bus`."""
    return cast("SiteApi", SiteThrough(site, bus))
