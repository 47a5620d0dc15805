# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is written, in which order it is told, and what a broken disk does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from argon2 import PasswordHasher

from alpr_kiosk.domain.events import (
    Action,
    Alert,
    Decision,
    DecisionRecord,
    Priority,
    Reason,
)
from alpr_kiosk.domain.intents import (
    EntryRemoved,
    EntrySaved,
    Intent,
    IntentAnswer,
    LockdownEnded,
    ReasonGiven,
)
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.errors import ConfigError, StorageError
from alpr_kiosk.runtime.lists_keeper import LISTS_EVERY_S
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.memory import EVERY_S
from alpr_kiosk.runtime.storage import PROBE_EVERY_S, StorageWorker
from alpr_kiosk.runtime.storage_jobs import (
    Audit,
    EvidencePictures,
    KeepSetting,
    ReloadLists,
    SaveAlert,
    SaveDecision,
    SavePassage,
    StorageJob,
)
from alpr_kiosk.runtime.worker import WorkerHost
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.evidence import EvidenceFolder
from alpr_kiosk.storage.store import open_store
from alpr_kiosk.vision.preprocess import encode_jpeg
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry, passage
from tests.fakes.records import FakeRecords
from tests.runtime.ears import Ear

PIN = "739204"
PICTURES = EvidencePictures(lane=lambda: b"lane jpeg", crop=lambda: b"crop jpeg")


class Office:
    def __init__(self, folder: Path, records: type[FakeRecords] = FakeRecords) -> None:
        self.clock = ManualClock()
        self.records = records(clock=self.clock, entries=(entry("AB123CD"),))
        self.evidence = EvidenceFolder(folder, min_free_bytes=0)
        self.sessions = SessionService(
            records=self.records, clock=self.clock, hasher=PasswordHasher(1, 8, 1)
        )
        self.sessions.set_pin("Anna", "supervisor", PIN, "installer")
        self.inbox: Inbox[StorageJob] = Inbox(100)
        self.snapshots: list[ListSnapshot] = []
        self.worker = StorageWorker(
            inbox=self.inbox,
            records=self.records,
            evidence=self.evidence,
            sessions=self.sessions,
            lists=PlateListService(records=self.records, clock=self.clock),
            replace_snapshot=self.snapshots.append,
            clock=self.clock,
            give_back=lambda: self.given_back.append(self.clock.monotonic()),
        )
        self.given_back: list[float] = []
        self.saved: list[tuple[DecisionRecord, bool]] = []
        self.answers: list[IntentAnswer] = []
        self.lists: list[ListSnapshot] = []
        self.health: list[str] = []
        self.worker.decision_saved.connect(
            lambda record: self.saved.append((record, record in self.records.decisions))
        )
        self.worker.answered.connect(self.answers.append)
        self.worker.lists_changed.connect(self.lists.append)
        self.worker.health.connect(self.health.append)

    def ask(self, intent: Intent) -> IntentAnswer:
        self.worker.handle(intent)
        answer = self.answers[-1]
        assert answer.intent_id == intent.intent_id
        return answer

    def sign_in(self) -> str:
        return self.sessions.submit("Anna", "supervisor", PIN).session

    def drain(self) -> None:
        """Let the worker work off what is there, and end."""
        self.worker.request_stop()
        self.worker.work()


@pytest.fixture
def office(tmp_path: Path, qtbot) -> Office:
    return Office(tmp_path / "evidence")


def a_record(number: int = 1, **decision: Any) -> DecisionRecord:
    clock = ManualClock()
    values = {"action": Action.OPEN, "reason": Reason.ALLOW_LISTED} | decision
    return DecisionRecord(
        decision_id=f"d{number}",
        passage=passage("AB123CD", "AB123CD", passage_id=f"p{number}"),
        decision=Decision(**values),
        gate_id="gate",
        decided_at=clock.utc_now(),
        decided_mono=clock.monotonic(),
    )


BROKEN = StorageError("storage.unwritable", path="/data", why="no space")


# ----------------------------------------------------------------------------------- writing


def test_a_decision_is_told_after_it_was_committed(office: Office) -> None:
    office.worker.handle(SaveDecision(record=a_record()))
    ((record, was_committed),) = office.saved
    assert record.decision_id == "d1"
    assert was_committed


