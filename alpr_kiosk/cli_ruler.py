# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk ruler`: measures the plates of a picture, a video, a stream or a demo scene."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from alpr_kiosk.config.paths import models_dir
from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageSettings
from alpr_kiosk.domain.presets import PRESETS
from alpr_kiosk.domain.ruler import PlateMeasure, Shutter, Verdict, judge, worst
from alpr_kiosk.domain.ruler_limits import Grade
from alpr_kiosk.domain.ruler_walk import CarRuler, RulerSession, Sighting, WalkSheet
from alpr_kiosk.domain.ruler_words import words
from alpr_kiosk.errors import AlprError

if TYPE_CHECKING:
    from alpr_kiosk.vision.assemble import VisionKit
    from alpr_kiosk.vision.types import FrameResult

EXIT_OK, EXIT_PROBLEM = 0, 1

MAX_FPS = 10.0
"""Pictures a second that are taken of a live stream, as a lane's camera is read at most."""

Json = dict[str, Any]


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line; its handler is the default `run`."""
    text = "measure plates against the limits: size, sharpness, tilt, light, reads a passage"
    command = commands.add_parser("ruler", help=text, description=text)
    command.add_argument("source", metavar="SOURCE", help="picture, video, address or demo:SCENE")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.add_argument(
        "--cars", type=int, default=0, metavar="N", help="walk test: so many cars drive through"
    )
    command.add_argument(
        "--exposure",
        type=_exposure,
        default=None,
        metavar="1/N",
        help="the shutter that is set now, e.g. 1/100; makes the advice on motion exact",
    )
    command.add_argument(
        "--seconds", type=float, default=0.0, help="end a stream after so many seconds"
    )
    command.add_argument(
        "--preset",
        action="append",
        default=[],
        choices=[preset.preset_id for preset in PRESETS],
        metavar="PRESET",
        help="country preset, repeatable",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure one source and print what was found.

    Returns:
        0 when every plate is good or borderline (and every car of a walk test was read), else 1.

    Raises:
        AlprError: The source, the weights or the engine cannot be used.
    """
    from alpr_kiosk.vision.assemble import load_kit
    from alpr_kiosk.vision.model_store import ModelStore
    from alpr_kiosk.vision.sources.factory import is_network
    from alpr_kiosk.vision.sources.pictures import PICTURE_SUFFIXES
    from alpr_kiosk.vision.sources.rtsp import redact

    source = str(options.source)
    shown = redact(source) if is_network(source) else source
    kit = load_kit(VisionConfig(), ModelStore(models_dir()))
    clock = SystemClock()
    show: _Show = _Json(shown) if options.json else _Table(shown)
    if not is_network(source) and Path(source).suffix.lower() in PICTURE_SUFFIXES:
        return _picture(source, options, kit, clock, show)
    return _film(source, options, kit, clock, show)


def _picture(
    source: str, options: argparse.Namespace, kit: VisionKit, clock: Clock, show: _Show
) -> int:
    from alpr_kiosk.vision.ruler import measure_plate
    from alpr_kiosk.vision.sources.pictures import load_picture

    pixels = load_picture(Path(source))
    plates = kit.pipeline((), clock).read_still(pixels)
    good = bool(plates)
    for plate in plates:
        measure = measure_plate(pixels, plate.box)
        verdicts = judge(measure, Shutter(exposure_s=options.exposure))
        good = good and worst(verdicts) in (Grade.GOOD, Grade.BORDERLINE)
        show.plate(plate.recognition.text, plate.box, measure, verdicts)
    if not plates:
        show.nothing()
    return EXIT_OK if good else EXIT_PROBLEM


def _film(
    source: str, options: argparse.Namespace, kit: VisionKit, clock: Clock, show: _Show
) -> int:
    stop = threading.Event()
    previous = signal.signal(signal.SIGINT, lambda *_: stop.set()) if _in_main() else None
    session = RulerSession(exposure_s=options.exposure)
    failed: AlprError | None = None
    try:
        for car in _cars(source, options, kit, clock, session, stop):
            show.car(len(session.cars), car)
            if options.cars and len(session.cars) >= options.cars:
                break
    except AlprError as exc:
        failed = exc  # what was seen until then is still worth telling
    finally:
        if previous is not None:
            signal.signal(signal.SIGINT, previous)
    sheet = session.sheet(max(1, options.cars))
    show.sheet(sheet)
    if failed is not None:
        raise failed
    return EXIT_OK if sheet.passed else EXIT_PROBLEM


