# SPDX-License-Identifier: AGPL-3.0-or-later
"""A lane whose frames are written down: plates that drive through the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.runtime.mailbox import LatestSlot
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.types import Frame
from tests.fakes.clock import ManualClock
from tests.fakes.vision import (
    FakeDetector,
    FakeRecognizer,
    FakeTracker,
    ScriptedPlate,
    script_pixels,
)

FRAME_S = 0.1
Script = dict[int, list[ScriptedPlate]]


def drive(
    text: str, *, frames: int = 8, first: int = 1, start: float = 60.0, step: float = 12.0
) -> Script:
    """Return the frames of a car that crosses the picture, `step` pixels a frame."""
    return {
        first + index: [ScriptedPlate(text=text, box=_box(start + index * step))]
        for index in range(frames)
    }


def _box(x: float) -> tuple[float, float, float, float]:
    return (x, 100.0, x + 80.0, 120.0)


def pipeline(script: Script, cameras: Iterable[CameraConfig], clock: Clock) -> PlatePipeline:
    """Return the real pipeline over scripted networks; `script` may be added to later."""
    return PlatePipeline(
        detector=FakeDetector(script),
        recognizer=FakeRecognizer(script),
        tracker_factory=FakeTracker,
        cameras=tuple(cameras),
        clock=clock,
    )


def frame(script: Script, number: int, clock: Clock, camera_id: str = "cam") -> Frame:
    """Return frame `number` as it arrives now."""
    return Frame(
        camera_id=camera_id,
        seq=number,
        picture=ArrayPicture(script_pixels(number, script.get(number, ()))),
        captured_at=clock.utc_now(),
        captured_mono=clock.monotonic(),
    )


class ScriptSlot(LatestSlot[Frame]):
    """Gives frame after frame, moves the clock, and says when the script is over."""

    def __init__(
        self, script: Script, clock: ManualClock, *, frames: int, at_end: Callable[[], None]
    ) -> None:
        super().__init__()
        self._script, self._clock = script, clock
        self._frames, self._at_end = frames, at_end
        self.number = 0

    def take(self) -> Frame | None:
        if self.number >= self._frames:
            self._at_end()
            return None
        self._clock.advance(FRAME_S)
        self.number += 1
        return frame(self._script, self.number, self._clock)
