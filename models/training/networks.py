# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fast reader: plain convolutions, one output per 8 px of width, CTC over 37 classes.

Dense 3x3 convolutions are what inference engines compute best; depthwise ones of the same cost on
paper take longer here. After the height is gone, cheap blocks mix along the line.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

CLASSES = 37
STEPS = 25
"""200 px / 8. Nine characters, all equal to their neighbours, need 17."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sizes of a fast reader.

    Attributes:
        widths: Channels of the stem (24 rows) and of the stages with 12, 6 and 3 rows.
        depths: Blocks of the three stages.
        mix: Channels along the line.
        mixers: Blocks along the line.
        reach: Steps a block looks at (odd).
        early: Halve the width to 25 steps one stage earlier.
    """

    widths: tuple[int, int, int, int]
    depths: tuple[int, int, int]
    mix: int
    mixers: int
    reach: int = 5
    early: bool = False


PLANS = {
    "small": Plan(widths=(16, 32, 64, 96), depths=(1, 2, 2), mix=160, mixers=2, early=True),
    "fast": Plan(widths=(24, 48, 80, 112), depths=(2, 3, 2), mix=176, mixers=2),
    "deep": Plan(widths=(24, 48, 80, 112), depths=(3, 4, 2), mix=176, mixers=2),
}


def _conv(inside: int, outside: int, kernel: tuple[int, int], stride: tuple[int, int]) -> nn.Module:
    padding = (kernel[0] // 2, kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(inside, outside, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outside),
    )


class Single(nn.Module):
    """One 3x3 convolution beside a short cut."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.one = _conv(channels, channels, (3, 3), (1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return a map of the same shape."""
        return torch.relu(x + self.one(x))


class Mixer(nn.Module):
    """Looks along the line, then across the channels."""

    def __init__(self, channels: int, reach: int) -> None:
        super().__init__()
        self.along = nn.Sequential(
            nn.Conv2d(
                channels, channels, (1, reach), 1, (0, reach // 2), groups=channels, bias=False
            ),
            nn.BatchNorm2d(channels),
        )
        self.up = _conv(channels, 2 * channels, (1, 1), (1, 1))
        self.down = _conv(2 * channels, channels, (1, 1), (1, 1))
        for module in self.down.modules():
            if isinstance(module, nn.BatchNorm2d):
                nn.init.constant_(module.weight, 0.2)  # begins close to a short cut

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return a line of the same shape."""
        mixed: torch.Tensor = self.down(torch.relu(self.up(x + self.along(x))))
        return x + mixed


class FastReader(nn.Module):
    """A reader of 1 x 3 x 48 x 200 (BGR, p / 127.5 - 1).

    Args:
        plan: Its sizes.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        stem, one, two, three = plan.widths
        layers: list[nn.Module] = [_conv(3, stem, (3, 3), (2, 2)), nn.ReLU()]
        inside = stem
        strides = ((2, 2), (2, 2), (2, 1)) if plan.early else ((2, 2), (2, 1), (2, 2))
        for width, depth, stride in zip((one, two, three), plan.depths, strides, strict=True):
            layers += [_conv(inside, width, (3, 3), stride), nn.ReLU()]
            layers += [Single(width) for _ in range(depth)]
            inside = width
        self.body = nn.Sequential(*layers)
        self.collapse = nn.Sequential(
            nn.Conv2d(three, plan.mix, (3, 1), bias=False), nn.BatchNorm2d(plan.mix), nn.ReLU()
        )
        self.line = nn.Sequential(*[Mixer(plan.mix, plan.reach) for _ in range(plan.mixers)])
        self.drop = nn.Dropout(0.1)
        self.head = nn.Conv2d(plan.mix, CLASSES, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return logits (N, 25, 37)."""
        line = self.line(self.collapse(self.body(x)))
        logits: torch.Tensor = self.head(self.drop(line))
        return logits.squeeze(2).transpose(1, 2)


def make_fast(name: str = "fast") -> FastReader:
    """Return an untrained fast reader."""
    return FastReader(PLANS[name])
