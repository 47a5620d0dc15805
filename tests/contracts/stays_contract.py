# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `SqlStays` does over any database: passages and openings in, who is inside out.

A suite gives the fixture `database`, an open one whose audit chain was begun with `KEY`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from alpr_kiosk.domain.events import (
    Action,
    CommandKind,
    CommandSource,
    Consensus,
    Direction,
    GateIntent,
    Passage,
    Reason,
)
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.muster import muster
from alpr_kiosk.domain.stays import Fit, StayEnd
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import mapping
from alpr_kiosk.storage.clearing import CLEARED_FROM, clear_plates
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import GateIntentTable, GateResultTable, PassageTable, StayTable
from alpr_kiosk.storage.pseudonym import ERASED, pseudonym
from alpr_kiosk.storage.records import SqlRecords
from alpr_kiosk.storage.stays import SqlStays
from tests.contracts.records_contract import NOON, full_entry, make_passage, make_record

KEY = ChainKey(secret=b"k" * 32)
GATES = {"gate1": Direction.IN, "gate2": Direction.OUT}
IN, OUT = Direction.IN, Direction.OUT


class Lane:
    """A record that cars are written into as the running site does."""

    OUT = OUT
    BY_HAND = CommandSource.ASK

    def __init__(self, database: Database, *, key: ChainKey = KEY) -> None:
        self.database = database
        self.key = key
        self.records = SqlRecords(database=database, key=key)
        self.numbers = itertools.count(1)
        self.stays = self.opened_again()

    def opened_again(self) -> SqlStays:
        """As after a restart."""
        self.stays = SqlStays(database=self.database, key=self.key, gates=GATES)
        self.stays.start()
        return self.stays

    def passage(
        self,
        passage_id: str,
        plate: str,
        minute: float,
        direction: Direction = IN,
        *,
        settled: bool = True,
    ) -> Passage:
        made = make_passage(passage_id, plate, seen_at=NOON + timedelta(minutes=minute))
        consensus = replace(made.consensus, settled=settled) if plate else Consensus()
        return replace(made, direction=direction, consensus=consensus)

    def decided(self, passage: Passage, action: Action, reason: Reason) -> None:
        record = make_record(passage, f"d{next(self.numbers)}", action, reason)
        self.records.save_decision(record)

    def command(
        self,
        passage: Passage | None,
        *,
        at: datetime | None = None,
        gate: str = "gate1",
        outcome: str = "ok",
        source: CommandSource = CommandSource.RULE,
        recent: tuple[str, ...] = (),
    ) -> str:
        """A command to open and its end."""
        number = next(self.numbers)
        when = at or (passage.last_seen_at if passage is not None else NOON)
        intent = GateIntent(
            intent_id=f"i{number}",
            gate_id=gate,
            kind=CommandKind.OPEN,
            source=source,
            actor="system",
            passage_id=passage.passage_id if passage is not None else None,
            decision_id=None,
            requested_at=when,
            requested_mono=0.0,
            pulse_ms=500,
            recent_passages=recent,
        )
        with self.database.write() as session:
            session.add(GateIntentTable(**mapping.intent_values(intent), audit_seq=2 * number))
            session.add(
                GateResultTable(
                    intent_id=intent.intent_id,
                    audit_seq=2 * number + 1,
                    gate_id=gate,
                    outcome=outcome,
                    code="",
                    finished_at=when,
                    latency_ms=1.0,
                    recorded=True,
                )
            )
        return intent.intent_id

    def drive(
        self, passage_id: str, plate: str, minute: float, direction: Direction = IN
    ) -> Passage:
        """A car that is let through."""
        passage = self.passage(passage_id, plate, minute, direction)
        self.records.save_passage(passage)
        self.decided(passage, Action.OPEN, Reason.ALLOW_LISTED)
        self.command(passage)
        self.records.save_passage(replace(passage, closed=True))
        self.stays.note_passage(passage_id)
        return passage

    @property
    def inside(self) -> list[str]:
        """Plates of the open stays; memory and table agree."""
        view = [stay.text for stay in self.stays.view.stays()]
        lists = ListSnapshot.of(self.records.entries())
        assert self.stays.muster() == muster(self.stays.view, lists)
        return view


