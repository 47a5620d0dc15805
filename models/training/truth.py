# SPDX-License-Identifier: AGPL-3.0-or-later
"""Labelled photographs in the two layouts that the evaluation accepts.

``plates``: ``images/{split}``, ``labels/{split}`` (YOLO: class cx cy w h, in fractions),
``texts.csv`` and ``provenance.csv``; see ../shared/data/README.md.

``lines``: pictures beside text or CSV files with a line per plate: file, x, y, w, h, text; tab or
comma separated, pixels, origin top left, header optional; any number of files (also one per
picture, as in the OpenALPR benchmark), sub-folders are walked.

What cannot be used is left out and named as a `Problem` with file and line, so that a figure is
never silently one of fewer pictures.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.vision.sources.pictures import PICTURE_SUFFIXES

TEXT_SUFFIXES = frozenset({".txt", ".csv", ".tsv"})
_FIELDS = 6
_COORDINATE_HEADERS = (("x", "y", "w", "h"), ("x", "y", "width", "height"))
_BOX_SLACK = 0.01
"""YOLO fractions may leave 0..1 by this much (rounding of the labelling tools)."""


class TruthError(ValueError):
    """A folder that holds nothing to measure against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the labels that was left out.

    Attributes:
        file: The file.
        line: Line from 1; 0 for the whole file.
        what: What is wrong with it.
    """

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateTruth:
    """One labelled plate.

    Attributes:
        box: x0, y0, x1, y1.
        in_fractions: The box is in fractions of the picture, else in pixels.
        text: Normalised text; "" when nobody could or did read it (detection only).
        lines: 1 or 2; None when the labels do not say.
    """

    box: tuple[float, float, float, float]
    in_fractions: bool = False
    text: str = ""
    lines: int | None = None

    def pixels(self, width: int, height: int) -> tuple[float, float, float, float]:
        """Return the box in pixels of a picture of this size, clipped to it."""
        sx, sy = (width, height) if self.in_fractions else (1, 1)
        x0, y0, x1, y1 = self.box
        return (
            min(max(x0 * sx, 0.0), float(width)),
            min(max(y0 * sy, 0.0), float(height)),
            min(max(x1 * sx, 0.0), float(width)),
            min(max(y1 * sy, 0.0), float(height)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTruth:
    """One photograph with its plates (possibly none).

    Attributes:
        path: The picture.
        name: Name for tables, unique in its data set.
        source: Where it comes from.
        plates: Its plates.
    """

    path: Path
    name: str
    source: str
    plates: tuple[PlateTruth, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthSet:
    """A data set.

    Attributes:
        layout: "plates" or "lines".
        pictures: Sorted by name.
        problems: What was left out.
        unlabelled: Pictures for which there was no line or label file; they are not measured.
    """

    layout: str
    pictures: tuple[PictureTruth, ...]
    problems: tuple[Problem, ...] = ()
    unlabelled: int = 0


def yolo_boxes(labels: Path, width: int, height: int) -> list[tuple[float, float, float, float]]:
    """Return all boxes of a YOLO label file by their line: x0, y0, x1, y1 px, not clipped.

    `load_truth` leaves broken lines out; here each line keeps its number.

    Raises:
        OSError: The file cannot be read.
        ValueError: A line is no box.
    """
    boxes = []
    for line in labels.read_text(encoding="utf-8").splitlines():
        x, y, w, h = (float(value) for value in line.split()[1:5])
        boxes.append(
            ((x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height)
        )
    return boxes


def load_truth(folder: Path, *, layout: str = "auto", split: str = "val") -> TruthSet:
    """Load a folder.

    Args:
        folder: The data set.
        layout: "auto", "plates" or "lines".
        split: Split of the ``plates`` layout.

    Raises:
        TruthError: The folder is missing, is of no known layout or has no labelled picture.
    """
    if not folder.is_dir():
        raise TruthError(f"{folder} is not a folder")
    if layout == "auto":
        is_plates = (folder / "images").is_dir() and (folder / "labels").is_dir()
        layout = "plates" if is_plates else "lines"
    found = _load_plates(folder, split) if layout == "plates" else _load_lines(folder)
    if not found.pictures:
        shown = "".join(f"\n  {problem}" for problem in found.problems[:20])
        raise TruthError(f"{folder} has no labelled picture in the layout {layout!r}{shown}")
    return found


# ---------------------------------------------------------------------------------------- plates


def _load_plates(folder: Path, split: str) -> TruthSet:
    problems: list[Problem] = []
    texts = _texts(folder / "texts.csv", split, problems)
    sources = _sources(folder / "provenance.csv", problems)
    images = folder / "images" / split
    if not images.is_dir():
        raise TruthError(f"{images} is not a folder")
    pictures: list[PictureTruth] = []
    unlabelled = 0
    for path in _pictures_in(images):
        label_file = folder / "labels" / split / f"{path.stem}.txt"
        if not label_file.is_file():
            unlabelled += 1
            continue
        plates = tuple(
            PlateTruth(box=box, in_fractions=True, text=text, lines=lines)
            for index, box in _yolo_boxes(label_file, problems)
            for text, lines in [texts.get((path.stem, index), ("", None))]
        )
        pictures.append(
            PictureTruth(
                path=path,
                name=path.stem,
                source=sources.get(path.stem, path.stem.split("_")[0]),
                plates=plates,
            )
        )
    return TruthSet(
        layout="plates",
        pictures=tuple(pictures),
        problems=tuple(problems),
        unlabelled=unlabelled,
    )


def _yolo_boxes(
    path: Path, problems: list[Problem]
) -> list[tuple[int, tuple[float, float, float, float]]]:
    """Return (index as texts.csv counts it, box in fractions) of each usable line."""
    boxes: list[tuple[int, tuple[float, float, float, float]]] = []
    index = -1
    for number, line in _text_lines(path, problems):
        index += 1
        cells = line.split()
        values = _numbers(cells[1:5])
        if len(cells) < 5 or values is None:
            problems.append(Problem(file=str(path), line=number, what="not: class x y w h"))
            continue
        x, y, w, h = values
        box = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        if w <= 0 or h <= 0 or min(box) < -_BOX_SLACK or max(box) > 1 + _BOX_SLACK:
            problems.append(
                Problem(file=str(path), line=number, what="the box is not within the picture")
            )
            continue
        boxes.append((index, box))
    return boxes


def _texts(
    path: Path, split: str, problems: list[Problem]
) -> dict[tuple[str, int], tuple[str, int | None]]:
    texts: dict[tuple[str, int], tuple[str, int | None]] = {}
    for number, row in _csv_rows(path, ("image", "split", "box", "text"), problems):
        if row["split"] != split:
            continue
        text = normalise(row["text"])
        if not row["box"].strip().isdecimal() or not text:
            problems.append(Problem(file=str(path), line=number, what="no box number or no text"))
            continue
        lines = (row.get("lines") or "").strip()
        texts[row["image"], int(row["box"])] = (text, int(lines) if lines in ("1", "2") else None)
    return texts


def _sources(path: Path, problems: list[Problem]) -> dict[str, str]:
    return {
        row["image"]: row["source"] for _, row in _csv_rows(path, ("image", "source"), problems)
    }


def _csv_rows(
    path: Path, wanted: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, row) of a CSV file with a header; a missing file has no rows."""
    if not path.is_file():
        problems.append(Problem(file=str(path), line=0, what="is not here"))
        return
    reader = csv.DictReader(io.StringIO(_decoded(path, problems), newline=""))
    missing = [name for name in wanted if name not in (reader.fieldnames or ())]
    if missing:
        what = f"has no column {', '.join(missing)}"
        problems.append(Problem(file=str(path), line=1, what=what))
        return
    for row in reader:
        if any(row.get(name) is None for name in wanted):
            problems.append(
                Problem(file=str(path), line=reader.line_num, what="has too few columns")
            )
            continue
        yield reader.line_num, {key: value or "" for key, value in row.items() if key is not None}


