# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the detector sees in training: photographs as the product letterboxes them, altered.

Plates are carried as four corners through every warp, so that the box of a plate pasted in at a
tilt is as tight as the plate itself.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.training.truth import yolo_boxes

Array = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Quad = Floats
"""(4, 2): top left, top right, bottom right, bottom left, px."""

PAD_VALUE = 114
"""Grey of the letterbox (alpr_kiosk.vision.preprocess)."""

MIN_SIDE = 5.0
"""Plates lower than this in the input are not asked for, px: they cannot be told from noise."""

MIN_SEEN = 0.6
"""A plate of which less than this share is in the picture is painted over instead of asked for."""

SWAP_SHARE, NEGATIVE_SHARE, MOSAIC_SHARE = 0.35, 0.3, 0.15


@dataclass(frozen=True, slots=True)
class Photo:
    """A labelled photograph.

    Attributes:
        data: The encoded picture: decoding it again is cheaper than keeping 1,600 in memory.
        quads: (n, 4, 2) corners of its plates, px.
        name: File name without suffix.
    """

    data: npt.NDArray[np.uint8]
    quads: Floats
    name: str


def held_out(name: str) -> bool:
    """Return whether a training photograph is kept for choosing between runs.

    None of `romania`: these are neighbouring frames, and the others of a drive stay in training.
    """
    if name.startswith("romania"):
        return False
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 12 == 0


def load_photos(folder: Path, *, longest: int = 1280, kept: bool = False) -> list[Photo]:
    """Return the training photographs of a folder laid out as ../shared/data/plates.

    Args:
        folder: The data set.
        longest: Larger pictures are brought down to this longest side, px.
        kept: Return those that are `held_out` instead of the others.

    Raises:
        ValueError: There are none.
    """
    photos = []
    for path in sorted((folder / "images" / "train").iterdir()):
        if held_out(path.stem) != kept:
            continue
        picture = cv2.imread(str(path))
        if picture is None:
            continue
        high, wide = picture.shape[:2]
        scale = longest / max(high, wide)
        if scale < 1:
            picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            high, wide = picture.shape[:2]
        quads = []
        labels = folder / "labels" / "train" / f"{path.stem}.txt"
        boxes = yolo_boxes(labels, wide, high) if labels.exists() else []
        for left, top, right, bottom in boxes:
            quads.append([[left, top], [right, top], [right, bottom], [left, bottom]])
        data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 95])[1]
        photos.append(
            Photo(
                np.asarray(data, dtype=np.uint8).reshape(-1),
                np.array(quads, dtype=np.float32).reshape(-1, 4, 2),
                path.stem,
            )
        )
    if not photos:
        raise ValueError(f"no training photographs below {folder}")
    return photos


