# SPDX-License-Identifier: AGPL-3.0-or-later
"""YOLO11 through the Ultralytics package: its `.pt` checkpoints and TensorRT `.engine` files.

An optional back end (docs/extras.md): the package and torch are imported only when the manifest
entry in use is of the family "ultralytics". A checkpoint is a pickle, and loading one runs what is
in it: the manifest's SHA-256 is checked before anything here opens the file.
"""

from __future__ import annotations

import importlib
import os
import pickle
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.model_store import ModelSpec
from alpr_kiosk.vision.types import Detections, Image

SUFFIXES = (".pt", ".engine")

MAX_BOXES = 300
"""Boxes that leave the suppression, as in `YoloPlateDetector`."""

_QUIET = {
    "YOLO_OFFLINE": "true",  # no usage reporting, no downloads
    "YOLO_AUTOINSTALL": "false",  # a kiosk installs nothing by itself
    "YOLO_VERBOSE": "false",
}
"""Read by the package when it is imported; what the environment already says wins."""

_FAILURES = (
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
)
"""What loading or running a checkpoint may raise; the package has no error class of its own."""


class UltralyticsDetector:
    """Finds plates with a one-class YOLO11 checkpoint or TensorRT engine.

    Args:
        spec: Manifest entry of a `.pt` or `.engine` file; its input size is used as it stands.
        confidence: Smallest score that is reported, 0..1.
        iou: Boxes that overlap a better one by more than this are dropped, 0..1.
        threads: Threads of torch and OpenCV on a CPU, >= 1.

    Attributes:
        name: What computes, e.g. ``ultralytics-cpu``.

    Raises:
        RecognitionError: ``engine.missing`` without the package, ``engine.load``, ``model.shape``
            for a file of another kind or a network with other classes than one.
    """

    def __init__(
        self, *, spec: ModelSpec, confidence: float = 0.35, iou: float = 0.5, threads: int = 1
    ) -> None:
        if spec.path.suffix not in SUFFIXES:
            raise RecognitionError(
                "model.shape", name=spec.name, expected=".pt or .engine", found=spec.path.suffix
            )
        self._options = {
            "imgsz": (spec.input_height, spec.input_width),
            "rect": False,  # the whole input as in an export, not the smallest one that fits
            "conf": confidence,
            "iou": iou,
            "max_det": MAX_BOXES,
            "verbose": False,
        }
        package = _import_package(threads)
        blank = np.zeros((spec.input_height, spec.input_width, 3), dtype=np.uint8)
        try:
            self._model: Any = package.YOLO(str(spec.path), task="detect")
            # An engine file is opened by the first picture, and that must not be a car's.
            self._model.predict(blank, **self._options)
            task, classes = str(self._model.task), len(self._model.names)
            device = str(self._model.predictor.device.type)
        except _FAILURES as exc:
            raise RecognitionError(
                "engine.load", engine="ultralytics", file=spec.path.name, detail=_first_line(exc)
            ) from exc
        if task != "detect" or classes != 1:
            raise RecognitionError(
                "model.shape",
                name=spec.name,
                expected="detect, 1 class",
                found=f"{task}, {classes} classes",
            )
        self.name = f"ultralytics-{device}"

    def detect(self, images: Sequence[Image]) -> list[Detections]:
        """Return the plates of each BGR picture, best first, in pixels of the picture.

        Raises:
            RecognitionError: ``picture.shape``, ``engine.run``.
        """
        return [self._detect_one(image) for image in images]

    def _detect_one(self, image: Image) -> Detections:
        if image.ndim != 3 or image.shape[2] != 3 or 0 in image.shape:
            raise RecognitionError(
                "picture.shape", expected="(H, W, 3)", found=str(tuple(image.shape))
            )
        try:
            found = self._model.predict(image, **self._options)[0].boxes
            boxes = found.xyxy.cpu().numpy().astype(np.float32).reshape(-1, 4)
            scores = found.conf.cpu().numpy().astype(np.float32)
        except _FAILURES as exc:
            raise RecognitionError("engine.run", engine=self.name, detail=_first_line(exc)) from exc
        rows, columns = image.shape[:2]
        boxes[:, 0::2] = boxes[:, 0::2].clip(0, columns)
        boxes[:, 1::2] = boxes[:, 1::2].clip(0, rows)
        order = np.argsort(-scores, kind="stable")
        order = order[(boxes[order, :2] < boxes[order, 2:]).all(axis=1)]
        return Detections(
            boxes=np.ascontiguousarray(boxes[order]), scores=np.ascontiguousarray(scores[order])
        )


def _import_package(threads: int) -> Any:
    """Import the package without its reporting and self-installing (ImportError becomes ours)."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        package = importlib.import_module("ultralytics")
        torch = importlib.import_module("torch")
    except ImportError as exc:
        raise RecognitionError("engine.missing", name="ultralytics", why=str(exc)) from exc
    torch.set_num_threads(threads)
    cv2.setNumThreads(threads)  # the package sets 0 at its import
    return package


def _first_line(exc: BaseException) -> str:
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]
