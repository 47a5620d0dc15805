# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether this machine keeps up with four cameras: frames decoded, detected, followed and read.

The pictures are those of the demo scene, encoded beforehand, so that drawing them costs nothing
here. Each camera decodes in a thread of its own into a one-slot mailbox, as in the kiosk; one
thread reads. A frame that was replaced before it was read is a backlog.
"""

from __future__ import annotations

import threading
import time
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from alpr_kiosk.bench_tools import percentile, processor_s
from alpr_kiosk.config.schema import AppConfig, CameraConfig
from alpr_kiosk.demo import demo_config
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.runtime.mailbox import LatestSlot, Wakeup
from alpr_kiosk.site_reading import make_pipeline
from alpr_kiosk.vision.sources.factory import DEMO_PREFIX, make_source
from alpr_kiosk.vision.types import Frame, Image

CAMERAS = 4
FPS = 10
SIZE = (1280, 720)
"""Width and height of the frames, px (issue 3: 4 cameras of 1280x720 at 10 fps on 2 cores)."""

CLIP_S = 12
WARM_UP_S = 3.0


def run_load(folder: Path, seconds: float) -> dict[str, object]:
    """Play four cameras for `seconds` and count what was read in time.

    Args:
        folder: For the encoded clips.
        seconds: Length of the measured part, > 0.

    Returns:
        Frames offered, read and replaced unread; age of a frame when its result is there (ms);
        processor seconds per second of all threads together.
    """
    config = encoded_site(folder)
    clock = SystemClock()
    pipeline = make_pipeline(config, clock=clock)
    stop, wakeup = threading.Event(), Wakeup()
    slots: dict[str, LatestSlot[Frame]] = {camera.id: LatestSlot() for camera in config.cameras}
    offered = [0]

    def play(camera: CameraConfig) -> None:
        for frame in make_source(camera, clock).frames(stop):
            slots[camera.id].put(frame)
            offered[0] += 1
            wakeup.set()

    threads = [threading.Thread(target=play, args=(c,), daemon=True) for c in config.cameras]
    for thread in threads:
        thread.start()
    ages: list[float] = []
    reads = 0
    begin = time.perf_counter() + WARM_UP_S
    measuring = False
    first: tuple[int, int, float] = (0, 0, 0.0)
    while (now := time.perf_counter()) < begin + seconds:
        if not measuring and now >= begin:
            measuring = True
            first = (offered[0], sum(s.dropped for s in slots.values()), processor_s())
        wakeup.wait(0.05)
        frames = [frame for slot in slots.values() if (frame := slot.take()) is not None]
        if not frames:
            continue
        for result in pipeline.process(frames):
            if measuring:
                ages.append((clock.monotonic() - result.frame.captured_mono) * 1000)
                reads += len(result.reads)
    shown, dropped, busy = (
        offered[0] - first[0],
        sum(s.dropped for s in slots.values()) - first[1],
        processor_s() - first[2],
    )
    stop.set()
    for thread in threads:
        thread.join(timeout=5)
    return {
        "cameras": CAMERAS,
        "fps": FPS,
        "offered": shown,
        "read": len(ages),
        "replaced_unread": dropped,
        "plate_reads": reads,
        "age_ms_p50": percentile(ages, 0.50),
        "age_ms_p95": percentile(ages, 0.95),
        "processor_s_per_s": round(busy / seconds, 2),
    }


def encoded_site(folder: Path) -> AppConfig:
    """Return the demo's site with four cameras that play clips, encoded into `folder` now."""
    config = demo_config(loop=False)
    cameras = []
    for number in range(CAMERAS):
        model = config.cameras[number % len(config.cameras)]
        camera = encoded_camera(model, folder, fps=FPS, seconds=CLIP_S)
        cameras.append(camera.model_copy(update={"id": f"load-{number}"}))
    lanes = tuple(
        config.lanes[0].model_copy(update={"id": camera.id, "camera": camera.id, "gate": None})
        for camera in cameras
    )
    return config.model_copy(update={"cameras": tuple(cameras), "lanes": lanes})


def encoded_camera(camera: CameraConfig, folder: Path, *, fps: int, seconds: float) -> CameraConfig:
    """Return a demo camera that plays its scene from H.264, again and again.

    Args:
        camera: Whose scene it is; those of the same scene play the same file.
        folder: For the file; one that is there is not written again.
        fps: Frames a second of the file; a scene that has more leaves some out.
        seconds: Length of the file, unless the scene is shorter.
    """
    path = folder / f"{camera.source.removeprefix(DEMO_PREFIX).replace('/', '-')}.mp4"
    if not path.exists():
        _encode(camera, path, fps=fps, seconds=seconds)
    return camera.model_copy(update={"source": str(path), "realtime": True, "loop": True})


def _encode(camera: CameraConfig, path: Path, *, fps: int, seconds: float) -> None:
    source = make_source(camera.model_copy(update={"realtime": False}), SystemClock())
    every, written = 0.0, 0
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(fps), options={"preset": "veryfast"})
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for frame in source.frames(threading.Event()):
            at = frame.media_s if frame.media_s is not None else frame.seq / 25
            if at < every:
                continue
            every = at + 1 / fps - 0.01
            picture: Image = frame.pixels
            if (picture.shape[1], picture.shape[0]) != SIZE:
                picture = np.asarray(cv2.resize(picture, SIZE, interpolation=cv2.INTER_AREA))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
            written += 1
            if written >= seconds * fps:
                break
        container.mux(stream.encode())
