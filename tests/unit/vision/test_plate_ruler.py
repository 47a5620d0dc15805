# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ruler measures what was drawn: plates of known geometry, blur and light; then real ones."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alpr_kiosk.domain.ruler import PlateMeasure, judge
from alpr_kiosk.domain.ruler_limits import Grade, Quantity
from alpr_kiosk.vision.ruler import measure_plate
from tests.fakes.drawn_plate import GLYPHS, DrawnPlate, draw_plate
from tests.shared import shared_path

TEXTS = st.text(alphabet=sorted(GLYPHS), min_size=5, max_size=8)
HEIGHTS = st.floats(16, 80)
TILTS = st.floats(-25, 25)
LOOKS = st.sampled_from([(40.0, 200.0), (210.0, 50.0), (90.0, 150.0)])
"""Level of the ink and of the ground: dark on light, light on dark, dark on light and flat."""


def measured(plate: DrawnPlate) -> PlateMeasure:
    return measure_plate(plate.pixels, plate.box)


@settings(max_examples=40, deadline=None)
@given(text=TEXTS, height=HEIGHTS, stroke=st.floats(0.11, 0.17), tilt=TILTS, look=LOOKS)
def test_height_stroke_tilt_and_polarity(
    text: str, height: float, stroke: float, tilt: float, look: tuple[float, float]
) -> None:
    ink, ground = look
    plate = draw_plate(
        (text,), text_height=height, stroke=stroke, tilt=tilt, ink=ink, ground=ground
    )
    found = measured(plate)
    assert found.lines == 1
    assert found.text_height_px == pytest.approx(height, rel=0.03, abs=0.6)
    # 15 % or 0.6 px for 92 % of plates; strokes that meet (M, N, 4) measure too wide.
    assert found.stroke_px == pytest.approx(plate.stroke_px, rel=0.27, abs=0.9)
    assert found.tilt_deg == pytest.approx(tilt, abs=1.0)
    assert found.light_on_dark == (ink > ground)
    # Ink that is two pixels wide does not reach its level in all of them.
    assert found.contrast == pytest.approx(abs(ink - ground) / 255, rel=0.15)
    assert found.white_share == 0
    assert found.black_share == 0


@settings(max_examples=25, deadline=None)
@example(text="00001", height=27.625, tilt=0.0, motion=0.0, down=False)  # sharp, 1.8 by 1.2 px
@given(text=TEXTS, height=HEIGHTS, tilt=TILTS, motion=st.floats(0, 4), down=st.booleans())
def test_a_motion_is_measured_in_its_direction_up_to_the_width_of_the_stroke(
    text: str, height: float, tilt: float, motion: float, down: bool
) -> None:
    stroke = 0.14
    motion = min(motion, stroke * height)
    plate = draw_plate(
        (text,),
        text_height=height,
        stroke=stroke,
        tilt=tilt,
        motion=0 if down else motion,
        motion_down=motion if down else 0,
    )
    found = measured(plate)
    assert found.text_height_px == pytest.approx(height, rel=0.06, abs=0.6)
    assert found.edge_across_px is not None
    assert found.edge_down_px is not None
    along = found.edge_down_px if down else found.edge_across_px
    across = found.edge_across_px if down else found.edge_down_px
    assert along == pytest.approx(max(1.4, motion), abs=0.6)
    assert across == pytest.approx(1.4, abs=0.6)
    if motion >= 3:
        assert found.moved_across is not down
    if motion <= 1:
        assert found.moved_across is None


@settings(max_examples=25, deadline=None)
@given(text=TEXTS, height=HEIGHTS, tilt=TILTS, sigma=st.floats(0, 4))
def test_a_lens_out_of_focus_widens_all_edges_by_two_and_a_half_sigma(
    text: str, height: float, tilt: float, sigma: float
) -> None:
    sigma = min(sigma, 0.05 * height)  # beyond that strokes run into each other
    found = measured(draw_plate((text,), text_height=height, tilt=tilt, sigma=sigma))
    expected = math.hypot(1.35, 2.5 * sigma)
    assert found.text_height_px == pytest.approx(height, rel=0.06, abs=0.8)
    for edge in (found.edge_across_px, found.edge_down_px):
        assert edge == pytest.approx(expected, rel=0.25, abs=0.5)
    assert found.moved_across is None


def test_worse_blur_never_looks_sharper() -> None:
    shares = [
        measured(draw_plate(text_height=30, sigma=sigma)).blur_share for sigma in (0, 1, 2, 3)
    ]
    assert None not in shares
    assert shares == sorted(shares, key=lambda share: share or 0.0)


@pytest.mark.parametrize("tilt", [-12.0, 0.0, 12.0])
@pytest.mark.parametrize(("upper", "lower"), [("HK47", "2558"), ("HK4", "KL2558"), ("2K", "14U5")])
def test_two_lines(upper: str, lower: str, tilt: float) -> None:
    found = measured(draw_plate((upper, lower), text_height=22, tilt=tilt))
    assert found.lines == 2
    assert found.characters == len(upper + lower)
    assert found.text_height_px == pytest.approx(22, abs=1)
    assert found.tilt_deg == pytest.approx(tilt, abs=1.5)


@pytest.mark.parametrize("skew", [-20.0, -10.0, 0.0, 10.0, 20.0])
def test_skew(skew: float) -> None:
    found = measured(draw_plate(("HK4L2T5",), text_height=34, skew=skew))
    assert found.skew_deg == pytest.approx(skew, abs=5)
    assert found.tilt_deg == pytest.approx(0, abs=1)


