# SPDX-License-Identifier: AGPL-3.0-or-later
"""S10 History: search for a plate or a time, page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alpr_kiosk.domain.history import PAGE_ROWS, Cursor, HistoryPage, HistoryQuery
from alpr_kiosk.domain.history_queries import (
    ASKED_AGO,
    GUARD_SEES,
    SEARCH_REASONS,
    HistoryCount,
    HistoryCountWanted,
    HistoryPageWanted,
    RowExtras,
    RowExtrasWanted,
    needs_reason,
)
from alpr_kiosk.domain.ports import PassageRow
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.errors import StorageError
from ui import messages
from ui.screens.base import Screen
from ui.screens.history_bar import HistoryBar
from ui.screens.history_call import HistoryCall
from ui.screens.history_filters import FilterPage
from ui.screens.history_rows import HistoryRows
from ui.screens.keypad import Keypad
from ui.surroundings import Surroundings
from ui.widgets.page_stack import PageStack
from ui.widgets.states import StateBox
from ui.widgets.tile_page import MonthPage, Tile, TilePage

READERS = ("supervisor", "auditor")


class HistoryScreen(Screen):
    """Entered with nothing, a plate, or a `HistoryCall`."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = look = around.look
        self._people = around.people
        self.call = HistoryCall()
        self._waiting = self.call
        self._reason = ""
        self._wanted: HistoryQuery | None = None
        self._asked = ""
        self._counted = ""
        self._older: Cursor | None = None
        self._rows: tuple[PassageRow, ...] = ()
        self.setObjectName("history")
        self.setAccessibleName(self.tr("History"))
        self.stack = PageStack(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self._list_page = self._build()
        self.spans = TilePage(look=look, name="history.span", parent=self)
        self.months = MonthPage(look=look, name="history.month", parent=self)
        self.reasons = TilePage(look=look, name="history.reason", parent=self)
        self.filters = FilterPage(around, parent=self)
        self.keypad = Keypad(look=look)
        for page in (
            self._list_page,
            self.spans,
            self.months,
            self.reasons,
            self.filters,
            self.keypad,
        ):
            self.stack.addWidget(page)
        self.spans.chosen.connect(self._span_chosen)
        self.months.chosen.connect(self._days_chosen)
        self.reasons.chosen.connect(self._reason_chosen)
        self.filters.chosen.connect(self._filters_chosen)
        self.keypad.used.connect(self._plate_typed)
        for page in (self.spans, self.months, self.reasons, self.filters, self.keypad):
            page.cancelled.connect(self._to_list)
        self.stack.currentChanged.connect(lambda _index: self.changed.emit())
        self._people.changed.connect(self._on_people)
        self._faces()

    # -------------------------------------------------------------------------------- building

    def _build(self) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        self.bar = HistoryBar(self._around, parent=page)
        self.bar.back.clicked.connect(self.back)
        self.bar.plate.clicked.connect(self._type_plate)
        self.bar.span.clicked.connect(self._choose_span)
        self.bar.filters.clicked.connect(self._choose_filters)
        self.count = self.bar.count
        layout.addWidget(self.bar)
        self.rows = HistoryRows(self._around, parent=page)
        self.rows.opened.connect(self._opened)
        layout.addWidget(self.rows, 1)
        self.box = StateBox(
            look=self._look, clock=self._around.clock, name="history.box", parent=page
        )
        self.box.pressed.connect(self._box_pressed)
        self.box.stopped.connect(self._stop)
        layout.addWidget(self.box, 1)
        return page

    def _faces(self) -> None:
        self.bar.show_call(self.call)

    # ------------------------------------------------------------------------------ as a screen

    def enter(self, argument: object) -> None:
        """Search for what it is entered with; without anything what was found stays."""
        if isinstance(argument, HistoryCall):
            self._search(argument)
        elif isinstance(argument, str) and argument:
            span = "30" if self._people.may(*READERS) else "24h"
            self._search(HistoryCall(plate=argument, span=span))
        elif self._wanted is None:
            self._search(self.call)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nobody waits for a count any more."""
        self._around.asker.cancel(self._counted)

    @property
    def busy(self) -> bool:
        """Whether somebody chooses or types."""
        return self.stack.currentWidget() is not self._list_page

    def step_back(self) -> bool:
        """Leave a page of tiles."""
        if not self.busy:
            return False
        self._to_list()
        return True

    def tick(self) -> None:
        """Look at the clock."""
        self.box.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if not self.busy and (text == "/" or (text.isalnum() and text.isascii())):
            self._type_plate()
            if text != "/":
                self.keypad.field.setText(text.upper())
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_people(self) -> None:
        """Whose rows nobody there may see any more are gone."""
        reading = self._people.may("guard", *READERS)
        beyond = self._wanted is not None and not self._in_guards_time(self._wanted)
        if not reading or (beyond and not self._people.may(*READERS)):
            self._around.asker.cancel(self._asked)
            self._around.asker.cancel(self._counted)
            self._wanted, self._rows, self._older, self._reason = None, (), None, ""
            self.call = HistoryCall()
            self.rows.forget()
            self.count.clear()
            self.box.clear()
            self._faces()
            self._to_list()
            if reading and self.isVisible():
                self._search(self.call)

    # -------------------------------------------------------------------------------- searching

    def _in_guards_time(self, wanted: HistoryQuery) -> bool:
        floor = self._around.clock.utc_now() - GUARD_SEES - ASKED_AGO
        return wanted.since is not None and wanted.since >= floor

    def _search(self, call: HistoryCall, reason: str = "") -> None:
        """Look for it; where the rights ask for a PIN or a reason, that comes first."""
        now = self._around.clock.utc_now()
        asked_anew = (call.plate, call.span, call.since) != (
            self.call.plate,
            self.call.span,
            self.call.since,
        )
        before, self.call = self.call, call
        before_reason, self._reason = self._reason, reason or ("" if asked_anew else self._reason)
        try:
            wanted = call.wanted(now, self._around.local.zone)
            wanted.check()
        except StorageError as error:
            self._faces()
            self._wanted = None
            self._clear_rows()
            self.box.empty(
                messages.text(error.code, error.context), key=self.tr("Type it"), icon="keyboard"
            )
            self._to_list()
            return
        reads_all = self._people.may(*READERS)
        if reads_all and needs_reason(wanted, now) and not self._reason:
            self.call, self._reason = before, before_reason
            self._ask_reason(call)
            return
        if not reads_all and not self._in_guards_time(wanted):
            self.call, self._reason = before, before_reason
            self._ask_pin(call)
            return
        self._faces()
        self._wanted = wanted
        self._clear_rows()
        self._to_list()
        self.box.work(self.tr("Looking"))
        self._ask_page(None)
        self._around.asker.cancel(self._counted)
        self._counted = self._around.asker.ask(
            self, HistoryCountWanted(wanted=wanted, reason=self._reason), self._on_count
        )

    def _clear_rows(self) -> None:
        self._rows, self._older = (), None
        self.rows.show_rows((), more="", keep=False)
        self.rows.hide()
        self.count.clear()

    def _ask_page(self, cursor: Cursor | None) -> None:
        if self._wanted is None:
            return
        self._around.asker.cancel(self._asked)
        self._asked = self._around.asker.ask(
            self,
            HistoryPageWanted(wanted=self._wanted, cursor=cursor, reason=self._reason),
            self._on_page,
        )

    def _on_page(self, answer: QueryAnswer) -> None:
        page = answer.result
        if not isinstance(page, HistoryPage):
            self._refused(answer)
            return
        is_first = not self._rows
        self._rows = (*self._rows, *page.rows)
        self._older = page.older
        more = ""
        if page.reached is not None:
            more = self.tr("Looked back to {time}. Look on").replace(
                "{time}",
                f"{self._around.local.date(page.reached)} {self._around.local.hm(page.reached)}",
            )
        elif page.older is not None:
            more = self.tr("More {n}").replace("{n}", str(PAGE_ROWS))
        self.rows.show_rows(self._rows, more=more, keep=not is_first)
        if self._rows or more:
            self.box.clear()
            self.rows.show()
        else:
            self.rows.hide()
            self.box.empty(
                messages.text("history.none"), key=self.tr("Another time"), icon="calendar"
            )
        files = self.rows.missing(page.rows)
        plates = tuple({row.effective for row in page.rows if row.effective})
        if files or plates:
            self._around.asker.ask(
                self, RowExtrasWanted(files=files, plates=plates), self._on_extras
            )

    def _refused(self, answer: QueryAnswer) -> None:
        if answer.code == "query.cancelled":
            self.box.empty(self.tr("Stopped."), key=self.tr("Search again"), icon="search")
        elif answer.code == "history.reason_needed":
            self._ask_reason(self.call)
        elif answer.code in ("history.beyond_guard", "pin.needed"):
            self._ask_pin(self.call)
        elif self._rows:
            self.said.emit(messages.text(answer.code, answer.context), "alarm-high")
        else:
            words = messages.text(answer.code, answer.context)
            works = messages.text("history.works_still")
            self.box.fault(f"{words} {works}")

    def _on_count(self, answer: QueryAnswer) -> None:
        found = answer.result
        if isinstance(found, HistoryCount):
            number = f"{found.count:,}{'+' if found.more else ''}"
            self.count.setText(self.tr("{n} found").replace("{n}", number))

    def _on_extras(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, RowExtras):
            self.rows.add_extras(answer.result)

    def _opened(self, index: int) -> None:
        if index < len(self._rows):
            self.wanted.emit("evidence", self._rows[index].passage_id)
        elif self._older is not None:
            self._ask_page(self._older)

    def _box_pressed(self) -> None:
        if self._wanted is None:
            self._type_plate()
        elif self.box.key.icon_name == "calendar":
            self._choose_span()
        else:
            self._search(self.call, self._reason)

    def _stop(self) -> None:
        self._around.asker.stop(self._asked)

    # ---------------------------------------------------------------------------------- choices

    def _to_list(self) -> None:
        self.stack.setCurrentWidget(self._list_page)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_plate(self) -> None:
        self.keypad.ask(
            label=self.tr("Plate or a part of it, ? for one character"),
            text=self.call.plate,
            wild=True,
        )
        self.stack.setCurrentWidget(self.keypad)

    def _plate_typed(self, text: str) -> None:
        self._search(replace(self.call, plate=text.strip().upper()))

    def _choose_span(self) -> None:
        chosen = self.call.span if self.call.since is None else "-"
        self.spans.ask(self.tr("Which time?"), self.bar.span_choices(), chosen=chosen)
        self.stack.setCurrentWidget(self.spans)

    def _span_chosen(self, code: str) -> None:
        if code == "days":
            self.months.ask(self._around.local.local(self._around.clock.utc_now()).date())
            self.stack.setCurrentWidget(self.months)
            return
        self._to_list()
        self._search(replace(self.call, span=code, since=None, until=None))

    def _days_chosen(self, first: date, last: date) -> None:
        span = f"{first.isoformat()}..{last.isoformat()}"
        self._to_list()
        self._search(replace(self.call, span=span, since=None, until=None))

    def _choose_filters(self) -> None:
        self.filters.ask(self.call)
        self.stack.setCurrentWidget(self.filters)

    def _filters_chosen(self, call: HistoryCall) -> None:
        self._search(call)

    def _ask_pin(self, call: HistoryCall) -> None:
        self._people.need(
            READERS,
            self.tr("read more than the last 24 hours"),
            lambda _session: self._search(call),
        )

    def _ask_reason(self, call: HistoryCall) -> None:
        self._waiting = call
        choices = [Tile(code, messages.text(f"history.reason.{code}")) for code in SEARCH_REASONS]
        self.reasons.ask(messages.text("history.reason_needed"), choices)
        self.stack.setCurrentWidget(self.reasons)

    def _reason_chosen(self, code: str) -> None:
        self._search(self._waiting, code)
