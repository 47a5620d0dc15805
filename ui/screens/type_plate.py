# SPDX-License-Identifier: AGPL-3.0-or-later
"""S05: a plate is typed, looked up with each key, and its car let in, given a pass or corrected."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.intents import IntentAnswer, OpenRequested
from alpr_kiosk.domain.lists import MAX_PLATE, MIN_PLATE, ListEntry
from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.domain.plate_queries import PlatesLike, PlatesLikeWanted, SearchReadied
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.visit_intents import PassageCorrected
from alpr_kiosk.runtime.views import SiteHealth
from ui import messages
from ui.errands import QuickPass, TypePlate
from ui.screens.base import Screen
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.painting import put
from ui.widgets.plate_found import PlateFound
from ui.widgets.plate_pad import PlatePad
from ui.widgets.plate_results import PlateResults
from ui.widgets.states import WORDS_S

EDGE = 4
"""Around the keys, px: ten of 19 mm fill the compact panel."""
TOP = 10
"""Below the status bar, px."""
LINE_GAP = 7
"""Between the line of the field and the keys, px."""


class Below(Enum):
    """What is shown below the field."""

    PAD = "pad"
    ALL = "all"
    FOUND = "found"


class TypePlateScreen(Screen):
    """Entered with a `TypePlate`, or None for an empty field."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        look = self._look = around.look
        self._around = around
        self._errand = TypePlate()
        self._query = ""
        self._asked_mono = 0.0
        self._answer = PlatesLike(text="", rows=())
        self._correcting = ""
        self._opened = ""
        self._lists_ok = True
        self.below = Below.PAD
        self.setObjectName("type_plate")
        self.setAccessibleName(self.tr("Type a plate"))
        self.back_key = TapKey(
            look=look,
            name="keypad.back",
            text=self.tr("Back"),
            icon="back",
            accessible=self.tr("Back, stop typing"),
            parent=self,
        )
        self.back_key.clicked.connect(self.back)
        self.field = QLineEdit(self)
        self.field.setObjectName("keypad.field.plate")
        self.field.setAccessibleName(self.tr("Plate"))
        self.field.setProperty("role", "hero")
        self.field.setMaxLength(MAX_PLATE)
        self.field.textEdited.connect(self._edited)
        self.field.textChanged.connect(self._changed)
        self.field.returnPressed.connect(self._use)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "muted")
        self.again = self._chip("keypad.again", self.tr("Try again"), "retry")
        self.again.clicked.connect(self._search)
        self.make_pass = self._chip("keypad.pass", self.tr("Quick pass"), "pass-ticket")
        self.make_pass.clicked.connect(lambda: self._pass(self._typed))
        self.results = PlateResults(look=look, parent=self)
        self.results.chosen.connect(self._chosen)
        self.results.more_wanted.connect(lambda: self._show(Below.ALL))
        self.all = PlateResults(look=look, first=100, parent=self)
        self.all.chosen.connect(self._chosen)
        self.pad = PlatePad(look=look, clock=around.clock, parent=self)
        self.pad.typed.connect(self._type)
        self.pad.erased.connect(self._erase)
        self.pad.cleared.connect(self._clear)
        self.pad.used.connect(self._use)
        self.found = PlateFound(
            look=look,
            clock=around.clock,
            local=around.local,
            gates=around.gates,
            parent=self,
        )
        self.found.let_in.connect(self._let_in)
        self.found.pin_wanted.connect(
            lambda gate_id: self.opening_pin_wanted.emit(gate_id, partial(self._let_in, gate_id))
        )
        self.found.pass_wanted.connect(lambda: self._pass(self.found.plate))
        self.found.details_wanted.connect(self._details)
        self.found.use_wanted.connect(lambda: self._correct(self.found.plate))
        self.found.left.connect(self._type_on)
        around.site.bus.health_changed.connect(self._health)
        around.site.bus.lists_changed.connect(self._lists_changed)
        self._show(Below.PAD)

    def _chip(self, name: str, text: str, icon: str) -> TapKey:
        key = TapKey(look=self._look, name=name, text=text, icon=icon, beside=True, parent=self)
        key.hide()
        return key

    # ---------------------------------------------------------------------------------- screen

    def enter(self, argument: object) -> None:
        """Begin with the plate of an errand; without one with an empty field."""
        self._errand = argument if isinstance(argument, TypePlate) else TypePlate()
        self._correcting = ""
        self.field.setText(self._errand.text)
        self.pad.use.setText(self.tr("Use"))
        self._show(Below.PAD)
        self._around.asker.ask(self, SearchReadied(), lambda _answer: None)
        self._changed(self.field.text())
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nobody waits for what was looked up."""
        if self._query:
            self._around.asker.cancel(self._query)
            self._query = ""

    def step_back(self) -> bool:
        """From a plate or the whole list back to the keys."""
        if self.below is Below.PAD:
            return False
        self._type_on()
        return True

    def tick(self) -> None:
        """Say that it is looked up when it takes long; typing goes on meanwhile."""
        waited = self._around.clock.monotonic() - self._asked_mono
        if self._query and waited >= WORDS_S and not self._answer.rows:
            self.hint.setText(messages.text("keypad.searching"))

    @property
    def busy(self) -> bool:
        """While something is typed, a question comes as a chip."""
        return bool(self.field.text()) or bool(self._errand.passage_id)

    def answered(self, answer: IntentAnswer) -> bool:
        """The correction was kept, or not; after an opening there is no more to do here."""
        if self._opened and answer.intent_id == self._opened:
            self._opened = ""
            if answer.ok and self.isVisible():
                self.wanted.emit("live", None)
            return False
        if not self._correcting or answer.intent_id != self._correcting:
            return False
        self._correcting = ""
        if answer.ok:
            text = messages.text("passage.corrected", {"plate": self.found.plate or self._typed})
            self.said.emit(text, "ack-check")
            self.field.clear()
            self.back.emit()
        else:
            self.said.emit(messages.text(answer.code, answer.context), "alarm-high")
        return True

    # ---------------------------------------------------------------------------------- typing

    @property
    def _typed(self) -> str:
        return normalise(self.field.text())

    def _type(self, char: str) -> None:
        self.field.insert(char)

    def _erase(self) -> None:
        self.field.backspace()

    def _clear(self) -> None:
        self.field.clear()

    def _edited(self, text: str) -> None:
        """A physical keyboard types small letters and spaces."""
        kept = "".join(char for char in text.upper() if char.isalnum() or char in "?*")
        if kept != text:
            at = self.field.cursorPosition() - (len(text) - len(kept))
            self.field.setText(kept)
            self.field.setCursorPosition(max(0, at))

    def _changed(self, text: str) -> None:
        spoken = messages.spoken(text)
        self.field.setAccessibleDescription(spoken)
        self.pad.use.setEnabled(self._usable)
        self.pad.clear.setEnabled(bool(text))
        if self.below is Below.FOUND:
            self._show(Below.PAD)
        self._search()
        self.changed.emit()

    @property
    def _usable(self) -> bool:
        unknown = any(sign in self.field.text() for sign in "?*")
        return not unknown and len(self._typed) >= MIN_PLATE

    def _search(self) -> None:
        self.leave()
        text = self.field.text()
        if not normalise(text):
            self._found(PlatesLike(text=text, rows=()))
            return
        self._asked_mono = self._around.clock.monotonic()
        self._query = self._around.asker.ask(self, PlatesLikeWanted(text=text), self._looked_up)

    def _looked_up(self, answer: QueryAnswer) -> None:
        self._query = ""
        if answer.ok and isinstance(answer.result, PlatesLike):
            self._found(answer.result)
        else:
            self._found(PlatesLike(text=self.field.text(), rows=()), fault=True)

    def _lists_changed(self, _entries: object) -> None:
        if self.isVisible() and self.below is Below.PAD:
            self._search()

    def _found(self, answer: PlatesLike, *, fault: bool = False) -> None:
        self._answer = answer
        empty = not normalise(answer.text)
        nothing = not answer.rows
        self.results.show_rows(answer.rows, answer.text, answer.more)
        self.results.setVisible(not nothing)
        self.all.show_rows(answer.rows, answer.text, 0)
        if fault:
            hint = messages.text("keypad.fault")
        elif empty:
            hint = messages.text("keypad.hint")
        elif nothing:
            hint = messages.text("keypad.none", {"plate": answer.text})
        else:
            hint = ""
        if not self._lists_ok and not fault:
            hint = f"{hint} {messages.text('keypad.lists_old')}".strip()
        self.hint.setText(hint)
        self.hint.setVisible(nothing)
        self.again.setVisible(fault)
        self.make_pass.setVisible(nothing and not empty and not fault and self._usable)
        if nothing and self.below is Below.ALL:
            self._show(Below.PAD)
        self._place()

    def _health(self, health: SiteHealth) -> None:
        if health.lists_ok != self._lists_ok:
            self._lists_ok = health.lists_ok
            self._found(self._answer)

    # --------------------------------------------------------------------------------- choices

    def _show(self, below: Below) -> None:
        self.below = below
        self.pad.setVisible(below is Below.PAD)
        self.all.setVisible(below is Below.ALL)
        self.found.setVisible(below is Below.FOUND)
        self._place()

    def _type_on(self) -> None:
        self._show(Below.PAD)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, entry: ListEntry) -> None:
        self.found.show_plate(
            entry.text,
            entry,
            gate_id=self._gate_first(),
            corrects=bool(self._errand.passage_id),
        )
        self._show(Below.FOUND)

    def _gate_first(self) -> str:
        if self._errand.gate_id:
            return self._errand.gate_id
        waiting = self._around.passages.waiting()
        return waiting[0] if waiting is not None else ""

    def _use(self) -> None:
        """What was typed is meant, be it on a list or not."""
        if not self._usable:
            return
        plate = self._typed
        if self._errand.passage_id:
            self._correct(plate)
            return
        exact = next((one for one in self._answer.rows if one.text == plate), None)
        self.found.show_plate(plate, exact, gate_id=self._gate_first())
        self._show(Below.FOUND)

    def _correct(self, plate: str) -> None:
        if self._correcting:
            return
        intent = PassageCorrected(
            passage_id=self._errand.passage_id,
            plate=plate,
            actor=self._around.people.guard,
            session=self._around.people.session.token,
        )
        self._correcting = intent.intent_id
        self.intent.emit(intent)

    def _let_in(self, gate_id: str, held_ms: int) -> None:
        if not self.found.keys[gate_id].reachable:
            gate = self._around.gates.names[gate_id]
            time = self._around.local.hm(self._around.clock.utc_now())
            text = messages.text("relay.gone", {"gate": gate, "time": time})
            self.said.emit(text, "relay-off")
            return
        decision_id, passage_id = self._around.passages.car_at(gate_id)
        intent = OpenRequested(
            gate_id=gate_id,
            source=CommandSource.CARD,
            decision_id=decision_id,
            passage_id=passage_id,
            held_ms=held_ms,
            actor=self._around.people.actor,
            plate=self.found.plate,
        )
        self._opened = intent.intent_id
        self.intent.emit(intent)
        # The key stays under the finger; what was typed is done with.
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.changed.emit()

    def _pass(self, plate: str) -> None:
        self.wanted.emit("quick_pass", QuickPass(plate=plate, gate_id=self._gate_first()))

    def _details(self) -> None:
        view = self._around.passages.of_plate(self.found.plate)
        if view is not None:
            self.wanted.emit("why", view)
        else:
            self.wanted.emit("lists", self.found.plate)

    # ---------------------------------------------------------------------------------- layout

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing goes to the field wherever the focus is."""
        text = event.text().upper()
        if len(text) == 1 and (text.isalnum() or text in "?*"):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(text)
            event.accept()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Keys of 19 mm in four rows, and what was found above them."""
        m = self._look.metrics
        return QSize(0, TOP + m.touch_min + LINE_GAP + self.pad.size_needed[1] + EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        m = self._look.metrics
        wide, high = self.pad.size_needed
        compact = m.profile == "compact"
        width = wide
        x0 = max(EDGE, (self.width() - width) // 2)
        pad_top = self.height() - high - (EDGE if compact else 16)
        row_h = pad_top - TOP - LINE_GAP if compact else 100
        gap = m.gap_min
        put(self.back_key, QRect(x0, TOP, m.key, row_h))
        field_w = 520 - m.key - gap if compact else width - m.key - gap
        put(self.field, QRect(x0 + m.key + gap, TOP, field_w, row_h))
        left = x0 + m.key + 2 * gap + field_w
        strip = QRect(left, TOP, x0 + width - left, row_h)
        inset = max(0, TOP - x0)
        lower = QRect(x0 + inset, pad_top + EDGE, width - 2 * inset, high - EDGE)
        if compact:
            put(self.results, strip)
            area = strip
        else:
            area = QRect(x0, TOP + row_h + gap, width, pad_top - row_h - TOP - 3 * gap)
            rows = max(1, min(3, (area.height() + gap) // (m.touch_min + gap)))
            self.results.set_tile_height((area.height() - (rows - 1) * gap) // rows)
            put(self.results, area)
            area = QRect(area.x(), area.y(), area.width(), m.touch_gate)
            lower = QRect(x0, area.y(), width, self.height() - area.y() - 16)
        chip_w = 230
        chips = [key for key in (self.again, self.make_pass) if not key.isHidden()]
        for key in chips:
            put(key, QRect(area.right() - chip_w + 1, area.y(), chip_w, area.height()))
        used = chip_w + gap if chips else 0
        put(self.hint, QRect(area.x(), area.y(), area.width() - used, area.height()))
        put(self.pad, QRect(x0, pad_top, width, high))
        put(self.found, lower)
        self.all.set_tile_height((lower.height() - 4 * gap) // 5)
        put(self.all, lower)
        if not compact:
            self.results.setVisible(self.below is Below.PAD and bool(self._answer.rows))
            self.hint.setVisible(self.below is Below.PAD and not self._answer.rows)
