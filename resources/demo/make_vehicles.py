# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make `car.npz`, `suv.npz`, `van.npz`: views of vehicles at many distances, for the demo scenes.

A vehicle is a mesh of stacked, rounded slices (body and greenhouse) with materials painted by
position. Each view is rasterised at two to three times its size, lit by one sun and a painted sky,
and stored as a WebP of everything but the paint (BGR + alpha, shadow included) and a WebP of how
bright the paint is; the paint's colour is chosen when the scene is built.

Usage: ``python resources/demo/make_vehicles.py [body ...]`` from the root of the checkout.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from alpr_kiosk.vision.sources.scene_camera import SceneCamera

MARGIN = 32  # px around the picture, so that a view may be shifted and enlarged a little
SUN = np.array([-0.42, -0.55, 0.72]) / np.linalg.norm([0.42, 0.55, 0.72])
STOP = 5.6
FAR = [float(STOP * 1.08**k) for k in range(-7, 28)]
NEAR = [round(3.0 - 0.3 * k, 2) for k in range(27)]
DISTANCES = sorted({round(d, 3) for d in FAR + NEAR}, reverse=True)

PAINT, GLASS, BLACK, LAMP, TYRE, RIM, GRILLE, CHROME, TRIM, AMBER = range(10)


@dataclass
class Body:
    """Numbers of one vehicle, metres; tables are (parameter, value) for interpolation."""

    length: float
    half_width: float
    edge: list[tuple[float, float]]  # y -> height of the lower body's upper edge
    nose: list[tuple[float, float]]  # t -> set-back of the front
    crown: float
    cabin: tuple[float, float]  # y of the windscreen's foot, y of the rear window's foot
    rake: float  # set-back of the windscreen's top
    rear_rake: float
    roof: list[tuple[float, float]]  # y -> roof height
    cabin_w: tuple[float, float]  # half width at the belt and at the roof
    plate_z: float
    lamp: tuple[float, float, float, float]  # |x| inner, |x| outer, z low, z high
    grille: tuple[float, float, float]  # half width, z low, z high
    intake: tuple[float, float, float]
    windowless_from: float = 99.0  # y behind which the sides have no windows
    wheel_r: float = 0.33
    wheels: tuple[float, float] = (0.86, 3.45)


BODIES = {
    "car": Body(
        4.35,
        0.90,
        [(0, 0.70), (0.12, 0.74), (0.5, 0.84), (1.1, 0.95), (2, 1.0), (4.35, 1.02)],
        [(0, 0.10), (0.12, 0.03), (0.3, 0), (0.5, 0.0), (0.62, 0.03), (0.8, 0.05), (0.92, 0.09), (1, 0.17)],
        0.055,
        (1.08, 4.1),
        0.92,
        0.55,
        [(1, 1.40), (2.1, 1.46), (3, 1.47), (4.2, 1.38)],
        (0.83, 0.60),
        0.47,
        (0.46, 0.80, 0.60, 0.735),
        (0.40, 0.60, 0.71),
        (0.62, 0.22, 0.36),
    ),
    "suv": Body(
        4.65,
        0.95,
        [(0, 0.90), (0.10, 0.95), (0.5, 1.02), (1.1, 1.10), (2, 1.15), (4.65, 1.17)],
        [(0, 0.09), (0.12, 0.03), (0.3, 0), (0.5, 0.0), (0.62, 0.02), (0.8, 0.03), (0.92, 0.05), (1, 0.11)],
        0.05,
        (1.15, 4.55),
        0.72,
        0.25,
        [(1, 1.66), (2, 1.71), (3.2, 1.72), (4.6, 1.66)],
        (0.88, 0.68),
        0.56,
        (0.56, 0.87, 0.74, 0.87),
        (0.48, 0.66, 0.90),
        (0.66, 0.26, 0.42),
        wheel_r=0.37,
        wheels=(0.92, 3.68),
    ),
    "van": Body(
        5.3,
        1.0,
        [(0, 0.93), (0.10, 0.98), (0.4, 1.08), (0.8, 1.22), (1.6, 1.26), (5.3, 1.26)],
        [(0, 0.08), (0.12, 0.02), (0.3, 0), (0.5, 0.0), (0.62, 0.02), (0.8, 0.05), (0.92, 0.09), (1, 0.15)],
        0.04,
        (0.78, 5.25),
        0.80,
        0.08,
        [(0.8, 2.02), (1.7, 2.12), (3, 2.14), (5.3, 2.12)],
        (0.96, 0.84),
        0.52,
        (0.58, 0.90, 0.72, 0.95),
        (0.46, 0.70, 0.86),
        (0.66, 0.24, 0.40),
        windowless_from=2.45,
        wheel_r=0.35,
        wheels=(0.90, 4.15),
    ),
}


