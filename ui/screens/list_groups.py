# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups (a company, a flat) and holidays: sub-pages of the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal

from alpr_kiosk.domain.holidays import Holiday, HolidayKind
from alpr_kiosk.domain.intents import IntentAnswer, new_id
from alpr_kiosk.domain.list_intents import (
    GroupRemoved,
    GroupSaved,
    HolidayRemoved,
    HolidaySaved,
    ListIntent,
)
from alpr_kiosk.domain.lists import ListGroup
from ui import messages
from ui.screens.entry_days import local_time
from ui.screens.entry_schedule import SchedulePage
from ui.screens.group_form import GroupForm, HolidayForm
from ui.screens.list_rows import Row, RowsPage
from ui.surroundings import Surroundings
from ui.viewmodels.entry_words import hours_words
from ui.widgets.date_picker import DatePicker
from ui.widgets.page_stack import PageStack


class _Pages(PageStack):
    """A list of things, and a form for one of them.

    Signals:
        intent (object): A change.
        keypad_wanted (object field, str label, bool words): Type by touch.
        left (): Back to the lists.
        changed (): Another page is shown.
    """

    changed = Signal()
    intent = Signal(object)
    keypad_wanted = Signal(object, str, bool)
    left = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._pending = ""
        self.currentChanged.connect(lambda _index: self.changed.emit())

    def send(self, intent: ListIntent) -> None:
        """Ask for a change in the name of who has signed in."""
        intent = replace(intent, session=self._around.people.session.token)
        self._pending = intent.intent_id
        self.intent.emit(intent)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a change."""
        if not self._pending or answer.intent_id != self._pending:
            return False
        self._pending = ""
        if answer.ok:
            self.to_rows()
        else:
            context = local_time(answer.context, self._around.local)
            self.say(messages.text(answer.code, context))
        return True

    @property
    def editing(self) -> bool:
        """Whether a form is open."""
        return self.currentIndex() > 0

    def to_rows(self) -> None:
        """Show all."""

    def say(self, _text: str) -> None:
        """Show why a change was refused."""

    def step_back(self) -> None:
        """One step back."""


class GroupPages(_Pages):
    """All groups and the form of one."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        look = around.look
        self._groups: dict[str, ListGroup] = {}
        gates = {gate.id: gate.name or gate.id for gate in around.config.gates}
        self._gates: Mapping[str, str] = gates
        self.rows = RowsPage(around, name="groups", title=self.tr("Groups"))
        self.add_key = self.rows.add_head_key("add", self.tr("Add"), "add", kind="accent")
        self.form = GroupForm(look=look, clock=around.clock, gates=gates)
        self.schedule = SchedulePage(look=look, name="group.schedule")
        for page in (self.rows, self.form, self.schedule):
            self.addWidget(page)
        self.add_key.clicked.connect(lambda: self._edit(ListGroup(group_id=new_id(), name="")))
        self.rows.tapped.connect(lambda value: self._edit(self._groups[value]))
        self.rows.cancelled.connect(self.left)
        self.form.cancelled.connect(self.to_rows)
        self.form.saved.connect(lambda group: self.send(GroupSaved(group=group)))
        self.form.removed.connect(lambda group_id: self.send(GroupRemoved(group_id=group_id)))
        self.form.hours_wanted.connect(self._hours)
        self.form.keypad_wanted.connect(self.keypad_wanted)
        self.schedule.cancelled.connect(lambda: self.setCurrentWidget(self.form))
        self.schedule.done.connect(self._hours_done)

    def set_groups(self, groups: tuple[ListGroup, ...]) -> None:
        """Show these groups."""
        self._groups = {group.group_id: group for group in groups}
        if not groups:
            self.rows.empty(messages.text("lists.no_groups"))
            return
        ordered = sorted(groups, key=lambda one: one.name.casefold())
        self.rows.show_rows([self._row(group) for group in ordered])

    def _row(self, group: ListGroup) -> Row:
        gates = ", ".join(self._gates.get(gate, gate) for gate in group.gates)
        hours = hours_words(group.windows) or self.tr("always")
        return Row(
            value=group.group_id,
            title=group.name,
            second=group.note,
            right=f"{hours}  ·  {gates or self.tr('all gates')}",
            icon="list-groups",
        )

    def to_rows(self) -> None:
        """Show all."""
        self.setCurrentWidget(self.rows)

    def say(self, text: str) -> None:
        """Show why a change was refused."""
        self.form.notice.tell(text, kind="fault", icon="alarm-high")

    def step_back(self) -> None:
        """One step back."""
        if self.currentWidget() is self.schedule:
            self.schedule.step_back()
        elif self.currentWidget() is self.form:
            self.form.leave()
        else:
            self.left.emit()

    def _edit(self, group: ListGroup) -> None:
        self.form.edit(group, known=group.group_id in self._groups)
        self.setCurrentWidget(self.form)

    def _hours(self) -> None:
        group = self.form.group()
        self.schedule.edit(group.windows, group.holidays)
        self.setCurrentWidget(self.schedule)

    def _hours_done(self) -> None:
        self.form.change(windows=self.schedule.windows(), holidays=self.schedule.rule)
        self.setCurrentWidget(self.form)


