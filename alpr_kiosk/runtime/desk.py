# SPDX-License-Identifier: AGPL-3.0-or-later
"""The guard's desk: cards, questions and alerts, combined from what the workers tell."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import (
    Action,
    CommandSource,
    Decision,
    DecisionRecord,
    GateIntent,
    GateResult,
    Outcome,
    Passage,
    Priority,
    Reason,
)
from alpr_kiosk.domain.intents import (
    AskAnswered,
    AskReopened,
    IntentAnswer,
    new_id,
)
from alpr_kiosk.runtime.alert_desk import AlertDesk
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage_jobs import (
    Audit,
    SaveDecision,
    StorageJob,
)
from alpr_kiosk.runtime.views import AskView, PassageView
from alpr_kiosk.services.asks import AskEnded, AskService, OpenAsk

EARLY_KEPT = 32
"""Results that wait for their card: the reader's next signal brings it."""
VIEWS_KEPT = 200
"""Cards kept for the rail; older ones are in the record."""


class GuardDesk(QObject):
    """Keeps what the guard sees and answers; lives in the GUI thread; cannot move a gate.

    Attributes:
        alerts: What rings, of all desks.
    """

    def __init__(
        self,
        *,
        bus: SiteBus,
        storage: Inbox[StorageJob],
        contact: str,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bus = bus
        self._storage = storage
        self._contact = contact
        self._clock = clock
        self._asks = AskService(clock=clock)
        self.alerts = AlertDesk(bus=bus, storage=storage, clock=clock, parent=self)
        self._views: OrderedDict[str, PassageView] = OrderedDict()
        self._early: OrderedDict[str, tuple[GateIntent, GateResult]] = OrderedDict()

    # ----------------------------------------------------------------- cards

    def view(self, passage_id: str | None) -> PassageView | None:
        """Return the newest card of a passage."""
        return self._views.get(passage_id or "")

    def passage_changed(self, view: PassageView) -> None:
        """Merge what the reader knows with what the gate has told."""
        known = self._views.get(view.passage.passage_id)
        if known is not None:
            relay = tuple(item for item in known.times if item[0] == "relay")
            view = replace(
                view,
                result=known.result,
                gate_intent_id=known.gate_intent_id,
                times=(*view.times, *relay),
                decision=_newer(known.decision, view.decision),
                decide_again=known.decide_again and not view.passage.closed,
            )
        early = self._early.get(view.passage.passage_id)
        if early is not None and _decided(view, early[0]):
            del self._early[view.passage.passage_id]
            view = _with_result(view, *early)
        self._show(view)

    def passage_closed(self, passage_id: str) -> None:
        """The car is gone: its question ends, and so does its alarm once it was seen."""
        self._ended(self._asks.car_left(passage_id))
        self.alerts.clear_source(passage_id)
        self._bus.passage_closed.emit(passage_id)

    def gate_answered(self, intent: GateIntent, result: GateResult) -> None:
        """Put the end of a command on the card of its passage, now or when the card comes."""
        view = self.view(intent.passage_id)
        by_rule = intent.source is CommandSource.RULE
        if by_rule and intent.passage_id and (view is None or not _decided(view, intent)):
            self._early[intent.passage_id] = (intent, result)
            while len(self._early) > EARLY_KEPT:
                self._early.popitem(last=False)
        elif view is not None:
            self._show(_with_result(view, intent, result))

    def _show(self, view: PassageView) -> None:
        self._views[view.passage.passage_id] = view
        while len(self._views) > VIEWS_KEPT:
            self._views.popitem(last=False)
        self._bus.passage_changed.emit(view)

    # ------------------------------------------------------------- decisions

    def decision_saved(self, record: DecisionRecord) -> None:
        """A decision is in the record: announce it, ring for a denied plate, ask or stop asking."""
        self._bus.decision_logged.emit(record)
        passage_id = record.passage.passage_id
        decision = record.decision
        if decision.alarm:
            context = dict(decision.context)
            context["plate"] = context.get("plate") or record.passage.consensus.text
            context["contact"] = context.get("contact") or self._contact
            self.raise_alert(decision.reason.value, passage_id, Priority.HIGH, context)
        if decision.action is Action.ASK:
            self._asks.open(record)
        else:
            self._ended(self._asks.settled_otherwise(passage_id, decision.reason.value))
        self._publish()

    # ------------------------------------------------------------- questions

    def asked(self, decision_id: str | None, gate_id: str = "") -> OpenAsk | None:
        """Return the open question of a decision, or the one shown for a gate."""
        current = self._asks.current
        if current is None:
            return None
        if decision_id is not None:
            return self._asks.find(decision_id)
        return current if current.gate_id == gate_id else None

    def answer(self, intent: AskAnswered) -> None:
        """Take a guard's answer to a question; letting in is a command, not an answer."""
        ok = False
        if intent.answer == "more_time":
            ok = self._asks.more_time(intent.decision_id)
        elif intent.answer == "keep_closed":
            ended = self._asks.keep_closed(intent.decision_id, intent.actor)
            ok = ended is not None
            self._ended(ended)
        if ok:
            body = (("decision_id", intent.decision_id), ("answer", intent.answer))
            self._storage.put(Audit(kind="ask.answered", actor=intent.actor, body=body))
        self._bus.intent_answered.emit(
            IntentAnswer(intent_id=intent.intent_id, ok=ok, code="" if ok else "ask.over")
        )
        self._publish()

    def ask_again(self, intent: AskReopened) -> None:
        """Open the question of a car again that still stands there unanswered."""
        view = self.view(intent.passage_id)
        record = view.decision if view is not None else None
        ok = view is not None and view.decide_again and record is not None
        if view is not None and record is not None and ok:
            self._asks.open(record)
            self._show(replace(view, decide_again=False))
            body = (("decision_id", record.decision_id),)
            self._storage.put(Audit(kind="ask.again", actor=intent.actor, body=body))
        self._bus.intent_answered.emit(
            IntentAnswer(intent_id=intent.intent_id, ok=ok, code="" if ok else "ask.over")
        )
        self._publish()

    def opened_by_hand(self, intent: GateIntent) -> Passage | None:
        """Say on the card and in the record that a person let this car in; return its passage.

        What was said of it before (asked, refused) stays in the record as the earlier decision.
        """
        view = self.view(intent.passage_id)
        if view is None:
            return None
        said = view.decision.decision if view.decision is not None else None
        if said is not None and said.action is Action.OPEN:
            return view.passage
        record = DecisionRecord(
            decision_id=new_id(),
            passage=view.passage,
            decision=Decision(
                action=Action.OPEN,
                reason=Reason.ALLOW_BY_HAND,
                candidates=said.candidates if said is not None else (),
                context=(("plate", view.passage.consensus.text), ("actor", intent.actor)),
            ),
            gate_id=intent.gate_id,
            decided_at=self._clock.utc_now(),
            decided_mono=self._clock.monotonic(),
        )
        self._show(replace(view, decision=record, decide_again=False))
        self._storage.put(SaveDecision(record=record))
        return view.passage

    def opening_sent(self, decision_id: str | None, gate_id: str) -> None:
        """An opening for the car of a question is on its way: its time does not end meanwhile."""
        ask = self.asked(decision_id, gate_id)
        if ask is not None:
            self._asks.opening_sent(ask.record.decision_id)

    def not_opened(self, decision_id: str | None, gate_id: str) -> None:
        """That opening came to nothing."""
        ask = self.asked(decision_id, gate_id)
        if ask is not None:
            self._asks.not_opened(ask.record.decision_id)

    def let_in(self, ask: OpenAsk, actor: str) -> None:
        """A person opened the gate for the car of this question."""
        self._ended(self._asks.let_in(ask.record.decision_id, actor))

    def tick(self) -> None:
        """End questions whose time is over and count the shown one down."""
        for ended in self._asks.tick():
            body = (("decision_id", ended.record.decision_id), ("code", ended.code))
            self._storage.put(Audit(kind="ask.timeout", actor="system", body=body))
            self._ended(ended)
        if self._asks.current is not None:
            self._publish()
        self.alerts.tick()

    def _ended(self, ended: AskEnded | None) -> None:
        if ended is not None:
            view = self.view(ended.record.passage.passage_id)
            timed_out = ended.code == Reason.TIMEOUT_CLOSED.value
            if view is not None and timed_out and not view.passage.closed:
                self._show(replace(view, decide_again=True))
            self._bus.ask_closed.emit(ended.record.decision_id, ended.code)
            self._publish()

    def _publish(self) -> None:
        ask = self._asks.current
        if ask is None:
            self._bus.ask_changed.emit(None)
            return
        view = self.view(ask.record.passage.passage_id) or PassageView(
            passage=ask.record.passage, decision=ask.record
        )
        self._bus.ask_changed.emit(
            AskView(
                decision_id=ask.record.decision_id,
                gate_id=ask.gate_id,
                view=view,
                seconds_left=self._asks.seconds_left(ask),
                extensions_left=ask.extensions_left,
                position=1,
                total=self._asks.total,
            )
        )

    # ---------------------------------------------------------------- alerts

    def raise_alert(
        self, code: str, source: str, priority: Priority, context: Mapping[str, object]
    ) -> None:
        """Raise or count an alert."""
        self.alerts.raise_alert(code, source, priority, context)

    def clear_alert(self, code: str, source: str) -> None:
        """The cause of an alert is over."""
        self.alerts.clear_alert(code, source)


def _decided(view: PassageView, intent: GateIntent) -> bool:
    """Return whether the card shows the decision that this command rests on."""
    return view.decision is not None and view.decision.decision_id == intent.decision_id


def _newer(known: DecisionRecord | None, told: DecisionRecord | None) -> DecisionRecord | None:
    """Return the newer decision; the reader does not know that a person has let the car in."""
    if known is None or told is None:
        return known or told
    return known if known.decided_mono > told.decided_mono else told


def _with_result(view: PassageView, intent: GateIntent, result: GateResult) -> PassageView:
    times = view.times
    if intent.source is CommandSource.RULE and result.outcome is Outcome.OK:
        decided = dict(times).get("decided", 0.0)
        times = (*times, ("relay", decided + result.latency_ms))
    return replace(view, result=result, gate_intent_id=intent.intent_id, times=times)
