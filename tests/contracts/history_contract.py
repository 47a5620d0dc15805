# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every `History` does, on each database.

A suite derives from `HistoryContract` and gives the fixture `site`: an empty record.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alpr_kiosk.domain.events import Action, CommandSource, Direction, Reason
from alpr_kiosk.domain.history import Cursor, HistoryPage, HistoryQuery, PlatePattern
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.history import SqlHistory
from alpr_kiosk.storage.journal import SqlJournal
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import PassageTable
from alpr_kiosk.storage.records import SqlRecords
from tests.contracts.journal_contract import a_result, an_intent
from tests.contracts.records_contract import CROP, LANE, NOON, make_passage, make_record


class Site:
    """What a history is told by, on a database that has a chain."""

    def __init__(self, database: Database, key: ChainKey) -> None:
        self.database = database
        self.records = SqlRecords(database=database, key=key)
        self.journal = SqlJournal(database=database, key=key)
        self.history = SqlHistory(database=database, key=key)

    def close(self) -> None:
        self.journal.close()
        self.database.close()


def put(
    site: Site,
    name: str,
    plate: str = "34A36837",
    *,
    at: datetime = NOON,
    camera: str = "cam1",
    action: Action | None = None,
    direction: Direction = Direction.IN,
    gate: str = "gate1",
    corrected: str | None = None,
    settled: bool = True,
) -> None:
    """One passage, decided and corrected as told."""
    passage = replace(make_passage(name, plate, seen_at=at), camera_id=camera, direction=direction)
    passage = replace(passage, consensus=replace(passage.consensus, settled=settled))
    site.records.save_passage(passage)
    if action is not None:
        record = make_record(passage, f"d{name}", action, Reason.UNKNOWN)
        site.records.save_decision(replace(record, gate_id=gate))
    if corrected is not None:
        with site.database.write() as session:
            row = session.get(PassageTable, name)
            assert row is not None
            row.corrected = corrected


def ids(page: HistoryPage) -> list[str]:
    return [row.passage_id for row in page.rows]


def found(site: Site, typed: str, **how: bool) -> list[str]:
    """Ids of all passages that a typed plate finds, newest first."""
    return ids(site.history.page(HistoryQuery(plate=PlatePattern.parse(typed, **how)), limit=500))


