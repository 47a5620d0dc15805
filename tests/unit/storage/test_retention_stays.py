# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stays that are paired again after pseudonyms have taken the place of plates stay what they were.

And what is removed ends: nothing is due a second time, whatever the passages went through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alpr_kiosk.config.keeping import KeepConfig, KeepingConfig
from alpr_kiosk.domain.events import Action, Consensus, Direction, Reason
from alpr_kiosk.domain.stays import Stay
from alpr_kiosk.storage import plate_data
from alpr_kiosk.storage.orm import DecisionTable, PassageTable, StayMarkTable, StayTable
from alpr_kiosk.storage.orphans import OrphanSweep
from alpr_kiosk.storage.pseudonym import pseudonym
from alpr_kiosk.storage.retention import Retention
from tests.contracts.records_contract import NOON, make_record
from tests.contracts.stays_contract import Lane
from tests.unit.storage.gatehouse import Gatehouse

OUT = Direction.OUT


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    made = Gatehouse(tmp_path)
    longer = KeepConfig(pictures_days=30, plates_days=90)
    made.retention = Retention(
        database=made.store.database,
        key=made.store.key,
        evidence=made.store.evidence,
        rules=KeepingConfig(allowed=longer).rules,
    )
    yield made
    made.store.close()


@pytest.fixture
def lane(house: Gatehouse) -> Lane:
    return Lane(house.store.database, key=house.store.key)


def drive(
    lane: Lane,
    name: str,
    plate: str,
    minute: float,
    direction: Direction = Direction.IN,
    *,
    listed: bool = False,
) -> None:
    """A car that is let through; one that is on no list is kept for a shorter time."""
    passage = lane.passage(name, plate, minute, direction)
    lane.records.save_passage(passage)
    record = make_record(passage, f"d-{name}", Action.OPEN, Reason.ALLOW_LISTED)
    if not listed:
        decision = replace(record.decision, entry_id=None, candidates=())
        record = replace(record, decision=decision)
    lane.records.save_decision(record)
    lane.command(passage, gate="gate2" if direction is OUT else "gate1")
    lane.stays.note_passage(name)


def inside(lane: Lane) -> dict[str, str]:
    return {stay.stay_id: stay.text for stay in lane.stays.inside()}


def all_stays(lane: Lane) -> list[Stay]:
    return list(lane.stays.between(NOON.replace(year=2000), NOON.replace(year=2100)))


def test_a_car_that_stays_for_months_keeps_its_plate_over_a_restart(
    house: Gatehouse, lane: Lane
) -> None:
    drive(lane, "in", "AB1234", 0)
    house.run(days=400 - 40)
    assert inside(lane) == {"in": "AB1234"}
    lane.opened_again()
    assert inside(lane) == {"in": "AB1234"}
    assert lane.stays.view.find("AB1234") is not None


def test_misread_exits_are_not_paired_anew_by_pseudonyms(house: Gatehouse, lane: Lane) -> None:
    drive(lane, "in", "AB1230", 0)
    drive(lane, "out", "A81230", 60, OUT)
    before = [(stay.stay_id, stay.fit, stay.end) for stay in all_stays(lane)]
    house.run(days=40)
    lane.opened_again()
    assert inside(lane) == {}
    assert [(stay.stay_id, stay.fit, stay.end) for stay in all_stays(lane)] == before


def test_a_stay_of_which_one_end_is_kept_longer_is_not_opened_again(
    house: Gatehouse, lane: Lane
) -> None:
    drive(lane, "in", "AB1230", 0)
    drive(lane, "out", "AB1230", 60, OUT, listed=True)
    house.run(days=40)
    kept = {row.passage_id: row.plate for row in house.rows().values()}
    assert kept["out"] == "AB1230"
    assert kept["in"].startswith("#")
    before = all_stays(lane)
    lane.opened_again()
    assert inside(lane) == {}
    assert all_stays(lane) == before


