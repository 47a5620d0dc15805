# SPDX-License-Identifier: AGPL-3.0-or-later
"""From frames to plate reads: detect, filter, follow, read. Agreement is the domain's business."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import PlateRead
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.vision.preprocess import crop_plate, sharpness
from alpr_kiosk.vision.protocols import Detector, Recognizer, Tracker
from alpr_kiosk.vision.second_look import read_plates
from alpr_kiosk.vision.types import Detections, Frame, FrameResult, Image, Recognition

MIN_ASPECT = 0.7
"""Width over height below which a box is no plate. Two-line plates are about 1.3 to 1.6 seen from
the front and narrower from the side; at 1.1 the evaluation lost 9 of 128 one-line plates by shape
alone, most of them in pictures squeezed to a square (docs/accuracy.md)."""

MAX_ASPECT = 9.0
"""One-line European plates are 520 x 110 mm (4.7); the rest is room for loose boxes."""

MIN_READ_CONFIDENCE = 0.25
"""Below this the surest thing about a read is that one of its characters is a guess."""

EDGE_PX = 2.0
"""A box this close to the picture's edge may show part of a plate: it is followed, not read."""

FIRST_READS = 4
"""Reads taken of every track, frame by frame, before it can count as settled."""

SAME_TEXTS = 3
"""Equal texts in a row that settle a track for the reader."""

BETTER_BY = 1.08
"""A settled track is read again when its plate is higher than the best read one by this factor."""

REREAD_S = 0.5
"""A settled track is read again after this many seconds: ids follow boxes, not cars (rules 6)."""

