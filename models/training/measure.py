# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs the product's own detector, reader and pipeline over labelled photographs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone

import numpy as np

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.consensus import settle_by_position
from alpr_kiosk.domain.events import PlateRead
from alpr_kiosk.domain.geometry import Box as Fractions
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.pipeline import MAX_ASPECT, MIN_ASPECT, StillPlate
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.protocols import Detector, Recognizer
from alpr_kiosk.vision.sources.pictures import load_picture
from alpr_kiosk.vision.types import Detections, Image, Recognition
from models.training.metrics import iou_matrix, match_best_first, match_closest
from models.training.nonplates import NonPlate
from models.training.truth import PictureTruth, PlateTruth

Box = tuple[float, float, float, float]

STAGES = ("decode", "detect", "read", "read_crop", "picture", "perfect_crop")
"""What is timed: decoding the file; detector with its preparation; all crops of a picture; one
crop; the whole picture after decoding; one crop of a labelled box."""

READ_IOU = 0.1
"""Overlap at which a read counts as one of a plate: what matters there is the text, not the box."""

CURVE_CONFIDENCE = 0.01
"""Smallest score of the detections behind the precision curve (AP)."""

WARM_UP = 3
"""Pictures that are run before any is timed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of one crop, with the presets applied.

    Attributes:
        text: "" for nothing.
        confidence: Smallest probability of a character, 0..1.
        chars: Characters before the presets.
        char_confidences: Their probabilities.
    """

    text: str = ""
    confidence: float = 0.0
    chars: str = ""
    char_confidences: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlateResult:
    """One labelled plate and what became of it.

    Attributes:
        picture: Index of the picture.
        truth: The label.
        box: Its box, px.
        found_50: A detection at the working threshold overlaps it by 0.5 or more.
        found_70: By 0.7 or more.
        fate: "read"; "missed" (no detection), "shape" (detected, but the pipeline takes boxes of
            this shape for no plate), "empty" (nothing could be read).
        found_box: Box of the detection that was read, px.
        found_score: Its score.
        whole: Read from the whole picture.
        perfect: Read from the labelled box with the usual margin.
        thumb: The perfect crop, for the page.
        found_thumb: The crop that was read, for the page.
    """

    picture: int
    truth: PlateTruth
    box: Box
    found_50: bool
    found_70: bool
    fate: str
    found_box: Box | None = None
    found_score: float = 0.0
    whole: Read = field(default_factory=Read)
    perfect: Read = field(default_factory=Read)
    thumb: Image | None = None
    found_thumb: Image | None = None

    @property
    def height(self) -> float:
        """Height of the labelled box, px."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """One detection at the working threshold.

    Attributes:
        picture: Index of the picture.
        box: px.
        score: 0..1.
        hit_50: It is a labelled plate at IoU 0.5.
        stray: Text of a read that belongs to no labelled plate, "" if there is none.
        stray_confidence: Its confidence.
        thumb: Its crop when it is stray or no hit.
    """

    picture: int
    box: Box
    score: float
    hit_50: bool
    stray: str = ""
    stray_confidence: float = 0.0
    thumb: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LowDetections:
    """All detections of a picture down to `CURVE_CONFIDENCE`, for average precision."""

    found: Detections
    truth: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NonPlateRead:
    """What a reader made of a crop without a plate."""

    picture: str
    box: Box
    read: Read
    thumb: Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Everything that was seen in a run.

    Attributes:
        engine: Engine and precision, e.g. ``openvino-bf16``.
        plates: One per labelled plate.
        found: One per detection.
        surest: Per picture, the text of its surest read.
        low: Per picture, for average precision.
        non_plates: Reads of crops without a plate.
        stage_ms: Stage -> one duration per picture or crop, ms.
        skipped: Labels outside their picture.
    """

    engine: str
    plates: tuple[PlateResult, ...]
    found: tuple[Found, ...]
    surest: tuple[str, ...]
    low: tuple[LowDetections, ...]
    non_plates: tuple[NonPlateRead, ...]
    stage_ms: dict[str, list[float]]
    skipped: tuple[str, ...] = ()


