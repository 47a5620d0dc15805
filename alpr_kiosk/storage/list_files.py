# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of plates as files, CSV and XLSX: streamed, with bounds on what a hostile file can take.

A file is refused as a whole, with a row where one can be named, when it is not what its name says,
can't be decoded, or is larger than any list. What stands in its cells is judged by
`domain.list_import`.
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from alpr_kiosk.domain.text_encodings import SEPARATORS, encoding_of, separator_of
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import list_sheets
from alpr_kiosk.storage.engine import fsync_folder

MAX_BYTES = 100_000_000
"""Longest file: 250,000 full rows have 60 MB."""

MAX_LINE = 1_000_000
"""Longest line, characters."""

MAX_CELL = 100_000
"""Longest cell, characters; the longest field of an entry has 2,000."""

_HEAD = 200_000
_END = "\x02end"
"""A line after the last one: it is a row of its own, unless a quote before it was left open."""
_KINDS = (b"PK\x03\x04", "xlsx"), (b"PK\x05\x06", "xlsx"), (b"\xd0\xcf\x11\xe0", "xls")

Rows = Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An open table.

    Attributes:
        rows: (number from 1 on, cells); read once, closes the file at its end.
        kind: "csv" or "xlsx".
        encoding: Of a CSV file, as guessed or given; "" for XLSX.
        separator: Of a CSV file, as guessed or given; "" for XLSX.
        close: Closes the file earlier.
    """

    rows: Rows
    kind: str
    encoding: str = ""
    separator: str = ""
    close: Callable[[], None]


def open_table(path: Path, *, encoding: str = "", separator: str = "", sheet: str = "") -> Table:
    """Open a CSV or XLSX file for reading.

    Args:
        path: The file.
        encoding: Of a CSV file; "" to guess.
        separator: Of a CSV file, one character; "" to guess.
        sheet: Name of the sheet of an XLSX file; "" for the first one.

    Raises:
        StorageError: ``lists.file_unreadable``, ``lists.file_empty``, ``lists.file_large``,
            ``lists.file_kind`` (it is not what its name says), ``lists.file_encoding`` (an
            encoding that is not known). Reading the rows raises ``lists.file_row`` with ``row``
            and ``why``, and ``lists.file_bomb`` as opening an XLSX does.
    """
    file = _open(path)
    try:
        head = file.read(_HEAD)
        file.seek(0)
        kind = _kind(path, head)
        if kind == "xlsx":
            rows = list_sheets.read_rows(file, path, sheet)
            return Table(rows=_closing(file, rows), kind=kind, close=file.close)
        encoding = encoding or encoding_of(head)
        text = _decoded(file, path, encoding)
        separator = separator or _separator(head, encoding)
        return Table(
            rows=_closing(text, _csv_rows(text, encoding, separator)),
            kind=kind,
            encoding=encoding,
            separator=separator,
            close=text.close,
        )
    except BaseException:
        file.close()
        raise


def write_table(path: Path, rows: Iterable[Sequence[str]], *, separator: str = ";") -> int:
    """Write a table, as XLSX or CSV (UTF-8 with a mark, for Excel) by the name; return its rows.

    The file appears under its name when it is whole (0600: it is full of plates).

    Args:
        path: The file; replaced when it is there.
        rows: Cells that are not formulas (`list_cells.mark`).
        separator: Of a CSV file.

    Raises:
        StorageError: ``lists.file_unwritable`` or ``lists.file_kind``.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("csv", "xlsx"):
        raise StorageError("lists.file_kind", path=str(path), found=kind or "no ending")
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        fresh.unlink(missing_ok=True)  # what a run that was killed has left
        # Never through a link that somebody put there: a stick is anybody's.
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(fresh, flags, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            if kind == "xlsx":
                count = list_sheets.write_rows(file, rows)
            else:
                count = _write_csv(file, rows, separator)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        fsync_folder(path.parent)
    except OSError as exc:
        raise StorageError(
            "lists.file_unwritable", path=str(path), why=exc.strerror or str(exc)
        ) from exc
    finally:
        with suppress(OSError):
            fresh.unlink()
    return count


# ------------------------------------------------------------------------------------- internals


def _open(path: Path) -> IO[bytes]:
    """Open a plain file of some bytes: no folder, no pipe that would never end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        file = os.fdopen(descriptor, "rb")
    except OSError as exc:
        why = exc.strerror or str(exc)
        raise StorageError("lists.file_unreadable", path=str(path), why=why) from exc
    found = os.fstat(file.fileno())
    code, why = "", ""
    if not stat.S_ISREG(found.st_mode):
        code, why = "lists.file_unreadable", "no plain file"
    elif found.st_size == 0:
        code = "lists.file_empty"
    elif found.st_size > MAX_BYTES:
        code = "lists.file_large"
    if code:
        file.close()
        raise StorageError(code, path=str(path), why=why, mb=MAX_BYTES // 1_000_000)
    return file


def _kind(path: Path, head: bytes) -> str:
    """Return "csv" or "xlsx", where name and beginning of the file agree."""
    kind = next((name for magic, name in _KINDS if head.startswith(magic)), "csv")
    named = path.suffix.lower().lstrip(".")
    named = {"xlsm": "xlsx", "txt": "csv", "tsv": "csv"}.get(named, named)
    if kind == "xls" or named not in ("csv", "xlsx") or kind != named:
        raise StorageError("lists.file_kind", path=str(path), found=kind)
    return kind


def _closing(file: IO[bytes] | IO[str], rows: Rows) -> Rows:
    with file:
        yield from rows


def _check_encoding(encoding: str) -> None:
    """Refuse what is no encoding of tables, such as that of host names."""
    try:
        "plate".encode(encoding).decode(encoding, "ignore")
    except (LookupError, UnicodeError) as exc:
        raise StorageError("lists.file_encoding", encoding=encoding) from exc


def _decoded(file: IO[bytes], path: Path, encoding: str) -> io.TextIOWrapper:
    if not encoding:
        raise StorageError("lists.file_kind", path=str(path), found="no text")
    _check_encoding(encoding)
    return io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="")


def _separator(head: bytes, encoding: str) -> str:
    text = head.decode(encoding, "ignore")
    lines = list(itertools.islice(io.StringIO(text, newline=""), 50))
    if len(text) > 1 and len(lines) > 1 and len(head) >= _HEAD:
        lines.pop()  # it may end in its middle
    named = lines[0].strip().lower() if lines else ""
    if named.startswith("sep=") and len(named) == 5:  # what Excel writes and reads
        return named[-1]
    return separator_of(line.replace("\0", " ") for line in lines)


def _csv_rows(text: io.TextIOWrapper, encoding: str, separator: str) -> Rows:
    number = 0
    if separator not in (*SEPARATORS, ":", " ") or len(separator) != 1:
        raise StorageError("lists.file_separator", separator=separator)
    reader = csv.reader(itertools.chain(_lines(text), (_END,)), delimiter=separator)
    try:
        for number, cells in enumerate(reader, start=1):
            if cells and cells[-1].endswith(_END):
                if cells != [_END]:
                    raise _row_error(number, "a quote is not closed")
                continue
            if number == 1 and len(cells) <= 2 and "".join(cells[:1]).lower().startswith("sep="):
                continue
            if max(map(len, cells), default=0) > MAX_CELL:
                raise _row_error(number, "a cell is too long")
            yield number, cells
    except csv.Error as exc:
        raise _row_error(number + 1, str(exc)) from exc
    except UnicodeError as exc:
        raise _row_error(number + 1, f"not {encoding}") from exc


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines, never one that does not end; a NUL becomes a sign that no cell may hold."""
    while line := text.readline(MAX_LINE):
        if len(line) >= MAX_LINE:
            raise csv.Error("a line is too long")
        yield line.replace("\0", "\x01") if "\0" in line else line


def _row_error(row: int, why: str) -> StorageError:
    return StorageError("lists.file_row", row=row, why=why)


def _write_csv(file: IO[bytes], rows: Iterable[Sequence[str]], separator: str) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    count = 0
    for cells in rows:
        writer.writerow(cells)
        count += 1
    text.flush()
    text.detach()
    return count
