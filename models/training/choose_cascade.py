# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chooses the confidence below which a cascade asks its second reader, on held-out training crops.

    python -m models.training.choose_cascade --first RUN/fast.onnx --boxes RUN/boxes.json

Every crop is read once by both readers and the cascades are worked out from that: what is kept of
the first, what the second says to the rest, and how long both took. Validation is never looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from alpr_kiosk.domain.plate import fold
from alpr_kiosk.vision.engines import load_engine
from alpr_kiosk.vision.model_store import ModelSpec, ModelStore
from alpr_kiosk.vision.pipeline import MIN_READ_CONFIDENCE
from alpr_kiosk.vision.preprocess import READ_MARGIN, crop_plate
from alpr_kiosk.vision.protocols import Recognizer
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer
from alpr_kiosk.vision.second_look import LOOK_AGAIN_BELOW, LOOKS, vote
from alpr_kiosk.vision.types import Image, Recognition
from models.training.boxes import Box, held_out, load_boxes
from models.training.data_reader import load_negatives, load_real, split_held_out

ROOT = Path(__file__).resolve().parents[2]
SECOND = "plate_ppocrv6_ft"
"""The large reader; its entry has the geometry of the fast one too."""

TRIED = (0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99)

SLACK = 0.005
"""Share of the boxes that a cascade may read worse than the second reader alone: two of the 403 of
134 plates, which a training run moves by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader says to one crop, and how long that takes."""

    read: Recognition
    ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One box of a held-out plate, or of none.

    Attributes:
        plate: Index of the plate: its boxes are not independent.
        truth: Its text; "" for a box without a plate.
        found: The box is one that a detector found, not the label.
        first: Answers of the first reader to the usual crop and to those of the second look.
        second: Those of the second reader.
    """

    plate: int
    truth: str
    found: bool
    first: tuple[Answer, ...]
    second: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a way of reading does on samples.

    Attributes:
        count: Samples.
        asked: Share for which the second reader was asked, 0..1.
        exact: Samples read exactly.
        folded: Samples read but for look-alikes.
        ms: Mean time a sample.
        ms_95: 95th percentile.
    """

    count: int
    asked: float
    exact: int
    folded: int
    ms: float
    ms_95: float

    def __str__(self) -> str:
        n = max(1, self.count)
        return f"{100 * self.exact / n:5.1f} {100 * self.folded / n:5.1f}"


Way = Callable[[Sample], tuple[Recognition, float, bool]]
"""From a sample to what is read, in how many ms, and whether the second reader was asked."""


def first_alone(sample: Sample) -> tuple[Recognition, float, bool]:
    """Read with the first reader."""
    return sample.first[0].read, sample.first[0].ms, False


def second_alone(sample: Sample) -> tuple[Recognition, float, bool]:
    """Read with the second reader."""
    return sample.second[0].read, sample.second[0].ms, True


def first_looked(sample: Sample) -> tuple[Recognition, float, bool]:
    """Read with the first reader and its second look."""
    return (*_looked(sample.first), False)


def second_looked(sample: Sample) -> tuple[Recognition, float, bool]:
    """Read with the second reader and its second look (second_look.py)."""
    return (*_looked(sample.second), True)


def cascade(below: float) -> Way:
    """Return the way of `CascadeRecognizer`."""

    def way(sample: Sample) -> tuple[Recognition, float, bool]:
        return _asked(sample, 0, below)

    return way


def voted(below: float) -> Way:
    """Return the way in which the surer of both stands where the second is asked."""

    def way(sample: Sample) -> tuple[Recognition, float, bool]:
        read, ms, asked = _asked(sample, 0, below)
        return (vote([read, sample.first[0].read]) if asked else read), ms, asked

    return way


def cascade_looked(below: float) -> Way:
    """Return the way of a cascade under the second look, as `read_plates` uses it."""

    def way(sample: Sample) -> tuple[Recognition, float, bool]:
        answers = [_asked(sample, number, below) for number in range(len(sample.first))]
        looked, ms = _looked([Answer(read=read, ms=took) for read, took, _ in answers])
        return looked, ms, answers[0][2]

    return way


def first_looks_first(below: float) -> Way:
    """Return the way in which the first reader takes its second look before the second is asked.

    Three equal texts, or one of them surer than `below`, are believed; the second reader then has
    its own second look.
    """

    def way(sample: Sample) -> tuple[Recognition, float, bool]:
        one = sample.first[0]
        if one.read.confidence >= below:
            return one.read, one.ms, False
        ms = one.ms
        if one.read.text:
            ms += sum(answer.ms for answer in sample.first[1:])
            chosen = vote([answer.read for answer in sample.first])
            agree = len({answer.read.text for answer in sample.first}) == 1
            if agree or chosen.confidence >= below:
                return chosen, ms, False
        looked, took = _looked(sample.second)
        return looked, ms + took, True

    return way