def _cars(
    source: str,
    options: argparse.Namespace,
    kit: VisionKit,
    clock: Clock,
    session: RulerSession,
    stop: threading.Event,
) -> Iterator[CarRuler]:
    """Yield each car as its passage ends."""
    from alpr_kiosk.vision.reading import camera_of
    from alpr_kiosk.vision.sources.factory import is_network, make_source

    camera = camera_of(source)
    pipeline = kit.pipeline((camera,), clock)
    builder = PassageBuilder(
        camera=PassageSettings(
            camera_id=camera.id, lane_id=camera.id, presets=tuple(options.preset)
        ),
        new_id=lambda: uuid.uuid4().hex,
    )
    step = 1.0 / MAX_FPS if is_network(source) else 0.0
    started: float | None = None
    last_s, next_s, last_utc = 0.0, 0.0, clock.utc_now()
    for frame in make_source(camera, clock).frames(stop):
        started = frame.captured_mono if started is None else started
        at_s = frame.media_s if frame.media_s is not None else frame.captured_mono - started
        at_s = max(at_s, last_s)
        if options.seconds and at_s > options.seconds:
            break
        if at_s < next_s:
            continue
        # A tenth of slack: 18.1 pictures a second thinned to 10 must not become 6.
        next_s = max(next_s, at_s - 0.1 * step) + step
        last_s, last_utc = at_s, frame.captured_at
        result = pipeline.process([replace(frame, captured_mono=at_s)])[0]
        for sighting in sightings(result):
            session.add(sighting)
        updates = builder.update(
            now_mono=at_s,
            now_utc=frame.captured_at,
            tracks=[(track_id, Box(*box), score) for track_id, box, score in result.tracked],
            reads=result.reads,
        )
        for update in updates:
            if update.passage.closed:
                yield from _ended(session, update.passage.track_ids, update.passage.consensus)
    for update in builder.close_all(now_mono=last_s, now_utc=last_utc):
        if update.passage.closed:
            yield from _ended(session, update.passage.track_ids, update.passage.consensus)


def _ended(session: RulerSession, track_ids: tuple[int, ...], consensus: Any) -> Iterator[CarRuler]:
    car = session.close(track_ids, consensus.text if consensus.settled else "")
    if car is not None:
        yield car


def sightings(result: FrameResult) -> list[Sighting]:
    """Return what the ruler sees of every followed plate of a frame that may be read."""
    from alpr_kiosk.vision.ruler import measure_plate

    if not result.frame.readable:
        return []
    pixels = result.frame.pixels
    rows, columns = pixels.shape[:2]
    texts = {read.track_id: read.text for read in result.reads}
    found = []
    for track_id, box, _score in result.tracked:
        edges = (box[0] * columns, box[1] * rows, box[2] * columns, box[3] * rows)
        found.append(
            Sighting(
                track_id=track_id,
                at_s=result.frame.captured_mono,
                box=Box(*box),
                size=(columns, rows),
                measure=measure_plate(pixels, edges),
                legible=bool(texts[track_id]) if track_id in texts else None,
            )
        )
    return found


# ---------------------------------------------------------------------------------------- output


class _Show(Protocol):
    """How findings are printed."""

    def plate(
        self,
        text: str,
        box: tuple[float, float, float, float],
        measure: PlateMeasure,
        verdicts: tuple[Verdict, ...],
    ) -> None:
        """Print one plate of a picture."""
        ...

    def car(self, number: int, car: CarRuler) -> None:
        """Print one car."""
        ...

    def sheet(self, sheet: WalkSheet) -> None:
        """Print the pass/fail sheet."""
        ...

    def nothing(self) -> None:
        """Say that a picture has no plate."""
        ...


@dataclass(frozen=True, slots=True)
class _Table:
    """For people."""

    source: str

    def plate(
        self,
        text: str,
        box: tuple[float, float, float, float],
        measure: PlateMeasure,
        verdicts: tuple[Verdict, ...],
    ) -> None:
        """Print one plate of a picture."""
        del measure
        place = ", ".join(str(round(value)) for value in box)
        print(f"{self.source}: {text} (box {place})")
        _print_verdicts(verdicts)

    def car(self, number: int, car: CarRuler) -> None:
        """Print one car."""
        name = car.plate or "not agreed"
        print(f"{self.source}: car {number}, {name}, {car.first_s:.1f} to {car.last_s:.1f} s")
        _print_verdicts(car.verdicts)

    def sheet(self, sheet: WalkSheet) -> None:
        """Print the pass/fail sheet."""
        for line in sheet.lines:
            print(f"{'pass' if line.passed else 'FAIL'}  {words(line.code, line.context)}")
            for code, context in line.advice:
                print(f"      -> {words(code, context)}")
        print(words(sheet.code, sheet.context), flush=True)

    def nothing(self) -> None:
        """Say that a picture has no plate."""
        print(f"{self.source}: no plate was found")


