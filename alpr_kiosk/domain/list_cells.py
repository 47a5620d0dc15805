# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values of list entries as text in a table, both ways; what is written can be read back.

English and German words are read; English ones are written. A text that a spreadsheet would take
for a formula is written behind an apostrophe, which is taken off again at reading (OWASP, "CSV
injection").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TypeVar

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.holidays import HolidayRule
from alpr_kiosk.domain.lists import GroupPart, ListKind, WeeklyWindow

MARK = "'"
"""What a spreadsheet takes for "the rest is text"."""

_FORMULA = frozenset("=+-@\t\r\n|%＝＋－＠")
"""Beginnings of formulas and commands, full-width forms included: some programs fold them."""

FORMULA = "\x02formula"
"""What a reader of files gives for a cell that holds a formula: its value is not known."""

YEARS = range(1900, 3000)


class CellError(ValueError):
    """A cell that can't be read.

    Attributes:
        code: ``import.…``, key of the texts of the command line and the screen.
        context: Values for the text.
    """

    def __init__(self, code: str, **context: str) -> None:
        super().__init__(code)
        self.code = code
        self.context = context


# ------------------------------------------------------------------------------------------ text


def risky(text: str) -> bool:
    """Return whether a text must be marked: a formula, or spaces that a reader would take off."""
    rest = text.lstrip(MARK)
    return bool(rest) and (rest[0] in _FORMULA or rest[0].isspace() or rest[-1].isspace())


def mark(text: str) -> str:
    """Return a text as it is written; `unmark` gives it back."""
    return MARK + text if risky(text) else text


def unmark(cell: str) -> str:
    """Return the text of a cell: what is behind a mark as it is, anything else without spaces.

    An apostrophe that marks nothing stays ('t Hart).

    Raises:
        CellError: ``import.formula``: the file says how to compute it, not what it is.
    """
    if cell == FORMULA:
        raise CellError("import.formula")
    stripped = cell.strip()
    if not stripped.startswith(MARK):
        return stripped
    if cell.startswith(MARK) and risky(cell[1:]):
        return cell[1:]
    return stripped[1:] if stripped != cell and risky(stripped[1:]) else stripped


_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, and those that turn the direction of writing around: a person would read
another text than the one that is there. Marks of right-to-left writing are allowed."""


def clean(text: str, *, longest: int) -> str:
    """Return `text` with plain line ends.

    Raises:
        CellError: ``import.control`` or ``import.too_long``.
    """
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if found := _BAD.search(text):
            raise CellError("import.control", char=f"U+{ord(found[0]):04X}")
    if len(text) > longest:
        raise CellError("import.too_long", n=str(len(text)), most=str(longest))
    return text


def writable(text: str) -> str:
    """Return `text` with what `clean` would refuse replaced; for writing."""
    return text if text.isprintable() else _BAD.sub("�", text.replace("\r\n", "\n"))


# ------------------------------------------------------------------------------------ word lists

YES = frozenset(("yes", "y", "true", "1", "x", "ja", "j", "wahr"))
NO = frozenset(("no", "n", "false", "0", "nein", "falsch", "-"))

KINDS = {
    "deny": ListKind.DENY,
    "denied": ListKind.DENY,
    "banned": ListKind.DENY,
    "blocked": ListKind.DENY,
    "blacklist": ListKind.DENY,
    "gesperrt": ListKind.DENY,
    "verboten": ListKind.DENY,
    "sperrliste": ListKind.DENY,
    "allow": ListKind.ALLOW,
    "allowed": ListKind.ALLOW,
    "permitted": ListKind.ALLOW,
    "whitelist": ListKind.ALLOW,
    "resident": ListKind.ALLOW,
    "erlaubt": ListKind.ALLOW,
    "berechtigt": ListKind.ALLOW,
    "visitor": ListKind.VISITOR,
    "guest": ListKind.VISITOR,
    "besucher": ListKind.VISITOR,
    "gast": ListKind.VISITOR,
    "watch": ListKind.WATCH,
    "vip": ListKind.WATCH,
    "beobachten": ListKind.WATCH,
}
DIRECTIONS = {
    "": Direction.UNKNOWN,
    "both": Direction.UNKNOWN,
    "beide": Direction.UNKNOWN,
    "in": Direction.IN,
    "entry": Direction.IN,
    "ein": Direction.IN,
    "einfahrt": Direction.IN,
    "out": Direction.OUT,
    "exit": Direction.OUT,
    "aus": Direction.OUT,
    "ausfahrt": Direction.OUT,
}
RULES = {
    "": HolidayRule.USUAL,
    "usual": HolidayRule.USUAL,
    "normal": HolidayRule.USUAL,
    "wie sonst": HolidayRule.USUAL,
    "never": HolidayRule.NEVER,
    "nie": HolidayRule.NEVER,
    "only": HolidayRule.ONLY,
    "nur": HolidayRule.ONLY,
    **dict.fromkeys(YES, HolidayRule.USUAL),
    **dict.fromkeys(NO, HolidayRule.NEVER),
}
PARTS = {
    "windows": GroupPart.WINDOWS,
    "hours": GroupPart.WINDOWS,
    "zeiten": GroupPart.WINDOWS,
    "gates": GroupPart.GATES,
    "tore": GroupPart.GATES,
    "holidays": GroupPart.HOLIDAYS,
    "feiertage": GroupPart.HOLIDAYS,
}

_Word = TypeVar("_Word")


def word(cell: str, known: Mapping[str, _Word]) -> _Word:
    """Return what a word stands for.

    Raises:
        CellError: ``import.word``.
    """
    found = known.get(cell.casefold())
    if found is None:
        raise CellError("import.word", value=cell[:40])
    return found


def parts(cell: str) -> tuple[GroupPart, ...]:
    """Return what an entry takes from its group: names, or yes for all and no for nothing."""
    lower = cell.casefold()
    if lower in YES:
        return tuple(GroupPart)
    if not lower or lower in NO:
        return ()
    return tuple(dict.fromkeys(word(name, PARTS) for name in split(cell)))


def split(cell: str) -> list[str]:
    """Return the values of a cell that holds several, separated by commas or semicolons."""
    return [one for one in (part.strip() for part in re.split("[,;]", cell)) if one]


def count(cell: str) -> int | None:
    """Return a number from 0 to 999,999, None for an empty cell.

    Raises:
        CellError: ``import.number``.
    """
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 6):
        raise CellError("import.number", value=cell[:40])
    return int(cell)


# ----------------------------------------------------------------------------------------- times

_DATE = re.compile(
    r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<gd>\d{1,2})\.(?P<gm>\d{1,2})\.(?P<gy>\d{4}|\d{2})"
    r"|(?P<s1>\d{1,2})/(?P<s2>\d{1,2})/(?P<sy>\d{4}))"
    r"(?:[T ,]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,](?P<f>\d{1,6}))?)?"
    r" ?(?P<z>Z|[+-]\d{2}:\d{2}(?::\d{2})?)?)?",
    re.ASCII,
)


@lru_cache(maxsize=10_000)
def moment(cell: str, tz: tzinfo, *, end: bool, day_first: bool | None = None) -> datetime | None:
    """Return a date, or date and time, as aware UTC; None for an empty cell.

    Without an offset it is the site's time. A date alone begins with its first moment, and ends
    (`end`) with its last: "until 31.12." means that the 31st still counts.

    Args:
        cell: ``2026-12-31``, ``2026-12-31 18:00``, ``31.12.2026 18:00`` or ``12/31/2026``.
        tz: Time zone of the site.
        end: Whether it is an end.
        day_first: How ``1/2/2026`` is meant; None refuses it unless a number above 12 tells.

    Raises:
        CellError: ``import.date`` or ``import.date_unclear``.
    """
    if not cell:
        return None
    found = _DATE.fullmatch(cell)
    if found is None:
        raise CellError("import.date", value=cell[:40])
    year, month, day = _day(found, day_first)
    try:
        if found["H"] is None:
            local = datetime(year, month, day, tzinfo=tz)
            if end:
                local = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=tz)
        else:
            micros = int((found["f"] or "0").ljust(6, "0"))
            clock = (int(found["H"]), int(found["M"]), int(found["S"] or 0), micros)
            zone = _zone(found["z"]) if found["z"] else tz
            local = datetime(year, month, day, *clock, tzinfo=zone)
        if local.year not in YEARS:
            raise CellError("import.date", value=cell[:40])
        return local.astimezone(timezone.utc)
    except (ValueError, OverflowError) as exc:
        raise CellError("import.date", value=cell[:40]) from exc


def _day(found: re.Match[str], day_first: bool | None) -> tuple[int, int, int]:
    if found["y"]:
        return int(found["y"]), int(found["m"]), int(found["d"])
    if found["gy"]:
        year = int(found["gy"])
        return year if year > 99 else 2000 + year, int(found["gm"]), int(found["gd"])
    one, two = int(found["s1"]), int(found["s2"])
    if day_first is None and one != two:
        if one <= 12 and two <= 12:
            raise CellError("import.date_unclear", value=found[0])
        day_first = one > 12
    day, month = (one, two) if day_first else (two, one)
    return int(found["sy"]), month, day


def _zone(offset: str) -> timezone:
    if offset == "Z":
        return timezone.utc
    hours, minutes, *seconds = map(int, offset[1:].split(":"))
    length = timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))
    return timezone(length if offset[0] == "+" else -length)


def moment_text(moment: datetime | None, tz: tzinfo) -> str:
    """Return a moment in the site's time with its offset, so that it is read back exactly."""
    return "" if moment is None else moment.astimezone(tz).isoformat(" ")


# --------------------------------------------------------------------------------------- windows

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES = {
    **{day: index for index, day in enumerate(_DAYS)},
    **{day: index for index, day in enumerate(("mo", "di", "mi", "do", "fr", "sa", "so"))},
    **{
        day: index
        for index, day in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
    },
    **{
        day: index
        for index, day in enumerate(
            ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
        )
    },
    "tues": 1,
    "thurs": 3,
    "sonnabend": 5,
}
_EVERY_DAY = frozenset(("daily", "täglich", "every day", "jeden tag"))
_WINDOW = re.compile(
    r"(?P<days>[^\d:]*?)\s*(?:(?P<start>\d{1,2}(?:[:.]\d{2})?(?::\d{2}(?:\.\d{1,6})?)?)\s*(?:-|–|to|bis)\s*"
    r"(?P<end>\d{1,2}(?:[:.]\d{2})?(?::\d{2}(?:\.\d{1,6})?)?)(?: ?uhr)?)?"
)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2})(?:\.(\d{1,6}))?)?", re.ASCII)
MAX_WINDOWS = 50
_LONGEST_WINDOW = 100
"""Characters of one window; what is longer is none, and must not keep the expression busy."""


