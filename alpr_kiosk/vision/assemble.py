# SPDX-License-Identifier: AGPL-3.0-or-later
"""Loads the networks of a site once and makes pipelines of them.

The family in the manifest names the back end. Those of "ultralytics" and "paddle" need packages
that the run-time environment does not have, and import them only when one is made (docs/extras.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from alpr_kiosk.config.schema import CameraConfig, VisionConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.detectors.ultralytics import UltralyticsDetector
from alpr_kiosk.vision.detectors.yolo import YoloPlateDetector, shape_for
from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.model_store import CASCADE, ModelSpec, ModelStore
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.protocols import Detector, InferenceEngine, Recognizer, Tracker
from alpr_kiosk.vision.recognizers.cascade import CascadeRecognizer
from alpr_kiosk.vision.recognizers.paddle import PaddleRecognizer
from alpr_kiosk.vision.recognizers.plate_cct import PlateCctRecognizer
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer
from alpr_kiosk.vision.trackers.bytetrack import PlateByteTracker

PartFinder = Callable[[str, str], Callable[..., object]]
"""From an entry-point group and a name to the factory of another package (`plugins.load_part`)."""


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


def load_kit(
    config: VisionConfig,
    store: ModelStore | None = None,
    *,
    find_part: PartFinder | None = None,
) -> VisionKit:
    """Load detector and reader as the site file says.

    Args:
        config: Engine, precision, threads, names of the weights, smallest detector score.
        store: Where the weights are; None for the folder that comes with the product.
        find_part: Finds back ends of other packages for families that are not built in; their
            factories take the `ModelSpec` and the `VisionConfig`.

    Raises:
        ConfigError: ``plugin.unknown`` or ``plugin.broken``, from `find_part`.
        RecognitionError: ``model.*`` for weights that are missing, altered or of the wrong kind,
            ``engine.load``, ``engine.missing`` for a back end that is not installed.
    """
    store = store if store is not None else ModelStore()
    detector_spec = store.resolve(config.detector, kind="detector")
    reader_spec = store.resolve(config.recognizer, kind="recognizer")
    detector, engine = _make_detector(detector_spec, config, find_part)
    return VisionKit(
        detector=detector,
        recognizer=_make_recognizer(reader_spec, config, find_part),
        # A track may begin at any score that is reported, but not on the faintest ones.
        make_tracker=lambda: PlateByteTracker(activation=max(0.4, config.detection_confidence)),
        engine=engine,
    )


def load_detector(
    config: VisionConfig,
    store: ModelStore | None = None,
    *,
    find_part: PartFinder | None = None,
) -> Detector:
    """Load the detector alone, as `load_kit` does.

    Raises:
        ConfigError: As `load_kit`.
        RecognitionError: As `load_kit`.
    """
    store = store if store is not None else ModelStore()
    spec = store.resolve(config.detector, kind="detector")
    return _make_detector(spec, config, find_part)[0]


def _make_detector(
    spec: ModelSpec, config: VisionConfig, find_part: PartFinder | None
) -> tuple[Detector, str]:
    """Return the detector of the entry's family and the name of what computes it."""
    if spec.family == "yolo":
        engine = _engine(spec, config)
        detector = YoloPlateDetector(
            engine=engine,
            confidence=config.detection_confidence,
            fit=partial(shape_for, pixels=spec.input_height * spec.input_width),
        )
        return detector, engine.name
    if spec.family == "ultralytics":
        own = UltralyticsDetector(
            spec=spec, confidence=config.detection_confidence, threads=config.threads
        )
        return own, own.name
    if find_part is not None:
        made = find_part("alpr_kiosk.detectors", spec.family)(spec, config)
        return cast(Detector, made), spec.family
    raise RecognitionError(
        "model.kind", name=spec.name, expected="yolo, ultralytics", found=spec.family
    )


def _make_recognizer(
    spec: ModelSpec, config: VisionConfig, find_part: PartFinder | None
) -> Recognizer:
    if spec.family == "ppocr":
        return PpOcrRecognizer(engine=_engine(spec, config), spec=spec)
    if spec.family == "plate_cct":
        return PlateCctRecognizer(engine=_engine(spec, config), spec=spec)
    if spec.family == CASCADE:
        first, second = (_make_recognizer(part, config, find_part) for part in spec.parts)
        return CascadeRecognizer(first=first, second=second, below=spec.below)
    if spec.family == "paddle":
        return PaddleRecognizer(spec=spec, threads=config.threads)
    if find_part is not None:
        return cast(Recognizer, find_part("alpr_kiosk.recognizers", spec.family)(spec, config))
    raise RecognitionError(
        "model.kind",
        name=spec.name,
        expected="ppocr, plate_cct, cascade, paddle",
        found=spec.family,
    )


def _engine(spec: ModelSpec, config: VisionConfig) -> InferenceEngine:
    return load_engine(
        spec.path, engine=config.engine, precision=config.precision, threads=config.threads
    )
