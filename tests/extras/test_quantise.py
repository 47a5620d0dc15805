# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `models.training.quantise` does to a file, on networks small enough to see through."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from alpr_kiosk.vision.engines import QUANTISED, OnnxRuntimeEngine

pytestmark = [
    pytest.mark.extra_train,
    pytest.mark.skipif(
        importlib.util.find_spec("onnx") is None,
        reason="onnx is not in this environment (make test-extras)",
    ),
    pytest.mark.filterwarnings("default"),  # onnx deprecates parts of itself
]

SCALE, ZERO = 0.05, -120
"""Signed activations of SiLU as NNCF writes them: hardly any value below zero."""

VALUES = np.linspace(-0.3, 12.0, 24, dtype=np.float32).reshape(1, 1, 4, 6)


def network(path: Path, layout: str = "") -> Any:
    """Write and return a network that rounds its input to `SCALE` and doubles it."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    shape = list(VALUES.shape)
    constants = [
        numpy_helper.from_array(np.array(SCALE, dtype=np.float32), "scale"),
        numpy_helper.from_array(np.array(ZERO, dtype=np.int8), "zero"),
        numpy_helper.from_array(np.array(2.0, dtype=np.float32), "two"),
    ]
    nodes = [
        helper.make_node("QuantizeLinear", ["x", "scale", "zero"], ["q"]),
        helper.make_node("DequantizeLinear", ["q", "scale", "zero"], ["d"]),
        helper.make_node("Mul", ["d", "two"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
        constants,
        value_info=[helper.make_tensor_value_info("q", TensorProto.INT8, shape)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    if layout:
        entry = model.metadata_props.add()
        entry.key, entry.value = QUANTISED, layout
    onnx.save(model, str(path))
    return model


def run(path: Path) -> npt.NDArray[np.float32]:
    return OnnxRuntimeEngine(path=path, threads=1).run(VALUES)[0]


def rounded() -> npt.NDArray[np.float32]:
    steps = np.clip(np.round(VALUES / SCALE) + ZERO, -128, 127) - ZERO
    return np.asarray(steps * SCALE * 2, dtype=np.float32)


def test_unsigned_activations_have_the_values_of_the_signed_ones(tmp_path: Path) -> None:
    import onnx
    from onnx import TensorProto, numpy_helper

    from models.training.quantise import to_unsigned

    model = network(tmp_path / "signed.onnx", "all")
    before = run(tmp_path / "signed.onnx")
    assert np.allclose(before, rounded())
    assert to_unsigned(model) == 1
    zero = next(tensor for tensor in model.graph.initializer if tensor.name == "zero")
    assert zero.data_type == TensorProto.UINT8
    assert numpy_helper.to_array(zero) == ZERO + 128
    assert not model.graph.value_info, "an inferred type of a signed tensor is left"
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, str(tmp_path / "unsigned.onnx"))
    assert np.array_equal(run(tmp_path / "unsigned.onnx"), before)
    assert to_unsigned(model) == 0


def test_a_file_quantised_at_its_inputs_is_computed_in_float(tmp_path: Path) -> None:
    path = tmp_path / "inputs.onnx"
    network(path, "inputs")
    engine = OnnxRuntimeEngine(path=path, threads=1)
    assert engine.name == "onnxruntime-f32"
    assert np.allclose(engine.run(VALUES)[0], VALUES * 2), "the rounding was not left out"


def test_a_file_quantised_throughout_is_computed_in_integers(tmp_path: Path) -> None:
    path = tmp_path / "all.onnx"
    network(path, "all")
    engine = OnnxRuntimeEngine(path=path, threads=1)
    assert engine.name == "onnxruntime-int8"
    assert np.allclose(engine.run(VALUES)[0], rounded())


def test_a_file_that_says_nothing_has_no_quantisation_to_leave_out(tmp_path: Path) -> None:
    path = tmp_path / "plain.onnx"
    network(path)
    assert OnnxRuntimeEngine(path=path, threads=1).name == "onnxruntime-f32"