@lru_cache(maxsize=1000)
def windows(cell: str) -> tuple[WeeklyWindow, ...]:
    """Return weekly windows: ``Mon-Fri 07:00-18:00, Sat 08:00-12:00`` or ``Mo-Fr 7-18 Uhr``.

    Days may be left out (each day), and hours (the whole day); what stands for nothing at all is
    an empty cell. ``24:00`` is the end of the day.

    Raises:
        CellError: ``import.windows``.
    """
    found: list[WeeklyWindow] = []
    for text in re.split(r"[,;\n]+", cell.casefold()):
        if not text.strip():
            continue
        match = _WINDOW.fullmatch(text.strip()) if len(text) <= _LONGEST_WINDOW else None
        if match is None:
            raise CellError("import.windows", value=text.strip()[:40])
        days = _days(match["days"].strip(" :"))
        start, end = time(), time()
        if match["start"]:
            start, end = _time(match["start"]), _time(match["end"])
        found += [WeeklyWindow(weekday=day, start=start, end=end) for day in days]
        if len(found) > MAX_WINDOWS:
            raise CellError("import.windows", value=text.strip()[:40])
    return tuple(found)


def windows_text(found: Sequence[WeeklyWindow]) -> str:
    """Return windows as `windows` reads them, in their order."""
    runs: list[list[WeeklyWindow]] = []
    for window in found:
        last = runs[-1][-1] if runs else None
        same = last is not None and (last.start, last.end) == (window.start, window.end)
        if same and last is not None and window.weekday == last.weekday + 1:
            runs[-1].append(window)
        else:
            runs.append([window])
    return ", ".join(map(_run_text, runs))


