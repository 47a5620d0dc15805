# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plate ruler: what is measured of a plate, against which limits, and what follows from it.

A verdict is a code with values; the words are in `domain.ruler_words`, the walk test over several
cars is in `domain.ruler_walk`, the limits are in `domain.ruler_limits`. docs/plate-ruler.md
says for installers what each figure means.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from alpr_kiosk.domain.ruler_limits import LIMITS, Grade, Limit, Quantity

Context = tuple[tuple[str, object], ...]
"""Values for the placeholders of a text, by name."""

SHARP_PX = 2.0
"""Edges up to this many pixels are as sharp as a camera makes them, however small the text is."""

MOTION_RATIO = 1.4
"""Edges that spread this many times further one way than the other moved that way."""

UPRIGHT = 0.5
"""A row slopes but its characters stand upright in the picture, to this share of the slope: the
camera looks from the side, and turning it would only make the characters lean."""

DARK_SHARE = 0.2
"""Share of a plate's pixels lost in the dark from which a flat plate is called too dark."""

ONE_LEVEL = 1 / 255
"""Contrast below this is none."""

SHUTTERS = (50, 100, 125, 250, 500, 1000, 2000, 4000, 8000)
"""Shutter speeds that cameras offer, 1/n s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateMeasure:
    """One plate in one picture; None where it can't be told.

    Attributes:
        plate_width_px: Width of the plate's box.
        plate_height_px: Height of the plate's box.
        lines: Rows of characters, 1 or 2; 0 when no characters were told apart.
        characters: Characters that were told apart.
        text_height_px: Height of the characters (of the smaller line), across their row.
        stroke_px: Width of their strokes.
        tilt_deg: Slope of the row; positive when its right end is lower.
        skew_deg: Lean of the characters against their row; positive when the tops lean right.
        edge_across_px: Over how many pixels upright edges of ink spread, sideways.
        edge_down_px: The same of level edges, up and down.
        white_share: Share of pixels that are blown out, 0..1.
        black_share: Share of pixels that are lost in the dark, 0..1.
        contrast: Between ink and ground, as a share of full brightness, 0..1.
        noise: Standard deviation of the noise, as a share of full brightness.
        light_on_dark: The characters are lighter than the plate.
    """

    plate_width_px: float | None = None
    plate_height_px: float | None = None
    lines: int = 0
    characters: int = 0
    text_height_px: float | None = None
    stroke_px: float | None = None
    tilt_deg: float | None = None
    skew_deg: float | None = None
    edge_across_px: float | None = None
    edge_down_px: float | None = None
    white_share: float | None = None
    black_share: float | None = None
    contrast: float | None = None
    noise: float | None = None
    light_on_dark: bool | None = None

    @property
    def blur_px(self) -> float | None:
        """The wider of both edge widths, px."""
        known = [v for v in (self.edge_across_px, self.edge_down_px) if v is not None]
        return max(known) if known else None

    @property
    def blur_share(self) -> float | None:
        """That as a share of the text height; sharp edges of small text count as good."""
        if self.blur_px is None or not self.text_height_px:
            return None
        share = self.blur_px / self.text_height_px
        good = LIMITS[Quantity.BLUR].good
        return min(share, good) if self.blur_px <= SHARP_PX else share

    @property
    def moved_across(self) -> bool | None:
        """Whether the blur is a motion: True sideways, False up and down, None neither."""
        across, down = self.edge_across_px, self.edge_down_px
        if across is None or down is None or max(across, down) <= SHARP_PX:
            return None
        if across > MOTION_RATIO * down:
            return True
        return False if down > MOTION_RATIO * across else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the ruler says of one quantity.

    Attributes:
        quantity: What was measured.
        grade: How good it is.
        value: The figure in the limit's unit, None when it can't be told.
        limit: What it was held against.
        code: Key of the sentence.
        context: Its values.
        advice: Key of what to do, "" for nothing.
        advice_context: Its values.
    """

    quantity: Quantity
    grade: Grade
    value: float | None
    limit: Limit
    code: str
    context: Context = ()
    advice: str = ""
    advice_context: Context = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutter:
    """What is known of motion and exposure, for an advice with a number.

    Attributes:
        speed_px_s: How fast the plate moves in the picture, px per second; None when unknown.
        exposure_s: Exposure that is set in the camera, seconds; None when unknown.
    """

    speed_px_s: float | None = None
    exposure_s: float | None = None


