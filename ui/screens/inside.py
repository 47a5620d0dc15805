# SPDX-License-Identifier: AGPL-3.0-or-later
"""S12 Who is inside: by list, how long, who may have left; and the way to the muster list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.muster_queries import (
    GroupNames,
    GroupNamesWanted,
    InsideCounted,
    LastCount,
    LastCountWanted,
)
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.visit_intents import MarkedInside, MarkedLeft, MarkUndone, VisitIntent
from alpr_kiosk.runtime.views import SiteHealth
from ui import messages
from ui.screens.base import Screen
from ui.screens.inside_rows import InsideRows
from ui.screens.inside_tabs import InsideTabs
from ui.screens.keypad import Keypad
from ui.surroundings import Surroundings
from ui.viewmodels.inside import (
    InsideRow,
    inside_rows,
    left_rows,
)
from ui.widgets.keys import TapKey
from ui.widgets.page_stack import PageStack
from ui.widgets.states import StateBox

UNDO_S = 10.0
"""Undo stands so long (screen specification, section 6)."""
MARKERS = ("guard", "supervisor")


class InsideScreen(Screen):
    """Who is inside, kept up by `SiteBus.inside_changed`."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._people = around.people
        hours = around.config.site.max_stay_h
        self._max_stay = None if hours is None else timedelta(hours=hours)
        self._groups: dict[str, str] = {}
        self._inside: tuple[InsideRow, ...] = ()
        self._left: tuple[InsideRow, ...] = ()
        self._last: LastCount | None = None
        self._pending: VisitIntent | None = None
        self._pending_plate = ""
        self._undo = ""
        self._undo_until = 0.0
        self._is_stale = True
        self.setObjectName("inside")
        self.setAccessibleName(self.tr("Who is inside"))
        self.stack = PageStack(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self._page = self._build()
        self.keypad = Keypad(look=self._look)
        self.keypad.used.connect(self._counted)
        self.keypad.cancelled.connect(self._to_page)
        self.stack.addWidget(self._page)
        self.stack.addWidget(self.keypad)
        self.stack.currentChanged.connect(lambda _index: self.changed.emit())
        around.site.bus.inside_changed.connect(self._on_inside)
        around.site.bus.lists_changed.connect(self._on_inside)
        around.site.bus.health_changed.connect(self._on_health)

    # -------------------------------------------------------------------------------- building

    def _build(self) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        top = QHBoxLayout()
        top.setSpacing(m.gap_min)
        self.back_key = self._key("back", self.tr("Back"), "back", 130)
        self.back_key.clicked.connect(self.back)
        top.addWidget(self.back_key)
        self.tabs = InsideTabs(self._around, parent=page)
        self.tabs.changed.connect(self._show_rows)
        top.addWidget(self.tabs, 1)
        layout.addLayout(top)
        self.rows = InsideRows(self._around, parent=page)
        self.rows.acted.connect(self._mark)
        self.rows.opened.connect(self._opened)
        layout.addWidget(self.rows, 1)
        self.box = StateBox(
            look=self._look, clock=self._around.clock, name="inside.box", parent=page
        )
        self.box.pressed.connect(self._to_live)
        layout.addWidget(self.box, 1)
        layout.addLayout(self._build_foot(page))
        return page

    def _build_foot(self, page: QWidget) -> QHBoxLayout:
        m = self._look.metrics
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.sum = QLabel(page)
        self.sum.setProperty("role", "strong")
        self.checked = QLabel(page)
        self.checked.setProperty("role", "caption")
        words.addWidget(self.sum)
        words.addWidget(self.checked)
        foot.addLayout(words, 1)
        self.undo_key = self._key("undo", "", "undo", 300)
        self.undo_key.clicked.connect(self._take_back)
        self.undo_key.hide()
        self.count_key = self._key("count", self.tr("Count check"), "ack-check", 230)
        self.count_key.clicked.connect(self._ask_count)
        self.muster_key = TapKey(
            look=self._look,
            name="inside.muster",
            text=self.tr("MUSTER LIST"),
            icon="people",
            kind="accent",
            beside=True,
        )
        self.muster_key.setMinimumSize(300, m.touch_gate)
        self.muster_key.clicked.connect(self._muster)
        for key in (self.undo_key, self.count_key, self.muster_key):
            foot.addWidget(key)
        return foot

    def _key(self, name: str, text: str, icon: str, width: int) -> TapKey:
        key = TapKey(look=self._look, name=f"inside.{name}", text=text, icon=icon, beside=True)
        key.setMinimumSize(width, self._look.metrics.touch_min)
        return key

    # ------------------------------------------------------------------------------ as a screen

    def enter(self, _argument: object) -> None:
        """Show who is inside now."""
        self._refresh()
        self._around.asker.ask(self, LastCountWanted(), self._on_last_count)
        self._around.asker.ask(self, GroupNamesWanted(), self._on_groups)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def busy(self) -> bool:
        """Whether somebody types."""
        return self.stack.currentWidget() is self.keypad

    def step_back(self) -> bool:
        """Leave the keypad."""
        if not self.busy:
            return False
        self._to_page()
        return True

    def tick(self) -> None:
        """Look at the clock: Undo is over at some time, durations go on."""
        if self._undo and self._around.clock.monotonic() >= self._undo_until:
            self._undo = ""
            self.undo_key.hide()
        if self._is_stale:
            self._refresh()
        self.rows.viewport().update()

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a mark or a count."""
        intent = self._pending
        if intent is None or answer.intent_id != intent.intent_id:
            return False
        self._pending = None
        context = dict(answer.context)
        if not answer.ok:
            self.said.emit(messages.text(answer.code, answer.context), "alarm-high")
        elif isinstance(intent, InsideCounted):
            self.said.emit(messages.text(answer.code, answer.context), "ack-check")
            self._around.asker.ask(self, LastCountWanted(), self._on_last_count)
        elif isinstance(intent, MarkUndone):
            self.said.emit(self.tr("Taken back."), "undo")
        else:
            self._undo = context.get("mark_id", "")
            self._undo_until = self._around.clock.monotonic() + UNDO_S
            words = self.tr("Undo {plate}").replace("{plate}", self._pending_plate)
            self.undo_key.setText(words)
            self.undo_key.setAccessibleName(words)
            self.undo_key.setVisible(bool(self._undo))
        return True

    # ---------------------------------------------------------------------------------- showing

    def _on_inside(self, _payload: object) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _on_health(self, health: SiteHealth) -> None:
        self.count_key.setEnabled(health.lists_ok)

    def _on_groups(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, GroupNames):
            self._groups = dict(answer.result.names)
            self._refresh()

    def _on_last_count(self, answer: QueryAnswer) -> None:
        if answer.result is None or isinstance(answer.result, LastCount):
            self._last = answer.result
            self._show_sum()

    def _refresh(self) -> None:
        self._is_stale = False
        site, now = self._around.site, self._around.clock.utc_now()
        view, entries = site.inside(), site.entries()
        self._inside = inside_rows(view, entries, now=now, max_stay=self._max_stay)
        self._left = left_rows(view, entries)
        self._show_tabs()
        self._show_rows()
        self._show_sum()

    def _show_tabs(self) -> None:
        self.tabs.show_counts(self._inside, len(self._left), self._unsure, self._groups)

    @property
    def _unsure(self) -> int:
        """How many are not sure: unread ones, and so many as left without a name."""
        count = self._around.site.inside().occupancy(self._around.clock.utc_now())
        return min(count.most, count.unread + count.unclear)

    def _show_rows(self) -> None:
        rows = self.tabs.chosen(self._inside, self._left)
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        if rows:
            self.box.clear()
        else:
            self.box.empty(messages.text("inside.nobody"), key=self.tr("To Live"), icon="live")

    def _show_sum(self) -> None:
        count = self._around.site.inside().occupancy(self._around.clock.utc_now())
        words = self.tr("{n} inside = {c} certain + {u} not sure")
        for name, value in (
            ("{n}", count.most),
            ("{c}", count.most - self._unsure),
            ("{u}", self._unsure),
        ):
            words = words.replace(name, str(value))
        self.sum.setText(words)
        self.setAccessibleDescription(words)
        last = self._last
        if last is None:
            self.checked.setText(self.tr("Not counted yet"))
            return
        local = self._around.local
        checked = self.tr("Last count {time}: {n} of {m}")
        checked = checked.replace("{time}", f"{local.date(last.at)[5:]} {local.hm(last.at)}")
        checked = checked.replace("{n}", str(last.counted)).replace("{m}", str(last.expected))
        self.checked.setText(checked)

    # ------------------------------------------------------------------------------------ doing

    def _opened(self, index: int) -> None:
        """Enter or a tap on a row: its history."""
        row = self.rows.rows[index].row
        if row.plate:
            self.wanted.emit("history", row.plate)

    def _mark(self, index: int) -> None:
        one = self.rows.rows[index]
        plate = one.row.plate
        self._pending_plate = plate or self.tr("not read")
        if one.left_at is None:
            self._send(MarkedLeft(stay_id=one.row.stay_id))
        elif plate:
            self._send(MarkedInside(plate=plate))

    def _take_back(self) -> None:
        if self._undo:
            mark, self._undo = self._undo, ""
            self.undo_key.hide()
            self._send(MarkUndone(mark_id=mark))

    def _send(self, intent: VisitIntent) -> None:
        """Send it in the name of who sits there; a PIN first where nobody does."""
        if self._people.may(*MARKERS):
            self._emit(intent)
        else:
            self._people.need(
                ("supervisor",), self.tr("change who is inside"), lambda _s: self._emit(intent)
            )

    def _emit(self, intent: VisitIntent) -> None:
        who = self._people
        self._pending = replace(intent, actor=who.actor, session=who.session.token)
        self.intent.emit(self._pending)

    def _to_live(self) -> None:
        self.wanted.emit("live", None)

    def _muster(self) -> None:
        self.wanted.emit("muster", None)

    def _ask_count(self) -> None:
        self.keypad.ask(label=self.tr("How many cars are there?"), text="", at_least=1)
        self.stack.setCurrentWidget(self.keypad)

    def _counted(self, text: str) -> None:
        self._to_page()
        if not text.strip().isdecimal() or len(text.strip()) > 5:
            self.said.emit(messages.text("inside.no_number"), "alarm-high")
            return
        expected = self._around.site.inside().occupancy(self._around.clock.utc_now()).most
        self._send(InsideCounted(counted=int(text), expected=expected))

    def _to_page(self) -> None:
        self.stack.setCurrentWidget(self._page)
