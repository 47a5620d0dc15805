# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the guard is told of the cameras, and the minutes of their history."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject

from alpr_kiosk.domain.camera_health import CameraMeter
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CameraHealth, CameraState, Priority
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.desk import GuardDesk
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage_jobs import (
    CameraLook,
    SaveCameraMinutes,
    StorageJob,
)
from alpr_kiosk.runtime.views import Overlay, PreviewImage
from alpr_kiosk.services.camera_watch import DriftNotice

logger = logging.getLogger(__name__)

_CAMERA_CODES = {
    CameraState.LOST: "camera.gone",
    CameraState.LOGIN: "camera.login",
    CameraState.FORMAT: "camera.format",
    CameraState.FROZEN: "camera.frozen",
    CameraState.COVERED: "camera.covered",
}
"""Alert of each state in which nobody may trust the picture. A late picture has none: its tile
says so, and short stalls do not alarm (screens.md 6)."""

_LOST_BY = frozenset({"camera.stalled", "camera.unreachable", "camera.not_found"})
"""Reasons of a loss that have a sentence of their own; the first of a spell is the one told."""

_ALL_CAMERA_CODES = (*_CAMERA_CODES.values(), *sorted(_LOST_BY))

_NO_PICTURE = (CameraState.LOST, CameraState.LOGIN, CameraState.FORMAT)

FLAP_S = 60.0
"""A loss that comes back within this long after the last one ended, seconds, is of a camera that
comes and goes (as long as alerts are merged, screens.md 6)."""

STEADY_S = 10.0
"""Seconds for which such a camera must be live before its alert ends. One that a guard has seen
would ring anew each time otherwise."""

LOOK_S = 10.0
"""A picture that the screen took longer ago does not show the present."""

METRICS_LIMIT = 500
"""Jobs that may wait before minutes of cameras are given up: they come last (the inbox takes
4000, and passages and decisions must have it)."""


