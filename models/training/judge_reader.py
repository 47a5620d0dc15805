# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads held-out training crops with a network in training, through the product's own reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch

from alpr_kiosk.domain.plate import fold
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.preprocess import crop_plate
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer
from models.training.data_reader import ALPHABET, RealCrop
from models.training.metrics import edit_distance

SPEC = "plate_ppocrv6_ft"
"""Entry of the manifest with the geometry that both readers have."""


class TorchEngine:
    """A torch network behind the product's engine interface, batch 1, float32.

    Args:
        network: In evaluation mode.
    """

    def __init__(self, network: torch.nn.Module) -> None:
        self._network = network
        self.name = "torch"
        self.input_shape: tuple[int | None, ...] = (1, 3, 48, 200)
        self.metadata = {"character": ALPHABET}

    def run(
        self, tensor: npt.NDArray[np.float32] | npt.NDArray[np.uint8]
    ) -> list[npt.NDArray[np.float32]]:
        """Run the network."""
        with torch.no_grad():
            logits = self._network(torch.from_numpy(tensor).float())
        return [np.asarray(logits.numpy(), dtype=np.float32)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Shares of crops read, 0..1.

    Attributes:
        count: Crops.
        exact: Read exactly.
        folded: Read but for look-alikes.
        cer: Edit distance over characters.
    """

    count: int
    exact: float
    folded: float
    cer: float

    def __str__(self) -> str:
        return (
            f"{100 * self.exact:.1f}/{100 * self.folded:.1f}, CER {100 * self.cer:.1f} "
            f"of {self.count}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Figures of labelled boxes and of found ones."""

    labelled: Tally
    found: Tally

    @property
    def score(self) -> float:
        """What the best checkpoint has most of: exact and folded in found and labelled boxes."""
        return (
            self.labelled.exact
            + 2 * self.found.exact
            + 0.5 * (self.labelled.folded + 2 * self.found.folded)
            - self.labelled.cer
            - 2 * self.found.cer
        )

    def __str__(self) -> str:
        return f"labelled {self.labelled}; found {self.found}; score {self.score:.4f}"


def judge(network: torch.nn.Module, held: Sequence[RealCrop]) -> Judgement:
    """Read each labelled box and each found one.

    Found boxes count even when they cut a character off: so they do in the product.
    """
    spec = replace(ModelStore().describe(SPEC), output="logits")
    reader = PpOcrRecognizer(engine=TorchEngine(network), spec=spec)
    labelled, found = [], []
    for crop in held:
        truth = "".join(crop.rows)
        labelled.append((reader.read([crop_plate(crop.image, crop.box)])[0].text, truth))
        found += [(reader.read([crop_plate(crop.image, box)])[0].text, truth) for box in crop.seen]
    return Judgement(labelled=tally(labelled), found=tally(found))


def tally(pairs: Sequence[tuple[str, str]]) -> Tally:
    """Count (read, truth)."""
    n = max(1, len(pairs))
    return Tally(
        count=len(pairs),
        exact=sum(read == truth for read, truth in pairs) / n,
        folded=sum(fold(read) == fold(truth) for read, truth in pairs) / n,
        cer=sum(edit_distance(read, truth) for read, truth in pairs)
        / max(1, sum(len(truth) for _, truth in pairs)),
    )
