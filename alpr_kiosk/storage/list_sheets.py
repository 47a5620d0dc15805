# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables as XLSX: written by openpyxl, read by a parser that keeps nothing but the row at hand.

An XLSX file is a ZIP of XML. openpyxl's reader keeps an element of every row and looks through a
sheet twice; a file made for that takes gigabytes. Here only the parts of one sheet are unpacked,
as a stream: bytes are counted as they come, not as the directory says; a document type (entities
that grow) is refused, and so is a token that does not end.
"""

from __future__ import annotations

import math
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from xml.parsers import expat

from alpr_kiosk.domain.list_cells import FORMULA
from alpr_kiosk.errors import StorageError

MAX_PARTS = 500
MAX_UNPACKED = 400_000_000
"""Bytes of a sheet: 250,000 rows of 20 cells have about 250 MB."""

MAX_RATIO = 300
"""Unpacked by packed size of a part; sheets of lists have 5 to 30, empty cells up to 150."""

MAX_STRINGS = 60_000_000
"""Bytes of the shared strings, which are kept in memory."""

MAX_SMALL = 5_000_000
"""Bytes of the parts that say what the sheets are."""

MAX_TOKEN = 1_000_000
"""Bytes of a tag or comment; the parser keeps one until it ends."""

MAX_DEPTH, MAX_NAMES = 50, 1000
"""Open tags, and different names of tags and attributes: the parser keeps both."""

MAX_CELL = 100_000
MAX_COLUMNS = 100
MAX_ROWS = 300_000
MAX_SHEET_ROWS, MAX_SHEET_COLUMNS = 1_048_576, 16_384
"""What a sheet of Excel has at most, empty ones included: more take minutes and hold nothing."""

MAX_TAGS = 30_000_000
"""Tags of a sheet: 250,000 rows of 20 cells have 15 million."""

MAX_SERIAL = 2_958_465
"""Day number of 9999-12-31, the last one of Excel."""

_CHUNK = 1 << 16
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - no zone
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read_rows(file: IO[bytes], path: Path, sheet: str = "") -> Iterator[tuple[int, Sequence[str]]]:
    """Yield (number, cells) of one sheet; formulas as `FORMULA`, empty rows left out.

    Args:
        file: The open file.
        path: Its name, for errors.
        sheet: Name of the sheet, "" for the first one.

    Raises:
        StorageError: ``lists.file_bomb`` with ``why``, ``lists.file_kind`` (a ZIP, but no
            workbook), ``lists.file_sheet`` (no such sheet), ``lists.file_row``.
    """
    number = 0
    try:
        with zipfile.ZipFile(file) as pack:
            book = _Book(pack, path)
            target = book.sheet(sheet)
            strings = book.strings()
            page = _Page(strings, book.dates(), book.epoch, book.bomb)
            for number, cells in book.parsed(target, page, MAX_UNPACKED, page.take):
                yield number, cells
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError) as exc:
        raise _broken(path, number, str(exc)) from exc
    except (KeyError, ValueError, IndexError, NotImplementedError, RuntimeError) as exc:
        raise _broken(path, number, type(exc).__name__) from exc


def write_rows(file: IO[bytes], rows: Iterable[Sequence[str]]) -> int:
    """Write all rows as text cells of one sheet; return how many."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    page = book.create_sheet("plates")
    page.freeze_panes = "A2"
    count = 0
    for cells in rows:
        made = []
        for text in cells:
            cell = WriteOnlyCell(page, value=None)
            if text:
                # As it is: no guess that makes a formula of it, and nothing that looks escaped.
                cell._value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)  # type: ignore[attr-defined]
                cell.data_type = "s"
            made.append(cell)
        page.append(made)
        count += 1
    book.save(file)
    return count


# ------------------------------------------------------------------------------------- internals


class _Handler:
    """Gets the tags of a part by their local names."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A tag begins."""

    def end(self, name: str) -> None:
        """A tag ends."""

    def text(self, text: str) -> None:
        """A piece of text."""


@dataclass(slots=True)
class _Tags(_Handler):
    """Collects the attributes of some tags."""

    wanted: frozenset[str]
    found: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self.wanted:
            self.found.append((name, attributes))