# ----------------------------------------------------------------------------------------- lines


def _load_lines(folder: Path) -> TruthSet:
    problems: list[Problem] = []
    plates: dict[Path, list[PlateTruth]] = {}
    sources: dict[Path, str] = {}
    seen: set[tuple[Path, tuple[float, float, float, float]]] = set()
    for file in sorted(path for path in folder.rglob("*") if path.suffix.lower() in TEXT_SUFFIXES):
        if not file.is_file():
            continue
        for number, name, box, text in parse_lines(file, problems):
            path = _beside(file, name)
            if path is None:
                what = f"the picture {name!r} is not beside it"
                problems.append(Problem(file=str(file), line=number, what=what))
                continue
            if (path, box) in seen:
                what = "the same picture and box as on an earlier line"
                problems.append(Problem(file=str(file), line=number, what=what))
                continue
            seen.add((path, box))
            plates.setdefault(path, []).append(PlateTruth(box=box, text=text))
            inside = path.parent.relative_to(folder).as_posix()
            sources[path] = inside if inside != "." else folder.resolve().name
    pictures = tuple(
        PictureTruth(
            path=path,
            name=path.relative_to(folder).as_posix(),
            source=sources[path],
            plates=tuple(plates[path]),
        )
        for path in sorted(plates)
    )
    every = [path for path in folder.rglob("*") if path.suffix.lower() in PICTURE_SUFFIXES]
    return TruthSet(
        layout="lines",
        pictures=pictures,
        problems=tuple(problems),
        unlabelled=len(every) - len(pictures),
    )