def table(rows: list[tuple[float, float]], x: np.ndarray) -> np.ndarray:
    """Interpolate a table."""
    return np.interp(x, [r[0] for r in rows], [r[1] for r in rows])


def contour(u: np.ndarray, n: float) -> tuple[np.ndarray, np.ndarray]:
    """Plan of a slice: u -1 (left rear) .. 0 (front) .. 1 (right rear); sideways and along, -1..1."""
    angle = u * np.pi
    side = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** (2 / n)
    along = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** (2 / n)
    return side, along


def grid_patch(points: np.ndarray, u: np.ndarray, t: np.ndarray, kind: int) -> dict:
    """Make a patch of a grid (R, C, 3) with smooth normals."""
    du = np.gradient(points, axis=1)
    dt = np.gradient(points, axis=0)
    normal = np.cross(du, dt)
    normal /= np.linalg.norm(normal, axis=2, keepdims=True) + 1e-9
    rows, cols = points.shape[:2]
    index = np.arange(rows * cols).reshape(rows, cols)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    tri = np.concatenate([np.stack(x, -1).reshape(-1, 3) for x in ((a, b, c), (a, c, d))])
    return {
        "p": points.reshape(-1, 3),
        "n": normal.reshape(-1, 3),
        "ut": np.stack([np.broadcast_to(u, (rows, cols)), np.broadcast_to(t[:, None], (rows, cols))], -1).reshape(-1, 2),
        "tri": tri,
        "kind": kind,
    }


