# SPDX-License-Identifier: AGPL-3.0-or-later
"""Detectors, recognisers and trackers, real ones on both engines and the fakes."""

from __future__ import annotations

import av
import numpy as np
import pytest

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.protocols import Detector, Recognizer, Tracker
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
