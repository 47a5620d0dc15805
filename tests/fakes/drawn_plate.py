# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plates drawn from strokes of known width, so that every measure of them is known."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

_FINE = 8
"""Drawn this much larger than wanted, then averaged down."""

# Points in a cell of 0.55 x 1 (width x height of the character), y downwards.
GLYPHS: dict[str, list[list[tuple[float, float]]]] = {
    "H": [[(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 0.5), (1, 0.5)]],
    "E": [[(1, 0), (0, 0), (0, 1), (1, 1)], [(0, 0.5), (0.8, 0.5)]],
    "F": [[(1, 0), (0, 0), (0, 1)], [(0, 0.5), (0.8, 0.5)]],
    "T": [[(0, 0), (1, 0)], [(0.5, 0), (0.5, 1)]],
    "L": [[(0, 0), (0, 1), (1, 1)]],
    "K": [[(0, 0), (0, 1)], [(1, 0), (0, 0.6)], [(0.25, 0.45), (1, 1)]],
    "N": [[(0, 1), (0, 0), (1, 1), (1, 0)]],
    "M": [[(0, 1), (0, 0), (0.5, 0.6), (1, 0), (1, 1)]],
    "P": [[(0, 1), (0, 0), (1, 0), (1, 0.5), (0, 0.5)]],
    "U": [[(0, 0), (0, 1), (1, 1), (1, 0)]],
    "1": [[(0.2, 0.2), (0.6, 0), (0.6, 1)]],
    "4": [[(0.7, 1), (0.7, 0), (0, 0.7), (1, 0.7)]],
    "7": [[(0, 0), (1, 0), (0.4, 1)]],
    "2": [[(0, 0), (1, 0), (1, 0.5), (0, 0.5), (0, 1), (1, 1)]],
    "5": [[(1, 0), (0, 0), (0, 0.5), (1, 0.5), (1, 1), (0, 1)]],
    "8": [[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], [(0, 0.5), (1, 0.5)]],
    "0": [[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPlate:
    """A picture with one plate.

    Attributes:
        pixels: BGR uint8 (H, W, 3).
        box: Box of the (turned) plate, px.
        text_height_px: Height of the characters.
        stroke_px: Width of their strokes.
    """

    pixels: Pixels
    box: tuple[float, float, float, float]
    text_height_px: float
    stroke_px: float


def draw_plate(
    lines: tuple[str, ...] = ("HK4725",),
    *,
    text_height: float = 24.0,
    stroke: float = 0.14,
    tilt: float = 0.0,
    skew: float = 0.0,
    ink: float = 40.0,
    ground: float = 200.0,
    around: float = 90.0,
    sigma: float = 0.0,
    motion: float = 0.0,
    motion_down: float = 0.0,
    gain: float = 1.0,
    noise: float = 0.0,
    seed: int = 0,
) -> DrawnPlate:
    """Draw a plate in the middle of a picture.

    Args:
        lines: One or two texts of `GLYPHS`.
        text_height: Height of the characters, px.
        stroke: Width of the strokes, as a share of it.
        tilt: Clockwise turn, degrees.
        skew: Lean of the characters to the right, degrees.
        ink: Level of the characters.
        ground: Level of the plate.
        around: Level of the picture around it.
        sigma: Gaussian blur, px.
        motion: Length of a motion sideways, px.
        motion_down: Length of a motion downwards, px.
        gain: Exposure: factor on all levels before they are clipped.
        noise: Standard deviation, levels.
        seed: Of the noise.
    """
    high = text_height * _FINE
    thick = max(1, round(stroke * high))
    path_high, path_wide = high - thick, 0.5 * high - thick
    pitch = 0.5 * high + 0.22 * high
    longest = max(len(line) for line in lines)
    plate_wide = longest * pitch + 0.4 * high
    plate_high = (len(lines) * 1.3 + 0.25) * high
    drawn = np.full((round(plate_high), round(plate_wide)), ground, dtype=np.float32)
    for row, line in enumerate(lines):
        top = (0.275 + 1.3 * row) * high + thick / 2
        for place, char in enumerate(line):
            left = 0.3 * high + (longest - len(line)) / 2 * pitch + place * pitch + thick / 2
            for stroke_points in GLYPHS[char]:
                points = [
                    (round((left + x * path_wide) * 16), round((top + y * path_high) * 16))
                    for x, y in stroke_points
                ]
                cv2.polylines(
                    drawn, [np.array(points, dtype=np.int32)], False, ink, thick, cv2.LINE_8, 4
                )
    shear = np.array([[1, -np.tan(np.radians(skew)), 0], [0, 1, 0], [0, 0, 1]])
    angle = np.radians(tilt)
    turn = np.array(
        [[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
    )
    centre = np.array([[1, 0, -plate_wide / 2], [0, 1, -plate_high / 2], [0, 0, 1.0]])
    moved = turn @ shear @ centre
    corners = np.array(
        [[0, 0, 1], [plate_wide, 0, 1], [plate_wide, plate_high, 1], [0, plate_high, 1]]
    )
    places = (corners @ moved.T)[:, :2] / _FINE
    low, top_right = places.min(axis=0), places.max(axis=0)
    pad = 1.5 * text_height + 12
    size = np.ceil(top_right - low + 2 * pad).astype(int)
    shift = np.array([[1, 0, (pad - low[0]) * _FINE], [0, 1, (pad - low[1]) * _FINE], [0, 0, 1.0]])
    fine = cv2.warpAffine(
        drawn,
        (shift @ moved)[:2],
        (int(size[0]) * _FINE, int(size[1]) * _FINE),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=around,
    )
    # All that a lens, a shutter and a sensor do, in that order.
    if sigma:
        fine = cv2.GaussianBlur(fine, (0, 0), sigma * _FINE)
    if motion >= 1 / _FINE:
        fine = cv2.blur(fine, (round(motion * _FINE), 1))
    if motion_down >= 1 / _FINE:
        fine = cv2.blur(fine, (1, round(motion_down * _FINE)))
    grey = cv2.resize(fine, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA) * gain
    if noise:
        grey = grey + np.random.default_rng(seed).normal(0, noise, grey.shape)
    pixels = np.repeat(np.clip(np.round(grey), 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
    box = (float(pad), float(pad), *(float(value) for value in top_right - low + pad))
    return DrawnPlate(
        pixels=np.ascontiguousarray(pixels),
        box=(box[0], box[1], box[2], box[3]),
        text_height_px=text_height,
        stroke_px=thick / _FINE,
    )
