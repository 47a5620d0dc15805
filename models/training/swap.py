# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts a rendered plate where a real one was, or before a plain ground."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.uint8]
Box = tuple[float, float, float, float]
Scene = tuple[Array, Box]
"""A picture and the box of the plate in it, px."""

_TRIES = 6
_MAX_STRETCH = 2.0
"""Surroundings are squeezed to the plate's shape by no more than this (if one is found in time)."""

_ROOM = 0.35
"""Least room around the plate, as a share of its height; its corners move within it."""


def place(plate: Array, scenes: Sequence[Scene], rng: random.Random) -> tuple[Array, Box]:
    """Warp a plate into surroundings.

    Args:
        plate: BGR, seen straight on.
        scenes: Real plates with their surroundings.
        rng: Randomness.

    Returns:
        The picture and the box of the plate in it, px.
    """
    if scenes and rng.random() < 0.55:
        canvas, box = _swap(plate.shape[1], plate.shape[0], scenes, rng)
        plate = _match_light(plate, canvas, box, rng)
        _erase(canvas, box)
    else:
        canvas, box = _plain(plate.shape[1], plate.shape[0], scenes, rng)
    high, wide = plate.shape[:2]
    middle = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], dtype=np.float32)
    target = _corners(wide, high, rng) + middle
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target.astype(np.float32))
    extent = (canvas.shape[1], canvas.shape[0])
    warped = cv2.warpPerspective(plate, matrix, extent, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, extent)
    share = cv2.blur(mask, (3, 3)).astype(np.float32)[:, :, None] / 255
    mixed = canvas + (warped.astype(np.float32) - canvas) * share
    (x0, y0), (x1, y1) = target.min(axis=0).tolist(), target.max(axis=0).tolist()
    return mixed.clip(0, 255).astype(np.uint8), (x0, y0, x1, y1)


def _corners(wide: int, high: int, rng: random.Random) -> npt.NDArray[np.float32]:
    """Return the corners of a tilted plate around its middle, px."""
    tilt = 0.02 if rng.random() < 0.5 else 0.12
    angle = math.radians(rng.gauss(0, 2.2))
    shear = rng.gauss(0, 0.06)
    turn = np.array(
        [[math.cos(angle), -math.sin(angle) + shear], [math.sin(angle), math.cos(angle)]]
    )
    shift = np.array([[rng.uniform(-tilt, tilt) * high for _ in "xy"] for _ in range(4)])
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array([wide / 2, high / 2])
    return np.asarray(half @ turn.T + shift, dtype=np.float32)


def _swap(wide: int, high: int, scenes: Sequence[Scene], rng: random.Random) -> tuple[Array, Box]:
    """Return real surroundings scaled so that the new plate just covers the old one."""
    for _ in range(_TRIES):
        image, (x0, y0, x1, y1) = rng.choice(scenes)
        sx = wide * rng.uniform(0.88, 0.98) / max(x1 - x0, 2)
        sy = high * rng.uniform(0.88, 0.98) / max(y1 - y0, 2)
        if 1 / _MAX_STRETCH < sx / sy < _MAX_STRETCH:
            break
    size = (max(8, round(image.shape[1] * sx)), max(8, round(image.shape[0] * sy)))
    how = cv2.INTER_AREA if sy < 0.7 else cv2.INTER_LINEAR
    canvas = cv2.resize(image, size, interpolation=how)
    if rng.random() < 0.5:
        canvas = cv2.flip(canvas, 1)
        width = image.shape[1]
        x0, x1 = width - x1, width - x0
    room = _ROOM * high
    left, top = max(0, round(room - x0 * sx)), max(0, round(room - y0 * sy))
    right = max(0, round(room - (size[0] - x1 * sx)))
    bottom = max(0, round(room - (size[1] - y1 * sy)))
    padded = cv2.copyMakeBorder(canvas, top, bottom, left, right, cv2.BORDER_REPLICATE)
    box = (x0 * sx + left, y0 * sy + top, x1 * sx + left, y1 * sy + top)
    return np.array(padded, dtype=np.uint8), box


def _erase(canvas: Array, box: Box) -> None:
    """Blur the old plate away: corners of it may stand out behind the new one."""
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    old = canvas[y0:y1, x0:x1]
    if old.size:
        k = max(3, (y1 - y0) // 2)
        canvas[y0:y1, x0:x1] = cv2.blur(old, (k, k))


def _match_light(plate: Array, canvas: Array, box: Box, rng: random.Random) -> Array:
    """Bring the plate's brightness some way towards that of the old one."""
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    old = canvas[y0:y1, x0:x1]
    if not old.size:
        return plate
    ratio = min(max((float(old.mean()) + 20) / (float(plate.mean()) + 20), 0.35), 1.25)
    scaled = plate.astype(np.float32) * np.float32(ratio ** rng.uniform(0, 1))
    return np.asarray(scaled.clip(0, 255), dtype=np.uint8)


def _plain(wide: int, high: int, scenes: Sequence[Scene], rng: random.Random) -> tuple[Array, Box]:
    """Return a blurred ground or one of a single colour."""
    pad = int(high * 0.7)
    extent = (wide + 2 * pad, high + 2 * pad)
    if scenes and rng.random() < 0.6:
        back = cv2.resize(rng.choice(scenes)[0], extent)
        canvas = np.array(cv2.blur(back, (15, 15)), dtype=np.uint8)
    else:
        canvas = np.empty((extent[1], extent[0], 3), dtype=np.uint8)
        canvas[:] = np.array([rng.randint(0, 230) for _ in range(3)], dtype=np.uint8)
    return canvas, (float(pad), float(pad), float(pad + wide), float(pad + high))
