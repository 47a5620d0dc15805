# SPDX-License-Identifier: AGPL-3.0-or-later
"""Clips of rendered lanes, encoded once as a camera would send them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av

from alpr_kiosk.vision.sources.scene import Scene
from alpr_kiosk.vision.sources.scene_script import Leave, SceneScript, VehicleScript
from alpr_kiosk.vision.types import Image

SIZE = (1280, 720)
"""Width and height of the scenes, px."""


def lane_script(
    plate: str = "KT 4937", *, leave: Leave = "stay", dwell_s: float = 5.0
) -> SceneScript:
    """Return the demo's lane in: empty for 2 s, then one car drives up to the stop line.

    Its plate is in the open zone from about 5.4 s on, and it stands at 6.6 s.
    """
    car = VehicleScript(
        plate=plate,
        colour=(0.10, 0.09, 0.50),
        enter_s=2.0,
        start_m=26.0,
        dwell_s=dwell_s,
        leave=leave,
    )
    return SceneScript(name="one-car", duration_s=60.0, seed=11, vehicles=(car,))


def lane_clip(
    path: Path,
    script: SceneScript,
    *,
    seconds: float,
    freeze_s: float = float("inf"),
    fps: int = 10,
    gop: int = 10,
) -> Path:
    """Encode a scene as H.264, one slice a picture, with the noise of its sensor.

    Args:
        path: File to write; its suffix names the container.
        script: Who drives.
        seconds: Length.
        freeze_s: From here on the same picture, noise and all, is encoded again and again.
        fps: Pictures a second.
        gop: Pictures from key picture to key picture.
    """
    scene = Scene(script)
    picture: Image | None = None
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=Fraction(fps))
        stream.options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(gop), "bf": "0"}
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.bit_rate = int(0.15 * SIZE[0] * SIZE[1] * fps)
        stream.thread_count = 1
        for number in range(round(seconds * fps)):
            if picture is None or number / fps < freeze_s:
                picture = scene.render(number / fps)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        out.mux(stream.encode())
    return path
