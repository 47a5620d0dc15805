# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes a trained reader as ONNX.

    python -m models.training.export_reader --run RUN/best.pt --out models/NAME.onnx

Of the large reader the graph it started from stays (operators, names, metadata) and only its
constants change, so that speed and engines' support are those of the start. A fast reader is
exported from torch, its normalisations folded into the convolutions. Both have a batch of one: that
is how the product feeds them. The written file is run against the trained network.
"""

from __future__ import annotations

import argparse
import io
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper

from models.training.data_reader import ALPHABET, HEIGHT, WIDTH
from models.training.train_reader import ROOT, load_network, make_network

MAX_DIFFERENCE = 1e-3
"""Largest difference of logits between torch and the written file, float32."""


def write_back(
    start: Path, trained: dict[str, torch.Tensor], *, temperature: float
) -> onnx.ModelProto:
    """Return the start graph with trained constants.

    Args:
        start: The ONNX file the training began from.
        trained: Trained tensors by the parameter names of `load_network`.
        temperature: Divides the logits; above 1 makes the network less sure.

    Raises:
        ValueError: A trained tensor has no single home in the graph.
    """
    model = onnx.load(str(start))
    homes: dict[tuple[tuple[int, ...], bytes], list[onnx.TensorProto]] = {}
    for tensor in _constants(model):
        value = numpy_helper.to_array(tensor)
        if value.dtype == np.float32:
            homes.setdefault((value.shape, value.tobytes()), []).append(tensor)
    before = {name: p.detach().numpy() for name, p in load_network(start).named_parameters()}
    for name, learnt in trained.items():
        old = np.ascontiguousarray(before[name])
        found = homes.get((old.shape, old.tobytes()), [])
        if len(found) != 1:
            raise ValueError(f"{name} {old.shape} has {len(found)} homes in {start}")
        value = np.ascontiguousarray(learnt.float().numpy())
        found[0].CopyFrom(numpy_helper.from_array(value, found[0].name))
    _cool(model, temperature)
    onnx.checker.check_model(model)
    return model


def _constants(model: onnx.ModelProto) -> list[onnx.TensorProto]:
    inner = [
        attribute.t
        for node in model.graph.node
        if node.op_type == "Constant"
        for attribute in node.attribute
        if attribute.name == "value"
    ]
    return [*model.graph.initializer, *inner]


def _cool(model: onnx.ModelProto, temperature: float) -> None:
    """Divide the weights and the bias of the last layer by the temperature."""
    if temperature == 1.0:
        return
    by_output = {name: node for node in model.graph.node for name in node.output}
    add = by_output[model.graph.output[0].name]
    while add.op_type != "Add":
        add = by_output[add.input[0]]
    product = next(
        by_output[name] for name in add.input if by_output.get(name, add).op_type == "MatMul"
    )
    names = {*add.input, *product.input}
    scaled = 0
    for tensor in model.graph.initializer:
        if tensor.name in names:
            value = numpy_helper.to_array(tensor) / np.float32(temperature)
            tensor.CopyFrom(numpy_helper.from_array(value.astype(np.float32), tensor.name))
            scaled += 1
    if scaled != 2:
        raise ValueError(f"the last layer has {scaled} constants, not weights and bias")


def export_fast(
    kind: str, trained: dict[str, torch.Tensor], *, temperature: float
) -> onnx.ModelProto:
    """Return a fast reader as a graph, with the dictionary that the product reads.

    Args:
        kind: Its name in `networks.PLANS`.
        trained: All weights and statistics.
        temperature: Divides the logits; above 1 makes the network less sure.
    """
    network = make_network(kind, Path()).eval()
    network.load_state_dict(trained)
    with torch.no_grad():
        head = network.get_submodule("head")
        for weight in head.parameters():
            weight.div_(temperature)
    written = io.BytesIO()
    with warnings.catch_warnings():
        # The newer exporter needs onnxscript and writes the same convolutions.
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            network,
            (torch.zeros(1, 3, HEIGHT, WIDTH),),
            written,  # type: ignore[arg-type]  # a stream is taken as well
            dynamo=False,
            input_names=["x"],
            output_names=["logits"],
            opset_version=17,
        )
    model = onnx.load_from_string(written.getvalue())
    for key, value in (
        ("source", f"plate reader '{kind}', trained from nothing by this project"),
        ("blank", "0"),
        ("character", ALPHABET),
    ):
        model.metadata_props.add(key=key, value=value)
    onnx.checker.check_model(model)
    return model


def main(arguments: list[str] | None = None) -> int:
    """Export and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, help="of a large reader; usually as the run says")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--which", choices=("average", "last"), default="average")
    parser.add_argument("--temperature", type=float, default=1.0)
    o = parser.parse_args(arguments)
    state = torch.load(o.run, weights_only=True)
    kind = state.get("network", "large")
    start = o.start or Path(state.get("start", ROOT / "models/plate_ppocrv6_ft.onnx"))
    trained: dict[str, torch.Tensor] = state[o.which]
    if kind == "large":
        model = write_back(start, trained, temperature=o.temperature)
    else:
        model = export_fast(kind, trained, temperature=o.temperature)
    network = make_network(kind, start).eval()
    network.load_state_dict(trained, strict=kind != "large")
    onnx.save(model, str(o.out))
    probe = np.random.default_rng(1).uniform(-1, 1, (1, 3, HEIGHT, WIDTH)).astype(np.float32)
    session = onnxruntime.InferenceSession(str(o.out), providers=["CPUExecutionProvider"])
    wrote = np.asarray(session.run(None, {"x": probe})[0]) * o.temperature
    with torch.no_grad():
        difference = float(np.abs(wrote - network(torch.from_numpy(probe)).numpy()).max())
    sys.stdout.write(
        f"{kind}, step {state['step']}, largest difference of logits {difference:.1e}, {o.out}, "
        f"{o.out.stat().st_size / 1e6:.2f} MB\n"
    )
    return 0 if difference < MAX_DIFFERENCE else 1


if __name__ == "__main__":
    sys.exit(main())
