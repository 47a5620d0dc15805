# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever is done with a plate, no row of the chain and no line of the log has it in clear."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from threading import Event

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.domain.events import Alert, Priority, Reason
from alpr_kiosk.domain.history import HistoryQuery, PlatePattern
from alpr_kiosk.domain.incident_intents import IncidentLetGo, PassagesHeld
from alpr_kiosk.domain.list_import import ImportOptions
from alpr_kiosk.domain.list_intents import EntriesExtended, EntriesRemoved, ListChangeUndone
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.plate import fold, strong_fold
from alpr_kiosk.domain.visit_intents import (
    DecisionMarkedWrong,
    MarkedInside,
    MarkedLeft,
    MarkUndone,
    PassageCorrected,
    QuickPassMade,
)
from alpr_kiosk.logging_setup import FORMAT, RedactedFormatter
from alpr_kiosk.services.incident_desk import IncidentDesk
from alpr_kiosk.services.list_desk import ListDesk
from alpr_kiosk.services.list_import import ListImportService
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.visits import VisitService
from alpr_kiosk.storage.backups import BackupFolder
from alpr_kiosk.storage.erasing import erase_plate
from alpr_kiosk.storage.full_check import check_record
from tests.contracts.records_contract import NOON
from tests.contracts.stays_contract import OUT, Lane
from tests.fakes.plates import entry
from tests.unit.storage.gatehouse import Gatehouse

PIN = "739204"
CARS = ("KL58MNO", "B-ÖB 1230", "34A36837", "XY99ZZZ", "WX7Q2RT")
ONE, GERMAN, TURKISH, BANNED, WRONG = CARS
FORBIDDEN = sorted(
    {form for one in (*CARS, "BÖB1230") for form in (one, fold(one), strong_fold(one))}
)


