# SPDX-License-Identifier: AGPL-3.0-or-later
"""S26 repair screen: every mistake of the settings file at once, each with an example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QStackedWidget,
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
        last_good_requested (): Show what would change with the last good settings.
        edit_requested (object problem): Change the value of this mistake.
        report_requested (): Save a report for whoever helps from afar.
        quit_requested (): Leave the program.
    """

    retry_requested = Signal()
    last_good_requested = Signal()
    edit_requested = Signal(object)
    report_requested = Signal()
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
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(32, 28, 32, 20)
        self._layout.setSpacing(16)
        self._has_gates = False
        self.can_edit: Callable[[ConfigProblem], bool] = lambda _problem: False
        self.pages = QStackedWidget()
        self._layout.addWidget(self.pages, 1)
        page = QWidget()
        self.pages.addWidget(page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
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
        self._area.setAccessibleName(self.tr("Mistakes in the settings file"))
        self._area.setWidgetResizable(True)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._build_foot())
        self.look.changed.connect(self._apply_look)
        self._problems: tuple[ConfigProblem, ...] = ()
        self.show_problems(problems, file=file)
        self._apply_look()
        self.retry_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_foot(self) -> QHBoxLayout:
        m = self.look.metrics
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        self.quit_key = TapKey(
            look=self.look,
            name="repair.quit",
            text=self.tr("Quit"),
            icon="power",
            beside=True,
            accessible=self.tr("Quit the program"),
        )
        self.retry_key = TapKey(
            look=self.look,
            name="repair.retry",
            text=self.tr("Retry"),
            icon="retry",
            kind="accent",
            beside=True,
            accessible=self.tr("Read the settings again"),
        )
        self.quit_key.setMinimumSize(180, m.touch_gate)
        self.retry_key.setMinimumSize(260, m.touch_gate)
        self.quit_key.clicked.connect(self.quit_requested)
        self.retry_key.clicked.connect(self.retry_requested)
        self.good_key = TapKey(
            look=self.look,
            name="repair.last_good",
            text="",
            icon="undo",
            beside=True,
        )
        self.good_key.setMinimumSize(390, m.touch_gate)
        self.good_key.clicked.connect(self.last_good_requested)
        self.good_key.hide()
        self.report_key = TapKey(
            look=self.look,
            name="repair.report",
            text=self.tr("Save report"),
            icon="document",
            beside=True,
        )
        self.report_key.setMinimumSize(240, m.touch_gate)
        self.report_key.clicked.connect(self.report_requested)
        self.report_key.hide()
        foot.addWidget(self.quit_key)
        foot.addWidget(self.report_key)
        foot.addStretch(1)
        foot.addWidget(self.good_key)
        foot.addWidget(self.retry_key)
        return foot

    def offer_last_good(self, when: str) -> None:
        """Offer the newest settings that were right, of a day and time; "" offers none."""
        self.good_key.setText(self.tr("Use last good {when}").replace("{when}", when))
        self.good_key.setAccessibleName(self.good_key.text())
        self.good_key.setVisible(bool(when))

    def set_gate_bar(self, bar: QWidget) -> None:
        """Show the gates of the last settings that were right, below everything else."""
        self._has_gates = True
        bar.setFixedHeight(self.look.metrics.gate_bar_h)
        self._layout.addWidget(bar)
        self.show_problems(self._problems)

    @property
    def gate_bar_height(self) -> int:
        """What the gates take at the lower end, px."""
        return self.look.metrics.gate_bar_h + 20 if self._has_gates else 0

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
        across = QHBoxLayout(row)
        across.setContentsMargins(20, 12, 20, 14)
        across.setSpacing(self.look.metrics.gap_min)
        layout = QVBoxLayout()
        layout.setSpacing(4)
        across.addLayout(layout, 1)
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
        if self.can_edit(problem):
            across.addWidget(self._edit_key(number, problem))
        return row

    def _edit_key(self, number: int, problem: ConfigProblem) -> TapKey:
        key = TapKey(
            look=self.look,
            name=f"repair.edit.{number}",
            text=self.tr("Edit"),
            icon="edit",
            beside=True,
            accessible=self.tr("Edit {key}").replace("{key}", problem.key),
        )
        key.setFixedSize(180, self.look.metrics.touch_min)
        key.clicked.connect(lambda: self.edit_requested.emit(problem))
        return key

    def say(self, words: str) -> None:
        """Say this where the path of the file stands."""
        self._file.setText(words)

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