def test_jobs_are_done_in_order_and_none_is_left_at_the_end(office: Office) -> None:
    for number in range(50):
        office.inbox.put(SaveDecision(record=a_record(number)))
    office.drain()
    assert [record.decision_id for record, _ in office.saved] == [f"d{n}" for n in range(50)]
    assert len(office.inbox) == 0


def test_a_passage_is_kept_with_the_hashes_of_its_pictures(office: Office) -> None:
    office.worker.handle(SavePassage(passage=passage("AB123CD"), pictures=PICTURES))
    files, note = office.records.evidence["p1"]
    assert [file.kind for file in files] == ["lane", "crop"]
    assert all(office.evidence.verify(file) for file in files)
    assert note == ""


def test_without_pictures_the_passage_says_so(office: Office, tmp_path: Path) -> None:
    """rules 25: a full disk stops pictures, not openings."""
    office.worker._evidence = EvidenceFolder(tmp_path / "full", min_free_bytes=2**62)
    office.worker.handle(SavePassage(passage=passage("AB123CD"), pictures=PICTURES))
    assert office.records.evidence["p1"] == ((), "evidence.unwritable")
    assert "p1" in office.records.passages
    assert office.health == []


def test_a_picture_that_cannot_be_encoded_costs_no_more_than_itself(office: Office) -> None:
    """A plate at the very edge has an empty crop: its passage is kept, the thread goes on."""
    told: list[bool] = []
    office.worker.evidence_kept.connect(told.append)
    pictures = EvidencePictures(
        lane=lambda: b"lane jpeg", crop=lambda: encode_jpeg(np.zeros((0, 9, 3), np.uint8))
    )
    office.worker.handle(SavePassage(passage=passage(passage_id="p1"), pictures=pictures))
    assert office.records.evidence["p1"] == ((), "picture.encode")
    assert not told, "no disk is full"


def test_pictures_switched_off_are_not_encoded(office: Office) -> None:
    def never() -> bytes:
        raise AssertionError("encoded")

    office.worker._evidence = None
    pictures = EvidencePictures(lane=never, crop=never)
    office.worker.handle(SavePassage(passage=passage("AB123CD"), pictures=pictures))
    assert "p1" in office.records.passages


def test_small_things_are_written_too(office: Office) -> None:
    alert = Alert(
        alert_id="a1",
        code="relay.gone",
        source="gate",
        priority=Priority.HIGH,
        raised_at=office.clock.utc_now(),
    )
    for job in (
        SaveAlert(alert=alert),
        Audit(kind="gate.confirmed", actor="Anna", body=(("gate_id", "gate"),)),
        KeepSetting(key="lockdown", value="on"),
    ):
        office.worker.handle(job)
    assert office.records.alerts == [alert]
    assert office.records.audit[-1].kind == "gate.confirmed"
    assert office.records.get_setting("lockdown") == "on"


def test_the_lists_are_read_anew_when_an_opening_has_taken_a_use(office: Office) -> None:
    office.records.save_entry(entry("KL58MNO", ListKind.VISITOR, max_uses=1, uses_left=0), "Anna")
    office.worker.handle(ReloadLists(entry_id="visitor-KL58MNO"))
    assert office.snapshots == office.lists
    assert office.lists[-1].exact("KL58MNO")[0].uses_left == 0


# ---------------------------------------------------------------------------------- failures


def test_a_use_that_cannot_be_read_now_is_read_later(office: Office) -> None:
    office.records.save_entry(entry("KL58MNO", ListKind.VISITOR, max_uses=1, uses_left=0), "Anna")
    office.records.failing = BROKEN
    office.worker.handle(ReloadLists(entry_id="visitor-KL58MNO"))
    assert not office.lists
    office.records.failing = None
    office.clock.advance(LISTS_EVERY_S)
    office.drain()
    assert [lists.exact("KL58MNO")[0].uses_left for lists in office.lists] == [0]
    assert office.snapshots == office.lists


class DiesOnceSaved(FakeRecords):
    """A record that is away as soon as an entry is saved."""

    def save_entry(self, entry: ListEntry, actor: str) -> None:
        super().save_entry(entry, actor)
        self.failing = BROKEN


def test_what_was_saved_is_not_told_as_failed(tmp_path: Path, qtbot) -> None:
    office = Office(tmp_path / "evidence", DiesOnceSaved)
    session = office.sign_in()
    assert office.ask(EntrySaved(entry=entry("KL58MNO"), session=session)).ok
    assert office.health == ["storage.unwritable"]
    office.records.failing = None
    office.clock.advance(LISTS_EVERY_S)
    office.drain()
    assert office.lists[-1].exact("KL58MNO")


