# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk report`: what passed in a span of days, on the terminal, as CSV and as PDF."""

from __future__ import annotations

import argparse
import hashlib
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from alpr_kiosk.cli_record import opened_record, record_options
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.report_tables import period_text, report_csv, tables
from alpr_kiosk.domain.reports import LONGEST_DAYS, Period
from alpr_kiosk.errors import AlprError

EXIT_OK = 0
ACTOR = "installer"
AUDIT_KIND = "report.exported"
TEXTS = {
    "report.span": "A report is about {most} days at most, and begins before it ends.",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    text = "what passed in a span of days, compared with the span before"
    command = commands.add_parser("report", help=text, description=text)
    record_options(command)
    command.add_argument(
        "--from", dest="first", type=_day, metavar="DAY", help="e.g. 2026-11-01; else this month's"
    )
    command.add_argument("--to", dest="last", type=_day, metavar="DAY", help="else today")
    command.add_argument("--csv", type=Path, metavar="FILE", help="write it as CSV")
    command.add_argument("--pdf", type=Path, metavar="FILE", help="write it as PDF")


def run(options: argparse.Namespace) -> int:
    """Count, print and write.

    Raises:
        AlprError: ``report.span``, ``record.none``, ``storage.unwritable``.
    """
    clock = SystemClock()
    with opened_record(options) as record:
        config, store = record.config, record.store
        today = clock.utc_now().astimezone(record.zone).date()
        period = _period(options.first, options.last, today, record.zone)
        cameras = {camera.id: camera.name for camera in config.cameras}
        report, before = store.reports.report(period), store.reports.report(period.before)
        span = period_text(period, clock.utc_now())
        print(f"{config.site.name}, {span} (before: {period_text(period.before)})")
        for table in tables(report, before, cameras=cameras):
            print(f"\n{table.title}")
            for row in table.rows:
                name = f"{row.name} {row.detail}".strip()
                print(f"  {name:<44} {row.value or '-':>10} {row.before or '-':>10}")
        written: list[tuple[Path, bytes]] = []
        if options.csv:
            text = report_csv(report, before, cameras=cameras)
            written.append((options.csv, text.encode("utf-8-sig")))
        if options.pdf:
            from alpr_kiosk.report_pdf import report_pdf

            page = report_pdf(
                report,
                before,
                site=config.site.name,
                made_at=clock.utc_now(),
                made_by=ACTOR,
                cameras=cameras,
            )
            written.append((options.pdf, page))
        for place, data in written:
            body: dict[str, object] = {
                "first": period.first.isoformat(),
                "last": period.last.isoformat(),
                "form": place.suffix.lower().lstrip("."),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
            store.records.append_audit(AUDIT_KIND, ACTOR, body)
            _write(place, data)
    return EXIT_OK


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} is no day like 2026-11-01") from exc


def _period(first: date | None, last: date | None, today: date, zone: ZoneInfo) -> Period:
    last = last or max(today, first or today)
    try:
        period = Period(first=first or last.replace(day=1), last=last, zone=zone)
        period.before.since, period.until  # noqa: B018 - at the ends of the calendar there is none
    except (ValueError, OverflowError) as exc:
        raise AlprError("report.span", most=LONGEST_DAYS) from exc
    return period


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as exc:
        why = exc.strerror or str(exc)
        raise AlprError("storage.unwritable", path=str(path), why=why) from exc
