# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of the passages, and the pages that come back.

Passages are in the order of their `PassageRow.moment`, a number that no two share, so that a page
is named by where it begins and not by how many rows come before it: page 1,000 costs what page 1
costs, and no row is skipped or shown twice when others arrive meanwhile.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alpr_kiosk.domain.events import Action, Candidate, Direction, GateIntent
from alpr_kiosk.domain.plate import fold, normalise
from alpr_kiosk.domain.ports import PassageRow
from alpr_kiosk.errors import StorageError

PAGE_ROWS = 50
"""Rows of a page (screens.md S10)."""

PART_CHARS = 3
"""Adjacent known characters that a search for a part needs: the index is one of trigrams."""

PATTERN_MOST = 32
"""Longest pattern in characters; plates have 4 to 10."""

ONE, ANY = "?", "*"
"""What stands for one unknown character and for any number of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatePattern:
    """A plate or a part of one, as a person asks for it.

    Attributes:
        text: Normalised characters with `ONE` and `ANY` between them; never empty.
        part: It may stand anywhere in a plate; False: it is the whole of it.
        exact: Look-alikes do not count as the same.
    """

    text: str
    part: bool = True
    exact: bool = False

    @classmethod
    def parse(cls, typed: str, *, part: bool = True, exact: bool = False) -> PlatePattern:
        """Return the pattern that somebody typed.

        Raises:
            StorageError: ``history.no_pattern`` when nothing of it can be searched for,
                ``history.long_pattern`` above `PATTERN_MOST`.
        """
        if len(typed) > 4 * PATTERN_MOST:  # spaces and dashes between them are all right
            raise StorageError("history.long_pattern", most=PATTERN_MOST)
        pieces = (
            piece if piece in (ONE, ANY) else normalise(piece)
            for piece in re.split(r"([?*])", unicodedata.normalize("NFKC", typed))
        )
        text = re.sub(r"\*+", ANY, "".join(pieces))
        if part:
            text = text.strip(ANY)
        if not text.strip(ONE + ANY):
            raise StorageError("history.no_pattern")
        if len(text) > PATTERN_MOST:
            raise StorageError("history.long_pattern", most=PATTERN_MOST)
        return cls(text=text, part=part, exact=exact)

    @property
    def fold(self) -> str:
        """The pattern under which look-alikes meet."""
        return fold(self.text)

    @property
    def open(self) -> bool:
        """Whether characters of it are unknown."""
        return self.part or ONE in self.text or ANY in self.text

    @property
    def runs(self) -> tuple[str, ...]:
        """The known characters of the fold that stand together, as far as they are enough."""
        runs = re.split(r"[?*]+", self.fold)
        return tuple(run for run in runs if len(run) >= PART_CHARS)

    def matches(self, plate: str) -> bool:
        """Return whether a plate, as it is kept, is meant: the plain form of every search."""
        wanted = self.text if self.exact else self.fold
        found = plate if self.exact else fold(plate)
        form = "".join({ONE: ".", ANY: ".*"}.get(char, re.escape(char)) for char in wanted)
        look = re.search if self.part else re.fullmatch
        return look(form, found, re.DOTALL) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuery:
    """Which passages are wanted; all conditions hold together, an empty one is none.

    Attributes:
        plate: Plate or part of one; meets what was observed and what a guard made of it.
        since: Aware; passages that began then or later.
        until: Aware; passages that began before.
        cameras: Ids of cameras.
        actions: What was decided last.
        undecided: With `actions`: passages without a decision too; alone: only those.
        directions: Directions of travel.
        gates: Ids of gates.
        corrected: Only those that a guard corrected.
        unread: Only those whose plate was never agreed on.
    """

    plate: PlatePattern | None = None
    since: datetime | None = None
    until: datetime | None = None
    cameras: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    undecided: bool = False
    directions: tuple[Direction, ...] = ()
    gates: tuple[str, ...] = ()
    corrected: bool = False
    unread: bool = False

    def check(self) -> None:
        """Refuse what would have to look at every passage.

        Raises:
            StorageError: ``history.short_pattern``: fewer than `PART_CHARS` adjacent known
                characters, and no time from which on to look.
        """
        plate = self.plate
        if plate is not None and plate.open and not plate.runs and self.since is None:
            raise StorageError("history.short_pattern", needed=PART_CHARS)

    @property
    def decided(self) -> tuple[str, ...]:
        """The wanted last decisions as they are kept, "" for none; empty when any will do."""
        values = tuple(sorted({action.value for action in self.actions}))
        return (*values, "") if self.undecided else values


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a page begins; `moment` itself is not on it.

    Attributes:
        moment: See `PassageRow.moment`.
        newer: The page goes towards newer passages; False: towards older ones.
    """

    moment: int
    newer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Some passages, newest first.

    Attributes:
        rows: The passages.
        older: Where it goes on towards the past; None: nothing is there. After going towards the
            present it is always given, for the way back.
        newer: Where it goes on towards the present: what arrives later is found there too. None
            when the newest page is empty.
        reached: The search looked at as many passages as one call may and stopped here; `older`
            (or `newer`) goes on. None: the page is as full as it can be.
    """

    rows: tuple[PassageRow, ...]
    older: Cursor | None
    newer: Cursor | None
    reached: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """A decision as it was kept; see `events.DecisionRecord`."""

    decision_id: str
    at: datetime
    action: str
    reason: str
    alarm: bool
    plate: str
    entry_id: str | None
    gate_id: str | None
    age_ms: float
    candidates: tuple[Candidate, ...]
    context: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCommand:
    """A command to a gate and how it ended.

    Attributes:
        intent: The command.
        outcome: Value of `Outcome`, "" when it is not known.
        code: Code of the result, "" without one.
        finished_at: When it ended, None when that is not known.
        why: Reason that a person gave for an opening by hand, "" without one.
        note: What was written to it.
    """

    intent: GateIntent
    outcome: str = ""
    code: str = ""
    finished_at: datetime | None = None
    why: str = ""
    note: str = ""


PASSAGE_NOTE = "passage.note"
"""Kind of the audit row of a note; its words stand beside the chain, so that they can be erased."""
LONGEST_NOTE = 500
"""Characters of a note."""
MOST_NOTES = 50
"""Notes of one passage, corrections among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageNote:
    """What somebody wrote to a passage; never changed, a correction is another note.

    Attributes:
        seq: Number of its row in the audit chain.
        at: Aware UTC.
        actor: Who wrote it.
        text: The words, "" once they were erased or their time is over.
        corrects: Number of the note that it corrects, 0 for none.
    """

    seq: int
    at: datetime
    actor: str
    text: str
    corrects: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageDetail:
    """Everything about one passage.

    Attributes:
        row: The passage with its pictures.
        settled: Its plate was agreed on.
        parked: It stood longer than the parking time.
        decisions: Oldest first.
        commands: Openings for it, and those by hand while it was there; oldest first.
        notes: What people wrote to it, oldest first.
    """

    row: PassageRow
    settled: bool
    parked: bool
    decisions: tuple[PastDecision, ...]
    commands: tuple[PastCommand, ...]
    notes: tuple[PassageNote, ...] = ()


class History(Protocol):
    """The passages that were, by the million. Safe to call from several threads."""

    def page(
        self,
        query: HistoryQuery,
        *,
        cursor: Cursor | None = None,
        limit: int = PAGE_ROWS,
        actor: str = "",
        reason: str = "",
    ) -> HistoryPage:
        """Return a page of what is wanted; the newest without a cursor.

        Args:
            query: What is wanted.
            cursor: Where the page begins, from the page before.
            limit: Most rows, >= 1.
            actor: The person who asks. The first page of a search by plate is audited
                (``history.searched``) before anything is looked for; "" is the program itself.
            reason: Code of why; a search with one is audited without a plate too.

        Raises:
            StorageError: ``history.short_pattern``, or as any reading; a search that can't be
                audited finds nothing.
        """
        ...

    def passage(self, passage_id: str) -> PassageDetail | None:
        """Return all about one passage, None for an unknown one."""
        ...

    def seen_before(self, plate: str, *, limit: int = 20, actor: str = "") -> Sequence[PassageRow]:
        """Return the passages of a plate and of its look-alikes, newest first.

        Args:
            plate: The plate, in any spelling; one without a letter or a digit was never seen.
            limit: Most rows.
            actor: As in `page`.
        """
        ...
