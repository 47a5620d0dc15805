# SPDX-License-Identifier: AGPL-3.0-or-later
"""A rendered scene as a camera: ``demo:SCENE``, or ``demo:SCENE/15`` for other than 25 a second."""

from __future__ import annotations

import math
from collections.abc import Iterator

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.scene import Scene, demo_scene
from alpr_kiosk.vision.sources.scene_script import SceneScript
from alpr_kiosk.vision.types import Frame, SourceCounters

FPS = 25.0
"""Frames a second, as gate cameras send; measured 1.2 ms a frame on one core (EPYC, day scene)."""

FPS_RANGE = (1.0, 60.0)


def scene_and_rate(name: str) -> tuple[str, float]:
    """Return the scene and the frames a second of ``SCENE`` or ``SCENE/FPS``.

    Raises:
        CameraError: ``camera.unreachable`` when what follows the slash is no number from 1 to 60.
    """
    scene, slash, said = name.partition("/")
    if not slash:
        return scene, FPS
    try:
        rate = float(said)
    except ValueError:
        rate = math.nan
    if not FPS_RANGE[0] <= rate <= FPS_RANGE[1]:
        raise CameraError(
            "camera.unreachable",
            source=f"demo:{name}",
            detail="after the slash come the frames a second, 1 to 60",
        )
    return scene, rate


class RenderedSource:
    """Frames of a rendered scene, at their own speed or as fast as they are taken."""

    def __init__(
        self,
        *,
        camera_id: str,
        scene: str | SceneScript,
        clock: Clock,
        realtime: bool = True,
        loop: bool = False,
        fps: float = FPS,
    ) -> None:
        """Prepare; nothing is loaded before the first frame is asked for.

        Args:
            camera_id: Camera that the frames are of.
            scene: Name of a demo scene, or a script.
            clock: Where arrival times come from.
            realtime: Wait until each frame is due and leave out those that are late.
            loop: Begin again at the end; sequence numbers go on.
            fps: Frames a second of the scene, above 0.

        Raises:
            ValueError: `fps` is not above 0.
        """
        if fps <= 0:
            raise ValueError("fps must be above 0")
        self._camera_id = camera_id
        self._scene = scene
        self._clock = clock
        self._realtime = realtime
        self._loop = loop
        self._fps = fps
        self._seq = 0
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        """Yield frames until the end of the scene or `stop`.

        Raises:
            CameraError: ``camera.unreachable`` for an unknown scene or missing pictures,
                ``camera.format`` for damaged ones.
        """
        script = demo_scene(self._scene) if isinstance(self._scene, str) else self._scene
        scene = Scene(script)
        per_loop = max(1, round(script.duration_s * self._fps))
        started = self._clock.monotonic()
        number = 0
        while not stop.is_set() and (self._loop or number < per_loop):
            if self._realtime:
                due = started + number / self._fps
                now = self._clock.monotonic()
                if now < due:
                    if stop.wait(due - now):
                        return
                    if self._clock.monotonic() < due:
                        continue
                elif now - due >= 1 / self._fps:
                    # late by a frame or more: leave out what nobody saw
                    late = number
                    number = math.floor((now - started) * self._fps)
                    self.counters.skipped += number - late
                    continue
            media = (number % per_loop) / self._fps
            pixels = scene.render(media)
            pixels.flags.writeable = False
            self._seq += 1
            self.counters.decoded += 1
            self.counters.codec = "rendered"
            self.counters.height, self.counters.width = pixels.shape[:2]
            yield Frame(
                camera_id=self._camera_id,
                seq=self._seq,
                picture=ArrayPicture(pixels),
                captured_at=self._clock.utc_now(),
                captured_mono=self._clock.monotonic(),
                media_s=media,
            )
            number += 1
