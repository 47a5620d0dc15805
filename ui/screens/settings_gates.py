# SPDX-License-Identifier: AGPL-3.0-or-later
"""S19 Gates and relays: the relay's settings, test pulses, and what a second pulse does.

Nothing here moves a gate by a tap, there is no CLOSE, and a gate is commissioned only after three
good pulses in a row and an answer to the second-pulse question.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from alpr_kiosk.config.relay_place import relay_address
from alpr_kiosk.domain.commissioning import Commissioning, recommend, still_open
from alpr_kiosk.domain.intents import (
    CommissioningAnswered,
    GateSeenClear,
    Intent,
    IntentAnswer,
    PulseTestRequested,
    SettingsCheckRequested,
    SheetRequested,
)
from alpr_kiosk.domain.settings_intents import Change, ConfigApplied, KeySet
from ui import messages
from ui.people import Session
from ui.screens.base import Screen
from ui.screens.gate_facts import GateFacts
from ui.screens.gate_test import GateTest
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.page_stack import PageStack
from ui.widgets.unsaved_bar import UnsavedBar


class SettingsGates(Screen):
    """An installer commissions; a supervisor may test. Entered with a gate's id, or nothing."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._states: dict[str, Commissioning] = {}
        self._pending: dict[str, str] = {}
        self._gate_id = next((gate.id for gate in around.config.gates), "")
        self.setObjectName("settings.gates")
        self.setAccessibleName(self.tr("Gates and relays"))
        look, m = around.look, around.look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        head = self._build_head()
        layout.addWidget(head)
        self._next = ""
        self.unsaved = UnsavedBar(look=look, name="gates", head=head)
        self.unsaved.leave.connect(self._throw_away)
        self.unsaved.keep.connect(self._save)
        layout.addWidget(self.unsaved)
        layout.addLayout(self._build_pages())
        self.stack = PageStack()
        self.test = GateTest(look=look, clock=around.clock)
        self.facts = GateFacts(look=look)
        self.stack.addWidget(self.test)
        self.stack.addWidget(self.facts)
        layout.addWidget(self.stack, 1)
        self.facts.check_wanted.connect(self._check)
        self.facts.changed.connect(self._show_keys)
        self.test.seen_clear.connect(self._seen_clear)
        self.test.pulse.connect(self._pulse)
        self.test.opened.connect(self._opened)
        self.test.second_said.connect(self._second)
        around.site.bus.commissioning_changed.connect(self._on_state)
        self._show_gate()

    def _build_head(self) -> PageHead:
        look, m = self._around.look, self._around.look.metrics
        head = PageHead(look=look, name="gates", title=self.tr("Gates and relays"))
        head.back.clicked.connect(lambda: self._away(""))
        self.tabs: dict[str, TapKey] = {}
        for gate in self._around.config.gates:
            tab = TapKey(
                look=look,
                name=f"gates.tab.{gate.id}",
                text=gate.name or gate.id,
                accessible=self.tr("Settings of {gate}").replace("{gate}", gate.name or gate.id),
            )
            tab.setCheckable(True)
            tab.setMinimumSize(m.mm(22), m.touch_min)
            tab.setProperty("gate", gate.id)
            tab.clicked.connect(self._tab)
            tab.setVisible(len(self._around.config.gates) > 1)
            head.add(tab)
            self.tabs[gate.id] = tab
        self.sheet = self._key("sheet", self.tr("Result sheet"), "document")
        self.sheet.clicked.connect(self._sheet)
        self.save = self._key("save", self.tr("SAVE"), "save", kind="accent")
        self.save.clicked.connect(self._save)
        head.add(self.sheet)
        head.add(self.save)
        return head

    def _build_pages(self) -> QHBoxLayout:
        """What is left to do, and which of the two pages is shown."""
        row = QHBoxLayout()
        row.setSpacing(self._around.look.metrics.gap_min)
        self.said_label = QLabel()
        self.said_label.setWordWrap(True)
        self.said_label.setProperty("role", "caption")
        row.addWidget(self.said_label, 1)
        self.pages = (
            self._key("page.test", self.tr("Test"), "gate-moving"),
            self._key("page.relay", self.tr("Relay, times"), "relay"),
        )
        for number, key in enumerate(self.pages):
            key.setCheckable(True)
            key.setFixedHeight(self._around.look.metrics.touch_min)
            key.setProperty("number", number)
            key.clicked.connect(self._page)
            row.addWidget(key)
        self.pages[0].setChecked(True)
        return row

    def _page(self) -> None:
        sender = self.sender()
        number = int(sender.property("number")) if sender is not None else 0
        self.stack.setCurrentIndex(number)
        for key in self.pages:
            key.setChecked(key.property("number") == number)

    def _key(self, name: str, text: str, icon: str, kind: str = "raised") -> TapKey:
        m = self._around.look.metrics
        key = TapKey(
            look=self._around.look,
            name=f"gates.{name}",
            text=text,
            icon=icon,
            kind=kind,
            beside=True,
        )
        key.setMinimumSize(m.mm(28), m.touch_min)
        return key

    # ----------------------------------------------------------------------------------- state

    def enter(self, argument: object) -> None:
        """Show the gate that it is entered with."""
        wanted = argument if isinstance(argument, str) and argument in self.tabs else ""
        if self.busy:
            if wanted not in ("", self._gate_id):
                self._away(wanted)
            return  # what is not saved is still there
        self._gate_id = wanted or self._gate_id
        self._show_gate()

    def step_back(self) -> bool:
        """Ask what becomes of what is not saved; asked already, stay."""
        if self.unsaved.asks:
            self.unsaved.stay()
            return True
        if self.busy:
            self._away("")
            return True
        return False

    def _away(self, gate_id: str) -> None:
        """Go to another gate, or back ("")."""
        self._next = gate_id
        if self.busy:
            self.tabs[self._gate_id].setChecked(True)
            if gate_id in self.tabs and gate_id != self._gate_id:
                self.tabs[gate_id].setChecked(False)
            self.unsaved.ask()
        else:
            self._go_away()

    def _throw_away(self) -> None:
        self._show_gate()
        self._go_away()

    def _go_away(self) -> None:
        if not self._next:
            self.back.emit()
            return
        self._gate_id = self._next
        self._show_gate()

    def leave(self) -> None:
        """A tick does not outlive a look away."""
        self.test.forget()

    @property
    def busy(self) -> bool:
        """Whether something is not saved."""
        return bool(self._changes())

    def tick(self) -> None:
        """Look at the clock."""
        self.test.tick()

    def _show_gate(self) -> None:
        if not self._gate_id:
            self.said_label.setText(messages.text("gates.none"))
            self.stack.hide()
            self.save.hide()
            self.sheet.hide()
            return
        gate = self._around.config.gate(self._gate_id)
        for gate_id, tab in self.tabs.items():
            tab.setChecked(gate_id == self._gate_id)
        others = tuple(gate_id for gate_id in self.tabs if gate_id != self._gate_id)
        self.facts.show_gate(gate, address=relay_address(gate.relay), partners=others)
        self.test.forget()
        self._show_state()

    def _show_state(self) -> None:
        state = self._states.get(self._gate_id)
        self.test.show_state(state)
        self.facts.show_findings(state.findings if state is not None else ())
        gate = self._around.config.gate(self._gate_id)
        if state is not None and state.commissioned:
            words = messages.text("commission.commissioned", {"good": state.good_pulses})
        else:
            good = state.good_pulses if state is not None else 0
            words = messages.text("commission.not_commissioned", {"good": good})
        if state is not None:
            left = still_open(state, tuple(gate.inputs.wired))
            words = " ".join([words, *(messages.text(code) for code in left)])
        self.said_label.setText(words)
        self._show_keys()

    def _show_keys(self) -> None:
        state = self._states.get(self._gate_id)
        self.save.setEnabled(bool(self._changes()) and "save" not in self._pending.values())
        self.sheet.setEnabled(state is not None and bool(state.pulses))
        self.changed.emit()

    def _changes(self) -> tuple[Change, ...]:
        """Return what is to be saved: what was set, and what was seen of the second pulse."""
        if not self._gate_id:
            return ()
        found = self.facts.changes()
        state = self._states.get(self._gate_id)
        kind = recommend(state).input_kind if state is not None else None
        if kind is not None and kind != self._around.config.gate(self._gate_id).input_kind:
            change = KeySet(table="gates", row=self._gate_id, key="input_kind", value=kind)
            found = (*found, change)
        return found

    def _tab(self) -> None:
        tab = self.sender()
        if isinstance(tab, TapKey):
            gate_id = str(tab.property("gate"))
            if gate_id != self._gate_id:
                self._away(gate_id)
            else:
                tab.setChecked(True)

    def _on_state(self, state: Commissioning) -> None:
        before = self._states.get(state.gate_id)
        self._states[state.gate_id] = state
        if state.gate_id != self._gate_id:
            return
        if state.commissioned and (before is None or not before.commissioned):
            self.facts.take_over(recommend(state))
        self._show_state()

    # -------------------------------------------------------------------------------- requests

    def _may(self, purpose: str, then: Callable[[Session], object]) -> None:
        """Go on once somebody who may commission has signed in."""
        self._around.people.need(("installer", "supervisor"), purpose, then)

    def _send(self, intent: Intent, what: str) -> None:
        self._pending[intent.intent_id] = what
        self.intent.emit(intent)
        self._show_keys()

    def _check(self) -> None:
        gate = self._gate_id
        self._may(
            self.tr("test the relay"),
            lambda s: self._send(SettingsCheckRequested(gate_id=gate, session=s.token), "check"),
        )

    def _seen_clear(self, second: bool) -> None:
        gate = self._gate_id
        self._may(
            self.tr("test the gate"),
            lambda s: self._send(
                GateSeenClear(gate_id=gate, session=s.token, second=second), "clear"
            ),
        )

    def _pulse(self, second: bool) -> None:
        token = self._around.people.session.token
        intent = PulseTestRequested(gate_id=self._gate_id, session=token, second=second)
        self._send(intent, "pulse")

    def _opened(self, yes: bool) -> None:
        token = self._around.people.session.token
        self._send(CommissioningAnswered(gate_id=self._gate_id, session=token, opened=yes), "said")

    def _second(self, value: str) -> None:
        gate = self._gate_id
        self._may(
            self.tr("commission the gate"),
            lambda s: self._send(
                CommissioningAnswered(gate_id=gate, session=s.token, second_pulse=value), "said"
            ),
        )
        self._show_state()  # the key shows what is known, not what was tapped

    def _sheet(self) -> None:
        gate = self._gate_id
        self._may(
            self.tr("keep the result sheet"),
            lambda s: self._send(SheetRequested(gate_id=gate, session=s.token), "sheet"),
        )

    def _save(self) -> None:
        changes = self._changes()
        self._around.people.need(
            ("installer",),
            self.tr("change the gate"),
            lambda s: self._send(ConfigApplied(changes=changes, session=s.token), "save"),
        )

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to one of our requests."""
        what = self._pending.pop(answer.intent_id, "")
        if not what:
            return False
        context = dict(answer.context)
        if answer.ok and what == "sheet":
            self.said.emit(messages.text("commission.sheet_kept", context), "ack-check")
        elif answer.ok and what == "check":
            self.said.emit(messages.text("gates.asked"), "relay")
        elif not answer.ok:
            if what == "clear":
                self.test.forget()
            self.said.emit(messages.text(answer.code, context), "alarm-high")
        self._show_keys()
        return True