class TimedDetector:
    """A detector that remembers what it found last and how long it took."""

    def __init__(self, *, inner: Detector, times: list[float]) -> None:
        self._inner = inner
        self._times = times
        self.last: Detections | None = None

    def detect(self, images: Sequence[Image]) -> list[Detections]:
        """Return what the detector finds."""
        started = time.perf_counter()
        found = self._inner.detect(images)
        self._times.append((time.perf_counter() - started) * 1000)
        self.last = found[0]
        return found


class TimedRecognizer:
    """A reader that notes the time of each picture with plates, and of each crop."""

    def __init__(self, *, inner: Recognizer, per_call: list[float], per_crop: list[float]) -> None:
        self._inner = inner
        self._per_call = per_call
        self._per_crop = per_crop

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        """Return what the reader reads; crops go one by one, as in the pipeline's loop."""
        texts: list[Recognition] = []
        begun = time.perf_counter()
        for crop in crops:
            started = time.perf_counter()
            texts += self._inner.read([crop])
            self._per_crop.append((time.perf_counter() - started) * 1000)
        if crops:
            self._per_call.append((time.perf_counter() - begun) * 1000)
        return texts


def measure(
    pictures: Sequence[PictureTruth],
    config: VisionConfig,
    *,
    presets: tuple[str, ...] = (),
    non_plates: Sequence[NonPlate] = (),
    progress: Callable[[int, int], None] | None = None,
    store: ModelStore | None = None,
) -> Measurement:
    """Run everything.

    Args:
        pictures: What to read.
        config: Engine, precision, threads, weights, working threshold.
        presets: Country presets that settle look-alikes by position.
        non_plates: Crops without a plate.
        progress: Called with pictures done and their number.
        store: Where the weights are; None for the folder that comes with the product.

    Raises:
        RecognitionError: Weights or engine cannot be used.
        CameraError: A picture cannot be read.
    """
    kit = load_kit(config, store)
    low_detector = load_kit(
        config.model_copy(update={"detection_confidence": CURVE_CONFIDENCE}), store
    ).detector
    for picture in pictures[:WARM_UP]:
        pixels = load_picture(picture.path)
        kit.detector.detect([pixels])
        kit.recognizer.read([np.ascontiguousarray(pixels[:48, :200])])
    run = _Run(kit=kit, presets=presets)
    low = []
    for index, picture in enumerate(pictures):
        if progress is not None:
            progress(index + 1, len(pictures))
        truth = run.picture(index, picture)
        pixels = load_picture(picture.path)
        low.append(LowDetections(found=low_detector.detect([pixels])[0], truth=truth))
    refused = [
        NonPlateRead(
            picture=crop.picture,
            box=crop.box,
            read=as_read(kit.recognizer.read([crop.crop])[0], presets),
            thumb=crop.crop,
        )
        for crop in non_plates
    ]
    return Measurement(
        engine=kit.engine,
        plates=tuple(run.plates),
        found=tuple(run.found),
        surest=tuple(run.surest),
        low=tuple(low),
        non_plates=tuple(refused),
        stage_ms=run.stage_ms,
        skipped=tuple(run.skipped),
    )


