# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries of the plate lists and the immutable snapshot that decisions read (rules 9 to 13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from types import MappingProxyType

from alpr_kiosk.domain.events import Direction, Reason
from alpr_kiosk.domain.plate import fold, normalise, strong_fold


class ListKind(str, Enum):
    """The four lists. Deny is always asked first."""

    DENY = "deny"
    ALLOW = "allow"
    VISITOR = "visitor"
    WATCH = "watch"


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

    @property
    def text(self) -> str:
        """The normalised plate."""
        return normalise(self.plate)


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
    entry: ListEntry, *, now_utc: datetime, tz: tzinfo, gate_id: str | None, direction: Direction
) -> Reason | None:
    """Return why `entry` does not hold here and now, None when it does.

    Args:
        entry: The entry.
        now_utc: Aware time.
        tz: Time zone of the site.
        gate_id: Gate of the lane; None (a lane without gate) fits only entries for all gates.
        direction: Direction of the car; UNKNOWN fits only entries for both directions.

    Returns:
        `DENY_EXPIRED` after its end, `DENY_GATE` at another gate or in the other direction,
        `DENY_HOURS` outside its hours or before its first day, `DENY_USES` when used up.
    """
    if entry.valid_until is not None and now_utc >= entry.valid_until:
        return Reason.DENY_EXPIRED
    if entry.gates and gate_id not in entry.gates:
        return Reason.DENY_GATE
    if entry.direction is not Direction.UNKNOWN and entry.direction is not direction:
        return Reason.DENY_GATE
    if entry.valid_from is not None and now_utc < entry.valid_from:
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


_Index = Mapping[str, tuple[ListEntry, ...]]


def _index(keyed: Iterable[tuple[str, ListEntry]]) -> _Index:
    table: dict[str, tuple[ListEntry, ...]] = {}
    for key, entry in keyed:
        table[key] = (*table.get(key, ()), entry)
    return MappingProxyType(table)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListSnapshot:
    """All entries of all lists at one moment, indexed; made once, then shared by threads.

    Entries whose plate has no letter and no digit can never match and are in no index.

    Attributes:
        entries: All entries, in the order given.
    """

    entries: tuple[ListEntry, ...] = ()
    _by_id: Mapping[str, ListEntry] = field(default_factory=dict, repr=False)
    _texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    _exact: _Index = field(default_factory=dict, repr=False)
    _strong: _Index = field(default_factory=dict, repr=False)
    _loose: _Index = field(default_factory=dict, repr=False)
    _alphabet: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, entries: Iterable[ListEntry]) -> ListSnapshot:
        """Index `entries`; of several with the same id the last one counts."""
        by_id = {entry.entry_id: entry for entry in entries}
        kept = tuple(by_id.values())
        texts = [(entry.text, entry) for entry in kept]
        folds = [(fold(text), entry) for text, entry in texts if text]
        return cls(
            entries=kept,
            _by_id=MappingProxyType(by_id),
            _texts=tuple((text, fold(text)) for text, _ in texts),
            _exact=_index((text, entry) for text, entry in texts if text),
            _strong=_index((strong_fold(text), entry) for text, entry in texts if text),
            _loose=_index(folds),
            _alphabet=tuple(sorted({char for key, _ in folds for char in key})),
        )

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, entry_id: str) -> ListEntry | None:
        """Return the entry with this id, None when there is none."""
        return self._by_id.get(entry_id)

    def exact(self, text: str) -> tuple[ListEntry, ...]:
        """Return the entries whose text is `text` (normalised)."""
        return self._exact.get(text, ())

    def strong(self, text: str) -> tuple[ListEntry, ...]:
        """Return the entries that equal `text` but for 0/O and 1/I, exact ones included."""
        return self._strong.get(strong_fold(text), ())

    def loose(self, text: str) -> tuple[ListEntry, ...]:
        """Return the entries that equal `text` but for look-alikes, exact ones included."""
        return self._loose.get(fold(text), ())

    def near(self, text: str) -> tuple[ListEntry, ...]:
        """Return the entries at edit distance exactly 1 from `text`, both folded loosely.

        The variants of the query are looked up (about 500 for 8 characters), so the cost does
        not depend on the number of entries. The alphabet is that of the folded entries: no other
        character can lead to one.
        """
        key = fold(text)
        if not key:
            return ()
        table = self._loose
        hits = {variant for variant in neighbours(key, self._alphabet) if variant in table}
        return tuple(entry for hit in sorted(hits) for entry in table[hit])

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
        """Find plates for the screen: parts of a plate, ``?`` for any character, look-alikes.

        Order: the exact text, texts that begin with it, texts that hold it, then the same for
        look-alikes, then owners whose name holds the query. Ties keep the order of the plates.

        Args:
            query: As typed.
            limit: Most entries returned.
        """
        parts = [normalise(part) for part in query.split("?")]
        words = query.casefold().strip()
        if limit <= 0 or (not any(parts) and "?" not in query):
            return ()
        wanted = re.compile(".".join(re.escape(part) for part in parts))
        alike = re.compile(".".join(re.escape(fold(part)) for part in parts))
        ranked = []
        for entry, (text, key) in zip(self.entries, self._texts, strict=True):
            rank = _rank(wanted, text, 0)
            if rank is None:
                rank = _rank(alike, key, 3)
            if rank is None and words in entry.owner.casefold():
                rank = 6
            if rank is not None:
                ranked.append((rank, text, entry.entry_id, entry))
        ranked.sort(key=lambda row: row[:3])
        return tuple(row[3] for row in ranked[:limit])


def _rank(pattern: re.Pattern[str], text: str, base: int) -> int | None:
    """Return base + 0 (whole), 1 (beginning) or 2 (anywhere), None when it is not in `text`."""
    found = pattern.search(text)
    if found is None:
        return None
    if pattern.fullmatch(text):
        return base
    return base + (1 if found.start() == 0 else 2)