def test_a_decision_that_cannot_be_kept_is_told_anyway(office: Office) -> None:
    """The guard must still see and hear it; the banner says that it is not kept."""
    office.records.failing = BROKEN
    office.worker.handle(SaveDecision(record=a_record()))
    ((_, was_committed),) = office.saved
    assert not was_committed
    assert office.health == ["storage.unwritable"]


def test_trouble_is_told_once_and_its_end_once(office: Office) -> None:
    office.records.failing = BROKEN
    for number in range(3):
        office.worker.handle(SaveDecision(record=a_record(number)))
    office.records.failing = None
    for number in range(3):
        office.worker.handle(SaveDecision(record=a_record(number)))
    assert office.health == ["storage.unwritable", ""]


def test_an_idle_worker_looks_whether_the_database_is_back(office: Office) -> None:
    """Else the banner would stay until the next car."""
    office.records.failing = BROKEN
    office.worker.handle(SaveDecision(record=a_record()))
    office.worker._probe()
    assert office.health == ["storage.unwritable"]
    office.records.failing = None
    office.worker._probe()  # not again so soon
    assert office.health == ["storage.unwritable"]
    office.clock.advance(PROBE_EVERY_S)
    office.worker._probe()
    assert office.health == ["storage.unwritable", ""]


def test_an_idle_worker_gives_free_memory_back_now_and_then(office: Office) -> None:
    begun = office.clock.monotonic()
    for _ in range(5):
        office.worker._tidy()
        office.clock.advance(EVERY_S / 2)
    assert office.given_back == [begun + EVERY_S, begun + 2 * EVERY_S]


def test_a_request_gets_the_code_of_the_trouble(office: Office) -> None:
    office.records.failing = BROKEN
    answer = office.ask(ReasonGiven(event_id="i1", reason="known", note="", actor="Anna"))
    assert (answer.ok, answer.code) == (False, "storage.unwritable")
    assert office.health == ["storage.unwritable"]


def test_an_entry_that_is_gone_is_no_broken_database(office: Office) -> None:
    """Two supervisors, or one who taps twice."""
    session = office.sign_in()
    answer = office.ask(EntryRemoved(entry_id="gone", session=session))
    assert (answer.ok, answer.code) == (False, "lists.unknown_entry")
    assert office.health == []


def test_another_error_of_a_job_ends_the_worker(office: Office) -> None:
    office.records.failing = ConfigError("bad.thing")  # type: ignore[assignment]
    with pytest.raises(ConfigError):
        office.worker.handle(KeepSetting(key="a", value="b"))


def test_who_asks_is_answered_even_by_a_bug(office: Office) -> None:
    office.records.failing = ZeroDivisionError("oops")  # type: ignore[assignment]
    intent = ReasonGiven(event_id="i1", reason="known", note="", actor="Anna")
    office.inbox.put(intent)
    with pytest.raises(ZeroDivisionError):
        office.drain()
    (answer,) = office.answers
    assert (answer.intent_id, answer.ok, answer.code) == (intent.intent_id, False, "program.bug")


# ----------------------------------------------------------------------------------- requests


@pytest.mark.parametrize(
    "make",
    [
        lambda session: EntrySaved(entry=entry("KL58MNO"), session=session),
        lambda session: EntryRemoved(entry_id="allow-AB123CD", session=session),
        lambda session: LockdownEnded(session=session),
    ],
)
def test_without_a_living_session_a_pin_is_needed(office: Office, make: Any) -> None:
    before = office.records.entries()
    ended = office.sign_in()
    office.sessions.end(ended)
    idle = office.sign_in()
    office.clock.advance(121)
    for session in ("", "made up", ended, idle):
        answer = office.ask(make(session))
        assert (answer.ok, answer.code) == (False, "pin.needed")
    assert office.records.entries() == before
    assert office.lists == []


def test_a_saved_entry_is_in_use_when_it_is_answered(office: Office) -> None:
    session = office.sign_in()
    answer = office.ask(EntrySaved(entry=entry("KL58MNO"), session=session))
    assert (answer.ok, answer.code) == (True, "")
    assert office.snapshots[-1].exact("KL58MNO")
    assert office.records.audit[-1].actor == "Anna"