class DetectorSampler:
    """Draws training samples.

    Args:
        photos: Labelled photographs.
        plates: Prerendered plates (BGR), pasted into real cars.
        rng: Randomness.
        words: Words of signs and recorder overlays that are no plates.
    """

    def __init__(
        self,
        *,
        photos: Sequence[Photo],
        plates: Sequence[Array],
        rng: random.Random,
        words: Sequence[str],
    ) -> None:
        self._photos = photos
        self._plates = plates
        self._rng = rng
        self._words = words
        self._order: list[int] = []

    def draw(self, shape: tuple[int, int]) -> tuple[Array, Floats]:
        """Return a BGR picture of `shape` and its boxes (n, 4): x0, y0, x1, y1 px."""
        if self._rng.random() < MOSAIC_SHARE:
            picture, quads = self._mosaic(shape)
        else:
            picture, quads = self._one(shape)
        if self._rng.random() < NEGATIVE_SHARE:
            self._letter(picture, quads)
        picture = photograph(picture, self._rng)
        if self._rng.random() < 0.5:
            picture = np.ascontiguousarray(picture[:, ::-1])
            if len(quads):
                quads = quads.copy()
                quads[:, :, 0] = shape[1] - quads[:, :, 0]
        return picture, _boxes(quads, shape)

    # ------------------------------------------------------------------------------------ parts

    def _next(self) -> tuple[Array, Floats]:
        if not self._order:
            self._order = list(range(len(self._photos)))
            self._rng.shuffle(self._order)
        photo = self._photos[self._order.pop()]
        picture = np.asarray(cv2.imdecode(photo.data, cv2.IMREAD_COLOR), dtype=np.uint8)
        quads = photo.quads.copy()
        if len(quads) and self._plates and self._rng.random() < SWAP_SHARE:
            picture = np.ascontiguousarray(picture)
            for index in range(len(quads)):
                if self._rng.random() < 0.8:
                    quads[index] = self._swap(picture, quads[index])
        return picture, quads

    def _swap(self, picture: Array, quad: Quad) -> Quad:
        """Cover a plate by a rendered one, often tilted; return the corners of what is seen."""
        rng = self._rng
        plate = rng.choice(self._plates)
        (x0, y0), (x1, y1) = quad.min(axis=0).tolist(), quad.max(axis=0).tolist()
        w, h = x1 - x0, y1 - y0
        if h < 6:
            return quad
        aspect = plate.shape[1] / plate.shape[0]
        # Wide enough to hide the old plate, with its own aspect within a fifth.
        high = max(h, w / aspect) * rng.uniform(1.0, 1.12)
        wide = max(w * rng.uniform(1.0, 1.1), high * aspect * rng.uniform(0.8, 1.2))
        if high > 1.9 * h:
            return quad
        turn = math.radians(rng.gauss(0, 2.5 if rng.random() < 0.6 else 9))
        lean = rng.gauss(0, 0.05 if rng.random() < 0.6 else 0.16)
        half = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
        matrix = np.array(
            [
                [math.cos(turn), -math.sin(turn) + lean * 0.5],
                [math.sin(turn) + lean, math.cos(turn)],
            ]
        )
        corners = (half @ matrix.T + ((x0 + x1) / 2, (y0 + y1) / 2)).astype(np.float32)
        old = picture[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1]
        limit = np.array([picture.shape[1], picture.shape[0]])
        if old.size == 0 or corners.min() < 0 or (corners > limit).any():
            return quad
        paste(picture, _light_of(old, plate, rng), corners)
        return corners

    def _one(self, shape: tuple[int, int]) -> tuple[Array, Floats]:
        rng = self._rng
        picture, quads = self._next()
        rows, columns = picture.shape[:2]
        fit = min(shape[0] / rows, shape[1] / columns)
        zoom = fit * math.exp(rng.gauss(0.06, 0.26))
        kind = rng.random()
        if kind < 0.18:  # far away
            zoom = fit * rng.uniform(0.3, 0.7)
        elif kind < 0.28 and len(quads):  # a plate as large as a gate's camera sees it, or larger
            size = quads[rng.randrange(len(quads))]
            wide = float(size[:, 0].max() - size[:, 0].min())
            zoom = min(fit * 4, max(fit, rng.uniform(90, 420) / max(8.0, wide)))
        around = (
            quads[rng.randrange(len(quads))].mean(axis=0)
            if len(quads) and zoom > fit * 1.15
            else np.array([columns / 2, rows / 2], dtype=np.float32)
        )
        return self._warp(picture, quads, shape, zoom, around)

    def _warp(
        self, picture: Array, quads: Floats, shape: tuple[int, int], zoom: float, around: Floats
    ) -> tuple[Array, Floats]:
        rng = self._rng
        # Little: the box of a turned labelled box is looser than the plate in it.
        turn = math.radians(rng.gauss(0, 1.3) if rng.random() < 0.85 else rng.uniform(-7, 7))
        squeeze = math.exp(rng.gauss(0, 0.09))
        a = np.array(
            [
                [
                    zoom * squeeze * math.cos(turn),
                    -zoom * math.sin(turn) + zoom * rng.gauss(0, 0.02),
                ],
                [zoom * math.sin(turn) * squeeze, zoom * math.cos(turn)],
            ]
        )
        target = np.array(
            [
                shape[1] / 2 + rng.gauss(0, 0.12) * shape[1],
                shape[0] / 2 + rng.gauss(0, 0.12) * shape[0],
            ]
        )
        shift = target - a @ around
        matrix = np.hstack([a, shift[:, None]]).astype(np.float32)
        # Small steps first: warping alone would alias when much smaller.
        if zoom < 0.6:
            factor = max(zoom, 0.15) / 0.75
            picture = np.asarray(
                cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA),
                dtype=np.uint8,
            )
            matrix[:, :2] /= factor
            quads = quads * np.float32(factor)
        out = cv2.warpAffine(
            picture,
            matrix,
            (shape[1], shape[0]),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(PAD_VALUE,) * 3,
        )
        moved = quads.reshape(-1, 2) @ matrix[:, :2].T + matrix[:, 2]
        return np.asarray(out, dtype=np.uint8), moved.reshape(-1, 4, 2).astype(np.float32)

    def _mosaic(self, shape: tuple[int, int]) -> tuple[Array, Floats]:
        """Put two or four photographs side by side: small plates, many of them."""
        rng = self._rng
        out = np.full((*shape, 3), PAD_VALUE, dtype=np.uint8)
        across, down = (2, 2) if rng.random() < 0.5 else (2, 1)
        found = []
        for column in range(across):
            for row in range(down):
                part = (shape[0] // down, shape[1] // across)
                picture, quads = self._next()
                rows, columns = picture.shape[:2]
                zoom = max(part[0] / rows, part[1] / columns) * rng.uniform(0.75, 1.4)
                middle = np.array([columns / 2, rows / 2], dtype=np.float32)
                piece, quads = self._warp(picture, quads, part, zoom, middle)
                quads = _hide_cut(piece, quads)
                y, x = row * part[0], column * part[1]
                out[y : y + part[0], x : x + part[1]] = piece
                if len(quads):
                    found.append(quads + np.array([x, y], dtype=np.float32))
        quads = np.concatenate(found) if found else np.zeros((0, 4, 2), dtype=np.float32)
        return out, quads

    def _letter(self, picture: Array, quads: Floats) -> None:
        """Lettering that is no plate: recorder overlays, stickers, signs, lorry sides, lamps."""
        rng = self._rng
        rows, columns = picture.shape[:2]
        taken = _boxes(quads, (rows, columns))
        for _ in range(rng.randint(1, 3)):
            kind = rng.random()
            text = rng.choice(self._words)
            face = rng.choice(
                (cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX)
            )
            if kind < 0.45:
                text = _overlay(rng)
            size = rng.uniform(0.35, 1.1)
            thick = rng.choice((1, 1, 2, 3))
            (tw, th), _base = cv2.getTextSize(text, face, size, thick)
            if tw >= columns - 4 or th * 3 >= rows:
                continue
            x = rng.randint(0, max(1, columns - tw - 2))
            y = rng.randint(th + 2, rows - 4)
            if kind < 0.45:
                y = rng.choice((rng.randint(th + 2, th + 18), rows - rng.randint(4, 18)))
            here = np.array([x - 6, y - th - 6, x + tw + 6, y + 6], dtype=np.float32)
            if _overlaps(here, taken):
                continue
            ink = tuple(rng.randint(0, 255) for _ in range(3))
            if kind < 0.45:
                ink = rng.choice(((255, 255, 255), (0, 255, 255), (0, 0, 0), (90, 255, 90)))
                if rng.random() < 0.5:
                    cv2.putText(
                        picture, text, (x, y), face, size, (0, 0, 0), thick + 2, cv2.LINE_AA
                    )
            elif kind < 0.65:  # a coloured sticker; white ones would be plates
                fill = rng.choice(((30, 30, 200), (200, 60, 30), (40, 140, 40), (20, 120, 230)))
                cv2.rectangle(picture, (x - 5, y - th - 5), (x + tw + 5, y + 5), fill, -1)
                ink = (255, 255, 255)
            elif kind < 0.75:  # a lamp
                layer = np.zeros_like(picture)
                radius = rng.randint(4, 24)
                cv2.circle(layer, (x, y), radius, (255, 255, 255), -1, cv2.LINE_AA)
                glow = cv2.GaussianBlur(layer, (0, 0), radius * 0.5)
                picture[:] = cv2.add(picture, glow)
                continue
            cv2.putText(picture, text, (x, y), face, size, ink, thick, cv2.LINE_AA)


def _overlay(rng: random.Random) -> str:
    return rng.choice(
        (
            f"20{rng.randint(10, 26)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d} "
            f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}",
            f"CAM {rng.randint(1, 16):02d}",
            f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/20{rng.randint(10, 26)}",
            f"{rng.randint(0, 140)} KM/H N{rng.randint(10, 60)}.{rng.randint(1000, 9999)}",
            "ENTRANCE",
        )
    )