class CameraDesk(QObject):
    """Hears the capture threads; lives in the GUI thread.

    Args:
        cameras: Names by camera id.
        desk: Rings alerts.
        bus: Signals for the screen.
        storage: Inbox of the storage thread.
        clock: Time.
        zone: Time zone of the site.
    """

    def __init__(
        self,
        *,
        cameras: Mapping[str, str],
        desk: GuardDesk,
        bus: SiteBus,
        storage: Inbox[StorageJob],
        clock: Clock,
        zone: tzinfo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._names = dict(cameras)
        self._desk = desk
        self._bus = bus
        self._storage = storage
        self._clock = clock
        self._zone = zone
        self._cameras: dict[str, CameraHealth] = {}
        self._lost: dict[str, tuple[CameraState, datetime | None, str]] = {}
        self._ended_mono: dict[str, float] = {}
        self._came_back: set[str] = set()
        self._live_mono: dict[str, float] = {}
        self._meter = CameraMeter()
        self._looks: dict[str, PreviewImage] = {}
        self._overlays: dict[str, Overlay] = {}
        self._minutes_lost = 0

    @property
    def live(self) -> int:
        """Cameras that deliver pictures which may be trusted."""
        return sum(health.state is CameraState.LIVE for health in self._cameras.values())

    # ------------------------------------------------------------ from workers

    def on_health(self, health: CameraHealth) -> None:
        """Take a camera's word: show it, ring when it is new and bad, count the seconds."""
        self._meter.note(health, utc=self._clock.utc_now(), mono=self._clock.monotonic())
        if health.state in (CameraState.LIVE, CameraState.ENDED):
            self._end_spell(health.camera_id)
        elif health.state in _CAMERA_CODES:
            health = self._in_spell(health)
        self._cameras[health.camera_id] = health
        self._bus.camera_changed.emit(health)

    def on_worker_lost(self, camera_id: str) -> None:
        """The thread of a camera ended by an error: nobody sees its pictures until one is live.

        The same spell as any other loss. That the thread is started again ends nothing: its camera
        may still be gone.
        """
        self.on_health(
            CameraHealth(
                camera_id=camera_id,
                state=CameraState.LOST,
                since_at=self._clock.utc_now(),
                code="camera.lost",
            )
        )

    def on_overlay(self, overlay: Overlay) -> None:
        """Boxes of the newest result: shown, and covered in a picture that is kept."""
        self._overlays[overlay.camera_id] = overlay
        self._bus.overlay_changed.emit(overlay)

    def on_lane_counted(self, camera_id: str, settled: bool, reads: int) -> None:
        """A vehicle left, read or not."""
        now = self._clock.utc_now()
        self._meter.count(camera_id, settled=settled, reads=reads, utc=now)
        self._bus.car_counted.emit(camera_id, settled)

    def on_drift(self, notice: DriftNotice) -> None:
        """A camera reads far less than usual, or as usual again."""
        if not notice.active:
            self._desk.clear_alert(notice.code, notice.camera_id)
            return
        name = self._names.get(notice.camera_id, notice.camera_id)
        context = {"camera": name, **dict(notice.context)}
        # Fewer cars is the weaker evidence: a holiday must not ring.
        priority = Priority.HIGH if notice.code == "reader.drift" else Priority.LOW
        self._desk.raise_alert(notice.code, notice.camera_id, priority, context)

    def shown(self, image: PreviewImage) -> None:
        """The screen has taken this picture."""
        self._looks[image.camera_id] = image

    # ------------------------------------------------------------- to the record

    def keep_minutes(self, *, all_of_it: bool = False) -> None:
        """Hand the minutes that are over to the record, unless it has more important things."""
        now, mono = self._clock.utc_now(), self._clock.monotonic()
        minutes = tuple(self._meter.take(utc=now, mono=mono, all_of_it=all_of_it))
        if not minutes:
            return
        job = SaveCameraMinutes(minutes=minutes, looks=self._present(mono))
        if len(self._storage) < METRICS_LIMIT and self._storage.put(job):
            self._minutes_lost = 0
            return
        if not self._minutes_lost:
            logger.warning("the record is behind: minutes of cameras are not kept")
        self._minutes_lost += len(minutes)

    def _present(self, mono: float) -> tuple[tuple[str, CameraLook], ...]:
        looks = []
        for camera_id, image in self._looks.items():
            if mono - image.captured_mono <= LOOK_S:
                overlay = self._overlays.get(camera_id)
                boxes = tuple(item.box for item in overlay.boxes) if overlay is not None else ()
                looks.append((camera_id, CameraLook(image=image, boxes=boxes)))
        return tuple(looks)

    def _end_spell(self, camera_id: str) -> None:
        """Clear what was told of a camera that is live, or of one that comes and goes later."""
        now = self._clock.monotonic()
        spell = self._lost.get(camera_id)
        if spell is not None and camera_id in self._came_back:
            self._lost[camera_id] = (spell[0], None, spell[2])
            if now - self._live_mono.setdefault(camera_id, now) < STEADY_S:
                return
        if spell is not None:
            self._ended_mono[camera_id] = now
        self._came_back.discard(camera_id)
        self._lost.pop(camera_id, None)
        for code in _ALL_CAMERA_CODES:
            self._desk.clear_alert(code, camera_id)

    def _in_spell(self, health: CameraHealth) -> CameraHealth:
        """Ring once for each spell; return the health with the beginning of the spell."""
        nothing = (CameraState.LIVE, health.since_at, "")
        known, since, code = self._lost.get(health.camera_id, nothing)
        self._live_mono.pop(health.camera_id, None)
        if since is None:  # it was live in between
            since = health.since_at
            self._lost[health.camera_id] = (known, since, code)
        if health.state in _NO_PICTURE and known in _NO_PICTURE:
            # Each try fails anew; the picture is gone since the first one.
            health = replace(health, since_at=since)
        if health.state is known:
            return health
        camera_id = health.camera_id
        now = self._clock.monotonic()
        if now - self._ended_mono.get(camera_id, float("-inf")) <= FLAP_S:
            self._came_back.add(camera_id)
        if code:
            self._desk.clear_alert(code, camera_id)
        code = health.code if health.code in _LOST_BY else _CAMERA_CODES[health.state]
        self._lost[camera_id] = (health.state, health.since_at, code)
        wait = health.retry_in_s
        context = {
            "camera": self._names.get(camera_id, camera_id),
            "time": health.since_at.astimezone(self._zone).strftime("%H:%M"),
            "s": str(max(1, round(wait))) if wait is not None else "5",
        }
        self._desk.raise_alert(code, camera_id, Priority.HIGH, context)
        return health
