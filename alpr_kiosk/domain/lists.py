# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries of the plate lists and the immutable snapshot that decisions read (rules 9 to 13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from types import MappingProxyType

from alpr_kiosk.domain.events import Direction, Reason
from alpr_kiosk.domain.holidays import NO_HOLIDAYS, Holiday, HolidayCalendar, HolidayRule
from alpr_kiosk.domain.list_index import LayeredTable
from alpr_kiosk.domain.list_search import SearchTable
from alpr_kiosk.domain.plate import fold, normalise, strong_fold

MIN_PLATE = 2
MAX_PLATE = 16
"""Longest plates in use have 10 characters; 16 leaves room for what a guard writes down."""

USED_UP = "lists.used_up"
"""Code of an opening by rule whose entry has no use left when it is to be recorded."""


class ListKind(str, Enum):
    """The four lists. Deny is always asked first."""

    DENY = "deny"
    ALLOW = "allow"
    VISITOR = "visitor"
    WATCH = "watch"


class GroupPart(str, Enum):
    """What an entry may take from its group in place of its own."""

    WINDOWS = "windows"
    GATES = "gates"
    HOLIDAYS = "holidays"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyWindow:
    """An opening time on one weekday, in the site's time zone.

    Attributes:
        weekday: 0 Monday .. 6 Sunday.
        start: Inclusive.
        end: Exclusive; `time(0)` means the end of the day; end < start runs past midnight.
    """

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """A company or a flat: what its members may do where they say "as the group".

    Attributes:
        group_id: Unique hexadecimal id.
        name: Name, unique among the groups.
        note: Free text.
        windows: Weekly opening times; empty = any time.
        gates: Allowed gate ids; empty = all.
        holidays: What holds on holidays.
        created_by: Who made it.
        created_at: Aware UTC.
    """

    group_id: str
    name: str
    note: str = ""
    windows: tuple[WeeklyWindow, ...] = ()
    gates: tuple[str, ...] = ()
    holidays: HolidayRule = HolidayRule.USUAL
    created_by: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One plate on one list.

    Attributes:
        entry_id: Unique hexadecimal id.
        kind: Which list.
        plate: As typed; matching uses its normalised text.
        owner: Person, flat or company; may be empty.
        vehicle: Free text ("white van").
        notes: Free text; for a deny entry the reason shown to the guard.
        valid_from: Aware UTC, None = always.
        valid_until: Aware UTC (exclusive), None = always.
        windows: Weekly opening times; empty = any time.
        gates: Allowed gate ids; empty = all.
        direction: Direction it is valid for, UNKNOWN = both.
        max_uses: Entries allowed, None = unlimited.
        uses_left: Entries left, None = unlimited.
        host: Whom a visitor visits.
        created_by: Who made it.
        created_at: Aware UTC.
        group_id: Its group, "" for none.
        as_group: What it takes from the group; its own values of these do not count.
        holidays: What holds on holidays.
        photo: SHA-256 of the reference photo, 64 hexadecimal digits; "" for none.
        second_factor: What the guard asks for besides the plate ("ID card"), "" for nothing. A
            plate is no proof of who drives: such an entry never opens by itself. It says what to
            ask for, and is no place for a secret: whoever reads decisions reads it.
    """

    entry_id: str
    kind: ListKind
    plate: str
    owner: str = ""
    vehicle: str = ""
    notes: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    windows: tuple[WeeklyWindow, ...] = ()
    gates: tuple[str, ...] = ()
    direction: Direction = Direction.UNKNOWN
    max_uses: int | None = None
    uses_left: int | None = None
    host: str = ""
    created_by: str = ""
    created_at: datetime | None = None
    group_id: str = ""
    as_group: tuple[GroupPart, ...] = ()
    holidays: HolidayRule = HolidayRule.USUAL
    photo: str = ""
    second_factor: str = ""

    @property
    def text(self) -> str:
        """The normalised plate."""
        return normalise(self.plate)

    @property
    def has_times(self) -> bool:
        """Whether the clock decides if it holds."""
        return (
            self.valid_from is not None
            or self.valid_until is not None
            or bool(self.windows)
            or self.holidays is not HolidayRule.USUAL
        )

    @property
    def is_limited(self) -> bool:
        """Whether it is for so many entries only."""
        return self.max_uses is not None or self.uses_left is not None


# --------------------------------------------------------------------------------------- validity


def in_windows(windows: Iterable[WeeklyWindow], now_utc: datetime, tz: tzinfo) -> bool:
    """Return whether `now_utc` lies in a weekly window, in local time.

    A window belongs to the weekday on which it starts and may run past midnight. When the clocks
    go back, the repeated hour belongs to a window from its first start to its last end (a window
    never closes and opens again in between); when they go forward, the missing hour is skipped.
    """
    now_local = now_utc.astimezone(tz)
    wall = now_local.replace(tzinfo=None, fold=0)
    now = now_utc.astimezone(timezone.utc)
    for window in windows:
        for days_back in (0, 1):
            day = wall.date() - timedelta(days=days_back)
            if day.weekday() != window.weekday:
                continue
            start = datetime.combine(day, window.start)
            last_day = day + timedelta(days=1) if window.end <= window.start else day
            end = datetime.combine(last_day, window.end)
            if start <= wall < end:
                return True
            # In the repeated hour the wall clock alone leaves a hole; instants do not.
            first = start.replace(tzinfo=tz, fold=0).astimezone(timezone.utc)
            last = end.replace(tzinfo=tz, fold=1).astimezone(timezone.utc)
            if first <= now < last:
                return True
    return False


def validity(
    entry: ListEntry,
    *,
    now_utc: datetime,
    tz: tzinfo,
    gate_id: str | None,
    direction: Direction,
    calendar: HolidayCalendar = NO_HOLIDAYS,
) -> Reason | None:
    """Return why `entry` does not hold here and now, None when it does.

    Args:
        entry: The entry, with its group's values (`ListSnapshot.effective`).
        now_utc: Aware time.
        tz: Time zone of the site.
        gate_id: Gate of the lane; None (a lane without gate) fits only entries for all gates.
        direction: Direction of the car; UNKNOWN fits only entries for both directions.
        calendar: Holidays of the site. The local date of `now_utc` counts, so a window that runs
            past midnight into a holiday is cut by it.

    Returns:
        `DENY_EXPIRED` after its end, `DENY_GATE` at another gate or in the other direction,
        `DENY_HOLIDAY` on a holiday that it does not hold on, `DENY_HOURS` outside its hours or
        days or before its first day, `DENY_USES` when used up.
    """
    if entry.valid_until is not None and now_utc >= entry.valid_until:
        return Reason.DENY_EXPIRED
    if entry.gates and gate_id not in entry.gates:
        return Reason.DENY_GATE
    if entry.direction is not Direction.UNKNOWN and entry.direction is not direction:
        return Reason.DENY_GATE
    if entry.valid_from is not None and now_utc < entry.valid_from:
        return Reason.DENY_HOURS
    if entry.holidays is not HolidayRule.USUAL:
        holiday = calendar.on(now_utc.astimezone(tz).date()) is not None
        if holiday and entry.holidays is HolidayRule.NEVER:
            return Reason.DENY_HOLIDAY
        if not holiday and entry.holidays is HolidayRule.ONLY:
            return Reason.DENY_HOURS
    if entry.windows and not in_windows(entry.windows, now_utc, tz):
        return Reason.DENY_HOURS
    if entry.uses_left is not None and entry.uses_left <= 0:
        return Reason.DENY_USES
    return None


# --------------------------------------------------------------------------------------- snapshot


def neighbours(text: str, alphabet: Iterable[str]) -> Iterator[str]:
    """Yield every text at edit distance 1 from `text`, made with `alphabet`; some come twice."""
    letters = tuple(alphabet)
    for index in range(len(text) + 1):
        head, tail = text[:index], text[index:]
        rest = tail[1:]
        if tail:
            yield head + rest
            for letter in letters:
                if letter != tail[0]:
                    yield head + letter + rest
        for letter in letters:
            yield head + letter + tail


def _alphabet(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({char for key in keys for char in key}))


_LONG_AGO = datetime(1970, 1, 1, tzinfo=timezone.utc)

_Index = LayeredTable[tuple[ListEntry, ...]]


def _index(key_of: Callable[[str], str], entries: Iterable[tuple[str, ListEntry]]) -> _Index:
    table: dict[str, list[ListEntry]] = {}
    for text, entry in entries:
        table.setdefault(key_of(text), []).append(entry)
    return LayeredTable({key: _in_order(found) for key, found in table.items()})


def _indexed_anew(
    index: _Index,
    key_of: Callable[[str], str],
    before: Iterable[ListEntry],
    after: Iterable[ListEntry],
) -> _Index:
    """Return an index with `after` in place of `before`."""
    gone = {entry.entry_id for entry in before}
    texts = [(entry.text, entry) for entry in after]
    touched = {key_of(entry.text) for entry in before} | {key_of(text) for text, _ in texts}
    table = {
        key: [entry for entry in index.get(key) or () if entry.entry_id not in gone]
        for key in touched
        if key
    }
    for text, entry in texts:
        if text:
            table[key_of(text)].append(entry)
    return index.changed({key: _in_order(found) or None for key, found in table.items()})


def _in_order(found: list[ListEntry]) -> tuple[ListEntry, ...]:
    """Return entries as a record gives them: whoever is first must not hang on edits before."""
    return tuple(sorted(found, key=lambda one: (one.text, one.entry_id)) if found[1:] else found)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListSnapshot:
    """All entries of all lists at one moment, indexed; made once, then shared by threads.

    Entries whose plate has no letter and no digit can never match and are in no index.

    A change of a few entries makes a new snapshot that shares the rest (`changed`).

    Attributes:
        groups: All groups.
        calendar: Holidays of the site.
    """

    groups: tuple[ListGroup, ...] = ()
    calendar: HolidayCalendar = NO_HOLIDAYS
    _groups: Mapping[str, ListGroup] = field(default_factory=dict, repr=False)
    _by_id: LayeredTable[ListEntry] = field(default_factory=LayeredTable, repr=False)
    _exact: _Index = field(default_factory=LayeredTable, repr=False)
    _strong: _Index = field(default_factory=LayeredTable, repr=False)
    _loose: _Index = field(default_factory=LayeredTable, repr=False)
    _alphabet: tuple[str, ...] = field(default=(), repr=False)
    _entries: list[tuple[ListEntry, ...]] = field(default_factory=list, repr=False)
    _search: list[SearchTable] = field(default_factory=list, repr=False)

    @classmethod
    def of(
        cls,
        entries: Iterable[ListEntry],
        groups: Iterable[ListGroup] = (),
        holidays: Iterable[Holiday] = (),
    ) -> ListSnapshot:
        """Index `entries`; of several with the same id the last one counts."""
        by_id = {entry.entry_id: entry for entry in entries}
        texts = [(text, entry) for entry in by_id.values() if (text := entry.text)]
        loose = _index(fold, texts)
        made = cls(
            _by_id=LayeredTable(by_id),
            _exact=_index(str, texts),
            _strong=_index(strong_fold, texts),
            _loose=loose,
            _alphabet=_alphabet(loose.keys()),
        )
        return made.with_groups(groups, holidays)

    def with_groups(self, groups: Iterable[ListGroup], holidays: Iterable[Holiday]) -> ListSnapshot:
        """Return the same entries with these groups and holidays in place of all others."""
        by_group = {group.group_id: group for group in groups}
        return replace(
            self,
            groups=tuple(by_group.values()),
            calendar=HolidayCalendar(holidays),
            _groups=MappingProxyType(by_group),
            _search=[],
        )

    def changed(self, saved: Iterable[ListEntry] = (), removed: Iterable[str] = ()) -> ListSnapshot:
        """Return the lists with some entries saved or removed; what it costs hangs on these alone.

        It answers as one made anew from all entries (`of`); `entries` has them in another order.

        Args:
            saved: New entries, or changed ones in place of those with their ids.
            removed: Ids; those that are not there are let be.
        """
        changes: dict[str, ListEntry | None] = dict.fromkeys(removed)
        changes |= {entry.entry_id: entry for entry in saved}
        if not changes:
            return self
        before = [one for one in map(self._by_id.get, changes) if one is not None]
        after = [one for one in changes.values() if one is not None]
        folds = [fold(entry.text) for entry in after]
        return replace(
            self,
            _by_id=self._by_id.changed(changes),
            _exact=_indexed_anew(self._exact, str, before, after),
            _strong=_indexed_anew(self._strong, strong_fold, before, after),
            _loose=_indexed_anew(self._loose, fold, before, after),
            _alphabet=_alphabet((*self._alphabet, *folds)),  # one too many finds nothing more
            _entries=[],
            _search=[],
        )

    @property
    def entries(self) -> tuple[ListEntry, ...]:
        """All entries; put together when first asked: decisions do not wait for it."""
        if not self._entries:
            self._entries.append(tuple(self._by_id.values()))
        return self._entries[0]

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, entry_id: str) -> ListEntry | None:
        """Return the entry with this id, None when there is none."""
        return self._by_id.get(entry_id)

    def group(self, group_id: str) -> ListGroup | None:
        """Return the group with this id, None when there is none."""
        return self._groups.get(group_id)

    def effective(self, entry: ListEntry) -> ListEntry:
        """Return `entry` with its group's values where it says "as the group".

        A group that is not there (the program never lets that happen) permits nothing, and
        shortens no ban.
        """
        if not entry.as_group:
            return entry
        group = self._groups.get(entry.group_id)
        if group is None:
            return replace(
                entry,
                windows=(),
                gates=(),
                holidays=HolidayRule.USUAL,
                valid_until=entry.valid_until if entry.kind is ListKind.DENY else _LONG_AGO,
            )
        parts = entry.as_group
        return replace(
            entry,
            windows=group.windows if GroupPart.WINDOWS in parts else entry.windows,
            gates=group.gates if GroupPart.GATES in parts else entry.gates,
            holidays=group.holidays if GroupPart.HOLIDAYS in parts else entry.holidays,
        )

    def exact(self, text: str) -> tuple[ListEntry, ...]:
        """Return the entries whose text is `text` (normalised)."""
        return self._exact.get(text) or ()

    def strong(self, text: str) -> tuple[ListEntry, ...]:
        """Return the entries that equal `text` but for 0/O and 1/I, exact ones included."""
        return self._strong.get(strong_fold(text)) or ()

    def loose(self, text: str) -> tuple[ListEntry, ...]:
        """Return the entries that equal `text` but for look-alikes, exact ones included."""
        return self._loose.get(fold(text)) or ()

    def near(self, text: str) -> tuple[ListEntry, ...]:
        """Return the entries at edit distance exactly 1 from `text`, both folded loosely.

        The variants of the query are looked up (about 500 for 8 characters), so the cost does
        not depend on the number of entries. The alphabet is that of the folded entries: no other
        character can lead to one.
        """
        key = fold(text)
        if not key:
            return ()
        hits = self._loose.held(neighbours(key, self._alphabet))
        return tuple(entry for hit in sorted(hits) for entry in self.loose(hit))

    def collisions(self, entry: ListEntry) -> tuple[ListEntry, ...]:
        """Return the entries that a doubtful read could confuse with `entry` (rules 10 and 11).

        Those are other plates that share its loose fold on any list and, where one of the two is
        a denied plate, also those at distance 1 on the fold. The relation is symmetric. `entry`
        need not be in the snapshot: this is asked before it is saved.
        """
        text = entry.text
        found = [other for other in self.loose(text) if other.text != text]
        banned = entry.kind is ListKind.DENY
        found += [other for other in self.near(text) if banned or other.kind is ListKind.DENY]
        return tuple(other for other in found if other.entry_id != entry.entry_id)

    def search(self, query: str, limit: int = 20) -> tuple[ListEntry, ...]:
        """Find entries for the screen, the closest first (`SearchTable.search`).

        Args:
            query: A plate or a part of it, ``?`` for a character that is not known, ``*`` for any
                number of them; or words of owner, group, host or vehicle.
            limit: Most entries returned.
        """
        if limit <= 0:
            return ()
        if not self._search:  # made when first asked: decisions do not wait for it
            self._search.append(
                SearchTable(
                    (entry.text for entry in self.entries), map(self._words_of, self.entries)
                )
            )
        found = self._search[0].search(query, limit)
        return tuple(self.entries[index] for index in found)

    def _words_of(self, entry: ListEntry) -> str:
        group = self._groups.get(entry.group_id)
        name = "" if group is None else group.name
        return " ".join((entry.owner, name, entry.host, entry.vehicle))
