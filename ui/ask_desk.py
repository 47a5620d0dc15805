# SPDX-License-Identifier: AGPL-3.0-or-later
"""The question that comes by itself: over everything, or as a chip while somebody types.

The chip stands in a row of its own above the page, beside the banner: it covers nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QStyle, QWidget
from shiboken6 import isValid

from alpr_kiosk.domain.gate_records import PIN_WARNINGS
from alpr_kiosk.runtime.views import AskView, GateView
from ui import messages
from ui.screens.ask import AskOverlay
from ui.still import Patience, StillScreen
from ui.theme.look import Look
from ui.widgets.keys import TapKey

CHIP_W = 324
"""Width of the chip beside a banner, px (screens.md 3.1)."""
EDGE = 6
"""Between the chip and the edges of its row, px."""


class AskDesk(QObject):
    """Shows questions.

    Signals:
        moved (): The overlay, its chip or the room of the chip came or went.

    Args:
        look: Sizes.
        overlay: The question.
        window: Where the chip lives; its focus is given back after a question.
        gate_view: Returns the newest state of a gate.
        busy: Whether a form or a PIN pad is open that must not be covered.
        granted: Whether a PIN was entered for an opening of this gate.
        still: Whether a finger is on the screen: the page does not move under it.
    """

    moved = Signal()

    def __init__(
        self,
        *,
        look: Look,
        overlay: AskOverlay,
        window: QWidget,
        gate_view: Callable[[str], GateView | None],
        busy: Callable[[], bool],
        still: StillScreen,
        granted: Callable[[str], bool],
    ) -> None:
        super().__init__(window)
        self._look = look
        self._overlay = overlay
        self._window = window
        self._gate_view = gate_view
        self._busy = busy
        self._granted = granted
        self._patience = Patience(still)
        self._room = False
        self._focus_back: QWidget | None = None
        self.chip = TapKey(
            look=look,
            name="ask.chip",
            text="",
            icon="ask-question-triangle",
            kind="ask",
            beside=True,
            accessible=self.tr("A car is waiting, show the question"),
            parent=window,
        )
        self.chip.hide()

    def on_ask(self, ask: AskView | None) -> None:
        """Show a question, its newest second, or none."""
        overlay = self._overlay
        was_hidden, focus = overlay.isHidden(), self._window.focusWidget()
        view = self._gate_view(ask.gate_id) if ask is not None else None
        if view is not None:
            self._hold(view)
        overlay.show_ask(ask)
        if ask is not None and was_hidden and self._busy():
            overlay.fold()
        if was_hidden and not overlay.isHidden():
            self._focus_back = focus
        elif not was_hidden and ask is None:
            self._give_focus_back()
        self.show_chip()

    def on_gate(self, view: GateView) -> None:
        """A gate changed: an opening may need a longer hold now."""
        ask = self._overlay.ask
        if ask is not None and ask.gate_id == view.gate_id:
            self._hold(view)

    def _hold(self, view: GateView) -> None:
        code = view.warning_code
        context = {"gate": view.name, "s": f"{view.wait_s:.0f}"} | dict(view.context)
        warning = messages.text(code, context) if code else ""
        needed = view.needs_long_hold and not self._granted(view.gate_id)
        self._overlay.set_long_hold(needed, warning, by_pin=code in PIN_WARNINGS)

    @property
    def room(self) -> bool:
        """Whether the page leaves the chip its row."""
        return self._room

    def fold(self) -> None:
        """Step aside; the question counts on, its chip brings it back."""
        self._overlay.fold()
        self.show_chip(at_once=True)

    def unfold(self) -> None:
        """Show it again."""
        self._overlay.unfold()
        self.show_chip(at_once=True)

    def show_chip(self, *, at_once: bool = False) -> None:
        """A question that had to step aside shows as a chip with its countdown.

        Args:
            at_once: The page changes anyway: nothing moves under a finger.
        """
        ask = self._overlay.ask
        wanted = ask is not None and self._overlay.isHidden()
        if ask is not None:
            text = self.tr("A car is waiting  {s}").replace("{s}", str(ask.seconds_left))
            self.chip.setText(text)
            self.chip.update()
        if at_once or wanted == self._room:
            self._patience.forget()
        elif not self._patience.may():
            # What is over is not offered any more; its place goes when the finger has gone.
            self.chip.setVisible(wanted and self._room)
            return
        moves = wanted != self._room or wanted == self.chip.isHidden()
        self._room = wanted
        self.chip.setVisible(wanted)
        if moves:
            self.moved.emit()

    def tick(self) -> None:
        """Let a chip come or its room go that waited for a finger."""
        if self._patience.waiting:
            self.show_chip()

    def place(self, row: QRect, *, beside_banner: bool, margin: int) -> None:
        """Take the row above the page, or its end where a banner is; in reading order.

        Args:
            row: The row, in the window, left to right.
            beside_banner: A banner takes the rest of it.
            margin: Free above the chip, px.
        """
        gap = self._look.metrics.gap_min
        place = row.adjusted(gap, margin, -EDGE, 0)  # not too near to the keys of the rail
        if beside_banner:
            place.setLeft(place.right() + 1 - CHIP_W)
        parent = self._window.rect()
        self.chip.setGeometry(QStyle.visualRect(self._window.layoutDirection(), parent, place))

    def _give_focus_back(self) -> None:
        """Typing goes on where it was before the question, not on whatever key comes next."""
        widget, self._focus_back = self._focus_back, None
        if widget is not None and isValid(widget) and widget.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
