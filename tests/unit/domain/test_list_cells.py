# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cells of a table: what is written is read back; what people write is understood or refused."""

from __future__ import annotations

from datetime import datetime, time, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain import list_cells
from alpr_kiosk.domain.list_cells import CellError
from alpr_kiosk.domain.lists import GroupPart, WeeklyWindow

BERLIN = ZoneInfo("Europe/Berlin")
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def windows(days: list[int], start: str, end: str) -> tuple[WeeklyWindow, ...]:
    first, last = time.fromisoformat(start), time.fromisoformat(end)
    return tuple(WeeklyWindow(weekday=day, start=first, end=last) for day in days)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


# ------------------------------------------------------------------------------------------ text


@given(st.text(st.sampled_from(list("'=+-@ \t\nab＝|")), max_size=6))
def test_a_marked_text_is_no_formula_and_is_read_back(text: str) -> None:
    cell = list_cells.mark(text)
    assert list_cells.unmark(cell) == text
    assert not cell or cell[0] not in "=+-@\t\r\n＝＋－＠|%"


@pytest.mark.parametrize("text", ["'t Hart", "O'Neill", "''", "'", "a=b", "ß", "'" * 100_000])
def test_what_is_no_formula_is_not_marked(text: str) -> None:
    assert list_cells.mark(text) == text
    assert list_cells.unmark(f"  {text} ") == text


@pytest.mark.parametrize(
    "text", ["\0", "a\x1bb", "\u202egnp.exe", "\u2066", "\ufffe", "\x7f"], ids=ascii
)
def test_characters_that_no_person_types_are_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        list_cells.clean(text, longest=10)
    assert caught.value.code == "import.control"
    assert list_cells.clean(list_cells.writable(text), longest=10)


def test_lines_end_in_one_way_and_writing_may_go_to_the_left() -> None:
    assert list_cells.clean("a\r\nb\rc\td", longest=10) == "a\nb\nc\td"
    assert list_cells.clean("שלום\u200f ÄÖ", longest=10) == "שלום\u200f ÄÖ"
    with pytest.raises(CellError, match=r"import\.too_long"):
        list_cells.clean("x" * 11, longest=10)


# ----------------------------------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("cell", "begins", "ends"),
    [
        ("2026-12-31", "2026-12-30T23:00", "2026-12-31T23:00"),
        ("31.12.2026", "2026-12-30T23:00", "2026-12-31T23:00"),
        ("1.2.27", "2027-01-31T23:00", "2027-02-01T23:00"),
        ("31/12/2026", "2026-12-30T23:00", "2026-12-31T23:00"),
        ("12/31/2026", "2026-12-30T23:00", "2026-12-31T23:00"),
        ("3/3/2026", "2026-03-02T23:00", "2026-03-03T23:00"),
        ("29.03.2026", "2026-03-28T23:00", "2026-03-29T22:00"),  # a day of 23 hours
        ("25.10.2026", "2026-10-24T22:00", "2026-10-25T23:00"),  # and one of 25
        ("29.2.2028", "2028-02-28T23:00", "2028-02-29T23:00"),
        ("2026-12-31 18:30", "2026-12-31T17:30", "2026-12-31T17:30"),
        ("31.12.2026, 18:30:05", "2026-12-31T17:30:05", "2026-12-31T17:30:05"),
        ("2026-12-31T18:30:05.25Z", "2026-12-31T18:30:05.250000", "2026-12-31T18:30:05.250000"),
        ("2026-12-31 18:30-05:00", "2026-12-31T23:30", "2026-12-31T23:30"),
    ],
)
def test_dates(cell: str, begins: str, ends: str) -> None:
    assert list_cells.moment(cell, BERLIN, end=False) == utc(begins)
    assert list_cells.moment(cell, BERLIN, end=True) == utc(ends)


@pytest.mark.parametrize(
    "cell",
    ["soon", "2026-13-01", "30.2.2026", "0001-01-01", "9999-12-31", "2026-1-1 25:00", "46000"],
)
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match=r"import\.date"):
        list_cells.moment(cell, BERLIN, end=True)


