# SPDX-License-Identifier: AGPL-3.0-or-later
"""From results per plate to the figures of a run: a plain dictionary and its Markdown tables.

The dictionary names no plate text, so it may be committed; pictures and texts are only on the page
of failures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from alpr_kiosk.domain.plate import fold, strong_fold
from alpr_kiosk.vision.pipeline import MIN_READ_CONFIDENCE
from models.training.failures import CLASSES, classify, classify_read
from models.training.measure import Found, LowDetections, Measurement, PlateResult, Read
from models.training.metrics import (
    PictureBootstrap,
    PrecisionCurve,
    align,
    calibration,
    edit_distance,
    iou_matrix,
    match_best_first,
    precision_curve,
)
from models.training.truth import PictureTruth

Summary = dict[str, Any]

HEIGHTS: tuple[tuple[float, float, str], ...] = (
    (0, 12, "below 12 px"),
    (12, 16, "12 to 16 px"),
    (16, 20, "16 to 20 px"),
    (20, 30, "20 to 30 px"),
    (30, math.inf, "30 px and more"),
)
"""Plate heights of the tables (issue 3); the lower bound belongs to the class."""

AIM_HEIGHT = 12.0
"""The detector's aims are for plates of this height or more, px (issue 3)."""

AIM_PRECISION = 0.97
"""Precision at which its recall is asked for (issue 3)."""

REJECT_AT = (MIN_READ_CONFIDENCE, 0.5, 0.7, 0.8, 0.9, 0.95)
"""Confidences below which a read is refused; the first is the pipeline's own."""

KEYS: tuple[tuple[Callable[[str], str], str], ...] = (
    (str, "exact"),
    (fold, "folded"),
    (strong_fold, "folded_0o_1i"),
)
"""How texts are compared: as they are; with strong and medium look-alikes of the product as one;
with 0/O and 1/I as one only."""

AP_IOUS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
"""Overlaps of AP50-95 (COCO)."""


def height_class(height: float) -> str:
    """Return the class of a plate height, px."""
    return next(name for low, high, name in HEIGHTS if low <= height < high)


def summarise(run: Measurement, pictures: Sequence[PictureTruth], *, seed: int = 0) -> Summary:
    """Return all figures of a run.

    Args:
        run: The results.
        pictures: The pictures, in the order of the run.
        seed: Of the bootstrap.
    """
    chance = PictureBootstrap(pictures=len(pictures), seed=seed)
    groups = []
    for kind, name, plates in _groups(run.plates, pictures):
        found = _detections_of(kind, name, run.found, pictures)
        groups.append(
            {"kind": kind, "name": name, **_figures(plates, found, chance, len(pictures))}
        )
    return {
        "groups": groups,
        "detector": _detector(run.low),
        "calibration": _calibration(run, chance),
        "rejection": _rejection(run),
        "surest_read": _surest(run, pictures, chance),
        "stray_reads": sum(
            bool(found.stray) and found.stray_confidence >= MIN_READ_CONFIDENCE
            for found in run.found
        ),
        "failures": _failures(run.plates),
        "stage_ms": {name: _times(values) for name, values in run.stage_ms.items()},
    }


# ---------------------------------------------------------------------------------------- groups


def _groups(
    plates: Sequence[PlateResult], pictures: Sequence[PictureTruth]
) -> list[tuple[str, str, list[PlateResult]]]:
    """Return (kind, name, plates) of each row of the table."""
    lines = [
        ("lines", name, [plate for plate in plates if plate.truth.lines == count])
        for count, name in ((1, "one line"), (2, "two lines"))
    ]
    sources = [
        ("source", source, [plate for plate in plates if pictures[plate.picture].source == source])
        for source in sorted({picture.source for picture in pictures})
    ]
    heights = [
        ("height", name, [plate for plate in plates if height_class(plate.height) == name])
        for _, _, name in HEIGHTS
    ]
    named = [group for group in lines if group[2]]
    return [("all", "all", list(plates)), *named, *sources, *heights]


def _detections_of(
    kind: str, name: str, found: Sequence[Found], pictures: Sequence[PictureTruth]
) -> list[Found] | None:
    """Return the detections whose precision belongs to a group; None where that has no meaning."""
    if kind == "all":
        return list(found)
    if kind == "source":
        return [item for item in found if pictures[item.picture].source == name]
    if kind == "height":
        return [item for item in found if height_class(item.box[3] - item.box[1]) == name]
    return None


