# SPDX-License-Identifier: AGPL-3.0-or-later
"""What reports tell over any database; the plain count over the same rows is in Python.

A suite derives from `ReportsContract` and gives the fixture `database`.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from alpr_kiosk.domain.events import Action, Direction, Reason
from alpr_kiosk.domain.reports import (
    Category,
    CodeCount,
    OverrideCount,
    Period,
    Report,
    Spread,
    category_of,
)
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import (
    DecisionTable,
    GateIntentTable,
    GateResultTable,
    OverrideReasonTable,
    PassageTable,
    StayTable,
    micros,
    time_of,
)
from alpr_kiosk.storage.reports import SqlReports

KEY = ChainKey(secret=b"k" * 32)
BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)

EDGES = [
    ("Europe/Berlin", date(2026, 3, 29), 23),
    ("Europe/Berlin", date(2026, 10, 25), 25),
    ("America/New_York", date(2026, 3, 8), 23),
    ("America/New_York", date(2026, 11, 1), 25),
    ("Australia/Lord_Howe", date(2026, 4, 5), 25),
    ("Australia/Lord_Howe", date(2026, 10, 4), 24),
    ("Asia/Kathmandu", date(2026, 11, 24), 24),
    ("UTC", date(2028, 2, 29), 24),
]
"""Days on which clocks are moved, by an hour or a half; zones off the hour; a leap day."""


@dataclass
class Log:
    """A record to be filled by hand."""

    database: Database
    number: int = 0
    passages: list[dict[str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reports = SqlReports(database=self.database)

    def clear(self) -> None:
        with self.database.write() as session:
            session.execute(delete(PassageTable))
        self.passages = []

    def add(self, rows: list[dict[str, object]]) -> None:
        with self.database.write() as session:
            for row in rows:
                self.number += 1
                at = time_of(int(str(row["moment"])))
                full = {
                    "passage_id": f"p{self.number}",
                    "camera_id": "cam1",
                    "lane_id": "lane1",
                    "plate": "AB12",
                    "fold": "AB12",
                    "corrected": None,
                    "corrected_fold": None,
                    "first_seen_at": at,
                    "last_seen_at": at,
                    "direction": "in",
                    "reads": 1,
                    "agreeing": 1,
                    "confidence": 1.0,
                    "settled": True,
                    "parked": False,
                    "closed": True,
                    "track_ids": [],
                    "votes": [],
                    "action": "open",
                    "reason": "decision.allow.listed",
                    "evidence_note": "",
                    **row,
                }
                session.execute(insert(PassageTable).values(**full))
                self.passages.append(full)

    def passage(self, at: datetime, **more: object) -> str:
        self.add([{"moment": micros(at), **more}])
        return str(self.passages[-1]["passage_id"])

    def asked(self, passage_id: str, at: datetime, action: Action = Action.ASK) -> str:
        self.number += 1
        decision_id = f"d{self.number}"
        with self.database.write() as session:
            session.execute(
                insert(DecisionTable).values(
                    decision_id=decision_id,
                    passage_id=passage_id,
                    at=at,
                    action=action.value,
                    reason="decision.unknown",
                    alarm=False,
                    plate="AB12",
                    age_ms=1.0,
                    candidates=[],
                    context=[],
                )
            )
        return decision_id

    def audit(self, kind: str, at: datetime, **body: object) -> None:
        with self.database.write() as session:
            audit_log.append(session, KEY, at=at, kind=kind, actor="Amara", body=body)

    def opened(
        self,
        at: datetime,
        *,
        source: str = "bar",
        actor: str = "Amara",
        reason: str = "",
        kind: str = "open",
        outcome: str = "ok",
        code: str = "",
    ) -> None:
        self.number += 1
        intent_id = f"i{self.number}"
        with self.database.write() as session:
            session.execute(
                insert(GateIntentTable).values(
                    intent_id=intent_id,
                    audit_seq=self.number,
                    gate_id="gate1",
                    kind=kind,
                    source=source,
                    actor=actor,
                    requested_at=at,
                    requested_mono=1.0,
                    pulse_ms=1,
                    recent_passages=[],
                )
            )
            session.execute(
                insert(GateResultTable).values(
                    intent_id=intent_id,
                    audit_seq=self.number,
                    gate_id="gate1",
                    outcome=outcome,
                    code=code,
                    finished_at=at,
                    latency_ms=1.0,
                    recorded=True,
                )
            )
            if reason:
                session.execute(
                    insert(OverrideReasonTable).values(
                        intent_id=intent_id, at=at, reason=reason, note="", actor=actor
                    )
                )

    def stay(self, entered: datetime | None, left: datetime | None, *, ended: str = "exit") -> None:
        self.number += 1
        with self.database.write() as session:
            session.execute(
                insert(StayTable).values(
                    stay_id=f"s{self.number}",
                    text="AB12",
                    entered_at=entered,
                    entered_moment=micros(entered) if entered else None,
                    left_at=left,
                    ended_moment=micros(left) if left else None,
                    exit_text="AB12",
                    ended=ended,
                    camera_id="cam1",
                    seen_at=left or entered,
                )
            )

    def day(self) -> Report:
        return self.reports.report(Period.day(DAY, BERLIN))


ROWS = st.fixed_dictionaries(
    {
        "at": st.integers(-30 * 60, 57 * 60),  # minutes around the first midnight of a span
        "micros": st.sampled_from([0, 1, 59_999_999, 30_000_000]),
        "camera_id": st.sampled_from(["cam1", "cam2"]),
        "direction": st.sampled_from([direction.value for direction in Direction]),
        "reason": st.sampled_from(["", *(reason.value for reason in Reason)]),
        "settled": st.booleans(),
    }
)


class ReportsContract:
    """Behaviour first, then the edges."""

    @pytest.fixture
    def log(self, database: Database) -> Log:
        return Log(database)

    def test_an_empty_record(self, log: Log) -> None:
        report = log.day()
        assert report == Report(period=Period.day(DAY, BERLIN))
        assert (report.total, report.unread_share, report.by_hand) == (0, None, 0)
        assert list(report.by_hour().values()) == [0] * 24

    def test_passages_by_hour_camera_and_category(self, log: Log) -> None:
        for minutes, reason in enumerate(
            ("decision.allow.listed", "decision.allow.visitor", "ask.near_ban", "decision.unknown")
        ):
            log.passage(NOON + minutes * MINUTE, reason=reason)
        log.passage(NOON - MINUTE, reason="decision.deny.listed", camera_id="cam2")
        log.passage(NOON + 60 * MINUTE, reason="ask.one_look", settled=False)
        log.passage(NOON - timedelta(days=1))
        report = log.day()
        assert report.total == 6
        assert report.by_category() == {
            Category.ALLOWED: 1,
            Category.VISITOR: 1,
            Category.DENIED: 1,
            Category.UNKNOWN: 2,
            Category.PASSING: 0,
            Category.UNDECIDED: 0,
            Category.UNREAD: 1,
        }
        assert report.unread_share == 1 / 6
        assert report.by_camera() == {"cam1": 5, "cam2": 1}
        assert report.by_day() == {DAY: 6}
        assert {hour: n for hour, n in enumerate(report.by_hour_of_day()) if n} == {
            11: 1,
            12: 4,
            13: 1,
        }

    @settings(
        max_examples=25,
        deadline=None,
        # Each suite has its own database, emptied for each example.
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
        ],
    )
    @given(
        edge=st.sampled_from(EDGES),
        days=st.integers(1, 2),
        rows=st.lists(ROWS, max_size=25),
    )
    def test_the_sums_are_those_of_a_plain_count(
        self, log: Log, edge: tuple[str, date, int], days: int, rows: list[dict[str, object]]
    ) -> None:
        name, day, _hours = edge
        period = Period(first=day, last=day + timedelta(days=days - 1), zone=ZoneInfo(name))
        log.clear()
        begun, taken = micros(period.since), set[int]()
        for row in rows:
            minutes, more = int(str(row.pop("at"))), int(str(row.pop("micros")))
            moment = begun + minutes * 60_000_000 + more
            while moment in taken:
                moment += 1
            taken.add(moment)
            row["moment"] = moment
        log.add(rows)
        report = log.reports.report(period)

        local = [
            (row, time_of(int(str(row["moment"]))).astimezone(period.zone)) for row in log.passages
        ]
        inside = [(row, at) for row, at in local if at.date() in period.days]
        assert report.total == len(inside)
        days_found = Counter(at.date() for _row, at in inside)
        assert report.by_day() == {one: days_found[one] for one in period.days}
        hours_found = Counter(at.hour for _row, at in inside)
        assert report.by_hour_of_day() == tuple(hours_found[hour] for hour in range(24))
        kinds = Counter(
            category_of(str(row["reason"]), settled=bool(row["settled"])) for row, _at in inside
        )
        assert report.by_category() == {one: kinds[one] for one in Category}
        cameras = Counter(str(row["camera_id"]) for row, _at in inside)
        assert report.by_camera() == dict(cameras)
        ways = Counter(Direction(str(row["direction"])) for row, _at in inside)
        assert report.by_direction() == {one: ways[one] for one in Direction}
        each_way = [report.by_hour_of_day(one) for one in Direction]
        assert tuple(map(sum, zip(*each_way, strict=True))) == report.by_hour_of_day()
        by_hour = report.by_hour()
        assert tuple(by_hour) == period.hours()
        assert sum(by_hour.values()) == len(inside)
        for _row, at in inside:
            by_hour[max(hour for hour in by_hour if hour <= at)] -= 1
        assert set(by_hour.values()) <= {0}

    def test_stays_that_ended_with_an_exit(self, log: Log) -> None:
        spans = [10, 20, 70, 400]
        for span in spans:
            log.stay(NOON - span * MINUTE, NOON)
        log.stay(NOON - 5 * MINUTE, NOON - timedelta(days=1))
        log.stay(None, NOON)
        log.stay(NOON - MINUTE, None, ended="")
        log.stay(NOON - MINUTE, NOON, ended="by_hand")
        assert log.day().stays == Spread(count=4, mean_s=125 * 60.0, median_s=45 * 60.0)
        log.stay(NOON - 30 * MINUTE, NOON)
        seconds = [60.0 * span for span in (*spans, 30)]
        assert log.day().stays.median_s == statistics.median(seconds)

    def test_the_time_that_a_car_waits_for_an_answer(self, log: Log) -> None:
        first = log.passage(NOON)
        log.asked(first, NOON)
        later = log.asked(first, NOON + timedelta(seconds=4))  # a better read asks again
        log.audit("ask.answered", NOON + timedelta(seconds=10), decision_id=later, answer="let_in")
        second = log.passage(NOON + MINUTE)
        log.asked(second, NOON, action=Action.OPEN)
        only = log.asked(second, NOON + MINUTE)
        log.audit("ask.answered", NOON + MINUTE + timedelta(seconds=2), decision_id=only)
        log.audit("ask.answered", NOON, decision_id="unknown")
        log.audit("ask.timeout", NOON, decision_id=only)
        log.audit("ask.answered", NOON + timedelta(days=2), decision_id=only)
        report = log.day()
        assert report.answers == Spread(count=2, mean_s=6.0, median_s=6.0)
        assert report.unanswered == 1

    def test_openings_by_hand_by_reason_and_guard(self, log: Log) -> None:
        log.opened(NOON, reason="delivery")
        log.opened(NOON, reason="delivery")
        log.opened(NOON, reason="delivery", actor="Ben")
        log.opened(NOON, source="ask")
        log.opened(NOON, source="rule")
        log.opened(NOON, source="test")
        log.opened(NOON, kind="hold_open")
        log.opened(NOON - timedelta(days=1), reason="delivery")
        report = log.day()
        assert report.overrides == (
            OverrideCount(reason="", actor="Amara", source="ask", count=1),
            OverrideCount(reason="delivery", actor="Amara", source="bar", count=2),
            OverrideCount(reason="delivery", actor="Ben", source="bar", count=1),
        )
        assert report.by_hand == 4

    def test_alerts_and_commands_that_did_not_end_well(self, log: Log) -> None:
        for code in ("camera.lost", "gate.stuck", "camera.lost"):
            log.audit("alert.raised", NOON, code=code)
        log.audit("alert.seen", NOON, code="camera.lost")
        log.opened(NOON, source="rule", outcome="unknown", code="relay.timeout")
        log.opened(NOON, source="rule", outcome="failed", code="relay.timeout")
        log.opened(NOON, source="rule", outcome="refused")
        log.opened(NOON, source="rule", outcome="coalesced")
        report = log.day()
        assert report.alerts == (
            CodeCount(code="camera.lost", source="", count=2),
            CodeCount(code="gate.stuck", source="", count=1),
        )
        assert report.gate_faults == (
            CodeCount(code="relay.timeout", source="gate1", count=2),
            CodeCount(code="refused", source="gate1", count=1),
        )
