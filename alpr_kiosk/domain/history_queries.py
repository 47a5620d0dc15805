# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions about passages that a screen asks (screens.md S10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from alpr_kiosk.domain.history import Cursor, HistoryQuery
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.queries import Query

GUARD_SEES = timedelta(hours=24)
"""A guard reads so much of the history (screens.md 3.2)."""
ASKED_AGO = timedelta(hours=1)
"""A search was worded so long before it is answered, at most: "the last 24 hours" of a screen
are a little more than 24 hours when the site looks at its clock, and "today" may have 25."""

SEARCH_REASONS = ("incident", "complaint", "misread", "police", "request", "check", "other")
"""Why somebody searches; kept with the search. The words are in the texts of the screen."""

COUNT_MOST = 2000
"""Passages that are counted of a search; more are told as more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPageWanted(Query):
    """A page of passages; answered with a `HistoryPage`.

    Attributes:
        wanted: Which passages.
        cursor: Where the page begins, from the page before; None is the newest.
        reason: One of `SEARCH_REASONS`, where one is needed (`services.history_rights`).
    """

    wanted: HistoryQuery
    cursor: Cursor | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryCountWanted(Query):
    """How many passages there are; answered with a `HistoryCount`.

    Attributes:
        wanted: Which passages.
        reason: As in `HistoryPageWanted`.
    """

    takes_long: ClassVar[bool] = True

    wanted: HistoryQuery
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryCount:
    """So many were found.

    Attributes:
        count: Passages, `COUNT_MOST` at most.
        more: There are more.
    """

    count: int
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageWanted(Query):
    """All about one passage; answered with a `PassageDetail`, or None for an unknown one."""

    passage_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowExtrasWanted(Query):
    """What stands beside the rows of a page and may come later; answered with `RowExtras`.

    Attributes:
        files: Pictures as a page named them: whoever knows the hash of one was shown its row.
        plates: Normalised plates whose owners are wanted.
    """

    files: tuple[EvidenceFile, ...] = ()
    plates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowExtras:
    """Pictures that are there and fit their hash, and owners of plates that are on a list.

    Attributes:
        pictures: (SHA-256, JPEG bytes).
        owners: (plate, owner).
    """

    pictures: tuple[tuple[str, bytes], ...] = ()
    owners: tuple[tuple[str, str], ...] = ()


def needs_reason(wanted: HistoryQuery, now: datetime) -> bool:
    """Return whether somebody who may read all must say why (screens.md S10)."""
    beyond = wanted.since is None or wanted.since < now - GUARD_SEES - ASKED_AGO
    return wanted.plate is not None or beyond