def _figures(
    plates: Sequence[PlateResult],
    found: Sequence[Found] | None,
    chance: PictureBootstrap,
    pictures: int,
) -> Summary:
    labelled = [plate for plate in plates if plate.truth.text]
    return {
        "plates": len(plates),
        "labelled": len(labelled),
        "recall_50": _ratio([(p.picture, p.found_50, 1.0) for p in plates], chance, pictures),
        "recall_70": _ratio([(p.picture, p.found_70, 1.0) for p in plates], chance, pictures),
        "detections": None if found is None else len(found),
        "precision_50": None
        if found is None
        else _ratio([(item.picture, item.hit_50, 1.0) for item in found], chance, pictures),
        "whole": _accuracy(
            [(p.picture, p.whole.text, p.truth.text) for p in labelled], chance, pictures
        ),
        "perfect": _accuracy(
            [(p.picture, p.perfect.text, p.truth.text) for p in labelled], chance, pictures
        ),
    }


def _accuracy(
    reads: Sequence[tuple[int, str, str]], chance: PictureBootstrap, pictures: int
) -> Summary:
    """Return exact, folded and character error rate of (picture, read, truth)."""
    figures = {
        name: _ratio(
            [(picture, key(text) == key(truth), 1.0) for picture, text, truth in reads],
            chance,
            pictures,
        )
        for key, name in KEYS
    }
    figures["cer"] = _ratio(
        [(picture, edit_distance(text, truth), len(truth)) for picture, text, truth in reads],
        chance,
        pictures,
    )
    return figures


def _ratio(
    items: Iterable[tuple[int, float, float]], chance: PictureBootstrap, pictures: int
) -> Summary:
    """Return value, interval and count of a ratio of sums; items are (picture, over, under)."""
    over, under = np.zeros(pictures), np.zeros(pictures)
    for picture, top, bottom in items:
        over[picture] += top
        under[picture] += bottom
    total = float(under.sum())
    low, high = chance.ratio(over.tolist(), under.tolist())
    return {
        "value": _number(float(over.sum()) / total if total else float("nan")),
        "low": _number(low),
        "high": _number(high),
        "of": int(total),
    }


# -------------------------------------------------------------------------------------- detector


def _detector(low: Sequence[LowDetections]) -> Summary:
    result: Summary = {}
    for name, least in (("all", 0.0), ("12_px_and_more", AIM_HEIGHT)):
        curves = {iou: average_precision(low, iou, least) for iou in AP_IOUS}
        at_50 = curves[0.5]
        result[name] = {
            "plates": sum(box[3] - box[1] >= least for item in low for box in item.truth),
            "ap50": _number(at_50.average_precision),
            "ap50_95": _number(
                float(np.mean([curve.average_precision for curve in curves.values()]))
            ),
            "recall_at_precision_97": _number(at_50.recall_at(AIM_PRECISION)),
        }
    return result


def average_precision(
    low: Sequence[LowDetections], iou: float, min_height: float
) -> PrecisionCurve:
    """Return the curve over all pictures; plates below `min_height` px neither count nor harm.

    A detection of a plate that is too small, and a detection that is itself smaller and hits
    nothing, is left out (as COCO leaves out areas).
    """
    scores: list[float] = []
    hits: list[bool] = []
    truths = 0
    for item in low:
        wanted = [box for box in item.truth if box[3] - box[1] >= min_height]
        ignored = [box for box in item.truth if box[3] - box[1] < min_height]
        truths += len(wanted)
        matched = match_best_first(iou_matrix(item.found.boxes, wanted), iou)
        beside = iou_matrix(item.found.boxes, ignored).max(axis=1, initial=0.0) >= iou
        for row in range(len(item.found)):
            box = item.found.boxes[row]
            hit = bool(matched[row] >= 0)
            if not hit and (beside[row] or float(box[3] - box[1]) < min_height):
                continue
            scores.append(float(item.found.scores[row]))
            hits.append(hit)
    return precision_curve(scores, hits, truths)


# ----------------------------------------------------------------------------------------- reads