def test_all_that_is_done_with_plates(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house = Gatehouse(tmp_path)
    store, records, clock = house.store, house.store.records, house.clock
    lists = PlateListService(records=records, clock=clock, book=store.lists, history=store.history)
    sessions = SessionService(records=records, clock=clock, hasher=PasswordHasher(1, 8, 1))
    sessions.set_pin("Anna", "supervisor", PIN, "installer")
    lane = Lane(store.database, key=store.key)
    visits = VisitService(
        stays=lane.stays,
        lists=lists,
        records=records,
        sessions=sessions,
        snapshot=lists.load,
        clock=clock,
        tz=timezone.utc,
        max_stay=timedelta(hours=2),
    )

    def signed_in() -> str:
        return sessions.submit("Anna", "supervisor", PIN).session

    # Lists: saved, changed, seen before, imported, exported, undone, removed with a reason.
    for car in CARS:
        lane.drive(f"in {CARS.index(car)}", car, CARS.index(car))
        lists.save(replace(entry(car), entry_id=f"e{CARS.index(car)}"), "Anna")
    ban = replace(entry("XY 99 ZZZ", ListKind.DENY), entry_id="ban")
    lists.save(ban, "Anna")
    lists.seen_before(ban, "Anna")
    (listed,) = lists.load().exact(ONE)
    lists.save(replace(listed, notes=f"{ONE} is white", owner=f"O of {GERMAN}"), "Anna")
    (change, *_) = lists.history(plate=ONE, actor="Anna")
    lists.undo(change.change_id, "Anna")
    imports = ListImportService(
        lists=lists, records=records, book=store.lists, clock=clock, tz=timezone.utc
    )
    rows = [(1, ["plate", "list", "owner"]), (2, [WRONG, "allow", f"like {TURKISH}"])]
    batch = imports.apply(imports.check(rows, ImportOptions(), "Zoe"), "Zoe", note=f"{WRONG}.csv")
    assert len(list(imports.export(frozenset(), "Zoe"))) > 2
    store.lists.undo_batch(batch.batch_id, "Zoe")
    touch = ListDesk(
        lists=lists,
        book=store.lists,
        sessions=sessions,
        history=store.history,
        pictures=store.evidence,
        photos=store.photos,
    )
    ids = tuple(one.entry_id for one in lists.load().entries)
    for change in (
        EntriesExtended(entry_ids=ids, until=clock.utc_now() + timedelta(days=9)),
        EntriesRemoved(entry_ids=ids, reason=f"{ONE} is gone"),
    ):
        done = touch.handle(replace(change, session=signed_in()))
        assert done.ok
    undo = ListChangeUndone(batch_id=dict(done.context)["batch"], session=signed_in())
    assert touch.handle(undo).ok
    records.remove_entry(listed.entry_id, "Anna", f"{ONE} is sold")
    # Searches, of a plate, a part and a pattern.
    for typed in (ONE, TURKISH[2:], f"{ONE[:2]}?{ONE[3:]}", GERMAN):
        store.history.page(HistoryQuery(plate=PlatePattern.parse(typed)), actor="Anna")
    # Guards: passes, corrections, marks, reasons, alerts, holds.
    asked = (
        QuickPassMade(plate=WRONG, note=f"for {ONE}", host="H", actor="07"),
        PassageCorrected(passage_id="in 0", plate=GERMAN, actor="07"),
        PassageCorrected(passage_id="in 0", plate=None, actor="07"),
        DecisionMarkedWrong(decision_id="d 0", why="other_car", actor="07"),
        MarkedInside(plate="ZZ 1234", actor="07"),
        MarkedLeft(stay_id="in 1", actor="07"),
    )
    answers = [visits.handle(intent).answer for intent in asked]
    assert [answer.code for answer in answers if not answer.ok] == []
    mark_id = dict(answers[-1].context)["mark_id"]
    assert visits.handle(MarkUndone(mark_id=mark_id, actor="07")).answer.ok
    records.save_override_reason("i1", f"let {ONE} in", f"it was {WRONG}", "07")
    alert = Alert(
        alert_id="a", code="x.y", source=BANNED, priority=Priority.HIGH, raised_at=clock.utc_now()
    )
    records.save_alert(alert)
    records.save_alert(replace(alert, seen=True))
    desk = IncidentDesk(
        incidents=store.incidents,
        sessions=sessions,
        clock=clock,
        records=records,
        history=store.history,
    )
    held = desk.handle(PassagesHeld(passages=("in 2",), reason=f"{TURKISH} fled", actor="07"))
    assert held.ok
    name = dict(held.context)["incident"]
    let_go = IncidentLetGo(incident_id=name, reason=f"{TURKISH} paid", session=signed_in())
    assert desk.handle(let_go).ok
    # What the keeper does, an erasure, and time.
    lane.drive("out", TURKISH, 60, OUT)
    house.add("seen", BANNED, reason=Reason.DENY_LISTED, kind="deny")
    backup = BackupFolder(
        database=store.database,
        key=store.key,
        data_dir=tmp_path,
        folder=tmp_path / "b",
        zone=timezone.utc,
        quota=None,
        audit=records.append_audit,
        disk_usage=lambda _path: (10**12, 0, 10**12),
    )
    backup.make(actor="system", stop=Event())
    check_record(store.database, store.key, keep=records.set_setting, stop=Event())
    erase_plate(store, tmp_path, GERMAN, actor="Anna", reason="asked for", alike=True)
    assert house.run(days=40) > 0
    lane.opened_again()
    assert house.run(days=400) > 0

    told = records.audit_rows(limit=100_000)
    kinds = {row.kind for row in told}
    assert kinds >= {"list.imported", "stay.marked_left", "incident.held", "privacy.erased"}
    assert {"history.searched", "alert.seen", "pass.made", "retention.removed"} <= kinds
    for row in told:
        assert [one for one in FORBIDDEN if one in row.body] == [], row
    log = RedactedFormatter(FORMAT)
    lines = [log.format(record) for record in caplog.records]
    assert [line for line in lines if any(one in line for one in FORBIDDEN)] == []
    assert min(row.at for row in told) <= NOON
    assert house.is_sound()
    store.close()
