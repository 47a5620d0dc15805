# SPDX-License-Identifier: AGPL-3.0-or-later
"""Wears a crop as cameras and roads do: dirt, light, night, optics, few pixels, noise, codecs."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

ORDINARY = 0.5
"""Share of crops that look like ordinary photographs in daylight."""

LOWEST = 8
"""No crop gets less high than this, px."""

LEAST_SPREAD = 32.0
"""Luma between the characters and the ground that light and optics leave at least."""

_DETAIL = 2.0
"""Light and optics act on a picture this many times as high as the crop to be made."""


def wear(image: Array, rng: random.Random, *, target: float | None) -> Array:
    """Degrade a crop.

    Args:
        image: BGR.
        rng: Randomness.
        target: Height to bring it down to, px; None to keep its size.

    Returns:
        BGR, at least `LOWEST` px high; never higher than `image`.
    """
    high, wide = image.shape[:2]
    final = min(high, max(LOWEST, round(target))) if target is not None else high
    stretch = rng.uniform(0.93, 1.07) if final < high else 1.0
    size = (max(10, round(wide * final / high * stretch)), final)
    early = min(high, math.ceil(final * _DETAIL))
    work = _resize(image, (max(10, round(wide * early / high)), early)).astype(np.float32)
    hard = rng.random() >= ORDINARY
    for chance, hard_chance, change in _SCENE:
        if rng.random() < (hard_chance if hard else chance):
            work = change(work, rng)
    if hard and rng.random() < 0.22:
        work = rng.choice((_infrared, _infrared, _pink))(work, rng)
    for chance, hard_chance, change in _OPTICS:
        if rng.random() < (hard_chance if hard else chance):
            work = change(work, rng)
    work = _readable(work)
    how = rng.choice((cv2.INTER_AREA, cv2.INTER_AREA, cv2.INTER_LINEAR))
    if (work.shape[1], work.shape[0]) != size:
        work = np.asarray(cv2.resize(work, size, interpolation=how), dtype=np.float32)
    for chance, hard_chance, change in _SENSOR:
        if rng.random() < (hard_chance if hard else chance):
            work = change(work, rng)
    out = np.asarray(work.clip(0, 255), dtype=np.uint8)
    if rng.random() < 0.02:
        out = np.asarray(255 - out, dtype=np.uint8)
    kind = rng.random()
    if hard and kind < 0.3:
        return _video(out, rng)
    if kind < 0.65:
        return _jpeg(out, rng.randint(28, 65) if hard else rng.randint(45, 92))
    return out


# ------------------------------------------------------------------------------ plate and light


def _smooth_noise(shape: tuple[int, ...], cells: int, rng: random.Random) -> Floats:
    """Return smooth noise between 0 and 1 (height, width, 1)."""
    high, wide = shape[:2]
    source = np.random.default_rng(rng.randrange(1 << 30))
    small = source.random((cells, max(2, round(cells * wide / high)))).astype(np.float32)
    large = cv2.resize(small, (wide, high), interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, dtype=np.float32).clip(0, 1)[:, :, None]


def _dirt(work: Floats, rng: random.Random) -> Floats:
    """Lay mud or dust over parts, more at the bottom."""
    cover = _smooth_noise(work.shape, rng.choice((3, 5, 9)), rng)
    if rng.random() < 0.5:
        cover = cover * np.linspace(0.3, 1.2, work.shape[0], dtype=np.float32)[:, None, None]
    share = ((cover - rng.uniform(0.45, 0.7)) * rng.uniform(2, 6)).clip(0, rng.uniform(0.25, 0.75))
    colour = np.array(
        rng.choice(((70, 95, 115), (60, 70, 80), (150, 165, 175), (230, 230, 230))), np.float32
    )
    return np.asarray(work * (1 - share) + colour * share, dtype=np.float32)


def _drops(work: Floats, rng: random.Random) -> Floats:
    """Drops on the lens or the plate: small parts out of focus and lighter."""
    high, wide = work.shape[:2]
    mask = np.zeros((high, wide), dtype=np.float32)
    for _ in range(rng.randint(2, 9)):
        radius = max(1, round(high * rng.uniform(0.03, 0.14)))
        cv2.circle(mask, (rng.randrange(wide), rng.randrange(high)), radius, 1.0, -1, cv2.LINE_AA)
    soft = cv2.GaussianBlur(work, (0, 0), max(0.8, high * 0.06))
    share = mask[:, :, None] * rng.uniform(0.4, 0.9)
    lighter = soft * rng.uniform(0.85, 1.15) + rng.uniform(-10, 30)
    return np.asarray(work * (1 - share) + lighter * share, dtype=np.float32)


def _shade(work: Floats, rng: random.Random) -> Floats:
    """Lay the edge of a shadow or of a glare across the plate."""
    high, wide = work.shape[:2]
    slope, offset = rng.uniform(-1, 1), rng.uniform(-0.4, 1.4)
    across = np.linspace(0, 1, wide, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, high, dtype=np.float32)[:, None]
    edge = (across + slope * down - offset) * rng.uniform(2, 20)
    ramp = (1 / (1 + np.exp(-edge.clip(-30, 30))))[:, :, None]
    if rng.random() < 0.6:
        return np.asarray(work * (1 - rng.uniform(0.25, 0.7) * ramp), dtype=np.float32)
    return np.asarray(work + rng.uniform(20, 85) * ramp, dtype=np.float32)


def _bar(work: Floats, rng: random.Random) -> Floats:
    """Shadow of a bar, a bumper or a rope, level or slanted."""
    high, wide = work.shape[:2]
    mask = np.zeros((high, wide), dtype=np.float32)
    thick = max(1, round(high * rng.uniform(0.06, 0.4)))
    if rng.random() < 0.6:
        y = rng.choice((rng.uniform(0, 0.3), rng.uniform(0, 1))) * high
        ends = ((0, round(y)), (wide, round(y + rng.uniform(-0.3, 0.3) * high)))
    else:
        x = rng.uniform(0, wide)
        ends = ((round(x), 0), (round(x + rng.uniform(-1, 1) * high), high))
    cv2.line(mask, ends[0], ends[1], 1.0, thick, cv2.LINE_AA)
    mask = cv2.GaussianBlur(mask, (0, 0), max(0.4, high * rng.uniform(0.005, 0.05)))
    return np.asarray(work * (1 - rng.uniform(0.2, 0.65) * mask[:, :, None]), dtype=np.float32)


def _spot(work: Floats, rng: random.Random) -> Floats:
    """Over-exposure: a reflection of the sun or of a lamp eats a part."""
    high, wide = work.shape[:2]
    x, y = rng.uniform(0, wide), rng.uniform(0, high)
    radius = high * rng.uniform(0.3, 1.4)
    across = ((np.arange(wide, dtype=np.float32) - x) / radius)[None, :]
    down = ((np.arange(high, dtype=np.float32) - y) / radius)[:, None]
    glow = np.exp(-(across**2 + down**2) * 1.5)[:, :, None]
    return np.asarray(work + rng.uniform(40, 140) * glow, dtype=np.float32)


def _tone(work: Floats, rng: random.Random) -> Floats:
    """Gamma, contrast, brightness; the whole may be over- or under-exposed."""
    if rng.random() < 0.5:
        gamma = math.exp(rng.gauss(0, 0.35))
        work = np.asarray(255 * (work.clip(0, 255) / 255) ** gamma, dtype=np.float32)
    contrast = rng.uniform(0.5, 1.25)
    mean = float(work.mean())
    out = (work - mean) * contrast + mean + rng.uniform(-50, 45)
    if rng.random() < 0.1:
        out = out * rng.uniform(1.2, 1.7)
    elif rng.random() < 0.1:
        out = out * rng.uniform(0.25, 0.6)
    return np.asarray(out, dtype=np.float32)


def _mild_tone(work: Floats, rng: random.Random) -> Floats:
    mean = float(work.mean())
    out = (work - mean) * rng.uniform(0.6, 1.12) + mean + rng.uniform(-75, 15)
    return np.asarray(out, dtype=np.float32)


def _cast(work: Floats, rng: random.Random) -> Floats:
    """White balance gone wrong, or less colour."""
    if rng.random() < 0.3:
        grey = work.mean(axis=2, keepdims=True)
        share = rng.uniform(0.3, 1.0)
        return np.asarray(work * (1 - share) + grey * share, dtype=np.float32)
    factors = np.array([rng.uniform(0.78, 1.18) for _ in range(3)], dtype=np.float32)
    return np.asarray(work * factors, dtype=np.float32)


def _luma(work: Floats) -> Floats:
    grey = cv2.cvtColor(work.clip(0, 255), cv2.COLOR_BGR2GRAY)
    return np.asarray(grey, dtype=np.float32)[:, :, None]


def _infrared(work: Floats, rng: random.Random) -> Floats:
    """Night under an infrared lamp: grey, the ground shines and blooms, the rest is dark."""
    grey = _luma(work)
    low, top = float(grey.min()), max(float(grey.max()), float(grey.min()) + 20)
    share = ((grey - low) / (top - low)) ** rng.uniform(0.9, 2.6)
    dark, light = rng.uniform(0, 50), rng.uniform(100, 265)
    if rng.random() < 0.25:  # far away or with a lamp out of adjustment: little contrast
        light = dark + rng.uniform(35, 80)
    out = dark + share * (light - dark)
    if rng.random() < 0.6:
        bloom = cv2.GaussianBlur(out, (0, 0), max(0.8, work.shape[0] * rng.uniform(0.02, 0.12)))
        out = np.maximum(out, out * 0.6 + bloom[:, :, None] * rng.uniform(0.4, 0.75))
    high, wide = work.shape[:2]
    if rng.random() < 0.5:  # the lamp lights one side more
        side = np.linspace(1.0, rng.uniform(0.35, 0.9), wide, dtype=np.float32)[None, :, None]
        out = out * (side if rng.random() < 0.5 else side[:, ::-1])
    return np.asarray(np.broadcast_to(out, (high, wide, 3)), dtype=np.float32)


def _pink(work: Floats, rng: random.Random) -> Floats:
    """A colour camera that also sees infrared: everything pink or violet and pale."""
    grey = _luma(work) * 0.75 + work * 0.25
    tint = np.array([rng.uniform(0.6, 1.0), rng.uniform(0.35, 0.75), 1.0], dtype=np.float32)
    lift = np.array([rng.uniform(30, 90), rng.uniform(15, 60), rng.uniform(50, 130)], np.float32)
    out = grey * tint * rng.uniform(0.4, 0.9) + lift * rng.uniform(0.4, 1.0)
    return np.asarray(out, dtype=np.float32)


# ------------------------------------------------------------------------------ optics and sensor


def _levels(work: Floats) -> tuple[float, float]:
    """Return dark and light level of the middle of a crop."""
    high, wide = work.shape[:2]
    middle = work[high // 4 : max(high // 4 + 1, 3 * high // 4), wide // 10 : wide - wide // 10, 1]
    low, top = np.percentile(middle, (12, 88))
    return float(low), float(top)


def _readable(work: Floats) -> Floats:
    """Take back what made the characters vanish: a label for nothing teaches to guess."""
    low, top = _levels(work)
    if top - low < LEAST_SPREAD:
        work = (work - (low + top) / 2) * (LEAST_SPREAD / max(4.0, top - low)) + (low + top) / 2
        low, top = _levels(work)
    if low > 225:
        work = work - (low - 225)
    elif top < 30:
        work = work + (30 - top)
    return np.asarray(work, dtype=np.float32)


def _few(high: int) -> float:
    """Return how much blur a picture of this height bears, 0.35 to 1."""
    return min(1.0, max(0.35, (high / _DETAIL - 8) / 22))


def _defocus(work: Floats, rng: random.Random) -> Floats:
    """Blur by a disc or a bell, sized by the height."""
    high = work.shape[0]
    if high > 40 and rng.random() < 0.35:
        radius = max(1, round(high * rng.uniform(0.015, 0.045)))
        axis = np.arange(-radius, radius + 1, dtype=np.float32)
        disc = (axis[:, None] ** 2 + axis[None, :] ** 2 <= (radius + 0.3) ** 2).astype(np.float32)
        return np.asarray(cv2.filter2D(work, -1, disc / disc.sum()), dtype=np.float32)
    sigma = (high * rng.uniform(0.006, 0.026) + rng.uniform(0.1, 0.6)) * _few(high)
    return np.asarray(cv2.GaussianBlur(work, (0, 0), sigma), dtype=np.float32)


def _soften(work: Floats, rng: random.Random) -> Floats:
    sigma = rng.uniform(0.3, 0.75) + work.shape[0] * rng.uniform(0.0, 0.012)
    return np.asarray(cv2.GaussianBlur(work, (0, 0), sigma), dtype=np.float32)


def _motion(work: Floats, rng: random.Random) -> Floats:
    """Blur along a line: sideways, up and down (a car that comes nearer), slanted."""
    high = work.shape[0]
    length = max(3, round(high * rng.uniform(0.04, 0.13) * _few(high)))
    length += 1 - length % 2
    angle = rng.choice((rng.gauss(0, 8), rng.gauss(0, 8), rng.gauss(90, 8), rng.uniform(0, 180)))
    kernel = np.zeros((length, length), dtype=np.float32)
    middle = length // 2
    dx = round(middle * math.cos(math.radians(angle)))
    dy = round(middle * math.sin(math.radians(angle)))
    cv2.line(kernel, (middle - dx, middle - dy), (middle + dx, middle + dy), 1.0, 1)
    kernel /= kernel.sum()
    return np.asarray(cv2.filter2D(work, -1, kernel), dtype=np.float32)


def _noise(work: Floats, rng: random.Random) -> Floats:
    """Noise of the sensor, alike in all colours or not, fine or coarse."""
    source = np.random.default_rng(rng.randrange(1 << 30))
    high, wide = work.shape[:2]
    colours = 1 if rng.random() < 0.4 else 3
    noise = source.standard_normal((high, wide, colours), dtype=np.float32)
    if rng.random() < 0.35:
        noise = cv2.GaussianBlur(noise, (0, 0), 0.8).reshape(high, wide, colours) * 2
    low, top = _levels(work)
    strength = min(rng.uniform(1.5, 13), 0.16 * max(10.0, top - low))
    return np.asarray(work + strength * noise, dtype=np.float32)


def _chroma(work: Floats, rng: random.Random) -> Floats:
    """Colours carried by few pixels and shifted: they bleed over edges."""
    high, wide = work.shape[:2]
    split = cv2.cvtColor(work.clip(0, 255) / np.float32(255), cv2.COLOR_BGR2YCrCb)
    step = rng.choice((2, 4, 4, 8))
    size = (max(2, wide // step), max(2, high // step))
    few = cv2.resize(split[:, :, 1:], size, interpolation=cv2.INTER_AREA)
    back = cv2.resize(few, (wide, high), interpolation=cv2.INTER_LINEAR)
    split[:, :, 1:] = np.roll(back, rng.choice((-1, 0, 0, 1)), axis=1)
    out = cv2.cvtColor(split, cv2.COLOR_YCrCb2BGR) * 255
    return np.asarray(out, dtype=np.float32)


def _sharpen(work: Floats, rng: random.Random) -> Floats:
    """Halos of a camera that sharpens."""
    soft = cv2.GaussianBlur(work, (0, 0), rng.uniform(0.7, 1.8))
    return np.asarray(work + (work - soft) * rng.uniform(0.4, 1.8), dtype=np.float32)


def _few_pixels(work: Floats, rng: random.Random) -> Floats:
    """Down and up again: a digital zoom, a stream scaled by a recorder."""
    high, wide = work.shape[:2]
    share = max(rng.uniform(0.5, 0.85), min(1.0, 12 / high))
    size = (max(8, round(wide * share)), max(LOWEST, round(high * share)))
    small = cv2.resize(work, size, interpolation=cv2.INTER_AREA)
    how = rng.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_NEAREST))
    return np.asarray(cv2.resize(small, (wide, high), interpolation=how), dtype=np.float32)


_Change = Callable[[Floats, random.Random], Floats]
# Chance on ordinary crops, chance on hard ones, change.
_SCENE: tuple[tuple[float, float, _Change], ...] = (
    (0.03, 0.16, _dirt),
    (0.0, 0.05, _drops),
    (0.12, 0.3, _shade),
    (0.05, 0.16, _bar),
    (0.0, 0.09, _spot),
    (0.75, 0.0, _mild_tone),
    (0.0, 0.7, _tone),
    (0.2, 0.35, _cast),
)
_OPTICS: tuple[tuple[float, float, _Change], ...] = (
    (0.35, 0.15, _soften),
    (0.04, 0.34, _defocus),
    (0.02, 0.16, _motion),
)
_SENSOR: tuple[tuple[float, float, _Change], ...] = (
    (0.0, 0.08, _few_pixels),
    (0.2, 0.42, _noise),
    (0.08, 0.22, _chroma),
    (0.12, 0.22, _sharpen),
)


# ------------------------------------------------------------------------------ codecs


def _resize(image: Array, size: tuple[int, int]) -> Array:
    if (image.shape[1], image.shape[0]) == size:
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _jpeg(image: Array, quality: int) -> Array:
    data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


def _video(image: Array, rng: random.Random) -> Array:
    """Coarse blocks that start anywhere, as of H.264 at a low rate, their edges smoothed."""
    high, wide = image.shape[:2]
    left, top = rng.randrange(16), rng.randrange(16)
    whole = cv2.copyMakeBorder(image, top, 16 - top, left, 16 - left, cv2.BORDER_REPLICATE)
    least = 11 if high > 32 else 22  # few pixels bear fewer blocks
    out = _jpeg(np.asarray(whole, dtype=np.uint8), rng.randint(least, least + 25))
    if rng.random() < 0.6:
        out = np.asarray(cv2.bilateralFilter(out, 3, 18, 2), dtype=np.uint8)
    return np.ascontiguousarray(out[top : top + high, left : left + wide])
