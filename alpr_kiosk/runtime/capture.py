# SPDX-License-Identifier: AGPL-3.0-or-later
"""The capture thread of one camera: read, scale the preview, keep only the newest frame.

Nothing queues: the reader and the tile each have a slot of one frame.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.errors import CameraError
from alpr_kiosk.runtime.mailbox import LatestSlot, Wakeup
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.runtime.worker import Worker
from alpr_kiosk.vision.protocols import FrameSource
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.sources.factory import is_network
from alpr_kiosk.vision.types import Frame

logger = logging.getLogger(__name__)

PREVIEW_FPS = 15.0
"""decisions.md 3.2: tiles are painted at most 15 times a second."""
HEALTH_EVERY_S = 1.0
FPS_WINDOW_S = 3.0
READER_WAIT_S = 30.0
"""Longest wait of a recording for the networks to be loaded; then it plays unread."""

_STATES = {"camera.login": CameraState.LOGIN, "camera.format": CameraState.FORMAT}


class CaptureWorker(Worker):
    """Reads one camera and opens it again when it is lost.

    Signals (delivered by the host on the GUI thread):
        frame_available (str camera_id): A preview waits (conflated).
        health_changed (CameraHealth): State changed, or a second has passed.
    """

    frame_available = Signal(str)
    health_changed = Signal(object)

    def __init__(
        self,
        *,
        camera: CameraConfig,
        make_source: Callable[[], FrameSource],
        reading: LatestSlot[Frame],
        preview: LatestSlot[PreviewImage],
        wakeup: Wakeup,
        backoff: Backoff,
        clock: Clock,
        reader_ready: threading.Event | None = None,
    ) -> None:
        super().__init__(f"capture:{camera.id}", clock=clock)
        self._camera = camera
        self._make_source = make_source
        self._reading = reading
        self._preview = preview
        self._wakeup = wakeup
        self._backoff = backoff
        self._reader_ready = reader_ready
        self._size = (0, 0)
        self._state = CameraState.CONNECTING
        self._since = clock.utc_now()
        self._code = ""
        self._arrivals: deque[float] = deque(maxlen=200)
        self._reconnects = 0
        self._last_preview = float("-inf")
        self._last_health = float("-inf")
        self._seq = 0

    def set_preview_size(self, width: int, height: int) -> None:
        """Set the tile's device pixels; 0 x 0 stops the preview (any thread)."""
        self._size = (width, height)

    def work(self) -> None:
        """Open the source again and again until asked to stop, or it ends by itself."""
        self._tell(CameraState.CONNECTING, "")
        self._wait_for_reader()
        while not self.stop_event.is_set():
            self._tell(CameraState.CONNECTING, "")
            try:
                for frame in self._make_source().frames(self.stop_event):
                    self._on_frame(frame)
                    if self.stop_event.is_set():
                        return
            except CameraError as exc:
                state = _STATES.get(exc.code, CameraState.LOST)
                wait_s = self._backoff.next_delay(exc.code)
                self._tell(state, exc.code, retry_in_s=wait_s)
                logger.warning("camera %s: %s, next try in %.1f s", self._camera.id, exc, wait_s)
                self._reconnects += 1
                self.stop_event.wait(wait_s)
                continue
            if self.stop_event.is_set():
                return
            if self._camera.loop:
                continue
            self._tell(CameraState.ENDED, "camera.ended")
            return

    def _wait_for_reader(self) -> None:
        """Hold a recording back until it can be read; a camera's picture is shown at once."""
        if self._reader_ready is None or is_network(self._camera.source):
            return
        deadline = self.clock.monotonic() + READER_WAIT_S
        while not self.stop_event.is_set() and self.clock.monotonic() < deadline:
            if self._reader_ready.wait(0.05):
                return

    def _on_frame(self, frame: Frame) -> None:
        self.beat()
        self._seq += 1
        if frame.seq != self._seq:
            frame = replace(frame, seq=self._seq)  # numbers go on over reconnects
        now = self.clock.monotonic()
        self._arrivals.append(now)
        self._reading.put(frame)
        self._wakeup.set()
        if self._state is not CameraState.LIVE:
            self._backoff.reset()
            self._tell(CameraState.LIVE, "")
        width, height = self._size
        if width > 0 and height > 0 and now - self._last_preview >= 0.9 / PREVIEW_FPS:
            self._last_preview = now
            image = preview_of(frame, width, height)
            if self._preview.put(image):
                self.frame_available.emit(self._camera.id)
        if now - self._last_health >= HEALTH_EVERY_S:
            self._tell(self._state, self._code)

    def _tell(self, state: CameraState, code: str, retry_in_s: float | None = None) -> None:
        if state is not self._state or code != self._code:
            self._state, self._code, self._since = state, code, self.clock.utc_now()
        now = self.clock.monotonic()
        self._last_health = now
        recent = [at for at in self._arrivals if now - at <= FPS_WINDOW_S]
        fps = (len(recent) - 1) / (recent[-1] - recent[0]) if len(recent) > 2 else 0.0
        self.health_changed.emit(
            CameraHealth(
                camera_id=self._camera.id,
                state=state,
                since_at=self._since,
                code=code,
                fps=fps if state is CameraState.LIVE else 0.0,
                reconnects=self._reconnects,
                retry_in_s=retry_in_s,
            )
        )


def preview_of(frame: Frame, width: int, height: int) -> PreviewImage:
    """Return `frame` scaled into `width` x `height` device pixels, aspect kept."""
    data = frame.picture.bgrx(width, height)
    return PreviewImage(
        camera_id=frame.camera_id,
        seq=frame.seq,
        width=int(data.shape[1]),
        height=int(data.shape[0]),
        stride=int(data.strides[0]),
        data=data,
        captured_mono=frame.captured_mono,
    )
