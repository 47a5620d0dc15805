# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ultralytics itself and our YOLO detector find the same plates (make test-extras)."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.detectors.ultralytics import UltralyticsDetector
from alpr_kiosk.vision.detectors.yolo import YoloPlateDetector
from alpr_kiosk.vision.engines import OnnxRuntimeEngine
from alpr_kiosk.vision.model_store import ModelStore, default_folder
from alpr_kiosk.vision.protocols import Detector
from alpr_kiosk.vision.types import Detections, Image
from tests.contracts.vision_contract import DetectorContract
from tests.extras.manifests import entry, store_of
from tests.shared import shared_path

pytestmark = [
    pytest.mark.extra_train,
    pytest.mark.shared,
    pytest.mark.skipif(
        importlib.util.find_spec("ultralytics") is None,
        reason="ultralytics is not in this environment (make test-extras)",
    ),
    pytest.mark.filterwarnings("default"),  # torch and its exporter deprecate parts of themselves
]

HEIGHT, WIDTH = 384, 640
CONFIDENT = 0.5
PICTURES = 10
BOX = (457.0, 654.0, 578.0, 704.0)


@pytest.fixture(scope="module", autouse=True)
def _settings_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Keep the package's settings file out of the home folder; it is read at the import."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YOLO_CONFIG_DIR", str(tmp_path_factory.mktemp("yolo")))
        yield


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("checkpoint") / "plate_yolo11n.pt"
    shutil.copy(default_folder() / "plate_yolo11n.pt", copy)
    return copy


@pytest.fixture(scope="module")
def kit(checkpoint: Path) -> VisionKit:
    reader = default_folder() / "plate_ppocrv6_ft.onnx"
    store = store_of(
        checkpoint.parent,
        entry("detector", "ultralytics", checkpoint, height=HEIGHT, width=WIDTH),
        entry("recognizer", "ppocr", reader, height=48, width=200),
    )
    return load_kit(VisionConfig(detector="ultralytics", recognizer="ppocr"), store)


@pytest.fixture(scope="module")
def ours() -> YoloPlateDetector:
    path = ModelStore().resolve("plate_yolo11n_384x640").path
    return YoloPlateDetector(engine=OnnxRuntimeEngine(path=path, threads=1))


@pytest.fixture(scope="module")
def pictures() -> list[Image]:
    paths = sorted(shared_path("data", "plates", "images", "val").glob("*.jpg"))
    step = max(1, len(paths) // PICTURES)
    read = [cv2.imread(str(path)) for path in paths[::step][:PICTURES]]
    assert len(read) == PICTURES
    return read


def overlap(one: np.ndarray, two: np.ndarray) -> float:
    low, high = np.maximum(one[:2], two[:2]), np.minimum(one[2:], two[2:])
    inter = float((high - low).clip(0).prod())
    areas = [float((box[2:] - box[:2]).prod()) for box in (one, two)]
    return inter / (sum(areas) - inter)


def confident_in_both(one: Detections, two: Detections) -> int:
    """Return how many boxes of `one` are confident; `two` must have each of them."""
    chosen = one.boxes[one.scores >= CONFIDENT]
    for box in chosen:
        assert max((overlap(box, other) for other in two.boxes), default=0.0) > 0.8
    return len(chosen)


def test_the_checkpoint_finds_the_plates_our_detector_finds(
    kit: VisionKit, ours: YoloPlateDetector, pictures: list[Image]
) -> None:
    assert kit.engine in {"ultralytics-cpu", "ultralytics-cuda"}
    assert isinstance(kit.detector, UltralyticsDetector)
    both = list(zip(kit.detector.detect(pictures), ours.detect(pictures), strict=True))
    assert sum(confident_in_both(theirs, own) for theirs, own in both) >= 5
    assert sum(confident_in_both(own, theirs) for theirs, own in both) >= 5


def test_an_export_of_the_checkpoint_runs_in_our_detector(
    checkpoint: Path, ours: YoloPlateDetector, pictures: list[Image]
) -> None:
    model = importlib.import_module("ultralytics").YOLO(str(checkpoint))
    exported = Path(model.export(format="onnx", imgsz=(HEIGHT, WIDTH), nms=False, device="cpu"))
    detector = YoloPlateDetector(engine=OnnxRuntimeEngine(path=exported, threads=1))
    for new, shipped in zip(detector.detect(pictures), ours.detect(pictures), strict=True):
        assert new.boxes == pytest.approx(shipped.boxes, abs=0.5)
        assert new.scores == pytest.approx(shipped.scores, abs=0.005)


class TestUltralyticsDetector(DetectorContract):
    @pytest.fixture
    def detector(self, kit: VisionKit) -> Detector:
        return kit.detector

    @pytest.fixture
    def plate_picture(self) -> Image:
        with av.open(str(shared_path("data", "clips", "toll_gate.mp4"))) as container:
            picture = next(iter(container.decode(video=0)))
            pixels = np.ascontiguousarray(picture.to_ndarray(format="bgr24"))
        pixels.flags.writeable = False
        return pixels

    @pytest.fixture
    def plate_box(self) -> tuple[float, ...]:
        return BOX


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pt"
    broken.write_bytes(b"not a checkpoint")
    store = store_of(tmp_path, entry("detector", "ultralytics", broken, height=96, width=96))
    with pytest.raises(RecognitionError) as caught:
        UltralyticsDetector(spec=store.resolve("ultralytics"))
    assert caught.value.code == "engine.load"
    assert caught.value.context["file"] == "broken.pt"


@pytest.mark.gpu
def test_an_engine_file_finds_the_plates_our_detector_finds(
    checkpoint: Path, tmp_path: Path, ours: YoloPlateDetector, pictures: list[Image]
) -> None:
    if not importlib.import_module("torch").cuda.is_available():
        pytest.skip("no NVIDIA device")
    model = importlib.import_module("ultralytics").YOLO(str(checkpoint))
    engine = Path(model.export(format="engine", imgsz=(HEIGHT, WIDTH), device=0))
    store = store_of(tmp_path, entry("detector", "ultralytics", engine, height=384, width=640))
    detector = UltralyticsDetector(spec=store.resolve("ultralytics"))
    both = zip(detector.detect(pictures), ours.detect(pictures), strict=True)
    assert sum(confident_in_both(theirs, own) for theirs, own in both) >= 5
