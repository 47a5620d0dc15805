# SPDX-License-Identifier: AGPL-3.0-or-later
"""A plate that is erased is in no file any more, in no spelling; everything else stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from alpr_kiosk.domain.events import Action, Alert, Candidate, Decision, Priority, Reason
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.plate import Plate, fold
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import plate_data
from alpr_kiosk.storage.erasing import erase_plate, files_with
from alpr_kiosk.storage.orm import DecisionTable, PassageTable, StayTable
from tests.contracts.records_contract import NOON, make_record
from tests.unit.storage.gatehouse import Gatehouse

PLATE = "B-ÖB 1230"
TEXT = "BÖB1230"
ALIKE = "8ÖB123O"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    made = Gatehouse(tmp_path)
    yield made
    made.store.close()


def entry(name: str, plate: str) -> ListEntry:
    return ListEntry(entry_id=name, kind=ListKind.ALLOW, plate=plate, owner="O", notes="n")


def fill(house: Gatehouse, plate: str = PLATE) -> None:
    """A record that names a plate everywhere."""
    text = Plate(plate).text
    records = house.store.records
    records.save_entry(entry("e1", plate), "Amara")
    records.save_entry(replace(entry("e1", plate), notes=f"{plate} is white"), "Amara")
    house.add("own", text, reason=Reason.ALLOW_LISTED, kind="allow")
    house.add("misread", ALIKE if plate == PLATE else text)
    other = house.add("other", "XY 99", reason=None)
    decision = Decision(
        action=Action.ASK,
        reason=Reason.ASK_NEAR_MATCH,
        candidates=(
            Candidate(entry_id="e1", plate=plate, owner="O", list_kind="allow", match="near"),
            Candidate(entry_id="e2", plate="XY 98", owner="P", list_kind="allow", match="near"),
        ),
        context=(("near", plate), ("plate", "XY99")),
    )
    records.save_decision(replace(make_record(other, "d-other"), decision=decision))
    records.save_override_reason("i1", "misread", f"it was {plate}", "Guard")
    records.save_alert(
        Alert(alert_id="a", code="x.y", source=text, priority=Priority.HIGH, raised_at=NOON)
    )
    with house.store.database.write() as session:
        session.add(
            StayTable(
                stay_id="s1",
                text=text,
                exit_text="",
                ended="",
                camera_id="cam1",
                seen_at=NOON,
                entered_at=NOON,
                entry_passage="own",
            )
        )


def erase(house: Gatehouse, folder: Path, plate: str = PLATE, **changes: bool) -> tuple[Path, ...]:
    house.forget_stored()
    done = erase_plate(
        house.store,
        folder,
        plate,
        actor="Amara",
        reason="request of the owner",
        alike=changes.get("alike", True),
    )
    return done.left


def spellings(*texts: str) -> list[bytes]:
    found = {one.encode(name) for one in texts for name in ("utf-8", "utf-16-le", "utf-16-be")}
    return sorted(found | {json.dumps(one)[1:-1].encode() for one in texts})


def test_after_it_no_file_holds_the_plate_in_any_spelling(house: Gatehouse, tmp_path: Path) -> None:
    fill(house)
    wanted = spellings(PLATE, TEXT, fold(TEXT), ALIKE)
    assert files_with(tmp_path, wanted)
    assert erase(house, tmp_path) == ()
    assert files_with(tmp_path, wanted) == []
    assert house.is_sound()
    house.store.close()
    assert files_with(tmp_path, wanted) == []


def test_counts_and_others_stay(house: Gatehouse, tmp_path: Path) -> None:
    fill(house)
    house.store.records.save_entry(entry("e2", "XY 98"), "Amara")
    erase(house, tmp_path)
    rows = house.rows()
    assert {name: row.plate for name, row in rows.items()} == {
        "own": "#",
        "misread": "#",
        "other": "XY 99",
    }
    assert (rows["own"].reason, rows["own"].camera_id) == ("decision.allow.listed", "cam1")
    assert rows["own"].evidence == ()
    assert rows["own"].evidence_note == "evidence.erased"
    assert all(house.store.evidence.verify(file) for file in rows["other"].evidence)
    assert len(list(house.store.evidence.files())) == 2
    assert [one.entry_id for one in house.store.records.entries()] == ["e2"]
    with house.store.database.read() as session:
        other = session.get_one(DecisionTable, "d-other")
        assert [one[0] for one in other.candidates] == ["e2"]
        assert other.context == [["plate", "XY99"]]


def test_the_proof_has_counts_and_hashes_and_the_chain_is_whole(
    house: Gatehouse, tmp_path: Path
) -> None:
    fill(house)
    before = house.store.records.audit_rows(limit=1000)
    erase(house, tmp_path)
    rows = house.store.records.audit_rows(limit=1000)
    assert list(rows[: len(before)]) == list(before)
    (proof,) = [json.loads(row.body) for row in rows if row.kind == "privacy.erased"]
    assert proof["passages"] == proof["alike"] == proof["entries"] == proof["stays"] == 1
    assert (proof["pictures"], proof["decisions"] >= 1) == (4, True)
    assert len(proof["plate_hash"]) == len(proof["digest"]) == 64
    assert house.store.records.verify_audit() is None


def test_a_look_alike_that_is_somebody_elses_stays(house: Gatehouse, tmp_path: Path) -> None:
    fill(house)
    house.store.records.save_entry(entry("e3", ALIKE), "Amara")
    assert erase(house, tmp_path) == ()
    assert house.rows()["misread"].plate == ALIKE
    assert files_with(tmp_path, spellings(TEXT, PLATE)) == []


def test_look_alikes_can_be_left(house: Gatehouse, tmp_path: Path) -> None:
    fill(house)
    erase(house, tmp_path, alike=False)
    assert house.rows()["misread"].plate == ALIKE


def test_what_is_held_is_refused_and_nothing_is_changed(house: Gatehouse, tmp_path: Path) -> None:
    fill(house)
    house.store.incidents.hold(
        "i7",
        ["own"],
        owner="A",
        reason="r",
        actor="A",
        review_at=NOON + timedelta(days=30),
    )
    before = house.store.records.audit_rows(limit=1000)
    with pytest.raises(StorageError) as caught:
        erase(house, tmp_path)
    assert (caught.value.code, caught.value.context["incidents"]) == ("privacy.held", "i7")
    assert house.store.records.audit_rows(limit=1000) == before
    assert house.rows()["own"].plate == TEXT
    assert len(house.store.records.entries()) == 1


def test_a_reason_that_names_the_plate_is_refused(house: Gatehouse, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        erase_plate(house.store, tmp_path, PLATE, actor="A", reason="B ÖB-1230 asks", alike=True)
    assert caught.value.code == "privacy.reason"
    with pytest.raises(StorageError) as caught:
        erase(house, tmp_path, plate=" - ")
    assert caught.value.code == "privacy.no_plate"


def test_a_copy_that_holds_it_still_is_named(house: Gatehouse, tmp_path: Path) -> None:
    fill(house)
    old = tmp_path / "alpr.sqlite3.damaged-20260101T000000Z"
    old.write_bytes(b"\0" * 2_000_000 + TEXT.encode() + b"\0" * 100)
    assert erase(house, tmp_path) == (old,)


def test_everything_is_told_and_nothing_of_others(house: Gatehouse) -> None:
    fill(house)
    with house.store.database.read() as session:
        finds = plate_data.find(session, "b öb 1230", alike=False)
        told = plate_data.tell(session, house.store.key, finds)
    assert [row["passage_id"] for row in told["passages"]] == ["own"]
    assert {row["decision_id"] for row in told["decisions"]} == {"d-own", "d-other"}
    assert len(told["list_changes"]) == 2
    assert len(told["stays"]) == len(told["list_entries"]) == len(told["reasons"]) == 1
    assert {row["kind"] for row in told["audit"]} == {"decision", "list.saved"}
    assert len(told["pictures"]) == 2
    json.dumps(told)


def test_a_longer_plate_is_somebody_elses(house: Gatehouse, tmp_path: Path) -> None:
    house.add("own", "AB123")
    other = house.add("other", "AB1234", reason=None)
    decision = Decision(
        action=Action.ASK, reason=Reason.UNKNOWN, context=(("plate", "AB1234"), ("x", "AB 1234"))
    )
    house.store.records.save_decision(replace(make_record(other, "d2"), decision=decision))
    house.store.records.save_override_reason("i1", "r", "AB 1234 came, not ab-1234", "G")
    house.store.records.save_override_reason("i2", "r", "it was ab-123", "G")
    with house.store.database.read() as session:
        finds = plate_data.find(session, "AB 123", alike=True)
    assert finds.counts | {"passages": 0, "reasons": 0} == dict.fromkeys(finds.counts, 0)
    assert (finds.passages, finds.reasons) == (("own",), ("i2",))


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plate=st.from_regex(r"[A-HJ-NP-Z]{2,3}-[0-9]{5}[A-ZÄÖÜ]", fullmatch=True))
def test_any_plate_is_gone_from_all_files(
    tmp_path_factory: pytest.TempPathFactory, plate: str
) -> None:
    folder = tmp_path_factory.mktemp("record")
    house = Gatehouse(folder)
    fill(house, plate)
    for number in range(20):  # pages that are split and filled again
        house.add(f"more{number}", (Plate(plate).text, f"QQ{number:04}")[number % 2])
    text = Plate(plate).text
    erase(house, folder, plate)
    assert files_with(folder, spellings(plate, text, fold(text))) == []
    assert house.store.records.verify_audit() is None
    with house.store.database.read() as session:
        assert len(session.scalars(select(PassageTable.passage_id)).all()) == 23
    house.store.close()
