# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding plates for a person: parts, look-alikes, unknown characters, words (screens.md S07).

In a query ``?`` stands for one character that was not read and ``*`` for any number of them. All
matching is by leftmost search of pieces of fixed length, so no query can make it slow.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from alpr_kiosk.domain.plate import normalise, search_fold

MAX_QUERY = 64
"""Longest query that is looked for; the longest plate has 16 characters."""

WORD_BEGINS, WORD_HOLDS = 6, 7
"""Ranks of entries that are found by a word; those of plates are 0 to 5, see `PlatePattern`."""


@dataclass(frozen=True, slots=True)
class PlatePattern:
    """Pieces of a plate in their order, with any run between two of them.

    Attributes:
        pieces: Each of fixed length, ``?`` for one unknown character; none is empty.
        open_start: Anything may stand before the first piece of a whole plate.
        open_end: The same after the last.
    """

    pieces: tuple[str, ...]
    open_start: bool
    open_end: bool

    def place(self, text: str) -> int | None:
        """Return 0 when it is the whole of `text`, 1 its beginning, 2 a part, None when none."""
        if self._fits(text, start=True, end=True):
            return 0
        if self._fits(text, start=True, end=False):
            return 1
        return 2 if self._fits(text, start=False, end=False) else None

    def folded(self) -> PlatePattern:
        """Return the same for plates that are folded for a search."""
        return PlatePattern(tuple(map(search_fold, self.pieces)), self.open_start, self.open_end)

    @property
    def fits_many(self) -> bool:
        """Whether it is one piece that knows one character at most: nearly every plate fits."""
        one = len(self.pieces) == 1 and not (self.open_start or self.open_end)
        return one and len(self.pieces[0]) - self.pieces[0].count("?") < 2

    @property
    def literal(self) -> str:
        """The longest run of known characters, "" when there is none."""
        return max((run for piece in self.pieces for run in piece.split("?")), key=len, default="")

    @property
    def rarest(self) -> str:
        """The piece with the most known characters; whatever fits the pattern holds it."""
        return max(self.pieces, key=lambda piece: len(piece) - piece.count("?"), default="")

    def _fits(self, text: str, *, start: bool, end: bool) -> bool:
        at = 0
        pieces = self.pieces
        last = len(pieces) - 1
        for index, piece in enumerate(pieces):
            if index == last and end and not self.open_end:
                tail = len(text) - len(piece)
                fixed = index == 0 and start and not self.open_start
                return (tail == at if fixed else tail >= at) and _at(piece, text, tail)
            if index == 0 and start and not self.open_start:
                if not _at(piece, text, 0):
                    return False
                at = len(piece)
                continue
            found = _find(piece, text, at)
            if found < 0:
                return False
            at = found + len(piece)
        return True


def plate_pattern(query: str) -> PlatePattern | None:
    """Return the pattern of a query as typed, None when nothing of it can stand on a plate."""
    typed = unicodedata.normalize("NFKC", query)  # full-width signs count too
    parts = ["?".join(normalise(known) for known in part.split("?")) for part in typed.split("*")]
    pieces = tuple(part for part in parts if part)
    if not pieces or len(query) > MAX_QUERY:
        return None
    return PlatePattern(pieces, open_start=not parts[0], open_end=not parts[-1])


