# SPDX-License-Identifier: AGPL-3.0-or-later
"""S26 repair screen, thin: every mistake of the settings file at once, each with an example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.config.loader import ConfigProblem
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import TapKey


class RepairWindow(QWidget):
    """Shown in place of the kiosk while the settings file cannot be used.

    Signals:
        retry_requested (): Read the file again.
        quit_requested (): Leave the program.
    """

    retry_requested = Signal()
    quit_requested = Signal()

    def __init__(
        self,
        problems: Sequence[ConfigProblem],
        *,
        file: str = "",
        look: Look | None = None,
        width: int = 1280,
        height: int = 800,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look or Look(width=width, parent=self)
        self.setObjectName("window")
        self.setWindowTitle("Guardhouse ALPR · settings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(width, height)
        m = self.look.metrics
        layout = self._layout = QVBoxLayout(self)
        self._has_gates = False
        layout.setContentsMargins(32, 28, 32, 20)
        layout.setSpacing(16)
        head = QHBoxLayout()
        self._icon = QLabel()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        self.title = QLabel()
        self.title.setObjectName("repair.title")
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self._file = QLabel(file)
        self._file.setProperty("role", "mono")
        words.addWidget(self.title)
        words.addWidget(self._file)
        head.addSpacing(16)
        head.addLayout(words, 1)
        layout.addLayout(head)
        self._area = QScrollArea(self)
        self._area.setObjectName("repair.area")
        self._area.setAccessibleName("Mistakes in the settings file")
        self._area.setWidgetResizable(True)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        self.quit_key = TapKey(
            look=self.look,
            name="repair.quit",
            text=self.tr("Quit"),
            icon="power",
            beside=True,
            accessible="Quit the program",
        )
        self.retry_key = TapKey(
            look=self.look,
            name="repair.retry",
            text=self.tr("Retry"),
            icon="retry",
            kind="accent",
            beside=True,
            accessible="Read the settings again",
        )
        self.quit_key.setMinimumSize(220, m.touch_gate)
        self.retry_key.setMinimumSize(320, m.touch_gate)
        self.quit_key.clicked.connect(self.quit_requested)
        self.retry_key.clicked.connect(self.retry_requested)
        foot.addWidget(self.quit_key)
        foot.addStretch(1)
        foot.addWidget(self.retry_key)
        layout.addLayout(foot)
        self.look.changed.connect(self._apply_look)
        self._problems: tuple[ConfigProblem, ...] = ()
        self.show_problems(problems, file=file)
        self._apply_look()
        self.retry_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_gate_bar(self, bar: QWidget) -> None:
        """Show the gates of the last settings that were right, below everything else."""
        self._has_gates = True
        bar.setFixedHeight(self.look.metrics.gate_bar_h)
        self._layout.addWidget(bar)
        self.show_problems(self._problems)

    @property
    def problems(self) -> tuple[ConfigProblem, ...]:
        """What is listed."""
        return self._problems

    def show_problems(self, problems: Sequence[ConfigProblem], *, file: str = "") -> None:
        """List these mistakes."""
        self._problems = tuple(problems)
        count = len(self._problems)
        title = messages.text("config.error", {"n": count})
        if count == 1:
            title = self.tr("The settings file has 1 mistake. Gates work by hand only.")
        if not self._has_gates:
            # No gate is known here: the words must not promise a key that is not on the screen.
            first = title.split(". ")[0]
            title = self.tr("{mistakes}. Use the key switches to open the gates.").replace(
                "{mistakes}", first
            )
        self.title.setText(title)
        if file:
            self._file.setText(file)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        for number, problem in enumerate(self._problems, start=1):
            layout.addWidget(self._row(number, problem))
        layout.addStretch(1)
        self._area.setWidget(column)

    def _row(self, number: int, problem: ConfigProblem) -> QWidget:
        row = QWidget()
        row.setObjectName(f"repair.problem.{number}")
        row.setAccessibleName(str(problem))
        row.setProperty("ground", "raised")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(row)
        layout.setContentsMargins(20, 12, 20, 14)
        layout.setSpacing(4)
        where = problem.key
        if problem.line is not None:
            line = self.tr("line {n}").replace("{n}", str(problem.line))
            where = f"{where}   {line}"
        key = QLabel(where)
        key.setProperty("role", "mono")
        message = QLabel(_sentence(problem))
        message.setProperty("role", "strong")
        message.setWordWrap(True)
        for label in (key, message):
            label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(message)
        layout.addWidget(key)
        if problem.example:
            example = QLabel(self.tr("For example:  {e}").replace("{e}", problem.example))
            example.setTextFormat(Qt.TextFormat.PlainText)
            example.setProperty("role", "mono")
            example.setWordWrap(True)
            layout.addWidget(example)
        return row

    def _apply_look(self) -> None:
        t = self.look.tokens
        self.setPalette(self.look.palette())
        self.setStyleSheet(self.look.style_sheet())
        self._icon.setPixmap(self.look.icons.pixmap("document-error", t.word("deny"), 72))

    def grab_to(self, path: Path | str) -> bool:
        """Save what the window shows as a picture; False when it could not be written."""
        return bool(self.grab().save(str(path)))


def _sentence(problem: ConfigProblem) -> str:
    """Return the message as a sentence: "name must not be empty", "There is no gate ..."."""
    words = problem.message
    if words.startswith(("must ", "is ", "has ", "needs ")):
        return f"{problem.key.rsplit('.', maxsplit=1)[-1]} {words}"
    return f"{words[:1].upper()}{words[1:]}"
