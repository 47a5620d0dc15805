# SPDX-License-Identifier: AGPL-3.0-or-later
"""The running site: owns all workers and is the only thing the screen talks to (`SiteApi`).

Lives in the GUI thread. It relays and combines what the workers tell, keeps the questions and the
alerts, and routes what people ask: gate commands straight into the gate's inbox, everything else to
the storage thread.
"""

from __future__ import annotations

import logging
import math
import shutil
import sys
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from alpr_kiosk.config.schema import AppConfig, GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import (
    Action,
    Alert,
    CameraHealth,
    CameraState,
    CommandSource,
    DecisionRecord,
    GateIntent,
    GateResult,
    Outcome,
    Priority,
)
from alpr_kiosk.domain.gate_records import (
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
    AlertAcknowledged,
    AskAnswered,
    GateConfirmed,
    HoldOpenEnded,
    HoldOpenRequested,
    Intent,
    IntentAnswer,
    KeyOpeningLogged,
    LockdownStarted,
    OpenRequested,
    StopRequested,
)
from alpr_kiosk.domain.lists import ListEntry, ListSnapshot
from alpr_kiosk.gate.protocols import GateStatus
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.gate import GateAlert, GateWorker
from alpr_kiosk.runtime.inference import InferenceWorker
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot
from alpr_kiosk.runtime.storage import (
    Audit,
    CountUse,
    KeepSetting,
    SaveAlert,
    StorageJob,
    StorageWorker,
)
from alpr_kiosk.runtime.supervisor import RestartBudget
from alpr_kiosk.runtime.views import AskView, GateView, PassageView, PreviewImage, SiteHealth
from alpr_kiosk.runtime.worker import Worker, WorkerFailure, WorkerHost
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.alerts import AlertService
from alpr_kiosk.services.asks import AskEnded, AskService
from alpr_kiosk.services.recent import RecentReads

logger = logging.getLogger(__name__)

TICK_MS = 250
SWITCH_INTERVAL_S = 0.001
HEALTH_MS = 500
VIEWS_KEPT = 200
"""Cards kept for the rail; older ones are in the record."""
LOCKDOWN_SETTING = "lockdown"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SiteParts:
    """What bootstrap builds and the site runs.

    Attributes:
        config: The site file.
        clock: Time.
        make_capture: Builds the capture worker of a camera; called again for a restart.
        make_inference: Builds the inference worker; called again for a restart.
        make_storage: Builds the storage worker; called again for a restart.
        gates: Gate workers by gate id, controllers attached.
        gate_inboxes: Their inboxes.
        previews: Preview slots by camera id.
        storage_inbox: Inbox of the storage thread.
        access: Decisions; holds the list snapshot.
        recent: Reads of the last 20 s.
        users: Returns names of users by role.
        load_lists: Reads the lists (blocking).
        data_dir: Data folder, for the disk pill.
        lockdown: Lockdown was on when the site was last stopped.
        notices: What opening the record found that a person must know: (code, context).
    """

    config: AppConfig
    clock: Clock
    make_capture: Mapping[str, Callable[[], CaptureWorker]]
    make_inference: Callable[[], InferenceWorker]
    make_storage: Callable[[], StorageWorker]
    gates: Mapping[str, GateWorker]
    gate_inboxes: Mapping[str, Inbox[GateEvent]]
    previews: Mapping[str, LatestSlot[PreviewImage]]
    storage_inbox: Inbox[StorageJob]
    access: AccessService
    recent: RecentReads
    users: Callable[[str], tuple[str, ...]]
    load_lists: Callable[[], ListSnapshot]
    data_dir: Path
    lockdown: bool = False
    notices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


