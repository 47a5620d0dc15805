# SPDX-License-Identifier: AGPL-3.0-or-later
"""The optional back ends where their packages are not: named, explained, never imported."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import pytest

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.detectors import ultralytics as back_end
from alpr_kiosk.vision.model_store import ModelStore, default_folder
from tests.extras.manifests import entry, store_of

OUR_DETECTOR = default_folder() / "plate_yolo11n_384x640.onnx"
OUR_READER = default_folder() / "plate_ppocrv6_ft.onnx"


def kit_with(
    folder: Path, *, detector: str = "yolo", reader: str = "ppocr", file: str
) -> VisionKit:
    """Load a kit in which the parts that are not ours have the weights `file` in `folder`."""
    own = folder / file
    own.write_bytes(b"weights")
    (folder / "inference.yml").write_text("Global: {model_name: X}", encoding="utf-8")
    store = store_of(
        folder,
        entry(
            "detector",
            detector,
            OUR_DETECTOR if detector == "yolo" else own,
            height=384,
            width=640,
        ),
        entry("recognizer", reader, OUR_READER if reader == "ppocr" else own, height=48, width=200),
    )
    return load_kit(VisionConfig(detector=detector, recognizer=reader), store)


@pytest.mark.skipif(
    importlib.util.find_spec("ultralytics") is not None, reason="ultralytics is here"
)
def test_ultralytics_is_asked_for_by_name(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError) as caught:
        kit_with(tmp_path, detector="ultralytics", file="plate.pt")
    assert (caught.value.code, caught.value.context["name"]) == ("engine.missing", "ultralytics")


@pytest.mark.skipif(importlib.util.find_spec("paddleocr") is not None, reason="paddleocr is here")
def test_paddleocr_is_asked_for_by_name(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError) as caught:
        kit_with(tmp_path, reader="paddle", file="inference.pdiparams")
    assert (caught.value.code, caught.value.context["name"]) == ("engine.missing", "paddleocr")


@pytest.mark.parametrize(
    ("families", "file", "found"),
    [
        ({"detector": "ultralytics"}, "plate.onnx", ".onnx"),
        ({"reader": "paddle"}, "plate.onnx", "plate.onnx"),
    ],
)
def test_weights_of_another_kind_are_refused(
    tmp_path: Path, families: dict[str, str], file: str, found: str
) -> None:
    with pytest.raises(RecognitionError) as caught:
        kit_with(tmp_path, **families, file=file)
    assert caught.value.code == "model.shape"
    assert caught.value.context["found"] == found


@pytest.mark.parametrize("families", [{"detector": "ppocr5"}, {"reader": "yolo5"}])
def test_an_unknown_family_is_refused(tmp_path: Path, families: dict[str, str]) -> None:
    with pytest.raises(RecognitionError) as caught:
        kit_with(tmp_path, **families, file="plate.onnx")
    assert caught.value.code == "model.kind"
    assert caught.value.context["found"] in families.values()


def test_the_stock_kit_imports_none_of_them() -> None:
    code = (
        "import sys\n"
        "from alpr_kiosk.config.schema import VisionConfig\n"
        "from alpr_kiosk.vision.assemble import load_kit\n"
        "load_kit(VisionConfig())\n"
        "heavy = {'ultralytics', 'torch', 'paddle', 'paddleocr', 'paddlex'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=default_folder().parent)


class FakeTensor:
    def __init__(self, values: object) -> None:
        self._values = np.array(values, dtype=np.float32)

    def cpu(self) -> FakeTensor:
        return self

    def numpy(self) -> np.ndarray:
        return self._values


class FakeYolo:
    """As much of the package as the back end uses; boxes come unordered and over the edge."""

    names: ClassVar[dict[int, str]] = {0: "plate"}
    task = "detect"
    fails = False

    def __init__(self, path: str, task: str) -> None:
        self.path = path
        self.calls: list[dict[str, Any]] = []
        self.predictor = SimpleNamespace(device=SimpleNamespace(type="cuda"))

    def predict(self, image: np.ndarray, **options: Any) -> list[Any]:
        if self.fails:
            raise RuntimeError("CUDA error: out of memory\nand an essay")
        self.calls.append(options)
        boxes = [[10, 20, 30, 30], [-5, -5, 400, 90], [200, 10, 220, 20]]
        found = SimpleNamespace(
            xyxy=FakeTensor(np.reshape(boxes, (-1, 4))), conf=FakeTensor([0.4, 0.9, 0.6])
        )
        return [SimpleNamespace(boxes=found)]


@pytest.fixture
def fake_package(monkeypatch: pytest.MonkeyPatch) -> type[FakeYolo]:
    """A stand-in for ultralytics and torch; the class is fresh for each test."""
    for name in back_end._QUIET:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    yolo = type("Yolo", (FakeYolo,), {})
    monkeypatch.setitem(sys.modules, "ultralytics", SimpleNamespace(YOLO=yolo))
    torch = SimpleNamespace(set_num_threads=lambda count: None)
    monkeypatch.setitem(sys.modules, "torch", torch)
    return yolo


def detector_of(folder: Path) -> back_end.UltralyticsDetector:
    file = folder / "plate.engine"
    file.write_bytes(b"weights")
    store = store_of(folder, entry("detector", "ultralytics", file, height=384, width=640))
    return back_end.UltralyticsDetector(spec=store.resolve("ultralytics"), confidence=0.3)


def test_an_engine_file_is_run_with_the_input_of_its_entry(
    tmp_path: Path, fake_package: type[FakeYolo]
) -> None:
    kit = kit_with(tmp_path, detector="ultralytics", file="plate.engine")
    assert kit.engine == "ultralytics-cuda"
    detector = detector_of(tmp_path)
    found = detector.detect([np.zeros((100, 200, 3), dtype=np.uint8)])[0]
    # Best first, clipped to the picture, without the box that lies outside it.
    assert found.boxes.tolist() == [[0, 0, 200, 90], [10, 20, 30, 30]]
    assert found.scores.tolist() == pytest.approx([0.9, 0.4])
    assert detector._model.calls[-1]["imgsz"] == (384, 640)
    assert detector._model.calls[-1]["conf"] == 0.3


def test_the_package_neither_reports_nor_installs(
    tmp_path: Path, fake_package: type[FakeYolo]
) -> None:
    detector_of(tmp_path)
    assert back_end.os.environ["YOLO_OFFLINE"] == "true"
    assert back_end.os.environ["YOLO_AUTOINSTALL"] == "false"


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [("names", {0: "car", 1: "plate"}, "detect, 2 classes"), ("task", "pose", "pose, 1 classes")],
)
def test_a_network_that_does_not_find_plates_alone_is_refused(
    tmp_path: Path, fake_package: type[FakeYolo], name: str, value: object, found: str
) -> None:
    setattr(fake_package, name, value)
    with pytest.raises(RecognitionError) as caught:
        detector_of(tmp_path)
    assert (caught.value.code, caught.value.context["found"]) == ("model.shape", found)


def test_failures_are_recognition_errors(tmp_path: Path, fake_package: type[FakeYolo]) -> None:
    detector = detector_of(tmp_path)
    picture = np.zeros((10, 10, 3), dtype=np.uint8)
    with pytest.raises(RecognitionError) as caught:
        detector.detect([picture[:, :, 0]])
    assert caught.value.code == "picture.shape"
    fake_package.fails = True
    with pytest.raises(RecognitionError) as caught:
        detector.detect([picture])
    assert caught.value.code == "engine.run"
    assert caught.value.context["detail"] == "CUDA error: out of memory"
    with pytest.raises(RecognitionError) as caught:
        detector_of(tmp_path)
    assert caught.value.code == "engine.load"


def test_a_checkpoint_that_was_altered_is_not_opened(
    tmp_path: Path, fake_package: type[FakeYolo]
) -> None:
    file = tmp_path / "plate.pt"
    file.write_bytes(b"weights")
    store: ModelStore = store_of(
        tmp_path,
        entry("detector", "ultralytics", file, height=384, width=640),
        entry("recognizer", "ppocr", OUR_READER, height=48, width=200),
    )
    file.write_bytes(b"other weights")
    fake_package.fails = True
    with pytest.raises(RecognitionError) as caught:
        load_kit(VisionConfig(detector="ultralytics", recognizer="ppocr"), store)
    assert caught.value.code == "model.altered"
