# SPDX-License-Identifier: AGPL-3.0-or-later
"""The storage thread: everything that is written, in order, off the paths that must be quick.

A decision is announced (`decision_saved`) only after it is on disk: what a guard or a log has seen
survives kill -9.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning_sheet import ResultSheet
from alpr_kiosk.domain.events import Passage
from alpr_kiosk.domain.incident_intents import IncidentIntent
from alpr_kiosk.domain.intents import (
    Intent,
    IntentAnswer,
)
from alpr_kiosk.domain.list_intents import EntryPhotoTaken, ListIntent
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.look import ThemeChanged
from alpr_kiosk.domain.ports import EvidenceFile, EvidenceStore, Records
from alpr_kiosk.domain.room import DiskReport, Room
from alpr_kiosk.domain.settings_intents import ConfigIntent
from alpr_kiosk.domain.visit_intents import VisitIntent
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.runtime.camera_minutes import CameraMinutes
from alpr_kiosk.runtime.lists_keeper import ListsKeeper
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.memory import EVERY_S
from alpr_kiosk.runtime.record_answers import EDITS, RecordAnswers
from alpr_kiosk.runtime.storage_jobs import (
    Audit,
    EvidencePictures,
    KeepSetting,
    OpeningDone,
    ReloadLists,
    SaveAlert,
    SaveCameraMinutes,
    SaveDecision,
    SavePassage,
    StorageJob,
)
from alpr_kiosk.runtime.worker import Worker
from alpr_kiosk.services.camera_watch import CameraWatch
from alpr_kiosk.services.incident_desk import IncidentDesk
from alpr_kiosk.services.list_desk import ListDesk
from alpr_kiosk.services.look_keeping import LookKeeper
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.presence import PresenceService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.settings import SettingsService
from alpr_kiosk.services.visits import VisitService

logger = logging.getLogger(__name__)

PROBE_EVERY_S = 5.0
"""Between two looks for a database that is away; our choice."""

DISK_EVERY_S = 5.0
"""Between two looks at the free space; dense traffic writes some megabytes meanwhile."""

OVERSTAYS_EVERY_S = 60.0
"""Between two looks for visitors that stay too long; our choice."""

_OF_ONE_ROW = ("lists.", "stay.", "passage.", "incident.", "config.")
"""Codes of a row that is gone or does not fit, or of the site file: no broken record."""


class StorageWorker(Worker):
    """Works the storage inbox off.

    Signals (delivered by the host on the GUI thread):
        decision_saved (DecisionRecord): A decision is on disk.
        answered (IntentAnswer): Answer to an intent that needed the record.
        lists_changed (ListSnapshot): New lists, already in use by decisions.
        health (str code): "" when the database works, else the code of what does not.
        evidence_kept (bool): Pictures can be kept, or can't any more; told when it changes.
        disk_changed (DiskReport): A disk is of another class, or the reserve is gone or back.
        drift_changed (DriftNotice): A camera reads far less than usual, or as usual again.
        inside_changed (InsideView): Somebody came in or left, already in use by decisions.
        overstayed (MusterRow): A visitor is inside for too long; told once.
    """

    decision_saved = Signal(object)
    answered = Signal(object)
    lists_changed = Signal(object)
    health = Signal(str)
    evidence_kept = Signal(bool)
    disk_changed = Signal(object)
    drift_changed = Signal(object)
    inside_changed = Signal(object)
    overstayed = Signal(object)

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
        look_at_disks: Callable[[], DiskReport] | None = None,
        make_room: Callable[[StorageError], bool] = lambda _error: False,
        sweep: Callable[[datetime], bool] | None = None,
        presence: PresenceService | None = None,
        visits: VisitService | None = None,
        incidents: IncidentDesk | None = None,
        list_desk: ListDesk | None = None,
        look: LookKeeper | None = None,
        settings: SettingsService | None = None,
    ) -> None:
        super().__init__("storage", clock=clock)
        self._inbox = inbox
        self._records = records
        self._evidence = evidence
        self._lists = ListsKeeper(lists=lists, replace_snapshot=replace_snapshot, clock=clock)
        self._answers = RecordAnswers(
            records=records, sessions=sessions, lists=lists, keep_sheet=keep_sheet
        )
        self._cameras = CameraMinutes(watch)
        self._ok = True
        self._pictures_ok = True
        self._probe_at = float("-inf")
        self._give_back = give_back
        self._presence = presence
        self._presence_known = presence is None
        self._visits = visits
        self._incidents = incidents
        self._list_desk = list_desk
        self._look = look
        self._settings = settings
        self._overstays_at = clock.monotonic() + OVERSTAYS_EVERY_S
        self._give_back_at = clock.monotonic() + EVERY_S
        self._look_at_disks = look_at_disks
        self._make_room = make_room
        self._sweep = sweep
        self._disks: DiskReport | None = None
        self._disks_at = float("-inf")

    def work(self) -> None:
        """Take jobs until asked to stop, then what is still in the inbox."""
        self._know_presence()
        while True:
            self.beat()
            self.check_disks()
            self._look_at_lists()
            self._find_overstays()
            job = self._inbox.take(0.25)
            if job is None:
                if self.stop_event.is_set():
                    return
                self._probe()
                self._know_presence()
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
            for notice in self._cameras.save(job):  # says nothing of the record
                self.drift_changed.emit(notice)
            return
        try:
            self._do(job)
        except StorageError as exc:
            if not exc.code.startswith(_OF_ONE_ROW):
                self._tell(ok=False, code=exc.code)
            logger.error("not recorded: %s", exc)
            if isinstance(job, Intent):
                self.answered.emit(_failed(job, exc))
            elif isinstance(job, SaveDecision):
                # The guard must still see what was decided; the banner says that it is not kept.
                self.decision_saved.emit(job.record)
            return
        except AlprError as exc:
            if isinstance(job, Intent):
                self.answered.emit(_failed(job, exc))
                return
            raise
        if not isinstance(job, Intent):
            self._tell(ok=True, code="")

    def _do(self, job: StorageJob) -> None:
        """Do one job; once more when the disk was full and its reserve has made room."""
        try:
            self._do_once(job)
        except StorageError as exc:
            if not self._make_room(exc):
                raise
            self._disks_at = float("-inf")
            self._do_once(job)

    def _do_once(self, job: StorageJob) -> None:
        if isinstance(job, VisitIntent):
            self.answered.emit(self._visit(job))
        elif isinstance(job, IncidentIntent) and self._incidents is not None:
            self.answered.emit(self._incidents.handle(job))
        elif isinstance(job, ListIntent) and self._list_desk is not None:
            self.answered.emit(self._change_lists(job, self._list_desk))
        elif isinstance(job, ThemeChanged) and self._look is not None:
            self.answered.emit(self._look.keep(job))
        elif isinstance(job, ConfigIntent) and self._settings is not None:
            self.answered.emit(self._settings.handle(job))
        elif isinstance(job, Intent):
            answer = self._answers.answer(job)
            if answer.ok and isinstance(job, EDITS):
                self._take_over_saved()
            self.answered.emit(answer)
        else:
            self._write(job)

    def check_disks(self) -> None:
        """Look at the free space now and then, and tell when it is of another class."""
        now = self.clock.monotonic()
        if self._look_at_disks is None or now < self._disks_at:
            return
        self._disks_at = now + DISK_EVERY_S
        before, self._disks = self._disks, self._look_at_disks()
        if before is not None and self._disks.classes == before.classes:
            return
        if (before or DiskReport()).classes != self._disks.classes:
            logger.warning("free space: %s", self._disks)
        # The first look is told too: the thread before may have told of a disk that has room now.
        self.disk_changed.emit(self._disks)
        if self._evidence is not None and (
            before is None or self._disks.evidence != before.evidence
        ):
            self._pictures_ok = self._disks.evidence < Room.NO_PICTURES
            self.evidence_kept.emit(self._pictures_ok)

    def _tell_pictures(self, *, kept: bool) -> None:
        if kept is not self._pictures_ok:
            self._pictures_ok = kept
            self.evidence_kept.emit(kept)

    def _probe(self) -> None:
        """While the database is away, look for it now and then, so that its banner can end."""
        now = self.clock.monotonic()
        if self._ok or now < self._probe_at:
            return
        self._probe_at = now + PROBE_EVERY_S
        with contextlib.suppress(StorageError):
            self._records.set_setting("storage.probe", "")
            self._tell(ok=True, code="")

    def _look_at_lists(self) -> None:
        """Take over what another process changed on the lists."""
        with contextlib.suppress(StorageError):  # `_probe` and the next job say what is wrong
            snapshot = self._lists.look()
            if snapshot is not None:
                self.lists_changed.emit(snapshot)

    def _take_over_saved(self) -> None:
        """Take over what was saved: it stands in the record, whatever becomes of this."""
        try:
            self.lists_changed.emit(self._lists.refresh())
        except StorageError as exc:
            self._tell(ok=False, code=exc.code)
            logger.error("saved, but the lists can't be read: %s", exc)

    def _change_lists(self, intent: ListIntent, desk: ListDesk) -> IntentAnswer:
        answer = desk.handle(intent)
        if answer.ok and not isinstance(intent, EntryPhotoTaken):
            self._take_over_saved()
        return answer

    def _know_presence(self) -> None:
        """Find out who is inside; a record that is away now is asked again."""
        if self._presence_known or self._presence is None or not self._ok:
            return
        try:
            view = self._presence.start()
        except StorageError as exc:
            self._tell(ok=False, code=exc.code)
            logger.error("who is inside is not known: %s", exc)
            return
        self._presence_known = True
        self.inside_changed.emit(view)

    def _note_passage(self, passage: Passage) -> None:
        self._note(lambda presence: presence.passage_saved(passage))

    def _note(self, tell: Callable[[PresenceService], bool]) -> None:
        """Tell who keeps up who is inside; what fails is made up for once the record is back."""
        if self._presence is None:
            return
        try:
            if tell(self._presence):
                self.inside_changed.emit(self._presence.view)
        except StorageError as exc:
            self._presence_known = False
            self._tell(ok=False, code=exc.code)
            logger.error("who is inside is not kept up: %s", exc)

    def _find_overstays(self) -> None:
        """Look for visitors that stay too long, now and then."""
        now = self.clock.monotonic()
        if self._visits is None or not self._presence_known or now < self._overstays_at:
            return
        self._overstays_at = now + OVERSTAYS_EVERY_S
        try:
            for row in self._visits.overstayed():
                self.overstayed.emit(row)
        except StorageError as exc:
            logger.warning("visitors that stay too long are not looked for: %s", exc)

    def _visit(self, intent: VisitIntent) -> IntentAnswer:
        if self._visits is None or self._presence is None:
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="intent.unknown")
        done = self._visits.handle(intent)
        if done.lists:
            self._take_over_saved()
        if done.inside:
            self.inside_changed.emit(self._presence.refresh())
        return done.answer

    def _tidy(self) -> None:
        """Give free memory back now and then: here, where there is time and nobody waits.

        After a start, what a kill has left is swept away as well, a little each time.
        """
        if self._sweep is not None:
            try:
                if not self._sweep(self.clock.utc_now()):
                    self._sweep = None
            except StorageError as exc:
                logger.warning("pictures without a row are looked for tomorrow: %s", exc)
                self._sweep = None
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
                self._note_passage(record.passage)
            case SaveAlert(alert=alert, ended=ended):
                self._records.save_alert(alert, ended=ended)
            case ReloadLists(entry_id=entry_id):
                self.lists_changed.emit(self._lists.refresh(entry_id))
            case OpeningDone(intent=intent):
                self._note(lambda presence: presence.opening_done(intent))
            case Audit(kind=kind, actor=actor, body=body, note=note):
                self._records.append_audit(kind, actor, dict(body), note)
            case KeepSetting(key=key, value=value):
                self._records.set_setting(key, value)
            case _:
                raise TypeError(f"unknown storage job {type(job).__name__}")

    def _save_passage(self, job: SavePassage) -> None:
        lane, note = b"", ""
        files: list[EvidenceFile] = []
        if job.pictures is not None and self._evidence is not None:
            lane, files, note = self._keep_pictures(job.passage, job.pictures, self._evidence)
        self._records.save_passage(job.passage, files, note)
        if files:
            self._cameras.keep_reference(job.passage, lane)
        self._note_passage(job.passage)

    def _keep_pictures(
        self, passage: Passage, pictures: EvidencePictures, evidence: EvidenceStore
    ) -> tuple[bytes, list[EvidenceFile], str]:
        """Return the lane's picture, the files that are kept, and why there are none.

        Without pictures openings go on, and the passage says so (rules 25).
        """
        try:
            lane, crop = pictures.lane(), pictures.crop()
            files = [evidence.store("lane", lane), evidence.store("crop", crop)]
        except AlprError as exc:
            logger.error("evidence of passage %s not kept: %s", passage.passage_id, exc)
            if isinstance(exc, StorageError):  # a picture that can't be encoded is no full disk
                self._tell_pictures(kept=False)
            return b"", [], exc.code
        self._tell_pictures(kept=True)
        return lane, files, ""


def _failed(intent: Intent, error: AlprError) -> IntentAnswer:
    context = tuple((name, str(value)) for name, value in error.context.items())
    return IntentAnswer(intent_id=intent.intent_id, ok=False, code=error.code, context=context)