def mesh(b: Body) -> list[dict]:
    """Build all patches: kind 0 lower body, 1 its top, 2 cabin, 3 roof, 4 wheels, 5 mirrors."""
    sweep = np.linspace(-0.5, 0.5, 61)
    u = np.concatenate([np.linspace(-1, -0.56, 12), np.sign(sweep) * np.abs(sweep * 2) ** 1.0 / 2, np.linspace(0.56, 1, 12)])
    t = np.array([0, 0.04, 0.1, 0.16, 0.22, 0.3, 0.4, 0.5, 0.58, 0.64, 0.7, 0.76, 0.82, 0.87, 0.91, 0.94, 0.965, 0.985, 1])
    patches = []
    side, along = contour(u, 5.0)
    front = table(b.nose, t)[:, None]
    width = b.half_width * np.interp(t, [0, 0.08, 0.2, 0.55, 0.8, 0.93, 1], [0.93, 0.97, 0.995, 1, 0.985, 0.955, 0.90])
    rear = b.length - 0.6 * front
    y = (front + rear) / 2 - along[None] * (rear - front) / 2
    z = 0.165 + t[:, None] * (table(b.edge, y) - 0.165)
    pts = np.stack([width[:, None] * side[None], y, z], -1)
    patches.append(grid_patch(pts, u, t, 0))
    rim = pts[-1]
    s = np.cos(np.linspace(0, np.pi / 2, 14))
    top = np.stack(
        [
            rim[None, :, 0] * s[:, None],
            np.broadcast_to(rim[None, :, 1], (14, len(u))),
            rim[None, :, 2] + b.crown * (1 - s[:, None] ** 2.2) * np.clip(np.abs(rim[None, :, 0]) / 0.5, 0, 1),
        ],
        -1,
    )
    patches.append(grid_patch(top, u, s, 1))

    side, along = contour(u, 7.0)
    t2 = np.array([0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.78, 0.84, 0.89, 0.93, 0.96, 0.98, 1])
    bend = np.interp(t2, [0, 0.85, 0.95, 1], [0, 0.80, 0.93, 1.08])
    front = (b.cabin[0] + b.rake * bend)[:, None]
    rear = (b.cabin[1] - b.rear_rake * bend)[:, None]
    width = b.cabin_w[0] + (b.cabin_w[1] - b.cabin_w[0]) * np.interp(t2, [0, 0.85, 0.95, 1], [0, 0.72, 0.88, 1.1])
    y = (front + rear) / 2 - along[None] * (rear - front) / 2
    low = table(b.edge, y) - 0.01
    z = low + np.interp(t2, [0, 0.88, 0.96, 1], [0, 0.93, 0.985, 1])[:, None] * (table(b.roof, y) - low)
    pts = np.stack([width[:, None] * side[None], y, z], -1)
    patches.append(grid_patch(pts, u, t2, 2))
    rim = pts[-1]
    top = np.stack(
        [
            rim[None, :, 0] * s[:, None],
            np.broadcast_to(rim[None, :, 1], (14, len(u))),
            rim[None, :, 2] + 0.045 * (1 - s[:, None] ** 2) * np.clip(np.abs(rim[None, :, 0]) / 0.5, 0, 1),
        ],
        -1,
    )
    patches.append(grid_patch(top, u, s, 3))

    angle = np.linspace(0, 2 * np.pi, 25)
    for x in (-1, 1):
        for wy in b.wheels:
            across = np.array([0.0, 0.02, 0.20, 0.23])
            radius = np.array([b.wheel_r * 0.9, b.wheel_r, b.wheel_r, b.wheel_r * 0.9])
            cx = x * (b.half_width - 0.05 - across)
            pts = np.stack(
                [
                    np.broadcast_to(cx[:, None], (4, 25)),
                    wy + radius[:, None] * np.cos(angle) * -x,
                    b.wheel_r + radius[:, None] * np.sin(angle),
                ],
                -1,
            )
            patches.append(grid_patch(pts, angle, across, 4))
        phi = np.linspace(0.05, np.pi - 0.05, 10)[:, None]
        my, mz = b.cabin[0] + 0.42, float(table(b.edge, np.array(b.cabin[0]))) + 0.10
        size = (0.11, 0.07, 0.075) if b.roof[0][1] < 1.9 else (0.10, 0.08, 0.15)
        pts = np.stack(
            [
                x * (b.half_width + 0.10) + size[0] * np.sin(phi) * np.cos(angle),
                my + size[1] * np.sin(phi) * np.sin(angle),
                np.broadcast_to(mz - size[2] * np.cos(phi), (10, 25)),
            ],
            -1,
        )
        patches.append(grid_patch(pts, angle, phi[:, 0], 5))
    return patches


def env(direction: np.ndarray) -> np.ndarray:
    """Painted surroundings, BGR 0..1, by direction (N, 3)."""
    up = direction[:, 2:3]
    sky = np.array([0.98, 0.95, 0.93]) + (np.array([0.86, 0.66, 0.46]) - np.array([0.98, 0.95, 0.93])) * np.clip(up, 0, 1) ** 0.6
    cloud = 0.5 + 0.5 * np.sin(direction[:, :1] * 5.1 + 2 * np.sin(direction[:, 1:2] * 3.0) + 1)
    sky = sky + 0.10 * cloud * (1 - np.clip(up, 0, 1))
    ground = np.array([0.30, 0.31, 0.32]) * (1 - 0.35 * np.clip(-up, 0, 1))
    trees = np.array([0.16, 0.22, 0.17])
    edge = 0.10 + 0.05 * np.sin(direction[:, :1] * 9) + 0.03 * np.sin(direction[:, :1] * 23)
    k1 = np.clip((up - edge) / 0.05, 0, 1)
    k0 = np.clip((up + 0.04) / 0.05, 0, 1)
    return ground * (1 - k0) + k0 * (trees * (1 - k1) + sky * k1)


