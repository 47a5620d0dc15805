# SPDX-License-Identifier: AGPL-3.0-or-later
"""How old a picture is when a tile gets it, from the moment of its exposure on.

A small camera in this process, on loopback, paints the time into each picture just before it is
coded; the tile's picture is read for it. Everything between is the kiosk's own: source, capture
thread, scene watch, preview, the signal to the GUI thread. Coding and sending count too, because a
camera does them as well; how much that is stands beside it.

H.264 comes as MPEG-TS, which FFmpeg takes apart as it does RTSP: a picture is handed on only when
the first bytes of the next one are there (measured for both: one distance between two pictures).
"""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import av
import cv2
import numpy as np
from PySide6.QtCore import QObject, Slot

from alpr_kiosk import time_code
from alpr_kiosk.bench_tools import percentile, spin, summary
from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.mailbox import LatestSlot, Wakeup
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.runtime.worker import WorkerHost
from alpr_kiosk.vision.scene_watch import SceneWatch
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.sources.scene import Scene, demo_scene
from alpr_kiosk.vision.types import Frame, Image

FPS = 12
"""Below the 15 a second that a tile takes, so that none is left out."""
SIZE = (1280, 720)
"""Of the demo scenes, px."""
TILE = (431, 242)
"""Tile of a camera with four on the screen, px (screens.md)."""
JPEG_QUALITY = 80
BITS_PER_PIXEL = 0.1
"""As cameras are set up: 1.1 Mbit/s at 1280x720 and 12 a second."""
START_S = 20.0
"""Longest wait for the first picture."""
WARM_UP_S = 1.0
"""Left out at the start: FFmpeg hands out at once what it had looked at."""
Feed = Callable[["_Lens", Callable[[bytes], int]], None]


class _Lens:
    """Pictures of the demo lane, each with the time of its exposure.

    Attributes:
        sent_ms: For each picture, from exposure to being sent.
    """

    def __init__(self, clock: Clock, stop: threading.Event) -> None:
        self._clock, self._stop = clock, stop
        self._scene = Scene(demo_scene("gate-in"))
        self.sent_ms: list[float] = []

    def pictures(self) -> Iterator[tuple[int, Image]]:
        """Yield pictures, numbered by their time; until the next is asked for, one is sent."""
        begun = self._clock.monotonic()
        number = 0
        while not self._stop.is_set():
            picture = self._scene.render(number / FPS)
            self._stop.wait(max(0.0, begun + number / FPS - self._clock.monotonic()))
            exposed = self._clock.monotonic()
            time_code.paint(picture, int(exposed * 1000))
            yield number, picture
            self.sent_ms.append((self._clock.monotonic() - exposed) * 1000)
            # Late ones are left out, as a camera does.
            number = max(number + 1, math.ceil((self._clock.monotonic() - begun) * FPS))


def _send_mjpeg(lens: _Lens, write: Callable[[bytes], int]) -> None:
    for _number, picture in lens.pictures():
        _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {data.size}\r\n\r\n"
        write(head.encode() + data.tobytes() + b"\r\n")


def _send_h264(lens: _Lens, write: Callable[[bytes], int]) -> None:
    class Sink:
        """What PyAV writes to."""

        def write(self, data: bytes) -> int:
            return write(data)

    # Without the length of a picture its end is known by the next one too: twice the distance.
    options = {"flush_packets": "1", "omit_video_pes_length": "0"}
    with av.open(Sink(), "w", format="mpegts", options=options) as out:
        stream = out.add_stream("libx264", rate=FPS)
        stream.options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(2 * FPS)}
        stream.thread_count = 1
        stream.pix_fmt = "yuv420p"
        stream.width, stream.height = SIZE
        stream.bit_rate = int(BITS_PER_PIXEL * SIZE[0] * SIZE[1] * FPS)
        for number, picture in lens.pictures():
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            for packet in stream.encode(frame):
                out.mux(packet)


