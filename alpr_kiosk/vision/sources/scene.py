# SPDX-License-Identifier: AGPL-3.0-or-later
"""A rendered gate lane with known ground truth: any moment of a script as a picture.

The place is a still picture; each vehicle is the stored view from the nearest distance, brought to
its exact size and place; the plate is drawn into it from its own picture through the camera's
perspective; then motion blur, occlusion by the hedge, lamps at night and sensor noise.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.domain.geometry import Box, Point, Polygon
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.scene_assets import MARGIN, VehicleViews, View, load_place
from alpr_kiosk.vision.sources.scene_camera import SceneCamera
from alpr_kiosk.vision.sources.scene_effects import (
    SensorNoise,
    add_glow,
    blend,
    night_light,
    shake,
    shifted,
)
from alpr_kiosk.vision.sources.scene_plates import SIZE_M, GlyphSet, plate_picture
from alpr_kiosk.vision.sources.scene_script import DEMO_SCENES, SceneScript, VehicleScript
from alpr_kiosk.vision.types import Image

OPEN_ZONE: tuple[tuple[float, float], ...] = (
    (0.22, 0.64),
    (0.60, 0.64),
    (0.66, 0.95),
    (0.14, 0.95),
)
"""Where the plate of a vehicle at the stop line is, in the unmirrored picture (fractions)."""

HEDGE_M = 25.0
"""Distance of the near edge of the hedge; vehicles beyond it are behind it where they overlap."""

EXPOSURE_S = {False: 1 / 200, True: 1 / 100}
"""Shutter time by night or day, seconds: the automatic shutter of a gate camera."""

PLATE_GONE_M = 1.0
"""Nearer than this a plate is far below the picture and its projection means nothing."""

CUT_DEPTH_M = 4.0
"""Vehicles whose front is nearer than this are placed by what is still in the picture."""


KEPT = 3
"""Pictures kept of a car that stands, or of the empty lane, 2.8 MB each: the camera sways between
nine places, mostly between three (of 600 frames 277 are composed instead of 311, 271 with nine)."""


_Quad = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleTruth:
    """Where a vehicle's plate is at one moment.

    Attributes:
        index: Position in the script's vehicles.
        plate: Text without spaces.
        quad: Corners in fractions: top left, top right, bottom right, bottom left.
        box: Their bounding box, not clipped to the picture.
        visible: The whole plate is in the picture and nothing is in front of its middle.
        in_open_zone: Visible, and the middle of the box's lower edge is in the open zone.
        distance_m: From the camera to the plate along the lane, metres.
    """

    index: int
    plate: str
    quad: tuple[Point, Point, Point, Point]
    box: Box
    visible: bool
    in_open_zone: bool
    distance_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One vehicle's time in a scene.

    Attributes:
        plate: Text without spaces.
        first_s: First scene second at which its plate is visible, to 0.1 s.
        last_s: Last one; may exceed the duration of a looping scene.
        stop_s: Seconds at which it stands in the open zone, None when it never does.
    """

    plate: str
    first_s: float
    last_s: float
    stop_s: tuple[float, float] | None


@dataclass(slots=True)
class _Placed:
    """A vehicle at one moment."""

    index: int
    script: VehicleScript
    distance: float
    next_distance: float


