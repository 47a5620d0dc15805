# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the characters of a plate crop without reading them: rows of like pieces of ink.

The crop is split into ink and ground several ways, dark on light and light on dark; what lies in a
row with the same height are the characters. Their place and slope are then looked at again in an
upright strip that is cut out of the crop, where ink ends half-way between both levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

SEARCH_WIDTH = 256
"""Width at which characters are looked for, px: those of one line are about 30 high then."""

MAX_ENLARGE = 6.0
"""Crops are enlarged by no more than this; there is nothing between the pixels."""

STRIP_TEXT = 64
"""Height of the characters in the upright strip, px; higher ones are not made smaller."""

MAX_STRIP_TEXT = 200
"""Characters higher than this are made smaller after all: a plate that fills the picture."""

MAX_PIECES = 32
"""Pieces of ink that are looked at, the largest first."""

MAX_SLOPE = 0.75
"""Steepest row, as height over length (37 degrees); beyond 30 no limit allows it."""

MIN_CHARACTERS = 3
"""Fewer pieces in a row are an accident."""

MIN_SECOND = 2
"""Characters that a second line needs; a two-line plate may have two above."""

STROKE_EXCESS = 0.25
"""Pixels of the crop by which strokes of drawn plates of 16 to 80 px measured too wide, whatever
their width: pixels average, and enlarging does it again."""

