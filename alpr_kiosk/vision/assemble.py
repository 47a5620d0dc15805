# SPDX-License-Identifier: AGPL-3.0-or-later
"""Loads the networks of a site once and makes pipelines of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alpr_kiosk.config.schema import CameraConfig, VisionConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.vision.detectors.yolo import YoloPlateDetector
from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.protocols import Detector, Recognizer, Tracker
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer
from alpr_kiosk.vision.trackers.bytetrack import PlateByteTracker


@dataclass(frozen=True, slots=True, kw_only=True)
class VisionKit:
    """Loaded networks, used by one thread at a time.

    Attributes:
        detector: Finds plates.
        recognizer: Reads crops.
        make_tracker: Makes the tracker of one camera.
        engine: Name of the engine in use, e.g. ``openvino-bf16``.
    """

    detector: Detector
    recognizer: Recognizer
    make_tracker: Callable[[], Tracker]
    engine: str = ""

    def pipeline(self, cameras: Sequence[CameraConfig], clock: Clock) -> PlatePipeline:
        """Return a pipeline with fresh trackers for these cameras."""
        return PlatePipeline(
            detector=self.detector,
            recognizer=self.recognizer,
            tracker_factory=self.make_tracker,
            cameras=cameras,
            clock=clock,
        )


def load_kit(config: VisionConfig, store: ModelStore | None = None) -> VisionKit:
    """Load detector and reader as the site file says.

    Args:
        config: Engine, precision, threads, names of the weights, smallest detector score.
        store: Where the weights are; None for the folder that comes with the product.

    Raises:
        RecognitionError: ``model.*`` for weights that are missing, altered or of the wrong kind,
            ``engine.load``.
    """
    store = store if store is not None else ModelStore()
    detector_spec = store.resolve(config.detector, kind="detector")
    reader_spec = store.resolve(config.recognizer, kind="recognizer")
    detector_engine, reader_engine = (
        load_engine(
            spec.path, engine=config.engine, precision=config.precision, threads=config.threads
        )
        for spec in (detector_spec, reader_spec)
    )
    return VisionKit(
        detector=YoloPlateDetector(engine=detector_engine, confidence=config.detection_confidence),
        recognizer=PpOcrRecognizer(engine=reader_engine, spec=reader_spec),
        # A track may begin at any score that is reported, but not on the faintest ones.
        make_tracker=lambda: PlateByteTracker(activation=max(0.4, config.detection_confidence)),
        engine=detector_engine.name,
    )
