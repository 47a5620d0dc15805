# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of S19 about the relay, what its settings are like, and the times of the gate."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.commissioning import Recommendation
from alpr_kiosk.domain.relay_check import Finding, Level
from alpr_kiosk.domain.relay_check_words import finding_words
from alpr_kiosk.domain.settings_intents import Change, KeyRemoved, KeySet
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.stepper import Stepper

_ICONS = {
    Level.OK: "✓",
    Level.WARN: "!",
    Level.BAD: "✗",
    Level.UNKNOWN: "?",
}
PULSE_STEP_MS = 100


class GateFacts(QWidget):
    """Shows and changes what the site file says of a gate.

    Signals:
        check_wanted (): TEST LINK was tapped.
        changed (): A value is another than in the site file, or as there again.
    """

    check_wanted = Signal()
    changed = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._gate: GateConfig | None = None
        self._partners: tuple[str, ...] = ()
        self._partner: str | None = None
        m = look.metrics
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(m.space(24))
        layout = QVBoxLayout()
        layout.setSpacing(m.gap_min)
        halves.addLayout(layout, 1)
        self.relay = QLabel()
        self.relay.setWordWrap(True)
        self.check = TapKey(
            look=look,
            name="gates.check",
            text=self.tr("TEST LINK"),
            icon="relay",
            beside=True,
            accessible=self.tr("Test link and settings of the relay"),
        )
        self.check.setMinimumHeight(m.touch_min)
        self.check.clicked.connect(self.check_wanted)
        self.findings = QLabel()
        self.findings.setWordWrap(True)
        self.findings.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.findings.setProperty("role", "caption")
        layout.addWidget(self.relay)
        layout.addWidget(self.check)
        layout.addWidget(self.findings, 1)
        right = QVBoxLayout()
        right.addLayout(self._build_times())
        right.addStretch(1)
        halves.addLayout(right, 1)

    def _build_times(self) -> QGridLayout:
        look = self._look
        grid = QGridLayout()
        grid.setSpacing(look.metrics.gap_min)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.pulse = Stepper(
            look=look,
            name="gates.pulse",
            label=self.tr("Start signal"),
            least=1,
            most=100,
            words=lambda value: f"{value * PULSE_STEP_MS / 1000:.1f} s",
        )
        self.lockout = Stepper(
            look=look,
            name="gates.lockout",
            label=self.tr("Lock-out after it"),
            least=1,
            most=120,
            words=lambda value: f"{value / 2:.1f} s",
        )
        self.travel = Stepper(
            look=look,
            name="gates.travel",
            label=self.tr("The gate moves for"),
            least=1,
            most=120,
            words=lambda value: f"{value} s",
        )
        for row, stepper in enumerate((self.pulse, self.lockout, self.travel)):
            words = QLabel(stepper.label.accessibleName())
            words.setWordWrap(True)
            grid.addWidget(words, row, 0)
            grid.addWidget(stepper, row, 1)
            stepper.changed.connect(self.changed)
        self.interlock = TapKey(
            look=look, name="gates.interlock", text="", icon="gate-closed", beside=True
        )
        self.interlock.setMinimumHeight(look.metrics.touch_min)
        self.interlock.clicked.connect(self._next_partner)
        grid.addWidget(self.interlock, 3, 0, 1, 2)
        return grid

    def show_gate(self, gate: GateConfig, *, address: str, partners: tuple[str, ...]) -> None:
        """Show what the site file says; `partners` are the ids of the other gates."""
        self._gate, self._partners = gate, partners
        self.relay.setText(
            self.tr("Relay: {type}, {where}")
            .replace("{type}", gate.relay.type)
            .replace("{where}", address)
        )
        self.pulse.set_value(round(gate.pulse_ms / PULSE_STEP_MS))
        self.lockout.set_value(round(gate.effective_lockout_s * 2))
        self.travel.set_value(round(gate.travel_s))
        self._partner = gate.interlock_with
        self._show_partner()
        self.show_findings(())

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what the check of the relay found, the worst first."""
        order = (Level.BAD, Level.WARN, Level.UNKNOWN, Level.OK)
        lines = [
            f"{_ICONS[found.level]} {messages.text(f'check.level.{found.level.value}')}: "
            + finding_words(found)
            for found in sorted(findings, key=lambda found: order.index(found.level))
        ]
        self.findings.setText("\n".join(lines) or self.tr("The relay was not asked yet."))

    def take_over(self, advice: Recommendation) -> None:
        """Put in what was measured; it is saved with the rest."""
        if advice.lockout_s is not None:
            self.lockout.set_value(round(advice.lockout_s * 2))
        if advice.travel_s is not None:
            self.travel.set_value(round(advice.travel_s))
        self.changed.emit()

    def changes(self) -> tuple[Change, ...]:
        """Return what is other than in the site file."""
        gate = self._gate
        if gate is None:
            return ()
        found: list[Change] = []
        wanted: tuple[tuple[str, object, object], ...] = (
            ("pulse_ms", self.pulse.value * PULSE_STEP_MS, gate.pulse_ms),
            ("lockout_s", self.lockout.value / 2, gate.effective_lockout_s),
            ("travel_s", float(self.travel.value), gate.travel_s),
        )
        for key, value, old in wanted:
            if value != old:
                found.append(KeySet(table="gates", row=gate.id, key=key, value=value))
        if self._partner != gate.interlock_with:
            # Both say it, or a gate would wait for one that does not wait for it.
            found += self._interlock_changes(gate)
        return tuple(found)

    def _interlock_changes(self, gate: GateConfig) -> list[Change]:
        key = "interlock_with"
        found: list[Change] = []
        old, new = gate.interlock_with, self._partner
        if new is None:
            found.append(KeyRemoved(table="gates", row=gate.id, key=key))
        else:
            found.append(KeySet(table="gates", row=gate.id, key=key, value=new))
            found.append(KeySet(table="gates", row=new, key=key, value=gate.id))
        if old is not None:
            found.append(KeyRemoved(table="gates", row=old, key=key))
        return found

    def _next_partner(self) -> None:
        choices: tuple[str | None, ...] = (None, *self._partners)
        at = choices.index(self._partner) if self._partner in choices else 0
        self._partner = choices[(at + 1) % len(choices)]
        self._show_partner()
        self.changed.emit()

    def _show_partner(self) -> None:
        text = (
            self.tr("Opens whatever other gates do")
            if self._partner is None
            else self.tr("Never open together with {gate}").replace("{gate}", self._partner)
        )
        self.interlock.setText(text)
        self.interlock.setAccessibleName(self.tr("Interlock: {what}").replace("{what}", text))
        self.interlock.setVisible(bool(self._partners))
        self.interlock.update()
