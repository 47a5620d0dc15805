# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comparing a screen with its kept picture, as an eye does it: by what a small area looks like.

The kept picture is a quarter as wide and high. Compared are means of blocks of 16 x 16 px of the
screen: other edges of the same letters do not matter, another word or a missing icon does.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

SHRINK = 4
BLOCK = 4
"""Px of the kept picture; 16 px of the screen."""
MOST = 10.0
"""A block may differ by this much of 255 in the mean of a colour."""


def kept_size(image: QImage) -> QImage:
    """Return the picture as it is kept."""
    return image.convertToFormat(QImage.Format.Format_RGB32).scaled(
        image.width() // SHRINK,
        image.height() // SHRINK,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def pixels(image: QImage) -> np.ndarray:
    """Return (height, width, 3) float, blue first."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(bytes(image.constBits()), np.uint8)
    rows = data.reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].astype(np.float32)


def differences(one: QImage, other: QImage) -> np.ndarray:
    """Return (rows, columns) of blocks: the greatest difference of a colour's mean, 0..255."""
    if one.size() != other.size():
        return np.full((1, 1), 255.0, np.float32)
    away = []
    for image in (one, other):
        data = pixels(image)
        height, width = (side // BLOCK for side in data.shape[:2])
        cut = data[: height * BLOCK, : width * BLOCK]
        away.append(cut.reshape(height, BLOCK, width, BLOCK, 3).mean(axis=(1, 3)))
    found: np.ndarray = np.abs(away[0] - away[1]).max(axis=2)
    return found


def mark(image: QImage, found: np.ndarray) -> QImage:
    """Return the picture grey, with the blocks that differ too much in red."""
    shown = image.convertToFormat(QImage.Format.Format_Grayscale8)
    shown = shown.convertToFormat(QImage.Format.Format_RGB32)
    for row, column in np.argwhere(found > MOST):
        for y in range(BLOCK):
            for x in range(BLOCK):
                at = (int(column) * BLOCK + x, int(row) * BLOCK + y)
                if shown.rect().contains(*at):
                    shown.setPixel(*at, 0xFFFF0000)
    return shown


def mismatch(image: QImage, kept: Path, artifacts: Path) -> str:
    """Return what differs, "" for nothing; then both pictures are in `artifacts`."""
    small = kept_size(image)
    golden = QImage(str(kept))
    found = differences(small, golden)
    worst, count = float(found.max()), int((found > MOST).sum())
    if worst <= MOST:
        return ""
    artifacts.mkdir(parents=True, exist_ok=True)
    image.save(str(artifacts / kept.name))
    mark(small, found).save(str(artifacts / f"{kept.stem}-difference.png"))
    if golden.isNull():
        return f"{kept} is not there; pytest --update-golden makes it"
    return f"{count} blocks differ, the worst by {worst:.0f} of 255: see {artifacts / kept.name}"
