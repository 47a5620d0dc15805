# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures detector and reader on labelled photographs.

``python -m models.training.evaluate DIR`` prints the tables and writes ``summary.json``,
``summary.md``, ``failures.html`` and ``failures.png`` into ``--out``. The layouts are those of
`models.training.truth`; ``ALPR_MODELS`` names another folder of weights. The last two files show
photographs: keep them out of the repository.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from alpr_kiosk.config.paths import models_dir
from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.domain.presets import preset
from alpr_kiosk.errors import AlprError
from alpr_kiosk.vision.model_store import ModelStore
from models.training.failure_page import write_page
from models.training.measure import Measurement, measure
from models.training.nonplates import COUNT, NonPlate, collect
from models.training.tables import Summary, markdown, summarise
from models.training.truth import TruthError, TruthSet, load_truth

DEFAULT_OUT = Path("artifacts/accuracy")


def shared_plates() -> Path:
    """Return the folder of the photographs that come with the project, if they are here."""
    shared = os.environ.get("ALPR_SHARED")
    root = Path(shared) if shared else Path(__file__).resolve().parents[3] / "shared"
    return root / "data" / "plates"


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    usual = VisionConfig()
    made = argparse.ArgumentParser(
        prog="python -m models.training.evaluate",
        description="Measure detector and reader on labelled photographs.",
    )
    made.add_argument("folder", type=Path, metavar="DIR", help="the labelled photographs")
    made.add_argument("--layout", choices=("auto", "plates", "lines"), default="auto")
    made.add_argument("--split", default="val", help="split of the layout 'plates'")
    made.add_argument("--engine", default=usual.engine, help="auto, openvino or onnxruntime")
    made.add_argument("--precision", default=usual.precision, help="auto, f32 or bf16")
    made.add_argument("--threads", type=int, default=usual.threads, metavar="N")
    made.add_argument("--recognizer", default=usual.recognizer, metavar="NAME")
    made.add_argument("--detector", default=usual.detector, metavar="NAME")
    made.add_argument("--confidence", type=float, default=usual.detection_confidence)
    made.add_argument("--preset", action="append", default=[], metavar="XX", help="country")
    made.add_argument("--limit", type=int, metavar="N", help="only the first N pictures")
    made.add_argument(
        "--non-plates",
        type=int,
        default=COUNT,
        metavar="N",
        help="crops without a plate, from the training split of ../shared/data/plates; 0 for none",
    )
    made.add_argument("--seed", type=int, default=0, help="of the bootstrap")
    made.add_argument("--out", type=Path, default=DEFAULT_OUT, metavar="DIR")
    made.add_argument("--json", action="store_true", help="print JSON instead of tables")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 2 for what cannot be measured."""
    options = parser().parse_args(argv)
    try:
        for name in options.preset:
            preset(name)
        config = VisionConfig.model_validate(
            {
                "engine": options.engine,
                "precision": options.precision,
                "threads": options.threads,
                "recognizer": options.recognizer,
                "detector": options.detector,
                "detection_confidence": options.confidence,
            }
        )
        truth = load_truth(options.folder, layout=options.layout, split=options.split)
        for problem in truth.problems:
            print(f"left out: {problem}", file=sys.stderr)
        summary = _run(options, config, truth)
    except (TruthError, AlprError, ValidationError) as exc:
        print(f"error: {exc}", file=sys.stderr)
        return 2
    except KeyError as exc:
        print(f"error: no country preset {exc}", file=sys.stderr)
        return 2
    print(json.dumps(summary, indent=1) if options.json else markdown(summary))
    return 0


def _run(options: argparse.Namespace, config: VisionConfig, truth: TruthSet) -> Summary:
    pictures = truth.pictures[: options.limit] if options.limit else truth.pictures
    presets = tuple(name.lower() for name in options.preset)
    store = ModelStore(models_dir())
    run = measure(
        pictures,
        config,
        store=store,
        presets=presets,
        non_plates=_non_plates(options),
        progress=_progress,
    )
    for note in run.skipped:
        print(f"left out: {note}", file=sys.stderr)
    summary = {
        "setup": {
            "folder": options.folder.resolve().name,
            "layout": truth.layout,
            "split": options.split if truth.layout == "plates" else "",
            "pictures": len(pictures),
            "pictures_without_labels": truth.unlabelled,
            "plates": len(run.plates),
            "labelled": sum(bool(plate.truth.text) for plate in run.plates),
            "problems": len(truth.problems) + len(run.skipped),
            "detector": config.detector,
            "recognizer": config.recognizer,
            "weights": [
                store.describe(name).sha256[:12] for name in (config.detector, config.recognizer)
            ],
            "engine": run.engine,
            "threads": config.threads,
            "detection_confidence": config.detection_confidence,
            "presets": list(presets),
            "seed": options.seed,
            "machine": f"{platform.machine()}, {os.cpu_count()} cores",
            "load_average": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        },
        **summarise(run, pictures, seed=options.seed),
    }
    _write(run, truth, summary, options.out)
    return summary


def _non_plates(options: argparse.Namespace) -> list[NonPlate]:
    if options.non_plates <= 0:
        return []
    try:
        train = load_truth(shared_plates(), layout="plates", split="train")
    except TruthError as exc:
        print(f"no crops without a plate: {exc}", file=sys.stderr)
        return []
    return collect(train.pictures, count=options.non_plates)


def _write(run: Measurement, truth: TruthSet, summary: Summary, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    tables = markdown(summary)
    (out / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    (out / "summary.md").write_text(tables, encoding="utf-8")
    page, sheet = write_page(run, truth.pictures, tables, out)
    print(f"written: {page}, {sheet}", file=sys.stderr)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and (done == total or not done % 10):
        end = "\n" if done == total else "\r"
        print(f"{done} of {total} pictures", end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    started = time.perf_counter()
    status = main()
    print(f"{time.perf_counter() - started:.0f} s", file=sys.stderr)
    raise SystemExit(status)
