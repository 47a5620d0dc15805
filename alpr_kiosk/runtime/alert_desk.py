# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts of the running site: raised, seen, hidden for a while, and practised in a drill."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.alert_intents import (
    DRILL_S,
    DRILL_SOURCE,
    DRILLS,
    AlertDeskIntent,
    AlertShelved,
    AlertsSilenced,
    ClockConfirmed,
    DrillEnded,
    DrillStarted,
)
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Alert, Priority
from alpr_kiosk.domain.intents import AlertAcknowledged, Intent, IntentAnswer
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage_jobs import Audit, SaveAlert, StorageJob
from alpr_kiosk.services.alerts import AlertService

WAITING_LIMIT = 32
"""Requests that wait for their session to be checked; a person makes one at a time."""
PAST_MOST = 300
"""Alerts that are over and are remembered; the screen shows as many."""


class AlertDesk(QObject):
    """Keeps the alerts and tells the screen; lives in the GUI thread; cannot move a gate.

    Signals:
        silenced (float seconds): Somebody wants quiet for a while.
        clock_confirmed (): A supervisor says that the clock is right as it is.
    """

    silenced = Signal(float)
    clock_confirmed = Signal()

    def __init__(
        self,
        *,
        bus: SiteBus,
        storage: Inbox[StorageJob],
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bus = bus
        self._storage = storage
        self._clock = clock
        self._alerts = AlertService(clock=clock)
        self._waiting: OrderedDict[str, AlertDeskIntent] = OrderedDict()
        self._past: dict[str, Alert] = {}
        self._drill = ""
        self._drill_ends = 0.0
        self._flooded = False
        self.drill_context: Callable[[], Mapping[str, object]] = dict
        """Names that a practised loss is told with."""

    @property
    def drill(self) -> str:
        """What is practised now, a key of `DRILLS`; "" for nothing."""
        return self._drill

    @property
    def drill_left_s(self) -> float:
        """Seconds until the drill ends, 0 without one."""
        return max(0.0, self._drill_ends - self._clock.monotonic()) if self._drill else 0.0

    # --------------------------------------------------------------------- from the run before

    def carry(self, alerts: Iterable[Alert]) -> None:
        """Keep what nobody saw in the run before, see `AlertService.carry`; tell what ended."""
        found = tuple(alerts)
        for alert in found:
            if alert.over:
                self._keep_past(alert)
        self._alerts.carry(alert for alert in found if not alert.over)

    def take_over(self, other: AlertDesk) -> None:
        """Go on with what nobody has seen of a site that is built anew, and with what ended."""
        self._alerts.take_over(other._alerts)
        self._past |= other._past  # with all values: the record has names alone

    def start(self) -> None:
        """Tell what the run before has left; it is in the record already."""
        for alert in (*self._past.values(), *self._alerts.unseen):
            self._bus.alert_changed.emit(alert)

    # ------------------------------------------------------------------------------- from desks

    def raise_alert(
        self, code: str, source: str, priority: Priority, context: Mapping[str, object]
    ) -> None:
        """Raise or count an alert; the first of a kind goes into the record."""
        self._told(self._alerts.raise_alert(code, source, priority, context), new=True)
        self._look_for_flood()

    def clear_alert(self, code: str, source: str) -> None:
        """The cause of an alert is over."""
        alert = self._alerts.clear(code, source)
        if alert is not None:
            self._ended(alert)

    def clear_source(self, source: str) -> None:
        """All causes of one source are over (a car that left)."""
        for alert in self._alerts.clear_source(source):
            self._ended(alert)

    # ------------------------------------------------------------------------------ from people

    def submit(self, intent: Intent) -> bool:
        """Do what is asked; False when its session must be checked first, or it is not ours."""
        match intent:
            case AlertAcknowledged():
                self._acknowledge(intent)
            case AlertsSilenced(seconds=seconds, actor=actor):
                self.silenced.emit(seconds)
                self._audit("alert.silenced", actor, ("s", round(seconds)))
                self._answer(intent)
            case DrillEnded(actor=actor):
                ok = bool(self._drill)
                self._end_drill(actor)
                self._answer(intent, ok=ok, code="drill.ended" if ok else "drill.none")
            case AlertDeskIntent():
                self._wait(intent)
                return False
            case _:
                return False
        return True

    def waits_for(self, intent_id: str) -> bool:
        """Return whether a request waits for its session to be checked."""
        return intent_id in self._waiting

    def not_checked(self, intent_id: str) -> None:
        """Forget a request: nobody can check its session."""
        self._waiting.pop(intent_id, None)

    def allowed(self, answer: IntentAnswer) -> None:
        """Do what a session was asked for; it was checked where sessions are."""
        intent = self._waiting.pop(answer.intent_id, None)
        actor = dict(answer.context).get("actor", "")
        if intent is None or not answer.ok or not actor:
            self._bus.intent_answered.emit(answer)
        elif isinstance(intent, AlertShelved):
            self._shelve(intent, actor)
        elif isinstance(intent, DrillStarted):
            self._start_drill(intent, actor)
        elif isinstance(intent, ClockConfirmed):
            self.clock_confirmed.emit()
            self._audit("clock.confirmed", actor)
            self._answer(intent)

    def tick(self) -> None:
        """End what has its time: hidden alerts, a flood, a drill."""
        for alert in self._alerts.unshelved():
            self._told(alert)
        self._look_for_flood()
        if self._drill and self._clock.monotonic() >= self._drill_ends:
            self._end_drill("system")

    # --------------------------------------------------------------------------------- internals

    def _told(self, alert: Alert, *, new: bool = False) -> None:
        self._bus.alert_changed.emit(alert)
        if alert.over:
            self._keep_past(alert)
        if new and alert.count == 1:
            self._storage.put(SaveAlert(alert=alert))

    def _ended(self, alert: Alert) -> None:
        self._told(alert)
        if not alert.drill:
            self._storage.put(SaveAlert(alert=alert, ended=True))

    def _keep_past(self, alert: Alert) -> None:
        """Remember what is over and seen: a site that is built anew tells it again."""
        if not alert.drill:
            self._past.pop(alert.alert_id, None)
            self._past[alert.alert_id] = alert
        while len(self._past) > PAST_MOST:
            del self._past[next(iter(self._past))]

    def _look_for_flood(self) -> None:
        flood = self._alerts.flood()
        if flood is not None:
            began = flood.active and not self._flooded
            self._flooded = flood.active
            self._told(flood, new=began)

    def _acknowledge(self, intent: AlertAcknowledged) -> None:
        alert = self._alerts.acknowledge(intent.alert_id)
        if alert is not None:
            self._told(alert)
            self._storage.put(SaveAlert(alert=alert))
        self._answer(intent, ok=alert is not None)

    def _shelve(self, intent: AlertShelved, actor: str) -> None:
        try:
            alert = self._alerts.shelve(intent.alert_id, intent.minutes, actor)
        except ValueError:
            self._answer(intent, ok=False, code="alert.never_hidden")
            return
        if alert is None:
            self._answer(intent, ok=False, code="alert.over")
            return
        self._told(alert)
        # No source: it may be a plate or a passage.
        self._audit(
            "alert.shelved",
            actor,
            ("alert_id", alert.alert_id),
            ("code", alert.code),
            ("minutes", intent.minutes),
        )
        self._answer(intent)

    def _start_drill(self, intent: DrillStarted, actor: str) -> None:
        code = DRILLS.get(intent.kind)
        if code is None:
            self._answer(intent, ok=False, code="drill.unknown")
            return
        self._end_drill(actor)
        self._drill = intent.kind
        self._drill_ends = self._clock.monotonic() + DRILL_S
        priority = Priority.LOW if intent.kind == "sound" else Priority.HIGH
        self._told(
            self._alerts.raise_alert(code, DRILL_SOURCE, priority, self.drill_context(), drill=True)
        )
        self._audit("drill.started", actor, ("kind", intent.kind))
        self._answer(intent, code="drill.started")

    def _end_drill(self, actor: str) -> None:
        if not self._drill:
            return
        kind, self._drill = self._drill, ""
        code = DRILLS[kind]
        for alert in self._alerts.alerts:
            if alert.drill and (alert.code, alert.source) == (code, DRILL_SOURCE):
                self._alerts.acknowledge(alert.alert_id)  # what never was needs nobody's look
        self.clear_alert(code, DRILL_SOURCE)
        self._audit("drill.ended", actor, ("kind", kind))

    def _wait(self, intent: AlertDeskIntent) -> None:
        while len(self._waiting) >= WAITING_LIMIT:
            _, oldest = self._waiting.popitem(last=False)
            self._answer(oldest, ok=False, code="db.queue_long")
        self._waiting[intent.intent_id] = intent

    def _audit(self, kind: str, actor: str, *body: tuple[str, object]) -> None:
        self._storage.put(Audit(kind=kind, actor=actor, body=body))

    def _answer(self, intent: Intent, *, ok: bool = True, code: str = "") -> None:
        self._bus.intent_answered.emit(IntentAnswer(intent_id=intent.intent_id, ok=ok, code=code))
