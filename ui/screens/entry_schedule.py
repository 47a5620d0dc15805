# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08, the week: seven bars with handles, presets, and steppers for who does not drag."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.holidays import HolidayRule
from alpr_kiosk.domain.lists import WeeklyWindow
from ui.theme.look import Look
from ui.viewmodels.entry_fields import rule_word
from ui.viewmodels.week import DAY, MOST_WINDOWS, SNAP, Week, clock_text
from ui.widgets.day_bar import DayBar, HourScale
from ui.widgets.keys import TapKey, named
from ui.widgets.page_stack import PageStack
from ui.widgets.stepper import Stepper

SIDE_MM = 68
"""Width of the right column: 400 px on the small panel."""


class SchedulePage(QWidget):
    """Edits opening times and what holds on holidays.

    Signals:
        done (): "Done" was tapped; `windows` and `rule` are the result.
        cancelled (): Left without a change.
    """

    done = Signal()
    cancelled = Signal()

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self._week = Week()
        self._day = 0
        self._window = 0
        self.rule = HolidayRule.USUAL
        named(self, name, self.tr("Opening times"))
        m = look.metrics
        outer = QHBoxLayout(self)
        outer.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        outer.setSpacing(m.space(16))
        bars = QVBoxLayout()
        bars.setSpacing(m.space(4))
        bars.addWidget(HourScale(look=look))
        days = (
            self.tr("Mo"),
            self.tr("Tu"),
            self.tr("We"),
            self.tr("Th"),
            self.tr("Fr"),
            self.tr("Sa"),
            self.tr("Su"),
        )
        self.bars: list[DayBar] = []
        for day, word in enumerate(days):
            bar = DayBar(look=look, name=f"{name}.day.{day}", day=day, word=word)
            bar.tapped.connect(self.choose)
            bar.moved.connect(self._moved)
            bars.addWidget(bar, 1)
            self.bars.append(bar)
        outer.addLayout(bars, 1)
        side = QWidget()
        side.setFixedWidth(m.words(SIDE_MM))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.gap_min)
        self.pages = PageStack()
        self._presets = self._build_presets()
        self._steps = self._build_steps()
        self.pages.addWidget(self._presets)
        self.pages.addWidget(self._steps)
        column.addWidget(self.pages, 1)
        column.addLayout(self._build_foot())
        outer.addWidget(side)

    def _key(self, name: str, word: str, icon: str = "", spoken: str = "") -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"{self._name}.{name}",
            text=word,
            icon=icon,
            beside=bool(icon),
            accessible=spoken,
        )
        key.setFixedHeight(self._look.metrics.touch_min)
        return key

    def _build_foot(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(self._look.metrics.gap_min)
        self.back_key = self._key("back", self.tr("Back"), "back")
        self.back_key.clicked.connect(self.step_back)
        self.done_key = self._key("done", self.tr("Done"), "ack-check")
        self.done_key.set_kind("accent")
        self.done_key.clicked.connect(self._finish)
        head.addWidget(self.back_key, 1)
        head.addWidget(self.done_key, 1)
        return head

    def _build_presets(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._look.metrics.gap_min)
        self.note = QLabel(
            self.tr("Drag the round handles, or tap a day to set its times step by step.")
        )
        self.note.setProperty("role", "caption")
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(self._look.metrics.mm(9))
        grid.addWidget(self.note, 0, 0, 1, 2)
        presets = (
            ("always", self.tr("Always"), lambda: self._week.set_always()),
            ("office", self.tr("Mo-Fr 7-19"), lambda: self._week.set_office()),
            ("nights", self.tr("Nights"), lambda: self._week.set_nights()),
            ("copy", self.tr("Copy day"), lambda: self._week.copy_day(self._day)),
        )
        for at, (name, word, act) in enumerate(presets):
            key = self._key(name, word)
            key.clicked.connect(lambda _checked=False, act=act: self._act(act))
            grid.addWidget(key, 1 + at // 2, at % 2)
        label = QLabel(self.tr("On holidays"))
        label.setProperty("role", "muted")
        grid.addWidget(label, 3, 0, 1, 2)
        self.rules: dict[HolidayRule, TapKey] = {}
        for at, rule in enumerate(HolidayRule):
            spoken = self.tr("On holidays: {what}").replace("{what}", rule_word(rule))
            key = self._key(f"holidays.{rule.value}", rule_word(rule), spoken=spoken)
            key.setCheckable(True)
            key.setProperty("rule", rule.value)
            key.clicked.connect(self._rule)
            grid.addWidget(key, 4 + at // 2, at % 2)
            self.rules[rule] = key
        grid.setRowStretch(6, 1)
        return page

    def _build_steps(self) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.gap_min)
        self.day_label = QLabel()
        self.day_label.setProperty("role", "title")
        self.day_label.setMinimumHeight(m.mm(9))
        column.addWidget(self.day_label)
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        self.numbers: list[TapKey] = []
        for window in range(MOST_WINDOWS):
            key = self._key(f"window.{window}", str(window + 1))
            key.setAccessibleName(self.tr("Window {n}").replace("{n}", str(window + 1)))
            key.setCheckable(True)
            key.setProperty("window", window)
            key.clicked.connect(self._number)
            row.addWidget(key, 1)
            self.numbers.append(key)
        column.addLayout(row)
        limits = {"least": 0, "most": DAY, "step": SNAP, "words": clock_text}
        self.start = Stepper(
            look=self._look,
            name=f"{self._name}.from",
            label=self.tr("From"),
            **limits,  # type: ignore[arg-type]
        )
        self.end = Stepper(
            look=self._look,
            name=f"{self._name}.to",
            label=self.tr("To"),
            **limits,  # type: ignore[arg-type]
        )
        self.start.changed.connect(lambda value: self._stepped(start=value))
        self.end.changed.connect(lambda value: self._stepped(end=value))
        for word, stepper in ((self.tr("From"), self.start), (self.tr("To"), self.end)):
            line = QHBoxLayout()
            label = QLabel(word)
            label.setFixedWidth(m.words(11))
            line.addWidget(label)
            line.addWidget(stepper, 1)
            column.addLayout(line)
        last = QHBoxLayout()
        last.setSpacing(m.gap_min)
        self.add_key = self._key("add", self.tr("Add window"), "add")
        self.add_key.clicked.connect(self._add)
        self.remove_key = self._key("remove", self.tr("Remove"), "delete")
        self.remove_key.clicked.connect(self._remove)
        last.addWidget(self.add_key, 6)
        last.addWidget(self.remove_key, 5)
        column.addLayout(last)
        column.addStretch(1)
        return page

    # ----------------------------------------------------------------------------------- state

    def edit(self, windows: Iterable[WeeklyWindow], rule: HolidayRule) -> None:
        """Edit these."""
        self._week = Week(windows)
        self._day, self._window = 0, 0
        self.rule = rule
        self.pages.setCurrentWidget(self._presets)
        self._show()

    def windows(self) -> tuple[WeeklyWindow, ...]:
        """Return the opening times, none for "always"."""
        return self._week.windows()

    def step_back(self) -> None:
        """From the steppers to the presets, from there out."""
        if self.pages.currentWidget() is self._steps:
            self.pages.setCurrentWidget(self._presets)
        else:
            self.cancelled.emit()

    def choose(self, day: int) -> None:
        """Set the times of a day by steppers."""
        self._day, self._window = day, 0
        self.pages.setCurrentWidget(self._steps)
        self._show()

    def _show(self) -> None:
        for day, bar in enumerate(self.bars):
            bar.show_spans(self._week.days[day], chosen=day == self._day)
        for rule, key in self.rules.items():
            key.setChecked(rule is self.rule)
        self.done_key.setEnabled(not self._week.is_never)
        spans = self._week.days[self._day]
        self.day_label.setText(QLocale().standaloneDayName(self._day + 1))
        self._window = min(self._window, max(0, len(spans) - 1))
        for window, number in enumerate(self.numbers):
            number.setEnabled(window < len(spans))
            number.setChecked(window == self._window and window < len(spans))
        for stepper in (self.start, self.end):
            stepper.setEnabled(bool(spans))
        if spans:
            first, last = spans[self._window]
            self.start.set_value(first)
            self.end.set_value(last)
        self.add_key.setEnabled(len(spans) < MOST_WINDOWS and spans != [(0, DAY)])
        self.remove_key.setEnabled(bool(spans))

    def _act(self, act: object) -> None:
        if callable(act):
            act()
        self._show()

    def _rule(self) -> None:
        self.rule = HolidayRule(str(self.sender().property("rule")))
        self._show()

    def _moved(self, day: int, window: int, is_start: bool, minute: int) -> None:
        self._day, self._window = day, window
        if is_start:
            self._week.move(day, window, start=minute)
        else:
            self._week.move(day, window, end=minute)
        self._show()

    def _stepped(self, *, start: int | None = None, end: int | None = None) -> None:
        self._week.move(self._day, self._window, start=start, end=end)
        self._show()

    def _number(self) -> None:
        self._window = int(self.sender().property("window"))
        self._show()

    def _add(self) -> None:
        added = self._week.add(self._day)
        self._window = self._window if added is None else added
        self._show()

    def _remove(self) -> None:
        self._week.remove(self._day, self._window)
        self._show()

    def _finish(self) -> None:
        if not self._week.is_never:
            self.done.emit()
