# SPDX-License-Identifier: AGPL-3.0-or-later
"""What would change with the last good settings, before they are used (S26)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QScroller, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from ui.theme.look import Look
from ui.viewmodels.text_diff import DiffLine
from ui.widgets.hold import LONG_HOLD_S
from ui.widgets.keys import RingKey, TapKey
from ui.widgets.page_head import PageHead


class RepairDiff(QWidget):
    """Lines that go and lines that come.

    Signals:
        wanted (): Use these settings; a PIN is asked for where one can be checked.
        cancelled (): Back to the mistakes.
    """

    wanted = Signal()
    cancelled = Signal()

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        m = look.metrics
        self.setObjectName("repair.diff")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name="repair.diff", title="")
        self.head.back.clicked.connect(self.cancelled)
        layout.addWidget(self.head)
        self.area = QScrollArea()
        self.area.setObjectName("repair.diff.area")
        self.area.setAccessibleName(self.tr("Lines that change"))
        self.area.setWidgetResizable(True)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.addWidget(self.area, 1)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        foot.addWidget(self.note, 1)
        self.use = TapKey(
            look=look,
            name="repair.use",
            text=self.tr("Use these settings"),
            icon="undo",
            kind="accent",
            beside=True,
        )
        self.use.setMinimumSize(m.mm(64), m.touch_gate)
        self.use.clicked.connect(self.wanted)
        self.hold = RingKey(
            look=look,
            clock=clock,
            name="repair.use_without_pin",
            text=self.tr("Use these settings"),
            icon="undo",
            caption=self.tr("hold 3 s"),
            accessible=self.tr("Use these settings without a PIN, hold"),
            hold_s=LONG_HOLD_S,
            beside=True,
        )
        self.hold.setMinimumSize(m.mm(64), m.touch_gate)
        self.hold.completed.connect(lambda _ms: self.wanted.emit())
        foot.addWidget(self.use)
        foot.addWidget(self.hold)
        layout.addLayout(foot)

    def show_lines(self, lines: Sequence[DiffLine], *, when: str, with_pin: bool) -> None:
        """Show what changes with the settings of `when`."""
        title = self.tr("What changes with the settings of {when}").replace("{when}", when)
        self.head.title.setText(title)
        self.setAccessibleName(title)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(4)
        for line in lines:
            layout.addWidget(_row(line))
        layout.addStretch(1)
        self.area.setWidget(column)
        self.use.setVisible(with_pin)
        self.hold.setVisible(not with_pin)
        self.note.setText(
            self.tr("The present file is kept beside the old versions.")
            if with_pin
            else self.tr("No PIN can be checked here. The present file is kept.")
        )


def _row(line: DiffLine) -> QWidget:
    row = QWidget()
    row.setProperty("ground", "raised")
    row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(16, 6, 16, 6)
    layout.setSpacing(16)
    for text, role in ((line.sign, "title"), (str(line.number), "muted"), (line.text, "mono")):
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", role)
        label.setWordWrap(role == "mono")
        layout.addWidget(label, 1 if role == "mono" else 0)
    return row
