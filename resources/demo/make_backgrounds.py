# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make `gate-in.npz` and `gate-out.npz`: the still pictures behind the demo scenes.

Each holds a WebP of the place (``place``) and a PNG mask of the hedge (``hedge``) behind which
vehicles come into view, both with a margin round the picture. `gate-out` is drawn mirrored.

Usage: ``python resources/demo/make_backgrounds.py`` from the root of the checkout.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from alpr_kiosk.vision.sources.scene_camera import SceneCamera

MARGIN, SS = 32, 2
CAM = SceneCamera()
W, H = (CAM.width + 2 * MARGIN) * SS, (CAM.height_px + 2 * MARGIN) * SS
LANE, HALF = CAM.lane_x, 1.75


def bend(y: np.ndarray) -> np.ndarray:
    """Sideways course of the lane far away, as in the scene's own driving path, metres."""
    return np.where(y > 28, ((np.clip(y, 28, 80) - 28) / 14) ** 2 * 5.2, 0.0)


def fbm(rng: np.random.Generator, size: int = 512, octaves: int = 6, falloff: float = 0.55) -> np.ndarray:
    """Tileable-looking cloud noise, 0..1."""
    total, amp = np.zeros((size, size), np.float32), 1.0
    for o in range(octaves):
        n = 2 ** (o + 2)
        if n > size:
            break
        cell = rng.random((n, n), np.float32)
        cell = np.pad(cell, ((0, 2), (0, 2)), mode="wrap")
        big = cv2.resize(cell, None, fx=size / n, fy=size / n, interpolation=cv2.INTER_CUBIC)[:size, :size]
        total += amp * big
        amp *= falloff
    total -= total.min()
    return total / total.max()


def sample(noise: np.ndarray, x: np.ndarray, y: np.ndarray, period: float) -> np.ndarray:
    """Look noise up at world places, repeating every `period` metres."""
    n = noise.shape[0]

    def fold(v: np.ndarray) -> np.ndarray:
        # mirrored at each repeat: no seam
        return (np.abs(np.mod(v / period, 2) - 1) * (n - 1)).astype(np.float32)

    return cv2.remap(noise, fold(x), fold(y), cv2.INTER_LINEAR)


def px(*points: tuple[float, float, float]) -> np.ndarray:
    """World points to supersampled pixels (N, 2)."""
    p, _ = CAM.project(np.array(points, float))
    return (p + MARGIN) * SS


