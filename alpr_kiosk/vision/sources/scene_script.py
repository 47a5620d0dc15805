# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scripts of rendered scenes: who drives up when, stops, and leaves how. Data, no pixels.

Distances are from the camera to the vehicle's plate along the lane, metres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

PlateStyle = Literal["eu", "yellow", "us"]
BodyKind = Literal["car", "suv", "van"]
Leave = Literal["on", "back", "stay"]
Place = Literal["gate-in", "gate-out"]

START_M = 42.0
"""Where a vehicle starts: behind the far hedge, its plate 15 px wide and not legible."""

STOP_M = 5.6
"""Where a vehicle stops: its front 0.3 m behind the painted stop line, its plate 110 px wide."""

GONE_M = -4.9
"""Where nothing of a vehicle that drove on past the camera is left in the picture."""

BRAKING = 2.0
"""Deceleration to the stop, m/s2: an unhurried driver (comfort limit about 3)."""

STARTING = 1.5
"""Acceleration from the stop, m/s2."""

LEAVING_SPEED = 5.0
"""Speed past the camera, m/s (18 km/h)."""

BACKING_SPEED = 3.4
"""Speed of a vehicle that reverses out of the lane, m/s (12 km/h)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleScript:
    """One vehicle of a scene.

    Attributes:
        plate: Text as painted; spaces are gaps.
        style: Looks of the plate.
        body: Shape of the vehicle.
        colour: Paint, BGR 0..1.
        enter_s: When it sets off at `start_m`, scene seconds.
        speed_mps: Cruising speed towards the stop, m/s.
        stop_m: Where it stops.
        dwell_s: Seconds that it stands; 0 = drives through without stopping.
        leave: ``on`` past the camera, ``back`` the way it came, ``stay`` for good (parked).
        start_m: Where it sets off.
        wrong_way: True: it appears at `stop_m` and only drives away from the camera.
        shown: None, or the one span (from, to) in scene seconds in which it can be seen: a flash.
        roll_deg: How crooked the plate hangs, degrees.
    """

    plate: str
    style: PlateStyle = "eu"
    body: BodyKind = "car"
    colour: tuple[float, float, float] = (0.35, 0.34, 0.33)
    enter_s: float = 0.0
    speed_mps: float = 7.5
    stop_m: float = STOP_M
    dwell_s: float = 5.0
    leave: Leave = "on"
    start_m: float = START_M
    wrong_way: bool = False
    shown: tuple[float, float] | None = None
    roll_deg: float = 0.0

    @property
    def text(self) -> str:
        """The plate as a reader should give it: no spaces."""
        return "".join(self.plate.split())

    @property
    def stop_s(self) -> float:
        """When it stands still, scene seconds (`enter_s` for a wrong-way vehicle)."""
        return self.enter_s + self._approach_s

    @property
    def leave_s(self) -> float:
        """When it sets off again, scene seconds; infinite for one that stays."""
        return math.inf if self.leave == "stay" else self.stop_s + self.dwell_s

    @property
    def _approach_s(self) -> float:
        if self.wrong_way:
            return 0.0
        distance = self.start_m - self.stop_m
        if self.dwell_s == 0 and self.leave == "on":
            return distance / self.speed_mps
        top = self._top_speed
        return (distance - top * top / (2 * BRAKING)) / top + top / BRAKING

    @property
    def _top_speed(self) -> float:
        return min(self.speed_mps, math.sqrt(2 * BRAKING * max(0.0, self.start_m - self.stop_m)))

    def distance(self, t: float) -> float | None:
        """Return the distance at scene second `t`, metres; None while it is not in the scene."""
        if t < self.enter_s or (self.shown is not None and not self.shown[0] <= t < self.shown[1]):
            return None
        if t < self.stop_s:
            return self._approach(t - self.enter_s)
        if t < self.leave_s:
            return self.stop_m
        since = t - self.leave_s
        if self.leave == "back" or self.wrong_way:
            away = self.stop_m + _driven(since, BACKING_SPEED, STARTING)
            return away if away <= self.start_m else None
        if self.dwell_s == 0:
            onward = self.stop_m - self.speed_mps * since
        else:
            onward = self.stop_m - _driven(since, LEAVING_SPEED, STARTING)
        return onward if onward >= GONE_M else None

    def _approach(self, since: float) -> float:
        if self.dwell_s == 0 and self.leave == "on":
            return self.start_m - self.speed_mps * since
        top = self._top_speed
        cruise = self.start_m - self.stop_m - top * top / (2 * BRAKING)
        if since * top <= cruise:
            return self.start_m - since * top
        left = max(0.0, self._approach_s - since)
        return self.stop_m + BRAKING * left * left / 2


def _driven(since: float, top: float, acceleration: float) -> float:
    """Return metres driven `since` seconds after setting off."""
    ramp = top / acceleration
    if since < ramp:
        return acceleration * since * since / 2
    return top * ramp / 2 + top * (since - ramp)


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneScript:
    """A scene.

    Attributes:
        name: For messages.
        duration_s: Length, seconds.
        vehicles: Who comes.
        place: Which background; ``gate-out`` is mirrored.
        night: Lamps instead of the sun.
        loop: The end joins the start: a vehicle still under way at the end is there at the start.
        seed: Of the noise and the shake.
    """

    name: str
    duration_s: float
    vehicles: tuple[VehicleScript, ...] = ()
    place: Place = "gate-in"
    night: bool = False
    loop: bool = False
    seed: int = 1

    def __post_init__(self) -> None:
        if self.duration_s <= 0:
            raise ValueError("a scene needs a duration above 0")


LOOP_S = 40.0
"""Length of each demo loop, seconds."""

DEMO_SCENES: dict[str, SceneScript] = {
    script.name: script
    for script in (
        SceneScript(
            name="gate-in",
            duration_s=LOOP_S,
            loop=True,
            seed=11,
            vehicles=(
                VehicleScript(
                    plate="KT 4937",
                    body="car",
                    colour=(0.10, 0.09, 0.50),
                    enter_s=-3.0,
                    dwell_s=4.6,
                    roll_deg=-0.6,
                ),
                VehicleScript(
                    plate="HX 7264",
                    body="suv",
                    colour=(0.46, 0.27, 0.10),
                    enter_s=8.0,
                    dwell_s=17.0,
                    roll_deg=0.8,
                ),
            ),
        ),
        SceneScript(
            name="gate-out",
            duration_s=LOOP_S,
            place="gate-out",
            loop=True,
            seed=12,
            vehicles=(
                VehicleScript(
                    plate="PL 396 K",
                    style="yellow",
                    body="van",
                    colour=(0.78, 0.79, 0.80),
                    enter_s=2.5,
                    dwell_s=7.0,
                    leave="back",
                    roll_deg=0.5,
                ),
                VehicleScript(
                    plate="MR 2973",
                    body="car",
                    colour=(0.55, 0.53, 0.50),
                    enter_s=25.5,
                    dwell_s=4.5,
                    roll_deg=-0.4,
                ),
            ),
        ),
    )
}
"""The scenes of ``demo:NAME``."""
DEMO_SCENES["gate-in-night"] = SceneScript(
    name="gate-in-night",
    duration_s=LOOP_S,
    loop=True,
    night=True,
    seed=13,
    vehicles=DEMO_SCENES["gate-in"].vehicles,
)
for _scene in ("gate-in", "gate-out"):
    DEMO_SCENES[f"{_scene}-empty"] = replace(
        DEMO_SCENES[_scene], name=f"{_scene}-empty", vehicles=()
    )
