# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page with a month of large days to choose from; no calendar pops up anywhere."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey, named

WEEKS = 6
WEEK_GAP = 5
"""Least room between two weeks, px: where there is no more, as between rows of a table."""
SIDE_MM = 60
"""Width of the column beside the month."""

Preset = tuple[str, str, "date | None"]
"""(name, word, day): a key of its own; None takes the day away."""


class DatePicker(QWidget):
    """Asks for a day.

    Signals:
        chosen (object day): A `date`, None for no day.
        cancelled (): Nothing was chosen.
    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self._day: date | None = None
        self._today = date(2026, 1, 1)
        self._least: date | None = None
        self._month = self._today.replace(day=1)
        self._presets: list[TapKey] = []
        named(self, name, self.tr("Choose a day"))
        m = look.metrics
        outer = QHBoxLayout(self)
        outer.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(4))
        outer.setSpacing(m.space(24))
        left = QVBoxLayout()
        left.setSpacing(m.space(4))
        left.addLayout(self._build_head())
        left.addLayout(self._build_days(), 1)
        self._side = QVBoxLayout()
        self._side.setSpacing(m.gap_min)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.title.setMinimumHeight(m.mm(10))
        self._side.addWidget(self.title)
        self._side.addStretch(1)
        back = self._key("back", self.tr("Back"), "back")
        back.clicked.connect(self.cancelled)
        self._side.addWidget(back)
        outer.addLayout(left, 1)
        side = QWidget()
        side.setLayout(self._side)
        side.setFixedWidth(m.words(SIDE_MM))
        self._side.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(side)

    def _key(self, name: str, word: str, icon: str = "") -> TapKey:
        key = TapKey(
            look=self._look, name=f"{self._name}.{name}", text=word, icon=icon, beside=bool(icon)
        )
        key.setFixedHeight(self._look.metrics.touch_min)
        return key

    def _build_head(self) -> QHBoxLayout:
        m = self._look.metrics
        head = QHBoxLayout()
        head.setSpacing(m.gap_min)
        self.label = QLabel()
        self.label.setProperty("role", "title")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for name, icon, spoken, months in (
            ("year.before", "first", self.tr("A year earlier"), -12),
            ("month.before", "before", self.tr("A month earlier"), -1),
            ("", "", "", 0),
            ("month.after", "after", self.tr("A month later"), 1),
            ("year.after", "last", self.tr("A year later"), 12),
        ):
            if not months:
                head.addWidget(self.label, 1)
                continue
            key = TapKey(
                look=self._look,
                name=f"{self._name}.{name}",
                text="",
                icon=icon,
                accessible=spoken,
            )
            key.setFixedSize(m.touch_min, m.touch_min)
            key.setProperty("months", months)
            key.clicked.connect(self._turn)
            head.addWidget(key)
        return head

    def _build_days(self) -> QGridLayout:
        m = self._look.metrics
        grid = QGridLayout()
        grid.setHorizontalSpacing(min(m.gap_min, 9))
        grid.setVerticalSpacing(WEEK_GAP)
        self._weeks = grid
        locale = QLocale()
        for column in range(7):
            name = QLabel(locale.dayName(column + 1, QLocale.FormatType.ShortFormat))
            name.setProperty("role", "caption")
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(name, 0, column)
        self.days: list[TapKey] = []
        for index in range(7 * WEEKS):
            key = TapKey(look=self._look, name=f"{self._name}.day.{index}", text="", kind="surface")
            key.setCheckable(True)
            key.setMinimumHeight(m.touch_min)
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            key.clicked.connect(self._chosen)
            grid.addWidget(key, 1 + index // 7, index % 7)
            self.days.append(key)
        for row in range(1, WEEKS + 1):
            grid.setRowStretch(row, 1)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the weeks stand as far from each other as other keys where six have room to."""
        super().resizeEvent(event)
        usual = min(self._look.metrics.gap_min, 9)
        grid = self._weeks
        least = self.minimumSizeHint().height() - WEEKS * (grid.verticalSpacing() - WEEK_GAP)
        spare = (self.height() - least) // WEEKS
        grid.setVerticalSpacing(max(WEEK_GAP, min(usual, WEEK_GAP + spare)))

    def ask(
        self,
        *,
        title: str,
        day: date | None,
        today: date,
        least: date | None = None,
        presets: Sequence[Preset] = (),
    ) -> None:
        """Show the month of a day, or of today."""
        self._day, self._today, self._least = day, today, least
        self._month = (day or today).replace(day=1)
        self.title.setText(title)
        for key in self._presets:
            self._side.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._presets = []
        for at, (name, word, meant) in enumerate(presets):
            key = self._key(f"preset.{name}", word)
            key.setProperty("day", meant.isoformat() if meant else "")
            key.clicked.connect(self._preset)
            self._side.insertWidget(1 + at, key)
            self._presets.append(key)
        self._show()

    def _show(self) -> None:
        locale = QLocale()
        month = locale.standaloneMonthName(self._month.month)
        self.label.setText(f"{month} {self._month.year}")
        first = self._month - timedelta(days=self._month.weekday())
        for index, key in enumerate(self.days):
            day = first + timedelta(days=index)
            within = day.month == self._month.month
            key.setText(str(day.day))
            key.set_kind("raised" if within else "surface")
            key.setProperty("day", day.isoformat())
            key.setChecked(day == self._day)
            key.setEnabled(self._least is None or day >= self._least)
            name = f"{locale.dayName(day.isoweekday())} {day.isoformat()}"
            today = self.tr("today")
            key.setAccessibleName(f"{name}, {today}" if day == self._today else name)

    def _turn(self) -> None:
        key = self.sender()
        months = int(key.property("months"))
        number = self._month.year * 12 + self._month.month - 1 + months
        year = max(1, min(9998, number // 12))
        self._month = date(year, number % 12 + 1, 1)
        self._show()

    def _chosen(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.chosen.emit(date.fromisoformat(str(key.property("day"))))

    def _preset(self) -> None:
        text = str(self.sender().property("day"))
        self.chosen.emit(date.fromisoformat(text) if text else None)


def last_of_year(day: date) -> date:
    """Return 31 December of a day's year."""
    return date(day.year, 12, 31)


def months_on(day: date, months: int) -> date:
    """Return the same day some months later, the last of the month where there is none."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
