# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers the reports screen: counts, rates, and files of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol

from alpr_kiosk.domain.ports import CameraHistory, Records
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.report_queries import (
    CameraRate,
    ReportFile,
    ReportFileWanted,
    ReportSheet,
    ReportSpan,
    ReportWanted,
    narrowed,
    rate_of,
)
from alpr_kiosk.domain.report_tables import report_csv
from alpr_kiosk.domain.reports import LONGEST_DAYS, Period, Report, Reports
from alpr_kiosk.domain.targets import Printer, Targets, known_target
from alpr_kiosk.errors import AlprError
from alpr_kiosk.services.history_rights import READERS, HistoryRights
from alpr_kiosk.services.muster_desk import write_new
from alpr_kiosk.services.sessions import SessionService

AUDIT_KIND = "report.exported"
USUAL = timedelta(days=28)
"""What is usual for a camera is taken from so many days before: each weekday four times."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BY_HOUR_DAYS = 2
"""Up to so many days the share of reads is shown by hour, above by day."""


class PdfMaker(Protocol):
    """Makes a report on paper."""

    def __call__(
        self,
        report: Report,
        before: Report,
        *,
        site: str,
        made_at: datetime,
        made_by: str,
        cameras: Mapping[str, str],
    ) -> bytes:
        """Return it as a PDF."""
        ...


class ReportDesk:
    """Used from the threads of queries.

    Args:
        reports: What is counted.
        cameras: How cameras read.
        records: Audit.
        sessions: Elevations.
        rights: Who may see what.
        targets: Where a file can go.
        printer: Where it can be printed.
        make_pdf: Makes pages.
        site: Name of the site.
        zone: Its time zone.
        names: Names of cameras by id.
    """

    def __init__(
        self,
        *,
        reports: Reports,
        cameras: CameraHistory,
        records: Records,
        sessions: SessionService,
        rights: HistoryRights,
        targets: Targets,
        printer: Printer,
        make_pdf: PdfMaker,
        site: str,
        zone: tzinfo,
        names: Mapping[str, str],
    ) -> None:
        self._reports = reports
        self._cameras = cameras
        self._records = records
        self._sessions = sessions
        self._rights = rights
        self._targets = targets
        self._printer = printer
        self._make_pdf = make_pdf
        self._site = site
        self._zone = zone
        self._names = names

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {ReportWanted: self.report, ReportFileWanted: self.file}

    def report(self, query: ReportWanted, control: QueryControl) -> ReportSheet:
        """Return a report; a guard gets today's counts alone.

        Raises:
            AlprError: ``pin.needed``, ``reports.guard_today``, ``report.span``.
        """
        self._rights.reader(query)
        period = self._period(query.span)
        counts_only = self._sessions.user_of(query.session, *READERS) is None
        today = self._rights.now.astimezone(self._zone).date()
        if counts_only and (period.first, period.last) != (today, today):
            raise AlprError("reports.guard_today")
        report, before = self._both(period, query.span, control)
        rates = self._rates(period, query.span, control)
        if counts_only:
            report, before = _without_names(report), _without_names(before)
        return ReportSheet(report=report, before=before, rates=rates, counts_only=counts_only)

    def file(self, query: ReportFileWanted, control: QueryControl) -> ReportFile:
        """Write or print a report, audited.

        Raises:
            AlprError: ``pin.needed``, ``report.span``, ``export.no_target``,
                ``storage.unwritable``, ``print.failed``.
        """
        actor = self._rights.elevated(query)
        period = self._period(query.span)
        folder = Path(known_target(self._targets, query.target).path) if query.target else None
        report, before = self._both(period, query.span, control)
        control.progress(2, 4, "reports.writing")
        data = self._data(query.form, report, before, actor)
        control.check()
        digest = hashlib.sha256(data).hexdigest()
        body: dict[str, object] = {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "form": query.form if folder else "print",
            "sha256": digest,
        }
        self._records.append_audit(AUDIT_KIND, actor, body)
        control.progress(3, 4, "reports.writing")
        if folder is None:
            self._printer.print(data, f"{self._site}: traffic")
            return ReportFile(path="", digest=digest)
        made = self._rights.now.astimezone(self._zone)
        span = f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
        path = folder / f"traffic-{span}-{made:%H%M%S}.{query.form}"
        write_new(path, data)
        return ReportFile(path=str(path), digest=digest)

    def _data(self, form: str, report: Report, before: Report, actor: str) -> bytes:
        if form == "csv":
            return report_csv(report, before, cameras=self._names).encode("utf-8-sig")
        return self._make_pdf(
            report,
            before,
            site=self._site,
            made_at=self._rights.now,
            made_by=actor,
            cameras=self._names,
        )

    def _period(self, span: ReportSpan) -> Period:
        try:
            period = Period(first=span.first, last=span.last, zone=self._zone)
            period.before.since, period.until  # noqa: B018 - at the ends of the calendar is none
        except (ValueError, OverflowError) as error:
            raise AlprError("report.span", most=LONGEST_DAYS) from error
        return period

    def _both(
        self, period: Period, span: ReportSpan, control: QueryControl
    ) -> tuple[Report, Report]:
        control.progress(0, 4, "reports.counting")
        report = self._reports.report(period)
        control.check()
        control.progress(1, 4, "reports.counting")
        before = self._reports.report(period.before)
        control.check()
        return narrowed(report, span.cameras), narrowed(before, span.cameras)

    def _rates(
        self, period: Period, span: ReportSpan, control: QueryControl
    ) -> tuple[CameraRate, ...]:
        step = HOUR if len(period.days) <= BY_HOUR_DAYS else DAY
        look = self._cameras.camera_history
        found = []
        for camera_id in span.cameras or tuple(self._names):
            control.check()
            found.append(
                rate_of(
                    camera_id,
                    tuple(look(camera_id, period.since, period.until, step)),
                    tuple(look(camera_id, period.since - USUAL, period.since, DAY)),
                    int(step.total_seconds()),
                )
            )
        control.progress(3, 4, "reports.counting")
        return tuple(found)


def _without_names(report: Report) -> Report:
    """Return a report without who opened."""
    return replace(report, overrides=tuple(replace(row, actor="") for row in report.overrides))
