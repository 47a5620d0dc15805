# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08: what the form asks on a page of its own: the week, a day, a group, a reason."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.lists import ListGroup
from ui.screens.entry_days import end_of, first_moment, last_day
from ui.screens.entry_form import EntryForm
from ui.screens.entry_schedule import SchedulePage
from ui.screens.list_reasons import ban_choices, ban_word, proof_choices, proof_word
from ui.surroundings import Surroundings
from ui.widgets.choices import ChoicePage, ChoiceTile
from ui.widgets.date_picker import DatePicker, Preset, last_of_year

NO_GROUP = "none"


class EntryAsks(QObject):
    """Asks, and puts the answer into the form.

    Signals:
        done (): The form has it.

    Attributes:
        groups: Groups of the site.
    """

    done = Signal()

    def __init__(self, around: Surroundings, form: EntryForm) -> None:
        super().__init__(form)
        self._around = around
        self._form = form
        self._what = ""
        self.groups: tuple[ListGroup, ...] = ()
        self._schedule = SchedulePage(look=around.look, name="schedule")
        self._days = DatePicker(look=around.look, name="editor.days")
        self._choices = ChoicePage(look=around.look, name="editor.choice")
        self._schedule.done.connect(self._week_done)
        self._days.chosen.connect(self._day_chosen)
        self._choices.chosen.connect(self._chosen)

    @property
    def pages(self) -> tuple[SchedulePage, DatePicker, ChoicePage]:
        """The pages, for the stack of the editor."""
        return self._schedule, self._days, self._choices

    def open(self, what: str) -> QWidget:
        """Prepare the page of a question and return it."""
        self._what = what
        entry, local = self._form.entry(), self._around.local
        today = local.local(self._around.clock.utc_now()).date()
        match what:
            case "hours":
                self._schedule.edit(entry.windows, entry.holidays)
                return self._schedule
            case "from":
                start = local.local(entry.valid_from).date() if entry.valid_from else None
                presets = (
                    ("none", self.tr("From now on"), None),
                    ("today", self.tr("Today"), today),
                )
                title = self.tr("Valid from")
                self._days.ask(title=title, day=start, today=today, presets=presets)
                return self._days
            case "until":
                self._days.ask(
                    title=self.tr("Last day"),
                    day=last_day(entry.valid_until, local),
                    today=today,
                    least=today,
                    presets=end_presets(today),
                )
                return self._days
            case "group":
                self._ask_group(entry.group_id)
            case "factor":
                title = self.tr("What does the guard ask for?")
                self._choices.ask(title=title, choices=proof_choices(entry.second_factor))
            case _:
                self._choices.ask(title=self.tr("Why is it banned?"), choices=ban_choices())
        return self._choices

    def _ask_group(self, now: str) -> None:
        none = ChoiceTile(value=NO_GROUP, word=self.tr("no group"), chosen=not now)
        groups = [
            ChoiceTile(value=one.group_id, word=one.name, chosen=one.group_id == now)
            for one in self.groups
        ]
        self._choices.ask(title=self.tr("Group"), choices=[none, *groups])

    def _week_done(self) -> None:
        self._form.change(windows=self._schedule.windows(), holidays=self._schedule.rule)
        self.done.emit()

    def _day_chosen(self, day: object) -> None:
        chosen, local = day if isinstance(day, date) else None, self._around.local
        if self._what == "from":
            self._form.change(valid_from=first_moment(chosen, local) if chosen else None)
        else:
            self._form.change(valid_until=end_of(chosen, local) if chosen else None)
        self.done.emit()

    def _chosen(self, value: str) -> None:
        if self._what == "group":
            self._form.change(group_id="" if value == NO_GROUP else value)
        elif self._what == "factor":
            self._form.factor.setText(proof_word(value))
        else:
            self._form.notes.setText(ban_word(value))
        self.done.emit()


def end_presets(today: date) -> tuple[Preset, ...]:
    """Return ends that are chosen most."""
    translate = QCoreApplication.translate
    return (
        ("today", translate("EntryAsks", "Today"), today),
        ("week", translate("EntryAsks", "7 days"), today + timedelta(days=7)),
        ("month", translate("EntryAsks", "30 days"), today + timedelta(days=30)),
        ("year", translate("EntryAsks", "End of the year"), last_of_year(today)),
        ("none", translate("EntryAsks", "No end"), None),
    )
