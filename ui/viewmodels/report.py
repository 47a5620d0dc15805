# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report as the bars and lines of S14."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.report_queries import CameraRate, ReportSheet
from alpr_kiosk.domain.reports import Category, Report
from ui.localtime import LocalTime
from ui.widgets.charts import Bar

REASONS_MOST = 6
"""Reasons with a bar of their own; the others are one bar."""


def hour_bars(report: Report) -> list[Bar]:
    """Return passages by hour of the day, in and out side by side; a code is hour and direction."""
    bars = []
    both = (Direction.IN, Direction.OUT)
    counts = [report.by_hour_of_day(direction) for direction in both]
    for hour in range(24):
        bars += [
            Bar(
                label=str(hour),
                value=counts[series][hour],
                series=series,
                code=f"{hour}:{direction.value}",
            )
            for series, direction in enumerate(both)
        ]
    return bars


def reason_bars(report: Report, word: Callable[[str], str]) -> list[Bar]:
    """Return openings by hand by reason, the most first, with their share."""
    counts: dict[str, int] = {}
    for row in report.overrides:
        counts[row.reason] = counts.get(row.reason, 0) + row.count
    total = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = ranked[REASONS_MOST:]
    missing = QCoreApplication.translate("ReportView", "No reason given")
    bars = [
        Bar(
            label=word(reason) if reason else missing,
            value=count,
            note=f"{100 * count / total:.0f} %",
            series=0 if reason else 1,
            code=reason or "-",
        )
        for reason, count in ranked[:REASONS_MOST]
    ]
    if rest:
        count = sum(one for _, one in rest)
        others = QCoreApplication.translate("ReportView", "Others")
        bars.append(Bar(label=others, value=count, note=f"{100 * count / total:.0f} %", series=2))
    return bars


def rate_bars(rate: CameraRate, local: LocalTime) -> tuple[list[Bar], list[float]]:
    """Return the points of a camera and their shares; a code is the beginning of a point."""
    by_hour = rate.step_s < 86400
    bars, shares = [], []
    for point in rate.points:
        share = point.read / point.seen
        when = local.local(point.start + timedelta(hours=0 if by_hour else 12))
        bars.append(
            Bar(
                label=f"{when:%H:%M}" if by_hour else f"{when.day}.{when.month}.",
                value=point.read,
                note=f"{100 * share:.0f} %",
                code=point.start.isoformat(),
            )
        )
        shares.append(share)
    return bars, shares


def quota_rows(sheet: ReportSheet) -> list[tuple[str, str, str, str]]:
    """Return (what, share, number, share before): read, asked, by hand."""
    report, before = sheet.report, sheet.before
    translate = QCoreApplication.translate

    def share(count: int, of: Report) -> str:
        return f"{100 * count / of.total:.1f} %" if of.total else "–"

    def read(of: Report) -> int:
        return of.total - of.by_category()[Category.UNREAD]

    def asked(of: Report) -> int:
        return of.answers.count + of.unanswered

    rows = (
        (translate("ReportView", "Read"), read(report), read(before)),
        (translate("ReportView", "Asked"), asked(report), asked(before)),
        (translate("ReportView", "By hand"), report.by_hand, before.by_hand),
    )
    return [(name, share(now, report), str(now), share(then, before)) for name, now, then in rows]


def hour_span(code: str, first: datetime) -> tuple[datetime, datetime, str]:
    """Return the span and direction behind a bar of `hour_bars` of one day.

    Args:
        code: Of the bar.
        first: Beginning of the day, aware.
    """
    hour, _, direction = code.partition(":")
    since = first + timedelta(hours=int(hour))
    return since, since + timedelta(hours=1), direction