def _calibration(run: Measurement, chance: PictureBootstrap) -> Summary:
    result: Summary = {}
    for way in ("whole", "perfect"):
        reads = [
            (plate.picture, plate.whole if way == "whole" else plate.perfect, plate.truth.text)
            for plate in run.plates
            if plate.truth.text
        ]
        reads = [(picture, read, truth) for picture, read, truth in reads if read.text]
        plate_level = [
            (picture, read.confidence, read.text == truth) for picture, read, truth in reads
        ]
        char_level = [
            (picture, confidence, right)
            for picture, read, truth in reads
            for confidence, right in char_marks(read, truth)
        ]
        result[way] = {
            "plate": _reliability(plate_level, chance),
            "character": _reliability(char_level, chance),
        }
    return result


def char_marks(read: Read, truth: str) -> list[tuple[float, bool]]:
    """Return (confidence, right) of each character of a read, before the presets."""
    return [
        (read.char_confidences[i], j is not None and read.chars[i] == truth[j])
        for i, j in align(read.chars, truth)
        if i is not None
    ]


def _reliability(items: Sequence[tuple[int, float, bool]], chance: PictureBootstrap) -> Summary:
    confidences = [confidence for _, confidence, _ in items]
    right = [good for _, _, good in items]
    table = calibration(confidences, right)
    low, high = chance.calibration_error([picture for picture, _, _ in items], confidences, right)
    return {
        "error": _number(table.error),
        "low": _number(low),
        "high": _number(high),
        "of": table.count,
        "rows": [
            {
                "from": row[0],
                "to": row[1],
                "count": row[2],
                "confidence": _number(row[3]),
                "right": _number(row[4]),
            }
            for row in table.rows
        ],
    }


def _rejection(run: Measurement) -> Summary:
    """Return how many non-plates are refused at each threshold, and what that costs."""
    labelled = [plate.perfect for plate in run.plates if plate.truth.text]
    count = len(run.non_plates)

    def refused(read: Read, limit: float) -> bool:
        return not read.text or read.confidence < limit

    return {
        "crops": count,
        "empty": sum(not item.read.text for item in run.non_plates),
        "thresholds": [
            {
                "confidence": limit,
                "rejected": _number(
                    sum(refused(item.read, limit) for item in run.non_plates) / count
                    if count
                    else float("nan")
                ),
                "rejected_4_chars": _number(
                    sum(
                        refused(item.read, limit) or len(item.read.text) < 4
                        for item in run.non_plates
                    )
                    / count
                    if count
                    else float("nan")
                ),
                "plates_lost": _number(
                    sum(refused(read, limit) for read in labelled) / len(labelled)
                    if labelled
                    else float("nan")
                ),
            }
            for limit in REJECT_AT
        ],
    }


def _surest(
    run: Measurement, pictures: Sequence[PictureTruth], chance: PictureBootstrap
) -> Summary:
    """Return how often the surest read of a picture is one of its plates, as rivals are scored."""
    truths = [{plate.text for plate in picture.plates if plate.text} for picture in pictures]
    chosen = [index for index, texts in enumerate(truths) if texts]
    return {
        name: _ratio(
            [
                (
                    index,
                    bool(run.surest[index])
                    and key(run.surest[index]) in {key(text) for text in truths[index]},
                    1.0,
                )
                for index in chosen
            ],
            chance,
            len(pictures),
        )
        for key, name in KEYS
    }


def _failures(plates: Sequence[PlateResult]) -> Summary:
    whole = Counter(classify(plate) for plate in plates if plate.truth.text)
    perfect = Counter(
        classify_read(plate.perfect, plate.truth.text, plate.truth.lines)
        for plate in plates
        if plate.truth.text
    )
    return {
        "whole": {name: whole[name] for name in CLASSES if whole[name]},
        "perfect": {name: perfect[name] for name in CLASSES if perfect[name]},
    }


def _times(values: Sequence[float]) -> Summary:
    if not values:
        return {"median": None, "p95": None, "count": 0}
    return {
        "median": round(float(np.median(values)), 2),
        "p95": round(float(np.percentile(values, 95)), 2),
        "count": len(values),
    }


def _number(value: float) -> float | None:
    """Return a number that JSON can hold, to four digits; None for NaN."""
    return None if math.isnan(value) else round(float(value), 4)


# -------------------------------------------------------------------------------------- Markdown


