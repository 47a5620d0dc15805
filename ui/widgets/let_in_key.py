# SPDX-License-Identifier: AGPL-3.0-or-later
"""A hold key that lets a car in at one gate, from wherever it stands on a page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from ui.gate_book import GateBook
from ui.theme.look import Look
from ui.widgets.hold import HOLD_S, LONG_HOLD_S
from ui.widgets.keys import RingKey


class LetInKey(RingKey):
    """Names its gate; held longer where the gate, or the plate, asks for it.

    Signals:
        pin_wanted (str gate_id): It was tapped while a PIN does as well as the long hold.

    Args:
        look: Sizes.
        clock: Time.
        gates: What the gates say.
        name: Object name.
        gate_id: The gate, "" while none is chosen.
        word: What is done, in capitals.
        parent: Where it stands.
    """

    pin_wanted = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        gates: GateBook,
        name: str,
        gate_id: str,
        word: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            look=look,
            clock=clock,
            name=name,
            text=word,
            icon="gate-open",
            beside=True,
            parent=parent,
        )
        self._gates = gates
        self._word = word
        self._banned = False
        self._asked = False
        self.gate_id = gate_id
        self.tapped.connect(self._tapped)
        gates.changed.connect(self._gate_changed)
        self.refresh()

    def set_gate(self, gate_id: str) -> None:
        """Be about another gate."""
        self.gate_id = gate_id
        self.refresh()

    def set_word(self, word: str) -> None:
        """Do something else with it."""
        self._word = word
        self.refresh()

    def set_banned(self, banned: bool) -> None:
        """The car that is let in is banned: a PIN, or a long hold (rules 21)."""
        self._banned = banned
        self.refresh()

    def _gate_changed(self, gate_id: str) -> None:
        if gate_id != self.gate_id:
            return
        self.refresh()
        if self._asked and self._gates.granted(gate_id):
            # Back from the pad to the key that asked for it, not to OPEN.
            self._asked = False
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def by_pin(self) -> bool:
        """Whether a tap asks for a PIN (screens.md 3.2)."""
        wanted = self._banned or self._gates.asks_for_pin(self.gate_id)
        return wanted and not self._gates.granted(self.gate_id) and self.reachable

    def _tapped(self) -> None:
        if self.by_pin and self.isEnabled():
            self._asked = True
            self.pin_wanted.emit(self.gate_id)

    @property
    def reachable(self) -> bool:
        """Whether the relay answers."""
        view = self._gates.view(self.gate_id)
        return view is None or view.relay_reachable

    def refresh(self) -> None:
        """Show what the gate says now."""
        view = self._gates.view(self.gate_id)
        long = self._banned or (view is not None and view.needs_long_hold)
        long = long and not self._gates.granted(self.gate_id)
        self.set_hold_s(LONG_HOLD_S if long else HOLD_S)
        name = self._gates.names.get(self.gate_id, "")
        hold = self.tr("hold 3 s") if long else self.tr("hold")
        if self.by_pin:
            hold = self.tr("PIN, or hold 3 s")
        caption = f"{name}  ·  {hold}" if name else hold
        self.setAccessibleName(f"{self._word.capitalize()} {name}, {hold}".replace("  ", " "))
        if not self.reachable:
            self.set_face(text=self.tr("NO RELAY"), icon="relay-off", kind="fault", caption=name)
        else:
            icon = "alarm-high" if long else "gate-open"
            self.set_face(text=self._word, icon=icon, kind="accent", caption=caption)
