# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plate ruler's eye: measures one plate in one picture; `domain.ruler` judges the figures."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.domain.ruler import PlateMeasure
from alpr_kiosk.vision.plate_text import TextLine, find_lines
from alpr_kiosk.vision.types import Image

MARGIN = 0.12
"""Added around the box, as a share of its height, so that no character touches the crop's edge."""

CLIPPED_WHITE = 250
"""Level from which a pixel is blown out; coding moves a clipped white by a few levels."""

CLIPPED_BLACK = 5
"""Level up to which a pixel is lost in the dark."""

EDGE_SHARE = 0.5
"""Edges with less than this share of the contrast between ink and ground are no edges of ink."""

SLANT = 0.45
"""Edges that lean more than this (24 degrees) count in neither direction."""

MIN_EDGES = 6
"""Fewer edges say nothing."""

_MAX_SIDE = 1600
"""Longest side of a crop that is looked at as it is, px; a larger one is cut down first."""

_Map = npt.NDArray[np.float32]


def measure_plate(pixels: Image, box: Sequence[float]) -> PlateMeasure:
    """Measure one plate; what cannot be told is None.

    Args:
        pixels: BGR uint8 (H, W, 3).
        box: x0, y0, x1, y1 of the plate in pixels of `pixels`; may reach beyond it.
    """
    cut = _cut(pixels, box)
    if cut is None:
        return PlateMeasure()
    grey, inner, shrunk = cut
    width, height = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
    lines = find_lines(grey)
    if not lines:
        white, black = _clipped(grey[inner])
        return PlateMeasure(
            plate_width_px=width, plate_height_px=height, white_share=white, black_share=black
        )
    mask = np.zeros(grey.shape, dtype=np.uint8)
    for line in lines:
        cv2.fillConvexPoly(mask, np.round(_grown(line)).astype(np.int32), 1)
    inside = mask > 0
    white, black = _clipped(grey[inside]) if inside.any() else _clipped(grey[inner])
    small = min(lines, key=lambda line: line.height)
    main = max(lines, key=lambda line: line.count)
    contrast = float(np.mean([abs(line.ground - line.ink) for line in lines]))
    values = grey.astype(np.float32)
    across = _edge_width(values, inside, contrast)
    down = _edge_width(values.T, inside.T, contrast)
    return PlateMeasure(
        plate_width_px=width,
        plate_height_px=height,
        lines=len(lines),
        characters=sum(line.count for line in lines),
        text_height_px=small.height * shrunk,
        stroke_px=min(line.stroke for line in lines) * shrunk,
        tilt_deg=main.tilt,
        skew_deg=main.skew,
        edge_across_px=None if across is None else across * shrunk,
        edge_down_px=None if down is None else down * shrunk,
        white_share=white,
        black_share=black,
        contrast=contrast / 255,
        noise=_noise(values, inside) / 255,
        light_on_dark=main.ink > main.ground,
    )


def _cut(
    pixels: Image, box: Sequence[float]
) -> tuple[npt.NDArray[np.uint8], tuple[slice, slice], float] | None:
    """Return the brightness around a box, the box in it, and picture pixels per crop pixel."""
    x0, y0, x1, y1 = (float(value) for value in box)
    if not all(math.isfinite(value) for value in (x0, y0, x1, y1)) or x1 <= x0 or y1 <= y0:
        return None
    rows, columns = pixels.shape[:2]
    pad = max(2.0, MARGIN * (y1 - y0))
    left, top = max(0, math.floor(max(x0 - pad, 0))), max(0, math.floor(max(y0 - pad, 0)))
    right, bottom = math.ceil(min(x1 + pad, columns)), math.ceil(min(y1 + pad, rows))
    if right - left < 2 or bottom - top < 2:
        return None
    grey = np.asarray(cv2.cvtColor(pixels[top:bottom, left:right], cv2.COLOR_BGR2GRAY))
    shrunk = max(1.0, max(grey.shape) / _MAX_SIDE)
    if shrunk > 1:
        size = (max(2, round(grey.shape[1] / shrunk)), max(2, round(grey.shape[0] / shrunk)))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA))
    inner = (
        slice(int(max(0.0, y0 - top) / shrunk), math.ceil(min(y1 - top, bottom - top) / shrunk)),
        slice(int(max(0.0, x0 - left) / shrunk), math.ceil(min(x1 - left, right - left) / shrunk)),
    )
    return grey.astype(np.uint8, copy=False), inner, shrunk


def _clipped(values: npt.NDArray[np.uint8]) -> tuple[float | None, float | None]:
    """Return which shares of the pixels are blown out and lost in the dark."""
    if values.size == 0:
        return None, None
    return (
        float(np.count_nonzero(values >= CLIPPED_WHITE) / values.size),
        float(np.count_nonzero(values <= CLIPPED_BLACK) / values.size),
    )


def _grown(line: TextLine) -> _Map:
    """Return the corners of a line with the ground around it: a sixth of its height outwards."""
    corners = line.corners
    along, down = corners[1] - corners[0], corners[3] - corners[0]
    along = along / max(1e-6, float(np.hypot(*along))) * line.height / 6
    down = down / max(1e-6, float(np.hypot(*down))) * line.height / 6
    steps = np.stack([-along - down, along - down, along + down, down - along])
    return np.asarray(corners + steps, dtype=np.float32)


def _edge_width(values: _Map, inside: npt.NDArray[np.bool_], contrast: float) -> float | None:
    """Return over how many pixels of a row edges of ink spread, the median; None without edges.

    An edge is a run of pixels that get only brighter or only darker; its width is its height over
    its steepest step. A blur of L pixels (a motion) gives L, one of sigma (a lens) 2.5 sigma, a
    sharp edge 1 to 2. Motion longer than the stroke is wide shows as that width: it is at least so.

    Args:
        values: Brightness (H, W); rows are looked along.
        inside: Where characters are.
        contrast: Between ink and ground, levels.
    """
    smooth = cv2.blur(np.ascontiguousarray(values), (1, 3))
    step = np.diff(smooth, axis=1)
    side = np.zeros_like(smooth)
    side[1:-1] = (smooth[2:] - smooth[:-2]) / 2
    slant = np.abs(side[:, :-1] + side[:, 1:]) / 2
    step[~(inside[:, :-1] & inside[:, 1:])] = 0
    # One zero column at the end, so that no run goes on in the next row.
    step = np.pad(step, ((0, 0), (0, 1))).ravel()
    slant = np.pad(slant, ((0, 0), (0, 1))).ravel()
    starts = np.flatnonzero(np.diff(np.sign(step), prepend=0))
    if len(starts) == 0:
        return None
    height = np.abs(np.add.reduceat(step, starts))
    steepest = np.maximum.reduceat(np.abs(step), starts)
    leaning = np.add.reduceat(slant, starts)
    good = (height >= EDGE_SHARE * contrast) & (leaning <= SLANT * height)
    if np.count_nonzero(good) < MIN_EDGES:
        return None
    return float(np.median(height[good] / steepest[good]))


def _noise(values: _Map, inside: npt.NDArray[np.bool_]) -> float:
    """Return the noise of a picture as a standard deviation, levels, from its smooth places."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
    rough = np.abs(cv2.filter2D(values, cv2.CV_32F, kernel))[inside]
    if rough.size == 0:
        return 0.0
    # The kernel makes six times the noise; the lower quartile keeps edges out (a normal
    # distribution has a quarter of its absolute values below 0.319 sigma).
    return float(np.quantile(rough, 0.25)) / 0.319 / 6.0
