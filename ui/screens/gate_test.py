# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of S19 that tests: the pulse, what was seen of it, and the second-pulse question."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning import CONFIRMED_S, GOOD_PULSES, Commissioning
from alpr_kiosk.domain.commissioning_walk import SecondPulse, Verdict
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import RingKey, TapKey
from ui.widgets.pulse_steps import PulseSteps


class GateTest(QWidget):
    """Sends test pulses by a hold, after somebody said that he sees the gate.

    Signals:
        seen_clear (bool second): The tick was set.
        pulse (bool second): The key was held.
        opened (bool yes): What the person there saw.
        second_said (str value): What a second pulse does.
    """

    seen_clear = Signal(bool)
    pulse = Signal(bool)
    opened = Signal(bool)
    second_said = Signal(str)

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._state: Commissioning | None = None
        self._clear_since: float | None = None
        self._words = ""
        m = look.metrics
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(m.space(24))
        left, right = QVBoxLayout(), QVBoxLayout()
        for half in (left, right):
            half.setSpacing(m.gap_min)
            halves.addLayout(half, 1)
        left.addLayout(self._build_pulse())
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.verdict.setProperty("role", "strong")
        left.addWidget(self.verdict)
        left.addLayout(self._build_opened())
        left.addStretch(1)
        self.steps = PulseSteps(look=look)
        question = QLabel(messages.text("commission.question"))
        question.setWordWrap(True)
        question.setProperty("role", "caption")
        right.addWidget(self.steps, 100)
        right.addStretch(1)
        right.addWidget(question)
        right.addLayout(self._build_second())

    def _build_pulse(self) -> QVBoxLayout:
        look, m = self._look, self._look.metrics
        column = QVBoxLayout()
        column.setSpacing(m.gap_gate)
        self.clear = TapKey(
            look=look,
            name="gates.clear",
            text="",
            icon="watch-eye",
            beside=True,
            accessible=messages.text("commission.confirm"),
        )
        self.clear.setCheckable(True)
        self.clear.setMinimumHeight(m.touch_std)
        self.clear.clicked.connect(self._cleared)
        self.key = RingKey(
            look=look,
            clock=self._clock,
            name="gates.test_pulse",
            text=self.tr("TEST PULSE"),
            icon="gate-moving",
            caption=self.tr("hold"),
            accessible=self.tr("Test pulse, hold"),
        )
        self.key.setFixedHeight(m.touch_gate)
        self.key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.key.completed.connect(self._held)
        column.addWidget(self.clear)
        column.addWidget(self.key)
        return column

    def _build_opened(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.metrics.gap_min)
        self.yes = self._key("gates.opened", self.tr("It opened"), "allow-tick-circle")
        self.no = self._key("gates.not_opened", self.tr("It did not"), "deny-octagon-hand")
        self.yes.clicked.connect(lambda: self.opened.emit(True))
        self.no.clicked.connect(lambda: self.opened.emit(False))
        row.addWidget(self.yes, 1)
        row.addWidget(self.no, 1)
        return row

    def _build_second(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self._look.metrics.gap_min)
        self.answers: dict[SecondPulse, TapKey] = {}
        for number, answer in enumerate(SecondPulse):
            text = messages.text(f"commission.second.{answer.value}")
            key = self._key(f"gates.second.{answer.value}", text, "")
            key.setCheckable(True)
            key.setProperty("answer", answer.value)
            key.setFixedHeight(self._look.metrics.touch_min)
            key.clicked.connect(self._answered)
            grid.addWidget(key, number // 2, number % 2)
            self.answers[answer] = key
        return grid

    def _key(self, name: str, text: str, icon: str) -> TapKey:
        key = TapKey(look=self._look, name=name, text=text, icon=icon, beside=True)
        key.setMinimumHeight(self._look.metrics.touch_min)
        return key

    # ----------------------------------------------------------------------------------- state

    def show_state(self, state: Commissioning | None) -> None:
        """Show what was seen so far, None before anything was."""
        self._state = state
        newest = state.newest if state is not None else None
        self.steps.show_walk(newest)
        asks = newest is not None and newest.verdict is Verdict.NOT_KNOWN
        self.yes.setVisible(asks)
        self.no.setVisible(asks)
        said = state.second_pulse if state is not None else None
        for answer, key in self.answers.items():
            key.setChecked(answer is said)
        verdict = newest.verdict.value if newest is not None else ""
        good = state.good_pulses if state is not None else 0
        count = (
            self.tr("{n} of {m} good pulses in a row")
            .replace("{n}", str(min(good, GOOD_PULSES)))
            .replace("{m}", str(GOOD_PULSES))
        )
        words = messages.text(f"commission.verdict.{verdict}") if verdict else ""
        self.verdict.setText(f"{words}   {count}".strip())
        self.tick()

    @property
    def second(self) -> bool:
        """Whether a pulse now would be a second one, while the gate moves from the first."""
        newest = self._state.newest if self._state is not None else None
        return (
            newest is not None
            and newest.sent_mono is not None
            and newest.second_mono is None
            and newest.closed_mono is None
            and self._clock.monotonic() < newest.moves_until
        )

    @property
    def confirmed_s(self) -> float:
        """Seconds for which the tick still counts."""
        if self._clear_since is None:
            return 0.0
        return max(0.0, CONFIRMED_S - (self._clock.monotonic() - self._clear_since))

    def forget(self) -> None:
        """The tick is used up, or counts for another gate."""
        self._clear_since = None
        self.tick()

    def tick(self) -> None:
        """Look at the clock: the tick counts for 30 s and for one pulse."""
        left = self.confirmed_s
        if self._clear_since is not None and left <= 0:
            self._clear_since = None
        code = "commission.confirm_second" if self.second else "commission.confirm"
        text = messages.text(code)
        words = f"{text}  {left:.0f} s" if left > 0 else text
        self.clear.setChecked(left > 0)
        self.key.setEnabled(left > 0)
        if words != self._words:
            self._words = words
            self.clear.setText(words)
            self.clear.update()

    def _cleared(self) -> None:
        self._clear_since = self._clock.monotonic()
        self.seen_clear.emit(self.second)
        self.tick()

    def _held(self, _held_ms: int) -> None:
        if self.confirmed_s > 0:
            self.pulse.emit(self.second)
            self.forget()

    def _answered(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.second_said.emit(str(key.property("answer")))
