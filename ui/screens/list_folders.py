# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sticks and folders under a finger: where a file comes from, or where one goes (S09)."""

from __future__ import annotations

from PySide6.QtCore import Signal

from alpr_kiosk.domain.list_files import Folder, FolderItem, ListFolderWanted
from alpr_kiosk.domain.queries import QueryAnswer
from ui import messages
from ui.screens.list_rows import Row, RowsPage
from ui.surroundings import Surroundings


class FoldersPage(RowsPage):
    """A small browser.

    Signals:
        file_chosen (str path): A file was tapped.
        folder_chosen (str path): "Here" was tapped.
    """

    file_chosen = Signal(str)
    folder_chosen = Signal(str)

    def __init__(self, around: Surroundings, *, name: str, title: str, for_writing: bool) -> None:
        super().__init__(around, name=name, title=title)
        self._around = around
        self._title = title
        self._for_writing = for_writing
        self._folder = Folder(path="")
        self._query = ""
        self._items: dict[str, FolderItem] = {}
        self.again_key = self.add_head_key("again", self.tr("Look again"), "retry")
        self.again_key.clicked.connect(lambda: self.ask(self._folder.path))
        self.here_key = self.add_head_key("here", self.tr("Here"), "ack-check", kind="accent")
        self.here_key.clicked.connect(lambda: self.folder_chosen.emit(self._folder.path))
        self.here_key.hide()
        self.tapped.connect(self._tapped)
        self.states.pressed.connect(lambda: self.ask(""))
        self.states.stopped.connect(lambda: around.asker.stop(self._query))

    def ask(self, folder: str = "") -> None:
        """Show a folder, "" for the places."""
        self.notice.clear()
        self.here_key.hide()
        self.states.work(self.tr("Looking for files"))
        self._around.asker.cancel(self._query)
        wanted = ListFolderWanted(folder=folder)
        self._query = wanted.query_id
        self._around.asker.ask(self, wanted, self._found)

    def step_back(self) -> bool:
        """One folder up; False from the places."""
        if self.states.isVisible() and self._query:
            self._around.asker.cancel(self._query)
        if not self._folder.path:
            return False
        self.ask(self._folder.parent)
        return True

    def _found(self, answer: QueryAnswer) -> None:
        self._query = ""
        folder = answer.result
        if not isinstance(folder, Folder):
            self.show_rows(())
            self._folder = Folder(path="")
            self.states.fault(messages.text(answer.code, answer.context))
            return
        self._folder = folder
        self._items = {item.path: item for item in folder.items}
        name = folder.path.rsplit("/", 1)[-1]
        self.head.title.setText(f"{self._title}: {name}" if name else self._title)
        rows = [self._item(item) for item in folder.items] if folder.path else self._places()
        self.here_key.setVisible(self._for_writing and bool(folder.path))
        if rows:
            self.show_rows(rows)
        elif self._for_writing and folder.path:
            self.empty(self.tr("The folder is empty."))
        else:
            code = "lists.no_files" if folder.path else "lists.no_places"
            self.empty(messages.text(code), key=self.tr("All places"))

    def _places(self) -> list[Row]:
        words = {
            "import": self.tr("Data folder, for files that were sent here"),
            "export": self.tr("Data folder, for files that are fetched from here"),
        }
        rows = []
        for place in self._folder.places:
            if self._for_writing and (not place.writable or place.name == "import"):
                continue
            if not self._for_writing and place.name == "export" and not place.removable:
                continue
            second = self.tr("USB stick") if place.removable else place.path
            rows.append(
                Row(
                    value=place.path,
                    title=place.name if place.removable else words.get(place.name, place.name),
                    second=second,
                    icon="usb-stick" if place.removable else "folder",
                )
            )
        return rows

    def _item(self, item: FolderItem) -> Row:
        if item.folder:
            return Row(value=item.path, title=item.name, icon="folder")
        local = self._around.local
        return Row(
            value=item.path,
            title=item.name,
            second=f"{local.date(item.changed_at)} {local.hm(item.changed_at)}",
            right=size_text(item.size),
            icon="file-table",
        )

    def _tapped(self, path: str) -> None:
        item = self._items.get(path) if self._folder.path else None
        if item is None or item.folder:
            self.ask(path)
        elif not self._for_writing:
            self.file_chosen.emit(path)


def size_text(size: int) -> str:
    """Return a file's size in words."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