def materials(b: Body, kind: np.ndarray, p: np.ndarray, n: np.ndarray, ut: np.ndarray):
    """Return the material (N,), a darkening (N,) by position, and the lens coordinate (N, 2)."""
    x, y, z = np.abs(p[:, 0]), p[:, 1], p[:, 2]
    m = np.full(len(p), PAINT)
    shade = np.ones(len(p))
    lens = np.zeros((len(p), 2))
    front = (kind == 0) & (n[:, 1] < -0.25) & (y < 1.0)
    # lower lip, intake, grille
    m[(kind == 0) & (z < 0.225)] = BLACK
    hw, z0, z1 = b.intake
    slant = x / hw
    inside = front & (z > z0 + 0.03 * slant) & (z < z1 - 0.05 * slant) & (x < hw - 0.10 * (z - z0) / (z1 - z0))
    m[inside] = GRILLE
    hw, z0, z1 = b.grille
    inside = front & (x < hw - 0.25 * (z1 - z)) & (z > z0) & (z < z1)
    rim = front & ~inside & (x < hw + 0.018 - 0.25 * (z1 - z)) & (z > z0 - 0.013) & (z < z1 + 0.013)
    m[inside] = GRILLE
    m[rim] = CHROME
    # head lamps: a slanted lens that wraps round the corner
    xi, xo, z0, z1 = b.lamp
    along = (x - xi) / (xo - xi)
    low, high = z0 + 0.035 * along, z1 - 0.03 * (1 - along) * 1.2 + 0.02 * along
    lamp = (kind == 0) & (y < 0.75) & (along > 0) & (along < 1.12) & (z > low) & (z < high)
    m[lamp] = LAMP
    lens[:, 0], lens[:, 1] = along, (z - low) / (high - low + 1e-6)
    edge = (kind == 0) & (y < 0.8) & (along > -0.03) & (along < 1.16) & (z > low - 0.01) & (z < high + 0.01) & ~lamp
    m[edge] = BLACK
    # fog lamps
    fog = front & (np.hypot(x - (b.intake[0] + 0.05), (z - (b.intake[1] + b.intake[2]) / 2 + 0.0) * 1.1) < 0.045)
    m[fog] = LAMP
    lens[fog] = [0.5, 0.5]
    # plate recess
    recess = front & (x < 0.275) & (np.abs(z - b.plate_z) < 0.068)
    m[recess] = BLACK
    # sides: wheels and arches painted on the side
    flank = (kind == 0) & (np.abs(n[:, 0]) > 0.55) & (x > b.half_width * 0.8)
    for wy in b.wheels:
        r = np.hypot(y - wy, z - b.wheel_r)
        m[flank & (r < b.wheel_r + 0.065)] = BLACK
        m[flank & (r < b.wheel_r)] = TYRE
        spoke = np.abs(np.mod(np.arctan2(z - b.wheel_r, y - wy) * 5 / (2 * np.pi), 1) - 0.5) > 0.2
        m[flank & (r < b.wheel_r * 0.66) & (spoke | (r < 0.06) | (r > b.wheel_r * 0.58))] = RIM
    m[flank & (z < 0.30) & (m == PAINT)] = TRIM
    # panel lines
    line = np.zeros(len(p), bool)
    doors = (b.cabin[0] + 0.28, b.cabin[0] + 1.35, b.cabin[0] + 2.35)
    for dy in doors:
        line |= flank & (np.abs(y - dy) < 0.008) & (z > 0.33)
    hood_edge = table(b.edge, y)
    line |= (kind == 1) & (y < b.cabin[0]) & (np.abs(x - (0.70 + 0.07 * np.clip(y, 0, 1)) * b.half_width / 0.9) < 0.007)
    line |= (kind == 0) & (y < 0.5) & front & (np.abs(z - (b.grille[2] + 0.028)) < 0.005) & (x < xi)
    line |= flank & (np.abs(z - (hood_edge - 0.12)) < 0.004)
    shade[line] = 0.35
    shade[(kind == 1) & (y > b.cabin[0] - 0.13) & (y < b.cabin[0] + 0.12)] *= 1
    m[(kind == 1) & (y > b.cabin[0] - 0.12 + 0.10 * (x / b.half_width) ** 2) & (y < b.cabin[0] + 0.35) & (x < b.half_width * 0.84)] = BLACK
    # greenhouse
    t = ut[:, 1]
    cabin = kind == 2
    screen = cabin & (n[:, 1] < -0.30)
    glass = cabin & (t > 0.04) & (t < 0.90)
    pillar = cabin & (np.abs(n[:, 1]) > 0.30) & (x > (b.cabin_w[0] + (b.cabin_w[1] - b.cabin_w[0]) * t) * 0.925)
    m[glass] = GLASS
    m[screen & ((t < 0.055) | (t > 0.875))] = BLACK
    m[cabin & (t >= 0.92)] = PAINT
    m[pillar] = PAINT
    sides = cabin & (np.abs(n[:, 1]) <= 0.30)
    m[sides & (t < 0.08)] = BLACK
    for dy in (b.cabin[0] + 1.38, b.cabin[0] + 2.42):
        m[sides & (np.abs(y - dy) < 0.05)] = BLACK
    m[sides & (y > b.windowless_from)] = PAINT
    shade[sides & (y > b.windowless_from) & (np.abs(y - b.windowless_from - 0.08) < 0.008)] = 0.4
    # wheels, mirrors
    m[kind == 4] = TYRE
    m[(kind == 5) & (n[:, 1] > 0.5)] = GLASS
    m[(kind == 5) & (z < table(b.edge, np.array(b.cabin[0])) + 0.06)] = BLACK
    ao = np.clip((z - 0.12) / 0.45, 0, 1) * 0.35 + 0.65
    return m, shade * np.where(kind == 4, 0.6, ao), lens


