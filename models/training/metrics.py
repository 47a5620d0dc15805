# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures of merit, free of pictures and networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CALIBRATION_BINS = 10
"""Equal steps of confidence, the usual choice for the expected calibration error."""

RESAMPLES = 1000
"""Bootstrap resamples; enough for the second digit of a 95 % interval."""

RECALL_STEPS = 101
"""Points of the interpolated precision curve (COCO)."""


def iou_matrix(one: npt.ArrayLike, two: npt.ArrayLike) -> Floats:
    """Return intersection over union of each pair.

    Args:
        one: (N, 4) x0, y0, x1, y1.
        two: (M, 4) in the same unit.

    Returns:
        (N, M), 0..1.
    """
    a = np.asarray(one, dtype=np.float64).reshape(-1, 4)
    b = np.asarray(two, dtype=np.float64).reshape(-1, 4)
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = (high - low).clip(0).prod(axis=2)
    area_a = (a[:, 2:] - a[:, :2]).clip(0).prod(axis=1)
    area_b = (b[:, 2:] - b[:, :2]).clip(0).prod(axis=1)
    union = area_a[:, None] + area_b[None, :] - inter
    result: Floats = np.divide(inter, union, out=np.zeros_like(inter), where=union > 0)
    return result


def match_best_first(ious: Floats, threshold: float) -> Ints:
    """Match found boxes, best score first, each to the untaken truth it overlaps most.

    Args:
        ious: (found, truth), rows in descending score.
        threshold: Smallest overlap of a match.

    Returns:
        (found,) index of the truth, -1 for none; no truth is taken twice.
    """
    taken = np.zeros(ious.shape[1], dtype=bool)
    matched = np.full(ious.shape[0], -1, dtype=np.int64)
    for row in range(ious.shape[0]):
        free = np.where(taken, -1.0, ious[row])
        if free.size and free.max() >= threshold:
            matched[row] = int(free.argmax())
            taken[matched[row]] = True
    return matched


def match_closest(ious: Floats, threshold: float) -> Ints:
    """Match one to one, the closest pairs first, whatever the score; as `match_best_first`."""
    matched = np.full(ious.shape[0], -1, dtype=np.int64)
    taken: set[int] = set()
    for flat in np.argsort(-ious, axis=None, kind="stable").tolist():
        row, column = divmod(flat, ious.shape[1])
        if ious[row, column] < threshold:
            break
        if matched[row] < 0 and column not in taken:
            matched[row] = column
            taken.add(column)
    return matched


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecisionCurve:
    """How precision and recall go with the score.

    Attributes:
        average_precision: Mean of the interpolated precision at 101 recalls (COCO), 0..1.
        recall: Recall after each detection, best first.
        precision: Interpolated precision after each detection.
        scores: Their scores.
    """

    average_precision: float
    recall: Floats
    precision: Floats
    scores: Floats

    def recall_at(self, precision: float) -> float:
        """Return the highest recall at which the precision is still this high; 0 if never."""
        reached = self.recall[self.precision >= precision]
        return float(reached.max()) if reached.size else 0.0


def precision_curve(scores: npt.ArrayLike, hits: npt.ArrayLike, truths: int) -> PrecisionCurve:
    """Return the curve of detections that hit (True) or not, for `truths` plates."""
    values = np.asarray(scores, dtype=np.float64)
    order = np.argsort(-values, kind="stable")
    good = np.asarray(hits, dtype=np.float64)[order]
    found = np.cumsum(good)
    recall = found / max(truths, 1)
    raw = found / np.arange(1, len(good) + 1)
    precision = np.maximum.accumulate(raw[::-1])[::-1] if len(raw) else raw
    wanted = np.linspace(0, 1, RECALL_STEPS)
    at = np.searchsorted(recall, wanted - 1e-12, side="left")
    height = np.append(precision, 0.0)[np.minimum(at, len(precision))]
    return PrecisionCurve(
        average_precision=float(height.mean()) if truths else float("nan"),
        recall=recall,
        precision=precision,
        scores=values[order],
    )