class Scene:
    """A script that can be looked at and asked, at any time and in any order."""

    def __init__(self, script: SceneScript, *, folder: Path | None = None) -> None:
        folder = folder or resources_dir() / "demo"
        self.script = script
        self._mirrored = script.place == "gate-out"
        base = SceneCamera()
        self.camera = SceneCamera(yaw=-base.yaw, lane_x=-base.lane_x) if self._mirrored else base
        self.open_zone = Polygon.of(
            [(1 - x, y) for x, y in OPEN_ZONE] if self._mirrored else OPEN_ZONE
        )
        place, self._hedge = load_place(folder, script.place)
        if script.night:
            place = night_light(place, self._mirrored)
        self._places = {phase: shifted(place, phase) for phase in ((0, 0), (0, 1), (1, 0), (1, 1))}
        glyphs = GlyphSet(folder / "glyphs.npz")
        self._plates = [_pyramid(plate_picture(v.plate, v.style, glyphs)) for v in script.vehicles]
        shared: dict[tuple[str, tuple[float, float, float]], VehicleViews] = {}
        for vehicle in script.vehicles:
            key = (vehicle.body, vehicle.colour)
            if key not in shared:
                shared[key] = VehicleViews(
                    folder=folder,
                    body=vehicle.body,
                    colour=vehicle.colour,
                    mirrored=self._mirrored,
                    picture_width=base.width,
                )
        self._views = [shared[(v.body, v.colour)] for v in script.vehicles]
        self._noise = SensorNoise(
            width=base.width,
            height=base.height_px,
            sigma=4.0 if script.night else 1.8,
            seed=script.seed,
        )
        self._stand: tuple[tuple[int, float, float], ...] = ()
        self._kept: OrderedDict[tuple[int, int], Image] = OrderedDict()

    def render(self, t: float) -> Image:
        """Return the picture at scene second `t`: BGR uint8 (720, 1280, 3), writable, new.

        Times outside the script wrap round in a looping scene and are an empty lane otherwise.
        The cost is bounded: 1 to 4 ms by day on one core, up to 35 ms when a view is first decoded.
        """
        vehicles = self._at(t)
        moving = min((v.distance for v in vehicles if v.distance != v.next_distance), default=99.0)
        dx, dy = shake(t, self.script.seed, 1.0 if moving < 9 else 0.35)
        return self._noise.apply(self._composed(vehicles, (dx, dy)), round(t * 1000))

    def _composed(self, vehicles: Sequence[_Placed], step: tuple[int, int]) -> Image:
        """Return the picture without noise: where nothing moves but the camera, as it was kept."""
        stand = tuple((v.index, v.distance, v.next_distance) for v in vehicles)
        if stand != self._stand:
            self._stand = stand
            self._kept.clear()
        picture = self._kept.pop(step, None)
        if picture is None:
            picture = self._compose(vehicles, step)
        self._kept[step] = picture
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return picture

    def truth(self, t: float) -> tuple[VehicleTruth, ...]:
        """Return the vehicles whose plate is before the camera at second `t`, nearest first."""
        vehicles = self._at(t)
        moving = min((v.distance for v in vehicles if v.distance != v.next_distance), default=99.0)
        dx, dy = shake(t, self.script.seed, 1.0 if moving < 9 else 0.35)
        result = []
        for at, vehicle in enumerate(reversed(vehicles)):
            if vehicle.distance <= PLATE_GONE_M:
                continue
            nearer = vehicles[len(vehicles) - at :]
            result.append(self._truth_of(vehicle, nearer, (dx / 2, dy / 2)))
        return tuple(result)

    def passages(self) -> tuple[Passage, ...]:
        """Return who passes when, in the script's order; vehicles never visible are left out."""
        found = []
        for index, vehicle in enumerate(self.script.vehicles):
            seen: list[float] = []
            standing: list[float] = []
            start = math.floor(vehicle.enter_s * 10)
            for tick in range(start, start + round(self.script.duration_s * 10)):
                t = tick / 10
                if not self.script.loop and not 0 <= t <= self.script.duration_s:
                    continue
                for truth in self.truth(t):
                    if truth.index == index and truth.visible:
                        seen.append(t)
                        if truth.in_open_zone and vehicle.distance(t) == vehicle.stop_m:
                            standing.append(t)
            if seen:
                found.append(
                    Passage(
                        plate=vehicle.text,
                        first_s=seen[0],
                        last_s=seen[-1],
                        stop_s=(standing[0], standing[-1]) if standing else None,
                    )
                )
        return tuple(found)

    def _at(self, t: float) -> list[_Placed]:
        """Return the vehicles present, farthest first."""
        span = self.script.duration_s
        times: Sequence[float] = (t,)
        if self.script.loop:
            t = t % span
            times = (t, t - span, t + span)
        exposure = EXPOSURE_S[not self.script.night]
        present = []
        for index, vehicle in enumerate(self.script.vehicles):
            for time in times:
                distance = vehicle.distance(time)
                if distance is not None:
                    after = vehicle.distance(time + exposure)
                    after = distance if after is None else after
                    present.append(_Placed(index, vehicle, distance, after))
                    break
        return sorted(present, key=lambda v: -v.distance)

    def _lateral(self, distance: float) -> float:
        """Return the middle of the lane at a distance, metres; far off it bends away."""
        far = max(0.0, distance + 1.0 - 28.0) / 14.0
        bend = far * far * 5.2
        return self.camera.lane_x - bend if self._mirrored else self.camera.lane_x + bend

    def _quad(self, placed: _Placed, distance: float, offset: tuple[float, float]) -> _Quad:
        """Return the plate's corners, px: top left, top right, bottom right, bottom left."""
        half_w, half_h = (side / 2 for side in SIZE_M[placed.script.style])
        roll = math.radians(placed.script.roll_deg)
        sin, cos = math.sin(roll), math.cos(roll)
        middle, height = self._lateral(distance), self._views[placed.index].size.plate_z
        corners = []
        for x, z in ((-half_w, half_h), (half_w, half_h), (half_w, -half_h), (-half_w, -half_h)):
            across, up = x * cos - z * sin, x * sin + z * cos
            px, py, _ = self.camera.pixel(across + middle, distance - 0.012, up + height)
            corners.append((px + offset[0], py + offset[1]))
        return corners

    def _placement(self, placed: _Placed) -> tuple[View, float, float, float]:
        """Return the view and the scale and shift (x, y) that bring it into the picture."""
        view = self._views[placed.index].nearest(placed.distance)
        back = max(0.0, CUT_DEPTH_M - placed.distance)
        to_x, to_y, depth = self.camera.pixel(
            self._lateral(placed.distance), placed.distance + back, 0.5
        )
        x, y, view_depth = self.camera.pixel(self.camera.lane_x, view.distance + back, 0.5)
        scale = view_depth / depth
        return view, scale, to_x - scale * (x - view.x), to_y - scale * (y - view.y)

    def _compose(self, vehicles: Sequence[_Placed], step: tuple[int, int]) -> Image:
        """Return the picture without noise; `step` is the shake in half pixels."""
        place = self._places[(step[0] % 2, step[1] % 2)]
        left, top = MARGIN - step[0] // 2 - step[0] % 2, MARGIN - step[1] // 2 - step[1] % 2
        width, height = self.camera.width, self.camera.height_px
        frame = np.ascontiguousarray(place[top : top + height, left : left + width])
        for placed in vehicles:
            self._draw(frame, placed, (step[0] / 2, step[1] / 2))
        if self.script.night:
            for placed in vehicles:
                self._headlights(frame, placed, (step[0] / 2, step[1] / 2))
        return frame

    def _draw(self, frame: Image, placed: _Placed, offset: tuple[float, float]) -> None:
        view, scale, shift_x, shift_y = self._placement(placed)
        shift_x, shift_y = shift_x + offset[0], shift_y + offset[1]
        rows, cols = view.pixels.shape[:2]
        x0, y0 = max(0, math.floor(shift_x)), max(0, math.floor(shift_y))
        x1 = min(frame.shape[1], math.ceil(shift_x + cols * scale))
        y1 = min(frame.shape[0], math.ceil(shift_y + rows * scale))
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        matrix = np.array([[scale, 0, shift_x - x0], [0, scale, shift_y - y0]])
        size = (x1 - x0, y1 - y0)
        sprite = np.asarray(
            cv2.warpAffine(view.pixels, matrix, size, flags=cv2.INTER_LINEAR), np.uint8
        )
        near = 1.0
        if self.script.night:
            near = 0.16 + 0.34 * math.exp(-(((placed.distance - 5.0) / 6.0) ** 2))
            sprite[..., :3] = cv2.convertScaleAbs(sprite[..., :3], alpha=near)
        if placed.distance > PLATE_GONE_M:
            inside = (offset[0] - x0, offset[1] - y0)
            quad = self._quad(placed, placed.distance, inside)
            self._paint_plate(sprite, placed, quad)
            across, down = self._moved(placed, quad, inside)
            if max(across, down) >= 0.75:
                kernel = (1 + round(across), 1 + round(down))
                sprite = np.asarray(cv2.blur(sprite, kernel), np.uint8)
        if placed.distance > HEDGE_M:
            cover = self._hedge[MARGIN + y0 : MARGIN + y1, MARGIN + x0 : MARGIN + x1]
            keep = cv2.cvtColor(cv2.bitwise_not(cover), cv2.COLOR_GRAY2BGR)
            keep = cv2.cvtColor(keep, cv2.COLOR_BGR2BGRA)
            keep[..., 3] = keep[..., 0]
            sprite = np.asarray(cv2.multiply(sprite, keep, scale=1 / 255), np.uint8)
        blend(frame[y0:y1, x0:x1], sprite)

    def _moved(
        self, placed: _Placed, here: _Quad, offset: tuple[float, float]
    ) -> tuple[float, float]:
        """Return by how much the plate moves while the shutter is open, px across and down."""
        if placed.next_distance == placed.distance:
            return 0.0, 0.0
        there = self._quad(placed, placed.next_distance, offset)
        across = sum(abs(b[0] - a[0]) for a, b in zip(here, there, strict=True)) / 4
        return across, sum(abs(b[1] - a[1]) for a, b in zip(here, there, strict=True)) / 4

    def _paint_plate(self, sprite: Image, placed: _Placed, quad: _Quad) -> None:
        span = math.dist(quad[0], quad[1])
        levels = self._plates[placed.index]
        # the level that is shrunk at most to half: no shimmer, no needless blur
        texture = next((lv for lv in reversed(levels) if lv.shape[1] >= span), levels[0])
        xs, ys = [x for x, _ in quad], [y for _, y in quad]
        x0, y0 = max(0, math.floor(min(xs)) - 2), max(0, math.floor(min(ys)) - 2)
        x1 = min(sprite.shape[1], math.ceil(max(xs)) + 2)
        y1 = min(sprite.shape[0], math.ceil(max(ys)) + 2)
        if x1 - x0 < 3 or y1 - y0 < 3:
            return
        rows, cols = texture.shape[:2]
        source = np.array(
            [(-0.5, -0.5), (cols - 0.5, -0.5), (cols - 0.5, rows - 0.5), (-0.5, rows - 0.5)],
            np.float32,
        )
        target = np.array([(x - x0 - 0.5, y - y0 - 0.5) for x, y in quad], np.float32)
        matrix = cv2.getPerspectiveTransform(source, target)
        # with two more pixels on each side than needed the edge is antialiased by the alpha
        warped = cv2.warpPerspective(texture, matrix, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
        patch = np.asarray(warped, np.uint8)
        if self.script.night:
            # plates throw the lamps' light back
            patch[..., :3] = cv2.convertScaleAbs(patch[..., :3], alpha=0.80)
        roi = sprite[y0:y1, x0:x1]
        inverse = 255 - patch[..., 3:].astype(np.uint16)
        roi[:] = (patch + (roi * inverse + 127) // 255).astype(np.uint8)

    def _headlights(self, frame: Image, placed: _Placed, offset: tuple[float, float]) -> None:
        if placed.distance < 1.5:
            return
        size = self._views[placed.index].size
        middle = self._lateral(placed.distance)
        for side in (-size.lamp_x, size.lamp_x):
            x, y, far = self.camera.pixel(middle + side, placed.distance + 0.15, size.lamp_z)
            x, y = x + offset[0], y + offset[1]
            if placed.distance > HEDGE_M and self._hidden(x, y):
                continue
            add_glow(frame, (x, y), 60.0 / far**0.7)

    def _hidden(self, x: float, y: float) -> bool:
        """Return whether the hedge covers a place of the picture."""
        column, row = int(x) + MARGIN, int(y) + MARGIN
        if not (0 <= row < self._hedge.shape[0] and 0 <= column < self._hedge.shape[1]):
            return False
        return bool(self._hedge[row, column] > 100)

    def _truth_of(
        self, placed: _Placed, nearer: Sequence[_Placed], offset: tuple[float, float]
    ) -> VehicleTruth:
        width, height = self.camera.width, self.camera.height_px
        quad = self._quad(placed, placed.distance, offset)
        points = [Point(x / width, y / height) for x, y in quad]
        xs, ys = [p.x for p in points], [p.y for p in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        visible = box.x0 >= 0 and box.y0 >= 0
        visible = visible and box.x1 <= 1 and box.y1 <= 1
        x, y = box.center.x * width, box.center.y * height
        if visible and placed.distance > HEDGE_M:
            visible = not any(self._hidden(px, py) for px, py in (*quad, (x, y)))
        if visible:
            visible = not any(self._covers(other, x, y) for other in nearer)
        return VehicleTruth(
            index=placed.index,
            plate=placed.script.text,
            quad=(points[0], points[1], points[2], points[3]),
            box=box,
            visible=visible,
            in_open_zone=visible and self.open_zone.contains(box.ground),
            distance_m=placed.distance,
        )

    def _covers(self, placed: _Placed, x: float, y: float) -> bool:
        """Return whether a vehicle hides a place of the picture."""
        view, scale, shift_x, shift_y = self._placement(placed)
        column, row = int((x - shift_x) / scale), int((y - shift_y) / scale)
        rows, cols = view.pixels.shape[:2]
        return 0 <= row < rows and 0 <= column < cols and bool(view.pixels[row, column, 3] > 240)


def _pyramid(texture: Image) -> list[Image]:
    """Return a plate as BGRA at full size, half, quarter and so on, down to 16 px width."""
    levels = [np.asarray(cv2.cvtColor(texture, cv2.COLOR_BGR2BGRA), np.uint8)]
    while levels[-1].shape[1] >= 32:
        rows, cols = levels[-1].shape[:2]
        half = cv2.resize(levels[-1], (cols // 2, max(2, rows // 2)), interpolation=cv2.INTER_AREA)
        levels.append(np.asarray(half, np.uint8))
    return levels


def demo_scene(name: str) -> SceneScript:
    """Return the script of ``demo:NAME``.

    Raises:
        CameraError: ``camera.unreachable`` when there is no such scene.
    """
    script = DEMO_SCENES.get(name)
    if script is None:
        raise CameraError(
            "camera.unreachable",
            source=f"demo:{name}",
            detail="no such scene, there are " + ", ".join(sorted(DEMO_SCENES)),
        )
    return script


def scene_passages(name: str) -> tuple[Passage, ...]:
    """Return who passes when in one loop of ``demo:NAME``.

    Raises:
        CameraError: ``camera.unreachable`` when there is no such scene.
    """
    return Scene(demo_scene(name)).passages()
