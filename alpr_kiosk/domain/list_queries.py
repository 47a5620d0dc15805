# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the screens of the lists ask (screens.md S07, S08), and what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from alpr_kiosk.domain.holidays import Holiday
from alpr_kiosk.domain.list_changes import ListBatch, ListChange
from alpr_kiosk.domain.lists import ListEntry, ListGroup, ListKind
from alpr_kiosk.domain.ports import PassageRow
from alpr_kiosk.domain.queries import Query

MOST_SEEN = 40
"""Plates that are looked up at once: what a screen shows."""


class EntryOrder(str, Enum):
    """By what entries are sorted."""

    PLATE = "plate"
    WHO = "who"
    VALID = "valid"
    HOURS = "hours"
    GATES = "gates"
    CLOSEST = "closest"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesWanted(Query):
    """The entries of one list; answered with `EntriesFound`.

    Attributes:
        kind: Which list.
        search: As typed, see `ListSnapshot.search`; "" for all.
        order: By what; `CLOSEST` for what fits a search best, of all entries the plate.
        descending: The other way round.
    """

    kind: ListKind
    search: str = ""
    order: EntryOrder = EntryOrder.PLATE
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EntriesFound:
    """Entries in their order.

    Attributes:
        entries: Of the wanted list.
        counts: How many of each list fit the search, all four.
        groups: All groups.
        holidays: All holidays.
    """

    entries: tuple[ListEntry, ...]
    counts: tuple[tuple[ListKind, int], ...]
    groups: tuple[ListGroup, ...] = ()
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWanted(Query):
    """An entry as it is in the record now; answered with it, or None when it is gone.

    Needs a supervisor's session.
    """

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateEntriesWanted(Query):
    """The entries of a plate on all lists, a ban first; answered with a tuple of `ListEntry`."""

    plate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSeenWanted(Query):
    """When plates were here last; answered with a tuple of (plate, aware time or None).

    Without a supervisor's session the last 24 hours alone are told (screens.md 3.2).
    """

    plates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatePicturesWanted(Query):
    """The newest passages of a plate with their pictures; answered with `PlatePicture` tuples."""

    plate: str
    most: int = 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlatePicture:
    """A picture of a passage.

    Attributes:
        passage_id: Whose.
        sha256: Which picture.
        kind: "lane" or "crop".
        seen_at: When the car was first seen; aware UTC.
        plate: As it was read or corrected.
        jpeg: The picture.
    """

    passage_id: str
    sha256: str
    kind: str
    seen_at: datetime
    plate: str
    jpeg: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoWanted(Query):
    """A reference photo; answered with its JPEG, b"" when it is not there."""

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBeforeWanted(Query):
    """Where a banned plate was seen before; answered with a tuple of `PassageRow`.

    Needs a supervisor's session; recorded.
    """

    entry: ListEntry


SeenBefore = tuple[PassageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChangesWanted(Query):
    """Who changed what, the newest first; answered with `ListChangesFound`.

    Needs a supervisor's session.

    Attributes:
        item_id: Of this entry, group or holiday alone.
        before: Only older than this change.
        most: Most changes.
    """

    item_id: str = ""
    before: int | None = None
    most: int = 50


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListChangesFound:
    """Changes and imports.

    Attributes:
        changes: Newest first; those of a batch are left out, it stands among `batches`.
        batches: Changes that were made at once, newest first; none with `before`.
        older: Where it goes on, None at the end.
    """

    changes: tuple[ListChange, ...]
    batches: tuple[ListBatch, ...] = ()
    older: int | None = None
