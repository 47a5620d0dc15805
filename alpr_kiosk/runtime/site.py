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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning import GateJob
from alpr_kiosk.domain.events import DecisionRecord, Priority
from alpr_kiosk.domain.intents import (
    AlertAcknowledged,
    AskAnswered,
    AskReopened,
    Intent,
    IntentAnswer,
    LockdownStarted,
)
from alpr_kiosk.domain.lists import ListEntry, ListSnapshot
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.camera_desk import CameraDesk
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.commissioning_desk import CommissioningDesk
from alpr_kiosk.runtime.crew import Crew
from alpr_kiosk.runtime.desk import GuardDesk
from alpr_kiosk.runtime.gate import GateBoards, GateWorker
from alpr_kiosk.runtime.gate_desk import GateDesk
from alpr_kiosk.runtime.inference import InferenceWorker
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot
from alpr_kiosk.runtime.storage import Audit, StorageJob, StorageWorker
from alpr_kiosk.runtime.texts import clock_text
from alpr_kiosk.runtime.views import PreviewImage, SiteHealth
from alpr_kiosk.runtime.worker import WorkerFailure
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.recent import RecentReads

logger = logging.getLogger(__name__)

TICK_MS = 250
SWITCH_INTERVAL_S = 0.0005
HEALTH_MS = 500
STOP_ORDER = ("capture:", "inference", "gate:", "storage")
"""No new frames, then no new decisions, then gates to their safe state, then the record."""