FEEDS: dict[str, tuple[str, Feed]] = {
    "mjpeg": ("multipart/x-mixed-replace; boundary=frame", _send_mjpeg),
    "h264": ("video/mp2t", _send_h264),
}
"""Name -> content type and what sends it."""


@contextmanager
def _camera(feed: str, clock: Clock) -> Iterator[tuple[str, list[_Lens]]]:
    """Yield the address of a camera on loopback, and the lens of each of its clients."""
    content_type, send = FEEDS[feed]
    stop = threading.Event()
    lenses: list[_Lens] = []

    class Handler(BaseHTTPRequestHandler):
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.end_headers()
            lens = _Lens(clock, stop)
            lenses.append(lens)
            # The kiosk hangs up when it has seen what it is, and at the end.
            with suppress(OSError, av.error.FFmpegError):
                send(lens, self.wfile.write)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{feed}", lenses
    finally:
        stop.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Tile(QObject):
    """Takes each preview in the GUI thread and reads its time.

    Attributes:
        ages: From exposure, ms.
        arrivals: From the frame's arrival at the kiosk, ms.
        unread: Pictures without a whole time.
    """

    def __init__(self, slot: LatestSlot[PreviewImage], clock: Clock) -> None:
        super().__init__()
        self._slot, self._clock = slot, clock
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.ages: list[float] = []
        self.arrivals: list[float] = []
        self.unread = 0

    @Slot(str)
    def on_frame(self, _camera_id: str) -> None:
        """Take what waits."""
        image = self._slot.take()
        now = self._clock.monotonic()
        if image is None:
            return
        exposed_ms = time_code.read(np.asarray(image.data, dtype=np.uint8))
        if exposed_ms is None:
            self.unread += 1
            return
        self.ages.append(now * 1000 - exposed_ms)
        self.arrivals.append((now - image.captured_mono) * 1000)


def glass_to_tile(*, seconds: float = 8.0) -> dict[str, object]:
    """Measure each kind of stream for `seconds`, ms; a `QCoreApplication` must be there.

    Returns:
        By kind: the age of pictures at the tile, in it the test camera's coding and sending
        (`camera_p50`) and what lies after the arrival of the frame (`after_arrival_p50`); the
        distance of two pictures (`period`); pictures whose time could not be read.
    """
    clock = SystemClock()
    return {feed: _measure(feed, seconds, clock) for feed in FEEDS}


def _measure(feed: str, seconds: float, clock: Clock) -> dict[str, object]:
    reading: LatestSlot[Frame] = LatestSlot()
    preview: LatestSlot[PreviewImage] = LatestSlot()
    tile = _Tile(preview, clock)
    with _camera(feed, clock) as (address, lenses):
        camera = CameraConfig(id="glass", source=address)
        worker = CaptureWorker(
            camera=camera,
            make_source=lambda: make_source(camera, clock),
            watch=SceneWatch(clock=clock),
            reading=reading,
            preview=preview,
            wakeup=Wakeup(),
            backoff=Backoff(clock=clock, random=random.random),
            clock=clock,
        )
        worker.set_preview_size(*TILE)
        worker.frame_available.connect(tile.on_frame)
        host = WorkerHost(worker)
        host.start()
        try:
            end = clock.monotonic() + START_S
            while not tile.ages and clock.monotonic() < end:
                spin(0.1)
            spin(WARM_UP_S)
            tile.forget()
            for lens in list(lenses):
                lens.sent_ms.clear()
            spin(seconds)
        finally:
            host.stop()
    # Of the clients that the kiosk was in turn, the one that it stayed.
    sent = max((lens.sent_ms for lens in lenses), key=len, default=[])
    return {
        **summary(tile.ages),
        "camera_p50": percentile(sent, 0.5),
        "after_arrival_p50": percentile(tile.arrivals, 0.5),
        "period": round(1000 / FPS, 1),
        "unread": tile.unread,
    }
