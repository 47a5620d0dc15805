# SPDX-License-Identifier: AGPL-3.0-or-later
"""The inference thread: newest frames of all cameras, reading, passages, decisions.

No I/O here. A decision to open goes straight to the gate's inbox, everything that is written goes
to the storage inbox, and the screen is only told.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Action, DecisionRecord, Direction, Passage
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.heat import ReadingLimit
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageUpdate
from alpr_kiosk.runtime.capture import preview_of
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot, Wakeup
from alpr_kiosk.runtime.storage_jobs import (
    EvidencePictures,
    SaveDecision,
    SavePassage,
    StorageJob,
)
from alpr_kiosk.runtime.trust import PictureTrust
from alpr_kiosk.runtime.views import Overlay, OverlayBox, PassageView, PreviewImage
from alpr_kiosk.runtime.worker import Worker
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.recent import RecentReads
from alpr_kiosk.vision.pace import ReadingPace
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.preprocess import crop_plate, encode_jpeg
from alpr_kiosk.vision.ruler import measure_plate
from alpr_kiosk.vision.types import Frame, FrameResult

logger = logging.getLogger(__name__)

IDLE_WAIT_S = 0.1
SHOW_EVERY_S = 0.5
CARD_LANE_PX = (560, 315)
CARD_CROP_PX = (560, 187)
"""Largest pictures of a card on the screen (screens.md S02 and S03)."""
RULER_EVERY_S = 0.5
"""While somebody aims a camera its plates are measured this often."""


@dataclass(slots=True)
class _Card:
    """What is kept of a passage while its car is there."""

    frame: Frame | None = None
    box: Box | None = None
    crop: PreviewImage | None = None
    lane: PreviewImage | None = None
    record: DecisionRecord | None = None
    pictures_saved: bool = False
    row_saved: bool = False
    shown: tuple[object, ...] = ()
    shown_mono: float = float("-inf")


@dataclass(slots=True)
class CameraLane:
    """A camera as the inference thread sees it.

    Attributes:
        camera_id: Camera.
        slot: Newest frame of its capture thread.
        builder: Passages of this camera; None for a camera without a lane (shown, not read).
        gate_id: Gate of the lane.
        direction: Direction of a car that leaves through the gate, UNKNOWN where no lines tell it.
        trust: What its capture thread knows of its pictures.
        pace: When a frame of it is due; the worker makes it.
        pending: The newest frame that may be read, not looked at yet.
        in_sight: The newest frame that was looked at had what may be a plate.
    """

    camera_id: str
    slot: LatestSlot[Frame]
    builder: PassageBuilder | None
    gate_id: str | None
    direction: Direction = Direction.UNKNOWN
    trust: PictureTrust = field(default_factory=PictureTrust)
    pace: ReadingPace | None = None
    pending: Frame | None = None
    in_sight: bool = False
    cards: dict[str, _Card] = field(default_factory=dict)
    open: dict[str, Passage] = field(default_factory=dict)
    frames: dict[int, Frame] = field(default_factory=dict)


class InferenceWorker(Worker):
    """Reads plates and decides.

    Signals (delivered by the host on the GUI thread):
        overlay_changed (Overlay): Boxes of the newest result of a camera.
        passage_changed (PassageView): A passage with an agreed plate is new or changed.
        passage_closed (str passage_id, str gate_id): Its car is gone.
        lane_counted (str camera_id, bool settled, int reads): A vehicle left, read or not.
        plate_measured (str camera_id, PlateMeasure): What the ruler found, see `set_ruler`.
        reader_timed (float ms): Duration of the newest pass.
        reader_loaded (): The networks are loaded.
    """

    overlay_changed = Signal(object)
    passage_changed = Signal(object)
    passage_closed = Signal(str, str)
    lane_counted = Signal(str, bool, int)
    plate_measured = Signal(str, object)
    reader_timed = Signal(float)
    reader_loaded = Signal()

    def __init__(
        self,
        *,
        lanes: Mapping[str, CameraLane],
        make_pipeline: Callable[[], PlatePipeline],
        access: AccessService,
        recent: RecentReads,
        open_gate: Callable[[str, DecisionRecord], None],
        car_left: Callable[[str, Passage], None],
        storage: Inbox[StorageJob],
        wakeup: Wakeup,
        max_fps: float,
        jpeg_quality: int,
        clock: Clock,
        ready: threading.Event | None = None,
        idle_fps: float = 1.0,
        limit: ReadingLimit | None = None,
    ) -> None:
        super().__init__("inference", clock=clock)
        self._lanes = dict(lanes)
        self._make_pipeline = make_pipeline
        self._access = access
        self._recent = recent
        self._open_gate = open_gate
        self._car_left = car_left
        self._storage = storage
        self._wakeup = wakeup
        for lane in self._lanes.values():
            lane.pace = ReadingPace(full_fps=max_fps, idle_fps=idle_fps)
        self._quality = jpeg_quality
        self._ready = ready
        self._limit = limit or ReadingLimit()
        self._ruler = ""
        self._ruler_mono = float("-inf")

    def set_ruler(self, camera_id: str) -> None:
        """Measure the plates of this camera from now on, "" for none; any thread."""
        self._ruler = camera_id

    def work(self) -> None:
        """Read frames until asked to stop; then close all passages into the record."""
        try:
            pipeline = self._make_pipeline()
        finally:
            # Without networks as well: the cameras are shown, unread.
            if self._ready is not None:
                self._ready.set()
        self.reader_loaded.emit()
        while not self.stop_event.is_set():
            self.beat()
            frames = self._take(pipeline)
            if frames:
                started = self.clock.monotonic()
                for result in pipeline.process(frames):
                    self._on_result(result)
                self.reader_timed.emit((self.clock.monotonic() - started) * 1000)
            else:
                self._wakeup.wait(self._next_wait())
            self._expire()
        self.close_all()

    def close_all(self) -> None:
        """Close the passages of all cameras."""
        for lane in self._lanes.values():
            if lane.builder is not None:
                updates = lane.builder.close_all(
                    now_mono=self.clock.monotonic(), now_utc=self.clock.utc_now()
                )
                for update in updates:
                    self._on_update(lane, update)
                self._count(lane)

    def _take(self, pipeline: PlatePipeline) -> list[Frame]:
        """Return the newest unread frame of each camera that is due."""
        now = self.clock.monotonic()
        frames = []
        for lane in self._lanes.values():
            if lane.builder is None or lane.pace is None:
                continue
            frame = lane.slot.take()
            if not self._limit.reads(at_gate=lane.gate_id is not None):
                lane.pending = None
                continue
            # The capture thread keeps back what can't be trusted; nothing opens on it here either.
            if frame is not None and frame.readable:
                lane.pending = frame
                lane.pace.arrived(now, frame.look.motion if frame.look is not None else 1.0)
            elif frame is not None and frame.repeats and lane.pending is None and _is_busy(lane):
                # Of the picture that was looked at last: a car that stands in it has not left.
                pipeline.stays(frame)
                lane.builder.stays(now_mono=frame.captured_mono, now_utc=frame.captured_at)
            if lane.pending is not None and lane.pace.is_due(
                now, busy=_is_busy(lane), least_s=self._limit.least_s()
            ):
                lane.pace.taken(now)
                frames.append(lane.pending)
                lane.pending = None
        return frames

    def _next_wait(self) -> float:
        """Return how long to wait for a frame, or for the one that waits to be due."""
        now = self.clock.monotonic()
        due = [
            lane.pace.wait_s(now, busy=_is_busy(lane), least_s=self._limit.least_s())
            for lane in self._lanes.values()
            if lane.pace is not None and lane.pending is not None
        ]
        return min((IDLE_WAIT_S, *due))

    def _expire(self) -> None:
        now_mono, now_utc = self.clock.monotonic(), self.clock.utc_now()
        for lane in self._lanes.values():
            if lane.builder is not None:
                for update in lane.builder.expire(now_mono=now_mono, now_utc=now_utc):
                    self._on_update(lane, update)
                self._count(lane)

    def _count(self, lane: CameraLane) -> None:
        """Tell of each vehicle that left: the reading rate is measured by it."""
        for settled, reads in lane.builder.take_counts() if lane.builder is not None else ():
            self.lane_counted.emit(lane.camera_id, settled, reads)

    def _on_result(self, result: FrameResult) -> None:
        frame = result.frame
        lane = self._lanes[frame.camera_id]
        if lane.builder is None:
            return
        # A box that is not followed yet counts: a track is confirmed by frames at most a second
        # apart, which an empty lane's pace does not keep.
        lane.in_sight = result.candidates > 0
        updates = lane.builder.update(
            now_mono=frame.captured_mono,
            now_utc=frame.captured_at,
            tracks=[(track, Box(*box), score) for track, box, score in result.tracked],
            reads=result.reads,
        )
        texts: dict[int, tuple[str, bool]] = {}
        if result.reads:
            lane.frames[frame.seq] = frame
        for update in updates:
            self._on_update(lane, update)
        needed = lane.builder.frames_needed()
        lane.frames = {seq: kept for seq, kept in lane.frames.items() if seq in needed}
        for passage in lane.open.values():
            for track in passage.track_ids:
                texts[track] = (passage.consensus.text, passage.consensus.settled)
        boxes = []
        for track, box, _score in result.tracked:
            text, settled = texts.get(track, ("", False))
            boxes.append(OverlayBox(box=Box(*box), text=text if settled else "", settled=settled))
        if self._ruler == frame.camera_id:
            self._measure(frame, [box for _track, box, _score in result.tracked])
        self.overlay_changed.emit(
            Overlay(
                camera_id=frame.camera_id,
                frame_seq=frame.seq,
                captured_mono=frame.captured_mono,
                boxes=tuple(boxes),
            )
        )

    def _measure(self, frame: Frame, boxes: list[Sequence[float]]) -> None:
        """Tell the figures of the widest plate, at most twice a second: reading goes first."""
        now = self.clock.monotonic()
        if not boxes or now - self._ruler_mono < RULER_EVERY_S:
            return
        self._ruler_mono = now
        widest = max(boxes, key=lambda box: box[2] - box[0])
        measure = measure_plate(frame.pixels, _pixels(frame, Box(*widest)))
        self.plate_measured.emit(frame.camera_id, measure)

    def _on_update(self, lane: CameraLane, update: PassageUpdate) -> None:
        passage = update.passage
        card = lane.cards.setdefault(passage.passage_id, _Card())
        lane.open[passage.passage_id] = passage
        best = passage.best_read
        frame = lane.frames.get(best.frame_seq) if best is not None else None
        if update.best_changed and frame is not None and best is not None:
            card.frame, card.box = frame, best.box
            card.crop = card.lane = None
            card.pictures_saved = False
        if passage.closed:
            self._close(lane, passage, card)
            return
        # The frame was read a moment ago: what its camera has learnt since counts as well.
        record = self._access.decide(lane.trust.applied(passage))
        if record is None and not passage.consensus.settled:
            return
        if record is not None:
            card.record = record
            if record.decision.action is Action.OPEN and lane.gate_id is not None:
                self._open_gate(lane.gate_id, record)  # before anything else: the car waits
        if lane.gate_id is not None:
            decision = card.record.decision if card.record else None
            self._recent.note(lane.gate_id, passage, decision)
        if record is not None or not card.row_saved:
            self._save(passage, card)
        if record is not None:
            self._keep(record)
        self._show(passage, card, now=record is not None)

    def _show(self, passage: Passage, card: _Card, *, now: bool) -> None:
        """Tell the screen, at once when something changed and else twice a second."""
        shown = (passage.consensus.text, passage.in_open_zone, passage.direction, passage.parked)
        mono = self.clock.monotonic()
        if now or shown != card.shown or mono - card.shown_mono >= SHOW_EVERY_S:
            card.shown, card.shown_mono = shown, mono
            self.passage_changed.emit(self._view(passage, card))

    def _close(self, lane: CameraLane, passage: Passage, card: _Card) -> None:
        lane.cards.pop(passage.passage_id, None)
        lane.open.pop(passage.passage_id, None)
        if not passage.consensus.settled and card.record is None:
            return  # it never was a passage: nothing is kept of it
        record = self._access.closed(passage)
        card.record = record or card.record
        self._save(passage, card)
        if record is not None:
            self._keep(record)
        if lane.gate_id is not None:
            self._recent.gone(lane.gate_id, passage.passage_id)
            if lane.direction is not Direction.UNKNOWN and passage.direction is lane.direction:
                self._car_left(lane.gate_id, passage)
        self.passage_changed.emit(self._view(passage, card))
        self.passage_closed.emit(passage.passage_id, lane.gate_id or "")

    def _keep(self, record: DecisionRecord) -> None:
        if not self._storage.put(SaveDecision(record=record)):
            logger.error("storage inbox is full: decision %s is lost", record.decision_id)

    def _save(self, passage: Passage, card: _Card) -> None:
        pictures = None
        if not card.pictures_saved and card.frame is not None and card.box is not None:
            pictures = self._pictures(card.frame, card.box)
        if self._storage.put(SavePassage(passage=passage, pictures=pictures)):
            card.row_saved = True
            card.pictures_saved = card.pictures_saved or pictures is not None
        else:
            logger.error("storage inbox is full: passage %s waits", passage.passage_id)

    def _pictures(self, frame: Frame, box: Box) -> EvidencePictures:
        quality = self._quality
        pixels_box = _pixels(frame, box)
        return EvidencePictures(
            lane=lambda: encode_jpeg(frame.pixels, quality),
            crop=lambda: encode_jpeg(crop_plate(frame.pixels, pixels_box), quality),
        )

    def _view(self, passage: Passage, card: _Card) -> PassageView:
        if card.crop is None and card.frame is not None and card.box is not None:
            plate = crop_plate(card.frame.pixels, _pixels(card.frame, card.box))
            if plate.size:
                cut = replace(card.frame, picture=ArrayPicture(plate))
                card.crop = preview_of(cut, *CARD_CROP_PX)
            card.lane = preview_of(card.frame, *CARD_LANE_PX)
        times = [("seen", 0.0)]
        if passage.settled_mono is not None:
            times.append(("agreed", (passage.settled_mono - passage.first_seen_mono) * 1000))
        if card.record is not None:
            decided = (card.record.decided_mono - passage.first_seen_mono) * 1000
            times.append(("decided", decided))
        return PassageView(
            passage=passage,
            decision=card.record,
            crop=card.crop,
            lane=card.lane,
            times=tuple(times),
        )


def _is_busy(lane: CameraLane) -> bool:
    """Return whether a vehicle is in the lane, or a plate is followed that may become one."""
    return bool(lane.open) or lane.in_sight


def _pixels(frame: Frame, box: Box) -> tuple[float, float, float, float]:
    rows, columns = frame.pixels.shape[:2]
    return box.x0 * columns, box.y0 * rows, box.x1 * columns, box.y1 * rows