FORGET_S = 5.0
"""Seconds after which the reading state of an unseen track is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillPlate:
    """A plate in a single picture.

    Attributes:
        box: x0, y0, x1, y1 in pixels of the picture.
        score: Detector score, 0..1.
        recognition: What was read; its text is not empty.
    """

    box: tuple[float, float, float, float]
    score: float
    recognition: Recognition


@dataclass(slots=True, kw_only=True)
class _TrackReading:
    """What the reader remembers of one track."""

    reads: int = 0
    text: str = ""
    same: int = 0
    best_height: float = 0.0
    last_read_mono: float = 0.0
    seen_mono: float = 0.0

    def wants(self, height: float, mono: float) -> bool:
        """Return whether a plate `height` px high in a frame of `mono` shall be read."""
        if self.reads < FIRST_READS or self.same < SAME_TEXTS:
            return True
        return height > self.best_height * BETTER_BY or mono - self.last_read_mono >= REREAD_S

    def note(self, text: str, height: float, mono: float) -> None:
        """Remember a read."""
        self.same = self.same + 1 if text and text == self.text else 1
        self.text = text
        self.reads += 1
        self.best_height = max(self.best_height, height)
        self.last_read_mono = mono


@dataclass(slots=True, kw_only=True)
class _Camera:
    """State of one camera in the pipeline."""

    config: CameraConfig
    tracker: Tracker
    tracks: dict[int, _TrackReading] = field(default_factory=dict)
    newest: Detections | None = None


class PlatePipeline:
    """Detects, follows and reads the plates of several cameras; used by one thread.

    Args:
        detector: Finds plates.
        recognizer: Reads crops.
        tracker_factory: Makes the tracker of one camera.
        cameras: Cameras with their zones and limits.
        clock: For the times per stage.
    """

    def __init__(
        self,
        *,
        detector: Detector,
        recognizer: Recognizer,
        tracker_factory: Callable[[], Tracker],
        cameras: Sequence[CameraConfig],
        clock: Clock,
    ) -> None:
        self._detector = detector
        self._recognizer = recognizer
        self._tracker_factory = tracker_factory
        self._clock = clock
        self._cameras = {
            camera.id: _Camera(config=camera, tracker=tracker_factory()) for camera in cameras
        }

    def process(self, frames: Sequence[Frame]) -> list[FrameResult]:
        """Return what is in each frame, in the order of `frames`.

        Args:
            frames: Newest frames, at most one per camera, each newer than the last one of its
                camera.

        Raises:
            RecognitionError: ``engine.run`` or ``model.shape`` from detector or reader.
            KeyError: A frame of a camera that the pipeline was not built for.
        """
        if not frames:
            return []
        cameras = [self._cameras[frame.camera_id] for frame in frames]
        started = self._clock.monotonic()
        found = self._detector.detect([frame.pixels for frame in frames])
        detect_ms = (self._clock.monotonic() - started) * 1000 / len(frames)
        return [
            self._one(frame, camera, detections, detect_ms)
            for frame, camera, detections in zip(frames, cameras, found, strict=True)
        ]

    def stays(self, frame: Frame) -> None:
        """Take the newest picture of a camera once more: the same boxes, detected and read once.

        Without it a tracker that waits for the next picture that differs would lose its tracks, or
        never confirm one.
        """
        camera = self._cameras[frame.camera_id]
        if camera.newest is not None and len(camera.newest):
            camera.tracker.update(camera.newest, frame.captured_mono)

    def read_still(self, pixels: Image, *, min_height_px: float = 4.0) -> list[StillPlate]:
        """Return the plates of a single picture, surest text first; nothing is tracked.

        Args:
            pixels: BGR uint8 (H, W, 3).
            min_height_px: Smallest plate height that is read.

        Raises:
            RecognitionError: As `process`.
        """
        detections = _plausible(self._detector.detect([pixels])[0], min_height_px)
        texts = read_plates(self._recognizer, pixels, detections.boxes.tolist())
        plates = [
            StillPlate(
                box=(float(box[0]), float(box[1]), float(box[2]), float(box[3])),
                score=float(score),
                recognition=recognition,
            )
            for box, score, recognition in zip(
                detections.boxes, detections.scores, texts, strict=True
            )
            if recognition.text
        ]
        return sorted(plates, key=lambda plate: -plate.recognition.confidence)

    def forget(self, camera_id: str) -> None:
        """Drop all tracks of a camera, for a source that begins anew (a loop, a reconnect)."""
        camera = self._cameras[camera_id]
        camera.tracker = self._tracker_factory()
        camera.tracks.clear()
        camera.newest = None

    def _one(
        self, frame: Frame, camera: _Camera, found: Detections, detect_ms: float
    ) -> FrameResult:
        rows, columns = frame.pixels.shape[:2]
        started = self._clock.monotonic()
        detections = _inside(
            _plausible(found, camera.config.min_plate_px), camera.config, columns, rows
        )
        camera.newest = detections
        ids = camera.tracker.update(detections, frame.captured_mono)
        tracked_at = self._clock.monotonic()
        boxes = [
            Box(float(x0) / columns, float(y0) / rows, float(x1) / columns, float(y1) / rows)
            for x0, y0, x1, y1 in detections.boxes
        ]
        confirmed = [index for index in range(len(detections)) if ids[index] >= 0]
        due: list[tuple[int, _TrackReading]] = []
        for index in confirmed:
            reading = camera.tracks.setdefault(int(ids[index]), _TrackReading())
            reading.seen_mono = frame.captured_mono
            x0, y0, x1, y1 = (float(value) for value in detections.boxes[index])
            whole = min(x0, y0) > EDGE_PX and x1 < columns - EDGE_PX and y1 < rows - EDGE_PX
            if whole and reading.wants(y1 - y0, frame.captured_mono):
                due.append((index, reading))
        crops = [crop_plate(frame.pixels, detections.boxes[index]) for index, _ in due]
        reads = []
        for (index, reading), crop, recognition in zip(
            due, crops, self._recognizer.read(crops) if crops else [], strict=True
        ):
            height = float(detections.boxes[index][3] - detections.boxes[index][1])
            legible = (
                recognition if recognition.confidence >= MIN_READ_CONFIDENCE else Recognition()
            )
            reading.note(legible.text, height, frame.captured_mono)
            reads.append(
                PlateRead(
                    camera_id=frame.camera_id,
                    track_id=int(ids[index]),
                    frame_seq=frame.seq,
                    captured_at=frame.captured_at,
                    captured_mono=frame.captured_mono,
                    box=boxes[index],
                    detection_confidence=float(detections.scores[index]),
                    text=legible.text,
                    chars=legible.chars,
                    confidence=legible.confidence,
                    plate_height_px=height,
                    sharpness=sharpness(crop),
                    fresh_mono=frame.fresh_mono,
                )
            )
        for track_id in [
            track_id
            for track_id, reading in camera.tracks.items()
            if frame.captured_mono - reading.seen_mono > FORGET_S
        ]:
            del camera.tracks[track_id]
        return FrameResult(
            frame=frame,
            reads=tuple(reads),
            tracked=tuple(
                (
                    int(ids[index]),
                    (boxes[index].x0, boxes[index].y0, boxes[index].x1, boxes[index].y1),
                    float(detections.scores[index]),
                )
                for index in confirmed
            ),
            candidates=len(detections),
            stage_ms={
                "detect": detect_ms,
                "track": (tracked_at - started) * 1000,
                "read": (self._clock.monotonic() - tracked_at) * 1000,
            },
        )


def _plausible(found: Detections, min_height_px: float) -> Detections:
    """Return the boxes that have the height and the shape of a plate."""
    width = found.boxes[:, 2] - found.boxes[:, 0]
    height = found.boxes[:, 3] - found.boxes[:, 1]
    keep = (height >= min_height_px) & (width >= MIN_ASPECT * height)
    keep &= width <= MAX_ASPECT * np.maximum(height, 1e-6)
    return Detections(boxes=found.boxes[keep], scores=found.scores[keep])


def _inside(found: Detections, config: CameraConfig, columns: int, rows: int) -> Detections:
    """Return the boxes that stand in the read zone and whose middle is under no ignore mask."""
    zone, masks = config.read_polygon, config.ignore_polygons
    if zone is None and not masks:
        return found
    keep = np.ones(len(found), dtype=bool)
    for index, (x0, y0, x1, y1) in enumerate(found.boxes):
        box = Box(float(x0) / columns, float(y0) / rows, float(x1) / columns, float(y1) / rows)
        # The same points that the passages ask about (domain.passage).
        keep[index] = (zone is None or zone.contains(box.ground)) and not any(
            mask.contains(box.center) for mask in masks
        )
    return Detections(boxes=found.boxes[keep], scores=found.scores[keep])
