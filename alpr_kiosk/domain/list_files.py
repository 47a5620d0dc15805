# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of lists as a screen chooses them, and the queries of import and export (S09)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol

from alpr_kiosk.domain.list_changes import ListBatch
from alpr_kiosk.domain.list_import import ImportOptions, ImportPlan, RowKind
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.queries import Query

PREVIEW_ROWS = 4
"""Rows that are shown of a file while its columns are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlace:
    """A place where files of lists may be.

    Attributes:
        path: The folder.
        name: For people; "" for the program's own folder.
        removable: A stick or card.
        writable: Files can be written there.
    """

    path: str
    name: str = ""
    removable: bool = False
    writable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderItem:
    """A folder or a file that may be a list.

    Attributes:
        path: Where.
        name: Its name.
        folder: Whether it is a folder.
        size: Bytes of a file.
        changed_at: Aware UTC.
    """

    path: str
    name: str
    folder: bool = False
    size: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What is in a folder.

    Attributes:
        path: The folder, "" for the choice of places.
        parent: The one above, "" for the choice of places.
        items: Folders first, then files, each by name.
        places: All places.
        left_out: How many more there are than are shown.
    """

    path: str
    parent: str = ""
    items: tuple[FolderItem, ...] = ()
    places: tuple[FilePlace, ...] = ()
    left_out: int = 0


class OpenedTable(Protocol):
    """A table while it is read."""

    @property
    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """(number from 1 on, cells); read once."""
        ...

    @property
    def kind(self) -> str:
        """``csv`` or ``xlsx``."""
        ...

    @property
    def encoding(self) -> str:
        """Of a CSV file."""
        ...

    @property
    def separator(self) -> str:
        """Of a CSV file."""
        ...


class ListFiles(Protocol):
    """Files of lists on sticks and in the data folder; nothing outside of those is touched."""

    def browse(self, folder: str) -> Folder:
        """Return what is in a folder, "" for the places.

        Raises:
            StorageError: ``lists.file_unreadable``; ``lists.file_place`` (none of the places).
        """
        ...

    def open(
        self, path: str, *, encoding: str = "", separator: str = ""
    ) -> AbstractContextManager[OpenedTable]:
        """Open a table for reading.

        Raises:
            StorageError: ``lists.file_...``.
        """
        ...

    def write(self, folder: str, name: str, rows: Iterable[Sequence[str]]) -> str:
        """Write a table, CSV or XLSX by its name; return its path. An older one stays.

        Raises:
            StorageError: ``lists.file_unwritable``, ``lists.file_kind``, ``lists.file_place``.
        """
        ...


# ---------------------------------------------------------------------------------------- queries


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFolderWanted(Query):
    """What is in a folder; answered with `Folder`. Needs a supervisor's session, as all here."""

    takes_long: ClassVar[bool] = True  # a stick may be slow

    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreviewWanted(Query):
    """The beginning of a file and what was guessed of it; answered with `TablePreview`."""

    takes_long: ClassVar[bool] = True

    path: str
    encoding: str = ""
    separator: str = ""
    header: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreview:
    """The beginning of a table.

    Attributes:
        kind: ``csv`` or ``xlsx``.
        encoding: Guessed or given; "" for XLSX.
        separator: Guessed or given; "" for XLSX.
        headers: Of the columns, numbers where there are none.
        rows: The first ones.
        columns: (field, number of its column from 0 on) as far as it was guessed.
    """

    kind: str
    encoding: str
    separator: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChecked(Query):
    """A dry run; answered with `ImportReport`. Nothing is written."""

    takes_long: ClassVar[bool] = True

    path: str
    options: ImportOptions = field(default_factory=ImportOptions)
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImportReport:
    """What an import would do.

    Attributes:
        check_id: Names it, for `ImportApplied`.
        plan: What would change.
        counts: How many rows of each kind.
        places: Positions in `plan.rows` of each kind; of look-alikes under None.
        alike: Row numbers whose plate looks like another, with that other plate.
    """

    check_id: str
    plan: ImportPlan
    counts: dict[RowKind, int]
    places: dict[RowKind | None, tuple[int, ...]]
    alike: dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportApplied(Query):
    """Carry a dry run out, in one step or not at all; answered with `ImportDone`.

    Attributes:
        check_id: Of the dry run.
        skip: Numbers of rows that are left out.
        removed: How many entries would be removed, as a person has typed it; must be right.
    """

    takes_long: ClassVar[bool] = True

    check_id: str
    skip: frozenset[int] = frozenset()
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDone:
    """An import that was carried out.

    Attributes:
        batch: Its changes.
        counts: How many were new, changed and removed.
        undo_until: Until when it can be taken back at a touch; aware UTC.
    """

    batch: ListBatch
    counts: dict[RowKind, int]
    undo_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUndone(Query):
    """Take an import back; answered with its `ListBatch`."""

    takes_long: ClassVar[bool] = True

    batch_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExported(Query):
    """Write lists to a file; answered with `ExportDone`.

    Attributes:
        folder: Where to.
        name: Name with ``.csv`` or ``.xlsx``.
        kinds: Which lists; empty for all.
        only: Ids of entries; empty for all.
    """

    takes_long: ClassVar[bool] = True

    folder: str
    name: str
    kinds: frozenset[ListKind] = frozenset()
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDone:
    """A file that was written.

    Attributes:
        path: Where it is.
        entries: How many entries it has.
    """

    path: str
    entries: int
