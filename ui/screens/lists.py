# SPDX-License-Identifier: AGPL-3.0-or-later
"""S07 Lists in simple form: tabs, search, table, editor, removal with a reason."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScroller,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import EntryRemoved, EntrySaved, IntentAnswer
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.runtime.bus import SiteApi
from ui import messages
from ui.localtime import LocalTime
from ui.screens.entry_editor import EntryEditor
from ui.screens.keypad import Keypad
from ui.theme.look import Look
from ui.viewmodels.entries import EntriesModel, matches
from ui.widgets.keys import TapKey, named

_REMOVAL_REASONS: tuple[tuple[str, object], ...] = (
    ("moved_away", QT_TRANSLATE_NOOP("messages", "Moved away")),
    ("car_sold", QT_TRANSLATE_NOOP("messages", "Car sold")),
    ("ended", QT_TRANSLATE_NOOP("messages", "Permission ended")),
    ("mistake", QT_TRANSLATE_NOOP("messages", "Entered by mistake")),
    ("lifted", QT_TRANSLATE_NOOP("messages", "Ban lifted")),
    ("other", QT_TRANSLATE_NOOP("messages", "Other")),
)
REMOVAL_REASONS = cast("tuple[tuple[str, str], ...]", _REMOVAL_REASONS)


class _PlateDelegate(QStyledItemDelegate):
    """Draws the plate column in the plate's own type."""

    def __init__(self, *, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        super().initStyleOption(option, index)
        option.font = self._look.fonts("plate_row")


class ListsScreen(QWidget):
    """All lists behind a supervisor's PIN.

    Signals:
        intent (object): `EntrySaved` or `EntryRemoved`.
        back (): Leave.
        touched (): The person is still there.
    """

    intent = Signal(object)
    back = Signal()
    touched = Signal()

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        site: SiteApi,
        local: LocalTime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._entries: tuple[ListEntry, ...] = ()
        self._kind = ListKind.ALLOW
        self._session = ""
        self._pending = ""
        self._removing = ""
        self._field: QLineEdit | None = None
        self.setObjectName("lists")
        self.setAccessibleName("Lists")
        self.model = EntriesModel(local=local, parent=self)
        self.stack = QStackedWidget(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self._table_page = self._build_table()
        self.editor = EntryEditor(look=look, clock=clock, local=local, collisions=site.collisions)
        self._reasons_page = self._build_reasons()
        self.keypad = Keypad(look=look)
        for page in (self._table_page, self.editor, self._reasons_page, self.keypad):
            self.stack.addWidget(page)
        self.editor.save.connect(self._save)
        self.editor.remove.connect(self._ask_removal)
        self.editor.cancelled.connect(self._to_table)
        self.editor.keypad_wanted.connect(self._open_keypad)
        self.keypad.used.connect(self._keypad_used)
        self.keypad.cancelled.connect(self._keypad_left)
        self._refresh()

    # -------------------------------------------------------------------------------- building

    def _build_table(self) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        layout.addLayout(self._build_tabs())
        layout.addLayout(self._build_bar())
        self._build_view()
        layout.addWidget(self.table, 1)
        self.empty = QLabel()
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        layout.addWidget(self.empty, 1)
        return page

    def _build_tabs(self) -> QHBoxLayout:
        m, look = self._look.metrics, self._look
        tabs = QHBoxLayout()
        tabs.setSpacing(m.gap_min)
        self.tabs: dict[ListKind, TapKey] = {}
        for kind, icon in (
            (ListKind.ALLOW, "allow-tick-circle"),
            (ListKind.DENY, "deny-octagon-hand"),
            (ListKind.VISITOR, "pass-ticket"),
            (ListKind.WATCH, "watch-eye"),
        ):
            tab = TapKey(
                look=look,
                name=f"lists.tab.{kind.value}",
                text=messages.list_word(kind),
                icon=icon,
                beside=True,
            )
            tab.setCheckable(True)
            tab.setMinimumHeight(m.touch_min)
            tab.setProperty("list", kind.value)
            tab.clicked.connect(self._tab)
            tabs.addWidget(tab, 1)
            self.tabs[kind] = tab
        return tabs

    def _build_bar(self) -> QHBoxLayout:
        m, look = self._look.metrics, self._look
        bar = QHBoxLayout()
        bar.setSpacing(m.gap_min)
        self.search = QLineEdit()
        named(self.search, "lists.search", "Search plates and names")
        self.search.setPlaceholderText(self.tr("Search plate or name"))
        self.search.setClearButtonEnabled(False)
        self.search.textChanged.connect(self._refresh)
        pad = TapKey(
            look=look,
            name="lists.search.keypad",
            text="",
            icon="keyboard",
            accessible="Keypad for the search",
        )
        pad.setFixedSize(m.touch_min, m.touch_min)
        pad.clicked.connect(self._search_keypad)
        self.add_key = TapKey(
            look=look,
            name="lists.add",
            text=self.tr("Add"),
            icon="add",
            kind="accent",
            beside=True,
            accessible="Add a plate",
        )
        self.add_key.setFixedSize(200, m.touch_min)
        self.add_key.clicked.connect(self._add)
        bar.addWidget(self.search, 1)
        bar.addWidget(pad)
        bar.addWidget(self.add_key)
        return bar

    def _build_view(self) -> None:
        m, look = self._look.metrics, self._look
        self.table = QTableView()
        named(self.table, "lists.table", "Plates on this list")
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(0, _PlateDelegate(look=look, parent=self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(m.touch_min)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumHeight(m.touch_min * 2 // 3)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        QScroller.grabGesture(self.table.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.table.clicked.connect(self._open_row)
        self.table.activated.connect(self._open_row)
        self.table.viewport().installEventFilter(self)

    def _build_reasons(self) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min * 2)
        self._reason_title = QLabel()
        self._reason_title.setProperty("role", "title")
        layout.addWidget(self._reason_title)
        grid = QGridLayout()
        grid.setSpacing(m.gap_min)
        for index, (code, label) in enumerate(REMOVAL_REASONS):
            word = QCoreApplication.translate("messages", label)
            tile = TapKey(
                look=self._look,
                name=f"lists.remove.{code}",
                text=word,
                accessible=f"Remove, reason: {word}",
            )
            tile.setMinimumHeight(m.touch_gate)
            tile.setProperty("code", code)
            tile.clicked.connect(self._remove)
            grid.addWidget(tile, index // 3, index % 3)
        layout.addLayout(grid)
        layout.addStretch(1)
        cancel = TapKey(
            look=self._look,
            name="lists.remove.cancel",
            text=self.tr("Keep it on the list"),
            icon="back",
            beside=True,
        )
        cancel.setMinimumSize(380, m.touch_std)
        cancel.clicked.connect(self._cancel_removal)
        layout.addWidget(cancel, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    # ----------------------------------------------------------------------------------- state

    def set_entries(self, entries: tuple[ListEntry, ...]) -> None:
        """Show these entries."""
        self._entries = tuple(entries)
        self._refresh()

    def set_session(self, token: str) -> None:
        """Use this elevation for changes; without one the forms are left."""
        self._session = token
        if not token:
            self._to_table()
            self.search.clear()

    def set_read_only(self, read_only: bool) -> None:
        """Changes are off while the database is away."""
        self.add_key.setEnabled(not read_only)
        self.editor.set_writable(not read_only)

    @property
    def editing(self) -> bool:
        """Whether a form is open that must not be covered."""
        return self.stack.currentWidget() is not self._table_page

    def step_back(self) -> bool:
        """Leave a form; False when the table is shown."""
        current = self.stack.currentWidget()
        if current is self._table_page:
            return False
        if current is self.keypad:
            self._keypad_left()
        elif current is self._reasons_page:
            self._cancel_removal()
        else:
            self._to_table()
        return True

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a change; True when it was ours and is dealt with."""
        if not self._pending or answer.intent_id != self._pending:
            return False
        self._pending = ""
        if answer.ok:
            self._to_table()
            return not answer.code
        if self.stack.currentWidget() is self._reasons_page:
            self._cancel_removal()
        self.editor.warning.setText(messages.text(answer.code, answer.context))
        return True

    def _refresh(self) -> None:
        search = self.search.text()
        rows = tuple(
            entry
            for entry in self._entries
            if entry.kind is self._kind and (not search.strip() or matches(entry, search))
        )
        self.model.set_rows(rows)
        for kind, tab in self.tabs.items():
            count = sum(1 for entry in self._entries if entry.kind is kind)
            tab.setText(f"{messages.list_word(kind)} {count}")
            tab.setAccessibleName(f"{messages.list_word(kind)} list")
            tab.setAccessibleDescription(str(count))
            tab.setChecked(kind is self._kind)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        code = "lists.none_found" if search.strip() else "lists.empty"
        self.empty.setText(messages.text(code, {"search": search.strip()}))

    def _tab(self) -> None:
        tab = self.sender()
        if isinstance(tab, TapKey):
            self._kind = ListKind(str(tab.property("list")))
            self._refresh()
            self.touched.emit()

    def _add(self) -> None:
        self.editor.edit(None, self._kind)
        self._show(self.editor)

    def _open_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self.editor.edit(self.model.entry(index.row()), self._kind)
            self._show(self.editor)

    def _show(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.touched.emit()

    def _to_table(self) -> None:
        self._removing = ""
        self.stack.setCurrentWidget(self._table_page)

    # --------------------------------------------------------------------------------- changes

    def _save(self, entry: ListEntry) -> None:
        intent = EntrySaved(entry=entry, session=self._session)
        self._pending = intent.intent_id
        self.touched.emit()
        self.intent.emit(intent)

    def _ask_removal(self, entry_id: str) -> None:
        self._removing = entry_id
        plate = next((e.plate for e in self._entries if e.entry_id == entry_id), "")
        self._reason_title.setText(
            self.tr("Why is {plate} taken off the list?").replace("{plate}", plate)
        )
        self._show(self._reasons_page)

    def _cancel_removal(self) -> None:
        self._removing = ""
        self._show(self.editor)

    def _remove(self) -> None:
        tile = self.sender()
        if isinstance(tile, TapKey) and self._removing:
            intent = EntryRemoved(
                entry_id=self._removing,
                reason=str(tile.property("code")),
                session=self._session,
            )
            self._pending = intent.intent_id
            self.touched.emit()
            self.intent.emit(intent)

    # --------------------------------------------------------------------------------- keypad

    def _search_keypad(self) -> None:
        self._open_keypad(self.search, self.tr("Search"), True)

    def _open_keypad(self, field: QLineEdit, label: str, words: bool) -> None:
        self._field = field
        self.keypad.ask(label=label, text=field.text(), words=words)
        self._show(self.keypad)

    def _keypad_used(self, text: str) -> None:
        if self._field is not None:
            self._field.setText(text)
        self._keypad_left()

    def _keypad_left(self) -> None:
        in_editor = self._field is not None and self._field is not self.search
        self._field = None
        self._show(self.editor if in_editor else self._table_page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A touch on the table renews the elevation."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self.touched.emit()
        return super().eventFilter(watched, event)