def _asked(sample: Sample, number: int, below: float) -> tuple[Recognition, float, bool]:
    first, second = sample.first[number], sample.second[number]
    if first.read.confidence >= below:
        return first.read, first.ms, False
    return second.read, first.ms + second.ms, True


def _looked(answers: Sequence[Answer]) -> tuple[Recognition, float]:
    """Apply the second look of a single picture."""
    first = answers[0]
    if not 0 < first.read.confidence < LOOK_AGAIN_BELOW:
        return first.read, first.ms
    return vote([answer.read for answer in answers]), sum(answer.ms for answer in answers)


def outcome(samples: Sequence[Sample], way: Way) -> Outcome:
    """Return how a way of reading does."""
    results = [way(sample) for sample in samples]
    pairs = [(read.text, s.truth) for (read, _, _), s in zip(results, samples, strict=True)]
    return Outcome(
        count=len(samples),
        asked=float(np.mean([asked for _, _, asked in results])) if results else 0.0,
        exact=sum(read == truth for read, truth in pairs),
        folded=sum(fold(read) == fold(truth) for read, truth in pairs),
        ms=float(np.mean([ms for _, ms, _ in results])) if results else 0.0,
        ms_95=float(np.percentile([ms for _, ms, _ in results], 95)) if results else 0.0,
    )


def refused(samples: Sequence[Sample], way: Way) -> float:
    """Return the share of boxes without a plate that are not read, 0..1."""
    if not samples:
        return float("nan")
    return float(np.mean([way(s)[0].confidence < MIN_READ_CONFIDENCE for s in samples]))


def exchanged(samples: Sequence[Sample], below: float) -> tuple[int, int]:
    """Return how many reads kept of the first reader are wrong where the second is right, and how
    many the other way round."""
    kept = [
        (s.first[0].read.text == s.truth, s.second[0].read.text == s.truth)
        for s in samples
        if s.first[0].read.confidence >= below
    ]
    return (
        sum(two and not one for one, two in kept),
        sum(one and not two for one, two in kept),
    )


def choose(
    samples: Sequence[Sample], tried: Sequence[float] = TRIED, slack: float = SLACK
) -> float | None:
    """Return the lowest threshold that loses next to nothing; None when even the highest does.

    From it upwards the cascade reads at most a share of `slack` fewer boxes, labelled and found,
    than the second reader alone, exactly as well as folded: one lucky row is not enough.
    """
    alone = outcome(samples, second_alone)
    least = slack * len(samples)
    best = None
    for below in sorted(tried, reverse=True):
        here = outcome(samples, cascade(below))
        if alone.exact - here.exact > least or alone.folded - here.folded > least:
            break
        best = below
    return best


def look_at(
    image: Image, box: Box, readers: tuple[Recognizer, Recognizer], repeats: int
) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """Return the answers of both readers to the usual crop and to those of the second look."""
    crops = [crop_plate(image, box, READ_MARGIN)]
    high = box[3] - box[1]
    for across, down in LOOKS:
        x, y = across * high, down * high
        grown = (box[0] - x, box[1] - y, box[2] + x, box[3] + y)
        crops.append(crop_plate(image, grown, 0))
    first, second = (tuple(_answer(reader, crop, repeats) for crop in crops) for reader in readers)
    return first, second


def _answer(reader: Recognizer, crop: Image, repeats: int) -> Answer:
    """Read a crop.

    The time is that of the process on the CPU, the least of several runs: what else the machine
    does disturbs it little. With one thread it is what the reader takes on a free machine.
    """
    took = []
    for _ in range(repeats):
        started = time.process_time()
        read = reader.read([crop])[0]
        took.append((time.process_time() - started) * 1000)
    return Answer(read=read, ms=min(took))


def collect(
    data: Path, extra: Path, boxes: Path, readers: tuple[Recognizer, Recognizer], repeats: int
) -> tuple[list[Sample], list[Sample]]:
    """Return the samples of held-out plates, and boxes without a plate of held-out photographs."""
    known = load_boxes(boxes)
    _, held = split_held_out(load_real(data, extra, known))
    plates = [
        Sample(
            plate=index,
            truth="".join(crop.rows),
            found=found,
            first=(answers := look_at(crop.image, box, readers, repeats))[0],
            second=answers[1],
        )
        for index, crop in enumerate(held)
        for found, box in [(False, crop.box), *((True, box) for box in crop.seen)]
    ]
    content = json.loads(boxes.read_text(encoding="utf-8"))["negatives"]
    negatives = tuple((str(name), tuple(box)) for name, box in content if held_out(str(name)))
    nothing = [
        Sample(
            plate=index,
            truth="",
            found=True,
            first=(answers := look_at(crop.image, crop.box, readers, repeats))[0],
            second=answers[1],
        )
        for index, crop in enumerate(load_negatives(data, replace(known, negatives=negatives)))
    ]
    return plates, nothing


