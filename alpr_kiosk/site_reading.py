# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a site reads plates: its networks, the threads of its cameras, and the one that reads."""

from __future__ import annotations

import functools
import itertools
import random
import threading
from collections.abc import Mapping
from pathlib import Path

from alpr_kiosk.config.paths import models_dir
from alpr_kiosk.config.schema import AppConfig, CameraConfig, LaneConfig
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.heat import ReadingLimit
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageSettings
from alpr_kiosk.plugins import load_part
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.inference import CameraLane, InferenceWorker
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot, Wakeup
from alpr_kiosk.runtime.storage_jobs import StorageJob
from alpr_kiosk.runtime.trust import PictureTrust
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.recent import RecentReads
from alpr_kiosk.services.zone_trial_desk import StillReader
from alpr_kiosk.site_gates import GateCalls
from alpr_kiosk.vision.assemble import load_detector, load_kit
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.scene_watch import SceneWatch
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.still_reads import still_reads
from alpr_kiosk.vision.types import Frame, Image


def make_pipeline(config: AppConfig, *, clock: Clock, models: Path | None = None) -> PlatePipeline:
    """Load detector and reader, checked against the manifest, and build the pipeline.

    Raises:
        RecognitionError: ``model.missing``, ``model.altered``, ``engine.load`` ...
    """
    store = ModelStore(models or models_dir())
    kit = load_kit(config.vision, store, find_part=load_part)
    return kit.pipeline(config.cameras, clock)


def find_plates(config: AppConfig, models: Path | None, picture: Image) -> list[list[float]]:
    """Return the boxes of plates in one picture (H, W, 3), pixels; its detector is given back.

    Raises:
        RecognitionError: The detector can't be loaded.
    """
    store = ModelStore(models or models_dir())
    detector = load_detector(config.vision, store, find_part=load_part)
    (found,) = detector.detect([picture])
    return [[float(edge) for edge in box] for box in found.boxes]


def load_still_reader(config: AppConfig, models: Path | None, camera_id: str) -> StillReader:
    """Load what reads kept pictures of a camera again, on one core; it is given back after use.

    Raises:
        RecognitionError: The networks can't be loaded.
    """
    vision = config.vision.model_copy(update={"threads": 1})
    kit = load_kit(vision, ModelStore(models or models_dir()), find_part=load_part)
    pipeline = kit.pipeline((), SystemClock())
    return functools.partial(still_reads, pipeline, config.camera(camera_id).min_plate_px)


def passage_settings(
    camera: CameraConfig, lane: LaneConfig, presets: tuple[str, ...]
) -> PassageSettings:
    """Return what the passage builder must know of a camera and its lane."""
    return PassageSettings(
        camera_id=camera.id,
        lane_id=lane.id,
        read_zone=camera.read_polygon,
        open_zone=camera.open_polygon,
        ignore=camera.ignore_polygons,
        lines=camera.lines,
        direction=camera.direction,
        agree_frames=lane.agree_frames,
        presets=presets,
    )


class ReadingMaker:
    """Makes the threads that look: one a camera, and one that reads; again when one was lost.

    Args:
        config: The site file.
        clock: Time.
        base: Folder that relative camera files are looked up in.
        models: Folder of the weights; None is the program's own.
        access: Who decides.
        recent: Where reads are remembered for openings by hand.
        calls: The gates.
        storage: Inbox of the storage thread.
        previews: Where pictures for the screen go, by camera.
        limit: How fast may be read, by heat.
    """

    def __init__(
        self,
        *,
        config: AppConfig,
        clock: Clock,
        base: Path | None,
        models: Path | None,
        access: AccessService,
        recent: RecentReads,
        calls: GateCalls,
        storage: Inbox[StorageJob],
        previews: Mapping[str, LatestSlot[PreviewImage]],
        limit: ReadingLimit,
    ) -> None:
        self._config = config
        self._clock = clock
        self._base = base
        self._models = models
        self._access = access
        self._recent = recent
        self._calls = calls
        self._storage = storage
        self._previews = previews
        self._limit = limit
        self._wakeup = Wakeup()
        self._reader_ready = threading.Event()
        self._readings: dict[str, LatestSlot[Frame]] = {
            camera.id: LatestSlot() for camera in config.cameras
        }
        self._trusts = {camera.id: PictureTrust() for camera in config.cameras}
        self._numbers = {camera.id: itertools.count(1) for camera in config.cameras}

    def make_capture(self, camera: CameraConfig) -> CaptureWorker:
        """Return the worker of a camera."""
        clock, base = self._clock, self._base
        make_preview_source = None
        if camera.preview_source:
            sub = camera.model_copy(update={"source": camera.preview_source})
            make_preview_source = functools.partial(make_source, sub, clock, base=base)
        return CaptureWorker(
            camera=camera,
            make_source=functools.partial(make_source, camera, clock, base=base),
            watch=SceneWatch(clock=clock),
            make_preview_source=make_preview_source,
            preview_watch=SceneWatch(clock=clock),
            preview_backoff=self._make_backoff(),
            reading=self._readings[camera.id],
            preview=self._previews[camera.id],
            wakeup=self._wakeup,
            backoff=self._make_backoff(),
            clock=clock,
            reader_ready=self._reader_ready,
            trust=self._trusts[camera.id],
            numbers=self._numbers[camera.id],
        )

    def make_inference(self) -> InferenceWorker:
        """Return the worker that reads."""
        config = self._config
        return InferenceWorker(
            lanes={camera.id: self._lane(camera) for camera in config.cameras},
            make_pipeline=functools.partial(
                make_pipeline, config, clock=self._clock, models=self._models
            ),
            access=self._access,
            recent=self._recent,
            open_gate=self._calls.open_gate,
            car_left=self._calls.car_left,
            storage=self._storage,
            wakeup=self._wakeup,
            max_fps=config.vision.max_fps,
            idle_fps=config.vision.idle_fps,
            jpeg_quality=config.storage.jpeg_quality,
            clock=self._clock,
            ready=self._reader_ready,
            limit=self._limit,
        )

    def _lane(self, camera: CameraConfig) -> CameraLane:
        lane = self._config.lane_of_camera(camera.id)
        builder = None
        if lane is not None:
            settings = passage_settings(camera, lane, self._config.site.presets)
            builder = PassageBuilder(camera=settings, new_id=new_id)
        return CameraLane(
            camera_id=camera.id,
            slot=self._readings[camera.id],
            builder=builder,
            gate_id=lane.gate if lane is not None else None,
            direction=lane.direction
            if lane is not None and camera.lines is not None
            else Direction.UNKNOWN,
            trust=self._trusts[camera.id],
        )

    def _make_backoff(self) -> Backoff:
        return Backoff(clock=self._clock, random=random.SystemRandom().random)
