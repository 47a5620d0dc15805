# SPDX-License-Identifier: AGPL-3.0-or-later
"""Import and export by touch (screens.md S09): files, dry runs, and what is done with them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import PurePath
from typing import TypeVar

from alpr_kiosk.collector import collector_paused
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.list_changes import ListBatch, ListBook
from alpr_kiosk.domain.list_columns import ColumnError, columns
from alpr_kiosk.domain.list_files import (
    PREVIEW_ROWS,
    ExportDone,
    Folder,
    ImportApplied,
    ImportChecked,
    ImportDone,
    ImportReport,
    ImportUndone,
    ListExported,
    ListFiles,
    ListFolderWanted,
    TablePreview,
    TablePreviewWanted,
)
from alpr_kiosk.domain.list_import import EVERY, ImportPlan, RowKind
from alpr_kiosk.domain.queries import Query, QueryCancelledError, QueryControl, QueryHandlers
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.services.list_import import ListImportService
from alpr_kiosk.services.sessions import SessionService

_T = TypeVar("_T")

UNDO_WITHIN = timedelta(hours=24)
"""So long an import is taken back at a touch (screens.md S09)."""

BATCHES = 200
"""Newest batches among which one is looked for."""

CELL_SHOWN = 60
"""Characters of a cell in a preview."""


class ListTransfer:
    """Reads and writes files of lists; in the thread of long queries.

    Args:
        files: Sticks and the data folder.
        service: Makes what imports and exports, with lists of its own: those of the storage
            thread are not for other threads.
        book: Takes imports back.
        sessions: Elevations.
        clock: Time.
    """

    def __init__(
        self,
        *,
        files: ListFiles,
        service: Callable[[], ListImportService],
        book: ListBook,
        sessions: SessionService,
        clock: Clock,
    ) -> None:
        self._files = files
        self._service = service
        self._book = book
        self._sessions = sessions
        self._clock = clock
        self._lock = threading.Lock()
        self._checked: tuple[str, ImportPlan, str] | None = None

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {
            ListFolderWanted: self.folder,
            TablePreviewWanted: self.preview,
            ImportChecked: self.check,
            ImportApplied: self.apply,
            ImportUndone: self.undo,
            ListExported: self.export,
        }

    def folder(self, query: ListFolderWanted, _control: QueryControl) -> Folder:
        """Return what is in a folder."""
        self._need(query)
        return self._files.browse(query.folder)

    def preview(self, query: TablePreviewWanted, _control: QueryControl) -> TablePreview:
        """Return the beginning of a file."""
        self._need(query)
        with self._files.open(
            query.path, encoding=query.encoding, separator=query.separator
        ) as table:
            rows = [tuple(cells) for _, cells in islice(table.rows, PREVIEW_ROWS + 1)]
            kind, encoding, separator = table.kind, table.encoding, table.separator
        first = rows[0] if rows else ()
        wide = max(map(len, rows), default=0)
        numbers = tuple(str(number) for number in range(1, wide + 1))
        headers = (*first, *numbers[len(first) :]) if query.header else numbers
        return TablePreview(
            kind=kind,
            encoding=encoding,
            separator=separator,
            headers=tuple(_short(text) for text in headers),
            rows=tuple(
                tuple(_short(cell) for cell in row)
                for row in (rows[1:] if query.header else rows[:PREVIEW_ROWS])
            ),
            columns=_guessed(first) if query.header else (),
        )

    def check(self, query: ImportChecked, control: QueryControl) -> ImportReport:
        """Work out what a file would change.

        Raises:
            StorageError: See `ListImportService.check`.
            QueryCancelledError: Nobody waits any more; nothing is left of it.
        """
        actor = self._need(query)
        control.progress(0, 0, "import.step.read")
        with (
            collector_paused(),
            self._files.open(
                query.path, encoding=query.encoding, separator=query.separator
            ) as table,
        ):
            progress = _Told(control, "import.step.read")
            plan = _stoppable(
                lambda: self._service().check(table.rows, query.options, actor, progress)
            )
            control.check()
            control.progress(len(plan.rows), 0, "import.step.compare")
            report = _report(plan)
        with self._lock:
            self._checked = (report.check_id, plan, PurePath(query.path).name)
        return report

    def apply(self, query: ImportApplied, control: QueryControl) -> ImportDone:
        """Carry a dry run out.

        Raises:
            StorageError: See `ListImportService.apply`; ``import.unknown``, ``import.removals``.
            QueryCancelledError: It was given up; nothing was changed.
        """
        actor = self._need(query)
        with self._lock:
            held = self._checked
        if held is None or held[0] != query.check_id:
            raise StorageError("import.unknown")
        _, plan, name = held
        if plan.counts[RowKind.REMOVED] != query.removed:
            raise StorageError("import.removals", n=plan.counts[RowKind.REMOVED])
        counts = dict.fromkeys(RowKind, 0)
        for row in plan.rows:
            counts[row.kind] += row.row not in query.skip
        with collector_paused():
            progress = _Told(control, "import.step.write")
            batch = _stoppable(
                lambda: self._service().apply(
                    plan, actor, skip=query.skip, note=name, progress=progress
                )
            )
        with self._lock:
            self._checked = None
        return ImportDone(batch=batch, counts=counts, undo_until=batch.at + UNDO_WITHIN)

    def undo(self, query: ImportUndone, control: QueryControl) -> ListBatch:
        """Take an import back.

        Raises:
            StorageError: See `ListBook.undo_batch`; ``import.undo_late``.
        """
        actor = self._need(query)
        batch = next(
            (one for one in self._book.batches(200) if one.batch_id == query.batch_id), None
        )
        if batch is not None and self._clock.utc_now() >= batch.at + UNDO_WITHIN:
            raise StorageError("import.undo_late")
        with collector_paused():
            progress = _Told(control, "import.step.undo")
            return _stoppable(lambda: self._book.undo_batch(query.batch_id, actor, progress))

    def export(self, query: ListExported, control: QueryControl) -> ExportDone:
        """Write lists to a file.

        Raises:
            StorageError: See `ListFiles.write`.
            QueryCancelledError: It was given up; there is no file.
        """
        actor = self._need(query)
        rows = self._service().export(query.kinds, actor, only=query.only)
        counted = _Counted(rows, control)
        path = self._files.write(query.folder, query.name, counted)
        return ExportDone(path=path, entries=max(0, counted.count - 1))

    def _need(self, query: Query) -> str:
        actor = self._sessions.user_of(query.session, "supervisor")
        if actor is None:
            raise AlprError("pin.needed")
        return actor


class _Told:
    """`Progress` of the lists' own kind for a `QueryControl`; gives up when nobody waits."""

    def __init__(self, control: QueryControl, step: str) -> None:
        self._control = control
        self._step = step

    def __call__(self, done: int, of: int) -> bool:
        self._control.progress(done, of, self._step)
        try:
            self._control.check()
        except QueryCancelledError:
            return False
        return True


