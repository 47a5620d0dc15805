# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the plate ruler found, in the few words of the picture editor (screens.md S18)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from alpr_kiosk.domain.ruler import PlateMeasure, Verdict, judge, worst
from alpr_kiosk.domain.ruler_limits import LIMITS, Grade, Quantity
from ui import messages

SHOWN = (Quantity.PLATE_SIZE, Quantity.TEXT_HEIGHT, Quantity.TILT, Quantity.BLUR)
"""What the editor shows the figures of; all others count for the verdict."""
_RANK = {Grade.BAD: 0, Grade.BORDERLINE: 1, Grade.UNKNOWN: 2, Grade.GOOD: 3}

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class RulerWords:
    """What is said of one plate.

    Attributes:
        figures: "Plate 143 px (90) · ...", each with the value from which it is good.
        grade: The worst of what could be judged.
        advice: What to do about the worst, or a sentence on it when there is nothing to do.
    """

    figures: str
    grade: Grade
    advice: str


def ruler_words(measure: PlateMeasure) -> RulerWords:
    """Return what is said of a plate."""
    verdicts = {one.quantity: one for one in judge(measure)}
    known = tuple(one for one in verdicts.values() if one.grade is not Grade.UNKNOWN)
    grade = worst(known) if known else Grade.UNKNOWN
    first = min(known, key=lambda one: _RANK[one.grade], default=verdicts[Quantity.PLATE_SIZE])
    words = messages.text(first.code, dict(first.context))
    if first.grade is not Grade.GOOD and first.advice:
        # What to do comes first: the figures stand on the picture.
        words = f"{messages.text(first.advice, dict(first.advice_context))} {words}"
    figures = " · ".join(_figure(measure, verdicts[one]) for one in SHOWN)
    return RulerWords(figures=figures, grade=grade, advice=words)


def _figure(measure: PlateMeasure, verdict: Verdict) -> str:
    match verdict.quantity:
        case Quantity.PLATE_SIZE:
            words = translate("ruler", "Plate {px} px ({need})")
            return _fill(words, px=measure.plate_width_px, need=_width_needed(measure))
        case Quantity.TEXT_HEIGHT:
            words = translate("ruler", "Text {px} px ({need})")
            need = LIMITS[Quantity.TEXT_HEIGHT].good
            return _fill(words, px=measure.text_height_px, need=need)
        case Quantity.TILT:
            words = translate("ruler", "Tilt {px}° ({need})")
            tilt = None if measure.tilt_deg is None else abs(measure.tilt_deg)
            return _fill(words, px=tilt, need=LIMITS[Quantity.TILT].good)
    words = translate("ruler", "Sharpness: {grade}")
    grade = "–"
    if verdict.grade is not Grade.UNKNOWN:
        grade = messages.text(f"ruler.grade.{verdict.grade.value}")
    return words.replace("{grade}", grade)


def _width_needed(measure: PlateMeasure) -> float | None:
    """Return how wide a plate of this shape must be, px."""
    wide, high = measure.plate_width_px, measure.plate_height_px
    if not wide or not high:
        return None
    return wide * math.sqrt(LIMITS[Quantity.PLATE_SIZE].good / (wide * high))


def _fill(words: str, *, px: float | None, need: float | None) -> str:
    shown = "–" if px is None else str(round(px))
    least = "–" if need is None else str(math.ceil(need))
    return words.replace("{px}", shown).replace("{need}", least)
