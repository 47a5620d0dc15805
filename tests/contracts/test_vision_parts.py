# SPDX-License-Identifier: AGPL-3.0-or-later
"""Detectors, recognisers and trackers, real ones on both engines and the fakes."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.model_store import ModelStore, default_folder, file_sha256
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.protocols import Detector, Recognizer, Tracker
from alpr_kiosk.vision.recognizers.cascade import CascadeRecognizer
from alpr_kiosk.vision.recognizers.plate_cct import PlateCctRecognizer
from alpr_kiosk.vision.sources.pictures import load_picture
from alpr_kiosk.vision.trackers.bytetrack import PlateByteTracker
from alpr_kiosk.vision.types import Image
from tests.contracts.vision_contract import DetectorContract, RecognizerContract, TrackerContract
from tests.fakes.vision import (
    FakeDetector,
    FakeRecognizer,
    FakeTracker,
    ScriptedPlate,
    script_pixels,
)
from tests.shared import shared_path

ENGINES = [
    pytest.param({"engine": "openvino"}, id="openvino"),
    pytest.param({"engine": "openvino", "precision": "f32"}, id="openvino-f32"),
    pytest.param({"engine": "onnxruntime"}, id="onnxruntime"),
    pytest.param({"engine": "openvino", "detector": "plate_yolo11n_640x640"}, id="openvino-640"),
    pytest.param({"engine": "onnxruntime", "recognizer": "ppocrv6_rec_small"}, id="stock-reader"),
]
TEXT = "34A36837"
BOX = (457.0, 654.0, 578.0, 704.0)


@pytest.fixture(scope="module", params=ENGINES)
def kit(request: pytest.FixtureRequest) -> VisionKit:
    return load_kit(VisionConfig(**request.param))


@pytest.fixture(scope="module")
def lane() -> Image:
    with av.open(str(shared_path("data", "clips", "toll_gate.mp4"))) as container:
        picture = next(iter(container.decode(video=0)))
        pixels = np.ascontiguousarray(picture.to_ndarray(format="bgr24"))
    pixels.flags.writeable = False
    return pixels


@pytest.mark.shared
class TestRealDetector(DetectorContract):
    @pytest.fixture
    def detector(self, kit: VisionKit) -> Detector:
        return kit.detector

    @pytest.fixture
    def plate_picture(self, lane: Image) -> Image:
        return lane

    @pytest.fixture
    def plate_box(self) -> tuple[float, ...]:
        return BOX


@pytest.mark.shared
class TestRealRecognizer(RecognizerContract):
    @pytest.fixture
    def recognizer(self, kit: VisionKit) -> Recognizer:
        return kit.recognizer

    @pytest.fixture
    def plate_crop(self, lane: Image) -> Image:
        return crop_plate(lane, BOX)

    @pytest.fixture
    def plate_text(self) -> str:
        return TEXT


@pytest.mark.shared
class TestPlateCctRecognizer(RecognizerContract):
    """A network of fast-plate-ocr, from a manifest of the installer's own."""

    @pytest.fixture(params=["openvino", "onnxruntime"])
    def recognizer(self, request: pytest.FixtureRequest, tmp_path: Path) -> Recognizer:
        alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        network = shared_path("models", "cct_xs_v1_global.onnx")
        (tmp_path / "manifest.toml").write_text(
            f"""
[[model]]
name = "cct"
kind = "recognizer"
family = "plate_cct"
file = "{network}"
sha256 = "{file_sha256(network)}"
licence = "MIT"
source = "fast-plate-ocr"
input = {{ height = 64, width = 128 }}
alphabet = "{alphabet}"
pad = "_"
slots = 9
""",
            encoding="utf-8",
        )
        spec = ModelStore(tmp_path).resolve("cct", kind="recognizer")
        return PlateCctRecognizer(engine=load_engine(spec.path, engine=request.param), spec=spec)

    @pytest.fixture
    def plate_crop(self, lane: Image) -> Image:
        return crop_plate(lane, BOX)

    @pytest.fixture
    def plate_text(self) -> str:
        return TEXT


@pytest.fixture(scope="module", params=[0.001, 0.9, 1.0])
def cascade(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recognizer:
    folder = tmp_path_factory.mktemp("cascade")
    text = (default_folder() / "manifest.toml").read_text(encoding="utf-8")
    text = text.replace('file = "plate_', f'file = "{default_folder()}/plate_')
    (folder / "manifest.toml").write_text(
        f"""{text}
[[model]]
name = "pair"
kind = "recognizer"
family = "cascade"
first = "ppocrv6_rec_small"
second = "plate_ppocrv6_ft"
below = {request.param}
licence = "Apache-2.0"
source = "a test"
""",
        encoding="utf-8",
    )
    recognizer = load_kit(VisionConfig(recognizer="pair"), ModelStore(folder)).recognizer
    assert isinstance(recognizer, CascadeRecognizer)
    return recognizer


@pytest.mark.shared
class TestCascadeRecognizer(RecognizerContract):
    """The stock reader first: its answer alone, that of the second alone, and both by turns."""

    @pytest.fixture
    def recognizer(self, cascade: Recognizer) -> Recognizer:
        return cascade

    @pytest.fixture
    def plate_crop(self, lane: Image) -> Image:
        return crop_plate(lane, BOX)

    @pytest.fixture
    def plate_text(self) -> str:
        return TEXT


@pytest.mark.shared
@pytest.mark.parametrize("changes", [{"precision": "f32"}, {"precision": "bf16"}])
def test_openvino_finds_the_boxes_of_onnx_runtime(changes: dict[str, str]) -> None:
    paths = sorted(shared_path("data", "plates", "images", "val").glob("*.jpg"))[::61][:3]
    pictures = [load_picture(path) for path in paths]
    assert len(pictures) == 3
    truth = load_kit(VisionConfig(engine="onnxruntime")).detector.detect(pictures)
    found = load_kit(VisionConfig(engine="openvino", **changes)).detector.detect(pictures)
    for one, other in zip(truth, found, strict=True):
        sure = one.scores >= 0.5  # near the threshold rounding decides
        for box in one.boxes[sure]:
            # bfloat16 has 8 bits: 2 px at 384x640, in pixels of the picture.
            assert np.abs(other.boxes - box).max(axis=1).min() <= 0.02 * max(box[2:] - box[:2]) + 4


PLATE = ScriptedPlate(text="AB123CD")


class TestFakeDetector(DetectorContract):
    @pytest.fixture
    def detector(self) -> Detector:
        return FakeDetector({7: [PLATE]})

    @pytest.fixture
    def plate_picture(self) -> Image:
        return script_pixels(7, [PLATE])

    @pytest.fixture
    def plate_box(self) -> tuple[float, ...]:
        return PLATE.box


class TestFakeRecognizer(RecognizerContract):
    @pytest.fixture
    def recognizer(self) -> Recognizer:
        return FakeRecognizer({7: [PLATE]})

    @pytest.fixture
    def plate_crop(self) -> Image:
        return crop_plate(script_pixels(7, [PLATE]), PLATE.box)

    @pytest.fixture
    def plate_text(self) -> str:
        return PLATE.text


class TestByteTracker(TrackerContract):
    @pytest.fixture
    def tracker(self) -> Tracker:
        return PlateByteTracker()


class TestFakeTracker(TrackerContract):
    @pytest.fixture
    def tracker(self) -> Tracker:
        return FakeTracker()