class Site(QObject):
    """All workers of a site, and the screen's one counterpart.

    Attributes:
        bus: Signals for the screen; see `SiteBus`.
    """

    def __init__(self, parts: SiteParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bus = SiteBus(self)
        self._parts = parts
        self._clock = parts.clock
        self._asks = AskService(clock=parts.clock)
        self._alerts = AlertService(clock=parts.clock)
        self._hosts: dict[str, WorkerHost] = {}
        self._budgets: dict[str, RestartBudget] = {}
        self._views: OrderedDict[str, PassageView] = OrderedDict()
        self._passage_of_intent: dict[str, str] = {}
        self._cameras: dict[str, CameraHealth] = {}
        self._sizes: dict[str, tuple[int, int]] = {}
        self._gates: dict[str, GateView] = {}
        self._degraded: dict[str, dict[str, str]] = {}
        self._lockdown = parts.lockdown
        self._reader_ms: float | None = None
        self._storage_ok = True
        self._gui_beat = parts.clock.monotonic()
        self._stopping = False
        self._pending_opens: dict[str, OpenRequested] = {}
        self._tick_timer = QTimer(self)
        self._tick_timer.setInterval(TICK_MS)
        self._tick_timer.timeout.connect(self._on_tick)
        self._health_timer = QTimer(self)
        self._health_timer.setInterval(HEALTH_MS)
        self._health_timer.timeout.connect(self._publish_health)

    # ------------------------------------------------------------------ life

    def start(self) -> None:
        """Start all workers: gates and record first, then reading, then cameras."""
        # Threads take turns each millisecond instead of every five: measured in decisions.md 3.3.
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        for gate_id, worker in self._parts.gates.items():
            host = self._add_host(worker)
            self._connect_gate(worker, host)
            if worker.status is not None:
                self._on_gate_status(worker.status)
            logger.info("gate %s starts", gate_id)
        self._start_storage()
        for host in list(self._hosts.values()):
            host.start()
        self._start_inference()
        for camera_id in self._parts.make_capture:
            self._start_capture(camera_id)
        self._tick_timer.start()
        self._health_timer.start()
        for code, values in self._parts.notices:
            self._raise(code, "storage", Priority.HIGH, dict(values))
        if self._lockdown:
            self._raise("lockdown.on", "site", Priority.HIGH, {"actor": "", "time": ""})
        self._publish_health()

    def stop(self) -> bool:
        """Stop in order: cameras, reading, gates to their safe state, record; False when stuck."""
        if self._stopping:
            return True
        self._stopping = True
        self._tick_timer.stop()
        self._health_timer.stop()
        clean = True
        for prefix in ("capture:", "inference", "gate:", "storage"):
            chosen = [host for name, host in self._hosts.items() if name.startswith(prefix)]
            for host in chosen:
                host.worker.request_stop()
            for host in chosen:
                if not host.stop():
                    host.abandon()
                    clean = False
        self.bus.stopped.emit()
        return clean

    def reload_lists(self) -> None:
        """Take the lists from the record anew, before `start` (seeding, imports)."""
        self._parts.access.replace_snapshot(self._parts.load_lists())

    def report_bug(self, summary: str) -> None:
        """Tell the guard by a banner that something of ours failed; the log has the rest."""
        self._raise("program.bug", "program", Priority.LOW, {"detail": summary})

    def report_restart(self, trace: str) -> None:
        """The last run crashed: say so, and put the fact into the record."""
        self._raise("screen.back", "program", Priority.HIGH, {"s": "0"})
        self._audit("program.crashed", "system", lines=len(trace.splitlines()))

    def emergency_stop(self, wait_ms: int = 2000) -> None:
        """Gates to their safe state and the record flushed, from any thread (watchdog)."""
        chosen = [
            host
            for name, host in list(self._hosts.items())
            if name.startswith(("gate:", "storage"))
        ]
        for host in chosen:
            host.worker.request_stop()
        for host in chosen:
            host.wait(wait_ms)

    def beats(self) -> dict[str, float]:
        """Return the heartbeat of the GUI thread, for the watchdog."""
        return {"gui": self._gui_beat}

    def _add_host(self, worker: Worker) -> WorkerHost:
        host = WorkerHost(worker, self)
        host.failed.connect(self._on_worker_failed)
        self._hosts[worker.name] = host
        self._budgets.setdefault(worker.name, RestartBudget(clock=self._clock))
        return host

    def _start_storage(self) -> None:
        worker = self._parts.make_storage()
        self._add_host(worker)
        worker.decision_saved.connect(self._on_decision_saved)
        worker.answered.connect(self._on_answered)
        worker.lists_changed.connect(self._on_lists_changed)
        worker.health.connect(self._on_storage_health)

    def _start_inference(self) -> None:
        worker = self._parts.make_inference()
        host = self._add_host(worker)
        worker.overlay_changed.connect(self.bus.overlay_changed)
        worker.passage_changed.connect(self._on_passage_changed)
        worker.passage_closed.connect(self._on_passage_closed)
        worker.reader_timed.connect(self._on_reader_timed)
        host.start()

    def _start_capture(self, camera_id: str) -> None:
        worker = self._parts.make_capture[camera_id]()
        worker.set_preview_size(*self._sizes.get(camera_id, (0, 0)))
        host = self._add_host(worker)
        worker.frame_available.connect(self.bus.frame_available)
        worker.health_changed.connect(self._on_camera_health)
        host.start()

    def _connect_gate(self, worker: GateWorker, _host: WorkerHost) -> None:
        worker.status_changed.connect(self._on_gate_status)
        worker.result_known.connect(self._on_gate_result)
        worker.alert_changed.connect(self._on_gate_alert)

    def _on_worker_failed(self, failure: WorkerFailure) -> None:
        if self._stopping:
            return
        name = failure.worker
        host = self._hosts.pop(name, None)
        if host is not None and not host.stop(1000):
            host.abandon()
        kind = name.split(":", maxsplit=1)[0]
        budget = self._budgets[name]
        code = {
            "inference": "reader.gone",
            "storage": "db.gone",
            "capture": "camera.gone",
            "gate": "relay.gone",
        }.get(kind, "worker.gone")
        source = name.partition(":")[2] or kind
        if failure.code.startswith("model."):
            # Weights that are missing or altered do not come back by trying again.
            self._degrade(failure.code, {"detail": failure.detail})
            self._raise(failure.code, source, Priority.HIGH, {"detail": failure.detail})
            return
        context = {
            "n": str(budget.used + 1),
            "max": "5",
            "camera": source,
            "gate": self._gate_name(source),
            "time": _clock_text(self._clock),
            "s": "5",
        }
        self._raise(code, source, Priority.HIGH, context)
        self._degrade(code, context)
        if kind == "gate" or not budget.take():
            logger.error("worker %s is not started again", name)
            return
        logger.warning("worker %s starts again (%d of 5 in 60 s)", name, budget.used)
        if kind == "inference":
            self._start_inference()
        elif kind == "storage":
            self._start_storage()
            self._hosts["storage"].start()
        elif kind == "capture":
            self._start_capture(source)
        self._recover(code, source)

    # --------------------------------------------------------------- SiteApi

    def submit(self, intent: Intent) -> None:
        """Route a request; see `SiteApi`."""
        match intent:
            case OpenRequested():
                self._open(intent)
            case StopRequested(gate_id=gate_id, actor=actor):
                self._to_gate(
                    intent, gate_id, StopCommanded(command_id=intent.intent_id, actor=actor)
                )
            case HoldOpenRequested(gate_id=gate_id, minutes=minutes, actor=actor):
                event = HoldOpenCommanded(command_id=intent.intent_id, minutes=minutes, actor=actor)
                self._to_gate(intent, gate_id, event)
            case HoldOpenEnded(gate_id=gate_id, actor=actor):
                self._to_gate(
                    intent, gate_id, HoldOpenReleased(command_id=intent.intent_id, actor=actor)
                )
            case GateConfirmed(gate_id=gate_id, actor=actor):
                self._to_gate(intent, gate_id, Confirmed(actor=actor))
                self._audit("gate.confirmed", actor, gate_id=gate_id)
                self._answer(intent, ok=True)
            case KeyOpeningLogged(gate_id=gate_id, actor=actor):
                self._audit("gate.key_opening", actor, gate_id=gate_id)
                self._answer(intent, ok=True)
                self.bus.override_done.emit(intent.intent_id, gate_id)
            case LockdownStarted(reason=reason, actor=actor):
                self._set_lockdown(on=True, actor=actor, reason=reason)
                self._answer(intent, ok=True)
            case AskAnswered():
                self._ask_answered(intent)
            case AlertAcknowledged(alert_id=alert_id):
                alert = self._alerts.acknowledge(alert_id)
                if alert is not None:
                    self.bus.alert_changed.emit(alert)
                    self._parts.storage_inbox.put(SaveAlert(alert=alert))
                self._answer(intent, ok=alert is not None)
            case _:
                if not self._parts.storage_inbox.put(intent):
                    self._answer(intent, ok=False, code="db.queue_long")

    def take_preview(self, camera_id: str) -> PreviewImage | None:
        """Return the newest unseen preview; see `SiteApi`."""
        slot = self._parts.previews.get(camera_id)
        return slot.take() if slot is not None else None

    def set_preview_size(self, camera_id: str, width: int, height: int) -> None:
        """Tell the capture thread the tile's pixels; see `SiteApi`."""
        self._sizes[camera_id] = (width, height)
        host = self._hosts.get(f"capture:{camera_id}")
        if host is not None and isinstance(host.worker, CaptureWorker):
            host.worker.set_preview_size(width, height)

    def entries(self) -> tuple[ListEntry, ...]:
        """Return the snapshot's entries; see `SiteApi`."""
        return self._parts.access.snapshot.entries

    def collisions(self, entry: ListEntry) -> tuple[ListEntry, ...]:
        """Return look-alikes of `entry`; see `SiteApi`."""
        return self._parts.access.snapshot.collisions(entry)

    def users(self, scope: str) -> tuple[str, ...]:
        """Return users of a role; see `SiteApi`."""
        return self._parts.users(scope)

    # ----------------------------------------------------------------- gates

    def _open(self, intent: OpenRequested) -> None:
        denied = self._parts.recent.denied_now(intent.gate_id)
        recent = self._parts.recent.passages(intent.gate_id)
        passage_id = intent.passage_id
        if passage_id is None and intent.decision_id is not None:
            ask = self._asks.current
            if ask is not None and ask.record.decision_id == intent.decision_id:
                passage_id = ask.record.passage.passage_id
        event = OpenCommanded(
            command_id=intent.intent_id,
            source=intent.source,
            requested_at=self._clock.utc_now(),
            requested_mono=self._clock.monotonic(),
            actor=intent.actor,
            passage_id=passage_id,
            decision_id=intent.decision_id,
            held_ms=intent.held_ms,
            denied=denied,
            partner_clear=self.partner_clear(intent.gate_id),
            recent_passages=recent,
        )
        self._pending_opens[intent.intent_id] = intent
        self._to_gate(intent, intent.gate_id, event)

    def _to_gate(self, intent: Intent, gate_id: str, event: GateEvent) -> None:
        inbox = self._parts.gate_inboxes.get(gate_id)
        if inbox is None or not inbox.put(event):
            self._pending_opens.pop(intent.intent_id, None)
            self._answer(intent, ok=False, code="gate.unknown" if inbox is None else "gate.busy")

    def partner_clear(self, gate_id: str) -> bool:
        """Return whether the interlocked gate is known not to be open (any thread)."""
        partner = self._gate_config(gate_id).interlock_with
        worker = self._parts.gates.get(partner) if partner else None
        status = worker.status if worker is not None else None
        return worker is None or (status is not None and not status.may_be_open)

    def _on_gate_status(self, status: GateStatus) -> None:
        config = self._gate_config(status.gate_id)
        view = GateView(
            gate_id=status.gate_id,
            name=config.name or status.gate_id,
            state=status.state,
            relay_reachable=status.relay_reachable,
            fault_code=status.fault_code,
            wait_s=float(max(0, math.ceil(status.wait_until_mono - self._clock.monotonic()))),
            needs_long_hold=status.needs_long_hold,
            warning_code=status.warning_code,
            automatic_blocked=status.automatic_blocked,
            held_until=status.held_until,
            last_command_at=status.last_command_at,
            can_hold_open=status.can_hold_open,
            can_stop=status.can_stop,
            context=(
                ("gate", config.name or status.gate_id),
                ("label", config.key_label),
                ("place", config.key_place),
            ),
        )
        if self._parts.recent.denied_now(status.gate_id) and not view.needs_long_hold:
            view = replace(view, needs_long_hold=True, warning_code="override.denied_car")
        if view != self._gates.get(status.gate_id):
            self._gates[status.gate_id] = view
            self.bus.gate_changed.emit(view)

    def _on_gate_result(self, intent: GateIntent, result: GateResult) -> None:
        opened = result.outcome in (Outcome.OK, Outcome.COALESCED)
        asked = self._pending_opens.pop(intent.intent_id, None)
        if intent.source.by_person:
            self.bus.intent_answered.emit(
                IntentAnswer(
                    intent_id=intent.intent_id,
                    ok=opened,
                    code=result.code,
                    context=(("gate", self._gate_name(intent.gate_id)),),
                )
            )
            if opened:
                self._opened_by_hand(intent, asked)
        if intent.passage_id is not None:
            self._show_result(intent, result)
        if opened and intent.source is CommandSource.RULE and intent.passage_id is not None:
            view = self._views.get(intent.passage_id)
            record = view.decision if view is not None else None
            if record is not None and record.decision.entry_id is not None:
                self._parts.storage_inbox.put(CountUse(entry_id=record.decision.entry_id))

    def _opened_by_hand(self, intent: GateIntent, asked: OpenRequested | None) -> None:
        if intent.decision_id is not None:
            self._ask_ended(self._asks.let_in(intent.decision_id, intent.actor))
        else:
            ask = self._asks.current
            if ask is not None and ask.gate_id == intent.gate_id:
                self._ask_ended(self._asks.let_in(ask.record.decision_id, intent.actor))
        view = self._views.get(intent.passage_id or "")
        if view is not None:
            self._parts.access.note_opened(intent.gate_id, view.passage.consensus.text)
        source = asked.source if asked is not None else intent.source
        if source is CommandSource.UNSIGNED:
            context = {
                "gate": self._gate_name(intent.gate_id),
                "time": _clock_text(self._clock),
            }
            self._raise("override.unsigned", intent.gate_id, Priority.HIGH, context)
        self.bus.override_done.emit(intent.intent_id, intent.gate_id)

    def _show_result(self, intent: GateIntent, result: GateResult) -> None:
        view = self._views.get(intent.passage_id or "")
        if view is None:
            return
        times = view.times
        if intent.source is CommandSource.RULE and result.outcome is Outcome.OK:
            decided = dict(times).get("decided", 0.0)
            times = (*times, ("relay", decided + result.latency_ms))
        view = replace(view, result=result, gate_intent_id=intent.intent_id, times=times)
        self._keep_view(view)
        self.bus.passage_changed.emit(view)

    def _on_gate_alert(self, alert: GateAlert) -> None:
        if not alert.active:
            self._clear(alert.code, alert.gate_id)
            return
        config = self._gate_config(alert.gate_id)
        values = {
            "gate": config.name or alert.gate_id,
            "label": config.key_label,
            "place": config.key_place,
            "time": _clock_text(self._clock),
            **dict(alert.context),
        }
        self._raise(alert.code, alert.gate_id, alert.priority, values)

    def _on_answered(self, answer: IntentAnswer) -> None:
        """Relay an answer of the storage thread; a checked PIN ends a lockdown here."""
        if answer.ok and answer.code == "lockdown.ended":
            self._set_lockdown(on=False, actor=dict(answer.context).get("actor", ""), reason="")
        self.bus.intent_answered.emit(answer)

    def _set_lockdown(self, *, on: bool, actor: str, reason: str) -> None:
        self._lockdown = on
        for inbox in self._parts.gate_inboxes.values():
            inbox.put(LockdownBegan() if on else LockdownLifted())
        setting = KeepSetting(key=LOCKDOWN_SETTING, value="on" if on else "")
        self._parts.storage_inbox.put(setting)
        self._audit("lockdown.started" if on else "lockdown.ended", actor, reason=reason)
        if on:
            context = {"time": _clock_text(self._clock), "actor": actor}
            self._raise("lockdown.on", "site", Priority.HIGH, context)
        else:
            self._clear("lockdown.on", "site")

    def _gate_config(self, gate_id: str) -> GateConfig:
        return self._parts.config.gate(gate_id)

    def _gate_name(self, gate_id: str) -> str:
        try:
            return self._gate_config(gate_id).name or gate_id
        except KeyError:
            return gate_id

    # -------------------------------------------------------------- passages

    def _on_passage_changed(self, view: PassageView) -> None:
        known = self._views.get(view.passage.passage_id)
        if known is not None:
            relay = tuple(item for item in known.times if item[0] == "relay")
            view = replace(
                view,
                result=known.result,
                gate_intent_id=known.gate_intent_id,
                times=(*view.times, *relay),
                decision=view.decision or known.decision,
            )
        self._keep_view(view)
        self.bus.passage_changed.emit(view)

    def _keep_view(self, view: PassageView) -> None:
        self._views[view.passage.passage_id] = view
        while len(self._views) > VIEWS_KEPT:
            self._views.popitem(last=False)

    def _on_passage_closed(self, passage_id: str, gate_id: str) -> None:
        self._ask_ended(self._asks.car_left(passage_id))
        self.bus.passage_closed.emit(passage_id)
        worker = self._parts.gates.get(gate_id)
        if worker is not None and worker.status is not None:
            self._on_gate_status(worker.status)

    def _on_decision_saved(self, record: DecisionRecord) -> None:
        self.bus.decision_logged.emit(record)
        passage_id = record.passage.passage_id
        if record.decision.alarm:
            context = dict(record.decision.context)
            context.setdefault("plate", record.passage.consensus.text)
            context.setdefault("contact", self._parts.config.site.contact)
            self._raise(record.decision.reason.value, passage_id, Priority.HIGH, context)
            worker = self._parts.gates.get(record.gate_id or "")
            if worker is not None and worker.status is not None:
                self._on_gate_status(worker.status)
        if record.decision.action is Action.ASK:
            self._asks.open(record)
        else:
            code = record.decision.reason.value
            self._ask_ended(self._asks.settled_otherwise(passage_id, code))
        self._publish_ask()

    # ------------------------------------------------------------------ asks

    def _ask_answered(self, intent: AskAnswered) -> None:
        ok = False
        if intent.answer == "more_time":
            ok = self._asks.more_time(intent.decision_id)
        elif intent.answer == "keep_closed":
            ended = self._asks.keep_closed(intent.decision_id, intent.actor)
            ok = ended is not None
            self._ask_ended(ended)
        if ok:
            self._audit(
                "ask.answered",
                intent.actor,
                decision_id=intent.decision_id,
                answer=intent.answer,
            )
        self._answer(intent, ok=ok, code="" if ok else "ask.over")
        self._publish_ask()

    def _ask_ended(self, ended: AskEnded | None) -> None:
        if ended is None:
            return
        self.bus.ask_closed.emit(ended.record.decision_id, ended.code)
        self._publish_ask()

    def _publish_ask(self) -> None:
        ask = self._asks.current
        if ask is None:
            self.bus.ask_changed.emit(None)
            return
        passage_id = ask.record.passage.passage_id
        view = self._views.get(passage_id) or PassageView(
            passage=ask.record.passage, decision=ask.record
        )
        self.bus.ask_changed.emit(
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

    def _on_tick(self) -> None:
        self._gui_beat = self._clock.monotonic()
        for ended in self._asks.tick():
            self._audit(
                "ask.timeout", "system", decision_id=ended.record.decision_id, code=ended.code
            )
            self._ask_ended(ended)
        if self._asks.current is not None:
            self._publish_ask()
        for worker in self._parts.gates.values():
            if worker.status is not None and self._gates[worker.gate_id].wait_s > 0:
                self._on_gate_status(worker.status)  # its seconds count down on the key

    # ---------------------------------------------------------------- health

    def _on_camera_health(self, health: CameraHealth) -> None:
        before = self._cameras.get(health.camera_id)
        self._cameras[health.camera_id] = health
        self.bus.camera_changed.emit(health)
        name = health.camera_id
        code = {
            CameraState.LOST: "camera.gone",
            CameraState.LOGIN: "camera.login",
            CameraState.FORMAT: "camera.gone",
        }.get(health.state)
        if code is not None and (before is None or before.state is not health.state):
            config = self._parts.config.camera(name)
            retry = health.retry_in_s
            context = {
                "camera": config.name or name,
                "time": _clock_text(self._clock),
                "s": f"{retry:.0f}" if retry is not None else "5",
            }
            self._raise(code, name, Priority.HIGH, context)
        elif health.state is CameraState.LIVE and before is not None:
            for ended in ("camera.gone", "camera.login"):
                self._clear(ended, name)

    def _on_reader_timed(self, milliseconds: float) -> None:
        self._reader_ms = milliseconds

    def _on_lists_changed(self, snapshot: ListSnapshot) -> None:
        self.bus.lists_changed.emit(snapshot.entries)

    def _on_storage_health(self, code: str) -> None:
        self._storage_ok = code == ""
        if self._storage_ok:
            self._recover("db.gone", "storage")
            return
        context = {"time": _clock_text(self._clock), "n": str(len(self._parts.storage_inbox))}
        self._degrade("db.gone", context | {"code": code})
        self._raise("db.gone", "storage", Priority.HIGH, context)

    def _publish_health(self) -> None:
        config = self._parts.config
        states = [health.state for health in self._cameras.values()]
        faulty = [view for view in self._gates.values() if view.fault_code]
        gone = [view for view in self._gates.values() if not view.relay_reachable]
        degraded = tuple(self._degraded)
        context = tuple(item for values in self._degraded.values() for item in values.items())
        self.bus.health_changed.emit(
            SiteHealth(
                cameras_live=states.count(CameraState.LIVE),
                cameras_total=len(config.cameras),
                gates_ok=len(config.gates) - len({v.gate_id for v in (*faulty, *gone)}),
                gates_total=len(config.gates),
                reader_ms=self._reader_ms,
                reader_ok="inference" in self._hosts
                and not any(code.startswith(("reader.", "model.")) for code in degraded),
                list_entries=len(self._parts.access.snapshot.entries),
                lists_ok=self._storage_ok,
                disk_pct=_disk_pct(self._parts.data_dir),
                degraded=degraded,
                context=context,
            )
        )

    def _degrade(self, code: str, context: Mapping[str, str]) -> None:
        self._degraded[code] = dict(context)

    def _recover(self, code: str, source: str) -> None:
        self._degraded.pop(code, None)
        self._clear(code, source)

    # --------------------------------------------------------------- helpers

    def _raise(
        self, code: str, source: str, priority: Priority, context: Mapping[str, object]
    ) -> None:
        alert = self._alerts.raise_alert(code, source, priority, context)
        self.bus.alert_changed.emit(alert)
        if alert.count == 1:
            self._parts.storage_inbox.put(SaveAlert(alert=alert))

    def _clear(self, code: str, source: str) -> None:
        alert: Alert | None = self._alerts.clear(code, source)
        if alert is not None:
            self.bus.alert_changed.emit(alert)

    def _audit(self, kind: str, actor: str, **body: object) -> None:
        self._parts.storage_inbox.put(Audit(kind=kind, actor=actor, body=tuple(body.items())))

    def _answer(self, intent: Intent, *, ok: bool, code: str = "") -> None:
        self.bus.intent_answered.emit(IntentAnswer(intent_id=intent.intent_id, ok=ok, code=code))


def _clock_text(clock: Clock) -> str:
    """Return the local time of day for a text, e.g. ``14:02``."""
    return clock.utc_now().astimezone().strftime("%H:%M")


def _disk_pct(folder: Path) -> int:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return 100
    return round(100 * usage.used / max(1, usage.total))
