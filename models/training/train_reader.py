# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Trains a plate reader: the large one on from its ONNX weights, or a fast one from nothing.

    python -m models.training.boxes --out RUN/boxes.json
    python -m models.training.train_reader --fonts FONTS --boxes RUN/boxes.json --out RUN/large
    python -m models.training.train_reader --network fast --teacher models/NAME.onnx --rate 2e-3 \
        --fonts FONTS --boxes RUN/boxes.json --out RUN/fast

`--resume` goes on from the checkpoint in `--out`; SIGTERM and SIGINT write one. Needs torch and
onnx2torch, which are no part of the product's environment.
"""

from __future__ import annotations

import argparse
import math
import random
import signal
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import torch
from onnx2torch import convert  # type: ignore[import-untyped]
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from tqdm import tqdm  # type: ignore[import-untyped]

from alpr_kiosk.vision.engines import load_engine
from models.training.boxes import load_boxes
from models.training.data_reader import (
    CLASS_OF,
    RealCrop,
    Sampler,
    load_negatives,
    load_real,
    prerender,
    split_held_out,
    to_tensor,
)
from models.training.judge_reader import Judgement, judge
from models.training.networks import PLANS, make_fast

ROOT = Path(__file__).resolve().parents[2]
TRAINABLE_FROM = 24
"""Constants with fewer numbers than this are settings of operators, not weights."""

RENEW_BATCHES = 40
"""After as many batches one in twenty of the rendered plates is replaced."""


def load_network(path: Path) -> torch.nn.Module:
    """Return the network of an ONNX file with its constant matrices and vectors as parameters."""
    network: torch.nn.Module = convert(onnx.load(str(path)))
    for module in network.modules():
        for name, value in list(module.named_buffers(recurse=False)):
            # Constants of shape (1, C, 1, 1) are biases of convolutions: left as they are.
            if value.is_floating_point() and value.numel() >= TRAINABLE_FROM and value.dim() < 4:
                delattr(module, name)
                module.register_parameter(name, torch.nn.Parameter(value.clone()))
    return network


def make_network(kind: str, start: Path) -> torch.nn.Module:
    """Return the network to train: "large" from an ONNX file, else a plan of networks.py."""
    return load_network(start).eval() if kind == "large" else make_fast(kind)


class Batches(IterableDataset[Any]):
    """Endless batches of (inputs, all classes one after the other, number of classes each)."""

    def __init__(
        self, options: argparse.Namespace, real: list[RealCrop], negatives: list[RealCrop]
    ) -> None:
        self._options = options
        self._real = real
        self._negatives = negatives

    def __iter__(self) -> Any:
        o = self._options
        cv2.setNumThreads(1)
        torch.set_num_threads(1)
        worker = get_worker_info()
        seed = o.data_seed + 1_000 * (worker.id if worker else 0)
        rng = random.Random(seed)
        plates = prerender(o.plates, fonts=o.fonts, seed=seed)
        sampler = Sampler(
            real=self._real,
            plates=plates,
            rng=rng,
            real_share=o.real,
            negatives=self._negatives,
            negative_share=o.negative,
        )
        while True:
            for _ in range(RENEW_BATCHES):
                drawn = [sampler.draw() for _ in range(o.batch)]
                texts = [text for _, text in drawn]
                flat = [CLASS_OF[char] for text in texts for char in text]
                yield (
                    torch.from_numpy(to_tensor([picture for picture, _ in drawn])),
                    torch.tensor(flat, dtype=torch.long),
                    torch.tensor([len(text) for text in texts], dtype=torch.long),
                )
            fresh = max(1, o.plates // 20)
            plates[:] = plates[fresh:]
            plates.extend(prerender(fresh, fonts=o.fonts, seed=rng.randrange(1 << 30)))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--network", choices=("large", *PLANS), default="large")
    parser.add_argument("--start", type=Path, default=ROOT / "models/plate_ppocrv6_ft.onnx")
    parser.add_argument("--teacher", type=Path, help="ONNX reader with the same 25 steps")
    parser.add_argument("--distil", type=float, default=0.5, help="weight of the teacher's part")
    parser.add_argument("--distil-every", type=int, default=2, help="steps; the teacher is slow")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/plates")
    parser.add_argument(
        "--extra", type=Path, default=ROOT / "models/training/labels/reader_extra_train.csv"
    )
    parser.add_argument("--boxes", type=Path, required=True, help="written by boxes.py")
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", action="store_true", help="go on from OUT/last.pt")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--minutes", type=float, default=math.inf, help="of training, resumes too")
    parser.add_argument("--until", type=float, default=math.inf, help="seconds since the epoch")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--plates", type=int, default=3000)
    parser.add_argument("--real", type=float, default=0.3)
    parser.add_argument("--negative", type=float, default=0.07)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--decay", type=float, default=1e-2)
    parser.add_argument("--freeze", type=int, default=0, help="first convolutions kept as they are")
    parser.add_argument("--warm", type=int, default=100)
    parser.add_argument("--keep", type=float, default=0.995, help="of the running average")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--judge-steps", type=int, default=200)
    parser.add_argument("--save-seconds", type=float, default=120)
    return parser.parse_args(arguments)


class Trainer:
    """State of a training run.

    Args:
        options: The command line.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        o = options
        self.o = o
        torch.manual_seed(o.seed)
        network: Any = make_network(o.network, o.start)
        self.network = network.to(memory_format=torch.channels_last)
        self.network.train(o.network != "large")  # normalisations of the large one are frozen
        convolutions = [m for m in self.network.modules() if isinstance(m, torch.nn.Conv2d)]
        for module in convolutions[: o.freeze]:
            module.requires_grad_(False)
        named = [(n, p) for n, p in self.network.named_parameters() if p.requires_grad]
        self.names = [name for name, _ in named]
        self.weights = [weight for _, weight in named]
        self.average = {n: v.detach().clone() for n, v in self.network.state_dict().items()}
        # Constants of the graph (some are infinite or whole numbers) stay what they are.
        self.averaged = self.names + [n for n in self.average if ".running_" in n]
        decayed: list[Any] = [p for p in self.weights if p.dim() > 1]
        others: list[Any] = [p for p in self.weights if p.dim() <= 1]
        groups: list[dict[str, Any]] = [
            {"params": decayed},
            {"params": others, "weight_decay": 0.0},
        ]
        self.optimiser = torch.optim.AdamW(
            groups,
            lr=o.rate,
            weight_decay=o.decay,
            betas=(0.9, 0.98),
        )
        # The product's engine: half the time of torch for the same network.
        self.teacher = load_engine(o.teacher, threads=o.threads) if o.teacher else None
        self.step = 0
        self.trained_s = 0.0
        self.best = -1.0

    def progress(self, began: float) -> float:
        """Return how much of the run is done, 0..1: by steps, minutes or clock."""
        o = self.o
        done: list[float] = [self.step / o.steps, self.trained_s / 60 / o.minutes]
        if math.isfinite(o.until):
            done.append((time.time() - began) / max(1.0, o.until - began))
        return max(done)

    def train_step(self, batch: Any, progress: float) -> tuple[float, float]:
        """Take one step; return the CTC loss and the teacher's part."""
        o = self.o
        inputs, flat, lengths = batch
        warm = min(1.0, (self.step + 1) / o.warm)
        for group in self.optimiser.param_groups:
            group["lr"] = o.rate * warm * (0.02 + 0.49 * (1 + math.cos(math.pi * progress)))
        channels_last = inputs.contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self.network(channels_last)
        steps = logits.float().log_softmax(2)
        loss = ctc_loss(steps, flat, lengths)
        taught = torch.zeros(())
        if self.teacher is not None and self.step % o.distil_every == 0:
            pictures = inputs.numpy()
            told = [self.teacher.run(pictures[i : i + 1])[0] for i in range(len(pictures))]
            wanted = torch.from_numpy(np.concatenate(told)).log_softmax(2)
            # An empty text may be a whole two-line plate or none at all: there the label is right.
            chosen = lengths > 0
            taught = taught_loss(steps[chosen], wanted[chosen])
        total = loss + o.distil * taught
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 5.0)
        if math.isfinite(float(total.detach())):
            self.optimiser.step()
        self.step += 1
        keep = min(o.keep, self.step / (self.step + 10))
        with torch.no_grad():
            current = self.network.state_dict()
            for name in self.averaged:
                self.average[name].lerp_(current[name], 1 - keep)
        return float(loss.detach()), float(taught.detach())

    def judge(self, held: list[RealCrop]) -> Judgement:
        """Read the held-out crops with the averaged weights."""
        own = {n: v.detach().clone() for n, v in self.network.state_dict().items()}
        training = self.network.training
        self.network.load_state_dict(self.average)
        self.network.eval()
        try:
            return judge(self.network, held)
        finally:
            self.network.load_state_dict(own)
            self.network.train(training)

    def state(self) -> dict[str, Any]:
        """Return all that a resume or an export needs."""
        last = self.network.state_dict()
        chosen = self.names if self.o.network == "large" else list(last)
        return {
            "network": self.o.network,
            "start": str(self.o.start),
            "step": self.step,
            "trained_s": self.trained_s,
            "best": self.best,
            "average": {n: self.average[n] for n in chosen},
            "last": {n: last[n].detach() for n in chosen},
        }

    def save(self, path: Path, *, resumable: bool) -> None:
        """Write a checkpoint, whole or not at all."""
        state = self.state()
        if resumable:
            state["optimiser"] = self.optimiser.state_dict()
        scratch = path.with_suffix(".tmp")
        torch.save(state, scratch)
        scratch.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            ValueError: It is of another network.
        """
        state = torch.load(path, weights_only=True)
        if state["network"] != self.o.network:
            raise ValueError(f"{path} is of the network {state['network']}")
        self.network.load_state_dict(state["last"], strict=False)
        for name, value in state["average"].items():
            self.average[name].copy_(value)
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.trained_s = state["step"], state["trained_s"]
        self.best = state["best"]


def ctc_loss(steps: torch.Tensor, flat: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Return the CTC loss per character, long and short plates weighing the same.

    Args:
        steps: (N, T, classes) logarithms of probabilities.
        flat: Classes of all texts one after the other.
        lengths: (N,) characters of each text.
    """
    spans = torch.full((len(lengths),), steps.shape[1], dtype=torch.long)
    loss = torch.nn.functional.ctc_loss(
        steps.transpose(0, 1), flat, spans, lengths, reduction="none", zero_infinity=True
    )
    return (loss / lengths.clamp(min=4)).mean()


