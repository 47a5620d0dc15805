# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an incident holds stays, plate and pictures, until the last incident lets go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alpr_kiosk.domain.events import Reason
from alpr_kiosk.domain.incidents import MOST_PASSAGES, Incident
from alpr_kiosk.errors import StorageError
from tests.contracts.records_contract import NOON, make_record
from tests.unit.storage.gatehouse import PLATE, Gatehouse


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    made = Gatehouse(tmp_path)
    yield made
    made.store.close()


def hold(house: Gatehouse, *passages: str, name: str = "i1", days: float = 30) -> Incident:
    return house.store.incidents.hold(
        name,
        passages,
        owner="Amara",
        reason=f"{PLATE} hit the barrier",
        actor="Guard 07",
        review_at=house.clock.utc_now() + timedelta(days=days),
    )


def test_what_is_held_outlives_its_time_and_goes_after_the_release(house: Gatehouse) -> None:
    house.add("held")
    house.add("other")
    hold(house, "held")
    house.run(days=500)
    row = house.rows()["held"]
    assert row.plate == PLATE
    assert all(house.store.evidence.verify(file) for file in row.evidence)
    assert set(house.rows()) == {"held"}
    house.store.incidents.release("i1", actor="Amara", reason="settled")
    house.run(days=0)
    assert house.rows() == {}
    assert list(house.store.evidence.files()) == []
    assert house.is_sound()


def test_two_incidents_hold_until_both_are_released(house: Gatehouse) -> None:
    house.add("p", reason=Reason.ALLOW_LISTED, kind="allow")
    hold(house, "p")
    hold(house, "p", name="i2")
    house.store.incidents.release("i1", actor="A", reason="")
    house.run(days=40)
    assert house.rows()["p"].evidence
    house.store.incidents.release("i2", actor="A", reason="")
    house.run(days=0)
    assert house.rows()["p"].plate.startswith("#")


def test_after_the_release_the_category_is_that_of_the_decisions(house: Gatehouse) -> None:
    passage = house.add("p", reason=None)
    hold(house, "p")
    record = make_record(passage)  # a decision that comes while it is held
    house.store.records.save_decision(record)
    house.store.incidents.release("i1", actor="A", reason="")
    house.run(days=5)
    assert house.rows()["p"].evidence  # allowed: 30 days


def test_a_hold_is_listed_with_who_and_until_when(house: Gatehouse) -> None:
    house.add("b", days=0.2)
    house.add("a", days=0.1)
    incident = hold(house, "b", "a", "unknown", days=3)
    assert incident.passages == ("a", "b")
    assert (incident.owner, incident.made_by) == ("Amara", "Guard 07")
    hold(house, "a", name="i0", days=1)
    listed = house.store.incidents.incidents()
    assert [one.incident_id for one in listed] == ["i0", "i1"]
    assert house.store.incidents.incident("i1") == incident
    assert not incident.is_overdue(NOON + timedelta(days=2))
    assert incident.is_overdue(NOON + timedelta(days=4))
    house.store.incidents.release("i0", actor="A", reason="")
    assert [one.incident_id for one in house.store.incidents.incidents()] == ["i1"]
    assert len(house.store.incidents.incidents(released=True)) == 2


def test_passages_around_a_time(house: Gatehouse) -> None:
    for number in range(5):
        house.add(f"p{number}", days=number)
    incidents = house.store.incidents
    around = NOON + timedelta(days=1), NOON + timedelta(days=3)
    assert incidents.between(*around) == ["p1", "p2"]
    assert incidents.between(*around, cameras=["cam1"]) == ["p1", "p2"]
    assert incidents.between(*around, cameras=["cam2"]) == []


def test_what_cannot_be_held_or_released(house: Gatehouse) -> None:
    house.add("p")
    incidents = house.store.incidents
    for code, passages in (
        ("incident.nothing", ["x"]),
        ("incident.too_many", ["p"] * (MOST_PASSAGES + 1)),
    ):
        with pytest.raises(StorageError) as caught:
            hold(house, *passages)
        assert caught.value.code == code
    hold(house, "p")
    incidents.release("i1", actor="A", reason="")
    for name, code in (("i1", "incident.released"), ("i9", "incident.unknown")):
        with pytest.raises(StorageError) as caught:
            incidents.release(name, actor="A", reason="")
        assert caught.value.code == code


def test_holds_and_releases_are_audited_without_a_plate(house: Gatehouse) -> None:
    house.add("p")
    hold(house, "p")
    house.store.incidents.release("i1", actor="Amara", reason=f"{PLATE} paid")
    rows = [
        row
        for row in house.store.records.audit_rows(limit=1000)
        if row.kind.startswith("incident.")
    ]
    assert [(row.kind, row.actor) for row in rows] == [
        ("incident.held", "Guard 07"),
        ("incident.released", "Amara"),
    ]
    assert not any(PLATE in row.body for row in rows)
    assert house.is_sound()
