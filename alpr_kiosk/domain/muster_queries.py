# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the screens of those inside ask (screens.md S12); the muster list needs no PIN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from alpr_kiosk.domain.inside import Occupancy
from alpr_kiosk.domain.muster import MusterRow
from alpr_kiosk.domain.queries import Query
from alpr_kiosk.domain.visit_intents import VisitIntent

COUNT_SETTING = "inside.counted"
"""Setting that keeps the last count check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideCounted(VisitIntent):
    """Somebody went round and counted the cars; kept beside what the record said then.

    Attributes:
        counted: Cars that are there, 0 or more.
        expected: Cars that the list had, at most.
    """

    counted: int
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCountWanted(Query):
    """The last count check; answered with a `LastCount`, None before the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCount:
    """A count check.

    Attributes:
        at: Aware UTC.
        counted: Cars that were there.
        expected: Cars that the list had.
        actor: Who counted.
    """

    at: datetime
    counted: int
    expected: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNamesWanted(Query):
    """Names of the groups of the lists; answered with `GroupNames`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNames:
    """Groups.

    Attributes:
        names: (id, name).
    """

    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MusterFileWanted(Query):
    """Write the muster list as it stands on the screen, or print it; answered with a `MusterFile`.

    The rows come along: nothing of it needs the database.

    Attributes:
        rows: The list.
        occupancy: The counts over it.
        at: Time of the list, aware.
        target: Path of an `ExportTarget`, "" for the printer.
    """

    takes_long: ClassVar[bool] = True

    rows: tuple[MusterRow, ...]
    occupancy: Occupancy
    at: datetime
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MusterFile:
    """Where the list went: a path, "" for the printer."""

    path: str
