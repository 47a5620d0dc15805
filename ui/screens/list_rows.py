# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page with a head, rows under a finger, and what stands there when there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.surroundings import Surroundings
from ui.theme.look import Look
from ui.widgets.keys import TapKey, named
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page_head import PageHead
from ui.widgets.painting import antialias, draw_icon
from ui.widgets.states import StateBox

TALL_PX = 72
"""Two lines of type, which have the same pixels on each panel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row.

    Attributes:
        value: Told when it is tapped.
        title: Large.
        second: Smaller, below.
        right: At the right end, before the key.
        icon: Before the title.
        key: Word of a key at the right end, "" for none.
        key_icon: Its icon.
        plate: The title is a plate.
    """

    value: str
    title: str
    second: str = ""
    right: str = ""
    icon: str = ""
    key: str = ""
    key_icon: str = ""
    plate: bool = False


class RowsPage(QWidget):
    """Shows rows; a few hundred at most.

    Signals:
        tapped (str value): A row was tapped.
        key_tapped (str value): The key of a row was tapped.
        more_wanted (): The key below the rows was tapped.
        cancelled (): Back.
    """

    tapped = Signal(str)
    key_tapped = Signal(str)
    more_wanted = Signal()
    cancelled = Signal()

    def __init__(self, around: Surroundings, *, name: str, title: str) -> None:
        super().__init__()
        self._look = around.look
        self._name = name
        named(self, name, title)
        m = self._look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=self._look, name=name, title=title)
        self.head.back.clicked.connect(self.cancelled)
        layout.addWidget(self.head)
        self.notice = NoticeBar(look=self._look, clock=around.clock, name=f"{name}.notice")
        layout.addWidget(self.notice)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, m.space(12), 0)
        self._column.setSpacing(min(m.gap_min, 9))
        self._column.addStretch(1)
        self._area.setWidget(self._inside)
        layout.addWidget(self._area, 1)
        self.states = StateBox(look=self._look, clock=around.clock, name=f"{name}.states")
        layout.addWidget(self.states, 1)
        self.more_key = TapKey(
            look=self._look, name=f"{name}.more", text=self.tr("Older"), icon="down", beside=True
        )
        self.more_key.setMinimumSize(m.words(40), m.touch_min)
        self.more_key.clicked.connect(self.more_wanted)
        self.more_key.hide()
        layout.addWidget(self.more_key)
        self.rows: list[RowKey] = []
        self._lines: list[QWidget] = []
        self.keys: dict[str, TapKey] = {}

    def add_head_key(self, name: str, word: str, icon: str, *, kind: str = "raised") -> TapKey:
        """Put a key at the right end of the head."""
        m = self._look.metrics
        key = TapKey(
            look=self._look,
            name=f"{self._name}.{name}",
            text=word,
            icon=icon,
            kind=kind,
            beside=True,
        )
        key.setMinimumSize(m.words(34), m.touch_min)
        self.head.add(key)
        return key

    def show_rows(self, rows: Sequence[Row], *, more: bool = False, append: bool = False) -> None:
        """Show these rows."""
        if not append:
            for line in self._lines:
                self._column.removeWidget(line)
                line.hide()
                line.deleteLater()
            self._lines, self.rows, self.keys = [], [], {}
        for row in rows:
            line = self._line(row)
            self._column.insertWidget(self._column.count() - 1, line)
            self._lines.append(line)
        self._area.setVisible(bool(self.rows))
        self.more_key.setVisible(more)
        if self.rows:
            self.states.clear()

    def _line(self, row: Row) -> QWidget:
        """Return a row, with its key beside it."""
        m = self._look.metrics
        line = QWidget()
        side = QHBoxLayout(line)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(m.gap_min)
        shown = RowKey(self._look, row, self._name)
        shown.clicked.connect(self._row_tapped)
        side.addWidget(shown, 1)
        self.rows.append(shown)
        if row.key:
            key = TapKey(
                look=self._look,
                name=f"{self._name}.key.{row.value}",
                text=row.key,
                icon=row.key_icon,
                accessible=f"{row.key}: {row.title}, {row.second}",
                beside=bool(row.key_icon),
            )
            key.setFixedSize(m.words(34), max(m.touch_std, TALL_PX))
            key.setProperty("value", row.value)
            key.clicked.connect(self._key_tapped)
            side.addWidget(key)
            self.keys[row.value] = key
        return line

    def empty(self, words: str, *, key: str = "") -> None:
        """Say that there are none."""
        self.show_rows(())
        self.states.empty(words, key=key)

    def tick(self) -> None:
        """Look at the clock."""
        self.states.tick()
        self.notice.tick()

    def _row_tapped(self) -> None:
        row = self.sender()
        if isinstance(row, RowKey):
            self.tapped.emit(row.row.value)

    def _key_tapped(self) -> None:
        self.key_tapped.emit(str(self.sender().property("value")))


class IconMark(QWidget):
    """An icon in the colour of the text, in each theme."""

    def __init__(self, *, look: Look, icon: str, size: int) -> None:
        super().__init__()
        self._look, self._icon = look, icon
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        antialias(painter)
        look = self._look
        draw_icon(painter, look, self._icon, look.tokens.text, 0, 0, float(self.width()))


class ShortLabel(QLabel):
    """A line that ends in dots where there is no more room."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setMinimumWidth(10)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics()
        self.setText(room.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class RowKey(TapKey):
    """A row as a wide key with labels on it."""

    def __init__(self, look: Look, row: Row, name: str) -> None:
        spoken = ", ".join(filter(None, (row.title, row.second, row.right)))
        super().__init__(look=look, name=f"{name}.row.{row.value}", text="", accessible=spoken)
        self.row = row
        m = look.metrics
        self.setFixedHeight(max(m.touch_std, TALL_PX))
        line = QHBoxLayout(self)
        line.setContentsMargins(m.space(16), 0, m.space(8), 0)
        line.setSpacing(m.gap_min)
        if row.icon:
            line.addWidget(IconMark(look=look, icon=row.icon, size=m.icon_small))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        title = ShortLabel(row.title)
        title.setProperty("role", "mono" if row.plate else "strong")
        texts.addWidget(title)
        if row.second:
            second = ShortLabel(row.second)
            second.setProperty("role", "caption")
            texts.addWidget(second)
        texts.addStretch(1)
        line.addLayout(texts, 1)
        if row.right:
            right = QLabel(row.right)
            right.setProperty("role", "caption")
            line.addWidget(right)
