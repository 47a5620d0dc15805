# SPDX-License-Identifier: AGPL-3.0-or-later
"""A guard holds and writes under his name; only a supervisor lets go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timezone
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.domain.history import LONGEST_NOTE, MOST_NOTES, PassageNote
from alpr_kiosk.domain.incident_intents import IncidentLetGo, PassageNoted, PassagesHeld
from alpr_kiosk.services.incident_desk import IncidentDesk
from alpr_kiosk.services.incident_pack import PackPassage, table_of
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage import plate_data
from alpr_kiosk.storage.pack_facts import chain_rows
from tests.unit.storage.gatehouse import PLATE, Gatehouse

PIN = "739204"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    made = Gatehouse(tmp_path)
    made.add("p")
    yield made
    made.store.close()


@pytest.fixture
def sessions(house: Gatehouse) -> SessionService:
    made = SessionService(
        records=house.store.records, clock=house.clock, hasher=PasswordHasher(1, 8, 1)
    )
    made.set_pin("Anna", "supervisor", PIN, "installer")
    return made


@pytest.fixture
def desk(house: Gatehouse, sessions: SessionService) -> IncidentDesk:
    return IncidentDesk(
        incidents=house.store.incidents,
        sessions=sessions,
        clock=house.clock,
        records=house.store.records,
        history=house.store.history,
    )


def test_a_guard_holds_and_a_supervisor_lets_go(
    house: Gatehouse, desk: IncidentDesk, sessions: SessionService
) -> None:
    answer = desk.handle(PassagesHeld(passages=("p",), reason="barrier", actor="Guard 07"))
    assert (answer.ok, answer.code) == (True, "incident.held")
    name = dict(answer.context)["incident"]
    (incident,) = house.store.incidents.incidents()
    assert (incident.incident_id, incident.owner, incident.made_by) == (name, *["Guard 07"] * 2)
    let_go = IncidentLetGo(incident_id=name, reason="settled", actor="Guard 07")
    assert desk.handle(let_go).code == "pin.needed"
    session = sessions.submit("Anna", "supervisor", PIN).session
    let_go = IncidentLetGo(incident_id=name, reason="settled", session=session)
    assert desk.handle(let_go).code == "incident.let_go"
    assert house.store.incidents.incidents() == ()


def test_a_hold_needs_a_name_and_a_reason(house: Gatehouse, desk: IncidentDesk) -> None:
    assert desk.handle(PassagesHeld(passages=("p",), reason="r")).code == "incident.signed_out"
    nothing = PassagesHeld(passages=("p",), reason=" ", actor="07")
    assert desk.handle(nothing).code == "incident.no_reason"
    assert house.store.incidents.incidents() == ()


# --------------------------------------------------------------------------------------- notes


def _note(text: str, *, actor: str = "Guard 07", corrects: int = 0) -> PassageNoted:
    return PassageNoted(passage_id="p", text=text, actor=actor, corrects=corrects)


def _notes(house: Gatehouse) -> tuple[PassageNote, ...]:
    detail = house.store.history.passage("p")
    assert detail is not None
    return detail.notes


def test_a_note_stays_and_a_correction_stands_below_it(
    house: Gatehouse, desk: IncidentDesk
) -> None:
    assert desk.handle(_note("  drove over\nthe kerb ")).code == "note.kept"
    (first,) = _notes(house)
    assert (first.text, first.actor, first.corrects) == ("drove over the kerb", "Guard 07", 0)
    assert desk.handle(_note("it was the bollard", corrects=first.seq)).ok
    again, second = _notes(house)
    assert again == first
    assert (second.text, second.corrects) == ("it was the bollard", first.seq)
    rows = [r for r in house.store.records.audit_rows(limit=1000) if r.kind == "passage.note"]
    assert len(rows) == 2
    assert not any("kerb" in row.body or "bollard" in row.body for row in rows)
    assert house.store.records.verify_audit() is None
    assert house.is_sound()


def test_what_is_no_note_is_refused(house: Gatehouse, desk: IncidentDesk) -> None:
    for intent, code in (
        (_note("   "), "note.empty"),
        (_note("x" * (LONGEST_NOTE + 1)), "note.too_long"),
        (_note("hello", actor=""), "note.signed_out"),
        (_note("hello", corrects=1), "note.none"),
        (PassageNoted(passage_id="other", text="x", actor="07"), "evidence.not_there"),
    ):
        answer = desk.handle(intent)
        assert (answer.ok, answer.code) == (False, code)
    assert _notes(house) == ()
    for number in range(MOST_NOTES):
        assert desk.handle(_note(f"note {number}")).ok
    assert desk.handle(_note("one too many")).code == "note.full"


def test_only_who_is_on_shift_signs_a_note(house: Gatehouse, sessions: SessionService) -> None:
    desk = IncidentDesk(
        incidents=house.store.incidents,
        sessions=sessions,
        clock=house.clock,
        records=house.store.records,
        history=house.store.history,
        guard=lambda: "Guard 12",
    )
    assert desk.handle(_note("as somebody else")).code == "note.signed_out"
    token = sessions.submit("Anna", "supervisor", PIN).session
    intent = PassageNoted(passage_id="p", text="seen", actor="Guard 07", session=token)
    assert desk.handle(intent).ok
    assert _notes(house)[0].actor == "Anna"


def test_notes_go_with_the_plate_also_when_they_do_not_name_it(
    house: Gatehouse, desk: IncidentDesk
) -> None:
    house.add("elsewhere", "XY99XYZ")
    desk.handle(_note("the driver shouted"))
    desk.handle(PassageNoted(passage_id="elsewhere", text="quiet", actor="07"))
    with house.store.database.write() as session:
        finds = plate_data.find(session, PLATE, alike=False)
        assert len(finds.notes) == 1
        told = plate_data.tell(session, house.store.key, finds)
        assert [row["text"] for row in told["notes"]] == ["the driver shouted"]
        plate_data.erase(
            session, house.store.key, finds, at=house.clock.utc_now(), actor="A", reason="asked"
        )
    (note,) = _notes(house)
    assert (note.text, note.actor) == ("", "Guard 07"), "that there was one stays in the chain"
    other = house.store.history.passage("elsewhere")
    assert other is not None
    assert other.notes[0].text == "quiet"
    assert house.store.records.verify_audit() is None


def test_notes_go_by_their_time_but_not_while_an_incident_holds_the_passage(
    house: Gatehouse, desk: IncidentDesk, sessions: SessionService
) -> None:
    desk.handle(_note("kept by the incident"))
    held = desk.handle(PassagesHeld(passages=("p",), reason="barrier", actor="Guard 07"))
    house.add("free", "XY99XYZ")
    desk.handle(PassageNoted(passage_id="free", text="goes", actor="07"))
    house.run(days=366)
    house.run(days=2)  # weeks without a look: the date is trusted a day later
    assert _notes(house)[0].text == "kept by the incident"
    free = house.store.history.passage("free")
    assert free is not None
    assert free.notes[0].text == ""
    token = sessions.submit("Anna", "supervisor", PIN).session
    name = dict(held.context)["incident"]
    assert desk.handle(IncidentLetGo(incident_id=name, reason="over", session=token)).ok
    house.run(days=1)
    assert _notes(house)[0].text == ""


def test_a_pack_says_what_was_written(house: Gatehouse, desk: IncidentDesk) -> None:
    desk.handle(_note("drove over the kerb"))
    first = _notes(house)[0]
    desk.handle(_note("the bollard", corrects=first.seq))
    detail = house.store.history.passage("p")
    assert detail is not None
    table = table_of([PackPassage(detail=detail, pictures={})], timezone.utc).decode()
    assert "drove over the kerb" in table
    assert f"corrects row {first.seq}" in table
    rows = chain_rows(house.store.database, ["p"], "none")
    assert [row.kind for row in rows].count("passage.note") == 2
    house.clock.advance(40 * 86_400)
    desk.handle(_note("weeks later"))
    assert (
        len([r for r in chain_rows(house.store.database, ["p"], "none") if "note" in r.kind]) == 3
    )