def judge(measure: PlateMeasure, shutter: Shutter | None = None) -> tuple[Verdict, ...]:
    """Return a verdict on each quantity of one plate, in the order of `Quantity`.

    Args:
        measure: The figures.
        shutter: What is known of motion and exposure.
    """
    return (
        _size(measure),
        _text(measure),
        _stroke(measure),
        _tilt(measure),
        _skew(measure),
        _blur(measure, shutter or Shutter()),
        _bright(measure),
        _contrast(measure),
        _noise(measure),
    )


def worst(verdicts: tuple[Verdict, ...]) -> Grade:
    """Return the worst grade that is known; UNKNOWN when none is."""
    for grade in (Grade.BAD, Grade.BORDERLINE, Grade.GOOD):
        if any(verdict.grade is grade for verdict in verdicts):
            return grade
    return Grade.UNKNOWN


def verdict(
    quantity: Quantity,
    value: float | None,
    *,
    code: str,
    context: Context,
    advice: str = "",
    advice_context: Context = (),
) -> Verdict:
    """Return a verdict with the right grade, code and advice.

    The figure is judged as it is shown: what says "20 px" is 20 px.

    Args:
        quantity: What was measured.
        value: The figure in the limit's unit, rounded; None when it can't be told.
        code: Key of the sentence when it is not good; ``ruler.<quantity>.ok`` stands when it is.
        context: Values of both sentences.
        advice: Key of what to do when it is not good.
        advice_context: Its values.
    """
    limit = LIMITS[quantity]
    grade = limit.grade(value)
    if grade is Grade.UNKNOWN:
        return Verdict(
            quantity=quantity, grade=grade, value=None, limit=limit, code="ruler.cannot_tell"
        )
    good = grade is Grade.GOOD
    return Verdict(
        quantity=quantity,
        grade=grade,
        value=value,
        limit=limit,
        code=f"ruler.{quantity.value}.ok" if good else code,
        context=context,
        advice="" if good else advice,
        advice_context=() if good else advice_context,
    )


def tenth(value: float) -> float:
    """Return a value as it is shown: with one decimal place below 10, else whole."""
    return round(value, 1) if abs(value) < 9.95 else round(value)


def factor_up(value: float) -> float:
    """Return a factor rounded up to tenths, so that following the advice is enough."""
    return max(1.1, math.ceil(value * 10 - 1e-6) / 10)


def shutter_for(seconds: float) -> int | None:
    """Return n of the longest usual shutter 1/n that is no longer than `seconds`.

    None when even the longest usual one is short enough (the blur is not from the shutter alone)
    or none is.
    """
    if seconds >= 1 / SHUTTERS[0]:
        return None
    return next((n for n in SHUTTERS if 1 / n <= seconds * (1 + 1e-9)), None)


def percent(share: float) -> int:
    """Return a share as whole per cent."""
    return round(share * 100)


def _size_of(px: float | None) -> float | None:
    """Return a size that is one; None for nothing, next to nothing and what is no number."""
    return px if px is not None and math.isfinite(px) and px >= 0.1 else None


def _whole(degrees: float | None) -> int | None:
    return None if degrees is None or not math.isfinite(degrees) else round(abs(degrees))


def _size(measure: PlateMeasure) -> Verdict:
    width, height = measure.plate_width_px, measure.plate_height_px
    area = _size_of(None if width is None or height is None else width * height)
    need = LIMITS[Quantity.PLATE_SIZE].good
    return verdict(
        Quantity.PLATE_SIZE,
        area,
        code="ruler.plate_small",
        context=()
        if area is None
        else (
            ("width", round(width or 0)),
            ("height", round(height or 0)),
            ("area", round(area)),
            ("need", round(need)),
        ),
        advice="ruler.do.zoom",
        # Zooming grows both sides.
        advice_context=(("factor", factor_up(math.sqrt(need / area))),) if area else (),
    )


def _text(measure: PlateMeasure) -> Verdict:
    px, need = _size_of(measure.text_height_px), LIMITS[Quantity.TEXT_HEIGHT].good
    return verdict(
        Quantity.TEXT_HEIGHT,
        None if px is None else tenth(px),
        code="ruler.text_small",
        context=() if px is None else (("px", tenth(px)), ("need", round(need))),
        advice="ruler.do.zoom",
        advice_context=(("factor", factor_up(need / px)),) if px else (),
    )