class HistoryContract:
    """Pages first, then searches, then one passage, then the record of searches."""

    @pytest.fixture
    def site(self) -> Site:
        raise NotImplementedError

    # ---------------------------------------------------------------------------------- pages

    def test_pages_go_back_and_forth(self, site: Site) -> None:
        for number in range(7):
            put(site, f"p{number}", at=NOON + timedelta(minutes=number))
        everything = HistoryQuery()
        first = site.history.page(everything, limit=3)
        assert ids(first) == ["p6", "p5", "p4"]
        second = site.history.page(everything, cursor=first.older, limit=3)
        assert ids(second) == ["p3", "p2", "p1"]
        last = site.history.page(everything, cursor=second.older, limit=3)
        assert ids(last) == ["p0"]
        assert last.older is None
        assert ids(site.history.page(everything, cursor=last.newer, limit=3)) == ["p3", "p2", "p1"]
        assert ids(site.history.page(everything, cursor=second.newer, limit=3)) == ids(first)

    def test_passages_of_one_microsecond_have_an_order(self, site: Site) -> None:
        for number in range(5):
            put(site, f"p{number}")
        put(site, "q", at=NOON + timedelta(microseconds=2))
        query, shown = HistoryQuery(), []
        page = site.history.page(query, limit=2)
        while True:
            shown += ids(page)
            if page.older is None:
                break
            page = site.history.page(query, cursor=page.older, limit=2)
        assert shown == ["q", "p4", "p3", "p2", "p1", "p0"]
        assert [row.first_seen_at for row in site.history.page(query).rows][1:] == [NOON] * 5

    def test_what_arrives_later_is_on_the_newer_page(self, site: Site) -> None:
        put(site, "p0")
        first = site.history.page(HistoryQuery())
        assert first.older is None
        nothing = site.history.page(HistoryQuery(), cursor=first.newer)
        assert (ids(nothing), nothing.newer) == ([], first.newer)
        put(site, "p1", at=NOON + timedelta(minutes=1))
        assert ids(site.history.page(HistoryQuery(), cursor=nothing.newer)) == ["p1"]
        assert ids(site.history.page(HistoryQuery(), cursor=nothing.older)) == ["p0"]

    def test_an_empty_record_has_an_empty_page(self, site: Site) -> None:
        page = site.history.page(HistoryQuery())
        assert (page.rows, page.older, page.newer, page.reached) == ((), None, None, None)

    def test_a_page_shows_pictures_and_the_last_decision(self, site: Site) -> None:
        put(site, "p0", action=Action.OPEN)
        site.records.save_passage(make_passage("p0"), [LANE, CROP])
        (row,) = site.history.page(HistoryQuery()).rows
        assert (row.action, row.gate_id, set(row.evidence)) == ("open", "gate1", {LANE, CROP})
        assert (row.plate, row.corrected, row.effective) == ("34A36837", None, "34A36837")

    # -------------------------------------------------------------------------------- filters

    def test_filters_hold_together(self, site: Site) -> None:
        put(site, "a", action=Action.OPEN, at=NOON)
        put(site, "b", camera="cam2", action=Action.OPEN, at=NOON + timedelta(hours=1))
        put(site, "c", action=Action.ASK, at=NOON + timedelta(hours=2), direction=Direction.OUT)
        put(site, "d", camera="cam3", at=NOON + timedelta(hours=3), settled=False)
        put(site, "e", action=Action.REFUSE, gate="gate2", at=NOON + timedelta(hours=4))

        def page(**wanted: object) -> list[str]:
            return ids(site.history.page(HistoryQuery(**wanted)))  # type: ignore[arg-type]

        assert page(cameras=("cam1",)) == ["e", "c", "a"]
        assert page(cameras=("cam1", "cam2")) == ["e", "c", "b", "a"]
        assert page(cameras=("gone",)) == []
        assert page(actions=(Action.OPEN,)) == ["b", "a"]
        assert page(actions=(Action.OPEN, Action.ASK), cameras=("cam1",)) == ["c", "a"]
        assert page(undecided=True) == ["d"]
        assert page(undecided=True, actions=(Action.ASK,)) == ["d", "c"]
        assert page(directions=(Direction.OUT,)) == ["c"]
        assert page(gates=("gate2",)) == ["e"]
        assert page(unread=True) == ["d"]
        assert page(since=NOON + timedelta(hours=1), until=NOON + timedelta(hours=3)) == ["c", "b"]
        assert page(until=NOON) == []

    def test_only_what_a_guard_corrected(self, site: Site) -> None:
        put(site, "a", "34A36837", corrected="34A36831")
        put(site, "b", "34A36837")
        (row,) = site.history.page(HistoryQuery(corrected=True)).rows
        assert (row.passage_id, row.plate, row.effective) == ("a", "34A36837", "34A36831")

    # ------------------------------------------------------------------------------- searches

    def test_look_alikes_meet(self, site: Site) -> None:
        put(site, "a", "B0118ZS")
        put(site, "b", "80II825")
        put(site, "c", "B0118ZT")
        assert found(site, "b-o1 1825", part=False) == ["b", "a"]
        assert found(site, "B0118ZS", part=False, exact=True) == ["a"]
        assert found(site, "II8Z") == ["c", "b", "a"]
        assert found(site, "118Z", exact=True) == ["c", "a"]

    def test_parts_with_unknown_characters(self, site: Site) -> None:
        put(site, "a", "AB7BX123")
        put(site, "b", "7B123")
        put(site, "c", "7BXY123")
        assert found(site, "7b?123") == ["a"]
        assert found(site, "7b*123") == ["c", "b", "a"]
        assert found(site, "7b?123", part=False) == []
        assert found(site, "??7bx1*", part=False) == ["a"]
        assert found(site, "7b??123", part=False) == ["c"]

    def test_both_the_observed_and_the_corrected_plate_are_found(self, site: Site) -> None:
        put(site, "a", "34A36837", corrected="06XYZ99")
        assert found(site, "34A36837", part=False) == ["a"]
        assert found(site, "06XYZ99", part=False) == ["a"]
        assert found(site, "xyz") == ["a"]
        assert found(site, "3683") == ["a"]
        assert found(site, "06XYZ99", part=False, exact=True) == ["a"]
        with site.database.write() as session:
            row = session.get(PassageTable, "a")
            assert row is not None
            row.corrected = None
        assert found(site, "xyz") == []

    def test_a_better_read_moves_the_passage_to_its_new_plate(self, site: Site) -> None:
        put(site, "a", "34A36837")
        put(site, "a", "34A99937", at=NOON)
        assert found(site, "3683") == []
        assert found(site, "999") == ["a"]

    def test_national_letters_are_letters(self, site: Site) -> None:
        put(site, "a", "BÖB123")
        put(site, "b", "К123ОР")
        assert found(site, "öb1") == ["a"]
        assert found(site, "к12") == ["b"]
        assert found(site, "BOB123", part=False) == []

    def test_short_parts_need_a_time(self, site: Site) -> None:
        put(site, "a", "34A36837")
        short = PlatePattern.parse("34?3")
        with pytest.raises(StorageError) as caught:
            site.history.page(HistoryQuery(plate=short))
        assert caught.value.code == "history.short_pattern"
        day = HistoryQuery(plate=short, since=NOON - timedelta(days=1))
        assert ids(site.history.page(day)) == ["a"]
        # The whole of a short plate is found by its key.
        assert found(site, "34", part=False) == []

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("", "history.no_pattern"),
            ("?*?", "history.no_pattern"),
            ("%_'", "history.no_pattern"),
            ("A" * 33, "history.long_pattern"),
            ("-" * 10_000, "history.long_pattern"),
            ("*" * 10_000, "history.long_pattern"),
            ("\x00", "history.no_pattern"),
            ('"*"', "history.no_pattern"),
            ("\ufdfa" * 30, "history.long_pattern"),  # one sign that stands for 18
        ],
    )
    def test_nothing_to_look_for_is_named(self, site: Site, typed: str, code: str) -> None:
        with pytest.raises(StorageError) as caught:
            found(site, typed)
        assert caught.value.code == code

    @pytest.mark.parametrize(
        "typed",
        [
            "34a?6837",
            "３４Ａ？６８３７",  # as an input method gives it
            "\u202e34A\u2066?68\x0037",  # signs of direction and a NUL
            '"34A"?"6837"',
            "34A\udcff?6837",  # bytes that are no text
        ],
    )
    def test_however_it_is_typed_the_same_is_meant(self, site: Site, typed: str) -> None:
        put(site, "a", "34A36837")
        put(site, "b", "34A6837")
        assert found(site, typed) == ["a"]

    def test_signs_of_sql_are_not_searched_for(self, site: Site) -> None:
        put(site, "a", "34A36837")
        assert found(site, "34%37") == []
        assert found(site, "34A' OR 1=1 --") == []
        assert found(site, '"34A" OR 368') == []

    # ------------------------------------------------------------------------------ one passage

    def test_all_about_one_passage(self, site: Site) -> None:
        put(site, "p0", action=Action.ASK)
        site.records.save_passage(make_passage("p0"), [LANE])
        answer = make_record(make_passage("p0"), "d2", Action.OPEN, Reason.ALLOW_BY_HAND)
        later = answer.decided_at + timedelta(seconds=4)
        site.records.save_decision(replace(answer, decided_at=later))
        ours = replace(an_intent(1), passage_id="p0", requested_at=NOON)
        by_hand = replace(
            an_intent(2),
            passage_id=None,
            source=CommandSource.BAR,
            requested_at=NOON + timedelta(seconds=5),
            recent_passages=("other", "p0"),
        )
        stranger = replace(an_intent(3), passage_id="x", requested_at=NOON, recent_passages=())
        for intent in (ours, by_hand, stranger):
            site.journal.record_intent(intent)
        site.journal.record_result(a_result(ours))
        site.records.save_override_reason(by_hand.intent_id, "visitor", "flat 4", "Amara")
        detail = site.history.passage("p0")
        assert detail is not None
        assert (detail.row.passage_id, detail.row.evidence) == ("p0", (LANE,))
        assert [decision.action for decision in detail.decisions] == ["ask", "open"]
        assert detail.decisions[0].candidates[0].owner == "A. Guest"
        assert [command.intent for command in detail.commands] == [ours, by_hand]
        assert detail.commands[0].outcome == a_result(ours).outcome.value
        assert (detail.commands[1].why, detail.commands[1].note) == ("visitor", "flat 4")
        assert detail.commands[1].finished_at is None
        assert site.history.passage("nobody") is None

    def test_where_a_plate_was_seen_before(self, site: Site) -> None:
        for number in range(3):
            put(site, f"p{number}", "34A36837", at=NOON + timedelta(days=number))
        put(site, "q", "34A36B37", at=NOON + timedelta(days=9))
        put(site, "r", "34A36838", at=NOON + timedelta(days=9))
        seen = site.history.seen_before("34 a 36837", limit=3)
        assert [row.passage_id for row in seen] == ["q", "p2", "p1"]
        assert site.history.seen_before(" - ") == ()

    # ---------------------------------------------------------------------- who searched for what

    def test_a_search_by_plate_is_recorded_without_the_plate(self, site: Site) -> None:
        put(site, "a", "34A36837")
        put(site, "b", "34A36837", at=NOON - timedelta(days=1))
        query = HistoryQuery(plate=PlatePattern.parse("34a36837"), cameras=("cam1",))
        page = site.history.page(query, actor="Amara", limit=1)
        site.history.page(query, actor="Amara", cursor=page.older)  # the same search, a page on
        site.history.page(HistoryQuery(plate=PlatePattern.parse("7b?123")), actor="Amara")
        site.history.seen_before("34A36837", actor="Zoe")
        searches = [row for row in site.records.audit_rows() if row.kind == "history.searched"]
        assert [row.actor for row in searches] == ["Amara", "Amara", "Zoe"]
        whole, part, again = [json.loads(row.body) for row in searches]
        assert (whole["length"], whole["cameras"]) == (8, ["cam1"])
        assert whole["plate_hash"] == again["plate_hash"]
        assert "plate_hash" not in part
        assert part["pattern_hash"]
        assert all("34A36837" not in row.body for row in searches)
        assert site.records.verify_audit() is None

    def test_looking_without_a_plate_or_by_the_program_is_not_recorded(self, site: Site) -> None:
        put(site, "a", "34A36837")
        before = len(site.records.audit_rows())
        site.history.page(HistoryQuery(cameras=("cam1",)), actor="Amara")
        site.history.page(HistoryQuery(plate=PlatePattern.parse("34A")))
        site.history.seen_before("34A36837")
        assert len(site.records.audit_rows()) == before

    def test_a_cursor_of_nowhere_is_harmless(self, site: Site) -> None:
        put(site, "a")
        assert site.history.page(HistoryQuery(), cursor=Cursor(moment=-5)).rows == ()
        assert ids(site.history.page(HistoryQuery(), cursor=Cursor(moment=-5, newer=True))) == ["a"]