def taught_loss(steps: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Return the KL divergence from the teacher, summed over steps, per four characters."""
    each = (wanted.exp() * (wanted - steps)).sum(2).sum(1)
    return each.mean() / 4


def main(arguments: list[str] | None = None) -> int:
    """Train until `--steps`, `--minutes` or `--until`; 0 done, 3 stopped by a signal."""
    o = _options(arguments)
    torch.set_num_threads(o.threads)
    o.out.mkdir(parents=True, exist_ok=True)
    stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: stop.append(received))
    trainer = Trainer(o)
    last = o.out / "last.pt"
    if o.resume and last.exists():
        trainer.resume(last)
    o.data_seed = o.seed + 7919 * trainer.step  # other pictures than before the stop
    boxes = load_boxes(o.boxes)
    real, held = split_held_out(load_real(o.data, o.extra, boxes))
    negatives = load_negatives(o.data, boxes)
    with (o.out / "log.txt").open("a", encoding="utf-8") as log:
        bar = tqdm(total=o.steps, initial=trainer.step, disable=not sys.stderr.isatty())

        def say(line: str) -> None:
            log.write(line + "\n")
            log.flush()
            if bar.disable:
                sys.stderr.write(line + "\n")
                sys.stderr.flush()
            else:
                bar.write(line, file=sys.stderr)

        weights = sum(p.numel() for p in trainer.weights)
        say(
            f"{o.network}: {weights} weights, {len(real)} real crops, {len(held)} held out, "
            f"{len(negatives)} without a plate, from step {trainer.step}"
        )
        _run(trainer, Batches(o, real, negatives), held, stop, say, bar)
        trainer.save(last, resumable=True)
        say(f"saved {last} at step {trainer.step}")
    return 3 if stop else 0


def _run(
    trainer: Trainer, batches: Batches, held: list[RealCrop], stop: list[int], say: Any, bar: Any
) -> None:
    o = trainer.o
    began = saved = marked = time.time()
    losses: deque[tuple[float, float]] = deque(maxlen=100)
    waited, since = 0.0, trainer.step
    loader = DataLoader(
        batches,
        batch_size=None,
        num_workers=o.workers,
        prefetch_factor=6 if o.workers else None,
        worker_init_fn=_ignore_signals if o.workers else None,
    )
    stream = iter(loader)
    while (progress := trainer.progress(began)) < 1 and not stop:
        start = time.time()
        batch = next(stream)
        waited += time.time() - start
        losses.append(trainer.train_step(batch, progress))
        trainer.trained_s += time.time() - start
        bar.update(1)
        if trainer.step % 20 == 0:
            count = trainer.step - since
            ctc = float(np.mean([loss for loss, _ in losses]))
            told = [taught for _, taught in losses if taught > 0]
            taught = float(np.mean(told)) if told else 0.0
            rate = trainer.optimiser.param_groups[0]["lr"]
            say(
                f"{trainer.step} loss {ctc:.4f} teacher {taught:.4f} rate {rate:.2e} "
                f"{(time.time() - marked) / count:.3f} s/step, {waited / count:.3f} of it waiting "
                f"for pictures, {100 * progress:.1f} %"
            )
            marked, waited, since = time.time(), 0.0, trainer.step
        if trainer.step % o.judge_steps == 0:
            _judge(trainer, held, say)
            marked, waited, since = time.time(), 0.0, trainer.step
        if time.time() - saved > o.save_seconds:
            saved = time.time()
            trainer.save(o.out / "last.pt", resumable=True)
    if trainer.step % o.judge_steps and not stop:
        _judge(trainer, held, say)


def _judge(trainer: Trainer, held: list[RealCrop], say: Any) -> None:
    start = time.time()
    result = trainer.judge(held)
    better = result.score > trainer.best
    if better:
        trainer.best = result.score
        trainer.save(trainer.o.out / "best.pt", resumable=False)
    best = ", best" if better else ""
    say(f"{trainer.step} held out: {result}{best} ({time.time() - start:.0f} s)")


def _ignore_signals(_worker: int) -> None:
    """Leave the end to the main process, which saves first; orphans end by themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