def table(plates: Sequence[Sample], nothing: Sequence[Sample]) -> str:
    """Return the figures of all thresholds as lines, without the second look and with it."""
    labelled = [s for s in plates if not s.found]
    found = [s for s in plates if s.found]

    def line(name: str, plain: Way, looked: Way, lost: str) -> str:
        one, two = (outcome(found, way) for way in (plain, looked))
        return (
            f"{name:8s} {100 * one.asked:5.1f}   {outcome(labelled, plain)}   {one}   {lost:>7s}  "
            f"{one.ms:6.2f} {one.ms_95:5.1f}   {two}  {two.ms:6.2f} {two.ms_95:5.1f}   "
            f"{100 * refused(nothing, plain):6.1f} {outcome(nothing, plain).ms:5.1f}"
        )

    sizes = f"{len(labelled)} labelled boxes, {len(found)} found ones, {len(nothing)} without plate"
    lines = [
        f"{sizes}; exact and folded in %; ms a box: mean and 95th percentile",
        (
            "         asked     labelled        found      lost     found: ms     second look:        ms"
            "     no plate:    "
        ),
        (
            "below      %     exact folded  exact folded   /won    mean    95   exact folded   mean    95"
            "   refused    ms"
        ),
        line("first", first_alone, first_looked, ""),
    ]
    for below in TRIED:
        lost, won = exchanged(plates, below)
        lines.append(line(f"{below:g}", cascade(below), cascade_looked(below), f"{lost}/{won}"))
    lines.append(line("second", second_alone, second_looked, ""))
    return "\n".join(lines)


def others(plates: Sequence[Sample]) -> str:
    """Return the figures of the ways that were tried and dropped (README.md), on found boxes."""
    found = [s for s in plates if s.found]
    lines = []
    for name, make in (("surer of both", voted), ("first looks first", first_looks_first)):
        for below in TRIED:
            one = outcome(found, make(below))
            lines.append(f"{name} {below:g}: {one}, {one.ms:.2f} ms, asked {100 * one.asked:.1f}")
    return "\n".join(lines)


def entry(first: str, second: str, below: float, licence: str) -> str:
    """Return the manifest entry of a cascade."""
    return f"""[[model]]
name = "plate_cascade"
kind = "recognizer"
family = "cascade"
first = "{first}"
second = "{second}"
below = {below:g}
licence = "{licence}"
source = "{first} first; {second} where that is less sure than {below:g}"
"""


def _load(store: ModelStore, name: str, o: argparse.Namespace) -> tuple[Recognizer, ModelSpec]:
    """Load an entry of the manifest, or an ONNX file of the same geometry as the large reader."""
    if name.endswith(".onnx"):
        spec = replace(
            store.describe(SECOND),
            name=Path(name).stem,
            path=Path(name),
            output="logits",
            licence="AGPL-3.0-or-later",
        )
    else:
        spec = store.resolve(name, kind="recognizer")
    engine = load_engine(spec.path, engine=o.engine, precision=o.precision, threads=o.threads)
    return PpOcrRecognizer(engine=engine, spec=spec), spec


def main(arguments: list[str] | None = None) -> int:
    """Print the table, the choice and its manifest entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", required=True, help="name in the manifest or ONNX file")
    parser.add_argument("--second", default=SECOND, help="name in the manifest or ONNX file")
    parser.add_argument("--boxes", type=Path, required=True, help="written by boxes.py")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data/plates")
    parser.add_argument(
        "--extra", type=Path, default=ROOT / "models/training/labels/reader_extra_train.csv"
    )
    parser.add_argument("--engine", choices=("auto", "openvino", "onnxruntime"), default="auto")
    parser.add_argument("--precision", choices=("auto", "f32", "bf16"), default="auto")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=2, help="the least time of these counts")
    parser.add_argument("--slack", type=float, default=SLACK, help="share of boxes it may lose")
    parser.add_argument("--others", action="store_true", help="show what was dropped, too")
    o = parser.parse_args(arguments)
    store = ModelStore()
    (first, one), (second, two) = (_load(store, name, o) for name in (o.first, o.second))
    plates, nothing = collect(o.data, o.extra, o.boxes, (first, second), o.repeats)
    sys.stdout.write(f"{table(plates, nothing)}\n\n")
    if o.others:
        sys.stdout.write(f"{others(plates)}\n\n")
    below = choose(plates, slack=o.slack)
    if below is None:
        sys.stdout.write("no threshold is good enough: keep the second reader alone\n")
        return 1
    licence = " AND ".join(sorted({one.licence, two.licence}))
    sys.stdout.write(f"chosen: {below:g}\n\n{entry(one.name, two.name, below, licence)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
