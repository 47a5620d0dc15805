# SPDX-License-Identifier: AGPL-3.0-or-later
"""A hold key that lets a car in at one gate, from wherever it stands on a page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from ui.gate_book import GateBook
from ui.theme.look import Look
from ui.widgets.hold import HOLD_S, LONG_HOLD_S
from ui.widgets.keys import RingKey


class LetInKey(RingKey):
    """Names its gate; held longer where the gate, or the plate, asks for it.

    Args:
        look: Sizes.
        clock: Time.
        gates: What the gates say.
        name: Object name.
        gate_id: The gate, "" while none is chosen.
        word: What is done, in capitals.
        parent: Where it stands.
    """

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
        self.gate_id = gate_id
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
        """The car that is let in is banned: only a long hold does it."""
        self._banned = banned
        self.refresh()

    def _gate_changed(self, gate_id: str) -> None:
        if gate_id == self.gate_id:
            self.refresh()

    @property
    def reachable(self) -> bool:
        """Whether the relay answers."""
        view = self._gates.view(self.gate_id)
        return view is None or view.relay_reachable

    def refresh(self) -> None:
        """Show what the gate says now."""
        view = self._gates.view(self.gate_id)
        long = self._banned or (view is not None and view.needs_long_hold)
        self.set_hold_s(LONG_HOLD_S if long else HOLD_S)
        name = self._gates.names.get(self.gate_id, "")
        hold = self.tr("hold 3 s") if long else self.tr("hold")
        caption = f"{name}  ·  {hold}" if name else hold
        self.setAccessibleName(f"{self._word.capitalize()} {name}, {hold}".replace("  ", " "))
        if not self.reachable:
            self.set_face(text=self.tr("NO RELAY"), icon="relay-off", kind="fault", caption=name)
        else:
            icon = "alarm-high" if long else "gate-open"
            self.set_face(text=self._word, icon=icon, kind="accent", caption=caption)
