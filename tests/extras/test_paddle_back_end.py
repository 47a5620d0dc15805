# SPDX-License-Identifier: AGPL-3.0-or-later
"""PaddleOCR itself as the reader, on weights that are here; no hub is asked (make test-extras)."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.protocols import Recognizer
from alpr_kiosk.vision.recognizers.paddle import PaddleRecognizer
from alpr_kiosk.vision.types import Image
from tests.contracts.vision_contract import RecognizerContract
from tests.extras.manifests import entry, store_of
from tests.shared import shared_path

pytestmark = [
    pytest.mark.extra_paddle,
    pytest.mark.skipif(
        importlib.util.find_spec("paddleocr") is None,
        reason="paddleocr is not in this environment (make test-extras)",
    ),
    pytest.mark.filterwarnings("default"),  # paddle warns of a missing compiler cache
]

NETWORK = "PP-OCRv6_small_rec"
TEXT = "34A36837"
BOX = (457.0, 654.0, 578.0, 704.0)


@pytest.fixture(scope="module", autouse=True)
def _no_network(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Fail on any connection, and keep PaddleX's folder out of the home folder."""

    def refuse(_socket: socket.socket, address: object) -> None:
        pytest.fail(f"a connection to {address}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADDLE_PDX_CACHE_HOME", str(tmp_path_factory.mktemp("paddlex")))
        patch.setattr(socket.socket, "connect", refuse)
        yield


def describe(folder: Path, characters: Sequence[str]) -> None:
    """Write what PaddleOCR keeps beside the weights of a reader."""
    document = {
        "Global": {"model_name": NETWORK},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"RecResizeImg": {"image_shape": [3, 48, 320]}},
            ]
        },
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": list(characters)},
    }
    text = importlib.import_module("yaml").safe_dump(document, allow_unicode=True)
    (folder / "inference.yml").write_text(text, encoding="utf-8")


def store_with(folder: Path, weights: Path) -> ModelStore:
    detector = ModelStore().resolve("plate_yolo11n_384x640").path
    return store_of(
        folder,
        entry("detector", "yolo", detector, height=384, width=640),
        entry("recognizer", "paddle", weights, height=48, width=320),
    )


def kit_of(folder: Path, weights: Path) -> VisionKit:
    config = VisionConfig(detector="yolo", recognizer="paddle")
    return load_kit(config, store_with(folder, weights))


@pytest.fixture(scope="module")
def stock_kit(tmp_path_factory: pytest.TempPathFactory) -> VisionKit:
    """PaddleOCR on ONNX Runtime with the PP-OCRv6 weights of the rapidocr wheel."""
    folder = tmp_path_factory.mktemp("ppocrv6")
    weights = folder / "inference.onnx"
    shutil.copy(ModelStore().resolve("ppocrv6_rec_small").path, weights)
    runtime = importlib.import_module("onnxruntime")
    metadata = runtime.InferenceSession(str(weights)).get_modelmeta().custom_metadata_map
    describe(folder, metadata["character"].removesuffix("\n").split("\n"))
    return kit_of(folder, weights)


@pytest.mark.shared
class TestPaddleRecognizer(RecognizerContract):
    @pytest.fixture
    def recognizer(self, stock_kit: VisionKit) -> Recognizer:
        return stock_kit.recognizer

    @pytest.fixture
    def plate_crop(self) -> Image:
        with av.open(str(shared_path("data", "clips", "toll_gate.mp4"))) as container:
            picture = next(iter(container.decode(video=0)))
            return crop_plate(np.ascontiguousarray(picture.to_ndarray(format="bgr24")), BOX)

    @pytest.fixture
    def plate_text(self) -> str:
        return TEXT


def tiny_network(folder: Path) -> Path:
    """Save a Paddle inference model that reads bright as A, dark as 1 and grey as nothing."""
    paddle = importlib.import_module("paddle")

    class Brightness(paddle.nn.Layer):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.head = paddle.nn.Linear(1, 4)  # blank, A, 1, space
            self.head.weight.set_value(np.array([[0, 40, -40, 0]], dtype=np.float32))
            self.head.bias.set_value(np.array([8, -12, -12, -99], dtype=np.float32))

        def forward(self, pixels: object) -> object:
            columns = pixels.mean(axis=[1, 2]).unsqueeze(1)  # type: ignore[attr-defined]
            steps = paddle.nn.functional.avg_pool1d(columns, 8, stride=8)
            return paddle.nn.functional.softmax(self.head(steps.transpose([0, 2, 1])), axis=-1)

    shape = [paddle.static.InputSpec([None, 3, 48, None], "float32", "x")]
    paddle.jit.save(Brightness(), str(folder / "inference"), input_spec=shape)
    describe(folder, ["A", "1"])
    return folder / "inference.pdiparams"


def test_paddles_own_engine_reads_a_network_of_paddles_format(tmp_path: Path) -> None:
    recognizer = kit_of(tmp_path, tiny_network(tmp_path)).recognizer
    assert isinstance(recognizer, PaddleRecognizer)
    assert recognizer.name == "paddleocr-paddle_static"
    crop = np.full((48, 160, 3), 128, dtype=np.uint8)
    crop[:, 16:40] = crop[:, 112:128] = 255
    crop[:, 64:96] = 0
    got, nothing = recognizer.read([crop, np.full((48, 160, 3), 128, dtype=np.uint8)])
    assert got.text == "A1A"
    assert got.confidence > 0.9
    assert (nothing.text, nothing.chars, nothing.confidence) == ("", (), 0.0)


@pytest.mark.parametrize("where", ["folder", "description"])
def test_missing_files_are_named_and_not_fetched(tmp_path: Path, where: str) -> None:
    weights = tmp_path / "inference.pdiparams"
    if where == "description":
        weights.write_bytes(b"weights")
    with pytest.raises(RecognitionError) as caught:
        kit_of(tmp_path, weights)
    assert caught.value.code == "model.missing"
    wanted = weights if where == "folder" else tmp_path / "inference.yml"
    assert caught.value.context["file"] == str(wanted)


@pytest.mark.parametrize(
    ("description", "detail"),
    [
        ("Global: [", "inference.yml"),
        ("Global: {}", "model_name"),
        (f"Global: {{model_name: {NETWORK}}}", ""),
    ],
)
def test_a_broken_folder_is_a_load_error(tmp_path: Path, description: str, detail: str) -> None:
    weights = tmp_path / "inference.pdiparams"
    weights.write_bytes(b"not weights")
    (tmp_path / "inference.yml").write_text(description, encoding="utf-8")
    with pytest.raises(RecognitionError) as caught:
        kit_of(tmp_path, weights)
    assert caught.value.code == "engine.load"
    assert detail in str(caught.value.context["detail"])


def test_it_belongs_to_the_thread_that_made_it(stock_kit: VisionKit) -> None:
    caught: list[RecognitionError] = []

    def elsewhere() -> None:
        try:
            stock_kit.recognizer.read([])
        except RecognitionError as exc:
            caught.append(exc)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert [error.code for error in caught] == ["engine.run"]
