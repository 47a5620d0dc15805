# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk bench cameras`: what a camera costs, from 1 to 8 of them, in two sizes.

Plays H.264 files that were encoded beforehand (no coder runs while it measures) at their own speed,
through the sources, the scene watch, the preview and the pipeline of the kiosk, each camera in a
thread of its own. Only painting is left out.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from PySide6.QtCore import QCoreApplication, QTimer

from alpr_kiosk.bench_tools import Lateness, processor_s, spin
from alpr_kiosk.config.paths import models_dir
from alpr_kiosk.config.schema import CameraConfig, VisionConfig
from alpr_kiosk.demo import demo_config
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.runtime.capture import PREVIEW_FPS, preview_of
from alpr_kiosk.runtime.mailbox import LatestSlot, Wakeup
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.pace import ReadingPace
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.protocols import Detector, Recognizer
from alpr_kiosk.vision.scene_watch import SceneWatch
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.types import Detections, Frame, Image, Recognition

CAMERAS = (1, 2, 4, 8)
SIZES = ((1280, 720), (1920, 1080))
FPS = 25
CLIP_S = 8
BITS_PER_PIXEL = 0.1
"""Bit rate of the clips: 2.3 Mbit/s at 1280x720, 5.2 at 1920x1080, as cameras are set up."""
NOISE_LEVELS = 1.5
"""A sensor's noise in the clips: without it most blocks would be skipped, and cost nothing."""
TILE = (431, 242)
"""Tile of a camera with four on the screen, px (screens.md)."""
WARM_UP_S = 3.0
IDLE_S = 3.0
STAGES = ("decode", "watch", "preview", "detection", "reading")


@dataclass(slots=True)
class Spent:
    """Processor time of the stages, added up over threads, once `counting`."""

    counting: bool = False
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add this thread's processor time within the block to `name`."""
        begun = time.thread_time()
        try:
            yield
        finally:
            self.add(name, time.thread_time() - begun)

    def add(self, name: str, seconds: float) -> None:
        """Add time and one count to `name`."""
        if self.counting:
            with self._lock:
                self.seconds[name] += seconds
                self.counts[name] += 1


class _TimedDetector:
    def __init__(self, detector: Detector, spent: Spent) -> None:
        self._detector, self._spent = detector, spent

    def detect(self, images: Sequence[Image]) -> list[Detections]:
        with self._spent.stage("detection"):
            return self._detector.detect(images)


class _TimedRecognizer:
    def __init__(self, recognizer: Recognizer, spent: Spent) -> None:
        self._recognizer, self._spent = recognizer, spent

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        with self._spent.stage("reading"):
            return self._recognizer.read(crops)


class _Camera:
    """One camera: its source in a thread, its newest frame and its newest preview."""

    def __init__(self, *, config: CameraConfig, spent: Spent, wakeup: Wakeup, clock: Clock) -> None:
        self.config = config
        self.slot: LatestSlot[Frame] = LatestSlot()
        self.preview: LatestSlot[PreviewImage] = LatestSlot()
        self.problem = ""
        self.skipped = 0
        self._spent, self._wakeup, self._clock = spent, wakeup, clock

    def play(self, stop: threading.Event) -> None:
        """Deliver frames until `stop`; the end of a camera is told in `problem`."""
        try:
            self._play(stop)
        except CameraError as exc:
            self.problem = exc.code

    def _play(self, stop: threading.Event) -> None:
        source = make_source(self.config, self._clock)
        watch = SceneWatch(clock=self._clock)
        frames = source.frames(stop)
        shown, skipped = float("-inf"), 0
        while True:
            with self._spent.stage("decode"):
                frame = next(frames, None)
            if frame is None:
                return
            if self._spent.counting:
                self.skipped += source.counters.skipped - skipped
            skipped = source.counters.skipped
            with self._spent.stage("watch"):
                look = watch.look(frame)
            looked = replace(frame, look=look)
            if looked.readable:
                self.slot.put(looked)
                self._wakeup.set()
            now = self._clock.monotonic()
            if now - shown >= 0.9 / PREVIEW_FPS:
                shown = now
                with self._spent.stage("preview"):
                    self.preview.put(preview_of(frame, *TILE))


