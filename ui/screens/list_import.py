# SPDX-License-Identifier: AGPL-3.0-or-later
"""S09 Import: file, columns, dry run, Apply, and the touch that takes it back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.list_files import (
    ImportApplied,
    ImportChecked,
    ImportDone,
    ImportReport,
    ImportUndone,
)
from alpr_kiosk.domain.list_import import RowKind
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.queries import Query, QueryAnswer, QueryProgress
from ui import messages
from ui.screens.entry_days import local_time
from ui.screens.import_columns import ColumnsPage
from ui.screens.import_diff import DiffPage
from ui.screens.list_folders import FoldersPage
from ui.screens.list_rows import IconMark
from ui.surroundings import Surroundings
from ui.viewmodels.entry_fields import EntryWords
from ui.widgets.choices import ChoicePage
from ui.widgets.keys import TapKey, named
from ui.widgets.page_stack import PageStack
from ui.widgets.states import StateBox


class ImportPages(PageStack):
    """The way of a file onto the lists.

    Signals:
        said (str text, str icon): A short word.
        keypad_wanted (object field, str label, bool words): Type by touch.
        left (): Back to the lists.
        changed (): Another page is shown.
    """

    changed = Signal()
    said = Signal(str, str)
    keypad_wanted = Signal(object, str, bool)
    left = Signal()

    def __init__(self, around: Surroundings, words: EntryWords) -> None:
        super().__init__()
        self._around = around
        look = around.look
        self._query = ""
        self._what = ""
        self._batch = ""
        self._checking = False
        self._whole_on = False
        self.setObjectName("import")
        self.currentChanged.connect(lambda _index: self.changed.emit())
        self.files = FoldersPage(
            around, name="import.files", title=self.tr("Import"), for_writing=False
        )
        self.columns = ColumnsPage(around)
        self.choices = ChoicePage(look=look, name="import.choice")
        self.diff = DiffPage(around, words)
        self._typed = QLineEdit(self)  # where the keypad of the lists leaves the number
        self._typed.hide()
        self.work = StateBox(look=look, clock=around.clock, name="import.work")
        self.done = DonePage(around)
        self.pages = (
            self.files,
            self.columns,
            self.choices,
            self.diff,
            self.work,
            self.done,
        )
        for page in self.pages:
            self.addWidget(page)
        self.files.file_chosen.connect(self._file)
        self.columns.choice_wanted.connect(self._choose)
        self.columns.check_wanted.connect(self._check)
        self.choices.chosen.connect(self._chosen)
        self.diff.apply_wanted.connect(self._apply)
        self.diff.whole_wanted.connect(self._whole)
        self._typed.textChanged.connect(self._numbered)
        self.work.stopped.connect(lambda: around.asker.stop(self._query))
        self.work.pressed.connect(self.step_back)
        self.done.undo_wanted.connect(self._undo)
        self.done.left.connect(self.left)
        for page in (self.files, self.columns, self.choices, self.diff):
            page.cancelled.connect(self.step_back)

    def begin(self) -> None:
        """Choose a file; while one is still worked on, that is shown instead."""
        if self.working:
            self.setCurrentWidget(self.work)
            return
        self.setCurrentWidget(self.files)
        self.files.ask()

    def give_up(self) -> None:
        """Nobody looks any more: a check ends, what is being written goes on."""
        if self._query and self._checking:
            self._around.asker.cancel(self._query)
            self._query = ""

    @property
    def working(self) -> bool:
        """Whether a file is being worked on."""
        return bool(self._query)

    def tick(self) -> None:
        """Look at the clock."""
        for page in (self.files, self.columns, self.work, self.diff.notice):
            page.tick()

    def step_back(self) -> None:
        """One step back; what runs is given up."""
        current = self.currentWidget()
        if current is self.files:
            if not self.files.step_back():
                self.left.emit()
        elif current is self.columns:
            self.columns.cancel()
            self.setCurrentWidget(self.files)
        elif current in (self.choices, self.diff):
            self.setCurrentWidget(self.columns)
        elif current is self.work:
            if self._query:
                self._around.asker.stop(self._query)
            else:
                self.setCurrentWidget(self.columns)
        else:
            self.left.emit()

    # ------------------------------------------------------------------------------------ steps

    def _file(self, path: str) -> None:
        self.columns.begin(path, ListKind.ALLOW)
        self.setCurrentWidget(self.columns)

    def _choose(self, what: str, title: str, choices: object) -> None:
        self._what = what
        if isinstance(choices, list):
            self.choices.ask(title=title, choices=choices)
            self.setCurrentWidget(self.choices)

    def _chosen(self, value: str) -> None:
        self.setCurrentWidget(self.columns)
        self.columns.chosen(self._what, value)

    def _check(self, *, whole: bool = False) -> None:
        options = self.columns.import_options()
        if whole:
            options = replace(options, replace=self._kinds())
        columns = self.columns
        wanted = ImportChecked(
            path=columns.path,
            options=options,
            encoding=columns.encoding,
            separator=columns.separator,
        )
        self._whole_on = whole
        self._run(wanted, "import.step.read", self._checked)

    def _kinds(self) -> frozenset[ListKind]:
        """Return the lists that the file is about."""
        report = self.diff.report
        rows = () if report is None else report.plan.rows
        found = {row.edit.after.kind for row in rows if row.edit and row.edit.after}
        return frozenset(found or {self.columns.options.kind})

    def _whole(self, on: bool) -> None:
        self._check(whole=on)

    def _checked(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, ImportReport):
            name = self.columns.path.rsplit("/", 1)[-1]
            self.diff.show_report(answer.result, name, whole=self._whole_on)
            self.setCurrentWidget(self.diff)
        else:
            self._failed(answer)

    def _apply(self) -> None:
        report = self.diff.report
        removed = report.counts[RowKind.REMOVED] if report else 0
        if removed:
            text = messages.text("import.whole", {"n": str(removed)})
            self.diff.notice.tell(text)
            self._typed.clear()
            self.keypad_wanted.emit(self._typed, text, False)
        else:
            self._sure(0)

    def _numbered(self, text: str) -> None:
        report = self.diff.report
        removed = report.counts[RowKind.REMOVED] if report else 0
        if text.strip() == str(removed):
            self._sure(removed)
        elif text:
            context = {"n": str(removed)}
            self.diff.notice.tell(
                messages.text("import.removals", context), kind="fault", icon="alarm-high"
            )

    def _sure(self, removed: int) -> None:
        self._around.people.need(
            ("supervisor",), self.tr("import a file"), lambda _who: self._write(removed)
        )

    def _write(self, removed: int) -> None:
        report = self.diff.report
        if report is None:
            return
        skip = frozenset(self.diff.model.skipped)
        wanted = ImportApplied(check_id=report.check_id, skip=skip, removed=removed)
        self._run(wanted, "import.step.write", self._written)

    def _written(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, ImportDone):
            self._batch = answer.result.batch.batch_id
            self.done.show_done(answer.result)
            self.setCurrentWidget(self.done)
        elif answer.code == "query.cancelled":
            self.setCurrentWidget(self.diff)
            self.said.emit(messages.text(answer.code), "close")
        else:
            self.setCurrentWidget(self.diff)
            context = local_time(answer.context, self._around.local)
            text = messages.text(answer.code, context)
            self.diff.notice.tell(text, kind="fault", icon="alarm-high")

    def _undo(self) -> None:
        self._run(ImportUndone(batch_id=self._batch), "import.step.undo", self._undone)

    def _undone(self, answer: QueryAnswer) -> None:
        if answer.ok:
            self.said.emit(messages.text("lists.undone"), "undo")
            self.left.emit()
        else:
            self.setCurrentWidget(self.done)
            context = local_time(answer.context, self._around.local)
            self.done.tell(messages.text(answer.code, context))

    # --------------------------------------------------------------------------------- long work

    def _run(self, wanted: Query, step: str, answered: object) -> None:
        self._query = wanted.query_id
        self._checking = isinstance(wanted, ImportChecked)
        self.work.work(messages.text(step))
        self.setCurrentWidget(self.work)

        def done(answer: QueryAnswer) -> None:
            self._query = ""
            if callable(answered):
                answered(answer)

        self._around.asker.ask(self, wanted, done, progressed=self._progress)

    def _progress(self, progress: QueryProgress) -> None:
        words = messages.text(progress.step) if progress.step else ""
        self.work.progress(progress.done, progress.total, words)

    def _failed(self, answer: QueryAnswer) -> None:
        if answer.code == "query.cancelled":
            self.setCurrentWidget(self.columns)
            self.said.emit(messages.text(answer.code), "close")
            return
        self.work.fault(messages.text(answer.code, answer.context))


class DonePage(QWidget):
    """An import is done.

    Signals:
        undo_wanted (): Take it back.
        left (): Back to the lists.
    """

    undo_wanted = Signal()
    left = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        look = around.look
        named(self, "import.done", self.tr("Import done"))
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(32), m.space(24), m.space(32), m.space(24))
        layout.setSpacing(m.space(24))
        layout.addStretch(1)
        layout.addWidget(IconMark(look=look, icon="ack-check", size=2 * m.icon_large))
        self.label = QLabel()
        self.label.setProperty("role", "title")
        self.label.setWordWrap(True)
        layout.addWidget(self.label)
        line = QHBoxLayout()
        line.setSpacing(m.gap_min)
        self.undo_key = TapKey(
            look=look,
            name="import.undo",
            text=self.tr("Undo import"),
            icon="undo",
            beside=True,
        )
        self.back_key = TapKey(
            look=look,
            name="import.back",
            text=self.tr("To the lists"),
            icon="lists",
            kind="accent",
            beside=True,
        )
        for key in (self.undo_key, self.back_key):
            key.setFixedSize(m.words(52), m.touch_std)
            line.addWidget(key)
        line.addStretch(1)
        self.undo_key.clicked.connect(self.undo_wanted)
        self.back_key.clicked.connect(self.left)
        layout.addLayout(line)
        layout.addStretch(2)

    def show_done(self, done: ImportDone) -> None:
        """Say what became of it."""
        local = self._around.local
        until = f"{local.date(done.undo_until)} {local.hm(done.undo_until)}"
        context = {
            "added": f"{done.counts[RowKind.NEW]:,}",
            "changed": f"{done.counts[RowKind.CHANGED]:,}",
            "removed": f"{done.counts[RowKind.REMOVED]:,}",
            "time": until,
        }
        self.tell(messages.text("import.done", context))

    def tell(self, text: str) -> None:
        """Say something."""
        self.label.setText(text)