def test_light() -> None:
    bright = measured(draw_plate(gain=1.4))
    assert bright.white_share is not None
    assert 0.5 < bright.white_share < 0.8  # all of the ground, none of the ink
    dark = measured(draw_plate(gain=0.1))
    assert dark.black_share is not None
    assert 0.1 < dark.black_share < 0.4  # all of the ink
    assert dark.contrast == pytest.approx(16 / 255, abs=0.02)


@pytest.mark.parametrize("noise", [2.0, 5.0, 8.0])
def test_noise(noise: float) -> None:
    found = measured(draw_plate(text_height=30, noise=noise))
    assert found.noise == pytest.approx(noise / 255, rel=0.35)
    assert found.text_height_px == pytest.approx(30, abs=1)


def test_what_shows_nothing_is_not_measured_and_never_an_error() -> None:
    rng = np.random.default_rng(0)
    grain = rng.integers(0, 255, (120, 300, 3)).astype(np.uint8)
    blank = np.full((120, 300, 3), 128, dtype=np.uint8)
    for pixels in (grain, blank):
        found = measure_plate(pixels, (20, 20, 280, 100))
        assert found.plate_width_px == 260
        assert found.white_share is not None
        unknown = {v.quantity for v in judge(found) if v.grade is Grade.UNKNOWN}
        if found.lines == 0:
            assert {Quantity.TEXT_HEIGHT, Quantity.BLUR, Quantity.TILT} <= unknown
    assert measure_plate(blank, (20, 20, 280, 100)).lines == 0


@pytest.mark.parametrize(
    "box",
    [
        (0, 0, 0, 0),
        (50, 50, 40, 40),
        (-500, -500, -400, -400),
        (1e9, 0, 2e9, 10),
        (math.nan, 0, 10, 10),
        (0, 0, math.inf, 10),
        (10, 10, 11, 11),
        (-1e6, -1e6, 1e6, 1e6),
    ],
)
def test_a_senseless_box_is_not_measured(box: tuple[float, float, float, float]) -> None:
    found = measure_plate(np.zeros((90, 160, 3), dtype=np.uint8), box)
    assert found.text_height_px is None
    assert all(
        verdict.grade is not Grade.GOOD or verdict.value is not None for verdict in judge(found)
    )


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.tuples(st.integers(1, 90), st.integers(1, 200)),
    box=st.tuples(*[st.floats(-50, 250) for _ in range(4)]),
    step=st.sampled_from([1, 32, 255]),
)
def test_any_pixels_and_any_box_give_figures_or_none(
    seed: int, size: tuple[int, int], box: tuple[float, float, float, float], step: int
) -> None:
    rng = np.random.default_rng(seed)
    pixels = (rng.integers(0, 256, (*size, 3)) // step * step).astype(np.uint8)
    found = measure_plate(pixels, box)
    for name in PlateMeasure.__slots__:
        value = getattr(found, name)
        assert value is None or isinstance(value, (bool, int, float))
        assert value is None or math.isfinite(value)
    judge(found)


def test_a_plate_that_fills_a_large_picture_is_measured_in_its_own_pixels() -> None:
    large = draw_plate(text_height=60)
    pixels = cv2.resize(large.pixels, None, fx=6, fy=6, interpolation=cv2.INTER_LINEAR)
    x0, y0, x1, y1 = (6 * value for value in large.box)
    assert measure_plate(pixels, (x0, y0, x1, y1)).text_height_px == pytest.approx(360, rel=0.04)


# ---------------------------------------------------------------------------------- real plates


@pytest.fixture(scope="module")
def real() -> list[tuple[str, int, PlateMeasure]]:
    """Text, lines and measure of each validation plate that was read by eye."""
    folder = shared_path("data", "plates")
    with (folder / "texts.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "val"]
    found = []
    for row in rows:
        pixels = cv2.imread(str(next((folder / "images/val").glob(row["image"] + ".*"))))
        assert pixels is not None
        high, wide = pixels.shape[:2]
        lines = Path(folder / f"labels/val/{row['image']}.txt").read_text(encoding="utf-8")
        x, y, w, h = (float(value) for value in lines.splitlines()[int(row["box"])].split()[1:])
        box = ((x - w / 2) * wide, (y - h / 2) * high, (x + w / 2) * wide, (y + h / 2) * high)
        found.append((row["text"], int(row["lines"]), measure_plate(pixels, box)))
    return found


@pytest.mark.shared
def test_real_plates_of_one_line(real: list[tuple[str, int, PlateMeasure]]) -> None:
    """The labels hold whole plates, most of them American: characters of half the height."""
    one = [(text, measure) for text, lines, measure in real if lines == 1]
    told = [(text, measure) for text, measure in one if measure.lines]
    assert len(told) >= 0.8 * len(one)
    heights = np.array([(m.text_height_px or 0) / (m.plate_height_px or 1) for _, m in told])
    assert np.mean((heights > 0.3) & (heights < 0.9)) >= 0.9
    strokes = np.array([(m.stroke_px or 0) / (m.text_height_px or 1) for _, m in told])
    assert np.mean((strokes > 0.08) & (strokes < 0.27)) >= 0.9
    assert np.mean([abs(m.characters - len(text)) <= 1 for text, m in told]) >= 0.65
    assert np.mean([abs(m.tilt_deg or 0) < 15 for _, m in told]) >= 0.9


@pytest.mark.shared
def test_real_plates_of_two_lines(real: list[tuple[str, int, PlateMeasure]]) -> None:
    two = [measure for _, lines, measure in real if lines == 2]
    assert sum(measure.lines == 2 for measure in two) >= 0.7 * len(two)
    one = [measure for _, lines, measure in real if lines == 1]
    assert sum(measure.lines == 2 for measure in one) <= 0.02 * len(one)
