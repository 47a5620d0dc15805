# SPDX-License-Identifier: AGPL-3.0-or-later
"""The running site: hires the workers, routes requests, tells the screen (`SiteApi`).

Lives in the GUI thread. Gates and cameras have their own desks, and so have cards, questions and
alerts; here is what is left: the life of the workers, the status bar, and who gets which request.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from alpr_kiosk.domain.events import DecisionRecord, Priority
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.intents import (
    AskAnswered,
    AskReopened,
    Intent,
    IntentAnswer,
    LockdownStarted,
)
from alpr_kiosk.domain.lists import ListEntry, ListSnapshot
from alpr_kiosk.domain.look import LookSettings
from alpr_kiosk.domain.muster import MusterRow
from alpr_kiosk.domain.queries import Query
from alpr_kiosk.domain.settings_intents import ConfigIntent
from alpr_kiosk.domain.shift import ShiftView
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.camera_desk import CameraDesk
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.commissioning_desk import CommissioningDesk
from alpr_kiosk.runtime.crew import Crew
from alpr_kiosk.runtime.desk import GuardDesk
from alpr_kiosk.runtime.door import AT_THE_DOOR, DoorWorker
from alpr_kiosk.runtime.first_run_desk import FirstRunDesk
from alpr_kiosk.runtime.forwarding import ForwardWorker
from alpr_kiosk.runtime.gate import GateWorker
from alpr_kiosk.runtime.gate_desk import GateDesk
from alpr_kiosk.runtime.inference import InferenceWorker
from alpr_kiosk.runtime.keeper import KeeperWorker
from alpr_kiosk.runtime.losses import Losses
from alpr_kiosk.runtime.machine_desk import MachineDesk
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.priority import come_early, take_turns
from alpr_kiosk.runtime.query_desk import QueryDesk
from alpr_kiosk.runtime.record_desk import RecordDesk
from alpr_kiosk.runtime.settings_desk import SettingsDesk
from alpr_kiosk.runtime.site_parts import SiteParts
from alpr_kiosk.runtime.sound_desk import SoundDesk
from alpr_kiosk.runtime.sounds import SoundJob, SoundWorker
from alpr_kiosk.runtime.storage import StorageWorker
from alpr_kiosk.runtime.storage_jobs import (
    Audit,
)
from alpr_kiosk.runtime.texts import clock_text
from alpr_kiosk.runtime.views import PreviewImage, SiteHealth
from alpr_kiosk.runtime.vitals import VitalsWorker
from alpr_kiosk.runtime.worker import WorkerFailure

logger = logging.getLogger(__name__)

TICK_MS = 250
SWITCH_INTERVAL_S = 0.0005
HEALTH_MS = 500
RESTARTS_S = 60.0
"""Restarts of the reader are counted over this long, as its budget is (runtime/supervisor.py)."""
SOUND_LIMIT = 256
STOP_ORDER = (
    *("sound", "vitals", "capture:", "inference"),
    *("gate:", "lookup:", "door", "keeper", "forward", "storage"),
)
"""No new frames, then no new decisions, then gates to their safe state, then the record."""

_LOST_CODES = {
    "inference": "reader.gone",
    "storage": "db.gone",
    "gate": "gate.thread_lost",
}


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
        self._zone = ZoneInfo(parts.config.site.time_zone)
        self._crew = Crew(clock=parts.clock, parent=self)
        self._crew.lost.connect(self._on_worker_lost)
        self._crew.back.connect(self._on_worker_back)
        self._desk = GuardDesk(
            bus=self.bus,
            storage=parts.storage_inbox,
            contact=parts.config.site.contact,
            clock=parts.clock,
            parent=self,
        )
        self._gates = GateDesk(
            gates={gate.id: gate for gate in parts.config.gates},
            lanes={lane.id: lane for lane in parts.config.lanes},
            inboxes=parts.gate_inboxes,
            boards=parts.boards,
            storage=parts.storage_inbox,
            access=parts.access,
            recent=parts.recent,
            desk=self._desk,
            bus=self.bus,
            clock=parts.clock,
            zone=self._zone,
            signed_in=parts.signed_in,
            guard=parts.guard,
            parent=self,
        )
        self._commissioning = CommissioningDesk(
            site=parts.config.site.name,
            gates={gate.id: gate for gate in parts.config.gates},
            inboxes=parts.gate_inboxes,
            storage=parts.storage_inbox,
            bus=self.bus,
            clock=parts.clock,
            parent=self,
        )
        self._camera_desk = CameraDesk(
            cameras={camera.id: camera.name or camera.id for camera in parts.config.cameras},
            desk=self._desk,
            bus=self.bus,
            storage=parts.storage_inbox,
            clock=parts.clock,
            zone=self._zone,
            parent=self,
        )
        self._losses = Losses(self._desk)
        self._record = RecordDesk(
            desk=self._desk,
            losses=self._losses,
            inbox=parts.storage_inbox,
            contact=parts.config.site.contact,
            clock=parts.clock,
            zone=self._zone,
            parent=self,
        )
        self._settings = SettingsDesk(
            trial=parts.trial, access=parts.access, bus=self.bus, clock=parts.clock, parent=self
        )
        self._first_run = FirstRunDesk(
            state=parts.first_run,
            lanes=parts.config.lanes,
            access=parts.access,
            bus=self.bus,
            parent=self,
        )
        self._queries = QueryDesk(
            crew=self._crew, handlers=parts.query_handlers, bus=self.bus, clock=parts.clock
        )
        self._machine = MachineDesk(
            desk=self._desk,
            config=parts.config,
            clock=parts.clock,
            zone=self._zone,
            clock_watch=parts.clock_watch,
            parent=self,
        )
        self._sound_inbox: Inbox[SoundJob] = Inbox(SOUND_LIMIT)
        self._sounds = SoundDesk(
            bus=self.bus,
            inbox=self._sound_inbox,
            config=parts.config.sound,
            clock=parts.clock,
            on=parts.make_sound is not None,
            parent=self,
        )
        alerts = self._desk.alerts
        alerts.carry(parts.last_day)
        alerts.silenced.connect(self._sounds.silence)
        alerts.clock_confirmed.connect(self._machine.confirm_clock)
        alerts.drill_context = self._machine.drill_context
        self._sizes: dict[str, tuple[int, int]] = {}
        self._ruler = ""
        self._shift: ShiftView | None = None
        self._reader_ms: float | None = None
        self._reader_ready = False
        self._reader_lost: deque[float] = deque(maxlen=32)
        self._overstays: set[str] = set()
        self._gui_beat = parts.clock.monotonic()
        self._tick_timer = QTimer(self)
        self._tick_timer.setInterval(TICK_MS)
        self._tick_timer.timeout.connect(self._on_tick)
        self._health_timer = QTimer(self)
        self._health_timer.setInterval(HEALTH_MS)
        self._health_timer.timeout.connect(self._publish_health)
        self._hire()

    # ------------------------------------------------------------------ life

    def start(self) -> None:
        """Start all workers: gates and record first, then reading, then cameras."""
        # Threads take turns each half millisecond instead of every five (docs/adr/0019).
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self._gui_beat = self._clock.monotonic()  # building the window may have taken its time
        for gate_id in self._parts.make_gate:
            self._crew.start(f"gate:{gate_id}")
        self._gates.refresh()
        self._crew.start("storage")
        self._crew.start("inference")
        for camera_id in self._parts.make_capture:
            self._crew.start(f"capture:{camera_id}")
        self._crew.start("keeper")
        self._crew.start("door")
        self._queries.start()
        if self._parts.make_vitals is not None:
            self._crew.start("vitals")
        if self._parts.make_sound is not None:
            self._crew.start("sound")
        if self._parts.make_forward is not None:
            self._crew.start("forward")
        self._tick_timer.start()
        self._health_timer.start()
        self._desk.alerts.start()
        for code, values in self._parts.notices:
            self._desk.raise_alert(code, "storage", Priority.HIGH, dict(values))
        for gate_id in self._parts.unfinished:
            name = {"gate": self._gates.name(gate_id)}
            self._desk.raise_alert("screen.unfinished", gate_id, Priority.HIGH, name)
        if self._parts.lockdown:
            self._gates.show_lockdown("")
        self._settings.start()
        self._first_run.start()
        self._publish_health()
        come_early()

    def take_over(self, other: Site) -> None:
        """Go on with the unseen alerts of a site of this process that has ended; before `start`."""
        self._desk.alerts.take_over(other._desk.alerts)

    def stop(self) -> bool:
        """Stop in order: cameras, reading, gates to their safe state, record; False when stuck."""
        take_turns()
        self._tick_timer.stop()
        self._health_timer.stop()
        self._camera_desk.keep_minutes(all_of_it=True)
        clean = self._crew.stop(STOP_ORDER)
        self.bus.stopped.emit()
        return clean

    def emergency_stop(self, wait_ms: int = 2000) -> None:
        """Gates to their safe state and the record flushed, from any thread (watchdog)."""
        self._crew.stop_from_any_thread(("gate:", "storage"), wait_ms)

    def beats(self) -> dict[str, float]:
        """Return the heartbeats of the GUI thread and of the workers, for the watchdog."""
        return {"gui": self._gui_beat, **self._crew.beats(("gate:", "storage", "inference"))}

    def reload_lists(self) -> None:
        """Take the lists from the record anew, before `start` (seeding, imports)."""
        self._parts.access.replace_snapshot(self._parts.load_lists())

    @property
    def reader_ready(self) -> bool:
        """Whether the reader is loaded; while it loads, its thread can't be stopped."""
        return self._reader_ready

    def report_bug(self, summary: str) -> None:
        """Tell the guard by a banner that something of ours failed; the log has the rest."""
        self._desk.raise_alert("program.bug", "program", Priority.LOW, {"detail": summary})

    def report_restart(self, trace: str, *, away_s: float = 0.0) -> None:
        """The last run crashed `away_s` ago: say so, and put the fact into the record."""
        seconds = {"s": str(max(0, round(away_s)))}
        self._desk.raise_alert("screen.back", "program", Priority.HIGH, seconds)
        body = (("lines", len(trace.splitlines())),)
        self._parts.storage_inbox.put(Audit(kind="program.crashed", actor="system", body=body))

    def report_settings(
        self, code: str, *, actor: str, keys: tuple[str, ...], why: str = ""
    ) -> None:
        """Older settings are back: put it into the record, and say it if nobody asked for it."""
        body = (("keys", list(keys)), ("by", actor))
        self._parts.storage_inbox.put(Audit(kind=code, actor="system", body=body))
        if code != "config.taken_back":
            context = {"why": why, "time": clock_text(self._clock, self._zone)}
            self._desk.raise_alert(code, "settings", Priority.HIGH, context)
            self._desk.clear_alert(code, "settings")  # it stays until somebody has seen it

    def _hire(self) -> None:
        parts = self._parts
        for gate_id in parts.make_gate:
            self._crew.hire(f"gate:{gate_id}", partial(self._make_gate, gate_id))
        self._crew.hire("storage", self._make_storage)
        self._crew.hire("inference", self._make_inference)
        for camera_id in parts.make_capture:
            self._crew.hire(f"capture:{camera_id}", partial(self._make_capture, camera_id))
        self._crew.hire("keeper", self._make_keeper)
        self._crew.hire("door", self._make_door)
        if parts.make_forward is not None:
            self._crew.hire("forward", partial(self._make_forward, parts.make_forward))
        if parts.make_vitals is not None:
            self._crew.hire("vitals", partial(self._make_vitals, parts.make_vitals))
        if parts.make_sound is not None:
            self._crew.hire("sound", partial(self._make_sound, parts.make_sound))

    def _make_gate(self, gate_id: str) -> GateWorker:
        worker = self._parts.make_gate[gate_id]()
        worker.status_changed.connect(self._gates.on_status)
        worker.result_known.connect(self._gates.on_result)
        worker.alert_changed.connect(self._gates.on_alert)
        worker.unmatched.connect(self._gates.on_unmatched)
        worker.commissioning_changed.connect(self._commissioning.on_progress)
        worker.test_refused.connect(self._commissioning.on_refused)
        worker.opened_by_others.connect(self._gates.on_opened_by_others)
        return worker

    def _make_storage(self) -> StorageWorker:
        worker = self._parts.make_storage()
        worker.decision_saved.connect(self._on_decision_saved)
        worker.answered.connect(self._on_answered)
        worker.lists_changed.connect(self._on_lists_changed)
        worker.health.connect(self._record.on_health)
        worker.evidence_kept.connect(self._record.on_evidence_kept)
        worker.disk_changed.connect(self._record.on_disks)
        worker.drift_changed.connect(self._camera_desk.on_drift)
        worker.inside_changed.connect(self._on_inside_changed)
        worker.overstayed.connect(self._on_overstayed)
        return worker

    def _make_inference(self) -> InferenceWorker:
        worker = self._parts.make_inference()
        worker.overlay_changed.connect(self._camera_desk.on_overlay)
        worker.lane_counted.connect(self._camera_desk.on_lane_counted)
        worker.plate_measured.connect(self.bus.plate_measured)
        worker.set_ruler(self._ruler)
        worker.passage_changed.connect(self._desk.passage_changed)
        worker.passage_closed.connect(self._on_passage_closed)
        worker.reader_timed.connect(self._on_reader_timed)
        worker.reader_loaded.connect(self._on_reader_loaded)
        return worker

    def _make_capture(self, camera_id: str) -> CaptureWorker:
        worker = self._parts.make_capture[camera_id]()
        worker.set_preview_size(*self._sizes.get(camera_id, (0, 0)))
        worker.frame_available.connect(self.bus.frame_available)
        worker.health_changed.connect(self._camera_desk.on_health)
        return worker

    def _make_keeper(self) -> KeeperWorker:
        worker = self._parts.make_keeper()
        worker.chore_failed.connect(self._record.on_chore_failed)
        worker.chore_done.connect(self._record.on_chore_done)
        return worker

    def _make_door(self) -> DoorWorker:
        worker = self._parts.make_door()
        worker.answered.connect(self._on_door_answered)
        worker.shift_changed.connect(self._on_shift)
        return worker

    def _make_forward(self, make: Callable[[], ForwardWorker]) -> ForwardWorker:
        worker = make()
        worker.state_changed.connect(self._record.on_server)
        worker.noticed.connect(self._record.on_server_notice)
        return worker

    def _make_vitals(self, make: Callable[[], VitalsWorker]) -> VitalsWorker:
        worker = make()
        worker.looked.connect(self._machine.on_vitals)
        return worker

    def _make_sound(self, make: Callable[[Inbox[SoundJob]], SoundWorker]) -> SoundWorker:
        worker = make(self._sound_inbox)
        worker.sound_changed.connect(self._machine.on_sound)
        self._sounds.again()
        return worker

    def _on_worker_lost(self, failure: WorkerFailure, used: int) -> None:
        kind, _, source = failure.worker.partition(":")
        if kind == "capture" and not failure.is_final:
            self._camera_desk.on_worker_lost(source)
            return
        if kind == "inference":
            self._reader_lost.append(self._clock.monotonic())
        code = failure.code if failure.is_final else _LOST_CODES.get(kind, "worker.gone")
        context = {
            "n": str(used + 1),
            "max": "5",
            "camera": source,
            "gate": self._gates.name(source),
            "time": clock_text(self._clock, self._zone),
            "s": "5",
            "detail": failure.detail,
            **{name: _short(value) for name, value in failure.context},
        }
        self._losses.tell(code, source or kind, context)

    def _on_worker_back(self, name: str) -> None:
        kind, _, source = name.partition(":")
        if kind == "capture":
            return  # its alert ends with the first live picture
        self._losses.over(_LOST_CODES.get(kind, "worker.gone"), source or kind)

    # --------------------------------------------------------------- SiteApi

    def submit(self, intent: Intent) -> None:
        """Route a request; see `SiteApi`."""
        if self._sounds.submitted(intent):
            self.bus.intent_answered.emit(IntentAnswer(intent_id=intent.intent_id, ok=True))
            return
        if (
            self._gates.submit(intent)
            or self._commissioning.submit(intent)
            or self._desk.alerts.submit(intent)
        ):
            return
        match intent:
            case LockdownStarted(reason=reason, actor=actor):
                self._gates.set_lockdown(on=True, actor=actor, reason=reason)
                self.bus.intent_answered.emit(IntentAnswer(intent_id=intent.intent_id, ok=True))
            case AskAnswered():
                self._desk.answer(intent)
            case AskReopened():
                self._desk.ask_again(intent)
            case _:
                if isinstance(intent, ConfigIntent):
                    self._settings.submit(intent)
                self._pass_on(intent)

    def _pass_on(self, intent: Intent) -> None:
        """Have a request answered by the thread of the door or of the record."""
        wanted = self._first_run.submit(intent)
        if wanted is None:
            return
        at_door = isinstance(wanted, AT_THE_DOOR)
        inbox = self._parts.door_inbox if at_door else self._parts.storage_inbox
        if not inbox.put(wanted):
            self._gates.not_checked(intent.intent_id)
            self._desk.alerts.not_checked(intent.intent_id)
            answer = IntentAnswer(intent_id=intent.intent_id, ok=False, code="db.queue_long")
            self.bus.intent_answered.emit(answer)

    def query(self, query: Query) -> None:
        """Ask for something; see `SiteApi`."""
        self._queries.ask(query)

    def cancel(self, query_id: str) -> None:
        """Nobody waits for a query any more; see `SiteApi`."""
        self._queries.cancel(query_id)

    def take_preview(self, camera_id: str) -> PreviewImage | None:
        """Return the newest unseen preview; see `SiteApi`."""
        slot = self._parts.previews.get(camera_id)
        image = slot.take() if slot is not None else None
        if image is not None:
            self._camera_desk.shown(image)
        return image

    def set_preview_size(self, camera_id: str, width: int, height: int) -> None:
        """Tell the capture thread the tile's pixels; see `SiteApi`."""
        self._sizes[camera_id] = (width, height)
        worker = self._crew.worker(f"capture:{camera_id}")
        if isinstance(worker, CaptureWorker):
            worker.set_preview_size(width, height)

    def set_ruler(self, camera_id: str) -> None:
        """Measure the plates of a camera; see `SiteApi`."""
        self._ruler = camera_id
        worker = self._crew.worker("inference")
        if isinstance(worker, InferenceWorker):
            worker.set_ruler(camera_id)

    def entries(self) -> tuple[ListEntry, ...]:
        """Return the snapshot's entries; see `SiteApi`."""
        return self._parts.access.snapshot.entries

    def inside(self) -> InsideView:
        """Return who is inside; see `SiteApi`."""
        return self._parts.access.inside

    def collisions(self, entry: ListEntry) -> tuple[ListEntry, ...]:
        """Return look-alikes of `entry`; see `SiteApi`."""
        return self._parts.access.snapshot.collisions(entry)

    def kept_look(self) -> LookSettings | None:
        """Return the look of the record; see `SiteApi`."""
        return self._parts.kept_look

    def users(self, scope: str) -> tuple[str, ...]:
        """Return users of a role; see `SiteApi`."""
        return self._parts.users(scope)

    def shift(self) -> ShiftView | None:
        """Return the shift that goes on; see `SiteApi`."""
        return self._shift

    # ------------------------------------------------------------ from workers

    def _on_shift(self, shift: ShiftView | None) -> None:
        self._shift = shift
        self.bus.shift_changed.emit(shift)

    def _on_door_answered(self, answer: IntentAnswer) -> None:
        self.bus.intent_answered.emit(answer)
        self._first_run.answered(answer)
        if answer.ok and answer.code == "recovery.used":
            user = dict(answer.context).get("user", "")
            at = self._parts.clock.utc_now().astimezone(self._zone)
            context = {"user": user, "time": f"{at:%H:%M}"}
            self._desk.raise_alert("recovery.was_used", "people", Priority.HIGH, context)

    def _on_answered(self, answer: IntentAnswer) -> None:
        """Relay an answer of the storage thread; what a checked PIN allows is done here."""
        if self._gates.waits_for(answer.intent_id):
            self._gates.allowed(answer)
            return
        if self._desk.alerts.waits_for(answer.intent_id):
            self._desk.alerts.allowed(answer)
            return
        if self._commissioning.waits_for(answer.intent_id):
            self._commissioning.allowed(answer)
            return
        if answer.ok and answer.code == "lockdown.ended":
            self._gates.set_lockdown(on=False, actor=dict(answer.context).get("actor", ""))
        self.bus.intent_answered.emit(answer)
        self._settings.answered(answer)

    def _on_decision_saved(self, record: DecisionRecord) -> None:
        self._desk.decision_saved(record)
        if record.decision.alarm and record.gate_id is not None:
            self._gates.refresh(record.gate_id)

    def _on_passage_closed(self, passage_id: str, gate_id: str) -> None:
        self._desk.passage_closed(passage_id)
        self._gates.refresh(gate_id)

    def _on_lists_changed(self, snapshot: ListSnapshot) -> None:
        self.bus.lists_changed.emit(snapshot.entries)

    def _on_overstayed(self, row: MusterRow) -> None:
        context = {
            "plate": row.plate,
            "who": row.host or row.owner or "-",
            "time": f"{row.entered_at.astimezone(self._zone):%H:%M}",
        }
        self._overstays.add(row.stay_id)
        self._desk.raise_alert("visitor.overstay", row.stay_id, Priority.LOW, context)

    def _on_inside_changed(self, view: InsideView) -> None:
        gone = self._overstays - {stay.stay_id for stay in view.inside.values()}
        for stay_id in gone:
            self._desk.clear_alert("visitor.overstay", stay_id)
        self._overstays -= gone
        self.bus.inside_changed.emit(view)

    def _on_reader_loaded(self) -> None:
        self._reader_ready = True
        self._publish_health()

    def _on_reader_timed(self, milliseconds: float) -> None:
        self._reader_ms = milliseconds

    # ---------------------------------------------------------------- health

    def _on_tick(self) -> None:
        self._gui_beat = self._clock.monotonic()
        self._desk.tick()
        self._gates.tick()
        self._sounds.tick()
        self._settings.tick()

    def _publish_health(self) -> None:
        self._camera_desk.keep_minutes()
        config = self._parts.config
        bad = [view for view in self._gates.views if view.fault_code or not view.relay_reachable]
        lost = self._losses.by_code | self._machine.degraded
        degraded = tuple(lost)
        now, gone_since = self._clock.monotonic(), self._record.gone_since
        self.bus.health_changed.emit(
            SiteHealth(
                cameras_live=self._camera_desk.live,
                cameras_total=len(config.cameras),
                gates_ok=len(config.gates) - len(bad),
                gates_total=len(config.gates),
                reader_ms=self._reader_ms,
                reader_ok=not any(code.startswith(("reader.", "model.")) for code in degraded),
                reader_ready=self._reader_ready,
                list_entries=len(self._parts.access.snapshot),
                lists_ok=self._record.is_ok,
                disk_pct=_disk_pct(self._parts.data_dir),
                degraded=degraded,
                context=tuple(item for values in lost.values() for item in values.items()),
                reader_restarts=sum(now - at <= RESTARTS_S for at in self._reader_lost),
                queue=len(self._parts.storage_inbox),
                vitals=self._machine.vitals,
                server_code=self._record.server_code,
                server_waiting=self._record.server_waiting,
                sound_why=self._machine.sound_why,
                sound_on=self._parts.make_sound is not None,
                lists_age_s=None if gone_since is None else now - gone_since,
                drill=self._desk.alerts.drill,
                drill_about=self._machine.drill_about(self._desk.alerts.drill),
                drill_left_s=self._desk.alerts.drill_left_s,
                relay_ms=self._parts.boards.answers(),
                measured_mono=now,
            )
        )


def _short(value: str) -> str:
    """Return a name for a path and the start of a hash: a banner has two lines, the log has all."""
    if re.fullmatch(r"[0-9a-f]{64}", value):
        return value[:8]
    return Path(value).name if value.startswith("/") else value


def _disk_pct(folder: Path) -> int:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return 100
    return round(100 * usage.used / max(1, usage.total))
