# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading with PaddleOCR itself, its own preparation and decoding included.

An optional back end (docs/extras.md) to compare the product's reader with. PaddleOCR says how sure
it is of a whole text only, so every character carries that value and none has alternatives.
"""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alpr_kiosk.domain.events import CharRead
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.model_store import ModelSpec
from alpr_kiosk.vision.types import Image, Recognition

MIN_CROP_HEIGHT = 4
MIN_CROP_WIDTH = 8
"""Smaller crops, px, hold no characters (as in `PpOcrRecognizer`); PaddleOCR refuses empty ones."""

DESCRIPTION = "inference.yml"
"""PaddleOCR's file beside the weights: name of the network, preparation, dictionary."""

_ENGINES = {
    ".onnx": ("onnxruntime", "intra_op_num_threads"),
    ".pdiparams": ("paddle_static", "cpu_threads"),
}
"""Engine of PaddleOCR, and its name for the number of threads, by the ending of the weights."""

_FAILURES = (
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What PaddleOCR raises; its own errors derive from these."""


class PaddleRecognizer:
    """Reads plate crops with a network of PaddleOCR.

    It belongs to the thread that made it: Paddle's predictors fail, or answer wrongly, when a
    second thread calls them (PaddleX pull request 4156).

    Args:
        spec: Manifest entry of ``inference.onnx`` or ``inference.pdiparams`` in a folder that
            PaddleOCR understands. Only the named file is pinned by hash.
        threads: Threads of the engine, >= 1.

    Attributes:
        name: What computes, ``paddleocr-onnxruntime`` or ``paddleocr-paddle_static``.

    Raises:
        RecognitionError: ``model.missing`` without the folder's description, ``model.shape`` for
            weights of another kind, ``engine.missing`` without the package, ``engine.load``.
    """

    def __init__(self, *, spec: ModelSpec, threads: int = 1) -> None:
        if spec.path.name not in {f"inference{suffix}" for suffix in _ENGINES}:
            raise RecognitionError(
                "model.shape",
                name=spec.name,
                expected="inference.onnx or inference.pdiparams",
                found=spec.path.name,
            )
        engine, threads_key = _ENGINES[spec.path.suffix]
        for path in (spec.path, spec.path.with_name(DESCRIPTION)):
            # Without its files PaddleOCR would look for them on a model hub.
            if not path.is_file():
                raise RecognitionError(
                    "model.missing", file=str(path), expected=spec.sha256, found="no such file"
                )
        paddleocr = _import_package()
        try:
            self._reader: Any = paddleocr.TextRecognition(
                model_name=_network_name(spec.path.with_name(DESCRIPTION)),
                model_dir=str(spec.path.parent),
                engine=engine,
                engine_config={threads_key: threads},
                device="cpu",
            )
        except _FAILURES as exc:
            raise RecognitionError(
                "engine.load", engine="paddleocr", file=spec.path.name, detail=_first_line(exc)
            ) from exc
        self.name = f"paddleocr-{engine}"
        self._alphabet = frozenset(spec.alphabet)
        self._owner = threading.get_ident()

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        """Return the text of each BGR crop; a crop too small to hold text gives an empty one.

        Characters outside the alphabet of the manifest entry (dashes, dots) are left out.

        Raises:
            RecognitionError: ``engine.run``, also when called from another thread than made it.
        """
        if threading.get_ident() != self._owner:
            raise RecognitionError(
                "engine.run", engine=self.name, detail="called from a thread that did not make it"
            )
        return [self._read_one(crop) for crop in crops]

    def _read_one(self, crop: Image) -> Recognition:
        if crop.ndim != 3 or crop.shape[0] < MIN_CROP_HEIGHT or crop.shape[1] < MIN_CROP_WIDTH:
            return Recognition()
        try:
            # One at a time: PaddleOCR pads a batch to its widest crop, which changes readings.
            result = self._reader.predict([crop], batch_size=1)[0]
            text, score = str(result["rec_text"]), float(result["rec_score"])
        except _FAILURES as exc:
            raise RecognitionError("engine.run", engine=self.name, detail=_first_line(exc)) from exc
        score = min(1.0, max(0.0, score))
        chars = tuple(
            CharRead(char=char, confidence=score) for char in text if char in self._alphabet
        )
        return Recognition(
            text="".join(char.char for char in chars),
            chars=chars,
            confidence=score if chars else 0.0,
        )


def _import_package() -> Any:
    """Import PaddleOCR without its look at the model hubs."""
    os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
    try:
        return importlib.import_module("paddleocr")
    except ImportError as exc:
        raise RecognitionError("engine.missing", name="paddleocr", why=str(exc)) from exc


def _network_name(description: Path) -> str:
    """Return the name that the description gives its network: PaddleOCR insists on the same."""
    yaml = importlib.import_module("yaml")
    try:
        document = yaml.safe_load(description.read_text(encoding="utf-8"))
    except yaml.YAMLError as exc:
        raise ValueError(f"{description.name}: {exc}") from exc
    return str(document["Global"]["model_name"])


def _first_line(exc: BaseException) -> str:
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]