@dataclass(frozen=True, slots=True)
class _Json:
    """For programs: one object a line."""

    source: str

    def plate(
        self,
        text: str,
        box: tuple[float, float, float, float],
        measure: PlateMeasure,
        verdicts: tuple[Verdict, ...],
    ) -> None:
        """Print one plate of a picture."""
        self._print(
            {
                "plate": text,
                "box": [round(value, 1) for value in box],
                "grade": worst(verdicts).value,
                "measures": _rounded(asdict(measure)),
                "verdicts": [_verdict(verdict) for verdict in verdicts],
            }
        )

    def car(self, number: int, car: CarRuler) -> None:
        """Print one car."""
        whole = _rounded(
            {
                "reads": car.reads,
                "readable": car.readable,
                "first_s": car.first_s,
                "last_s": car.last_s,
                "fps": car.fps,
                "best_text_px": car.best_text_px,
                "stroke_px": car.stroke_px,
                "worst_blur_px": car.worst_blur_px,
                "speed_px_s": car.speed_px_s,
            }
        )
        self._print(
            {
                "car": number,
                "plate": car.plate,
                "grade": car.grade.value,
                "passed": car.passed,
                **whole,
                "measures": _rounded(asdict(car.typical)),
                "verdicts": [_verdict(verdict) for verdict in car.verdicts],
            }
        )

    def sheet(self, sheet: WalkSheet) -> None:
        """Print the pass/fail sheet."""
        self._print(
            {
                "cars": sheet.cars,
                "read": sheet.read,
                "passed": sheet.passed,
                "text": words(sheet.code, sheet.context),
                "lines": [
                    {
                        "passed": line.passed,
                        "code": line.code,
                        "text": words(line.code, line.context),
                        "advice": [words(code, context) for code, context in line.advice],
                    }
                    for line in sheet.lines
                ],
            }
        )

    def nothing(self) -> None:
        """Say that a picture has no plate."""
        self._print({"plate": None})

    def _print(self, found: Json) -> None:
        print(json.dumps({"file": self.source, **found}, ensure_ascii=False), flush=True)


def _print_verdicts(verdicts: tuple[Verdict, ...]) -> None:
    for verdict in verdicts:
        name = words(f"ruler.{verdict.quantity.value}")
        grade = words(f"ruler.grade.{verdict.grade.value}")
        print(f"  {name:<18} {grade:<10}  {words(verdict.code, verdict.context)}")
        if verdict.advice:
            print(f"  {'':<18} {'':<10}  -> {words(verdict.advice, verdict.advice_context)}")
    sys.stdout.flush()


def _verdict(verdict: Verdict) -> Json:
    limit = verdict.limit
    advice = words(verdict.advice, verdict.advice_context) if verdict.advice else ""
    return {
        "quantity": verdict.quantity.value,
        "grade": verdict.grade.value,
        "value": None if verdict.value is None else round(verdict.value, 3),
        "unit": limit.unit,
        "good": limit.good,
        "borderline": limit.borderline,
        "at_least": limit.at_least,
        "source": limit.source,
        "code": verdict.code,
        "text": words(verdict.code, verdict.context),
        "advice": advice,
    }


def _rounded(values: Json) -> Json:
    return {
        name: round(value, 3) if isinstance(value, float) else value
        for name, value in values.items()
    }


def _exposure(text: str) -> float:
    """Return an exposure in seconds from ``1/100`` or ``0.01``.

    Raises:
        argparse.ArgumentTypeError: It is neither, or not between 1/100000 and 1 s.
    """
    above, found, below = text.partition("/")
    try:
        seconds = float(above) / float(below) if found else float(above)
    except (ValueError, ZeroDivisionError) as exc:
        raise argparse.ArgumentTypeError(f"{text!r} is no exposure; give e.g. 1/100") from exc
    if not 1e-5 <= seconds <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no exposure; give e.g. 1/100")
    return seconds


def _in_main() -> bool:
    return threading.current_thread() is threading.main_thread()
