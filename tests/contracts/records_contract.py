# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every `Records` does, the real one and the fake.

A suite derives from `RecordsContract` and gives the fixture `records`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

import pytest

from alpr_kiosk.domain.events import (
    Action,
    Alert,
    Candidate,
    CharVote,
    Consensus,
    Decision,
    DecisionRecord,
    Direction,
    Passage,
    Priority,
    Reason,
)
from alpr_kiosk.domain.lists import ListEntry, ListKind, WeeklyWindow
from alpr_kiosk.domain.ports import EvidenceFile, Records
from alpr_kiosk.errors import StorageError

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=timezone.utc)


def make_passage(
    passage_id: str = "p1", plate: str = "34A36837", *, seen_at: datetime = NOON, reads: int = 4
) -> Passage:
    """A settled passage with all its parts filled."""
    votes = tuple(
        CharVote(char=char, share=0.97, votes=reads, total=reads, others=(("8", 0.03),))
        for char in plate
    )
    return Passage(
        passage_id=passage_id,
        camera_id="cam1",
        lane_id="lane1",
        track_ids=(3, 7),
        first_seen_at=seen_at,
        last_seen_at=seen_at + timedelta(seconds=1),
        first_seen_mono=100.0,
        last_seen_mono=101.0,
        newest_read_mono=100.9,
        settled_mono=100.5,
        consensus=Consensus(
            text=plate, chars=votes, confidence=0.97, reads=reads, agreeing=reads, settled=True
        ),
        direction=Direction.IN,
        in_open_zone=True,
    )


def make_record(
    passage: Passage,
    decision_id: str = "d1",
    action: Action = Action.OPEN,
    reason: Reason = Reason.ALLOW_LISTED,
) -> DecisionRecord:
    """A decision about `passage`."""
    return DecisionRecord(
        decision_id=decision_id,
        passage=passage,
        decision=Decision(
            action=action,
            reason=reason,
            entry_id="e1",
            candidates=(
                Candidate(
                    entry_id="e1",
                    plate=passage.consensus.text,
                    owner="A. Guest",
                    list_kind="allow",
                    match="exact",
                ),
            ),
            context=(("owner", "A. Guest"),),
        ),
        gate_id="gate1",
        decided_at=passage.last_seen_at,
        decided_mono=101.1,
    )


def full_entry(entry_id: str = "e1", plate: str = "B-ÖB 123") -> ListEntry:
    """An entry that uses every field."""
    return ListEntry(
        entry_id=entry_id,
        kind=ListKind.VISITOR,
        plate=plate,
        owner="Österreich GmbH",
        vehicle="white van",
        notes="ring flat 4",
        valid_from=NOON,
        valid_until=NOON + timedelta(days=3),
        windows=(
            WeeklyWindow(weekday=0, start=time(7, 30), end=time(18)),
            WeeklyWindow(weekday=6, start=time(22), end=time(0)),
        ),
        gates=("gate1", "gate2"),
        direction=Direction.OUT,
        max_uses=3,
        uses_left=2,
        host="Flat 4",
        created_by="Amara",
        created_at=NOON - timedelta(days=1),
    )


LANE = EvidenceFile(kind="lane", path="aa/aa11.jpg", sha256="aa11" + "0" * 60, size=1000)
CROP = EvidenceFile(kind="crop", path="bb/bb22.jpg", sha256="bb22" + "0" * 60, size=100)