def markdown(summary: Summary) -> str:
    """Return the figures as Markdown."""
    setup = summary["setup"]
    lines = [
        f"{setup['detector']} and {setup['recognizer']}, {setup['engine']}, "
        f"{setup['threads']} thread(s), detections from {setup['detection_confidence']}, "
        f"presets: {', '.join(setup['presets']) or 'none'}; {setup['layout']} "
        f"{setup['split']}: {setup['pictures']} pictures, {setup['plates']} plates, "
        f"{setup['labelled']} with a text; labels left out: {setup['problems']}",
        "",
        "| | plates / read by eye | precision | recall 0.5 | recall 0.7 | exact | folded "
        "| folded 0O 1I | CER | crops: exact | folded | folded 0O 1I | CER |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_group_row(group) for group in summary["groups"]]
    return "\n".join([*lines, "", *_markdown_rest(summary)]) + "\n"


def _group_row(group: Summary) -> str:
    cells = [
        group["name"],
        f"{group['plates']} / {group['labelled']}",
        percent(group["precision_50"]),
        percent(group["recall_50"]),
        percent(group["recall_70"]),
    ]
    for way in ("whole", "perfect"):
        cells += [percent(group[way][name]) for name in ("exact", "folded", "folded_0o_1i", "cer")]
    return f"| {' | '.join(cells)} |"


def _markdown_rest(summary: Summary) -> list[str]:
    lines = [
        "| detector | plates | AP50 | AP50-95 | recall at precision 0.97 |",
        "|---|---|---|---|---|",
    ]
    for name, row in summary["detector"].items():
        lines.append(
            f"| {name.replace('_', ' ')} | {row['plates']} | {_plain(row['ap50'])} "
            f"| {_plain(row['ap50_95'])} | {_plain(row['recall_at_precision_97'])} |"
        )
    surest = summary["surest_read"]
    lines += [
        "",
        f"Surest read of a picture with a plate read by eye: exact {percent(surest['exact'])}, "
        f"folded {percent(surest['folded'])}, folded 0O 1I {percent(surest['folded_0o_1i'])}. "
        f"Reads at {MIN_READ_CONFIDENCE} or more that belong to no labelled plate: "
        f"{summary['stray_reads']}.",
        "",
        f"Load average of the machine ({summary['setup']['machine']}) at the end: "
        f"{summary['setup']['load_average']}; times are only comparable when it is about 1.",
        "",
        "| stage | median ms | p95 ms | times |",
        "|---|---|---|---|",
    ]
    for name, row in summary["stage_ms"].items():
        lines.append(
            f"| {name.replace('_', ' ')} | {row['median']} | {row['p95']} | {row['count']} |"
        )
    lines += ["", "| expected calibration error | plate | character |", "|---|---|---|"]
    for way, levels in summary["calibration"].items():
        lines.append(f"| {way} | {percent(levels['plate'])} | {percent(levels['character'])} |")
    lines += [
        "",
        "| confidence of a plate (perfect crops) | reads | mean | right |",
        "|---|---|---|---|",
    ]
    for row in summary["calibration"]["perfect"]["plate"]["rows"]:
        lines.append(
            f"| {row['from']:.1f} to {row['to']:.1f} | {row['count']} "
            f"| {_plain(row['confidence'])} | {_plain(row['right'])} |"
        )
    rejection = summary["rejection"]
    lines += [
        "",
        f"{rejection['crops']} crops without a plate, {rejection['empty']} read as nothing.",
        "",
        "| refused below | non-plates refused | also when under 4 characters | plates lost |",
        "|---|---|---|---|",
    ]
    for row in rejection["thresholds"]:
        lines.append(
            f"| {row['confidence']} | {_percent(row['rejected'])} "
            f"| {_percent(row['rejected_4_chars'])} | {_percent(row['plates_lost'])} |"
        )
    lines += ["", "| failure | whole picture | perfect crop |", "|---|---|---|"]
    failures = summary["failures"]
    for name in CLASSES:
        counts = failures["whole"].get(name, 0), failures["perfect"].get(name, 0)
        if any(counts):
            lines.append(f"| {name} | {counts[0]} | {counts[1]} |")
    return lines


def percent(figure: Summary | None) -> str:
    """Return ``83.6 (77-90)`` of a figure with value (or error), low and high."""
    if figure is None:
        return "-"
    value = figure["value"] if "value" in figure else figure["error"]
    if value is None:
        return "-"
    if figure["low"] is None:
        return f"{value * 100:.1f}"
    return f"{value * 100:.1f} ({figure['low'] * 100:.0f}-{figure['high'] * 100:.0f})"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value * 100:.1f} %"


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
