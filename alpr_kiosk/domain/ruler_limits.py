# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plate ruler's limits, each with its source."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum


class Quantity(str, Enum):
    """What the ruler judges; ``ruler.<value>`` is the key of its name."""

    PLATE_SIZE = "plate_size"
    TEXT_HEIGHT = "text_height"
    STROKE = "stroke"
    TILT = "tilt"
    SKEW = "skew"
    BLUR = "blur"
    BRIGHT = "bright"
    CONTRAST = "contrast"
    NOISE = "noise"
    READS = "reads"
    FPS = "fps"


class Grade(str, Enum):
    """How good a figure is; ``ruler.grade.<value>`` is the key of the word."""

    GOOD = "good"
    BORDERLINE = "borderline"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit with where it comes from.

    Attributes:
        quantity: What it limits.
        unit: Unit of both values.
        good: Value from which it is good.
        borderline: Value from which it is at least borderline; beyond it is bad.
        at_least: True when more is better.
        source: Who says so.
    """

    quantity: Quantity
    unit: str
    good: float
    borderline: float
    at_least: bool
    source: str

    def grade(self, value: float | None) -> Grade:
        """Return how good a value is; UNKNOWN for None and for what is no number."""
        if value is None or not math.isfinite(value):
            return Grade.UNKNOWN
        sign = 1 if self.at_least else -1
        if sign * value >= sign * self.good:
            return Grade.GOOD
        return Grade.BORDERLINE if sign * value >= sign * self.borderline else Grade.BAD


_OWN = "own reader, docs/plate-ruler.md"

LIMITS: dict[Quantity, Limit] = {
    limit.quantity: limit
    for limit in (
        Limit(
            quantity=Quantity.PLATE_SIZE, unit="px2", good=1000, borderline=680, at_least=True,
            source="Frigate: 1000 px2; 680 is 12 px high, the least docs/accuracy.md counts from",
        ),
        Limit(
            quantity=Quantity.TEXT_HEIGHT, unit="px", good=20, borderline=12, at_least=True,
            source=f"SimpleLPR: 20 px; {_OWN}: 9 of 10 plates at 12 px",
        ),
        Limit(
            quantity=Quantity.STROKE, unit="px", good=2.0, borderline=1.5, at_least=True,
            source="Axis: 2 px across the thinnest stroke; 1.5 is the stroke of text 12 px high",
        ),
        Limit(
            quantity=Quantity.TILT, unit="degrees", good=10, borderline=15, at_least=False,
            source=f"{_OWN}; Axis and SimpleLPR allow 30 between camera and plate",
        ),
        Limit(
            quantity=Quantity.SKEW, unit="degrees", good=15, borderline=20, at_least=False,
            source=f"{_OWN}; Axis and SimpleLPR allow 30 between camera and plate",
        ),
        Limit(
            quantity=Quantity.BLUR, unit="of the text height", good=0.15, borderline=0.2,
            at_least=False, source=_OWN,
        ),
        Limit(
            quantity=Quantity.BRIGHT, unit="of the plate", good=0.1, borderline=0.5,
            at_least=False, source=f"{_OWN}; stricter, as glare also eats into strokes",
        ),
        Limit(
            quantity=Quantity.CONTRAST, unit="of full brightness", good=0.1, borderline=0.05,
            at_least=True, source=_OWN,
        ),
        Limit(
            quantity=Quantity.NOISE, unit="of the contrast", good=0.2, borderline=0.3,
            at_least=False, source=_OWN,
        ),
        Limit(
            quantity=Quantity.READS, unit="reads", good=5, borderline=2, at_least=True,
            source="Rekor: 5 for a result; 2 agreeing frames are the least that opens (rule 5)",
        ),
        Limit(
            quantity=Quantity.FPS, unit="per second", good=4, borderline=2, at_least=True,
            source="Plate Recognizer: 4 to 5 for slow lanes; at 2 a passage of 1 s has two",
        ),
    )
}  # fmt: skip
"""All limits. "Own": good is where the product's reader still read about 9 of 10 of the plates that
it reads untouched, borderline where it read 7 of 10 (docs/plate-ruler.md)."""