def poly(im: np.ndarray, pts: np.ndarray, colour, alpha: float = 1.0) -> None:
    """Fill a polygon, BGR 0..1."""
    lo = np.clip(np.floor(pts.min(0)).astype(int) - 2, 0, [W, H])
    hi = np.clip(np.ceil(pts.max(0)).astype(int) + 2, 0, [W, H])
    if (hi <= lo).any():
        return
    mask = np.zeros((hi[1] - lo[1], hi[0] - lo[0]), np.uint8)
    cv2.fillPoly(mask, [np.round((pts - lo) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    m = mask[..., None].astype(np.float32) / 255 * alpha
    roi = im[lo[1] : hi[1], lo[0] : hi[0]]
    roi[:] = roi * (1 - m) + m * np.asarray(colour, np.float32)


def box(im, x0, x1, y0, y1, z0, z1, colour, side=None, top=None) -> None:
    """A box: its front, the side that the camera sees, and its top if that is below the eye."""
    c = np.asarray(colour, float)
    if x1 < 0:
        poly(im, px((x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)), side if side is not None else c * 0.72)
    elif x0 > 0:
        poly(im, px((x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1)), side if side is not None else c * 0.80)
    if z1 < CAM.height:
        poly(im, px((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)), top if top is not None else np.minimum(c * 1.18, 1))
    poly(im, px((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)), c)


def leaves(im, rng, centre, rx, ry, size, count, dark, light, mask=None) -> None:
    """A crown or a hedge: many small leaves, lighter up and to the left."""
    n = count
    a, r = rng.random(n) * 2 * np.pi, np.sqrt(rng.random(n))
    x, y = centre[0] + np.cos(a) * r * rx, centre[1] + np.sin(a) * r * ry
    lump = 0.25 * np.sin(x / rx * 4.2 + centre[1]) + 0.25 * np.sin(y / ry * 3.7 + centre[0])
    lit = np.clip(0.48 - 0.42 * (y - centre[1]) / ry - 0.22 * (x - centre[0]) / rx + lump * 0.8 + rng.normal(0, 0.10, n), 0, 1)
    for i in np.argsort(lit + rng.normal(0, 0.15, n)):
        c = np.asarray(dark) * (1 - lit[i]) + np.asarray(light) * lit[i]
        s = size * (0.6 + 0.8 * rng.random())
        cv2.ellipse(im, ((float(x[i]), float(y[i])), (s, s * 0.6), float(rng.random() * 180)), tuple(map(float, c)), -1, cv2.LINE_AA)
        if mask is not None:
            cv2.ellipse(mask, ((float(x[i]), float(y[i])), (s, s * 0.6), 0), 255, -1, cv2.LINE_AA)


def tree(im, rng, x, y, height, tint=1.0) -> None:
    """A broad-leaved tree standing at (x, y)."""
    foot, head = px((x, y, 0), (x, y, height))
    scale = CAM.focal * SS / y
    poly(
        im,
        np.array(
            [
                foot + [-0.16 * scale, 0],
                foot + [0.16 * scale, 0],
                head + [0.05 * scale, height * 0.4 * scale],
                head + [-0.05 * scale, height * 0.4 * scale],
            ]
        ),
        (0.13, 0.16, 0.20),
    )
    mid = foot * 0.36 + head * 0.64
    crown = height * 0.36 * scale
    dark, light = np.array([0.10, 0.17, 0.10]) * tint, np.array([0.30, 0.52, 0.38]) * tint
    for dx, dy, k in ((-0.45, 0.15, 0.62), (0.45, 0.10, 0.62), (0, -0.45, 0.66), (0, 0.1, 0.85)):
        leaves(im, rng, mid + [dx * crown, dy * crown], crown * k, crown * k * 0.9, max(2.5, 0.17 * scale), 420, dark, light)


def place(seed: int, variant: str) -> tuple[np.ndarray, np.ndarray]:
    """Draw one place; return BGR uint8 and the hedge's mask, both with the margin."""
    rng = np.random.default_rng(seed)
    n1, n2, n3 = fbm(rng), fbm(rng, falloff=0.85), fbm(rng, falloff=0.7)
    mx, my = np.meshgrid((np.arange(W) + 0.5) / SS - MARGIN, (np.arange(H) + 0.5) / SS - MARGIN)
    rays = np.stack([(mx - CAM.width / 2) / CAM.focal, (my - CAM.height_px / 2) / CAM.focal, np.ones_like(mx)], -1) @ CAM.axes()
    ray = rays / np.linalg.norm(rays, axis=-1, keepdims=True)
    up = ray[..., 2].clip(0, 1)[..., None]
    # sky
    warm = np.array([0.86, 0.93, 0.97]) if variant == "gate-out" else np.array([0.94, 0.93, 0.91])
    sky = warm + (np.array([0.80, 0.64, 0.47]) - warm) * np.clip(up * 3.2, 0, 1) ** 0.8
    safe = np.maximum(ray[..., 2], 0.02)
    cx, cy = ray[..., 0] / safe, ray[..., 1] / safe
    cloud = np.clip((sample(n1, cx + 40, cy + 7, 34) - 0.46) * 3.0, 0, 1)[..., None] * np.clip(up * 14 - 0.2, 0, 1)
    im = (sky * (1 - 0.75 * cloud) + np.array([0.95, 0.945, 0.94]) * 0.75 * cloud).astype(np.float32)
    # ground
    t = np.where(rays[..., 2] < -1e-4, -CAM.height / np.where(rays[..., 2] < -1e-4, rays[..., 2], -1), 1e4)
    gx, gy = rays[..., 0] * t, np.minimum(rays[..., 1] * t, 4000)
    on = rays[..., 2] < -1e-4
    fade = np.clip(1.0 - gy / 120, 0, 1)
    grass = np.array([0.17, 0.36, 0.29]) * (0.72 + 0.55 * sample(n2, gx, gy, 5) * fade + 0.35 * (sample(n1, gx, gy, 31) - 0.4))[..., None]
    grain = (
        (sample(n2, gx, gy, 1.1) - 0.5) * 0.22 * np.clip(1.2 - gy / 22, 0, 1)
        + (sample(n3, gx, gy, 9) - 0.5) * 0.20
        + (sample(n1, gx * 2.5, gy, 37) - 0.5) * 0.12
    )
    lat = gx - LANE - bend(gy)
    tracks = -0.07 * (np.exp(-(((np.abs(lat) - 0.75) / 0.22) ** 2))) - 0.05 * np.exp(-((lat / 0.25) ** 2)) * np.clip(
        1 - np.abs(gy - 6.5) / 4, 0, 1
    )
    asphalt = np.array([0.385, 0.38, 0.375]) * (1 + grain + tracks)[..., None]
    yard = (gx < LANE - HALF - 0.1) & (gx > LANE - HALF - 8.6) & (gy > 0)
    island = (gx < LANE - HALF) & (gx > LANE - HALF - 2.6) & (gy < 22)
    lane = (np.abs(lat) < HALF) | ((gy > 40) & (gy < 47))
    out = np.where((lane | yard)[..., None], asphalt, grass)
    paving = np.array([0.50, 0.52, 0.54]) * (1 + 0.5 * grain)[..., None]
    joint = (np.mod(gx, 0.4) < 0.02) | (np.mod(gy + 0.2 * (np.floor(gx / 0.4) % 2), 0.4) < 0.02)
    paving[joint & (gy < 18)] *= 0.84
    out = np.where(island[..., None], paving, out)
    wear = (0.80 + 0.5 * (sample(n2, gx, gy, 2.3) - 0.35)).clip(0.3, 1)[..., None]

    def mark(mask: np.ndarray, colour=(0.86, 0.87, 0.87)) -> None:
        nonlocal out
        out = np.where(mask[..., None], out * (1 - 0.85 * wear) + np.asarray(colour) * 0.85 * wear, out)

    mark((np.abs(np.abs(lat) - HALF + 0.22) < 0.055) & (gy < 60) & ~((gy > 40) & (gy < 47)))
    mark((np.abs(lat) < HALF - 0.30) & (gy > 4.95) & (gy < 5.3))
    for ay in (11.5, 21.0):  # arrows towards the camera
        stem = (np.abs(lat) < 0.09) & (gy > ay + 1.1) & (gy < ay + 3.2)
        head = (np.abs(lat) < (gy - ay) * 0.32) & (gy > ay) & (gy < ay + 1.25)
        mark(stem | head)
    mark((np.abs(gx - (LANE - HALF - 5.5)) < 0.06) & (np.mod(gy, 3) < 1.6) & (gy < 60))
    patch = (np.abs(lat - 0.7) < 0.45 + 0.04 * np.sin(gy * 9)) & (np.abs(gy - 9.0) < 0.8 + 0.05 * np.sin(gx * 11))
    out = np.where(patch[..., None], out * 0.86, out)
    cover = np.hypot(lat + 0.95, (gy - 8.2)) < 0.32
    out = np.where(cover[..., None], np.array([0.25, 0.25, 0.26]) * (1 + 0.3 * np.sign(np.sin(gx * 60) * np.sin(gy * 60)))[..., None], out)
    drain = (np.abs(lat - HALF + 0.12) < 0.12) & (np.abs(gy - 7.4) < 0.25)
    out = np.where(drain[..., None], np.array([0.13, 0.13, 0.13]) + 0.12 * (np.mod(gy, 0.08) < 0.03)[..., None], out)
    # shade of trees across the road, haze
    shade = np.clip((sample(n1, gx + 3, gy * 1.0 + 5, 26) - 0.42) * 5, 0, 1) * np.clip((gy - 12) / 3, 0, 1) * np.clip((34 - gy) / 6, 0, 1)
    shade = cv2.GaussianBlur(shade.astype(np.float32), (0, 0), 2.5)
    out = out * (1 - 0.34 * shade[..., None] * np.array([0.85, 0.95, 1.0]))
    haze = (1 - np.exp(-np.clip(gy, 0, 400) / 140))[..., None]
    out = out * (1 - haze) + np.array([0.66, 0.66, 0.62]) * haze
    edge = cv2.GaussianBlur(on.astype(np.float32), (0, 0), 1.0)[..., None]
    im = (im * (1 - edge) + out * edge).astype(np.float32)
    # far trees and buildings
    horizon = float(px((0, 3000, 0))[0, 1])
    ridge = horizon - (26 + 34 * cv2.resize(fbm(rng, 512, 7, 0.6)[:1], (W, 1))[0] + 8 * np.sin(np.arange(W) / 130)) * SS * 0.62
    inside = (np.arange(H)[:, None] > ridge[None]) & (np.arange(H)[:, None] < horizon + 3)
    tone = np.array([0.40, 0.45, 0.40])[None, None] * (0.75 + 0.5 * cv2.resize(n2, (W, H))[..., None])
    far = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 1.2)[..., None]
    im[:] = im * (1 - 0.9 * far) + tone * 0.9 * far
    if variant == "gate-out":
        for bx, bw, bh, col in ((-34, 17, 7.5, (0.66, 0.66, 0.64)), (-14, 9, 5.5, (0.50, 0.56, 0.62)), (16, 22, 8.5, (0.62, 0.60, 0.57))):
            box(im, bx, bx + bw, 78, 98, 0, bh, col)
            box(im, bx, bx + bw, 77.9, 78, bh - 0.8, bh, np.array(col) * 0.7)
            for k in range(int(bw // 4)):
                box(im, bx + 1 + 4 * k, bx + 3.4 + 4 * k, 77.9, 78, 0, 3.6, np.array(col) * 0.82)
    else:
        for bx, bw, bh, col in ((-40, 16, 6.5, (0.52, 0.60, 0.70)), (-20, 8, 9.0, (0.68, 0.70, 0.72)), (20, 18, 7.0, (0.60, 0.58, 0.56))):
            box(im, bx, bx + bw, 88, 108, 0, bh, col)
            poly(
                im,
                px((bx - 0.6, 87, bh), (bx + bw + 0.6, 87, bh), (bx + bw * 0.8, 95, bh + 2.6), (bx + bw * 0.2, 95, bh + 2.6)),
                (0.30, 0.32, 0.40),
            )
            for k in range(int(bw // 2.5)):
                for kz in range(int(bh // 3)):
                    box(im, bx + 0.8 + 2.5 * k, bx + 1.9 + 2.5 * k, 87.9, 88, 1 + 3 * kz, 2.4 + 3 * kz, (0.38, 0.36, 0.34))
    for x, y, h in ((-27, 66, 8), (-19, 58, 7), (-12.5, 62, 8.5), (7.5, 66, 7.5), (13, 56, 8), (22, 60, 9)):
        tree(im, rng, x + rng.normal(0, 1), y, h, 1.15)
    # fence along the yard's far side
    for fx in np.arange(-30, -11.2, 0.25):
        poly(im, px((fx, 38, 0), (fx + 0.05, 38, 0), (fx + 0.05, 38, 2.0), (fx, 38, 2.0)), (0.33, 0.36, 0.33), 0.75)
    for fz in (0.25, 1.8):
        poly(im, px((-30, 38, fz), (-11.2, 38, fz), (-11.2, 38, fz + 0.07), (-30, 38, fz + 0.07)), (0.30, 0.33, 0.30))
    tree(im, rng, -13.5, 33, 7.2)
    tree(im, rng, -9.8 - 4 * (variant == "gate-out"), 40, 6.2)
    # hedge on the right, with a mask: vehicles come from behind it
    mask = np.zeros((H, W), np.uint8)
    for y in np.linspace(44, 25.5, 26):
        x0 = 1.75 + (y - 25) * 0.02
        scale = CAM.focal * SS / y
        for x in (x0 + 0.55, x0 + 1.9, x0 + 3.2, x0 + 5, x0 + 7, x0 + 9.5):
            c = px((x, y, 1.35))[0]
            leaves(im, rng, c, 0.95 * scale, 1.38 * scale, max(2.6, 0.10 * scale), 150, (0.07, 0.15, 0.09), (0.27, 0.50, 0.36), mask)
    tree(im, rng, 5.6, 24, 6.4)
    tree(im, rng, 9.0, 30, 7.5)
    # right verge: kerb, low posts, lamp pole
    for y0 in np.arange(24, 2, -1.0):
        k = 0.60 + 0.05 * rng.random()
        box(im, LANE + HALF, LANE + HALF + 0.18, y0, y0 + 0.985, 0, 0.12, (k, k, k), side=(k * 0.8, k * 0.8, k * 0.8), top=(k * 1.15,) * 3)
    for y0 in (22, 17, 12.5, 9.2):
        x = LANE + HALF + 0.75
        box(im, x, x + 0.14, y0, y0 + 0.14, 0, 0.95, (0.22, 0.22, 0.23))
        box(im, x - 0.005, x + 0.145, y0 - 0.004, y0 + 0.14, 0.70, 0.84, (0.85, 0.86, 0.86))
    poly(im, px((2.55, 19, 0), (2.72, 19, 0), (2.67, 19, 9), (2.60, 19, 9)), (0.45, 0.46, 0.46))
    # island on the left: kerb, gatehouse, lowered boom of the other lane, call post
    for y0 in np.arange(21, 2, -1.0):
        k = 0.60 + 0.05 * rng.random()
        box(
            im,
            LANE - HALF - 0.18,
            LANE - HALF,
            y0,
            y0 + 0.985,
            0,
            0.12,
            (k, k, k),
            side=(k * 0.78, k * 0.78, k * 0.78),
            top=(k * 1.15,) * 3,
        )
    gy0 = 11.0
    hx0, hx1, hy1 = LANE - HALF - 2.35, LANE - HALF - 0.45, gy0 + 3.2
    # the other lane's barrier, behind the house
    box(im, hx0 - 0.9, hx0 - 0.55, 17, 17.4, 0, 1.05, (0.20, 0.45, 0.80))
    for i in range(9):
        c = (0.25, 0.22, 0.80) if i % 2 else (0.90, 0.90, 0.90)
        xa = hx0 - 0.7 - 0.5 * i
        poly(im, px((xa - 0.5, 17, 0.88), (xa, 17, 0.88), (xa, 17, 1.0), (xa - 0.5, 17, 1.0)), c)
    wall = np.array([0.70, 0.74, 0.77]) if variant == "gate-in" else np.array([0.66, 0.60, 0.52])
    box(im, hx0, hx1, gy0, hy1, 0, 2.75, wall, side=wall * 0.62)
    box(im, hx0, hx1, gy0 - 0.02, hy1, 0, 0.9, wall * 0.72, side=wall * 0.46, top=wall * 0.8)
    glass = np.array([0.36, 0.31, 0.25])
    sidex = hx1 + 0.003
    for ya, yb in ((gy0 + 0.25, gy0 + 1.5), (gy0 + 1.65, gy0 + 2.9)):
        poly(im, px((sidex, ya, 1.0), (sidex, yb, 1.0), (sidex, yb, 2.25), (sidex, ya, 2.25)), (0.15, 0.15, 0.15))
        poly(im, px((sidex, ya + 0.06, 1.06), (sidex, yb - 0.06, 1.06), (sidex, yb - 0.06, 2.19), (sidex, ya + 0.06, 2.19)), glass)
        poly(im, px((sidex, ya + 0.06, 1.9), (sidex, ya + 0.5, 2.19), (sidex, ya + 0.06, 2.19)), (0.62, 0.56, 0.48), 0.6)
    fx0, fx1 = hx0 + 0.2, hx1 - 0.2
    poly(im, px((fx0, gy0 - 0.02, 1.0), (fx1, gy0 - 0.02, 1.0), (fx1, gy0 - 0.02, 2.25), (fx0, gy0 - 0.02, 2.25)), (0.15, 0.15, 0.15))
    poly(
        im,
        px((fx0 + 0.06, gy0 - 0.02, 1.06), (fx1 - 0.06, gy0 - 0.02, 1.06), (fx1 - 0.06, gy0 - 0.02, 2.19), (fx0 + 0.06, gy0 - 0.02, 2.19)),
        glass * 1.15,
    )
    poly(
        im,
        px((fx0 + 0.06, gy0 - 0.02, 1.06), (fx0 + 0.7, gy0 - 0.02, 1.06), (fx0 + 1.25, gy0 - 0.02, 2.19), (fx0 + 0.5, gy0 - 0.02, 2.19)),
        (0.70, 0.62, 0.52),
        0.38,
    )
    poly(
        im,
        px((fx0 + 0.75, gy0 - 0.02, 1.0), (fx0 + 0.80, gy0 - 0.02, 1.0), (fx0 + 0.80, gy0 - 0.02, 2.25), (fx0 + 0.75, gy0 - 0.02, 2.25)),
        (0.15, 0.15, 0.15),
    )
    # roof with an overhang, seen from below its edge
    poly(
        im,
        px((hx0 - 0.3, gy0 - 0.35, 2.75), (hx1 + 0.3, gy0 - 0.35, 2.75), (hx1 + 0.3, gy0 - 0.35, 2.98), (hx0 - 0.3, gy0 - 0.35, 2.98)),
        (0.26, 0.27, 0.28),
    )
    poly(
        im,
        px((hx1 + 0.3, gy0 - 0.35, 2.75), (hx1 + 0.3, hy1 + 0.3, 2.75), (hx1 + 0.3, hy1 + 0.3, 2.98), (hx1 + 0.3, gy0 - 0.35, 2.98)),
        (0.18, 0.19, 0.20),
    )
    poly(im, px((hx0, gy0 - 0.02, 2.52), (hx1, gy0 - 0.02, 2.52), (hx1, gy0 - 0.02, 2.75), (hx0, gy0 - 0.02, 2.75)), (0.1, 0.1, 0.1), 0.35)
    # call post beside the driver and two posts
    for y0 in (9.4, 8.2):
        x = LANE - HALF - 0.62
        box(im, x, x + 0.16, y0, y0 + 0.16, 0, 1.0, (0.16, 0.62, 0.85))
        box(im, x - 0.004, x + 0.164, y0 - 0.004, y0 + 0.16, 0.42, 0.62, (0.14, 0.14, 0.14))
    x = LANE - HALF - 0.52
    box(im, x, x + 0.22, 7.0, 7.22, 0, 1.22, (0.36, 0.37, 0.38))
    box(im, x - 0.03, x + 0.25, 6.94, 7.22, 1.18, 1.62, (0.24, 0.25, 0.26))
    poly(im, px((x + 0.02, 6.93, 1.30), (x + 0.20, 6.93, 1.30), (x + 0.20, 6.93, 1.56), (x + 0.02, 6.93, 1.56)), (0.44, 0.43, 0.40))
    poly(im, px((x + 0.07, 6.92, 1.20), (x + 0.15, 6.92, 1.20), (x + 0.15, 6.92, 1.27), (x + 0.07, 6.92, 1.27)), (0.35, 0.75, 0.40))
    # lens: a little soft, darker in the corners
    rad = np.hypot((mx - CAM.width / 2) / 740, (my - CAM.height_px / 2) / 740)
    im *= (1 - 0.16 * np.clip(rad - 0.25, 0, 2) ** 1.7)[..., None]
    small = cv2.resize(np.clip(im, 0, 1), (W // SS, H // SS), interpolation=cv2.INTER_AREA)
    small += (rng.normal(0, 0.006, small.shape[:2])[..., None]).astype(np.float32)
    hedge = cv2.resize(mask, (W // SS, H // SS), interpolation=cv2.INTER_AREA)
    picture = (np.clip(small, 0, 1) * 255 + 0.5).astype(np.uint8)
    if variant == "gate-out":
        picture, hedge = picture[:, ::-1], hedge[:, ::-1]
    return np.ascontiguousarray(picture), np.ascontiguousarray(hedge)


if __name__ == "__main__":
    for name, seed in (("gate-in", 7), ("gate-out", 21)):
        picture, hedge = place(seed, name)
        path = Path(__file__).with_name(f"{name}.npz")
        np.savez(
            path,
            place=cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, 92])[1].ravel(),
            hedge=cv2.imencode(".png", hedge)[1].ravel(),
        )
        if "-v" in sys.argv:
            cv2.imwrite(f"{name}.png", picture)
        print(name, path.stat().st_size // 1024, "KiB")