LIKE_SECOND = 0.55
"""Height of a second line at least, as a share of the first; slogans and states are smaller."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextLine:
    """One row of characters, in pixels of the crop.

    Attributes:
        count: Characters that were told apart, >= 2.
        height: Their height across the row.
        stroke: Width of their strokes.
        tilt: Slope of the row, degrees; positive when its right end is lower.
        skew: Lean of the characters against the row, degrees; positive when the tops lean right.
            None when there are too few upright strokes.
        ink: Level of the ink, 0..255.
        ground: Level of what is behind it, 0..255.
        corners: Corners of the row, float32 (4, 2), x and y, clockwise from its top left.
    """

    count: int
    height: float
    stroke: float
    tilt: float
    skew: float | None
    ink: float
    ground: float
    corners: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """Pieces in a row: middles (N, 2) and heights (N,), sorted along it; slope in radians."""

    middles: Floats
    heights: Floats
    slope: float
    dark: bool
    score: float


def find_lines(grey: Grey) -> tuple[TextLine, ...]:
    """Return the rows of characters of a plate crop, upper one first; none when there are none.

    Args:
        grey: Brightness of the crop, uint8 (H, W).
    """
    rows, columns = grey.shape
    if rows < 6 or columns < 10:
        return ()
    scale = min(MAX_ENLARGE, SEARCH_WIDTH / columns)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = (max(8, round(columns * scale)), max(8, round(rows * scale)))
    search = np.asarray(cv2.resize(grey, size, interpolation=how), dtype=np.uint8)
    if int(search.max()) - int(search.min()) < 8:
        return ()
    best: _Row | None = None
    pieces: Floats = np.empty((0, 5))
    for dark, found in _splits(search):
        row = _best_row(found, dark)
        if row is not None and (best is None or row.score > best.score):
            best, pieces = row, found
    if best is None:
        return ()
    lines = [_look_again(grey, best, scale)]
    second = _second_row(pieces, best)
    if second is not None:
        lines.append(_look_again(grey, second, scale))
    kept = [line for line in lines if line is not None]
    return tuple(sorted(kept, key=lambda line: float(line.corners[:, 1].mean())))


def _splits(search: Grey) -> list[tuple[bool, Floats]]:
    """Return (dark ink?, pieces) for each way of splitting ink from ground."""
    rows, columns = search.shape
    part = max(1, min(rows, columns // 3))
    smooth = cv2.GaussianBlur(search, (3, 3), 0)
    inner = smooth[rows // 8 : rows - rows // 8, columns // 12 : columns - columns // 12]
    level, _ = cv2.threshold(
        np.ascontiguousarray(inner), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU
    )
    spread = float(smooth.std())
    masks = [(smooth < level, smooth > level)]
    for block, offset in ((0.5, 0.15), (1.0, 0.35)):
        side = max(7, round(block * part)) | 1
        mean = cv2.blur(smooth, (side, side), borderType=cv2.BORDER_REPLICATE).astype(np.float32)
        difference = smooth - mean
        masks.append((difference < -offset * spread, difference > offset * spread))
    return [
        (dark, _pieces(mask, search.shape))
        for pair in masks
        for dark, mask in ((True, pair[0]), (False, pair[1]))
    ]


def _pieces(mask: npt.NDArray[Any], shape: tuple[int, ...]) -> Floats:
    """Return x, y of the middle, width, height and area of what may be characters, (N, 5)."""
    rows, columns = shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    x, y, width, height, area = stats[1:].astype(np.float64).T
    keep = (x > 0) & (y > 0) & (x + width < columns) & (y + height < rows)
    keep &= (height >= max(7.0, 0.1 * rows)) & (width <= 1.35 * height) & (width >= 0.08 * height)
    keep &= area >= 0.12 * width * height
    found = np.stack([x + width / 2, y + height / 2, width, height, area], axis=1)[keep]
    if len(found) > MAX_PIECES:
        found = found[np.argsort(-found[:, 3])[:MAX_PIECES]]
    return np.asarray(found, dtype=np.float64)


def _best_row(pieces: Floats, dark: bool) -> _Row | None:
    """Return the row with the most and highest like pieces."""
    count = len(pieces)
    if count < MIN_CHARACTERS:
        return None
    middles, heights = pieces[:, :2], pieces[:, 3]
    first, second = np.triu_indices(count, 1)
    step = middles[second] - middles[first]
    size = (heights[first] + heights[second]) / 2
    apart = np.hypot(step[:, 0], step[:, 1])
    keep = (np.abs(step[:, 1]) <= MAX_SLOPE * np.abs(step[:, 0])) & (apart > 0.2 * size)
    ratio = heights[first] / heights[second]
    keep &= (ratio > 0.7) & (ratio < 1.43)
    first, step, size, apart = first[keep], step[keep], size[keep], apart[keep]
    if len(first) == 0:
        return None
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) / apart[:, None]
    offset = (middles[None, :, :] - middles[first][:, None, :]) @ normal[:, :, None]
    alike = heights[None, :] / size[:, None]
    members = (np.abs(offset[:, :, 0]) < 0.22 * size[:, None]) & (alike > 0.72) & (alike < 1.38)
    for number in np.argsort(-(members * heights).sum(axis=1), kind="stable")[:4]:
        row = _row_of(middles[members[number]], heights[members[number]], dark)
        if row is not None:
            return row
    return None


def _row_of(middles: Floats, heights: Floats, dark: bool) -> _Row | None:
    """Return the longest run of pieces without a wide gap, with its slope."""
    order = np.argsort(middles[:, 0])
    middles, heights = middles[order], heights[order]
    middle_height = float(np.median(heights))
    gaps = np.flatnonzero(np.diff(middles[:, 0]) > 3.2 * middle_height) + 1
    runs = np.split(np.arange(len(middles)), gaps)
    run = max(runs, key=len)
    if len(run) < MIN_CHARACTERS:
        return None
    middles, heights = middles[run], heights[run]
    slope = _slope(middles)
    evenness = 1.0 - min(0.9, float(heights.std() / heights.mean()))
    score = float(heights.sum()) * evenness
    return _Row(middles=middles, heights=heights, slope=slope, dark=dark, score=score)


def _slope(middles: Floats) -> float:
    """Return the slope of a row in radians: the median over all pairs, each by its length."""
    first, second = np.triu_indices(len(middles), 1)
    step = middles[second] - middles[first]
    wide = np.abs(step[:, 0]) > 1e-6
    if not wide.any():
        return 0.0
    angles = np.arctan(step[wide, 1] / step[wide, 0])
    weights = np.abs(step[wide, 0])
    order = np.argsort(angles)
    total = np.cumsum(weights[order])
    return float(angles[order][np.searchsorted(total, total[-1] / 2)])


def _second_row(pieces: Floats, row: _Row) -> _Row | None:
    """Return the other line of a two-line plate, parallel to the first."""
    size = float(np.median(row.heights))
    along = np.array([np.cos(row.slope), np.sin(row.slope)])
    across = np.array([-along[1], along[0]])
    origin = row.middles.mean(axis=0)
    offset = (pieces[:, :2] - origin) @ across
    place = (pieces[:, :2] - origin) @ along
    reach = (row.middles - origin) @ along
    alike = pieces[:, 3] / size
    near = (np.abs(offset) > 0.8 * size) & (np.abs(offset) < 2.2 * size)
    near &= (alike > LIKE_SECOND) & (alike < 1 / LIKE_SECOND)
    near &= (place > reach.min() - size) & (place < reach.max() + size)
    best: npt.NDArray[Any] | None = None
    for index in np.flatnonzero(near):
        same = near & (np.abs(offset - offset[index]) < 0.25 * pieces[index, 3])
        same &= np.abs(pieces[:, 3] / pieces[index, 3] - 1) < 0.28
        if same.sum() >= MIN_SECOND and (best is None or same.sum() > best.sum()):
            best = same
    if best is None:
        return None
    order = np.argsort(pieces[best, 0])
    return _Row(
        middles=pieces[best, :2][order],
        heights=pieces[best, 3][order],
        slope=row.slope,
        dark=row.dark,
        score=row.score,
    )


def _look_again(grey: Grey, row: _Row, search_scale: float) -> TextLine | None:
    """Measure a row in an upright strip cut out of the crop."""
    middles = (row.middles + 0.5) / search_scale - 0.5
    size = float(np.median(row.heights)) / search_scale
    if size < 2:
        return None
    # The box of a turned character is higher than the character.
    size /= float(np.cos(row.slope) + 0.5 * abs(np.sin(row.slope)))
    scale = min(MAX_ENLARGE, max(1.0, STRIP_TEXT / size))
    scale = min(scale, MAX_STRIP_TEXT / size)
    along = np.array([np.cos(row.slope), np.sin(row.slope)])
    across = np.array([-along[1], along[0]])
    origin = np.median(middles, axis=0)
    reach = (middles - origin) @ along
    left, right = float(reach.min()) - 0.9 * size, float(reach.max()) + 0.9 * size
    top = float(np.median((middles - origin) @ across)) - size
    width, height = round((right - left) * scale), round(2 * size * scale)
    corner = origin + left * along + top * across
    # From strip pixels to crop pixels.
    back = np.column_stack([along / scale, across / scale, corner])
    strip = np.asarray(
        cv2.warpAffine(
            grey,
            back,
            (max(8, width), max(8, height)),
            flags=(cv2.INTER_CUBIC if scale >= 1 else cv2.INTER_AREA) | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        dtype=np.uint8,
    )
    return _measure_strip(
        strip if row.dark else 255 - strip,
        centres=(reach - left) * scale,
        size=size * scale,
        scale=scale,
        slope=row.slope,
        back=back,
        dark=row.dark,
    )


def _measure_strip(
    strip: Grey,
    *,
    centres: Floats,
    size: float,
    scale: float,
    slope: float,
    back: Floats,
    dark: bool,
) -> TextLine | None:
    """Measure the characters of an upright strip with dark ink.

    Args:
        strip: Brightness; the characters lie around its middle row.
        centres: Middle columns of the characters.
        size: Their rough height, strip pixels.
        scale: Strip pixels per crop pixel.
        slope: Slope of the strip in the crop, radians.
        back: Affine matrix from the strip to the crop.
        dark: Whether the ink is dark in the crop.
    """
    ink, ground = _levels(strip, centres, size)
    if len(ink) == 0:
        return None
    columns = np.arange(strip.shape[1])
    border = np.interp(columns, centres, (ink + ground) / 2)
    mask = (strip < border[None, :]).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    x, y, wide, high, area = stats.astype(np.float64).T
    middle = y + high / 2 - strip.shape[0] / 2
    good = (np.abs(middle) < 0.3 * size) & (high > 0.72 * size) & (high < 1.3 * size)
    good &= (wide < 1.5 * size) & (area > 0.1 * wide * high)
    good &= np.abs((x + wide / 2)[:, None] - centres[None, :]).min(axis=1) < 0.4 * size
    good[0] = False
    count = int(good.sum())
    if count < MIN_SECOND:
        return None
    tall = np.median(high[good])
    good &= np.abs(high / tall - 1) < 0.2
    count = int(good.sum())
    if count < MIN_SECOND:
        return None
    height = float(np.median(high[good]))
    solid = good[labels].astype(np.uint8)
    places = np.stack([x + wide / 2, y + high / 2], axis=1)[good]
    more = _slope(places) if count >= MIN_CHARACTERS else 0.0
    left, right = float(x[good].min()), float((x + wide)[good].max())
    top = float(np.median(y[good]))
    outline = np.array(
        [[left, top, 1], [right, top, 1], [right, top + height, 1], [left, top + height, 1]]
    )
    ink_level, ground_level = float(np.median(ink)), float(np.median(ground))
    return TextLine(
        count=count,
        height=height / scale,
        stroke=max(0.5, _stroke(solid) / scale - STROKE_EXCESS),
        tilt=float(np.degrees(slope + more)),
        skew=_skew(strip, solid, more),
        ink=ink_level if dark else 255 - ink_level,
        ground=ground_level if dark else 255 - ground_level,
        corners=np.asarray(outline @ back.T, dtype=np.float32),
    )


def _levels(strip: Grey, centres: Floats, size: float) -> tuple[Floats, Floats]:
    """Return ink and ground around each character; empty arrays when they hardly differ."""
    middle = strip.shape[0] / 2
    top, bottom = max(0, round(middle - 0.5 * size)), round(middle + 0.5 * size)
    ink, ground = [], []
    for centre in centres:
        part = strip[
            top:bottom, max(0, round(centre - 0.45 * size)) : max(1, round(centre + 0.45 * size))
        ]
        if part.size == 0:
            return np.empty(0), np.empty(0)
        ordered = np.sort(part, axis=None)
        ink.append(float(ordered[int(0.06 * (len(ordered) - 1))]))
        ground.append(float(ordered[int(0.9 * (len(ordered) - 1))]))
    if float(np.median(ground)) - float(np.median(ink)) < 6:
        return np.empty(0), np.empty(0)
    return np.array(ink), np.array(ground)


def _stroke(solid: npt.NDArray[np.uint8]) -> float:
    """Return the mean width of strokes, from how far their pixels are from their edge."""
    padded = cv2.copyMakeBorder(solid, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    distance = cv2.distanceTransform(padded, cv2.DIST_L2, 5)
    # Across a stroke of w pixels the distances are 1, 2 .. w / 2 .. 2, 1: w / 4 + 1 / 2 on average.
    return max(1.0, 4.0 * float(distance[padded > 0].mean()) - 2.0)


def _skew(strip: Grey, solid: npt.NDArray[np.uint8], slope: float) -> float | None:
    """Return by how many degrees upright strokes lean; None without enough of them.

    Args:
        strip: Upright strip.
        solid: Where ink is.
        slope: What the row still slopes in the strip, radians.
    """
    blurred = cv2.GaussianBlur(strip, (5, 5), 0)
    across = cv2.Sobel(blurred, cv2.CV_32F, 1, 0, ksize=3)
    down = cv2.Sobel(blurred, cv2.CV_32F, 0, 1, ksize=3)
    near = cv2.dilate(solid, np.ones((3, 3), dtype=np.uint8)) > 0
    strength = np.hypot(across, down)
    near &= strength > 0.3 * float(strength[near].max(initial=0.0))
    lean = np.degrees(np.arctan2(down[near] * np.sign(across[near]), np.abs(across[near])))
    upright = np.abs(lean) < 40
    if upright.sum() < 20:
        return None
    votes, _ = np.histogram(
        lean[upright], bins=81, range=(-40.5, 40.5), weights=strength[near][upright]
    )
    smooth = np.convolve(votes, [0.1, 0.2, 0.4, 0.2, 0.1], mode="same")
    peak = int(np.argmax(smooth))
    if smooth[peak] <= 0:
        return None
    part = slice(max(0, peak - 2), min(81, peak + 3))
    angle = float(np.average(np.arange(-40, 41)[part], weights=votes[part] + 1e-9))
    return angle - float(np.degrees(slope))
