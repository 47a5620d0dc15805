# SPDX-License-Identifier: AGPL-3.0-or-later
"""S09 Export: which lists, which kind of file, where to; with progress."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.list_files import ExportDone, ListExported
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.queries import QueryAnswer, QueryProgress
from ui import messages
from ui.screens.list_folders import FoldersPage
from ui.screens.lists_side import KINDS
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey, named
from ui.widgets.page_head import PageHead
from ui.widgets.page_stack import PageStack
from ui.widgets.states import StateBox


class ExportPages(PageStack):
    """The way of the lists into a file.

    Signals:
        said (str text, str icon): A short word.
        left (): Back to the lists.
        changed (): Another page is shown.
    """

    changed = Signal()
    said = Signal(str, str)
    left = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._only: frozenset[str] = frozenset()
        self._query = ""
        self._kinds: set[ListKind] = set()
        self._ending = "csv"
        self.setObjectName("export")
        self.currentChanged.connect(lambda _index: self.changed.emit())
        self.form = self._build()
        self.folders = FoldersPage(
            around, name="export.folders", title=self.tr("Where to"), for_writing=True
        )
        self.work = StateBox(look=self._look, clock=around.clock, name="export.work")
        for page in (self.form, self.folders, self.work):
            self.addWidget(page)
        self.folders.folder_chosen.connect(self._write)
        self.folders.cancelled.connect(self.step_back)
        self.work.stopped.connect(lambda: around.asker.stop(self._query))
        self.work.pressed.connect(self._pressed)

    def _build(self) -> QWidget:
        look, m = self._look, self._look.metrics
        page = QWidget()
        named(page, "export.form", self.tr("Export the lists"))
        layout = QVBoxLayout(page)
        layout.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        layout.setSpacing(m.gap_min)
        head = PageHead(look=look, name="export", title=self.tr("Export the lists"))
        head.back.clicked.connect(self.step_back)
        self.next_key = TapKey(
            look=look,
            name="export.next",
            text=self.tr("Where to"),
            icon="folder",
            kind="accent",
            beside=True,
        )
        self.next_key.setMinimumSize(m.words(40), m.touch_min)
        self.next_key.clicked.connect(self._where)
        head.add(self.next_key)
        layout.addWidget(head)
        grid = QGridLayout()
        grid.setSpacing(m.gap_min)
        self.which = QLabel(self.tr("Which lists"))
        self.which.setProperty("role", "muted")
        grid.addWidget(self.which, 0, 0)
        self.kinds: dict[ListKind, TapKey] = {}
        for at, (kind, icon) in enumerate(KINDS, start=1):
            key = TapKey(
                look=look,
                name=f"export.list.{kind.value}",
                text=messages.list_word(kind),
                icon=icon,
                beside=True,
            )
            key.setCheckable(True)
            key.setMinimumHeight(m.touch_std)
            key.clicked.connect(lambda _checked=False, kind=kind: self._toggle(kind))
            grid.addWidget(key, 0, at)
            self.kinds[kind] = key
        label = QLabel(self.tr("Kind of file"))
        label.setProperty("role", "muted")
        grid.addWidget(label, 1, 0)
        self.endings: dict[str, TapKey] = {}
        words = {"csv": self.tr("CSV, for any program"), "xlsx": self.tr("XLSX, for Excel")}
        for at, (ending, word) in enumerate(words.items()):
            key = TapKey(
                look=look, name=f"export.{ending}", text=word, icon="file-table", beside=True
            )
            key.setCheckable(True)
            key.setMinimumHeight(m.touch_std)
            key.clicked.connect(lambda _checked=False, ending=ending: self._end(ending))
            grid.addWidget(key, 1, 1 + 2 * at, 1, 2)
            self.endings[ending] = key
        layout.addLayout(grid)
        self.note = QLabel(
            self.tr(
                "The file is full of plates: keep it where they are safe. The export is logged."
            )
        )
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        layout.addWidget(self.note)
        layout.addStretch(1)
        return page

    def begin(self, *, kind: ListKind, only: Sequence[ListEntry] = ()) -> None:
        """Begin with the list that is shown, or with some picked entries.

        While a file is still being written, that is shown instead.
        """
        if self.working:
            self.setCurrentWidget(self.work)
            return
        self._only = frozenset(entry.entry_id for entry in only)
        self._kinds = {entry.kind for entry in only} or {kind}
        text = self.tr("{n} chosen plates").replace("{n}", str(len(only)))
        self.which.setText(text if only else self.tr("Which lists"))
        for key in self.kinds.values():
            key.setEnabled(not only)
        self._show()
        self.setCurrentWidget(self.form)

    @property
    def working(self) -> bool:
        """Whether a file is being worked on."""
        return bool(self._query)

    def tick(self) -> None:
        """Look at the clock."""
        self.folders.tick()
        self.work.tick()

    def step_back(self) -> None:
        """One step back; what runs is given up."""
        current = self.currentWidget()
        if current is self.folders:
            if not self.folders.step_back():
                self.setCurrentWidget(self.form)
        elif current is self.work and self._query:
            self._around.asker.stop(self._query)
        else:
            self.left.emit()

    def _show(self) -> None:
        for kind, key in self.kinds.items():
            key.setChecked(kind in self._kinds)
        for ending, key in self.endings.items():
            key.setChecked(ending == self._ending)
        self.next_key.setEnabled(bool(self._kinds))

    def _toggle(self, kind: ListKind) -> None:
        self._kinds ^= {kind}
        self._show()

    def _end(self, ending: str) -> None:
        self._ending = ending
        self._show()

    def _where(self) -> None:
        self.setCurrentWidget(self.folders)
        self.folders.ask()

    def _write(self, folder: str) -> None:
        now = self._around.local.local(self._around.clock.utc_now())
        wanted = ListExported(
            folder=folder,
            name=f"lists-{now:%Y%m%d-%H%M}.{self._ending}",
            kinds=frozenset(self._kinds),
            only=self._only,
        )
        self._query = wanted.query_id
        self.work.work(messages.text("export.step.write"))
        self.setCurrentWidget(self.work)
        self._around.asker.ask(self, wanted, self._written, progressed=self._progress)

    def _progress(self, progress: QueryProgress) -> None:
        self.work.progress(progress.done, progress.total)

    def _written(self, answer: QueryAnswer) -> None:
        self._query = ""
        if isinstance(answer.result, ExportDone):
            name = answer.result.path
            context = {"n": f"{answer.result.entries:,}", "path": name}
            text = messages.text("lists.exported", context)
            self.work.empty(text, key=self.tr("To the lists"), icon="lists")
        elif answer.code == "query.cancelled":
            self.setCurrentWidget(self.form)
            self.said.emit(messages.text(answer.code), "close")
        else:
            self.work.fault(messages.text(answer.code, answer.context))

    def _pressed(self) -> None:
        if self.work.key.text() == self.tr("To the lists"):
            self.left.emit()
        else:
            self._where()