def test_the_correction_of_an_old_passage_opens_no_stay_again(house: Gatehouse, lane: Lane) -> None:
    drive(lane, "listed", "CD5678", 0, listed=True)
    drive(lane, "in", "AB1230", 30)
    drive(lane, "out", "A81230", 60, OUT)
    house.run(days=40)
    drive(lane, "now", "EF9012", 41 * 24 * 60)
    lane.opened_again()
    assert lane.stays.correct("listed", "CD5679", "Guard")
    assert "in" not in inside(lane)
    assert {text for text in inside(lane).values() if text.startswith("#")} == set()
    lane.opened_again()
    assert "in" not in inside(lane)


def test_an_unread_car_gets_no_pseudonym(house: Gatehouse) -> None:
    house.add("unread", "")
    house.run(days=40)
    with house.store.database.read() as session:
        row = session.get_one(PassageTable, "unread")
        assert (row.plate, row.fold, row.keep_as) == ("", "", None)


def test_a_car_that_came_in_unread_keeps_the_pseudonym_of_its_exit(
    house: Gatehouse, lane: Lane
) -> None:
    unread = replace(lane.passage("in", "", 0), consensus=Consensus())
    lane.records.save_passage(unread)
    lane.decided(unread, Action.OPEN, Reason.ALLOW_LISTED)
    lane.command(unread)
    lane.stays.note_passage("in")
    drive(lane, "out", "AB1230", 60, OUT)
    token = pseudonym(house.store.key, "AB1230")
    for days in (40, 60):  # the exit's time is over first, then the entry's
        house.run(days=days)
        with house.store.database.read() as session:
            row = session.get_one(StayTable, "in")
            assert (row.text, row.exit_text) == (token, token)


def test_each_chore_ends_and_does_nothing_the_second_time(house: Gatehouse, lane: Lane) -> None:
    """Unread, not settled, erased, corrected, taken back, held and empty: all of it at once."""
    for number, (plate, corrected) in enumerate(
        (
            ("", None),
            ("", "AB1234"),
            ("AB1235", None),
            ("AB1236", "AB1237"),
            ("AB1238", ""),
            ("#", None),
            ("#0123456789", None),
        )
    ):
        for listed in (False, True):
            name = f"{number}{listed}"
            drive(lane, f"in{name}", plate, number, listed=listed)
            house.add(f"seen{name}", plate, reason=None)
            drive(lane, f"out{name}", plate, number + 60, OUT, listed=listed)
            for passage in (f"in{name}", f"out{name}"):
                if corrected is not None:
                    lane.stays.correct(passage, corrected, "Guard")
                    lane.stays.correct(passage, None, "Guard")
                    lane.stays.correct(passage, corrected, "Guard")
    lane.stays.mark_inside("AB1239", "Guard")
    lane.stays.mark_inside("", "Guard")
    for intent, words in (("i", ""), ("j", "AB1235 was late")):
        lane.records.save_override_reason(intent, "misread", words, "Guard")
    with house.store.database.write() as session:
        finds = plate_data.find(session, "AB1235", alike=True)
        plate_data.erase(session, house.store.key, finds, at=NOON, actor="A", reason="asked")
    kept = house.store.incidents.hold(
        "held",
        ["in00False", "in3True", "seen6False"],
        owner="A",
        reason="AB1236 hit the gate",
        actor="A",
        review_at=NOON,
    )
    sweep = OrphanSweep(database=house.store.database, evidence=house.store.evidence)
    for days in (35, 70, 400):
        assert house.run(days=days) > 0
        told = len(house.proofs())
        assert house.run(days=0) == 0
        assert len(house.proofs()) == told
        assert sum(sweep.step(house.clock.utc_now()) for _ in range(256)) == 255
    house.store.incidents.release(kept.incident_id, actor="A", reason="settled")
    assert house.run(days=400) > 0
    told = len(house.proofs())
    assert house.run(days=0) == 0
    assert len(house.proofs()) == told
    assert house.rows() == {}
    with house.store.database.read() as session:
        assert session.query(DecisionTable).count() == 0
        for table in (StayTable, StayMarkTable):
            texts = {row.text for row in session.query(table) if getattr(row, "ended", "x")}
            assert all(not text or text.startswith("#") for text in texts)
    assert house.is_sound()
