# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report as tables of plain words: the same rows stand in the CSV and on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from alpr_kiosk.domain.csv_text import csv_text
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.reports import Category, CodeCount, Period, Report

CATEGORY_WORDS = {
    Category.ALLOWED: "Allowed",
    Category.VISITOR: "Visitors",
    Category.DENIED: "Denied",
    Category.UNKNOWN: "Unknown or asked",
    Category.PASSING: "Not for the gate",
    Category.UNDECIDED: "Not decided",
    Category.UNREAD: "Unread",
}
DIRECTION_WORDS = {
    Direction.IN: "In",
    Direction.OUT: "Out",
    Direction.UNKNOWN: "Not known",
}
SOURCE_WORDS = {
    "bar": "held open bar",
    "ask": "answer to a question",
    "card": "card of a car",
    "pass": "quick pass",
}
NO_REASON = "no reason given"
ROWS_MOST = 60
"""Names of a table that stand by themselves: reasons are typed, and nobody reads more."""
CSV_HEADER = ("table", "name", "detail", "value", "before")

Word = Callable[[str], str]
"""Returns the words for a code, or the code itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line.

    Attributes:
        name: What it is about.
        detail: More of it, may be "".
        value: Figure of the span, "" for none.
        before: Figure of the span before, "" for none.
    """

    name: str
    detail: str = ""
    value: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Lines under a title."""

    title: str
    rows: tuple[Row, ...]


def tables(
    report: Report, before: Report, *, cameras: Mapping[str, str], word: Word = str
) -> tuple[Table, ...]:
    """Return a report as tables, those without rows left out.

    Args:
        report: The report.
        before: That of the span before.
        cameras: Names by id.
        word: Words for codes of alerts, faults and reasons.
    """
    found = (
        Table(title="Summary", rows=_summary(report, before)),
        Table(title="Passages by category", rows=_categories(report, before)),
        Table(title="Passages by direction", rows=_directions(report, before)),
        Table(title="Passages by camera", rows=_cameras(report, before, cameras)),
        Table(title="Openings by hand, by reason", rows=_reasons(report, before, word)),
        Table(title="Openings by hand, by guard", rows=_guards(report, before)),
        Table(title="Alerts", rows=_codes(report.alerts, before.alerts, word)),
        Table(title="Commands to gates that did not end well", rows=_faults(report, before, word)),
    )
    return tuple(table for table in found if table.rows)


def report_csv(
    report: Report, before: Report, *, cameras: Mapping[str, str], word: Word = str
) -> str:
    """Return a report as CSV, with its days and hours; nothing in it runs as a formula."""
    zone = report.period.zone
    days = Table(
        title="Passages by day",
        rows=tuple(Row(name=day.isoformat(), value=str(n)) for day, n in report.by_day().items()),
    )
    hours = Table(
        title="Passages by hour",
        rows=tuple(
            Row(name=hour.astimezone(zone).isoformat(timespec="minutes"), value=str(n))
            for hour, n in report.by_hour().items()
        ),
    )
    lines = (
        (table.title, row.name, row.detail, row.value, row.before)
        for table in (*tables(report, before, cameras=cameras, word=word), days, hours)
        for row in table.rows
    )
    return csv_text(CSV_HEADER, lines)


def period_text(period: Period, now: datetime | None = None) -> str:
    """Return a span as a person reads it; one that is not over at `now` (aware) says so."""
    text = f"{period.first:%a} {period.first.day} {period.first:%b %Y}"
    if period.first != period.last:
        text += f" to {period.last:%a} {period.last.day} {period.last:%b %Y}"
    return f"{text}, not over yet" if now is not None and now < period.until else text


def hour_labels(report: Report) -> tuple[tuple[str, int], ...]:
    """Return the bars by hour: the hours of one day as they were, or of all days together."""
    if len(report.period.days) > 1:
        return tuple((str(hour), n) for hour, n in enumerate(report.by_hour_of_day()))
    zone = report.period.zone
    return tuple((_hour_label(hour.astimezone(zone)), n) for hour, n in report.by_hour().items())


# ------------------------------------------------------------------------------------- internals


def _hour_label(hour: datetime) -> str:
    return str(hour.hour) if hour.minute == 0 else f"{hour:%H:%M}"


def _figure(value: float | None, *, unit: float = 1.0) -> str:
    return "" if value is None else f"{value / unit:.1f}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def _summary(report: Report, before: Report) -> tuple[Row, ...]:
    both = (report, before)
    figures: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Passages", tuple(str(one.total) for one in both)),
        ("Unread, %", tuple(_percent(one.unread_share) for one in both)),
        ("Openings by hand", tuple(str(one.by_hand) for one in both)),
        ("Stays that ended", tuple(str(one.stays.count) for one in both)),
        ("Average stay, min", tuple(_figure(one.stays.mean_s, unit=60) for one in both)),
        ("Median stay, min", tuple(_figure(one.stays.median_s, unit=60) for one in both)),
        ("Questions answered", tuple(str(one.answers.count) for one in both)),
        ("Questions not answered", tuple(str(one.unanswered) for one in both)),
        ("Average wait for an answer, s", tuple(_figure(one.answers.mean_s) for one in both)),
        ("Median wait for an answer, s", tuple(_figure(one.answers.median_s) for one in both)),
    )
    return tuple(Row(name=name, value=now, before=then) for name, (now, then) in figures)


def _categories(report: Report, before: Report) -> tuple[Row, ...]:
    earlier = before.by_category()
    return tuple(
        Row(name=CATEGORY_WORDS[one], value=str(count), before=str(earlier[one]))
        for one, count in report.by_category().items()
    )


def _directions(report: Report, before: Report) -> tuple[Row, ...]:
    earlier = before.by_direction()
    return tuple(
        Row(name=DIRECTION_WORDS[one], value=str(count), before=str(earlier[one]))
        for one, count in report.by_direction().items()
    )


def _compared(
    now: Mapping[str, int], then: Mapping[str, int], *, ranked: bool = True
) -> tuple[Row, ...]:
    """Return rows by name, those beyond `ROWS_MOST` together; what was only before is told too.

    Args:
        now: Counts of the span.
        then: Counts of the span before.
        ranked: The most first. People are in the order of their names (screens.md S14).
    """
    names = sorted({*now, *then}, key=lambda name: (-now.get(name, 0) if ranked else 0, name))
    rest = names[ROWS_MOST:]
    rows = [
        Row(name=name, value=str(now.get(name, 0)), before=str(then.get(name, 0)))
        for name in names[:ROWS_MOST]
    ]
    if rest:
        more, earlier = (sum(one.get(name, 0) for name in rest) for one in (now, then))
        rows.append(Row(name=f"{len(rest)} others", value=str(more), before=str(earlier)))
    return tuple(rows)


def _sums(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, count in pairs:
        found[name] += count
    return found


def _cameras(report: Report, before: Report, cameras: Mapping[str, str]) -> tuple[Row, ...]:
    now, then = (
        _sums((cameras.get(camera) or camera, count) for camera, count in one.by_camera().items())
        for one in (report, before)
    )
    return _compared(now, then)


def _reasons(report: Report, before: Report, word: Word) -> tuple[Row, ...]:
    now, then = (
        _sums(
            (
                word(row.reason) if row.reason else f"{NO_REASON} ({_source(row.source)})",
                row.count,
            )
            for row in one.overrides
        )
        for one in (report, before)
    )
    return _compared(now, then)


def _source(source: str) -> str:
    return SOURCE_WORDS.get(source, source)


def _guards(report: Report, before: Report) -> tuple[Row, ...]:
    now, then = (
        _sums((row.actor or "not signed in", row.count) for row in one.overrides)
        for one in (report, before)
    )
    return _compared(now, then, ranked=False)


def _codes(now: Iterable[CodeCount], then: Iterable[CodeCount], word: Word) -> tuple[Row, ...]:
    return _compared(*(_sums((word(row.code), row.count) for row in rows) for rows in (now, then)))


def _faults(report: Report, before: Report, word: Word) -> tuple[Row, ...]:
    earlier = {(row.source, row.code): row.count for row in before.gate_faults}
    return tuple(
        Row(
            name=word(row.code),
            detail=row.source,
            value=str(row.count),
            before=str(earlier.get((row.source, row.code), 0)),
        )
        for row in report.gate_faults
    )
