# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far the first run is, and its drive test, for screens that are made later than that."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from alpr_kiosk.domain.first_run import SET_UP_BEFORE, DriveTest, FirstRun
from alpr_kiosk.runtime.bus import SiteBus


class FirstRunBook(QObject):
    """Listens from the start of the window on.

    Attributes:
        at: Step that the wizard shows, "" for the one to go on with.

    Signals:
        changed (): It is further, or another car was counted.
    """

    changed = Signal()

    def __init__(self, bus: SiteBus | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state: FirstRun = SET_UP_BEFORE
        self._drive = DriveTest()
        self.at = ""
        if bus is not None:
            bus.first_run_changed.connect(self._on_state)
            bus.drive_test_changed.connect(self._on_drive)

    @property
    def state(self) -> FirstRun:
        """How far it is; a site that says nothing was set up before."""
        return self._state

    @property
    def drive(self) -> DriveTest:
        """The drive test as far as it is."""
        return self._drive

    def _on_state(self, state: FirstRun) -> None:
        self._state = state
        self.changed.emit()

    def _on_drive(self, drive: DriveTest) -> None:
        self._drive = drive
        self.changed.emit()


def step_name(step: str) -> str:
    """Return the words of a step."""
    translate = QCoreApplication.translate
    return {
        "language": translate("Setup", "Language"),
        "screen": translate("Setup", "Screen"),
        "place": translate("Setup", "Place and clock"),
        "pin": translate("Setup", "Supervisor's PIN"),
        "cameras": translate("Setup", "Cameras"),
        "zones": translate("Setup", "Zones"),
        "gates": translate("Setup", "Gates"),
        "lists": translate("Setup", "Lists"),
        "keeping": translate("Setup", "Keeping data"),
        "drive": translate("Setup", "Drive test"),
        "sheet": translate("Setup", "Result sheet"),
    }[step]
