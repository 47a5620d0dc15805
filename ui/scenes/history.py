# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passages that were, who is inside, reports."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from alpr_kiosk.domain.evidence_queries import ExportWanted, Seal
from alpr_kiosk.domain.history import HistoryPage
from alpr_kiosk.domain.history_queries import HistoryCount, HistoryCountWanted, HistoryPageWanted
from ui.demo_record import DemoRecord
from ui.people import Session
from ui.screens.evidence import EvidenceScreen
from ui.screens.history import HistoryScreen
from ui.screens.inside import InsideScreen
from ui.screens.muster import MusterScreen
from ui.screens.reports import ReportsScreen
from ui.studio import Scene, Studio

BOTH = ("day", "night")


def _signed_in(studio: Studio, *, supervisor: bool = False) -> DemoRecord:
    record = DemoRecord(studio.site)
    studio.window.people.start_shift("Guard 07")
    if supervisor:
        anna = Session(token="demo", user="Anna", role="supervisor")  # noqa: S106 - made up
        studio.window.people.elevate(anna)
    return record


def _history(studio: Studio) -> None:
    _signed_in(studio)
    studio.window.navigator.go("history")


def _screen(studio: Studio) -> HistoryScreen:
    return cast("HistoryScreen", studio.window.navigator.page)


def _history_span(studio: Studio) -> None:
    _history(studio)
    _screen(studio).bar.span.click()


def _history_month(studio: Studio) -> None:
    _history_span(studio)
    _screen(studio).spans.chosen.emit("days")


def _history_filters(studio: Studio) -> None:
    _history(studio)
    _screen(studio).bar.filters.click()


def _history_reason(studio: Studio) -> None:
    _signed_in(studio, supervisor=True)
    studio.window.navigator.go("history", "KL58MNO")


def _history_none(studio: Studio) -> None:
    _signed_in(studio)
    studio.site.answers[HistoryPageWanted] = lambda _query: HistoryPage(
        rows=(), older=None, newer=None
    )
    studio.site.answers[HistoryCountWanted] = lambda _query: HistoryCount(count=0, more=False)
    studio.window.navigator.go("history", "QQ11QQ")


def _evidence(studio: Studio) -> DemoRecord:
    record = _signed_in(studio, supervisor=True)
    studio.window.navigator.go("evidence", record.rows[0].passage_id)
    return record


def _evidence_zoomed(studio: Studio) -> None:
    _evidence(studio)
    page = cast("EvidenceScreen", studio.window.navigator.page)
    for _ in range(3):
        page.picture.larger()


def _evidence_broken(studio: Studio) -> None:
    record = _signed_in(studio, supervisor=True)
    first, *others = record.sheet.pictures
    record.sheet = replace(
        record.sheet, pictures=(replace(first, jpeg=b"", seal=Seal.BROKEN), *others)
    )
    studio.window.navigator.go("evidence", record.rows[0].passage_id)


def _evidence_deleted(studio: Studio) -> None:
    record = _signed_in(studio, supervisor=True)
    studio.clock.advance(80 * 3600)
    record.sheet = replace(record.sheet, pictures=())
    studio.window.navigator.go("evidence", record.rows[0].passage_id)


def _export(studio: Studio) -> EvidenceScreen:
    _evidence(studio)
    page = cast("EvidenceScreen", studio.window.navigator.page)
    page.export_key.click()
    return page


def _export_working(studio: Studio) -> None:
    page = _export(studio)
    del studio.site.answers[ExportWanted]
    page.export.tiles[0].click()
    studio.clock.advance(12)
    page.export.box.progress(3, 8)


def _export_done(studio: Studio) -> None:
    _export(studio).export.tiles[0].click()


def _inside(studio: Studio) -> InsideScreen:
    _signed_in(studio)
    studio.window.navigator.go("inside")
    return cast("InsideScreen", studio.window.navigator.page)


def _muster(studio: Studio) -> None:
    _inside(studio).muster_key.click()
    page = cast("MusterScreen", studio.window.navigator.page)
    page.rows.opened.emit(1)


def _reports(studio: Studio) -> ReportsScreen:
    _signed_in(studio, supervisor=True)
    studio.window.navigator.go("reports")
    page = cast("ReportsScreen", studio.window.navigator.page)
    page.charts.hours.select(14)
    return page


def _reports_table(studio: Studio) -> None:
    _reports(studio).table_key.click()


SCENES: tuple[Scene, ...] = (
    Scene(name="history", prepare=_history, kept=BOTH),
    Scene(name="history-span", prepare=_history_span),
    Scene(name="history-month", prepare=_history_month),
    Scene(name="history-filters", prepare=_history_filters),
    Scene(name="history-reason", prepare=_history_reason),
    Scene(name="history-none", prepare=_history_none),
    Scene(name="evidence", prepare=_evidence, kept=BOTH),
    Scene(name="evidence-zoom", prepare=_evidence_zoomed),
    Scene(name="evidence-broken", prepare=_evidence_broken),
    Scene(name="evidence-deleted", prepare=_evidence_deleted),
    Scene(name="export", prepare=_export),
    Scene(name="export-working", prepare=_export_working),
    Scene(name="export-done", prepare=_export_done),
    Scene(name="inside", prepare=_inside, kept=BOTH),
    Scene(name="muster", prepare=_muster, kept=BOTH),
    Scene(name="reports", prepare=_reports, kept=BOTH),
    Scene(name="reports-table", prepare=_reports_table),
)
