# SPDX-License-Identifier: AGPL-3.0-or-later
"""The five steps of a test pulse, as they are seen one after the other (S19)."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from alpr_kiosk.domain.commissioning_walk import PulseWalk, Step, StepName, StepState
from ui import messages
from ui.theme.look import Look
from ui.widgets.painting import RIGHT, draw_icon, fitted, text_line, turning

ROW_H = 34
"""Height of a step, px: a line of body text and air."""
ROW_LEAST = 24
"""The same while a banner takes a part of the page, px: the line of text alone."""
_ICONS = {
    StepState.OK: "allow-tick-circle",
    StepState.FAILED: "deny-octagon-hand",
    StepState.NOT_KNOWN: "ask-question-triangle",
    StepState.WAITING: "clock",
}


class PulseSteps(QWidget):
    """A line a step: icon, word, and when it was seen or why not."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._walk: PulseWalk | None = None
        self.setObjectName("pulse.steps")
        self.setMinimumHeight(ROW_LEAST * len(StepName))  # a banner takes a part of the page
        self.setMaximumHeight(ROW_H * len(StepName))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_walk(self, walk: PulseWalk | None) -> None:
        """Show a pulse; None shows what will be looked at."""
        self._walk = walk
        self.setAccessibleName(". ".join(f"{word}: {said}" for _, word, said in self.lines))
        self.update()

    @property
    def lines(self) -> tuple[tuple[StepState, str, str], ...]:
        """State, word, and what is known of each step."""
        steps = self._walk.steps if self._walk else tuple(Step(name=name) for name in StepName)
        return tuple(
            (step.state, messages.text(f"commission.{step.name.value}"), _known(step))
            for step in steps
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        wide = float(self.width())
        high = self.height() / len(self.lines)
        icon = min(28.0, high - 2)
        plain, strong = ("body", "body_strong") if high >= ROW_H - 4 else ("caption", "caption")
        for number, (state, word, said) in enumerate(self.lines):
            y = number * high
            waits = state is StepState.WAITING
            colour = t.muted if waits else t.text
            draw_icon(painter, self._look, _ICONS[state], colour, 2, y + (high - icon) / 2, icon)
            text_line(
                painter,
                QRectF(42, y, wide * 0.5 - 42, high),
                word,
                font=fitted(fonts(plain), word, wide * 0.5 - 42, 16),
                colour=colour,
            )
            font = fonts(plain if waits or state is StepState.OK else strong)
            text_line(
                painter,
                QRectF(wide * 0.5, y, wide * 0.5 - 4, high),
                said,
                font=fitted(font, said, wide * 0.5 - 8, 14),
                colour=colour,
                align=RIGHT,
            )


def _known(step: Step) -> str:
    seconds = "" if step.after_s is None else f"{step.after_s:.1f}"
    said = messages.text(f"commission.state.{step.state.value}", {"seconds": seconds})
    return f"{said}: {messages.text(step.code)}" if step.code else said
