# SPDX-License-Identifier: AGPL-3.0-or-later
"""Wears a crop as cameras do: light, blur, few pixels, noise, compression."""

from __future__ import annotations

import random

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


def wear(image: Array, rng: random.Random, *, target: float | None) -> Array:
    """Degrade a crop: shade, glare, grey night pictures, blur, motion, few pixels, noise, JPEG.

    Args:
        image: BGR.
        rng: Randomness.
        target: Height to bring it down to, px; None to keep its size.
    """
    out = image
    if target is not None and target < image.shape[0]:
        scale = target / image.shape[0]
        wide = max(10, round(image.shape[1] * scale * rng.uniform(0.92, 1.08)))
        how = rng.choice((cv2.INTER_AREA, cv2.INTER_AREA, cv2.INTER_LINEAR))
        out = np.asarray(
            cv2.resize(out, (wide, max(8, round(target))), interpolation=how), np.uint8
        )
    high, wide = out.shape[:2]
    work = out.astype(np.float32)
    if rng.random() < 0.3:
        work = _shade(work, rng)
    if rng.random() < 0.65:
        contrast = rng.uniform(0.5, 1.25)
        mean = float(work.mean())
        work = (work - mean) * contrast + mean + rng.uniform(-45, 45)
    if rng.random() < 0.18:
        work[:] = work.mean(axis=2, keepdims=True)
    elif rng.random() < 0.3:
        work *= np.array([rng.uniform(0.75, 1.2) for _ in range(3)], dtype=np.float32)
    if rng.random() < 0.45:
        sigma = rng.uniform(0.3, 0.85) * max(0.6, high / 32)
        work = np.asarray(cv2.GaussianBlur(work, (0, 0), sigma), dtype=np.float32)
    if rng.random() < 0.15:
        work = _move(work, rng)
    if rng.random() < 0.35:
        noise = np.random.default_rng(rng.randrange(1 << 30)).standard_normal(work.shape)
        work += rng.uniform(2, 13) * noise.astype(np.float32)
    out = work.clip(0, 255).astype(np.uint8)
    if rng.random() < 0.04:
        out = 255 - out
    if rng.random() < 0.5:
        data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(18, 85)])[1]
        out = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)
    return out


def _shade(work: Floats, rng: random.Random) -> Floats:
    """Lay the edge of a shadow or of a glare across the plate."""
    high, wide = work.shape[:2]
    slope, offset = rng.uniform(-1, 1), rng.uniform(-0.4, 1.4)
    yy, xx = np.mgrid[0:high, 0:wide].astype(np.float32)
    edge = (xx / wide + slope * yy / high - offset) * rng.uniform(2, 20)
    ramp = (1 / (1 + np.exp(-edge.clip(-30, 30))))[:, :, None]
    if rng.random() < 0.6:
        return np.asarray(work * (1 - rng.uniform(0.25, 0.7) * ramp), dtype=np.float32)
    return np.asarray(work + rng.uniform(20, 110) * ramp, dtype=np.float32)


def _move(work: Floats, rng: random.Random) -> Floats:
    """Blur along a line, mostly sideways."""
    length = max(2, round(work.shape[0] * rng.uniform(0.05, 0.16)))
    kernel = np.zeros((length, length), dtype=np.float32)
    if rng.random() < 0.7:
        kernel[length // 2, :] = 1 / length
    else:
        np.fill_diagonal(kernel, 1 / length)
    return np.asarray(cv2.filter2D(work, -1, kernel), dtype=np.float32)
