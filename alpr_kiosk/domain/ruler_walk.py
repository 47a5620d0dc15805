# SPDX-License-Identifier: AGPL-3.0-or-later
"""The walk test: what the ruler saw of each car that drove through, and whether the lane passes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.ruler import (
    Context,
    PlateMeasure,
    Shutter,
    Verdict,
    factor_up,
    judge,
    tenth,
    verdict,
    worst,
)
from alpr_kiosk.domain.ruler_limits import LIMITS, Grade, Quantity

WALK_CARS = 5
"""Cars of a walk test (design/rivals.md part 6, 8)."""

MAX_SIGHTINGS = 400
"""Sightings kept of one track: 40 s at 10 pictures a second; of a longer one every other stays."""

MAX_TRACKS = 64
"""Tracks kept that no passage has claimed yet; the oldest is dropped."""

NEAR = 0.75
"""Share of the largest text height from which a picture of the car counts as near."""

MAX_STEP_S = 0.5
"""Boxes further apart in time say nothing about the speed of the plate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One plate in one picture of a lane.

    Attributes:
        track_id: Tracker id of the box.
        at_s: Time of the picture, seconds of any clock that only goes forward.
        box: The plate's box, fractions of the picture.
        size: Width and height of the picture, px.
        measure: What the ruler measured.
        legible: Whether something was read; None when the reader was not asked (it takes fewer
            pictures of a plate that it is sure of).
    """

    track_id: int
    at_s: float
    box: Box
    size: tuple[int, int]
    measure: PlateMeasure
    legible: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarRuler:
    """One car of the walk test.

    Attributes:
        plate: The agreed plate, "" when there was none.
        reads: Pictures in which something was read.
        readable: Those and the ones between them in which the reader was not asked.
        first_s: Time of the first of them.
        last_s: Time of the last of them.
        fps: Readable pictures a second; None for fewer than two.
        best_text_px: Largest text height.
        stroke_px: Median stroke width.
        worst_blur_px: Widest edges.
        speed_px_s: Fastest that the plate moved in the picture; None when unknown.
        typical: The median of every figure over the readable pictures, the largest text height.
        verdicts: On `typical`, the reads and the pictures a second.
    """

    plate: str
    reads: int
    readable: int
    first_s: float
    last_s: float
    fps: float | None
    best_text_px: float | None
    stroke_px: float | None
    worst_blur_px: float | None
    speed_px_s: float | None
    typical: PlateMeasure
    verdicts: tuple[Verdict, ...]

    @property
    def grade(self) -> Grade:
        """The worst of all; BAD without an agreed plate."""
        return worst(self.verdicts) if self.plate else Grade.BAD

    @property
    def passed(self) -> bool:
        """Whether a plate was agreed and nothing is bad."""
        return self.grade in (Grade.GOOD, Grade.BORDERLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line of the pass/fail sheet.

    Attributes:
        passed: The car counts.
        code: Key of the sentence.
        context: Its values.
        advice: What to do about it: key and values, the worst first.
    """

    passed: bool
    code: str
    context: Context
    advice: tuple[tuple[str, Context], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkSheet:
    """The result of a walk test.

    Attributes:
        cars: Cars that were to drive through.
        read: Cars that passed.
        passed: All of them passed.
        code: Key of the sentence over it all.
        context: Its values.
        lines: One per car, missing ones included.
    """

    cars: int
    read: int
    passed: bool
    code: str
    context: Context
    lines: tuple[SheetLine, ...]


@dataclass(slots=True)
class _Track:
    sightings: list[Sighting] = field(default_factory=list)
    stride: int = 1
    skipped: int = 0

    def add(self, sighting: Sighting) -> None:
        self.skipped += 1
        if self.skipped < self.stride:
            return
        self.skipped = 0
        self.sightings.append(sighting)
        if len(self.sightings) >= MAX_SIGHTINGS:
            self.sightings = self.sightings[::2]
            self.stride *= 2


class RulerSession:
    """Collects what the ruler sees of one lane; used by one thread.

    Args:
        exposure_s: Exposure that is set in the camera, seconds; None when unknown.
    """

    def __init__(self, *, exposure_s: float | None = None) -> None:
        self._exposure_s = exposure_s
        self._tracks: dict[int, _Track] = {}
        self._cars: list[CarRuler] = []

    @property
    def cars(self) -> tuple[CarRuler, ...]:
        """The cars so far, in order."""
        return tuple(self._cars)

    def add(self, sighting: Sighting) -> None:
        """Take one plate of one picture."""
        if sighting.track_id not in self._tracks and len(self._tracks) >= MAX_TRACKS:
            del self._tracks[next(iter(self._tracks))]
        self._tracks.setdefault(sighting.track_id, _Track()).add(sighting)

    def close(self, track_ids: Iterable[int], plate: str) -> CarRuler | None:
        """End a passage and return what was seen of it; None when nothing was.

        Args:
            track_ids: Its tracks.
            plate: The agreed plate, "" when no text was agreed on.
        """
        tracks = [self._tracks.pop(number, None) for number in dict.fromkeys(track_ids)]
        found = [track for track in tracks if track is not None and track.sightings]
        if not found:
            return None
        sightings = sorted(
            (sighting for track in found for sighting in track.sightings),
            key=lambda sighting: sighting.at_s,
        )
        thinned = max(track.stride for track in found)
        car = summarise(sightings, plate, exposure_s=self._exposure_s, thinned=thinned)
        self._cars.append(car)
        return car

    def sheet(self, cars: int = WALK_CARS, *, over: bool = True) -> WalkSheet:
        """Return the pass/fail sheet.

        Args:
            cars: Cars that were to drive through, >= 1.
            over: The test is over: cars that did not come count as missing.
        """
        lines = [_line(number, car) for number, car in enumerate(self._cars, 1)]
        read = sum(line.passed for line in lines)
        if over:
            lines += [
                SheetLine(passed=False, code="ruler.car.missing", context=(("n", number),))
                for number in range(len(lines) + 1, cars + 1)
            ]
        passed = read >= cars and all(line.passed for line in lines)
        code = "ruler.walk.waiting"
        if over or len(lines) >= cars:
            code = "ruler.walk.passed" if passed else "ruler.walk.failed"
        cars = max(cars, len(lines))
        return WalkSheet(
            cars=cars,
            read=read,
            passed=passed,
            code=code,
            context=(("read", read), ("cars", cars)),
            lines=tuple(lines),
        )


def summarise(
    sightings: Sequence[Sighting],
    plate: str,
    *,
    exposure_s: float | None = None,
    thinned: int = 1,
) -> CarRuler:
    """Return one car from all its sightings.

    Args:
        sightings: In order of time, at least one.
        plate: The agreed plate, "".
        exposure_s: Exposure that is set in the camera, seconds; None when unknown.
        thinned: Only one in so many sightings was kept.

    Raises:
        ValueError: No sighting.
    """
    if not sightings:
        raise ValueError("a car needs at least one sighting")
    legible = [number for number, sighting in enumerate(sightings) if sighting.legible]
    if legible:
        between = sightings[legible[0] : legible[-1] + 1]
        readable = [sighting for sighting in between if sighting.legible is not False]
    else:
        readable = []
    seen = readable or list(sightings)
    first_s, last_s = seen[0].at_s, seen[-1].at_s
    count = len(readable) * thinned if thinned > 1 else len(readable)
    fps = (count - 1) / (last_s - first_s) if count > 1 and last_s > first_s else None
    typical = _typical([sighting.measure for sighting in seen])
    speed = fastest(seen)
    verdicts = judge(typical, Shutter(speed_px_s=speed, exposure_s=exposure_s))
    blurs = [value for value in (sighting.measure.blur_px for sighting in seen) if value]
    return CarRuler(
        plate=plate,
        reads=len(legible),
        readable=count,
        first_s=first_s,
        last_s=last_s,
        fps=fps,
        best_text_px=typical.text_height_px,
        stroke_px=typical.stroke_px,
        worst_blur_px=max(blurs, default=None),
        speed_px_s=speed,
        typical=typical,
        verdicts=(*verdicts, _reads(count), _fps(fps)),
    )


def fastest(sightings: Sequence[Sighting]) -> float | None:
    """Return how fast the plate moved in the picture, px a second; None when it can't be told.

    The second fastest of ten steps, so that a box drawn differently once does not count.
    """
    speeds = []
    for before, after in pairwise(sightings):
        step = after.at_s - before.at_s
        if not 0 < step <= MAX_STEP_S or after.size != before.size:
            continue
        one, two = before.box.center, after.box.center
        across, down = (two.x - one.x) * after.size[0], (two.y - one.y) * after.size[1]
        speeds.append(math.hypot(across, down) / step)
    if len(speeds) < 2:
        return None
    speeds.sort()
    fast = speeds[min(len(speeds) - 1, int(0.9 * (len(speeds) - 1)))]
    return fast if fast > 0 else None


_FIGURES = (
    "plate_width_px",
    "plate_height_px",
    "stroke_px",
    "tilt_deg",
    "skew_deg",
    "edge_across_px",
    "edge_down_px",
    "white_share",
    "black_share",
    "contrast",
    "noise",
)


def _typical(measures: Sequence[PlateMeasure]) -> PlateMeasure:
    """Return the median of every figure that is known, with the largest text height.

    Only pictures count in which characters were told apart, when there are such, and not those
    from far away: a sharp edge is one of few pixels against the height of its own text.
    """
    best = max((m.text_height_px for m in measures if m.text_height_px), default=None)
    clear = list(measures)
    if best is not None:
        clear = [m for m in measures if m.text_height_px and m.text_height_px >= NEAR * best]
    values: dict[str, float | None] = {}
    for name in _FIGURES:
        known = [
            value for value in (getattr(measure, name) for measure in clear) if value is not None
        ]
        values[name] = float(median(known)) if known else None
    lightness = [m.light_on_dark for m in clear if m.light_on_dark is not None]
    return replace(
        PlateMeasure(**values),  # type: ignore[arg-type]
        lines=int(median([measure.lines for measure in clear])),
        characters=int(median([measure.characters for measure in clear])),
        text_height_px=best,
        light_on_dark=sum(lightness) * 2 > len(lightness) if lightness else None,
    )


def _reads(count: int) -> Verdict:
    need = LIMITS[Quantity.READS].good
    return verdict(
        Quantity.READS,
        float(count),
        code="ruler.reads_few",
        context=(("n", count), ("need", round(need))),
        advice="ruler.do.more_pictures",
        advice_context=(("factor", factor_up(need / max(1, count))),),
    )


def _fps(fps: float | None) -> Verdict:
    need = LIMITS[Quantity.FPS].good
    return verdict(
        Quantity.FPS,
        fps,
        code="ruler.fps_low",
        context=() if fps is None else (("n", tenth(fps)), ("need", round(need))),
        advice="ruler.do.more_pictures",
        advice_context=(("factor", factor_up(need / fps)),) if fps else (),
    )


def advices(verdicts: Iterable[Verdict]) -> tuple[tuple[str, Context], ...]:
    """Return what to do, each advice once, what is bad before what is borderline.

    Of several zooms the largest stands.
    """
    order = {Grade.BAD: 0, Grade.BORDERLINE: 1}
    wanted = sorted(
        (verdict for verdict in verdicts if verdict.advice and verdict.grade in order),
        key=lambda verdict: order[verdict.grade],
    )
    found: dict[str, Context] = {}
    for each in wanted:
        known = found.get(each.advice)
        if known is None or _factor(each.advice_context) > _factor(known):
            found[each.advice] = each.advice_context
    return tuple(found.items())


def _factor(context: Context) -> float:
    value = dict(context).get("factor", 0.0)
    return float(value) if isinstance(value, (int, float)) else 0.0


def _line(number: int, car: CarRuler) -> SheetLine:
    if not car.plate:
        code = "ruler.car.not_agreed"
    elif not car.passed:
        code = "ruler.car.failed"
    else:
        code = "ruler.car.passed" if car.grade is Grade.GOOD else "ruler.car.weak"
    return SheetLine(
        passed=car.passed,
        code=code,
        context=(("n", number), ("plate", car.plate)),
        advice=advices(car.verdicts),
    )
