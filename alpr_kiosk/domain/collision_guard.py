# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collisions of many new plates at once (rules 11): what `ListSnapshot.collisions` says of each.

Looking up all variants of 100,000 plates takes ten seconds and more. Here each pair of folds at
distance 1 is met under a key that both share: the fold with one position blanked out, or with one
taken away; one position at a time, so that memory stays that of the lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.plate import fold

MOST_EACH = 5
"""Partners that are named for one entry."""

MOST_LOOKED_AT = 64
"""Entries under one key that are looked at, so that a list of look-alikes ends in time."""


@dataclass(frozen=True, slots=True)
class Collision:
    """A new or changed entry and one that a doubtful read could confuse with it."""

    entry: ListEntry
    other: ListEntry


def collisions(fresh: Iterable[ListEntry], entries: Iterable[ListEntry]) -> list[Collision]:
    """Return the collisions of `fresh` entries, those with a banned plate first.

    Args:
        fresh: New or changed entries.
        entries: All entries as they will be, `fresh` included.
    """
    by_fold: dict[str, list[ListEntry]] = {}
    for entry in entries:
        key = fold(entry.text)
        if key:
            by_fold.setdefault(key, []).append(entry)
    ids = {entry.entry_id for entry in fresh}
    found = _Found(ids)
    for alike in by_fold.values():
        if len(alike) > 1:
            for one in alike:
                if one.entry_id in ids:
                    found.add_all(one, (two for two in alike if two.text != one.text))
    banned = {
        key: [entry for entry in alike if entry.kind is ListKind.DENY]
        for key, alike in by_fold.items()
    }
    banned = {key: denied for key, denied in banned.items() if denied}
    for key, near in _near(banned, by_fold):
        for denied in banned[key][:MOST_LOOKED_AT]:
            for other in by_fold[near][:MOST_LOOKED_AT]:
                found.add(denied, other)
    return found.ordered()


class _Found:
    """Collects pairs, each once from the side of each fresh entry, at most `MOST_EACH`."""

    def __init__(self, fresh: set[str]) -> None:
        self._fresh = fresh
        self._partners: dict[str, dict[str, Collision]] = {}

    def add(self, one: ListEntry, two: ListEntry) -> None:
        self._put(one, two)
        self._put(two, one)

    def add_all(self, one: ListEntry, others: Iterable[ListEntry]) -> None:
        for looked_at, two in enumerate(others):
            if looked_at >= MOST_LOOKED_AT or not self._put(one, two):
                return

    def _put(self, one: ListEntry, two: ListEntry) -> bool:
        if one.entry_id not in self._fresh or one.entry_id == two.entry_id:
            return True
        partners = self._partners.setdefault(one.entry_id, {})
        if len(partners) >= MOST_EACH:
            return False
        partners[two.entry_id] = Collision(one, two)
        return True

    def ordered(self) -> list[Collision]:
        """All of them: those of a banned and another plate first, then by plate."""
        every = [pair for partners in self._partners.values() for pair in partners.values()]

        def order(pair: Collision) -> tuple[bool, str, str]:
            kinds = {pair.entry.kind is ListKind.DENY, pair.other.kind is ListKind.DENY}
            return (len(kinds) == 1, pair.entry.text, pair.other.text)

        return sorted(every, key=order)


def _near(banned: Iterable[str], keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (fold of a banned plate, any fold) at distance exactly 1; some come twice."""
    denied, every = list(banned), list(keys)
    bans, whole = set(denied), set(every)
    for at in range(max(map(len, denied), default=0)):
        blanked: dict[str, list[str]] = {}
        for key in denied:
            if at < len(key):
                blanked.setdefault(f"{key[:at]}\0{key[at + 1 :]}", []).append(key)
        for key in every:
            if at < len(key):
                same = blanked.get(f"{key[:at]}\0{key[at + 1 :]}", ())
                yield from ((one, key) for one in same[:MOST_LOOKED_AT] if one != key)
    for key in denied:
        yield from ((key, shorter) for shorter in _shorter(key) if shorter in whole)
    for key in every if bans else ():
        yield from ((shorter, key) for shorter in _shorter(key) if shorter in bans)


def _shorter(key: str) -> Iterator[str]:
    """Yield `key` without one character."""
    return (key[:at] + key[at + 1 :] for at in range(len(key)))
