# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the evidence viewer asks and has made (screens.md S11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar, Protocol

from alpr_kiosk.domain.history import PassageDetail
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.queries import Query

MOST_EXPORTED = 200
"""Passages of one export: their pictures are in memory while its pages are written."""


class Seal(Enum):
    """Whether something is what was kept."""

    FITS = "fits"
    BROKEN = "broken"
    NONE = "none"
    """Nothing vouches for it: imported, or of a time whose key is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainCheck:
    """What the audit chain says about one passage.

    Attributes:
        seal: Whether its rows fit, and what is kept fits them.
        rows: Rows that name it.
        seq: Number of the newest of them, 0 without one.
    """

    seal: Seal
    rows: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPicture:
    """A picture of a passage.

    Attributes:
        file: What the record says of it.
        jpeg: Its bytes; empty when they are gone or another picture is in their place.
        seal: Whether the bytes have the hash of the record.
    """

    file: EvidenceFile
    jpeg: bytes
    seal: Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSheet:
    """Everything about one passage, as it is shown.

    Attributes:
        detail: Passage, decisions, commands.
        pictures: Its pictures; none once their time is over.
        chain: What the chain says.
        delete_at: When the pictures go, or went; None while held or without a rule.
        held: An incident keeps it.
        older: Id of the passage before it, "" for none that may be seen.
        newer: Id of the passage after it, "".
    """

    detail: PassageDetail
    pictures: tuple[SheetPicture, ...]
    chain: ChainCheck
    delete_at: datetime | None = None
    held: bool = False
    older: str = ""
    newer: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether something of it is not what was kept."""
        seals = (self.chain.seal, *(one.seal for one in self.pictures))
        return Seal.BROKEN in seals


class EvidenceFacts(Protocol):
    """What the record knows beside the passage itself; any thread."""

    def kept_as(self, passage_id: str) -> str:
        """Return the category its pictures are kept as, ``held``, or "" for neither."""
        ...

    def chain(self, detail: PassageDetail) -> ChainCheck:
        """Return whether the chain's rows about a passage fit, and it fits them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWanted(Query):
    """One passage with pictures and seals; answered with an `EvidenceSheet`, None for unknown."""

    passage_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWanted(Query):
    """Pages, pictures, table and manifest for somebody else; answered with an `ExportDone`.

    Needs an elevation of a supervisor or auditor.

    Attributes:
        passages: Ids, `MOST_EXPORTED` at most.
        target: Path of an `ExportTarget`.
        covered: Plates of others are painted over.
    """

    takes_long: ClassVar[bool] = True

    passages: tuple[str, ...]
    target: str
    covered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDone:
    """A folder that was written and read back.

    Attributes:
        path: Where it is.
        digest: SHA-256 of its manifest, hexadecimal.
        count: Passages in it.
        broken: Those of them with a picture or a row that does not fit its seal.
    """

    path: str
    digest: str
    count: int
    broken: int = 0
