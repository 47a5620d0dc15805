# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of the plate keypad (screens.md S05); who uses it owns the field."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from ui.theme.look import Look
from ui.widgets.keys import RingKey, TapKey

ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM?")
"""Latin layout; ``?`` stands for any one character."""

LARGER = 1.5
"""Keys of the large panel, which has the room, against the least size."""


class PlatePad(QWidget):
    """Ten columns of four keys of 19 mm.

    Signals:
        typed (str char): A character.
        erased (): Take one character away.
        cleared (): Take all away: Clear, or the erasing key held for 600 ms.
        used (): Done.
    """

    typed = Signal(str)
    erased = Signal()
    cleared = Signal()
    used = Signal()

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("platepad")
        m = look.metrics
        self._key_px = m.key if m.profile == "compact" else round(m.key * LARGER)
        self.keys: list[list[TapKey]] = [[self._key(char) for char in row] for row in ROWS]
        self.erase = RingKey(
            look=look,
            clock=clock,
            name="keypad.erase_or_clear",
            text="",
            icon="backspace",
            kind="raised",
            accessible=self.tr("Delete one character, hold to clear"),
            parent=self,
        )
        self.erase.tapped.connect(self.erased)
        self.erase.completed.connect(lambda _ms: self.cleared.emit())
        self.clear = TapKey(look=look, name="keypad.clear", text=self.tr("Clear"), parent=self)
        self.clear.clicked.connect(self.cleared)
        self.use = TapKey(
            look=look, name="keypad.use_plate", text=self.tr("Use"), kind="accent", parent=self
        )
        self.use.setAccessibleName(self.tr("Use this plate"))
        self.use.clicked.connect(self.used)

    def _key(self, char: str) -> TapKey:
        if char == "?":
            spoken = self.tr("any one character")
        elif char.isdigit():
            spoken = self.tr("digit {c}").replace("{c}", char)
        else:
            spoken = self.tr("letter {c}").replace("{c}", char)
        key = TapKey(
            look=self._look,
            name=f"keypad.key.{char}",
            text=char,
            accessible=spoken,
            style="plate_card" if self._key_px > 100 else "plate_row",
            parent=self,
        )
        key.clicked.connect(lambda: self.typed.emit(char))
        return key

    @property
    def size_needed(self) -> tuple[int, int]:
        """Width and height of all keys, px."""
        key, gap = self._key_px, self._look.metrics.gap_key
        return 10 * key + 9 * gap, 4 * key + 3 * gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        key, gap = self._key_px, self._look.metrics.gap_key
        wide, high = self.size_needed
        x0, y0 = (self.width() - wide) // 2, (self.height() - high) // 2

        def place(row: int, column: int, columns: int = 1) -> QRect:
            width = columns * key + (columns - 1) * gap
            return QRect(x0 + column * (key + gap), y0 + row * (key + gap), width, key)

        for row, line in enumerate(self.keys):
            for column, control in enumerate(line):
                control.setGeometry(place(row, column))
        self.erase.setGeometry(place(2, 9))
        self.clear.setGeometry(place(3, 8))
        self.use.setGeometry(place(3, 9))
