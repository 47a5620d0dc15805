# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the guard is told of the machine itself: heat, clock, sound; and names for a drill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import QObject

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.clock_watch import ClockWatch
from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.heat import LIMITS_C, Heat
from alpr_kiosk.domain.vitals import Vitals
from alpr_kiosk.runtime.desk import GuardDesk
from alpr_kiosk.runtime.texts import clock_text

MACHINE = "computer"
_HOT = ("temp.warm", "temp.hot", "temp.gates_only", "temp.by_hand")
_CODES = {
    Heat.WARM: "temp.warm",
    Heat.SLOW: "temp.hot",
    Heat.GATES_ONLY: "temp.gates_only",
    Heat.BY_HAND: "temp.by_hand",
}


class MachineDesk(QObject):
    """Turns what the machine says into alerts; lives in the GUI thread.

    Attributes:
        vitals: Newest look at the machine, None before the first.
        sound_why: Why no sound can be heard, "" while one can.
        degraded: What is lost now, code to values for its text.
    """

    def __init__(
        self,
        *,
        desk: GuardDesk,
        config: AppConfig,
        clock: Clock,
        zone: tzinfo,
        clock_watch: ClockWatch | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._config = config
        self._clock = clock
        self._zone = zone
        self._clock_watch = clock_watch
        self.vitals: Vitals | None = None
        self.sound_why = ""
        self.degraded: dict[str, dict[str, str]] = {}

    def on_vitals(self, vitals: Vitals) -> None:
        """Ring when the machine gets hot or its clock jumps, once for each step."""
        before, self.vitals = self.vitals, vitals
        if before is None or before.heat is not vitals.heat:
            self._heat(vitals)
        jumped = vitals.clock_jump_s
        if jumped is None:
            self._recover("clock.wrong")
        elif "clock.wrong" not in self.degraded:
            self._lose("clock.wrong", Priority.HIGH, {"s": f"{jumped:+.0f}"})

    def on_sound(self, why: str) -> None:
        """Tell that nothing can be heard; to be seen only, since nothing else is possible."""
        self.sound_why = why
        if why:
            self._lose("sound.gone", Priority.LOW, {})
        else:
            self._recover("sound.gone")

    def confirm_clock(self) -> None:
        """A supervisor has looked at the clock."""
        if self._clock_watch is not None:
            self._clock_watch.confirm()
        self._recover("clock.wrong")

    def drill_context(self) -> Mapping[str, object]:
        """Return names of this site that a practised loss is told with."""
        cameras, gates = self._config.cameras, self._config.gates
        return {
            "camera": (cameras[0].name or cameras[0].id) if cameras else "-",
            "gate": (gates[0].name or gates[0].id) if gates else "-",
            "time": clock_text(self._clock, self._zone),
            "contact": self._config.site.contact,
            "s": "5",
            "n": "1",
            "max": "5",
            "c": f"{LIMITS_C[Heat.SLOW]:.0f}",
        }

    def drill_about(self, kind: str) -> str:
        """Return the id of the camera or gate that a drill of a kind takes away, "" for none.

        It is the first one, which `drill_context` names.
        """
        cameras, gates = self._config.cameras, self._config.gates
        if kind == "camera" and cameras:
            return cameras[0].id
        return gates[0].id if kind == "relay" and gates else ""

    def _heat(self, vitals: Vitals) -> None:
        wanted = _CODES.get(vitals.heat, "")
        for code in _HOT:
            if code != wanted:
                self._recover(code)
        if wanted:
            priority = Priority.LOW if vitals.heat is Heat.WARM else Priority.HIGH
            degrees = "-" if vitals.celsius is None else f"{vitals.celsius:.0f}"
            self._lose(wanted, priority, {"c": degrees})

    def _lose(self, code: str, priority: Priority, context: dict[str, str]) -> None:
        self.degraded[code] = context
        self._desk.raise_alert(code, MACHINE, priority, context)

    def _recover(self, code: str) -> None:
        self.degraded.pop(code, None)
        self._desk.clear_alert(code, MACHINE)