def run_camera_bench(
    *,
    seconds: float = 10.0,
    cameras: Sequence[int] = CAMERAS,
    sizes: Sequence[tuple[int, int]] = SIZES,
    detect_fps: float = 5.0,
    rtsp: str = "",
    progress: Callable[[str], None] = lambda _text: None,
) -> dict[str, object]:
    """Measure each number of cameras in each size.

    Args:
        seconds: Length of each measured part, > 0.
        cameras: How many at once.
        sizes: Width and height, px; with `rtsp` only the first is named, the stream has its own.
        detect_fps: Frames a second that are asked of the detector for each camera, as if each
            lane was in use all the time.
        rtsp: Play this stream instead of files; "" for files.
        progress: Is told what is done next.

    Returns:
        Lateness of the GUI timer when idle, and one row for each number and size.
    """
    _app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    kit = load_kit(VisionConfig(), ModelStore(models_dir()))
    idle = Lateness()
    spin(IDLE_S)
    report: dict[str, object] = {
        "engine": kit.engine,
        "detect_fps_asked": detect_fps,
        "gui_timer_lateness_idle": idle.stop(),
    }
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="alpr-bench-") as folder:
        for size in sizes[:1] if rtsp else sizes:
            progress(f"encoding {size[0]}x{size[1]}")
            clips = [rtsp] if rtsp else _clips(Path(folder), size)
            for count in cameras:
                progress(f"{count} x {size[0]}x{size[1]}")
                rows.append(_measure(kit, clips, size, count, seconds, detect_fps))
    report["runs"] = rows
    return report


def _measure(
    kit: VisionKit,
    clips: Sequence[str],
    size: tuple[int, int],
    count: int,
    seconds: float,
    detect_fps: float,
) -> dict[str, object]:
    clock, spent, wakeup, stop = SystemClock(), Spent(), Wakeup(), threading.Event()
    cameras = [
        _Camera(
            config=CameraConfig(
                id=f"camera-{number}",
                source=clips[number % len(clips)],
                realtime=True,
                loop=True,
            ),
            spent=spent,
            wakeup=wakeup,
            clock=clock,
        )
        for number in range(count)
    ]
    pipeline = PlatePipeline(
        detector=_TimedDetector(kit.detector, spent),
        recognizer=_TimedRecognizer(kit.recognizer, spent),
        tracker_factory=kit.make_tracker,
        cameras=[camera.config for camera in cameras],
        clock=clock,
    )
    threads = [threading.Thread(target=camera.play, args=(stop,)) for camera in cameras]
    threads.append(
        threading.Thread(target=_read, args=(cameras, pipeline, detect_fps, spent, wakeup, stop))
    )
    for thread in threads:
        thread.start()
    # The tiles' timer: the screen takes each preview, as the kiosk does before it paints.
    tiles = QTimer()
    tiles.timeout.connect(lambda: [camera.preview.take() for camera in cameras])
    tiles.start(int(1000 / PREVIEW_FPS))
    spin(WARM_UP_S)
    lateness = Lateness()
    begun, used = time.perf_counter(), processor_s()
    spent.counting = True
    spin(seconds)
    spent.counting = False
    passed, used = time.perf_counter() - begun, processor_s() - used
    late = lateness.stop()
    tiles.stop()
    stop.set()
    for thread in threads:
        thread.join(timeout=10)
    per_camera = 1000 / (passed * count)
    stages = {name: round(spent.seconds[name] * per_camera, 1) for name in STAGES}
    total = used * per_camera
    return {
        "cameras": count,
        "size": f"{size[0]}x{size[1]}",
        "cpu_ms_per_camera_second": stages
        | {"other": round(total - sum(stages.values()), 1), "all": round(total, 1)},
        "fps": round(spent.counts["watch"] / (passed * count), 1),
        "previews_fps": round(spent.counts["preview"] / (passed * count), 1),
        "detect_fps": round(spent.counts["looked_at"] / (passed * count), 1),
        "skipped_undecoded_or_late": sum(camera.skipped for camera in cameras),
        "gui_timer_lateness": late,
        "problems": sorted({camera.problem for camera in cameras if camera.problem}),
    }


