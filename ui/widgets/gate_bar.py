# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate bar: on every screen, over everything, always in the same place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import IntentAnswer, LockdownStarted
from alpr_kiosk.runtime.views import GateView, SiteHealth
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.gate_panel import CarAtGate, GatePanel
from ui.widgets.hold import HOLD_S
from ui.widgets.keys import RingKey


class GateBar(QWidget):
    """One panel a gate, and LOCKDOWN.

    Signals:
        intent (object): An `Intent` to submit.
        steps_wanted (str gate_id): Show the steps by hand.
        unanswered (str gate_id): A command got no answer.
        lockdown_end_wanted (): Somebody wants to end the lockdown.
        hold_wanted (str gate_id): Ask for how long a gate is held open.
        more_wanted (str gate_id): Show what a narrow panel has no room for.
    """

    intent = Signal(object)
    steps_wanted = Signal(str)
    unanswered = Signal(str)
    lockdown_end_wanted = Signal()
    hold_wanted = Signal(str)
    more_wanted = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        local: LocalTime,
        gates: tuple[GateConfig, ...],
        car: CarAtGate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.actor = ""
        self.setObjectName("gatebar")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        m = look.metrics
        # The gate bar does not turn with the language: a hand finds its keys where it learnt them.
        left = look.settings.left_handed
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if left else Qt.LayoutDirection.LeftToRight
        )
        layout = QHBoxLayout(self)
        edge = max(5, (m.gate_bar_h - m.touch_gate) // 2)
        layout.setContentsMargins(edge + 4, edge, edge + 4, edge)
        layout.setSpacing(m.gap_gate)
        self.panels: dict[str, GatePanel] = {}
        for gate in gates:
            panel = GatePanel(
                look=look,
                clock=clock,
                local=local,
                gate_id=gate.id,
                title=gate.name or gate.id,
                car=car,
                parent=self,
            )
            panel.intent.connect(self.intent)
            panel.steps_wanted.connect(self.steps_wanted)
            panel.unanswered.connect(self.unanswered)
            panel.hold_wanted.connect(self.hold_wanted)
            panel.more_wanted.connect(self.more_wanted)
            layout.addWidget(panel, 1)
            self.panels[gate.id] = panel
        if not gates:
            layout.addStretch(1)
        self.lockdown = RingKey(
            look=look,
            clock=clock,
            name="gate.lockdown",
            text=self.tr("LOCKDOWN"),
            icon="lockdown-shield",
            kind="raised",
            accessible=self.tr("Lockdown, hold"),
            hold_s=HOLD_S,
            parent=self,
        )
        self.lockdown.setFixedWidth(max(m.touch_gate, 150 if m.profile == "compact" else 230))
        self.lockdown.setSizePolicy(
            self.lockdown.sizePolicy().Policy.Fixed, self.lockdown.sizePolicy().Policy.Expanding
        )
        self.lockdown.setVisible(bool(gates))
        self.lockdown.completed.connect(self._lockdown)
        layout.addWidget(self.lockdown)

    @property
    def locked_down(self) -> bool:
        """Whether any gate is under lockdown."""
        return any(panel.view.state is GateState.LOCKED_OUT for panel in self.panels.values())

    def set_view(self, view: GateView) -> None:
        """Show a gate's newest state."""
        panel = self.panels.get(view.gate_id)
        if panel is not None:
            panel.set_view(view)
        if self.locked_down:
            self.lockdown.set_face(
                text=self.tr("End lockdown"), icon="lockdown-shield", kind="deny"
            )
        else:
            self.lockdown.set_face(text=self.tr("LOCKDOWN"), icon="lockdown-shield", kind="raised")

    def sending(self, gate_id: str) -> bool:
        """Return whether a command to a gate is on its way."""
        panel = self.panels.get(gate_id)
        return panel is not None and panel.sending

    def set_health(self, health: SiteHealth) -> None:
        """A drill began or ended: one gate is shown as if it had no relay."""
        for gate_id, panel in self.panels.items():
            panel.set_drilled(health.drill == "relay" and health.drill_about == gate_id)

    def set_actor(self, actor: str) -> None:
        """Name the person whose openings these are, "" when nobody is signed in."""
        self.actor = actor
        for panel in self.panels.values():
            panel.actor = actor

    def answered(self, answer: IntentAnswer) -> None:
        """Pass an answer on to the panels."""
        for panel in self.panels.values():
            panel.answered(answer)

    def tick(self) -> None:
        """Count down."""
        for panel in self.panels.values():
            panel.tick()

    def _lockdown(self, _held_ms: int) -> None:
        if self.locked_down:
            self.lockdown_end_wanted.emit()
        else:
            self.intent.emit(LockdownStarted(actor=self.actor))
