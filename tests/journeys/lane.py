# SPDX-License-Identifier: AGPL-3.0-or-later
"""A network camera over a rendered lane into which a test drives cars, one after another."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import cv2

from alpr_kiosk.vision.sources.scene import OPEN_ZONE, Scene
from alpr_kiosk.vision.sources.scene_script import SceneScript, VehicleScript
from tests.emulators.http_camera import HttpCamera

START_M = 15.0
"""Where a car sets off, metres before the camera: it stands at the stop line 2.5 s later."""
STAYS_S = 1e6
ZONE = OPEN_ZONE


class _Moments:
    """The pictures of a lane, each of the moment in which it is asked for."""

    def __init__(self) -> None:
        self.dead = False
        self._lock = threading.Lock()
        self._scene = _scene(())
        self._car: VehicleScript | None = None
        self._began = time.monotonic()

    def __len__(self) -> int:
        return 1_000_000_000

    def __getitem__(self, _number: int) -> bytes:
        if self.dead:
            raise ConnectionAbortedError
        with self._lock:
            picture = self._scene.render(time.monotonic() - self._began)
        done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
        assert done
        return bytes(data)

    def drive_up(self, plate: str, start_m: float) -> None:
        with self._lock:
            self._began = time.monotonic()
            self._car = VehicleScript(plate=plate, start_m=start_m, dwell_s=STAYS_S)
            self._scene = _scene((self._car,))

    def drive_on(self) -> None:
        with self._lock:
            if self._car is None:
                return
            stood = max(0.1, time.monotonic() - self._began - self._car.stop_s)
            self._car = replace(self._car, dwell_s=stood)
            self._scene = _scene((self._car,))
            self._car = None


def _scene(cars: tuple[VehicleScript, ...]) -> Scene:
    return Scene(SceneScript(name="journey", duration_s=STAYS_S, seed=11, vehicles=cars))


class LaneCamera(HttpCamera):
    """Sends MJPEG of the lane as it is; a context manager."""

    def __init__(self, *, host: str = "127.0.0.1", fps: float = 10.0) -> None:
        self.moments = _Moments()
        super().__init__(host=host, pictures=self.moments, period_s=1 / fps)  # type: ignore[arg-type]

    def drive_up(self, plate: str, start_m: float = START_M) -> None:
        """A car comes and waits at the stop line; the lane is empty before."""
        self.moments.drive_up(plate, start_m)

    def die(self) -> None:
        """Send nothing more: what is connected is broken off, as is whoever comes."""
        self.moments.dead = True

    def live(self) -> None:
        """Send again."""
        self.moments.dead = False

    def drive_on(self) -> None:
        """It drives on; without a car nothing happens."""
        self.moments.drive_on()
