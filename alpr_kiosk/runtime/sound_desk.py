# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is heard for what happens: alerts, questions, watched plates, refusals (screens.md 2.5)."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from alpr_kiosk.config.sound import SoundConfig
from alpr_kiosk.domain.alert_intents import SoundTestRequested
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import (
    Alert,
    CommandSource,
    DecisionRecord,
    GateIntent,
    GateResult,
    Outcome,
    Priority,
)
from alpr_kiosk.domain.intents import (
    HoldOpenEnded,
    HoldOpenRequested,
    Intent,
    IntentAnswer,
    LockdownStarted,
    OpenRequested,
)
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.sounds import ASK_LAST_S, SoundName
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.sounds import SoundJob
from alpr_kiosk.runtime.views import AskView, GateView
from alpr_kiosk.services.alerts import MERGE_S

EXPIRY_BEFORE = timedelta(seconds=60)
"""A hold-open is announced this long before its end (screens.md 2.5)."""
REMEMBERED = 256
_HELD = (OpenRequested, HoldOpenRequested, HoldOpenEnded, LockdownStarted)
"""Requests that come of a key that was held until its ring was full."""
_DENIED = "decision.deny."


class SoundDesk(QObject):
    """Listens to the site and tells the sound thread; lives in the GUI thread.

    Args:
        bus: Signals of the site.
        inbox: Inbox of the sound thread.
        config: What is switched on.
        clock: Time.
        on: There is a sound thread.
    """

    def __init__(
        self,
        *,
        bus: SiteBus,
        inbox: Inbox[SoundJob],
        config: SoundConfig,
        clock: Clock,
        on: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._inbox = inbox
        self._on = on
        self._latched: OrderedDict[str, SoundName] = OrderedDict()
        self._config = config
        self._clock = clock
        self._asked = ""
        self._rang: OrderedDict[tuple[str, str], float] = OrderedDict()
        self._watched: OrderedDict[str, None] = OrderedDict()
        self._held: dict[str, datetime] = {}
        self._announced: dict[str, datetime] = {}
        bus.alert_changed.connect(self.on_alert)
        bus.ask_changed.connect(self.on_ask)
        bus.decision_logged.connect(self.on_decision)
        bus.gate_result.connect(self.on_gate_result)
        bus.gate_changed.connect(self.on_gate)
        bus.intent_answered.connect(self.on_answer)

    def submitted(self, intent: Intent) -> bool:
        """Confirm a key that was held; True for a request that is about sounds alone."""
        if isinstance(intent, SoundTestRequested):
            if intent.sound in {name.value for name in SoundName}:
                self._put(SoundJob(what="test", name=SoundName(intent.sound)))
            return True
        if isinstance(intent, _HELD):
            self._once(SoundName.HOLD_DONE)
        return False

    def silence(self, seconds: float) -> None:
        """Quiet the alarms of now."""
        self._put(SoundJob(what="silence", seconds=seconds))

    def on_alert(self, alert: Alert) -> None:
        """Ring until somebody has seen it; a low one never rings."""
        key = f"alert:{alert.alert_id}"
        name = _sound_of(alert)
        if name is None or alert.seen or alert.shelved_until is not None:
            if self._latched.pop(key, None) is not None:
                self._put(SoundJob(what="release", key=key))
            return
        if not self._config.wants(name) or self._latched.get(key) is name:
            return
        about, now = (alert.code, alert.source), self._clock.monotonic()
        last = self._rang.get(about, float("-inf"))
        # Within a minute the same again has no new sound (screens.md S15); a critical one has.
        again = now - last <= MERGE_S and name is not SoundName.CRITICAL
        self._rang[about] = now
        self._rang.move_to_end(about)
        while len(self._rang) > REMEMBERED:
            self._rang.popitem(last=False)
        quiet_s = MERGE_S if again else 0.0
        self._latched[key] = name
        self._put(SoundJob(what="latch", key=key, name=name, seconds=quiet_s))

    def on_ask(self, ask: AskView | None) -> None:
        """Ring while a car waits, faster in the last seconds."""
        decision_id = ask.decision_id if ask is not None else ""
        if self._asked and self._asked != decision_id:
            self._put(SoundJob(what="release", key=f"ask:{self._asked}"))
        if ask is None or not self._config.wants(SoundName.ASK):
            self._asked = ""
            return
        key = f"ask:{decision_id}"
        if self._asked != decision_id:
            self._put(SoundJob(what="latch", key=key, name=SoundName.ASK))
        self._asked = decision_id
        every = 1.0 if ask.seconds_left <= ASK_LAST_S else 5.0
        self._put(SoundJob(what="hurry", key=key, seconds=every))

    def on_decision(self, record: DecisionRecord) -> None:
        """A plate of the watch list rings once for each car."""
        kinds = {
            one.list_kind for one in record.decision.candidates if one.match in ("exact", "strong")
        }
        passage_id = record.passage.passage_id
        if ListKind.WATCH.value in kinds and passage_id not in self._watched:
            self._watched[passage_id] = None
            while len(self._watched) > REMEMBERED:
                self._watched.popitem(last=False)
            self._once(SoundName.WATCH)

    def on_gate_result(self, intent: GateIntent, result: GateResult) -> None:
        """A car was let in by rule."""
        if intent.source is CommandSource.RULE and result.outcome is Outcome.OK:
            self._once(SoundName.ALLOW)

    def on_gate(self, view: GateView) -> None:
        """Remember until when a gate is held open."""
        if view.held_until is None:
            self._held.pop(view.gate_id, None)
            self._announced.pop(view.gate_id, None)
        else:
            self._held[view.gate_id] = view.held_until

    def on_answer(self, answer: IntentAnswer) -> None:
        """Something was refused."""
        if not answer.ok:
            self._once(SoundName.REFUSED)

    def tick(self) -> None:
        """Announce the end of a hold-open once, a minute before."""
        now = self._clock.utc_now()
        for gate_id, until in self._held.items():
            if until - now <= EXPIRY_BEFORE and self._announced.get(gate_id) != until:
                self._announced[gate_id] = until
                self._once(SoundName.EXPIRY)

    def _once(self, name: SoundName) -> None:
        if self._config.wants(name):
            self._put(SoundJob(what="once", name=name))

    def again(self) -> None:
        """Tell a sound thread that is started anew what still has to be heard."""
        for key, name in self._latched.items():
            self._put(SoundJob(what="latch", key=key, name=name))

    def _put(self, job: SoundJob) -> None:
        if self._on:
            self._inbox.put(job)


def _sound_of(alert: Alert) -> SoundName | None:
    if alert.priority is Priority.LOW:
        return None
    if alert.priority is Priority.CRITICAL:
        return SoundName.CRITICAL
    return SoundName.DENY if alert.code.startswith(_DENIED) else SoundName.HIGH
