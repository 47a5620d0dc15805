# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes an INT8 file of a detector, calibrated on training photographs.

``python -m models.training.quantise --model models/X.onnx --calibrate ../shared/data/plates --out
models/X_int8.onnx`` writes one ONNX file with QuantizeLinear and DequantizeLinear nodes. OpenVINO and
ONNX Runtime both run it in integers; what is left in floating point, OpenVINO computes in the precision
that it is told (docs/adr/0013-detector-precision-and-shape.md). Needs the training environment;
``--method nncf`` needs NNCF there as well (``pip install nncf==3.4.0``).
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from alpr_kiosk.errors import AlprError
from alpr_kiosk.vision.detectors.yolo import shape_for
from alpr_kiosk.vision.engines import QUANTISED, OnnxRuntimeEngine, OpenVinoEngine
from alpr_kiosk.vision.model_store import file_sha256
from alpr_kiosk.vision.preprocess import letterbox
from alpr_kiosk.vision.sources.pictures import load_picture
from models.training.truth import TruthError, load_truth

COUNT = 120
"""Photographs for the calibration; 300 were no better (docs/adr/0013)."""

PIXELS = 384 * 640
"""Pixels of the product's usual input (models/manifest.toml)."""

_HEAD = "/model.23/"
"""YOLO11's detection head in the names of an export; cv2 are its boxes, cv3 its scores."""

METHODS = ("nncf", "onnxruntime")

