# SPDX-License-Identifier: AGPL-3.0-or-later
"""The capture thread of one camera: it watches readers, and says what the camera is.

It never makes a native call that can hang: those are made in reader threads
(`runtime.reader_thread`), which also look at each frame, scale the preview and hand the frame to
the reading. Nothing queues: the reading and the tile each have a slot of one frame.
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Signal

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.camera_state import (
    LOST_AFTER_S,
    SHOWING,
    CameraLimits,
    CameraStateMachine,
)
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.runtime.camera_rates import Rates
from alpr_kiosk.runtime.mailbox import LatestSlot, Wakeup
from alpr_kiosk.runtime.reader_thread import Connection, Ending, Phase
from alpr_kiosk.runtime.trust import PictureTrust
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.runtime.worker import Worker
from alpr_kiosk.vision.pace import MOTION_SHARE
from alpr_kiosk.vision.protocols import FrameSource
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.sources.factory import is_live
from alpr_kiosk.vision.types import Frame, FrameLook

logger = logging.getLogger(__name__)

PREVIEW_FPS = 15.0
"""decisions.md 3.2: tiles are painted at most 15 times a second."""
HEALTH_EVERY_S = 1.0
READER_WAIT_S = 30.0
"""Longest wait of a recording for the networks to be loaded; then it plays unread."""
POLL_S = 0.25
"""Longest sleep; limits are seconds, so a late one is declared at most this much later."""
CLOSE_S = 0.3
"""Wait for readers at the end, seconds: a healthy one ends with its next frame, and a stuck one is
left behind."""
SUB_STALE_S = 1.0
"""Age of the sub-stream's newest frame at which the tile gets the main stream's, seconds."""
SUB_LINGER_S = 10.0
"""The sub-stream of a tile that nobody sees is closed after this long, seconds."""


class Watch(Protocol):
    """What looks at a camera's frames (`vision.scene_watch.SceneWatch`)."""

    def look(self, frame: Frame) -> FrameLook:
        """Return what `frame` shows beside the frames before it."""
        ...


