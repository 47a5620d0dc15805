# SPDX-License-Identifier: AGPL-3.0-or-later
"""The storage thread: everything that is written, in order, off the paths that must be quick.

A decision is announced (`decision_saved`) only after it is on disk: what a guard or a log has seen
survives kill -9.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Signal

from alpr_kiosk.domain.camera_health import CameraSpan
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning_sheet import AUDIT_KIND, ResultSheet
from alpr_kiosk.domain.events import Alert, DecisionRecord, Passage
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.intents import (
    AskAnswered,
    EntryRemoved,
    EntrySaved,
    HoldOpenRequested,
    Intent,
    IntentAnswer,
    LaneModeRequested,
    LockdownEnded,
    PinSubmitted,
    ReasonGiven,
    SessionEnded,
    SetupIntent,
)
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.ports import EvidenceFile, EvidenceStore, Records
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.memory import EVERY_S
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.runtime.worker import Worker
from alpr_kiosk.services.camera_watch import CameraWatch, Encoder
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.vision.small_picture import small_jpeg, smaller_jpeg

logger = logging.getLogger(__name__)

PROBE_EVERY_S = 5.0
"""Between two looks for a database that is away; our choice."""

SUPERVISOR_ALLOWED = "supervisor.allowed"
"""Code of an answer that lets a request go on where it is carried out."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvidencePictures:
    """Encoders of the winning frame's pictures; called in the storage thread.

    Attributes:
        lane: Returns the JPEG of the whole picture.
        crop: Returns the JPEG of the plate.
    """

    lane: Callable[[], bytes]
    crop: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SavePassage:
    """Insert or update a passage, with pictures when they are new."""

    passage: Passage
    pictures: EvidencePictures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDecision:
    """Append a decision; announced after its commit."""

    record: DecisionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveAlert:
    """Audit an alert that was raised or seen."""

    alert: Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class CountUse:
    """Take one use of an entry after its opening."""

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Append any other audit row."""

    kind: str
    actor: str
    body: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSetting:
    """Keep a small persistent value."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraLook:
    """The newest picture of a camera that the screen has shown.

    Attributes:
        image: As it was scaled for the tile.
        boxes: Plates in it, which are painted over before it is kept.
    """

    image: PreviewImage
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SaveCameraMinutes:
    """Keep what cameras did, once a minute; the first thing that is given up when space is short.

    Attributes:
        minutes: Of all cameras.
        looks: Pictures of the present by camera id, in case one is needed.
    """

    minutes: tuple[CameraSpan, ...]
    looks: tuple[tuple[str, CameraLook], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSheet(Intent):
    """Keep a result sheet and audit its hash; answered as the request that it was made for."""

    sheet: ResultSheet


StorageJob = (
    SavePassage
    | SaveDecision
    | SaveAlert
    | CountUse
    | Audit
    | KeepSetting
    | SaveCameraMinutes
    | Intent
)


class StorageWorker(Worker):
    """Works the storage inbox off.

    Signals (delivered by the host on the GUI thread):
        decision_saved (DecisionRecord): A decision is on disk.
        answered (IntentAnswer): Answer to an intent that needed the record.
        lists_changed (ListSnapshot): New lists, already in use by decisions.
        health (str code): "" when the database works, else the code of what does not.
        evidence_kept (bool): Pictures can be kept, or can't any more; told when it changes.
        drift_changed (DriftNotice): A camera reads far less than usual, or as usual again.
    """

    decision_saved = Signal(object)
    answered = Signal(object)
    lists_changed = Signal(object)
    health = Signal(str)
    evidence_kept = Signal(bool)
    drift_changed = Signal(object)

    def __init__(
        self,
        *,
        inbox: Inbox[StorageJob],
        records: Records,
        evidence: EvidenceStore | None,
        sessions: SessionService,
        lists: PlateListService,
        replace_snapshot: Callable[[ListSnapshot], None],
        clock: Clock,
        watch: CameraWatch | None = None,
        give_back: Callable[[], object] | None = None,
        keep_sheet: Callable[[ResultSheet], tuple[str, str]] | None = None,
    ) -> None:
        super().__init__("storage", clock=clock)
        self._inbox = inbox
        self._records = records
        self._evidence = evidence
        self._sessions = sessions
        self._lists = lists
        self._replace_snapshot = replace_snapshot
        self._ok = True
        self._pictures_ok = True
        self._probe_at = float("-inf")
        self._watch = watch
        self._give_back = give_back
        self._sheet_folder = keep_sheet
        self._give_back_at = clock.monotonic() + EVERY_S
        self.minutes_lost = 0
        self._minutes_ok = True
        self._reference_ok = True

    def work(self) -> None:
        """Take jobs until asked to stop, then what is still in the inbox."""
        while True:
            self.beat()
            job = self._inbox.take(0.25)
            if job is None:
                if self.stop_event.is_set():
                    return
                self._probe()
                self._tidy()
                continue
            try:
                self.handle(job)
            except Exception:  # the worker ends with it; whoever asked must not wait for ever
                if isinstance(job, Intent):
                    self.answered.emit(
                        IntentAnswer(intent_id=job.intent_id, ok=False, code="program.bug")
                    )
                raise

    def handle(self, job: StorageJob) -> None:
        """Do one job; an environment error is told and the next job goes on."""
        if isinstance(job, SaveCameraMinutes):
            self._save_minutes(job)  # says nothing of the record, whatever becomes of it
            return
        try:
            if isinstance(job, Intent):
                self.answered.emit(self._intent(job))
            else:
                self._write(job)
        except StorageError as exc:
            if not exc.code.startswith("lists."):  # an entry that is gone is no broken disk
                self._tell(ok=False, code=exc.code)
            logger.error("not recorded: %s", exc)
            if isinstance(job, Intent):
                answer = IntentAnswer(intent_id=job.intent_id, ok=False, code=exc.code)
                self.answered.emit(answer)
            elif isinstance(job, SaveDecision):
                # The guard must still see what was decided; the banner says that it is not kept.
                self.decision_saved.emit(job.record)
            return
        except AlprError as exc:
            if isinstance(job, Intent):
                context = tuple((name, str(value)) for name, value in exc.context.items())
                self.answered.emit(
                    IntentAnswer(intent_id=job.intent_id, ok=False, code=exc.code, context=context)
                )
                return
            raise
        if not isinstance(job, Intent):
            self._tell(ok=True, code="")

    def _probe(self) -> None:
        """While the database is away, look for it now and then, so that its banner can end."""
        now = self.clock.monotonic()
        if self._ok or now < self._probe_at:
            return
        self._probe_at = now + PROBE_EVERY_S
        with contextlib.suppress(StorageError):
            self._records.set_setting("storage.probe", "")
            self._tell(ok=True, code="")

    def _tidy(self) -> None:
        """Give free memory back now and then: here, where there is time and nobody waits."""
        now = self.clock.monotonic()
        if self._give_back is not None and now >= self._give_back_at:
            self._give_back_at = now + EVERY_S
            self._give_back()

    def _tell(self, *, ok: bool, code: str) -> None:
        if ok != self._ok:
            self._ok = ok
            self.health.emit(code)

    def _write(self, job: StorageJob) -> None:
        match job:
            case SavePassage():
                self._save_passage(job)
            case SaveDecision(record=record):
                self._records.save_decision(record)
                self.decision_saved.emit(record)
            case SaveAlert(alert=alert):
                self._records.save_alert(alert)
            case CountUse(entry_id=entry_id):
                self._records.count_use(entry_id)
                self._reload()
            case Audit(kind=kind, actor=actor, body=body):
                self._records.append_audit(kind, actor, dict(body))
            case KeepSetting(key=key, value=value):
                self._records.set_setting(key, value)
            case _:
                raise TypeError(f"unknown storage job {type(job).__name__}")

    def _save_minutes(self, job: SaveCameraMinutes) -> None:
        """Keep minutes of cameras, or count them as lost; one line in the log for each spell."""
        if self._watch is None:
            return
        try:
            self._watch.record(job.minutes)
            looks = {camera: _encoder(look) for camera, look in job.looks}
            for notice in self._watch.review(looks):
                self.drift_changed.emit(notice)
        except StorageError as exc:
            self.minutes_lost += len(job.minutes)
            if self._minutes_ok:
                self._minutes_ok = False
                logger.warning("minutes of cameras are not kept: %s", exc)
            return
        if not self._minutes_ok:
            self._minutes_ok = True
            logger.info("minutes of cameras are kept again, %d were lost", self.minutes_lost)

    def _keep_reference(self, passage: Passage, lane: bytes) -> None:
        """Keep how the lane looks while plates are read, without the plate."""
        best = passage.best_read
        if self._watch is None or best is None or not passage.consensus.settled:
            return
        try:
            self._watch.keep_reference(
                passage.camera_id, best.captured_at, lambda: smaller_jpeg(lane, [best.box])
            )
            self._reference_ok = True
        except AlprError as exc:
            if self._reference_ok:
                self._reference_ok = False
                logger.warning("no reference picture of camera %s: %s", passage.camera_id, exc)

    def _save_passage(self, job: SavePassage) -> None:
        files: list[EvidenceFile] = []
        note = ""
        lane = b""
        if job.pictures is not None and self._evidence is not None:
            try:
                lane = job.pictures.lane()
                files = [
                    self._evidence.store("lane", lane),
                    self._evidence.store("crop", job.pictures.crop()),
                ]
            except StorageError as exc:
                # rules 25: without pictures openings go on, and the passage says so.
                note = exc.code
                logger.error("evidence of passage %s not kept: %s", job.passage.passage_id, exc)
            if self._pictures_ok is not (note == ""):
                self._pictures_ok = note == ""
                self.evidence_kept.emit(self._pictures_ok)
        self._records.save_passage(job.passage, files, note)
        if files:
            self._keep_reference(job.passage, lane)

    def _reload(self) -> None:
        snapshot = self._lists.load()
        self._replace_snapshot(snapshot)
        self.lists_changed.emit(snapshot)

    def _intent(self, intent: Intent) -> IntentAnswer:
        match intent:
            case PinSubmitted(user=user, scope=scope, pin=pin):
                pin_answer = self._sessions.submit(user, scope, pin)
                if pin_answer.ok:
                    context = (("session", pin_answer.session), ("user", user))
                    return IntentAnswer(intent_id=intent.intent_id, ok=True, context=context)
                context = (("s", str(pin_answer.wait_s)), ("user", user))
                return IntentAnswer(
                    intent_id=intent.intent_id, ok=False, code="pin.wrong", context=context
                )
            case SessionEnded(session=session):
                self._sessions.end(session)
            case EntrySaved(entry=entry, session=session):
                actor = self._sessions.user_of(session, "supervisor")
                if actor is None:
                    return _needs_pin(intent)
                warnings = self._lists.save(entry, actor)
                self._reload()
                return IntentAnswer(
                    intent_id=intent.intent_id,
                    ok=True,
                    code=warnings[0].code if warnings else "",
                    context=warnings[0].context if warnings else (),
                )
            case EntryRemoved(entry_id=entry_id, reason=reason, session=session):
                actor = self._sessions.user_of(session, "supervisor")
                if actor is None:
                    return _needs_pin(intent)
                self._records.remove_entry(entry_id, actor, reason)
                self._reload()
            case LockdownEnded() | HoldOpenRequested() | LaneModeRequested() | SetupIntent():
                return self._allow(intent)
            case KeepSheet(sheet=sheet):
                return self._keep_sheet(intent, sheet)
            case ReasonGiven():
                self._records.save_override_reason(
                    intent.event_id, intent.reason, intent.note, intent.actor
                )
                context = (("event_id", intent.event_id), ("reason", intent.reason))
                return IntentAnswer(
                    intent_id=intent.intent_id, ok=True, code="override.saved", context=context
                )
            case AskAnswered(decision_id=decision_id, answer=answer, actor=actor):
                self._records.append_audit(
                    "ask.answered", actor, {"decision_id": decision_id, "answer": answer}
                )
            case _:
                return IntentAnswer(intent_id=intent.intent_id, ok=False, code="intent.unknown")
        return IntentAnswer(intent_id=intent.intent_id, ok=True)

    def _allow(
        self, intent: LockdownEnded | HoldOpenRequested | LaneModeRequested | SetupIntent
    ) -> IntentAnswer:
        """Check a session for something that is done elsewhere (screens.md 3.2)."""
        scopes = ("installer", "supervisor") if isinstance(intent, SetupIntent) else ("supervisor",)
        actor = self._sessions.user_of(intent.session, *scopes)
        if actor is None:
            return _needs_pin(intent)
        code = "lockdown.ended" if isinstance(intent, LockdownEnded) else SUPERVISOR_ALLOWED
        context = (("actor", actor),)
        return IntentAnswer(intent_id=intent.intent_id, ok=True, code=code, context=context)

    def _keep_sheet(self, intent: Intent, sheet: ResultSheet) -> IntentAnswer:
        if self._sheet_folder is None:
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="intent.unknown")
        try:
            name, sha256 = self._sheet_folder(sheet)
        except StorageError as exc:  # a folder, not the record: that one may be well
            values = tuple((key, str(value)) for key, value in exc.context.items())
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code=exc.code, context=values)
        self._records.append_audit(AUDIT_KIND, sheet.actor, sheet.audit_body(name, sha256))
        context = (("sheet", name), ("sha256", sha256))
        return IntentAnswer(intent_id=intent.intent_id, ok=True, context=context)


def _encoder(look: CameraLook) -> Encoder:
    image = look.image
    pixels = np.frombuffer(memoryview(image.data), dtype=np.uint8)  # type: ignore[arg-type]
    return lambda: small_jpeg(
        pixels.reshape(image.height, image.stride)[:, : image.width * 4].reshape(
            image.height, image.width, 4
        ),
        look.boxes,
    )


def _needs_pin(intent: Intent) -> IntentAnswer:
    return IntentAnswer(intent_id=intent.intent_id, ok=False, code="pin.needed")
