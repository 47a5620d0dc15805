# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report as rows of words, and as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.report_tables import (
    ROWS_MOST,
    hour_labels,
    period_text,
    report_csv,
    tables,
)
from alpr_kiosk.domain.reports import (
    Category,
    CodeCount,
    OverrideCount,
    PassageCount,
    Period,
    Report,
    Spread,
)

BERLIN = ZoneInfo("Europe/Berlin")
DAY = Period.day(date(2026, 11, 24), BERLIN)


def count(hour: int, n: int, *, camera: str = "cam1", category: Category = Category.ALLOWED):
    at = datetime(2026, 11, 24, hour - 1, tzinfo=timezone.utc)
    return PassageCount(
        hour=at, camera_id=camera, direction=Direction.IN, category=category, count=n
    )


def by_hand(reason: str, n: int, *, actor: str = "Amara", source: str = "bar") -> OverrideCount:
    return OverrideCount(reason=reason, actor=actor, source=source, count=n)


FULL = Report(
    period=DAY,
    passages=(count(7, 30), count(8, 9, camera="cam2"), count(8, 1, category=Category.UNREAD)),
    stays=Spread(count=3, mean_s=600.0, median_s=90.0),
    answers=Spread(count=2, mean_s=7.25, median_s=7.25),
    unanswered=1,
    overrides=(by_hand("=cmd|' /C calc'!A0", 3), by_hand("", 1, actor="", source="ask")),
    alerts=(CodeCount(code="camera.lost", source="", count=2),),
    gate_faults=(CodeCount(code="relay.timeout", source="gate1", count=2),),
)
EMPTY = Report(period=DAY.before)


def found(report: Report, before: Report) -> dict[str, dict[str, tuple[str, str]]]:
    made = tables(report, before, cameras={"cam1": "North"}, word=lambda code: f"<{code}>")
    return {
        table.title: {row.name: (row.value, row.before) for row in table.rows} for table in made
    }


def test_a_report_in_words() -> None:
    told = found(FULL, EMPTY)
    assert told["Summary"] == {
        "Passages": ("40", "0"),
        "Unread, %": ("2.5", ""),
        "Openings by hand": ("4", "0"),
        "Stays that ended": ("3", "0"),
        "Average stay, min": ("10.0", ""),
        "Median stay, min": ("1.5", ""),
        "Questions answered": ("2", "0"),
        "Questions not answered": ("1", "0"),
        "Average wait for an answer, s": ("7.2", ""),
        "Median wait for an answer, s": ("7.2", ""),
    }
    assert told["Passages by direction"]["In"] == ("40", "0")
    assert told["Passages by camera"] == {"North": ("31", "0"), "cam2": ("9", "0")}
    assert told["Openings by hand, by reason"]["no reason given (answer to a question)"] == (
        "1",
        "0",
    )
    assert told["Openings by hand, by guard"] == {"Amara": ("3", "0"), "not signed in": ("1", "0")}
    assert told["Alerts"] == {"<camera.lost>": ("2", "0")}
    assert told["Commands to gates that did not end well"] == {"<relay.timeout>": ("2", "0")}


def test_guards_are_counted_and_not_ranked() -> None:
    hands = (by_hand("a", 1, actor="Ben"), by_hand("a", 9, actor="Zoe"), by_hand("b", 2))
    told = found(Report(period=DAY, overrides=hands), EMPTY)
    assert list(told["Openings by hand, by guard"]) == ["Amara", "Ben", "Zoe"]
    assert list(told["Openings by hand, by reason"]) == ["<a>", "<b>"]


def test_what_was_only_before_is_told_and_empty_tables_are_not() -> None:
    told = found(Report(period=DAY), FULL)
    assert told["Alerts"] == {"<camera.lost>": ("0", "2")}
    assert "Commands to gates that did not end well" not in told


def test_many_names_end_in_others() -> None:
    many = tuple(by_hand(f"reason {number:03d}", 2) for number in range(ROWS_MOST + 5))
    told = found(Report(period=DAY, overrides=many), EMPTY)["Openings by hand, by reason"]
    assert len(told) == ROWS_MOST + 1
    assert told["5 others"] == ("10", "0")


def test_csv_has_each_hour_and_nothing_that_runs() -> None:
    rows = list(csv.reader(io.StringIO(report_csv(FULL, EMPTY, cameras={}))))
    assert rows[0] == ["table", "name", "detail", "value", "before"]
    hours = [row for row in rows if row[0] == "Passages by hour"]
    assert len(hours) == 24
    assert ["Passages by hour", "2026-11-24T07:00+01:00", "", "30", ""] in hours
    assert ["Passages by day", "2026-11-24", "", "40", ""] in rows
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell.startswith("'=cmd") for cell in cells)


def test_the_hour_that_comes_twice_has_two_lines() -> None:
    long_day = Report(period=Period.day(date(2026, 10, 25), BERLIN))
    text = report_csv(long_day, EMPTY, cameras={})
    assert "2026-10-25T02:00+02:00" in text
    assert "2026-10-25T02:00+01:00" in text
    assert [label for label, _n in hour_labels(long_day)][:5] == ["0", "1", "2", "2", "3"]
    week = Report(period=Period.week(date(2026, 10, 25), BERLIN))
    assert [label for label, _n in hour_labels(week)] == [str(hour) for hour in range(24)]


def test_a_span_in_words() -> None:
    assert period_text(DAY) == "Tue 24 Nov 2026"
    assert period_text(DAY, DAY.until) == "Tue 24 Nov 2026"
    assert period_text(DAY, DAY.since) == "Tue 24 Nov 2026, not over yet"
    assert period_text(Period.month(DAY.first, BERLIN)) == "Sun 1 Nov 2026 to Mon 30 Nov 2026"
