# SPDX-License-Identifier: AGPL-3.0-or-later
"""How each camera was when it was last told, for screens that are made later than that."""

from __future__ import annotations

from PySide6.QtCore import QObject

from alpr_kiosk.domain.events import CameraHealth
from alpr_kiosk.runtime.bus import SiteBus


class CameraBook(QObject):
    """Listens from the start of the window on."""

    def __init__(self, *, bus: SiteBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, CameraHealth] = {}
        bus.camera_changed.connect(self._on_camera)

    def get(self, camera_id: str) -> CameraHealth | None:
        """Return the newest that is known of a camera, None before the first."""
        return self._known.get(camera_id)

    def _on_camera(self, health: CameraHealth) -> None:
        self._known[health.camera_id] = health
