# SPDX-License-Identifier: AGPL-3.0-or-later
"""Trains the plate reader on from its ONNX weights, with checkpoints and resume.

    python -m models.training.train_reader --fonts FONTS --out RUN --steps 1500

Needs torch and onnx2torch, which are no part of the product's environment.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import torch
from onnx2torch import convert
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from models.training.data_reader import CLASS_OF, Sampler, load_real, prerender, to_tensor

ROOT = Path(__file__).resolve().parents[2]
TRAINABLE_FROM = 24
"""Constants with fewer numbers than this are settings of operators, not weights."""


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


class Batches(IterableDataset[Any]):
    """Endless batches; `extra` is read again when its file changes."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options

    def __iter__(self) -> Any:
        o = self._options
        cv2.setNumThreads(1)
        worker = get_worker_info()
        seed = o.seed + (worker.id if worker else 0)
        rng = random.Random(seed)
        plates = prerender(o.plates, fonts=o.fonts, seed=seed)
        stamp, sampler = -1.0, None
        while True:
            now = o.extra.stat().st_mtime if o.extra is not None and o.extra.exists() else 0.0
            if sampler is None or now != stamp:
                stamp = now
                real = load_real(o.data, o.extra if now else None)
                _say(f"{len(real)} real crops")
                sampler = Sampler(real=real, plates=plates, rng=rng, real_share=o.real)
            for _ in range(40):
                drawn = [sampler.draw() for _ in range(o.batch)]
                texts = [text for _, text in drawn]
                flat = [CLASS_OF[char] for text in texts for char in text]
                yield (
                    torch.from_numpy(to_tensor([picture for picture, _ in drawn])),
                    torch.tensor(flat, dtype=torch.long),
                    torch.tensor([len(text) for text in texts], dtype=torch.long),
                )
            plates[:] = plates[o.plates // 20 :]
            plates.extend(prerender(o.plates // 20, fonts=o.fonts, seed=rng.randrange(1 << 30)))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, default=ROOT / "models/plate_ppocrv6_ft.onnx")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/plates")
    parser.add_argument("--extra", type=Path, help="more training labels: image,box,text")
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--until", type=float, default=math.inf)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--plates", type=int, default=6000)
    parser.add_argument("--real", type=float, default=0.45)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--freeze", type=int, default=0, help="first convolutions kept as they are")
    parser.add_argument("--warm", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--save-seconds", type=float, default=120)
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _loss(
    network: torch.nn.Module, inputs: torch.Tensor, flat: torch.Tensor, lengths: torch.Tensor
) -> torch.Tensor:
    """Return the CTC loss per character, long and short plates weighing the same."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network(inputs.contiguous(memory_format=torch.channels_last))
    steps = logits.float().log_softmax(2).transpose(0, 1)
    spans = torch.full((len(lengths),), steps.shape[0], dtype=torch.long)
    loss = torch.nn.functional.ctc_loss(
        steps, flat, spans, lengths, reduction="none", zero_infinity=True
    )
    return (loss / lengths.clamp(min=4)).mean()


def main(arguments: list[str] | None = None) -> int:
    """Train until `--steps` or `--until` (seconds since the epoch)."""
    o = _options(arguments)
    torch.set_num_threads(o.threads)
    o.out.mkdir(parents=True, exist_ok=True)
    network = load_network(o.start).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    network.eval()  # normalisations frozen
    convolutions = [m for m in network.modules() if isinstance(m, torch.nn.Conv2d)]
    for module in convolutions[: o.freeze]:
        module.requires_grad_(False)
    weights = [p for p in network.parameters() if p.requires_grad]
    average = [p.detach().clone() for p in weights]
    optimiser = torch.optim.AdamW(weights, lr=o.rate, weight_decay=1e-2, betas=(0.9, 0.98))
    step, began, saved = 0, time.time(), time.time()
    losses: list[float] = []
    loader = DataLoader(Batches(o), batch_size=None, num_workers=1, prefetch_factor=6)
    for inputs, flat, lengths in loader:
        progress = step / o.steps
        if math.isfinite(o.until):
            progress = max(progress, (time.time() - began) / (o.until - began))
        if progress >= 1:
            break
        rate = (
            o.rate
            * min(1.0, (step + 1) / o.warm)
            * (0.02 + 0.49 * (1 + math.cos(math.pi * progress)))
        )
        for group in optimiser.param_groups:
            group["lr"] = rate
        loss = _loss(network, inputs, flat, lengths)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 5.0)
        optimiser.step()
        step += 1
        keep = min(0.995, step / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(average, weights, 1 - keep)
        losses.append(float(loss.detach()))
        if step % 20 == 0:
            pace = (time.time() - began) / step
            _say(f"{step} loss {np.mean(losses[-100:]):.4f} rate {rate:.2e} {pace:.2f} s/step")
        if time.time() - saved > o.save_seconds:
            saved = time.time()
            _save(network, weights, average, o.out / "last.pt", step)
    _save(network, weights, average, o.out / "last.pt", step)
    return 0


def _save(
    network: torch.nn.Module, weights: list[Any], average: list[torch.Tensor], path: Path, step: int
) -> None:
    names = [name for name, p in network.named_parameters() if p.requires_grad]
    state = {
        "step": step,
        "average": dict(zip(names, average, strict=True)),
        "last": {n: p.detach() for n, p in zip(names, weights, strict=True)},
    }
    scratch = path.with_suffix(".tmp")
    torch.save(state, scratch)
    scratch.replace(path)


if __name__ == "__main__":
    sys.exit(main())