class SearchTable:
    """Plates and words of all entries, laid out so that a search looks through them in one go.

    Args:
        plates: Normalised plate of each entry.
        words: What else an entry can be found by: owner, group, host, vehicle.
    """

    def __init__(self, plates: Iterable[str], words: Iterable[str]) -> None:
        self._plates = tuple(plates)
        self._folds = _Lines([search_fold(plate) for plate in self._plates])
        self._words = _Lines([_words(text) for text in words])

    def search(self, query: str, limit: int) -> list[int]:
        """Return positions of entries by closeness; ties keep the order of plates, then entries.

        Order: the whole plate, plates that begin with the query, plates that hold it, then the
        same for look-alikes, then entries with words that begin with the words of the query, then
        entries that hold them anywhere.

        Args:
            query: As typed.
            limit: Most positions returned.
        """
        pattern = plate_pattern(query)
        if pattern is not None and pattern.fits_many:
            return self._first_of_many(pattern, query, limit)
        ranks = dict(self._by_word(query))
        ranks.update(self._by_plate(query))  # a plate is closer than a word
        rows = ((rank, self._plates[index], index) for index, rank in ranks.items())
        return [index for _, _, index in heapq.nsmallest(limit, rows)]

    @cached_property
    def _sorted(self) -> tuple[list[int], list[str], list[str]]:
        """Positions by plate, then entry, their plates and folds: the first of a rank come first.

        Made when first asked: most searches do not need it.
        """
        order = sorted(range(len(self._plates)), key=self._plates.__getitem__)
        folds = self._folds.lines
        return order, [self._plates[index] for index in order], [folds[index] for index in order]

    def _first_of_many(self, pattern: PlatePattern, query: str, limit: int) -> list[int]:
        """Return the same for a pattern that many plates fit, rank by rank until there are enough.

        To rank all of them took 130 to 260 ms at 100,000 entries, for each letter that is typed.
        """
        order, plates, folds = self._sorted
        found: dict[int, None] = {}
        for piece, lines in (
            (pattern.pieces[0], plates),
            (pattern.folded().pieces[0], folds),
        ):
            known = _known(piece)
            begin = [at for at, fits in enumerate(map(known.match, lines)) if fits]
            whole = (at for at in begin if len(lines[at]) == len(piece))
            hold = (at for at, fits in enumerate(map(known.search, lines)) if fits)
            for at in chain(whole, begin, hold):
                if at not in found:
                    found[at] = None
                    if len(found) >= limit:
                        break
            if len(found) >= limit:
                break
        rows = [order[at] for at in found]
        if len(rows) < limit:
            ranked = set(rows)
            named = (
                (rank, self._plates[index], index)
                for index, rank in self._by_word(query)
                if index not in ranked
            )
            rows += [index for _, _, index in heapq.nsmallest(limit - len(rows), named)]
        return rows

    def _by_plate(self, query: str) -> Iterator[tuple[int, int]]:
        exact = plate_pattern(query)
        if exact is None:
            return
        alike = exact.folded()
        for index in self._folds.holding(alike.rarest):
            rank = exact.place(self._plates[index])
            if rank is None:
                rank = alike.place(self._folds.lines[index])
                if rank is None:
                    continue
                rank += 3
            yield index, rank

    def _by_word(self, query: str) -> Iterator[tuple[int, int]]:
        wanted = _words(query).split()
        if not wanted or len(query) > MAX_QUERY or any(sign in query for sign in "?*"):
            return
        for index in self._words.holding(max(wanted, key=len)):
            line = self._words.lines[index]
            if all(f" {word}" in f" {line}" for word in wanted):
                yield index, WORD_BEGINS
            elif all(word in line for word in wanted):
                yield index, WORD_HOLDS


class _Lines:
    """Short texts, joined to one so that `str.find` looks through all of them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._joined = "\n".join(lines)
        self._starts = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line) + 1

    def holding(self, literal: str) -> Iterator[int]:
        """Yield the positions of the lines that hold `literal`, all for an empty one.

        ``?`` in it stands for any one character.
        """
        if not literal.strip("?"):
            yield from range(len(self.lines))
            return
        starts, joined = self._starts, self._joined
        if "?" in literal:
            look, at = _known(literal), 0
            while (found := look.search(joined, at)) is not None:
                index = bisect_right(starts, found.start()) - 1
                yield index
                if index + 1 == len(starts):
                    return
                at = starts[index + 1]
            return
        at = joined.find(literal)
        while at >= 0:
            index = bisect_right(starts, at) - 1
            yield index
            if index + 1 == len(starts):
                return
            at = joined.find(literal, starts[index + 1])


def _words(text: str) -> str:
    """Return a text as it is compared with others: one line, one space, no case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(re.split(r"[\s,;]+", text.casefold())).strip()


def _at(piece: str, text: str, at: int) -> bool:
    if at < 0 or at + len(piece) > len(text):
        return False
    if "?" not in piece:
        return text.startswith(piece, at)
    return _known(piece).match(text, at) is not None


def _find(piece: str, text: str, at: int) -> int:
    if "?" not in piece:
        return text.find(piece, at)
    found = _known(piece).search(text, at)
    return -1 if found is None else found.start()


@lru_cache(maxsize=64)
def _known(piece: str) -> re.Pattern[str]:
    """Return a piece as a pattern of its own length: there is nothing that it could try anew."""
    return re.compile(re.escape(piece).replace(r"\?", r"[^\n]"))
