# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gates as the screen sees them: commands in, panels and alerts out.

Commands go from here straight into the gate's inbox; this object never waits for anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import QObject

from alpr_kiosk.config.schema import GateConfig, LaneConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning import GateJob
from alpr_kiosk.domain.events import (
    CommandKind,
    CommandSource,
    GateIntent,
    GateResult,
    LaneMode,
    Outcome,
    Priority,
)
from alpr_kiosk.domain.gate_records import (
    LONG_HOLD_MS,
    PIN_WARNINGS,
    AskAlwaysBegan,
    Confirmed,
    GateEvent,
    HoldOpenCommanded,
    HoldOpenReleased,
    LockdownBegan,
    LockdownLifted,
    OpenCommanded,
    StopCommanded,
)
from alpr_kiosk.domain.intents import (
    HOLD_MINUTES_GUARD,
    GateConfirmed,
    HoldOpenEnded,
    HoldOpenRequested,
    Intent,
    IntentAnswer,
    KeyOpeningLogged,
    LaneModeRequested,
    OpenRequested,
    StopRequested,
)
from alpr_kiosk.gate.protocols import GateStatus, OpenedByOthers, Unmatched
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.desk import GuardDesk
from alpr_kiosk.runtime.gate import GateAlert, GateBoards
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage_jobs import (
    Audit,
    KeepSetting,
    OpeningDone,
    ReloadLists,
    StorageJob,
)
from alpr_kiosk.runtime.texts import clock_text
from alpr_kiosk.runtime.views import GateView
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.recent import RecentReads

LOCKDOWN_SETTING = "lockdown"
LANE_MODE_SETTING = "lane_mode"
"""Key of a mode that differs from the site file's, with the lane behind a dot."""


WAITING_LIMIT = 64
"""Requests that wait for their session to be checked; a person makes one at a time."""


