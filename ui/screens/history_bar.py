# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head line of S10: plate, time, filters, how many."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.screens.history_call import DAYS_BACK, HistoryCall
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.tile_page import Tile


class HistoryBar(QWidget):
    """Keys that say what is searched for."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._look = around.look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(around.look.metrics.gap_min)
        self.back = self._key("back", self.tr("Back"), "back", 130)
        self.plate = self._key("plate", "", "search", 270)
        self.span = self._key("span.key", "", "calendar", 250)
        self.filters = self._key("filter", "", "filter", 190)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for key in (self.back, self.plate, self.span, self.filters):
            row.addWidget(key, 0 if key is self.back else 1)
        row.addWidget(self.count, 1)

    def _key(self, name: str, text: str, icon: str, width: int) -> TapKey:
        key = TapKey(look=self._look, name=f"history.{name}", text=text, icon=icon, beside=True)
        key.setMinimumSize(width, self._look.metrics.touch_min)
        return key

    def show_call(self, call: HistoryCall) -> None:
        """Say what is searched for."""
        plate = call.plate or self.tr("Any plate")
        self.plate.setText(plate)
        self.plate.setAccessibleName(self.tr("Plate, {plate}").replace("{plate}", plate))
        span = self.span_words(call)
        self.span.setText(span)
        self.span.setAccessibleName(self.tr("Time, {span}").replace("{span}", span))
        number = str(call.filters)
        some = self.tr("Filters {n}").replace("{n}", number)
        self.filters.setText(some if call.filters else self.tr("Filters"))
        self.filters.setAccessibleName(self.tr("Filters, {n} on").replace("{n}", number))

    def span_words(self, call: HistoryCall) -> str:
        """Return a time in words."""
        local = self._around.local
        if call.since is not None:
            return f"{local.date(call.since)[5:]} {local.hm(call.since)}–{local.hm(call.until)}"
        fixed = {choice.code: choice.words for choice in self.span_choices()}
        if call.span in fixed:
            return fixed[call.span]
        first, _, last = call.span.partition("..")
        days = [self._day(date.fromisoformat(one)) for one in dict.fromkeys((first, last)) if one]
        return " – ".join(days)

    def _day(self, day: date) -> str:
        name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        return f"{name} {day.day}.{day.month}."

    def span_choices(self) -> list[Tile]:
        """Return the times that have a tile."""
        today = self._around.local.local(self._around.clock.utc_now()).date()
        fixed = [
            Tile("24h", self.tr("Last 24 hours"), "history"),
            Tile("today", self.tr("Today"), "calendar"),
            Tile("yesterday", self.tr("Yesterday"), "calendar"),
            Tile("7", self.tr("Last 7 days"), "calendar"),
            Tile("30", self.tr("Last 30 days"), "calendar"),
            Tile("any", self.tr("Any time"), "calendar"),
            Tile("days", self.tr("From – to"), "calendar"),
        ]
        days = (today - timedelta(days=back) for back in range(2, DAYS_BACK + 1))
        return [*fixed, *(Tile(day.isoformat(), self._day(day)) for day in days)]
