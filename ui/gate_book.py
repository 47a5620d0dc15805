# SPDX-License-Identifier: AGPL-3.0-or-later
"""The newest state of each gate, for screens that are made after it was told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.gate_records import PIN_WARNINGS
from alpr_kiosk.runtime.views import GateView


class GateBook(QObject):
    """Keeps what the bus tells of gates.

    Signals:
        changed (str gate_id): A gate has another state, or a PIN for its next opening.
    """

    changed = Signal(str)

    def __init__(self, config: AppConfig, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = {gate.id: gate.name or gate.id for gate in config.gates}
        self._views: dict[str, GateView] = {}
        self._granted: set[str] = set()

    @property
    def names(self) -> dict[str, str]:
        """Name of each gate by its id, in the order of the site file."""
        return dict(self._names)

    def view(self, gate_id: str) -> GateView | None:
        """Return the newest state of a gate, None before the first."""
        return self._views.get(gate_id)

    def granted(self, gate_id: str) -> bool:
        """Return whether a PIN was entered for the next opening of a gate."""
        return gate_id in self._granted

    def asks_for_pin(self, gate_id: str) -> bool:
        """Return whether a PIN does as well as the long hold that a gate asks for."""
        view = self._views.get(gate_id)
        return view is not None and view.needs_long_hold and view.warning_code in PIN_WARNINGS

    def set_granted(self, gate_id: str, granted: bool) -> None:
        """A PIN counts for the next opening of a gate, or does not any more."""
        if granted is not (gate_id in self._granted):
            self._granted.symmetric_difference_update((gate_id,))
            self.changed.emit(gate_id)

    def update(self, view: GateView) -> None:
        """Take a gate's newest state."""
        self._views[view.gate_id] = view
        self.changed.emit(view.gate_id)