class _Strings(_Handler):
    """Collects the shared strings; how they are pronounced is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._in_text = self._spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        if name == "si":
            self._pieces.clear()
        self._spoken = self._spoken or name == "rPh"
        self._in_text = name == "t" and not self._spoken

    def end(self, name: str) -> None:
        self._in_text = False
        if name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append(_plain("".join(self._pieces)))

    def text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)


class _Page(_Handler):
    """Makes rows of cells; `take` gives those that are whole."""

    def __init__(
        self,
        strings: Sequence[str],
        dates: frozenset[int],
        epoch: datetime,
        bomb: Callable[[str], StorageError],
    ) -> None:
        self._bomb = bomb
        self._strings = strings
        self._dates = dates
        self._epoch = epoch
        self._done: deque[tuple[int, Sequence[str]]] = deque()
        self._count = self._begun = self._in_row = 0
        self._number = 0
        self._cells: list[str] = []
        self._column = 0
        self._type, self._style = "", 0
        self._pieces: list[str] = []
        self._length = 0
        self._in_value = self._formula = self._in_cell = False

    def take(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the rows that are whole."""
        while self._done:
            yield self._done.popleft()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._begun, self._in_row = self._begun + 1, 0
            if self._begun > MAX_SHEET_ROWS:
                raise self._bomb("no sheet has that many rows")
            given = attributes.get("r", "")
            self._number = int(given[:18]) if given.isdecimal() else self._number + 1
            self._cells, self._column = [], 0
        elif name == "c":
            self._in_row += 1
            if self._in_row > MAX_SHEET_COLUMNS:
                raise self._bomb("no row has that many cells")
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._type = attributes.get("t", "n")
            style = attributes.get("s", "0")
            self._style = int(style) if style.isdecimal() else 0
            self._pieces, self._length = [], 0
            self._formula, self._in_cell = False, True
        elif name == "f":
            self._formula = True
        self._in_value = self._in_cell and name in ("v", "t")

    def end(self, name: str) -> None:
        self._in_value = False
        if name == "c":
            self._in_cell = False
            if 0 < self._column <= MAX_COLUMNS:
                self._put(FORMULA if self._formula else self._checked("".join(self._pieces)))
        elif name == "row" and any(self._cells):
            self._count += 1
            if self._count > MAX_ROWS:
                raise self._refusal("too many rows")
            self._done.append((self._number, self._cells))

    def text(self, text: str) -> None:
        if self._in_value:
            self._length += len(text)
            if self._length > MAX_CELL:
                raise self._refusal("a cell is too long")
            self._pieces.append(text)

    def _put(self, value: str) -> None:
        if value:
            cells = self._cells
            cells.extend([""] * (self._column - len(cells)))
            cells[self._column - 1] = value

    def _refusal(self, why: str) -> StorageError:
        return StorageError("lists.file_row", row=self._number, why=why)

    def _checked(self, text: str) -> str:
        try:
            return self._value(text)
        except (ValueError, IndexError, OverflowError) as exc:
            raise self._refusal(f"a cell has no value: {text[:20]}") from exc

    def _value(self, text: str) -> str:
        kind = self._type
        if kind == "s":
            at = int(text) if text else -1
            if at < 0 and text:
                raise IndexError
            return self._strings[at] if text else ""
        if kind in ("inlineStr", "str", "e", "d"):
            return _plain(text)
        if kind == "b":
            return "yes" if text.strip() == "1" else "no"
        if not text:
            return ""
        number = float(text)
        if not math.isfinite(number):
            raise ValueError
        if self._style in self._dates and 0 <= number <= MAX_SERIAL:
            return _moment(number, self._epoch)
        return str(int(number)) if number.is_integer() else str(number)


