# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first page of S07: tabs with counts, a search, the rows, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.list_queries import EntriesFound, EntriesWanted, EntryOrder, LastSeenWanted
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.queries import QueryAnswer
from ui import messages
from ui.screens.lists_side import KINDS, ListSide
from ui.surroundings import Surroundings
from ui.viewmodels.entries import ORDERS, PLATE, EntriesModel
from ui.widgets.entry_view import EntryView
from ui.widgets.keys import TapKey, named
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.states import StateBox

SEEN_AFTER_MS = 150
"""Scrolling has to rest that long before last sightings are asked for; our choice."""


class ListTable(QWidget):
    """Tabs, search and rows.

    Signals:
        opened (object entry): A row was tapped.
        wanted (str what): ``add``, ``import``, ``export``, ``groups``, ``holidays``, ``changes``,
            ``supervisor``, and with picked rows ``remove``, ``extend``, ``export_picked``.
        keypad_wanted (): Type into the search by touch.
        changed (): Rows are picked, or no longer.
        found (object): `EntriesFound`, with groups and holidays.
    """

    opened = Signal(object)
    wanted = Signal(str)
    keypad_wanted = Signal()
    changed = Signal()
    found = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._kind = ListKind.ALLOW
        self._column, self._descending = PLATE, False
        self._query = ""
        self._seen_query = ""
        self._stale = True
        self._writable = True
        self._supervisor = False
        gates = {gate.id: gate.name or gate.id for gate in around.config.gates}
        self.model = EntriesModel(
            local=around.local,
            clock=around.clock,
            gates=gates,
            collisions=around.site.collisions,
            parent=self,
        )
        around.new_bans.changed.connect(self._on_new_bans)
        self._on_new_bans()
        m = self._look.metrics
        outer = QHBoxLayout(self)
        outer.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        outer.setSpacing(m.gap_min)
        left = QVBoxLayout()
        left.setSpacing(m.gap_min)
        left.addLayout(self._build_tabs())
        self.notice = NoticeBar(look=self._look, clock=around.clock, name="lists.notice")
        left.addWidget(self.notice)
        self.table = EntryView(
            look=self._look, clock=around.clock, label=self.tr("Plates on this list")
        )
        self.table.setModel(self.model)
        self.table.row_tapped.connect(self._tapped)
        self.table.row_held.connect(self._held)
        self.table.order_wanted.connect(self._order)
        self.states = StateBox(look=self._look, clock=around.clock, name="lists.states")
        self.states.pressed.connect(self._retry)
        left.addWidget(self.table, 1)
        left.addWidget(self.states, 1)
        outer.addLayout(left, 1)
        self.side = ListSide(look=self._look)
        self.side.tapped.connect(self._key_tapped)
        self.add_key = self.side.keys["add"]
        outer.addWidget(self.side)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEEN_AFTER_MS)
        self._rest.timeout.connect(self.ask_seen)
        self.table.scrolled.connect(self._rest.start)
        self.table.show_order(self._column, descending=False)

    # ------------------------------------------------------------------------------- building

    def _on_new_bans(self) -> None:
        self.model.set_new_bans(self._around.new_bans.ids)

    def _build_tabs(self) -> QHBoxLayout:
        m, look = self._look.metrics, self._look
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        self.tabs: dict[ListKind, TapKey] = {}
        for kind, icon in KINDS:
            word = messages.list_word(kind)
            tab = TapKey(
                look=look, name=f"lists.tab.{kind.value}", text=word, icon=icon, beside=True
            )
            tab.setCheckable(True)
            tab.setMinimumHeight(m.touch_min)
            tab.setProperty("list", kind.value)
            tab.clicked.connect(self._tab)
            row.addWidget(tab, 4)
            self.tabs[kind] = tab
        self.search = QLineEdit()
        named(self.search, "lists.search", self.tr("Search plates and names"))
        self.search.setPlaceholderText(self.tr("Search: 7B?12, name"))
        self.search.textChanged.connect(self.refresh)
        self.search.setMinimumHeight(m.touch_min)
        self.pad = TapKey(
            look=look,
            name="lists.search.keypad",
            text="",
            icon="keyboard",
            accessible=self.tr("Keypad for the search"),
        )
        self.pad.setFixedSize(m.touch_min, m.touch_min)
        self.pad.clicked.connect(self._pad_tapped)
        row.addWidget(self.search, 6)
        row.addWidget(self.pad)
        return row

    # ----------------------------------------------------------------------------------- state

    @property
    def kind(self) -> ListKind:
        """Which list is shown."""
        return self._kind

    @property
    def picked(self) -> tuple[ListEntry, ...]:
        """The picked entries."""
        return tuple(self.model.picked.values())

    @property
    def picking(self) -> bool:
        """Whether rows are picked."""
        return self.model.picking

    def set_rights(self, *, supervisor: bool, writable: bool) -> None:
        """Show what may be done: a guard reads, and without the record nobody changes anything."""
        if supervisor != self._supervisor:
            self.model.forget_seen()
        self._supervisor, self._writable = supervisor, writable
        if not supervisor and self.picking:
            self.stop_picking()
        if not writable:
            self.notice.tell(messages.text("lists.read_only"), kind="warning")
        elif self.notice.label.text() == messages.text("lists.read_only"):
            self.notice.clear()
        self._show_side()

    def _show_side(self) -> None:
        self.side.show_keys(
            supervisor=self._supervisor, writable=self._writable, picking=self.picking
        )

    def stop_picking(self) -> None:
        """Let all picked rows go."""
        self.model.stop_picking()
        self.notice.clear()
        self._show_side()
        self.changed.emit()

    def show_kind(self, kind: ListKind) -> None:
        """Show another list."""
        self._kind = kind
        self.refresh()

    def invalidate(self) -> None:
        """The lists are others; while nobody looks nothing is asked."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh_if_stale(self) -> None:
        """Ask for what has changed while another page was shown."""
        if self._stale:
            self.refresh()

    def entered(self) -> None:
        """Somebody looks again."""
        self.model.forget_seen()
        if self._stale:
            self.refresh()
        self._rest.start()

    def refresh(self) -> None:
        """Ask for the rows, of the newest wish alone."""
        self._stale = False
        asker = self._around.asker
        if self._query:
            asker.cancel(self._query)
        search = self.search.text().strip()
        order = ORDERS[self._column]
        if search and self._column == PLATE and not self._descending:
            order = EntryOrder.CLOSEST
        if not self.model.rowCount():
            self.states.work(self.tr("Reading the lists"), stoppable=False)
        wanted = EntriesWanted(
            kind=self._kind, search=search, order=order, descending=self._descending
        )
        self._query = wanted.query_id
        asker.ask(self, wanted, self._found)

    def tick(self) -> None:
        """Look at the clock."""
        self.states.tick()
        self.notice.tick()

    def _found(self, answer: QueryAnswer) -> None:
        self._query = ""
        found = answer.result
        if not isinstance(found, EntriesFound):
            self.table.hide()
            self.states.fault(messages.text(answer.code, answer.context))
            return
        self.model.set_rows(found.entries, found.groups)
        self.table.scrollToTop()
        for kind, count in found.counts:
            tab = self.tabs[kind]
            tab.setText(f"{messages.list_word(kind)} {count:,}")
            tab.setAccessibleName(
                self.tr("{list} list").replace("{list}", messages.list_word(kind))
            )
            tab.setAccessibleDescription(str(count))
            tab.setChecked(kind is self._kind)
        self.table.setVisible(bool(found.entries))
        search = self.search.text().strip()
        if found.entries:
            self.states.clear()
        elif search:
            elsewhere = sum(count for _kind, count in found.counts)
            code = "lists.found_elsewhere" if elsewhere else "lists.none_found"
            self.states.empty(
                messages.text(code, {"search": search, "n": str(elsewhere)}),
                key=self.tr("Clear the search"),
                icon="close",
            )
        else:
            may = self._supervisor and self._writable
            self.states.empty(
                messages.text("lists.empty"), key=self.tr("Add a plate") if may else ""
            )
        self._rest.start()
        self.found.emit(found)

    def ask_seen(self) -> None:
        """Ask when the plates that are shown were here last."""
        if not self.isVisible() or self._seen_query or not self.model.rowCount():
            return
        plates = self.model.unseen(*self.table.visible_rows())
        if plates:
            wanted = LastSeenWanted(plates=plates)
            self._seen_query = wanted.query_id
            self._around.asker.ask(self, wanted, self._seen)

    def _seen(self, answer: QueryAnswer) -> None:
        self._seen_query = ""
        if answer.ok and isinstance(answer.result, tuple):
            self.model.set_seen(answer.result)

    # ------------------------------------------------------------------------------------ taps

    def _tab(self) -> None:
        tab = self.sender()
        if isinstance(tab, TapKey):
            for other in self.tabs.values():
                other.setChecked(other is tab)
            self.show_kind(ListKind(str(tab.property("list"))))

    def _pad_tapped(self) -> None:
        self.keypad_wanted.emit()

    def _order(self, column: int) -> None:
        self._descending = column == self._column and not self._descending
        self._column = column
        self.table.show_order(column, descending=self._descending)
        self.refresh()

    def _tapped(self, row: int) -> None:
        if row >= self.model.rowCount():
            return
        if self.picking:
            self._pick(row)
        else:
            self.opened.emit(self.model.entry(row))

    def _held(self, row: int) -> None:
        if self._supervisor and row < self.model.rowCount():
            self._pick(row)

    def _pick(self, row: int) -> None:
        self.model.pick(row)
        count = len(self.model.picked)
        if not count:
            self.stop_picking()
            return
        words = self.tr("{n} chosen. Tap more rows, then say what to do with them.")
        self.notice.tell(words.replace("{n}", str(count)), kind="info", icon="list-chosen")
        self._show_side()
        self.changed.emit()

    def _retry(self) -> None:
        if self.search.text().strip():
            self.search.clear()
        elif self.states.key.text() == self.tr("Add a plate"):
            self.wanted.emit("add")
        else:
            self.refresh()

    def _key_tapped(self, what: str) -> None:
        if what == "done":
            self.stop_picking()
        else:
            self.wanted.emit(what)