Tensor = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a network is quantised.

    Attributes:
        method: "nncf" for OpenVINO (fused, with correction of the biases), "onnxruntime" for a file
            that is faster there and slower in OpenVINO.
        accurate_bias: Correct the biases by running the network anew for each of them (nncf).
        whole_range: Scale by the largest values seen, not by their mean over photographs (nncf);
            not measured.
        keep_float: Nodes whose names begin with one of these stay in floating point.
    """

    method: str = "nncf"
    accurate_bias: bool = False
    whole_range: bool = False
    keep_float: tuple[str, ...] = ()


def input_size(model: Path) -> tuple[str, int, int]:
    """Return the name, height and width of the input of a detector; 0 where these are free.

    Raises:
        ValueError: The file has another input than one of ``[1, 3, H, W]``.
    """
    onnx = importlib.import_module("onnx")
    inputs = onnx.load(str(model), load_external_data=False).graph.input
    sizes = [
        dimension.dim_value for value in inputs for dimension in value.type.tensor_type.shape.dim
    ]
    if len(inputs) != 1 or len(sizes) != 4 or sizes[1] not in (0, 3):
        raise ValueError(f"{model.name}: the input is {sizes}, not [1, 3, H, W]")
    return str(inputs[0].name), int(sizes[2]), int(sizes[3])


def calibration_pictures(folder: Path, split: str, count: int) -> list[Path]:
    """Return `count` photographs spread evenly over all sources of a split.

    Validation photographs never calibrate: that would be training on them.
    """
    if split != "train":
        raise TruthError(f"calibration is done on the training photographs, not on {split!r}")
    by_source: dict[str, list[Path]] = {}
    for picture in load_truth(folder, layout="plates", split=split).pictures:
        by_source.setdefault(picture.source, []).append(picture.path)
    share = -(-count // len(by_source))
    chosen: list[Path] = []
    for paths in by_source.values():
        step = max(1, len(paths) // share)
        chosen += paths[::step][:share]
    return sorted(chosen)[:count]


def tensors(paths: Iterable[Path], height: int, width: int, pixels: int) -> Iterator[Tensor]:
    """Yield the network inputs of photographs, prepared as the product does it.

    Args:
        paths: The photographs.
        height: Of the input, px; 0 when it is free.
        width: Of the input, px; 0 when it is free.
        pixels: Height times width that a free input may have.
    """
    for path in paths:
        picture = load_picture(path)
        shape = (height, width)
        if not (height and width):
            shape = shape_for(picture.shape[0], picture.shape[1], pixels)
        yield letterbox(picture, *shape)[0]


def head_of(model: Path) -> tuple[str, ...]:
    """Return the nodes of YOLO's decoding: what follows the last convolutions of the head.

    They work with pixels up to 640 and with scores in one tensor, which no scale of 256 steps holds.
    """
    onnx = importlib.import_module("onnx")
    graph = onnx.load(str(model), load_external_data=False).graph
    head = [node.name for node in graph.node if node.name.startswith(_HEAD)]
    if not head:
        raise ValueError(f"{model.name} has no detection head named {_HEAD}")
    branches = (f"{_HEAD}cv2.", f"{_HEAD}cv3.")
    return tuple(name for name in head if not name.startswith(branches))


class _Reader:
    """What onnxruntime asks for calibration data."""

    def __init__(self, name: str, items: Iterator[Tensor]) -> None:
        self._name, self._items = name, items

    def get_next(self) -> dict[str, Tensor] | None:
        tensor = next(self._items, None)
        return None if tensor is None else {self._name: tensor}


def quantise(model: Path, out: Path, inputs: Iterator[Tensor], recipe: Recipe) -> None:
    """Write the INT8 file of a detector; the metadata of the file are kept.

    Args:
        model: ONNX file in float32.
        out: File to write.
        inputs: Network inputs for the calibration.
        recipe: How.
    """
    name = input_size(model)[0]
    kept = head_of(model)
    onnx = importlib.import_module("onnx")
    names = [node.name for node in onnx.load(str(model), load_external_data=False).graph.node]
    if recipe.keep_float:
        kept += tuple(node for node in names if node.startswith(recipe.keep_float))
    if recipe.method == "nncf":
        _with_nncf(model, out, [{name: tensor} for tensor in inputs], kept, recipe)
    else:
        _with_onnxruntime(model, out, _Reader(name, inputs), kept)
    _note_metadata(model, out, "inputs" if recipe.method == "nncf" else "all")


def _with_onnxruntime(model: Path, out: Path, reader: _Reader, kept: Sequence[str]) -> None:
    tool: Any = importlib.import_module("onnxruntime.quantization")
    shapes: Any = importlib.import_module("onnxruntime.quantization.shape_inference")
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        shapes.quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
        tool.quantize_static(
            str(prepared),
            str(out),
            reader,
            quant_format=tool.QuantFormat.QDQ,
            nodes_to_exclude=list(kept),
            per_channel=True,
            activation_type=tool.QuantType.QUInt8,
            weight_type=tool.QuantType.QInt8,
            calibrate_method=tool.CalibrationMethod.MinMax,
        )


def _with_nncf(
    model: Path, out: Path, inputs: list[dict[str, Tensor]], kept: Sequence[str], recipe: Recipe
) -> None:
    # Without this, importing it reports its use over the network.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    nncf: Any = importlib.import_module("nncf")
    onnx: Any = importlib.import_module("onnx")
    ranges = nncf.quantization.range_estimator.RangeEstimatorParametersSet
    made = nncf.quantize(
        onnx.load(str(model)),
        nncf.Dataset(inputs),
        preset=nncf.QuantizationPreset.MIXED,
        target_device=nncf.TargetDevice.CPU,
        subset_size=len(inputs),
        fast_bias_correction=not recipe.accurate_bias,
        advanced_parameters=(
            nncf.AdvancedQuantizationParameters(activations_range_estimator_params=ranges.MINMAX)
            if recipe.whole_range
            else None
        ),
        ignored_scope=nncf.IgnoredScope(names=sorted(kept), validate=False),
    )
    to_unsigned(made)
    onnx.save(made, str(out))


def to_unsigned(model: Any) -> int:
    """Turn signed activations into unsigned ones of the same values; return how many.

    NNCF writes int8 with a zero point near -120 for what is hardly ever negative (SiLU). OpenVINO
    2026.4.1 then computes Split and Concat in int8 wrongly (best scores off by up to 0.77, while ONNX
    Runtime has them right); the same numbers as uint8 come out right in both.
    """
    numpy_helper: Any = importlib.import_module("onnx.numpy_helper")
    tensors_of = {tensor.name: tensor for tensor in model.graph.initializer}
    done: set[str] = set()
    moved: set[str] = set()
    for node in model.graph.node:
        if node.op_type != "QuantizeLinear":
            continue
        zero = tensors_of[node.input[2]]
        value = numpy_helper.to_array(zero)
        moved.add(node.output[0])
        if value.dtype == np.int8 and zero.name not in done:
            done.add(zero.name)
            unsigned = (value.astype(np.int16) + 128).astype(np.uint8)
            zero.CopyFrom(numpy_helper.from_array(unsigned, zero.name))
    # The types that were inferred for the signed tensors no longer hold.
    for value_info in [v for v in model.graph.value_info if v.name in moved]:
        model.graph.value_info.remove(value_info)
    return len(done)


def _note_metadata(model: Path, out: Path, layout: str) -> None:
    onnx: Any = importlib.import_module("onnx")
    source, made = onnx.load(str(model)), onnx.load(str(out))
    del made.metadata_props[:]
    made.metadata_props.extend(source.metadata_props)
    entry = made.metadata_props.add()
    entry.key, entry.value = QUANTISED, layout
    onnx.checker.check_model(made)
    onnx.save(made, str(out))


def compare(model: Path, made: Path, inputs: Iterable[Tensor]) -> dict[str, float]:
    """Return the largest difference of scores to the float32 file, for each engine that runs it."""
    engines: dict[str, Any] = {
        "onnxruntime": OnnxRuntimeEngine(path=made, threads=1),
        "openvino-f32": OpenVinoEngine(path=made, precision="f32", threads=1),
        "openvino-auto": OpenVinoEngine(path=made, precision="auto", threads=1),
    }
    truth = OnnxRuntimeEngine(path=model, threads=1)
    worst = dict.fromkeys(engines, 0.0)
    for tensor in inputs:
        wanted = truth.run(tensor)[0][0, 4]
        for name, engine in engines.items():
            found = engine.run(tensor)[0][0, 4]
            worst[name] = max(worst[name], float(abs(found.max() - wanted.max())))
    return worst


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    usual = Recipe()
    made = argparse.ArgumentParser(
        prog="python -m models.training.quantise", description="Make an INT8 file of a detector."
    )
    made.add_argument("--model", type=Path, required=True, help="ONNX file in float32")
    made.add_argument("--calibrate", type=Path, required=True, metavar="DIR")
    made.add_argument("--split", default="train")
    made.add_argument("--count", type=int, default=COUNT, metavar="N", help="photographs")
    made.add_argument("--out", type=Path, required=True)
    made.add_argument(
        "--pixels", type=int, default=PIXELS, metavar="N", help="of the input where it is free"
    )
    made.add_argument("--method", choices=METHODS, default=usual.method)
    made.add_argument("--accurate-bias", action="store_true", help="slower calibration (nncf)")
    made.add_argument("--whole-range", action="store_true", help="of the activations (nncf)")
    made.add_argument("--keep-float", action="append", default=[], metavar="PREFIX")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 2 for what cannot be quantised."""
    options = parser().parse_args(argv)
    recipe = Recipe(
        method=options.method,
        accurate_bias=options.accurate_bias,
        whole_range=options.whole_range,
        keep_float=tuple(options.keep_float),
    )
    try:
        _, height, width = input_size(options.model)
        paths = calibration_pictures(options.calibrate, options.split, options.count)
        size = (height, width, options.pixels)
        quantise(options.model, options.out, tensors(paths, *size), recipe)
        worst = compare(options.model, options.out, tensors(paths[::10], *size))
    except (TruthError, AlprError, OSError, ValueError, ImportError) as exc:
        print(f"error: {exc}", file=sys.stderr)
        return 2
    for engine, difference in worst.items():
        print(f"{engine}: best score differs by at most {difference:.3f}")
    print(f"file = {options.out.name!r}\nsha256 = {file_sha256(options.out)!r}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
