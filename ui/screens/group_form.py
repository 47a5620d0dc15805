# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a group and of a holiday."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.holidays import Holiday, HolidayKind
from alpr_kiosk.domain.lists import ListGroup
from ui import messages
from ui.screens.entry_days import say
from ui.theme.look import Look
from ui.viewmodels.entry_fields import rule_word
from ui.viewmodels.entry_words import hours_words
from ui.widgets.keys import TapKey, named
from ui.widgets.notice_bar import BarKey, NoticeBar
from ui.widgets.page_head import PageHead

LABEL_MM = 26
LONGEST = 200
T = TypeVar("T", ListGroup, Holiday)


class _Form(QWidget, Generic[T]):
    """A head with Remove and SAVE, a bar for what is to be said, and rows of fields.

    Signals:
        saved (object): The item to save.
        removed (str item_id): The item to remove.
        keypad_wanted (object field, str label, bool words): Type by touch.
        cancelled (): Leave.
    """

    saved = Signal(object)
    removed = Signal(str)
    keypad_wanted = Signal(object, str, bool)
    cancelled = Signal()

    def __init__(self, *, look: Look, clock: Clock, name: str, item: T) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._item: T = item
        self._start: T = item
        self.setObjectName(name)
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name=name, title="")
        self.head.back.clicked.connect(self.leave)
        self.remove_key = self._key("remove", self.tr("Remove"), "delete")
        self.save_key = self._key("save", self.tr("SAVE"), "save")
        self.save_key.set_kind("accent")
        for key in (self.remove_key, self.save_key):
            key.setMinimumWidth(m.words(34))
        self.save_key.clicked.connect(self._save)
        layout.addWidget(self.head)
        self.notice = NoticeBar(look=look, clock=clock, name=f"{name}.notice")
        self.notice.chosen.connect(self._notice)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(m.gap_min)
        self._grid.setVerticalSpacing(m.gap_min)
        self._grid.setColumnMinimumWidth(0, m.words(LABEL_MM))
        self._grid.setColumnStretch(1, 1)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        layout.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        foot.addWidget(self.remove_key)
        foot.addStretch(1)
        foot.addWidget(self.save_key)
        layout.addLayout(foot)

    def _key(self, name: str, word: str, icon: str = "", spoken: str = "") -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"{self._name}.{name}",
            text=word,
            icon=icon,
            beside=not name.endswith(".keypad"),
            accessible=spoken,
        )
        key.setMinimumHeight(self._look.metrics.touch_min)
        return key

    def _line(self, row: int, label: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._look.metrics.gap_min)
        word = QLabel(label)
        word.setProperty("role", "muted")
        self._grid.addWidget(word, row, 0)
        self._grid.addLayout(line, row, 1)
        return line

    def _field(self, row: int, name: str, label: str) -> QLineEdit:
        field = QLineEdit()
        named(field, f"{self._name}.{name}", label)
        field.setMaxLength(LONGEST)
        field.textChanged.connect(self._check)
        spoken = self.tr("Keypad for {field}").replace("{field}", label)
        key = self._key(f"{name}.keypad", "", "keyboard", spoken)
        key.setFixedWidth(self._look.metrics.touch_min)
        key.clicked.connect(lambda: self.keypad_wanted.emit(field, label, True))
        line = self._line(row, label)
        line.addWidget(field, 1)
        line.addWidget(key)
        return field

    def item(self) -> T:
        """Return what the form says now."""
        return self._item

    def change(self, **values: object) -> None:
        """Change fields that are not typed."""
        self._item = replace(self._item, **values)  # type: ignore[arg-type]
        self._show()
        self._check()

    def leave(self) -> None:
        """Leave; with changes it is asked what becomes of them."""
        if self.item() == self._start:
            self.cancelled.emit()
            return
        keys = (
            BarKey(name="save", word=self.tr("Save"), icon="save", kind="accent"),
            BarKey(name="drop", word=self.tr("Throw away"), icon="delete"),
            BarKey(name="stay", word=self.tr("Stay"), icon="edit"),
        )
        self.notice.tell(messages.text("form.unsaved"), keys)

    def _begin(self, item: T, *, title: str, known: bool) -> None:
        self._item = item
        self.head.title.setText(title)
        self.remove_key.setVisible(known)
        self.notice.clear()
        self._show()
        self._start = self.item()
        self._check()

    def _show(self) -> None:
        """Show the item."""

    def _check(self) -> None:
        """Look whether it can be saved."""

    def _save(self) -> None:
        if self.save_key.isEnabled():
            self.saved.emit(self.item())

    def _notice(self, choice: str) -> None:
        if choice == "save":
            self._save()
        elif choice == "drop":
            self.cancelled.emit()