class _Book:
    """The parts of a workbook.

    Args:
        pack: The open ZIP.
        path: Its name, for errors.
    """

    def __init__(self, pack: zipfile.ZipFile, path: Path) -> None:
        self._pack = pack
        self._path = path
        parts = pack.infolist()
        self._sizes = {part.filename: part for part in parts}
        if len(parts) > MAX_PARTS or len(self._sizes) != len(parts):
            raise self.bomb(f"{len(parts)} parts")
        if "xl/workbook.xml" not in self._sizes:
            raise StorageError("lists.file_kind", path=str(path), found="zip")
        tags = self._tags("xl/workbook.xml", "sheet", "workbookPr")
        self._sheets = [attributes for name, attributes in tags if name == "sheet"]
        old = any(one.get("date1904") in ("1", "true") for name, one in tags if name != "sheet")
        self.epoch = _EPOCH_1904 if old else _EPOCH

    def sheet(self, wanted: str) -> str:
        """Return the part of a sheet."""
        links = {
            one["Id"]: one["Target"]
            for _, one in self._tags("xl/_rels/workbook.xml.rels", "Relationship")
        }
        for attributes in self._sheets:
            if wanted not in ("", attributes.get("name", "")):
                continue
            link = next(value for name, value in attributes.items() if name.endswith(":id"))
            target = links[link]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if not self._sheets:
            raise StorageError("lists.file_kind", path=str(self._path), found="no sheet")
        known = ", ".join(attributes.get("name", "") for attributes in self._sheets)
        raise StorageError("lists.file_sheet", known=known[:200])

    def strings(self) -> list[str]:
        """Return the shared strings."""
        handler = _Strings()
        if "xl/sharedStrings.xml" in self._sizes:
            self._parse("xl/sharedStrings.xml", handler, MAX_STRINGS)
        return handler.found

    def dates(self) -> frozenset[int]:
        """Return the styles whose numbers are dates."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        if "xl/styles.xml" not in self._sizes:
            return frozenset()
        formats = dict(BUILTIN_FORMATS)
        styles: list[int] = []
        inside = False
        for name, one in self._tags("xl/styles.xml", "numFmt", "cellXfs", "cellStyles", "xf"):
            if name == "numFmt":
                formats[int(one["numFmtId"])] = one["formatCode"]
            elif name == "xf" and inside:
                styles.append(int(one.get("numFmtId", "0")))
            else:
                inside = name == "cellXfs"
        return frozenset(
            at for at, code in enumerate(styles) if is_date_format(formats.get(code, "General"))
        )

    def parsed(
        self,
        name: str,
        handler: _Handler,
        most: int,
        take: Callable[[], Iterator[tuple[int, Sequence[str]]]],
    ) -> Iterator[tuple[int, Sequence[str]]]:
        """Parse a part as a stream and yield what `take` gives in between.

        Raises:
            StorageError: ``lists.file_bomb``.
        """
        parser = expat.ParserCreate()
        names: set[str] = set()
        depth = tags = 0

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal depth, tags
            depth, tags = depth + 1, tags + 1
            names.add(tag)
            names.update(given)
            if depth > MAX_DEPTH or len(names) > MAX_NAMES or tags > MAX_TAGS:
                raise self.bomb(f"{name}: no sheet has that many tags")
            handler.start(_local(tag), given)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            handler.end(_local(tag))

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = lambda *_: self._refuse_type(name)
        packed = max(self._sizes[name].compress_size, 1000)
        size = 0
        with self._pack.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > min(most, MAX_RATIO * packed):
                    raise self.bomb(f"{name}: more than {size // 1_000_000} MB unpacked")
                parser.Parse(chunk, False)
                if size - parser.CurrentByteIndex > MAX_TOKEN:
                    raise self.bomb(f"{name}: a tag that does not end")
                yield from take()
            parser.Parse(b"", True)
        yield from take()

    def _parse(self, name: str, handler: _Handler, most: int) -> None:
        for _ in self.parsed(name, handler, most, lambda: iter(())):
            pass

    def _tags(self, name: str, *wanted: str) -> list[tuple[str, dict[str, str]]]:
        handler = _Tags(frozenset(wanted))
        self._parse(name, handler, MAX_SMALL)
        return handler.found

    def _refuse_type(self, name: str) -> None:
        raise self.bomb(f"{name}: a document type")

    def bomb(self, why: str) -> StorageError:
        """Return the error for a file that was made to use up the machine."""
        return StorageError("lists.file_bomb", path=str(self._path), why=why)


def _broken(path: Path, number: int, why: str) -> StorageError:
    if number:
        return StorageError("lists.file_row", row=number + 1, why=why)
    return StorageError("lists.file_kind", path=str(path), found=why[:80])


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _plain(text: str) -> str:
    """Undo what Excel writes for characters that XML can't hold (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _column(reference: str) -> int:
    """Return the column of ``AB12`` (28), 0 when there is none."""
    column = 0
    for char in reference[:4]:
        if not ("A" <= char <= "Z"):
            break
        column = column * 26 + ord(char) - 64
    return column


def _moment(serial: float, epoch: datetime) -> str:
    """Return a day number as ISO text: a date alone where there is no time of day."""
    moment = epoch + timedelta(seconds=round(serial * 86400))
    if serial.is_integer():
        return moment.date().isoformat()
    return moment.time().isoformat() if serial < 1 else moment.isoformat(" ")