class HolidayPages(_Pages):
    """All holidays and the form of one."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        look = around.look
        self._holidays: dict[str, Holiday] = {}
        self.rows = RowsPage(around, name="holidays", title=self.tr("Holidays"))
        self.add_key = self.rows.add_head_key("add", self.tr("Add"), "add", kind="accent")
        self.form = HolidayForm(look=look, clock=around.clock)
        self.days = DatePicker(look=look, name="holiday.days")
        for page in (self.rows, self.form, self.days):
            self.addWidget(page)
        self.add_key.clicked.connect(self._add)
        self.rows.tapped.connect(lambda value: self._edit(self._holidays[value]))
        self.rows.cancelled.connect(self.left)
        self.form.cancelled.connect(self.to_rows)
        self.form.saved.connect(lambda holiday: self.send(HolidaySaved(holiday=holiday)))
        self.form.removed.connect(lambda key: self.send(HolidayRemoved(holiday_id=key)))
        self.form.day_wanted.connect(self._day)
        self.form.keypad_wanted.connect(self.keypad_wanted)
        self.days.cancelled.connect(lambda: self.setCurrentWidget(self.form))
        self.days.chosen.connect(self._day_chosen)

    @property
    def _today(self) -> date:
        return self._around.local.local(self._around.clock.utc_now()).date()

    def set_holidays(self, holidays: tuple[Holiday, ...]) -> None:
        """Show these holidays."""
        self._holidays = {one.holiday_id: one for one in holidays}
        if not holidays:
            self.rows.empty(messages.text("lists.no_holidays"))
            return
        self.rows.show_rows([self._row(one) for one in holidays])

    def _row(self, holiday: Holiday) -> Row:
        kinds = {HolidayKind.PUBLIC: self.tr("public"), HolidayKind.SITE: self.tr("of the site")}
        day = holiday.day
        when = f"{day:%d.%m.} {self.tr('every year')}" if holiday.yearly else day.isoformat()
        return Row(
            value=holiday.holiday_id,
            title=holiday.name or day.isoformat(),
            second=kinds[holiday.kind],
            right=when,
            icon="list-holidays",
        )

    def to_rows(self) -> None:
        """Show all."""
        self.setCurrentWidget(self.rows)

    def say(self, text: str) -> None:
        """Show why a change was refused."""
        self.form.notice.tell(text, kind="fault", icon="alarm-high")

    def step_back(self) -> None:
        """One step back."""
        if self.currentWidget() is self.days:
            self.setCurrentWidget(self.form)
        elif self.currentWidget() is self.form:
            self.form.leave()
        else:
            self.left.emit()

    def _add(self) -> None:
        self._edit(Holiday(holiday_id=new_id(), day=self._today))

    def _edit(self, holiday: Holiday) -> None:
        self.form.edit(holiday, known=holiday.holiday_id in self._holidays)
        self.setCurrentWidget(self.form)

    def _day(self) -> None:
        self.days.ask(title=self.tr("Day"), day=self.form.holiday().day, today=self._today)
        self.setCurrentWidget(self.days)

    def _day_chosen(self, day: object) -> None:
        if isinstance(day, date):
            self.form.change(day=day)
        self.setCurrentWidget(self.form)