class CaptureWorker(Worker):
    """Watches one camera, opens it again when it is lost, and says what it is.

    Signals (delivered by the host on the GUI thread):
        frame_available (str camera_id): A preview waits (conflated).
        health_changed (CameraHealth): State or reason changed, or a second has passed.

    Args:
        camera: Settings.
        make_source: Makes the source of one connection, in a reader thread.
        watch: Looks at the frames of all connections, in order.
        make_preview_source: The same for the sub-stream; None when the tile gets the main stream.
        preview_watch: Looks at the sub-stream's frames, so that a frozen one is not shown.
        reading: Newest frame that may be read.
        preview: Newest picture for the tile.
        wakeup: Wakes the reading.
        backoff: When to try again.
        preview_backoff: The same for the sub-stream.
        clock: Time.
        reader_ready: Set when plates can be read; a recording waits for it.
        trust: Gets when the picture was last known to be of the present.
        numbers: Of the frames; those of one camera go on when its worker is started anew, because
            passages and pictures know a frame by its number.
    """

    frame_available = Signal(str)
    health_changed = Signal(object)

    def __init__(
        self,
        *,
        camera: CameraConfig,
        make_source: Callable[[], FrameSource],
        watch: Watch,
        reading: LatestSlot[Frame],
        preview: LatestSlot[PreviewImage],
        wakeup: Wakeup,
        backoff: Backoff,
        clock: Clock,
        make_preview_source: Callable[[], FrameSource] | None = None,
        preview_watch: Watch | None = None,
        preview_backoff: Backoff | None = None,
        reader_ready: threading.Event | None = None,
        trust: PictureTrust | None = None,
        numbers: Iterator[int] | None = None,
    ) -> None:
        super().__init__(f"capture:{camera.id}", clock=clock)
        self._camera = camera
        self._watch = watch
        self._sub_watch = preview_watch
        self._reading = reading
        self._preview = preview
        self._wakeup = wakeup
        self._trust = trust if trust is not None else PictureTrust()
        self._reader_ready = reader_ready
        self._changed = threading.Condition()
        self._frame_lock = threading.Lock()
        self._sub_lock = threading.Lock()
        limits = limits_of(camera)
        self._stale_after_s = limits.stale_after_s
        self._machine = CameraStateMachine(clock=clock, limits=limits)
        self._main = Connection(
            name=f"read:{camera.id}",
            make_source=make_source,
            deliver=self._on_frame,
            condition=self._changed,
            backoff=backoff,
            clock=clock,
            silent_s=limits.lost_after_s,
        )
        self._sub: Connection | None = None
        if make_preview_source is not None and preview_backoff is not None:
            self._sub = Connection(
                name=f"preview:{camera.id}",
                make_source=make_preview_source,
                deliver=self._on_sub_frame,
                condition=self._changed,
                backoff=preview_backoff,
                clock=clock,
                silent_s=limits.lost_after_s,
            )
        self._sub_code = ""
        self._sub_still = False
        self._sub_wanted_mono = float("-inf")
        self._size = (0, 0)
        self._numbers = numbers if numbers is not None else itertools.count(1)
        self._handed_on = False
        self._rates = Rates()
        self._news: deque[CameraHealth] = deque()
        self._last_preview = float("-inf")
        self._last_health = float("-inf")

    # ------------------------------------------------------------- any thread

    def set_preview_size(self, width: int, height: int) -> None:
        """Set the tile's device pixels; 0 x 0 stops the preview (any thread)."""
        self._size = (width, height)

    def request_stop(self) -> None:
        """Ask `run` to end; any thread. It ends at once, whatever the readers do."""
        super().request_stop()
        with self._changed:
            self._changed.notify_all()

    @property
    def abandoned(self) -> int:
        """Readers that were left behind and whose native call has not ended yet."""
        with self._changed:
            return self._main.abandoned + (self._sub.abandoned if self._sub is not None else 0)

    # -------------------------------------------------------- the worker's own

    def work(self) -> None:
        """Watch the camera until asked to stop, or until a recording is over."""
        self._tell()
        self._wait_for_reader()
        try:
            self._watch_over()
        finally:
            self._close()

    def _wait_for_reader(self) -> None:
        """Hold a recording back until it can be read; a camera's picture is shown at once."""
        if self._reader_ready is None or is_live(self._camera.source):
            return
        deadline = self.clock.monotonic() + READER_WAIT_S
        while not self.stop_event.is_set() and self.clock.monotonic() < deadline:
            if self._reader_ready.wait(0.05):
                return

    def _watch_over(self) -> None:
        with self._changed:
            if not self.stop_event.is_set():
                self._machine.opened()
                self._main.open()
        while not self.stop_event.is_set():
            self.beat()
            with self._changed:
                self._step_main()
                self._step_sub()
                before = (self._machine.state, self._machine.code)
                self._machine.tick()
                self._note(before)
                is_over = self._machine.state is CameraState.ENDED
                if not self._news and not is_over and not self.stop_event.is_set():
                    self._changed.wait(self._next_wait())
            self._tell_news()
            if is_over:
                return

    def _step_main(self) -> None:
        """See how the main stream does, and open it again when it is time."""
        main, machine = self._main, self._machine
        if main.retry_is_due():
            machine.opened()
            main.reopen()
            self._say()
            return
        ending = main.step()
        if ending is None:
            return
        if ending.bug is not None:
            raise ending.bug
        if not ending.code:
            if not is_live(self._camera.source) and not self._camera.loop:
                before = (machine.state, machine.code)
                machine.ended()
                self._note(before)
                return
            if self._camera.loop and ending.frames:
                main.open()
                return
            ending = replace(ending, code="camera.lost", detail="end of stream")
        before = (machine.state, machine.code)
        wait_s = main.wait_to_retry(ending)
        machine.failed(ending.code)
        if (machine.state, machine.code) != before:
            logger.warning(
                "camera %s: %s, next try in %.1f s",
                self._camera.id,
                ending.detail or ending.code,
                wait_s,
            )
        self._say()

    def _step_sub(self) -> None:
        """See how the sub-stream does; it only runs beside a main stream, for a tile."""
        sub = self._sub
        if sub is None:
            return
        now = self.clock.monotonic()
        if min(self._size) > 0:
            self._sub_wanted_mono = now
        if now - self._sub_wanted_mono > SUB_LINGER_S:
            if sub.phase is not Phase.CLOSED:
                sub.close()
                self._sub_code = ""
            return
        ending = sub.step()
        if ending is not None:
            self._on_sub_ended(sub, ending)
        # The same camera refuses the same password: with the main stream first, there is one try.
        if self._main.phase is not Phase.STREAMING:
            return
        if sub.phase is Phase.CLOSED:
            sub.open()
        elif sub.retry_is_due():
            sub.reopen()

    def _on_sub_ended(self, sub: Connection, ending: Ending) -> None:
        if ending.bug is not None:
            # The main stream is read all the same: this is not worth a restart.
            logger.error("camera %s: sub-stream failed", self._camera.id, exc_info=ending.bug)
        code = "camera.lost" if ending.bug is not None or not ending.code else ending.code
        sub.wait_to_retry(replace(ending, code=code))
        if code != self._sub_code:
            self._sub_code = code
            logger.info("camera %s: sub-stream: %s", self._camera.id, ending.detail or code)
            self._say()

    def _next_wait(self) -> float:
        now = self.clock.monotonic()
        waits = [POLL_S, self._last_health + HEALTH_EVERY_S - now]
        parts = (self._main, self._sub, self._machine)
        waits += [
            due for part in parts if part is not None and (due := part.due_in_s()) is not None
        ]
        return max(0.0, min(waits))

    def _close(self) -> None:
        with self._changed:
            readers = [self._main.close(), self._sub.close() if self._sub is not None else None]
        for reader in readers:
            if reader is not None:
                reader.join(CLOSE_S)

    # ------------------------------------------------------ in a reader's thread

    def _on_frame(self, generation: int, frame: Frame) -> bool:
        """Take a frame of the main stream; False when its reader shall end."""
        with self._frame_lock:  # an abandoned reader may wake up while the next one delivers
            with self._changed:
                if not self._main.accept(generation, fault=self._fault_of(frame)):
                    return False
            look = None if frame.damaged else self._watch.look(frame)
            frame = replace(frame, seq=next(self._numbers), look=look)
            with self._changed:
                if not self._main.is_current(generation):
                    return False
                if look is not None:
                    self._trust.note(frame.fresh_mono)
                now = self.clock.monotonic()
                self._rates.note(now)
                before = (self._machine.state, self._machine.code)
                fault = self._machine.frame(
                    captured_mono=frame.captured_mono,
                    still_s=look.still_s if look is not None else 0.0,
                    flat_s=look.flat_s if look is not None else 0.0,
                    damaged=frame.damaged,
                    moved=look is not None and look.motion >= MOTION_SHARE,
                )
                if self._note(before):
                    self._changed.notify_all()
                    if not self._machine.accepts_reads:
                        self._reading.take()  # nor what came just before
                        self._handed_on = False
                is_good = self._machine.accepts_reads and not fault
                on_tile = not self._sub_shows()
            if frame.repeats:
                if is_good and self._handed_on:
                    self._reading.offer(frame)  # never in place of one that is to be read
            elif not frame.damaged:
                self._handed_on = is_good
                if is_good:
                    self._reading.put(frame)
                    self._wakeup.set()
            if on_tile:
                self._paint(frame, now)
        return True

    def _on_sub_frame(self, generation: int, frame: Frame) -> bool:
        """Take a frame of the sub-stream: it only goes to the tile."""
        sub = self._sub
        if sub is None:
            return False
        with self._changed:
            if not sub.accept(generation, fault=self._fault_of(frame)):
                return False
        after = self._camera.frozen_after_s
        still = False
        if self._sub_watch is not None and not frame.damaged and after > 0:
            with self._sub_lock:  # as for the main stream
                still = self._sub_watch.look(frame).still_s >= after
        with self._changed:
            if not sub.is_current(generation):
                return False
            self._sub_still = still
            if self._sub_code:
                self._sub_code = ""
                self._say()
                self._changed.notify_all()
            on_tile = self._sub_shows()
        if on_tile:
            self._paint(frame, self.clock.monotonic())
        return True

    def _fault_of(self, frame: Frame) -> str:
        """Return why a frame is useless, "" if it is not."""
        if frame.damaged:
            return "camera.damaged"
        age_s = self.clock.monotonic() - frame.captured_mono
        return "camera.late" if age_s >= self._stale_after_s else ""

    def _sub_shows(self) -> bool:
        """Return whether the tile gets the sub-stream's frames."""
        age_s = self._sub.age_s if self._sub is not None else None
        return age_s is not None and age_s < SUB_STALE_S and not self._sub_still

    def _paint(self, frame: Frame, now: float) -> None:
        width, height = self._size
        if width <= 0 or height <= 0 or now - self._last_preview < 0.9 / PREVIEW_FPS:
            return
        self._last_preview = now
        if self._preview.put(preview_of(frame, width, height)):
            self.frame_available.emit(self._camera.id)

    # ------------------------------------------------------------------ health

    def _note(self, before: tuple[CameraState, str]) -> bool:
        """Queue the news if the state or its reason is another one; `_changed` is held."""
        if (self._machine.state, self._machine.code) == before:
            return False
        self._say()
        return True

    def _say(self) -> None:
        self._news.append(self._health())

    def _tell_news(self) -> None:
        """Send what is new, and the numbers once a second."""
        while self._news:
            self._last_health = self.clock.monotonic()
            self.health_changed.emit(self._news.popleft())
        if self.clock.monotonic() - self._last_health >= HEALTH_EVERY_S:
            self._tell()

    def _tell(self) -> None:
        self._last_health = self.clock.monotonic()
        with self._changed:
            health = self._health()
        self.health_changed.emit(health)

    def _health(self) -> CameraHealth:
        machine, main = self._machine, self._main
        counters = main.counters
        now = self.clock.monotonic()
        return CameraHealth(
            camera_id=self._camera.id,
            state=machine.state,
            since_at=machine.since_at,
            code=machine.code,
            fps=self._rates.fps(now) if machine.state in SHOWING else 0.0,
            reconnects=main.reopened,
            retry_in_s=main.retry_in_s,
            age_s=machine.age_s,
            bitrate_kbps=self._rates.bitrate_kbps(now, counters.received_bytes),
            decode_errors=counters.decode_errors,
            skipped=counters.skipped,
            codec=counters.codec,
            width=counters.width,
            height=counters.height,
            preview_code=self._sub_code,
        )


def limits_of(camera: CameraConfig) -> CameraLimits:
    """Return when the picture of a camera stops being live."""
    stale_s = camera.stale_after_s
    if camera.source.startswith("http"):
        # Snapshots may be asked for as rarely as one in ten seconds; one of two may be late.
        stale_s = max(stale_s, 2.5 / camera.snapshot_fps)
    return CameraLimits(
        stale_after_s=stale_s,
        lost_after_s=max(LOST_AFTER_S, stale_s + 2.0),
        frozen_after_s=camera.frozen_after_s,
        covered_after_s=camera.covered_after_s,
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
