# SPDX-License-Identifier: AGPL-3.0-or-later
"""S07 Lists: which of its pages is shown, and what becomes of what they ask."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.list_queries import (
    EntriesFound,
    EntryWanted,
    PlateEntriesWanted,
)
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.queries import Query, QueryAnswer
from alpr_kiosk.runtime.views import SiteHealth
from ui.screens.base import Screen
from ui.screens.entry_editor import EntryEditor
from ui.screens.keypad import Keypad
from ui.screens.list_actions import ListActions
from ui.screens.list_changes import ChangesPage
from ui.screens.list_export import ExportPages
from ui.screens.list_groups import GroupPages, HolidayPages
from ui.screens.list_import import ImportPages
from ui.screens.list_seen import SeenPage
from ui.screens.lists_table import ListTable
from ui.surroundings import Surroundings
from ui.viewmodels.entry_fields import EntryWords
from ui.widgets.choices import ChoicePage
from ui.widgets.date_picker import DatePicker
from ui.widgets.keys import TapKey
from ui.widgets.page_stack import PageStack

DRAFT_S = 1800.0
"""Unsaved work is kept so long after signing out (screen specification, 3.3)."""
SUPERVISOR = "supervisor"


class ListsScreen(Screen):
    """All lists: a guard reads, a supervisor changes."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._people = around.people
        self._field: QLineEdit | None = None
        self._returns: QWidget | None = None
        self._lists_ok = True
        self._left_at: float | None = None
        self._looking = ""
        self.setObjectName("lists")
        self.setAccessibleName(self.tr("Lists"))
        gates = {gate.id: gate.name or gate.id for gate in around.config.gates}
        self._words = EntryWords(local=around.local, gates=gates)
        self.stack = PageStack(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self._build(around)
        self._connect(around)
        self._set_rights()

    def _build(self, around: Surroundings) -> None:
        look = around.look
        self.page = ListTable(around)
        self.editor = EntryEditor(around)
        self.reasons = ChoicePage(look=look, name="lists.why")
        self.keypad = Keypad(look=look)
        self.days = DatePicker(look=look, name="lists.days")
        self.groups = GroupPages(around)
        self.holidays = HolidayPages(around)
        self.changes_page = ChangesPage(around, self._words)
        self.imports = ImportPages(around, self._words)
        self.exports = ExportPages(around)
        self.seen = SeenPage(around)
        self.deeds = ListActions(
            around,
            words=self._words,
            page=self.page,
            editor=self.editor,
            reasons=self.reasons,
            days=self.days,
            seen=self.seen,
            editing=self._is_editing,
        )
        for page in (
            self.page,
            self.editor,
            self.reasons,
            self.keypad,
            self.days,
            self.groups,
            self.holidays,
            self.changes_page,
            self.imports,
            self.exports,
            self.seen,
        ):
            self.stack.addWidget(page)

    def _connect(self, around: Surroundings) -> None:
        self.page.opened.connect(self._open)
        self.page.wanted.connect(self._wanted)
        self.page.keypad_wanted.connect(
            lambda: self._open_keypad(self.page.search, self.tr("Search"), True)
        )
        self.page.changed.connect(self.changed)
        self.page.found.connect(self._found)
        self.deeds.intent.connect(self.intent)
        self.deeds.said.connect(self.said)
        self.deeds.shown.connect(self._show)
        self.deeds.opened.connect(self._open)
        self.deeds.done.connect(self._to_table)
        self.editor.left.connect(self._to_table)
        self.editor.supervisor_wanted.connect(self._ask_supervisor)
        self.days.cancelled.connect(self._to_table)
        for pages in (self.editor, self.groups, self.holidays, self.imports):
            pages.keypad_wanted.connect(self._open_keypad)
        for asks in (self.editor, self.groups, self.holidays, self.changes_page):
            asks.intent.connect(self.intent)
        for leaves in (self.groups, self.holidays, self.imports, self.exports):
            leaves.left.connect(self._to_table)
            leaves.changed.connect(self.changed)
        self.changes_page.cancelled.connect(self._to_table)
        self.changes_page.opened.connect(self._open_id)
        self.seen.cancelled.connect(self._to_table)
        for says in (self.changes_page, self.imports, self.exports):
            says.said.connect(self.said)
        self.keypad.used.connect(self._keypad_used)
        self.keypad.cancelled.connect(self._keypad_left)
        self.stack.currentChanged.connect(lambda _index: self.changed.emit())
        around.site.bus.lists_changed.connect(lambda _entries: self.page.invalidate())
        around.site.bus.health_changed.connect(self._on_health)
        around.people.changed.connect(self._set_rights)
        for keys, slot in (("/", self._to_search), ("Ctrl+N", self._add)):
            shortcut = QShortcut(QKeySequence(keys), self.page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ----------------------------------------------------------------------------------- state

    @property
    def add_key(self) -> TapKey:
        """The key that adds a plate."""
        return self.page.add_key

    @property
    def busy(self) -> bool:
        """Whether a form is open that must not be covered, or a file is being worked on."""
        current = self.stack.currentWidget()
        return (
            current in (self.editor, self.keypad, self.days)
            or (current is self.groups and self.groups.editing)
            or (current is self.holidays and self.holidays.editing)
            or (current is self.imports and self.imports.working)
            or (current is self.exports and self.exports.working)
        )

    def enter(self, argument: object) -> None:
        """Show the lists; a plate opens a new entry of it, or the one it has."""
        if isinstance(argument, str) and argument:
            self._for_plate(argument)
        elif self.stack.currentWidget() is self.editor and self._draft_is_old():
            self._to_table()
        self._left_at = None

    def leave(self) -> None:
        """Another screen comes: what is not saved is kept for a while."""
        self._left_at = self._around.clock.monotonic()
        self._around.asker.cancel(self._looking)
        self.imports.give_up()
        if not (self.stack.currentWidget() is self.editor and self.editor.dirty):
            self._to_table()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what came meanwhile."""
        super().showEvent(event)
        self.page.entered()

    def tick(self) -> None:
        """Look at the clock."""
        for page in (
            self.page,
            self.editor,
            self.groups.rows,
            self.holidays.rows,
            self.changes_page,
            self.imports,
            self.exports,
            self.seen,
        ):
            page.tick()

    def step_back(self) -> bool:
        """Leave a page; False when the table is shown."""
        current = self.stack.currentWidget()
        if current is self.page:
            if not self.page.picking:
                return False
            self.page.stop_picking()
        elif current is self.keypad:
            self._keypad_left()
        elif current is self.reasons:
            self.deeds.reason_left()
        elif current in (self.editor, self.groups, self.holidays, self.imports, self.exports):
            current.step_back()
        else:
            self._to_table()
        return True

    def _is_editing(self) -> bool:
        current = self.stack.currentWidget()
        if current is self.keypad:
            current = self._returns
        return current is self.editor

    def _draft_is_old(self) -> bool:
        now = self._around.clock.monotonic()
        return self._left_at is not None and now - self._left_at > DRAFT_S

    def _found(self, found: EntriesFound) -> None:
        self._words.set_groups(found.groups)
        self.editor.set_groups(found.groups)
        self.groups.set_groups(found.groups)
        self.holidays.set_holidays(found.holidays)

    def _on_health(self, health: SiteHealth) -> None:
        if health.lists_ok != self._lists_ok:
            self.set_read_only(not health.lists_ok)

    def set_read_only(self, read_only: bool) -> None:
        """Changes are off while the record is away."""
        self._lists_ok = not read_only
        self._set_rights()

    def _set_rights(self) -> None:
        supervisor = self._people.may(SUPERVISOR)
        self.page.set_rights(supervisor=supervisor, writable=self._lists_ok)
        writable = supervisor and self._lists_ok
        self.editor.set_writable(
            writable=writable, reason="" if self._lists_ok else "lists.read_only"
        )
        on_form = self.stack.currentWidget() in (self.page, self.editor)
        if not supervisor and not on_form:
            self._to_table()
        if not self._people.actor:
            self.page.search.clear()

    def _ask_supervisor(self) -> None:
        self._people.need((SUPERVISOR,), self.tr("change the lists"), lambda _who: None)

    # ----------------------------------------------------------------------------------- pages

    def _show(self, page: QWidget) -> None:
        # Who has gone on to another page does not want it any more.
        self._around.asker.cancel(self._looking)
        self.stack.setCurrentWidget(page)

    def _to_table(self) -> None:
        self._show(self.page)
        self.page.refresh_if_stale()

    def _open(self, entry: object) -> None:
        if isinstance(entry, ListEntry):
            self.editor.edit(entry, entry.kind)
            self._set_rights()
            self._show(self.editor)

    def _open_id(self, entry_id: str) -> None:
        if entry_id:
            wanted = EntryWanted(entry_id=entry_id)
            self._look_for(wanted, lambda answer: self._open(answer.result))

    def _look_for(self, wanted: Query, found: Callable[[QueryAnswer], object]) -> None:
        """Look for an entry that is opened when it is there, unless another page is shown."""
        self._around.asker.cancel(self._looking)
        self._looking = wanted.query_id
        self._around.asker.ask(self, wanted, found)

    def _add(self) -> None:
        if self._people.may(SUPERVISOR) and self._lists_ok:
            self.editor.edit(None, self.page.kind)
            self._show(self.editor)

    def _for_plate(self, plate: str) -> None:
        """A plate comes from a passage: its entry, or a new one for a supervisor."""
        wanted = PlateEntriesWanted(plate=plate)
        self._look_for(wanted, lambda answer: self._known(answer, plate))

    def _known(self, answer: QueryAnswer, plate: str) -> None:
        if isinstance(answer.result, tuple) and answer.result:
            self._open(answer.result[0])
            return
        self._people.need(
            (SUPERVISOR,), self.tr("add to a list"), lambda _who: self._new_for(plate)
        )

    def _new_for(self, plate: str) -> None:
        self.editor.edit(None, self.page.kind, plate)
        self._set_rights()
        self._show(self.editor)

    def _to_search(self) -> None:
        self.page.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _wanted(self, what: str) -> None:
        match what:
            case "add":
                self._add()
            case "supervisor":
                self._ask_supervisor()
            case "remove":
                self.deeds.ask_reason(self.page.picked)
            case "extend":
                self.deeds.ask_end()
            case "import":
                self.imports.begin()
                self._show(self.imports)
            case "export":
                self.exports.begin(kind=self.page.kind)
                self._show(self.exports)
            case "export_picked":
                self.exports.begin(kind=self.page.kind, only=self.page.picked)
                self._show(self.exports)
            case "groups":
                self.groups.to_rows()
                self._show(self.groups)
            case "holidays":
                self.holidays.to_rows()
                self._show(self.holidays)
            case "changes":
                self.changes_page.ask()
                self._show(self.changes_page)

    # --------------------------------------------------------------------------------- answers

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a change; True when it was ours and is dealt with."""
        pages = (self.editor, self.groups, self.holidays, self.changes_page, self.deeds)
        return any(page.answered(answer) for page in pages)

    # ---------------------------------------------------------------------------------- keypad

    def _open_keypad(self, field: QLineEdit, label: str, words: bool) -> None:
        self._field = field
        self._returns = self.stack.currentWidget()
        self.keypad.ask(label=label, text=field.text(), words=words)
        self._show(self.keypad)

    def _keypad_used(self, text: str) -> None:
        if self._field is not None:
            self._field.setText(text)
        self._keypad_left()

    def _keypad_left(self) -> None:
        self._field = None
        self._show(self._returns or self.page)
