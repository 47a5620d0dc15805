# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scripted parts of the vision layer: what is seen is written down per frame.

A script picture carries its frame number in its first pixels (`script_pixels`), so that detector
and recogniser need nothing but the pixels, as the real ones do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CharRead
from alpr_kiosk.errors import AlprError
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.types import Detections, Frame, Image, Recognition, SourceCounters

WIDTH, HEIGHT = 320, 180
_MARK = 8  # side of the square that carries the number, px


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedPlate:
    """A plate in one frame: `box` in pixels (x0, y0, x1, y1), at least 16 x 8."""

    text: str
    box: tuple[float, float, float, float] = (100.0, 100.0, 180.0, 120.0)
    score: float = 0.9
    confidence: float = 0.95


Script = Mapping[int, Sequence[ScriptedPlate]]
"""Frame number -> plates; frames without an entry are empty."""


def script_pixels(number: int, plates: Sequence[ScriptedPlate] = ()) -> Image:
    """Return a grey picture that carries `number`, and each plate's place in its box."""
    pixels = np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8)
    pixels[:_MARK, :_MARK] = _code(number, 0)
    pixels[-_MARK:, -_MARK:] = number * 37 % 256  # seen as a change in brightness, as noise is
    for index, plate in enumerate(plates):
        x0, y0, x1, y1 = (int(value) for value in plate.box)
        pixels[y0:y1, x0:x1] = _code(number, index + 1)
    pixels.flags.writeable = False
    return pixels


def _code(number: int, index: int) -> tuple[int, int, int]:
    return number & 255, number >> 8 & 255, index


class FakeDetector:
    """Finds the scripted plates."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.calls = 0
        self.error: AlprError | None = None

    def detect(self, images: Sequence[Image]) -> list[Detections]:
        if self.error is not None:
            raise self.error
        self.calls += 1
        return [self._one(image) for image in images]

    def _one(self, image: Image) -> Detections:
        low, high, _ = (int(value) for value in image[0, 0])
        plates = sorted(self.script.get(low | high << 8, ()), key=lambda plate: -plate.score)
        return Detections(
            boxes=np.array([plate.box for plate in plates], dtype=np.float32).reshape(-1, 4),
            scores=np.array([plate.score for plate in plates], dtype=np.float32),
        )


class FakeRecognizer:
    """Reads the scripted texts; what is no scripted plate reads as ""."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.crops_read = 0

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        self.crops_read += len(crops)
        return [self._one(crop) for crop in crops]

    def _one(self, crop: Image) -> Recognition:
        if crop.ndim != 3 or crop.shape[0] < 4 or crop.shape[1] < 8:
            return Recognition()
        low, high, index = (int(value) for value in crop[crop.shape[0] // 2, crop.shape[1] // 2])
        plates = self.script.get(low | high << 8, ())
        if not 1 <= index <= len(plates):
            return Recognition()
        plate = plates[index - 1]
        return recognition(plate.text, plate.confidence)


def recognition(text: str, confidence: float = 0.95) -> Recognition:
    """Return a read in which every character has the same probability."""
    chars = tuple(CharRead(char=char, confidence=confidence) for char in text)
    return Recognition(text=text, chars=chars, confidence=confidence if text else 0.0)


class FakeTracker:
    """Gives every box the track of its place: 0, 1 ... by the order of the boxes."""

    def __init__(self) -> None:
        self.frames = 0

    def update(self, detections: Detections, captured_mono: float) -> npt.NDArray[np.int64]:
        self.frames += 1
        return np.arange(len(detections), dtype=np.int64)


@dataclass(slots=True, kw_only=True)
class FakeSource:
    """Delivers `count` script pictures, then ends or raises `error`."""

    camera_id: str
    script: Script
    clock: Clock
    count: int
    interval_s: float = 0.1
    error: AlprError | None = None
    advance: Callable[[float], None] | None = None
    """Called between frames with the interval, e.g. `ManualClock.advance`; None: real waiting."""
    opened: int = field(default=0)
    counters: SourceCounters = field(default_factory=SourceCounters)

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        self.opened += 1
        for number in range(1, self.count + 1):
            if stop.is_set():
                return
            yield Frame(
                camera_id=self.camera_id,
                seq=number,
                picture=ArrayPicture(script_pixels(number, self.script.get(number, ()))),
                captured_at=self.clock.utc_now(),
                captured_mono=self.clock.monotonic(),
                media_s=(number - 1) * self.interval_s,
            )
            if self.advance is not None:
                self.advance(self.interval_s)
            elif stop.wait(self.interval_s):
                return
        if self.error is not None:
            raise self.error
