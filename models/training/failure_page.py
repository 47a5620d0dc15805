# SPDX-License-Identifier: AGPL-3.0-or-later
"""The failures of a run as pictures: one HTML file that needs nothing else, and a contact sheet.

Both show photographs and plates: they belong under artifacts/ and are never committed.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from alpr_kiosk.vision.preprocess import encode_jpeg
from alpr_kiosk.vision.types import Image
from models.training.failures import CLASSES, classify, classify_read
from models.training.measure import Found, Measurement, NonPlateRead, PlateResult, Read
from models.training.tables import height_class
from models.training.truth import PictureTruth

THUMB_WIDTH, THUMB_HEIGHT = 260, 90
"""Crops are shown at most this large, px; small ones are enlarged so that a person can read."""

SHEET_COLUMNS = 5
CAPTION_HEIGHT = 46
MAX_LISTED = 60
"""Wrong detections and non-plates that are shown, surest first."""

_STYLE = """
body{font:14px system-ui,sans-serif;margin:24px;background:#f4f4f4;color:#111}
section{margin:0 0 32px}h2{margin:0 0 4px}p{margin:0 0 12px}
.grid{display:flex;flex-wrap:wrap;gap:10px}
figure{margin:0;padding:8px;background:#fff;border:1px solid #ccc;width:276px}
img{display:block;max-width:260px;image-rendering:pixelated;margin:0 0 4px}
figcaption{font:12px ui-monospace,monospace;line-height:1.5;overflow-wrap:anywhere}
b.no{color:#b00020}small{color:#555}pre{background:#fff;padding:12px;overflow:auto}
"""


def write_page(
    run: Measurement, pictures: Sequence[PictureTruth], tables: str, folder: Path
) -> tuple[Path, Path]:
    """Write ``failures.html`` and ``failures.png`` into `folder` and return their paths.

    Args:
        run: The results.
        pictures: The pictures, in the order of the run.
        tables: Markdown tables shown at the top.
        folder: Made if missing.

    Raises:
        OSError: The folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wrong = sorted_failures(run.plates)
    page = folder / "failures.html"
    page.write_text(_html(run, pictures, tables, wrong), encoding="utf-8")
    sheet = folder / "failures.png"
    done, data = cv2.imencode(".png", contact_sheet(wrong, pictures))
    if not done:
        raise OSError("the contact sheet could not be encoded")
    sheet.write_bytes(data.tobytes())
    return page, sheet


def sorted_failures(plates: Sequence[PlateResult]) -> list[tuple[str, PlateResult]]:
    """Return (class, plate) of what was not read from the whole picture, class by class.

    Plates that only the perfect crop gets wrong come last in their class.
    """
    found = []
    for plate in plates:
        if not plate.truth.text:
            continue
        name = classify(plate) or classify_read(plate.perfect, plate.truth.text, plate.truth.lines)
        if name:
            found.append((name, plate))
    order = list(CLASSES)
    return sorted(found, key=lambda item: (order.index(item[0]), not classify(item[1])))


def contact_sheet(
    wrong: Sequence[tuple[str, PlateResult]], pictures: Sequence[PictureTruth]
) -> Image:
    """Return all failures on one picture, BGR."""
    cells = [_cell(name, plate, pictures) for name, plate in wrong]
    blank = np.full((THUMB_HEIGHT + CAPTION_HEIGHT, THUMB_WIDTH, 3), 255, dtype=np.uint8)
    cells += [blank] * (-len(cells) % SHEET_COLUMNS or (SHEET_COLUMNS if not cells else 0))
    rows = [
        np.concatenate(cells[index : index + SHEET_COLUMNS], axis=1)
        for index in range(0, len(cells), SHEET_COLUMNS)
    ]
    return np.ascontiguousarray(np.concatenate(rows, axis=0))


def _cell(name: str, plate: PlateResult, pictures: Sequence[PictureTruth]) -> Image:
    cell = np.full((THUMB_HEIGHT + CAPTION_HEIGHT, THUMB_WIDTH, 3), 255, dtype=np.uint8)
    crop = plate.found_thumb if plate.found_thumb is not None else plate.thumb
    if crop is not None and crop.size:
        shown = fitted(crop)
        cell[: shown.shape[0], : shown.shape[1]] = shown
    captions = (
        f"{name}, {plate.height:.0f} px",
        f"{plate.truth.text} > {plate.whole.text or plate.fate} {plate.whole.confidence:.2f}",
        f"crop: {plate.perfect.text} {plate.perfect.confidence:.2f} "
        f"{pictures[plate.picture].name[-16:]}",
    )
    for line, text in enumerate(captions):
        at = (2, THUMB_HEIGHT + 12 + 14 * line)
        cv2.putText(cell, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.38, (0, 0, 0), 1, cv2.LINE_AA)
    return cell


def fitted(crop: Image) -> Image:
    """Return a crop scaled to fill the thumbnail at its own aspect."""
    rows, columns = crop.shape[:2]
    scale = min(THUMB_WIDTH / columns, THUMB_HEIGHT / rows)
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(crop, size, interpolation=how), dtype=np.uint8)


# ------------------------------------------------------------------------------------------ HTML


def _html(
    run: Measurement,
    pictures: Sequence[PictureTruth],
    tables: str,
    wrong: Sequence[tuple[str, PlateResult]],
) -> str:
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>What is not read</title>",
        f"<style>{_STYLE}</style><h1>What is not read</h1>",
        "<details><summary>Figures of this run</summary>",
        f"<pre>{html.escape(tables)}</pre></details>",
    ]
    for name, what in CLASSES.items():
        chosen = [plate for cls, plate in wrong if cls == name]
        if not chosen:
            continue
        here = sum(bool(classify(plate)) for plate in chosen)
        extra = f", {len(chosen) - here} only on the perfect crop" if here < len(chosen) else ""
        parts.append(f"<section><h2>{html.escape(name)}: {here}{extra}</h2>")
        parts.append(f"<p>{html.escape(what)}</p><div class=grid>")
        parts += [_plate_figure(plate, pictures) for plate in chosen]
        parts.append("</div></section>")
    parts += _misses(run, pictures)
    parts += _strays(run.found, pictures)
    parts += _non_plates(run.non_plates)
    return "\n".join(parts) + "</html>\n"


def _plate_figure(plate: PlateResult, pictures: Sequence[PictureTruth]) -> str:
    images = _img(plate.found_thumb, "as detected") + _img(plate.thumb, "as labelled")
    lines = [
        f"truth <b>{html.escape(plate.truth.text)}</b>",
        f"picture {_read(plate.whole, plate.truth.text, plate.fate)}",
        f"crop {_read(plate.perfect, plate.truth.text, 'empty')}",
        f"<small>{html.escape(pictures[plate.picture].name)}, {height_class(plate.height)} "
        f"({plate.box[2] - plate.box[0]:.0f}x{plate.height:.0f}), "
        f"detector {plate.found_score:.2f}</small>",
    ]
    return f"<figure>{images}<figcaption>{'<br>'.join(lines)}</figcaption></figure>"


def _read(read: Read, truth: str, fate: str) -> str:
    """Return a read with the probability of each character, in per cent."""
    if not read.text:
        return f'<b class="no">{html.escape(fate)}</b>'
    each = " ".join(
        f"{char}{confidence * 100:.0f}"
        for char, confidence in zip(read.chars, read.char_confidences, strict=True)
    )
    mark = "ok" if read.text == truth else "no"
    return (
        f'<b class="{mark}">{html.escape(read.text)}</b> {read.confidence:.2f}'
        f"<br><small>{html.escape(each)}</small>"
    )


def _misses(run: Measurement, pictures: Sequence[PictureTruth]) -> list[str]:
    """Return plates without a text that the detector does not find at IoU 0.5."""
    missed = [plate for plate in run.plates if not plate.found_50 and not plate.truth.text]
    parts = [f"<section><h2>Plates without a text, not found at IoU 0.5: {len(missed)}</h2>"]
    parts.append("<div class=grid>")
    for plate in missed:
        name = html.escape(pictures[plate.picture].name)
        size = f"{plate.box[2] - plate.box[0]:.0f}x{plate.height:.0f}"
        parts.append(
            f"<figure>{_img(plate.thumb, 'plate')}<figcaption>{name} {size}</figcaption></figure>"
        )
    return [*parts, "</div></section>"]


def _strays(found: Sequence[Found], pictures: Sequence[PictureTruth]) -> list[str]:
    wrong = sorted((item for item in found if not item.hit_50), key=lambda item: -item.score)
    parts = [f"<section><h2>Detections that are no plate at IoU 0.5: {len(wrong)}</h2>"]
    parts.append("<div class=grid>")
    for item in wrong[:MAX_LISTED]:
        text = f"detector {item.score:.2f} {item.stray} {item.stray_confidence:.2f}"
        name = html.escape(pictures[item.picture].name)
        parts.append(
            f"<figure>{_img(item.thumb, 'detection')}"
            f"<figcaption>{html.escape(text)}<br><small>{name}</small></figcaption></figure>"
        )
    return [*parts, "</div></section>"]


def _non_plates(reads: Sequence[NonPlateRead]) -> list[str]:
    sure = sorted(
        (item for item in reads if item.read.text), key=lambda item: -item.read.confidence
    )
    title = f"Crops without a plate that were read: {len(sure)} of {len(reads)}"
    parts = [f"<section><h2>{title}</h2>"]
    parts.append("<div class=grid>")
    for item in sure[:MAX_LISTED]:
        text = f"{item.read.text} {item.read.confidence:.2f}"
        parts.append(
            f"<figure>{_img(item.thumb, 'crop')}<figcaption>{html.escape(text)}<br>"
            f"<small>{html.escape(item.picture)}</small></figcaption></figure>"
        )
    return [*parts, "</div></section>"]


def _img(crop: Image | None, alt: str) -> str:
    if crop is None or not crop.size:
        return ""
    data: Any = base64.b64encode(encode_jpeg(fitted(crop), 88)).decode("ascii")
    return f'<img alt="{alt}" src="data:image/jpeg;base64,{data}">'
