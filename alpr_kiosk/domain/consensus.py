# SPDX-License-Identifier: AGPL-3.0-or-later
"""What several frames agree on: vote fusion of the reads of one passage (rules 5).

A pure function over reads; the order in which they came does not matter. A frame has one vote
however often it was read. A text is settled only when enough frames read exactly that whole text;
votes per position can make a text that no frame has read, and such a text is never settled.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isfinite

from alpr_kiosk.domain.events import CharVote, Consensus, PlateRead
from alpr_kiosk.domain.presets import best_fit

MIN_CONFIDENCE = 0.3
"""Reads whose weakest character is below this do not vote: at 0.3 the runner-up is about as likely
as the winner, and one such character poisons a whole-text vote."""

REFERENCE_HEIGHT_PX = 20.0
"""Plate height at which a read weighs 1. rivals.md: text of 20 px and more is what the makers of
readers ask for; below it errors grow fast."""

MIN_WEIGHT, MAX_WEIGHT = 0.25, 1.75
"""Bounds of a vote. Below 2 on purpose: no frame, however big and sharp, outweighs two ordinary
ones. The floor lets far plates settle when nothing nearer contradicts them."""

SHARPNESS_RANGE = (0.5, 1.5)
"""Sharpness has no absolute scale (it depends on lens, light and compression), so it is taken
relative to the median of the same passage and bounded to this."""

MIN_SHARE = 0.5
"""Each character of a settled text must have more than this share: a tie settles nothing."""

MIN_ALTERNATIVE = 0.05
"""A medium look-alike is corrected by a preset only where the reader itself gave the wanted
character at least this probability. Rule 10: a medium look-alike alone never opens."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A read with its weight."""

    read: PlateRead
    weight: float


def usable(read: PlateRead) -> bool:
    """Return whether a read takes part in the vote."""
    return bool(read.text) and read.confidence >= MIN_CONFIDENCE


def settle_by_position(read: PlateRead, presets: Sequence[str]) -> PlateRead:
    """Return `read` with look-alikes settled by the site's presets, so that frames can agree.

    Strong look-alikes follow the position. Medium ones do so only where the reader saw the other
    character too (`MIN_ALTERNATIVE`); if one is left over, the read stays as it is.
    """
    if not presets or not read.text:
        return read
    found = best_fit(read.text, presets)
    if found is None or found.text == read.text:
        return read
    if found.medium and len(read.chars) != len(read.text):
        return read
    for index in found.medium:
        seen = dict(read.chars[index].alternatives).get(found.text[index], 0.0)
        if seen < MIN_ALTERNATIVE:
            return read
    chars = read.chars
    if len(chars) == len(found.text):
        chars = tuple(
            char if char.char == wanted else replace(char, char=wanted)
            for char, wanted in zip(chars, found.text, strict=True)
        )
    return replace(read, text=found.text, chars=chars)


def _clamp(value: float, low: float, high: float) -> float:
    return min(high, max(low, value)) if isfinite(value) else low


def weights(reads: Sequence[PlateRead]) -> list[float]:
    """Return the weight of each read: plate size x sharpness, and a little confidence.

    Confidence takes part with half its value only: character confidence saturates near 1 on
    blurred plates too, so it may lower a vote but never carry it.
    """
    sharp = [read.sharpness for read in reads if isfinite(read.sharpness) and read.sharpness > 0]
    median = statistics.median(sharp) if sharp else 1.0
    result = []
    for read in reads:
        size = _clamp(read.plate_height_px / REFERENCE_HEIGHT_PX, MIN_WEIGHT, MAX_WEIGHT)
        sharpness = _clamp(read.sharpness / median, *SHARPNESS_RANGE)
        trust = 0.5 + 0.5 * _clamp(read.confidence, 0.0, 1.0)
        result.append(_clamp(size * sharpness * trust, MIN_WEIGHT, MAX_WEIGHT))
    return result


def one_vote_a_frame(reads: Iterable[PlateRead]) -> list[Vote]:
    """Return the usable reads with weights, the heaviest of each frame only."""
    voting = [read for read in reads if usable(read)]
    best: dict[tuple[str, int], Vote] = {}
    for read, weight in zip(voting, weights(voting), strict=True):
        key = (read.camera_id, read.frame_seq)
        known = best.get(key)
        if known is None or _rank(weight, read) > _rank(known.weight, known.read):
            best[key] = Vote(read, weight)
    return list(best.values())


def _rank(weight: float, read: PlateRead) -> tuple[float, float, str, int]:
    return weight, read.confidence, read.text, read.track_id


def _sums(votes: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return key -> sum of weights; exactly rounded, so that the order of votes can't matter."""
    parts: dict[str, list[float]] = {}
    for key, weight in votes:
        parts.setdefault(key, []).append(weight)
    return {key: fsum(values) for key, values in parts.items()}


def _ordered(sums: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))


def fuse(reads: Iterable[PlateRead], *, agree_frames: int = 2) -> Consensus:
    """Return what `reads` agree on.

    The length is that of the whole text with most weight; reads of other lengths take no part in
    the vote per position (a cut-off plate says nothing about which position a character has), but
    a text of another length that weighs as much keeps the result unsettled.

    Args:
        reads: Reads of one passage, any order, duplicates of a frame allowed.
        agree_frames: Frames that must have read exactly the winning text, 2..5.
    """
    votes = one_vote_a_frame(reads)
    if not votes:
        return Consensus()
    by_text = _sums((vote.read.text, vote.weight) for vote in votes)
    length = len(_ordered(by_text)[0][0])
    peers = [vote for vote in votes if len(vote.read.text) == length]
    chars = tuple(_vote_at(peers, index) for index in range(length))
    text = "".join(char.char for char in chars)
    agreeing = sum(vote.read.text == text for vote in peers)
    rivals = [weight for other, weight in by_text.items() if other != text]
    settled = (
        agreeing >= max(2, agree_frames)  # a single frame never settles, whatever is configured
        and all(char.share > MIN_SHARE for char in chars)
        and all(weight < by_text[text] for weight in rivals)
    )
    return Consensus(
        text=text,
        chars=chars,
        confidence=min(char.share for char in chars),
        reads=len(votes),
        agreeing=agreeing,
        settled=settled,
    )


def _vote_at(votes: Sequence[Vote], index: int) -> CharVote:
    order = _ordered(_sums((vote.read.text[index], vote.weight) for vote in votes))
    total = fsum(weight for _, weight in order)
    winner, weight = order[0]
    return CharVote(
        char=winner,
        share=weight / total,
        votes=sum(vote.read.text[index] == winner for vote in votes),
        total=len(votes),
        others=tuple((char, other / total) for char, other in order[1:]),
    )
