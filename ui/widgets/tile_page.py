# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of tiles: choose one of a few things, or a day of a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead

MOST_TILES, MOST_FOR_GLOVES = 20, 16
"""Tiles that fit on the smallest screen: five rows of four, with gloves four."""


class Tile(NamedTuple):
    """One tile: its code, its words, its icon ("" for none)."""

    code: str
    words: str
    icon: str = ""


class TilePage(QWidget):
    """A question over tiles.

    Signals:
        chosen (str code): A tile was tapped.
        cancelled (): Back was tapped.
    """

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self.setObjectName(name)
        m = look.metrics
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 16, 8)
        self._layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name=name, title="", parent=self)
        self.head.back.clicked.connect(self.cancelled)
        self._layout.addWidget(self.head)
        self.note = QLabel(self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self._layout.addWidget(self.note)
        self._grid = QWidget(self)
        self._layout.addWidget(self._grid)
        self._layout.addStretch(1)
        self.tiles: list[TapKey] = []

    @property
    def most(self) -> int:
        """How many tiles there is room for."""
        m = self._look.metrics
        return MOST_FOR_GLOVES if m.glove and m.profile == "compact" else MOST_TILES

    def ask(self, title: str, choices: Sequence[Tile], *, chosen: str = "", note: str = "") -> None:
        """Offer these, `most` at most; the one that holds now is marked."""
        m = self._look.metrics
        self.head.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        old, self._grid = self._grid, QWidget(self)
        self._layout.replaceWidget(old, self._grid)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(m.gap_min)
        columns = 4 if len(choices) > 6 else 3
        if len(choices) > columns * 4:
            grid.setVerticalSpacing(min(m.gap_min, 9))
        self.tiles = []
        for number, choice in enumerate(choices[: self.most]):
            tile = TapKey(
                look=self._look,
                name=f"{self._name}.{choice.code}",
                text=choice.words,
                icon=choice.icon,
                beside=True,
                accessible=f"{title} {choice.words}",
                parent=self._grid,
            )
            tile.setMinimumHeight(m.touch_std)
            tile.setCheckable(bool(chosen))
            tile.setChecked(bool(chosen) and choice.code == chosen)
            tile.setProperty("code", choice.code)
            tile.clicked.connect(self._tapped)
            grid.addWidget(tile, number // columns, number % columns)
            self.tiles.append(tile)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.setAccessibleName(title)
        if self.tiles:
            self.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tapped(self) -> None:
        tile = self.sender()
        if isinstance(tile, TapKey):
            self.chosen.emit(str(tile.property("code")))


class MonthPage(QWidget):
    """A month of days; two taps for a span of days. Six weeks leave no room for keys for gloves.

    Signals:
        chosen (object first, object last): Both are `date`.
        cancelled (): Back was tapped.
    """

    chosen = Signal(object, object)
    cancelled = Signal()

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look = look.fit_close(self)
        self._name = name
        self._month = date(2026, 1, 1)
        self._last_day = date.max
        self._first: date | None = None
        self.setObjectName(name)
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 0)
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name=name, title="", parent=self)
        self.head.back.clicked.connect(self.cancelled)
        self.before = self._step("before", "back", self.tr("Month before"))
        self.after = self._step("after", "next", self.tr("Month after"))
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._on)
        self._title = QLabel(self)
        self._title.setProperty("role", "strong")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setMinimumWidth(m.mm(45))
        for part in (self.before, self._title, self.after):
            self.head.add(part)
        layout.addWidget(self.head)
        names = QHBoxLayout()
        names.setSpacing(m.gap_min)
        for weekday in range(1, 8):
            label = QLabel(QLocale().dayName(weekday, QLocale.FormatType.ShortFormat), self)
            label.setProperty("role", "caption")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            names.addWidget(label, 1)
        layout.addLayout(names)
        grid = QGridLayout()
        # Six weeks of 12 mm stand close to each other, as rows of a table may.
        grid.setHorizontalSpacing(max(4, m.gap_min // 2))
        grid.setVerticalSpacing(4)
        self.days: list[TapKey] = []
        for place in range(42):
            key = TapKey(look=look, name=f"{name}.day.{place}", text="", parent=self)
            key.setMinimumHeight(m.touch_min)
            key.clicked.connect(self._tapped)
            grid.addWidget(key, place // 7, place % 7)
            self.days.append(key)
        layout.addLayout(grid)
        layout.addStretch(1)

    def _step(self, name: str, icon: str, spoken: str) -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"{self._name}.{name}",
            text="",
            icon=icon,
            accessible=spoken,
            parent=self,
        )
        key.setFixedSize(self._look.metrics.touch_min, self._look.metrics.touch_min)
        return key

    def ask(self, today: date) -> None:
        """Ask for the first day, then for the last; none after today."""
        self._last_day = today
        self._first = None
        self._month = today.replace(day=1)
        self._fill()

    def _fill(self) -> None:
        title = self.tr("From which day?") if self._first is None else self.tr("Until which day?")
        self.head.title.setText(title)
        self.setAccessibleName(title)
        month = QLocale().standaloneMonthName(self._month.month)
        self._title.setText(f"{month} {self._month.year}")
        start = self._month - timedelta(days=self._month.weekday())
        for place, key in enumerate(self.days):
            day = start + timedelta(days=place)
            key.setProperty("day", day.isoformat())
            key.setText(str(day.day))
            spoken = QLocale().toString(QDate(day.year, day.month, day.day))
            key.setAccessibleName(f"{title} {spoken}")
            fits = day <= self._last_day and (self._first is None or day >= self._first)
            key.setEnabled(fits)
            key.setVisible(day.month == self._month.month)
            key.setCheckable(day == self._first)
            key.setChecked(day == self._first)
        self.after.setEnabled(self._next_month() <= self._last_day)

    def _next_month(self) -> date:
        return (self._month + timedelta(days=32)).replace(day=1)

    def _back(self) -> None:
        self._month = (self._month - timedelta(days=1)).replace(day=1)
        self._fill()

    def _on(self) -> None:
        self._month = self._next_month()
        self._fill()

    def _tapped(self) -> None:
        key = self.sender()
        if not isinstance(key, TapKey):
            return
        day = date.fromisoformat(str(key.property("day")))
        if self._first is None:
            self._first = day
            self._fill()
        else:
            first, self._first = self._first, None
            self.chosen.emit(first, day)
