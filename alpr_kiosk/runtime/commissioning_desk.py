# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commissioning as the set-up screen asks for it: each request by somebody who may, then the gate.

Every request waits until its session was checked; what moves a gate then goes into the gate's
inbox as all commands do. Lives in the GUI thread and waits for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning import (
    CheckSettings,
    Commissioning,
    GateJob,
    PersonSaid,
    PulseAsked,
    SeenClear,
)
from alpr_kiosk.domain.commissioning_walk import SecondPulse, Verdict
from alpr_kiosk.domain.intents import (
    CommissioningAnswered,
    GateSeenClear,
    Intent,
    IntentAnswer,
    PulseTestRequested,
    SettingsCheckRequested,
    SetupIntent,
    SheetRequested,
)
from alpr_kiosk.gate.sheet import sheet_of
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage_jobs import (
    KeepSheet,
    StorageJob,
)


class CommissioningDesk(QObject):
    """Routes requests of commissioning to gates, and their progress to the screen.

    Args:
        site: Name of the site.
        gates: Gates of the site file by id.
        inboxes: Inboxes of the gates by id.
        storage: Inbox of the storage thread.
        bus: The screen.
        clock: Times.
        parent: Owner.
    """

    def __init__(
        self,
        *,
        site: str,
        gates: Mapping[str, GateConfig],
        inboxes: Mapping[str, Inbox[GateJob]],
        storage: Inbox[StorageJob],
        bus: SiteBus,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._gates = gates
        self._inboxes = inboxes
        self._storage = storage
        self._bus = bus
        self._clock = clock
        self._states: dict[str, Commissioning] = {}
        self._actors: dict[str, str] = {}
        self._sheets: dict[str, bool] = {}
        self._waiting: dict[str, tuple[SetupIntent, float]] = {}

    def submit(self, intent: Intent) -> bool:
        """Keep a request of commissioning until its session was checked; True when it ends here."""
        if not isinstance(intent, SetupIntent):
            return False
        if intent.gate_id not in self._gates:
            self._answer(intent, code="gate.unknown")
            return True
        # A tick counts from when it was made, not from when its session was checked.
        self._waiting[intent.intent_id] = (intent, self._clock.monotonic())
        return False

    def waits_for(self, intent_id: str) -> bool:
        """Return whether a request waits for its session to be checked."""
        return intent_id in self._waiting

    def allowed(self, answer: IntentAnswer) -> None:
        """Do what was asked for, or pass the refusal on."""
        intent, at = self._waiting.pop(answer.intent_id)
        if not answer.ok:
            self._bus.intent_answered.emit(answer)
            return
        actor = dict(answer.context).get("actor", "")
        self._actors[intent.gate_id] = actor
        match intent:
            case GateSeenClear():
                self._put(intent, SeenClear(at_mono=at, second=intent.second))
            case PulseTestRequested():
                asked = PulseAsked(
                    command_id=intent.intent_id,
                    second=intent.second,
                    actor=actor,
                    requested_at=self._clock.utc_now(),
                    requested_mono=at,
                )
                self._put(intent, asked, answered_by_gate=True)
            case CommissioningAnswered():
                self._said(intent)
            case SettingsCheckRequested():
                self._put(intent, CheckSettings())
            case SheetRequested():
                self._sheet(intent, actor)

    def on_progress(self, state: Commissioning) -> None:
        """Show what was seen of a gate; keep its sheet once it is commissioned, or not any more.

        Nobody has to think of it: the first run counts a gate by its newest sheet, and a site that
        is built anew (a setting of the gate was saved) knows nothing of the pulses.
        """
        self._states[state.gate_id] = state
        self._bus.commissioning_changed.emit(state)
        newest = state.newest
        if newest is not None and newest.verdict is Verdict.RUNNING:
            return
        if state.commissioned is not self._sheets.get(state.gate_id, False):
            intent = SheetRequested(gate_id=state.gate_id)
            self._sheet(intent, self._actors.get(state.gate_id, ""))

    def on_refused(self, command_id: str, code: str) -> None:
        """Answer a test pulse that was not given to the gate."""
        self._bus.intent_answered.emit(IntentAnswer(intent_id=command_id, ok=False, code=code))

    # --------------------------------------------------------------- helpers

    def _said(self, intent: CommissioningAnswered) -> None:
        known = {answer.value: answer for answer in SecondPulse}
        if intent.second_pulse and intent.second_pulse not in known:
            self._answer(intent, code="intent.unknown")
            return
        said = PersonSaid(opened=intent.opened, second_pulse=known.get(intent.second_pulse))
        self._put(intent, said)

    def _sheet(self, intent: SheetRequested, actor: str) -> None:
        state = self._states.get(intent.gate_id)
        if state is None:
            self._answer(intent, code="commission.not_begun")
            return
        gate = self._gates[intent.gate_id]
        sheet = sheet_of(self._site, gate, state, actor=actor, at=self._clock.utc_now())
        if not self._storage.put(KeepSheet(intent_id=intent.intent_id, sheet=sheet)):
            self._answer(intent, code="db.queue_long")
            return
        self._sheets[intent.gate_id] = state.commissioned

    def _put(self, intent: SetupIntent, job: GateJob, *, answered_by_gate: bool = False) -> None:
        if not self._inboxes[intent.gate_id].put(job):
            self._answer(intent, code="gate.busy")
        elif not answered_by_gate:
            self._answer(intent)

    def _answer(self, intent: Intent, code: str = "") -> None:
        answer = IntentAnswer(intent_id=intent.intent_id, ok=not code, code=code)
        self._bus.intent_answered.emit(answer)
