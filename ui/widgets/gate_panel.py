# SPDX-License-Identifier: AGPL-3.0-or-later
"""One gate on the gate bar: its state, and the key that opens it when it is held.

OPEN keeps its place and size whatever the state says, works on every screen, and is never
disabled while a relay can be reached. Nothing here can close a gate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.gate_records import PIN_WARNINGS
from alpr_kiosk.domain.intents import (
    HoldOpenEnded,
    Intent,
    IntentAnswer,
    OpenRequested,
    StopRequested,
)
from alpr_kiosk.runtime.views import GateView
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.gate_state import GateStatePlate
from ui.widgets.hold import HOLD_S, LONG_HOLD_S
from ui.widgets.keys import RingKey, TapKey

ANSWER_S = 2.0
"""A command without an answer for this long is shown as unclear; nothing is sent again."""
GRANT_S = 20.0
"""A PIN for an opening is good for this long: to take a finger to OPEN; our choice."""
ROOMY_W = 560
"""Panels above this have all keys in full width."""
NARROW_W = {"compact": 400, "large": 560}
"""Panels below this (three and more gates) have OPEN and "More" alone (screens.md S01)."""

CarAtGate = Callable[[str], "tuple[str | None, str | None]"]
"""Gate id -> (decision id, passage id) of the car that stands there, None where unknown."""


class GatePanel(QWidget):
    """State, OPEN, and where they are wired Hold open and Stop.

    Signals:
        intent (object): An `Intent` to submit.
        steps_wanted (str gate_id): Show the steps by hand for this gate.
        unanswered (str gate_id): A command got no answer in time.
        pin_wanted (str gate_id): OPEN was tapped while it asks for a PIN or a long hold.
        grant_changed (str gate_id): A PIN for an opening counts now, or does not any more.
        grant_over (str token): The PIN for an opening was used, or nobody opened.
        hold_wanted (str gate_id): Ask for how long it is held open.
        more_wanted (str gate_id): Show what the narrow panel has no room for.
    """

    hold_wanted = Signal(str)
    more_wanted = Signal(str)
    intent = Signal(object)
    steps_wanted = Signal(str)
    unanswered = Signal(str)
    pin_wanted = Signal(str)
    grant_over = Signal(str)
    grant_changed = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        local: LocalTime,
        gate_id: str,
        title: str,
        car: CarAtGate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._local = local
        self._car = car
        self.gate_id = gate_id
        self.title = title
        self.actor = ""
        self.source = CommandSource.BAR
        self._view = GateView(gate_id=gate_id, name=title, state=GateState.UNKNOWN)
        self._view_mono = clock.monotonic()
        self._pending: tuple[str, float] | None = None
        self._grant, self._grant_until = "", 0.0
        self._drilled = False
        self.setObjectName(f"gate.{gate_id}")
        self.state = GateStatePlate(
            look=look, name=f"gate.{gate_id}.state", title=title, parent=self
        )
        self.open_key = RingKey(
            look=look,
            clock=clock,
            name=f"gate.{gate_id}.open",
            text=self.tr("OPEN"),
            icon="gate-open",
            accessible=self.tr("Open {gate}, hold").replace("{gate}", title),
            beside=False,
            parent=self,
        )
        self.hold_key = TapKey(
            look=look,
            name=f"gate.{gate_id}.hold",
            text=self.tr("Hold open"),
            icon="gate-held",
            accessible=self.tr("Hold {gate} open, choose for how long").replace("{gate}", title),
            parent=self,
        )
        self.end_key = RingKey(
            look=look,
            clock=clock,
            name=f"gate.{gate_id}.end_hold",
            text=self.tr("End now"),
            icon="gate-held",
            kind="raised",
            accessible=self.tr("End holding {gate} open, hold").replace("{gate}", title),
            parent=self,
        )
        self.more_key = TapKey(
            look=look,
            name=f"gate.{gate_id}.more",
            text=self.tr("More"),
            icon="gate-unknown",
            accessible=self.tr("{gate}, state and more").replace("{gate}", title),
            parent=self,
        )
        self.stop_key = TapKey(
            look=look,
            name=f"gate.{gate_id}.stop",
            text=self.tr("Stop"),
            icon="stop-square",
            accessible=self.tr("Stop {gate}").replace("{gate}", title),
            parent=self,
        )
        for key in (self.hold_key, self.end_key, self.stop_key, self.more_key):
            key.hide()
        self.open_key.completed.connect(self._open)
        self.open_key.tapped.connect(self._tapped)
        self.hold_key.clicked.connect(lambda: self.hold_wanted.emit(gate_id))
        self.end_key.completed.connect(self._end_hold)
        self.more_key.clicked.connect(lambda: self.more_wanted.emit(gate_id))
        self.stop_key.clicked.connect(self._stop)
        self.state.clicked.connect(self._show_steps)
        look.changed.connect(self._place)
        self._refresh()

    @property
    def view(self) -> GateView:
        """The newest state."""
        return self._view

    def set_view(self, view: GateView) -> None:
        """Show a gate's newest state."""
        self._view = view
        self._view_mono = self._clock.monotonic()
        self._refresh()
        self._place()

    def set_drilled(self, drilled: bool) -> None:
        """Say that it is practised to have no relay; OPEN stays what it is."""
        if drilled is not self._drilled:
            self._drilled = drilled
            self._refresh()

    def answered(self, answer: IntentAnswer) -> None:
        """An intent was answered; ours is no longer pending."""
        if self._pending is not None and self._pending[0] == answer.intent_id:
            self._pending = None
            self._refresh()

    def tick(self) -> None:
        """Count waiting times down and give up on an answer."""
        if self._pending is not None and self._clock.monotonic() - self._pending[1] >= ANSWER_S:
            self._pending = None
            self.unanswered.emit(self.gate_id)
        if self._grant and self._clock.monotonic() >= self._grant_until:
            self._drop_grant()
        self._refresh()

    def grant(self, token: str) -> None:
        """A PIN was right: for a while the usual hold opens, and the PIN's owner answers for it."""
        self._drop_grant()
        self._grant, self._grant_until = token, self._clock.monotonic() + GRANT_S
        self._refresh()
        self.open_key.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grant_changed.emit(self.gate_id)  # the key that asked for it takes the focus

    @property
    def granted(self) -> bool:
        """Whether a PIN was entered for the next opening."""
        return bool(self._grant)

    @property
    def sending(self) -> bool:
        """Whether a command is on its way whose end is not known yet."""
        return self._pending is not None

    def use_grant(self, token: str) -> None:
        """The opening that this PIN was for is on its way; it is good for one."""
        if token and token == self._grant:
            self._drop_grant()

    def with_grant(self, intent: OpenRequested) -> OpenRequested:
        """Return an opening of this gate with the PIN that was entered for it, if one was."""
        return replace(intent, session=self._grant) if self._grant else intent

    def _drop_grant(self) -> None:
        token, self._grant = self._grant, ""
        if token:
            self.grant_over.emit(token)
            self.grant_changed.emit(self.gate_id)
            self._refresh()

    @property
    def wait_s(self) -> int:
        """Whole seconds until a pulse may be sent without a warning."""
        left = self._view.wait_s - (self._clock.monotonic() - self._view_mono)
        return max(0, int(left + 0.999))

    # --------------------------------------------------------------------------------- faces

    def _refresh(self) -> None:
        view = self._view
        needs_long = view.needs_long_hold and not self._grant
        hold_s = LONG_HOLD_S if needs_long else HOLD_S
        self.open_key.set_hold_s(hold_s)
        caption = self.tr("hold")
        if needs_long:
            by_pin = view.warning_code in PIN_WARNINGS
            caption = self.tr("PIN, or hold {s} s") if by_pin else self.tr("hold {s} s")
            caption = caption.replace("{s}", f"{hold_s:.0f}")
        wait = self.wait_s
        if not view.relay_reachable:
            face = (self.tr("NO RELAY"), "relay-off", "fault", self.tr("tap: what to do"))
        elif self._pending is not None:
            face = (self.tr("SENDING"), "gate-moving", "info", "")
        elif wait > 0:
            # Never refused: the hold still works, longer and with its warning (rules 21).
            wait_text = self.tr("WAIT {s} s").replace("{s}", str(wait))
            face = (wait_text, "gate-moving", "info", caption)
        elif view.state is GateState.OPENING:
            face = (self.tr("OPENING"), "gate-moving", "info", caption if needs_long else "")
        elif view.state is GateState.LOCKED_OUT:
            face = (self.tr("OPEN"), "lockdown-shield", "accent", caption)
        elif needs_long:
            face = (self.tr("OPEN"), "alarm-high", "accent", caption)
        else:
            face = (self.tr("OPEN"), "gate-open", "accent", caption)
        word, detail, icon, kind = self._state()
        self.state.show_state(word=word, detail=detail, icon=icon, kind=kind)
        caption = face[3]
        if self.narrow:
            # Name and state stand in the key: there is no room beside it.
            caption = f"{self.title} · {word}"
            self.more_key.icon_name = icon
            self.more_key.set_kind(kind or "raised")
            self.more_key.setAccessibleDescription(f"{word}. {detail}")
        self.open_key.set_face(text=face[0], icon=face[1], kind=face[2], caption=caption)

    @property
    def narrow(self) -> bool:
        """Whether there is room for OPEN and one small key alone (three or four gates)."""
        return self.width() < NARROW_W[self._look.metrics.profile]

    def _state(self) -> tuple[str, str, str, str]:
        view = self._view
        context = {"gate": self.title, "time": self._local.hm(view.last_command_at), "n": "12"}
        context |= {"s": str(self.wait_s)} | dict(view.context)
        word = messages.gate_word(view.state)
        icon = messages.GATE_ICONS[view.state]
        if not view.relay_reachable:
            return word, messages.text("relay.gone", context), "relay-off", "fault"
        if view.fault_code:
            return word, messages.text(view.fault_code, context), "gate-fault", "fault"
        if view.warning_code:
            return word, messages.text(view.warning_code, context), icon, "warning"
        if view.automatic_blocked:
            return word, messages.text("gate.not_confirmed", context), icon, "warning"
        if view.state is GateState.FAULT:
            return word, self.tr("Look at the gate."), icon, "fault"
        if self._drilled:
            return word, messages.text("drill.relay", context), "relay-off", "info"
        if view.state is GateState.HELD_OPEN and view.held_until is not None:
            left = max(0, int((view.held_until - self._clock.utc_now()).total_seconds()))
            return f"{word} {left // 60:02d}:{left % 60:02d}", "", icon, "info"
        if view.state is GateState.LOCKED_OUT:
            return word, self.tr("No car is let in by the computer."), icon, "deny"
        if view.state is GateState.UNKNOWN:
            if view.last_command_at is None:
                return self.tr("No sensor"), "", "gate-closed", ""
            last = self.tr("Command {time}").replace("{time}", context["time"])
            return last, "", "gate-unknown", ""
        return word, "", icon, ""

    # ------------------------------------------------------------------------------- intents

    def _open(self, held_ms: int) -> None:
        if not self._view.relay_reachable:
            self.steps_wanted.emit(self.gate_id)
            return
        decision_id, passage_id = self._car(self.gate_id)
        intent = OpenRequested(
            gate_id=self.gate_id,
            source=self.source,
            decision_id=decision_id,
            passage_id=passage_id,
            held_ms=held_ms,
            actor=self.actor,
        )
        self.expect(intent)
        self.intent.emit(self.with_grant(intent))
        self._drop_grant()

    def expect(self, intent: Intent) -> None:
        """Show SENDING until this intent is answered (also for an opening from the question)."""
        self._pending = (intent.intent_id, self._clock.monotonic())
        self._refresh()

    def _tapped(self) -> None:
        view = self._view
        if not view.relay_reachable:
            self.steps_wanted.emit(self.gate_id)
        elif view.needs_long_hold and view.warning_code in PIN_WARNINGS and not self._grant:
            self.pin_wanted.emit(self.gate_id)

    def _end_hold(self, _held_ms: int) -> None:
        self.intent.emit(HoldOpenEnded(gate_id=self.gate_id, actor=self.actor))

    def _stop(self) -> None:
        self.intent.emit(StopRequested(gate_id=self.gate_id, actor=self.actor))

    def _show_steps(self) -> None:
        self.steps_wanted.emit(self.gate_id)

    # -------------------------------------------------------------------------------- layout

    def sizeHint(self) -> QSize:
        return QSize(494, self._look.metrics.touch_gate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._refresh()

    def _place(self) -> None:
        """Lay out from the right: OPEN has its place by the panel's size alone."""
        m = self._look.metrics
        gap, height, width = m.gap_min, self.height(), self.width()
        held = self._view.state is GateState.HELD_OPEN
        can_hold = self._view.can_hold_open and not self.narrow
        self.more_key.setVisible(self.narrow)
        self.state.setVisible(not self.narrow)
        self.hold_key.setVisible(can_hold and not held)
        self.end_key.setVisible(can_hold and held)
        self.stop_key.setVisible(self._view.can_stop and not self.narrow)
        if self.narrow:
            more_w = min(m.touch_gate, max(m.touch_min, width - m.touch_gate - gap))
            self.open_key.setGeometry(more_w + gap, 0, width - more_w - gap, height)
            self.more_key.setGeometry(0, 0, more_w, height)
            return
        open_w = max(m.mm(27) if m.profile == "compact" else m.mm(60), m.touch_gate)
        if width > 900:
            open_w = max(open_w, 300)
        open_w = min(open_w, max(m.touch_gate, width - m.touch_gate - gap))
        self.open_key.setGeometry(width - open_w, 0, open_w, height)
        right = width - open_w - gap
        roomy = width > ROOMY_W
        # Stop moves nothing towards anybody: it may be smaller where the state needs the room.
        stop_w = m.touch_gate if roomy else max(m.touch_min, 75)
        for keys, wanted, small in (
            ((self.stop_key,), self._view.can_stop, stop_w),
            ((self.hold_key, self.end_key), can_hold, max(m.touch_gate, 140 if roomy else 0)),
        ):
            if wanted:
                for key in keys:
                    key.setGeometry(right - small, 0, small, height)
                right -= small + gap
        self.state.setGeometry(0, 0, max(0, right), height)
