# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages behind Health: the log, and a report to take along."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.health_queries import (
    LogPage,
    LogWanted,
    ReportPlacesWanted,
    ReportWanted,
    SavedReport,
)
from alpr_kiosk.domain.queries import QueryAnswer, QueryProgress
from alpr_kiosk.domain.targets import ExportTarget
from ui import messages
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.states import Shown, StateBox

_WORSE = (" WARNING ", " ERROR ", " CRITICAL ")
ACTING = ("installer", "supervisor")


class HealthPage(QWidget):
    """A page behind the overview.

    Signals:
        intent (object): An `Intent` to submit.
        said (str text, str icon): A short word.
    """

    intent = Signal(object)
    said = Signal(str, str)
    title = ""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self._look = around.look

    def open(self) -> None:
        """The page is shown."""

    def tick(self) -> None:
        """Look at the clock."""

    def _box(self, name: str) -> StateBox:
        return StateBox(look=self._look, clock=self._around.clock, name=name, parent=self)

    def _values(self, answer: QueryAnswer) -> dict[str, object]:
        return {"contact": self._around.config.site.contact, **dict(answer.context)}


class LogPageView(HealthPage):
    """The newest 2000 lines of the log."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(around, parent)
        self.title = self.tr("Log")
        self._lines: tuple[str, ...] = ()
        self._query = ""
        m = self._look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        self.all_key = self._filter("all", self.tr("All"))
        self.worse_key = self._filter("worse", self.tr("Warnings"))
        self.again_key = TapKey(
            look=self._look,
            name="health.log.again",
            text=self.tr("Read again"),
            icon="retry",
            beside=True,
            parent=self,
        )
        self.again_key.setMinimumSize(220, m.touch_min)
        self.again_key.clicked.connect(self.open)
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        for widget in (self.all_key, self.worse_key, self.count):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.again_key)
        layout.addLayout(row)
        self.view = QPlainTextEdit(self)
        self.view.setObjectName("health.log.view")
        self.view.setAccessibleName(self.tr("Lines of the log"))
        self.view.setReadOnly(True)
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        font = QFont(self._look.fonts.mono_family)
        font.setPixelSize(18)
        self.view.setFont(font)
        QScroller.grabGesture(self.view.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.addWidget(self.view, 1)
        self.box = self._box("health.log.state")
        self.box.pressed.connect(self.open)
        layout.addWidget(self.box, 1)
        self._look.changed.connect(self._paint)
        self._paint()

    def _filter(self, name: str, text: str) -> TapKey:
        key = TapKey(look=self._look, name=f"health.log.{name}", text=text, parent=self)
        key.setCheckable(True)
        key.setChecked(name == "all")
        key.setMinimumSize(150, self._look.metrics.touch_min)
        key.clicked.connect(self._on_filter)
        return key

    def open(self) -> None:
        """Read the log."""
        self.view.hide()
        self.box.work(self.tr("Reading the log"))
        if self._query:
            self._around.asker.cancel(self._query)
        self._query = self._around.asker.ask(self, LogWanted(), self._on_answer)

    def tick(self) -> None:
        """Look at the clock."""
        self.box.tick()

    def _on_answer(self, answer: QueryAnswer) -> None:
        self._query = ""
        if not answer.ok or not isinstance(answer.result, LogPage):
            self.box.fault(messages.text(answer.code, self._values(answer)))
            return
        self._lines = answer.result.lines
        self._fill()

    def _on_filter(self) -> None:
        worse = self.sender() is self.worse_key
        self.worse_key.setChecked(worse)
        self.all_key.setChecked(not worse)
        self._fill()

    def _fill(self) -> None:
        lines = self._lines
        if self.worse_key.isChecked():
            lines = tuple(line for line in lines if any(word in line for word in _WORSE))
        self.count.setText(self.tr("{n} lines").replace("{n}", f"{len(lines):,}"))
        self.view.setVisible(bool(lines))
        if not lines:
            self.box.empty(messages.text("health.log_empty"))
            return
        self.box.clear()
        self.view.setPlainText("\n".join(lines))
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _paint(self) -> None:
        t = self._look.tokens
        self.view.setStyleSheet(
            f"QPlainTextEdit {{ background: {t.raised}; color: {t.text}; border: 1px solid "
            f"{self._look.hairline}; font-family: '{self._look.fonts.mono_family}'; "
            "font-size: 18px; }"
        )


class ReportPage(HealthPage):
    """Writes a report to a stick or to our own folder."""

    def __init__(
        self, around: Surroundings, lines: Callable[[], tuple[str, ...]], parent: QWidget
    ) -> None:
        super().__init__(around, parent)
        self.title = self.tr("Save report")
        self._lines = lines
        self._query = ""
        self._folder = ""
        self._keys: list[TapKey] = []
        m = self._look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        self.words = QLabel(
            self.tr(
                "The report has versions, settings without passwords, the state of all parts and "
                "the log without plates. Where to?"
            )
        )
        self.words.setWordWrap(True)
        layout.addWidget(self.words)
        self._places = QVBoxLayout()
        self._places.setSpacing(m.gap_min)
        layout.addLayout(self._places)
        self.box = self._box("health.report.state")
        self.box.pressed.connect(self._on_box)
        self.box.stopped.connect(self._on_stop)
        layout.addWidget(self.box, 1)
        layout.addStretch(0)

    @property
    def writing(self) -> bool:
        """Whether a report is being written."""
        return bool(self._query) and bool(self._folder)

    def open(self) -> None:
        """Ask where a report can go."""
        self.leave()
        self._folder = ""
        self._clear()
        self.box.work(self.tr("Looking for sticks"))
        self._query = self._around.asker.ask(self, ReportPlacesWanted(), self._on_places)

    def leave(self) -> None:
        """Nobody waits for it any more."""
        if self._query:
            self._around.asker.cancel(self._query)
            self._query = ""

    def tick(self) -> None:
        """Look at the clock."""
        self.box.tick()

    def _clear(self) -> None:
        for key in self._keys:
            key.hide()
            key.deleteLater()
        self._keys.clear()

    def _on_places(self, answer: QueryAnswer) -> None:
        self._query = ""
        if not answer.ok or not isinstance(answer.result, tuple):
            self.box.fault(messages.text(answer.code, self._values(answer)))
            return
        self.box.clear()
        if not answer.result:
            self.box.empty(
                self.tr("There is no place to write to. Put in a stick."),
                key=self.tr("Look again"),
                icon="retry",
            )
        for number, place in enumerate(answer.result):
            if isinstance(place, ExportTarget):
                self._add(number, place)

    def _add(self, number: int, place: ExportTarget) -> None:
        name = place.name if place.removable else self.tr("This computer")
        free = self.tr("{n} MB free").replace("{n}", f"{place.free_bytes // 1_000_000:,}")
        key = TapKey(
            look=self._look,
            name=f"health.place.{number}",
            text=f"{name}   ·   {free}",
            icon="usb" if place.removable else "disk",
            beside=True,
            parent=self,
        )
        key.setFixedHeight(self._look.metrics.touch_std)
        key.setProperty("folder", place.path)
        key.clicked.connect(self._on_place)
        self._keys.append(key)
        self._places.addWidget(key)

    def _on_place(self) -> None:
        folder = str(self.sender().property("folder"))
        self._around.people.need(
            ACTING, self.tr("save a report"), lambda _session: self._write(folder)
        )

    def _write(self, folder: str) -> None:
        self._folder = folder
        self._clear()
        self.box.work(messages.text("health.step.facts"))
        self._query = self._around.asker.ask(
            self,
            ReportWanted(folder=folder, state=self._lines()),
            self._on_written,
            progressed=self._on_progress,
        )

    def _on_progress(self, progress: QueryProgress) -> None:
        words = messages.text(progress.step) if progress.step else ""
        self.box.progress(progress.done, progress.total, words)

    def _on_written(self, answer: QueryAnswer) -> None:
        self._query = ""
        saved = answer.result
        if answer.ok and isinstance(saved, SavedReport):
            text = messages.text("health.saved", {"file": saved.file})
            self.said.emit(text, "ack-check")
            self.box.empty(f"{text}\n{saved.folder}")
            return
        self.box.fault(messages.text(answer.code, self._values(answer)))

    def _on_box(self) -> None:
        """Try again: the same place after a fault of writing, else look for places."""
        if self.box.shown is Shown.FAULT and self._folder:
            folder = self._folder
            self._around.people.need(
                ACTING, self.tr("save a report"), lambda _session: self._write(folder)
            )
        else:
            self.open()

    def _on_stop(self) -> None:
        self._around.asker.stop(self._query)
