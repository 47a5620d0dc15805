# SPDX-License-Identifier: AGPL-3.0-or-later
"""What has had its time goes, with proof; what has not, and what is shared or held, stays."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import func, select

from alpr_kiosk.config.keeping import KeepingConfig
from alpr_kiosk.domain.events import Action, Alert, Decision, Priority, Reason
from alpr_kiosk.domain.plate import fold
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.corrections import correct
from alpr_kiosk.storage.date_trust import LOOKED_AT
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    AuditNoteTable,
    DecisionTable,
    OverrideReasonTable,
    PassageTable,
    StayMarkTable,
    StayTable,
)
from alpr_kiosk.storage.orphans import OrphanSweep
from alpr_kiosk.storage.pseudonym import fold_of, pseudonym
from tests.contracts.records_contract import NOON, make_record
from tests.unit.storage.gatehouse import PLATE, Gatehouse


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    made = Gatehouse(tmp_path)
    yield made
    made.store.close()


def test_pictures_go_after_the_time_of_their_category(house: Gatehouse) -> None:
    house.add("unlisted")
    house.add("denied", reason=Reason.DENY_LISTED, kind="deny")
    house.add("allowed", reason=Reason.ALLOW_LISTED, kind="allow")
    house.add("watched", reason=Reason.ASK_WATCH, kind="watch")
    house.add("visitor", reason=Reason.ALLOW_VISITOR, kind="visitor")
    house.add("unread", reason=None)
    assert house.run(days=2.9) == 0
    house.run(days=0.2)
    rows = house.rows()
    gone = {name for name, row in rows.items() if not row.evidence}
    assert gone == {"unlisted", "denied", "unread"}
    assert {rows[name].evidence_note for name in gone} == {"evidence.expired"}
    assert len(list(house.store.evidence.files())) == 6
    house.run(days=27)
    assert not any(row.evidence for row in house.rows().values())
    assert list(house.store.evidence.files()) == []
    assert house.is_sound()


def test_a_passage_that_was_listed_once_is_kept_as_that(house: Gatehouse) -> None:
    passage = house.add("p", reason=Reason.ALLOW_LISTED, kind="allow")
    left = replace(make_record(passage, "d2", Action.LOG_ONLY, Reason.CAR_LEFT))
    decision = Decision(action=Action.LOG_ONLY, reason=Reason.CAR_LEFT)
    house.store.records.save_decision(replace(left, decision=decision))
    house.run(days=5)
    assert house.rows()["p"].evidence


def test_each_removal_has_its_proof_without_plates(house: Gatehouse) -> None:
    for number in range(120):
        house.add(f"p{number:03}", days=number / 1000)
    house.run(days=4)
    proofs = [one for one in house.proofs() if one["what"] == "pictures"]
    assert sum(one["count"] for one in proofs) == 240
    expected = sum(len(f"lane p{n:03}") + len(f"crop p{n:03}") for n in range(120))
    assert sum(one["size"] for one in proofs) == expected
    assert {one["category"] for one in proofs} == {"unlisted"}
    assert min(one["oldest"] for one in proofs) == NOON.isoformat()
    assert len({one["digest"] for one in proofs}) == len(proofs) > 1
    assert PLATE not in json.dumps(proofs)


def test_a_picture_that_two_passages_show_goes_with_the_second(house: Gatehouse) -> None:
    house.add("one", picture=b"the same")
    house.add("two", picture=b"the same", days=2)
    house.run(days=4)
    assert not house.rows()["one"].evidence
    assert all(house.store.evidence.verify(file) for file in house.rows()["two"].evidence)
    house.run(days=2)
    assert list(house.store.evidence.files()) == []


def test_new_pictures_of_a_passage_take_the_place_of_the_old_ones(house: Gatehouse) -> None:
    passage = house.add("p")
    fresh = [house.store.evidence.store("lane", b"better")]
    house.store.records.save_passage(passage, fresh)
    house.run(days=0)
    assert [path.stem for path in house.store.evidence.files()] == [fresh[0].sha256]


def test_plates_become_pseudonyms_and_counts_stay(house: Gatehouse) -> None:
    for number in range(30):
        plate = ("34A36837", "B-ÖB 123", "AB0123")[number % 3]
        house.add(f"p{number}", plate, days=number / 24)

    def counts() -> tuple[Counter[Any], list[int]]:
        with house.store.database.read() as session:
            rows = session.execute(
                select(PassageTable.first_seen_at, PassageTable.camera_id, PassageTable.reason)
            ).all()
            visits = session.scalars(
                select(func.count()).select_from(PassageTable).group_by(PassageTable.plate)
            )
            return Counter((row[0].hour, row[1], row[2]) for row in rows), sorted(visits)

    before = counts()
    house.run(days=32)
    assert counts() == before
    with house.store.database.read() as session:
        for row in session.scalars(select(PassageTable)):
            assert row.plate == pseudonym(house.store.key, row.plate)
            assert row.plate.startswith("#")
            assert row.fold == fold_of(row.plate)
            assert (row.votes, row.keep_as) == ([], None)
            assert row.best_read["text"] == ""
            assert row.best_read["box"]
        for decision in session.scalars(select(DecisionTable)):
            assert decision.plate.startswith("#")
            assert (decision.entry_id, decision.candidates, decision.context) == (None, [], [])
    assert sum(p["count"] for p in house.proofs() if p["what"] == "plates") == 30
    assert house.is_sound()


def test_a_plate_whose_time_is_over_does_not_come_back(house: Gatehouse) -> None:
    passage = house.add("parked")
    house.run(days=31)
    later = replace(passage, last_seen_at=NOON + timedelta(days=31), closed=True)
    house.store.records.save_passage(later)
    assert house.rows()["parked"].plate.startswith("#")


def test_a_plate_whose_time_is_over_is_not_corrected(house: Gatehouse) -> None:
    house.add("old")
    house.run(days=31)
    with pytest.raises(StorageError) as caught:
        correct(house.store.database, house.store.key, "old", "AB123", "G")
    assert caught.value.code == "passage.expired"


def test_a_car_that_stands_in_sight_keeps_its_plate(house: Gatehouse) -> None:
    passage = house.add("parked")
    house.store.records.save_passage(replace(passage, last_seen_at=NOON + timedelta(days=20)))
    house.run(days=31)
    assert house.rows()["parked"].plate == PLATE


@given(plate=st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=9))
def test_no_part_of_a_look_alike_key_finds_a_pseudonym(plate: str) -> None:
    token = pseudonym(ChainKey(secret=b"k" * 32), plate)
    assert len(token) == 11
    assert not set(fold_of(token)[1:]) & set(fold(plate))
    assert pseudonym(ChainKey(secret=b"k" * 32), token) == token
    assert pseudonym(ChainKey(secret=b"j" * 32), plate) != token


def test_stays_that_are_over_get_the_pseudonyms_of_their_passages(house: Gatehouse) -> None:
    house.add("in")
    common = {"entered_at": NOON, "camera_id": "cam1", "seen_at": NOON, "entry_passage": "in"}
    with house.store.database.write() as session:
        for name, ended, entry in (("over", 1, None), ("listed", 1, "e1"), ("inside", None, None)):
            session.add(
                StayTable(
                    stay_id=name,
                    text=PLATE,
                    exit_text="" if ended is None else PLATE,
                    ended="" if ended is None else "left",
                    ended_moment=ended,
                    entry_id=entry,
                    **common,
                )
            )
        session.add(
            StayMarkTable(
                mark_id="m",
                at=NOON,
                direction="in",
                text=PLATE,
                stay_id="",
                actor="G",
                undone=False,
            )
        )
    assert house.run(days=29) > 0  # pictures
    with house.store.database.read() as session:
        assert set(session.scalars(select(StayTable.text))) == {PLATE}
    house.run(days=2)
    token = house.rows()["in"].plate
    with house.store.database.read() as session:
        texts = {
            row.stay_id: (row.text, row.exit_text) for row in session.scalars(select(StayTable))
        }
        assert session.scalars(select(StayMarkTable.text)).all() == [token]
    assert texts == {"over": (token, token), "listed": (token, token), "inside": (PLATE, "")}
    assert sum(proof["count"] for proof in house.proofs() if proof["what"] == "stays") == 3


def test_a_car_that_nobody_read_has_nothing_to_be_taken_away(house: Gatehouse) -> None:
    stays = {"unread": ("", ""), "misread": ("#0123456789", PLATE)}
    with house.store.database.write() as session:
        for name, (text, exit_text) in stays.items():
            session.add(
                StayTable(
                    stay_id=name,
                    text=text,
                    exit_text=exit_text,
                    ended="left",
                    ended_moment=1,
                    entered_at=NOON,
                    camera_id="cam1",
                    seen_at=NOON,
                    entry_passage="in",
                )
            )
        session.add(
            StayMarkTable(
                mark_id="m",
                at=NOON,
                direction="out",
                text="",
                stay_id="unread",
                actor="G",
                undone=False,
            )
        )
    house.clock.utc += timedelta(days=31)
    house.clock.mono += 31 * 86400
    retention, now = house.retention, house.clock.utc_now()
    assert [retention.step(now) for _ in range(3)] == [True, False, False]
    with house.store.database.read() as session:
        row = session.get(StayTable, "misread")
        assert row is not None
        assert row.exit_text.startswith("#")


def test_rows_are_counted_for_a_year_and_then_go(house: Gatehouse) -> None:
    house.add("old")
    house.add("young", days=100)
    house.run(days=401)
    assert set(house.rows()) == {"young"}
    with house.store.database.read() as session:
        assert session.scalars(select(DecisionTable.passage_id)).all() == ["young"]
    assert house.is_sound()


def test_texts_that_may_name_a_plate_go_and_the_chain_stays_whole(house: Gatehouse) -> None:
    records = house.store.records
    records.save_override_reason("i1", "misread", f"{PLATE} misread", "Amara")
    records.save_alert(
        Alert(alert_id="a", code="x.y", source=PLATE, priority=Priority.HIGH, raised_at=NOON)
    )

    def texts() -> list[str]:
        with house.store.database.read() as session:
            found = [*session.scalars(select(AuditNoteTable.text))]
            return [*found, *session.scalars(select(OverrideReasonTable.note))]

    house.run(days=31)
    assert texts() == [f"{PLATE} misread"]
    house.run(days=335)
    assert texts() == [""]
    assert records.verify_audit() is None


def test_a_clock_that_jumps_removes_nothing_for_a_day(house: Gatehouse) -> None:
    house.add("p")
    assert house.run(days=1) == 0
    house.clock.utc += timedelta(days=9000)
    assert house.run(days=0) == 0
    assert house.run(days=0.9) == 0
    assert house.run(days=0.2) > 0


def test_a_start_with_a_wrong_date_removes_nothing_for_a_day(house: Gatehouse) -> None:
    house.add("p", days=0)
    assert house.run(days=1) == 0  # what a running kiosk looks at each hour
    house.clock.utc += timedelta(days=3650)  # and the battery of the clock is empty
    for _ in range(2):
        house.retention = house.make_retention()
        assert house.run(days=0.9) == 0
    house.clock.utc -= timedelta(days=3650)
    house.retention = house.make_retention()
    assert house.run(days=0) == 0
    assert len(house.rows()["p"].evidence) == 2
    assert house.run(days=5) > 0


@pytest.mark.parametrize("kept", ["", "soon", "2026-11-22T12:00:00"])
def test_a_last_look_that_cannot_be_read_is_none(house: Gatehouse, kept: str) -> None:
    house.store.records.set_setting(LOOKED_AT, kept)
    house.add("p", days=-5)
    assert house.run(days=0) > 0


def test_a_kiosk_that_was_off_for_weeks_removes_after_a_day(house: Gatehouse) -> None:
    house.add("p", days=0)
    house.run(days=0)
    house.retention = house.make_retention()
    assert house.run(days=40) == 0
    assert house.run(days=0.5) == 0
    assert house.run(days=0.6) > 0
    assert house.rows()["p"].plate.startswith("#")


def test_a_picture_without_a_row_is_swept_away(house: Gatehouse) -> None:
    house.add("p")
    orphan = house.store.evidence.store("lane", b"its row never came")
    young = house.store.evidence.store("lane", b"its row may come yet")
    stray = house.store.evidence.root / "ab" / "x.tmp"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"half")
    old = house.clock.utc_now().timestamp() - 61
    for path in house.store.evidence.root.glob("*/*"):
        os.utime(path, (old, old))
    os.utime(house.store.evidence.root / young.path, (old + 5, old + 5))
    house.forget_stored()
    sweep = OrphanSweep(database=house.store.database, evidence=house.store.evidence)
    assert [sweep.step(house.clock.utc_now()) for _ in range(256)] == [*[True] * 255, False]
    left = {path.name for path in house.store.evidence.root.glob("*/*")}
    assert f"{orphan.sha256}.jpg" not in left
    assert f"{young.sha256}.jpg" in left
    assert len(left) == 3
    assert house.is_sound()


def test_days_of_the_site_file_are_in_order() -> None:
    for wrong in (
        {"unlisted": {"pictures_days": 4, "plates_days": 3}},
        {"allowed": {"plates_days": 500}},
    ):
        with pytest.raises(ValidationError, match="not longer than"):
            KeepingConfig.model_validate(wrong)
