# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pixel work of the rendered scenes: blending, noise, shake, night."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.sources.scene_assets import MARGIN
from alpr_kiosk.vision.types import Image

NOISE_ROOM = 64
"""Extra pixels of the noise field, from which each frame takes another cut-out."""


def blend(target: Image, sprite: Image) -> None:
    """Lay a premultiplied BGRA `sprite` (H, W, 4) over `target` (H, W, 3), in place."""
    inverse = cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(sprite, 3)), cv2.COLOR_GRAY2BGR)
    target[:] = cv2.add(
        cv2.multiply(target, inverse, scale=1 / 255), cv2.cvtColor(sprite, cv2.COLOR_BGRA2BGR)
    )


class SensorNoise:
    """Grain of a camera: the same for the same moment, different from frame to frame."""

    def __init__(self, *, width: int, height: int, sigma: float, seed: int) -> None:
        rng = np.random.default_rng(seed)
        shape = (height + NOISE_ROOM, width + NOISE_ROOM)
        # most of a sensor's noise is in brightness; the compression takes much of the colour's
        grain = rng.normal(0, sigma, shape).astype(np.float32)[..., None]
        colour = rng.normal(0, sigma * 0.4, (*shape, 3)).astype(np.float32)
        field = cv2.GaussianBlur(grain + colour, (0, 0), 0.6) * 1.6
        self._plus = np.clip(field + 0.5, 0, 60).astype(np.uint8)
        self._minus = np.clip(-field + 0.5, 0, 60).astype(np.uint8)

    def apply(self, picture: Image, moment: int) -> Image:
        """Return a new picture with the grain of `moment` (milliseconds)."""
        rows, cols = picture.shape[:2]
        # two odd multipliers spread neighbouring moments over the whole room
        x = (moment * 2654435761 >> 7) % NOISE_ROOM
        y = (moment * 40503 >> 3) % NOISE_ROOM
        plus = self._plus[y : y + rows, x : x + cols]
        minus = self._minus[y : y + rows, x : x + cols]
        noisy = cv2.add(picture, plus)
        return np.asarray(cv2.subtract(noisy, minus, dst=noisy), np.uint8)


def shake(t: float, seed: int, strength: float) -> tuple[int, int]:
    """Return the camera's sway at `t` in half pixels (x, y), each within +-2."""
    x = math.sin(t * 5.3 + seed) * math.sin(t * 1.7 + 2 * seed)
    y = math.sin(t * 6.1 + 3 * seed) * math.sin(t * 2.3 + seed)
    return round(x * 1.6 * strength), round(y * 1.6 * strength)


def shifted(place: Image, phase: tuple[int, int]) -> Image:
    """Return `place` moved left and up by half a pixel where `phase` is 1."""
    if phase == (0, 0):
        return place
    rows, cols = place.shape[:2]
    # the crop starts one pixel earlier for an odd step, so half of it is taken back here
    matrix = np.array([[1, 0, -phase[0] / 2], [0, 1, -phase[1] / 2]])
    moved = cv2.warpAffine(place, matrix, (cols, rows), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def night_light(place: Image, mirrored: bool) -> Image:
    """Return the place at night: moonlight, and a lamp over the stop line."""
    rows, cols = place.shape[:2]
    y, x = np.mgrid[0:rows, 0:cols].astype(np.float32)
    centre_x = cols * (0.54 if mirrored else 0.46)
    lamp = np.exp(-(((x - centre_x) / 430) ** 2) - (((y - MARGIN - 560) / 230) ** 2))
    far = np.exp(-(((x - cols / 2) / 300) ** 2) - (((y - MARGIN - 330) / 70) ** 2))
    light = (0.55 * lamp + 0.16 * far)[..., None] * np.array([0.74, 0.92, 1.0], np.float32)
    sky = np.clip(1 - (y - MARGIN) / 190, 0, 1)[..., None]
    dark = np.array([0.25, 0.185, 0.15], np.float32) * (1 - 0.40 * sky)
    return np.asarray(np.clip(place * (light + dark), 0, 255), np.uint8)


def add_glow(frame: Image, centre: tuple[float, float], radius: float) -> None:
    """Add the glare of a lamp at `centre` (px), in place; `radius` is its core's, px."""
    reach = radius * 3.2
    x0, y0 = max(0, int(centre[0] - reach)), max(0, int(centre[1] - reach))
    x1 = min(frame.shape[1], int(centre[0] + reach) + 1)
    y1 = min(frame.shape[0], int(centre[1] + reach) + 1)
    if x1 <= x0 or y1 <= y0:
        return
    dx = np.arange(x0, x1, dtype=np.float32)[None, :] - np.float32(centre[0])
    dy = np.arange(y0, y1, dtype=np.float32)[:, None] - np.float32(centre[1])
    far2: npt.NDArray[np.float32] = (dx * dx + dy * dy) / np.float32(radius * radius)
    strength = 190 * np.exp(-far2 * 3.0) + 70 * np.exp(-far2 * 0.55)
    light = np.clip(strength[..., None] * np.array([0.90, 0.97, 1.0], np.float32), 0, 255)
    roi = frame[y0:y1, x0:x1]
    roi[:] = cv2.add(roi, light.astype(np.uint8))