class _Run:
    """Collects the results of a run, picture by picture."""

    def __init__(self, *, kit: VisionKit, presets: tuple[str, ...]) -> None:
        self.plates: list[PlateResult] = []
        self.found: list[Found] = []
        self.surest: list[str] = []
        self.skipped: list[str] = []
        self.stage_ms: dict[str, list[float]] = {name: [] for name in STAGES}
        self._presets = presets
        self._reader = TimedRecognizer(
            inner=kit.recognizer, per_call=[], per_crop=self.stage_ms["perfect_crop"]
        )
        self._detector = TimedDetector(inner=kit.detector, times=self.stage_ms["detect"])
        timed = replace(
            kit,
            detector=self._detector,
            recognizer=TimedRecognizer(
                inner=kit.recognizer,
                per_call=self.stage_ms["read"],
                per_crop=self.stage_ms["read_crop"],
            ),
        )
        self._pipeline = timed.pipeline((), SystemClock())

    def picture(self, index: int, picture: PictureTruth) -> tuple[Box, ...]:
        """Run one picture; return the boxes of its plates, px."""
        started = time.perf_counter()
        pixels = load_picture(picture.path)
        decoded = time.perf_counter()
        stills = self._pipeline.read_still(pixels)
        ended = time.perf_counter()
        self.stage_ms["decode"].append((decoded - started) * 1000)
        self.stage_ms["picture"].append((ended - decoded) * 1000)
        found = self._detector.last
        if found is None:
            raise AssertionError("the pipeline did not ask the detector")
        rows, columns = pixels.shape[:2]
        plates: list[tuple[PlateTruth, Box]] = []
        for number, plate in enumerate(picture.plates):
            box = plate.pixels(columns, rows)
            if box[2] - box[0] < 1 or box[3] - box[1] < 1:
                self.skipped.append(f"{picture.name}: plate {number} is outside the picture")
                continue
            plates.append((plate, box))
        truth = tuple(box for _, box in plates)
        self.surest.append(self._settled(stills[0].recognition).text if stills else "")
        self._score(index, pixels, plates, found, {plate.box: plate for plate in stills})
        return truth

    def _settled(self, recognition: Recognition) -> Read:
        return as_read(recognition, self._presets)

    def _score(
        self,
        index: int,
        pixels: Image,
        plates: Sequence[tuple[PlateTruth, Box]],
        found: Detections,
        stills: dict[Box, StillPlate],
    ) -> None:
        ious = iou_matrix(found.boxes, [box for _, box in plates])
        at_50, at_70 = (match_best_first(ious, limit) for limit in (0.5, 0.7))
        boxes = [_box(row) for row in found.boxes]
        legible = np.array([box in stills for box in boxes], dtype=bool)
        # A box that gave a text goes before one that gave none, however close that is.
        owner = match_closest(ious + legible[:, None] * (ious >= READ_IOU), READ_IOU)
        perfect = [
            self._settled(self._reader.read([crop_plate(pixels, box)])[0]) if plate.text else Read()
            for plate, box in plates
        ]
        for number, (plate, box) in enumerate(plates):
            rows = np.flatnonzero(owner == number)
            row = int(rows[0]) if rows.size else None
            found_box = None if row is None else boxes[row]
            still = None if found_box is None else stills.get(found_box)
            self.plates.append(
                PlateResult(
                    picture=index,
                    truth=plate,
                    box=box,
                    found_50=bool((at_50 == number).any()),
                    found_70=bool((at_70 == number).any()),
                    fate=_fate(found_box, still),
                    found_box=found_box,
                    found_score=0.0 if row is None else float(found.scores[row]),
                    whole=Read() if still is None else self._settled(still.recognition),
                    perfect=perfect[number],
                    thumb=crop_plate(pixels, box),
                    found_thumb=None if found_box is None else crop_plate(pixels, found_box),
                )
            )
        for row, box in enumerate(boxes):
            still = stills.get(box)
            stray = still if owner[row] < 0 else None
            read = Read() if stray is None else self._settled(stray.recognition)
            hit = bool(at_50[row] >= 0)
            self.found.append(
                Found(
                    picture=index,
                    box=box,
                    score=float(found.scores[row]),
                    hit_50=hit,
                    stray=read.text,
                    stray_confidence=read.confidence,
                    thumb=None if hit and not read.text else crop_plate(pixels, box),
                )
            )


def as_read(recognition: Recognition, presets: tuple[str, ...]) -> Read:
    """Return a read with look-alikes settled by the presets, as passages settle theirs."""
    text = recognition.text
    if presets and text:
        text = settle_by_position(
            PlateRead(
                camera_id="evaluate",
                track_id=0,
                frame_seq=1,
                captured_at=datetime(2025, 1, 1, tzinfo=timezone.utc),
                captured_mono=0.0,
                box=Fractions(0.0, 0.0, 1.0, 1.0),
                detection_confidence=1.0,
                text=text,
                chars=recognition.chars,
                confidence=recognition.confidence,
                plate_height_px=1.0,
                sharpness=0.0,
            ),
            presets,
        ).text
    return Read(
        text=text,
        confidence=recognition.confidence,
        chars=recognition.text,
        char_confidences=tuple(char.confidence for char in recognition.chars),
    )


def _box(row: Sequence[float]) -> Box:
    """Return a box exactly as `StillPlate` gives it, so that the two can be joined."""
    return float(row[0]), float(row[1]), float(row[2]), float(row[3])


def _fate(found: Box | None, still: StillPlate | None) -> str:
    if found is None:
        return "missed"
    if still is not None:
        return "read"
    width, height = found[2] - found[0], found[3] - found[1]
    return "empty" if MIN_ASPECT * height <= width <= MAX_ASPECT * height else "shape"