def _read(
    cameras: Sequence[_Camera],
    pipeline: PlatePipeline,
    detect_fps: float,
    spent: Spent,
    wakeup: Wakeup,
    stop: threading.Event,
) -> None:
    """Read the newest frames of all cameras, each lane as if a vehicle stood in it."""
    clock = SystemClock()
    paces = [ReadingPace(full_fps=detect_fps, idle_fps=detect_fps) for _ in cameras]
    pending: list[Frame | None] = [None for _ in cameras]
    while not stop.is_set():
        now = clock.monotonic()
        due: list[Frame] = []
        for number, (camera, pace) in enumerate(zip(cameras, paces, strict=True)):
            newest = camera.slot.take()
            if newest is not None:
                pending[number] = newest
            waiting = pending[number]
            if waiting is not None and pace.is_due(now, busy=True):
                pace.taken(now)
                due.append(waiting)
                pending[number] = None
        if not due:
            waits = [
                pace.wait_s(now, busy=True)
                for pace, frame in zip(paces, pending, strict=True)
                if frame is not None
            ]
            wakeup.wait(min((0.1, *waits)))
            continue
        for _result in pipeline.process(due):
            spent.add("looked_at", 0.0)


def _clips(folder: Path, size: tuple[int, int]) -> list[str]:
    """Encode the scenes of the demo in this size; return their files."""
    paths = []
    for number, camera in enumerate(demo_config(loop=False).cameras):
        path = folder / f"scene-{number}-{size[1]}.mp4"
        encode_scene(camera, path, size=size)
        paths.append(str(path))
    return paths


def encode_scene(
    camera: CameraConfig, path: Path, *, size: tuple[int, int], seconds: float = CLIP_S
) -> None:
    """Write a demo camera's scene as H.264 with a sensor's noise, a key frame each 2 s."""
    rng = np.random.default_rng(1)
    rows, columns = size[1], size[0]
    sheet = np.rint(rng.normal(0, NOISE_LEVELS, (rows + 64, columns + 64, 1))).astype(np.int16)
    options = {"preset": "veryfast", "tune": "zerolatency", "g": str(2 * FPS)}
    source = make_source(camera.model_copy(update={"realtime": False}), SystemClock())
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(FPS), options=options)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.bit_rate = int(BITS_PER_PIXEL * rows * columns * FPS)
        written = 0
        for frame in source.frames(threading.Event()):
            at = frame.media_s if frame.media_s is not None else frame.seq / FPS
            picture = frame.pixels
            if (picture.shape[1], picture.shape[0]) != size:
                picture = np.asarray(cv2.resize(picture, size), dtype=np.uint8)
            while written / FPS <= at and written < seconds * FPS:
                y, x = (int(value) for value in rng.integers(0, 64, 2))
                noise = sheet[y : y + rows, x : x + columns]
                noisy = np.clip(picture.astype(np.int16) + noise, 0, 255).astype(np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(noisy, format="bgr24")))
                written += 1
            if written >= seconds * FPS:
                break
        container.mux(stream.encode())


def table(report: dict[str, object]) -> str:
    """Return the rows of a report as a table in Markdown."""
    lines = [
        "| cameras | size | " + " | ".join(STAGES) + " | other | all "
        "| fps | detected fps | skipped | lateness p50 | p95 |",
        "|---" * (len(STAGES) + 9) + "|",
    ]
    rows = report["runs"]
    assert isinstance(rows, list)  # noqa: S101 - our own report
    for row in rows:
        spent, late = row["cpu_ms_per_camera_second"], row["gui_timer_lateness"]
        cells = [row["cameras"], row["size"], *(spent[name] for name in (*STAGES, "other", "all"))]
        cells += [row["fps"], row["detect_fps"], row["skipped_undecoded_or_late"]]
        cells += [late["p50"], late["p95"]]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)