def _overlaps(box: Floats, boxes: Floats) -> bool:
    if len(boxes) == 0:
        return False
    apart = (
        (boxes[:, 0] > box[2])
        | (boxes[:, 2] < box[0])
        | (boxes[:, 1] > box[3])
        | (boxes[:, 3] < box[1])
    )
    return not bool(apart.all())


def _light_of(old: Array, plate: Array, rng: random.Random) -> Array:
    """Bring a rendered plate to the brightness and the sharpness of the one that it covers."""
    low, high = (float(v) for v in np.percentile(old, (8, 92)))
    if high - low < 25:
        high = low + 25
    own_low, own_high = (float(v) for v in np.percentile(plate, (3, 97)))
    gain = (high - low) / max(30.0, own_high - own_low) * rng.uniform(0.85, 1.15)
    out = (plate.astype(np.float32) - own_low) * gain + low
    return np.asarray(out.clip(0, 255), dtype=np.uint8)


def paste(picture: Array, plate: Array, corners: Quad) -> None:
    """Warp `plate` onto `corners` (4, 2) of `picture`, in place, with soft edges."""
    rows, columns = picture.shape[:2]
    x0, y0 = (int(v) - 2 for v in corners.min(axis=0))
    x1, y1 = (int(v) + 3 for v in corners.max(axis=0))
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(columns, x1), min(rows, y1)
    if x1 - x0 < 4 or y1 - y0 < 4:
        return
    span = float(np.linalg.norm(corners[3] - corners[0]))
    shrink = span / plate.shape[0]
    if shrink < 0.7:
        plate = np.asarray(
            cv2.resize(plate, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA),
            dtype=np.uint8,
        )
    high, wide = plate.shape[:2]
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    target = corners - np.array([x0, y0], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target.astype(np.float32))
    size = (x1 - x0, y1 - y0)
    warped = cv2.warpPerspective(plate, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, size)
    soft = cv2.GaussianBlur(mask, (3, 3), 0).astype(np.float32)[:, :, None] / 255
    field = picture[y0:y1, x0:x1]
    mixed = field * (1 - soft) + warped * soft
    picture[y0:y1, x0:x1] = mixed.astype(np.uint8)