def test_a_date_that_can_be_two_is_refused_unless_somebody_says_which() -> None:
    with pytest.raises(CellError) as caught:
        list_cells.moment("1/2/2026", BERLIN, end=False)
    assert caught.value.code == "import.date_unclear"
    first = list_cells.moment("1/2/2026", BERLIN, end=False, day_first=True)
    assert first == utc("2026-01-31T23:00")
    first = list_cells.moment("1/2/2026", BERLIN, end=False, day_first=False)
    assert first == utc("2026-01-01T23:00")
    assert list_cells.moment("", BERLIN, end=True) is None


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]),
    st.booleans(),
)
def test_a_written_moment_is_read_back(moment: datetime, zone: str, end: bool) -> None:
    aware = moment.replace(tzinfo=timezone.utc)
    tz = ZoneInfo(zone)
    assert list_cells.moment(list_cells.moment_text(aware, tz), tz, end=end) == aware


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    twice = [utc("2026-10-25T00:30"), utc("2026-10-25T01:30")]
    texts = [list_cells.moment_text(moment, BERLIN) for moment in twice]
    assert texts == ["2026-10-25 02:30:00+02:00", "2026-10-25 02:30:00+01:00"]


# --------------------------------------------------------------------------------------- windows


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", ()),
        ("Mon-Fri 07:00-18:00", windows([0, 1, 2, 3, 4], "07:00", "18:00")),
        ("Mo-Fr 7-18 Uhr", windows([0, 1, 2, 3, 4], "07:00", "18:00")),
        ("Montag bis Mittwoch 07.30 - 18.00", windows([0, 1, 2], "07:30", "18:00")),
        ("sat 22:00 to 06:00", windows([SAT], "22:00", "06:00")),
        ("Sa, So", windows([SAT], "00:00", "00:00") + windows([SUN], "00:00", "00:00")),
        ("Sat-Mon 8-9", windows([SAT, SUN, MON], "08:00", "09:00")),
        ("täglich 20:00-24:00", windows([*range(7)], "20:00", "00:00")),
        ("9-17", windows([*range(7)], "09:00", "17:00")),
        (
            "Mon Wed 07:00-09:00; Fri 10:15:30-11:00",
            windows([MON, WED], "07:00", "09:00") + windows([FRI], "10:15:30", "11:00"),
        ),
    ],
)
def test_windows(cell: str, expected: tuple[WeeklyWindow, ...]) -> None:
    assert list_cells.windows(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "Xday 7-9",
        "Mon 25:00-26:00",
        "Mon 7",
        "Mon- 7-9",
        "7:99-8",
        "Mon-Fri-Sat",
        " " * 99 + "x" * 99,
    ],
)
def test_what_is_no_window_is_refused(cell: str) -> None:
    with pytest.raises(CellError) as caught:
        list_cells.windows(cell)
    assert caught.value.code == "import.windows"


TIMES = st.one_of(st.times(), st.integers(0, 23).map(time))


@given(
    st.lists(st.builds(WeeklyWindow, weekday=st.integers(0, 6), start=TIMES, end=TIMES), max_size=8)
)
def test_written_windows_are_read_back(found: list[WeeklyWindow]) -> None:
    assert list_cells.windows(list_cells.windows_text(found)) == tuple(found)


def test_windows_are_written_short() -> None:
    found = windows([0, 1, 2, 3, 4], "07:00", "18:00") + windows([SAT], "08:00", "00:00")
    assert list_cells.windows_text(found) == "Mon-Fri 07:00-18:00, Sat 08:00-24:00"


# ----------------------------------------------------------------------------------------- words


def test_words_and_numbers() -> None:
    assert list_cells.parts("yes") == tuple(GroupPart)
    assert list_cells.parts("nein") == ()
    assert list_cells.parts("Tore; windows") == (GroupPart.GATES, GroupPart.WINDOWS)
    assert list_cells.count("007") == 7
    assert list_cells.count("") is None
    for wrong in ("-1", "1.5", "٣", "1" * 7, "many"):
        with pytest.raises(CellError, match=r"import\.number"):
            list_cells.count(wrong)
    with pytest.raises(CellError, match=r"import\.word"):
        list_cells.word("perhaps", list_cells.KINDS)
