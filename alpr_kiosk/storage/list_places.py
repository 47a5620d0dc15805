# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where files of lists may lie: mounted sticks, and two folders in the data folder (S09).

A screen that anybody can touch must not become a way to look at the whole disk: what is outside of
these places is refused, also by way of a link.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from alpr_kiosk.domain.list_files import FilePlace, Folder, FolderItem
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.list_files import Table, open_table, write_table
from alpr_kiosk.storage.removable import mounted

IMPORT, EXPORT = "import", "export"
"""Folders in the data folder: to put files in from elsewhere, and to write without a stick."""

ENDINGS = (".csv", ".xlsx", ".xlsm", ".txt", ".tsv")
MOST_ITEMS = 500
"""Items of a folder that are shown; a stick of photos has thousands."""

_NAME = re.compile(r"[^/\\\0\n\r]{1,100}")


class ListPlaces:
    """Port `ListFiles`.

    Args:
        data_dir: Data folder.
        mounts: Returns (path, writable) of the removable media that are mounted.
    """

    def __init__(
        self, data_dir: Path, *, mounts: Callable[[], Iterable[tuple[str, bool]]] = mounted
    ) -> None:
        self._own = data_dir / IMPORT, data_dir / EXPORT
        self._mounts = mounts

    def places(self) -> tuple[FilePlace, ...]:
        """Return the places, sticks first; the data folder's two are made when they are missing."""
        found = [
            FilePlace(path=path, name=Path(path).name, removable=True, writable=writable)
            for path, writable in self._mounts()
            if Path(path).is_dir()
        ]
        for folder in self._own:
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError:
                continue  # a data folder that can't be written: there are still sticks
            found.append(FilePlace(path=str(folder), name=folder.name))
        return tuple(found)

    def browse(self, folder: str) -> Folder:
        """Return what is in a folder, "" for the places.

        Raises:
            StorageError: ``lists.file_unreadable``; ``lists.file_place``.
        """
        places = self.places()
        if not folder:
            return Folder(path="", places=places)
        path = self._within(folder, places)
        try:
            found = sorted(_items(path), key=lambda one: (not one.folder, one.name.casefold()))
        except OSError as exc:
            why = exc.strerror or str(exc)
            raise StorageError("lists.file_unreadable", path=str(path), why=why) from exc
        roots = {os.path.realpath(place.path) for place in places}
        return Folder(
            path=str(path),
            parent="" if str(path) in roots else str(path.parent),
            items=tuple(found[:MOST_ITEMS]),
            places=places,
            left_out=max(0, len(found) - MOST_ITEMS),
        )

    @contextmanager
    def open(self, path: str, *, encoding: str = "", separator: str = "") -> Iterator[Table]:
        """Open a table for reading; see `list_files.open_table`."""
        table = open_table(
            self._within(path, self.places()), encoding=encoding, separator=separator
        )
        try:
            yield table
        finally:
            table.close()

    def write(self, folder: str, name: str, rows: Iterable[Sequence[str]]) -> str:
        """Write a table; return its path. One of that name stays, the new one gets a number.

        Raises:
            StorageError: ``lists.file_unwritable``, ``lists.file_kind``, ``lists.file_place``.
        """
        place = self._within(folder, self.places())
        if not _NAME.fullmatch(name) or name.startswith("."):
            raise StorageError("lists.file_unwritable", path=name, why="no name of a file")
        path = place / name
        for number in range(2, 1000):
            if not os.path.lexists(path):
                break
            path = place / f"{Path(name).stem}-{number}{Path(name).suffix}"
        write_table(path, rows)
        return str(path)

    def _within(self, named: str, places: Sequence[FilePlace]) -> Path:
        """Return a path without links, if it lies in one of the places.

        Raises:
            StorageError: ``lists.file_place``.
        """
        path = Path(os.path.realpath(named))
        for place in places:
            root = Path(os.path.realpath(place.path))
            if path == root or root in path.parents:
                return path
        raise StorageError("lists.file_place", path=Path(named).name)


def _items(path: Path) -> Iterator[FolderItem]:
    """Yield folders and tables of a folder; nothing hidden, and no links."""
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.startswith((".", "$")):
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "System Volume Information":
                    yield FolderItem(path=entry.path, name=entry.name, folder=True)
            elif entry.is_file(follow_symlinks=False) and entry.name.lower().endswith(ENDINGS):
                found = entry.stat(follow_symlinks=False)
                yield FolderItem(
                    path=entry.path,
                    name=entry.name,
                    size=found.st_size,
                    changed_at=datetime.fromtimestamp(found.st_mtime, tz=timezone.utc),
                )
