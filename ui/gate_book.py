# SPDX-License-Identifier: AGPL-3.0-or-later
"""The newest state of each gate, for screens that are made after it was told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.runtime.views import GateView


class GateBook(QObject):
    """Keeps what the bus tells of gates.

    Signals:
        changed (str gate_id): A gate has another state.
    """

    changed = Signal(str)

    def __init__(self, config: AppConfig, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = {gate.id: gate.name or gate.id for gate in config.gates}
        self._views: dict[str, GateView] = {}

    @property
    def names(self) -> dict[str, str]:
        """Name of each gate by its id, in the order of the site file."""
        return dict(self._names)

    def view(self, gate_id: str) -> GateView | None:
        """Return the newest state of a gate, None before the first."""
        return self._views.get(gate_id)

    def update(self, view: GateView) -> None:
        """Take a gate's newest state."""
        self._views[view.gate_id] = view
        self.changed.emit(view.gate_id)
