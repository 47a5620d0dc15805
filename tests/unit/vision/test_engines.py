# SPDX-License-Identifier: AGPL-3.0-or-later
"""Engines: precision by name, fallback, clear errors, no usage reporting."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision import engines
from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.model_store import ModelStore

READER = ModelStore().describe("plate_ppocrv6_ft").path


def test_auto_is_openvino_with_a_named_precision() -> None:
    assert load_engine(READER).name in {"openvino-bf16", "openvino-f32"}
    assert load_engine(READER, precision="f32").name == "openvino-f32"
    assert load_engine(READER, engine="onnxruntime").name == "onnxruntime-f32"


def test_both_engines_tell_the_same_shape_dictionary_and_answer() -> None:
    one = load_engine(READER, engine="openvino", precision="f32")
    two = load_engine(READER, engine="onnxruntime")
    assert one.input_shape == two.input_shape == (1, 3, 48, 200)
    assert one.metadata["character"] == two.metadata["character"]
    tensor = np.random.default_rng(1).uniform(-1, 1, (1, 3, 48, 200)).astype(np.float32)
    first, second = one.run(tensor)[0], two.run(tensor)[0]
    assert first.shape == second.shape == (1, 25, 37)
    assert np.allclose(first, second, atol=1e-2)


@pytest.mark.parametrize("engine", ["openvino", "onnxruntime"])
def test_an_answer_is_not_overwritten_by_the_next(engine: str) -> None:
    loaded = load_engine(READER, engine=engine, precision="f32")  # type: ignore[arg-type]
    tensor = np.zeros((1, 3, 48, 200), dtype=np.float32)
    first = loaded.run(tensor)[0]
    kept = first.copy()
    loaded.run(tensor + 0.7)
    assert np.array_equal(first, kept)


@pytest.mark.parametrize("engine", ["auto", "openvino", "onnxruntime"])
@pytest.mark.parametrize("content", [None, b"no network"])
def test_a_file_that_is_no_network_is_one_clear_error(
    tmp_path: Path, engine: str, content: bytes | None
) -> None:
    path = tmp_path / "broken.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecognitionError) as caught:
        load_engine(path, engine=engine)  # type: ignore[arg-type]
    assert caught.value.code == "engine.load"
    assert caught.value.context["file"] == "broken.onnx"
    assert "\n" not in str(caught.value.context["detail"])


@pytest.mark.parametrize("engine", ["openvino", "onnxruntime"])
def test_a_tensor_of_another_shape_is_an_error_and_the_engine_lives(engine: str) -> None:
    loaded = load_engine(READER, engine=engine)  # type: ignore[arg-type]
    with pytest.raises(RecognitionError) as caught:
        loaded.run(np.zeros((1, 3, 48, 64), dtype=np.float32))
    assert caught.value.code == "engine.run"
    assert loaded.run(np.zeros((1, 3, 48, 200), dtype=np.float32))[0].shape == (1, 25, 37)


def test_without_openvino_auto_takes_onnx_runtime_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> object:
        raise ImportError("no module named openvino")

    monkeypatch.setattr(engines, "_import_openvino", missing)
    assert load_engine(READER).name == "onnxruntime-f32"
    assert "OpenVINO cannot be used" in caplog.text
    with pytest.raises(RecognitionError, match=r"engine\.load"):
        load_engine(READER, engine="openvino")


def test_openvino_reports_nothing_home(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from alpr_kiosk.vision.engines import load_engine\n"
        "from pathlib import Path\n"
        "assert load_engine(Path(sys.argv[1])).name.startswith('openvino')\n"
        "assert not [m for m in sys.modules if m.startswith('openvino_telemetry.')]\n"
    )
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code, str(READER)], env=environment, check=True)
    assert not (tmp_path / "intel").exists()
