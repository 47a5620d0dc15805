# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a supervisor asks and does about what is kept (screens.md S21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from alpr_kiosk.domain.keeping import KeepingRules
from alpr_kiosk.domain.queries import Query, QueryControl


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPart:
    """What is kept of one kind.

    Attributes:
        name: A `keeping.Category` value, ``held``, ``rows`` or ``notes``.
        plates: Passages with their plate; rows or notes where there are no plates.
        pictures: Pictures of them.
        pictures_days: How long pictures are kept, 0 where there are none.
        plates_days: How long plates, rows or notes are kept, 0 while an incident holds them.
    """

    name: str
    plates: int = 0
    pictures: int = 0
    pictures_days: float = 0.0
    plates_days: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """A line of the audit chain that proves a removal; it never names a plate.

    Attributes:
        seq: Its number.
        at: When, aware UTC.
        kind: ``retention.removed`` or ``privacy.erased``.
        actor: Who.
        what: ``pictures``, ``plates``, ``stays``, ``rows``, ``notes``; "" of an erasure.
        count: How many.
    """

    seq: int
    at: datetime
    kind: str
    actor: str
    what: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptView:
    """All that the page shows.

    Attributes:
        parts: What is kept, by kind.
        proofs: Newest first.
        next_at: When the next look for what is over its time is due; None before the first.
    """

    parts: tuple[KeptPart, ...]
    proofs: tuple[ProofLine, ...]
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateKept:
    """What is kept about one plate.

    Attributes:
        plate: Normalised.
        counts: Rows by what they are, those that are none left out.
    """

    plate: str
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All rows."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateErased:
    """What was erased.

    Attributes:
        plate: Normalised.
        count: Rows.
        seq: Line of the audit chain that proves it.
        left: Files of the data folder that hold traces still.
    """

    plate: str
    count: int
    seq: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWanted(Query):
    """What is kept, and the proofs of what was removed; answered with a `KeptView`."""

    takes_long: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateKeptWanted(Query):
    """What is kept about a plate; answered with a `PlateKept`. The look itself is recorded."""

    takes_long: ClassVar[bool] = True

    plate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseRequested(Query):
    """Erase a plate; answered with a `PlateErased`. It cannot be taken back."""

    takes_long: ClassVar[bool] = True

    plate: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateExportWanted(Query):
    """Write all that is kept about a plate for its owner; answered with a `PlateExported`.

    Attributes:
        plate: The plate.
        target: Path of an `ExportTarget`.
    """

    takes_long: ClassVar[bool] = True

    plate: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateExported:
    """What was written.

    Attributes:
        plate: Normalised.
        path: The folder.
        count: Rows in it.
        files: Files in it.
        digest: SHA-256 of its manifest, hexadecimal; it is in the audit chain.
        broken: Pictures that did not fit their hash and were left out.
    """

    plate: str
    path: str
    count: int
    files: int
    digest: str
    broken: int = 0


class PlateExporter(Protocol):
    """Writes all that is kept about a plate; blocking."""

    def __call__(
        self, plate: str, *, target: str, actor: str, control: QueryControl
    ) -> PlateExported:
        """Write it into a new folder of a target, or leave nothing there.

        Raises:
            AlprError: ``privacy.no_plate``, ``pack.no_room``, ``pack.unwritable``; the look is
                recorded, the export when it is done.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingPreviewWanted(Query):
    """What would go if things were kept for so long; answered with a `KeepingPreview`.

    Attributes:
        days: (key of the site file, days), see `keeping.KEYS`.
    """

    takes_long: ClassVar[bool] = True

    days: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingPreview:
    """What is older than other times would allow.

    Attributes:
        older: How many pictures, plates, rows or notes by the key of the site file.
        next_at: When the next look for what is over its time is due; None before the first.
    """

    older: tuple[tuple[str, int], ...]
    next_at: datetime | None = None


class PlateEraser(Protocol):
    """Keeps, finds and erases; blocking."""

    def older(self, rules: KeepingRules) -> KeepingPreview:
        """Count what is older than these rules allow; nothing is removed.

        Raises:
            StorageError: The record cannot be read.
        """
        ...

    def kept(self) -> KeptView:
        """Return what is kept.

        Raises:
            StorageError: The record cannot be read.
        """
        ...

    def find(self, plate: str, *, actor: str) -> PlateKept:
        """Return what is kept about a plate, after the look was recorded.

        Raises:
            StorageError: As any read, and ``privacy.no_plate``.
        """
        ...

    def erase(self, plate: str, *, actor: str, reason: str, control: QueryControl) -> PlateErased:
        """Erase it.

        Raises:
            StorageError: ``privacy.no_plate``, ``privacy.held``, ``privacy.reason``, and as any
                write: nothing was erased then.
        """
        ...
