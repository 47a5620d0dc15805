# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08: somebody else has saved the entry meanwhile; both stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey, named
from ui.widgets.page_head import PageHead

MOST_ROWS = 7


class ConflictPage(QWidget):
    """Asks whose values shall stand.

    Signals:
        mine (): Save the form over what somebody else has saved.
        theirs (): Drop the form and take what is saved.
        cancelled (): Back to the form.
    """

    mine = Signal()
    theirs = Signal()
    cancelled = Signal()

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        named(self, "conflict", self.tr("Somebody else has changed this entry"))
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        layout.setSpacing(m.gap_min)
        head = PageHead(
            look=look, name="conflict", title=self.tr("Somebody else has changed this entry")
        )
        head.back.clicked.connect(self.cancelled)
        layout.addWidget(head)
        self.note = QLabel()
        self.note.setWordWrap(True)
        layout.addWidget(self.note)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(m.gap_min)
        self._grid.setVerticalSpacing(m.space(8))
        layout.addLayout(self._grid)
        layout.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        self.theirs_key = self._key("theirs", self.tr("Take what is saved"), "database")
        self.mine_key = self._key("mine", self.tr("Save mine over it"), "save")
        self.mine_key.set_kind("accent")
        self.theirs_key.clicked.connect(self.theirs)
        self.mine_key.clicked.connect(self.mine)
        foot.addWidget(self.theirs_key, 1)
        foot.addWidget(self.mine_key, 1)
        layout.addLayout(foot)

    def _key(self, name: str, word: str, icon: str) -> TapKey:
        key = TapKey(look=self._look, name=f"conflict.{name}", text=word, icon=icon, beside=True)
        key.setMinimumHeight(self._look.metrics.touch_std)
        return key

    def compare(self, note: str, rows: Sequence[tuple[str, str, str]], *, gone: bool) -> None:
        """Show (field, mine, theirs) of what differs; `gone` when it was removed meanwhile."""
        self.note.setText(note)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        titles = ("", self.tr("Your form"), self.tr("What is saved"))
        for column, title in enumerate(titles):
            self._put(0, column, title, "muted")
        for at, row in enumerate(rows[:MOST_ROWS], start=1):
            for column, text in enumerate(row):
                self._put(at, column, text, "muted" if column == 0 else "strong")
        for column, stretch in enumerate((2, 5, 5)):
            self._grid.setColumnStretch(column, stretch)
        self.theirs_key.setVisible(not gone)
        self.mine_key.setText(self.tr("Add it again") if gone else self.tr("Save mine over it"))

    def _put(self, row: int, column: int, text: str, role: str) -> None:
        label = QLabel(text if len(text) < 60 else text[:59] + "…")
        label.setProperty("role", role)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        label.setWordWrap(True)
        self._grid.addWidget(label, row, column)
