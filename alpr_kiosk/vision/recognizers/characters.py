# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the probabilities of classes to characters with alternatives, for all readers of our own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from alpr_kiosk.domain.events import CharRead
from alpr_kiosk.vision.types import Recognition

MAX_ALTERNATIVES = 4
MIN_ALTERNATIVE = 0.005
"""Less probable alternatives say nothing about a look-alike and are not kept."""


def softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return probabilities over the last axis."""
    powers: npt.NDArray[np.float32] = np.exp(logits - logits.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers


def char_read(
    winner: int,
    probabilities: npt.NDArray[np.float32],
    *,
    classes: Sequence[str],
    allowed: npt.NDArray[np.bool_],
) -> CharRead:
    """Return a character with its alternatives, most probable first.

    Args:
        winner: Its class.
        probabilities: (classes,), 0..1.
        classes: Character of each class.
        allowed: (classes,) which classes are characters of a plate.
    """
    others = np.where(allowed, probabilities, 0.0)
    others[winner] = 0.0
    order = np.argsort(-others, kind="stable")[:MAX_ALTERNATIVES]
    return CharRead(
        char=classes[winner],
        confidence=min(1.0, float(probabilities[winner])),
        alternatives=tuple(
            (classes[index], float(others[index]))
            for index in order.tolist()
            if others[index] >= MIN_ALTERNATIVE
        ),
    )


def recognition_of(chars: tuple[CharRead, ...]) -> Recognition:
    """Return the read of these characters; it is as sure as its weakest one."""
    return Recognition(
        text="".join(char.char for char in chars),
        chars=chars,
        confidence=min((char.confidence for char in chars), default=0.0),
    )
