# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said when a question ends by itself: what the gate does, not what it was to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.runtime.views import GateView
from ui import messages
from ui.passage_book import PassageBook
from ui.screens.ask import AskOverlay
from ui.widgets.toast import Toast

TIMED_OUT = "decision.timeout.closed"
CAR_LEFT = "decision.car_left"
_OPEN = {
    GateState.OPENING: "ask.timeout.opening",
    GateState.OPEN: "ask.timeout.open",
    GateState.HELD_OPEN: "ask.timeout.held_open",
    GateState.CLOSING: "ask.timeout.closing",
}


def ending(view: GateView | None, *, sending: bool) -> tuple[str, str]:
    """Return code and icon for a question that nobody answered.

    "Stays closed" is said only of a gate whose contact says that it is closed and that is told
    nothing. Without a contact it is said what was done.

    Args:
        view: The newest state of the gate, None before the first.
        sending: A command to it is on its way.
    """
    if view is not None and (view.automatic_blocked or view.state is GateState.FAULT):
        return "ask.timeout.doubt", "gate-unknown"
    if view is not None and view.state in _OPEN:
        return _OPEN[view.state], messages.GATE_ICONS[view.state]
    if view is not None and view.state is GateState.CLOSED and not sending:
        return TIMED_OUT, "gate-closed"
    return "ask.timeout.not_for_it", "clock"


class AskEnd(QObject):
    """Says it, and says it anew when the gate does something else while it is read.

    Args:
        toast: Where it stands.
        overlay: The question that was shown.
        passages: Which gate a question was about.
        gate_view: Returns the newest state of a gate.
        sending: Returns whether a command to a gate is on its way.
        name: Returns the name of a gate.
    """

    def __init__(
        self,
        *,
        toast: Toast,
        overlay: AskOverlay,
        passages: PassageBook,
        gate_view: Callable[[str], GateView | None],
        sending: Callable[[str], bool],
        name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._toast = toast
        self._overlay = overlay
        self._passages = passages
        self._gate_view = gate_view
        self._sending = sending
        self._name = name
        self._gate_id = ""
        self._said = ""

    def closed(self, decision_id: str, code: str) -> None:
        """A question has ended."""
        self._said = ""
        gate_id = self._gate_of(decision_id)
        if code == CAR_LEFT:
            text = messages.text(code, {"gate": self._name(gate_id)})
            self._toast.say(text, icon="gate-closed")
        elif code == TIMED_OUT:
            self._gate_id = gate_id
            self._say()

    def tick(self) -> None:
        """Look whether what is still read holds."""
        if not self._said:
            return
        if self._toast.text == self._said:
            self._say()
        else:
            self._said = ""

    def _say(self) -> None:
        gate_id = self._gate_id
        code, icon = ending(self._gate_view(gate_id), sending=self._sending(gate_id))
        text = messages.text(code, {"gate": self._name(gate_id)})
        if text != self._said:
            self._said = text
            self._toast.say(text, icon=icon)

    def _gate_of(self, decision_id: str) -> str:
        """Of several questions it may be another than the one on show."""
        shown = self._overlay.ask
        if shown is not None and shown.decision_id == decision_id:
            return shown.gate_id
        for view in self._passages.newest_first():
            if view.decision is not None and view.decision.decision_id == decision_id:
                return self._passages.gate_of(view)
        return shown.gate_id if shown is not None else ""
