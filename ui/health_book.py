# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the site has told of its parts, from the start on: the health page may be opened late."""

from __future__ import annotations

from PySide6.QtCore import QObject

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import Alert, CameraHealth
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.views import GateView, SiteHealth
from ui.viewmodels.health_row import DRIFT_CODES, HealthFacts


class HealthBook(QObject):
    """Listens to the site.

    Attributes:
        facts: What is known.
    """

    def __init__(
        self,
        bus: SiteBus | None = None,
        config: AppConfig | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        names: dict[str, str] = {}
        if config is not None:
            names |= {camera.id: camera.name or camera.id for camera in config.cameras}
            names |= {gate.id: gate.name or gate.id for gate in config.gates}
        self.facts = HealthFacts(names=names)
        if bus is not None:
            bus.health_changed.connect(self._on_site)
            bus.camera_changed.connect(self._on_camera)
            bus.gate_changed.connect(self._on_gate)
            bus.alert_changed.connect(self._on_alert)

    def _on_site(self, health: SiteHealth) -> None:
        self.facts.site = health

    def _on_camera(self, health: CameraHealth) -> None:
        self.facts.cameras[health.camera_id] = health

    def _on_gate(self, view: GateView) -> None:
        self.facts.gates[view.gate_id] = view

    def _on_alert(self, alert: Alert) -> None:
        if alert.code not in DRIFT_CODES or alert.drill:
            return
        if alert.active:
            self.facts.drifts[alert.source] = alert
        else:
            self.facts.drifts.pop(alert.source, None)