_LOST_CODES = {
    "inference": "reader.gone",
    "storage": "db.gone",
    "gate": "gate.thread_lost",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SiteParts:
    """What bootstrap builds and the site runs.

    Attributes:
        config: The site file.
        clock: Time.
        make_capture: Builds the capture worker of a camera; called for each start.
        make_inference: Builds the inference worker; called for each start.
        make_storage: Builds the storage worker; called for each start.
        make_gate: Builds the worker of a gate with its controller; called for each start.
        gate_inboxes: Inboxes by gate id; they outlive their workers.
        boards: Newest status of each gate.
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
    make_gate: Mapping[str, Callable[[], GateWorker]]
    gate_inboxes: Mapping[str, Inbox[GateJob]]
    boards: GateBoards
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
        self._sizes: dict[str, tuple[int, int]] = {}
        self._degraded: dict[str, dict[str, str]] = {}
        self._reader_ms: float | None = None
        self._reader_ready = False
        self._storage_ok = True
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
        self._tick_timer.start()
        self._health_timer.start()
        for code, values in self._parts.notices:
            self._desk.raise_alert(code, "storage", Priority.HIGH, dict(values))
        if self._parts.lockdown:
            self._gates.show_lockdown("")
        self._publish_health()

    def stop(self) -> bool:
        """Stop in order: cameras, reading, gates to their safe state, record; False when stuck."""
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

    def report_bug(self, summary: str) -> None:
        """Tell the guard by a banner that something of ours failed; the log has the rest."""
        self._desk.raise_alert("program.bug", "program", Priority.LOW, {"detail": summary})

    def report_restart(self, trace: str) -> None:
        """The last run crashed: say so, and put the fact into the record."""
        self._desk.raise_alert("screen.back", "program", Priority.HIGH, {"s": "0"})
        body = (("lines", len(trace.splitlines())),)
        self._parts.storage_inbox.put(Audit(kind="program.crashed", actor="system", body=body))

    def _hire(self) -> None:
        parts = self._parts
        for gate_id in parts.make_gate:
            self._crew.hire(f"gate:{gate_id}", partial(self._make_gate, gate_id))
        self._crew.hire("storage", self._make_storage)
        self._crew.hire("inference", self._make_inference)
        for camera_id in parts.make_capture:
            self._crew.hire(f"capture:{camera_id}", partial(self._make_capture, camera_id))

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
        worker.health.connect(self._on_storage_health)
        worker.evidence_kept.connect(self._on_evidence_kept)
        worker.drift_changed.connect(self._camera_desk.on_drift)
        return worker

    def _make_inference(self) -> InferenceWorker:
        worker = self._parts.make_inference()
        worker.overlay_changed.connect(self._camera_desk.on_overlay)
        worker.lane_counted.connect(self._camera_desk.on_lane_counted)
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

    def _on_worker_lost(self, failure: WorkerFailure, used: int) -> None:
        kind, _, source = failure.worker.partition(":")
        if kind == "capture" and not failure.is_final:
            self._camera_desk.on_worker_lost(source)
            return
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
        self._degraded[code] = context
        self._desk.raise_alert(code, source or kind, Priority.HIGH, context)

    def _on_worker_back(self, name: str) -> None:
        kind, _, source = name.partition(":")
        if kind == "capture":
            return  # its alert ends with the first live picture
        self._recover(_LOST_CODES.get(kind, "worker.gone"), source or kind)

    def _recover(self, code: str, source: str) -> None:
        self._degraded.pop(code, None)
        self._desk.clear_alert(code, source)

    # --------------------------------------------------------------- SiteApi

    def submit(self, intent: Intent) -> None:
        """Route a request; see `SiteApi`."""
        if self._gates.submit(intent) or self._commissioning.submit(intent):
            return
        match intent:
            case LockdownStarted(reason=reason, actor=actor):
                self._gates.set_lockdown(on=True, actor=actor, reason=reason)
                self.bus.intent_answered.emit(IntentAnswer(intent_id=intent.intent_id, ok=True))
            case AskAnswered():
                self._desk.answer(intent)
            case AskReopened():
                self._desk.ask_again(intent)
            case AlertAcknowledged():
                self._desk.acknowledge(intent)
            case _:
                if not self._parts.storage_inbox.put(intent):
                    self._gates.not_checked(intent.intent_id)
                    answer = IntentAnswer(
                        intent_id=intent.intent_id, ok=False, code="db.queue_long"
                    )
                    self.bus.intent_answered.emit(answer)

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

    def entries(self) -> tuple[ListEntry, ...]:
        """Return the snapshot's entries; see `SiteApi`."""
        return self._parts.access.snapshot.entries

    def collisions(self, entry: ListEntry) -> tuple[ListEntry, ...]:
        """Return look-alikes of `entry`; see `SiteApi`."""
        return self._parts.access.snapshot.collisions(entry)

    def users(self, scope: str) -> tuple[str, ...]:
        """Return users of a role; see `SiteApi`."""
        return self._parts.users(scope)

    # ------------------------------------------------------------ from workers

    def _on_answered(self, answer: IntentAnswer) -> None:
        """Relay an answer of the storage thread; what a checked PIN allows is done here."""
        if self._gates.waits_for(answer.intent_id):
            self._gates.allowed(answer)
            return
        if self._commissioning.waits_for(answer.intent_id):
            self._commissioning.allowed(answer)
            return
        if answer.ok and answer.code == "lockdown.ended":
            self._gates.set_lockdown(on=False, actor=dict(answer.context).get("actor", ""))
        self.bus.intent_answered.emit(answer)

    def _on_decision_saved(self, record: DecisionRecord) -> None:
        self._desk.decision_saved(record)
        if record.decision.alarm and record.gate_id is not None:
            self._gates.refresh(record.gate_id)

    def _on_passage_closed(self, passage_id: str, gate_id: str) -> None:
        self._desk.passage_closed(passage_id)
        self._gates.refresh(gate_id)

    def _on_lists_changed(self, snapshot: ListSnapshot) -> None:
        self.bus.lists_changed.emit(snapshot.entries)

    def _on_reader_loaded(self) -> None:
        self._reader_ready = True
        self._publish_health()

    def _on_reader_timed(self, milliseconds: float) -> None:
        self._reader_ms = milliseconds

    def _on_storage_health(self, code: str) -> None:
        self._storage_ok = code == ""
        if self._storage_ok:
            self._recover("db.gone", "storage")
            return
        context = {
            "time": clock_text(self._clock, self._zone),
            "n": str(len(self._parts.storage_inbox)),
            "code": code,
        }
        self._degraded["db.gone"] = context
        self._desk.raise_alert("db.gone", "storage", Priority.HIGH, context)

    def _on_evidence_kept(self, kept: bool) -> None:
        if kept:
            self._recover("disk.full", "disk")
            return
        context = {"contact": self._parts.config.site.contact}
        self._degraded["disk.full"] = context
        self._desk.raise_alert("disk.full", "disk", Priority.HIGH, context)

    # ---------------------------------------------------------------- health

    def _on_tick(self) -> None:
        self._gui_beat = self._clock.monotonic()
        self._desk.tick()
        self._gates.tick()

    def _publish_health(self) -> None:
        self._camera_desk.keep_minutes()
        config = self._parts.config
        bad = [view for view in self._gates.views if view.fault_code or not view.relay_reachable]
        degraded = tuple(self._degraded)
        self.bus.health_changed.emit(
            SiteHealth(
                cameras_live=self._camera_desk.live,
                cameras_total=len(config.cameras),
                gates_ok=len(config.gates) - len(bad),
                gates_total=len(config.gates),
                reader_ms=self._reader_ms,
                reader_ok=not any(code.startswith(("reader.", "model.")) for code in degraded),
                reader_ready=self._reader_ready,
                list_entries=len(self._parts.access.snapshot.entries),
                lists_ok=self._storage_ok,
                disk_pct=_disk_pct(self._parts.data_dir),
                degraded=degraded,
                context=tuple(
                    item for values in self._degraded.values() for item in values.items()
                ),
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
