# SPDX-License-Identifier: AGPL-3.0-or-later
"""S23 Health: how every part is, the log, a report to take along, and drills."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.alert_intents import ClockConfirmed
from alpr_kiosk.domain.health_queries import HealthFact, RecordFactsWanted
from alpr_kiosk.domain.queries import QueryAnswer
from ui.screens.base import Screen
from ui.screens.health_drill import DrillPage, SoundsPage
from ui.screens.health_pages import HealthPage, LogPageView, ReportPage
from ui.surroundings import Surroundings
from ui.viewmodels.health import rows_of, summary
from ui.viewmodels.health_row import HealthRow, State
from ui.widgets.health_card import HealthCard
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.page_stack import PageStack

EVERY_S = 1.0
"""Rows are looked at so often (screens.md 6)."""
RECORD_EVERY_S = 600.0
"""The record is looked through at most so often while somebody looks at the page. Ours."""


class HealthScreen(Screen):
    """All parts of the site in cards."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._facts = around.health.facts
        self._rows: tuple[HealthRow, ...] = ()
        self._cards: dict[str, HealthCard] = {}
        self._shown_at = float("-inf")
        self._record_at = float("-inf")
        self.setObjectName("health")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(self._look.metrics.gap_min)
        self.head = PageHead(look=self._look, name="health", title=self.tr("Health"), parent=self)
        self.head.back.clicked.connect(self._on_back)
        layout.addWidget(self.head)
        self.log = LogPageView(around, self)
        self.report = ReportPage(around, self.lines, self)
        self.drill = DrillPage(around, self)
        self.sounds = SoundsPage(around, self)
        self.sum = QLabel()
        self.sum.setObjectName("health.sum")
        self.sum.setProperty("role", "caption")
        self.head.add(self.sum)
        self.clock_key = self._key("clock_right", self.tr("Clock is right"), "clock")
        self.clock_key.clicked.connect(self._on_clock)
        self.clock_key.hide()
        self.sounds_key = self._key("sounds", self.tr("Sounds"), "sound")
        self.sounds_key.clicked.connect(lambda: self._open(self.sounds))
        self.log_key = self._key("log", self.tr("Log"), "lists")
        self.log_key.clicked.connect(lambda: self._open(self.log))
        self.report_key = self._key("report", self.tr("Save report"), "save")
        self.report_key.clicked.connect(lambda: self._open(self.report))
        self.drill_key = self._key("drill", self.tr("Drill"), "drill")
        self.drill_key.clicked.connect(lambda: self._open(self.drill))
        self._page_keys = (self.sounds_key, self.log_key, self.report_key, self.drill_key)
        self.pages = PageStack(self)
        layout.addWidget(self.pages, 1)
        self.pages.addWidget(self._overview())
        for page in (self.log, self.report, self.drill, self.sounds):
            self.pages.addWidget(page)
            page.intent.connect(self.intent)
            page.said.connect(self.said)
        around.site.bus.health_changed.connect(self.drill.set_health)
        if self._facts.site is not None:
            self.drill.set_health(self._facts.site)

    def _key(self, name: str, text: str, icon: str) -> TapKey:
        key = TapKey(
            look=self._look, name=f"health.{name}", text=text, icon=icon, beside=True, parent=self
        )
        key.setMinimumSize(150, self._look.metrics.touch_min)
        key.setMaximumHeight(max(89, self._look.metrics.touch_std))
        self.head.add(key)
        return key

    def _overview(self) -> QWidget:
        area = QScrollArea(self)
        area.setObjectName("health.area")
        area.setAccessibleName(self.tr("Parts of the site"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(self._look.metrics.gap_min)
        area.setWidget(inner)
        return area

    # ---------------------------------------------------------------------------------- screen

    def enter(self, argument: object) -> None:
        """Show the parts, or the page that is named."""
        pages: dict[str, HealthPage] = {
            "log": self.log,
            "report": self.report,
            "drill": self.drill,
            "sounds": self.sounds,
        }
        page = pages.get(argument) if isinstance(argument, str) else None
        if page is not None:
            self._open(page)
        else:
            self._to_overview()
        self._look_through_record()
        self._shown_at = float("-inf")
        self.tick()

    def leave(self) -> None:
        """What goes on for this page alone ends."""
        self.report.leave()

    def step_back(self) -> bool:
        """Esc: back to the parts."""
        if self.pages.currentIndex() == 0:
            return False
        self._to_overview()
        return True

    @property
    def busy(self) -> bool:
        """A report that is written is not covered by a question."""
        return self.pages.currentWidget() is self.report and self.report.writing

    @property
    def rows(self) -> tuple[HealthRow, ...]:
        """What is shown."""
        return self._rows

    def lines(self) -> tuple[str, ...]:
        """Return the rows as lines, for a report."""
        return tuple(f"{row.state.value:<8}{row.title}: {row.value}" for row in self._rows)

    def tick(self) -> None:
        """Look at the clock: new rows once a second."""
        now = self._around.clock.monotonic()
        for page in (self.log, self.report, self.drill):
            page.tick()
        if now - self._shown_at >= EVERY_S and self.pages.currentIndex() == 0:
            self._shown_at = now
            self._show()

    def _open(self, page: HealthPage) -> None:
        self.pages.setCurrentWidget(page)
        for key in (*self._page_keys, self.clock_key):
            key.hide()
        self.head.title.setText(page.title)
        self.sum.setText("")
        page.open()

    def _to_overview(self) -> None:
        self.report.leave()
        self.pages.setCurrentIndex(0)
        self.head.title.setText(self.tr("Health"))
        for key in self._page_keys:
            key.show()
        self._show()

    def _on_back(self) -> None:
        if not self.step_back():
            self.back.emit()

    # ---------------------------------------------------------------------------------- values

    def _look_through_record(self) -> None:
        now = self._around.clock.monotonic()
        if now - self._record_at >= RECORD_EVERY_S:
            self._record_at = now
            self._around.asker.ask(self, RecordFactsWanted(), self._on_record)

    def _on_record(self, answer: QueryAnswer) -> None:
        if answer.ok and isinstance(answer.result, tuple):
            self._facts.record = tuple(
                fact for fact in answer.result if isinstance(fact, HealthFact)
            )
            self._show()
        else:
            self._record_at = float("-inf")  # the next visit asks again

    def _show(self) -> None:
        self._rows = rows_of(self._facts, now=self._around.clock.monotonic())
        self.sum.setText(summary(self._rows) if self.pages.currentIndex() == 0 else "")
        keys = [row.key for row in self._rows]
        if keys != list(self._cards):
            self._lay_out()
        else:
            for row in self._rows:
                self._cards[row.key].show_row(row)
        on_overview = self.pages.currentIndex() == 0
        clock_bad = any(row.key == "clock" and row.state is State.BAD for row in self._rows)
        self.clock_key.setVisible(on_overview and clock_bad)
        self.sounds_key.setVisible(on_overview and not clock_bad)  # the head has room for four

    def _lay_out(self) -> None:
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards = {
            row.key: HealthCard(look=self._look, row=row, parent=self) for row in self._rows
        }
        columns = 2 if self._look.metrics.profile == "compact" else 3
        for index, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, index // columns, index % columns, Qt.AlignmentFlag.AlignTop)
            card.show()
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _on_clock(self) -> None:
        self._around.people.need(
            ("supervisor",),
            self.tr("say that the clock is right"),
            lambda session: self.intent.emit(ClockConfirmed(session=session.token)),
        )