def align(read: str, truth: str) -> list[tuple[int | None, int | None]]:
    """Return a cheapest alignment as (index in `read`, index in `truth`) pairs, None for a gap."""
    costs = np.zeros((len(read) + 1, len(truth) + 1), dtype=np.int64)
    costs[:, 0] = np.arange(len(read) + 1)
    costs[0] = np.arange(len(truth) + 1)
    for i, left in enumerate(read, 1):
        for j, right in enumerate(truth, 1):
            costs[i, j] = min(
                costs[i - 1, j - 1] + (left != right), costs[i - 1, j] + 1, costs[i, j - 1] + 1
            )
    pairs: list[tuple[int | None, int | None]] = []
    i, j = len(read), len(truth)
    while i or j:
        if i and j and costs[i, j] == costs[i - 1, j - 1] + (read[i - 1] != truth[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and costs[i, j] == costs[i - 1, j] + 1:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def edit_distance(read: str, truth: str) -> int:
    """Return how many characters must be inserted, removed or replaced."""
    return sum(i is None or j is None or read[i] != truth[j] for i, j in align(read, truth))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Whether confidences mean what they say.

    Attributes:
        rows: Per step of confidence: (from, to, count, mean confidence, share right); the last two
            are NaN where there is nothing.
        error: Expected calibration error: mean of |confidence - share right|, weighted by count;
            NaN when there is nothing.
        count: Number of confidences.
    """

    rows: tuple[tuple[float, float, int, float, float], ...]
    error: float
    count: int


def bin_of(confidence: npt.ArrayLike, bins: int = CALIBRATION_BINS) -> Ints:
    """Return the step each confidence (0..1) falls into; 1.0 belongs to the last."""
    values = np.asarray(confidence, dtype=np.float64)
    result: Ints = np.minimum((values * bins).astype(np.int64), bins - 1).clip(0)
    return result


def calibration(
    confidence: Sequence[float], right: Sequence[bool], bins: int = CALIBRATION_BINS
) -> Calibration:
    """Return the reliability table of confidences (0..1) and whether each was right."""
    values = np.asarray(confidence, dtype=np.float64)
    good = np.asarray(right, dtype=np.float64)
    where = bin_of(values, bins)
    rows = []
    gap = 0.0
    for index in range(bins):
        chosen = where == index
        count = int(chosen.sum())
        mean = float(values[chosen].mean()) if count else float("nan")
        share = float(good[chosen].mean()) if count else float("nan")
        rows.append((index / bins, (index + 1) / bins, count, mean, share))
        gap += abs(mean - share) * count if count else 0.0
    error = gap / len(values) if len(values) else float("nan")
    return Calibration(rows=tuple(rows), error=error, count=len(values))


class PictureBootstrap:
    """95 % intervals by drawing pictures with replacement; plates of a picture stay together.

    Args:
        pictures: Number of pictures, >= 1.
        seed: The same seed gives the same intervals.
        resamples: Number of draws.
    """

    def __init__(self, *, pictures: int, seed: int = 0, resamples: int = RESAMPLES) -> None:
        rng = np.random.default_rng(seed)
        shares = np.full(pictures, 1.0 / pictures)
        self._weights: Floats = rng.multinomial(pictures, shares, size=resamples).astype(np.float64)

    def ratio(self, over: Sequence[float], under: Sequence[float]) -> tuple[float, float]:
        """Return the interval of ``sum(over) / sum(under)``; NaN when `under` is all zero.

        Args:
            over: Per picture, the numerator.
            under: Per picture, the denominator.
        """
        top = self._weights @ np.asarray(over, dtype=np.float64)
        bottom = self._weights @ np.asarray(under, dtype=np.float64)
        drawn = top[bottom > 0] / bottom[bottom > 0]
        return _middle(drawn)

    def calibration_error(
        self,
        picture: Sequence[int],
        confidence: Sequence[float],
        right: Sequence[bool],
        bins: int = CALIBRATION_BINS,
    ) -> tuple[float, float]:
        """Return the interval of the expected calibration error.

        Args:
            picture: Per read, the index of its picture.
            confidence: Per read, 0..1.
            right: Per read.
            bins: Steps of confidence.
        """
        gaps = np.zeros((self._weights.shape[1], bins))
        counts = np.zeros(self._weights.shape[1])
        where = bin_of(confidence, bins)
        difference = np.asarray(confidence, dtype=np.float64) - np.asarray(right, dtype=np.float64)
        np.add.at(gaps, (np.asarray(picture, dtype=np.int64), where), difference)
        np.add.at(counts, np.asarray(picture, dtype=np.int64), 1.0)
        total = self._weights @ counts
        drawn = np.abs(self._weights @ gaps).sum(axis=1)
        return _middle(drawn[total > 0] / total[total > 0])


def _middle(drawn: Floats) -> tuple[float, float]:
    if not drawn.size:
        return float("nan"), float("nan")
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