def shade_pixels(b: Body, kind, p, n, ut, view):
    """Return colours without paint (N, 3) and the paint's brightness (N,), linear-ish 0..1+."""
    m, dark, lens = materials(b, kind, p, n, ut)
    nv = np.clip(-(n * view).sum(1), 0, 1)
    refl = view - 2 * (n * view).sum(1, keepdims=True) * n
    sky = env(refl)
    fres = (0.045 + 0.55 * (1 - nv) ** 5)[:, None]
    lit = np.clip(n @ SUN, 0, 1)
    diffuse = (0.30 + 0.26 * n[:, 2].clip(-0.6, 1) + 0.55 * lit) * dark
    spec = np.clip((refl @ SUN), 0, 1)
    base = np.zeros((len(p), 3))
    paint = np.zeros(len(p))
    is_paint = m == PAINT
    paint[is_paint] = diffuse[is_paint]
    coat = sky * (fres * 0.85 + 0.03) + (0.55 * spec[:, None] ** 90 + 0.10 * spec[:, None] ** 12)
    base[is_paint] = (coat * np.where(dark < 0.5, 0.3, 1)[:, None])[is_paint]

    def put(which, colour, gloss, hard=40, power=0.25):
        s = m == which
        base[s] = np.asarray(colour) * diffuse[s, None] + sky[s] * (fres[s] * gloss) + power * spec[s, None] ** hard

    put(BLACK, (0.055, 0.055, 0.055), 0.35, power=0.05)
    put(TRIM, (0.12, 0.12, 0.12), 0.3, power=0.03)
    put(TYRE, (0.085, 0.085, 0.09), 0.1, power=0.01)
    put(RIM, (0.62, 0.61, 0.60), 1.0)
    put(CHROME, (0.45, 0.45, 0.45), 3.0)
    s = m == CHROME
    base[s] += 0.45 * sky[s]
    s = m == GRILLE
    mesh_bars = 0.5 + 0.5 * np.sin(p[s, 2] * 2 * np.pi / 0.032)
    base[s] = (0.035 + 0.10 * mesh_bars[:, None] ** 3) * (0.5 + diffuse[s, None]) * np.ones(3)
    s = m == LAMP
    along, up = lens[s, 0:1], lens[s, 1:2]
    bowl1 = np.hypot((along - 0.38) * 2.2, (up - 0.5) * 0.95)
    bowl2 = np.hypot((along - 0.80) * 2.4, (up - 0.5) * 0.95)
    bulb = np.exp(-((np.minimum(bowl1, bowl2) / 0.16) ** 2))
    ring = np.exp(-(((np.minimum(bowl1, bowl2) - 0.40) / 0.07) ** 2))
    strip = (up < 0.14).astype(float)
    base[s] = (
        np.array([0.30, 0.29, 0.28]) * (0.55 + 0.5 * diffuse[s, None])
        + 0.35 * ring
        + 0.75 * bulb
        + 0.85 * strip
        + sky[s] * (fres[s] + 0.10)
        + 0.5 * spec[s, None] ** 40
    )
    s = m == GLASS
    inside = np.array([0.075, 0.07, 0.065]) * np.ones((s.sum(), 1))
    ps, screen = p[s], (np.abs(n[s, 0]) < 0.6)
    # what is behind the windscreen: dashboard, wheel, seats with head rests, rear window
    look = ps + view[s] * ((b.cabin[0] + 1.35 - ps[:, 1:2]) / np.where(np.abs(view[s, 1:2]) < 0.05, 0.05, view[s, 1:2]))
    belt = float(table(b.edge, np.array(b.cabin[0])))
    for sx in (-0.37, 0.37):
        rest = (np.abs(look[:, 0] - sx) < 0.12) & (np.abs(look[:, 2] - (belt + 0.25)) < 0.08)
        seat = (np.abs(look[:, 0] - sx) < 0.24 - 0.05 * (look[:, 2] - belt)) & (look[:, 2] < belt + 0.15)
        inside[screen & (rest | seat)] = (0.105, 0.10, 0.10)
    wheel = np.abs(np.hypot(look[:, 0] + 0.37, (look[:, 2] - (belt - 0.02)) * 1.1) - 0.21) < 0.02
    inside[screen & wheel] = (0.03, 0.03, 0.03)
    head = np.hypot(look[:, 0] + 0.37, (look[:, 2] - (belt + 0.27)) / 1.3) < 0.095
    inside[screen & head] = (0.14, 0.17, 0.22)
    body = (
        (np.abs(look[:, 0] + 0.37) < 0.21 - 0.25 * np.clip(look[:, 2] - belt - 0.05, 0, 1))
        & (look[:, 2] < belt + 0.15)
        & (look[:, 2] > belt - 0.2)
    )
    inside[screen & body] = (0.15, 0.11, 0.09)
    g_fres = 0.15 + 0.75 * (1 - nv[s, None]) ** 3 + 0.10 * np.clip(ut[s, 1:2] - 0.35, 0, 1)
    base[s] = inside * 0.9 + sky[s] * g_fres * 0.72 + 0.9 * spec[s, None] ** 250
    return base, paint