class StaysContract:
    """Behaviour first, then refusals."""

    @pytest.fixture
    def lane(self, database: Database) -> Lane:
        return Lane(database)

    def test_a_car_is_inside_from_its_entry_to_its_exit(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", 0)
        lane.drive("p2", "KL58MN", 5)
        assert lane.inside == ["34A36837", "KL58MN"]
        (first, _) = lane.stays.view.stays()
        assert (first.entered_at, first.camera_id) == (NOON, "cam1")
        assert (first.gate_in, first.entry_id) == ("gate1", "e1")
        lane.drive("p3", "34A36831", 50, OUT)
        assert lane.inside == ["KL58MN"]
        (left, _other) = lane.stays.between(NOON, NOON + timedelta(hours=1))[::-1]
        assert (left.fit, left.exit_text, left.end) == (Fit.NEAR, "34A36831", StayEnd.EXIT)
        assert left.duration(NOON) == timedelta(minutes=50)

    def test_a_car_that_turned_round_is_not_inside(self, lane: Lane) -> None:
        for number, (action, reason, outcome) in enumerate(
            [
                (Action.ASK, Reason.UNKNOWN, ""),
                (Action.REFUSE, Reason.DENY_LISTED, ""),
                (Action.OPEN, Reason.ALLOW_LISTED, "failed"),
                (Action.OPEN, Reason.ALLOW_LISTED, "refused"),
                (Action.LOG_ONLY, Reason.IGNORED_ZONE, ""),
            ]
        ):
            passage = lane.passage(f"p{number}", f"AB12CD{number}", number)
            lane.decided(passage, action, reason)
            if outcome:
                lane.command(passage, outcome=outcome)
            assert not lane.stays.note_passage(passage.passage_id)
        assert lane.inside == []
        unsure = lane.passage("p9", "XY99ZZ", 9)
        lane.decided(unsure, Action.OPEN, Reason.ALLOW_LISTED)
        lane.command(unsure, outcome="unknown")
        lane.stays.note_passage("p9")
        assert lane.inside == ["XY99ZZ"]

    def test_updates_of_a_passage_change_its_one_stay(self, lane: Lane) -> None:
        passage = lane.passage("p1", "34A36837", 0, Direction.UNKNOWN)
        lane.records.save_passage(passage)
        assert not lane.stays.note_passage("p1")
        lane.decided(passage, Action.OPEN, Reason.ALLOW_BY_HAND)
        lane.command(passage, source=CommandSource.ASK)
        assert not lane.stays.note_passage("p1"), "nobody knows which way"
        lane.records.save_passage(replace(passage, direction=IN))
        assert lane.stays.note_passage("p1")
        better = replace(passage.consensus, text="34A36831")
        lane.records.save_passage(replace(passage, direction=IN, consensus=better, closed=True))
        assert lane.stays.note_passage("p1")
        assert not lane.stays.note_passage("p1")
        assert lane.inside == ["34A36831"]

    def test_an_opening_by_hand_belongs_to_the_one_car_that_stands_there(self, lane: Lane) -> None:
        read = lane.passage("p1", "34A36837", 0)
        lane.decided(read, Action.ASK, Reason.UNKNOWN)
        by_hand = lane.command(
            None, at=NOON + timedelta(seconds=5), source=CommandSource.BAR, recent=("p1",)
        )
        lane.stays.note_opening(by_hand)
        assert lane.inside == ["34A36837"]
        lane.stays.note_passage("p1")
        assert lane.inside == ["34A36837"]

    def test_a_car_that_is_read_only_after_the_opening_is_not_counted_twice(
        self, lane: Lane
    ) -> None:
        at = NOON + timedelta(seconds=4)
        opening = lane.command(None, at=at, source=CommandSource.BAR)
        lane.stays.note_opening(opening)
        assert lane.inside == [""]
        late = lane.passage("p1", "34A36837", 0)
        lane.decided(late, Action.ASK, Reason.UNKNOWN)
        lane.records.save_passage(replace(late, last_seen_at=NOON + timedelta(seconds=9)))
        lane.stays.note_passage("p1")
        assert lane.inside == ["34A36837"]

    def test_an_opening_that_let_nobody_in_says_nothing(self, lane: Lane) -> None:
        lane.stays.note_opening(lane.command(None, source=CommandSource.TEST))
        lane.stays.note_opening(lane.command(None, source=CommandSource.BAR, gate="gate9"))
        lane.stays.note_opening(lane.command(None, source=CommandSource.BAR, outcome="refused"))
        assert lane.inside == []

    def test_of_several_that_wait_one_came_in_unnamed(self, lane: Lane) -> None:
        for number in (1, 2):
            waits = lane.passage(f"p{number}", f"34A3683{number}", number / 30)
            lane.decided(waits, Action.ASK, Reason.UNKNOWN)
            lane.stays.note_passage(waits.passage_id)
        at = NOON + timedelta(seconds=8)
        opening = lane.command(None, at=at, source=CommandSource.BAR, recent=("p1", "p2"))
        lane.stays.note_opening(opening)
        assert lane.inside == [""]
        for passage_id in ("p2", "p1"):
            lane.stays.note_passage(passage_id)
            assert lane.inside == [""]
        lane.opened_again()
        assert lane.inside == [""]

    def test_a_car_that_was_opened_for_is_not_the_one_that_waits(self, lane: Lane) -> None:
        lane.drive("p1", "34A36831", 0)
        behind = lane.passage("p2", "99UNLISTED", 0.2)
        lane.decided(behind, Action.ASK, Reason.UNKNOWN)
        at = NOON + timedelta(seconds=15)
        opening = lane.command(None, at=at, source=CommandSource.BAR, recent=("p1", "p2"))
        lane.stays.note_opening(opening)
        assert lane.inside == ["34A36831", "99UNLISTED"]
        again = at + timedelta(seconds=2)
        twice = lane.command(None, at=again, source=CommandSource.BAR, recent=("p1", "p2"))
        lane.stays.note_opening(twice)
        lane.opened_again()
        assert lane.inside == ["34A36831", "99UNLISTED"]

    def test_a_word_about_one_car_never_takes_another_off(self, lane: Lane) -> None:
        for number, first in ((1, 0.0), (2, 0.2)):
            waits = lane.passage(f"p{number}", f"34A3683{number}", first)
            lane.decided(waits, Action.ASK, Reason.UNKNOWN)
        for seconds, recent in ((15, ("p1", "p2")), (45, ("p2",))):
            at = NOON + timedelta(seconds=seconds)
            opening = lane.command(None, at=at, source=CommandSource.BAR, recent=recent)
            lane.stays.note_opening(opening)
        assert sorted(lane.inside) == ["", "34A36832"]
        lane.stays.note_passage("p1")
        assert sorted(lane.inside) == ["", "34A36832"]

    def test_of_several_that_wait_to_leave_nobody_is_taken_off(self, lane: Lane) -> None:
        unread = lane.command(None, at=NOON - timedelta(hours=1), source=CommandSource.BAR)
        lane.stays.note_opening(unread)
        for number in (1, 2):
            lane.drive(f"a{number}", f"34A3683{number}", number - 30)
            waits = lane.passage(f"o{number}", f"34A3683{number}", number / 30, OUT)
            lane.decided(waits, Action.ASK, Reason.UNKNOWN)
        at = NOON + timedelta(seconds=8)
        recent = ("o1", "o2")
        opening = lane.command(None, at=at, gate="gate2", source=CommandSource.BAR, recent=recent)
        lane.stays.note_opening(opening)
        assert lane.inside == ["", "34A36831", "34A36832"]

    def test_an_unread_car_is_counted_and_its_plate_is_filled_in_at_the_exit(
        self, lane: Lane
    ) -> None:
        once = lane.passage("p1", "34A36837", 0, settled=False)
        lane.decided(once, Action.ASK, Reason.ASK_ONE_LOOK)
        lane.command(once, source=CommandSource.ASK)
        lane.stays.note_passage("p1")
        assert lane.stays.view.occupancy(NOON).unread == 1
        lane.drive("p2", "34A36837", 30, OUT)
        assert lane.inside == []
        (stay,) = lane.stays.between(NOON, NOON + timedelta(hours=1))
        assert (stay.text, stay.fit) == ("34A36837", Fit.UNREAD)
        lane.opened_again()
        assert lane.stays.between(NOON, NOON + timedelta(hours=1)) == (stay,)

    def test_the_muster_list_says_whose_they_are(self, lane: Lane) -> None:
        visitor = replace(full_entry(), plate="34A36837")
        by_plate = ListEntry(entry_id="e2", kind=ListKind.ALLOW, plate="KL-58", owner="Flat 7")
        for entry in (visitor, by_plate):
            lane.records.save_entry(entry, "Amara")
        lane.drive("p1", "34A36837", 0)
        by_hand = lane.passage("p2", "KL58", 5)
        lane.records.save_passage(by_hand)
        lane.command(by_hand, source=CommandSource.ASK)
        lane.stays.note_passage("p2")
        rows = lane.stays.muster()
        assert [(row.plate, row.kind, row.owner, row.host) for row in rows] == [
            ("34A36837", "visitor", "Österreich GmbH", "Flat 4"),
            ("KL58", "allow", "Flat 7", ""),
        ]
        assert rows == muster(lane.stays.view, ListSnapshot.of([visitor, by_plate]))

    # ------------------------------------------------------------------------------- guards

    def test_a_guard_marks_a_car_and_takes_it_back(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", -30)
        mark = lane.stays.mark_left("p1", "Amara")
        assert lane.inside == []
        lane.opened_again()
        assert lane.inside == []
        lane.stays.undo_mark(mark, "Amara")
        assert lane.inside == ["34A36837"]
        lane.stays.mark_inside("KL 58 MN", "Amara")
        assert lane.inside == ["34A36837", "KL58MN"]
        lane.opened_again()
        assert lane.inside == ["34A36837", "KL58MN"]
        rows = lane.records.audit_rows()[-3:]
        assert [(row.kind, row.actor) for row in rows] == [
            ("stay.marked_left", "Amara"),
            ("stay.mark_undone", "Amara"),
            ("stay.marked_inside", "Amara"),
        ]
        assert all("34A36837" not in row.body and "KL58" not in row.body for row in rows)
        assert "plate_hash" in json.loads(rows[0].body)
        assert lane.records.verify_audit() is None

    def test_marks_that_fit_nothing_are_refused(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", -30)
        for call, code in (
            (lambda: lane.stays.mark_left("nope", "Amara"), "stay.not_inside"),
            (lambda: lane.stays.mark_inside("34-A-36837", "Amara"), "stay.inside_already"),
            (lambda: lane.stays.undo_mark("nope", "Amara"), "stay.no_mark"),
        ):
            _refused(call, code)
        assert lane.inside == ["34A36837"]

    def test_an_overstay_is_told_once(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", 0)
        assert lane.stays.tell_overstays(["p1", "gone"]) == ("p1",)
        assert lane.stays.tell_overstays(["p1"]) == ()
        lane.drive("p2", "34A36837", 30, OUT)
        lane.stays.note_passage("p1")
        assert lane.opened_again().tell_overstays(["p1"]) == ()

    # ---------------------------------------------------------------------------- mishaps

    def test_a_crash_between_a_passage_and_its_stay_is_mended(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", 0)
        lane.drive("p2", "KL58MN", 5)
        missed = lane.passage("p3", "34A36837", 20, OUT)
        lane.decided(missed, Action.OPEN, Reason.ALLOW_LISTED)
        lane.command(missed)
        lane.opened_again()
        assert lane.inside == ["KL58MN"]
        before = lane.stays.between(NOON, NOON + timedelta(hours=1))
        lane.opened_again()
        assert lane.stays.between(NOON, NOON + timedelta(hours=1)) == before

    def test_a_stay_behind_the_passages_that_are_looked_at_again_stays_as_it_is(
        self, lane: Lane
    ) -> None:
        lane.drive("p1", "34A36837", 0)
        lane.drive("p2", "KL58MN", 60 * 30)
        lane.opened_again()
        assert lane.inside == ["34A36837", "KL58MN"]
        lane.drive("p3", "34A36837", 60 * 30 + 5, OUT)
        assert lane.inside == ["KL58MN"]

    def test_a_late_word_about_an_old_passage_pairs_anew(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", 0)
        lane.drive("p2", "QQ77WW", 60, OUT)
        lane.drive("p3", "KL58MN", 60 * 30)
        lane.opened_again()
        _correct(lane.database, "p1", "QQ77WW")
        assert lane.stays.note_passage("p1")
        assert lane.inside == ["KL58MN"]
        stays = lane.stays.between(NOON, NOON + timedelta(days=2))
        assert {stay.stay_id: stay.fit for stay in stays} == {"p1": Fit.EXACT, "p3": None}

    def test_erased_plates_are_unread_cars(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", 0)
        lane.drive("p2", "KL58MN", 5)
        for passage_id in ("p1", "p2"):
            _erase(lane.database, passage_id)
        lane.opened_again()
        assert [stay.text for stay in lane.stays.view.stays()] == ["", ""]
        lane.drive("p3", "", 30, OUT)
        assert lane.stays.view.occupancy(NOON).unread == 1

    def test_what_is_cleared_from_passages_is_cleared_from_their_stays(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", 0)
        lane.drive("p2", "34A36831", 20, OUT)
        lane.drive("p3", "KL58MN", 5)
        with lane.database.write() as session:
            rows = session.execute(select(*CLEARED_FROM)).all()
            clear_plates(session, rows, lambda plate: pseudonym(KEY, plate))
        with lane.database.read() as session:
            stays = session.execute(select(StayTable.text, StayTable.exit_text)).all()
        gone = (pseudonym(KEY, "34A36837"), pseudonym(KEY, "34A36831"))
        assert sorted(map(tuple, stays)) == [gone, ("KL58MN", "")]

    def test_two_open_stays_of_a_plate_stop_nothing(self, lane: Lane) -> None:
        lane.drive("p1", "34A36837", -60 * 30)
        with lane.database.write() as session:
            row = session.get(StayTable, "p1")
            assert row is not None
            values = {
                column.name: getattr(row, column.name) for column in StayTable.__table__.columns
            }
            session.add(StayTable(**(values | {"stay_id": "again"})))
        lane.opened_again()
        lane.drive("p2", "34A36837", 0, OUT)
        lane.drive("p3", "34A36837", 10)
        lane.drive("p4", "34A36837", 20, OUT)

    def test_what_could_not_be_written_is_written_with_the_next_one(
        self, lane: Lane, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        passage = lane.passage("p1", "34A36837", 0)
        lane.decided(passage, Action.OPEN, Reason.ALLOW_LISTED)
        lane.command(passage)

        def full(*_: object) -> None:
            raise StorageError("storage.unwritable")

        with monkeypatch.context() as patched:
            patched.setattr("alpr_kiosk.storage.stays._put", full)
            with pytest.raises(StorageError):
                lane.stays.note_passage("p1")
        assert [stay.text for stay in lane.stays.view.stays()] == ["34A36837"]
        assert lane.stays.muster() == ()
        lane.drive("p2", "KL58MN", 5)
        assert lane.inside == ["34A36837", "KL58MN"]


def _refused(call: Callable[[], object], code: str) -> None:
    with pytest.raises(StorageError) as caught:
        call()
    assert caught.value.code == code


def _erase(database: Database, passage_id: str) -> None:
    """As `erase_plate` leaves passage and stay."""
    with database.write() as session:
        row = session.scalars(
            select(PassageTable).where(PassageTable.passage_id == passage_id)
        ).one()
        row.plate = ERASED
        stay = session.get(StayTable, passage_id)
        assert stay is not None
        stay.text = ERASED


def _correct(database: Database, passage_id: str, plate: str) -> None:
    with database.write() as session:
        row = session.scalars(
            select(PassageTable).where(PassageTable.passage_id == passage_id)
        ).one()
        row.corrected = plate
