# SPDX-License-Identifier: AGPL-3.0-or-later
"""S14 Reports: passages by hour, what cameras read, openings by hand; as charts or a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.queries import Query, QueryAnswer, QueryProgress
from alpr_kiosk.domain.report_queries import (
    ReportFile,
    ReportFileWanted,
    ReportSheet,
    ReportSpan,
    ReportWanted,
)
from alpr_kiosk.domain.report_tables import period_text
from ui import messages
from ui.screens.base import Screen
from ui.screens.export import ExportPage
from ui.screens.history_call import HistoryCall, midnight
from ui.screens.reports_charts import ReportCharts
from ui.surroundings import Surroundings
from ui.viewmodels.report import hour_span
from ui.widgets.keys import TapKey
from ui.widgets.page_stack import PageStack
from ui.widgets.states import StateBox
from ui.widgets.tile_page import MonthPage, Tile, TilePage

READERS = ("supervisor", "auditor")


class ReportsScreen(Screen):
    """Charts of a span of days."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = look = around.look
        self._people = around.people
        self.sheet: ReportSheet | None = None
        self._days = "today"
        self._camera = self._gate = ""
        self._asked = ""
        self.setObjectName("reports")
        self.setAccessibleName(self.tr("Reports"))
        self.stack = PageStack(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self._page = self._build()
        self.months = MonthPage(look=look, name="reports.month", parent=self)
        self.places = TilePage(look=look, name="reports.place", parent=self)
        self.export = ExportPage(around, name="reports.export.page", parent=self)
        for page in (self._page, self.months, self.places, self.export):
            self.stack.addWidget(page)
        self.months.chosen.connect(self._days_chosen)
        self.months.cancelled.connect(self._to_page)
        self.places.chosen.connect(self._place_chosen)
        self.places.cancelled.connect(self._to_page)
        self.export.left.connect(self._to_page)
        self.stack.currentChanged.connect(lambda _index: self.changed.emit())
        self._people.changed.connect(self._on_people)

    # -------------------------------------------------------------------------------- building

    def _build(self) -> QWidget:
        m, look = self._look.metrics, self._look
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        layout.addLayout(self._build_bar())
        self.note = QLabel(page)
        self.note.setProperty("role", "caption")
        layout.addWidget(self.note)
        self.charts = ReportCharts(self._around, parent=page)
        self.charts.hour_wanted.connect(self._hour_wanted)
        self.charts.rate_wanted.connect(self._rate_wanted)
        self.charts.reason_wanted.connect(self._reason_wanted)
        self.charts.misread_wanted.connect(self._to_misread)
        self.body = self.charts
        layout.addWidget(self.body, 1)
        self.box = StateBox(look=look, clock=self._around.clock, name="reports.box", parent=page)
        self.box.pressed.connect(self._load)
        self.box.stopped.connect(self._stop)
        layout.addWidget(self.box, 1)
        return page

    def _build_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(self._look.metrics.gap_min)
        self.back_key = self._key("back", self.tr("Back"), "back", 120)
        self.back_key.clicked.connect(self.back)
        bar.addWidget(self.back_key)
        self.spans: dict[str, TapKey] = {}
        for code, words in (
            ("today", self.tr("Today")),
            ("7", self.tr("7 days")),
            ("30", self.tr("30 days")),
            ("days", self.tr("From – to")),
        ):
            key = self._key(f"span.{code}", words, "", 116)
            key.setCheckable(True)
            key.setProperty("code", code)
            key.clicked.connect(self._span_tapped)
            bar.addWidget(key, 1)
            self.spans[code] = key
        self.place_key = self._key("place", self.tr("All cameras"), "", 148)
        self.place_key.clicked.connect(self._choose_place)
        glove = self._look.metrics.glove
        icon, width = ("", 106) if glove else ("table", 158)
        self.table_key = self._key("table", self.tr("As table"), icon, width)
        self.table_key.setCheckable(True)
        self.table_key.clicked.connect(self._table_tapped)
        self.pdf_key = self._key("pdf", self.tr("PDF"), "", 84)
        self.csv_key = self._key("csv", self.tr("CSV"), "", 84)
        self.pdf_key.setProperty("form", "pdf")
        self.csv_key.setProperty("form", "csv")
        for key in (self.pdf_key, self.csv_key):
            key.clicked.connect(self._export_tapped)
        bar.addWidget(self.place_key, 1)
        for key in (self.table_key, self.pdf_key, self.csv_key):
            bar.addWidget(key)
        return bar

    def _key(self, name: str, text: str, icon: str, width: int) -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"reports.{name}",
            text=text,
            icon=icon,
            beside=bool(text) or name == "misread",
        )
        least = self._look.metrics.touch_min
        key.setMinimumSize(max(width, least), least)
        return key

    # ------------------------------------------------------------------------------ as a screen

    def enter(self, _argument: object) -> None:
        """Count anew."""
        if not self._people.may(*READERS):
            self._days = "today"
        self._to_page()
        self._load()

    def leave(self) -> None:
        """Nobody waits any more."""
        self._forget_question()

    @property
    def busy(self) -> bool:
        """Whether something is chosen or written."""
        return self.stack.currentWidget() is not self._page

    def step_back(self) -> bool:
        """Leave a page of choices."""
        if not self.busy:
            return False
        if not self.export.working:
            self._to_page()
        return True

    def tick(self) -> None:
        """Look at the clock."""
        self.box.tick()
        self.export.tick()

    def _on_people(self) -> None:
        """Nothing is shown to somebody who may not see it, nor what comes for him later."""
        if (self.sheet is not None or self._asked) and not self._people.may(*READERS):
            self._forget_question()
            self.sheet = None
            self._days = "today"
            self.body.hide()
            if self.isVisible() and self._people.may("guard"):
                self._load()

    # ---------------------------------------------------------------------------------- loading

    def span(self) -> ReportSpan:
        """Return the days and cameras that are chosen."""
        today = self._around.local.local(self._around.clock.utc_now()).date()
        first = last = today
        if self._days in ("7", "30"):
            first = today - timedelta(days=int(self._days) - 1)
        elif self._days != "today":
            begin, _, end = self._days.partition("..")
            first, last = date.fromisoformat(begin), date.fromisoformat(end)
        return ReportSpan(first=first, last=last, cameras=self._cameras())

    def _cameras(self) -> tuple[str, ...]:
        if self._camera:
            return (self._camera,)
        lanes = self._around.config.lanes
        return tuple(lane.camera for lane in lanes if lane.gate == self._gate and self._gate)

    def _load(self) -> None:
        for code, key in self.spans.items():
            key.setChecked(code == self._days or (code == "days" and ".." in self._days))
        self._around.asker.cancel(self._asked)
        self.body.hide()
        self.note.clear()
        self.box.work(messages.text("reports.counting"))
        wanted = ReportWanted(span=self.span())
        self._asked = wanted.query_id
        self._around.asker.ask(self, wanted, self._on_sheet, progressed=self._progressed)

    def _progressed(self, progress: QueryProgress) -> None:
        words = messages.text(progress.step) if progress.step else ""
        self.box.progress(progress.done, progress.total, words)

    def _forget_question(self) -> None:
        self._around.asker.cancel(self._asked)
        self._asked = ""

    def _on_sheet(self, answer: QueryAnswer) -> None:
        self._asked = ""
        sheet = answer.result
        if not isinstance(sheet, ReportSheet):
            if answer.code == "query.cancelled":
                self.box.empty(self.tr("Stopped."), key=self.tr("Count again"), icon="retry")
            else:
                words = messages.text(answer.code, answer.context)
                self.box.fault(f"{words} {messages.text('history.works_still')}")
            return
        self.sheet = sheet
        if not sheet.report.total and not sheet.report.by_hand:
            self.body.hide()
            self.box.empty(messages.text("reports.none"))
            return
        self.box.clear()
        self.body.show()
        self._show(sheet)

    def _show(self, sheet: ReportSheet) -> None:
        span = period_text(sheet.report.period, self._around.clock.utc_now())
        elsewhere = self.tr("Openings by hand are those of all gates.") if self._cameras() else ""
        self.note.setText(f"{span}. {elsewhere}".strip())
        self.charts.show_sheet(sheet)

    # ------------------------------------------------------------------------------------ doing

    def _to_page(self) -> None:
        self.stack.setCurrentWidget(self._page)

    def _stop(self) -> None:
        self._around.asker.stop(self._asked)

    def _span_tapped(self) -> None:
        key = self.sender()
        code = str(key.property("code")) if key is not None else "today"
        for name, one in self.spans.items():
            one.setChecked(name == self._days or (name == "days" and ".." in self._days))
        if code == "today":
            self._choose(code)
        else:
            self._people.need(
                READERS,
                self.tr("see reports of other days"),
                lambda _session: self._choose(code),
            )

    def _choose(self, code: str) -> None:
        if code == "days":
            self.months.ask(self._around.local.local(self._around.clock.utc_now()).date())
            self.stack.setCurrentWidget(self.months)
            return
        self._days = code
        self._to_page()
        self._load()

    def _days_chosen(self, first: date, last: date) -> None:
        self._choose(f"{first.isoformat()}..{last.isoformat()}")

    def _choose_place(self) -> None:
        config = self._around.config
        choices = [
            Tile("all", self.tr("All cameras"), "camera"),
            *(
                Tile(f"gate:{gate.id}", gate.name or gate.id, "gate-closed")
                for gate in config.gates
            ),
            *(Tile(f"cam:{one.id}", one.name or one.id, "camera") for one in config.cameras),
        ]
        chosen = f"cam:{self._camera}" if self._camera else f"gate:{self._gate}"
        if chosen == "gate:":
            chosen = "all"
        self.places.ask(self.tr("Which gate or camera?"), choices, chosen=chosen)
        self.stack.setCurrentWidget(self.places)

    def _place_chosen(self, code: str) -> None:
        kind, _, name = code.partition(":")
        self._camera = name if kind == "cam" else ""
        self._gate = name if kind == "gate" else ""
        words = self._around.explain.name(name) if name else self.tr("All cameras")
        self.place_key.setText(words)
        self.place_key.setAccessibleName(words)
        self._to_page()
        self._load()

    def _table_tapped(self) -> None:
        self.charts.setCurrentIndex(int(self.table_key.isChecked()))

    def _call(self) -> HistoryCall:
        """Return the search for all passages of the report."""
        span = self.span()
        return HistoryCall(
            span=f"{span.first.isoformat()}..{span.last.isoformat()}",
            gate=self._gate,
            camera=self._camera,
        )

    def _hour_wanted(self, code: str) -> None:
        """The passages of one hour; over several days they are those of all hours one way."""
        span = self.span()
        zone = self._around.local.zone
        since, until, direction = hour_span(code, midnight(span.first, zone))
        call = replace(self._call(), direction=direction)
        if span.first == span.last:
            call = replace(call, since=since, until=until)
        self.wanted.emit("history", call)

    def _rate_wanted(self, camera: str, since: datetime, seconds: int) -> None:
        """What a camera did not read in a while."""
        until = since + timedelta(seconds=seconds)
        call = replace(self._call(), since=since, until=until, camera=camera, unread=True)
        self.wanted.emit("history", call)

    def _reason_wanted(self, _code: str) -> None:
        self.wanted.emit("history", replace(self._call(), action="open"))

    def _to_misread(self) -> None:
        self.wanted.emit("history", replace(self._call(), unread=True))

    def _export_tapped(self) -> None:
        key = self.sender()
        form = str(key.property("form")) if key is not None else "pdf"
        self._people.need(
            READERS, self.tr("export a report"), lambda _session: self._choose_target(form)
        )

    def _choose_target(self, form: str) -> None:
        def make(path: str) -> Query:
            return ReportFileWanted(span=self.span(), form=form, target=path)

        self.export.ask(
            self.tr("Report as {form}").replace("{form}", form.upper()),
            make=make,
            done=_written_words,
            note=period_text(self.sheet.report.period) if self.sheet else "",
            printing=form == "pdf",
        )
        self.stack.setCurrentWidget(self.export)


def _written_words(result: object, target: str) -> str:
    if not isinstance(result, ReportFile):
        return ""
    words = messages.text("reports.written", {"target": target, "hash": f"{result.digest[:16]}…"})
    return f"{words}\n{result.path}"
