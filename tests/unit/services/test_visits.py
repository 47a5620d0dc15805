# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quick passes, corrections and marks: who may, what is kept, what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import Action, Reason
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.visit_intents import (
    DecisionMarkedWrong,
    MarkedInside,
    MarkedLeft,
    MarkUndone,
    PassageCorrected,
    QuickPassMade,
    VisitIntent,
)
from alpr_kiosk.domain.visitors import Visit, day_of, expected, pass_end
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.visits import VisitDone, VisitService
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import make_passage
from tests.contracts.stays_contract import Lane
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry

PIN = "739204"
TZ = ZoneInfo("Europe/Berlin")
DENY, VISITOR = ListKind.DENY, ListKind.VISITOR


class Desk:
    """The service over a real record."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.store = open_store(folder, clock=self.clock)
        self.records = self.store.records
        self.lists = PlateListService(records=self.records, clock=self.clock)
        self.sessions = SessionService(
            records=self.records, clock=self.clock, hasher=PasswordHasher(1, 8, 1)
        )
        self.sessions.set_pin("Anna", "supervisor", PIN, "installer")
        self.lane = Lane(self.store.database, key=self.store.key)
        self.visits = VisitService(
            stays=self.lane.stays,
            lists=self.lists,
            records=self.records,
            sessions=self.sessions,
            snapshot=self.lists.load,
            clock=self.clock,
            tz=TZ,
            max_stay=timedelta(hours=2),
        )

    def ask(self, intent: VisitIntent) -> VisitDone:
        done = self.visits.handle(intent)
        assert done.answer.intent_id == intent.intent_id
        return done

    def sign_in(self) -> str:
        return self.sessions.submit("Anna", "supervisor", PIN).session

    def entry(self, plate: str) -> ListEntry:
        (found,) = self.lists.load().exact(plate)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.store.close()


def context(answer: IntentAnswer) -> dict[str, str]:
    return dict(answer.context)


# -------------------------------------------------------------------------------------- passes


def test_a_guard_makes_a_pass_for_one_entry_until_tonight(desk: Desk) -> None:
    done = desk.ask(
        QuickPassMade(plate="kl 58-mn", host="Flat 4", note="plumber", actor="Guard 07")
    )
    assert (done.answer.ok, done.answer.code, done.lists) == (True, "pass.saved", True)
    assert context(done.answer)["time"] == "00:00"
    made = desk.entry("KL58MN")
    assert (made.kind, made.max_uses, made.uses_left) == (VISITOR, 1, 1)
    assert (made.host, made.notes, made.created_by) == ("Flat 4", "plumber", "Guard 07")
    assert made.valid_until == datetime(2026, 11, 22, 23, 0, tzinfo=timezone.utc)
    row = desk.records.audit_rows(limit=100)[-1]
    assert (row.kind, row.actor) == ("pass.made", "Guard 07")
    assert json.loads(row.body)["entry_id"] == made.entry_id
    assert "KL58" not in row.body


def test_a_visitor_who_comes_again_gets_the_same_entry_renewed(desk: Desk) -> None:
    desk.ask(QuickPassMade(plate="KL58MN", owner="Ms Oe", actor="07"))
    first = desk.entry("KL58MN")
    desk.clock.advance(86_400)
    lasts = timedelta(hours=3)
    desk.ask(QuickPassMade(plate="KL58MN", lasts=lasts, uses=None, actor="08"))
    again = desk.entry("KL58MN")
    assert (again.entry_id, again.owner, again.uses_left) == (first.entry_id, "Ms Oe", None)
    assert again.valid_until == desk.clock.utc + lasts


@pytest.mark.parametrize(
    ("intent", "code"),
    [
        (QuickPassMade(plate="KL58MN"), "visit.signed_out"),
        (QuickPassMade(plate="KL58MN", session="no such token"), "visit.signed_out"),
        (QuickPassMade(plate="KL58MN", lasts=timedelta(days=2), actor="07"), "visit.pass_too_long"),
        (QuickPassMade(plate="AB12C0E", actor="07"), "pass.near_ban"),
        (QuickPassMade(plate="AB12COE", actor="07"), "pass.near_ban"),
        (QuickPassMade(plate="AB12C8E", actor="07"), "pass.near_ban"),
        (MarkedLeft(stay_id="p1"), "visit.signed_out"),
        (PassageCorrected(passage_id="p1", plate="X1"), "visit.signed_out"),
        (DecisionMarkedWrong(decision_id="d1", why="should_ask"), "visit.signed_out"),
        (DecisionMarkedWrong(decision_id="d1", why="it was AB12COE", actor="07"), "intent.unknown"),
    ],
)
def test_what_a_guard_may_not(desk: Desk, intent: VisitIntent, code: str) -> None:
    desk.records.save_entry(entry("AB12COE", DENY), "Anna")
    before = len(desk.lists.load())
    done = desk.ask(intent)
    assert (done.answer.ok, done.answer.code) == (False, code)
    assert not done.lists
    assert len(desk.lists.load()) == before


def test_a_wrong_decision_is_noted_beside_it(desk: Desk) -> None:
    done = desk.ask(DecisionMarkedWrong(decision_id="d1", why="should_ask", actor="07"))
    assert (done.answer.ok, done.answer.code) == (True, "why.marked")
    assert not done.lists
    assert not done.inside
    row = list(desk.records.audit_rows())[-1]
    assert (row.kind, row.actor) == ("decision.wrong", "07")
    assert "should_ask" in str(row.body)
    assert "d1" in str(row.body)


def test_a_guards_pass_takes_nothing_away_from_a_visitor(desk: Desk) -> None:
    year = replace(entry("KL58MN", VISITOR), valid_until=desk.clock.utc + timedelta(days=365))
    desk.records.save_entry(year, "Anna")
    done = desk.ask(QuickPassMade(plate="KL58MN", actor="07"))
    assert (done.answer.ok, done.answer.code) == (False, "visit.valid_already")
    assert desk.entry("KL58MN") == year
    assert desk.ask(QuickPassMade(plate="KL58MN", session=desk.sign_in())).answer.ok
    # What is left of this one a longer pass may replace, and one that is used up any.
    longer = QuickPassMade(plate="KL58MN", lasts=timedelta(hours=20), uses=2, actor="07")
    assert desk.ask(longer).answer.ok
    assert not desk.ask(QuickPassMade(plate="KL58MN", uses=1, actor="07")).answer.ok
    desk.records.save_entry(replace(desk.entry("KL58MN"), uses_left=0), "Anna")
    assert desk.ask(QuickPassMade(plate="KL58MN", uses=1, actor="07")).answer.ok


def test_a_supervisor_may_make_it_longer_and_near_a_ban(desk: Desk) -> None:
    desk.records.save_entry(entry("AB12COE", DENY), "Anna")
    session = desk.sign_in()
    intent = QuickPassMade(
        plate="AB12C8E", lasts=timedelta(days=5), uses=3, actor="07", session=session
    )
    done = desk.ask(intent)
    assert (done.answer.ok, done.answer.code) == (True, "lists.collision.deny")
    made = desk.entry("AB12C8E")
    assert (made.created_by, made.uses_left) == ("Anna", 3)
    assert made.valid_until == desk.clock.utc + timedelta(days=5)


@pytest.mark.parametrize("plate", ["", "X", "--", "A" * 17])
def test_a_plate_that_is_none_is_refused(desk: Desk, plate: str) -> None:
    for intent in (
        QuickPassMade(plate=plate, actor="07"),
        PassageCorrected(passage_id="p1", plate=plate, actor="07"),
        MarkedInside(plate=plate, actor="07"),
    ):
        with pytest.raises(ConfigError, match=r"lists\.bad_plate"):
            desk.visits.handle(intent)


ZONES = ["Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe"]


@given(st.integers(0, 6 * 366 * 86_400), st.sampled_from(ZONES))
def test_tonight_is_the_next_local_midnight(seconds: int, zone: str) -> None:
    tz = ZoneInfo(zone)
    now = datetime(2024, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    end = pass_end(now, None, tz)
    first, last = day_of(now.astimezone(tz).date(), tz)
    assert first <= now < last == end
    assert (end - now) <= timedelta(hours=25)
    assert (end - timedelta(microseconds=1)).astimezone(tz).date() == now.astimezone(tz).date()
    assert pass_end(now, timedelta(hours=3), tz) == now + timedelta(hours=3)


# ------------------------------------------------------------------------------------ expected


def test_the_visitors_of_a_day(desk: Desk) -> None:
    noon = desk.clock.utc
    hour = timedelta(hours=1)
    for plate, values in {
        "IN0001": {},
        "OUT001": {},
        "LATE01": {"valid_until": noon - hour},
        "LONG01": {},
        "SOON01": {"valid_from": noon + hour},
        "GONE01": {"valid_until": noon - 30 * hour},
        "MISS01": {"valid_until": noon - hour},
        "NEXT01": {"valid_from": noon + 30 * hour},
    }.items():
        desk.records.save_entry(entry(plate, VISITOR, **values), "Anna")
    desk.records.save_entry(entry("ALLOW1"), "Anna")
    minutes = {"IN0001": -30, "OUT001": -60, "LATE01": -150, "LONG01": -180}
    for plate, minute in minutes.items():
        desk.lane.drive(f"in-{plate}", plate, minute)
    desk.lane.drive("out", "OUT001", -10, desk.lane.OUT)
    first, last = day_of(date(2026, 11, 22), TZ)
    stays = {s.stay_id: s for s in desk.lane.stays.between(first, last)}
    stays.update((s.stay_id, s) for s in desk.lane.stays.view.stays())
    found = expected(
        desk.lists.load().entries,
        list(stays.values()),
        day=date(2026, 11, 22),
        now=noon,
        tz=TZ,
        max_stay=timedelta(hours=2),
    )
    assert {one.entry.plate: one.visit for one in found} == {
        "IN0001": Visit.INSIDE,
        "OUT001": Visit.LEFT,
        "LATE01": Visit.OVERSTAYED,
        "LONG01": Visit.OVERSTAYED,
        "SOON01": Visit.EXPECTED,
        "MISS01": Visit.MISSED,
    }
    assert [one.entry.plate for one in found][-1] == "SOON01"


def test_who_stays_too_long_is_told_once(desk: Desk) -> None:
    desk.records.save_entry(entry("IN0001", VISITOR), "Anna")
    desk.records.save_entry(entry("OWNER1"), "Anna")
    desk.lane.drive("p1", "IN0001", 0)
    desk.lane.drive("p2", "OWNER1", 0)
    assert desk.visits.overstayed() == ()
    desk.clock.advance(2 * 3600 + 1)
    (row,) = desk.visits.overstayed()
    assert (row.plate, row.kind) == ("IN0001", "visitor")
    assert desk.visits.overstayed() == ()
    again = replace_service(desk)
    assert again.overstayed() == (), "nor after a restart"


def replace_service(desk: Desk) -> VisitService:
    return VisitService(
        stays=desk.lane.opened_again(),
        lists=desk.lists,
        records=desk.records,
        sessions=desk.sessions,
        snapshot=desk.lists.load,
        clock=desk.clock,
        tz=TZ,
        max_stay=timedelta(hours=2),
    )


# --------------------------------------------------------------------------- corrections, marks


def test_a_corrected_plate_pairs_anew_keeps_what_was_read_and_goes_back(desk: Desk) -> None:
    desk.lane.drive("p1", "AB12CD", 0)
    desk.lane.drive("p2", "XY99ZZ", 30, desk.lane.OUT)
    assert desk.lane.inside == ["AB12CD"]
    wrong = PassageCorrected(passage_id="p2", plate="ab 12 cd", actor="07")
    assert desk.ask(wrong).inside
    assert desk.lane.inside == []
    row = next(one for one in desk.records.recent_passages() if one.passage_id == "p2")
    assert (row.plate, row.corrected, row.effective) == ("XY99ZZ", "AB12CD", "AB12CD")
    assert row.action == "open"
    assert not desk.ask(replace(wrong, plate="AB12CD")).inside, "nothing new"
    audit = desk.records.audit_rows(limit=100)[-1]
    assert (audit.kind, audit.actor) == ("passage.corrected", "07")
    body = json.loads(audit.body)
    assert body["observed_hash"] == body["before_hash"] != body["plate_hash"]
    assert "AB12CD" not in audit.body
    assert desk.ask(PassageCorrected(passage_id="p2", plate=None, actor="07")).inside
    assert desk.lane.inside == ["AB12CD"]
    assert desk.records.verify_audit() is None


def test_an_unread_car_gets_its_plate_by_hand(desk: Desk) -> None:
    once = desk.lane.passage("p1", "AB12CD", 0, settled=False)
    desk.lane.decided(once, Action.ASK, Reason.ASK_ONE_LOOK)
    desk.lane.command(once, source=desk.lane.BY_HAND)
    desk.lane.stays.note_passage("p1")
    assert desk.lane.inside == [""]
    assert desk.ask(PassageCorrected(passage_id="p1", plate="AB12CD", actor="07")).inside
    assert desk.lane.inside == ["AB12CD"]


def test_a_correction_of_a_car_that_waits_lets_nobody_in(desk: Desk) -> None:
    desk.records.save_entry(entry("AB12CD"), "Anna")
    desk.records.save_passage(make_passage("p1", "XY99ZZ"))
    desk.ask(PassageCorrected(passage_id="p1", plate="AB12CD", actor="07"))
    assert desk.lane.inside == []
    assert desk.store.journal.unfinished_intents() == ()
    assert [row.kind for row in desk.records.audit_rows(limit=100)][-1] == "passage.corrected"


def test_marks_go_through_and_back(desk: Desk) -> None:
    desk.lane.drive("p1", "AB12CD", -5)
    left = desk.ask(MarkedLeft(stay_id="p1", actor="07"))
    assert (left.answer.ok, left.inside, desk.lane.inside) == (True, True, [])
    desk.ask(MarkUndone(mark_id=context(left.answer)["mark_id"], actor="07"))
    assert desk.lane.inside == ["AB12CD"]
    desk.ask(MarkedInside(plate="XY 99", actor="07"))
    assert desk.lane.inside == ["AB12CD", "XY99"]
