# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ruler's sentences, once for the set-up screen and the command line.

The copy deck takes them in, and the extraction of texts for translation finds them by the marker.
"""

from __future__ import annotations

from collections.abc import Iterable


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802
    """Return `text`; the name is what the extraction looks for (the domain knows no Qt)."""
    del context
    return text


RULER_TEXTS: dict[str, str] = {
    "ruler.plate_size": QT_TRANSLATE_NOOP("messages", "Plate size"),
    "ruler.text_height": QT_TRANSLATE_NOOP("messages", "Text height"),
    "ruler.stroke": QT_TRANSLATE_NOOP("messages", "Stroke width"),
    "ruler.tilt": QT_TRANSLATE_NOOP("messages", "Tilt"),
    "ruler.skew": QT_TRANSLATE_NOOP("messages", "Skew"),
    "ruler.blur": QT_TRANSLATE_NOOP("messages", "Sharpness"),
    "ruler.bright": QT_TRANSLATE_NOOP("messages", "Exposure"),
    "ruler.contrast": QT_TRANSLATE_NOOP("messages", "Contrast"),
    "ruler.noise": QT_TRANSLATE_NOOP("messages", "Noise"),
    "ruler.reads": QT_TRANSLATE_NOOP("messages", "Reads"),
    "ruler.fps": QT_TRANSLATE_NOOP("messages", "Pictures a second"),
    "ruler.grade.good": QT_TRANSLATE_NOOP("messages", "GOOD"),
    "ruler.grade.borderline": QT_TRANSLATE_NOOP("messages", "BORDERLINE"),
    "ruler.grade.bad": QT_TRANSLATE_NOOP("messages", "BAD"),
    "ruler.grade.unknown": QT_TRANSLATE_NOOP("messages", "CAN'T TELL"),
    "ruler.cannot_tell": QT_TRANSLATE_NOOP(
        "messages", "Can't tell: no characters were told apart on the plate."
    ),
    "ruler.plate_size.ok": QT_TRANSLATE_NOOP("messages", "The plate is {width} x {height} px."),
    "ruler.plate_small": QT_TRANSLATE_NOOP(
        "messages", "The plate is {width} x {height} px, {area} in all; {need} are needed."
    ),
    "ruler.text_height.ok": QT_TRANSLATE_NOOP("messages", "The characters are {px} px high."),
    "ruler.text_small": QT_TRANSLATE_NOOP(
        "messages", "The characters are {px} px high; {need} px are needed."
    ),
    "ruler.stroke.ok": QT_TRANSLATE_NOOP("messages", "Their strokes are {px} px wide."),
    "ruler.stroke_thin": QT_TRANSLATE_NOOP(
        "messages", "Their strokes are {px} px wide; {need} px are needed."
    ),
    "ruler.tilt.ok": QT_TRANSLATE_NOOP("messages", "The plate is tilted by {degrees} degrees."),
    "ruler.tilted": QT_TRANSLATE_NOOP(
        "messages", "The plate is tilted by {degrees} degrees; up to {most} are good."
    ),
    "ruler.skew.ok": QT_TRANSLATE_NOOP("messages", "The characters lean by {degrees} degrees."),
    "ruler.skewed": QT_TRANSLATE_NOOP(
        "messages", "The characters lean by {degrees} degrees; up to {most} are good."
    ),
    "ruler.blur.ok": QT_TRANSLATE_NOOP("messages", "Edges are {px} px wide."),
    "ruler.blurred": QT_TRANSLATE_NOOP(
        "messages", "The picture is blurred: edges are {px} px wide; up to {most} px are good."
    ),
    "ruler.motion_across": QT_TRANSLATE_NOOP(
        "messages", "The plate moves sideways while it is exposed: {px} px; up to {most} are good."
    ),
    "ruler.motion_down": QT_TRANSLATE_NOOP(
        "messages",
        "The plate moves up or down while it is exposed: {px} px; up to {most} are good.",
    ),
    "ruler.bright.ok": QT_TRANSLATE_NOOP("messages", "{percent} % of the plate is blown out."),
    "ruler.blown_out": QT_TRANSLATE_NOOP("messages", "{percent} % of the plate is blown out."),
    "ruler.contrast.ok": QT_TRANSLATE_NOOP(
        "messages", "The characters stand out by {percent} % of full brightness."
    ),
    "ruler.flat": QT_TRANSLATE_NOOP(
        "messages", "The characters stand out by only {percent} %; {need} % are needed."
    ),
    "ruler.dark": QT_TRANSLATE_NOOP(
        "messages", "Too dark: {black} % of the plate is black; the rest stands out by {percent} %."
    ),
    "ruler.noise.ok": QT_TRANSLATE_NOOP("messages", "Noise is {percent} % of the contrast."),
    "ruler.noisy": QT_TRANSLATE_NOOP(
        "messages", "Noise is {percent} % of the contrast; up to {most} % is good."
    ),
    "ruler.reads.ok": QT_TRANSLATE_NOOP("messages", "The plate could be read in {n} pictures."),
    "ruler.reads_few": QT_TRANSLATE_NOOP(
        "messages", "The plate could be read in {n} pictures; {need} are needed."
    ),
    "ruler.fps.ok": QT_TRANSLATE_NOOP("messages", "{n} readable pictures a second."),
    "ruler.fps_low": QT_TRANSLATE_NOOP(
        "messages", "{n} readable pictures a second; {need} are needed."
    ),
    "ruler.one_picture": QT_TRANSLATE_NOOP("messages", "Can't tell from a single picture."),
    "ruler.do.zoom": QT_TRANSLATE_NOOP("messages", "Zoom in {factor}x, or go nearer."),
    "ruler.do.turn_clockwise": QT_TRANSLATE_NOOP(
        "messages", "Turn the camera by {degrees} degrees clockwise, seen from behind it."
    ),
    "ruler.do.turn_back": QT_TRANSLATE_NOOP(
        "messages", "Turn the camera by {degrees} degrees anticlockwise, seen from behind it."
    ),
    "ruler.do.nearer_lane": QT_TRANSLATE_NOOP(
        "messages", "Move the camera nearer to the middle of the lane, or lower."
    ),
    "ruler.do.focus": QT_TRANSLATE_NOOP(
        "messages", "Focus on a plate where cars stop: from {px} px to {most} px or less."
    ),
    "ruler.do.shutter": QT_TRANSLATE_NOOP("messages", "Set the shutter to {fraction} or faster."),
    "ruler.do.shorter": QT_TRANSLATE_NOOP(
        "messages", "Set an exposure that is {factor} times shorter."
    ),
    "ruler.do.less_light": QT_TRANSLATE_NOOP(
        "messages", "Less light: {percent} % of the plate is blown out."
    ),
    "ruler.do.more_light": QT_TRANSLATE_NOOP(
        "messages", "More light on the plate, not a longer exposure."
    ),
    "ruler.do.contrast": QT_TRANSLATE_NOOP(
        "messages", "Look for haze, a dirty lens or light into the lens; add light on the plate."
    ),
    "ruler.do.less_gain": QT_TRANSLATE_NOOP(
        "messages", "More light on the plate, then a lower gain in the camera."
    ),
    "ruler.do.more_pictures": QT_TRANSLATE_NOOP(
        "messages", "Raise the pictures a second {factor} times, or see the plate for longer."
    ),
    "ruler.car.passed": QT_TRANSLATE_NOOP("messages", "Car {n}: {plate} is read well."),
    "ruler.car.weak": QT_TRANSLATE_NOOP("messages", "Car {n}: {plate} is read, but barely."),
    "ruler.car.failed": QT_TRANSLATE_NOOP("messages", "Car {n}: {plate} is not read well enough."),
    "ruler.car.not_agreed": QT_TRANSLATE_NOOP("messages", "Car {n} was seen, but not read."),
    "ruler.car.missing": QT_TRANSLATE_NOOP("messages", "Car {n} was not seen."),
    "ruler.walk.passed": QT_TRANSLATE_NOOP("messages", "Passed: {read} of {cars} cars were read."),
    "ruler.walk.failed": QT_TRANSLATE_NOOP(
        "messages", "Not passed: {read} of {cars} cars were read well enough."
    ),
    "ruler.walk.waiting": QT_TRANSLATE_NOOP(
        "messages", "Drive through now: {read} of {cars} cars were read well enough."
    ),
}
"""Sentences and words by code. Placeholders are plain names; values come ready to be shown."""


def words(code: str, context: Iterable[tuple[str, object]] = ()) -> str:
    """Return the English sentence of a code, for where there is no translator.

    Args:
        code: A key of `RULER_TEXTS`.
        context: Values of its placeholders.

    Raises:
        KeyError: No such code, or a value is missing.
    """
    values = {name: str(value) for name, value in context}
    return RULER_TEXTS[code].format_map(values)
