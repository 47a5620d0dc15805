# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts that can be exchanged: a table of what is built in, and entry points of other packages.

Built-in parts are listed in code, so that a frozen build needs no metadata. A part of another
package is imported only when a site file names it; one that breaks is an error of that name, never
of the start.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.vision.detectors.yolo import YoloDetector
from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.model_store import ModelSpec
from alpr_kiosk.vision.protocols import Detector, Recognizer
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer

GROUPS = (
    "alpr_kiosk.detectors",
    "alpr_kiosk.recognizers",
    "alpr_kiosk.relays",
    "alpr_kiosk.sources",
)

DetectorFactory = Callable[[ModelSpec, VisionConfig], Detector]
RecognizerFactory = Callable[[ModelSpec, VisionConfig], Recognizer]


def _yolo(spec: ModelSpec, vision: VisionConfig) -> Detector:
    engine = load_engine(
        spec.path, engine=vision.engine, precision=vision.precision, threads=vision.threads
    )
    return YoloDetector(engine=engine, confidence=vision.detection_confidence)


def _ppocr(spec: ModelSpec, vision: VisionConfig) -> Recognizer:
    engine = load_engine(
        spec.path, engine=vision.engine, precision=vision.precision, threads=vision.threads
    )
    return PpOcrRecognizer(engine=engine, spec=spec)


BUILT_IN_DETECTORS: dict[str, DetectorFactory] = {"yolo": _yolo}
BUILT_IN_RECOGNIZERS: dict[str, RecognizerFactory] = {"ppocr": _ppocr}


def detector_factory(family: str) -> DetectorFactory:
    """Return the factory of a detector family.

    Raises:
        ConfigError: ``plugin.unknown`` or ``plugin.broken``.
    """
    return BUILT_IN_DETECTORS.get(family) or _load("alpr_kiosk.detectors", family)


def recognizer_factory(family: str) -> RecognizerFactory:
    """Return the factory of a reader family.

    Raises:
        ConfigError: ``plugin.unknown`` or ``plugin.broken``.
    """
    return BUILT_IN_RECOGNIZERS.get(family) or _load("alpr_kiosk.recognizers", family)


def installed() -> dict[str, tuple[str, ...]]:
    """Return the names that other packages offer, by group, without importing them."""
    return {
        group: tuple(sorted(point.name for point in entry_points(group=group))) for group in GROUPS
    }


def _load(group: str, name: str) -> Callable[..., object]:
    for point in entry_points(group=group):
        if point.name == name:
            try:
                loaded = point.load()
            except (ImportError, AttributeError) as exc:
                raise ConfigError("plugin.broken", group=group, name=name, why=str(exc)) from exc
            if not callable(loaded):
                raise ConfigError("plugin.broken", group=group, name=name, why="not a factory")
            return loaded  # type: ignore[no-any-return]
    raise ConfigError("plugin.unknown", group=group, name=name)