def _hide_cut(picture: Array, quads: Floats) -> Floats:
    """Paint over plates that the edge cuts: half a plate must not count as background."""
    rows, columns = picture.shape[:2]
    keep = []
    for quad in quads:
        x0, y0 = quad.min(axis=0)
        x1, y1 = quad.max(axis=0)
        seen_w = min(x1, columns) - max(x0, 0)
        seen_h = min(y1, rows) - max(y0, 0)
        area = max(1e-6, float((x1 - x0) * (y1 - y0)))
        seen = max(0.0, float(seen_w)) * max(0.0, float(seen_h)) / area
        if seen >= MIN_SEEN:
            keep.append(quad)
        elif seen > 0:
            a, b = max(0, int(y0) - 1), max(0, int(x0) - 1)
            picture[a : int(y1) + 2, b : int(x1) + 2] = PAD_VALUE
    return np.array(keep, dtype=np.float32).reshape(-1, 4, 2)


def _boxes(quads: Floats, shape: tuple[int, int]) -> Floats:
    """Return (n, 4) boxes within the picture of plates that can be asked for."""
    if len(quads) == 0:
        return np.zeros((0, 4), dtype=np.float32)
    low, high = quads.min(axis=1), quads.max(axis=1)
    whole = np.maximum(1e-6, (high - low).prod(axis=1))
    limit = np.array([shape[1], shape[0]], dtype=np.float32)
    low, high = low.clip(0, limit), high.clip(0, limit)
    seen = (high - low).clip(0, None).prod(axis=1) / whole
    good = (seen >= MIN_SEEN) & ((high - low)[:, 1] >= MIN_SIDE)
    return np.asarray(np.hstack([low, high])[good], dtype=np.float32)


def photograph(picture: Array, rng: random.Random) -> Array:
    """Change light and camera: gamma, colour, night, infrared, blur, noise, JPEG."""
    work = picture
    if rng.random() < 0.7:
        gamma = math.exp(rng.gauss(0, 0.3))
        gain = math.exp(rng.gauss(0, 0.15))
        if rng.random() < 0.12:  # night
            gamma, gain = rng.uniform(1.5, 2.6), rng.uniform(0.5, 1.0)
        tints = [math.exp(rng.gauss(0, 0.05)) for _ in range(3)]
        ramp = (np.arange(256, dtype=np.float32) / 255) ** gamma * gain * 255
        table = np.stack([(ramp * tint).clip(0, 255) for tint in tints], axis=1).astype(np.uint8)
        work = np.asarray(cv2.LUT(work, table.reshape(1, 256, 3)), dtype=np.uint8)
    kind = rng.random()
    if kind < 0.12:
        grey = cv2.cvtColor(work, cv2.COLOR_BGR2GRAY)
        work = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    elif kind < 0.3:
        hsv = cv2.cvtColor(work, cv2.COLOR_BGR2HSV)
        hsv[:, :, 1] = cv2.convertScaleAbs(hsv[:, :, 1], alpha=rng.uniform(0.3, 1.6))
        work = np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR), dtype=np.uint8)
    if rng.random() < 0.18:
        work = np.asarray(cv2.GaussianBlur(work, (0, 0), rng.uniform(0.4, 1.5)), dtype=np.uint8)
    if rng.random() < 0.06:
        length = rng.randint(3, 9)
        kernel = np.zeros((length, length), dtype=np.float32)
        kernel[length // 2, :] = 1 / length
        work = np.asarray(cv2.filter2D(work, -1, kernel), dtype=np.uint8)
    if rng.random() < 0.2:
        noise = np.random.default_rng(rng.randrange(1 << 30)).integers(
            -14, 15, work.shape, np.int16
        )
        work = (
            (work + (noise * rng.uniform(0.2, 1.0)).astype(np.int16)).clip(0, 255).astype(np.uint8)
        )
    if rng.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 80)]
        work = np.asarray(
            cv2.imdecode(cv2.imencode(".jpg", work, quality)[1], cv2.IMREAD_COLOR), dtype=np.uint8
        )
    return work