def test_a_look_alike_is_saved_with_a_warning(office: Office) -> None:
    session = office.sign_in()
    answer = office.ask(EntrySaved(entry=entry("A8123CD", ListKind.DENY), session=session))
    assert (answer.ok, answer.code) == (True, "lists.collision.deny")
    assert dict(answer.context) == {"a": "AB123CD", "b": "A8123CD"}


@pytest.mark.parametrize(
    ("plate", "code"), [("!", "lists.bad_plate"), ("ab 123 cd", "lists.duplicate")]
)
def test_a_bad_entry_is_explained_and_not_saved(office: Office, plate: str, code: str) -> None:
    session = office.sign_in()
    intent = EntrySaved(entry=entry(plate, entry_id="new"), session=session)
    answer = office.ask(intent)
    assert (answer.ok, answer.code) == (False, code)
    assert answer.context
    assert len(office.records.entries()) == 1


def test_a_removed_entry_is_gone_when_it_is_answered(office: Office) -> None:
    session = office.sign_in()
    answer = office.ask(EntryRemoved(entry_id="allow-AB123CD", reason="moved", session=session))
    assert answer.ok
    assert office.snapshots[-1].entries == ()


def test_a_lockdown_ends_by_a_supervisor_who_is_named(office: Office) -> None:
    answer = office.ask(LockdownEnded(session=office.sign_in(), actor="somebody else"))
    assert (answer.ok, answer.code) == (True, "lockdown.ended")
    assert dict(answer.context) == {"actor": "Anna"}


def test_a_reason_is_kept(office: Office) -> None:
    intent = ReasonGiven(event_id="i1", reason="known", note="red van", actor="Anna")
    answer = office.ask(intent)
    assert (answer.ok, answer.code) == (True, "override.saved")
    assert office.records.overrides == [("i1", "known", "red van", "Anna")]


def test_an_unknown_request_is_answered(office: Office) -> None:
    answer = office.ask(Intent())
    assert (answer.ok, answer.code) == (False, "intent.unknown")


# --------------------------------------------------------------------------------- as a thread


@pytest.fixture
def host(office: Office) -> Iterator[WorkerHost]:
    made = WorkerHost(office.worker)
    yield made
    made.stop()


def test_all_is_told_in_the_gui_thread(office: Office, host: WorkerHost, qtbot) -> None:
    ear = Ear()
    office.worker.decision_saved.connect(ear.one)
    office.worker.answered.connect(ear.one)
    host.start()
    office.inbox.put(SaveDecision(record=a_record()))
    office.inbox.put(ReasonGiven(event_id="i1", reason="known", note="", actor="Anna"))
    qtbot.waitUntil(lambda: len(ear.heard) == 2, timeout=20_000)
    assert ear.threads == {threading.main_thread().name}
    assert host.stop()
    assert office.worker.last_beat == office.clock.monotonic()


def test_what_waits_is_written_before_the_thread_ends(office: Office, host: WorkerHost) -> None:
    for number in range(40):
        office.inbox.put(SaveDecision(record=a_record(number)))
    host.start()
    assert host.stop()
    assert len(office.records.decisions) == 40


def test_what_the_command_line_changes_is_in_use_soon(qtbot, tmp_path: Path) -> None:
    clock = ManualClock()
    store = open_store(tmp_path, clock=clock)
    lists = PlateListService(records=store.records, clock=clock, book=store.lists)
    lists.load()
    snapshots: list[ListSnapshot] = []
    worker = StorageWorker(
        inbox=Inbox(10),
        records=store.records,
        evidence=None,
        sessions=SessionService(records=store.records, clock=clock),
        lists=lists,
        replace_snapshot=snapshots.append,
        clock=clock,
    )
    worker.stop_event.set()
    other = PlateListService(records=store.records, clock=clock, book=store.lists)
    other.save(entry("AB123CD"), "installer")
    worker.work()
    assert not snapshots, "not at each job: now and then"
    clock.advance(LISTS_EVERY_S)
    worker.work()
    assert [len(snapshot) for snapshot in snapshots] == [1]
    clock.advance(LISTS_EVERY_S)
    worker.work()
    assert len(snapshots) == 1, "nothing changed since"
    # A save that is refused has seen what another process banned: decisions must know it too.
    other.save(entry("XY987ZW", ListKind.DENY), "installer")
    with pytest.raises(ConfigError, match=r"lists\.duplicate"):
        lists.save(entry("AB123CD", entry_id="again"), "Anna")
    clock.advance(LISTS_EVERY_S)
    worker.work()
    assert snapshots[-1].exact("XY987ZW")
    store.close()