def raster(cam: SceneCamera, b: Body, patches: list[dict], d: float):
    """Render one view; return BGRA float (without paint, premultiplied), paint, both at 1:1."""
    ss = 2 if d < 12 else 4
    width, height = cam.width + 2 * MARGIN, cam.height_px + 2 * MARGIN
    offset = np.array([cam.lane_x, d, 0.0])
    verts = np.concatenate([q["p"] for q in patches]) + offset
    normals = np.concatenate([q["n"] for q in patches])
    uts = np.concatenate([q["ut"] for q in patches])
    starts = np.cumsum([0] + [len(q["p"]) for q in patches])[:-1]
    tri = np.concatenate([q["tri"] + s for q, s in zip(patches, starts, strict=True)])
    kind = np.concatenate([np.full(len(q["tri"]), q["kind"]) for q in patches])
    eye = np.array([0, 0, cam.height])
    # orient the normals outwards: away from the vehicle's middle line
    px, depth = cam.project(verts)
    px = px + MARGIN
    a, bb, c = verts[tri[:, 0]], verts[tri[:, 1]], verts[tri[:, 2]]
    facen = np.cross(bb - a, c - a)
    vn = normals[tri].mean(1)
    facen *= np.sign((facen * vn).sum(1, keepdims=True) + 1e-12)
    mid = (a + bb + c) / 3
    visible = ((facen * (eye - mid)).sum(1) > 0) & (depth[tri].min(1) > 0.35)
    # the cabin and the mirrors stand on the lower body and are never behind it
    order = np.argsort(-np.linalg.norm(mid - eye, axis=1) + np.where(kind == 5, 1.2, np.where(np.isin(kind, (2, 3)), 0.7, 0)))
    order = order[visible[order]]
    tp = px[tri]
    lo, hi = tp.min(1), tp.max(1)
    order = order[(hi[order, 0] > 0) & (hi[order, 1] > 0) & (lo[order, 0] < width) & (lo[order, 1] < height)]
    if not len(order):
        return None
    x0, y0 = np.floor(np.maximum(lo[order].min(0) - 60, 0)).astype(int)
    x1, y1 = np.ceil(np.minimum(hi[order].max(0) + 60, [width, height])).astype(int)
    ids = np.full(((y1 - y0) * ss, (x1 - x0) * ss), -1, np.int32)
    fixed = np.round((tp - [x0, y0]) * ss * 16 - 8).astype(np.int32)
    for k in order:
        cv2.fillConvexPoly(ids, fixed[k], int(k), shift=4)
    yy, xx = np.nonzero(ids >= 0)
    k = ids[yy, xx]
    sx, sy = (xx + 0.5) / ss + x0 - MARGIN, (yy + 0.5) / ss + y0 - MARGIN
    rays = np.stack([(sx - cam.width / 2) / cam.focal, (sy - cam.height_px / 2) / cam.focal, np.ones(len(sx))], 1) @ cam.axes()
    nf = facen / (np.linalg.norm(facen, axis=1, keepdims=True) + 1e-12)
    dist = ((a[k] - eye) * nf[k]).sum(1) / np.where(np.abs((rays * nf[k]).sum(1)) < 1e-4, -1e-4, (rays * nf[k]).sum(1))
    p = eye + rays * dist[:, None]
    e1, e2, q = bb[k] - a[k], c[k] - a[k], p - a[k]
    d11, d12, d22 = (e1 * e1).sum(1), (e1 * e2).sum(1), (e2 * e2).sum(1)
    q1, q2 = (q * e1).sum(1), (q * e2).sum(1)
    den = d11 * d22 - d12 * d12 + 1e-15
    w1, w2 = np.clip((d22 * q1 - d12 * q2) / den, 0, 1), np.clip((d11 * q2 - d12 * q1) / den, 0, 1)
    w0 = np.clip(1 - w1 - w2, 0, 1)
    w = np.stack([w0, w1, w2], 1)
    w /= w.sum(1, keepdims=True)
    p = (verts[tri[k]] * w[..., None]).sum(1)
    nrm = (normals[tri[k]] * w[..., None]).sum(1)
    view = rays / np.linalg.norm(rays, axis=1, keepdims=True)
    nrm /= np.linalg.norm(nrm, axis=1, keepdims=True) + 1e-9
    flip = (nrm * nf[k]).sum(1) < 0
    nrm[flip] *= -1
    ut = (uts[tri[k]] * w[..., None]).sum(1)
    base, paint = shade_pixels(b, kind[k], p - offset, nrm, ut, view)
    big = np.zeros((*ids.shape, 5), np.float32)
    big[yy, xx, :3] = base
    big[yy, xx, 3] = 1
    big[yy, xx, 4] = paint
    size = (x1 - x0, y1 - y0)
    small = np.dstack([cv2.resize(np.ascontiguousarray(big[..., i]), size, interpolation=cv2.INTER_AREA) for i in range(5)])
    # soft shadow on the ground: the plan, shifted away from the sun, blurred, seen in perspective
    scale, org = 60.0, np.array([-3.0, -1.5])
    plan = np.zeros((int(9 * scale), int(6 * scale)), np.float32)
    for reach, strength in ((0.0, 0.80), (0.35, 0.25), (0.75, 0.20)):
        layer = np.zeros_like(plan)
        dx, dy = -SUN[0] / SUN[2] * reach, -SUN[1] / SUN[2] * reach
        foot = np.array(
            [
                [-1, 0.42],
                [-0.90, 0.26],
                [0.90, 0.26],
                [1, 0.42],
                [1, b.length - 0.1],
                [0.93, b.length],
                [-0.93, b.length],
                [-1, b.length - 0.1],
            ]
        )
        foot = foot * [b.half_width * (1.0 - 0.08 * reach), 1] + [dx, dy]
        cv2.fillPoly(layer, [np.round((foot - org) * scale * 16).astype(np.int32)], strength, shift=4)
        plan = 1 - (1 - plan) * (1 - cv2.GaussianBlur(layer, (0, 0), (0.06 + 0.16 * reach) * scale))
    gx = np.arange(x0, x1) + 0.5 - MARGIN
    gy = np.arange(y0, y1) + 0.5 - MARGIN
    mx, my = np.meshgrid(gx, gy)
    gr = np.stack([(mx - cam.width / 2) / cam.focal, (my - cam.height_px / 2) / cam.focal, np.ones_like(mx)], -1) @ cam.axes()
    reach = np.where(gr[..., 2] < -1e-3, -cam.height / np.where(gr[..., 2] < -1e-3, gr[..., 2], -1), 1e6)
    wx, wy = gr[..., 0] * reach - offset[0], gr[..., 1] * reach - offset[1]
    shadow = cv2.remap(
        plan,
        ((wx - org[0]) * scale).clip(-9, 9e3).astype(np.float32),
        ((wy - org[1]) * scale).clip(-9, 9e3).astype(np.float32),
        cv2.INTER_LINEAR,
    )
    alpha = small[..., 3] + (1 - small[..., 3]) * shadow
    small[..., 3] = alpha
    return (x0 - MARGIN, y0 - MARGIN), small


