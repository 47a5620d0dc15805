# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inference engines behind one small interface: OpenVINO first, ONNX Runtime as the fallback.

Precision and thread counts are set explicitly. OpenVINO chooses bfloat16 by itself on a CPU that
has it; here that is a decision with a name (architecture.md, dependencies).
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.protocols import InferenceEngine, Tensor

logger = logging.getLogger(__name__)

EngineName = Literal["auto", "openvino", "onnxruntime"]
Precision = Literal["auto", "f32", "bf16"]


def load_engine(
    path: Path, *, engine: EngineName = "auto", precision: Precision = "auto", threads: int = 1
) -> InferenceEngine:
    """Load a network.

    Args:
        path: ONNX file.
        engine: "auto" takes OpenVINO and falls back to ONNX Runtime.
        precision: Arithmetic of OpenVINO; "auto" is bfloat16 only where the CPU has it. ONNX
            Runtime always computes in float32.
        threads: Threads of the engine, >= 1.

    Returns:
        The engine; its `name` says what was taken, e.g. ``openvino-bf16``.

    Raises:
        RecognitionError: ``engine.load`` when no engine could load it.
    """
    cv2.setNumThreads(threads)
    if engine == "onnxruntime":
        return OnnxRuntimeEngine(path=path, threads=threads)
    try:
        return OpenVinoEngine(path=path, precision=precision, threads=threads)
    except RecognitionError as exc:
        if engine == "openvino":
            raise
        logger.warning("OpenVINO cannot be used, taking ONNX Runtime: %s", exc)
        return OnnxRuntimeEngine(path=path, threads=threads)


class OpenVinoEngine:
    """OpenVINO on the CPU.

    Args:
        path: ONNX file.
        precision: "auto", "f32" or "bf16".
        threads: Inference threads, >= 1.

    Raises:
        RecognitionError: ``engine.load``.
    """

    def __init__(self, *, path: Path, precision: Precision, threads: int) -> None:
        try:
            openvino = _import_openvino()
            core = openvino.Core()
            chosen = precision
            if chosen == "auto":
                has_bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
                chosen = "bf16" if has_bf16 else "f32"
            model = core.read_model(path)
            if len(model.inputs) != 1:
                raise RecognitionError(
                    "engine.load", engine="openvino", file=path.name, detail="needs one input"
                )
            self._compiled = core.compile_model(
                model,
                "CPU",
                {
                    "INFERENCE_PRECISION_HINT": chosen,
                    "INFERENCE_NUM_THREADS": threads,
                    "NUM_STREAMS": 1,
                    "PERFORMANCE_HINT": "LATENCY",
                },
            )
            self._request = self._compiled.create_infer_request()
        except (ImportError, OSError, RuntimeError, ValueError, TypeError) as exc:
            raise RecognitionError(
                "engine.load", engine="openvino", file=path.name, detail=_first_line(exc)
            ) from exc
        self.metadata = _onnx_metadata(model)
        integers = "int8-" if self.metadata.get(QUANTISED) else ""
        self.name = f"openvino-{integers}{chosen}"
        self.input_shape: tuple[int | None, ...] = tuple(
            None if dimension.is_dynamic else int(dimension.get_length())
            for dimension in model.inputs[0].get_partial_shape()
        )

    def run(self, tensor: Tensor) -> list[npt.NDArray[np.float32]]:
        """Run the network; the outputs are copies that the caller owns.

        Raises:
            RecognitionError: ``engine.run``.
        """
        try:
            results = self._request.infer([tensor])
            return [np.array(results[i], dtype=np.float32) for i in range(len(results))]
        except (RuntimeError, ValueError, TypeError) as exc:
            raise RecognitionError("engine.run", engine=self.name, detail=_first_line(exc)) from exc


QUANTISED = "quantised"
"""Metadata that `models.training.quantise` writes: ``inputs`` when only the inputs of operators are
quantised, so that OpenVINO can fuse a convolution with its activation; ``all`` when their outputs
are too, as ONNX Runtime needs it to compute in integers."""


class OnnxRuntimeEngine:
    """ONNX Runtime on the CPU, float32; integers where a file is quantised for them.

    A file with only the inputs of its operators quantised is made for OpenVINO. ONNX Runtime cannot
    fuse such operators and would take 1.4 times as long as in float32, so it is told to unpack the
    weights and to leave out the quantisation, which takes as long as float32 (docs/adr/0013).

    Args:
        path: ONNX file.
        threads: Threads within an operator, >= 1.

    Raises:
        RecognitionError: ``engine.load``.
    """

    def __init__(self, *, path: Path, threads: int) -> None:
        self._errors = _runtime_errors()
        load_errors: tuple[type[Exception], ...] = (ImportError, OSError, *self._errors)
        try:
            # Preparing a file takes most of a second, so the usual ones are prepared once.
            self._session = _session(path, threads, unpack=True)
            self.metadata: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)
            quantised = self.metadata.get(QUANTISED, "")
            if quantised == "all":
                self._session = _session(path, threads)
            inputs = self._session.get_inputs()
            if len(inputs) != 1:
                raise RecognitionError(
                    "engine.load", engine="onnxruntime", file=path.name, detail="needs one input"
                )
        except load_errors as exc:
            raise RecognitionError(
                "engine.load", engine="onnxruntime", file=path.name, detail=_first_line(exc)
            ) from exc
        self.name = "onnxruntime-int8" if quantised == "all" else "onnxruntime-f32"
        self._input_name = inputs[0].name
        self.input_shape: tuple[int | None, ...] = tuple(
            size if isinstance(size, int) else None for size in inputs[0].shape
        )

    def run(self, tensor: Tensor) -> list[npt.NDArray[np.float32]]:
        """Run the network.

        Raises:
            RecognitionError: ``engine.run``.
        """
        try:
            outputs = self._session.run(None, {self._input_name: tensor})
        except self._errors as exc:
            raise RecognitionError("engine.run", engine=self.name, detail=_first_line(exc)) from exc
        return [np.asarray(output, dtype=np.float32) for output in outputs]


def _session(path: Path, threads: int, *, unpack: bool = False) -> Any:
    """Return a session of ONNX Runtime; `unpack` computes a quantised file in float32."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if unpack:
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        options.add_session_config_entry("session.enable_quant_qdq_cleanup", "1")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _import_openvino() -> Any:
    """Import OpenVINO without its usage reporting.

    Importing it loads the model converter, which writes a client id into the home folder. The
    converter has a silent stand-in that it takes when the reporting package is not there.
    """
    if "openvino_telemetry" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino

    return openvino


def _runtime_errors() -> tuple[type[Exception], ...]:
    """Return what ONNX Runtime raises: its own classes derive from Exception directly."""
    try:
        from onnxruntime.capi import onnxruntime_pybind11_state as state
    except ImportError:
        return (RuntimeError, ValueError)
    own = [
        item
        for item in vars(state).values()
        if isinstance(item, type) and issubclass(item, Exception)
    ]
    return (RuntimeError, ValueError, *own)


def _onnx_metadata(model: Any) -> dict[str, str]:
    """Return the ONNX metadata that OpenVINO keeps under ``framework``."""
    if not model.has_rt_info(["framework"]):
        return {}
    info = model.get_rt_info(["framework"])
    values = getattr(info, "value", info)
    if not isinstance(values, dict):
        return {}
    return {str(key): str(getattr(value, "value", value)) for key, value in values.items()}


def _first_line(exc: BaseException) -> str:
    """Return the first line of a message: engines write essays."""
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]
