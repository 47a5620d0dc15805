# SPDX-License-Identifier: AGPL-3.0-or-later
"""The charts of S14 on one page, and the same as a table on the other."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from alpr_kiosk.domain.report_queries import CameraRate, ReportSheet
from ui.screens.override import reason_label
from ui.screens.reports_tables import QuotaTable, TableRows
from ui.surroundings import Surroundings
from ui.viewmodels.report import hour_bars, quota_rows, rate_bars, reason_bars
from ui.widgets.bar_charts import BarChart, LyingBars
from ui.widgets.keys import TapKey
from ui.widgets.page_stack import PageStack
from ui.widgets.rate_chart import RateChart

MISREAD = ("misread", "resident")
"""Reasons of openings by hand that say that a plate was not read as it should."""


class ReportCharts(PageStack):
    """Page 0: charts; page 1: table.

    Signals:
        hour_wanted (str code): A bar of an hour was tapped twice.
        rate_wanted (str camera, object since, int seconds): A point of a camera was.
        reason_wanted (str code): A reason was.
        misread_wanted (): Openings by hand after a misread.
    """

    hour_wanted = Signal(str)
    rate_wanted = Signal(str, object, int)
    reason_wanted = Signal(str)
    misread_wanted = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._look = look = around.look
        self._sheet: ReportSheet | None = None
        self._rate = 0
        m = look.metrics
        charts = QWidget()
        grid = QGridLayout(charts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(m.gap_min)
        self.hours = BarChart(
            look=look, name="reports.hours", title=self.tr("Passages per hour"), parent=charts
        )
        self.rates = RateChart(look=look, name="reports.rates", title="", parent=charts)
        self.reasons = LyingBars(
            look=look,
            name="reports.reasons",
            title=self.tr("Openings by hand, by reason"),
            parent=charts,
        )
        self.quota = QuotaTable(look=look, parent=charts)
        self.misread_key = self._key("misread", "", "search", 200)
        self.misread_key.clicked.connect(self.misread_wanted)
        self.camera_next = self._key("camera.next", self.tr("Next camera"), "next", 190)
        self.camera_next.clicked.connect(self._next_camera)
        right = QVBoxLayout()
        right.setSpacing(m.gap_min)
        right.addWidget(self.quota, 1)
        keys = QHBoxLayout()
        keys.setSpacing(m.gap_min)
        for key in (self.misread_key, self.camera_next):
            keys.addWidget(key, 1)
        right.addLayout(keys)
        grid.addWidget(self.hours, 0, 0)
        grid.addWidget(self.rates, 0, 1)
        grid.addWidget(self.reasons, 1, 0)
        grid.addLayout(right, 1, 1)
        for column, stretch in ((0, 6), (1, 5)):
            grid.setColumnStretch(column, stretch)
        for row in (0, 1):
            grid.setRowStretch(row, 1)
        self.hours.wanted.connect(self.hour_wanted)
        self.rates.wanted.connect(self._point_wanted)
        self.reasons.wanted.connect(self.reason_wanted)
        self.table = TableRows(look=look, parent=self)
        self.addWidget(charts)
        self.addWidget(self.table)

    def _key(self, name: str, text: str, icon: str, width: int) -> TapKey:
        key = TapKey(look=self._look, name=f"reports.{name}", text=text, icon=icon, beside=True)
        key.setMinimumWidth(width)
        key.setFixedHeight(self._look.metrics.touch_min)
        return key

    def show_sheet(self, sheet: ReportSheet) -> None:
        """Show a report."""
        self._sheet = sheet
        report = sheet.report
        self.hours.title = (
            self.tr("Passages per hour")
            if len(report.period.days) == 1
            else self.tr("Passages by hour of the day")
        )
        series = (self.tr("in"), self.tr("out"))
        self.hours.set_bars(hour_bars(report), series=series, total=report.total)
        self.reasons.set_bars(reason_bars(report, reason_label))
        self.quota.show_rows(quota_rows(sheet), report.total)
        misread = sum(row.count for row in report.overrides if row.reason in MISREAD)
        self.misread_key.setText(self.tr("Misreads by hand: {n}").replace("{n}", str(misread)))
        self.misread_key.setAccessibleName(self.misread_key.text())
        self.misread_key.setVisible(bool(misread) and not sheet.counts_only)
        self._show_rate()
        self._fill_table()

    def _rates(self) -> list[CameraRate]:
        return [rate for rate in self._sheet.rates if rate.seen] if self._sheet else []

    def _show_rate(self) -> None:
        rates = self._rates()
        self.camera_next.setVisible(len(rates) > 1)
        if not rates:
            self.rates.title = self.tr("Read rate")
            self.rates.set_rate((), (), low=None, high=None, total=0)
            return
        rate = rates[self._rate % len(rates)]
        camera = self._around.explain.name(rate.camera_id)
        self.rates.title = self.tr("Read rate, {camera}").replace("{camera}", camera)
        bars, shares = rate_bars(rate, self._around.local)
        self.rates.set_rate(bars, shares, low=rate.low, high=rate.high, total=rate.seen)

    def _next_camera(self) -> None:
        self._rate += 1
        self._show_rate()
        self._fill_table()

    def _point_wanted(self, code: str) -> None:
        rates = self._rates()
        if rates:
            rate = rates[self._rate % len(rates)]
            since = datetime.fromisoformat(code)
            self.rate_wanted.emit(rate.camera_id, since, rate.step_s)

    def _fill_table(self) -> None:
        lines: list[tuple[str, str, bool]] = []
        for chart in (self.hours, self.rates, self.reasons):
            lines.append((chart.title, f"n = {chart.total}", True))
            lines += [(name, value, False) for name, value in chart.lines()]
        lines.append((self.quota.title, "", True))
        lines += [(name, f"{share}   {count}", False) for name, share, count, _ in self.quota.rows]
        self.table.show_lines(lines)
