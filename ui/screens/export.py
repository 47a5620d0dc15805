# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where to, how far, and what came of it: the page of everything that leaves the house."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.queries import Query, QueryAnswer, QueryProgress
from alpr_kiosk.domain.targets import TargetsFound, TargetsWanted
from ui import messages
from ui.surroundings import Surroundings
from ui.widgets.facts import SealBox
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.states import StateBox

PRINTER = ""
"""Target of a printer."""
MOST_TARGETS = 8


class ExportPage(QWidget):
    """Tiles of targets, then progress with Stop, then the result.

    Signals:
        left (): Back or Done was tapped.
    """

    left = Signal()

    def __init__(self, around: Surroundings, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._name = name
        self._look = look = around.look
        self._make: Callable[[str], Query] | None = None
        self._done: Callable[[object, str], str] | None = None
        self._printing = False
        self._query = ""
        self._looking = ""
        self._target = ""
        self._where: dict[str, str] = {}
        self.setObjectName(name)
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name=name, title="", parent=self)
        self.head.back.clicked.connect(self._back)
        layout.addWidget(self.head)
        self.note = QLabel(self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        layout.addWidget(self.note)
        self.option = TapKey(look=look, name=f"{name}.option", text="", beside=True, parent=self)
        self.option.setCheckable(True)
        self.option.setMinimumSize(520, m.touch_std)
        self.option.toggled.connect(self._option_face)
        self._option_words = ("", "")
        layout.addWidget(self.option, 0, Qt.AlignmentFlag.AlignLeft)
        self.warning = SealBox(look=look, name=f"{name}.warning", parent=self)
        layout.addWidget(self.warning)
        self._grid = QGridLayout()
        self._grid.setSpacing(m.gap_min)
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
        layout.addLayout(self._grid)
        self.tiles: list[TapKey] = []
        self.box = StateBox(look=look, clock=around.clock, name=f"{name}.box", parent=self)
        self.box.pressed.connect(self._pressed)
        self.box.stopped.connect(self._stop)
        layout.addWidget(self.box, 1)
        self._space = QWidget(self)
        layout.addWidget(self._space, 1)

    @property
    def working(self) -> bool:
        """Whether something is being written."""
        return bool(self._query)

    def ask(
        self,
        title: str,
        *,
        make: Callable[[str], Query],
        done: Callable[[object, str], str],
        note: str = "",
        option: tuple[str, str] = ("", ""),
        warning: str = "",
        printing: bool = False,
    ) -> None:
        """Ask where to.

        Args:
            title: What is written.
            make: Returns the query for a target's path; `PRINTER` prints.
            done: Returns the words for its result; given the name of the target too.
            note: What is written, in a sentence.
            option: Words of a switch when on and when off; it is on at first.
            warning: What must be known before it leaves the house.
            printing: Offer the printer, where there is one.

        While something is still being written, that is shown instead.
        """
        if self.working:
            return
        self._make, self._done, self._printing = make, done, printing
        self._option_words = option
        self.head.title.setText(title)
        self.setAccessibleName(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.option.setVisible(bool(option[0]))
        self.option.setChecked(True)
        self._option_face()
        self.warning.say("deny", warning)
        self._again()

    @property
    def option_on(self) -> bool:
        """Whether the switch is on."""
        return self.option.isChecked()

    def tick(self) -> None:
        """Look at the clock."""
        self.box.tick()

    def _again(self) -> None:
        self._clear()
        self.box.work(self.tr("Looking for places"), stoppable=False)
        # Asked twice in a moment, two answers would each put up their tiles.
        self._around.asker.cancel(self._looking)
        self._looking = self._around.asker.ask(self, TargetsWanted(), self._found)

    def _clear(self) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = []
        self._space.show()

    def _found(self, answer: QueryAnswer) -> None:
        found = answer.result
        if not isinstance(found, TargetsFound):
            self.box.fault(messages.text(answer.code, answer.context))
            self._space.hide()
            return
        if not found.targets and not (self._printing and found.printer):
            self.box.fault(messages.text("export.nowhere"))
            self._space.hide()
            return
        self.box.clear()
        self._where = {}
        for target in found.targets[:MOST_TARGETS]:
            name = target.name or self.tr("This computer")
            free = self.tr("{n} GB free").replace("{n}", f"{target.free_bytes / 1e9:.1f}")
            icon = "usb" if target.removable else "disk"
            self._tile(target.path, f"{name} · {free}", icon, name)
        if self._printing and found.printer:
            self._tile(PRINTER, self.tr("Print"), "printer", self.tr("the printer"))
        if self.tiles:
            self.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tile(self, path: str, words: str, icon: str, name: str) -> None:
        number = len(self.tiles)
        self._where[path] = name
        tile = TapKey(
            look=self._look,
            name=f"{self._name}.target.{number}",
            text=words,
            icon=icon,
            beside=True,
            accessible=self.tr("Write to {place}").replace("{place}", words),
            parent=self,
        )
        tile.setMinimumHeight(self._look.metrics.touch_gate)
        tile.setProperty("path", path)
        tile.clicked.connect(self._tapped)
        self._grid.addWidget(tile, number // 3, number % 3)
        tile.show()
        self.tiles.append(tile)

    def _tapped(self) -> None:
        tile = self.sender()
        if isinstance(tile, TapKey) and self._make is not None:
            self._target = str(tile.property("path"))
            self._clear()
            self._space.hide()
            self.option.hide()
            self.box.work(self.tr("Writing"))
            self._query = self._around.asker.ask(
                self, self._make(self._target), self._answered, progressed=self._progressed
            )

    def _progressed(self, progress: QueryProgress) -> None:
        words = messages.text(progress.step) if progress.step else ""
        self.box.progress(progress.done, progress.total, words)

    def _answered(self, answer: QueryAnswer) -> None:
        self._query = ""
        if answer.ok and self._done is not None:
            words = self._done(answer.result, self._where.get(self._target, ""))
            self.box.empty(words, key=self.tr("Done"), icon="ack-check")
        elif answer.code == "query.cancelled":
            self.box.empty(
                messages.text("export.stopped"), key=self.tr("Choose again"), icon="undo"
            )
        else:
            self.box.fault(messages.text(answer.code, answer.context))

    def _pressed(self) -> None:
        if self.box.key.icon_name == "ack-check":
            self.left.emit()
        else:
            self.option.setVisible(bool(self._option_words[0]))
            self._again()

    def _stop(self) -> None:
        self._around.asker.stop(self._query)

    def _back(self) -> None:
        if self.working:
            self._stop()
        else:
            self.left.emit()

    def _option_face(self) -> None:
        on = self.option.isChecked()
        words = self._option_words[0 if on else 1]
        self.option.setText(words)
        self.option.setAccessibleName(words)
        self.option.icon_name = "allow-tick-circle" if on else "ignore-slash-circle"
        self.option.update()