def tone(x: np.ndarray) -> np.ndarray:
    """Keep highlights from clipping hard."""
    return np.clip(np.where(x < 0.75, x, 0.75 + 0.25 * np.tanh((x - 0.75) / 0.25)), 0, 1)


def make(name: str) -> None:
    """Render all views of one body and write its file."""
    b, cam = BODIES[name], SceneCamera()
    patches = mesh(b)
    out: dict[str, np.ndarray] = {}
    kept = []
    for d in DISTANCES:
        got = raster(cam, b, patches, d)
        if got is None:
            continue
        (x0, y0), px = got
        bgra = (np.dstack([tone(px[..., :3]), px[..., 3]]) * 255 + 0.5).astype(np.uint8)
        paint = (np.clip(px[..., 4] / 1.25, 0, 1) * 255 + 0.5).astype(np.uint8)
        quality = 90 if d > 4 else 80
        i = len(kept)
        out[f"base_{i}"] = cv2.imencode(".webp", bgra, [cv2.IMWRITE_WEBP_QUALITY, quality])[1].ravel()
        out[f"paint_{i}"] = cv2.imencode(".webp", paint, [cv2.IMWRITE_WEBP_QUALITY, quality])[1].ravel()
        kept.append((d, x0, y0))
    out["views"] = np.array(kept, np.float64)
    out["body"] = np.array([b.length, b.half_width, b.plate_z, (b.lamp[0] + b.lamp[1]) / 2, (b.lamp[2] + b.lamp[3]) / 2], np.float64)
    path = Path(__file__).with_name(f"{name}.npz")
    part = path.with_name(f"{name}.part.npz")
    np.savez(part, **out)
    part.replace(path)
    print(name, len(kept), "views", path.stat().st_size // 1024, "KiB")


if __name__ == "__main__":
    for body in sys.argv[1:] or BODIES:
        make(body)