class RecordsContract:
    """Behaviour first, then refusals."""

    @pytest.fixture
    def records(self) -> Records:
        raise NotImplementedError

    # ------------------------------------------------------------------------------- passages

    def test_a_passage_is_one_row_that_is_updated(self, records: Records) -> None:
        passage = make_passage()
        records.save_passage(passage)
        better = replace(
            passage,
            last_seen_at=passage.last_seen_at + timedelta(seconds=2),
            consensus=replace(passage.consensus, text="34A36831", reads=9, agreeing=8),
        )
        records.save_passage(better)
        (row,) = records.recent_passages()
        assert (row.passage_id, row.plate, row.reads, row.agreeing) == ("p1", "34A36831", 9, 8)
        assert row.first_seen_at == NOON
        assert row.last_seen_at == better.last_seen_at
        assert row.direction == "in"
        assert (row.action, row.reason, row.gate_id) == ("", "", None)

    def test_an_older_state_does_not_overwrite_a_newer_one(self, records: Records) -> None:
        passage = make_passage()
        newer = replace(
            passage,
            last_seen_at=passage.last_seen_at + timedelta(seconds=5),
            consensus=replace(passage.consensus, reads=20),
        )
        records.save_passage(newer)
        records.save_passage(passage, [LANE])
        (row,) = records.recent_passages()
        assert row.reads == 20
        assert row.evidence == (LANE,)

    def test_a_closed_passage_never_changes_again(self, records: Records) -> None:
        passage = make_passage()
        records.save_passage(replace(passage, closed=True))
        records.save_passage(
            replace(
                passage,
                last_seen_at=passage.last_seen_at + timedelta(seconds=5),
                consensus=replace(passage.consensus, text="OTHER"),
            )
        )
        assert records.recent_passages()[0].plate == "34A36837"

    def test_passages_come_newest_first_and_limited(self, records: Records) -> None:
        for number in (2, 0, 3, 1):
            seen = NOON + timedelta(minutes=number)
            records.save_passage(make_passage(f"p{number}", seen_at=seen))
        rows = records.recent_passages(limit=3)
        assert [row.passage_id for row in rows] == ["p3", "p2", "p1"]

    def test_evidence_stays_until_better_evidence_comes(self, records: Records) -> None:
        passage = make_passage()
        records.save_passage(passage, [LANE, CROP])
        records.save_passage(passage)
        assert set(records.recent_passages()[0].evidence) == {LANE, CROP}
        other = replace(LANE, path="cc/cc33.jpg", sha256="cc33" + "0" * 60)
        records.save_passage(passage, [other, CROP])
        assert set(records.recent_passages()[0].evidence) == {other, CROP}

    def test_a_passage_says_why_it_has_no_pictures(self, records: Records) -> None:
        passage = make_passage()
        records.save_passage(passage, note="evidence.unwritable")
        records.save_passage(passage)
        assert records.recent_passages()[0].evidence_note == "evidence.unwritable"
        records.save_passage(passage, [LANE])
        assert records.recent_passages()[0].evidence_note == ""

    def test_two_passages_may_share_a_picture(self, records: Records) -> None:
        records.save_passage(make_passage("p1"), [LANE])
        records.save_passage(make_passage("p2"), [LANE])
        assert [row.evidence for row in records.recent_passages()] == [(LANE,), (LANE,)]

    # ------------------------------------------------------------------------------ decisions

    def test_a_decision_shows_on_its_passage(self, records: Records) -> None:
        passage = make_passage()
        records.save_passage(passage)
        records.save_decision(make_record(passage, "d1", Action.ASK, Reason.UNKNOWN))
        records.save_decision(make_record(passage, "d2", Action.OPEN, Reason.ALLOW_BY_HAND))
        (row,) = records.recent_passages()
        assert (row.action, row.reason, row.gate_id) == ("open", "decision.allow.by_hand", "gate1")

    def test_a_decision_brings_its_passage(self, records: Records) -> None:
        passage = make_passage()
        records.save_decision(make_record(passage))
        later = replace(passage, last_seen_at=passage.last_seen_at + timedelta(seconds=9))
        records.save_passage(later, [LANE])
        (row,) = records.recent_passages()
        assert (row.plate, row.action, row.evidence) == ("34A36837", "open", (LANE,))
        assert row.last_seen_at == later.last_seen_at

    def test_the_same_decision_twice_is_one(self, records: Records) -> None:
        record = make_record(make_passage())
        records.save_decision(record)
        before = len(records.audit_rows())
        records.save_decision(record)
        assert len(records.audit_rows()) == before

    # ---------------------------------------------------------------------------------- lists

    def test_an_entry_comes_back_as_it_was(self, records: Records) -> None:
        entry = full_entry()
        plain = ListEntry(entry_id="e2", kind=ListKind.DENY, plate="34 A 23126")
        records.save_entry(entry, "Amara")
        records.save_entry(plain, "Amara")
        assert list(records.entries()) == [plain, entry]

    def test_saving_again_replaces(self, records: Records) -> None:
        records.save_entry(full_entry(), "Amara")
        changed = replace(full_entry(), kind=ListKind.ALLOW, owner="B", windows=(), gates=())
        records.save_entry(changed, "Amara")
        assert list(records.entries()) == [changed]

    def test_a_removed_entry_is_gone(self, records: Records) -> None:
        records.save_entry(full_entry(), "Amara")
        records.remove_entry("e1", "Amara", "moved out")
        assert list(records.entries()) == []

    def test_removing_an_unknown_entry_says_so(self, records: Records) -> None:
        with pytest.raises(StorageError) as caught:
            records.remove_entry("nope", "Amara", "")
        assert caught.value.code == "lists.unknown_entry"
        assert records.verify_audit() is None

    # ---------------------------------------------------------------------- settings and users

    def test_settings_are_kept(self, records: Records) -> None:
        assert records.get_setting("lockdown") is None
        records.set_setting("lockdown", "1")
        records.set_setting("lockdown", "0")
        assert records.get_setting("lockdown") == "0"

    def test_users_have_a_role_and_a_hash(self, records: Records) -> None:
        assert records.pin_hash("Zoe") is None
        records.set_pin_hash("Zoe", "supervisor", "$argon2id$1", "installer")
        records.set_pin_hash("Amara", "guard", "$argon2id$2", "Zoe")
        records.set_pin_hash("Zoe", "supervisor", "$argon2id$3", "Zoe")
        assert records.pin_hash("Zoe") == ("supervisor", "$argon2id$3")
        assert list(records.users()) == [("Amara", "guard"), ("Zoe", "supervisor")]

    def test_who_is_stopped_has_no_access_but_keeps_the_name(self, records: Records) -> None:
        records.set_pin_hash("Zoe", "supervisor", "$argon2id$1", "installer")
        records.set_pin_hash("Amara", "guard", "$argon2id$2", "Zoe")
        records.stop_user("Amara", "Zoe")
        assert records.pin_hash("Amara") is None
        assert list(records.users()) == [("Zoe", "supervisor")]
        rows = {row.name: (row.role, row.active) for row in records.user_rows()}
        assert rows == {"Amara": ("guard", False), "Zoe": ("supervisor", True)}
        stopped = records.audit_rows()[-1]
        assert (stopped.kind, stopped.actor) == ("user.stopped", "Zoe")
        with pytest.raises(StorageError) as failed:
            records.stop_user("Nobody", "Zoe")
        assert failed.value.code == "user.unknown"
        records.set_pin_hash("Amara", "guard", "$argon2id$3", "Zoe")
        assert records.pin_hash("Amara") == ("guard", "$argon2id$3")
        assert all("argon2" not in row.body for row in records.audit_rows())

    # ---------------------------------------------------------------------------------- audit

    def test_rows_are_numbered_without_gaps(self, records: Records) -> None:
        first = records.append_audit("login", "Amara", {"role": "guard"})
        second = records.append_audit("logout", "Amara", {})
        assert second == first + 1
        rows = records.audit_rows(after=first - 1)
        assert [(row.seq, row.kind, row.actor) for row in rows] == [
            (first, "login", "Amara"),
            (second, "logout", "Amara"),
        ]
        assert json.loads(rows[0].body) == {"role": "guard"}
        assert [row.seq for row in records.audit_rows(after=first)] == [second]
        assert len(records.audit_rows(limit=1)) == 1
        assert records.verify_audit() is None

    def test_no_plate_or_name_stands_in_the_chain(self, records: Records) -> None:
        entry = full_entry(plate="34 A 36837")
        records.save_entry(entry, "Amara")
        records.save_decision(make_record(make_passage()))
        records.save_override_reason("i1", "visitor", "it was 34A36837", "Amara")
        records.save_alert(
            Alert(
                alert_id="a1",
                code="decision.deny.listed",
                source="34A36837",
                priority=Priority.HIGH,
                raised_at=NOON,
                context=(("plate", "34A36837"),),
            )
        )
        records.append_audit("import", "Amara", {"plate": "34-A-36837"})
        records.remove_entry("e1", "Amara", "34A36837 moved out")
        rows = records.audit_rows()
        kinds = [row.kind for row in rows]
        for kind in ("list.saved", "decision", "gate.override_reason", "alert.raised", "import"):
            assert kind in kinds
        assert kinds[-1] == "list.removed"
        everything = " ".join(row.body for row in rows)
        for text in ("34A36837", "34 A 36837", "34-A-36837", "Österreich", "A. Guest"):
            assert text not in everything
        hashes = {json.loads(row.body)["plate_hash"] for row in rows if "plate_hash" in row.body}
        assert len(hashes) == 1, "the same plate gives the same hash"
        assert records.verify_audit() is None

    def test_an_alert_that_was_seen_is_another_row(self, records: Records) -> None:
        alert = Alert(
            alert_id="a1",
            code="camera.lost",
            source="cam1",
            priority=Priority.LOW,
            raised_at=NOON,
        )
        records.save_alert(alert)
        records.save_alert(replace(alert, seen=True))
        records.save_alert(replace(alert, seen=True, active=False), ended=True)
        kinds = [row.kind for row in records.audit_rows()][-3:]
        assert kinds == ["alert.raised", "alert.seen", "alert.ended"]