def _run_text(run: Sequence[WeeklyWindow]) -> str:
    first, last = run[0], run[-1]
    days = _DAYS[first.weekday].capitalize()
    if len(run) > 1:
        days += f"-{_DAYS[last.weekday].capitalize()}"
    end = "24:00" if first.end == time() else _time_text(first.end)
    return f"{days} {_time_text(first.start)}-{end}"


def _time_text(moment: time) -> str:
    return moment.isoformat("auto" if moment.second or moment.microsecond else "minutes")


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise CellError("import.windows", value=text[:40])
    hour, minute, second = (int(found[n] or 0) for n in (1, 2, 3))
    if (hour, minute, second) == (24, 0, 0):
        return time()
    try:
        return time(hour, minute, second, int((found[4] or "0").ljust(6, "0")))
    except ValueError as exc:
        raise CellError("import.windows", value=text[:40]) from exc


def _days(text: str) -> Iterable[int]:
    if not text or text in _EVERY_DAY:
        return range(7)
    found: list[int] = []
    for piece in re.sub(r"\s*(?:-|–|\bto\b|\bbis\b)\s*", "-", text).split():
        first, _, last = (name.rstrip(".") for name in piece.partition("-"))
        if first not in _DAY_NAMES or (last and last not in _DAY_NAMES) or piece.endswith("-"):
            raise CellError("import.windows", value=text[:40])
        start = _DAY_NAMES[first]
        length = (_DAY_NAMES[last] - start) % 7 if last else 0
        found += [(start + offset) % 7 for offset in range(length + 1)]
    return found
