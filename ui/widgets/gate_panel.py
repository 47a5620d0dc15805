# SPDX-License-Identifier: AGPL-3.0-or-later
"""One gate on the gate bar: its state, and the key that opens it when it is held.

OPEN keeps its place and size whatever the state says, works on every screen, and is never
disabled while a relay can be reached. Nothing here can close a gate.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import (
    HoldOpenEnded,
    HoldOpenRequested,
    Intent,
    IntentAnswer,
    OpenRequested,
    StopRequested,
)
from alpr_kiosk.runtime.views import GateView
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look, blend
from ui.widgets.hold import HOLD_S, LONG_HOLD_S
from ui.widgets.keys import RingKey, TapKey, named
from ui.widgets.painting import (
    antialias,
    draw_icon,
    fitted,
    focus_ring,
    rounded,
    text_block,
    text_line,
)

ANSWER_S = 2.0
"""A command without an answer for this long is shown as unclear; nothing is sent again."""
HOLD_OPEN_MINUTES = 15
"""Longest hold-open a guard may ask for (screen specification, 3.2)."""

CarAtGate = Callable[[str], "tuple[str | None, str | None]"]
"""Gate id -> (decision id, passage id) of the car that stands there, None where unknown."""


class GateStatePlate(QAbstractButton):
    """Name and state of a gate; a tap shows the steps by hand and what is known."""

    def __init__(self, *, look: Look, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.title = title
        self.word = ""
        self.detail = ""
        self._icon = "gate-unknown"
        self._kind = ""
        named(self, name, f"{title}, state")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def show_state(self, *, word: str, detail: str, icon: str, kind: str) -> None:
        """Show a state; `kind` "" is quiet."""
        if (word, detail, icon, kind) != (self.word, self.detail, self._icon, self._kind):
            self.word, self.detail, self._icon, self._kind = word, detail, icon, kind
            self.setAccessibleDescription(f"{word}. {detail}")
            self.setProperty("kind", kind or None)
            self.update()

    def kind_icon(self) -> str:
        """Icon shown."""
        return self._icon

    def kind_text(self) -> str:
        """Word shown."""
        return self.word

    def kind_fill(self) -> str:
        """Fill in use."""
        return self._look.tokens.fill(self._kind or "raised")

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        kind = self._kind
        fill = t.fill(kind) if kind else t.raised
        if self.isDown():
            fill = blend(t.text, fill, 0.1)
        outline: str | None = self._look.hairline
        if kind:
            outline = t.on(kind) if t.needs_outline(kind) else None
        rounded(
            painter,
            rect,
            fill=fill,
            radius=self._look.metrics.radius * 1.5,
            outline=outline,
            width=2.0 if kind else 1.0,
        )
        text = t.on(kind) if kind else t.text
        muted = text if kind else t.muted
        icon = min(44.0, rect.height() * 0.42)
        pad = 14.0
        left = pad + icon + 14
        width = rect.width() - left - 10
        title = fitted(fonts.sized(20, weight=600), self.title, width, 16)
        word = fitted(fonts.sized(26, weight=700), self.word, width, 18)
        if self.detail and rect.height() > 92:
            draw_icon(painter, self._look, self._icon, text, pad, 12, icon)
            text_line(painter, QRectF(left, 8, width, 24), self.title, font=title, colour=muted)
            text_line(painter, QRectF(left, 30, width, 32), self.word, font=word, colour=text)
            font = fonts.sized(18)
            text_block(
                painter,
                QRectF(pad, 61, rect.width() - 2 * pad + 4, rect.height() - 62),
                self.detail,
                font=font,
                colour=text if kind else t.muted,
                max_lines=2,
            )
        else:
            mid = rect.center().y()
            if self.detail and rect.width() > 420:
                # A low bar: the sentence stands beside the state, not under it.
                text_block(
                    painter,
                    QRectF(left + 190, rect.y() + 8, rect.width() - left - 204, rect.height() - 10),
                    self.detail,
                    font=fonts.sized(18),
                    colour=muted,
                    max_lines=3,
                )
                width = 180
            draw_icon(painter, self._look, self._icon, text, pad, mid - icon / 2, icon)
            text_line(
                painter, QRectF(left, mid - 32, width, 28), self.title, font=title, colour=muted
            )
            text_line(painter, QRectF(left, mid - 3, width, 34), self.word, font=word, colour=text)
        if self.hasFocus():
            focus_ring(painter, rect, self._look, inner=text if kind else None)


class GatePanel(QWidget):
    """State, OPEN, and where they are wired Hold open and Stop.

    Signals:
        intent (object): An `Intent` to submit.
        steps_wanted (str gate_id): Show the steps by hand for this gate.
        unanswered (str gate_id): A command got no answer in time.
    """

    intent = Signal(object)
    steps_wanted = Signal(str)
    unanswered = Signal(str)

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
            accessible=f"Open {title}, hold",
            beside=False,
            parent=self,
        )
        self.hold_key = RingKey(
            look=look,
            clock=clock,
            name=f"gate.{gate_id}.hold",
            text=self.tr("Hold open"),
            icon="gate-held",
            kind="raised",
            accessible=f"Hold {title} open, hold",
            parent=self,
        )
        self.stop_key = TapKey(
            look=look,
            name=f"gate.{gate_id}.stop",
            text=self.tr("Stop"),
            icon="stop-square",
            accessible=f"Stop {title}",
            parent=self,
        )
        self.hold_key.hide()
        self.stop_key.hide()
        self.open_key.completed.connect(self._open)
        self.open_key.tapped.connect(self._tapped)
        self.hold_key.completed.connect(self._hold)
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
        self.hold_key.setVisible(view.can_hold_open)
        self.stop_key.setVisible(view.can_stop)
        self._refresh()
        self._place()

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
        self._refresh()

    @property
    def wait_s(self) -> int:
        """Whole seconds until a pulse may be sent without a warning."""
        left = self._view.wait_s - (self._clock.monotonic() - self._view_mono)
        return max(0, int(left + 0.999))

    # --------------------------------------------------------------------------------- faces

    def _refresh(self) -> None:
        view = self._view
        needs_long = view.needs_long_hold
        hold_s = LONG_HOLD_S if needs_long else HOLD_S
        self.open_key.set_hold_s(hold_s)
        caption = (
            self.tr("hold {s} s").replace("{s}", f"{hold_s:.0f}") if needs_long else self.tr("hold")
        )
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
        self.open_key.set_face(text=face[0], icon=face[1], kind=face[2], caption=face[3])
        word, detail, icon, kind = self._state()
        self.state.show_state(word=word, detail=detail, icon=icon, kind=kind)
        self._refresh_hold()

    def _refresh_hold(self) -> None:
        if self._view.state is GateState.HELD_OPEN:
            self.hold_key.set_face(text=self.tr("End now"), icon="gate-held", kind="raised")
        else:
            self.hold_key.set_face(text=self.tr("Hold open"), icon="gate-held", kind="raised")

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
        if view.state is GateState.HELD_OPEN and view.held_until is not None:
            left = max(0, int((view.held_until - self._clock.utc_now()).total_seconds()))
            return f"{word} {left // 60}:{left % 60:02d}", "", icon, "info"
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
        self.intent.emit(intent)

    def expect(self, intent: Intent) -> None:
        """Show SENDING until this intent is answered (also for an opening from the question)."""
        self._pending = (intent.intent_id, self._clock.monotonic())
        self._refresh()

    def _tapped(self) -> None:
        if not self._view.relay_reachable:
            self.steps_wanted.emit(self.gate_id)

    def _hold(self, _held_ms: int) -> None:
        if self._view.state is GateState.HELD_OPEN:
            self.intent.emit(HoldOpenEnded(gate_id=self.gate_id, actor=self.actor))
        else:
            self.intent.emit(
                HoldOpenRequested(gate_id=self.gate_id, minutes=HOLD_OPEN_MINUTES, actor=self.actor)
            )

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

    def _place(self) -> None:
        """Lay out from the right: OPEN has its place by the panel's size alone."""
        m = self._look.metrics
        gap, height, width = m.gap_min, self.height(), self.width()
        open_w = max(m.mm(27) if m.profile == "compact" else m.mm(60), m.touch_gate)
        if width > 900:
            open_w = max(open_w, 300)
        open_w = min(open_w, max(m.touch_gate, width - m.touch_gate - gap))
        self.open_key.setGeometry(width - open_w, 0, open_w, height)
        right = width - open_w - gap
        small = m.touch_gate
        for key, wanted in (
            (self.stop_key, self._view.can_stop),
            (self.hold_key, self._view.can_hold_open),
        ):
            if wanted:
                key.setGeometry(right - small, 0, small, height)
                right -= small + gap
        self.state.setGeometry(0, 0, max(0, right), height)
