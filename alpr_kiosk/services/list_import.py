# SPDX-License-Identifier: AGPL-3.0-or-later
"""Import with a dry run, and export of the lists (screens.md S09)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from secrets import token_hex

from alpr_kiosk.domain import list_export, list_import
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.list_changes import ListBatch, ListBook, Progress
from alpr_kiosk.domain.list_columns import ColumnError
from alpr_kiosk.domain.list_import import ImportOptions, ImportPlan, ImportWorld, RowKind
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.errors import StorageError
from alpr_kiosk.services.plate_lists import PlateListService

_ID_BYTES = 16
"""Of an entry's id, all of them by chance."""


class ListImportService:
    """Dry runs, imports and exports; in the storage thread or on the command line.

    Args:
        lists: The lists.
        records: For the audit row of an export.
        book: Carries imports out.
        clock: Time of new entries.
        tz: Time zone of the site.
    """

    def __init__(
        self,
        *,
        lists: PlateListService,
        records: Records,
        book: ListBook,
        clock: Clock,
        tz: tzinfo,
    ) -> None:
        self._lists = lists
        self._records = records
        self._book = book
        self._clock = clock
        self._tz = tz

    def check(
        self,
        rows: Iterable[tuple[int, Sequence[str]]],
        options: ImportOptions,
        actor: str,
        progress: Progress | None = None,
    ) -> ImportPlan:
        """Work out what a file would change; writes nothing.

        Args:
            rows: (number, cells) of the file, headers first.
            options: How it is meant.
            actor: Who imports.
            progress: Told (rows, 0).

        Raises:
            StorageError: ``lists.import_columns``, ``lists.import_map``, ``lists.import_rows``
                (too many), ``lists.cancelled`` and those of reading the rows.
        """
        version = self._book.version()  # first: what comes in between is noticed by `apply`
        world = ImportWorld(
            snapshot=self._lists.load(),
            version=version,
            tz=self._tz,
            now=self._clock.utc_now(),
            actor=actor,
            new_id=lambda: token_hex(_ID_BYTES),
        )
        try:
            plan = list_import.plan(rows, world, options, progress)
        except ColumnError as exc:
            raise StorageError(exc.code, **exc.context) from exc
        except list_import.TooManyRowsError as exc:
            raise StorageError("lists.import_rows", most=exc.most) from exc
        if plan is None:
            raise StorageError("lists.cancelled")
        return plan

    def apply(
        self,
        plan: ImportPlan,
        actor: str,
        *,
        skip: frozenset[int] = frozenset(),
        note: str = "",
        progress: Progress | None = None,
    ) -> ListBatch:
        """Carry a plan out in one step, or not at all.

        Args:
            plan: What `check` said.
            actor: Who imports.
            skip: Numbers of rows that are left out.
            note: Name of the file.
            progress: Told (entries written, entries).

        Raises:
            StorageError: ``lists.changed_since`` (check again), ``lists.import_refused`` (entries
                would be removed because the file does not name them, and rows of it can't be
                read: one of those may be the entry), ``lists.cancelled``.
        """
        counts = plan.counts
        if counts[RowKind.REFUSED] and counts[RowKind.REMOVED]:
            raise StorageError("lists.import_refused", n=counts[RowKind.REFUSED])
        edits = plan.edits(skip)
        return self._book.apply_batch(
            edits, actor, version=plan.version, note=note, progress=progress
        )

    def export(
        self, kinds: frozenset[ListKind], actor: str, *, only: frozenset[str] = frozenset()
    ) -> Iterator[tuple[str, ...]]:
        """Yield the rows of a table of the lists, headers first; recorded before the first one.

        Args:
            kinds: Which lists; empty for all.
            actor: Who exports.
            only: Ids of entries; empty for all.
        """
        snapshot = self._lists.load()
        wanted = [
            entry
            for entry in snapshot.entries
            if (not kinds or entry.kind in kinds) and (not only or entry.entry_id in only)
        ]
        names = sorted(kind.value for kind in kinds)
        self._records.append_audit("list.exported", actor, {"lists": names, "n": len(wanted)})
        yield list_export.header()
        yield from list_export.rows(wanted, snapshot, self._tz)
