# SPDX-License-Identifier: AGPL-3.0-or-later
"""S14: charts, tables, who sees what, and the way to the passages behind a bar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.camera_health import CameraSpan
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.report_queries import (
    CameraRate,
    RatePoint,
    ReportFile,
    ReportFileWanted,
    ReportSheet,
    ReportSpan,
    ReportWanted,
    rate_of,
)
from alpr_kiosk.domain.reports import Category, OverrideCount, PassageCount, Period, Report
from alpr_kiosk.domain.targets import ExportTarget, TargetsFound
from alpr_kiosk.storage.bulk import load_file
from alpr_kiosk.storage.sample_passages import SampleSite
from alpr_kiosk.storage.store import open_store
from tests.fakes.clock import ManualClock
from tests.fakes.site import site_config
from tests.ui.conftest import Desk
from tests.ui.record_site import RecordSite
from tests.ui.test_history_screen import tap
from ui.main_window import MainWindow
from ui.people import Session
from ui.screens.history import HistoryScreen
from ui.screens.reports import ReportsScreen
from ui.widgets.states import Shown

TODAY = date(2026, 11, 22)
ZONE = ZoneInfo("Europe/Berlin")
SEVEN = datetime(2026, 11, 22, 6, tzinfo=timezone.utc)


def a_report(first: date = TODAY) -> Report:
    def count(direction: Direction, number: int, category: Category) -> PassageCount:
        return PassageCount(
            hour=SEVEN, camera_id="cam-1", direction=direction, category=category, count=number
        )

    return Report(
        period=Period(first=first, last=TODAY, zone=ZONE),
        passages=(
            count(Direction.IN, 30, Category.ALLOWED),
            count(Direction.OUT, 9, Category.ALLOWED),
            count(Direction.IN, 1, Category.UNREAD),
        ),
        overrides=(
            OverrideCount(reason="misread", actor="", source="bar", count=3),
            OverrideCount(reason="delivery", actor="", source="bar", count=7),
        ),
    )


def a_sheet(*, counts_only: bool = False, first: date = TODAY) -> ReportSheet:
    point = RatePoint(start=SEVEN, seen=40, read=39)
    rates = tuple(
        CameraRate(camera_id=f"cam-{n}", step_s=3600, points=(point,), low=0.9, high=0.99)
        for n in (1, 2)
    )
    report = a_report(first)
    return ReportSheet(report=report, before=report, rates=rates, counts_only=counts_only)


def wanted(desk: Desk) -> list[ReportWanted]:
    return [query for query in desk.site.queries if isinstance(query, ReportWanted)]


def enter(desk: Desk, *, supervisor: bool) -> ReportsScreen:
    desk.window.people.start_shift("07")
    if supervisor:
        anna = Session(token="t", user="Anna", role="supervisor")
        desk.window.people.elevate(anna)
    QTest.keyClick(desk.window, Qt.Key.Key_F6)
    page = desk.window.navigator.page
    assert isinstance(page, ReportsScreen)
    desk.site.found(wanted(desk)[-1], a_sheet(counts_only=not supervisor))
    return page


def test_each_chart_has_its_n_and_a_sentence(desk: Desk) -> None:
    page = enter(desk, supervisor=True)
    charts = page.charts
    assert charts.hours.total == 40
    assert charts.hours.accessibleDescription() == "Passages per hour: n = 40. Most: 7 in, 31."
    assert charts.reasons.accessibleDescription() == (
        "Openings by hand, by reason: n = 10. Most: Delivery, 7."
    )
    assert charts.rates.accessibleDescription() == (
        "Read rate, Camera 1: 97.5 %, n = 40. Usual: 90 to 99 %."
    )
    assert "Read 97.5 %" in charts.quota.accessibleDescription()
    assert page.note.text() == "Sun 22 Nov 2026, not over yet."


def test_a_bar_says_its_number_and_the_second_tap_shows_its_passages(desk: Desk) -> None:
    page = enter(desk, supervisor=True)
    hours = page.charts.hours
    index = next(n for n, bar in enumerate(hours.bars) if bar.code == "7:in")
    at = hours.places()[index].center().toPoint()
    tap(hours, at)
    assert hours.selection == "7 in: 31"
    assert desk.window.page == "reports"
    tap(hours, at)
    assert desk.window.page == "history"
    history = desk.window.navigator.page
    assert isinstance(history, HistoryScreen)
    assert (history.call.since, history.call.direction) == (SEVEN, "in")
    assert history.call.until == SEVEN + timedelta(hours=1)


def test_bars_are_walked_by_keys(desk: Desk) -> None:
    page = enter(desk, supervisor=True)
    QTest.keyClick(page.charts.reasons, Qt.Key.Key_Right)
    assert page.charts.reasons.selection == "Delivery: 7 70 %"
    QTest.keyClick(page.charts.reasons, Qt.Key.Key_Return)
    assert desk.window.page == "history"


def test_all_of_it_as_a_table(desk: Desk) -> None:
    page = enter(desk, supervisor=True)
    tap(page.table_key)
    assert page.charts.table.isVisible()
    lines = [page.charts.table.sentence(n) for n in range(page.charts.table.count)]
    assert "7 in: 31" in lines
    assert "Delivery: 7 70 %" in lines


def test_a_guard_sees_today_and_needs_a_pin_for_more(desk: Desk) -> None:
    page = enter(desk, supervisor=False)
    (query,) = wanted(desk)
    assert query.span == ReportSpan(first=TODAY, last=TODAY)
    assert not page.charts.misread_key.isVisible()
    tap(page.spans["7"])
    assert desk.window.pin.isVisible()
    assert len(wanted(desk)) == 1
    assert page.spans["today"].isChecked()


def test_spans_cameras_and_gates(desk: Desk) -> None:
    page = enter(desk, supervisor=True)
    tap(page.spans["30"])
    assert wanted(desk)[-1].span.first == TODAY - timedelta(days=29)
    tap(page.place_key)
    tap(desk.control("reports.place.gate:gate-2"))
    assert wanted(desk)[-1].span.cameras == ("cam-2",)
    assert page.place_key.text() == "Gate 2"


def test_states_at_work_empty_and_a_fault(desk: Desk) -> None:
    page = enter(desk, supervisor=True)
    page._load()
    desk.clock.advance(11)
    desk.site.progress(wanted(desk)[-1], 1, 4, "reports.counting")
    assert "25 %" in page.box.label.text()
    tap(page.box.key)
    desk.site.refuse(wanted(desk)[-1], "query.cancelled")
    assert page.box.label.text() == "Stopped."
    page._load()
    empty = Report(period=Period.day(TODAY, ZONE))
    desk.site.found(wanted(desk)[-1], ReportSheet(report=empty, before=empty))
    assert page.box.label.text() == "No passages in this time."
    page._load()
    desk.site.refuse(wanted(desk)[-1], "db.gone", time="13:00")
    assert page.box.shown is Shown.FAULT


def test_a_report_is_written_or_printed(desk: Desk) -> None:
    page = enter(desk, supervisor=True)
    tap(page.pdf_key)
    stick = ExportTarget(path="/media/S", name="S", free_bytes=1, removable=True)
    desk.site.found(desk.site.queries[-1], TargetsFound(targets=(stick,), printer=True))
    assert [tile.text() for tile in page.export.tiles] == ["S · 0.0 GB free", "Print"]
    tap(page.export.tiles[1])
    query = desk.site.queries[-1]
    assert isinstance(query, ReportFileWanted)
    assert (query.form, query.target) == ("pdf", "")
    desk.site.found(query, ReportFile(path="", digest="d" * 64))
    assert page.export.box.shown is Shown.EMPTY


def test_what_is_usual_leaves_out_days_with_few_cars_and_the_ends() -> None:
    def span(day: int, seen: int, read: int) -> CameraSpan:
        start = SEVEN - timedelta(days=day)
        return CameraSpan(camera_id="c", start=start, step_s=86400, seen=seen, read=read)

    usual = (span(1, 2, 0), *(span(2 + n, 100, 90 + n) for n in range(10)))
    rate = rate_of("c", (span(0, 10, 9), span(0, 0, 0)), usual, 86400)
    assert (rate.low, rate.high, rate.seen) == (0.92, 0.97, 10)
    assert rate_of("c", (), usual[:2], 3600).low is None


# ------------------------------------------------------------------------------ the whole way


@pytest.fixture
def record(tmp_path: Path, qapp: object) -> Iterator[tuple[MainWindow, RecordSite]]:
    clock = ManualClock()
    open_store(tmp_path, clock=clock).close()
    load_file(tmp_path / "alpr.sqlite3", SampleSite(rows=3000, days=20))
    store = open_store(tmp_path, clock=clock)
    config = site_config()
    site = RecordSite(clock, store, config, tmp_path)
    window = MainWindow(site, config, clock=clock)
    window.show()
    yield window, site
    window.close()
    window.deleteLater()
    store.close()


def test_a_week_of_a_real_record_is_counted_and_written(
    record: tuple[MainWindow, RecordSite], tmp_path: Path
) -> None:
    window, site = record
    window.people.elevate(Session(token=site.token(), user="Anna", role="supervisor"))
    window.navigator.go("reports")
    page = window.navigator.page
    assert isinstance(page, ReportsScreen)
    tap(page.spans["7"])
    assert page.charts.hours.total > 500
    tap(page.csv_key)
    tap(page.export.tiles[-1])
    (table,) = (tmp_path / "export").glob("traffic-*.csv")
    assert f"Passages,,{page.charts.hours.total}," in table.read_text()
