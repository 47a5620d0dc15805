# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of lists: an export is imported as it was; hostile files are refused, with the row."""

from __future__ import annotations

import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alpr_kiosk.domain import list_cells, list_export
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.holidays import HolidayRule
from alpr_kiosk.domain.list_import import ImportOptions, ImportWorld, RowKind, plan
from alpr_kiosk.domain.lists import (
    GroupPart,
    ListEntry,
    ListGroup,
    ListKind,
    ListSnapshot,
    WeeklyWindow,
)
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import list_files, list_sheets
from alpr_kiosk.storage.list_files import open_table, write_table
from tests.contracts.records_contract import NOON, full_entry

TZ = ZoneInfo("Europe/Berlin")
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Hundreds of files are written and flushed: not onto a disk where that can be helped."""
GROUPS = [ListGroup(group_id="g1", name="=Nordwind, GmbH"), ListGroup(group_id="g2", name="Flat 4")]


def world(entries: Sequence[ListEntry] = ()) -> ImportWorld:
    return ImportWorld(
        snapshot=ListSnapshot.of(entries, GROUPS),
        version=0,
        tz=TZ,
        now=NOON,
        actor="Zoe",
        new_id=lambda: "fresh",
    )


def read(path: Path, **how: str) -> list[list[str]]:
    return [list(cells) for _, cells in open_table(path, **how).rows]


def refused(path: Path, code: str, **how: str) -> StorageError:
    with pytest.raises(StorageError) as caught:
        read(path, **how)
    assert caught.value.code == code
    return caught.value


# ---------------------------------------------------------------------------- there and back again

SIGNS = st.sampled_from([*"=+-@'\"|%;,\t\n ＝＋－＠\u200f\u05e9א€ŁяÄ", "\r\n"])
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.lists(SIGNS, max_size=6).map("".join),
).map(lambda text: list_cells.writable(text).replace("\r", "\n"))
TIMES = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001
    datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.just(timezone.utc),
)
MOMENTS = st.none() | TIMES
COUNTS = st.none() | st.integers(0, 999_999)
ENTRY = st.builds(
    ListEntry,
    entry_id=st.uuids().map(lambda made: made.hex),
    kind=st.sampled_from(ListKind),
    plate=st.from_regex(r"[A-Z0-9ÄÖÜא-ת][A-Z0-9ÄÖÜא-ת \-.]{0,10}[A-Z0-9א-ת]", fullmatch=True),
    owner=TEXTS,
    vehicle=TEXTS,
    notes=TEXTS,
    host=TEXTS,
    windows=st.lists(
        st.builds(WeeklyWindow, weekday=st.integers(0, 6), start=st.times(), end=st.times()),
        max_size=4,
    ).map(tuple),
    gates=st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), max_size=3).map(tuple),
    direction=st.sampled_from(Direction),
    max_uses=COUNTS,
    uses_left=COUNTS,
    group_id=st.sampled_from(["", "g1", "g2"]),
    holidays=st.sampled_from(HolidayRule),
    photo=st.sampled_from(["", "0a" * 32]),
    second_factor=st.sampled_from(["", "ID card", "=1+1", " x"]),
    created_by=TEXTS.map(lambda text: text or "Zoe"),
    created_at=TIMES,
).flatmap(
    lambda one: st.tuples(
        MOMENTS,
        st.permutations(GroupPart).flatmap(
            lambda parts: st.integers(0, 3).map(lambda n: tuple(parts[:n]))
        ),
    ).map(lambda more: replace(one, valid_until=more[0], as_group=more[1] if one.group_id else ()))
)
ENTRIES = st.lists(ENTRY, max_size=4, unique_by=(lambda e: e.entry_id, lambda e: (e.kind, e.text)))
TRICKY = [
    replace(full_entry(), owner=owner, gates=(), entry_id=f"e{n}", plate=f"AB {n}", valid_from=None)
    for n, owner in enumerate(
        ["=1+1", "'=1", "''", "'t Hart", " x ", "@SUM(A1)", "\t", "-", "a\nb", "אבג \u200f", "＝1"]
    )
]


def there_and_back(entries: list[ListEntry], name: str, separator: str = ";") -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / name
        snapshot = ListSnapshot.of(entries, GROUPS)
        rows = [list_export.header(), *list_export.rows(entries, snapshot, TZ)]
        assert write_table(path, rows, separator=separator) == len(rows)
        made = plan(open_table(path).rows, world(), ImportOptions())
        again = plan(open_table(path).rows, world(entries), ImportOptions())
    assert made is not None
    assert again is not None
    assert [row.problems for row in made.rows] == [()] * len(entries)
    assert [edit.after for edit in made.edits()] == entries
    assert {row.kind for row in again.rows} <= {RowKind.SAME}
    for row in rows[1:]:
        assert not [cell for cell in row if cell and cell[0] in "=+-@\t\r\n＝＋－＠|%"]


@given(ENTRIES, st.sampled_from(";,\t|"))
@example(TRICKY, ",")
def test_import_of_an_export_is_the_identity_csv(entries: list[ListEntry], separator: str) -> None:
    there_and_back(entries, "list.csv", separator)


@settings(max_examples=40)
@given(ENTRIES)
@example(TRICKY)
def test_import_of_an_export_is_the_identity_xlsx(entries: list[ListEntry]) -> None:
    there_and_back(entries, "list.xlsx")


def test_a_written_file_is_for_nobody_else_and_replaces_only_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")

    def broken():
        yield ("a",)
        raise StorageError("storage.broken")

    with pytest.raises(StorageError):
        write_table(path, broken())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    write_table(path, [("Ä", "b")])
    assert path.read_bytes() == b"\xef\xbb\xbf\xc3\x84;b\r\n"
    assert path.stat().st_mode & 0o077 == 0
    for name, code in (("x/y.csv", "lists.file_unwritable"), ("list.ods", "lists.file_kind")):
        with pytest.raises(StorageError) as caught:
            write_table(tmp_path / name, [])
        assert caught.value.code == code


# ------------------------------------------------------------------------ encodings and separators

GERMAN = "Kennzeichen;Halter;gültig bis\r\nB-ÖB 12;Jürgen Groß, Müllerstraße;31.12.2027\r\n"
POLISH = "tablica;plate;owner\nx;WA 12345;Łukasz Żółć, Kraków, ulica Świętej Gęsi\n"
CZECH = "plate;owner\n1A2 3456;Jiří Dvořák, Náměstí Míru, Žižkov\n"
RUSSIAN = "plate;owner\nА123ВС77;Иван Петрович Сидоров, Москва\n"
FRENCH = "plate;owner\nAB-123-CD;Hélène Lefèvre, Besançon, 3 € à Genève\n"


@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8-sig"),
        (GERMAN, "utf-16", "utf-16"),
        (GERMAN, "utf-16-be", "utf-16-be"),
        (GERMAN, "utf-16-le", "utf-16-le"),
        (GERMAN, "cp1252", "cp1252"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH, "iso-8859-15", "iso-8859-15"),
        (POLISH, "cp1250", "cp1250"),
        (CZECH, "cp1250", "cp1250"),
        (RUSSIAN, "cp1251", "cp1251"),
        ("plate\nAB12\n", "ascii", "utf-8"),
    ],
)
def test_encodings_are_guessed(tmp_path: Path, text: str, encoding: str, guess: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    table = open_table(path)
    assert table.encoding == guess
    expected = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [list(cells) for _, cells in table.rows] == expected


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_guessed(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "list.csv"
    rows = [["plate", "owner", "notes"], ["AB 12", "Smith; Anna, 2|3", 'the "big" one\nred']]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    table = open_table(path)
    assert table.separator == separator
    assert [list(cells) for _, cells in table.rows] == rows


def test_a_table_of_one_column_and_one_that_names_its_separator(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Kennzeichen\nAB 12\nCD 34\n")
    assert read(path) == [["Kennzeichen"], ["AB 12"], ["CD 34"]]
    path.write_text("sep=|\nplate|owner,x\nAB 12|Smith, Anna\n")
    assert read(path) == [["plate", "owner,x"], ["AB 12", "Smith, Anna"]]
    path.write_text("plate,owner;x\nAB 12,a;b\n")
    assert read(path, separator=";") == [["plate,owner", "x"], ["AB 12,a", "b"]]
    for encoding in ("klingon", "idna", "undefined", "rot13", "zip"):
        refused(path, "lists.file_encoding", encoding=encoding)
    refused(path, "lists.file_separator", separator="ab")


def test_cells_of_a_sheet_are_read_as_people_see_them(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.append(["plate", "from", "uses", "ok", "rate", "computed"])
    page.append([12345, datetime(2026, 12, 31, 18), 3.0, True, 1.5, "=1+1"])  # noqa: DTZ001
    page.append(["AB 12"])
    other = book.create_sheet("other")
    other.append(["plate"])
    path = tmp_path / "list.xlsx"
    book.save(path)
    assert read(path) == [
        ["plate", "from", "uses", "ok", "rate", "computed"],
        ["12345", "2026-12-31 18:00:00", "3", "yes", "1.5", list_cells.FORMULA],
        ["AB 12"],
    ]
    assert read(path, sheet="other") == [["plate"]]
    assert "Sheet, other" in str(refused(path, "lists.file_sheet", sheet="none"))


# --------------------------------------------------------------------------------------- hostility


def test_what_is_no_list_is_refused_before_it_is_read(tmp_path: Path) -> None:
    def made(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    refused(tmp_path, "lists.file_unreadable")
    refused(tmp_path / "none.csv", "lists.file_unreadable")
    os.mkfifo(tmp_path / "pipe.csv")  # nobody writes into it: opening must not wait
    refused(tmp_path / "pipe.csv", "lists.file_unreadable")
    refused(made("empty.csv", b""), "lists.file_empty")
    refused(made("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), "lists.file_kind")
    refused(made("list.pdf", b"%PDF-1.7"), "lists.file_kind")
    refused(made("text.xlsx", b"plate\nAB12\n"), "lists.file_kind")
    refused(made("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600)), "lists.file_kind")
    refused(made("broken.xlsx", b"PK\x03\x04" + bytes(600)), "lists.file_kind")
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as pack:
        pack.writestr("hello.txt", "hello")
    refused(made("zip.xlsx", book.getvalue()), "lists.file_kind")
    refused(made("zip.csv", book.getvalue()), "lists.file_kind")
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(list_files.MAX_BYTES + 1)
    refused(tmp_path / "huge.csv", "lists.file_large")


@pytest.mark.parametrize(
    ("data", "row", "why"),
    [
        (b"plate;owner\nAB12;x\nCD34;" + b"y" * 10_000_000 + b"\n", 3, "too long"),
        (b'plate;owner\nAB12;"' + b"y\n" * 100_000 + b'"\n', 2, "field limit"),
        (b"plate;owner\nAB12;x\n" * 20_000 + b"CD34;\xff\xfe\n", 40_001, "not utf-8"),
    ],
    ids=["long line", "long cell", "wrong encoding"],
)
def test_a_row_that_can_not_be_read_is_named(
    tmp_path: Path, data: bytes, row: int, why: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    found = refused(path, "lists.file_row")
    # Decoding is ahead of the rows by what is decoded at once.
    assert 0 <= row - int(str(found.context["row"])) < 2000
    assert why in str(found.context["why"])


@pytest.mark.parametrize("rest", ["", "\r\nCD34EFG;allow\r\nEF56GHI;allow", "\n\n\n"])
def test_a_quote_that_is_left_open_takes_no_rows_away_in_silence(tmp_path: Path, rest: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f'plate;owner\r\nAB 12;x\r\nCD 34;"no end{rest}', encoding="utf-8", newline="")
    error = refused(path, "lists.file_row")
    assert (error.context["row"], error.context["why"]) == (3, "a quote is not closed")


@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n"])
def test_a_file_may_end_as_it_likes(tmp_path: Path, end: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f'plate;owner\nAB 12;"x\ny"{end}', encoding="utf-8", newline="")
    assert [row for row in read(path) if row][1][0] == "AB 12"


def test_a_file_is_never_written_through_a_link_that_lies_there(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("keep")
    (tmp_path / f".list.csv.{os.getpid()}.tmp").symlink_to(other)
    (tmp_path / "list.csv").symlink_to(other)
    write_table(tmp_path / "list.csv", [["plate"]])
    assert other.read_text() == "keep"
    assert read(tmp_path / "list.csv") == [["plate"]]


def test_cells_that_attack_are_refused_or_kept_as_text(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [
        ["plate", "owner"],
        ["AB 12", "=cmd|' /C calc'!A0"],
        ["'; DROP TABLE list_entry; --", "x"],
        ["../../etc/passwd", "x"],
        ["=1+1", "x"],
        ["CD 34", "a\0b"],
        ["EF 56", "invoice\u202egnp.exe"],
        ["GH 78", "y" * 90_000],
        ["\u05d0\u05d1\u05d2 12", "\u05e9\u05dc\u05d5\u05dd"],
    ]
    path.write_text("\n".join(f"{plate};{owner}" for plate, owner in rows), encoding="utf-8")
    made = plan(open_table(path).rows, world(), ImportOptions())
    assert made is not None
    found = {row.row: [problem.code for problem in row.problems] for row in made.rows}
    assert found == {
        2: [],
        3: ["import.plate_chars"],
        4: ["import.plate_chars"],
        5: ["import.plate_chars"],
        6: ["import.control"],
        7: ["import.control"],
        8: ["import.too_long"],
        9: [],
    }
    kept = [edit.after for edit in made.edits() if edit.after]
    assert [one.owner for one in kept] == ["=cmd|' /C calc'!A0", "שלום"]
    exported = list(list_export.rows(kept, ListSnapshot.of(kept), TZ))
    assert exported[0][2] == "'=cmd|' /C calc'!A0"


def sheet(tmp_path: Path, parts: dict[str, bytes], *, level: int = 9) -> Path:
    """A workbook with some parts put in place of its own."""
    plain = tmp_path / "plain.xlsx"
    write_table(plain, [("plate",), ("AB 12",)])
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target,
    ):
        for name in source.namelist():
            target.writestr(name, parts.pop(name, source.read(name)))
        for name, data in parts.items():
            target.writestr(name, data)
    return path


PAGE = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + HEAD


RANDOM = bytes(random.Random(1).choices(b"<abcdefgh ", k=100_000))


@pytest.mark.parametrize(
    "parts",
    [
        {PAGE: HEAD + b"<row/>" * 3_000_000},
        {PAGE: LAUGHS},
        {PAGE: LAUGHS.decode().encode("utf-16")},
        {PAGE: HEAD + b"<!--" + RANDOM * 30},
        {PAGE: HEAD + b"".join(b"<a%d/>" % n for n in range(100_000))},
        {PAGE: HEAD + b"<row>" * 1000},
        {f"xl/media/{n}.bin": b"" for n in range(600)},
    ],
    ids=["many rows", "entities", "in another encoding", "a comment", "names", "depth", "parts"],
)
def test_a_bomb_is_refused(tmp_path: Path, parts: dict[str, bytes]) -> None:
    refused(sheet(tmp_path, parts), "lists.file_bomb")


def test_a_long_cell_of_a_sheet_is_named(tmp_path: Path) -> None:
    row = b"<row r='7'><c r='A7' t='inlineStr'><is><t>" + RANDOM.replace(b"<", b"x") * 11
    assert refused(sheet(tmp_path, {PAGE: HEAD + row}), "lists.file_row").context["row"] == 7


def test_what_a_sheet_does_not_need_is_never_unpacked(tmp_path: Path) -> None:
    path = sheet(tmp_path, {"xl/media/zeros.bin": bytes(50_000_000)})
    assert read(path) == [["plate"], ["AB 12"]]


@pytest.mark.parametrize(
    "rows",
    [b"<row/>" * 1_048_577, b"<row>" + b"<c/>" * 16_385 + b"</row>"],
    ids=["rows", "cells"],
)
def test_more_than_a_sheet_can_have_is_a_bomb_though_nothing_is_in_it(
    tmp_path: Path, rows: bytes
) -> None:
    """Minutes of work that hold nothing would keep the kiosk's processor."""
    parts = {PAGE: HEAD + rows + b"</sheetData></worksheet>"}
    refused(sheet(tmp_path, parts, level=0), "lists.file_bomb")