def _stroke(measure: PlateMeasure) -> Verdict:
    px, need = _size_of(measure.stroke_px), LIMITS[Quantity.STROKE].good
    return verdict(
        Quantity.STROKE,
        None if px is None else tenth(px),
        code="ruler.stroke_thin",
        context=() if px is None else (("px", tenth(px)), ("need", tenth(need))),
        advice="ruler.do.zoom",
        advice_context=(("factor", factor_up(need / px)),) if px else (),
    )


def _tilt(measure: PlateMeasure) -> Verdict:
    degrees = measure.tilt_deg or 0.0
    shown = _whole(measure.tilt_deg)
    # The right end hangs down: the camera is turned against the clock, seen from behind it.
    advice = "ruler.do.turn_clockwise" if degrees > 0 else "ruler.do.turn_back"
    if abs(degrees + (measure.skew_deg or 0.0)) < UPRIGHT * abs(degrees):
        advice = "ruler.do.nearer_lane"
    return verdict(
        Quantity.TILT,
        shown,
        code="ruler.tilted",
        context=(("degrees", shown), ("most", round(LIMITS[Quantity.TILT].good))),
        advice=advice,
        advice_context=(("degrees", shown),) if advice.startswith("ruler.do.turn") else (),
    )


def _skew(measure: PlateMeasure) -> Verdict:
    shown = _whole(measure.skew_deg)
    return verdict(
        Quantity.SKEW,
        shown,
        code="ruler.skewed",
        context=(("degrees", shown), ("most", round(LIMITS[Quantity.SKEW].good))),
        advice="ruler.do.nearer_lane",
    )


def _blur(measure: PlateMeasure, shutter: Shutter) -> Verdict:
    px, share = measure.blur_px, measure.blur_share
    allowed = max(SHARP_PX, LIMITS[Quantity.BLUR].good * (measure.text_height_px or 0.0))
    context: Context = () if px is None else (("px", tenth(px)), ("most", tenth(allowed)))
    moved = measure.moved_across
    code, advice, values = "ruler.blurred", "ruler.do.focus", context
    if moved is not None and px is not None:
        code = "ruler.motion_across" if moved else "ruler.motion_down"
        seconds: float | None = None
        if shutter.exposure_s:
            seconds = shutter.exposure_s * allowed / px
        elif shutter.speed_px_s:
            seconds = allowed / shutter.speed_px_s
        fraction = None if seconds is None else shutter_for(seconds)
        if fraction is not None:
            advice, values = "ruler.do.shutter", (("fraction", f"1/{fraction}"),)
        else:
            advice, values = "ruler.do.shorter", (("factor", factor_up(px / allowed)),)
    return verdict(
        Quantity.BLUR, share, code=code, context=context, advice=advice, advice_context=values
    )


def _bright(measure: PlateMeasure) -> Verdict:
    share = measure.white_share
    shown = None if share is None else percent(share)
    return verdict(
        Quantity.BRIGHT,
        None if shown is None else shown / 100,
        code="ruler.blown_out",
        context=(("percent", shown),),
        advice="ruler.do.less_light",
        advice_context=(("percent", shown),),
    )


def _contrast(measure: PlateMeasure) -> Verdict:
    share = measure.contrast
    dark = (measure.black_share or 0.0) >= DARK_SHARE
    context: Context = (
        ("percent", None if share is None else percent(share)),
        ("need", percent(LIMITS[Quantity.CONTRAST].good)),
        ("black", percent(measure.black_share or 0.0)),
    )
    return verdict(
        Quantity.CONTRAST,
        None if share is None else percent(share) / 100,
        code="ruler.dark" if dark else "ruler.flat",
        context=context,
        advice="ruler.do.more_light" if dark else "ruler.do.contrast",
    )


def _noise(measure: PlateMeasure) -> Verdict:
    share = None
    if measure.noise is not None and measure.contrast and measure.contrast >= ONE_LEVEL:
        share = measure.noise / measure.contrast
    return verdict(
        Quantity.NOISE,
        None if share is None else percent(share) / 100,
        code="ruler.noisy",
        context=(
            ("percent", None if share is None else percent(share)),
            ("most", percent(LIMITS[Quantity.NOISE].good)),
        ),
        advice="ruler.do.less_gain",
    )