class GateDesk(QObject):
    """Routes commands to gates and shows what became of them; lives in the GUI thread."""

    def __init__(
        self,
        *,
        gates: Mapping[str, GateConfig],
        lanes: Mapping[str, LaneConfig],
        inboxes: Mapping[str, Inbox[GateJob]],
        boards: GateBoards,
        storage: Inbox[StorageJob],
        access: AccessService,
        recent: RecentReads,
        desk: GuardDesk,
        bus: SiteBus,
        clock: Clock,
        zone: tzinfo,
        signed_in: Callable[[str], str | None],
        guard: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._zone = zone
        self._signed_in = signed_in
        self._guard = guard
        self._gone_since: dict[str, str] = {}
        self._gates = dict(gates)
        self._lanes = dict(lanes)
        self._inboxes = dict(inboxes)
        self._boards = boards
        self._storage = storage
        self._access = access
        self._recent = recent
        self._desk = desk
        self._bus = bus
        self._clock = clock
        self._views: dict[str, GateView] = {}
        self._waiting: dict[str, tuple[Intent, float]] = {}

    def name(self, gate_id: str) -> str:
        """Return the gate's name on the screen."""
        gate = self._gates.get(gate_id)
        return (gate.name or gate_id) if gate is not None else gate_id

    @property
    def views(self) -> tuple[GateView, ...]:
        """The panels of all gates."""
        return tuple(self._views.values())

    # -------------------------------------------------------------- commands

    def submit(self, intent: Intent) -> bool:
        """Route a request that is about a gate; False when it is about something else."""
        match intent:
            case OpenRequested():
                self._open(intent)
            case StopRequested(gate_id=gate_id, actor=actor):
                self._send(intent, gate_id, StopCommanded(command_id=intent.intent_id, actor=actor))
            case HoldOpenRequested():
                return self._hold_asked(intent)
            case LaneModeRequested():
                return self._mode_asked(intent)
            case HoldOpenEnded(gate_id=gate_id, actor=actor):
                self._send(
                    intent, gate_id, HoldOpenReleased(command_id=intent.intent_id, actor=actor)
                )
            case GateConfirmed(gate_id=gate_id, actor=actor):
                if self._send(intent, gate_id, Confirmed(actor=actor)):
                    self._audit("gate.confirmed", actor, gate_id=gate_id)
                    self._answer(intent, ok=True)
            case KeyOpeningLogged(gate_id=gate_id) if gate_id not in self._gates:
                self._answer(intent, ok=False, code="gate.unknown")
            case KeyOpeningLogged(gate_id=gate_id, actor=actor):
                self._audit("gate.key_opening", actor, gate_id=gate_id)
                self._answer(intent, ok=True)
                self._bus.override_done.emit(intent.intent_id, gate_id)
            case _:
                return False
        return True

    def allowed(self, answer: IntentAnswer) -> None:
        """Do what a supervisor's session was asked for; it was checked where sessions are."""
        intent, asked_mono = self._waiting.pop(answer.intent_id, (None, 0.0))
        actor = dict(answer.context).get("actor", "") if answer.ok else ""
        if actor and isinstance(intent, HoldOpenRequested):
            # From when it was asked for: a record that took minutes must not open the gate then.
            self._hold_open(replace(intent, actor=actor), asked_mono)
        elif actor and isinstance(intent, LaneModeRequested):
            self._set_mode(replace(intent, actor=actor))
        elif not answer.ok:
            self._bus.intent_answered.emit(answer)

    def waits_for(self, intent_id: str) -> bool:
        """Return whether a request waits for its session to be checked."""
        return intent_id in self._waiting

    def not_checked(self, intent_id: str) -> None:
        """Forget a request: nobody can check its session."""
        self._waiting.pop(intent_id, None)

    def _check_first(self, intent: Intent) -> None:
        """Wait for the word of the storage thread, which knows the sessions."""
        while len(self._waiting) >= WAITING_LIMIT:
            # Its thread died with the question: it is answered, not left open.
            oldest, _ = self._waiting.pop(next(iter(self._waiting)))
            self._answer(oldest, ok=False, code="db.queue_long")
        self._waiting[intent.intent_id] = (intent, self._clock.monotonic())

    def _hold_asked(self, intent: HoldOpenRequested) -> bool:
        status = self._boards.statuses().get(intent.gate_id)
        if status is not None and not status.can_hold_open:
            self._hold_open(intent)  # the gate says why not, and it is recorded
        elif not intent.actor and not intent.session:
            self._answer(intent, ok=False, code="gate.hold_signed_out")
        elif intent.minutes > HOLD_MINUTES_GUARD or intent.actor != self._guard():
            # A session is only a word until it is checked, and so is a name.
            self._check_first(intent)
            return False
        else:
            self._hold_open(intent)
        return True

    def _mode_asked(self, intent: LaneModeRequested) -> bool:
        if intent.mode in (LaneMode.HELD_OPEN, LaneMode.LOCKDOWN):
            self._answer(intent, ok=False, code="lane.mode_not_here")
        elif intent.lane_id not in self._lanes:
            self._answer(intent, ok=False, code="lane.unknown")
        elif intent.mode is LaneMode.ASK_ALWAYS:
            self._set_mode(intent)
        else:
            self._check_first(intent)
            return False
        return True

    def _hold_open(self, intent: HoldOpenRequested, asked_mono: float | None = None) -> None:
        event = HoldOpenCommanded(
            command_id=intent.intent_id,
            minutes=intent.minutes,
            requested_at=self._clock.utc_now(),
            requested_mono=self._clock.monotonic() if asked_mono is None else asked_mono,
            actor=intent.actor,
        )
        if self._send(intent, intent.gate_id, event):
            self._audit(
                "gate.hold_open",
                intent.actor,
                gate_id=intent.gate_id,
                minutes=intent.minutes,
                note=intent.reason,
            )

    def _set_mode(self, intent: LaneModeRequested) -> None:
        """Change a lane's mode; kept over a restart (a stricter one must not end by itself)."""
        lane = self._lanes[intent.lane_id]
        self._access.set_mode(lane.id, intent.mode)
        kept = "" if intent.mode is lane.mode else intent.mode.value
        self._storage.put_always(KeepSetting(key=f"{LANE_MODE_SETTING}.{lane.id}", value=kept))
        self._audit("lane.mode", intent.actor, lane_id=lane.id, mode=intent.mode.value)
        if intent.mode is LaneMode.ASK_ALWAYS and lane.gate is not None:
            # Rules 14: ask-always releases a hold-open, also one that is in the inbox still.
            inbox = self._inboxes.get(lane.gate)
            if inbox is not None:
                inbox.put_always(AskAlwaysBegan())
        self._answer(intent, ok=True)
        self._bus.lane_mode_changed.emit(lane.id, intent.mode)

    def set_lockdown(self, *, on: bool, actor: str, reason: str = "") -> None:
        """Start or end lockdown at all gates; kept over a restart."""
        for inbox in self._inboxes.values():
            inbox.put_always(LockdownBegan() if on else LockdownLifted())
        self._storage.put_always(KeepSetting(key=LOCKDOWN_SETTING, value="on" if on else ""))
        self._audit("lockdown.started" if on else "lockdown.ended", actor, note=reason)
        if on:
            self.show_lockdown(actor)
        else:
            self._desk.clear_alert("lockdown.on", "site")

    def show_lockdown(self, actor: str) -> None:
        """Raise the banner of a lockdown."""
        context = {"time": clock_text(self._clock, self._zone), "actor": actor or "the guardhouse"}
        self._desk.raise_alert("lockdown.on", "site", Priority.HIGH, context)

    def _open(self, intent: OpenRequested) -> None:
        ask = self._desk.asked(intent.decision_id)
        passage_id = intent.passage_id
        if passage_id is None and intent.decision_id is not None and ask is not None:
            passage_id = ask.record.passage.passage_id
        # Where no camera has seen it, what a person typed for the car tells that it is banned.
        denied = self._recent.denied_now(intent.gate_id) or (
            bool(intent.plate) and self._access.bans(intent.gate_id, intent.plate)
        )
        # A look into a table, nothing that could wait: no PIN ever stands before an opening.
        signer = self._signed_in(intent.session) if intent.session else None
        source = intent.source
        if signer is None and intent.held_ms >= LONG_HOLD_MS and self._wants_pin(intent, denied):
            source = CommandSource.UNSIGNED  # held for 3 s instead: the supervisor is told
        sent = self._send(
            intent,
            intent.gate_id,
            OpenCommanded(
                command_id=intent.intent_id,
                source=source,
                requested_at=self._clock.utc_now(),
                requested_mono=self._clock.monotonic(),
                actor=signer or intent.actor,
                passage_id=passage_id,
                decision_id=intent.decision_id,
                held_ms=intent.held_ms,
                pin=signer is not None,
                denied=denied,
                partner_clear=self._boards.partner_clear(intent.gate_id),
                recent_passages=self._recent.passages(intent.gate_id),
                entry_id=intent.entry_id,
            ),
        )
        if sent:
            self._desk.opening_sent(intent.decision_id, intent.gate_id)

    def _wants_pin(self, intent: OpenRequested, denied: bool) -> bool:
        """Return whether this opening is one for which a PIN is asked (screens.md 3.2)."""
        if not intent.source.by_person or intent.source is CommandSource.TEST:
            return False
        status = self._boards.statuses().get(intent.gate_id)
        return denied or (status is not None and status.warning_code in PIN_WARNINGS)

    def _send(self, intent: Intent, gate_id: str, event: GateEvent) -> bool:
        inbox = self._inboxes.get(gate_id)
        if inbox is None:
            self._answer(intent, ok=False, code="gate.unknown")
            return False
        if not inbox.put(event):
            self._answer(intent, ok=False, code="gate.busy")
            return False
        return True

    # --------------------------------------------------------------- results

    def on_status(self, status: GateStatus) -> None:
        """Show a gate's new state."""
        config = self._gates[status.gate_id]
        if status.relay_reachable:
            self._gone_since.pop(status.gate_id, None)
        else:
            now = clock_text(self._clock, self._zone)
            self._gone_since.setdefault(status.gate_id, now)
        since = self._gone_since.get(status.gate_id, "")
        until = status.held_until
        held = f"{until.astimezone(self._zone):%H:%M}" if until is not None else ""
        left = math.ceil(status.wait_until_mono - self._clock.monotonic())
        view = GateView(
            gate_id=status.gate_id,
            name=self.name(status.gate_id),
            state=status.state,
            relay_reachable=status.relay_reachable,
            fault_code=status.fault_code,
            wait_s=float(max(0, left)),
            needs_long_hold=status.needs_long_hold,
            warning_code=status.warning_code,
            automatic_blocked=status.automatic_blocked,
            held_until=status.held_until,
            last_command_at=status.last_command_at,
            can_hold_open=status.can_hold_open,
            can_stop=status.can_stop,
            context=(
                ("gate", self.name(status.gate_id)),
                ("label", config.key_label),
                ("place", config.key_place),
                *((("time", since or held),) if since or held else ()),
                *(item for item in status.context if item[0] not in ("gate", "s")),
            ),
        )
        if self._recent.denied_now(status.gate_id) and not view.needs_long_hold:
            view = replace(view, needs_long_hold=True, warning_code="gate.deny_listed")
        if view != self._views.get(status.gate_id):
            self._views[status.gate_id] = view
            self._bus.gate_changed.emit(view)

    def refresh(self, gate_id: str | None = None) -> None:
        """Show again what only time or the car at the gate has changed."""
        for ident, status in self._boards.statuses().items():
            if gate_id in (None, ident):
                self.on_status(status)

    def tick(self) -> None:
        """Count the seconds on the keys down."""
        for ident, status in self._boards.statuses().items():
            view = self._views.get(ident)
            if view is not None and view.wait_s > 0:
                self.on_status(status)

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        """Answer the person, update the card, show the use that was taken, ask for a reason."""
        self._bus.gate_result.emit(intent, result)
        opened = result.outcome in (Outcome.OK, Outcome.COALESCED)
        if intent.source.by_person:
            self._bus.intent_answered.emit(
                IntentAnswer(
                    intent_id=intent.intent_id,
                    ok=opened,
                    code=result.code,
                    context=(("gate", self.name(intent.gate_id)),),
                )
            )
            if opened and intent.kind is CommandKind.OPEN:
                self._opened_by_hand(intent)
            elif intent.kind is CommandKind.OPEN:
                self._desk.not_opened(intent.decision_id, intent.gate_id)
        self._desk.gate_answered(intent, result)
        if intent.kind is CommandKind.OPEN and (opened or result.outcome is Outcome.UNKNOWN):
            self._storage.put(OpeningDone(intent=intent))
        by_rule = intent.source is CommandSource.RULE
        if by_rule and intent.passage_id and result.outcome is Outcome.REFUSED:
            self._access.not_opened(intent.passage_id, result.code)
        if by_rule and intent.passage_id and result.outcome is Outcome.FAILED:
            self._access.not_moved(intent.passage_id)
        entry = self._access.snapshot.get(intent.entry_id or "")
        if entry is not None and entry.is_limited:
            # Its use was taken with the command, and given back where nothing was sent.
            self._storage.put(ReloadLists(entry_id=entry.entry_id))

    def _opened_by_hand(self, intent: GateIntent) -> None:
        ask = self._desk.asked(intent.decision_id, intent.gate_id)
        passage = self._desk.opened_by_hand(intent)
        if ask is not None:
            passage = ask.record.passage
            self._desk.let_in(ask, intent.actor)
        if passage is not None and passage.consensus.text:
            self._access.note_opened(intent.gate_id, passage.consensus.text)
        if intent.source is CommandSource.UNSIGNED:
            context = {
                "gate": self.name(intent.gate_id),
                "time": clock_text(self._clock, self._zone),
            }
            self._desk.raise_alert("override.unsigned", intent.gate_id, Priority.HIGH, context)
        if intent.source is not CommandSource.TEST:
            self._bus.override_done.emit(intent.intent_id, intent.gate_id)

    def on_unmatched(self, passed: Unmatched) -> None:
        """Keep a row of a vehicle that passed without an opening of its own."""
        self._audit(
            "gate.unmatched_vehicle",
            "system",
            gate_id=passed.gate_id,
            command_id=passed.pulse_id,
            seen_by=passed.seen_by,
            passage_id=passed.passage_id,
            at=passed.at.isoformat(),
        )

    def on_opened_by_others(self, opened: OpenedByOthers) -> None:
        """Keep a row of an opening by an exit loop, a keypad or a remote."""
        self._audit(
            "gate.opened_by_others",
            "system",
            gate_id=opened.gate_id,
            seen_by=opened.seen_by,
            at=opened.at.isoformat(),
        )

    def on_alert(self, alert: GateAlert) -> None:
        """Raise or clear an alert of a gate."""
        if not alert.active:
            self._desk.clear_alert(alert.code, alert.gate_id)
            return
        config = self._gates[alert.gate_id]
        values = {
            "label": config.key_label,
            "place": config.key_place,
            "time": clock_text(self._clock, self._zone),
            **dict(alert.context),
            "gate": self.name(alert.gate_id),
        }
        self._desk.raise_alert(alert.code, alert.gate_id, alert.priority, values)

    # --------------------------------------------------------------- helpers

    def _audit(self, kind: str, actor: str, note: str = "", **body: object) -> None:
        self._storage.put(Audit(kind=kind, actor=actor, body=tuple(body.items()), note=note))

    def _answer(self, intent: Intent, *, ok: bool, code: str = "") -> None:
        self._bus.intent_answered.emit(IntentAnswer(intent_id=intent.intent_id, ok=ok, code=code))