class GroupForm(_Form[ListGroup]):
    """A group.

    Signals:
        hours_wanted (): Set the opening times.
    """

    hours_wanted = Signal()

    def __init__(self, *, look: Look, clock: Clock, gates: Mapping[str, str]) -> None:
        blank = ListGroup(group_id="", name="")
        super().__init__(look=look, clock=clock, name="group", item=blank)
        self._gates = gates
        self.name = self._field(0, "name", self.tr("Name"))
        self.note = self._field(1, "note", self.tr("Note"))
        self.hours_key = self._key("hours", "", "clock")
        self.hours_key.clicked.connect(self.hours_wanted)
        self._line(2, self.tr("Hours")).addWidget(self.hours_key, 1)
        line = self._line(3, self.tr("Gates"))
        self.gates: dict[str, TapKey] = {}
        for gate_id, word in (("", self.tr("all")), *gates.items()):
            spoken = self.tr("Gate: {gate}").replace("{gate}", word)
            key = self._key(f"gate.{gate_id or 'all'}", word, "", spoken)
            key.setCheckable(True)
            key.setProperty("gate", gate_id)
            key.clicked.connect(self._gate)
            line.addWidget(key, 1)
            self.gates[gate_id] = key
        self.remove_key.clicked.connect(lambda: self.removed.emit(self._item.group_id))

    def edit(self, group: ListGroup, *, known: bool) -> None:
        """Edit a group."""
        self.name.setText(group.name)
        self.note.setText(group.note)
        title = self.tr("Change group") if known else self.tr("New group")
        self._begin(group, title=title, known=known)

    def group(self) -> ListGroup:
        """Return the group as the form says."""
        return self.item()

    def item(self) -> ListGroup:
        """Return the group as the form says."""
        return replace(self._item, name=self.name.text().strip(), note=self.note.text().strip())

    def _show(self) -> None:
        group = self._item
        hours = hours_words(group.windows) or self.tr("always")
        text = f"{hours}  ·  {self.tr('holidays')}: {rule_word(group.holidays)}"
        say(self.hours_key, text, self.tr("Hours"))
        for gate_id, key in self.gates.items():
            key.setChecked(gate_id in group.gates if gate_id else not group.gates)

    def _check(self) -> None:
        self.save_key.setEnabled(bool(self.name.text().strip()))

    def _gate(self) -> None:
        gate_id = str(self.sender().property("gate"))
        chosen = set(self._item.gates) ^ {gate_id} if gate_id else set()
        gates = tuple(gate for gate in self._gates if gate in chosen)
        self.change(gates=gates if len(gates) < len(self._gates) else ())


class HolidayForm(_Form[Holiday]):
    """A holiday.

    Signals:
        day_wanted (): Choose the day.
    """

    day_wanted = Signal()

    def __init__(self, *, look: Look, clock: Clock) -> None:
        blank = Holiday(holiday_id="", day=date(2026, 1, 1))
        super().__init__(look=look, clock=clock, name="holiday", item=blank)
        self.name = self._field(0, "name", self.tr("Name"))
        self.day_key = self._key("day", "", "list-holidays")
        self.day_key.clicked.connect(self.day_wanted)
        self.yearly_key = self._key("yearly", self.tr("every year"))
        self.yearly_key.setCheckable(True)
        self.yearly_key.clicked.connect(lambda: self.change(yearly=not self._item.yearly))
        line = self._line(1, self.tr("Day"))
        line.addWidget(self.day_key, 2)
        line.addWidget(self.yearly_key, 1)
        line = self._line(2, self.tr("Kind"))
        self.kinds: dict[HolidayKind, TapKey] = {}
        words = {HolidayKind.PUBLIC: self.tr("public"), HolidayKind.SITE: self.tr("of the site")}
        for kind, word in words.items():
            key = self._key(f"kind.{kind.value}", word)
            key.setCheckable(True)
            key.clicked.connect(lambda _checked=False, kind=kind: self.change(kind=kind))
            line.addWidget(key, 1)
            self.kinds[kind] = key
        self.remove_key.clicked.connect(lambda: self.removed.emit(self._item.holiday_id))

    def edit(self, holiday: Holiday, *, known: bool) -> None:
        """Edit a holiday."""
        self.name.setText(holiday.name)
        title = self.tr("Change holiday") if known else self.tr("New holiday")
        self._begin(holiday, title=title, known=known)

    def holiday(self) -> Holiday:
        """Return the holiday as the form says."""
        return self.item()

    def item(self) -> Holiday:
        """Return the holiday as the form says."""
        return replace(self._item, name=self.name.text().strip())

    def _show(self) -> None:
        say(self.day_key, self._item.day.isoformat(), self.tr("Day"))
        self.yearly_key.setChecked(self._item.yearly)
        for kind, key in self.kinds.items():
            key.setChecked(kind is self._item.kind)

    def _check(self) -> None:
        self.save_key.setEnabled(bool(self.name.text().strip()))
