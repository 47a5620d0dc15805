# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stored pictures of the demo scenes: backgrounds and views of vehicles.

`resources/demo/make_backgrounds.py` and `make_vehicles.py` made them. A view is decoded and
painted when it is first needed and then kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import cv2
import numpy as np
import numpy.typing as npt

from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.scene_script import BodyKind
from alpr_kiosk.vision.types import Image

MARGIN = 32
"""Pixels round the picture in the stored backgrounds and views."""

PAINT_RANGE = 1.25
"""Brightness of paint that is stored as 255 (`make_vehicles.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """One vehicle seen from one distance.

    Attributes:
        distance: To the plate, metres.
        x: Left edge in the picture, px.
        y: Top edge in the picture, px.
        pixels: BGRA uint8, premultiplied, shadow included.
    """

    distance: float
    x: int
    y: int
    pixels: Image


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySize:
    """Measures of a vehicle, metres."""

    length: float
    half_width: float
    plate_z: float
    lamp_x: float
    lamp_z: float


class VehicleViews:
    """All views of one body in one colour, mirrored or not."""

    def __init__(
        self,
        *,
        folder: Path,
        body: BodyKind,
        colour: tuple[float, float, float],
        mirrored: bool,
        picture_width: int,
    ) -> None:
        self._data = load_arrays(folder / f"{body}.npz")
        self._views = np.asarray(self._data["views"], np.float64)
        self._colour = np.asarray(colour, np.float32) * PAINT_RANGE
        self._mirrored = mirrored
        self._width = picture_width
        self._cache: dict[int, View] = {}
        length, half_width, plate_z, lamp_x, lamp_z = (float(v) for v in self._data["body"])
        self.size = BodySize(
            length=length, half_width=half_width, plate_z=plate_z, lamp_x=lamp_x, lamp_z=lamp_z
        )

    def nearest(self, distance: float) -> View:
        """Return the view from the next stored distance at or beyond `distance`.

        Beyond, so that it is only ever enlarged: what the picture's edge cut off stays outside.
        """
        # views are stored from far to near
        index = int(np.searchsorted(-self._views[:, 0], -distance + 1e-3, side="right")) - 1
        index = min(max(index, 0), len(self._views) - 1)
        view = self._cache.get(index)
        if view is None:
            view = self._decode(index)
            self._cache[index] = view
        return view

    def _decode(self, index: int) -> View:
        base = cv2.imdecode(self._data[f"base_{index}"], cv2.IMREAD_UNCHANGED)
        paint = cv2.imdecode(self._data[f"paint_{index}"], cv2.IMREAD_GRAYSCALE)
        if base is None or paint is None:
            raise CameraError("camera.format", source="demo", detail=f"view {index} is damaged")
        bgr = base[..., :3].astype(np.float32) + paint[..., None] * self._colour
        # lossy neighbours of the outline must not glow where nothing is
        bgr = np.minimum(bgr, base[..., 3:].astype(np.float32))
        pixels = np.dstack([bgr.astype(np.uint8), base[..., 3]])
        distance, x, y = self._views[index]
        if self._mirrored:
            pixels = pixels[:, ::-1]
            x = self._width - x - pixels.shape[1]
        return View(
            distance=float(distance), x=int(x), y=int(y), pixels=np.ascontiguousarray(pixels)
        )


def load_place(folder: Path, place: str) -> tuple[Image, npt.NDArray[np.uint8]]:
    """Return a background BGR uint8 and the mask of its hedge, both with the margin."""
    data = load_arrays(folder / f"{place}.npz")
    picture = cv2.imdecode(data["place"], cv2.IMREAD_COLOR)
    hedge = cv2.imdecode(data["hedge"], cv2.IMREAD_GRAYSCALE)
    if picture is None or hedge is None:
        raise CameraError("camera.format", source="demo", detail=f"{place} is damaged")
    return np.asarray(picture, np.uint8), np.asarray(hedge, np.uint8)


def load_arrays(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of an .npz file.

    Raises:
        CameraError: ``camera.unreachable`` when it is missing or damaged.
    """
    try:
        # opened here, because numpy leaves a file open that is no archive
        with path.open("rb") as file, np.load(file) as data:
            return {key: data[key] for key in data.files}
    except (OSError, ValueError, EOFError, BadZipFile) as exc:
        raise CameraError(
            "camera.unreachable", source=path.name, detail="demo picture missing or damaged"
        ) from exc
