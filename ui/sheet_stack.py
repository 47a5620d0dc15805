# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheets that lie over a page, one above the other, and how each is put away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.screens.ask import AskOverlay
from ui.screens.gate_sheet import GateSheet
from ui.screens.override import ReasonSheet
from ui.screens.pin_pad import PinPad
from ui.screens.steps import StepsSheet


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SheetStack:
    """The sheets of a window, all of the same place.

    Attributes:
        reasons: Why was the gate opened.
        steps: What is known of a gate, and the steps by hand.
        hold: How long a gate is held open.
        ask: The question.
        pin: The PIN pad.
    """

    reasons: ReasonSheet
    steps: StepsSheet
    hold: GateSheet
    ask: AskOverlay
    pin: PinPad

    @property
    def all(self) -> tuple[QWidget, ...]:
        """All of them, the lowest first."""
        return (self.reasons, self.steps, self.hold, self.ask, self.pin)

    @property
    def any_open(self) -> bool:
        """Whether one is shown."""
        return any(not sheet.isHidden() for sheet in self.all)

    @property
    def top(self) -> QWidget | None:
        """The uppermost that is shown."""
        shown = [sheet for sheet in self.all if not sheet.isHidden()]
        return shown[-1] if shown else None

    def put_away(self) -> None:
        """Who goes elsewhere wants no PIN, steps or reasons of where he was; a question stays."""
        if not self.pin.isHidden():
            self.pin.cancel()
        self.steps.hide()
        self.hold.hide()
        if not self.reasons.isHidden():
            self.reasons.dismiss()

    def step_back(self) -> bool:
        """Give the safe answer to the uppermost, or put it away; False when none is shown."""
        if not self.pin.isHidden():
            self.pin.cancel()
        elif not self.ask.isHidden():
            self.ask.keep_shut()
        elif not self.steps.isHidden():
            self.steps.hide()
        elif not self.hold.isHidden():
            self.hold.hide()
        elif not self.reasons.isHidden():
            self.reasons.dismiss()
        else:
            return False
        return True
