# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fixed camera of a rendered scene: where a place in the world lies in the picture.

World axes, metres: `x` to the right, `y` away from the camera along the lane, `z` up. The camera
stands at (0, 0, `height`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneCamera:
    """A pinhole camera.

    Attributes:
        width: Picture width, px.
        height_px: Picture height, px.
        focal: Focal length, px; 1200 at 1280 px is a 56 degree lens, usual at gates.
        height: Height of the camera above the ground, metres.
        pitch: Downward tilt, radians.
        yaw: Turn to the right, radians (negative: to the left).
        lane_x: Middle of the lane at the camera, metres (negative: the lane is to the left).
    """

    width: int = 1280
    height_px: int = 720
    focal: float = 1200.0
    height: float = 2.2
    pitch: float = math.radians(8.0)
    yaw: float = math.radians(-5.0)
    lane_x: float = -0.9

    def axes(self) -> Points:
        """Return the unit vectors right, down and forward, float64 (3, 3), one per row."""
        return np.array(_axes(self.pitch, self.yaw))

    def pixel(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """Return what `project` does of one point: pixel x and y, and depth in metres.

        For a few points arrays cost more than they save: a car's corners take 10 instead of 130 us
        here, and the interpreter is the window's meanwhile (docs/adr/0037).
        """
        right, down, forward = _axes(self.pitch, self.yaw)
        z -= self.height
        depth = x * forward[0] + y * forward[1] + z * forward[2]
        scale = self.focal / max(depth, 1e-6)
        return (
            scale * (x * right[0] + y * right[1] + z * right[2]) + self.width / 2,
            scale * (x * down[0] + y * down[1] + z * down[2]) + self.height_px / 2,
            depth,
        )

    def project(self, points: Points) -> tuple[Points, Points]:
        """Return pixels float64 (N, 2) and depths (N,), metres, of world points (N, 3).

        A depth of 0 or less is behind the camera; its pixel means nothing.
        """
        local = (np.asarray(points, np.float64) - [0.0, 0.0, self.height]) @ self.axes().T
        depth = local[:, 2]
        safe = np.where(depth > 1e-6, depth, 1e-6)
        pixels = self.focal * local[:, :2] / safe[:, None]
        return pixels + np.array([self.width / 2, self.height_px / 2]), depth


@cache
def _axes(pitch: float, yaw: float) -> tuple[tuple[float, float, float], ...]:
    """Return right, down and forward of a camera that is turned by so much, radians."""
    sin_p, cos_p = math.sin(pitch), math.cos(pitch)
    sin_y, cos_y = math.sin(yaw), math.cos(yaw)
    return (
        (cos_y, -sin_y, 0.0),
        (-sin_p * sin_y, -sin_p * cos_y, -cos_p),
        (sin_y * cos_p, cos_y * cos_p, -sin_p),
    )
