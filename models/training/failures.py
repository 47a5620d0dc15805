# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sorts plates that were not read exactly into classes, each with another remedy."""

from __future__ import annotations

from alpr_kiosk.domain.plate import fold, strong_fold
from models.training.measure import PlateResult, Read
from models.training.metrics import align

CLASSES: dict[str, str] = {
    "not found": "no detection overlaps the plate",
    "dropped by shape": "detected, but taller than the pipeline believes of a plate",
    "two lines": "the plate has two lines",
    "strong look-alike": "only 0/O or 1/I differ",
    "medium look-alike": "only look-alikes of the product's fold differ (8/B, 5/S ...)",
    "box": "the labelled box is read exactly, the detected one is not",
    "nothing read": "the reader gave no character",
    "too many characters": "all characters are there, and more",
    "characters missing": "what was read is right, but not all of it",
    "one wrong character": "one character is another one",
    "several wrong characters": "more than one difference",
}
"""Class -> what it means, in the order in which they are tried."""


def classify(plate: PlateResult) -> str:
    """Return why the plate was not read from the whole picture; "" when it was."""
    if not plate.truth.text or plate.whole.text == plate.truth.text:
        return ""
    if plate.fate == "missed":
        return "not found"
    if plate.fate == "shape":
        return "dropped by shape"
    found = classify_read(plate.whole, plate.truth.text, plate.truth.lines)
    if plate.perfect.text == plate.truth.text and found != "strong look-alike":
        return "box"
    return found


def classify_read(read: Read, truth: str, lines: int | None) -> str:
    """Return why a crop was not read exactly; "" when it was.

    Args:
        read: What was read.
        truth: What is there.
        lines: 1, 2 or None.
    """
    if read.text == truth:
        return ""
    if lines == 2:
        return "two lines"
    if strong_fold(read.text) == strong_fold(truth):
        return "strong look-alike"
    if fold(read.text) == fold(truth):
        return "medium look-alike"
    if not read.text:
        return "nothing read"
    steps = [
        (i, j)
        for i, j in align(read.text, truth)
        if i is None or j is None or read.text[i] != truth[j]
    ]
    if all(j is None for _, j in steps):
        return "too many characters"
    if all(i is None for i, _ in steps):
        return "characters missing"
    return "one wrong character" if len(steps) == 1 else "several wrong characters"
