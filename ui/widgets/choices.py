# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page of tiles of which one is chosen: reasons, groups, columns of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead

COLUMNS, ROWS = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTile:
    """A tile.

    Attributes:
        value: What is chosen with it.
        word: What stands on it.
        icon: Over the word.
        spoken: What a screen reader says, "" for the word.
        chosen: It is the present choice.
    """

    value: str
    word: str
    icon: str = ""
    spoken: str = ""
    chosen: bool = False


class ChoicePage(QWidget):
    """Asks for one of some; more than a page of them are turned over.

    Signals:
        chosen (str value): A tile was tapped.
        cancelled (): Back.
    """

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._name = name
        self._choices: tuple[ChoiceTile, ...] = ()
        self._page = 0
        self.setObjectName(name)
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name=name, title="")
        self.head.back.clicked.connect(self.cancelled)
        layout.addWidget(self.head)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "muted")
        layout.addWidget(self.note)
        self._grid = QGridLayout()
        self._grid.setSpacing(m.gap_min)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.tiles: list[TapKey] = []
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        self.before = self._turn_key("before", self.tr("Page before"), -1)
        self.after = self._turn_key("after", self.tr("Next page"), 1)
        foot.addStretch(1)
        foot.addWidget(self.before)
        foot.addWidget(self.after)
        layout.addLayout(foot)

    def _turn_key(self, icon: str, spoken: str, by: int) -> TapKey:
        key = TapKey(
            look=self._look, name=f"{self._name}.{icon}", text="", icon=icon, accessible=spoken
        )
        key.setFixedSize(self._look.metrics.touch_std, self._look.metrics.touch_min)
        key.setProperty("by", by)
        key.clicked.connect(self._turned)
        return key

    def ask(self, *, title: str, choices: Sequence[ChoiceTile], note: str = "") -> None:
        """Show the tiles, from the first."""
        self._choices = tuple(choices)
        self._page = 0
        self.head.title.setText(title)
        self.setAccessibleName(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._show()

    def _show(self) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = []
        most = COLUMNS * ROWS
        tall = self._look.metrics
        few = len(self._choices) <= COLUMNS * 3
        for at, choice in enumerate(self._choices[self._page * most : (self._page + 1) * most]):
            tile = TapKey(
                look=self._look,
                name=f"{self._name}.{choice.value or 'none'}",
                text=choice.word,
                icon=choice.icon,
                accessible=choice.spoken,
                beside=not few,
                parent=self,
            )
            tile.setCheckable(choice.chosen)
            tile.setChecked(choice.chosen)
            if few:
                tile.setMinimumHeight(tall.touch_gate)
            else:
                tile.setFixedHeight(tall.touch_min)
            tile.setProperty("value", choice.value)
            tile.clicked.connect(self._tapped)
            self._grid.addWidget(tile, at // COLUMNS, at % COLUMNS)
            self.tiles.append(tile)
            tile.show()
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        pages = -(-len(self._choices) // most)
        self.before.setVisible(pages > 1)
        self.after.setVisible(pages > 1)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < pages)

    def _turned(self) -> None:
        self._page += int(self.sender().property("by"))
        self._show()

    def _tapped(self) -> None:
        tile = self.sender()
        if isinstance(tile, TapKey):
            self.chosen.emit(str(tile.property("value")))