class _Counted:
    """Rows on their way to a file: counted, and given up when nobody waits."""

    def __init__(self, rows: Iterable[Sequence[str]], control: QueryControl) -> None:
        self._rows = rows
        self._control = control
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[str]]:
        for row in self._rows:
            if self.count % EVERY == 0:
                self._control.check()
                self._control.progress(self.count, 0, "export.step.write")
            self.count += 1
            yield row


def _stoppable(work: Callable[[], _T]) -> _T:
    """Do what may be given up; a screen waits for one kind of end only."""
    try:
        return work()
    except StorageError as exc:
        if exc.code == "lists.cancelled":
            raise QueryCancelledError from exc
        raise


def _report(plan: ImportPlan) -> ImportReport:
    places: dict[RowKind | None, list[int]] = {kind: [] for kind in RowKind}
    alike = {
        collision.entry.entry_id: collision.other.text for collision in reversed(plan.collisions)
    }
    marked: dict[int, str] = {}
    looks: list[int] = []
    for place, row in enumerate(plan.rows):
        places[row.kind].append(place)
        after = None if row.edit is None else row.edit.after
        if after is not None and after.entry_id in alike:
            looks.append(place)
            marked[row.row] = alike[after.entry_id]
    places[None] = looks
    return ImportReport(
        check_id=new_id(),
        plan=plan,
        counts=plan.counts,
        places={kind: tuple(found) for kind, found in places.items()},
        alike=marked,
    )


def _guessed(headers: Sequence[str]) -> tuple[tuple[str, int], ...]:
    try:
        return tuple(columns(headers).items())
    except ColumnError:  # no column of plates: a person names it; what else was found is shown
        try:
            found = columns([*headers, "plate"])
        except ColumnError:
            return ()
        return tuple((name, at) for name, at in found.items() if at < len(headers))


def _short(text: str) -> str:
    return text if len(text) <= CELL_SHOWN else text[: CELL_SHOWN - 1] + "…"