def parse_lines(
    path: Path, problems: list[Problem]
) -> Iterator[tuple[int, str, tuple[float, float, float, float], str]]:
    """Yield (line, file, box x0 y0 x1 y1 in pixels, normalised text) of each usable line.

    Args:
        path: A file of lines ``file, x, y, w, h, text``; the text may be empty.
        problems: Lines that cannot be used are added to it.
    """
    first = True
    for number, line in _text_lines(path, problems):
        cells = _cells(line)
        is_first, first = first, False
        if is_first and tuple(cell.lower() for cell in cells[1:5]) in _COORDINATE_HEADERS:
            continue
        values = _numbers(cells[1:5])
        if len(cells) not in (_FIELDS - 1, _FIELDS) or values is None or not cells[0]:
            problems.append(
                Problem(file=str(path), line=number, what="not: file, x, y, w, h, text")
            )
            continue
        x, y, w, h = values
        if w <= 0 or h <= 0:
            problems.append(Problem(file=str(path), line=number, what="the box is empty"))
            continue
        yield number, cells[0], (x, y, x + w, y + h), normalise("".join(cells[5:]))


def _cells(line: str) -> list[str]:
    if "\t" in line:
        cells = line.split("\t")
    else:
        cells = next(csv.reader([line], skipinitialspace=True), [])
    return [cell.strip() for cell in cells]


def _beside(file: Path, name: str) -> Path | None:
    """Return the picture that a line means; labels made on Windows may name it with a path."""
    name = name.replace("\\", "/")
    for candidate in (file.parent / name, file.parent / name.rsplit("/", 1)[-1]):
        if candidate.suffix.lower() in PICTURE_SUFFIXES and candidate.is_file():
            return candidate
    return None


# ---------------------------------------------------------------------------------------- shared


def _text_lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Yield (number from 1, line) of the lines that are not blank, whatever ends them."""
    for number, line in enumerate(_decoded(path, problems).splitlines(), 1):
        if line.strip():
            yield number, line.strip("\r\n")


def _decoded(path: Path, problems: list[Problem]) -> str:
    try:
        # Python 3.10's csv refuses a line with NUL; later ones take it as a character.
        return path.read_bytes().decode("utf-8-sig").replace("\0", "\ufffd")
    except OSError as exc:
        what = f"cannot be read: {exc.strerror or type(exc).__name__}"
    except UnicodeDecodeError:
        what = "is not UTF-8"
    problems.append(Problem(file=str(path), line=0, what=what))
    return ""


def _numbers(cells: Iterable[str]) -> tuple[float, float, float, float] | None:
    """Return four finite numbers, None when there are not four."""
    try:
        values = [float(cell) for cell in cells]
    except ValueError:
        return None
    if len(values) != 4 or not all(math.isfinite(value) for value in values):
        return None
    return values[0], values[1], values[2], values[3]


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURE_SUFFIXES)
