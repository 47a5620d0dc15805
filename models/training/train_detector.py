# SPDX-License-Identifier: AGPL-3.0-or-later
"""Trains the plate detector on from a YOLO11 checkpoint, with checkpoints and resume.

    python -m models.training.train_detector --fonts FONTS --out RUN --minutes 90

Needs ultralytics and torch, which are no part of the product's environment. Network and loss are
Ultralytics' own; the pictures are ours (`data_detector`).
"""

from __future__ import annotations

import argparse
import copy
import math
import os
import random
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

os.environ.setdefault("YOLO_OFFLINE", "true")

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from tqdm import tqdm
from ultralytics.cfg import get_cfg
from ultralytics.nn.tasks import load_checkpoint

from models.training.data_detector import DetectorSampler, load_photos
from models.training.synth_plates import PlateRenderer
from models.training.synth_texts import WORDS

ROOT = Path(__file__).resolve().parents[2]

SHAPES = ((384, 640), (384, 640), (480, 512))
"""Input sizes drawn per batch, px: that of the product and the same number of pixels at 4:3."""

EMA_STEPS = 400
"""The running average of the weights looks back this many steps."""


class Batches(IterableDataset[Any]):
    """Endless batches of (pictures uint8 RGB, boxes normalised cx cy w h, index of the picture)."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options

    def __iter__(self) -> Any:
        o = self._options
        cv2.setNumThreads(1)
        worker = get_worker_info()
        rng = random.Random(o.seed + (worker.id if worker else 0))
        renderer = PlateRenderer(fonts=o.fonts, rng=rng)
        plates = [renderer.draw().image for _ in range(o.plates)]
        sampler = DetectorSampler(
            photos=load_photos(o.data), plates=plates, rng=rng, words=WORDS + SIGNS
        )
        while True:
            shape = rng.choice(SHAPES)
            drawn = [sampler.draw(shape) for _ in range(o.batch)]
            pictures = np.stack([p[:, :, ::-1].transpose(2, 0, 1) for p, _ in drawn])
            boxes, index = [], []
            for number, (_, found) in enumerate(drawn):
                scale = np.array([shape[1], shape[0]], dtype=np.float32)
                low, high = found[:, :2] / scale, found[:, 2:] / scale
                boxes.append(np.hstack([(low + high) / 2, high - low]))
                index.extend([number] * len(found))
            plates[rng.randrange(len(plates))] = renderer.draw().image
            yield (
                torch.from_numpy(np.ascontiguousarray(pictures)),
                torch.from_numpy(np.concatenate(boxes).astype(np.float32)),
                torch.tensor(index, dtype=torch.float32),
            )


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


SIGNS = _words(
    "TAXI POLICE AMBULANCE BAKERY EXIT ENTRANCE PARKING TOYOTA FORD OCTAVIA QUATTRO TDI 4X4 SALE "
    "STOP P12 A4 MAX30 CAUTION FRAGILE 0800 WWW.CARS.EXAMPLE BABY ON BOARD SCHOOL EXPRESS"
)


def main(arguments: list[str] | None = None) -> int:
    """Train until `--minutes` are over; SIGTERM saves and ends."""
    o = _options(arguments)
    torch.set_num_threads(o.threads)
    o.out.mkdir(parents=True, exist_ok=True)
    network, checkpoint = load_checkpoint(str(o.start))
    network = network.float().to(memory_format=torch.channels_last).train()
    network.args = get_cfg()
    network.criterion = None
    for parameter in network.parameters():
        parameter.requires_grad_(True)
    for name, parameter in network.named_parameters():
        if ".dfl" in name:
            parameter.requires_grad_(False)
    average = copy.deepcopy(network).eval()
    optimiser = torch.optim.AdamW(_groups(network, o.decay), lr=o.rate, betas=(0.9, 0.99))
    step, spent = 0, 0.0
    state_file = o.out / "state.pt"
    if o.resume and state_file.exists():
        state = torch.load(state_file, weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["spent"]
        o.seed += step
    stop = _Stop()

    def save() -> None:
        state = {
            "network": network.state_dict(),
            "average": average.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "spent": spent,
        }
        _write(state, state_file)
        own = copy.deepcopy(average).half()
        own.criterion = None
        _write({**checkpoint, "model": own, "ema": None, "optimizer": None}, o.out / "last.pt")

    loader = DataLoader(Batches(o), batch_size=None, num_workers=1, prefetch_factor=4)
    began, saved = time.monotonic() - spent, time.monotonic()
    total = o.minutes * 60
    seen: list[Any] = []
    bar = tqdm(total=int(total), unit="s", disable=not sys.stderr.isatty())
    for pictures, boxes, index in loader:
        spent = time.monotonic() - began
        progress = spent / total
        if progress >= 1 or stop.asked:
            break
        warm = min(1.0, (step + 1) / o.warm)
        rate = o.rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * progress)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = {
            "img": pictures.float().div_(255).contiguous(memory_format=torch.channels_last),
            "bboxes": boxes,
            "cls": torch.zeros(len(boxes), 1),
            "batch_idx": index,
        }
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss, parts = network(batch)
        optimiser.zero_grad(set_to_none=True)
        loss.sum().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 10.0)
        optimiser.step()
        step += 1
        _follow(average, network, min(1 - 1 / EMA_STEPS, step / (step + 20)))
        seen.append([float(v) for v in parts.values()])
        bar.update(int(spent) - bar.n)
        if step % 20 == 0:
            means = " ".join(f"{v:.3f}" for v in np.mean(seen[-200:], axis=0))
            sys.stdout.write(
                f"{step} box cls dfl {means} rate {rate:.1e} {spent / step:.2f} s/step\n"
            )
            sys.stdout.flush()
        if time.monotonic() - saved > o.save_seconds:
            saved = time.monotonic()
            save()
    save()
    return 0


def _groups(network: torch.nn.Module, decay: float) -> list[dict[str, Any]]:
    """Weights decay, biases and normalisations do not."""
    decayed = [p for p in network.parameters() if p.requires_grad and p.dim() > 1]
    others = [p for p in network.parameters() if p.requires_grad and p.dim() <= 1]
    return [{"params": decayed, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]


def _follow(average: torch.nn.Module, network: torch.nn.Module, keep: float) -> None:
    with torch.no_grad():
        for own, new in zip(
            average.state_dict().values(), network.state_dict().values(), strict=True
        ):
            if own.is_floating_point():
                own.lerp_(new, 1 - keep)
            else:
                own.copy_(new)


class _Stop:
    """SIGTERM and Ctrl+C end the training after the step at hand."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def _write(state: dict[str, Any], path: Path) -> None:
    scratch = path.with_suffix(".tmp")
    torch.save(state, scratch)
    scratch.replace(path)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, default=ROOT / "../shared/models/plate_yolo11n.pt")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/plates")
    parser.add_argument(
        "--fonts", type=Path, required=True, help="folder of fonts for pasted plates"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--plates", type=int, default=500, help="rendered plates kept at a time")
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--decay", type=float, default=5e-4)
    parser.add_argument("--warm", type=int, default=100, help="steps")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--save-seconds", type=float, default=180)
    parser.add_argument("--resume", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
