# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes a trained detector as ONNX for the product's decoder, checked against the network.

    python -m models.training.export_detector --run RUN/last.pt --shape 384x640 --out NAME.onnx

Needs ultralytics and torch, which are no part of the product's environment. Output
``output0[1, 5, N]``: cx, cy, w, h in input pixels and a score, without suppression.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("YOLO_OFFLINE", "true")

import numpy as np
import onnxruntime
import torch
from ultralytics.engine.model import Model
from ultralytics.models.yolo.model import YOLO

TOLERANCE = 0.05
"""Largest difference of a box, px, or of a score, allowed between the network and its file."""


def export(run: Path, shape: tuple[int, int], out: Path, *, free: bool = False) -> float:
    """Export and return the largest difference between the network and the file.

    Args:
        run: Ultralytics checkpoint.
        shape: Height and width of the input, px, multiples of 32.
        out: File to write, atomically.
        free: The file takes any height and width (multiples of 32); `shape` is that of the check.

    Raises:
        ValueError: The file does not do what the network does.
    """
    model: Model = YOLO(str(run))
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        copy = Path(folder) / "detector.pt"
        copy.write_bytes(run.read_bytes())
        made = Path(
            str(
                YOLO(str(copy)).export(
                    format="onnx", imgsz=list(shape), dynamic=free, verbose=False
                )
            )
        )
        worst = _difference(model, made, shape)
        if not worst <= TOLERANCE:
            raise ValueError(f"{made.name} differs from {run} by {worst:.3f}")
        made.replace(out)
    return worst


def _difference(model: Any, made: Path, shape: tuple[int, int]) -> float:
    inputs = np.random.default_rng(0).random((1, 3, *shape), dtype=np.float32)
    network = model.model.float().eval()
    with torch.no_grad():
        wanted = network(torch.from_numpy(inputs))[0].numpy()
    session = onnxruntime.InferenceSession(str(made), providers=["CPUExecutionProvider"])
    found = session.run(None, {session.get_inputs()[0].name: inputs})[0]
    return float(np.abs(wanted - found).max())


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--shape", default="384x640", help="height x width, multiples of 32")
    parser.add_argument("--free", action="store_true", help="any shape; see shape_for")
    parser.add_argument("--out", type=Path, required=True)
    o = parser.parse_args(arguments)
    try:
        high, wide = (int(v) for v in o.shape.lower().split("x"))
    except ValueError:
        parser.error(f"--shape {o.shape}: write height x width, such as 384x640")
    if min(high, wide) < 32 or high % 32 or wide % 32:
        parser.error(f"--shape {o.shape}: both must be multiples of 32")
    worst = export(o.run, (high, wide), o.out, free=o.free)
    sys.stdout.write(f"{o.out}: {o.out.stat().st_size} bytes, largest difference {worst:.4f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
