# SPDX-License-Identifier: AGPL-3.0-or-later
"""S09: what a file would change, a kind at a time; nothing happens before Apply."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.list_files import ImportReport
from alpr_kiosk.domain.list_import import RowKind
from ui import messages
from ui.surroundings import Surroundings
from ui.viewmodels.entry_fields import EntryWords
from ui.viewmodels.import_rows import KIND_ICONS, ImportModel
from ui.widgets.entry_view import EntryView
from ui.widgets.keys import TapKey, named
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page_head import PageHead

SHARES = (12, 20, 52, 16)
_FILTERS: tuple[RowKind | None, ...] = (
    RowKind.NEW,
    RowKind.CHANGED,
    RowKind.REMOVED,
    RowKind.SAME,
    RowKind.REFUSED,
    None,
)


class DiffPage(QWidget):
    """The diff.

    Signals:
        apply_wanted (): Take the file over.
        whole_wanted (bool on): The file is the whole list, or is not.
        cancelled (): Back.
    """

    apply_wanted = Signal()
    whole_wanted = Signal(bool)
    cancelled = Signal()

    def __init__(self, around: Surroundings, words: EntryWords) -> None:
        super().__init__()
        look = around.look
        self._report: ImportReport | None = None
        self._kind: RowKind | None = RowKind.NEW
        named(self, "diff", self.tr("What the file changes"))
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name="diff", title="")
        self.head.back.clicked.connect(self.cancelled)
        self.whole_key = TapKey(
            look=look, name="diff.whole", text=self.tr("File is the whole list"), beside=True
        )
        self.whole_key.setCheckable(True)
        self.whole_key.setFixedSize(m.words(50), m.touch_min)
        self.whole_key.clicked.connect(lambda on: self.whole_wanted.emit(on))
        self.apply_key = TapKey(
            look=look, name="diff.apply", text="", icon="save", kind="accent", beside=True
        )
        self.apply_key.setFixedSize(m.words(40), m.touch_min)
        self.apply_key.clicked.connect(self.apply_wanted)
        self.head.add(self.whole_key)
        self.head.add(self.apply_key)
        layout.addWidget(self.head)
        line = QHBoxLayout()
        line.setSpacing(m.gap_min)
        self.filters: dict[RowKind | None, TapKey] = {}
        for kind in _FILTERS:
            name = kind.value if kind else "alike"
            icon = KIND_ICONS[kind] if kind else "look-alike"
            key = TapKey(look=look, name=f"diff.{name}", text="", icon=icon, beside=True)
            key.setCheckable(True)
            key.setMinimumHeight(m.touch_min)
            key.clicked.connect(lambda _checked=False, kind=kind: self.show_kind(kind))
            line.addWidget(key, 1)
            self.filters[kind] = key
        layout.addLayout(line)
        self.notice = NoticeBar(look=look, clock=around.clock, name="diff.notice")
        layout.addWidget(self.notice)
        self.model = ImportModel(words, parent=self)
        self.table = DiffView(look=look, clock=around.clock, label=self.tr("Rows of the file"))
        self.table.setModel(self.model)
        self.table.setObjectName("diff.table")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.row_tapped.connect(self._tapped)
        layout.addWidget(self.table, 1)
        self.nothing = QLabel(self.tr("No rows of this kind."))
        self.nothing.setProperty("role", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.nothing, 1)

    @property
    def report(self) -> ImportReport | None:
        """The dry run that is shown."""
        return self._report

    def show_report(self, report: ImportReport, name: str, *, whole: bool) -> None:
        """Show a dry run."""
        self._report = report
        total = sum(count for kind, count in report.counts.items() if kind is not RowKind.REMOVED)
        words = self.tr("{name}: {n} rows").replace("{n}", f"{total:,}").replace("{name}", name)
        self.head.title.setText(words if len(words) < 36 else "…" + words[-35:])
        self.whole_key.setChecked(whole)
        first = RowKind.REFUSED if report.counts[RowKind.REFUSED] else RowKind.NEW
        self.show_kind(first)
        refused, removed = report.counts[RowKind.REFUSED], report.counts[RowKind.REMOVED]
        if refused and removed:
            code, context = "import.whole_refused", {"n": str(refused)}
            self.notice.tell(messages.text(code, context), kind="fault", icon="alarm-high")
        elif not self.taken:
            self.notice.tell(messages.text("import.nothing"), kind="info", icon="ack-check")
        else:
            self.notice.clear()

    @property
    def taken(self) -> int:
        """How many entries would be changed."""
        if self._report is None:
            return 0
        counts = self._report.counts
        changes = counts[RowKind.NEW] + counts[RowKind.CHANGED] + counts[RowKind.REMOVED]
        return changes - len(self.model.skipped)

    def show_kind(self, kind: RowKind | None) -> None:
        """Show the rows of a kind."""
        self._kind = kind
        self.model.show(self._report, kind)
        self.table.setVisible(bool(self.model.rowCount()))
        self.nothing.setVisible(not self.model.rowCount())
        self.table.scrollToTop()
        self._show_counts()

    def _show_counts(self) -> None:
        report = self._report
        if report is None:
            return
        words = {
            RowKind.NEW: self.tr("new"),
            RowKind.CHANGED: self.tr("changed"),
            RowKind.REMOVED: self.tr("removed"),
            RowKind.SAME: self.tr("same"),
            RowKind.REFUSED: self.tr("refused"),
            None: self.tr("look-alikes"),
        }
        for kind, key in self.filters.items():
            count = len(report.places[None]) if kind is None else report.counts[kind]
            key.setText(f"{count:,} {words[kind]}")
            key.setAccessibleName(f"{count} {words[kind]}")
            key.setChecked(kind is self._kind)
        blocked = report.counts[RowKind.REFUSED] and report.counts[RowKind.REMOVED]
        self.apply_key.setText(self.tr("Apply {n}").replace("{n}", f"{self.taken:,}"))
        self.apply_key.setAccessibleName(self.apply_key.text())
        self.apply_key.setEnabled(self.taken > 0 and not blocked)

    def _tapped(self, row: int) -> None:
        self.model.toggle(row)
        self._show_counts()


class DiffView(EntryView):
    """The rows of a file."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width()
        for column, share in enumerate(SHARES):
            self.setColumnWidth(column, wide * share // sum(SHARES))