def test_more_tags_than_any_list_has_are_a_bomb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_sheets, "MAX_TAGS", 1000)
    path = sheet(tmp_path, {PAGE: HEAD + b"<row><c/></row>" * 600 + b"</sheetData></worksheet>"})
    refused(path, "lists.file_bomb")


@pytest.mark.parametrize(
    "cell",
    [
        b"t='s'><v>99</v>",
        b"t='s'><v>-1</v>",
        b"t='s'><v>x</v>",
        b"><v>abc</v>",
        b"><v>inf</v>",
        b"><v>1e400</v>",
    ],
)
def test_a_cell_without_a_value_names_its_row(tmp_path: Path, cell: bytes) -> None:
    rows = b"<row r='5'><c r='A5' t='inlineStr'><is><t>AB 12</t></is></c></row>"
    rows += b"<row r='9'><c r='A9' " + cell + b"</c></row></sheetData></worksheet>"
    error = refused(sheet(tmp_path, {PAGE: HEAD + rows}), "lists.file_row")
    assert error.context["row"] == 9
    assert "a cell has no value" in str(error.context["why"])


def test_a_row_far_away_ends_and_a_broken_sheet_is_named(tmp_path: Path) -> None:
    row = b"<row r='%d'><c r='A%d' t='inlineStr'><is><t>AB 12</t></is></c></row>"
    far = HEAD + row % (1, 1) + row % (10**12, 10**12) + b"</sheetData></worksheet>"
    found = list(open_table(sheet(tmp_path, {PAGE: far})).rows)
    assert found == [(1, ["AB 12"]), (10**12, ["AB 12"])]
    broken = HEAD + b"".join(row % (n, n) for n in range(1, 3000)) + b"<row></c>"
    found = refused(sheet(tmp_path, {PAGE: broken}), "lists.file_row")
    assert int(str(found.context["row"])) > 1
    refused(sheet(tmp_path, {PAGE: b"not xml"}), "lists.file_kind")


WITHIN = """
import resource, sys
from pathlib import Path
from alpr_kiosk.storage.list_files import open_table
from alpr_kiosk.errors import StorageError
import openpyxl.styles.numbers
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 60_000_000,) * 2)
try:
    print(sum(1 for _ in open_table(Path(sys.argv[1])).rows))
except StorageError as exc:
    print(exc.code)
"""


@pytest.mark.parametrize("bomb", ["zeros", "line", "rows"])
def test_memory_is_bounded(tmp_path: Path, bomb: str) -> None:
    if bomb == "zeros":
        path, expected = (
            sheet(tmp_path, {PAGE: HEAD + b"<!--" + b"x" * 150_000_000}),
            "lists.file_bomb",
        )
    else:
        path, expected = tmp_path / "list.csv", "lists.file_row"
        with path.open("wb") as file:
            if bomb == "line":
                file.write(b"plate\n")
                for _ in range(90):
                    file.write(b"x" * 1_000_000)
            else:
                file.write(b"AB12;some owner\n" * 1_000_000)
                expected = "1000000"
    done = subprocess.run(
        [sys.executable, "-c", WITHIN, str(path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == expected, done.stderr[-2000:]
