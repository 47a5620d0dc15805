# SPDX-License-Identifier: AGPL-3.0-or-later
"""Times networks against each other, turn by turn, so that other work on the machine hits all alike.

``python -m models.training.compare_engines FILE@ENGINE[-PRECISION][@AxBxC...] ...`` where the shape is
only for inputs that may vary, e.g. ``models/a.onnx@onnxruntime models/a.onnx@openvino-bf16``. The
first one is the measure of the others. One thread unless ``--threads`` says more.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from alpr_kiosk.errors import AlprError
from alpr_kiosk.vision.engines import load_engine


@dataclass(slots=True, kw_only=True)
class Contender:
    """One network on one engine.

    Attributes:
        name: As on the command line.
        engine: The loaded network.
        tensor: What it is run on.
        taken: Milliseconds of each run.
    """

    name: str
    engine: Any
    tensor: np.ndarray
    taken: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run once and note the time."""
        started = time.perf_counter()
        self.engine.run(self.tensor)
        self.taken.append((time.perf_counter() - started) * 1000)


def contender(text: str, threads: int) -> Contender:
    """Load what is named on the command line.

    Raises:
        ValueError: The text or the shape is not understood.
        RecognitionError: The engine cannot load the file.
    """
    parts = text.split("@")
    if len(parts) not in (2, 3):
        raise ValueError(f"{text!r} is not FILE@ENGINE[-PRECISION][@SHAPE]")
    engine, _, precision = parts[1].partition("-")
    loaded: Any = load_engine(
        Path(parts[0]),
        engine=engine,  # type: ignore[arg-type]
        precision=precision or "auto",  # type: ignore[arg-type]
        threads=threads,
    )
    shape = loaded.input_shape
    if len(parts) == 3:
        shape = tuple(int(size) for size in parts[2].split("x"))
    if None in shape:
        raise ValueError(f"{parts[0]} takes any {shape}: name a shape")
    noise = np.random.default_rng(1).uniform(0, 1, shape).astype(np.float32)
    return Contender(
        name=f"{Path(parts[0]).stem} {loaded.name} {shape}", engine=loaded, tensor=noise
    )


def compare(contenders: Sequence[Contender], rounds: int) -> None:
    """Run all in turn, `rounds` times; the first five rounds warm up and do not count."""
    for number in range(rounds + 5):
        for one in contenders:
            one.run()
        if number == 4:
            for one in contenders:
                one.taken.clear()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 2 for what cannot be timed."""
    made = argparse.ArgumentParser(prog="python -m models.training.compare_engines")
    made.add_argument("what", nargs="+", metavar="FILE@ENGINE[-PRECISION][@SHAPE]")
    made.add_argument("--threads", type=int, default=1)
    made.add_argument("--rounds", type=int, default=40)
    options = made.parse_args(argv)
    try:
        contenders = [contender(text, options.threads) for text in options.what]
    except (AlprError, ValueError) as exc:
        print(f"error: {exc}", file=sys.stderr)
        return 2
    compare(contenders, options.rounds)
    first = contenders[0]
    print("| network, engine, input | best ms | median ms | best, ratio | median of ratios |")
    print("|---|---|---|---|---|")
    for one in contenders:
        ratios = [a / b for a, b in zip(one.taken, first.taken, strict=True)]
        print(
            f"| {one.name} | {min(one.taken):.2f} | {statistics.median(one.taken):.2f} | "
            f"{min(one.taken) / min(first.taken):.3f} | {statistics.median(ratios):.3f} |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
